//! What the employer's page says: who has done what, and what is due.

use super::{date, page::how_many};
use crate::completion::team::{Added, Mark};

/// The page.
pub const TITLE: &str = "Who has done what";
/// What it is for.
pub const HELP: &str = "Open the completion statements that your staff gave you. See who has completed which unit, what is due again and what is overdue.";
/// The footer's link to it.
pub const LINK: &str = "For employers: who has done what";

/// The heading over opening.
pub const OPEN: &str = "Open statements";
/// What a statement holds.
pub const OPEN_HELP: &str = "A statement holds units, dates and results. It holds no answers, no feedback and no comments. Other files of your staff are not opened here.";
/// What stands beside the field.
pub const CHOOSE_FILES: &str = "Choose statements";
/// What stands on the button for a folder.
pub const CHOOSE_FOLDER: &str = "Open a folder";
/// That files can be dropped.
pub const OR_DROP: &str = "Or drop files or a folder here. Their names begin with completion.";
/// A folder is looked through.
pub const LOOKING: &str = "Looking for files…";
/// Nothing was found.
pub const NONE_FOUND: &str = "There is no file to open in there.";
/// The browser keeps a folder shut.
pub const FOLDER_SHUT: &str = "The browser would not open that folder. Choose the files instead.";
/// Over files that were not opened.
pub const BAD: &str = "These files were not taken in";
/// Over checking a certificate's code.
pub const CHECK_CODE: &str = "Check a certificate";
/// Under it.
pub const CHECK_CODE_HELP: &str = "Type what stands on the certificate. It is compared with the statements that are here, so open the person’s statement first.";
/// What was typed is no code.
pub const NO_CODE: &str = "A code has 16 letters and digits in four groups, like 3F2A-91BC-0D4E-77A1. The letters go from A to F.";
/// A field.
pub const NAME_ON_IT: &str = "Name on the certificate";
/// Under it.
pub const NAME_ON_IT_HELP: &str = "You can leave it empty if it is the name on the statement.";
/// A field.
pub const EMPLOYER_ON_IT: &str = "“Works at” on the certificate";
/// Under it.
pub const EMPLOYER_ON_IT_HELP: &str = "Leave it empty if the certificate says nothing there.";
/// The button.
pub const CHECK_IT: &str = "Check the code";
/// The code is one of these statements'.
pub fn code_fits(name: &str, unit: &str, day: &str) -> String {
    format!("✓ The code fits: {name}, “{unit}”, completed on {day}.")
}
/// What that means.
pub const CODE_FITS_HELP: &str = "Compare this with the paper. The words agree with a statement that you have. It does not show who made the certificate.";
/// No statement gives the code.
pub const CODE_UNKNOWN: &str = "○ No statement here gives this code.";
/// Why that can be.
pub const CODE_UNKNOWN_WHY: &str = "Check each letter, the name and the place of work. The code also changes when the person has done the unit again since, or when the training has a new version: ask for the statement of that day.";
/// Where statements are kept.
pub const WHERE: &str = "Statements are kept in this browser on this device, and nowhere else. Nothing but statements is kept here. With a passphrase (in Settings) they are locked. Whoever is chosen in this browser sees them, so use one that only you use.";
/// Over clearing.
pub const KEPT: &str = "What is kept here";
/// The button.
pub const CLEAR: &str = "Clear all statements";
/// The question before it.
pub const CLEAR_TITLE: &str = "Clear all statements?";
/// What it does.
pub const CLEAR_HELP: &str = "All statements on this device are taken away. Your staff keep their own work and can give you new statements. The files that you opened stay where they are.";
/// The way out.
pub const CLEAR_NOT: &str = "Leave them here";
/// It is done.
pub const CLEARED: &str = "All statements were cleared from this device.";
/// Nobody is chosen.
pub const WHO: &str = "Who is looking?";
/// Why that is asked.
pub const WHO_HELP: &str =
    "Statements are kept apart for each person who uses this browser. Type your name first.";
