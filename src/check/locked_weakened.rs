//! A change that would weaken what the original locks. Applying an adaptation tells it; this explains it.

use super::rule::{Example, OUR_SETTINGS, Rule};
use crate::diagnostic::Code;

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code::LockedWeakened,
    title: "What the original locks stays as it is.",
    why: "It keeps people safe: unsafe choices with what is said to them, and what to do when worried. You may add to it; you may not take it out, hide it or change it.",
    fails: Example::Adaptation(&[
        OUR_SETTINGS,
        (
            "example.md",
            r#"
+++
changes = "example"
+++

+++
hide = "worried"
was = "43430445a32f1b37"
+++
"#,
        ),
    ]),
    passes: Example::Adaptation(&[
        OUR_SETTINGS,
        (
            "example.md",
            r#"
+++
changes = "example"
+++

+++
after = "worried"
+++

## Whom to tell here {#whom-to-tell}

Tell the senior on shift.
"#,
        ),
    ]),
    checks: &[],
};
