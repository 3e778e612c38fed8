//! What is said about saving a record as a file and opening one.

use crate::{
    exchange::news::News,
    identify::{Certainty, Kind as Identifying},
    record::event::{About, Item},
};

/// The heading over saving.
pub const SAVE_TITLE: &str = "Save your work as a file";
/// Under it.
pub const SAVE_HELP: &str =
    "The file goes into your downloads. Nothing is sent: you give it to somebody yourself.";
/// Names the choice of what goes in.
pub const WHAT_GOES_IN: &str = "What goes in";
/// The file for an assessor.
pub const HAND_IN: &str = "A file to hand in";
/// What is in it.
pub const HAND_IN_HELP: &str = "For your assessor. The answers you handed in, the decisions on them, and your practice. No drafts, no private reflections, and no text that you took back before anybody worked on it.";
/// The file for oneself.
pub const BACK_UP: &str = "A whole back-up";
/// What is in it.
pub const BACK_UP_HELP: &str = "For yourself. Everything here, drafts and reflections too. Open it on another device to go on there.";
/// There is nothing to hand in.
pub const NOTHING_HANDED_IN: &str = "You have not handed in an answer yet, so this file holds your practice only. Hand in an answer on its own page first.";
/// Asks for a lock.
pub const LOCK_IT: &str = "Lock the file with a passphrase";
/// What a lock means.
pub const LOCK_HELP: &str = "Whoever opens the file needs the passphrase. Tell it to them in another way than you send the file. If it is forgotten, nobody can open the file.";
/// The label of the file's passphrase.
pub const FILE_PASSPHRASE: &str = "Passphrase for the file";
/// No passphrase was typed.
pub const TYPE_PASSPHRASE: &str = "Type a passphrase, or take the tick away.";
/// The browser cannot lock here.
pub const NO_LOCK_HERE: &str = "A file cannot be locked here: the page is not on a secure address (https), so the browser offers no cryptography.";
/// The browser did not lock.
pub const LOCK_FAILED: &str =
    "The browser could not lock the file. Nothing is lost. Try again, or save it without a lock.";
/// The button that saves.
pub const SAVE: &str = "Check and save";
/// The button that saves at once.
pub const SAVE_NOW: &str = "Save a copy now";
/// There is nothing to save.
pub const NOTHING_YET: &str = "There is nothing to save yet.";
/// The browser would not save.
pub const NOT_SAVED: &str = "The browser did not take the file. Nothing is lost. Try again.";
/// Over the list of identifying details.
pub const LOOK_AGAIN: &str = "Could somebody be recognised?";
/// Under it.
pub const LOOK_AGAIN_HELP: &str = "These words in your work could tell a stranger whom they are about. They were looked for on this device only. You can change them first, or save the file as it is.";
/// Under it, on earlier versions.
pub const EARLIER_STAY: &str = "An answer keeps the versions you handed in. What you take out of it now stays in those. Take an answer back before you hand it in anew, and its text stays here, unless somebody has worked on it.";
/// The button that saves in spite of them.
pub const SAVE_ANYWAY: &str = "Save the file as it is";
/// The button that goes back.
pub const NOT_YET: &str = "Not yet";

/// The heading over opening.
pub const OPEN_TITLE: &str = "Open a file";
/// Under it.
pub const OPEN_HELP: &str = "A file from your assessor, or a copy you saved yourself. What is in it is added to what is here. Nothing here is replaced or lost.";
/// The label of the field.
pub const CHOOSE_FILE: &str = "Choose a file";
/// Under the field, where files can be dropped.
pub const OR_DROP: &str = "Or drop it on this page. Its name ends in .underpin.json.";
/// While a file is read.
pub const READING: &str = "Reading the file …";
/// The browser could not read it.
pub const CANNOT_READ: &str = "The browser could not read this file. Nothing on this device has changed. Check that the file is still there and try again.";
/// A locked file.
pub const FILE_LOCKED: &str = "This file is locked. Type its passphrase to open it.";
/// The button that unlocks a file.
pub const UNLOCK_FILE: &str = "Unlock the file";
/// The passphrase was another.
pub const WRONG_PASSPHRASE: &str = "That is not the passphrase of this file. Nothing is lost. Check for capital letters and try again.";
/// A locked file that cannot be read at all.
pub const LOCK_DAMAGED: &str = "This file is locked, and what stands in it is damaged or was made by a newer version. Nothing on this device has changed. Ask for the file to be sent again.";
/// Nothing was found wrong.
pub const WHOLE: &str = "Every entry in this file is as it was sealed. That shows that nothing was changed on the way; it does not prove who wrote it.";
/// Over what was found wrong.
pub const FOUND: &str = "What was found in this file";
/// There is nothing new in it.
pub const NOTHING_NEW: &str = "Everything in this file is here already.";
/// The button that takes a file in.
pub const ADD: &str = "Add it to my record";
/// The button that does not.
pub const CANCEL: &str = "Do not add it";
/// The button for another learner's file that is the same person's.
pub const SAME_PERSON: &str = "That is me: add it to my record";
/// The button for another learner's file that is somebody else's.
pub const SOMEBODY_ELSE: &str = "That is somebody else: open it beside mine";
/// After a file was not added.
pub const NOT_ADDED: &str = "The file was not added. Nothing has changed.";

