//! What quality assurers found in a criterion's decisions, and what is still open about it.

use serde::{Deserialize, Serialize};

use super::{CriterionState, Kept};
use crate::record::{
    decision::Decision,
    event::Role,
    sample::{Sample, SampleAnswer, SampleClosed, SampleFinding},
};

/// A sample and how far it has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenSample<'s> {
    /// The sample.
    pub sample: &'s Kept<Sample>,
    /// The decision it is of.
    pub decision: &'s Kept<Decision>,
    /// What the assessor answered, the latest last.
    pub answers: Vec<&'s Kept<SampleAnswer>>,
    /// What closed it, the latest last.
    pub closings: Vec<&'s Kept<SampleClosed>>,
    /// How far it has come.
    pub standing: SampleStanding,
}

/// How far a sample has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SampleStanding {
    /// The decision was confirmed and nothing is asked for.
    Confirmed,
    /// The assessor is asked to answer: the sampler disagrees, or set an action.
    WithAssessor,
    /// The assessor has answered; the sampler has not closed it.
    WithSampler,
    /// The sampler has closed it.
    Closed,
}

impl CriterionState {
    /// Every sample that counts, the latest last: made by an internal quality assurer, of
    /// somebody else's decision.
    pub fn samples_that_count(&self) -> Vec<OpenSample<'_>> {
        let mut samples: Vec<_> = self
            .samples
            .iter()
            .filter_map(|sample| self.sample_that_counts(sample))
            .collect();
        samples.sort_by_key(|open| open.sample.by_time());
        samples
    }

    fn sample_that_counts<'s>(&'s self, sample: &'s Kept<Sample>) -> Option<OpenSample<'s>> {
        let by = &sample.event.by;
        let mut after = sample.event.after.iter();
        let decision = after.find_map(|seal| self.decisions.get(seal))?;
        let counts =
            by.role == Role::InternalQualityAssurer && decision.event.by.person != by.person;
        if !counts {
            return None;
        }
        let follows = |after: &[_]| after.contains(&sample.seal);
        let mut answers: Vec<_> = self
            .sample_answers
            .iter()
            .filter(|answer| {
                matches!(answer.event.by.role, Role::Assessor { .. })
                    && follows(&answer.event.after)
            })
            .collect();
        answers.sort_by_key(|answer| answer.by_time());
        let mut closings: Vec<_> = self
            .sample_closings
            .iter()
            .filter(|closing| {
                closing.event.by.role == Role::InternalQualityAssurer
                    && follows(&closing.event.after)
            })
            .collect();
        closings.sort_by_key(|closing| closing.by_time());
        let said = &sample.said;
        let asks = said.finding == SampleFinding::Disagree || !said.action.trim().is_empty();
        let standing = match (closings.is_empty(), asks, answers.is_empty()) {
            (false, ..) => SampleStanding::Closed,
            (true, false, _) => SampleStanding::Confirmed,
            (true, true, true) => SampleStanding::WithAssessor,
            (true, true, false) => SampleStanding::WithSampler,
        };
        Some(OpenSample {
            sample,
            decision,
            answers,
            closings,
            standing,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{
        Record,
        decision::Judgement,
        sample::SampleFinding::{Agree, Disagree},
        sealed::Sealed,
        story::{ASSESSOR, SAMPLER, Story, criterion},
    };

    fn standings(events: &[&Sealed]) -> Vec<SampleStanding> {
        let record: Record = events.iter().copied().cloned().collect();
        let about = criterion("ac-3-2");
        let state = record.state();
        let unit = state.unit(&about.pack, &about.unit).unwrap();
        let samples = unit.criteria["ac-3-2"].samples_that_count();
        samples.iter().map(|open| open.standing).collect()
    }

    #[test]
    fn a_sample_goes_to_the_assessor_and_back_and_is_closed() {
        let story = Story::default();
        let version = story.version("First", &[]);
        let handed_in = story.hand_in(&[version.seal()]);
        let met = story.decide(ASSESSOR, Judgement::Met, &[handed_in.seal()]);
        let agree = story.sample(SAMPLER, Agree, &[met.seal()]);
        assert_eq!(standings(&[&met, &agree]), [SampleStanding::Confirmed]);

        let disagree = story.sample(SAMPLER, Disagree, &[met.seal()]);
        assert_eq!(
            standings(&[&met, &disagree]),
            [SampleStanding::WithAssessor]
        );
        let answer = story.answer_sample(ASSESSOR, &[disagree.seal()]);
        assert_eq!(
            standings(&[&met, &disagree, &answer]),
            [SampleStanding::WithSampler]
        );
        let closed = story.close_sample(SAMPLER, &[disagree.seal(), answer.seal()]);
        assert_eq!(
            standings(&[&met, &disagree, &answer, &closed]),
            [SampleStanding::Closed]
        );
        // Neither closes or answers in the other's place.
        let answer = story.answer_sample(SAMPLER, &[disagree.seal()]);
        let closed = story.close_sample(ASSESSOR, &[disagree.seal()]);
        assert_eq!(
            standings(&[&met, &disagree, &answer, &closed]),
            [SampleStanding::WithAssessor]
        );
    }

    #[test]
    fn nobody_samples_their_own_decision_or_out_of_another_role() {
        let story = Story::default();
        let met = story.decide(ASSESSOR, Judgement::Met, &[]);
        let assessor = story.sample(ASSESSOR, Agree, &[met.seal()]);
        assert_eq!(standings(&[&met, &assessor]), []);
        let own = story.by_assessor_as(SAMPLER, story.sample_says(Agree), &[met.seal()]);
        assert_eq!(standings(&[&met, &own]), []);
    }
}
