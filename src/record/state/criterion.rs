//! Where one criterion stands: versions of the answer, submissions, decisions, and what
//! follows from them.
//!
//! Only an assessor's decision makes a criterion met or not yet met. A decision is only ever
//! replaced by a decision, so what was judged stays judged.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::thread::{Kept, Thread};
use crate::record::{
    decision::{Decision, Judgement},
    event::{Event, Role},
    evidence::{EvidenceItem, MethodKind},
    sample::{Sample, SampleAnswer, SampleClosed},
    seal::Seal,
    what::{Comment, Countersignature, HandedIn, Reply, Version},
};

/// Everything about one criterion.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CriterionState {
    /// Versions of the answer. Two heads were written apart.
    pub versions: Thread<Version>,
    /// What was handed in, with its declaration.
    pub submissions: Thread<HandedIn>,
    /// Submissions that were taken back, each with the events that say so.
    pub withdrawn: BTreeMap<Seal, BTreeMap<Seal, Arc<Event>>>,
    /// Decisions, by whomever.
    pub decisions: Thread<Decision>,
    /// Comments on passages.
    pub comments: Thread<Comment>,
    /// Replies to feedback.
    pub replies: Thread<Reply>,
    /// Evidence other than written answers.
    pub evidence: Thread<EvidenceItem>,
    /// Countersignatures of decisions by assessors in training.
    pub countersignatures: Thread<Countersignature>,
    /// Quality assurers' samples of decisions.
    pub samples: Thread<Sample>,
    /// Assessors' answers to samples.
    pub sample_answers: Thread<SampleAnswer>,
    /// Samples that were dealt with.
    pub sample_closings: Thread<SampleClosed>,
}

/// Where a criterion stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// Nothing has been written.
    NotStarted,
    /// Something has been written and nothing waits to be judged.
    Draft,
    /// A submission, or evidence of another kind, waits for a decision.
    HandedIn,
    /// An assessor has decided that it is met.
    Met,
    /// An assessor has decided that it is not yet met. The action stands in
    /// [`CriterionState::standing_decisions`].
    NotYetMet,
    /// Assessors who did not know of each other decided differently. A further decision that
    /// follows both settles it.
    Disagreement,
}

impl CriterionState {
    /// Where the criterion stands.
    pub fn standing(&self) -> Standing {
        let decisions = self.standing_decisions();
        let all = |judgement| decisions.iter().all(|d| d.said.judgement == judgement);
        let waiting = !self.waiting().is_empty() || !self.waiting_evidence().is_empty();
        if decisions.is_empty() {
            match (waiting, self.versions.is_empty()) {
                (true, _) => Standing::HandedIn,
                (false, false) => Standing::Draft,
                (false, true) => Standing::NotStarted,
            }
        } else if all(Judgement::Met) {
            Standing::Met
        } else if !all(Judgement::NotYetMet) {
            Standing::Disagreement
        } else if waiting {
            Standing::HandedIn
        } else {
            Standing::NotYetMet
        }
    }

    /// The submissions that wait for a decision, the latest last: not taken back, not judged,
    /// and not replaced by a later one. More than one were handed in apart.
    pub fn waiting(&self) -> Vec<&Kept<HandedIn>> {
        let judged = self.judged();
        let mut current = self.current_submissions();
        current.retain(|submission| !judged.contains(&submission.seal));
        current
    }

    /// The evidence of other kinds that waits for a decision, the latest last: not corrected by
    /// a later piece, and no decision follows it.
    pub fn waiting_evidence(&self) -> Vec<&Kept<EvidenceItem>> {
        let judged = self.judged();
        let mut waiting = self.evidence.heads();
        waiting.retain(|piece| !judged.contains(&piece.seal));
        waiting
    }

    /// The submissions that no other replaces, the latest last, without those that were taken
    /// back before anybody judged them.
    pub fn current_submissions(&self) -> Vec<&Kept<HandedIn>> {
        let judged = self.judged();
        let mut live: Vec<_> = self.submissions.iter().collect();
        live.retain(|s| !self.withdrawn.contains_key(&s.seal) || judged.contains(&s.seal));
        let replaced = self.replaced_by(&live);
        heads(live, |submission| replaced.contains(&submission.seal))
    }

    /// The decisions that count, the latest last: made by an assessor (and countersigned, if she
    /// is in training), not superseded by another, and not on a submission in whose place a
    /// later one was judged.
    pub fn standing_decisions(&self) -> Vec<&Kept<Decision>> {
        let counting: Vec<_> = self.counting_decisions().collect();
        let superseded = self.judged();
        let judged: Vec<_> = counting
            .iter()
            .filter_map(|decision| self.submission_of(decision))
            .collect();
        let replaced = self.replaced_by(&judged);
        heads(counting, |decision| {
            let on = self.submission_of(decision);
            superseded.contains(&decision.seal) || on.is_some_and(|on| replaced.contains(&on.seal))
        })
    }

