//! Which versions of an answer came in whose place, also where the drafts between them stayed with
//! the learner, as in a hand-in.

use std::collections::BTreeSet;

use super::{CriterionState, Kept};
use crate::record::{seal::Seal, what::Version};

impl CriterionState {
    /// Whether one version was handed in, in the place of another.
    pub fn handed_in_after(&self, earlier: &Seal, later: &Seal) -> bool {
        let of = |version| {
            let all = self.submissions.iter();
            all.filter(move |submission| submission.event.after.contains(version))
        };
        let replaced = self.submissions.before(of(later));
        earlier != later && of(earlier).any(|submission| replaced.contains(&submission.seal))
    }

    /// The versions in whose place no other came, the latest last.
    pub fn newest_versions(&self) -> Vec<&Kept<Version>> {
        let lacks_drafts = |version: &&Kept<Version>| {
            let mut before = version.event.after.iter();
            before.any(|seal| self.versions.get(seal).is_none())
        };
        let later: Vec<_> = self.versions.iter().filter(lacks_drafts).collect();
        let heads = self.versions.heads();
        let mut newest = heads.clone();
        newest.retain(|version| {
            let mut later = later.iter();
            !later.any(|later| self.handed_in_after(&version.seal, &later.seal))
        });
        // Only a made-up file can hold versions that each came in another's place.
        if newest.is_empty() { heads } else { newest }
    }

    /// Whether nobody has asked to keep a version.
    pub fn is_unasked(&self, version: &Seal) -> bool {
        let version = self.versions.get(version);
        version.is_some_and(|version| version.said.unasked)
    }

    /// What a version follows that somebody asks to keep: those that it was begun from, and what was last asked
    /// for before them. What nobody has asked for stays on its device, and elsewhere nothing else would tell
    /// in whose place the new one comes.
    pub fn asked_follows(&self, mut base: Vec<Seal>) -> Vec<Seal> {
        let is_unasked = |seal: &&Seal| self.is_unasked(seal);
        let mut open: Vec<Seal> = base.iter().filter(is_unasked).copied().collect();
        let mut seen = BTreeSet::new();
        while let Some(seal) = open.pop() {
            let version = self.versions.get(&seal).filter(|_| seen.insert(seal));
            for before in version.into_iter().flat_map(|version| &version.event.after) {
                match self.is_unasked(before) {
                    true => open.push(*before),
                    false if base.contains(before) => {}
                    false => base.push(*before),
                }
            }
        }
        base
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

    fn state(events: &[&Sealed]) -> CriterionState {
        let record: Record = events.iter().copied().cloned().collect();
        let (state, about) = (record.state(), criterion("ac-3-2"));
        let unit = state.unit(&about.pack, &about.unit);
        let criterion = unit.and_then(|unit| unit.criteria.get("ac-3-2"));
        criterion.cloned().unwrap_or_default()
    }

    fn newest(events: &[&Sealed]) -> Vec<String> {
        let state = state(events);
        let newest = state.newest_versions().into_iter();
        newest
            .map(|version| version.said.text.to_string())
            .collect()
    }

    #[test]
    fn a_later_hand_in_comes_in_the_place_of_one_where_drafts_stayed_behind() {
        let story = Story::default();
        let first = story.version("First", &[]);
        let first_in = story.hand_in(&[first.seal()]);
        let draft = story.version("Draft", &[first.seal()]);
        let last = story.version("Last", &[draft.seal()]);
        let last_in = story.hand_in(&[last.seal(), first_in.seal()]);
        assert_eq!(newest(&[&first, &first_in, &last, &last_in]), ["Last"]);
        assert_eq!(newest(&[&first, &last]), ["First", "Last"]);
        // Written apart, with nothing left behind.
        let apart = story.version("Apart", &[]);
        let apart_in = story.hand_in(&[apart.seal(), first_in.seal()]);
        let both = [&first, &first_in, &apart, &apart_in];
        assert_eq!(newest(&both), ["First", "Apart"]);
    }

    #[test]
    fn what_is_asked_for_comes_in_the_place_of_what_was_also_where_what_nobody_asked_for_stayed_behind()
     {
        let story = Story::default();
        let (first, other) = (story.version("First", &[]), story.version("Other", &[]));
        let left = story.unasked("Left", &[first.seal()]);
        let again = story.unasked("Left again", &[left.seal()]);
        let all = [&first, &other, &left, &again];
        let follows = |base: &[&Sealed]| {
            state(&all).asked_follows(base.iter().map(|version| version.seal()).collect())
        };
        assert_eq!(follows(&[]), []);
        assert_eq!(follows(&[&first]), [first.seal()]);
        assert_eq!(follows(&[&again]), [again.seal(), first.seal()]);
        // Two that are brought together.
        let both = [&again, &other];
        assert_eq!(follows(&both), [again.seal(), other.seal(), first.seal()]);
        let last = story.version("Last", &follows(&both));
        assert_eq!(newest(&[&first, &other, &left, &again, &last]), ["Last"]);
        // On another device.
        assert_eq!(newest(&[&first, &other, &last]), ["Last"]);
    }
}
