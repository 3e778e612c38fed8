//! The most that a walk through a scenario can earn.
//!
//! It goes by the questions' representative responses, never by trying out walks.

use std::collections::BTreeMap;

use super::Scenario;
use crate::{
    question::{Question, Response},
    score::Points,
};

impl Scenario {
    /// The same story with the most that a walk can hold at its end, as its steps have it.
    pub fn with_maximum(self) -> Self {
        let maximum = self.most(|_, _| true).unwrap_or_default();
        Self { maximum, ..self }
    }

    /// The most that a walk without an unsafe choice can hold at its end; none where only unsafe
    /// choices lead to an end.
    pub fn safe_maximum(&self) -> Option<Points> {
        self.most(|question, response| question.is_unsafe(response) == Ok(false))
    }

    /// The most that walks of allowed choices can hold at their end; none where they have no end.
    ///
    /// Going back takes off what was earned from there on. So what a walk holds at its end was
    /// earned at steps in the file's order, after each of which it never went back that far. Such
    /// steps follow each other by a link forward or, where a link leads back to a step that the
    /// walk had passed over, by a way round behind. Looking from the last step to the first, the
    /// best from each is known before it is needed.
    fn most(&self, is_allowed: impl Fn(&Question, &Response) -> bool) -> Option<Points> {
        let ways: Vec<_> = (0..self.steps.len())
            .map(|at| self.ways(at, &is_allowed))
            .collect();
        let mut best: Vec<Option<Points>> = vec![None; self.steps.len()];
        for (at, ways_on) in ways.iter().enumerate().rev() {
            best[at] = match ways_on {
                None => Some(Points::ZERO),
                Some(ways_on) => ways_on
                    .iter()
                    .filter(|(next, _)| **next > at)
                    .filter_map(|(next, earned)| {
                        Some(*earned + onwards(*next, at + 1, &ways, &best)?)
                    })
                    .max(),
            };
        }
        onwards(0, 0, &ways, &best)
    }

    /// Where allowed choices at a step lead, and the most that each way earns. None where nothing
    /// can be chosen: at an ending, or where the question could not be read.
    fn ways(
        &self,
        at: usize,
        is_allowed: impl Fn(&Question, &Response) -> bool,
    ) -> Option<BTreeMap<usize, Points>> {
        let question = self.steps.get(at)?.question.as_ref()?;
        let responses = question.representatives();
        if responses.is_empty() {
            return None;
        }
        let mut ways = BTreeMap::new();
        for response in responses.iter().filter(|r| is_allowed(question, r)) {
            let score = question.score(response).ok()?;
            let earned = score.map_or(Points::ZERO, |score| score.earned);
            let next = self.after(at, response).ok()?.unwrap_or(self.steps.len());
            let most = ways.entry(next).or_insert(earned);
            *most = earned.max(*most);
        }
        Some(ways)
    }
}

/// The best of all steps that a walk can come to from `start` without going back before `floor`.
/// The place after the last step is the end.
fn onwards(
    start: usize,
    floor: usize,
    ways: &[Option<BTreeMap<usize, Points>>],
    best: &[Option<Points>],
) -> Option<Points> {
    let mut seen = vec![false; ways.len() + 1];
    let mut waiting = vec![start];
    let mut most = None;
    while let Some(at) = waiting.pop() {
        if at < floor || std::mem::replace(&mut seen[at], true) {
            continue;
        }
        most = most.max(best.get(at).copied().unwrap_or(Some(Points::ZERO)));
        waiting.extend(ways.get(at).into_iter().flatten().flat_map(BTreeMap::keys));
    }
    most
}
