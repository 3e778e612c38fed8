//! What is said while a workbook is typed in.

use crate::{question::Kind, workbook::CannotRead};

/// The page's heading.
pub const TITLE: &str = "Type in a workbook";
/// Under it.
pub const HELP: &str =
    "For each item: its letter, then Enter. What was left blank on paper: Enter alone.";
/// Whose record it goes into.
pub const TYPING_FOR: &str = "You are typing for";
/// Who has no name yet.
pub const NO_NAME: &str = "somebody who has given no name yet";
/// The link to somebody else.
pub const SOMEBODY_ELSE: &str = "Somebody else?";
/// Nobody is chosen.
pub const CHOOSE_FIRST: &str =
    "Choose first whose workbook it is. What you type goes into that person’s record.";
/// The link there.
pub const TO_PEOPLE: &str = "Choose who is learning";
/// Before the edition.
pub const EDITION: &str = "Edition";
/// What to compare it with.
pub const EDITION_HELP: &str = "Look at the workbook’s first page. If its edition is another, the letters may have moved: go by the words.";
/// The field for a code.
pub const CODE: &str = "Code of the item";
/// Under it.
pub const CODE_HELP: &str = "Only to go to another item. Then Enter.";
/// The button beside it.
pub const GO: &str = "Go there";
/// The field for letters.
pub const LETTERS: &str = "What was written";
/// The button that takes an entry.
pub const TAKE: &str = "Take it and go on";
/// The button that passes an item by.
pub const PASS_BY: &str = "Left blank: go on";
/// The button that ends typing.
pub const FINISH: &str = "That is all";
/// Over what was typed last.
pub const LAST: &str = "Typed last";
/// It is not in the record yet.
pub const NOT_YET: &str = "It goes into the record with the next one, or when you are done.";
/// The button that takes it back.
pub const UNDO: &str = "Take it back";
/// It was taken back.
pub const UNDONE: &str = "Taken back. Nothing of it is in the record.";
/// All is through.
pub const AT_THE_END: &str = "That was the last item of the workbook.";
/// Nothing is asked at an ending.
pub const NOTHING_ASKED: &str = "This scenario ends here. Press Enter to go on.";
/// For a text that has several lines.
pub const LINES_HELP: &str = "Enter begins a new line. Ctrl and Enter together go on.";
/// The points of a criterion.
pub const TICKED: &str = "Points that are ticked in the workbook";
/// There is an answer already.
pub const HAS_ANSWER: &str = "There is an answer to this criterion in the record already. What you type is kept beside it, and the learner brings the two together.";
/// Answers are not handed in from here.
pub const NOT_HANDED_IN: &str =
    "It is kept as a version of the answer. It is not handed in: only the learner does that.";
/// The heading of the list of all items.
pub const ALL_ITEMS: &str = "All items of this workbook";
/// An item that was typed in.
pub const TYPED: &str = "typed";
/// An item that was passed by.
pub const BLANK: &str = "left blank";
/// The same code stands for two.
pub const WHICH_OF_THEM: &str = "Two items have this code. Which is it?";
/// Nothing is in it.
pub const NOTHING_TYPED: &str = "Type a code first, such as the one beside a question.";

/// The title of the page.
pub fn title(unit: &str) -> String {
    format!("{TITLE}: {unit}")
}

/// The number of items that are in the record now.
pub fn recorded(count: usize, name: &str) -> String {
    match count {
        0 => format!("Nothing from here is in the record of {name}."),
        1 => format!("1 item is in the record of {name}."),
        _ => format!("{count} items are in the record of {name}."),
    }
}

/// What to type for each kind.
pub fn what_to_type(kind: Kind, count: usize) -> String {
    match kind {
        Kind::Single | Kind::Rate => "Type the letter that is ticked.".to_owned(),
        Kind::Multiple => "Type all letters that are ticked.".to_owned(),
        Kind::Order => "Type all letters in the order in the boxes.".to_owned(),
        Kind::Match => format!(
            "Type the {count} letters from the boxes, from top to bottom. A hyphen stands for an empty box."
        ),
        Kind::Gap => "Type what stands in each gap, or its letter.".to_owned(),
        Kind::Number | Kind::Short | Kind::Reflect => "Type what is written.".to_owned(),
    }
}

/// A code that cannot be one.
pub fn no_code(typed: &str) -> String {
    format!(
        "“{typed}” is no code of this workbook. Look at it again, sign by sign. Nothing was recorded."
    )
}

/// The code that may have been meant.
pub fn did_you_mean(code: &str, title: &str) -> String {
    format!("Did you mean {code}, “{title}”?")
}

/// A step in the middle of a scenario.
pub fn begin_at(code: &str, scenario: &str) -> String {
    format!(
        "This is a later step of the scenario {scenario}. It is typed in from its first step, {code}, the way the learner went."
    )
}

/// Something was typed that is in no record yet.
pub fn not_taken(code: &str) -> String {
    format!("What you typed for {code} is not in the record yet. Press Enter there, or empty it.")
}

/// The button that begins there.
pub fn go_to(code: &str) -> String {
    format!("Go to {code}")
}

/// Why what was typed is no answer to the item.
pub fn cannot_read(why: &CannotRead) -> String {
    match why {
        CannotRead::Nothing => "Nothing is typed.".to_owned(),
        CannotRead::NoSuch(typed) => {
            format!("There is no “{typed}” here. Look at the letters beside the options.")
        }
        CannotRead::OnlyOne => {
            "Only one letter can be right here. If two are ticked, ask the learner which is meant."
                .to_owned()
        }
        CannotRead::EachOnce => {
            "Every letter is wanted once. If a box was left empty, leave the whole item blank."
                .to_owned()
        }
        CannotRead::AsManyAs(count) => format!(
            "{count} letters are wanted, one for each box. A hyphen stands for an empty box."
        ),
        CannotRead::Empty(place) => format!(
            "Gap {place} is empty. If it was left blank on paper, leave the whole item blank."
        ),
    }
}

/// Where the item stands in the workbook: `Item 4 of 31`.
pub fn place(number: usize, of: usize) -> String {
    format!("Item {number} of {of}")
}
