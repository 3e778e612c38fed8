//! A `pack.toml` that is not there. Reading tells it; this explains it.

use super::rule::{Example, PLAIN_SETTINGS, PLAIN_UNIT, Rule};
use crate::diagnostic::Code;

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code::BadPack,
    title: "A pack has a pack.toml.",
    why: "It says what the pack is called, in which order its units stand, and what the organisation’s own words are.",
    fails: Example::Pack(&[PLAIN_UNIT]),
    passes: Example::Pack(&[PLAIN_SETTINGS, PLAIN_UNIT]),
    checks: &[],
};