/// The field.
pub const YOUR_NAME: &str = "Your name";
/// The button.
pub const BEGIN: &str = "Begin";
/// The name is missing.
pub const NAME_MISSING: &str = "Type your name.";
/// There is no statement yet.
pub const EMPTY: &str = "There are no statements yet. Ask your staff to open My record and choose “Give a statement of what you have done”. Then open their files here.";
/// Statements could not be read from the storage.
pub const READING: &str = "Reading the statements on this device…";

/// The table's name.
pub const TABLE: &str = "People by unit";
/// The field that chooses a role.
pub const ROLE: &str = "Role";
/// All roles.
pub const ALL_ROLES: &str = "All roles";
/// The field that chooses an order.
pub const SORT: &str = "Order";
/// The orders.
pub const SORTS: [&str; 3] = ["Due next first", "By name", "By role"];
/// The button that saves a table.
pub const SAVE_CSV: &str = "Save for a spreadsheet";
/// The button that prints.
pub const PRINT: &str = "Print or save as PDF";
/// Over a person's name.
pub const NAME: &str = "Name";
/// Over the next day.
pub const NEXT: &str = "Due next";
/// The foot of the table.
pub const UP_TO_DATE: &str = "Up to date";
/// Over what the signs mean.
pub const LEGEND: &str = "What the signs mean";
/// Beside a unit that a role asks for.
pub const WANTED: &str = "asked for in this role";
/// Something is due at once.
pub const NOW: &str = "Now";
/// Nothing is due.
pub const NOTHING_DUE: &str = "Nothing";
/// No roles are named.
pub const NO_ROLES: &str = "To see what each role has to complete, name your roles, their units and how often they are done again in pack.toml.";
/// Somebody gave no name.
pub const NO_NAME: &str = "No name given";
/// The button that takes somebody out.
pub const TAKE_OUT: &str = "Take out";
/// Over taking somebody out.
pub const PEOPLE: &str = "People";
/// What these statements are.
pub const PLAIN: &str = "Completed means: everything read, every question answered, and no scenario left unsafe. It is no qualification. Whether a criterion is met, an assessor decides.";

/// The headings of the first columns of a spreadsheet.
pub const COLUMNS: [&str; 4] = ["Name", "Role", "Statement of", "Due next"];
/// What stands behind a unit's title in a spreadsheet.
pub const OF_UNIT: [&str; 2] = ["completed", "due again"];

/// A name, or what stands for it.
pub fn called(name: &str) -> &str {
    match name.trim() {
        "" => NO_NAME,
        name => name,
    }
}

/// A unit of another training.
pub fn of_training(unit: &str, training: &str) -> String {
    format!("{unit} ({training})")
}

/// Where a unit stands, in words.
pub fn mark(mark: Mark) -> &'static str {
    match mark {
        Mark::Overdue => "Overdue",
        Mark::Missing => "Not begun",
        Mark::Begun => "Begun",
        Mark::DueSoon => "Due soon",
        Mark::Done => "Completed",
        Mark::NotAsked => "Not asked for",
    }
}

/// The sign beside the words.
pub fn sign(mark: Mark) -> &'static str {
    match mark {
        Mark::Overdue => "!",
        Mark::Missing => "✗",
        Mark::Begun => "…",
        Mark::DueSoon => "↻",
        Mark::Done => "✓",
        Mark::NotAsked => "–",
    }
}

/// What a mark means.
pub fn means(mark: Mark) -> &'static str {
    match mark {
        Mark::Overdue => "It was completed, and the day to do it again has passed.",
        Mark::Missing => "The role asks for it, and nothing was done yet.",
        Mark::Begun => "Something was done. It is not complete.",
        Mark::DueSoon => "It was completed, and is to be done again within 30 days.",
        Mark::Done => "It is complete.",
        Mark::NotAsked => "Nothing was done, and the role does not ask for it.",
    }
}

