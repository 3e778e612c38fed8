//! The record: everything one learner's work has produced, by whomever.
//!
//! A [`Record`] is a set of sealed [events](event::Event) and the texts they are pinned to.
//! Nothing in it is ever changed or taken out; what a screen shows is a [`State`],
//! folded out of the events. Two records are merged by putting their events together, so files,
//! tabs, devices and people may exchange in any order, any number of times.
//!
//! In reading order:
//! - [`seal`]: the SHA-256 names of events and texts.
//! - [`event`] and [`what`]: who did what, when, about what, after what. The assessor's part is
//!   in [`plan`], [`evidence`], [`decision`] and [`sign_off`], the quality assurer's in
//!   [`sample`].
//! - [`sealed`]: an event's exact bytes, and what this program can read in them.
//! - [`state`]: what the events come to: standings, attempts, walks, heads.
//! - [`stored`]: a record as text, in versions that can be read for ever. The files made of it
//!   are [`exchange::record_file`](crate::exchange::record_file)'s.
//! - [`shelf`]: where a record is kept on a device, out of [`store`] (what a device offers),
//!   [`pending`] (the write-ahead log), [`draft`] (what is being typed, in [`turns`]), by [`keys`], and
//!   [`locked`] (what a passphrase does). [`memory`] is a device that can be made to fail.
//!
//! ```
//! use underpin::record::{Record, event::*, sealed::Sealed, what::*};
//!
//! let person = PersonId::from_random([1; 16]);
//! let at = "2026-11-21T09:30:00.000Z".parse().unwrap();
//! let event = Sealed::new(&Event {
//!     id: EventId::new(at, [2; 10]),
//!     at,
//!     by: Actor { person, name: "Ada".into(), role: Role::Learner },
//!     device: DeviceId::from_random([3; 16]),
//!     about: vec![],
//!     after: vec![],
//!     what: What::Profile(Profile { name: "Ada".into() }.into()),
//!     via: None,
//! });
//! let mut record = Record::default();
//! record.add(event);
//! assert_eq!(record.state().name(), Some("Ada"));
//! ```
//!
//! What it deliberately does not do: it has no clock, no randomness, no storage and no
//! cryptography beyond the hash; it never scores a response again; and it takes nothing that it
//! reads as proof of who wrote it.

pub mod decision;
pub mod draft;
pub mod event;
pub mod evidence;
pub mod keys;
pub mod locked;
pub mod memory;
pub mod namesakes;
pub mod pending;
pub mod plan;
pub mod sample;
pub mod seal;
pub mod sealed;
pub mod shelf;
pub mod sign_off;
pub mod state;
pub mod store;
pub mod stored;
mod text;
pub mod turns;
pub mod what;

#[cfg(test)]
mod simulation;
#[cfg(test)]
pub(crate) mod story;

use std::{
    collections::{BTreeMap, BTreeSet},
    mem,
    sync::Arc,
};

use event::{Actor, Event};
use seal::{Seal, TextHash};
use sealed::Sealed;
use state::State;

/// A set of sealed events and the texts they are pinned to. Cheap to clone: what is in it is copied
/// only where a clone is changed while the other is still there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    events: Arc<BTreeMap<Seal, Sealed>>,
    texts: Arc<BTreeMap<TextHash, Arc<str>>>,
}

impl Record {
    /// Takes in an event. Says whether it is new here.
    pub fn add(&mut self, event: Sealed) -> bool {
        let events = Arc::make_mut(&mut self.events);
        events.insert(event.seal(), event).is_none()
    }

    /// Keeps a text that somebody was shown, and gives the hash to pin an event to it.
    pub fn add_text(&mut self, text: &str) -> TextHash {
        let hash = TextHash::of(text);
        self.add_text_of(hash, text);
        hash
    }

    /// The same for a text whose hash was just worked out.
    fn add_text_of(&mut self, hash: TextHash, text: &str) {
        if !self.texts.contains_key(&hash) {
            Arc::make_mut(&mut self.texts).insert(hash, text.into());
        }
    }

