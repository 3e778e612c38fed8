//! What the home page says to somebody who has been here before.

/// Under how many sections somebody has read.
pub const READ: &str = "read";
/// Under how much of the practice is done.
pub const PRACTISED: &str = "practised";
/// Under how many criteria are handed in.
pub const HANDED_IN: &str = "handed in";
/// The way back.
pub const CONTINUE: &str = "Continue";

/// What the notice for somebody with nothing on the Home Screen is about.
pub const BEGUN: &str = "Work that you have begun";
/// It is another place than the browser.
pub const BEGUN_HELP: &str = "This app keeps its own work. If you have begun in the browser, that is still there: save your record as a file in \
    the browser, and open the file here.";
/// The way to where a file is opened.
pub const OPEN_FILE: &str = "Open a file";

/// Greets a learner, by name where she gave one.
pub fn welcome_back(name: &str) -> String {
    if name.is_empty() {
        "Welcome back".to_owned()
    } else {
        format!("Welcome back, {name}")
    }
}

/// A place in a unit.
pub fn in_unit(unit: &str) -> String {
    format!("Where you left off in “{unit}”.")
}

/// A scenario that is half walked.
pub fn half_way(unit: &str) -> String {
    format!("You are half way through this scenario, in “{unit}”.")
}

/// An answer that was being written.
pub fn writing(number: &str, unit: &str) -> String {
    format!("Your answer to {number}, in “{unit}”.")
}
