//! What a learning system is told of an attempt. The rules are [`super`]'s.

use super::{Attempt, Ended, milestones::Milestones, scaled::Scaled};
use crate::{
    id::{QuestionId, ScenarioId},
    nation::Nation,
    progress::Count,
    question::{Kind, Question, Response},
    scenario::Outcome,
    score::Points,
    unit::{Content, Unit},
};

/// What is told of an attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Whether everything is done.
    pub is_complete: bool,
    /// Whether it was complete before, something has to be done for that now, and only then it is
    /// known whether it passes: after an edit to the unit, or where what was kept is lost.
    pub is_undecided: bool,
    /// Whether the score passes.
    pub success: Success,
    /// The score; none until it is told.
    pub score: Option<Scaled>,
    /// Sections read to their end.
    pub sections: Count,
    /// Scored questions answered, and scenarios walked to an end that is not unsafe.
    pub practice: Count,
    /// Scenarios walked to ends of which the best is unsafe.
    pub left_unsafe: usize,
    /// Every scored question and every scenario.
    pub items: Vec<Item>,
}

/// Whether a score passes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Success {
    /// Nothing is said: there is no pass mark, or not everything is done.
    #[default]
    Unknown,
    /// It does.
    Passed,
    /// It does not, and everything is done.
    Failed,
}

/// How an attempt came out that a learning system shows again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CameOut {
    /// Everything was done, and nothing is said of passing.
    Completed,
    /// It was passed.
    Passed,
    /// It was not.
    Failed,
}

/// A part of the practice that is told by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// A scored question outside scenarios.
    Question {
        /// Which.
        id: QuestionId,
        /// Its kind.
        kind: Kind,
        /// What it is worth.
        points: Points,
        /// The part of the points that was earned at best; none where it was not answered.
        share: Option<Points>,
        /// The part that the latest response earned, where that is known.
        latest_share: Option<Points>,
        /// The latest response, where it is known and holds nothing that was typed.
        latest: Option<Response>,
    },
    /// A scenario.
    Scenario {
        /// Which.
        id: ScenarioId,
        /// Its best end.
        best: Option<Ended>,
    },
}

impl Report {
    /// What is told of an attempt to a reader in this nation.
    pub fn of(unit: &Unit, attempt: &Attempt, nation: Nation, pass_mark: Option<Scaled>) -> Self {
        let here = || unit.sections.iter().filter(|section| section.holds(nation));
        let mut sections = Count::default();
        let mut practice = Count::default();
        let mut left_unsafe = 0;
        let mut items = Vec::new();
        let (mut earned, mut maximum) = (Points::ZERO, Points::ZERO);
        for section in here() {
            if section.is_reading() {
                add(&mut sections, attempt.read.contains(&section.id));
            }
            if let Content::Scenario(scenario) = &section.content {
                let best = attempt.scenarios.get(&scenario.id).and_then(|did| did.best);
                let is_unsafe = best.is_some_and(|best| best.outcome == Outcome::Unsafe);
                left_unsafe += usize::from(is_unsafe);
                add(&mut practice, best.is_some() && !is_unsafe);
                let most = scenario.maximum;
                maximum = maximum + most;
                earned = earned + best.map_or(Points::ZERO, |best| most * best.share);
                items.push(Item::Scenario {
                    id: scenario.id.clone(),
                    best,
                });
                continue;
            }
            let scored = section
                .questions()
                .filter(|question| question.is_scored() && question.nations.holds(nation));
            for question in scored {
                let did = attempt.questions.get(&question.id);
                add(&mut practice, did.is_some());
                maximum = maximum + question.points;
                earned = earned + did.map_or(Points::ZERO, |did| question.points * did.share);
                items.push(Item::Question {
                    id: question.id.clone(),
                    kind: question.kind(),
                    points: question.points,
                    share: did.map(|did| did.share),
                    latest_share: did.and_then(|did| earned_share(question, did.latest.as_ref()?)),
                    latest: did
                        .and_then(|did| did.latest.clone())
                        .filter(|response| !is_typed(question, response)),
                });
            }
        }
        let is_done = practice.done == practice.all
            && sections.done == sections.all
            && sections.all + practice.all > 0;
        let score =
            (is_done && maximum > Points::ZERO).then(|| Scaled::floor(earned.share_of(maximum)));
        let reached = |mark| score.is_none_or(|score| score >= mark);
        let success = match pass_mark {
            _ if attempt.told.passed => Success::Passed,
            Some(mark) if is_done && reached(mark) => Success::Passed,
            Some(_) if is_done => Success::Failed,
            Some(_) | None => Success::Unknown,
        };
        Self {
            is_complete: is_done || attempt.told.completed,
            is_undecided: !is_done
                && attempt.told.completed
                && success == Success::Unknown
                && pass_mark.is_some(),
            success,
            score,
            sections,
            practice,
            left_unsafe,
            items,
        }
    }

    /// Writes down in the attempt what it says, so that it is never taken back.
    pub fn note(&self, attempt: &mut Attempt) {
        attempt.told |= Milestones {
            completed: self.is_complete,
            passed: self.success == Success::Passed,
        };
    }

    /// How much of all there is to do is done; the whole only where it is complete.
    pub fn progress(&self) -> Scaled {
        match self.is_complete {
            true => Scaled::ONE,
            false => Scaled::of(
                self.sections.done + self.practice.done,
                self.sections.all + self.practice.all,
            ),
        }
    }
}

fn earned_share(question: &Question, response: &Response) -> Option<Points> {
    let score = question.score(response).ok().flatten()?;
    Some(score.earned.share_of(score.maximum))
}

fn add(count: &mut Count, done: bool) {
    count.all += 1;
    count.done += usize::from(done);
}

/// Whether a response holds anything that was typed.
pub(super) fn is_typed(question: &Question, response: &Response) -> bool {
    use crate::question::{GapKind, Interaction};
    match (&question.interaction, response) {
        (_, Response::Number(_) | Response::Short(_) | Response::Reflect(_)) => true,
        (Interaction::Gap(gap), Response::Gap(filled)) => !filled.iter().all(|(id, text)| {
            gap.blanks.iter().any(|blank| match &blank.kind {
                GapKind::Chosen { right, wrong } => {
                    blank.id == *id && (right == text || wrong.contains(text))
                }
                GapKind::Typed { .. } => false,
            })
        }),
        (_, Response::Gap(_)) => true,
        (
            _,
            Response::Single(_)
            | Response::Multiple(_)
            | Response::Order(_)
            | Response::Match(_)
            | Response::Rate(_),
        ) => false,
    }
}