    /// The assessors' decisions on a submission, superseded ones included.
    pub fn decisions_on(&self, submission: &Seal) -> impl Iterator<Item = &Kept<Decision>> {
        self.decisions
            .iter()
            .filter(|d| self.counts(d) && d.event.after.contains(submission))
    }

    /// The decisions of assessors in training that nobody has countersigned and that no other
    /// decision has overtaken, the latest last.
    pub fn to_countersign(&self) -> Vec<&Kept<Decision>> {
        let judged = self.judged();
        let overtaken = |decision: &Kept<Decision>| {
            judged.contains(&decision.seal)
                || self.basis_of(decision).any(|basis| judged.contains(&basis))
        };
        let mut open = self.decisions.heads();
        open.retain(|d| is_assessors(d) && !self.counts(d) && !overtaken(d));
        open
    }

    /// The submissions and evidence that a decision is on.
    pub fn basis_of(&self, decision: &Kept<Decision>) -> impl Iterator<Item = Seal> {
        let after = decision.event.after.iter().copied();
        after.filter(|seal| {
            self.submissions.get(seal).is_some() || self.evidence.get(seal).is_some()
        })
    }

    /// The kinds of evidence that a decision is on.
    pub fn methods_of(&self, decision: &Kept<Decision>) -> BTreeSet<MethodKind> {
        let after = decision.event.after.iter();
        after
            .filter_map(|seal| match self.evidence.get(seal) {
                Some(piece) => Some(piece.said.method.kind()),
                None => self.submissions.get(seal).map(|_| MethodKind::Written),
            })
            .collect()
    }

    /// The submission that a decision is on.
    pub fn submission_of(&self, decision: &Kept<Decision>) -> Option<&Kept<HandedIn>> {
        let mut after = decision.event.after.iter();
        after.find_map(|seal| self.submissions.get(seal))
    }

    /// The version that was handed in.
    pub fn version_of(&self, submission: &Kept<HandedIn>) -> Option<&Kept<Version>> {
        let mut after = submission.event.after.iter();
        after.find_map(|seal| self.versions.get(seal))
    }

    /// What the hand-in of a version follows: the version, and what the hand-in replaces.
    pub fn hand_in_follows(&self, version: Seal) -> Vec<Seal> {
        let submissions = self.submissions.heads().into_iter().map(|s| s.seal);
        let decisions = self.standing_decisions().into_iter().map(|d| d.seal);
        let mut after = vec![version];
        after.extend(submissions.chain(decisions));
        after
    }

    /// What a decision on submissions and other evidence follows: those, and the decisions that
    /// the new one supersedes, which are all that stand or wait to be countersigned.
    pub fn decision_follows(&self, basis: impl IntoIterator<Item = Seal>) -> Vec<Seal> {
        let mut after: Vec<Seal> = basis.into_iter().collect();
        let superseded = self.standing_decisions().into_iter();
        after.extend(superseded.chain(self.to_countersign()).map(|d| d.seal));
        after
    }

    /// How many times the criterion has been handed in and judged, whatever was decided.
    pub fn attempts(&self) -> usize {
        let judged = self.judged();
        let attempts = self.submissions.iter();
        attempts.filter(|s| judged.contains(&s.seal)).count()
    }

    /// Everything that an assessor's decision follows: submissions that were judged, and
    /// decisions that were superseded.
    fn judged(&self) -> BTreeSet<Seal> {
        let mut judged = BTreeSet::new();
        for decision in self.counting_decisions() {
            judged.extend(&decision.event.after);
        }
        judged
    }

    fn counting_decisions(&self) -> impl Iterator<Item = &Kept<Decision>> {
        self.decisions.iter().filter(|d| self.counts(d))
    }

    fn counts(&self, decision: &Kept<Decision>) -> bool {
        self.counts_since(decision).is_some()
    }

    /// Since when a decision counts: it was made by somebody whose part it is, and countersigned
    /// by somebody else where that is wanted.
    pub fn counts_since(&self, decision: &Kept<Decision>) -> Option<Timestamp> {
        let by = &decision.event.by;
        if !is_assessors(decision) {
            return None;
        }
        if by.role.is_qualified_assessor() {
            return Some(decision.event.at);
        }
        let signatures = self.countersignatures.iter().filter(|signature| {
            let signer = &signature.event.by;
            signer.role.is_qualified_assessor()
                && signer.person != by.person
                && signature.event.after.contains(&decision.seal)
        });
        signatures.map(|signature| signature.event.at).min()
    }

