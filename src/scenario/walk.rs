//! A learner's walk through a scenario, choice by choice.
//!
//! It is worked out anew from its choices whenever it is needed; the record keeps those.

use serde::{Deserialize, Serialize};

use super::{Scenario, Step};
use crate::{
    id::StepId,
    question::{Feedback, Response, Unfit},
    score::{Points, Score},
};

/// One choice made in a walk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The step, by its place in the file's order.
    pub at: usize,
    /// What was chosen there.
    pub response: Response,
    /// What it earned; none where the question is not scored.
    pub score: Option<Score>,
    /// Whether it was unsafe.
    pub is_unsafe: bool,
    /// Whether a later step back has taken its points off again.
    pub taken_off: bool,
}

/// A learner's way through a scenario.
#[derive(Clone, Debug)]
pub struct Walk<'a> {
    scenario: &'a Scenario,
    taken: Vec<Taken>,
    at: Option<usize>,
}

/// A response was given to a walk that is over.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CannotGoOn {
    /// The walk has ended.
    #[error("the walk has ended")]
    Ended,
    /// The response does not fit the step.
    #[error(transparent)]
    Unfit(#[from] Unfit),
}

impl<'a> Walk<'a> {
    /// A new walk, at the first step.
    pub fn start(scenario: &'a Scenario) -> Self {
        let at = (!scenario.steps.is_empty()).then_some(0);
        Self {
            scenario,
            taken: Vec::new(),
            at,
        }
    }

    /// A walk as it stood after these choices.
    ///
    /// # Errors
    /// The scenario has changed so that a choice no longer fits it. The choices are still on
    /// record; the walk cannot be gone on with.
    pub fn resume<'r>(
        scenario: &'a Scenario,
        choices: impl IntoIterator<Item = (&'r StepId, &'r Response)>,
    ) -> Result<Self, CannotGoOn> {
        let mut walk = Self::start(scenario);
        for (step, response) in choices {
            match walk.step() {
                Some(at) if at.id == *step => walk.take(response.clone())?,
                _ => return Err(CannotGoOn::Ended),
            };
        }
        Ok(walk)
    }

    /// The step the walk is at: one that asks, or an ending. None where the last question led past
    /// the last step.
    pub fn step(&self) -> Option<&'a Step> {
        self.scenario.steps.get(self.at?)
    }

    /// Whether nothing more is asked.
    pub fn has_ended(&self) -> bool {
        self.step().is_none_or(|step| step.question.is_none())
    }

    /// Takes a choice, goes where it leads, and tells what the author says to it.
    ///
    /// # Errors
    /// The walk has ended, or the response does not fit the step; the walk stays where it was.
    pub fn take(&mut self, response: Response) -> Result<Vec<&'a Feedback>, CannotGoOn> {
        let at = self.at.ok_or(CannotGoOn::Ended)?;
        let question = self
            .scenario
            .steps
            .get(at)
            .and_then(|step| step.question.as_ref())
            .ok_or(CannotGoOn::Ended)?;
        let score = question.score(&response)?;
        let said = question.feedback(&response)?;
        let next = self.scenario.after(at, &response)?;
        let is_unsafe = said.iter().any(|feedback| feedback.is_unsafe);
        self.taken.push(Taken {
            at,
            response,
            score,
            is_unsafe,
            taken_off: false,
        });
        if let Some(next) = next {
            for taken in self.taken.iter_mut().filter(|taken| taken.at >= next) {
                taken.taken_off = true;
            }
        }
        self.at = next;
        Ok(said)
    }

    /// The choices made, in order, with those whose points were taken off again.
    pub fn taken(&self) -> &[Taken] {
        &self.taken
    }

    /// What the walk has earned so far.
    pub fn earned(&self) -> Points {
        let standing = self.taken.iter().filter(|taken| !taken.taken_off);
        standing
            .filter_map(|taken| taken.score.as_ref())
            .map(|score| score.earned)
            .sum()
    }

    /// How the walk came out; none while it goes on.
    pub fn outcome(&self) -> Option<Outcome> {
        if !self.has_ended() {
            return None;
        }
        let maximum = self.scenario.maximum;
        Some(if self.taken.iter().any(|taken| taken.is_unsafe) {
            Outcome::Unsafe
        } else if maximum == Points::ZERO {
            Outcome::Done
        } else if self
            .earned()
            .reach(self.scenario.pass_mark_percent, maximum)
        {
            Outcome::Passed
        } else {
            Outcome::NotYet
        })
    }

    /// The scenario that is walked.
    pub fn scenario(&self) -> &'a Scenario {
        self.scenario
    }
}

/// How a walk came out. In order from the best to the worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// The pass mark was reached, with no unsafe choice.
    Passed,
    /// There was nothing to earn, and the end was reached.
    Done,
    /// The pass mark was not reached.
    NotYet,
    /// An unsafe choice was made. No points make that good.
    Unsafe,
}

impl Outcome {
    /// The word in pages and records.
    pub fn key(self) -> &'static str {
        match self {
            Self::Unsafe => "unsafe",
            Self::NotYet => "not-yet",
            Self::Done => "done",
            Self::Passed => "passed",
        }
    }
}
