//! What is fetched: a learner's record out of statements.

use std::collections::BTreeSet;

use super::door::{Door, DoorError};
use crate::{
    door::wire::first_page,
    exchange::xapi::{Account, Load, NotCarried, StatementId, read},
    record::Record,
};

/// Everything that the store has of a learner's record, for a device that has none of it.
///
/// # Errors
/// Where not all of it came.
pub async fn fetch_all(door: &impl Door, learner: &Account) -> Result<Record, DoorError> {
    let mut record = Record::default();
    let mut address = first_page(learner, None);
    let mut seen = BTreeSet::new();
    loop {
        let page = door.fetch(&address).await?;
        let (incoming, _, _) = taken_out(learner, &page.statements);
        record.merge(incoming);
        match page.more() {
            Some(more) if seen.insert(more.clone()) => address = more,
            None if !page.is_cut_off() => return Ok(record),
            _ => return Err(DoorError::NotReached),
        }
    }
}

/// What statements carry of a learner's record, which they are, and how many are odd.
pub(super) fn taken_out(
    learner: &Account,
    statements: &[serde_json::Value],
) -> (Record, Vec<StatementId>, usize) {
    let (mut incoming, mut ids, mut odd) = (Record::default(), Vec::new(), 0);
    for statement in statements {
        match read(statement) {
            Ok(carried) if carried.learner == *learner => {
                ids.push(carried.id);
                match carried.load {
                    Load::Event { event, texts } => {
                        incoming.add(event);
                        for text in texts {
                            incoming.add_text(&text);
                        }
                    }
                    Load::Text(text) => drop(incoming.add_text(&text)),
                }
            }
            // Another system's, in the same store.
            Err(NotCarried::OtherProgram) => {}
            Ok(_) | Err(_) => odd += 1,
        }
    }
    (incoming, ids, odd)
}
