//! A place for the pack’s own words that cannot be read. Reading tells it; this explains it.

use super::{Example, Rule};
use crate::diagnostic::Code;

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code::BadFilling,
    title: "Double braces hold a term, a policy or a contact.",
    why: "Anything else between double braces is shown to learners with its braces.",
    fails: Example::Body(
        "
## Rest {#rest}

Ask {{the manager}}.
",
    ),
    passes: Example::Body(
        "
## Rest {#rest}

Ask {{contact:manager}}.
",
    ),
    checks: &[],
};
