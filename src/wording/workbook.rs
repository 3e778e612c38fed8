//! What a workbook says on paper, to learners and to their trainer.

use super::training::version_of;
use crate::{pack::Settings, question::Kind, score::Points};

/// Over the unit's title, and in the tab.
pub const WORKBOOK: &str = "Workbook";
/// The link on the unit's page.
pub const PRINT_A_WORKBOOK: &str = "Print a workbook";
/// The way back.
pub const BACK_TO_UNIT: &str = "Back to the unit";
/// Over the choice of pages.
pub const WHICH_PAGES: &str = "Which pages do you want?";
/// Everything.
pub const ALL_PAGES: &str = "All pages";
/// What learners get.
pub const LEARNER_PAGES: &str = "The learner’s pages";
/// What their trainer gets.
pub const TRAINER_PAGES: &str = "The trainer’s pages";
/// How to print, where no button does it.
pub const HOW_TO_PRINT: &str = "Print this page from your browser’s menu. It makes a PDF as well.";
/// The button that prints.
pub const PRINT: &str = "Print";
/// The way to the screen where a workbook is typed in.
pub const TYPE_IN: &str = "Type in a filled-in workbook";

/// A line on the first page.
pub const NAME: &str = "Name";
/// A line on the first page.
pub const DATE: &str = "Date";
/// A line on the first page.
pub const PACK: &str = "Training";
/// A line on the first page.
pub const LEVEL: &str = "Level";
/// A line on the first page.
pub const NATION: &str = "Law of";
/// A line on the first page.
pub const EDITION: &str = "Edition";

/// Over the advice on the first page.
pub const HOW_TO_USE: &str = "How to use this workbook";
/// The advice.
pub const ADVICE: [&str; 4] = [
    "Read the text, and write or tick straight on the page.",
    "Every question has a code, such as the one beside it in the margin. Somebody can type in what you wrote with these codes later, so leave them readable.",
    "A scenario is a story with choices. Under each choice you read which step comes next. Go there, even if you have to turn back a page.",
    "Do not write the real name of anybody you support, or anything else that shows who they are.",
];

/// Beside a code, for those who hear the page.
pub const CODE: &str = "Code";
/// Over the lines for a reason.
pub const WHY: &str = "Why? This is for you and your trainer. It is not typed in.";
/// Before the boxes for an order.
pub const IN_ORDER: &str = "The letters in order:";
/// The end of a walk.
pub const IT_ENDS: &str = "This scenario ends here.";
/// The same after a condition.
pub const IT_IS_OVER: &str = "the scenario ends.";
/// Where only the right answer would say how it goes on.
pub const ASK_TRAINER: &str = "Your trainer tells you which step comes next.";
/// Over a criterion's points.
pub const COVERS: &str = "Tick what your answer covers:";
/// Over the lines for an answer.
pub const YOUR_ANSWER: &str = "Your answer, in your own words";
/// The same for what has to be seen.
pub const YOUR_ACCOUNT: &str =
    "What you did, in your own words. Your assessor will want to see it in real work as well.";
/// Under the lines.
pub const MORE_PAPER: &str = "If you need more room, use another sheet and write the code on it.";

/// The heading of the pages for the trainer.
pub const FOR_TRAINER: &str = "For the trainer";
/// Under it.
pub const FOR_TRAINER_HELP: &str = "Answers and what to talk about, in the order of the workbook. Give these pages out only when everybody has made their own choices.";
/// Under it.
pub const NO_MODEL_ANSWERS: &str = "There are no model answers to the criteria: each learner answers in their own words, and the assessor decides.";
/// Over the criteria in the trainer's pages.
pub const CRITERIA: &str = "Criteria";
/// Right options.
pub const RIGHT_ANSWER: &str = "Right:";
/// Nothing is right or wrong.
pub const NO_RIGHT_ANSWER: &str = "There is no right answer.";
/// What is said to everybody.
pub const TO_TALK_ABOUT: &str = "To talk about";
/// What unsafe choices do to a walk.
pub const UNSAFE_NOT_PASSED: &str =
    "A walk with an unsafe choice is not passed, however many points it has.";
/// The trainer's pages of a kind in which everything is typed.
pub const KNOWN: &str = "Answers that are known:";

/// A label with what a right answer is worth, before its colon.
pub fn worth(label: &str, worth: Points) -> String {
    format!("{} ({}):", label.trim_end_matches(':'), points(worth))
}

/// What to do with a question's options on paper.
pub fn instruction(kind: Kind) -> &'static str {
    match kind {
        Kind::Single => "Tick one.",
        Kind::Multiple => "Tick all that fit.",
        Kind::Order => "Put these in order: write their letters into the boxes below.",
        Kind::Match => "Write the letter of its partner into the box before each line.",
        Kind::Gap => "Fill every gap.",
        Kind::Number => "Write a number.",
        Kind::Short => "Write a word or a few.",
        Kind::Rate => "Tick where you stand. There is no right answer.",
        Kind::Reflect => "Nobody scores this. It is for you.",
    }
}

/// What a link between steps on paper says: `go to 7KQ4M`.
pub const GO_TO: &str = "go to";

/// Before a way that letters decide: `If you ticked A or C,`
pub fn if_ticked(labels: &[String]) -> String {
    format!("If you ticked {},", or(labels))
}

/// Before a way that one tick decides, among others.
pub fn if_among(label: &str, first: bool) -> String {
    match first {
        true => format!("If {label} is ticked,"),
        false => format!("If not, and {label} is ticked,"),
    }
}

/// Before the way of all others.
pub const IF_NONE: &str = "If not,";
/// Before the way that does not depend on anything.
pub const THEN: &str = "Then";
/// Before the way of the right answer.
pub const IF_RIGHT: &str = "If it is right,";
/// Before the way of every other answer.
pub const OTHERWISE: &str = "Otherwise";

/// Before the way of one answer.
pub fn if_answer(words: &str) -> String {
    format!("After “{words}”,")
}

/// `A`, `A or B`, `A, B or C`
pub fn or(labels: &[String]) -> String {
    match labels {
        [] => String::new(),
        [only] => only.clone(),
        [most @ .., last] => format!("{} or {last}", most.join(", ")),
    }
}

/// The words to choose from in a gap: `Gap 2: A safe, B quick`.
pub fn gap_choices(number: usize, choices: &[String]) -> String {
    format!("Gap {number}: {}", choices.join(", "))
}

/// What passes: `Pass mark: 70% of 7 points.`
pub fn pass_mark(percent: u8, maximum: Points) -> String {
    format!("Pass mark: {percent}% of {maximum} points.")
}

/// `2 points`
pub fn points(points: Points) -> String {
    match points == Points::whole(1) {
        true => "1 point".to_owned(),
        false => format!("{points} points"),
    }
}

/// The title of the workbook's page.
pub fn title(unit: &str) -> String {
    format!("{WORKBOOK}: {unit}")
}

/// `Underpin, version 1.2`
pub fn pack(settings: &Settings) -> String {
    format!("{}, {}", settings.title, version_of(settings))
}
