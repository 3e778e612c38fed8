//! A section, question, step or criterion without an id. Reading tells it; this explains it.

use super::{Example, Rule};
use crate::diagnostic::Code;

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code::MissingId,
    title: "Sections, questions, steps and criteria have ids.",
    why: "What a learner did is kept by the id. An id made from the words would change with them, and her work would be lost.",
    fails: Example::Body(
        "
## Rest

Sleep matters.
",
    ),
    passes: Example::Body(
        "
## Rest {#rest}

Sleep matters.
",
    ),
    checks: &[],
};
