//! An id that is used twice. Reading tells it; this explains it.

use super::{Example, Rule};
use crate::diagnostic::Code;

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code::DuplicateId,
    title: "An id is used once in a unit.",
    why: "A link would lead to the first of the two, and their answers would be kept as one.",
    fails: Example::Body(
        "
## Rest {#rest}

Sleep matters.

## Breaks {#rest}

So do breaks.
",
    ),
    passes: Example::Body(
        "
## Rest {#rest}

Sleep matters.

## Breaks {#breaks}

So do breaks.
",
    ),
    checks: &[],
};
