//! A unit without front matter. Reading tells it; this explains it.

use super::{Example, Rule};
use crate::diagnostic::Code;

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code::NoFrontMatter,
    title: "A unit begins with front matter between two lines of +++.",
    why: "Without it nobody knows what the unit is called, for which level it is and how long it takes.",
    fails: Example::Whole(
        "
## Rest {#rest}

Sleep matters.
",
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
