//! Drafts: what is being typed and is no version yet.
//!
//! Each answer has one place for each tab, so that two tabs never write over each other. A draft
//! is written within half a second of typing; when its tab is gone, what is in it becomes a
//! version that nobody has asked for. Neither goes to any store. What was begun of a question is kept in
//! the same way, and stands in the question again until that is answered.

use std::{collections::BTreeSet, sync::Arc, time::Duration};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{
    event::{About, Actor, DeviceId, Event, EventId, Item, PersonId, TabId, Via},
    keys,
    seal::Seal,
    state::State,
    what::{Version, What},
};
use crate::when;

/// The longest that something typed may wait to be written.
pub const WRITE_WITHIN: Duration = Duration::from_millis(500);

/// How long somebody may type before a version is kept without being asked for.
pub const VERSION_EVERY: Duration = Duration::from_secs(10 * 60);

/// Whether somebody has asked for a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// She wants to keep it, or to hand it in.
    Yes,
    /// The page was left, or another text comes in its place, or it was typed at for long.
    No,
}

/// What is being typed in one tab.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The tab.
    pub tab: TabId,
    /// The criterion, or the question, as it is shown there.
    pub about: About,
    /// The versions that this was begun from; none for the first.
    pub after: Vec<Seal>,
    /// When it was typed, by the device's clock.
    #[serde(deserialize_with = "when::moment")]
    pub at: Timestamp,
    /// The text so far; of a question, the response so far as events write it.
    pub text: Arc<str>,
    /// The points ticked so far.
    pub covered: BTreeSet<Arc<str>>,
    /// How the text comes here, where it is not thought out on the screen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub via: Option<Via>,
}

impl Draft {
    /// The key of its place.
    pub fn key(&self, learner: PersonId) -> String {
        let About {
            pack, unit, item, ..
        } = &self.about;
        let item = match item {
            Item::Section(id) => id.as_str(),
            Item::Question(id) => id.as_str(),
            Item::Scenario(id) => id.as_str(),
            Item::Criterion(id) => id.as_str(),
            Item::Unit => "",
        };
        format!("{}{pack}/{unit}/{item}/{}", keys::drafts(learner), self.tab)
    }

    /// Whether it is of a question that is not answered yet, which becomes no version: the page gives
    /// it back.
    pub fn is_of_question(&self) -> bool {
        matches!(self.about.item, Item::Question(_))
    }

    /// Whether it is about the same, in whichever version of the training.
    pub fn is_about(&self, about: &About) -> bool {
        let own = &self.about;
        (&own.pack, &own.unit, &own.item) == (&about.pack, &about.unit, &about.item)
    }

    /// Whether the record already holds what is in the draft: the version it was begun from
    /// says the same, or the version that was made of it is there.
    pub fn is_settled(&self, state: &State) -> bool {
        let Item::Criterion(criterion) = &self.about.item else {
            return true;
        };
        let Some(criterion) = state
            .unit(&self.about.pack, &self.about.unit)
            .and_then(|unit| unit.criteria.get(criterion))
        else {
            return self.is_empty();
        };
        let is_of_this = |seal: &Seal, after: &[Seal]| {
            self.after.contains(seal) || self.after.iter().all(|seal| after.contains(seal))
        };
        let mut versions = criterion.versions.iter();
        (self.after.is_empty() && self.is_empty())
            || versions.any(|version| {
                version.said.text == self.text
                    && version.said.covered == self.covered
                    && is_of_this(&version.seal, &version.event.after)
            })
    }

    /// The version that keeps what is in the draft.
    pub fn to_version(&self, asked: Asked, id: EventId, by: Actor, device: DeviceId) -> Event {
        let version = Version {
            text: Arc::clone(&self.text),
            covered: self.covered.clone(),
            unasked: asked == Asked::No,
        };
        Event {
            id,
            at: self.at,
            by,
            device,
            about: vec![self.about.clone()],
            after: self.after.clone(),
            what: What::Version(version.into()),
            via: self.via,
        }
    }

    fn is_empty(&self) -> bool {
        self.text.is_empty() && self.covered.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{
        Record,
        sealed::Sealed,
        story::{Story, criterion},
    };

    fn draft(text: &str, after: &[&Sealed]) -> Draft {
        Draft {
            tab: TabId::from_random([1; 16]),
            about: criterion("ac-3-2"),
            after: after.iter().map(|event| event.seal()).collect(),
            at: Timestamp::UNIX_EPOCH,
            text: text.into(),
            covered: ["Knowledge".into()].into(),
            via: None,
        }
    }

    #[test]
    fn a_draft_is_settled_when_the_record_holds_what_it_says() {
        let story = Story::default();
        let first = story.version("First", &[]);
        let second = story.version("Second", &[first.seal()]);
        let joined = story.version("Joined", &[first.seal(), second.seal()]);
        let none: [&Sealed; 0] = [];
        for (text, after, events, wanted) in [
            ("First", vec![], vec![], false),
            ("First", vec![], vec![&first], true),
            ("Fir", vec![], vec![&first], false),
            // Nothing was changed.
            ("First", vec![&first], vec![&first], true),
            // The version that was made of it is there.
            ("Second", vec![&first], vec![&first, &second], true),
            (
                "Joined",
                vec![&second],
                vec![&first, &second, &joined],
                true,
            ),
            // She went back to what an older version says: that is a change.
            ("First", vec![&second], vec![&first, &second], false),
        ] {
            let state = Record::from_iter(events.into_iter().cloned()).state();
            let draft = draft(text, &after);
            assert_eq!(draft.is_settled(&state), wanted, "{text:?}");
        }
        let mut empty = draft("", &none);
        empty.covered.clear();
        assert!(empty.is_settled(&State::default()));
        // She took everything out again.
        empty.after = vec![first.seal()];
        assert!(!empty.is_settled(&Record::from_iter([first]).state()));
    }

    #[test]
    fn each_answer_has_a_place_for_each_tab() {
        let one = draft("", &[]);
        let mut other_tab = one.clone();
        other_tab.tab = TabId::from_random([2; 16]);
        let mut other_answer = one.clone();
        other_answer.about = criterion("ac-1-1");
        let learner = PersonId::from_random([9; 16]);
        let keys = BTreeSet::from([one, other_tab, other_answer].map(|draft| draft.key(learner)));
        assert_eq!(keys.len(), 3);
        assert!(
            keys.iter()
                .all(|key| key.starts_with(&keys::drafts(learner)))
        );
    }
}
