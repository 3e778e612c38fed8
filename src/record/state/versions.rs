//! Which versions of an answer came in whose place, also where the drafts between them stayed with
//! the learner, as in a hand-in.

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
}

#[cfg(test)]
mod tests {
    use crate::record::{
        Record,
        sealed::Sealed,
        story::{Story, criterion},
    };

    fn newest(events: &[&Sealed]) -> Vec<String> {
        let record: Record = events.iter().copied().cloned().collect();
        let (state, about) = (record.state(), criterion("ac-3-2"));
        let unit = state.unit(&about.pack, &about.unit);
        let criterion = unit.and_then(|unit| unit.criteria.get("ac-3-2"));
        let newest = criterion.map(|criterion| criterion.newest_versions());
        let newest = newest.into_iter().flatten();
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
}
