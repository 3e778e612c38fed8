//! Evidence other than a written answer: what an assessor saw, discussed, was told or was shown.
//!
//! Skills criteria are judged on it. One piece may serve several criteria, so the event that
//! holds it is about each of them. Where a piece is kept is written down, never the piece itself:
//! a recording or a care plan has no place in a learner's file.
//!
//! The fields are those of the forms that centres keep on paper, City & Guilds' recording forms
//! among them: performance evidence, professional discussion, witness status, evidence location.

use std::sync::Arc;

use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

use crate::when;

/// One piece of evidence. Every text may be empty where the form allows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceItem {
    /// What it is called in the portfolio.
    pub title: Arc<str>,
    /// The day it was seen, said or made.
    #[serde(deserialize_with = "when::day")]
    pub date: Date,
    /// Where it is kept, or where a recording of it is; not the thing itself.
    pub location: Arc<str>,
    /// What the learner says about it.
    pub learner_comment: Arc<str>,
    /// What kind it is, with that kind's own fields.
    pub method: Method,
}

/// How a piece of evidence came about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Method {
    /// An assessor watched the learner at work.
    Observation(Observation),
    /// An assessor and the learner talked it through.
    Discussion(Discussion),
    /// Somebody else who saw the work says so. The assessor judges what it is worth.
    Testimony(Testimony),
    /// Something that came of the learner's work.
    WorkProduct(WorkProduct),
}

/// What an assessor saw.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Observation {
    /// When it began, by the clock on the wall.
    #[serde(default, deserialize_with = "when::maybe_time")]
    pub from: Option<Time>,
    /// When it ended.
    #[serde(default, deserialize_with = "when::maybe_time")]
    pub to: Option<Time>,
    /// The kind of place: never its name or address.
    pub setting: Arc<str>,
    /// Who was there, by role and never by name.
    pub present: Arc<str>,
    /// How the person who was being supported agreed to it.
    pub consent: Arc<str>,
    /// What was seen.
    pub seen: Arc<str>,
    /// What was asked and answered.
    pub questions: Arc<str>,
}

/// What was talked through.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Discussion {
    /// How long it took, in minutes.
    pub minutes: Option<u16>,
    /// What it was agreed to be about.
    pub topics: Arc<str>,
    /// What was said, in short.
    pub summary: Arc<str>,
    /// Where in the recording each criterion comes up.
    pub time_marks: Arc<str>,
}

/// What a witness says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Testimony {
    /// The witness's name.
    pub name: Arc<str>,
    /// In what capacity the witness speaks.
    pub status: WitnessStatus,
    /// How the witness knows the learner.
    pub relation: Arc<str>,
    /// How the witness can be asked about it.
    pub contact: Arc<str>,
    /// The witness's words.
    pub statement: Arc<str>,
    /// The day the witness signed.
    #[serde(default, deserialize_with = "when::maybe_day")]
    pub signed: Option<Date>,
}

/// In what capacity a witness speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WitnessStatus {
    /// Knows the work and is approved by the centre to judge it.
    Expert,
    /// Works with the learner.
    Colleague,
    /// A professional from elsewhere.
    Professional,
    /// Is supported by the learner, or cares for somebody who is.
    PersonOrCarer,
}

/// Something that came of the learner's work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkProduct {
    /// What it is.
    pub description: Arc<str>,
    /// Whether the assessor saw that nobody can be identified in it.
    pub anonymised: bool,
}

/// The kind of evidence, without what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MethodKind {
    /// A written answer.
    Written,
    /// An observation.
    Observation,
    /// A professional discussion.
    Discussion,
    /// A witness testimony.
    Testimony,
    /// A work product.
    WorkProduct,
}

impl MethodKind {
    /// All kinds, the most usual first.
    pub const ALL: [Self; 5] = [
        Self::Written,
        Self::Observation,
        Self::Discussion,
        Self::Testimony,
        Self::WorkProduct,
    ];
}

impl Method {
    /// The kind of evidence this is.
    pub fn kind(&self) -> MethodKind {
        match self {
            Self::Observation(_) => MethodKind::Observation,
            Self::Discussion(_) => MethodKind::Discussion,
            Self::Testimony(_) => MethodKind::Testimony,
            Self::WorkProduct(_) => MethodKind::WorkProduct,
        }
    }
}
