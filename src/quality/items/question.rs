//! A question's figures: facility, discrimination, and what was chosen at the first attempt.
//!
//! Both are the classical ones. Facility is the mean share of the points that was earned.
//! Discrimination is the corrected item-total correlation (Henrysson, “Correction of item-total
//! correlations in item analysis”, Psychometrika 28, 1963): Pearson's, of a learner's share here
//! with her mean share over the other questions of the unit. This question is left out of the
//! mean, because whatever it asks it would agree with itself.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{FEWEST, Practised, Told};
use crate::{
    id::{OptionId, QuestionId},
    question::Response,
    record::{event::Item, seal::StructureHash, state::QuestionState, what::Earned},
};

/// The fewest learners over whom a correlation is told: with ten, chance alone still brings one
/// of a third (1/√(n − 1)), with fewer it drowns everything.
pub const FEWEST_TO_CORRELATE: usize = 10;

/// Squares about the mean that add up to less come from rounding: between shares of points that
/// really differ there is far more.
const NO_SPREAD: f64 = 1e-12;

/// What learners did at their first attempt at a question.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct QuestionFigures {
    /// How much was earned; none where the question was not scored for at least [`FEWEST`].
    pub facility: Option<Facility>,
    /// How well it tells who knows the rest of the unit; none under [`FEWEST_TO_CORRELATE`]
    /// learners with another scored question, or where all did the same here or there.
    pub discrimination: Option<Discrimination>,
    /// How many chose what, in the order of the ids, of those kinds of question that have something to choose.
    pub picks: Vec<(Pick, usize)>,
    /// Over how many structures of the question the figures go: above 1 where an author changed
    /// more than words on the way.
    pub structures: usize,
}

/// The mean share of a question's points that was earned.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Facility {
    /// From 0 (too hard, or wrong) to 1 (everybody earned all).
    pub mean: f64,
    /// Over how many learners.
    pub learners: usize,
}

/// How the share earned here goes with the share earned in the rest of the unit.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Discrimination {
    /// From -1 to 1. Near 0, or below, the question does not measure what the others do.
    pub correlation: f64,
    /// Over how many learners.
    pub learners: usize,
}

/// Something that could be chosen. What is typed, and the order of things, is not told.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Pick {
    /// An option or a label.
    Option(OptionId),
    /// A right-hand side put beside a left-hand side.
    Pair {
        /// The left-hand side.
        left: OptionId,
        /// What was put beside it.
        right: OptionId,
    },
}

/// What is kept of a learner's first attempt.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct First {
    share: Option<f64>,
    picks: BTreeSet<Pick>,
    structure: Option<StructureHash>,
}

impl First {
    pub(super) fn of(question: &QuestionId, state: &QuestionState) -> Option<Self> {
        let first = state.attempts().next()?;
        let mut about = first.event.about.iter();
        let here = about.find(|about| matches!(&about.item, Item::Question(id) if id == question));
        Some(Self {
            share: first.said.score.and_then(share),
            picks: picks(&first.said.response),
            structure: here.and_then(|about| about.structure),
        })
    }
}

/// The part of the points that was earned, from 0 to 1 whatever a record claims; none where there
/// was nothing to earn.
fn share(score: Earned) -> Option<f64> {
    let maximum = score.maximum.to_f64();
    (maximum > 0.0).then(|| (score.earned.to_f64() / maximum).clamp(0.0, 1.0))
}

fn picks(response: &Response) -> BTreeSet<Pick> {
    match response {
        Response::Single(option) | Response::Rate(option) => [Pick::Option(option.clone())].into(),
        Response::Multiple(options) => options.iter().cloned().map(Pick::Option).collect(),
        Response::Match(pairs) => pairs
            .iter()
            .map(|(left, right)| Pick::Pair {
                left: left.clone(),
                right: right.clone(),
            })
            .collect(),
        Response::Order(_)
        | Response::Gap(_)
        | Response::Number(_)
        | Response::Short(_)
        | Response::Reflect(_) => BTreeSet::new(),
    }
}

pub(super) fn figures(id: &QuestionId, learners: &[&Practised]) -> Told<QuestionFigures> {
    let firsts: Vec<&First> = learners
        .iter()
        .filter_map(|learner| learner.questions.get(id))
        .collect();
    Told::of(firsts.len(), || QuestionFigures {
        facility: facility(&firsts),
        discrimination: discrimination(id, learners),
        picks: count(firsts.iter().flat_map(|first| first.picks.iter().cloned()))
            .into_iter()
            .collect(),
        structures: count(firsts.iter().filter_map(|first| first.structure)).len(),
    })
}

fn count<T: Ord>(things: impl Iterator<Item = T>) -> BTreeMap<T, usize> {
    let mut counts = BTreeMap::new();
    for thing in things {
        *counts.entry(thing).or_default() += 1;
    }
    counts
}

fn facility(firsts: &[&First]) -> Option<Facility> {
    let shares: Vec<f64> = firsts.iter().filter_map(|first| first.share).collect();
    (shares.len() >= FEWEST).then_some(Facility {
        mean: mean(&shares)?,
        learners: shares.len(),
    })
}

fn discrimination(id: &QuestionId, learners: &[&Practised]) -> Option<Discrimination> {
    let here_and_elsewhere: Vec<(f64, f64)> = learners
        .iter()
        .filter_map(|learner| {
            let here = learner.questions.get(id)?.share?;
            let others = learner.questions.iter().filter(|(other, _)| *other != id);
            let shares: Vec<f64> = others.filter_map(|(_, first)| first.share).collect();
            Some((here, mean(&shares)?))
        })
        .collect();
    let learners = here_and_elsewhere.len();
    (learners >= FEWEST_TO_CORRELATE).then_some(Discrimination {
        correlation: correlation(&here_and_elsewhere)?,
        learners,
    })
}

fn mean(numbers: &[f64]) -> Option<f64> {
    (!numbers.is_empty()).then(|| numbers.iter().sum::<f64>() / numbers.len() as f64)
}

/// Pearson's product-moment correlation; none where one side does not vary.
fn correlation(pairs: &[(f64, f64)]) -> Option<f64> {
    let (x, y): (Vec<f64>, Vec<f64>) = pairs.iter().copied().unzip();
    let (mean_x, mean_y) = (mean(&x)?, mean(&y)?);
    let sum = |of: fn(f64, f64) -> f64| -> f64 {
        let about = pairs.iter().map(|(x, y)| of(x - mean_x, y - mean_y));
        about.sum()
    };
    let (xx, yy, xy) = (sum(|x, _| x * x), sum(|_, y| y * y), sum(|x, y| x * y));
    let varies = xx > NO_SPREAD && yy > NO_SPREAD;
    varies.then(|| (xy / (xx.sqrt() * yy.sqrt())).clamp(-1.0, 1.0))
}