    /// The submissions in whose place one of these came: it follows them, or its version has
    /// moved on from theirs.
    fn replaced_by(&self, later: &[&Kept<HandedIn>]) -> BTreeSet<Seal> {
        let mut replaced = self.submissions.before(later.iter().copied());
        let versions = self
            .versions
            .before(later.iter().filter_map(|s| self.version_of(s)));
        let moved_on = self.submissions.iter().filter(|s| {
            let version = self.version_of(s);
            version.is_some_and(|version| versions.contains(&version.seal))
        });
        replaced.extend(moved_on.map(|submission| submission.seal));
        replaced
    }
}

/// Those that nothing replaces, the latest last; all of them where each replaces another, as
/// only a made-up file can have it.
fn heads<T>(all: Vec<&Kept<T>>, replaced: impl Fn(&Kept<T>) -> bool) -> Vec<&Kept<T>> {
    let mut heads: Vec<_> = all.iter().copied().filter(|kept| !replaced(kept)).collect();
    if heads.is_empty() {
        heads = all;
    }
    heads.sort_by_cached_key(|kept| kept.by_time());
    heads
}

fn is_assessors(decision: &Kept<Decision>) -> bool {
    match decision.event.by.role {
        Role::Assessor { .. } => true,
        Role::Learner
        | Role::InternalQualityAssurer
        | Role::ExternalQualityAssurer
        | Role::Employer => false,
    }
}

#[cfg(test)]
mod tests {
    use Judgement::{Met, NotYetMet};

    use super::*;
    use crate::record::{
        Record,
        sealed::Sealed,
        story::{ASSESSOR, IN_TRAINING, LEARNER, SAMPLER, Story, criterion},
    };

    fn state(events: &[&Sealed]) -> CriterionState {
        let record: Record = events.iter().copied().cloned().collect();
        let about = criterion("ac-3-2");
        let state = record.state();
        let unit = state.unit(&about.pack, &about.unit);
        unit.and_then(|unit| unit.criteria.get("ac-3-2").cloned())
            .unwrap_or_default()
    }

    #[track_caller]
    fn assert_standing(events: &[&Sealed], wanted: Standing) {
        assert_eq!(state(events).standing(), wanted);
    }

    #[test]
    fn the_usual_way() {
        let story = Story::default();
        let first = story.version("First", &[]);
        let second = story.version("Second", &[first.seal()]);
        let handed_in = story.hand_in(&[second.seal()]);
        let not_yet = story.decide(ASSESSOR, NotYetMet, &[handed_in.seal()]);
        let third = story.version("Third", &[second.seal()]);
        let again = story.hand_in(&[third.seal()]);
        let met = story.decide(ASSESSOR, Met, &[again.seal()]);
        let all = [&first, &second, &handed_in, &not_yet, &third, &again, &met];
        for (events, wanted) in [
            (0, Standing::NotStarted),
            (1, Standing::Draft),
            (2, Standing::Draft),
            (3, Standing::HandedIn),
            (4, Standing::NotYetMet),
            (5, Standing::NotYetMet),
            (6, Standing::HandedIn),
            (7, Standing::Met),
        ] {
            assert_standing(&all[..events], wanted);
        }
        let end = state(&all);
        assert_eq!(end.attempts(), 2);
        assert_eq!(end.standing_decisions().len(), 1);
        let latest = end.current_submissions()[0];
        assert_eq!(&*end.version_of(latest).unwrap().said.text, "Third");
    }

    #[test]
    fn decisions_made_apart_disagree_until_one_follows_both() {
        let story = Story::default();
        let version = story.version("First", &[]);
        let handed_in = story.hand_in(&[version.seal()]);
        let met = story.decide(ASSESSOR, Met, &[handed_in.seal()]);
        let not_yet = story.decide(ASSESSOR, NotYetMet, &[handed_in.seal()]);
        let agreed = story.decide(ASSESSOR, Met, &[handed_in.seal()]);
        assert_standing(
            &[&version, &handed_in, &met, &not_yet],
            Standing::Disagreement,
        );
        assert_standing(&[&version, &handed_in, &met, &agreed], Standing::Met);

        let apart = state(&[&version, &handed_in, &met, &not_yet]);
        let settled = story.decide(ASSESSOR, Met, &apart.decision_follows([handed_in.seal()]));
        assert_standing(
            &[&version, &handed_in, &met, &not_yet, &settled],
            Standing::Met,
        );
    }

    #[test]
    fn only_an_assessor_decides() {
        let story = Story::default();
        let version = story.version("First", &[]);
        let handed_in = story.hand_in(&[version.seal()]);
        for role in [
            LEARNER,
            Role::InternalQualityAssurer,
            Role::ExternalQualityAssurer,
            Role::Employer,
        ] {
            let forged = story.decide(role, Met, &[handed_in.seal()]);
            assert_standing(&[&version, &handed_in, &forged], Standing::HandedIn);
        }
    }