/// The word that styles and tests know a mark by.
pub fn key(mark: Mark) -> &'static str {
    match mark {
        Mark::Overdue => "overdue",
        Mark::Missing => "missing",
        Mark::Begun => "begun",
        Mark::DueSoon => "due-soon",
        Mark::Done => "done",
        Mark::NotAsked => "not-asked",
    }
}

/// When a unit was completed.
pub fn done(day: jiff::civil::Date) -> String {
    format!("done {}", date::day(day))
}

/// By when it is due.
pub fn due(day: jiff::civil::Date) -> String {
    format!("again by {}", date::day(day))
}

/// By when it was due.
pub fn was_due(day: jiff::civil::Date) -> String {
    format!("was due {}", date::day(day))
}

/// How often a unit is done again.
pub fn every(months: u32) -> String {
    format!(
        "again after {}",
        how_many(as_usize(months), "month", "months")
    )
}

fn as_usize(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// So many of everybody shown.
pub fn of(up_to_date: usize, people: usize) -> String {
    format!("{up_to_date} of {people}")
}

/// So many of those whose role asks for it.
pub fn of_asked(up_to_date: usize, asked: usize) -> String {
    format!("{up_to_date} of {asked} asked")
}

/// How many people are shown.
pub fn shown(shown: usize, all: usize) -> String {
    let people = how_many(all, "person", "people");
    match shown == all {
        true => format!("{people}."),
        false => format!("{shown} of {people}."),
    }
}

/// The day of a statement.
pub fn stated(day: jiff::civil::Date) -> String {
    format!("Statement of {}", date::day(day))
}

/// The clock of a statement's device was wrong.
pub const AHEAD: &str = "Dated ahead: a clock was wrong. Ask for a new one.";

/// How much is kept.
pub fn kept(statements: usize, people: usize) -> String {
    let statements = how_many(statements, "statement", "statements");
    format!("{statements} of {}.", how_many(people, "person", "people"))
}

/// What came of opening files.
pub fn opened(added: &[Added], bad: usize) -> String {
    let count = |wanted: Added| added.iter().filter(|one| **one == wanted).count();
    let mut said = vec![format!(
        "{} opened.",
        how_many(added.len(), "statement", "statements")
    )];
    let mut tell = |number: usize, one: &str, more: &str| {
        if number > 0 {
            said.push(format!("{}.", how_many(number, one, more)));
        }
    };
    tell(count(Added::NewPerson), "new person", "new people");
    tell(
        count(Added::Later),
        "takes the place of an earlier one",
        "take the place of earlier ones",
    );
    tell(
        count(Added::Earlier),
        "is older than what was here, and is kept",
        "are older than what was here, and are kept",
    );
    tell(
        count(Added::Ahead),
        "is dated after today and is kept: the clock of that device was wrong. Others of that person are shown instead of it. Ask for a new one",
        "are dated after today and are kept: the clocks of those devices were wrong. Others of those people are shown instead of them. Ask for new ones",
    );
    tell(count(Added::Again), "was here already", "were here already");
    if bad > 0 {
        said.push(format!("{} not taken in.", how_many(bad, "file", "files")));
    }
    said.join(" ")
}

/// Statements that are kept and cannot be read any more.
pub fn unread(number: usize) -> String {
    let what = how_many(number, "statement", "statements");
    format!("{what} kept here cannot be read. They stay as they are. Open the files again.")
}

/// The button that takes somebody out, in full.
pub fn take_out(name: &str) -> String {
    format!("Take out {}", called(name))
}

/// Somebody was taken out.
pub fn taken_out(name: &str) -> String {
    format!("{} was taken out.", called(name))
}

/// The head of the print.
pub fn on_paper(day: jiff::civil::Date) -> String {
    format!("{TITLE}, {}", date::day(day))
}
