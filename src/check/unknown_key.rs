//! A key that front matter or `pack.toml` does not have. Reading tells it; this explains it.

use super::{Example, Rule};
use crate::diagnostic::Code;

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code::UnknownKey,
    title: "Front matter and pack.toml have only keys that mean something.",
    why: "A misspelt key does nothing, and nobody would notice. `review-by` where `review_by` is meant loses the date.",
    fails: Example::Whole(
        r#"
+++
id = "example"
title = "An example"
level = 3
minutes = 5
review-by = 2027-05-21
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
review_by = 2027-05-21
+++

## Rest {#rest}

Sleep matters.
"#,
    ),
    checks: &[],
};
