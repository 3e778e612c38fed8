//! The parts of the practice, each told by itself: scenarios as objectives, answers as
//! interactions.
//!
//! What was chosen is told where the standard can say it by name, which SCORM 1.2 cannot (it has
//! one letter for an option). What was typed is never told.

use super::{
    Version,
    words::{self, Told},
};
use crate::{
    exchange::{
        attempt::{
            report::{Item, Success},
            scaled::Scaled,
        },
        notation,
    },
    question::Response,
    scenario::Outcome,
    score::Points,
};

/// How many names, or pairs of them, SCORM 2004 promises to keep of a response. Each may have 250
/// characters, which is more than ids have.
const NAMES: usize = 36;

/// What tells a part from others: a name that a learning system keeps.
pub(super) fn name(item: &Item) -> String {
    match item {
        Item::Question { id, .. } => format!("question_{id}"),
        Item::Scenario { id, .. } => format!("scenario_{id}"),
    }
}

/// A scenario as the objective at a place; nothing before it has an end.
pub(super) fn objective(version: Version, at: usize, item: &Item) -> Vec<Told> {
    let Item::Scenario {
        best: Some(best), ..
    } = item
    else {
        return Vec::new();
    };
    let success = match best.outcome {
        Outcome::Passed => Success::Passed,
        Outcome::Done => Success::Unknown,
        Outcome::NotYet | Outcome::Unsafe => Success::Failed,
    };
    let tell =
        |field: &str, value: &str| (format!("cmi.objectives.{at}.{field}"), value.to_owned());
    let mut told = match (version, success) {
        (Version::V12, Success::Passed) => vec![tell("status", "passed")],
        (Version::V12, Success::Failed) => vec![tell("status", "failed")],
        (Version::V12, Success::Unknown) => vec![tell("status", "completed")],
        (Version::V2004, success) => vec![
            tell("completion_status", "completed"),
            tell("success_status", words::success_status(success)),
        ],
    };
    // An unsafe choice is not bought back with points, so none are told beside it.
    if best.outcome != Outcome::Unsafe {
        let at = format!("cmi.objectives.{at}.score");
        told.extend(words::score(version, &at, Scaled::floor(best.share)));
    }
    told
}

/// An answered question as the interaction at a place.
pub(super) fn interaction(version: Version, at: usize, item: &Item) -> Vec<Told> {
    let Item::Question {
        kind,
        points,
        share: Some(best),
        latest_share,
        latest,
        ..
    } = item
    else {
        return Vec::new();
    };
    // It is the answer that is told, not the best one before it.
    let share = latest_share.unwrap_or(*best);
    let tell =
        |field: &str, value: &str| (format!("cmi.interactions.{at}.{field}"), value.to_owned());
    let mut told = vec![
        tell("id", &name(item)),
        tell("type", notation::kind(*kind)),
        tell("weighting", &points.to_f64().to_string()),
        tell("result", &result(version, share)),
    ];
    if let (Version::V2004, Some(said)) = (version, latest.as_ref().and_then(response)) {
        told.push(tell("learner_response", &said));
    }
    told
}

fn result(version: Version, share: Points) -> String {
    let wrong = match version {
        Version::V12 => "wrong",
        Version::V2004 => "incorrect",
    };
    if share == Points::ZERO {
        wrong.to_owned()
    } else if share == Points::whole(1) {
        "correct".to_owned()
    } else {
        Scaled::floor(share).to_string()
    }
}

/// What was chosen; none where there is too much of it to be kept whole, or it was typed.
fn response(response: &Response) -> Option<String> {
    let names = notation::chosen(response).filter(|names| names.len() <= NAMES);
    names.map(notation::all)
}
