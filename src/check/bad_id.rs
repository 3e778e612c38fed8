//! An id with characters that ids do not have. Reading tells it; this explains it.

use super::{Example, Rule};
use crate::diagnostic::Code;

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code::BadId,
    title: "Ids have small letters, digits and hyphens.",
    why: "Ids stand in addresses and in files that other systems read.",
    fails: Example::Body(
        "
## Rest {#Rest_1}

Sleep matters.
",
    ),
    passes: Example::Body(
        "
## Rest {#rest-1}

Sleep matters.
",
    ),
    checks: &[],
};
