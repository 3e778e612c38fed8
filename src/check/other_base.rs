//! An adaptation whose original is another. Applying an adaptation tells it; this explains it.

use super::rule::{Example, OUR_SETTINGS, OUR_UNIT, Rule};
use crate::diagnostic::Code;

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code::OtherBase,
    title: "An adaptation is laid over the original it was made for.",
    why: "Laid over another original, a change could stand beside words that say the opposite. Taking a new original is a step of its own, in which every change is looked at.",
    fails: Example::Adaptation(&[
        (
            "pack.toml",
            r#"
id = "our-example"
title = "Our example"
version = "1.0.0"

[adapts]
pack = "example-pack"
version = "1.0.0"
hash = "0000000000000000000000000000000000000000000000000000000000000000"
"#,
        ),
        OUR_UNIT,
    ]),
    passes: Example::Adaptation(&[OUR_SETTINGS, OUR_UNIT]),
    checks: &[],
};
