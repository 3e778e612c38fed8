//! What stands in tables for a spreadsheet.

pub use crate::wording::{judged::method, record::judgement};

/// Over a learner's name.
pub const LEARNER: &str = "Learner";
/// Over a learner's id.
pub const LEARNER_ID: &str = "Learner’s id";
/// Over counts of what waits.
pub const WAITING: &str = "Waiting for an assessor";
/// Over counts of what is met.
pub const MET: &str = "Met";
/// Behind the standing of what should have been done.
pub const LATE: &str = "late";
/// Yes.
pub const YES: &str = "Yes";
/// No.
pub const NO: &str = "No";

/// The headings of the table of decisions.
pub const DECISIONS: [&str; 16] = [
    LEARNER,
    LEARNER_ID,
    "Pack",
    "Unit",
    "Criterion",
    "Decision",
    "Stands",
    "Decided at (UTC)",
    "Assessor",
    "Assessor’s id",
    "In training",
    "Kinds of evidence",
    "Handed in at (UTC)",
    "Resubmission",
    "Countersigned by",
    "Countersigner’s id",
];
