//! A gap that is not closed, or is empty. Reading tells it; this explains it.

use super::{Example, Rule};
use crate::diagnostic::Code;

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code::BadGap,
    title: "A gap is closed, and has something to fill it with.",
    why: "The learner would see brackets, or a gap that nothing fills.",
    fails: Example::Body(
        "
## Fill the gap. {#gap .gap}

A break is a [[right]], not a [[]].

> The law says so.
",
    ),
    passes: Example::Body(
        "
## Fill the gap. {#gap .gap}

A break is a [[right]], not a [[favour|gift]].

> The law says so.
",
    ),
    checks: &[],
};
