//! Something in a question that has no meaning there. Reading tells it; this explains it.

use super::{Example, Rule};
use crate::diagnostic::Code;

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code::StrayContent,
    title: "Under a question’s options stands feedback, as quotations.",
    why: "Other words there are not shown. Often a > is missing, and the learner gets no feedback.",
    fails: Example::Body(
        "
## What comes first? {#first .single}

- [x] Ask her.
  > It is her choice.
- [ ] Ask her son.
  > No.

He cannot choose for her.
",
    ),
    passes: Example::Body(
        "
## What comes first? {#first .single}

- [x] Ask her.
  > It is her choice.
- [ ] Ask her son.
  > No.

> He cannot choose for her.
",
    ),
    checks: &[],
};
