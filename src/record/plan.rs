//! The assessment plan: what will be assessed, how, where and by when, agreed by both sides
//! before it begins.

use std::{collections::BTreeSet, sync::Arc};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::evidence::MethodKind;
use crate::when;

/// An assessment plan. The event that holds it is about the criteria it is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// The day it was made.
    #[serde(deserialize_with = "when::day")]
    pub date: Date,
    /// How the criteria will be assessed.
    pub methods: BTreeSet<MethodKind>,
    /// What will be done.
    pub activity: Arc<str>,
    /// Where.
    pub place: Arc<str>,
    /// By when.
    #[serde(default, deserialize_with = "when::maybe_day")]
    pub by_when: Option<Date>,
    /// Adjustments that were agreed; empty where none are needed.
    pub adjustments: Arc<str>,
    /// How what is private will be kept so.
    pub confidentiality: Arc<str>,
    /// The day the plan will be looked at again.
    #[serde(default, deserialize_with = "when::maybe_day")]
    pub review: Option<Date>,
    /// The assessor's name, typed as agreement.
    pub signed: Arc<str>,
}

/// What the learner says to a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanAnswer {
    /// Whether she agrees to it.
    pub agrees: bool,
    /// What she says about it; may be empty where she agrees.
    pub text: Arc<str>,
}
