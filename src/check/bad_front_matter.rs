//! Front matter or a `pack.toml` that is not TOML. Reading tells it; this explains it.

use super::{Example, Rule};
use crate::diagnostic::Code;

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code::BadFrontMatter,
    title: "Front matter and pack.toml are lines of TOML: key = value.",
    why: "A line that cannot be read takes its setting away, and sometimes all that follow it.",
    fails: Example::Whole(
        r#"
+++
id = "example"
title = An example
level = 3
minutes = 5
+++

## Rest {#rest}

Sleep matters.
"#,
    ),
    passes: Example::Whole(
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
    checks: &[],
};
