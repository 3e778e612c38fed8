//! An option that speaks of the other options.

use super::{Check, Example, Rule, UnitInHand};
use crate::{
    diagnostic::{Code, Diagnostic},
    pack::Fillings,
    question::{Choice, Interaction, fold_text},
};

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code::AllOfTheAbove,
    title: "No option is “all of the above” or “none of these”.",
    why: "Options are shown in another order each time, so nothing is above. And whoever knows that two are right has been told the answer.",
    fails: Example::Body(
        "
## What helps him to sleep? {#sleep .single}

- [ ] A warm drink.
  > It is one thing of several.
- [ ] Less light in the corridor.
  > It is one thing of several.
- [x] All of the above.
  > They work together.
",
    ),
    passes: Example::Body(
        "
## Which of these help him to sleep? {#sleep .multiple}

- [x] A warm drink.
  > It is one thing of several.
- [x] Less light in the corridor.
  > It is one thing of several.
- [ ] The news at eleven.
  > It wakes him up.
",
    ),
    checks: &[Check::Unit(check)],
};

const HOW_MANY: [&str; 6] = ["all", "none", "both", "neither", "any", "some"];
const OF_WHAT: [&str; 12] = [
    "of the above",
    "the above",
    "of these",
    "of those",
    "of them",
    "of the others",
    "of the other options",
    "of the options",
    "of the options above",
    "of the answers above",
    "of the below",
    "of the following",
];

/// Tells of options that are nothing but a reference to the others.
fn check(in_hand: &UnitInHand<'_>) -> Vec<Diagnostic> {
    let choices = in_hand.unit.questions().filter_map(choice);
    let options = choices.flat_map(|choice| &choice.options);
    options
        .filter(|option| is_about_others(&option.text.text(&Fillings::default())))
        .map(|option| {
            in_hand
                .wrong(
                    Code::AllOfTheAbove,
                    option.span,
                    "this option speaks of the other options",
                )
                .help("let learners choose several, with .multiple, or say what the option means")
        })
        .collect()
}

fn choice(question: &crate::question::Question) -> Option<&Choice> {
    match &question.interaction {
        Interaction::Single(choice) => Some(choice),
        Interaction::Multiple(multiple) => Some(&multiple.choice),
        _ => None,
    }
}

fn is_about_others(option: &str) -> bool {
    let folded = fold_text(option);
    let words = folded.trim_end_matches(['.', '!', ' ']);
    HOW_MANY.iter().any(|many| {
        let rest = words.strip_prefix(many).map(str::trim_start);
        rest.is_some_and(|rest| OF_WHAT.contains(&rest))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_options_about_the_others_are_told() {
        for option in [
            "All of the above.",
            "None of these",
            "BOTH OF THE ABOVE",
            "all the above",
        ] {
            assert!(is_about_others(option), "{option}");
        }
        for option in [
            "None of these people have a key.",
            "All of it.",
            "None.",
            "Allow the above",
        ] {
            assert!(!is_about_others(option), "{option}");
        }
    }
}
