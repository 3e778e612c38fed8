//! A decision and a comment while they are being written.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use serde::{Deserialize, Serialize};

use crate::record::{
    decision::{Evidence, Judgement, Passage, Shown},
    seal::Seal,
};

/// What has been written so far. Texts are as their fields hold them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Writing {
    /// What the decision is on.
    pub on: BTreeSet<Seal>,
    /// Whether the criterion is met, once that is chosen.
    pub judgement: Option<Judgement>,
    /// The rules of evidence.
    pub evidence: Evidence,
    /// The points that are shown.
    pub points: BTreeMap<Arc<str>, Shown>,
    /// What is good.
    pub strengths: String,
    /// What is missing.
    pub gap: String,
    /// What to do.
    pub action: String,
    /// By when.
    pub by_when: String,
    /// The comment that is being written.
    pub comment: Option<UnfinishedComment>,
}

/// A comment that is being written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnfinishedComment {
    /// On which submission.
    pub submission: Seal,
    /// On which passage; none for the whole answer.
    pub passage: Option<Passage>,
    /// Its text so far.
    pub text: String,
}

impl Writing {
    /// Whether there is nothing in it that anybody has written. What a decision is on is there
    /// before anything is.
    pub fn is_empty(&self) -> bool {
        let nothing = Self {
            on: self.on.clone(),
            ..Self::default()
        };
        *self == nothing
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_somebody_wrote_counts() {
        let on = BTreeSet::from([Seal::of("handed in")]);
        let chosen = Writing {
            on,
            ..Writing::default()
        };
        assert!(chosen.is_empty());
        let judged = Writing {
            judgement: Some(Judgement::Met),
            ..chosen
        };
        assert!(!judged.is_empty());
    }
}
