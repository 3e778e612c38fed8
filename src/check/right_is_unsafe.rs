//! An option that is both right and unsafe. Reading tells it; this explains it.

use super::{Example, Rule};
use crate::diagnostic::Code;

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code::RightIsUnsafe,
    title: "What is right is not unsafe.",
    why: "An unsafe choice can never pass. Nobody could give the right answer and pass.",
    fails: Example::Body(
        "
## What comes first? {#first .single}

- [x] Ask her.
  > [!CAUTION]
  > It is her choice.
- [ ] Ask her son.
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
