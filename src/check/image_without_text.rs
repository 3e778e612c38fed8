//! An image without a text in its place. Reading tells it; this explains it.

use super::{Example, Rule};
use crate::diagnostic::Code;

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code::ImageWithoutText,
    title: "Every image has a text in its place.",
    why: "Somebody who cannot see the image, or whose connection is slow, gets the text.",
    fails: Example::Body(
        "
## Rest {#rest}

![](bed.png)
",
    ),
    passes: Example::Body(
        "
## Rest {#rest}

![A bed by an open window](bed.png)
",
    ),
    checks: &[],
};
