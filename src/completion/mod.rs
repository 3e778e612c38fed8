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
//!
//! What was put into the training since does not move the day of the first completion
//! (`since`), and doing it does not make the rest done again.

pub mod certificate;
pub mod code;
pub mod cpd;
pub mod due;
#[cfg(test)]
mod kept;
#[cfg(test)]
mod properties;
mod since;
pub mod statement;
pub mod team;
#[cfg(test)]
mod tests;

use jiff::Timestamp;

use self::since::Part;
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
    /// How much of the practice has been done once more since then.
    pub again: Count,
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
        // What there is to do, in the order of the unit.
        let mut parts: Vec<Option<Part<'_>>> = Vec::new();
        for section in here() {
            match &section.content {
                Content::Scenario(told) => {
                    let walked = scenario(&told.id);
                    let best = walked.and_then(|walked| walked.best());
                    if best.is_some_and(|(_, walk)| walk.outcome() == Some(Outcome::Unsafe)) {
                        left_unsafe.push(told.id.clone());
                    }
                    parts.push(walked.and_then(came_through));
                }
                Content::Reading(_) | Content::Question(_) | Content::Criterion(_) => {
                    let scored = section
                        .questions()
                        .filter(|question| question.is_scored() && question.nations.holds(nation));
                    parts.extend(scored.map(|question| {
                        let did = did.and_then(|did| did.questions.get(&question.id))?;
                        Part::practised(did.attempts().map(|attempt| &attempt.event))
                    }));
                }
            }
            // Its end comes behind the questions in it.
            if section.is_reading() {
                let read = did.and_then(|did| did.read.get(&section.id));
                parts.push(read.map(|read| Part::read(&read.event)));
            }
        }
        let parts: Option<Vec<Part<'_>>> = parts.into_iter().collect();
        let done = parts.as_deref().and_then(when);
        let latest = parts.iter().flatten().filter_map(|part| part.latest);
        Self {
            sections: progress.sections,
            practice: progress.practice,
            left_unsafe,
            done,
            again: Count {
                done: latest
                    .filter(|at| done.is_some_and(|done| *at > done.latest))
                    .count(),
                all: progress.practice.all,
            },
        }
    }

    /// Whether the unit is complete.
    pub fn is_complete(&self) -> bool {
        self.done.is_some()
    }
}

/// A scenario, by when it was first and last walked to an end that is not unsafe.
fn came_through(did: &ScenarioState) -> Option<Part<'_>> {
    let walks = did.walks().into_iter();
    let safe = walks.filter_map(|(_, walk)| {
        let is_safe = walk.outcome()? != Outcome::Unsafe;
        is_safe.then(|| walk.end().map(|end| &end.event))?
    });
    Part::practised(safe)
}

/// When all the parts of a unit were done.
fn when(parts: &[Part<'_>]) -> Option<Done> {
    let first = since::completed(parts)?;
    let again = parts.iter().filter_map(|part| part.latest).min();
    Some(Done {
        first,
        latest: again.map_or(first, |again| again.max(first)),
    })
}
