//! An option that is much longer than the others of its question.

use super::{Check, Example, Rule, UnitInHand};
use crate::{
    diagnostic::{Code, Diagnostic},
    pack::Fillings,
    question::{Choice, ChoiceOption, Interaction},
};

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code::LongOption,
    title: "The options of a question are about as long as one another.",
    why: "The one that stands out is chosen, or passed over, for its length. And on a telephone it fills the screen.",
    fails: Example::Body(
        "
## What do you do first? {#first .single}

- [ ] Ask her.
  > That comes next.
- [x] Sit down where she can see your face, wait until the radio is off, and say who you are and what you have come for.
  > Then she can follow.
- [ ] Ask her son.
  > It is about her.
",
    ),
    passes: Example::Body(
        "
## What do you do first? {#first .single}

- [ ] Ask her what she would like to wear today.
  > That comes next.
- [x] Sit down where she can see your face.
  > Then she can follow.
- [ ] Ask her son what she would like to wear.
  > It is about her.
",
    ),
    checks: &[Check::Unit(check)],
};

/// An option shorter than this is read at a glance, however short the others are.
const LONG: usize = 90;

/// Tells of an option that is more than twice as long as the longest other one. That options be
/// of about the same length is advised by Haladyna, Downing and Rodriguez, “A review of
/// multiple-choice item-writing guidelines for classroom assessment”, Applied Measurement in
/// Education 15(3), 2002; twice is where it is seen without reading.
fn check(in_hand: &UnitInHand<'_>) -> Vec<Diagnostic> {
    let none = Fillings::default();
    let fillings = in_hand.pack.map_or(&none, |pack| &pack.settings.fillings);
    let choices = in_hand
        .unit
        .questions()
        .filter_map(|question| match &question.interaction {
            Interaction::Single(choice) => Some(choice),
            Interaction::Multiple(multiple) => Some(&multiple.choice),
            _ => None,
        });
    choices
        .filter_map(|choice| much_longer(choice, fillings))
        .map(|(option, length, next)| {
            let message =
                format!("this option has {length} characters, and the next longest {next}");
            in_hand
                .wrong(Code::LongOption, option.span, message)
                .help("cut it down, or move its reasons into what is said to it")
        })
        .collect()
}

fn much_longer<'c>(
    choice: &'c Choice,
    fillings: &Fillings,
) -> Option<(&'c ChoiceOption, usize, usize)> {
    let length = |option: &ChoiceOption| option.text.text(fillings).trim().chars().count();
    let mut lengths: Vec<(usize, &ChoiceOption)> = choice
        .options
        .iter()
        .map(|option| (length(option), option))
        .collect();
    lengths.sort_by_key(|(length, _)| std::cmp::Reverse(*length));
    match lengths.as_slice() {
        [(longest, option), (next, _), ..] if *longest >= LONG && *longest > 2 * next => {
            Some((option, *longest, *next))
        }
        _ => None,
    }
}
