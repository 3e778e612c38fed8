//! What is said where an answer to a criterion is written and handed in.

use std::ops::RangeInclusive;

use super::judged;
use crate::{edit_class::EditClass, record::decision::Holds};

/// The criterion is no longer in the unit.
pub const GONE: &str = "This criterion is no longer in the unit. What you wrote is kept: you can read it on the page My record.";
/// Several people use the device and nobody has been chosen.
pub const CHOOSE_FIRST: &str =
    "Choose who you are first, at the top of this page. Then you can write here.";
/// Before what is most often missing.
pub const OFTEN_MISSING: &str = "Often missing:";
/// The label of the editor.
pub const YOUR_ANSWER: &str = "Your answer";
/// The same where the criterion has to be seen in real work.
pub const YOUR_NOTE: &str = "Your note for the assessor";
/// A criterion that has to be seen.
pub const SKILL: &str = "This needs to be seen in real work. Words alone cannot show it. Ask your assessor for an observation, or somebody who saw it for a statement. You can write a note here that helps your assessor to plan.";
/// Above the editor.
pub const REMINDER: &str = "Write so that nobody can tell who the person is. Do not use real names, dates of birth, addresses or the name of the home.";
/// Nothing has been typed yet.
pub const KEPT_AS_YOU_TYPE: &str = "What you write is saved on this device as you type.";
/// A moment ago.
pub const SAVING: &str = "Saving …";
/// It is on the device.
pub const SAVED: &str = "Saved on this device";
/// Before a question about the text.
pub const ASK_YOURSELF: &str = "Ask yourself:";
/// The button that keeps a version.
pub const KEEP_VERSION: &str = "Keep this version";
/// It was kept.
pub const VERSION_KEPT: &str = "This version is kept. You can come back to it at any time.";
/// There was nothing new to keep.
pub const VERSION_THERE: &str = "This version is kept already. Nothing has changed since.";
/// The button that opens the form for handing in.
pub const HAND_IN_BEGIN: &str = "Hand in …";
/// The newer version of another window is now in the editor.
pub const NEWER_TAKEN: &str = "You wrote a newer version in another window. It is in the box now.";
/// Over versions written apart.
pub const WRITTEN_APART: &str = "There is another version of your answer";
/// Under it.
pub const WRITTEN_APART_HELP: &str = "It was written in another window or on another device, without the text in the box. Nothing is lost: both are kept. Choose how to go on.";
/// Stays with the text in the editor.
pub const STAY: &str = "Go on with the text in the box";
/// Takes the other.
pub const TAKE: &str = "Use this text instead";
/// Puts both together.
pub const JOIN: &str = "Put this text under mine";
/// After choosing.
pub const STAYED: &str = "You go on with the text in the box. The other version is kept.";
/// After choosing.
pub const TAKEN: &str = "The other text is in the box now. Your earlier text is kept.";
/// After choosing.
pub const JOINED: &str = "Both texts are in the box now. Bring them together as you like.";
/// Over identifying details.
pub const LOOK_AT_THESE: &str = "Could this show who somebody is?";
/// Under it.
pub const LOOK_HELP: &str = "This is only a suggestion, and it can be wrong. It looks on this device only. You decide what to change.";
/// Shows a finding in the text.
pub const SHOW: &str = "Show in the text";
/// Marks what was added, for those who hear it.
pub const ADDED: &str = "added:";
/// Marks what was taken out, for those who hear it.
pub const TAKEN_OUT: &str = "taken out:";
/// Beside a version that was handed in.
pub const HANDED_IN: &str = "Handed in";
/// Beside a version that was written on paper first.
pub const FROM_WORKBOOK: &str = "typed in from a workbook";
/// Beside a version that nobody asked for: the page was left, say.
pub const KEPT_BY_ITSELF: &str = "kept by itself";
/// Shows what changed.
pub const SHOW_CHANGES: &str = "Show what changed";
/// Brings a version back.
pub const RESTORE: &str = "Bring this version back";
/// Over decisions.
pub const DECISION: &str = "What your assessor decided";
/// An answer to the same criterion that another device handed in.
pub fn also_handed_in(at: &str) -> String {
    format!("Another answer, written on {at}, was handed in too and waits beside this one")
}
/// Over superseded decisions.
pub const EARLIER_DECISIONS: &str = "Earlier decisions";
/// Over strengths.
pub const STRENGTHS: &str = "What is good";
/// Over the gap.
pub const GAP: &str = "What is missing";
/// Over the action.
pub const ACTION: &str = "What to do next";
/// Over comments on passages.
pub const COMMENTS: &str = "Comments on your text";
/// Over the five rules of evidence.
pub const RULES: &str = "The rules your assessor looked at";
/// A rule of evidence.
pub const VALID: &str = "It fits the criterion";
/// A rule of evidence.
pub const AUTHENTIC: &str = "It is your own work";
/// A rule of evidence.
pub const RELIABLE: &str = "It is a true picture";
/// A rule of evidence.
pub const CURRENT: &str = "It is recent enough";
/// A rule of evidence.
pub const SUFFICIENT: &str = "It covers everything that is asked";
/// What to do after handing in.
pub const WHAT_NEXT: &str = "This version is fixed now. Next, save the hand-in file and give it to your assessor. Nothing is sent by itself.";
/// Saves the file at once.
pub const SAVE_HAND_IN: &str = "Save the hand-in file";
/// The link to the record.
pub const TO_RECORD: &str = "See everything on My record";
/// Opens the declaration.
pub const DECLARED: &str = "What you declared";
/// Goes on writing after handing in.
pub const WRITE_ON: &str = "Write a new version";
/// Takes a submission back.
pub const WITHDRAW: &str = "Take it back";
/// What that does.
pub const WITHDRAW_HELP: &str = "If you take it back, your text stays. If your assessor already has the file, tell them as well.";
/// It was taken back.
pub const WITHDRAWN: &str =
    "You have taken it back. Your text is kept, and you can hand it in again.";
