//! What is said around questions and scenarios.

use crate::{question::Kind, scenario::Outcome, score::Points};

/// The button that hands a response over.
pub const CHECK: &str = "Check my answer";
/// The button of a step.
pub const CHOOSE: &str = "This is what I do";
/// The button of questions that have no right answer.
pub const KEEP: &str = "Keep this";
/// The button that begins the same question anew.
pub const TRY_AGAIN: &str = "Try again";
/// The button that opens a reflection again, with what was written.
pub const CHANGE: &str = "Change or add to it";
/// The button that begins a scenario anew.
pub const START_AGAIN: &str = "Start again";
/// The button that begins a scenario.
pub const START: &str = "Start";
/// The button that leads to the next step where the author's link has no words.
pub const GO_ON: &str = "Go on";
/// The button that leads to the summary.
pub const SEE_SUMMARY: &str = "See how it went";
/// The button that shows what is said to the other options.
pub const WHY_NOT: &str = "Why not the others?";
/// Under a choice marked unsafe.
pub const UNSAFE_STAYS: &str =
    "An unsafe choice cannot be made up with points. You can start again at any time.";
/// After a question that is never scored.
pub const KEPT: &str = "Kept on this device. Only you see it: it goes into no hand-in.";
/// The same for who keeps her record with a provider.
pub const KEPT_SENT: &str =
    "Kept with your record. It is with your provider too, and your assessor can read it there.";
/// The heading of the right answer.
pub const RIGHT_ANSWER: &str = "The right answer";
/// Before the number of earlier tries.
pub const EARLIER: &str = "Your earlier tries are kept.";
/// A question whose wording changed after it was answered.
pub const CHANGED_SINCE: &str = "This question has changed since you answered it. Your answer is kept as you gave it, with the wording you saw.";
/// A question of which only words were mended.
pub const REWORDED_SINCE: &str =
    "Some words of this question were mended since you answered it. Your answer stands as it was.";
/// A scenario that changed while it was being walked.
pub const SCENARIO_CHANGED: &str = "This scenario has changed since you were half way through. What you chose is kept. To go on, start again.";
/// Over the list of choices made.
pub const YOUR_PATH: &str = "Your path";
/// Over the links back to the reading.
pub const READ_AGAIN: &str = "Read again";
/// Over the criteria a scenario practises.
pub const PRACTICE_FOR: &str = "This was practice for";
/// Over the walks before this one.
pub const EARLIER_WALKS: &str = "Earlier walks";
/// Beside a choice whose points were taken off.
pub const TAKEN_OFF: &str = "you went back, so its points do not count";

/// What is missing in a response that is not complete.
pub fn incomplete(kind: Kind) -> &'static str {
    match kind {
        Kind::Single | Kind::Rate => "Choose one first.",
        Kind::Multiple => "Choose at least one first.",
        Kind::Order => "Put every line in its place first.",
        Kind::Match => "Choose a partner for every line first.",
        Kind::Gap => "Fill every gap first.",
        Kind::Number => "Type a number first.",
        Kind::Short | Kind::Reflect => "Write something first.",
    }
}

/// Where a line that was moved stands now.
pub fn now_at(place: usize, of: usize) -> String {
    format!("Now line {place} of {of}.")
}

/// The word over the feedback to a response.
pub fn verdict(full: Option<bool>, is_unsafe: bool) -> &'static str {
    match (is_unsafe, full) {
        (true, _) => "Not safe.",
        (false, Some(true)) => "Right.",
        (false, Some(false)) => "Not quite.",
        (false, None) => "Thank you.",
    }
}

/// The heading of a scenario's summary.
pub fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Passed => "Passed",
        Outcome::NotYet => "Not yet",
        Outcome::Unsafe => "Not safe",
        Outcome::Done => "Done",
    }
}

/// What an outcome means.
pub fn outcome_means(outcome: Outcome, pass_mark_percent: u8) -> String {
    match outcome {
        Outcome::Passed => {
            format!("You reached the pass mark of {pass_mark_percent}% and every choice was safe.")
        }
        Outcome::NotYet => {
            format!(
                "The pass mark is {pass_mark_percent}%. Look at what followed from your choices, then try again."
            )
        }
        Outcome::Unsafe => {
            "One of your choices could have harmed somebody. However many points you have, \
                            that is what to look at first."
                .to_owned()
        }
        Outcome::Done => "You have reached the end. Nothing in it was scored.".to_owned(),
    }
}

/// How far a walk has come.
pub fn step_number(number: usize) -> String {
    format!("Step {number}")
}

/// How a walk's points add up: "You earned 2 + 0 + 1½ = 3½ of 7 points."
pub fn walk_points(parts: &[String], earned: Points, maximum: Points) -> String {
    match parts {
        [] => String::new(),
        [_] => format!("You earned {earned} of {maximum} points."),
        parts => format!(
            "You earned {} = {earned} of {maximum} points.",
            parts.join(" + ")
        ),
    }
}

/// One earlier walk in a list.
pub fn earlier_walk(
    outcome: &str,
    earned: Points,
    maximum: Points,
    at: &str,
    is_best: bool,
) -> String {
    let best = if is_best { ", your best" } else { "" };
    format!("{outcome}: {earned} of {maximum} points, {at}{best}")
}
