//! What was done on a shared device before anybody said who is learning. It becomes the work of whoever is chosen
//! first; until her record is open, for which a passphrase may be wanted and the page is loaded anew, it is
//! kept in the tab.

use leptos::prelude::*;

use super::{Phase, Session};
use crate::{
    record::{
        Record,
        event::PersonId,
        pending::{Pending, Texts},
        sealed::Sealed,
    },
    ui::storage,
};

/// The key, in a tab's storage, of what was done and of who was chosen then.
const DONE: &str = "underpin/done-before";

/// Keeps what was done for somebody whose record is to be opened.
pub(super) fn leave(person: PersonId, done: &Record) {
    let pending = done.events().map(|event| {
        let pending = Pending {
            event: event.clone(),
            texts: texts_of(done, event),
        };
        pending.to_text()
    });
    let left: (PersonId, Vec<String>) = (person, pending.collect());
    if let Ok(text) = serde_json::to_string(&left) {
        storage::tab_set(DONE, &text);
    }
}

/// Takes what was left for somebody, once.
pub(super) fn take(person: PersonId) -> Option<Record> {
    let text = storage::tab_get(DONE)?;
    let (whose, left): (PersonId, Vec<String>) = serde_json::from_str(&text).ok()?;
    if whose != person {
        return None;
    }
    storage::tab_remove(DONE);
    let mut done = Record::default();
    for pending in left.iter().filter_map(|text| Pending::from_text(text)) {
        done.add(pending.event);
        for text in pending.texts.values() {
            done.add_text(text);
        }
    }
    Some(done)
}

fn texts_of(record: &Record, event: &Sealed) -> Texts {
    let shown = event.shown().filter_map(|hash| {
        let text = record.text(&hash)?;
        Some((hash, text.into()))
    });
    shown.collect()
}

impl Session {
    /// What was done while it was not known by whom; none where it is known, or nothing was.
    pub(super) fn done_by_nobody(self) -> Option<Record> {
        let is_nobody = self.phase.get_untracked() == Phase::Nobody;
        let done = is_nobody.then(|| self.record.get_value());
        done.filter(|record| !record.is_empty())
    }

    /// Puts what was done into the record that is open, as done by its learner.
    pub(super) fn keep_as_hers(self, done: &Record) {
        let Some(by) = self.actor() else { return };
        for (theirs, hers) in done.done_by(&by) {
            self.keep_sealed(hers, texts_of(done, theirs));
        }
    }
}
