//! A unit that `pack.toml` names and that is not there. Reading tells it; this explains it.

use super::{Example, Rule};
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
