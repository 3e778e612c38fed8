//! A question with too few options, items or pairs to be one, or too many to read.

use super::{Check, Example, Rule, UnitInHand};
use crate::{
    diagnostic::{Code, Diagnostic},
    question::{Interaction, Question},
};

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code::TooFewOrMany,
    title: "A question has at least two options, items or pairs, and at most fifty.",
    why: "With one option there is nothing to choose. With more than fifty nobody reads to the end.",
    fails: Example::Body(
        "
## What comes first? {#first .order}

1. Ask her.

> She decides.
",
    ),
    passes: Example::Body(
        "
## What comes first? {#first .order}

1. Ask her.
2. Wait for her answer.

> She decides.
",
    ),
    checks: &[Check::Unit(check)],
};

/// Tells of questions with too few. Too many is told while reading, which stops there.
fn check(in_hand: &UnitInHand<'_>) -> Vec<Diagnostic> {
    let read_well = in_hand.well_read_questions();
    read_well
        .filter_map(|question| few(in_hand, question))
        .collect()
}

fn few(in_hand: &UnitInHand<'_>, question: &Question) -> Option<Diagnostic> {
    let (count, one, several) = match &question.interaction {
        Interaction::Single(choice) => (choice.options.len(), "option", "options"),
        Interaction::Multiple(multiple) => (multiple.choice.options.len(), "option", "options"),
        Interaction::Order(order) => (order.items.len(), "item", "items"),
        Interaction::Match(matching) => (matching.pairs.len(), "pair", "pairs"),
        Interaction::Rate(rate) => (rate.labels.len(), "label", "labels"),
        // One gap, or one known answer, is enough: the learner types.
        Interaction::Gap(_)
        | Interaction::Number(_)
        | Interaction::Short(_)
        | Interaction::Reflect => return None,
    };
    let number = match count {
        0 => format!("no {several}"),
        1 => format!("only one {one}"),
        _ => return None,
    };
    let message = format!("the question has {number}");
    let found = in_hand.wrong(Code::TooFewOrMany, question.heading, message);
    Some(found.help(format!("write at least two {several}")))
}
