//! Practice: attempts at questions, and walks through scenarios.
//!
//! Every attempt and every walk is kept, with what it earned at the time. Nothing is scored
//! again here, and nothing here makes a criterion met.

use std::{cmp::Reverse, collections::BTreeMap, sync::Arc};

use jiff::Timestamp;

use super::thread::{Kept, Thread};
use crate::record::{
    event::{Event, WalkId},
    seal::Seal,
    what::{Answered, WalkEnded, WalkStep},
};
use crate::scenario::Outcome;

/// The attempts at one question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QuestionState {
    attempts: BTreeMap<(u32, Timestamp, Seal), Kept<Answered>>,
}

impl QuestionState {
    pub(super) fn insert(&mut self, kept: Kept<Answered>) {
        let (at, seal) = kept.by_time();
        self.attempts.insert((kept.said.attempt, at, seal), kept);
    }

    /// All attempts, by number and by the clock where two were made apart.
    pub fn attempts(&self) -> impl DoubleEndedIterator<Item = &Kept<Answered>> {
        self.attempts.values()
    }

    /// The latest attempt.
    pub fn latest(&self) -> Option<&Kept<Answered>> {
        self.attempts().next_back()
    }

    /// The number of the next attempt.
    pub fn next_attempt(&self) -> u32 {
        self.latest()
            .map_or(0, |latest| latest.said.attempt.saturating_add(1))
    }
}

/// The walks through one scenario.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ScenarioState {
    walks: BTreeMap<WalkId, Walk>,
}

impl ScenarioState {
    pub(super) fn insert_step(&mut self, kept: Kept<WalkStep>) {
        let walk = self.walks.entry(kept.said.walk).or_default();
        let (at, seal) = kept.by_time();
        walk.steps.insert((kept.said.place, at, seal), kept);
    }

    pub(super) fn insert_end(&mut self, seal: Seal, event: &Arc<Event>, said: &Arc<WalkEnded>) {
        let walk = self.walks.entry(said.walk).or_default();
        walk.ended.insert(seal, event, said);
    }

    /// All walks, in the order they were begun.
    pub fn walks(&self) -> Vec<(WalkId, &Walk)> {
        let mut walks: Vec<_> = self.all().collect();
        walks.sort_by_cached_key(begun);
        walks
    }

    /// The walk with this id.
    pub fn walk(&self, id: &WalkId) -> Option<&Walk> {
        self.walks.get(id)
    }

    /// The walk to go on with: the latest, if it has not come to its end.
    pub fn unfinished(&self) -> Option<(WalkId, &Walk)> {
        let (id, latest) = self.all().max_by_key(begun)?;
        (!latest.is_finished()).then_some((id, latest))
    }

    /// The first walk that came to its end.
    pub fn first(&self) -> Option<(WalkId, &Walk)> {
        self.finished().min_by_key(begun)
    }

    /// The latest walk that came to its end.
    pub fn latest(&self) -> Option<(WalkId, &Walk)> {
        self.finished().max_by_key(begun)
    }

    /// The best walk that came to its end: passed before not yet before unsafe, then points,
    /// then the earlier.
    pub fn best(&self) -> Option<(WalkId, &Walk)> {
        self.finished().min_by_key(|one| {
            let (_, walk) = one;
            let earned = walk.end().map(|end| end.said.earned);
            (walk.outcome(), Reverse(earned), begun(one))
        })
    }

    fn finished(&self) -> impl Iterator<Item = (WalkId, &Walk)> {
        self.all().filter(|(_, walk)| walk.is_finished())
    }

    fn all(&self) -> impl Iterator<Item = (WalkId, &Walk)> {
        self.walks.iter().map(|(&id, walk)| (id, walk))
    }
}

/// The order in which walks were begun.
fn begun((id, walk): &(WalkId, &Walk)) -> (Option<Timestamp>, WalkId) {
    (walk.begun(), *id)
}

/// One walk through a scenario.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Walk {
    /// By place, and in a place by the clock.
    steps: BTreeMap<(u32, Timestamp, Seal), Kept<WalkStep>>,
    ended: Thread<WalkEnded>,
}

impl Walk {
    /// Every response of the walk, those included that were given in another tab.
    pub fn steps(&self) -> impl DoubleEndedIterator<Item = &Kept<WalkStep>> {
        self.steps.values()
    }

    /// The responses of the walk in order: from the latest, back through what each follows.
    /// Where one that is followed is missing, the latest response in its place stands in.
    pub fn path(&self) -> Vec<&Kept<WalkStep>> {
        let mut path: Vec<&Kept<WalkStep>> = Vec::new();
        let all: Vec<_> = self.steps().collect();
        for place in all
            .chunk_by(|one, next| one.said.place == next.said.place)
            .rev()
        {
            let followed = path.last().and_then(|later| {
                let mut here = place.iter();
                here.find(|step| later.event.after.contains(&step.seal))
            });
            path.extend(followed.or(place.last()).copied());
        }
        path.reverse();
        path
    }

