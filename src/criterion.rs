//! An assessment criterion: what a learner must show, and the points a sufficient answer covers.
//!
//! It judges nothing: whether a criterion is met is an assessor's recorded decision
//! ([`crate::record`]).

use serde::{Deserialize, Serialize};

use crate::{
    id::CriterionId, level::Level, nation::Nations, prose::Prose, source::Span, verb::Verb,
};

/// One assessment criterion, in the pack's own words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Criterion {
    /// The author's id, unique in the unit.
    pub id: CriterionId,
    /// Its number in the unit, such as `3.2`.
    pub reference: String,
    /// The word that says what to do. None where the author wrote none that is known, which the
    /// checker tells.
    pub verb: Option<Verb>,
    /// The whole criterion, with its verb, without its number.
    pub text: Prose,
    /// How demanding it is: its own level, or its unit's.
    pub level: Level,
    /// What kind of evidence it needs.
    pub kind: CriterionKind,
    /// What stands between the heading and the points.
    pub guidance: Prose,
    /// What a sufficient answer covers.
    pub points: Vec<Point>,
    /// Where it holds.
    pub nations: Nations,
    /// The whole criterion in its file.
    pub span: Span,
    /// Its heading in the file.
    pub heading: Span,
}

/// What kind of evidence a criterion needs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CriterionKind {
    /// Knowledge: the learner's own words can show it.
    #[default]
    Knowledge,
    /// Skill: it has to be seen in real work, or testified to by somebody who saw it.
    Skill,
}

/// One point that a sufficient answer covers. It is known by its lead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Point {
    /// The bold words at its start, without the full stop.
    pub lead: String,
    /// What it must show.
    pub text: Prose,
    /// Where it stands.
    pub span: Span,
}

/// A centre's own specification of a criterion, set in `pack.toml`. Awarding bodies' wording is
/// theirs, so a pack ships without it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Official {
    /// The awarding body's number for the criterion.
    pub official_ref: String,
    /// The awarding body's wording.
    pub official_text: String,
}
