//! Quotations or lists inside one another, deeper than anybody can read. Reading tells it; this explains it.

use super::{Example, Rule};
use crate::diagnostic::Code;

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code::NestedTooDeep,
    title: "Quotations and lists stand inside one another only so deep as people can follow.",
    why: "Nobody can read the twenty-fifth quotation in a quotation, least of all on a telephone.",
    fails: Example::Body(
        "
## Rest {#rest}

> > > > > > > > > > > > > > > > > > > > > > > > > Sleep matters.
",
    ),
    passes: Example::Body(
        "
## Rest {#rest}

> Sleep matters.
",
    ),
    checks: &[],
};
