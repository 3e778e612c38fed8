//! What is said about all learners.

use jiff::SignedDuration;

use crate::{desk::open_ends::Party, quality::items::FEWEST, scenario::Outcome};

/// Nobody has said who is at the desk.
pub const NOBODY: &str = "First say who you are. Then come back to this page.";
/// There are no records on the desk.
pub const NO_LEARNERS: &str = "There are no learners here yet. Open their files on the desk first.";
/// The way to the desk.
pub const TO_DESK: &str = "Go to the desk";
/// While records are read.
pub const READING: &str = "Reading the desk …";

/// The heading over the matrix.
pub const MATRIX: &str = "Where each learner stands";
/// How to get about in it.
pub const MATRIX_HELP: &str = "Choose a cell to open that answer. On a keyboard, use the arrow keys to move and Enter to open.";
/// The name of the matrix.
pub const MATRIX_NAME: &str = "Learners by criterion";
/// Before what the signs mean.
pub const LEGEND: &str = "What the signs mean";
/// What folds away: the criteria in their words.
pub const ASKED: &str = "What the criteria ask";
/// The sign for what is late.
pub const LATE_SIGN: &str = "!";
/// What is late.
pub const LATE: &str = "late";
/// What is late, in the legend.
pub const LATE_MEANS: &str = "The day for the next step has passed";
/// The heading of learners' names.
pub const LEARNER: &str = "Learner";
/// The heading of counts of what waits.
pub const WAITING: &str = "Waiting";
/// The heading of counts of what is met.
pub const MET: &str = "Met";
/// Before counts at the foot of each column.
pub const MET_BY: &str = "Met by";
/// No row fits the filters.
pub const NOTHING_FITS: &str = "No learner fits these filters.";
/// The button that takes all filters away.
pub const SHOW_ALL: &str = "Show everybody";
/// The name of the filters.
pub const FILTERS: &str = "Show only";
/// The label of the units.
pub const UNIT: &str = "Unit";
/// Every unit.
pub const ALL_UNITS: &str = "All units";
/// The label of standings.
pub const STATE: &str = "State";
/// Every standing.
pub const ANY_STATE: &str = "Any state";
/// The label of assessors.
pub const ASSESSOR: &str = "Assessor";
/// Every assessor.
pub const ANY_ASSESSOR: &str = "Any assessor";
/// The label of centres.
pub const CENTRE: &str = "Centre";
/// All of them.
pub const ALL_CENTRES: &str = "All centres";
/// Records that name none.
pub const NO_CENTRE: &str = "Not in the record";
/// No record names one.
pub const NO_CENTRES: &str = "None of these records names a centre, so they cannot be filtered by it. A record names its centre once an answer is handed in on a site that has the centre’s name in its settings.";
/// Only what is late.
pub const LATE_ONLY: &str = "Only learners who are late";

/// The heading over late actions.
pub const LATE_TITLE: &str = "What is late";
/// Nothing is.
pub const NOTHING_LATE: &str = "Nothing is late.";
/// The rest of the late actions.
pub const MORE_LATE: &str = "Show the rest";

/// The heading over whom things wait for.
pub const WAITS_FOR: &str = "Who has something to do";
/// The heading of who it is.
pub const WHO: &str = "Who";
/// The heading of how much.
pub const HOW_MANY: &str = "How many";
/// The heading of since when.
pub const OLDEST: &str = "Oldest since";
/// No date.
pub const NONE: &str = "–";

/// The heading over waits.
pub const WAITS: &str = "How long learners wait for a decision";
/// Under it.
pub const WAITS_HELP: &str =
    "Half of the waits are in the box. The thick line is the middle one: half are shorter.";
/// No decisions yet.
pub const NO_WAITS: &str = "There are no decisions yet, so no waits can be shown.";
/// What was decided.
pub const DECIDED: &str = "From handing in to the first decision";
/// What still waits.
pub const STILL_WAITING: &str = "Waiting now";
/// The headings of the table of waits.
pub const SPREAD: [&str; 6] = [
    "How many",
    "Shortest",
    "A quarter are under",
    "Half are under",
    "Three quarters are under",
    "Longest",
];

/// The heading over practice.
pub const ITEMS: &str = "How practice questions work";
/// Under it.
pub const ITEMS_HELP: &str = "This is about the questions, not the learners. It counts the first try of each learner. Nothing is shown for fewer than five learners.";
/// The button that begins.
pub const ITEMS_BEGIN: &str = "Work it out";
/// The button that begins again.
pub const ITEMS_AGAIN: &str = "Work it out again";
/// The progress bar's name.
pub const ITEMS_PROGRESS: &str = "Records read";
/// Nobody has practised.
pub const NO_PRACTICE: &str =
    "These files hold no practice. Learners can add it when they save a back-up.";
