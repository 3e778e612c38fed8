//! A key that a heading does not have. Reading tells it; this explains it.

use super::{Example, Rule};
use crate::diagnostic::Code;

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code::UnknownAttribute,
    title: "A heading has only keys that belong to its class.",
    why: "A misspelt key does nothing: with `point=3` the question is still worth 1.",
    fails: Example::Body(
        "
## What comes first? {#first .single point=3}

- [x] Ask her.
  > It is her choice.
- [ ] Ask her son.
  > He can help her to choose. He cannot choose for her.
",
    ),
    passes: Example::Body(
        "
## What comes first? {#first .single points=3}

- [x] Ask her.
  > It is her choice.
- [ ] Ask her son.
  > He can help her to choose. He cannot choose for her.
",
    ),
    checks: &[],
};
