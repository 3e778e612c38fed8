//! A change of something that the original does not have. Applying an adaptation tells it; this explains it.

use super::rule::{Example, OUR_SETTINGS, OUR_UNIT, Rule};
use crate::diagnostic::Code;

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code::ChangeWithoutTarget,
    title: "A change is about something that the original has.",
    why: "Words that stand for a section that is not there are not shown to anybody.",
    fails: Example::Adaptation(&[
        OUR_SETTINGS,
        (
            "example.md",
            r#"
+++
changes = "example"
+++

+++
replace = "rests"
was = "8af9a9f54e9697b0"
+++

## Rest {#rests}

Sleep matters. So do breaks.
"#,
        ),
    ]),
    passes: Example::Adaptation(&[OUR_SETTINGS, OUR_UNIT]),
    checks: &[],
};
