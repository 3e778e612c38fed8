//! Everything in a record, in the order of the content: what My record shows and prints.
//!
//! Each criterion stands where its unit has it now; what a learner did is told in the wording she
//! saw, from the texts that her record keeps. Work on what is no longer in the pack is here like
//! all other. Nothing is scored or judged again.

mod lookup;
pub mod named;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use jiff::Timestamp;

use self::lookup::Lookup;
use crate::{
    id::{CriterionId, QuestionId, ScenarioId, UnitId},
    nation::Nation,
    pack::Settings,
    progress::Progress,
    record::{
        Record,
        decision::Decision,
        state::{Kept, Standing, State},
        what::{Earned, HandedIn},
    },
    scenario::Outcome,
    since::Since,
    unit::Unit,
};

/// One unit, and what was done in it. Cheap to clone, as far as practice goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitOverview {
    /// Its id.
    pub id: UnitId,
    /// Its title; none where the pack has it no more.
    pub title: Option<String>,
    /// The three counts; zero where the pack has it no more.
    pub progress: Progress,
    /// Its criteria.
    pub criteria: Vec<CriterionOverview>,
    /// The questions that were answered.
    pub questions: Arc<[QuestionOverview]>,
    /// The scenarios that were begun.
    pub scenarios: Arc<[ScenarioOverview]>,
}

/// One criterion, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CriterionOverview {
    /// Its id.
    pub id: CriterionId,
    /// Its number; empty where that is not known any more.
    pub number: String,
    /// What it asks.
    pub asks: String,
    /// The awarding body's number and wording, where a centre has set any.
    pub official: Option<String>,
    /// Where it stands.
    pub standing: Standing,
    /// What has become of its wording since it was answered.
    pub since: Since,
    /// How it was worded when it was answered, where that is not how it is worded now.
    pub answered_as: Option<String>,
    /// What was written, handed in or not, the latest last.
    pub answers: Vec<Answer>,
    /// The decisions that stand, the latest last.
    pub decisions: Vec<Decided>,
}

/// A decision that stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// What was decided.
    pub decision: Kept<Decision>,
    /// The answer that it is about, where a later one has been handed in since.
    pub on_earlier: Option<Answer>,
}

/// An answer that no later one replaces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The learner's words.
    pub text: Arc<str>,
    /// When the version was written.
    pub at: Timestamp,
    /// The declaration it was handed in with; none for a draft.
    pub handed_in: Option<Arc<HandedIn>>,
}

/// One question, and the attempts at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuestionOverview {
    /// Its id.
    pub id: QuestionId,
    /// What it asked at the latest attempt.
    pub asks: String,
    /// What has become of it since.
    pub since: Since,
    /// Every attempt, the latest last.
    pub attempts: Vec<Attempt>,
}

/// A response to a question or step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// When.
    pub at: Timestamp,
    /// What was chosen or typed, in words.
    pub said: String,
    /// What it earned; none where it was not scored.
    pub score: Option<Earned>,
}

/// One scenario, and the walks through it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScenarioOverview {
    /// Its id.
    pub id: ScenarioId,
    /// Its title; none where the unit has it no more.
    pub title: Option<String>,
    /// Every walk, in the order they were begun.
    pub walks: Vec<WalkOverview>,
}

/// One walk through a scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WalkOverview {
    /// When it was begun.
    pub begun: Option<Timestamp>,
    /// What came of it; none while it is not at its end.
    pub ended: Option<WalkEnd>,
    /// Whether it is the first, the best, the latest of those that came to their end.
    pub is: Places,
    /// What was asked, and what was chosen.
    pub choices: Vec<Choice>,
}

/// What came of a walk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WalkEnd {
    /// Passed, not yet, unsafe or done.
    pub outcome: Outcome,
    /// Its points.
    pub score: Earned,
}

/// How a walk compares with the others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// The first.
    pub first: bool,
    /// The best.
    pub best: bool,
    /// The latest.
    pub latest: bool,
}

/// One choice of a walk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What was asked.
    pub asks: String,
    /// What was chosen.
    pub said: Attempt,
    /// Whether it was unsafe.
    pub is_unsafe: bool,
}

/// Everything in a record: the units of the pack in their order, then units that it has no more.
pub fn of(
    record: &Record,
    state: &State,
    settings: &Settings,
    units: &[&Unit],
    nation: Nation,
) -> Vec<UnitOverview> {
    let looked_up = Lookup { record, settings };
    let mut all: Vec<UnitOverview> = units
        .iter()
        .map(|unit| looked_up.unit(unit, state.unit(&settings.id, &unit.id), nation))
        .collect();
    let gone = state
        .units()
        .filter(|(pack, id, _)| **pack != settings.id || !units.iter().any(|unit| unit.id == **id));
    all.extend(
        gone.map(|(_, id, state)| looked_up.gone(id, state))
            .filter(|unit| !unit.is_empty()),
    );
    all
}

impl UnitOverview {
    /// Whether nothing was done in it but reading.
    pub fn is_empty(&self) -> bool {
        self.criteria.iter().all(|criterion| {
            criterion.standing == Standing::NotStarted && criterion.answers.is_empty()
        }) && self.questions.is_empty()
            && self.scenarios.is_empty()
    }
}
