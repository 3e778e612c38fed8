//! A thread: events of one kind that follow each other, and its heads, which nothing follows.
//!
//! Two heads were made apart (two devices, two tabs, two assessors who did not know of each
//! other). Neither is thrown away and neither is preferred: both are shown.

use std::{
    collections::{BTreeMap, BTreeSet, btree_map::Entry},
    sync::Arc,
};

use jiff::Timestamp;

use crate::record::{event::Event, seal::Seal};

/// One event in a state, with what it says at hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept<T> {
    /// What the event is known by.
    pub seal: Seal,
    /// Who, when, about what, after what.
    pub event: Arc<Event>,
    /// What it says.
    pub said: Arc<T>,
}

impl<T> Kept<T> {
    pub(super) fn new(seal: Seal, event: &Arc<Event>, said: &Arc<T>) -> Self {
        Self {
            seal,
            event: Arc::clone(event),
            said: Arc::clone(said),
        }
    }

    /// The order in which things are shown where nothing better decides: by the clock, and by
    /// seal where two clocks say the same.
    pub fn by_time(&self) -> (Timestamp, Seal) {
        (self.event.at, self.seal)
    }
}

/// Events of one kind that follow each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thread<T> {
    kept: BTreeMap<Seal, Kept<T>>,
    followed: BTreeSet<Seal>,
}

impl<T> Default for Thread<T> {
    fn default() -> Self {
        Self {
            kept: BTreeMap::new(),
            followed: BTreeSet::new(),
        }
    }
}

impl<T> Thread<T> {
    /// Takes in an event that says this. By itself and with nothing thrown away, it is the same code for
    /// whatever is said, and stands in the program once.
    #[inline(never)]
    pub(super) fn insert(&mut self, seal: Seal, event: &Arc<Event>, said: &Arc<T>) {
        if let Entry::Vacant(place) = self.kept.entry(seal) {
            self.followed.extend(&event.after);
            place.insert(Kept::new(seal, event, said));
        }
    }

    /// The event with this seal.
    pub fn get(&self, seal: &Seal) -> Option<&Kept<T>> {
        self.kept.get(seal)
    }

    /// How many events there are.
    pub fn len(&self) -> usize {
        self.kept.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// All events, in the order of their seals.
    pub fn iter(&self) -> impl Iterator<Item = &Kept<T>> {
        self.kept.values()
    }

    /// What no other event of the thread follows, the latest last. There is always a head
    /// where there is an event: in a ring, which only a made-up file can hold, all are heads.
    pub fn heads(&self) -> Vec<&Kept<T>> {
        let mut heads: Vec<_> = self
            .iter()
            .filter(|kept| !self.followed.contains(&kept.seal))
            .collect();
        if heads.is_empty() {
            heads = self.iter().collect();
        }
        heads.sort_by_cached_key(|kept| kept.by_time());
        heads
    }

    /// The head that is the latest by the clock.
    pub fn latest(&self) -> Option<&Kept<T>> {
        self.heads().last().copied()
    }

    /// All events, each after those it follows, and by the clock where that leaves a choice.
    pub fn in_order(&self) -> Vec<&Kept<T>> {
        let mut waits_for = BTreeMap::<Seal, BTreeSet<Seal>>::new();
        let mut followers = BTreeMap::<Seal, Vec<&Kept<T>>>::new();
        let mut ready = BTreeMap::new();
        for kept in self.iter() {
            let before = kept.event.after.iter().filter(|seal| self.holds(seal));
            let before: BTreeSet<Seal> = before.copied().collect();
            for seal in &before {
                followers.entry(*seal).or_default().push(kept);
            }
            if before.is_empty() {
                ready.insert(kept.by_time(), kept);
            } else {
                waits_for.insert(kept.seal, before);
            }
        }
        let mut order = Vec::with_capacity(self.len());
        while let Some((_, kept)) = ready.pop_first() {
            order.push(kept);
            for follower in followers.remove(&kept.seal).unwrap_or_default() {
                let Some(before) = waits_for.get_mut(&follower.seal) else {
                    continue;
                };
                before.remove(&kept.seal);
                if before.is_empty() {
                    waits_for.remove(&follower.seal);
                    ready.insert(follower.by_time(), follower);
                }
            }
        }
        // What is left stands in a ring.
        let mut rest: Vec<_> = waits_for.keys().filter_map(|seal| self.get(seal)).collect();
        rest.sort_by_cached_key(|kept| kept.by_time());
        order.extend(rest);
        order
    }

    /// Everything that these follow, directly or through other events of the thread.
    pub fn before<'t>(&'t self, these: impl Iterator<Item = &'t Kept<T>>) -> BTreeSet<Seal> {
        let mut before = BTreeSet::new();
        let mut open: Vec<&Kept<T>> = these.collect();
        while let Some(kept) = open.pop() {
            for seal in &kept.event.after {
                if before.insert(*seal) {
                    open.extend(self.get(seal));
                }
            }
        }
        before
    }

    fn holds(&self, seal: &Seal) -> bool {
        self.kept.contains_key(seal)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::story::{LEARNER, Story, criterion};
    use crate::record::what::What;

    /// Seals are hashes, so a ring can only be claimed by somebody who does not check them.
    #[test]
    fn a_ring_loses_nothing_and_does_not_hang() {
        let story = Story::default();
        let seals = ["a", "b", "c", "d"].map(Seal::of);
        let mut thread = Thread::default();
        for (place, after) in [(0, 2), (1, 0), (2, 1), (3, 2)] {
            let after = [seals[after]];
            let event = story.event(LEARNER, criterion("ac-3-2"), &after, What::SectionRead);
            thread.insert(seals[place], &event.into(), &().into());
        }
        let seals_of = |kept: Vec<&Kept<()>>| kept.iter().map(|k| k.seal).collect::<Vec<_>>();
        assert_eq!(seals_of(thread.heads()), [seals[3]]);
        assert_eq!(seals_of(thread.in_order()), seals);
        assert_eq!(thread.before(thread.iter()).len(), 3);

        thread.kept.remove(&seals[3]);
        assert_eq!(seals_of(thread.heads()), seals[..3]);
    }
}
