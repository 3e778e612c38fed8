//! A file longer than the program reads. Reading tells it; this explains it.

use super::{Example, Rule};
use crate::diagnostic::Code;

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code::FileTooLarge,
    title: "A unit is not longer than a megabyte.",
    why: "What comes after is not shown. A megabyte is a hundred times a good unit, so something else must have got into the file.",
    fails: Example::Endless("Sleep matters. "),
    passes: Example::Body(
        "
Sleep matters.
",
    ),
    checks: &[],
};
