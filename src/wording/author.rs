//! What is said to people who write units.

use crate::{
    author::question::{CannotRead, Why},
    diagnostic::Severity,
    pack::FillingKind,
    question::Kind,
};

/// The words of a link to the next step.
pub const GO_ON: &str = "Go on";

/// What a new answer says until its author types.
pub const NEW_CHOICE: &str = "Another choice.";
/// What is said to a new answer until its author types.
pub const NEW_SAID: &str = "Say what follows.";
/// What is said to an unsafe answer until its author types.
pub const NEW_UNSAFE: &str = "Say why it is dangerous.";
/// A new item of an order or a scale until its author types.
pub const NEW_ITEM: &str = "Another line.";
/// The left side of a new pair until its author types.
pub const NEW_LEFT: &str = "Another thing";
/// The right side of a new pair until its author types.
pub const NEW_RIGHT: &str = "What belongs to it";
/// A new gap until its author types.
pub const NEW_GAP: &str = "answer";

// ---- A scenario as a picture ------------------------------------------------------------------

/// What the signs of the picture mean.
pub const GRAPH_KEY: &str = "Each box is a step. Each letter is an answer: ✓ is right and ⚠ is unsafe. The thick line is the path that earns most. A broken line is unsafe. Press a box or a letter to go to its line.";
/// The same as a list.
pub const GRAPH_LIST: &str = "The same as a list";
/// A step that ends the story.
pub const ENDING: &str = "Ending";
/// The end behind the last step.
pub const END: &str = "The story ends";
/// A step on the path that earns most.
pub const ON_BEST_PATH: &str = "On the best path";
/// A step that no walk comes to.
pub const UNREACHED: &str = "⚠ Nobody comes here";
/// A step from which no walk comes to an end.
pub const ENDLESS: &str = "↻ No way to an end";
/// A right answer.
pub const RIGHT: &str = "✓ Right";
/// An unsafe answer.
pub const UNSAFE: &str = "⚠ Unsafe";
/// An answer on the path that earns most.
pub const BEST: &str = "Best path";
/// A way to a step that was there before.
pub const BACK: &str = "↶ Goes back";
/// All answers go the same way.
pub const ANY_ANSWER: &str = "Any answer";
/// Those who get all of it right.
pub const ALL_RIGHT: &str = "All right";
/// Those who do not.
pub const OTHERWISE: &str = "Otherwise";
/// Where a way leads that ends the story.
pub const ENDS_STORY: &str = "ends the story.";

/// Where a way leads.
pub fn leads_to(step: &str) -> String {
    format!("leads to “{step}”.")
}

/// What the picture is of.
pub fn graph_picture(title: &str) -> String {
    format!(
        "Picture of the scenario “{title}”. It can be scrolled. The list after it says the same."
    )
}

/// Where something stands.
pub fn line(number: usize) -> String {
    format!("line {number}")
}

// ---- The editor -------------------------------------------------------------------------------

/// What stands beside the text, as a group.
pub const VIEWS: &str = "Beside the text";
/// What learners will see.
pub const PREVIEW: &str = "Preview";
/// The question at the caret as a form.
pub const QUESTION: &str = "Question";
/// A scenario.
pub const SCENARIO: &str = "Scenario";
/// What the preview is.
pub const PREVIEW_HELP: &str =
    "This is what learners will see. You can try the questions: nothing is kept.";
