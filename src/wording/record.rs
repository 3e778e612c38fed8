//! What is said about a learner's record.

use super::page::how_many;
use crate::{
    progress::Count,
    record::{decision::Judgement, state::Standing},
    score::Points,
};

/// Over the count of sections.
pub const SECTIONS_READ: &str = "Sections read";
/// Over the count of questions and scenarios.
pub const PRACTICE_DONE: &str = "Practice done";
/// Over the count of criteria.
pub const CRITERIA_HANDED_IN: &str = "Criteria handed in";

/// A count with its label: "Sections read: 3 of 9".
pub fn count(label: &str, count: Count) -> String {
    format!("{label}: {}", done_of(count))
}

/// A count alone: "3 of 9".
pub fn done_of(count: Count) -> String {
    format!("{} of {}", count.done, count.all)
}

/// Where a criterion stands, in words.
pub fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::NotStarted => "Not started",
        Standing::Draft => "Draft",
        Standing::HandedIn => "Handed in",
        Standing::Met => "Met",
        Standing::NotYetMet => "Not yet met",
        Standing::Disagreement => "Two decisions differ",
    }
}

/// The sign beside the words.
pub fn standing_sign(standing: Standing) -> &'static str {
    match standing {
        Standing::NotStarted => "○",
        Standing::Draft => "✎",
        Standing::HandedIn => "↑",
        Standing::Met => "✓",
        Standing::NotYetMet => "…",
        Standing::Disagreement => "≠",
    }
}

/// The word that pages and styles know a standing by.
pub fn standing_key(standing: Standing) -> &'static str {
    match standing {
        Standing::NotStarted => "not-started",
        Standing::Draft => "draft",
        Standing::HandedIn => "handed-in",
        Standing::Met => "met",
        Standing::NotYetMet => "not-yet",
        Standing::Disagreement => "disagreement",
    }
}

/// The way to saving.
pub const TO_SAVE: &str = "Save as a file";
/// The way to opening.
pub const TO_OPEN: &str = "Open a file";
/// The button that prints.
pub const PRINT: &str = "Print or save as PDF";
/// The way back from paper.
pub const BACK: &str = "Back to my record";
/// The heading over what waits.
pub const NEXT: &str = "What comes next";
/// Nothing waits.
pub const NOTHING_WAITS: &str =
    "Nothing waits for you here. Open a unit under Learn and write an answer.";
/// Beside a day that is over.
pub const LATE: &str = "This day has passed";
/// Before what is good.
pub const STRENGTHS: &str = "What is good:";
/// Before what is missing.
pub const GAP: &str = "What is missing:";
/// Before what to do.
pub const ACTION: &str = "What to do:";
/// The heading over practice on paper.
pub const PRACTICE: &str = "Practice";
/// Under a unit that is gone.
pub const GONE_UNIT_HELP: &str = "This unit is no longer part of the training. Your work in it is kept, with the wording you saw.";
/// Under a criterion that is gone.
pub const GONE_CRITERION: &str =
    "This criterion is no longer in the unit. Your work is kept as it was.";
/// Under a question that changed.
pub const QUESTION_CHANGED: &str = "The question has changed since. This is how you saw it.";
/// Under a question that is gone.
pub const QUESTION_GONE: &str = "The question is no longer in the unit. This is how you saw it.";
/// Over earlier attempts.
pub const EARLIER: &str = "Earlier tries";
/// Over the choices of a walk.
pub const CHOICES: &str = "What you chose";
/// The first walk.
pub const FIRST: &str = "first";
/// The best walk.
pub const BEST: &str = "best";
/// The latest walk.
pub const LATEST: &str = "latest";
/// A walk that is not at its end.
pub const HALF_WAY: &str = "Half way through";
/// Under the head of what is printed.
pub const PAPER_HELP: &str =
    "Practice is for learning. Only an assessor’s decision makes a criterion met.";
/// A declaration of no help.
pub const NO_HELP: &str = "Help from other people or programs: none.";

/// What waits at one criterion.
pub fn next(standing: Standing, number: &str, unit: &str) -> String {
    let what = match standing {
        Standing::NotYetMet => "Not yet met: write again for",
        Standing::Disagreement => "Two decisions differ, ask your assessor about",
        Standing::Draft => "Go on with your draft for",
        Standing::NotStarted => "Begin with",
        Standing::HandedIn => "Handed in:",
        Standing::Met => "Met:",
    };
    format!("{what} {number}, {unit}")
}

