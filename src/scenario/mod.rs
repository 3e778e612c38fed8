//! A scenario: steps with choices that lead on, walked by a learner.
//!
//! The rules of a walk: links go forward or back in the file's order. Going back to a step takes
//! off what was earned from that step on; an unsafe choice stays. The maximum is the most that any
//! walk can hold at its end, so going back never adds to it.

mod maximum;
#[cfg(test)]
pub(crate) mod properties;
mod walk;
mod ways;

use serde::{Deserialize, Serialize};

pub use self::walk::{CannotGoOn, Outcome, Taken, Walk};
pub(crate) use self::ways::Ways;
use crate::{
    id::{CriterionId, ScenarioId, StepId},
    nation::Nations,
    prose::Prose,
    question::{Question, Response, Unfit},
    score::Points,
    source::Span,
};

/// A story in steps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scenario {
    /// The author's id.
    pub id: ScenarioId,
    /// The heading.
    pub title: Prose,
    /// How the story begins.
    pub opening: Prose,
    /// The steps, in the file's order; the first is where a walk begins.
    pub steps: Vec<Step>,
    /// The hundredths of the maximum that pass, 0 to 100.
    pub pass_mark_percent: u8,
    /// The most that a walk can hold at its end. It follows from the steps, and is worked out once
    /// by [`with_maximum`](Self::with_maximum): a learner's phone need not.
    pub maximum: Points,
    /// The criteria it practises.
    pub criteria: Vec<CriterionId>,
    /// Where it holds.
    pub nations: Nations,
    /// The whole scenario in the file.
    pub span: Span,
    /// Its heading in the file.
    pub heading: Span,
}

/// The pass mark where an author sets none, in hundredths of the maximum.
pub const DEFAULT_PASS_MARK_PERCENT: u8 = 70;

/// One step: some prose, and a question, or an ending without one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// The author's id.
    pub id: StepId,
    /// The heading.
    pub title: Prose,
    /// What is told. Empty where there is a question: its stem tells it.
    pub prose: Prose,
    /// What is asked; none at an ending.
    pub question: Option<Question>,
    /// The whole step in the file.
    pub span: Span,
    /// Its heading in the file.
    pub heading: Span,
}

impl Scenario {
    /// The step with this id, and its place in the file's order.
    pub fn step(&self, id: &StepId) -> Option<(usize, &Step)> {
        self.steps
            .iter()
            .enumerate()
            .find(|(_, step)| step.id == *id)
    }

    /// The place where a response at the step `at` leads: by its link, or to the next step in the
    /// file. None is the end of the walk.
    ///
    /// # Errors
    /// The response does not fit the step's question.
    pub fn after(&self, at: usize, response: &Response) -> Result<Option<usize>, Unfit> {
        let Some(question) = self.steps.get(at).and_then(|step| step.question.as_ref()) else {
            return Ok(None);
        };
        let linked = question.leads_to(response)?.and_then(|id| self.step(id));
        let next = linked.map_or(at + 1, |(place, _)| place);
        Ok((next < self.steps.len()).then_some(next))
    }
}
