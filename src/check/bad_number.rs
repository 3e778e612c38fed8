//! An answer that is not a number. Reading tells it; this explains it.

use super::{Example, Rule};
use crate::diagnostic::Code;

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code::BadNumber,
    title: "The answers of a number question are numbers.",
    why: "The program compares numbers exactly. It cannot compare words.",
    fails: Example::Body(
        "
## How many hours is a night shift? {#hours .number}

- [x] ten
  > Yes.

> From ten at night to eight.
",
    ),
    passes: Example::Body(
        "
## How many hours is a night shift? {#hours .number}

- [x] 10 hours
  > Yes.

> From ten at night to eight.
",
    ),
    checks: &[],
};
