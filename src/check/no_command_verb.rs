//! A criterion that begins with no command verb. Reading tells it; this explains it.

use super::{Example, Rule};
use crate::diagnostic::Code;

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code::NoCommandVerb,
    title: "A criterion begins with a command verb.",
    why: "The verb says what to do, and how deep: to explain asks for more than to describe.",
    fails: Example::Body(
        "
## 1.1 Why people need rest {#ac-1-1 .criterion}

A sufficient answer covers:

- **Body.** What sleep does for health.

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
