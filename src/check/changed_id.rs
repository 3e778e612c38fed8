//! A replacement without the id of what it stands for. Applying an adaptation tells it; this explains it.

use super::{Example, Rule};
use crate::diagnostic::Code;

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code::ChangedId,
    title: "What stands in place of something has its id.",
    why: "Records know a section, question, option or criterion by its id. With another one, what people have done would no longer belong to it.",
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
hash = "e22a68de22202be54691a827e057fe6f83b00e0c25b80719db9546da9b4db264"
"#,
        ),
        (
            "example.md",
            r#"
+++
changes = "example"
+++

+++
replace = "rest"
was = "8af9a9f54e9697b0"
+++

## Rest {#breaks}

Sleep matters. So do breaks.
"#,
        ),
        (
            "original/pack.toml",
            r#"
id = "example-pack"
title = "An example"
version = "1.0.0"
units = ["example"]
locked = ["example/worried"]
"#,
        ),
        (
            "original/example.md",
            r#"
+++
id = "example"
title = "An example"
level = 3
minutes = 5
+++

## Rest {#rest}

Sleep matters.

## When you are worried {#worried}

Tell somebody today.
"#,
        ),
    ]),
    passes: Example::Adaptation(&[
        (
            "pack.toml",
            r#"
id = "our-example"
title = "Our example"
version = "1.0.0"

[adapts]
pack = "example-pack"
version = "1.0.0"
hash = "e22a68de22202be54691a827e057fe6f83b00e0c25b80719db9546da9b4db264"
"#,
        ),
        (
            "example.md",
            r#"
+++
changes = "example"
+++

+++
replace = "rest"
was = "8af9a9f54e9697b0"
+++

## Rest {#rest}

Sleep matters. So do breaks.
"#,
        ),
        (
            "original/pack.toml",
            r#"
id = "example-pack"
title = "An example"
version = "1.0.0"
units = ["example"]
locked = ["example/worried"]
"#,
        ),
        (
            "original/example.md",
            r#"
+++
id = "example"
title = "An example"
level = 3
minutes = 5
+++

## Rest {#rest}

Sleep matters.

## When you are worried {#worried}

Tell somebody today.
"#,
        ),
    ]),
    checks: &[],
};
