//! How practice questions and scenarios do over many learners: which are too easy or too hard,
//! which tell those who know the unit from those who do not, which wrong options draw, and where
//! walks turn unsafe.
//!
//! It is for whoever writes the content, and about the content: what fewer than [`FEWEST`]
//! learners did is never told, but for how few they are, so that nobody is seen through it.
//!
//! A question's figures come from first attempts, because later ones are made with its feedback
//! read. Options are known by their ids, so a question that was reworded on the way is counted
//! as one; [`QuestionFigures::structures`] says so.

mod question;
mod scenario;
#[cfg(test)]
mod tests;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use self::{question::First, scenario::Walked};
pub use self::{
    question::{Discrimination, FEWEST_TO_CORRELATE, Facility, Pick, QuestionFigures},
    scenario::{Ends, ScenarioFigures, StepFigures},
    words::wrong_picks,
};
use crate::{
    id::{PackId, QuestionId, ScenarioId, UnitId},
    record::{
        event::PersonId,
        state::{State, UnitState},
    },
};

/// The fewest learners of whom figures are told.
pub const FEWEST: usize = 5;

/// What so many learners did, or only how many they are.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Told<T> {
    /// There are enough.
    Figures {
        /// How many; at least [`FEWEST`].
        learners: usize,
        /// What they did.
        figures: T,
    },
    /// There are too few to tell what they did.
    TooFew {
        /// How many; fewer than [`FEWEST`].
        learners: usize,
    },
}

impl<T> Told<T> {
    fn of(learners: usize, figures: impl FnOnce() -> T) -> Self {
        if learners < FEWEST {
            Self::TooFew { learners }
        } else {
            Self::Figures {
                learners,
                figures: figures(),
            }
        }
    }

    /// How many learners there are.
    pub fn learners(&self) -> usize {
        match self {
            Self::Figures { learners, .. } | Self::TooFew { learners } => *learners,
        }
    }

    /// What they did, where it is told.
    pub fn figures(&self) -> Option<&T> {
        match self {
            Self::Figures { figures, .. } => Some(figures),
            Self::TooFew { .. } => None,
        }
    }
}

/// What learners practised, gathered record by record. It keeps of each only what is counted: no
/// typed words, no times.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Items {
    learners: BTreeMap<PersonId, BTreeMap<(PackId, UnitId), Practised>>,
}

/// What one learner practised in one unit.
#[derive(Clone, Debug, PartialEq)]
struct Practised {
    questions: BTreeMap<QuestionId, First>,
    scenarios: BTreeMap<ScenarioId, Walked>,
}

impl Practised {
    fn of(unit: &UnitState) -> Self {
        let questions = unit.questions.iter();
        let scenarios = unit.scenarios.iter();
        Self {
            questions: questions
                .filter_map(|(id, state)| Some((id.clone(), First::of(id, state)?)))
                .collect(),
            scenarios: scenarios
                .filter_map(|(id, state)| Some((id.clone(), Walked::of(state)?)))
                .collect(),
        }
    }
}

/// The figures of one unit.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct UnitItems {
    /// Questions outside scenarios.
    pub questions: BTreeMap<QuestionId, Told<QuestionFigures>>,
    /// Scenarios.
    pub scenarios: BTreeMap<ScenarioId, Told<ScenarioFigures>>,
}

impl Items {
    /// Takes in what one learner did. Says whether she is new here: of a learner who was here
    /// before, only what is given now counts from now on.
    pub fn add(&mut self, learner: PersonId, state: &State) -> bool {
        let units = state.units();
        let practised = units
            .map(|(pack, id, unit)| ((pack.clone(), id.clone()), Practised::of(unit)))
            .collect();
        self.learners.insert(learner, practised).is_none()
    }

    /// The figures of every unit in which somebody practised. They do not depend on the order in
    /// which learners were added.
    pub fn units(&self) -> BTreeMap<(PackId, UnitId), UnitItems> {
        let mut units = BTreeMap::<_, Vec<&Practised>>::new();
        for (unit, practised) in self.learners.values().flatten() {
            units.entry(unit).or_default().push(practised);
        }
        units
            .into_iter()
            .map(|(unit, learners)| (unit.clone(), UnitItems::of(&learners)))
            .filter(|(_, items)| *items != UnitItems::default())
            .collect()
    }
}

impl UnitItems {
    fn of(learners: &[&Practised]) -> Self {
        let questions = learners.iter().flat_map(|learner| learner.questions.keys());
        let scenarios = learners.iter().flat_map(|learner| learner.scenarios.keys());
        Self {
            questions: questions
                .collect::<BTreeSet<_>>()
                .into_iter()
                .map(|id| (id.clone(), question::figures(id, learners)))
                .collect(),
            scenarios: scenarios
                .collect::<BTreeSet<_>>()
                .into_iter()
                .map(|id| (id.clone(), scenario::figures(id, learners)))
                .collect(),
        }
    }
}
