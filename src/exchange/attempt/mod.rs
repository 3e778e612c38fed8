//! One attempt at a unit, as a learning management system counts attempts: what it is told
//! ([`report`]), and what it keeps so that the attempt can go on elsewhere ([`resume`]).
//!
//! An attempt counts what was done since it began, whatever clocks say ([`since`]). Last year's
//! answers are in the record and on the screen, but they do not complete this year's attempt. Reading
//! is noted once for ever, so what was read before counts as read.
//!
//! # The rules
//! They are the same in SCORM 1.2, SCORM 2004 and cmi5, and [`crate::completion`]'s but for the
//! attempt's beginning:
//!
//! - **Complete**: every section of the reader's nation is read to its end, every scored question
//!   answered, every scenario walked to an end, and the best end of none is unsafe.
//! - **Score**: the best attempt at each question and the best walk through each scenario, out of
//!   all there is. It is told once everything is done and not before: half of the practice, done
//!   well, is no low score, but learning systems that know a pass mark would make it a failure.
//! - **Passed** and **failed** are said only where there is a pass mark, and only of what is
//!   complete.
//! - What was once complete or passed stays so for the rest of the attempt.
//!
//! No word that anybody typed is in what a learning system is told or keeps.

pub mod milestones;
pub mod package;
pub mod report;
pub mod resume;
pub mod scaled;
pub mod since;
pub mod spent;

#[cfg(test)]
pub(crate) mod any;
#[cfg(test)]
mod properties;

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use self::{milestones::Milestones, since::Since};
use crate::{
    id::{QuestionId, ScenarioId, SectionId, StepId},
    question::Response,
    record::state::{QuestionState, ScenarioState, UnitState, Walk},
    scenario::Outcome,
    score::Points,
    unit::Unit,
};

/// What was done in one attempt at a unit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attempt {
    /// When it began.
    pub began: Timestamp,
    /// What the learning system has been told of it.
    pub told: Milestones,
    /// What was said to it as a page was closed, when nobody waited for the answer: it may have arrived.
    pub unheard: Milestones,
    /// How much of its text the learning system was seen to keep, where that is less than it takes.
    pub room: Option<usize>,
    /// The sections read to their end, whenever that was.
    pub read: BTreeSet<SectionId>,
    /// The scored questions outside scenarios that were answered.
    pub questions: BTreeMap<QuestionId, Practised>,
    /// The scenarios that were begun.
    pub scenarios: BTreeMap<ScenarioId, Walked>,
}

/// What was done with a scored question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Practised {
    /// The part of the points that the best attempt earned, from 0 to 1.
    pub share: Points,
    /// The latest response, where it is known.
    pub latest: Option<Response>,
}

/// What was done with a scenario.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Walked {
    /// The best end, if there was any.
    pub best: Option<Ended>,
    /// The latest walk, where it is known.
    pub latest: Option<Way>,
}

/// How a walk came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ended {
    /// What came of it.
    pub outcome: Outcome,
    /// The part of the points that it earned, from 0 to 1.
    pub share: Points,
}

/// A walk, choice by choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// The steps that were answered, in order, and what was chosen.
    pub choices: Vec<(StepId, Response)>,
    /// Whether it came to an end.
    pub ended: bool,
}

/// Something that was done elsewhere and is not in the record here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Elsewhere {
    /// A section was read to its end.
    Read(SectionId),
    /// A question was answered.
    Answered(QuestionId, Response),
    /// A scenario was walked, to its end or part of the way.
    Walked(ScenarioId, Way),
}

impl Attempt {
    /// A new attempt, in which nothing has been done.
    pub fn new(began: Timestamp) -> Self {
        Self {
            began,
            ..Self::default()
        }
    }

    /// What the record says was done in the attempt.
    pub fn of(unit: &Unit, did: Option<&UnitState>, since: &Since) -> Self {
        let mut attempt = Self::new(since.began());
        let Some(did) = did else { return attempt };
        let read = unit.sections.iter().filter(|section| section.is_reading());
        attempt.read = read
            .filter(|section| did.read.contains_key(&section.id))
            .map(|section| section.id.clone())
            .collect();
        let scored = unit
            .loose_questions()
            .filter(|question| question.is_scored());
        for question in scored {
            let done = did.questions.get(&question.id);
            if let Some(done) = done.and_then(|state| Practised::of(state, since)) {
                attempt.questions.insert(question.id.clone(), done);
            }
        }
        for scenario in unit.scenarios() {
            let done = did.scenarios.get(&scenario.id);
            if let Some(done) = done.and_then(|state| Walked::of(state, since)) {
                attempt.scenarios.insert(scenario.id.clone(), done);
            }
        }
        attempt
    }