    #[test]
    fn a_decision_in_training_counts_once_somebody_qualified_has_countersigned_it() {
        let story = Story::default();
        let version = story.version("First", &[]);
        let handed_in = story.hand_in(&[version.seal()]);
        let met = story.decide(IN_TRAINING, Met, &[handed_in.seal()]);
        let open = [&version, &handed_in, &met];
        assert_standing(&open, Standing::HandedIn);
        assert_eq!(state(&open).to_countersign().len(), 1);
        for role in [LEARNER, IN_TRAINING, SAMPLER] {
            let signed = story.countersign(role, &[met.seal()]);
            assert_standing(&[&version, &handed_in, &met, &signed], Standing::HandedIn);
        }
        let signed = story.countersign(ASSESSOR, &[met.seal()]);
        let all = [&version, &handed_in, &met, &signed];
        assert_standing(&all, Standing::Met);
        assert!(state(&all).to_countersign().is_empty());

        // The other assessor decides for herself instead.
        let follows = state(&open).decision_follows([handed_in.seal()]);
        assert!(follows.contains(&met.seal()));
        let not_yet = story.decide(ASSESSOR, NotYetMet, &follows);
        let all = [&version, &handed_in, &met, &not_yet];
        assert_standing(&all, Standing::NotYetMet);
        assert!(state(&all).to_countersign().is_empty());
    }

    #[test]
    fn evidence_waits_for_a_decision_like_a_submission() {
        let story = Story::default();
        let seen = story.evidence(&[]);
        assert_standing(&[&seen], Standing::HandedIn);
        let not_yet = story.decide(ASSESSOR, NotYetMet, &[seen.seal()]);
        assert_standing(&[&seen, &not_yet], Standing::NotYetMet);
        let again = story.evidence(&[]);
        let waiting = [&seen, &not_yet, &again];
        assert_standing(&waiting, Standing::HandedIn);
        let met = story.decide(
            ASSESSOR,
            Met,
            &state(&waiting).decision_follows([again.seal()]),
        );
        let all = state(&[&seen, &not_yet, &again, &met]);
        assert_eq!(all.standing(), Standing::Met);
        let decision = all.decisions.get(&met.seal()).unwrap();
        assert_eq!(all.methods_of(decision), [MethodKind::Observation].into());
        assert_eq!(all.basis_of(decision).collect::<Vec<_>>(), [again.seal()]);
    }

    #[test]
    fn what_is_taken_back_waits_no_longer_but_what_was_judged_stays_judged() {
        let story = Story::default();
        let version = story.version("First", &[]);
        let handed_in = story.hand_in(&[version.seal()]);
        let withdrawn = story.withdraw(handed_in.seal());
        assert_standing(&[&version, &handed_in, &withdrawn], Standing::Draft);

        let before = state(&[&version, &handed_in, &withdrawn]);
        let again = story.hand_in(&before.hand_in_follows(version.seal()));
        assert_standing(
            &[&version, &handed_in, &withdrawn, &again],
            Standing::HandedIn,
        );

        let met = story.decide(ASSESSOR, Met, &[handed_in.seal()]);
        assert_standing(&[&version, &handed_in, &withdrawn, &met], Standing::Met);
    }

    #[test]
    fn a_new_hand_in_does_not_undo_that_a_criterion_is_met() {
        let story = Story::default();
        let version = story.version("First", &[]);
        let handed_in = story.hand_in(&[version.seal()]);
        let met = story.decide(ASSESSOR, Met, &[handed_in.seal()]);
        let more = story.version("More", &[version.seal()]);
        let again = story.hand_in(&[more.seal()]);
        assert_standing(&[&version, &handed_in, &met, &more, &again], Standing::Met);
    }

    #[test]
    fn versions_written_apart_both_stand() {
        let story = Story::default();
        let first = story.version("First", &[]);
        let here = story.version("Here", &[first.seal()]);
        let there = story.version("There", &[first.seal()]);
        let heads = |events: &[&Sealed]| -> Vec<String> {
            let state = state(events);
            let heads = state.versions.heads();
            heads.iter().map(|v| v.said.text.to_string()).collect()
        };
        assert_eq!(heads(&[&first, &here, &there]), ["Here", "There"]);
        let both = story.version("Both", &[here.seal(), there.seal()]);
        assert_eq!(heads(&[&first, &here, &there, &both]), ["Both"]);
        // The version in the middle has not arrived.
        assert_eq!(heads(&[&first, &both]), ["First", "Both"]);
    }
}
