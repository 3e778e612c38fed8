//! What is said of a mistake in an employer's settings, in the words of the form that writes them.

use super::{CONTACTS, OFFICIAL, PASS_MARKS, POLICIES, RENEWALS, REVIEWS, ROLES, TERMS};
use crate::{
    adapt::{EntryKind, Slip},
    pack::FillingKind,
};

/// A field of the form, by its group and what it is about.
pub fn field(kind: EntryKind, called: &str) -> String {
    format!("{}: {called}", group(kind))
}

/// The group of the form where an entry of the settings is.
fn group(kind: EntryKind) -> &'static str {
    match kind {
        EntryKind::Filling(FillingKind::Term) => TERMS,
        EntryKind::Filling(FillingKind::Policy) => POLICIES,
        EntryKind::Filling(FillingKind::Contact) => CONTACTS,
        EntryKind::Role => ROLES,
        EntryKind::Refresh => RENEWALS,
        EntryKind::PassMark => PASS_MARKS,
        EntryKind::Review => REVIEWS,
        EntryKind::Criterion => OFFICIAL,
    }
}

/// What is wrong with an entry, and how to mend it in the form.
pub fn told(slip: Slip, kind: EntryKind) -> (&'static str, &'static str) {
    let contact = kind == EntryKind::Filling(FillingKind::Contact);
    match slip {
        Slip::Empty if contact => (
            "Nobody is named here.",
            "Fill in “Name or post”. To keep the original’s words, take it out here.",
        ),
        Slip::Empty => (
            "Nothing is written here.",
            "Fill the field in. To keep the original’s words, take it out here.",
        ),
        Slip::NoName if contact => (
            "There is a way to reach somebody here, and no name.",
            "Fill in “Name or post”, or take it out here.",
        ),
        Slip::NoName => (
            "This role has no name.",
            "Fill in “What people call it”, or take the role out here.",
        ),
        Slip::KeepsSafe if kind == EntryKind::PassMark => (
            "This scenario keeps people safe, so its pass mark may only rise.",
            "Type a higher number. To keep the original’s mark, take yours out here.",
        ),
        Slip::KeepsSafe => (
            "A part that keeps people safe shows this, so it cannot be empty.",
            "Fill it in. To keep the original’s words, take it out here.",
        ),
        Slip::Gone => (
            "This is about something that your training does not have, so nobody sees it.",
            "Take it out here. If you want to use it later, leave it.",
        ),
        Slip::UnitGone => (
            "Your training does not have one of the units that this role has to complete, so nobody is asked for it.",
            "It goes out when you next change the role’s name or its ticks.",
        ),
        Slip::Unfit => match kind {
            EntryKind::PassMark => (
                "This is not a pass mark.",
                "Type a whole number from 0 to 100.",
            ),
            EntryKind::Refresh => (
                "This is not a number of months.",
                "Type a whole number from 1 to 120.",
            ),
            EntryKind::Review => ("This is not a day.", "Choose the day again."),
            EntryKind::Filling(_) | EntryKind::Role | EntryKind::Criterion => (
                "This cannot be read, so nobody sees it.",
                "Take it out here, then fill it in again.",
            ),
        },
        Slip::NoField => (
            "There is something in this that cannot be read. Nobody sees it.",
            "Take it out here, then fill it in again.",
        ),
    }
}
