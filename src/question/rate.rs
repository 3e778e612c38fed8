//! Saying where one stands on a scale. Never scored.

use serde::{Deserialize, Serialize};

use super::Unfit;
use crate::{id::OptionId, prose::Prose, source::Span};

/// A scale.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rate {
    /// The labels, low to high, no two with the same id.
    pub labels: Vec<Label>,
}

/// One point of a scale.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    /// A hash of its source text, or the author's own.
    pub id: OptionId,
    /// Its words.
    pub text: Prose,
    /// Where it stands.
    pub span: Span,
}

impl Rate {
    pub(super) fn check(&self, chosen: &OptionId) -> Result<(), Unfit> {
        match self.labels.iter().any(|label| label.id == *chosen) {
            true => Ok(()),
            false => Err(Unfit::Unknown(chosen.clone())),
        }
    }
}
