//! Where one criterion stands: versions of the answer, submissions, decisions, and what
//! follows from them.
//!
//! Only an assessor's decision makes a criterion met or not yet met. A decision is only ever
//! replaced by a decision, so what was judged stays judged.

#[cfg(test)]
mod tests;

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
    /// back before anybody judged them: with one, what it had replaced is taken back too.
    pub fn current_submissions(&self) -> Vec<&Kept<HandedIn>> {
        let taken_back = self.taken_back();
        let mut live: Vec<_> = self.submissions.iter().collect();
        live.retain(|submission| !taken_back.contains(&submission.seal));
        let replaced = self.replaced_by(&live);
        heads(live, |submission| replaced.contains(&submission.seal))
    }

    /// The submissions that were taken back before anybody judged them.
    pub fn taken_back(&self) -> BTreeSet<Seal> {
        let withdrawn = self.submissions.iter();
        let withdrawn = withdrawn.filter(|s| self.withdrawn.contains_key(&s.seal));
        let withdrawn: Vec<_> = withdrawn.collect();
        let mut taken_back = self.replaced_by(&withdrawn);
        taken_back.extend(withdrawn.iter().map(|submission| submission.seal));
        let judged = self.judged();
        taken_back.retain(|submission| !judged.contains(submission));
        taken_back
    }

    /// The submission that the learner and her assessor have before them: what waits, else what the standing
    /// decision is on, else the latest.
    pub fn shown_submission(&self) -> Option<&Kept<HandedIn>> {
        let decided = || {
            let mut standing = self.standing_decisions().into_iter().rev();
            standing.find_map(|decision| self.submission_of(decision))
        };
        let waiting = self.waiting().pop();
        let latest = || self.current_submissions().pop();
        waiting.or_else(decided).or_else(latest)
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

    /// The decisions of assessors in training that nobody has countersigned, the latest last: on what
    /// still stands to be judged, and not overtaken by a decision that they do not know of.
    pub fn to_countersign(&self) -> Vec<&Kept<Decision>> {
        let submissions = self.current_submissions().into_iter().map(|s| s.seal);
        let evidence = self.evidence.heads().into_iter().map(|piece| piece.seal);
        let current: BTreeSet<Seal> = submissions.chain(evidence).collect();
        let overtaken = |decision: &Kept<Decision>| {
            let known = self.decisions.before(std::iter::once(decision));
            let mut others = self.counting_decisions();
            others.any(|other| {
                let after = &other.event.after;
                !known.contains(&other.seal)
                    && self.basis_of(decision).any(|on| after.contains(&on))
            })
        };
        let mut open = self.unsigned();
        open.retain(|decision| {
            self.basis_of(decision).all(|on| current.contains(&on)) && !overtaken(decision)
        });
        open
    }

    /// The decisions of assessors in training that nobody has countersigned, and that none supersedes.
    fn unsigned(&self) -> Vec<&Kept<Decision>> {
        let superseded = self.judged();
        let mut open = self.decisions.heads();
        open.retain(|d| is_assessors(d) && !self.counts(d) && !superseded.contains(&d.seal));
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

    /// The submission that a decision is on, where another has been handed in since.
    pub fn earlier_submission_of(&self, decision: &Kept<Decision>) -> Option<&Kept<HandedIn>> {
        let current = self.current_submissions();
        let is_current = |of: &&Kept<HandedIn>| current.iter().any(|now| now.seal == of.seal);
        let of = self.submission_of(decision)?;
        (!current.is_empty() && !is_current(&of)).then_some(of)
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
    /// the new one supersedes, which are all that stand or could still be countersigned.
    pub fn decision_follows(&self, basis: impl IntoIterator<Item = Seal>) -> Vec<Seal> {
        let mut after: Vec<Seal> = basis.into_iter().collect();
        let superseded = self.standing_decisions().into_iter();
        after.extend(superseded.chain(self.unsigned()).map(|d| d.seal));
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
        let signatures = self.signatures_of(decision);
        signatures.map(|signature| signature.event.at).min()
    }

    /// The countersignatures of a decision: by somebody qualified who did not make it.
    pub fn signatures_of(
        &self,
        decision: &Kept<Decision>,
    ) -> impl Iterator<Item = &Kept<Countersignature>> {
        self.countersignatures.iter().filter(|signature| {
            let signer = &signature.event.by;
            signer.role.is_qualified_assessor()
                && signer.person != decision.event.by.person
                && signature.event.after.contains(&decision.seal)
        })
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
