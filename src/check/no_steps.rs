//! A scenario that asks nothing. Reading tells it; this explains it.

use super::{Example, Rule};
use crate::diagnostic::Code;

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code::NoSteps,
    title: "A scenario asks something.",
    why: "A story without a choice is something to read, and belongs in a section of its own.",
    fails: Example::Body(
        "
## The night shift {#night .scenario}

He is awake at three.
",
    ),
    passes: Example::Body(
        "
## The night shift {#night .scenario}

He is awake at three.

### What do you do? {#what .single}

- [x] Sit with him.
  > He calms down.
- [ ] Tell him to sleep.
  > He rings again.
",
    ),
    checks: &[],
};