/// The heading of a question.
pub const QUESTION: &str = "Question";
/// The heading of how many learners.
pub const LEARNERS: &str = "Learners";
/// The heading of facility.
pub const FACILITY: &str = "Points earned";
/// The heading of discrimination.
pub const DISCRIMINATION: &str = "Goes with the rest";
/// What discrimination is.
pub const DISCRIMINATION_HELP: &str = "“Goes with the rest” is from −1 to 1. Near 0, the question does not tell who knows the unit. It needs ten learners.";
/// The heading of wrong options.
pub const WRONG_OPTIONS: &str = "Wrong options that were chosen";
/// No wrong option was chosen.
pub const NO_WRONG: &str = "none";
/// The heading of scenarios.
pub const SCENARIOS: &str = "Scenarios";
/// The heading of questions.
pub const QUESTIONS: &str = "Questions";
/// A question has changed on the way.
pub const CHANGED: &str = "The question changed on the way.";
/// The heading of a step.
pub const STEP: &str = "Step";
/// The heading of how often a step was answered.
pub const ANSWERED: &str = "Times answered";
/// The heading of unsafe choices.
pub const UNSAFE: &str = "Unsafe choices";
/// The heading of walks that ended there.
pub const ENDED_HERE: &str = "Ended after it";

/// The heading over files for a spreadsheet.
pub const EXPORT: &str = "For a spreadsheet";
/// Under it.
pub const EXPORT_HELP: &str =
    "These files hold learners’ names. Keep them as safe as the records themselves.";
/// The button for decisions.
pub const EXPORT_DECISIONS: &str = "Save all decisions";
/// The button for the matrix.
pub const EXPORT_MATRIX: &str = "Save the table above, as it is shown";

/// How many of the learners are shown.
pub fn shown(rows: usize, learners: usize) -> String {
    format!("Showing {rows} of {learners} learners.")
}

/// What is late: by when, and for how long.
pub fn late_since(day: &str, days: i32) -> String {
    match days {
        1 => format!("By {day}: 1 day late"),
        _ => format!("By {day}: {days} days late"),
    }
}

/// How many learners have met a criterion.
pub fn met_by(met: usize, rows: usize) -> String {
    format!("met by {met} of {rows}")
}

/// Somebody for whom something waits.
pub fn party(party: Party) -> &'static str {
    match party {
        Party::Learner => "Learners, to write again",
        Party::Assessor => "Assessors",
        Party::Countersigner => "Countersigners",
        Party::QualityAssurer => "Quality assurers",
    }
}

/// How long somebody waited: in days, or in hours where it was short.
pub fn wait(time: SignedDuration) -> String {
    let hours = time.as_hours();
    match hours {
        0 => "less than an hour".to_owned(),
        1 => "1 hour".to_owned(),
        2..48 => format!("{hours} hours"),
        _ => format!("{} days", hours / 24),
    }
}

/// The plot of waits, for who cannot see it.
pub fn plot(median: &str, lower: &str, upper: &str, longest: &str) -> String {
    format!(
        "Half of the waits are between {lower} and {upper}. The middle one is {median}, the longest {longest}."
    )
}

/// Waits that cannot be.
pub fn wrong_clocks(count: usize) -> String {
    format!(
        "Left out: {count}. There, a clock says that the decision came before the answer. Somebody’s device shows the wrong time."
    )
}

/// How many records have been read.
pub fn read(done: usize, all: usize) -> String {
    format!("{done} of {all} records read")
}

/// Too few learners.
pub fn too_few(learners: usize) -> String {
    format!("Answered by {learners}. Figures are shown from {FEWEST}.")
}

/// A part from 0 to 1, in hundredths.
pub fn percent(part: f64) -> String {
    format!("{:.0}%", part * 100.0)
}

/// A correlation.
pub fn correlation(value: f64) -> String {
    format!("{value:.2}").replace('-', "−")
}

/// An option, and by how many it was chosen.
pub fn picked(words: &str, count: usize, learners: usize) -> String {
    format!("{words} ({count} of {learners})")
}

/// How many walks there were.
pub fn walks(walks: usize, learners: usize) -> String {
    format!("Walks: {walks}, by {learners} learners.")
}

/// How walks ended.
pub fn ended(outcome: Outcome, count: usize) -> String {
    let outcome = match outcome {
        Outcome::Done => "done",
        Outcome::Passed => "passed",
        Outcome::NotYet => "not yet",
        Outcome::Unsafe => "unsafe",
    };
    format!("{outcome}: {count}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_are_told_in_what_people_count_in() {
        for (hours, wanted) in [
            (0, "less than an hour"),
            (1, "1 hour"),
            (47, "47 hours"),
            (48, "2 days"),
            (95, "3 days"),
        ] {
            assert_eq!(wait(SignedDuration::from_hours(hours)), wanted);
        }
    }
}