/// What can be done in the text.
pub const TEXT_HELP: &str = "Type here. To put something in, use the buttons above. Ctrl and Z takes back what you did. Problems are marked beside their lines.";
/// The toolbar.
pub const TOOLBAR: &str = "Put in";
/// What a unit is made of.
pub const GROUP_PARTS: &str = "Parts";
/// The kinds of question.
pub const GROUP_QUESTIONS: &str = "Questions";
/// What belongs to the question at the caret.
pub const GROUP_ANSWERS: &str = "In this question";
/// A section to read.
pub const SECTION: &str = "Section";
/// A section on the law.
pub const LAW: &str = "Law";
/// A criterion.
pub const CRITERION: &str = "Criterion";
/// Another answer.
pub const ANSWER: &str = "Answer";
/// The mark of an unsafe answer.
pub const UNSAFE_MARK: &str = "Unsafe";
/// A way to another step.
pub const BRANCH: &str = "Leads to a step";
/// The pack's own words.
pub const FILLINGS: &str = "Put in a word that your settings fill";
/// Nothing chosen yet.
pub const CHOOSE_FILLING: &str = "Choose a word";
/// Something was put in.
pub const PUT_IN: &str = "Put in. Type over what is marked.";
/// The caret is in no question.
pub const NOT_IN_QUESTION: &str = "Put the cursor into a question with answers first.";
/// The caret is in no answer.
pub const NOT_IN_ANSWER: &str = "Put the cursor into an answer first.";
/// A right answer cannot be unsafe.
pub const RIGHT_CANNOT_BE_UNSAFE: &str =
    "This answer is marked right, so it cannot be unsafe. Take the x out of its box first.";
/// The caret is in no scenario.
pub const NOT_IN_SCENARIO: &str = "Put the cursor into a scenario first.";
/// The scenario has one step.
pub const NO_OTHER_STEP: &str = "There is no other step to lead to. Put in another step first.";
/// The caret is in the front matter.
pub const IN_FRONT: &str = "Put the cursor under the lines with +++ first.";
/// The list of problems.
pub const PROBLEMS_LABEL: &str = "Problems";
/// There are none.
pub const NO_PROBLEMS: &str = "No problems found.";
/// Something was mended.
pub const MENDED: &str = "Mended.";
/// There is no scenario at the caret.
pub const NO_SCENARIO_HERE: &str = "Put the cursor into a scenario to see it as a picture.";
/// There is no question at the caret.
pub const NO_QUESTION_HERE: &str = "Put the cursor into a question to change it here.";
/// A field was written into the text.
pub const WRITTEN: &str = "Written into the text.";

/// What is asked.
pub const FIELD_TITLE: &str = "What do you ask?";
/// The kind.
pub const FIELD_KIND: &str = "Kind of question";
/// What stands before the answers.
pub const FIELD_STEM: &str = "What has happened, or what is to be known first";
/// The words with gaps.
pub const FIELD_GAPS: &str = "The words, with [[answer|also right]] for a gap to type and [[=right|wrong]] for one to choose";
/// What is said under the answers.
pub const FIELD_SAID: &str = "What you say afterwards";
/// To those with full points.
pub const FIELD_RIGHT: &str = "To those who got all of it right";
/// To all others.
pub const FIELD_OTHERWISE: &str = "To all others";
/// To everybody.
pub const FIELD_ALWAYS: &str = "To everybody";
/// What it is worth.
pub const FIELD_POINTS: &str = "Points";
/// Whether it is shuffled.
pub const FIELD_SHUFFLE: &str = "Show the answers in another order each time";
/// Whether all or nothing counts.
pub const FIELD_SCORING: &str = "Give points for exactly the right set only";
/// What it practises.
pub const FIELD_CRITERIA: &str = "Criteria it practises";
/// Where it holds.
pub const FIELD_NATIONS: &str = "Nations where it holds (none ticked: all)";
/// Its id.
pub const FIELD_ID: &str =
    "Its name in the file (records go by it: change it only while nobody has answered)";
