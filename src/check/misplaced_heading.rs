//! A heading where its class does not stand. Reading tells it; this explains it.

use super::{Example, Rule};
use crate::diagnostic::Code;

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code::MisplacedHeading,
    title: "Sections have two # signs, and what stands in them has three.",
    why: "A scenario in a section, or a heading in a question, ends up as words to read.",
    fails: Example::Body(
        "
## Rest {#rest}

Sleep matters.

### 1.1 Explain rest {#ac-1-1 .criterion}

- **Body.** What sleep does.
",
    ),
    passes: Example::Body(
        "
## 1.1 Explain why people need rest {#ac-1-1 .criterion}

A sufficient answer covers:

- **Body.** What sleep does for health.

## Rest {#rest criteria=ac-1-1}

Sleep mends the body.

## When do you rest? {#when .reflect criteria=ac-1-1}

Think of last week.
",
    ),
    checks: &[],
};
