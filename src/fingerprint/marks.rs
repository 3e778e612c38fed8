//! The marks in a text that was shown: what each line begins with, and what an entry is. [`super`] writes
//! them and [`pinned`](crate::pinned) reads them. Like the form, they are for ever.

use crate::id::OptionId;

/// The id of a question or criterion.
pub const ID: &str = "id: ";
/// Its kind.
pub const KIND: &str = "kind: ";
/// What it asks.
pub const ASKS: &str = "asks: ";
/// In which nations it holds, where not in all.
pub const HOLDS_IN: &str = "holds in: ";
/// Words between what it asks and what follows.
pub const WORDS: &str = "| ";

/// What a question is worth.
pub const POINTS: &str = "points: ";
/// How a question is scored, where that is not the usual way.
pub const SCORING: &str = "scoring: ";

/// A criterion's number, as its unit counts.
pub const NUMBER: &str = "number: ";
/// A criterion's level.
pub const LEVEL: &str = "level: ";
/// The awarding body's number, where a centre has set one.
pub const OFFICIAL_NUMBER: &str = "official number: ";
/// The awarding body's wording, where a centre has set one.
pub const OFFICIAL_WORDING: &str = "official wording: ";
/// The lead of a criterion's point.
pub const LEAD: &str = "- ";
/// What a point must show, below its lead.
pub const POINT: &str = "  > ";

/// That an option or known answer is right, and nothing else.
pub const RIGHT: &str = "right";
/// That a gap is filled by choosing; the right text stands first.
pub const CHOSEN: &str = "chosen";
/// Parts what an entry is from its words.
pub const IS: &str = ": ";
/// Parts the texts that an entry accepts.
pub const OR: &str = " | ";

/// What stands around the id of an entry, at the beginning of its line.
const ENTRY: (&str, &str) = ("- {#", "} ");
/// What stands around the id of a right-hand side, where a left-hand side says what it belongs to.
const WITH: (&str, &str) = ("with {#", "}");

/// What an entry's line begins with.
pub fn entry(id: &OptionId) -> String {
    let (open, close) = ENTRY;
    format!("{open}{id}{close}")
}

/// The id of the entry that a line is of, and the rest of the line.
pub fn read_entry(line: &str) -> Option<(&str, &str)> {
    let (open, close) = ENTRY;
    line.strip_prefix(open)?.split_once(close)
}

/// What a left-hand side is: it belongs to a right-hand side.
pub fn with(right: &OptionId) -> String {
    let (open, close) = WITH;
    format!("{open}{right}{close}")
}

/// The right-hand side that an entry says it belongs to.
pub fn read_with(mark: &str) -> Option<&str> {
    let (open, close) = WITH;
    mark.strip_prefix(open)?.strip_suffix(close)
}
