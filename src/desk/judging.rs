//! Judging a criterion: what a decision can be on, which attempt it is on, and what comes next.
//! It proposes no decision.

use super::{place::DeskPlace, task::Task};
use crate::record::{
    decision::Decision,
    evidence::EvidenceItem,
    seal::Seal,
    state::{CriterionState, Kept},
    what::HandedIn,
};

/// What a decision can be on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Basis {
    /// A written answer that was handed in.
    Submission(Kept<HandedIn>),
    /// Evidence of another kind.
    Evidence(Kept<EvidenceItem>),
}

impl Basis {
    /// Whether it is anything but an answer in writing.
    pub fn is_seen(&self) -> bool {
        matches!(self, Self::Evidence(_))
    }

    /// What it is known by.
    pub fn seal(&self) -> Seal {
        match self {
            Self::Submission(kept) => kept.seal,
            Self::Evidence(kept) => kept.seal,
        }
    }
}

/// Something that a decision can be on, and whether it waits for one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// What it is.
    pub basis: Basis,
    /// Whether nobody has judged it.
    pub waits: bool,
}

/// Everything that a decision can now be on: submissions that no other replaces, then evidence
/// that none corrects.
pub fn candidates(state: &CriterionState) -> Vec<Candidate> {
    let waiting: Vec<Seal> = state
        .waiting()
        .into_iter()
        .map(|kept| kept.seal)
        .chain(state.waiting_evidence().into_iter().map(|kept| kept.seal))
        .collect();
    let submissions = state.current_submissions().into_iter();
    let evidence = state.evidence.heads().into_iter();
    submissions
        .map(|kept| Basis::Submission(kept.clone()))
        .chain(evidence.map(|kept| Basis::Evidence(kept.clone())))
        .map(|basis| Candidate {
            waits: waiting.contains(&basis.seal()),
            basis,
        })
        .collect()
}

/// Which attempt at the criterion a decision on this would be on, from 1: one more than the
/// attempts that were judged, without those it judges again.
pub fn attempt(state: &CriterionState, on: &[Seal]) -> u32 {
    let again = on
        .iter()
        .filter(|seal| state.submissions.get(seal).is_some())
        .filter(|seal| state.decisions_on(seal).next().is_some())
        .count();
    let before = state.attempts().saturating_sub(again);
    u32::try_from(before).unwrap_or(u32::MAX).saturating_add(1)
}

/// Every decision, by what has become of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decisions {
    /// Those that stand, the latest last. Several that differ are a disagreement to settle.
    pub standing: Vec<Kept<Decision>>,
    /// Those of assessors in training that nobody has countersigned, the latest last.
    pub to_countersign: Vec<Kept<Decision>>,
    /// All others: superseded, overtaken, or by somebody whose part it was not.
    pub earlier: Vec<Kept<Decision>>,
}

impl Decisions {
    /// The decisions on a criterion.
    pub fn of(state: &CriterionState) -> Self {
        let cloned = |kept: Vec<&Kept<Decision>>| kept.into_iter().cloned().collect::<Vec<_>>();
        let standing = cloned(state.standing_decisions());
        let to_countersign = cloned(state.to_countersign());
        let shown: Vec<Seal> = standing
            .iter()
            .chain(&to_countersign)
            .map(|decision| decision.seal)
            .collect();
        let mut earlier = cloned(state.decisions.in_order());
        earlier.retain(|decision| !shown.contains(&decision.seal));
        Self {
            standing,
            to_countersign,
            earlier,
        }
    }

    /// Whether those that stand differ.
    pub fn differ(&self) -> bool {
        let mut judgements = self.standing.iter().map(|decision| decision.said.judgement);
        judgements
            .next()
            .is_some_and(|first| judgements.any(|other| other != first))
    }
}

