//! A change of something that says something else now. Applying an adaptation tells it; this explains it.

use super::rule::{Example, OUR_SETTINGS, OUR_UNIT, Rule};
use crate::diagnostic::Code;

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code::BaseMoved,
    title: "A change stands for what it was made against.",
    why: "If the original has changed since, somebody has to look: it may have been corrected, and the change would put the mistake back.",
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
was = "0123456789abcdef"
+++

## Rest {#rest}

Sleep matters. So do breaks.
"#,
        ),
    ]),
    passes: Example::Adaptation(&[OUR_SETTINGS, OUR_UNIT]),
    checks: &[],
};
