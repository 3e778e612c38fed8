//! A replacement without the id of what it stands for. Applying an adaptation tells it; this explains it.

use super::rule::{Example, OUR_SETTINGS, OUR_UNIT, Rule};
use crate::diagnostic::Code;

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code::ChangedId,
    title: "What stands in place of something has its id.",
    why: "Records know a section, question, option or criterion by its id. With another one, what people have done would no longer belong to it.",
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
was = "8af9a9f54e9697b0"
+++

## Rest {#breaks}

Sleep matters. So do breaks.
"#,
        ),
    ]),
    passes: Example::Adaptation(&[OUR_SETTINGS, OUR_UNIT]),
    checks: &[],
};
