//! A change of something that the original does not have. Applying an adaptation tells it; this explains it.

use super::{Example, Rule};
use crate::diagnostic::Code;

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code::ChangeWithoutTarget,
    title: "A change is about something that the original has.",
    why: "Words that stand for a section that is not there are not shown to anybody.",
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
replace = "rests"
was = "8af9a9f54e9697b0"
+++

## Rest {#rests}

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
