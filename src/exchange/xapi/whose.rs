//! Whose record statements hold: the learner's own id and name, out of what she did.
//!
//! An account names her to the store; a record names her by the id that her device made.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::Account;
use crate::record::{
    Record,
    event::{PersonId, Role},
    stored::Learner,
    what::What,
};

/// The learner of a record that came out of statements with this account.
///
/// It is the id that the account's name is, where it is one (as in an export that names no other
/// account); else the one under which she has done most. A record in which she has done nothing
/// gets an id that follows from the account, so that it is the same wherever it is opened.
pub fn learner(account: &Account, record: &Record) -> Learner {
    let id = account.name.parse().ok();
    let id = id.or_else(|| busiest(record)).unwrap_or_else(|| {
        let account = format!("{}\n{}", account.home_page, account.name);
        let whole: [u8; 32] = Sha256::digest(account).into();
        let mut first = [0; 16];
        first.copy_from_slice(&whole[..16]);
        PersonId::from_random(first)
    });
    let events = record.events().filter_map(|sealed| sealed.event());
    let own = events.filter(|event| event.by.role == Role::Learner);
    let last = own.max_by_key(|event| (event.by.person == id, event.at));
    let stated = record.state().name().map(Into::into);
    let name = stated.or_else(|| last.map(|event| event.by.name.clone()));
    Learner {
        id,
        name: name.unwrap_or_default(),
    }
}

fn busiest(record: &Record) -> Option<PersonId> {
    let mut done = BTreeMap::<PersonId, usize>::new();
    let mut also = Vec::new();
    for event in record.events().filter_map(|sealed| sealed.event()) {
        if event.by.role == Role::Learner {
            *done.entry(event.by.person).or_default() += 1;
        }
        if let What::SamePerson(said) = &event.what
            && event.by.role == Role::Learner
        {
            also.push(said.other);
        }
    }
    // Another id of hers only where there is no first.
    let key = |id: &PersonId, count: usize| (!also.contains(id), count, std::cmp::Reverse(*id));
    let busiest = done.into_iter().max_by_key(|(id, count)| key(id, *count));
    busiest.map(|(id, _)| id)
}
