//! In whose records something was done at a desk that may not be with the provider yet. It is noted when it is
//! done, and struck out by a round that has left nothing: so it is told without any door.

use super::super::known;
use crate::{
    record::event::PersonId,
    ui::{clock, storage},
};

fn key(me: PersonId, learner: PersonId) -> String {
    format!("{}{learner}", known::waits(me))
}

/// Notes that somebody who works with a provider has just done something to a learner's record.
pub fn note(me: PersonId, learner: PersonId) {
    if known::desk_account_of(me).is_some() {
        // Where it is not kept, it is sent all the same, and only not told before.
        let _ = storage::set(&key(me, learner), &clock::now().to_string());
    }
}

/// What is noted of a learner's record.
pub(super) fn noted(me: PersonId, learner: PersonId) -> Option<String> {
    storage::get(&key(me, learner))
}

/// Strikes out what was noted, unless something more was done since.
pub(super) fn strike_out(me: PersonId, learner: PersonId, was: &str) {
    if noted(me, learner).as_deref() == Some(was) {
        storage::remove(&key(me, learner));
    }
}

/// Whose records they are.
pub(super) fn learners(me: PersonId) -> Vec<PersonId> {
    let prefix = known::waits(me);
    let keys = storage::keys(&prefix).into_iter();
    keys.filter_map(|key| key.strip_prefix(&prefix)?.parse().ok())
        .collect()
}
