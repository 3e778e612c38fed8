//! A key that must be there. Reading tells it; this explains it.

use super::{Example, Rule};
use crate::diagnostic::Code;

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code::MissingKey,
    title: "A unit has an id and a title; a pack has an id, a title and a version.",
    why: "Addresses and records are made from the id, and learners find a unit by its title.",
    fails: Example::Whole(
        r#"
+++
id = "example"
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
