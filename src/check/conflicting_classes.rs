//! Two classes on one heading. Reading tells it; this explains it.

use super::{Example, Rule};
use crate::diagnostic::Code;

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code::ConflictingClasses,
    title: "A heading has one class at most.",
    why: "A section is a law or a scenario, a choice of one or of several. It cannot be both.",
    fails: Example::Body(
        "
## What comes first? {#first .single .multiple}

- [x] Ask her.
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
