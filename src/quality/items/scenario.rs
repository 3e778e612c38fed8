//! A scenario's figures: at which steps walks turned unsafe, and where and how they ended.
//!
//! Every walk counts, not first ones only: an unsafe choice is worth seeing whenever it is made.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Practised, Told};
use crate::{
    id::{ScenarioId, StepId},
    record::state::{ScenarioState, Walk},
    scenario::Outcome,
};

/// How many walks ended with each outcome. An outcome that none had is not in it.
pub type Ends = BTreeMap<Outcome, usize>;

/// What learners did in a scenario.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ScenarioFigures {
    /// How many walks were begun, by all learners together.
    pub walks: usize,
    /// How many of them ended, and how. The rest were left on the way.
    pub ended: Ends,
    /// The steps that were answered.
    pub steps: BTreeMap<StepId, Told<StepFigures>>,
}

/// What learners did at one step.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct StepFigures {
    /// In how many walks it was answered.
    pub walks: usize,
    /// In how many of them something unsafe was chosen there.
    pub unsafe_walks: usize,
    /// How many walks ended with it as the last step that was answered, and how.
    pub ended: Ends,
}

impl StepFigures {
    fn absorb(&mut self, other: &Self) {
        self.walks += other.walks;
        self.unsafe_walks += other.unsafe_walks;
        absorb(&mut self.ended, &other.ended);
    }
}

fn absorb(ends: &mut Ends, others: &Ends) {
    for (outcome, walks) in others {
        *ends.entry(*outcome).or_default() += walks;
    }
}

/// One learner's walks through a scenario.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Walked {
    walks: usize,
    ended: Ends,
    steps: BTreeMap<StepId, StepFigures>,
}

impl Walked {
    pub(super) fn of(state: &ScenarioState) -> Option<Self> {
        let mut walked = Self::default();
        for (_, walk) in state.walks() {
            walked.add(walk);
        }
        (walked.walks > 0).then_some(walked)
    }

    fn add(&mut self, walk: &Walk) {
        self.walks += 1;
        for (step, is_unsafe) in answered(walk) {
            let step = self.step(step);
            step.walks += 1;
            step.unsafe_walks += usize::from(is_unsafe);
        }
        if let (Some(end), Some(outcome)) = (walk.end(), walk.outcome()) {
            *self.ended.entry(outcome).or_default() += 1;
            if let Some(last) = end.said.path.last() {
                *self.step(last).ended.entry(outcome).or_default() += 1;
            }
        }
    }

    fn step(&mut self, step: &StepId) -> &mut StepFigures {
        self.steps.entry(step.clone()).or_default()
    }
}

/// The steps answered in a walk, in whatever tab and however often, each with whether anything
/// unsafe was chosen there.
fn answered(walk: &Walk) -> BTreeMap<&StepId, bool> {
    let mut steps = BTreeMap::new();
    for step in walk.steps() {
        *steps.entry(&step.said.step).or_default() |= step.said.unsafe_choice;
    }
    steps
}

pub(super) fn figures(id: &ScenarioId, learners: &[&Practised]) -> Told<ScenarioFigures> {
    let walked: Vec<&Walked> = learners
        .iter()
        .filter_map(|learner| learner.scenarios.get(id))
        .collect();
    Told::of(walked.len(), || {
        let mut figures = ScenarioFigures {
            steps: steps(&walked),
            ..ScenarioFigures::default()
        };
        for one in &walked {
            figures.walks += one.walks;
            absorb(&mut figures.ended, &one.ended);
        }
        figures
    })
}

fn steps(walked: &[&Walked]) -> BTreeMap<StepId, Told<StepFigures>> {
    let mut steps = BTreeMap::<&StepId, (usize, StepFigures)>::new();
    for (id, figures) in walked.iter().flat_map(|one| &one.steps) {
        let (learners, all) = steps.entry(id).or_default();
        *learners += 1;
        all.absorb(figures);
    }
    steps
        .into_iter()
        .map(|(id, (learners, all))| (id.clone(), Told::of(learners, || all)))
        .collect()
}
