//! Signing off a unit: the learner declares the work to be hers, then the assessor declares that
//! the evidence meets every criterion.

use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::when;

/// A declaration on a whole unit, by the learner or by the assessor: the actor's role tells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Declaration {
    /// What was declared, exactly as it was shown.
    pub statement: Arc<str>,
    /// The name typed as a signature.
    pub signed: Arc<str>,
    /// The day of signing.
    #[serde(deserialize_with = "when::day")]
    pub date: Date,
}
