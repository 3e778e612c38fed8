//! What is told, in each standard's words.

use super::{Version, session::Launch};
use crate::exchange::attempt::{
    report::{Report, Success},
    scaled::Scaled,
};

/// A value that a package may set, by the name of the data model.
pub(super) type Told = (String, String);

/// Where each standard keeps what both have.
pub(super) struct Names {
    pub learner_id: &'static str,
    pub learner_name: &'static str,
    pub mode: &'static str,
    pub completion: &'static str,
    pub location: &'static str,
    pub pass_mark: &'static str,
    pub score: &'static str,
    pub time: &'static str,
    pub exit: &'static str,
    pub kept: &'static str,
}

impl Version {
    pub(super) fn names(self) -> Names {
        match self {
            Self::V12 => Names {
                learner_id: "cmi.core.student_id",
                learner_name: "cmi.core.student_name",
                mode: "cmi.core.lesson_mode",
                completion: "cmi.core.lesson_status",
                location: "cmi.core.lesson_location",
                pass_mark: "cmi.student_data.mastery_score",
                score: "cmi.core.score.raw",
                time: "cmi.core.session_time",
                exit: "cmi.core.exit",
                kept: "cmi.suspend_data",
            },
            Self::V2004 => Names {
                learner_id: "cmi.learner_id",
                learner_name: "cmi.learner_name",
                mode: "cmi.mode",
                completion: "cmi.completion_status",
                location: "cmi.location",
                pass_mark: "cmi.scaled_passing_score",
                score: "cmi.score.scaled",
                time: "cmi.session_time",
                exit: "cmi.exit",
                kept: "cmi.suspend_data",
            },
        }
    }
}

/// Where SCORM 2004 keeps whether the score passes. SCORM 1.2 has one status for both.
pub(super) const SUCCESS: &str = "cmi.success_status";

/// SCORM 1.2's one status; none where it would say *completed* or *incomplete* of what has failed.
fn lesson_status(report: &Report, launch: &Launch) -> Option<&'static str> {
    let is_taken_back = launch.has_failed && !report.is_complete;
    (!report.is_undecided && !is_taken_back).then(|| one_status(report))
}

fn one_status(report: &Report) -> &'static str {
    match (report.is_complete, report.success) {
        (_, Success::Passed) => "passed",
        (true, Success::Failed) => "failed",
        (true, Success::Unknown) => "completed",
        (false, Success::Failed | Success::Unknown) => "incomplete",
    }
}

/// Whether the score passes, in SCORM 2004's words.
pub(super) fn success_status(success: Success) -> &'static str {
    match success {
        Success::Unknown => "unknown",
        Success::Passed => "passed",
        Success::Failed => "failed",
    }
}

/// What a learning system need not have, or can do without.
pub(super) fn is_for_comfort(name: &str) -> bool {
    name.ends_with(".min") || name.ends_with(".max") || name == PROGRESS
}

const PROGRESS: &str = "cmi.progress_measure";

/// A score at a place of the data model.
pub(super) fn score(version: Version, at: &str, score: Scaled) -> Vec<Told> {
    let tell = |field: &str, value: String| (format!("{at}.{field}"), value);
    let mut told = vec![
        tell("min", "0".to_owned()),
        tell("max", "100".to_owned()),
        tell("raw", score.percent()),
    ];
    if version == Version::V2004 {
        told.push(tell("scaled", score.to_string()));
    }
    told
}

/// Status and score. A score below the one that the learning system has is not told: the best attempt
/// counts.
pub(super) fn told(version: Version, report: &Report, launch: &Launch) -> Vec<Told> {
    let tell = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let mut told = match version {
        Version::V12 => {
            let status = lesson_status(report, launch).into_iter();
            status
                .map(|status| tell(version.names().completion, status))
                .collect()
        }
        Version::V2004 => {
            let completion = match report.is_complete {
                true => "completed",
                false => "incomplete",
            };
            let mut told = vec![tell(version.names().completion, completion)];
            if !report.is_undecided {
                told.push(tell(SUCCESS, success_status(report.success)));
            }
            told.push(tell(PROGRESS, &report.progress().to_string()));
            told
        }
    };
    let is_lower = |score| launch.score.is_some_and(|has| score < has);
    if let Some(new) = report.score.filter(|score| !is_lower(*score)) {
        let at = match version {
            Version::V12 => "cmi.core.score",
            Version::V2004 => "cmi.score",
        };
        told.extend(score(version, at, new));
    }
    told
}
