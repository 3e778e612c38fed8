//! Which account with the provider is whose, as people on this device have said.

use crate::{
    exchange::xapi::Account,
    record::event::PersonId,
    ui::{
        slots::PREFIX,
        storage::{self, Trouble},
    },
};

/// While she is signed in, as far as she has done. `start.js` looks for these keys.
fn key(person: PersonId) -> String {
    format!("{PREFIX}provider/{person}")
}

/// For as long as she is on this device.
fn lasting_key(person: PersonId) -> String {
    format!("{PREFIX}provider-account/{person}")
}

fn read(key: &str) -> Option<Account> {
    serde_json::from_str(&storage::get(key)?).ok()
}

/// The account that somebody's work goes to; none once she has signed out.
pub fn account_of(person: PersonId) -> Option<Account> {
    read(&key(person))
}

/// The account that somebody has last said is theirs, also after signing out: nobody else's may become
/// the place of her work.
pub fn last_account_of(person: PersonId) -> Option<Account> {
    read(&lasting_key(person)).or_else(|| account_of(person))
}

/// Keeps which account is somebody's.
///
/// # Errors
/// The browser would not keep it.
pub fn keep(person: PersonId, account: &Account) -> Result<(), Trouble> {
    let text = serde_json::to_string(account).unwrap_or_default();
    storage::set(&lasting_key(person), &text)?;
    storage::set(&key(person), &text)
}

/// Nothing goes to somebody's account any more, until she signs in.
pub fn rest(person: PersonId) {
    if let Some(account) = account_of(person) {
        let text = serde_json::to_string(&account).unwrap_or_default();
        // Where it is not kept, she is asked the next time.
        let _ = storage::set(&lasting_key(person), &text);
    }
    storage::remove(&key(person));
}

/// Forgets which account is somebody's.
pub fn forget(person: PersonId) {
    storage::remove(&key(person));
    storage::remove(&lasting_key(person));
}
