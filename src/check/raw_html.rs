//! HTML in a unit. Reading tells it; this explains it.

use super::{Example, Rule};
use crate::diagnostic::Code;

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code::RawHtml,
    title: "A unit is Markdown, without HTML.",
    why: "HTML is shown as it stands, because a page that ran it could be made to read what learners write.",
    fails: Example::Body(
        "
## Rest {#rest}

Sleep <b>matters</b>.
",
    ),
    passes: Example::Body(
        "
## Rest {#rest}

Sleep **matters**.
",
    ),
    checks: &[],
};
