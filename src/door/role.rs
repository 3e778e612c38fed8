//! What somebody is at the door.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// What somebody is here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Keeps her own record.
    Learner,
    /// Sees and judges the records of her cohorts.
    Assessor,
    /// Sees the records of her cohorts, and samples how they were judged.
    #[serde(rename = "quality-assurer")]
    InternalQualityAssurer,
    /// Sees the records of her cohorts, for the awarding body.
    ExternalQualityAssurer,
}

impl Role {
    /// All of them.
    pub const ALL: [Self; 4] = [
        Self::Learner,
        Self::Assessor,
        Self::InternalQualityAssurer,
        Self::ExternalQualityAssurer,
    ];

    /// The word that stands in the file.
    pub fn key(self) -> &'static str {
        match self {
            Self::Learner => "learner",
            Self::Assessor => "assessor",
            Self::InternalQualityAssurer => "quality-assurer",
            Self::ExternalQualityAssurer => "external-quality-assurer",
        }
    }
}

/// A word that is no role.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "there is no role {0:?}: it is learner, assessor, quality-assurer (internal) or external-quality-assurer"
)]
pub struct BadRole(String);

impl FromStr for Role {
    type Err = BadRole;

    fn from_str(word: &str) -> Result<Self, BadRole> {
        let mut all = Self::ALL.into_iter();
        all.find(|role| role.key() == word)
            .ok_or_else(|| BadRole::of(word))
    }
}

impl BadRole {
    /// This word.
    pub(super) fn of(word: &str) -> Self {
        Self(word.chars().take(LONGEST_WORD).collect())
    }
}

/// How many characters of a word that is no role are said back.
const LONGEST_WORD: usize = 40;

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}