    /// Both put together: the best of each, and this one's latest where both know one.
    #[must_use]
    pub fn with(mut self, other: &Self) -> Self {
        self.began = self.began.min(other.began);
        self.told |= other.told;
        self.unheard |= other.unheard;
        self.room = self.room.into_iter().chain(other.room).min();
        self.read.extend(other.read.iter().cloned());
        for (id, theirs) in &other.questions {
            self.questions
                .entry(id.clone())
                .and_modify(|own| own.take_in(theirs))
                .or_insert_with(|| theirs.clone());
        }
        for (id, theirs) in &other.scenarios {
            let own = self.scenarios.entry(id.clone()).or_default();
            own.best = own
                .best
                .into_iter()
                .chain(theirs.best)
                .min_by_key(Ended::rank);
            own.latest = own.latest.take().or_else(|| theirs.latest.clone());
        }
        self
    }

    /// What is here and not in the record, as far as it can be done again: an attempt begun on
    /// another device goes on here. `here` is what the record says was done in the attempt, and `did`
    /// all that it says. What it has already, by whatever clock, is not put into it again.
    pub fn elsewhere(&self, here: &Self, did: Option<&UnitState>) -> Vec<Elsewhere> {
        let read = self.read.difference(&here.read).cloned();
        let answered = self.questions.iter().filter_map(|(id, done)| {
            let before = did.and_then(|did| did.questions.get(id)?.latest());
            let before = before.map(|kept| &kept.said.response);
            let is_new = !here.questions.contains_key(id) && before != done.latest.as_ref();
            let latest = done.latest.clone().filter(|_| is_new)?;
            Some(Elsewhere::Answered(id.clone(), latest))
        });
        let walked = self.scenarios.iter().filter_map(|(id, done)| {
            let walks = did.and_then(|did| did.scenarios.get(id));
            let walks = walks.map(ScenarioState::walks).unwrap_or_default();
            let mut ways = walks.into_iter().map(|(_, walk)| Way::of(walk));
            let is_new = !here.scenarios.contains_key(id)
                && !ways.any(|way| Some(&way) == done.latest.as_ref());
            let latest = done.latest.clone().filter(|_| is_new)?;
            Some(Elsewhere::Walked(id.clone(), latest))
        });
        let read = read.map(Elsewhere::Read);
        read.chain(answered).chain(walked).collect()
    }
}

impl Practised {
    fn of(state: &QuestionState, since: &Since) -> Option<Self> {
        let attempts = state.attempts().filter(|kept| since.holds(kept));
        attempts.fold(None, |before: Option<Self>, kept| {
            let Some(score) = &kept.said.score else {
                return before;
            };
            let share = score.earned.share_of(score.maximum);
            let best = before.map_or(share, |before| before.share.max(share));
            Some(Self {
                share: best,
                latest: Some(kept.said.response.clone()),
            })
        })
    }

    fn take_in(&mut self, other: &Self) {
        self.share = self.share.max(other.share);
        if self.latest.is_none() {
            self.latest.clone_from(&other.latest);
        }
    }
}

impl Walked {
    fn of(state: &ScenarioState, since: &Since) -> Option<Self> {
        let mut walked = None::<Self>;
        for (_, walk) in state.walks() {
            let end = walk.end().filter(|end| since.holds(end));
            let is_of_it = walk.steps().any(|step| since.holds(step)) || end.is_some();
            if !is_of_it {
                continue;
            }
            let walked = walked.get_or_insert_default();
            let ended = end.zip(walk.outcome()).map(|(end, outcome)| Ended {
                outcome,
                share: end.said.earned.share_of(end.said.maximum),
            });
            walked.best = walked.best.into_iter().chain(ended).min_by_key(Ended::rank);
            walked.latest = Some(Way::of(walk));
        }
        walked
    }
}

impl Ended {
    /// The best first: passed before not yet before unsafe, then by points.
    fn rank(&self) -> (Outcome, std::cmp::Reverse<Points>) {
        (self.outcome, std::cmp::Reverse(self.share))
    }
}

impl Way {
    fn of(walk: &Walk) -> Self {
        let path = walk.path();
        let choices = path.iter();
        Self {
            choices: choices
                .map(|kept| (kept.said.step.clone(), kept.said.response.clone()))
                .collect(),
            ended: walk.end().is_some(),
        }
    }
}
