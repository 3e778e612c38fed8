//! A law section without its dates. Reading tells it; this explains it.

use super::{Example, Rule};
use crate::diagnostic::Code;

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code::LawWithoutDates,
    title: "A law section says when it was checked and when it will be checked again.",
    why: "Law changes. Without dates nobody knows whether what a learner reads still holds.",
    fails: Example::Body(
        "
## Rest in law {#law .law nation=wales}

Workers have a right to breaks.
",
    ),
    passes: Example::Body(
        "
## Rest in law {#law .law nation=wales checked=2026-11-02 review-by=2027-05-02}

Workers have a right to breaks.
",
    ),
    checks: &[],
};
