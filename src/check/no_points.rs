//! A criterion without points. Reading tells it; this explains it.

use super::{Example, Rule};
use crate::diagnostic::Code;

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code::NoPoints,
    title: "A criterion has points that a sufficient answer covers.",
    why: "Learners check their answers against the points, and assessors judge by them.",
    fails: Example::Body(
        "
## 1.1 Explain why people need rest {#ac-1-1 .criterion}

A sufficient answer covers:

What sleep does for health.

## Rest {#rest criteria=ac-1-1}

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
    checks: &[],
};
