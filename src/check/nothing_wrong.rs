//! A question with nothing but right answers.

use super::{Check, Example, Rule, UnitInHand};
use crate::{
    diagnostic::{Code, Diagnostic},
    question::{Choice, Interaction, Question},
};

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code::NothingWrong,
    title: "A question to choose from has something wrong in it.",
    why: "Whatever is chosen earns everything, so the learner finds out nothing.",
    fails: Example::Body(
        "
## What helps? {#helps .multiple}

- [x] A quiet room.
  > Noise wakes people.
- [x] A dark room.
  > So does light.
",
    ),
    passes: Example::Body(
        "
## What helps? {#helps .multiple}

- [x] A quiet room.
  > Noise wakes people.
- [ ] A bright room.
  > Light wakes people.
",
    ),
    checks: &[Check::Unit(check)],
};

/// Tells of questions that nobody can get wrong.
fn check(in_hand: &UnitInHand<'_>) -> Vec<Diagnostic> {
    let read_well = in_hand.well_read_questions();
    read_well
        .filter_map(|question| all_right(in_hand, question))
        .collect()
}

fn all_right(in_hand: &UnitInHand<'_>, question: &Question) -> Option<Diagnostic> {
    let all = |choice: &Choice| {
        choice.options.len() >= 2 && choice.options.iter().all(|option| option.right)
    };
    let (fails, message, help) = match &question.interaction {
        Interaction::Single(choice) => (
            all(choice),
            "every option is right",
            "mark what is wrong with `[ ]`; where nothing is, make it a `.rate` or a `.reflect`",
        ),
        Interaction::Multiple(multiple) => (
            all(&multiple.choice),
            "every option is right",
            "add something that is tempting and wrong, marked with `[ ]`",
        ),
        Interaction::Match(matching) => (
            matching.pairs.len() >= 2 && matching.choices().len() == 1,
            "everything is paired with the same right-hand side",
            "make at least two right-hand sides differ",
        ),
        // Any other order is wrong; so is any other text.
        Interaction::Order(_)
        | Interaction::Gap(_)
        | Interaction::Number(_)
        | Interaction::Short(_)
        | Interaction::Rate(_)
        | Interaction::Reflect => return None,
    };
    fails.then(|| {
        in_hand
            .wrong(Code::NothingWrong, question.heading, message)
            .help(help)
    })
}