/// A file was saved under this name.
pub fn saved(name: &str) -> String {
    format!("Saved as {name}. Look in your downloads. Keep it where only you can read it.")
}

/// Whose file it is, and when it was written.
pub fn whose(kind: &str, name: &str, writer: &str) -> String {
    let name = if name.is_empty() {
        "somebody who gave no name"
    } else {
        name
    };
    if writer.is_empty() || writer == name {
        format!("{kind} of {name}.")
    } else {
        format!("{kind} of {name}, written by {writer}.")
    }
}

/// What an assessor hands back to the learner whose record is open.
pub fn handed_back(writer: &str) -> String {
    let writer = if writer.is_empty() {
        "your assessor"
    } else {
        writer
    };
    format!("Your record, handed back by {writer} with what was decided and written on your work.")
}

/// The kinds of file, at the start of a sentence.
pub fn kind(is_hand_in: bool) -> &'static str {
    if is_hand_in {
        "A hand-in"
    } else {
        "A whole back-up"
    }
}

/// A file of another learner's id.
pub fn other_person(file: &str, here: &str) -> String {
    let called = |name: &str| {
        if name.is_empty() {
            "somebody who gave no name".to_owned()
        } else {
            name.to_owned()
        }
    };
    format!(
        "This file was begun under another profile: {}. The record that is open here is of {}. Is that the same person?",
        called(file),
        called(here)
    )
}

/// The file's learner is on this device under her own name.
pub fn already_here(name: &str) -> String {
    format!(
        "This file belongs to {name}, who uses this device too. Choose that name on the page “Who is learning on this device?”, then open the file again."
    )
}

/// What is in a file that is not here yet: "3 new answers, 1 new decision".
pub fn new(news: &News) -> String {
    let counted = count(news, "new ");
    if counted.is_empty() {
        NOTHING_NEW.to_owned()
    } else {
        format!("In it: {counted}.")
    }
}

/// What was taken in.
pub fn added(news: &News) -> String {
    let counted = count(news, "new ");
    if counted.is_empty() {
        NOTHING_NEW.to_owned()
    } else {
        format!("Added: {counted}.")
    }
}

/// What a file has brought, without saying where to: "3 new decisions".
pub fn brought(news: &News) -> String {
    count(news, "new ")
}

/// What a record holds: "3 versions of answers, 1 decision".
pub fn holds(news: &News) -> String {
    let counted = count(news, "");
    if counted.is_empty() {
        "nothing yet".to_owned()
    } else {
        counted
    }
}

fn count(news: &News, new: &str) -> String {
    let parts = [
        (news.versions, "version of an answer", "versions of answers"),
        (news.hand_ins, "hand-in", "hand-ins"),
        (
            news.withdrawals,
            "withdrawal of a hand-in",
            "withdrawals of hand-ins",
        ),
        (news.decisions, "decision", "decisions"),
        (news.comments, "comment", "comments"),
        (news.evidence, "piece of evidence", "pieces of evidence"),
        (news.plans, "plan entry", "plan entries"),
        (news.signatures, "signature", "signatures"),
        (news.samples, "sample entry", "sample entries"),
        (news.practice, "practice result", "practice results"),
        (news.sections, "section read", "sections read"),
        (news.other, "other entry", "other entries"),
    ];
    let said: Vec<String> = parts
        .into_iter()
        .filter(|(number, ..)| *number > 0)
        .map(|(number, one, more)| match number {
            1 => format!("1 {new}{one}"),
            _ => format!("{number} {new}{more}"),
        })
        .collect();
    said.join(", ")
}

/// What something found seems to be: "seems to be a name."
pub fn seems(kind: Identifying, certainty: Certainty) -> String {
    match certainty {
        Certainty::Likely => format!("is {}.", kind.noun()),
        Certainty::Possible => format!("may be {}.", kind.noun()),
    }
}

/// Names the place where something stands, for a link to it.
pub fn stands_in(about: &About) -> &'static str {
    match about.item {
        Item::Criterion(_) => "In this answer",
        Item::Unit => "In what you said about this unit",
        Item::Section(_) => "In this section",
        Item::Question(_) => "In this question",
        Item::Scenario(_) => "In this scenario",
    }
}

/// The rest of a long list.
pub fn and_more(more: usize) -> String {
    format!("And {more} more.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_said_in_order_and_only_where_there_are_any() {
        let news = News {
            versions: 3,
            decisions: 1,
            ..News::default()
        };
        assert_eq!(
            new(&news),
            "In it: 3 new versions of answers, 1 new decision."
        );
        assert_eq!(holds(&news), "3 versions of answers, 1 decision");
        assert_eq!(added(&News::default()), NOTHING_NEW);
        assert_eq!(holds(&News::default()), "nothing yet");
    }

    #[test]
    fn a_file_says_who_wrote_it_where_that_is_somebody_else() {
        assert_eq!(whose("A hand-in", "Ada", "Ada"), "A hand-in of Ada.");
        assert_eq!(
            whose("A hand-in", "Ada", "Bea"),
            "A hand-in of Ada, written by Bea."
        );
    }
}
