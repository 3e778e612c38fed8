//! What was done on a shared device before anybody said who is learning. It becomes the work of whoever is chosen
//! first; until her record is open, for which a passphrase may be wanted and the page is loaded anew, it is
//! kept in the tab.

use leptos::prelude::*;

use super::{Phase, Session};
use crate::{
    record::{
        Record,
        draft::Draft,
        event::PersonId,
        pending::{Pending, Texts},
        sealed::Sealed,
    },
    ui::storage,
};

/// The key, in a tab's storage, of what was done and of who was chosen then.
const DONE: &str = "underpin/done-before";

/// What was done while it was not known by whom.
#[derive(Default)]
pub(super) struct Done {
    record: Record,
    /// What was begun of questions, and not answered.
    begun: Vec<Draft>,
}

/// Whose it is, its events, and what was begun.
type Left = (PersonId, Vec<String>, Vec<Draft>);

/// Keeps what was done for somebody whose record is to be opened.
pub(super) fn leave(person: PersonId, done: Done) {
    let pending = done.record.events().map(|event| {
        let pending = Pending {
            event: event.clone(),
            texts: texts_of(&done.record, event),
        };
        pending.to_text()
    });
    let left: Left = (person, pending.collect(), done.begun);
    if let Ok(text) = serde_json::to_string(&left) {
        storage::tab_set(DONE, &text);
    }
}

/// Takes what was left for somebody, once.
pub(super) fn take(person: PersonId) -> Option<Done> {
    let text = storage::tab_get(DONE)?;
    let (whose, left, begun): Left = serde_json::from_str(&text).ok()?;
    if whose != person {
        return None;
    }
    storage::tab_remove(DONE);
    let mut record = Record::default();
    for pending in left.iter().filter_map(|text| Pending::from_text(text)) {
        record.add(pending.event);
        for text in pending.texts.values() {
            record.add_text(text);
        }
    }
    Some(Done { record, begun })
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
    pub(super) fn done_by_nobody(self) -> Option<Done> {
        let is_nobody = self.phase.get_untracked() == Phase::Nobody;
        let done = is_nobody.then(|| Done {
            record: self.record.get_value(),
            begun: self.begun.get_value(),
        });
        done.filter(|done| !done.record.is_empty() || !done.begun.is_empty())
    }

    /// Puts what was done into the record that is open, as done by its learner.
    pub(super) fn keep_as_hers(self, done: Done) {
        if let Some(by) = self.actor() {
            for (theirs, hers) in done.record.done_by(&by) {
                self.keep_sealed(hers, texts_of(&done.record, theirs));
            }
        }
        for draft in done.begun {
            self.keep_begun(draft.about, draft.text);
        }
    }
}
