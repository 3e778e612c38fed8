//! Answers that are read as words. Reading tells it; this explains it.

use super::{Example, Rule};
use crate::diagnostic::Code;

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code::AnswersShown,
    title: "Answers stand in a question, and a question says its kind.",
    why: "Without its kind a question is words to read: learners see which boxes are ticked, and are asked nothing.",
    fails: Example::Body(
        "
## What comes first? {#first}

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
