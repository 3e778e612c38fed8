//! Words of judging that the desk's pages, the paper and tables share: roles, rules of evidence, whether they
//! hold, kinds of evidence.

use crate::record::{
    decision::{Holds, Rule},
    event::Role,
    evidence::MethodKind,
};

/// Somebody's name, or that none was given.
pub fn named(name: &str) -> &str {
    match name {
        "" => "No name given",
        name => name,
    }
}

/// A role.
pub fn role(role: Role) -> &'static str {
    match role {
        Role::Learner => "Learner",
        Role::Assessor { in_training: false } => "Assessor",
        Role::Assessor { in_training: true } => "Assessor in training",
        Role::InternalQualityAssurer => "Internal quality assurer",
        Role::ExternalQualityAssurer => "External quality assurer",
        Role::Employer => "Employer",
    }
}

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
