//! Words of judging that the desk's pages and the paper share: rules of evidence, whether they hold,
//! kinds of evidence.

use crate::record::{
    decision::{Holds, Rule},
    evidence::MethodKind,
};

/// A rule of evidence.
pub fn rule(rule: Rule) -> &'static str {
    match rule {
        Rule::Valid => "Valid",
        Rule::Authentic => "Authentic",
        Rule::Reliable => "Reliable",
        Rule::Current => "Current",
        Rule::Sufficient => "Sufficient",
    }
}

/// Whether a rule holds.
pub fn holds(holds: Holds) -> &'static str {
    match holds {
        Holds::Yes => "Yes",
        Holds::No => "No",
        Holds::NotJudged => "Not judged",
    }
}

/// The sign beside it.
pub fn holds_sign(holds: Holds) -> &'static str {
    match holds {
        Holds::Yes => "✓",
        Holds::No => "✗",
        Holds::NotJudged => "○",
    }
}

/// The word that pages know it by.
pub fn holds_key(holds: Holds) -> &'static str {
    match holds {
        Holds::Yes => "yes",
        Holds::No => "no",
        Holds::NotJudged => "not-judged",
    }
}

/// A kind of evidence.
pub fn method(kind: MethodKind) -> &'static str {
    match kind {
        MethodKind::Written => "Written answer",
        MethodKind::Observation => "Observation",
        MethodKind::Discussion => "Professional discussion",
        MethodKind::Testimony => "Witness testimony",
        MethodKind::WorkProduct => "Work product",
    }
}
