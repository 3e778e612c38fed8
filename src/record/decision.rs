//! An assessor's decision on a submission: the judgement, the rules of evidence, the feedback.
//!
//! It is never a mark or a grade, and no score makes one.

use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// An assessor's decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Which attempt at the criterion this is, from 1.
    pub attempt: u32,
    /// Met, or not yet.
    pub judgement: Judgement,
    /// The rules of evidence, one by one.
    pub evidence: Evidence,
    /// What the learner reads.
    pub feedback: Feedback,
}

/// Whether a criterion is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Judgement {
    /// The criterion is met.
    Met,
    /// Not yet: the feedback says what to do.
    NotYetMet,
}

/// The five rules of evidence.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Relates to the criterion.
    pub valid: Finding,
    /// The learner's own work.
    pub authentic: Finding,
    /// A true picture; another assessor would agree.
    pub reliable: Finding,
    /// Recent enough.
    pub current: Finding,
    /// Covers everything that is asked.
    pub sufficient: Finding,
}

/// What was found for one rule of evidence.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Whether the rule holds.
    pub holds: Holds,
    /// A note on it; may be empty.
    #[serde(default, skip_serializing_if = "str::is_empty")]
    pub note: Arc<str>,
}

/// Whether a rule of evidence holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Holds {
    /// It does.
    Yes,
    /// It does not.
    No,
    /// Nobody has judged it.
    #[default]
    NotJudged,
}

/// What an assessor tells the learner. Each part may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Feedback {
    /// What is good, and why.
    pub strengths: Arc<str>,
    /// What is missing.
    pub gap: Arc<str>,
    /// What to do about it.
    pub action: Arc<str>,
    /// By when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by_when: Option<Date>,
}
