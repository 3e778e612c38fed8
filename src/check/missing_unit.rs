//! A unit that `pack.toml` names and that is not there. Reading tells it; this explains it.

use super::rule::{Example, PLAIN_SETTINGS, PLAIN_UNIT, Rule};
use crate::diagnostic::Code;

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code::MissingUnit,
    title: "Every unit that pack.toml names is there.",
    why: "Learners would look for a unit that they were promised.",
    fails: Example::Pack(&[
        (
            "pack.toml",
            r#"
id = "example-pack"
title = "An example"
version = "1.0.0"
units = ["example", "breaks"]
"#,
        ),
        PLAIN_UNIT,
    ]),
    passes: Example::Pack(&[PLAIN_SETTINGS, PLAIN_UNIT]),
    checks: &[],
};
