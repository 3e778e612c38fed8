//! An image that is not a file in the pack. Reading tells it; this explains it.

use super::{Example, Rule};
use crate::diagnostic::Code;

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code::ImageNotInPack,
    title: "Images are files beside the units.",
    why: "Pages fetch nothing from elsewhere: it would tell others who is reading, and fail without a connection.",
    fails: Example::Body(
        "
## Rest {#rest}

![A bed](https://www.example.org/bed.png)
",
    ),
    passes: Example::Body(
        "
## Rest {#rest}

![A bed](bed.png)
",
    ),
    checks: &[],
};
