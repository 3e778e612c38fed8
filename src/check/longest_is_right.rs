//! A right option that is nearly always the longest.

use super::{Check, Example, Rule, UnitInHand};
use crate::{
    diagnostic::{Code, Diagnostic},
    pack::Fillings,
    question::{Choice, Interaction, Question},
};

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code::LongestIsRight,
    title: "The right option is not always the longest.",
    why: "Learners notice. Then they choose by length, and the questions practise nothing.",
    fails: Example::Body(
        "
## Question a {#qa .single}

- [x] Ask her, wait for her answer, and write it down.
  > Yes.
- [ ] Ask her son.
  > No.

## Question b {#qb .single}

- [x] Ask her, wait for her answer, and write it down.
  > Yes.
- [ ] Ask her son.
  > No.

## Question c {#qc .single}

- [x] Ask her, wait for her answer, and write it down.
  > Yes.
- [ ] Ask her son.
  > No.

## Question d {#qd .single}

- [x] Ask her, wait for her answer, and write it down.
  > Yes.
- [ ] Ask her son.
  > No.
",
    ),
    passes: Example::Body(
        "
## Question a {#qa .single}

- [x] Ask her, wait for her answer, and write it down.
  > Yes.
- [ ] Ask her son.
  > No.

## Question b {#qb .single}

- [x] Ask her, wait for her answer, and write it down.
  > Yes.
- [ ] Ask her son.
  > No.

## Question c {#qc .single}

- [x] Ask her son.
  > Yes.
- [ ] Ask her, wait for her answer, and write it down.
  > No.

## Question d {#qd .single}

- [x] Ask her son.
  > Yes.
- [ ] Ask her, wait for her answer, and write it down.
  > No.
",
    ),
    checks: &[Check::Unit(check)],
};

/// How many single choices a unit must have before their lengths say anything.
const ENOUGH: usize = 4;

/// Tells, once for a unit, where the right option is the longest in more than half of the single
/// choices. It stands at the first of them.
fn check(in_hand: &UnitInHand<'_>) -> Vec<Diagnostic> {
    let choices: Vec<(&Question, &Choice)> = in_hand
        .unit
        .questions()
        .filter_map(|question| match &question.interaction {
            Interaction::Single(choice) if question.is_scored() => Some((question, choice)),
            _ => None,
        })
        .collect();
    let given_away: Vec<&Question> = choices
        .iter()
        .filter(|(_, choice)| in_hand.is_longest_right(choice))
        .map(|(question, _)| *question)
        .collect();
    let (all, many) = (choices.len(), given_away.len());
    match given_away.first() {
        Some(first) if all >= ENOUGH && many * 2 > all => {
            let message =
                format!("the right option is the longest in {many} of {all} single choices");
            let help =
                "cut right options down, or give wrong ones the reasons people have for them";
            vec![
                in_hand
                    .wrong(Code::LongestIsRight, first.heading, message)
                    .help(help),
            ]
        }
        Some(_) | None => Vec::new(),
    }
}

impl UnitInHand<'_> {
    fn is_longest_right(&self, choice: &Choice) -> bool {
        let none = Fillings::default();
        let fillings = self.pack.map_or(&none, |pack| &pack.settings.fillings);
        let longest = |right: bool| {
            let options = choice.options.iter().filter(|option| option.right == right);
            options
                .map(|option| option.text.text(fillings).chars().count())
                .max()
        };
        longest(true) > longest(false)
    }
}
