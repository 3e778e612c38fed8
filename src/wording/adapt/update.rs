//! What is said of taking a new original.

use super::SETTINGS;
use crate::{
    adapt::{Action, Choice, Fate, News},
    edit_class::EditClass,
    pack::FillingKind,
};

/// The heading of taking a new original.
pub const UPDATE_HELP: &str = "When the training has a new version, see here what it means for each of your changes. Nothing is changed until you accept, and nothing of yours is lost.";
/// Which original the adaptation has.
pub fn stands_on(title: &str, version: &str) -> String {
    format!("Your adaptation stands on “{title}”, version {version}.")
}
/// Takes the site's training.
pub const UPDATE_SITE: &str = "Compare with this site’s training";
/// Takes a file.
pub const UPDATE_FILE: &str = "Or open a new original’s file";
/// What the file is called.
pub const UPDATE_FILE_HINT: &str = "Its name ends in .underpin-pack.zip.";
/// The new original.
pub fn new_original(title: &str, version: &str) -> String {
    format!("The new original: “{title}”, version {version}")
}
/// How much there is to look at.
pub fn to_look_at(all: usize, open: usize) -> String {
    match (all, open) {
        (0, _) => "You have changed no unit, so there is nothing to look at.".to_owned(),
        (_, 0) => "Every change of yours still fits.".to_owned(),
        (all, open) => format!("{open} of your {all} changes want a look."),
    }
}
/// Something else that is different.
pub fn news(news: &News) -> String {
    match news {
        News::UnitAdded(unit) => format!(
            "The original has a new unit: {unit}. If you have your own order of units, add it there."
        ),
        News::UnitGone(unit) => {
            format!("The original no longer has the unit {unit}. Your changes to it are kept.")
        }
        News::NameTaken(unit) => format!(
            "The original has a unit {unit} now, as you have. Yours keeps its name, and what people have done in it; the original’s is left out."
        ),
        News::Setting(key) => {
            format!("Your setting {key} is about something that is no longer there.")
        }
        News::Unasked {
            kind,
            key,
            said,
            asked,
        } => format!(
            "Careful: the original no longer asks for your {} “{key}” ({said}), so your staff do not see it in its words.{} Yours is kept under “{SETTINGS}”.",
            filling(*kind),
            match asked.as_slice() {
                [] => String::new(),
                asked => format!(
                    " The new original asks for “{}” instead: if that is the same, say yours there.",
                    asked.join("” and “")
                ),
            }
        ),
        News::Reworded { key, was, now } => format!(
            "Yours stays, and the original’s {key} is another now. It said: “{was}” It says: “{now}”"
        ),
        News::OtherPack(pack) => {
            format!("Careful: this is other training ({pack}), not a new version.")
        }
        News::SameOriginal => "This is the original that you have already.".to_owned(),
    }
}
/// What a word is.
fn filling(kind: FillingKind) -> &'static str {
    match kind {
        FillingKind::Term => "word",
        FillingKind::Policy => "policy",
        FillingKind::Contact => "contact",
    }
}
/// What becomes of a change.
pub fn fate(fate: &Fate) -> String {
    match fate {
        Fate::Fits => "Still fits".to_owned(),
        Fate::SameAsOriginal => "The original says the same now".to_owned(),
        Fate::Moved {
            merged: Some(_), ..
        } => "The original changed too, in other lines".to_owned(),
        Fate::Moved { merged: None, .. } => "The original changed in the same place".to_owned(),
        Fate::Gone { candidates, .. } if candidates.is_empty() => {
            "No longer in the original".to_owned()
        }
        Fate::Gone { candidates, .. } => {
            let names: Vec<String> = candidates.iter().map(|name| format!("“{name}”")).collect();
            format!(
                "No longer in the original. Is it {} now?",
                names.join(" or ")
            )
        }
        Fate::Locked(weakened) => {
            let words: Vec<String> = weakened.iter().map(ToString::to_string).collect();
            words.join(". ")
        }
        Fate::Aside => "You set this aside before".to_owned(),
    }
}
/// What kind of edit the original's is.
pub fn edit(class: EditClass) -> &'static str {
    match class {
        EditClass::Typo => "The original mended a slip in the writing.",
        EditClass::Clarification => "The original says the same more clearly.",
        EditClass::MeaningChanged => "The original says something else now.",
        EditClass::Withdrawn => "The original took it out.",
    }
}
/// What can be done with a change.
pub fn choice(choice: &Choice, action: &Action) -> String {
    let words = match (choice, action) {
        (Choice::About(part), _) => {
            return format!("Yes, it is “{part}” now: make my change there");
        }
        (Choice::Text(_), _) => "Use the text below",
        (Choice::Mine, Action::Hide { .. }) => "Keep it hidden",
        (Choice::Original, Action::Hide { .. }) => "Show it again, and drop my change",
        (Choice::Aside, Action::Hide { .. }) => "Show it for now, and set my change aside: kept",
        (Choice::Mine, Action::Move { .. }) => "Keep it where I put it",
        (Choice::Original, Action::Move { .. }) => {
            "Leave it where the original has it, and drop my change"
        }
        (Choice::Aside, Action::Move { .. }) => {
            "Leave it where the original has it for now, and set my change aside: kept"
        }
        (Choice::Original, Action::Insert { .. }) => "Take my words out",
        (Choice::Aside, Action::Insert { .. }) => "Set my words aside: kept, and not shown",
        (Choice::Mine, Action::Replace { .. } | Action::Insert { .. }) => "Keep my words",
        (Choice::Original, Action::Replace { .. }) => "Use the original’s words, and drop mine",
        (Choice::Aside, Action::Replace { .. }) => {
            "Use the original’s words for now, and set mine aside: kept"
        }
    };
    words.to_owned()
}
/// The three texts.
pub const ORIGINAL_MOVED: &str = "What the original changed";
/// The employer's side.
pub const YOURS: &str = "What you changed";
/// What is proposed.
pub const TOGETHER: &str = "Text to use";
/// Over a part of the original that a change may be about now.
pub fn says_now(part: &str) -> String {
    format!("What the original’s “{part}” says")
}
/// What was there.
pub const YOUR_TEXT: &str = "Your text";
/// What to do with it.
pub const CHOOSE: &str = "What should stand there?";
/// Accepts.
pub const ACCEPT: &str = "Accept the new original";
/// Gives it up.
pub const NOT_NOW: &str = "Not now";
/// The file is no original.
pub const LOOKING: &str = "Looking …";
