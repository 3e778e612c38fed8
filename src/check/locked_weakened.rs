//! A change that would weaken what the original locks. Applying an adaptation tells it; this explains it.

use super::{Example, Rule};
use crate::diagnostic::Code;

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code::LockedWeakened,
    title: "What the original locks stays as it is.",
    why: "It keeps people safe: unsafe choices with what is said to them, and what to do when worried. You may add to it; you may not take it out, hide it or change it.",
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
hide = "worried"
was = "43430445a32f1b37"
+++
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
after = "worried"
+++

## Whom to tell here {#whom-to-tell}

Tell the senior on shift.
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