    /// Every event of this record beside the same as somebody else's, each after what it follows: what was done
    /// before it was known who did it. What is of no kind known here has nobody to give it to, and is left out.
    pub fn done_by(&self, by: &Actor) -> Vec<(&Sealed, Sealed)> {
        let mut seals = BTreeMap::<Seal, Seal>::new();
        let mut open: Vec<&Sealed> = self.events().collect();
        let mut done: Vec<(&Sealed, Sealed)> = Vec::new();
        loop {
            let (many, known) = (done.len(), seals.clone());
            open.retain(|sealed| {
                let Some(event) = sealed.event() else {
                    return false;
                };
                let waits = |seal: &Seal| {
                    let before = self.event(seal).and_then(Sealed::event);
                    before.is_some() && !known.contains_key(seal)
                };
                if event.after.iter().any(waits) {
                    return true;
                }
                let after = event.after.iter();
                let own = Sealed::new(&Event {
                    by: by.clone(),
                    after: after.map(|seal| *known.get(seal).unwrap_or(seal)).collect(),
                    ..Event::clone(event)
                });
                seals.insert(sealed.seal(), own.seal());
                done.push((sealed, own));
                false
            });
            if done.len() == many {
                return done;
            }
        }
    }

    /// Takes in everything the other record holds. The result is the same in whatever order
    /// and however often records are merged.
    pub fn merge(&mut self, mut other: Self) {
        if other.events.len() > self.events.len() {
            mem::swap(&mut self.events, &mut other.events);
        }
        unite(&mut self.events, other.events);
        unite(&mut self.texts, other.texts);
    }

    /// The event with this seal.
    pub fn event(&self, seal: &Seal) -> Option<&Sealed> {
        self.events.get(seal)
    }

    /// All events, in the order of their seals.
    pub fn events(&self) -> impl ExactSizeIterator<Item = &Sealed> {
        self.events.values()
    }

    /// The text with this hash.
    pub fn text(&self, hash: &TextHash) -> Option<&str> {
        self.texts.get(hash).map(AsRef::as_ref)
    }

    /// All texts with their hashes, in the order of the hashes.
    pub fn texts(&self) -> impl ExactSizeIterator<Item = (TextHash, &Arc<str>)> {
        self.texts.iter().map(|(&hash, text)| (hash, text))
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.events.is_empty() && self.texts.is_empty()
    }

    /// The part of the record with these events and the texts they are pinned to.
    pub fn only(&self, seals: &BTreeSet<Seal>) -> Self {
        let events: BTreeMap<_, _> = seals
            .iter()
            .filter_map(|seal| Some((*seal, self.event(seal)?.clone())))
            .collect();
        let shown: BTreeSet<TextHash> = events.values().flat_map(Sealed::shown).collect();
        let texts = self.texts.iter().filter(|(hash, _)| shown.contains(hash));
        Self {
            texts: Arc::new(texts.map(|(hash, text)| (*hash, text.clone())).collect()),
            events: Arc::new(events),
        }
    }

    /// Events that are not here but that others here follow, each with its followers.
    pub fn missing(&self) -> BTreeMap<Seal, Vec<Seal>> {
        let mut missing = BTreeMap::<Seal, Vec<Seal>>::new();
        for event in self.events.values() {
            for before in event.after() {
                if !self.events.contains_key(before) {
                    missing.entry(*before).or_default().push(event.seal());
                }
            }
        }
        missing
    }

    /// What the events come to.
    pub fn state(&self) -> State {
        let mut state = State::default();
        for event in self.events.values() {
            state.apply(event);
        }
        state
    }
}

/// Puts what is in one map into another, and copies neither where nothing comes in.
fn unite<K: Ord + Clone, V: Clone>(all: &mut Arc<BTreeMap<K, V>>, more: Arc<BTreeMap<K, V>>) {
    if !more.is_empty() {
        Arc::make_mut(all).extend(Arc::unwrap_or_clone(more));
    }
}

