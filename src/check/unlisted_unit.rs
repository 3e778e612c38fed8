//! A unit’s file that `pack.toml` does not name. Reading tells it; this explains it.

use super::rule::{Example, PLAIN_SETTINGS, PLAIN_UNIT, Rule};
use crate::diagnostic::Code;

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code::UnlistedUnit,
    title: "pack.toml names every unit in its folder.",
    why: "A unit that it does not name stands at the end, which may not be its place.",
    fails: Example::Pack(&[
        (
            "pack.toml",
            r#"
id = "example-pack"
title = "An example"
version = "1.0.0"
units = []
"#,
        ),
        PLAIN_UNIT,
    ]),
    passes: Example::Pack(&[PLAIN_SETTINGS, PLAIN_UNIT]),
    checks: &[],
};
