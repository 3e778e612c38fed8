//! What an item says to which answers. Banks have thousands of both, so nothing is searched for answer by answer.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{
    body::Spoken,
    declared::ResponseId,
    range::Range,
    scoring::{Scoring, Shown},
    when::When,
};

/// What is said to which answers: the places of it among all that is said.
#[derive(Debug, Default)]
pub(super) struct SaidTo {
    /// By identifier and outcome.
    places: HashMap<String, BTreeMap<String, usize>>,
    /// What stands by the answer that its identifier names, and no rule shows.
    beside: HashMap<String, usize>,
    /// The outcomes that are a response itself.
    follows: BTreeMap<ResponseId, BTreeSet<String>>,
    /// By rules: to a text with the numbers that are taken for it, and to that text whichever are.
    ruled: BTreeMap<ResponseId, HashMap<(String, Option<Range>), usize>>,
}

impl SaidTo {
    /// What is said to which answers, where this is all that is said.
    pub fn of(scoring: &Scoring, spoken: &[Spoken]) -> Self {
        let mut said = Self::default();
        let shown = scoring.shown.iter().map(|shown| &shown.outcome);
        let set = shown.chain(scoring.by_response.iter().map(|(outcome, _)| outcome));
        let set: BTreeSet<&String> = set.collect();
        for (at, spoken) in spoken.iter().enumerate() {
            let places = said.places.entry(spoken.identifier.clone()).or_default();
            places.entry(spoken.outcome.clone()).or_insert(at);
            if spoken.within && !set.contains(&spoken.outcome) {
                let beside = said.beside.entry(spoken.identifier.clone());
                beside.or_insert(at);
            }
        }
        for (outcome, response) in &scoring.by_response {
            let follows = said.follows.entry(response.clone()).or_default();
            follows.insert(outcome.clone());
        }
        for shown in &scoring.shown {
            let (When::Is(response, values), Some(at)) = (&shown.when, said.place(shown)) else {
                continue;
            };
            let ruled = said.ruled.entry(response.clone()).or_default();
            for value in values {
                for near in [None, value.near] {
                    let first = ruled.entry((value.text.clone(), near)).or_insert(at);
                    *first = at.min(*first);
                }
            }
        }
        said
    }

    /// The place of what is shown.
    pub fn place(&self, shown: &Shown) -> Option<usize> {
        let places = self.places.get(&shown.identifier)?;
        places.get(&shown.outcome).copied()
    }

    /// The place of what is said to an answer. `near` is which numbers are taken for it, where several have
    /// the same one in the middle.
    pub fn answer(&self, response: &ResponseId, text: &str, near: Option<Range>) -> Option<usize> {
        let by_rule = self.ruled.get(response);
        let by_rule = by_rule.and_then(|ruled| ruled.get(&(text.to_owned(), near)));
        let followed = self.places.get(text).zip(self.follows.get(response));
        let followed = followed.and_then(|(places, outcomes)| {
            let places = outcomes.iter().filter_map(|outcome| places.get(outcome));
            places.min()
        });
        let all = [by_rule, followed, self.beside.get(text)];
        all.into_iter().flatten().min().copied()
    }
}
