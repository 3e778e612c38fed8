//! What this device notes of an attempt: when it began, while the learning system has stored nothing of
//! it, and what had been done before it was opened here.

use jiff::Timestamp;
use leptos::prelude::*;

use super::{super::unit, Bridge, Link};
use crate::{
    exchange::{attempt::since, scorm::session::Took},
    record::event::PersonId,
    ui::{slots::PREFIX, storage},
};

/// What stands behind the note of an attempt that a learning system was told of but keeps nothing of.
const BUT_TOLD: &str = " told";

impl Bridge {
    /// Where it is kept when an attempt began of which the learning system has stored nothing.
    fn key(self) -> Option<String> {
        let learner = self
            .own
            .with_value(|own| own.learner.as_ref().map(|learner| learner.id))?;
        Some(format!("{}{}", notes_of(learner), unit()?))
    }

    /// Where it is noted what was done before the attempt was first opened here.
    pub(super) fn key_before(self) -> Option<String> {
        Some(format!("{}/before", self.key()?))
    }

    /// When the attempt began that the learning system has stored nothing of, if there is one: what
    /// looks new to it is not.
    pub(super) fn never_stored(self) -> Option<Timestamp> {
        let noted = storage::get(&self.key()?)?;
        let (began, was_told) = match noted.strip_suffix(BUT_TOLD) {
            Some(began) => (began, true),
            None => (&*noted, false),
        };
        // A learning system that was told of it and knows nothing of it has begun a new one.
        let is_another = was_told && self.own.with_value(|own| own.is_new);
        began.parse().ok().filter(|_| !is_another)
    }

    /// When the attempt began that this device noted last, if the learning system knows it and has lost
    /// what it was told of it. In cmi5 nothing kept is a new enrolment.
    pub(super) fn lost(self, noted: &str) -> Option<Timestamp> {
        let (is_known, is_complete) = self.own.with_value(|own| {
            let is_scorm = matches!(own.link, Link::Scorm(_));
            (is_scorm && !own.is_new, own.told.completed)
        });
        is_known.then(|| since::began(noted, is_complete)).flatten()
    }

    pub(super) fn note_stored(self, took: Took) {
        // Before the attempt is taken up there is nothing to note, and the note is still wanted.
        let (Some(key), Some(open), true) = (self.key(), self.open(), self.is_learner()) else {
            return;
        };
        let (is_known, began, is_complete) = self
            .own
            .with_value(|own| (own.is_known, own.carried.began, own.carried.told.completed));
        if let (true, true, Some(key)) = (is_complete, took != Took::NotAll, self.key_before()) {
            let _ = storage::set(&key, &open.since.note(is_complete));
        }
        match took {
            // Nothing waited for the answer to the goodbye.
            Took::All if self.is_over() => {}
            Took::All => {
                self.own.update_value(|own| own.is_known = true);
                storage::remove(&key);
            }
            // Where it has stored something, another attempt that looks new to it is new.
            Took::ButTheAttempt | Took::NotAll if is_known => {}
            // Where it is not kept here, the learning system's word stands.
            Took::ButTheAttempt => {
                let _ = storage::set(&key, &format!("{began}{BUT_TOLD}"));
            }
            // It was told of this attempt before.
            Took::NotAll if storage::get(&key) == Some(format!("{began}{BUT_TOLD}")) => {}
            Took::NotAll => {
                let _ = storage::set(&key, &began.to_string());
            }
        }
    }
}

/// How the keys begin under which [`Bridge::key`] keeps it for somebody.
pub fn notes_of(learner: PersonId) -> String {
    format!("{PREFIX}not-reported/{learner}/")
}
