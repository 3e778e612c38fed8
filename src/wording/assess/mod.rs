//! What the desk's pages say that they share: their names, and the way between them.

pub mod bank;
pub mod cohort;
pub mod desk;
pub mod evidence;
pub mod judge;
pub mod portfolio;
pub mod quality;
pub mod standardisation;
pub mod table;
pub mod unfinished;

use crate::route::Route;

/// The name of the way between the desk's pages.
pub const PAGES: &str = "Pages of the desk";

/// The desk's pages that can be gone to by themselves.
pub const TABS: [(Route, &str); 3] = [
    (Route::Desk, "Desk"),
    (Route::Cohort, "Cohort"),
    (Route::Quality, "Quality assurance"),
];

/// The desk.
pub const DESK_TITLE: &str = "Desk";
/// What the desk is for.
pub const DESK_HELP: &str =
    "Open your learners’ files, and see what waits for you. Everything stays on this device.";
/// Where one answer is judged.
pub const JUDGE_TITLE: &str = "Judge an answer";
/// What is done there.
pub const JUDGE_HELP: &str = "Read the answer beside its criterion, then decide.";
/// One learner's record.
pub const PORTFOLIO_TITLE: &str = "Learner’s record";
/// What is done there.
pub const PORTFOLIO_HELP: &str =
    "Plan, record evidence, sign off units, and hand the record back to the learner.";
/// All learners.
pub const COHORT_TITLE: &str = "Cohort";
/// What is seen there.
pub const COHORT_HELP: &str =
    "Where each learner stands, what is late, and how practice questions work.";
/// Quality assurance.
pub const QUALITY_TITLE: &str = "Quality assurance";
/// What is done there.
pub const QUALITY_HELP: &str =
    "Draw a sample of decisions, check them, and see how far people agree.";