    /// The end that the walk came to, as it was written down.
    pub fn end(&self) -> Option<&Kept<WalkEnded>> {
        self.ended.latest()
    }

    fn is_finished(&self) -> bool {
        !self.ended.is_empty()
    }

    /// What came of the walk, once it has ended: unsafe if any response of it was, in whatever
    /// tab.
    pub fn outcome(&self) -> Option<Outcome> {
        let end = self.end()?;
        let said_unsafe = |end: &Kept<WalkEnded>| end.said.outcome == Outcome::Unsafe;
        if self.steps().any(|step| step.said.unsafe_choice) || self.ended.iter().any(said_unsafe) {
            Some(Outcome::Unsafe)
        } else {
            Some(end.said.outcome)
        }
    }

    /// When the walk was begun, by the clock.
    pub fn begun(&self) -> Option<Timestamp> {
        let steps = self.steps().map(|step| step.event.at);
        steps.chain(self.ended.iter().map(|end| end.event.at)).min()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        question::Response,
        record::{
            Record,
            sealed::Sealed,
            story::{Story, criterion, walk_id},
        },
    };

    fn scenario(events: &[&Sealed]) -> ScenarioState {
        let record: Record = events.iter().copied().cloned().collect();
        let about = criterion("ac-3-2");
        let state = record.state();
        let unit = state.unit(&about.pack, &about.unit).unwrap();
        unit.scenarios["sleepy-lunch"].clone()
    }

    #[test]
    fn first_best_and_latest_walks() {
        let story = Story::default();
        let unsafe_full = story.end(1, 3, Outcome::Unsafe, &[]);
        let not_yet = story.end(2, 1, Outcome::NotYet, &[]);
        let passed = story.end(3, 2, Outcome::Passed, &[]);
        let better = story.end(4, 3, Outcome::Passed, &[]);
        let as_good = story.end(5, 3, Outcome::Passed, &[]);
        let begun = story.step(6, 0, false, &[]);
        let all = scenario(&[&unsafe_full, &not_yet, &passed, &better, &as_good, &begun]);
        let id = |walk: Option<(WalkId, &Walk)>| walk.map(|(id, _)| id);
        assert_eq!(id(all.first()), Some(walk_id(1)));
        assert_eq!(id(all.best()), Some(walk_id(4)));
        assert_eq!(id(all.latest()), Some(walk_id(5)));
        assert_eq!(id(all.unfinished()), Some(walk_id(6)));

        let two = scenario(&[&unsafe_full, &not_yet]);
        assert_eq!(id(two.best()), Some(walk_id(2)));
        assert_eq!(id(two.unfinished()), None);
    }

    #[test]
    fn a_walk_goes_back_through_what_each_response_follows() {
        let story = Story::default();
        let first = story.step(1, 0, false, &[]);
        let here = story.step(1, 1, false, &[first.seal()]);
        let other_tab = story.step(1, 1, false, &[first.seal()]);
        let third = story.step(1, 2, false, &[here.seal()]);
        let path = |events: &[&Sealed]| -> Vec<Seal> {
            let state = scenario(events);
            let walk = state.walk(&walk_id(1)).unwrap();
            walk.path().iter().map(|step| step.seal).collect()
        };
        let seals = |events: &[&Sealed]| events.iter().map(|e| e.seal()).collect::<Vec<_>>();
        assert_eq!(
            path(&[&first, &here, &other_tab, &third]),
            seals(&[&first, &here, &third])
        );
        assert_eq!(
            path(&[&first, &other_tab, &third]),
            seals(&[&first, &other_tab, &third])
        );
        assert_eq!(path(&[&first, &third]), seals(&[&first, &third]));
    }

    #[test]
    fn a_walk_with_an_unsafe_choice_in_any_tab_is_never_passed() {
        let story = Story::default();
        let here = story.step(1, 0, false, &[]);
        let other_tab = story.step(1, 0, true, &[]);
        let end = story.end(1, 3, Outcome::Passed, &[here.seal()]);
        let outcome = |events: &[&Sealed]| {
            let state = scenario(events);
            state.latest().and_then(|(_, walk)| walk.outcome())
        };
        assert_eq!(outcome(&[&here, &end]), Some(Outcome::Passed));
        assert_eq!(outcome(&[&here, &end, &other_tab]), Some(Outcome::Unsafe));
        assert_eq!(outcome(&[&here]), None);
    }

    #[test]
    fn attempts_are_numbered_on() {
        let story = Story::default();
        let words = |text: &str| Response::Reflect(text.into());
        let second = story.answer("why", 1, words("b"));
        let first = story.answer("why", 0, words("a"));
        let apart = story.answer("why", 1, words("c"));
        let record = Record::from_iter([first, second, apart]);
        let about = criterion("ac-3-2");
        let state = record.state();
        let question = &state.unit(&about.pack, &about.unit).unwrap().questions["why"];
        assert_eq!(question.next_attempt(), 2);
        let texts = question.attempts().map(|kept| &kept.said.response);
        assert!(texts.eq(&[words("a"), words("b"), words("c")]));
    }
}
