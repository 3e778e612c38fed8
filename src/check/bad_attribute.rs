//! A heading’s key whose value cannot be read. Reading tells it; this explains it.

use super::{Example, Rule};
use crate::diagnostic::Code;

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code::BadAttribute,
    title: "A heading’s keys have values that can be read.",
    why: "The value is left out, so that the question is worth 1 or the law is shown in every nation.",
    fails: Example::Body(
        "
## What comes first? {#first .single points=three}

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
