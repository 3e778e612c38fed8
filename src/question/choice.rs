//! Choosing: one of several, or all that are right.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Feedback, Response, Unfit};
use crate::{id::OptionId, prose::Prose, score::Arithmetic, source::Span};

/// Options to choose from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// The options, in the file's order, no two with the same id.
    pub options: Vec<ChoiceOption>,
}

/// One option.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChoiceOption {
    /// A hash of its source text, or the author's own.
    pub id: OptionId,
    /// Its words.
    pub text: Prose,
    /// Whether choosing it is right.
    pub right: bool,
    /// What is said to those who choose it.
    pub feedback: Option<Feedback>,
    /// Where it stands.
    pub span: Span,
}

impl Choice {
    /// Full for a right option; several may be right, and any of them is full.
    pub(super) fn score(&self, chosen: &OptionId) -> Result<Option<Arithmetic>, Unfit> {
        let option = self
            .option(chosen)
            .ok_or_else(|| Unfit::Unknown(chosen.clone()))?;
        Ok(self.is_scored().then_some(Arithmetic::Whole {
            right: option.right,
        }))
    }

    pub(super) fn is_scored(&self) -> bool {
        self.options.iter().any(|option| option.right)
    }

    /// The option with this id.
    pub fn option(&self, id: &OptionId) -> Option<&ChoiceOption> {
        self.options.iter().find(|option| option.id == *id)
    }

    pub(super) fn feedback(&self, chosen: impl Fn(&ChoiceOption) -> bool) -> Vec<&Feedback> {
        let chosen = self.options.iter().filter(|option| chosen(option));
        chosen
            .filter_map(|option| option.feedback.as_ref())
            .collect()
    }
}

/// Options of which several may be chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Multiple {
    /// The options.
    pub choice: Choice,
    /// Whether only the exact set earns anything.
    pub all_or_nothing: bool,
}

impl Multiple {
    pub(super) fn score(&self, chosen: &BTreeSet<OptionId>) -> Result<Option<Arithmetic>, Unfit> {
        if let Some(unknown) = chosen.iter().find(|id| self.choice.option(id).is_none()) {
            return Err(Unfit::Unknown(unknown.clone()));
        }
        let count = |right: bool, among: &dyn Fn(&OptionId) -> bool| {
            self.choice
                .options
                .iter()
                .filter(|o| o.right == right && among(&o.id))
                .count()
        };
        Ok(self.is_scored().then(|| Arithmetic::Several {
            right_chosen: count(true, &|id| chosen.contains(id)),
            right: count(true, &|_| true),
            wrong_chosen: count(false, &|id| chosen.contains(id)),
            wrong: count(false, &|_| true),
            all_or_nothing: self.all_or_nothing,
        }))
    }

    /// With nothing right, or nothing wrong, every choice would be as good as any other.
    pub(super) fn is_scored(&self) -> bool {
        let options = &self.choice.options;
        options.iter().any(|option| option.right) && options.iter().any(|option| !option.right)
    }

    pub(super) fn key(&self) -> Response {
        self.response(|option| option.right)
    }

    fn response(&self, chosen: impl Fn(&ChoiceOption) -> bool) -> Response {
        let chosen = self.choice.options.iter().filter(|option| chosen(option));
        Response::Multiple(chosen.map(|option| option.id.clone()).collect())
    }

    /// The first chosen option with a link decides the way. So for each such option: it, and every
    /// right one that does not decide before it. Without any: the right ones that decide nothing,
    /// and the nearest misses of that, because full and other responses may part ways.
    pub(super) fn representatives(&self) -> Vec<Response> {
        let leads = |option: &ChoiceOption| {
            option
                .feedback
                .as_ref()
                .is_some_and(|said| said.leads_to.is_some())
        };
        let mut ways = vec![self.key()];
        for (at, deciding) in self.choice.options.iter().enumerate() {
            let harmless = |option: &ChoiceOption| {
                let before = self
                    .choice
                    .options
                    .iter()
                    .take(at)
                    .any(|o| o.id == option.id);
                option.right && !(before && leads(option))
            };
            if leads(deciding) {
                ways.push(self.response(|option| option.id == deciding.id || harmless(option)));
            } else {
                let miss = |option: &ChoiceOption| {
                    (option.right && !leads(option)) != (option.id == deciding.id)
                };
                ways.push(self.response(miss));
            }
        }
        ways.push(self.response(|option| option.right && !leads(option)));
        ways
    }
}
