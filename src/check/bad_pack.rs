//! A `pack.toml` that is not there. Reading tells it; this explains it.

use super::{Example, Rule};
use crate::diagnostic::Code;

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code::BadPack,
    title: "A pack has a pack.toml.",
    why: "It says what the pack is called, in which order its units stand, and what the organisation’s own words are.",
    fails: Example::Pack(&[(
        "example.md",
        r#"
+++
id = "example"
title = "An example"
level = 3
minutes = 5
+++

## Rest {#rest}

Sleep matters.
"#,
    )]),
    passes: Example::Pack(&[
        (
            "pack.toml",
            r#"
id = "example-pack"
title = "An example"
version = "1.0.0"
units = ["example"]
"#,
        ),
        (
            "example.md",
            r#"
+++
id = "example"
title = "An example"
level = 3
minutes = 5
+++

## Rest {#rest}

Sleep matters.
"#,
        ),
    ]),
    checks: &[],
};
