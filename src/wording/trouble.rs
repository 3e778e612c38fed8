//! What is said when something goes wrong: what happened, that nothing is lost, what to do.

use jiff::civil::Date;

use super::date::day;
use crate::record::store::StoreError;

/// Storage did not do as it was asked.
pub fn storage(error: &StoreError) -> String {
    error.to_string()
}

/// Events were found missing when a record was opened.
pub fn cleared(lost: usize) -> String {
    format!(
        "Part of your work is no longer on this device ({lost} entries): the browser or somebody else has cleared \
         it. What is still here is safe. If you have a copy as a file, open it on the page My record."
    )
}

/// Values were found that cannot be read.
pub fn unreadable(count: usize) -> String {
    format!(
        "{count} saved entries cannot be read. They are damaged, and are kept aside as they are. The rest of your \
         work is here. If you have a copy as a file, open it on the page My record."
    )
}

/// What a notice of that kind is about.
pub const STORAGE: &str = "Saving your work";
/// Likewise.
pub const UNREACHABLE: &str = "No signal";
/// Likewise.
pub const MISTAKES: &str = "Mistakes in this unit";
/// Likewise.
pub const CLOCK: &str = "The date on this device";
/// Likewise, of what could not be done as it was asked.
pub const SAID: &str = "Please note";
/// The button that puts a notice away.
pub const CLOSE: &str = "Close";

/// The device says that it is a day on which nobody can have read this unit.
pub fn clock_behind(today: Date, checked: Date) -> String {
    format!(
        "This device says that today is {}. That cannot be right: this unit was checked on {}. What you do is kept \
         with the device’s date, so please put it right in the device’s settings, then load this page again.",
        day(today),
        day(checked)
    )
}

/// The program itself failed.
pub const BUG: &str = "Something went wrong in this page. Your saved answers are safe on this device. Load the page \
                       again. If it happens again, save a copy of your record and tell whoever looks after the site.";
/// A file of the site could not be had.
pub fn unreachable(why: &str) -> String {
    format!(
        "The newest text could not be fetched: {why}. You can read what is here. Answers can be kept again when there \
         is a signal: load the page again then."
    )
}

/// The unit has errors.
pub const UNIT_HAS_ERRORS: &str = "There are mistakes in this unit’s file. What can be read is shown. Nothing of yours \
                                   is lost. Please tell whoever looks after the content:";
