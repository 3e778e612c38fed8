//! Two points of one criterion with the same lead. Reading tells it; this explains it.

use super::{Example, Rule};
use crate::diagnostic::Code;

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code::DuplicatePoint,
    title: "The points of a criterion have different names.",
    why: "A learner’s ticks are kept by the point’s name. Two of the same name would be ticked together.",
    fails: Example::Body(
        "
## 1.1 Explain why people need rest {#ac-1-1 .criterion}

A sufficient answer covers:

- **Body.** What sleep does for health.
- **Body.** What happens without it.

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
- **Mind.** What happens without it.

## Rest {#rest criteria=ac-1-1}

Sleep mends the body.

## When do you rest? {#when .reflect criteria=ac-1-1}

Think of last week.
",
    ),
    checks: &[],
};
