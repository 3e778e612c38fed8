//! Who has done what, without anybody's answers: when a unit is complete, when it is due again,
//! and what a certificate, a CPD entry, a [`statement`] to an employer and her table of many say of it.
//!
//! Completion is practice, never a qualification: it says that somebody read a unit and came
//! through its practice. Whether a criterion is met only an assessor decides, and nothing here
//! changes that.
//!
//! # The rule
//! A unit is complete, for a reader in her nation, when every section to be read is read to its
//! end, every scored question is answered, every scenario is walked to an end, and no scenario's
//! best end is unsafe. A unit with nothing to read and nothing to practise is never complete.
//!
//! # Done again
//! Reading is noted once, practice every time. So a unit counts as done again when all of its
//! practice has been done once more: the day is the one since which every question and every
//! scenario has been done at least once.

pub mod certificate;
pub mod code;
pub mod cpd;
pub mod due;
#[cfg(test)]
mod kept;
#[cfg(test)]
mod properties;
pub mod statement;
pub mod team;
#[cfg(test)]
mod tests;

use jiff::Timestamp;

use crate::{
    id::ScenarioId,
    nation::Nation,
    progress::{Count, Progress},
    record::state::{ScenarioState, UnitState},
    scenario::Outcome,
    unit::{Content, Unit},
};

/// How far a unit is from being complete.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// Sections read to their end.
    pub sections: Count,
    /// Scored questions answered, and scenarios walked to an end.
    pub practice: Count,
    /// Scenarios of which every end so far was unsafe.
    pub left_unsafe: Vec<ScenarioId>,
    /// When the unit was completed, if it is.
    pub done: Option<Done>,
}

/// When a unit was completed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Done {
    /// When it first was.
    pub first: Timestamp,
    /// When it last was: the same, until all of its practice is done again.
    pub latest: Timestamp,
}

impl Completion {
    /// What the record says of a unit, for a reader in this nation.
    pub fn of(unit: &Unit, did: Option<&UnitState>, nation: Nation) -> Self {
        let progress = Progress::of(unit, did, nation);
        let scenario = |id: &ScenarioId| did.and_then(|did| did.scenarios.get(id));
        let here = || unit.sections.iter().filter(|section| section.holds(nation));

        let mut left_unsafe = Vec::new();
        // For every question and scenario: when it was first done, and when last.
        let mut practised: Vec<Option<Done>> = Vec::new();
        for section in here() {
            match &section.content {
                Content::Scenario(told) => {
                    let walked = scenario(&told.id);
                    let best = walked.and_then(|walked| walked.best());
                    if best.is_some_and(|(_, walk)| walk.outcome() == Some(Outcome::Unsafe)) {
                        left_unsafe.push(told.id.clone());
                    }
                    practised.push(walked.and_then(came_through));
                }
                Content::Reading(_) | Content::Question(_) | Content::Criterion(_) => {
                    let scored = section
                        .questions()
                        .filter(|question| question.is_scored() && question.nations.holds(nation));
                    practised.extend(scored.map(|question| {
                        let did = did.and_then(|did| did.questions.get(&question.id))?;
                        Done::of(did.attempts().map(|attempt| attempt.event.at))
                    }));
                }
            }
        }
        let read: Vec<Option<Timestamp>> = here()
            .filter(|section| section.is_reading())
            .map(|section| did.and_then(|did| did.read.get(&section.id)).copied())
            .collect();
        Self {
            sections: progress.sections,
            practice: progress.practice,
            left_unsafe,
            done: when(&read, &practised),
        }
    }

    /// Whether the unit is complete.
    pub fn is_complete(&self) -> bool {
        self.done.is_some()
    }
}

impl Done {
    fn of(times: impl Iterator<Item = Timestamp>) -> Option<Self> {
        times.fold(None, |done, at| {
            let (first, latest) = done.map_or((at, at), |done: Self| (done.first, done.latest));
            Some(Self {
                first: first.min(at),
                latest: latest.max(at),
            })
        })
    }
}

/// When a scenario was first and last walked to an end that is not unsafe.
fn came_through(did: &ScenarioState) -> Option<Done> {
    let walks = did.walks();
    let safe = walks.iter().filter_map(|(_, walk)| {
        let is_safe = walk.outcome()? != Outcome::Unsafe;
        is_safe.then(|| walk.end().map(|end| end.event.at))?
    });
    Done::of(safe)
}

fn when(read: &[Option<Timestamp>], practised: &[Option<Done>]) -> Option<Done> {
    let read: Vec<Timestamp> = read.iter().copied().collect::<Option<_>>()?;
    let practised: Vec<Done> = practised.iter().copied().collect::<Option<_>>()?;
    let begun_with = practised.iter().map(|done| done.first);
    let first = read.iter().copied().chain(begun_with).max()?;
    let again = practised.iter().map(|done| done.latest).min();
    Some(Done {
        first,
        latest: again.map_or(first, |again| again.max(first)),
    })
}
