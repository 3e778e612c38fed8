//! Two options of one question that are the same. Reading tells it; this explains it.

use super::{Example, Rule};
use crate::diagnostic::Code;

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code::DuplicateOption,
    title: "No two options of a question are the same.",
    why: "An option is known by its words, so an answer would not say which of the two was chosen.",
    fails: Example::Body(
        "
## What comes first? {#first .single}

- [x] Ask her.
  > It is her choice.
- [ ] Ask her.
  > He can help her to choose. He cannot choose for her.
",
    ),
    passes: Example::Body(
        "
## What comes first? {#first .single}

- [x] Ask her.
  > It is her choice.
- [ ] Ask her son.
  > He can help her to choose. He cannot choose for her.
",
    ),
    checks: &[],
};