/// No help was declared.
pub const NO_HELP: &str = "No help from a program or another person.";
/// The wording has changed.
pub const REWORDED: &str = "The wording of this criterion has changed since you wrote";
/// What is asked has changed.
pub const ASKS_OTHERWISE: &str = "It asks for something else now. Your text is kept as it is. Read the new wording and see whether your answer still fits.";
/// Only words have changed.
pub const ONLY_WORDS: &str = "Only words were mended. Your text is kept as it is.";
/// Opens both wordings.
pub const BOTH_WORDINGS: &str = "Read both wordings";
/// Over the old wording.
pub const WORDING_THEN: &str = "When you wrote";
/// Over the new wording.
pub const WORDING_NOW: &str = "Now";
/// Over the form that hands in.
pub const HAND_IN_TITLE: &str = "Hand in this answer";
/// The statement of own work.
pub const STATEMENT: &str = "This is my own work, in my own words. Where I used somebody else’s words or had help, I say so here.";
/// Names the field for sources.
pub const SOURCES: &str = "What did you use?";
/// Under it.
pub const SOURCES_HELP: &str =
    "Books, websites, policies, training. Leave it empty if you used none.";
/// Asks for help that was had.
pub const HELP: &str = "Did anybody or any program help you?";
/// Under it.
pub const HELP_HELP: &str = "Help is often fine, if you say so. This includes AI, such as a chatbot, and people who wrote or changed your text.";
/// No help.
pub const HELP_NONE: &str = "No";
/// Help.
pub const HELP_USED: &str = "Yes";
/// Asks which help.
pub const HELP_HOW: &str = "Who or what helped, and how?";
/// Names the field of the signature.
pub const SIGNED: &str = "Your name, as your signature";
/// Hands in.
pub const HAND_IN: &str = "Hand in";
/// Closes the form.
pub const NOT_NOW: &str = "Not now";
/// It was handed in.
pub const HANDED_IN_SAID: &str = "Handed in. This version is fixed now.";
/// The text is empty.
pub const WRITE_FIRST: &str = "Write your answer first.";
/// The statement is not agreed to.
pub const AGREE_FIRST: &str = "Tick the box if this is your own work.";
/// It is not said whether there was help.
pub const SAY_HELP: &str = "Say whether you had help.";
/// It is not said which help.
pub const SAY_HOW: &str = "Say who or what helped you, and how.";
/// The name is missing.
pub const SIGN_FIRST: &str = "Type your name.";
/// No identifying details were found.
pub const NOTHING_FOUND: &str = "The check for names and other details found nothing. Read your text once more yourself: it cannot find everything.";
/// Some were found.
pub const FOUND_AGAIN: &str = "These could show who somebody is. You can still hand in. If you want to change them first, choose “Not now”.";

/// `1 word`, `214 words`
pub fn word_count(words: usize) -> String {
    match words {
        1 => "1 word".to_owned(),
        words => format!("{words} words"),
    }
}

/// How long the text is, and what is usual.
pub fn length(words: usize, usual: Option<&RangeInclusive<u16>>) -> String {
    let count = word_count(words);
    match usual {
        Some(usual) => format!(
            "{count}. Many answers have {} to {}. It is only a guide.",
            usual.start(),
            usual.end()
        ),
        None => count,
    }
}

