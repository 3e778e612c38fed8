//! What is nearly a mark of the language. Reading tells it; this explains it.

use super::{Example, Rule};
use crate::diagnostic::Code;

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code::MistypedMark,
    title: "Marks are typed as they are read.",
    why: "What is nearly a mark is words: an answer goes into the words above it, a question into the one before, and an unsafe choice is one like others. Word processors do it to a hyphen or a space.",
    fails: Example::Body(
        "
## What comes first? {#first .single}

- [ ] Lift him.
  > [!CAUTION] This can tear a shoulder.
- [x] Ask him.
  > He knows best what he can do.
",
    ),
    passes: Example::Body(
        "
## What comes first? {#first .single}

- [ ] Lift him.
  > [!CAUTION]
  > This can tear a shoulder.
- [x] Ask him.
  > He knows best what he can do.
",
    ),
    checks: &[],
};