impl FromIterator<Sealed> for Record {
    fn from_iter<I: IntoIterator<Item = Sealed>>(events: I) -> Self {
        Self {
            events: Arc::new(events.into_iter().map(|e| (e.seal(), e)).collect()),
            texts: Arc::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::record::story::{Story, turns};
    use event::{PersonId, Role};

    /// Three records that share some of one history's events and texts.
    fn three_records() -> impl Strategy<Value = [Record; 3]> {
        (turns(30), prop::collection::vec(0_u8..8, 30)).prop_map(|(turns, whose)| {
            let mut records = [(); 3].map(|()| Record::default());
            for (event, whose) in Story::default().tell(&turns).into_iter().zip(whose) {
                for (bit, record) in records.iter_mut().enumerate() {
                    if whose >> bit & 1 == 1 {
                        record.add_text(&whose.to_string());
                        record.add(event.clone());
                    }
                }
            }
            records
        })
    }

    fn merged<'r>(records: impl IntoIterator<Item = &'r Record>) -> Record {
        let mut all = Record::default();
        for record in records {
            all.merge(record.clone());
        }
        all
    }

    proptest! {
        #[test]
        fn merging_is_the_union_in_whatever_order_and_however_often([a, b, c] in three_records()) {
            let all = merged([&a, &b, &c]);
            prop_assert_eq!(&merged([&b, &a]), &merged([&a, &b]));
            prop_assert_eq!(&merged([&a, &merged([&b, &c])]), &all);
            prop_assert_eq!(&merged([&all, &c, &all, &a]), &all);
            for record in [&a, &b, &c] {
                prop_assert!(record.events().all(|e| all.event(&e.seal()) == Some(e)));
                prop_assert!(record.texts().all(|(hash, text)| all.text(&hash) == Some(text)));
            }
            let parts = [&a, &b, &c].map(|r| r.events().map(Sealed::seal).collect::<Vec<_>>());
            prop_assert!(all.events().all(|e| parts.iter().any(|p| p.contains(&e.seal()))));
        }

        #[test]
        fn what_was_done_by_nobody_known_is_somebodys_and_follows_what_it_followed(turns in turns(40)) {
            let record: Record = Story::default().tell(&turns).into_iter().collect();
            let by = Actor {
                person: PersonId::from_random([9; 16]),
                name: "Bea".into(),
                role: Role::Learner,
            };
            let done = record.done_by(&by);
            let known = record.events().filter(|sealed| sealed.event().is_some());
            prop_assert_eq!(done.len(), known.count());
            let own: BTreeMap<Seal, Seal> = done.iter().map(|(from, own)| (from.seal(), own.seal())).collect();
            for (from, own_event) in &done {
                let (was, is) = (from.event().unwrap(), own_event.event().unwrap());
                prop_assert_eq!(&is.by, &by);
                prop_assert_eq!((&is.id, &is.what, &is.about), (&was.id, &was.what, &was.about));
                let after: Vec<Seal> = was.after.iter().map(|seal| *own.get(seal).unwrap_or(seal)).collect();
                prop_assert_eq!(&is.after, &after);
            }
        }

        #[test]
        fn a_state_does_not_depend_on_the_order_of_events(
            turns in turns(40),
            order in prop::collection::vec(any::<u64>(), 80),
        ) {
            let events = Story::default().tell(&turns);
            let record: Record = events.iter().cloned().collect();
            // Every event twice, in an order that has nothing to do with what follows what.
            let mut shuffled: Vec<_> = events.iter().chain(&events).zip(order).collect();
            shuffled.sort_by_key(|(_, place)| *place);
            let mut state = State::default();
            for (event, _) in shuffled {
                state.apply(event);
            }
            prop_assert_eq!(state, record.state());
        }

        #[test]
        fn a_thread_in_order_holds_everything_once_after_what_it_follows(turns in turns(40)) {
            let record: Record = Story::default().tell(&turns).into_iter().collect();
            for (_, _, unit) in record.state().units() {
                for criterion in unit.criteria.values() {
                    let order: Vec<Seal> =
                        criterion.versions.in_order().iter().map(|v| v.seal).collect();
                    prop_assert_eq!(order.len(), criterion.versions.len());
                    for (place, seal) in order.iter().enumerate() {
                        let version = criterion.versions.get(seal).unwrap();
                        let mut after = version.event.after.iter();
                        let place_of = |seal| order.iter().position(|other| other == seal);
                        prop_assert!(after.all(|before| place_of(before) < Some(place)));
                    }
                    prop_assert_eq!(
                        criterion.versions.heads().is_empty(),
                        criterion.versions.is_empty()
                    );
                }
            }
        }
    }

    #[test]
    fn what_is_missing_is_named_with_what_follows_it() {
        let story = Story::default();
        let first = story.version("First", &[]);
        let second = story.version("Second", &[first.seal()]);
        let third = story.version("Third", &[first.seal(), second.seal()]);
        let record = Record::from_iter([second.clone(), third.clone()]);
        let mut followers = vec![second.seal(), third.seal()];
        followers.sort();
        assert_eq!(record.missing(), [(first.seal(), followers)].into());
    }
}
