//! Invisible characters that turn the direction of text round. Reading tells it; this explains it.

use super::{Example, Rule};
use crate::diagnostic::Code;

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code::HiddenDirection,
    title: "Text reads the way it is written.",
    why: "A hidden mark can make “do not give” look like something else, on the screen only.",
    fails: Example::Body("## Rest {#rest}\n\nSleep \u{202e}matters.\n"),
    passes: Example::Body(
        "
## Rest {#rest}

Sleep matters.
",
    ),
    checks: &[],
};