/// An option.
pub const FIELD_CHOICE: &str = "Answer";
/// Known words.
pub const FIELD_WAYS: &str = "Ways to say it, with | between";
/// An item.
pub const FIELD_ITEM: &str = "Line";
/// The left of a pair.
pub const FIELD_LEFT: &str = "This";
/// The right of a pair.
pub const FIELD_RIGHT_SIDE: &str = "belongs to this";
/// The left column.
pub const FIELD_LEFT_TITLE: &str = "Title of the left column";
/// The right column.
pub const FIELD_RIGHT_TITLE: &str = "Title of the right column";
/// A number.
pub const FIELD_NUMBER: &str = "Number";
/// How far off is near enough.
pub const FIELD_TOLERANCE: &str = "How far off is near enough";
/// What is counted.
pub const FIELD_UNIT: &str = "Unit";
/// Whether it is right.
pub const FIELD_IS_RIGHT: &str = "This is right";
/// Whether it is unsafe.
pub const FIELD_IS_UNSAFE: &str = "This is unsafe";
/// What is said to it.
pub const FIELD_SAID_TO_IT: &str = "What you say to it";
/// Where it leads.
pub const FIELD_LEADS: &str = "Where it leads";
/// No link.
pub const NEXT_STEP: &str = "To the next step in the file";
/// One place up.
pub const MOVE_UP: &str = "Move up";
/// Takes an answer out.
pub const REMOVE_ANSWER: &str = "Take out";
/// One more.
pub const ADD_ANSWER: &str = "Add an answer";

/// The box with the text.
pub fn text_of(name: &str) -> String {
    format!("The text of {name}")
}

/// How many problems there are.
pub fn problems(many: usize) -> String {
    format!("Problems ({many})")
}

/// A button that goes to a line.
pub fn line_button(number: usize) -> String {
    format!("Line {number}")
}

/// A button that mends all that can be.
pub fn mend_all(many: usize) -> String {
    format!("Mend all {many} that can be mended")
}

/// How bad something is.
pub fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "✕ Error:",
        Severity::Warning => "△ Warning:",
    }
}

/// Where the caret is, and what is wrong there.
pub fn at_line(line: usize, wrong: &[String]) -> String {
    match wrong {
        [] => format!("Line {line}."),
        wrong => format!("Line {line}: {}.", wrong.join("; ")),
    }
}

/// A kind of question.
pub fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Single => "Choose one",
        Kind::Multiple => "Choose several",
        Kind::Order => "Put in order",
        Kind::Match => "Match",
        Kind::Gap => "Fill gaps",
        Kind::Number => "Number",
        Kind::Short => "Few words",
        Kind::Rate => "Scale",
        Kind::Reflect => "Reflect",
    }
}

/// One of the pack's own words.
pub fn filling(kind: FillingKind, key: &str) -> String {
    let what = match kind {
        FillingKind::Term => "Term",
        FillingKind::Policy => "Policy",
        FillingKind::Contact => "Contact",
    };
    format!("{what}: {key}")
}

/// An answer by its place.
pub fn answer_number(number: usize) -> String {
    format!("Answer {number}")
}

/// Why a question cannot be shown as a form.
pub fn cannot_read(why: &CannotRead) -> String {
    match why {
        CannotRead::NotThere => "This question is not in the text any more.".to_owned(),
        CannotRead::Mistake { line, message } => format!(
            "This question cannot be shown as a form yet. Mend line {line} in the text first: {message}."
        ),
    }
}

/// Why a field was not written.
pub fn refused(why: &Why) -> String {
    match why {
        Why::CannotRead(why) => cannot_read(why),
        Why::Empty => "Not written yet: something has to stand here.".to_owned(),
        Why::Twice => "Not written yet: another answer says the same.".to_owned(),
        Why::NotAnId => "Not written yet: use small letters, digits and hyphens.".to_owned(),
        Why::NotANation => "Not written yet: this is not one of the four nations.".to_owned(),
        Why::Points => "Not written yet: give a whole number from 1 to 100.".to_owned(),
        Why::ReadOtherwise => "Not written yet: this would be read as something else. Take out signs such as #, [ ], > or | at the start of a line.".to_owned(),
        Why::ChangesOthers => "Not written yet: this would change how other parts of the unit are read, or something else leads here by this name.".to_owned(),
        Why::Mistake(message) => format!("Not written yet: {message}."),
    }
}
