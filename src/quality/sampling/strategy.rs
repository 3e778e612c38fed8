//! What a sample has to hold: rates by experience, unit and method, and what is always in.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::id::{PackId, UnitId};

/// How experienced an assessor is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Experience {
    /// Not yet qualified: somebody else countersigns.
    InTraining,
    /// Newly qualified, or new to the qualification.
    New,
    /// Sampled before, with few differences.
    Experienced,
}

/// How evidence comes about, as far as it matters to sampling (domain notes §3.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Method {
    /// An answer in the learner's own words.
    Written,
    /// The assessor watched.
    Observation,
    /// The assessor and the learner talked it through.
    ProfessionalDiscussion,
    /// Somebody else saw it and says so.
    WitnessTestimony,
    /// Something made in the course of work.
    WorkProduct,
}

/// Whole hundredths, from 0 to 100.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(try_from = "u8", into = "u8")]
pub struct Percent(u8);

/// A number of hundredths above 100.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0} is not a percentage from 0 to 100")]
pub struct BadPercent(u8);

impl Percent {
    /// Everything.
    pub const ALL: Self = Self(100);

    /// The number, from 0 to 100.
    pub fn get(self) -> u8 {
        self.0
    }

    /// So many hundredths of a number of things, rounded up: any rate above 0 takes at least one
    /// of at least one.
    pub fn of(self, things: usize) -> usize {
        let whole = things / 100 * usize::from(self.0);
        whole + (things % 100 * usize::from(self.0)).div_ceil(100)
    }
}

impl TryFrom<u8> for Percent {
    type Error = BadPercent;
    fn try_from(percent: u8) -> Result<Self, BadPercent> {
        match percent {
            0..=100 => Ok(Self(percent)),
            _ => Err(BadPercent(percent)),
        }
    }
}

impl From<Percent> for u8 {
    fn from(percent: Percent) -> u8 {
        percent.0
    }
}

/// When in a learner's course a sample is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// While work goes on, at the first units above all, so that what is wrong is put right early.
    Interim,
    /// Before results are claimed.
    Summative,
}

/// What a sample has to hold. Each rate is a promise of its own: a unit's or a method's adds to
/// what the assessors' rates take and never takes from it, so that a low rate for one unit cannot
/// hide a new assessor's work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Strategy {
    /// When in the course.
    pub stage: Stage,
    /// How much of each assessor's decisions.
    pub assessors: Rates,
    /// How much of these units' decisions, by whomever.
    #[serde(default)]
    pub units: BTreeMap<PackId, BTreeMap<UnitId, Percent>>,
    /// How much of the decisions on evidence by these methods, by whomever.
    #[serde(default)]
    pub methods: BTreeMap<Method, Percent>,
    /// Whether every resubmission is in.
    pub all_resubmissions: bool,
    /// Whether every decision in each learner's first unit is in.
    pub first_units: bool,
    /// Whether a learner of whom nothing else is in has one decision in.
    pub every_learner_once: bool,
}

/// How much of an assessor's decisions, by experience.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rates {
    /// For assessors in training.
    pub in_training: Percent,
    /// For new ones.
    pub new: Percent,
    /// For experienced ones.
    pub experienced: Percent,
}

impl Rates {
    /// The rate for this much experience.
    pub fn of(self, experience: Experience) -> Percent {
        match experience {
            Experience::InTraining => self.in_training,
            Experience::New => self.new,
            Experience::Experienced => self.experienced,
        }
    }
}

impl Strategy {
    /// Where a plan starts from, for a quality assurer to change. No rate is a rule of any awarding
    /// body. The sources of domain notes §3.4 give half for new assessors and 15 in 100 where the
    /// risk is low, as examples; everything of an assessor in training is seen because her
    /// decisions do not count by themselves. Resubmissions are in and every learner is seen
    /// once, as published strategies have it. First units belong to the interim stage.
    pub fn of(stage: Stage) -> Self {
        Self {
            stage,
            assessors: Rates {
                in_training: Percent::ALL,
                new: Percent(50),
                experienced: Percent(15),
            },
            units: BTreeMap::new(),
            methods: BTreeMap::new(),
            all_resubmissions: true,
            first_units: stage == Stage::Interim,
            every_learner_once: true,
        }
    }
}

impl Default for Strategy {
    /// The one for the summative stage.
    fn default() -> Self {
        Self::of(Stage::Summative)
    }
}
