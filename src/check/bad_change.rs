//! A change of an adaptation that cannot be read. Applying an adaptation tells it; this explains it.

use super::rule::{Example, OUR_SETTINGS, OUR_UNIT, Rule};
use crate::diagnostic::Code;

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code::BadChange,
    title: "A change says what it does, to what, and what stood there.",
    why: "A change that cannot be read is not made, and learners go on reading the original.",
    fails: Example::Adaptation(&[
        OUR_SETTINGS,
        (
            "example.md",
            r#"
+++
changes = "example"
+++

+++
replace = "rest"
+++

## Rest {#rest}

Sleep matters. So do breaks.
"#,
        ),
    ]),
    passes: Example::Adaptation(&[OUR_SETTINGS, OUR_UNIT]),
    checks: &[],
};
