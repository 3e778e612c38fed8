//! A question whose list, table or gaps are missing or of another kind. Reading tells it; this explains it.

use super::{Example, Rule};
use crate::diagnostic::Code;

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code::WrongShape,
    title: "A question has the list, table or gaps of its kind.",
    why: "Without them there is nothing to choose, to sort or to fill in.",
    fails: Example::Body(
        "
## What comes first? {#first .single}

- Ask her.
- Ask her son.
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