/// When another version was written.
pub fn written_at(when: &str) -> String {
    format!("Written on {when}")
}

/// How many things were found, announced.
pub fn found(count: usize) -> String {
    match count {
        0 => String::new(),
        1 => "1 detail could show who somebody is. See the list under your text.".to_owned(),
        count => {
            format!("{count} details could show who somebody is. See the list under your text.")
        }
    }
}

/// What a finding seems to be.
pub fn looks_like(noun: &str) -> String {
    format!("This looks like {noun}.")
}

/// The same where it may be harmless.
pub fn perhaps(noun: &str) -> String {
    format!("{noun}, but may be harmless")
}

/// The button that replaces.
pub fn replace_with(suggestion: &str) -> String {
    format!("Replace with “{suggestion}”")
}

/// Its name where several stand in a list.
pub fn replace_named(quote: &str, suggestion: &str) -> String {
    format!("Replace with “{suggestion}”: {quote}")
}

/// The button that shows a finding, named.
pub fn show_named(quote: &str) -> String {
    format!("{SHOW}: {quote}")
}

/// Something was replaced.
pub fn replaced(suggestion: &str) -> String {
    format!("Replaced with “{suggestion}”.")
}

/// Over the list of versions.
pub fn versions(count: usize) -> String {
    match count {
        1 => "1 version of your answer".to_owned(),
        count => format!("{count} versions of your answer"),
    }
}

/// What changed in a version.
pub fn changed(summary: &str, ticks: bool) -> String {
    let ticks = if ticks {
        " Your checklist changed."
    } else {
        ""
    };
    format!("{summary}.{ticks}")
}

/// A version is in the editor again.
pub fn restored(when: &str) -> String {
    format!("The version of {when} is in the box again. What was there before is kept.")
}

/// Names the button that shows what changed.
pub fn show_changes_of(when: &str) -> String {
    format!("{SHOW_CHANGES}: {when}")
}

/// Names the button that brings a version back.
pub fn restore_of(when: &str) -> String {
    format!("{RESTORE}: {when}")
}

/// Who decided, when.
pub fn decided_by(name: &str, day: &str) -> String {
    if name.is_empty() {
        format!("Decided on {day}")
    } else {
        format!("Decided by {name} on {day}")
    }
}

/// Who stands by a decision that was made in training.
pub fn countersigned_by(name: &str, day: &str) -> String {
    format!("Countersigned by {} on {day}", judged::named(name))
}

/// What was found for a rule of evidence.
pub fn rule(rule: &str, holds: Holds) -> String {
    format!("{rule}: {}.", judged::holds(holds).to_lowercase())
}

/// Over what was found in the whole hand-in file.
pub fn in_the_file(count: usize) -> String {
    match count {
        1 => "The file holds 1 detail that could show who somebody is".to_owned(),
        count => format!("The file holds {count} details that could show who somebody is"),
    }
}

/// When it was handed in.
pub fn handed_in_on(when: &str) -> String {
    format!("Handed in on {when}")
}

/// How often it may still be handed in.
pub fn left(left: u32) -> String {
    match left {
        0 => "You have handed this in as often as your centre allows. Talk to your assessor about what comes next.".to_owned(),
        1 => "You can hand this in once more.".to_owned(),
        left => format!("You can hand this in {left} times more."),
    }
}

/// Sources as they were declared.
pub fn sources_were(sources: &str) -> String {
    format!("Sources: {sources}")
}

/// Help as it was declared.
pub fn help_used(how: &str) -> String {
    format!("Help: {how}")
}

/// The signature.
pub fn signed(name: &str, day: &str) -> String {
    format!("Signed {name}, {day}")
}

/// Today's date beside the signature.
pub fn today(day: &str) -> String {
    format!("Date: {day}")
}

/// Before what an edit means to a learner.
pub const MATTERS: &str = "Does it matter to you?";

/// What an edit means to a learner who has answered.
pub fn edit_matters(class: EditClass) -> &'static str {
    match class {
        EditClass::Typo => "No. A slip in the writing was mended. Your answer stands as it is.",
        EditClass::Clarification => {
            "Hardly. The same is asked, more clearly. Read it once; your answer stands as it is."
        }
        EditClass::MeaningChanged => {
            "It may. Something else is asked. Your answer is kept with the words it was written to. Ask your assessor if you should add to it."
        }
        EditClass::Withdrawn => "This is no longer asked. Your answer is kept.",
    }
}