/// That what is handed in is with nobody before its file is.
pub fn to_give(answers: usize) -> String {
    let answers = how_many(answers, "answer", "answers");
    format!(
        "Save your hand-in file and give it to your assessor, unless you have since: {answers} handed in"
    )
}

/// How much is handed in and not decided, and how much is met.
pub fn sums(handed_in: usize, met: usize) -> String {
    format!("Handed in: {handed_in}. Met: {met}.")
}

/// What to do, and by when.
pub fn action(action: &str, by_when: Option<jiff::civil::Date>) -> String {
    match by_when {
        Some(day) => format!("{action} By {}.", super::date::day(day)),
        None => action.to_owned(),
    }
}

/// By when an action is wanted.
pub fn by_when(day: &str) -> String {
    format!("By {day}")
}

/// Where a criterion stands that was judged so and not otherwise.
fn standing_of(judgement: Judgement) -> Standing {
    match judgement {
        Judgement::Met => Standing::Met,
        Judgement::NotYetMet => Standing::NotYetMet,
    }
}

/// A judgement.
pub fn judgement(judgement: Judgement) -> &'static str {
    standing(standing_of(judgement))
}

/// The sign beside the words.
pub fn judgement_sign(judgement: Judgement) -> &'static str {
    standing_sign(standing_of(judgement))
}

/// Who decided what, when.
pub fn decided(what: Judgement, by: &str, day: &str) -> String {
    let by = if by.is_empty() { "your assessor" } else { by };
    format!("{}: decided by {by}, {day}", judgement(what))
}

/// That a decision is about an answer that another has followed.
pub fn on_earlier(day: &str) -> String {
    format!("This is about the answer handed in on {day}. A newer one has been handed in since.")
}

/// Over an answer that another has followed, on paper.
pub const EARLIER_ANSWER: &str = "The earlier answer, which this decision is about";

/// The word that pages know a judgement by.
pub fn judgement_key(judgement: Judgement) -> &'static str {
    standing_key(standing_of(judgement))
}

/// A unit that is no longer there, which has no title any more.
pub fn gone_unit(id: &str) -> String {
    format!("A unit that is no longer here ({id})")
}

/// A scenario that is no longer there.
pub fn gone_scenario(id: &str) -> String {
    format!("A scenario that is no longer here ({id})")
}

/// How a criterion was worded when it was answered.
pub fn answered_as(words: &str) -> String {
    format!("Its wording has changed since you answered it. You answered: {words}")
}

/// How many criteria a unit has.
pub fn criteria(number: usize) -> String {
    match number {
        1 => "1 criterion".to_owned(),
        _ => format!("{number} criteria"),
    }
}

/// How much practice there is.
pub fn practice(questions: usize, scenarios: usize) -> String {
    let several = |number: usize, one: &str, more: &str| match number {
        0 => None,
        1 => Some(format!("1 {one}")),
        _ => Some(format!("{number} {more}")),
    };
    let parts = [
        several(scenarios, "scenario", "scenarios"),
        several(questions, "question", "questions"),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    format!("Practice: {}", parts.join(", "))
}

/// How often a question was answered.
pub fn attempts(number: usize) -> String {
    match number {
        1 => "Answered once".to_owned(),
        _ => format!("Answered {number} times"),
    }
}

/// What was earned.
pub fn points(earned: Points, maximum: Points) -> String {
    let one = maximum == Points::whole(1);
    format!(
        "{earned} of {maximum} {}",
        if one { "point" } else { "points" }
    )
}

/// A response, its points, and when it was given.
pub fn said(words: &str, points: Option<&str>, when: &str) -> String {
    match points {
        Some(points) => format!("{words} ({points}, {when})"),
        None => format!("{words} ({when})"),
    }
}

/// How a walk came out.
pub fn outcome(outcome: &str, points: &str) -> String {
    format!("{outcome}: {points}")
}

/// When a walk was begun, and how it compares.
pub fn walked(when: &str, places: &[&str]) -> String {
    if places.is_empty() {
        when.to_owned()
    } else {
        format!("{when}, {}", places.join(", "))
    }
}

/// The head of what is printed.
pub fn paper_head(name: &str, day: &str) -> String {
    format!("Record of {name}, printed on {day}.")
}

/// The declaration of own work.
pub fn declared(statement: &str, signed: &str, day: &str) -> String {
    format!("Handed in. {statement} Signed: {signed}, {day}.")
}

/// The help that was named.
pub fn help_used(how: &str) -> String {
    format!("Help from other people or programs: {how}")
}

/// A text that is not handed in.
pub fn draft_of(when: &str) -> String {
    format!("Draft, {when}.")
}
