//! A cell that its table has no column for. Reading tells it; this explains it.

use super::{Example, Rule};
use crate::diagnostic::Code;

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code::LostCell,
    title: "A table's rows have no more cells than its first.",
    why: "What has no column is not shown, and nobody who reads the table can tell that something is missing.",
    fails: Example::Body(
        "
## Slings {#slings}

| Size | For |
|---|---|
| Small | Under 50 kg | Red edge |
",
    ),
    passes: Example::Body(
        "
## Slings {#slings}

| Size | For | Look for |
|---|---|---|
| Small | Under 50 kg | Red edge |
",
    ),
    checks: &[],
};
