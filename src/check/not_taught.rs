//! A criterion that no section teaches.

use super::{Check, Example, Rule, UnitInHand};
use crate::diagnostic::{Code, Diagnostic};

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code::NotTaught,
    title: "Every criterion is taught.",
    why: "The learner is asked for something that the unit has told her nothing about.",
    fails: Example::Body(
        "
## 1.1 Explain why people need rest {#ac-1-1 .criterion}

A sufficient answer covers:

- **Body.** What sleep does for health.

## Rest {#rest}

Sleep mends the body.

## When do you rest? {#when .reflect criteria=ac-1-1}

Think of last week.
",
    ),
    passes: Example::Body(
        "
## 1.1 Explain why people need rest {#ac-1-1 .criterion}

A sufficient answer covers:

- **Body.** What sleep does for health.

## Rest {#rest criteria=ac-1-1}

Sleep mends the body.

## When do you rest? {#when .reflect criteria=ac-1-1}

Think of last week.
",
    ),
    checks: &[Check::Unit(check)],
};

/// Tells of each criterion that no reading section names, in any nation where it holds.
fn check(in_hand: &UnitInHand<'_>) -> Vec<Diagnostic> {
    let unit = in_hand.unit;
    in_hand.coverage(Code::NotTaught, |criterion, nation| {
        unit.teaching(&criterion.id)
            .any(|section| section.holds(nation))
    })
}
