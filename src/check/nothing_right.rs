//! A question with no right answer.

use super::{Check, Example, Rule, UnitInHand};
use crate::{
    diagnostic::{Code, Diagnostic},
    question::{Choice, Interaction},
};

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code::NothingRight,
    title: "A question that is scored has a right answer.",
    why: "Nobody could get it right, and so it is not scored at all.",
    fails: Example::Body(
        "
## What comes first? {#first .single}

- [ ] Ask her.
  > It is her choice.
- [ ] Ask her son.
  > He can help her to choose. He cannot choose for her.
",
    ),
    passes: Example::Body(
        "
## What comes first? {#first .single}

- [x] Ask her.
  > It is her choice.
- [ ] Ask her son.
  > He can help her to choose. He cannot choose for her.
",
    ),
    checks: &[Check::Unit(check)],
};

/// Tells of questions that nobody can get right.
fn check(in_hand: &UnitInHand<'_>) -> Vec<Diagnostic> {
    let read_well = in_hand.well_read_questions();
    read_well
        .filter(|question| has_nothing_right(&question.interaction))
        .map(|question| {
            let message = "the question has no right answer";
            in_hand
                .wrong(Code::NothingRight, question.heading, message)
                .help("mark what is right with `[x]`; where nothing is, make it a `.reflect`")
        })
        .collect()
}

fn has_nothing_right(interaction: &Interaction) -> bool {
    let options = |choice: &Choice| choice.options.iter().all(|option| !option.right);
    match interaction {
        Interaction::Single(choice) => options(choice),
        Interaction::Multiple(multiple) => options(&multiple.choice),
        Interaction::Number(number) => number.known.iter().all(|known| !known.right),
        Interaction::Short(short) => short.known.iter().all(|known| !known.right),
        // What the author writes is the right order, the right pairs, the right words.
        Interaction::Order(_) | Interaction::Match(_) | Interaction::Gap(_) => false,
        Interaction::Rate(_) | Interaction::Reflect => false,
    }
}
