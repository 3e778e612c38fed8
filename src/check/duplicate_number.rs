//! Two criteria of one unit with the same number.

use super::{Check, Example, Rule, UnitInHand};
use crate::{
    criterion::Criterion,
    diagnostic::{Code, Diagnostic},
};

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code::DuplicateNumber,
    title: "The criteria of a unit have different numbers, in each nation.",
    why: "Learners, assessors and quality assurers speak of a criterion by its number. “1.1 is met” would say nothing certain.",
    fails: Example::Body(
        "
## 1.1 Explain why people need rest {#ac-1-1 .criterion}

A sufficient answer covers:

- **Body.** What sleep does for health.

## 1.1 Explain who decides on breaks {#ac-1-2 .criterion}

A sufficient answer covers:

- **Law.** Who has a right to a break.

## Rest {#rest criteria=ac-1-1,ac-1-2}

Sleep mends the body, and a break is a right.

## When do you rest? {#when .reflect criteria=ac-1-1,ac-1-2}

Think of last week.
",
    ),
    passes: Example::Body(
        "
## 1.1 Explain why people need rest {#ac-1-1 .criterion}

A sufficient answer covers:

- **Body.** What sleep does for health.

## 1.2 Explain who decides on breaks {#ac-1-2 .criterion}

A sufficient answer covers:

- **Law.** Who has a right to a break.

## Rest {#rest criteria=ac-1-1,ac-1-2}

Sleep mends the body, and a break is a right.

## When do you rest? {#when .reflect criteria=ac-1-1,ac-1-2}

Think of last week.
",
    ),
    checks: &[Check::Unit(check)],
};

/// Tells of each criterion with the number of one before it that some nation has as well.
fn check(in_hand: &UnitInHand<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut before: Vec<&Criterion> = Vec::new();
    for criterion in in_hand.unit.criteria() {
        let is_same = |other: &&&Criterion| {
            !criterion.reference.is_empty()
                && other.reference == criterion.reference
                && other
                    .nations
                    .iter()
                    .any(|nation| criterion.nations.holds(nation))
        };
        if let Some(other) = before.iter().find(is_same) {
            let message = format!(
                "the criteria `{}` and `{}` are both {}",
                other.id, criterion.id, criterion.reference
            );
            found.push(
                in_hand
                    .wrong(Code::DuplicateNumber, criterion.heading, message)
                    .help("give one of them another number at the start of its heading"),
            );
        }
        before.push(criterion);
    }
    found
}
