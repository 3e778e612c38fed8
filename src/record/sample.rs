//! A sample: an internal quality assurer's check of one decision.
//!
//! It never changes the decision. Where the two disagree the assessor answers, with a new
//! decision or with reasons, and the sampler closes the sample. Nobody samples their own
//! decisions (TQUK, “The role of the internal quality assurer”, 2018).

use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::decision::{Evidence, Judgement};
use crate::when;

/// A check of one decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sample {
    /// When in the unit's course it was made.
    pub stage: Stage,
    /// The sampler's own judgement, if it was written before the assessor's was shown.
    pub blind: Option<Judgement>,
    /// The rules of evidence, checked one by one.
    pub evidence: Evidence,
    /// What came of it.
    pub finding: SampleFinding,
    /// What the sampler says to the assessor.
    pub comment: Arc<str>,
    /// What the assessor is asked to do; empty where nothing is.
    pub action: Arc<str>,
    /// By when.
    #[serde(
        default,
        deserialize_with = "when::maybe_day",
        skip_serializing_if = "Option::is_none"
    )]
    pub by_when: Option<Date>,
}

/// When in a unit's course a sample is made.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// While the unit is going on.
    #[default]
    Interim,
    /// Once the assessor has finished with it.
    Summative,
}

/// Whether a sampler agrees with a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SampleFinding {
    /// The decision is confirmed.
    Agree,
    /// It is not: it goes back to the assessor.
    Disagree,
}

/// What the assessor answers to a sample.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SampleAnswer {
    /// What was done, or why nothing was.
    pub text: Arc<str>,
}

/// That a sample has been dealt with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SampleClosed {
    /// A note; may be empty.
    pub note: Arc<str>,
    /// The day it was closed.
    #[serde(deserialize_with = "when::day")]
    pub date: Date,
}
