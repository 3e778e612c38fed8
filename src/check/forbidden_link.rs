//! A link to an address of a kind that links do not lead to. Reading tells it; this explains it.

use super::{Example, Rule};
use crate::diagnostic::Code;

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code::ForbiddenLink,
    title: "Links lead to the web, to mail, to a telephone number, or into the pack.",
    why: "Other kinds of address can run programs or read files on the learner’s device.",
    fails: Example::Body(
        "
## Rest {#rest}

Read [the leaflet](file:///home/leaflet.pdf).
",
    ),
    passes: Example::Body(
        "
## Rest {#rest}

Read [the leaflet](https://www.example.org/leaflet).
",
    ),
    checks: &[],
};