/// What to go on with after a criterion of a learner's: the same criterion of the next learner,
/// so that one criterion is judged across all of them in a row, else what has waited longest.
pub fn next<'t>(tasks: &'t [Task], here: &DeskPlace) -> Option<&'t Task> {
    let same = |task: &&Task| task.place().within == here.within;
    let mut others = tasks
        .iter()
        .filter(|task| task.criterion.is_some() && task.place() != *here);
    others.clone().find(same).or_else(|| others.next())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        desk::{summary::Summary, task::tasks},
        quality::Place,
        record::{
            Record,
            decision::Judgement::{Met, NotYetMet},
            event::{Actor, PersonId},
            sealed::Sealed,
            stored::Learner,
            story::{ASSESSOR, IN_TRAINING, Story, criterion},
        },
    };

    fn state(events: &[&Sealed]) -> CriterionState {
        let record: Record = events.iter().copied().cloned().collect();
        let about = criterion("ac-3-2");
        let state = record.state();
        state.unit(&about.pack, &about.unit).unwrap().criteria["ac-3-2"].clone()
    }

    #[test]
    fn judging_again_is_no_new_attempt() {
        let story = Story::default();
        let version = story.version("One", &[]);
        let first = story.hand_in(&[version.seal()]);
        let not_yet = story.decide(ASSESSOR, NotYetMet, &[first.seal()]);
        let better = story.version("Two", &[version.seal()]);
        let second = story.hand_in(&[better.seal(), first.seal()]);
        let before = state(&[&version, &first]);
        assert_eq!(attempt(&before, &[first.seal()]), 1);
        let after = state(&[&version, &first, &not_yet, &better, &second]);
        assert_eq!(attempt(&after, &[second.seal()]), 2);
        assert_eq!(attempt(&after, &[first.seal()]), 1);
    }

    #[test]
    fn what_waits_is_told_from_what_was_judged() {
        let story = Story::default();
        let version = story.version("One", &[]);
        let submission = story.hand_in(&[version.seal()]);
        let met = story.decide(ASSESSOR, Met, &[submission.seal()]);
        let seen = story.evidence(&[]);
        let state = state(&[&version, &submission, &met, &seen]);
        let found: Vec<_> = candidates(&state)
            .iter()
            .map(|candidate| (candidate.basis.seal(), candidate.waits))
            .collect();
        assert_eq!(found, [(submission.seal(), false), (seen.seal(), true)]);
    }

    #[test]
    fn every_decision_is_shown_once() {
        let story = Story::default();
        let version = story.version("One", &[]);
        let on = story.hand_in(&[version.seal()]);
        let first = story.decide(ASSESSOR, NotYetMet, &[on.seal()]);
        let met = story.decide(ASSESSOR, Met, &[on.seal(), first.seal()]);
        let apart = story.decide(ASSESSOR, NotYetMet, &[on.seal(), first.seal()]);
        let newer = story.version("Two", &[version.seal()]);
        let again = story.hand_in(&[newer.seal()]);
        let trainee = story.decide(IN_TRAINING, Met, &[again.seal()]);
        let all = state(&[
            &version, &on, &first, &met, &apart, &newer, &again, &trainee,
        ]);
        let decisions = Decisions::of(&all);
        let seals = |kept: &[Kept<Decision>]| kept.iter().map(|d| d.seal).collect::<Vec<_>>();
        assert_eq!(seals(&decisions.standing), [met.seal(), apart.seal()]);
        assert_eq!(seals(&decisions.to_countersign), [trainee.seal()]);
        assert_eq!(seals(&decisions.earlier), [first.seal()]);
        assert!(decisions.differ());
        assert!(!Decisions::of(&state(&[&version, &on, &met])).differ());
    }

    #[test]
    fn one_criterion_is_judged_across_learners_in_a_row() {
        let story = Story::default();
        let version = story.version("One", &[]);
        let submission = story.hand_in(&[version.seal()]);
        let other = story.sealed(
            crate::record::story::LEARNER,
            criterion("ac-1-1"),
            &[],
            submission.event().unwrap().what.clone(),
        );
        let learner = |n: u8| Learner {
            id: PersonId::from_random([n; 16]),
            name: "Ada".into(),
        };
        let of = |n: u8, events: &[&Sealed]| {
            let record: Record = events.iter().copied().cloned().collect();
            Summary::of(&learner(n), &record, &record.state())
        };
        let summaries = [
            of(1, &[&version, &submission]),
            of(5, &[&other]),
            of(6, &[&version, &submission]),
        ];
        let me = Actor {
            person: PersonId::from_random([2; 16]),
            name: "Bea".into(),
            role: ASSESSOR,
        };
        let tasks = tasks(&summaries, &me);
        assert_eq!(tasks.len(), 3);
        let about = criterion("ac-3-2");
        let place = |n: u8, id: &str| {
            let place = Place {
                pack: about.pack.clone(),
                unit: about.unit.clone(),
                criterion: id.parse().unwrap(),
            };
            DeskPlace::criterion(learner(n).id, place)
        };
        let after = |n, id| next(&tasks, &place(n, id)).map(|task| task.learner);
        assert_eq!(after(1, "ac-3-2"), Some(learner(6).id));
        assert_eq!(after(6, "ac-3-2"), Some(learner(1).id));
        assert_eq!(after(5, "ac-1-1"), Some(learner(1).id));
        assert_eq!(next(&tasks[..1], &place(1, "ac-3-2")), None);
    }
}
