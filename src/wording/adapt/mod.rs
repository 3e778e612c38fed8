//! The words of the page where an employer makes training its own.

pub mod slip;
pub mod update;

use crate::adapt::{Action, Beside, Change, Whose, setting::CentrePart};

/// The page.
pub const TITLE: &str = "Adapt";
/// What is done there.
pub const HELP: &str =
    "Make this training your own: your words, your policies, your people, your stories.";
/// The way to the page, in the footer.
pub const FOR_EMPLOYERS: &str = "For employers: adapt this training";

/// The parts of the page.
pub const PARTS: &str = "Parts of your adaptation";
/// The first part.
pub const OVERVIEW: &str = "Overview";
/// The settings.
pub const SETTINGS: &str = "Words and settings";
/// Taking a new original.
pub const UPDATE: &str = "New original";

/// The heading of a new adaptation.
pub const BEGIN: &str = "Begin";
/// What it is.
pub const BEGIN_HELP: &str = "The training stays as it is. What you change is kept beside it, so that you can take a new version later and lose nothing of yours. It all stays on this device until you save it as a file.";
/// The label of the title.
pub const NAME: &str = "What your staff see over the units";
/// An example.
pub const NAME_HINT: &str = "For example: Relationships in care, at Riverside House.";
/// No title was typed.
pub const TYPE_NAME: &str = "Type a title.";
/// The label of the nation.
pub const NATION: &str = "Where is your service?";
/// The button.
pub const BEGIN_BUTTON: &str = "Begin your adaptation";
/// The other way to begin.
pub const OPEN: &str = "Open one that you saved";
/// The label of its field.
pub const OPEN_FILE: &str = "Your adaptation’s file";
/// What the file is called.
pub const OPEN_HINT: &str = "Its name ends in .underpin-adaptation.zip.";
/// The training could not be had.
pub fn not_fetched(why: &str) -> String {
    format!(
        "The training could not be fetched, so nothing was begun. {why}. Try again when you have a connection."
    )
}

/// Everything is kept.
pub const SAVED: &str = "Saved on this device";
/// It is being kept.
pub const SAVING: &str = "Saving …";
/// It could not be kept.
pub const NOT_SAVED: &str =
    "Your browser would not keep this. Save it as a file now, so that nothing is lost.";
/// What was kept cannot be read.
pub const DAMAGED: &str = "What this browser kept of your adaptation cannot be read. It is left where it is. Open the file that you saved, or begin again.";
/// Another tab has kept something else.
pub const KEPT_ELSEWHERE: &str = "Your adaptation was changed in another tab or window at the same time. What you changed here is not saved, so that nothing there is lost. Which is to stand? “Undo the last step” brings the other one back.";
/// What the other tab has kept.
pub const LET_STAND_THERE: &str = "What the other tab saved";
/// What this one shows.
pub const LET_STAND_HERE: &str = "What stands here";

/// The heading of what to do with it.
pub const TAKE_OUT: &str = "Share it and keep it safe";
/// Saves the adaptation.
pub const SAVE_FILE: &str = "Save your adaptation";
/// What that is for.
pub const SAVE_FILE_HELP: &str =
    "One file with all your changes: your back-up, and what you open to go on.";
/// Saves the pack.
pub const SAVE_PACK: &str = "Save the training for your staff";
/// What that is for.
pub const SAVE_PACK_HELP: &str = "One file with the training as your staff will read it. They open it under Settings, or you put it on your site.";
/// Tries it.
pub const TRY: &str = "Try it as a learner";
/// What that is.
pub const TRY_HELP: &str =
    "Opens your training in a new tab. What you do there is thrown away with the tab.";
/// It could not be tried.
pub const NOT_TRIED: &str =
    "Your browser has no room to try it. Save the training as a file and open that.";
/// A file was saved.
pub fn saved_as(name: &str) -> String {
    format!("Saved as {name}.")
}
/// The training was saved, with so many mistakes.
pub fn pack_saved_as(name: &str, mistakes: usize) -> String {
    let saved = saved_as(name);
    match mistakes {
        0 => saved,
        1 => format!(
            "{saved} Careful: it has 1 mistake. Look under “{PROBLEMS}” before you give it to your staff."
        ),
        many => format!(
            "{saved} Careful: it has {many} mistakes. Look under “{PROBLEMS}” before you give it to your staff."
        ),
    }
}
/// It is too large.
pub const TOO_LARGE: &str = "This is too large for one file. Take some images out.";

/// The heading of the units.
pub const UNITS: &str = "Units";
/// Whose a unit is.
pub fn whose(whose: Whose, changes: usize) -> String {
    match (whose, changes) {
        (Whose::Original, _) => "As in the original".to_owned(),
        (Whose::Own, _) => "Your own".to_owned(),
        (Whose::Changed, 1) => "1 change".to_owned(),
        (Whose::Changed, changes) => format!("{changes} changes"),
    }
}
/// Opens a unit, for those who hear it alone.
pub fn edit_unit(title: &str) -> String {
    format!("Edit “{title}”")
}
/// Adds a unit.
pub const NEW_UNIT: &str = "Add a unit of your own";
/// Its title.
pub const NEW_UNIT_TITLE: &str = "Title of the new unit";
/// The button.
pub const ADD: &str = "Add";
/// There is a unit of that name.
pub const NAME_TAKEN: &str = "There is a unit of that name already. Choose another title.";
/// Moves a unit up.
pub fn up(title: &str) -> String {
    format!("Move “{title}” up")
}
/// Moves a unit down.
pub fn down(title: &str) -> String {
    format!("Move “{title}” down")
}
/// Leaves a unit out.
pub const LEAVE_OUT: &str = "Leave out";
/// Leaves a unit out, for those who hear it alone.
pub fn leave_out(title: &str) -> String {
    format!("Leave out “{title}”")
}
/// Shows a unit again.
pub const SHOW: &str = "Show again";
/// A unit that cannot be left out.
pub const STAYS: &str = "Keeps people safe: it stays";
/// Takes a setting out that is about something which is no longer there, or says too little.
pub fn take_out_of_settings(field: &str) -> String {
    format!("Take it out: {field}")
}
/// A unit that the original has no more.
pub const UNIT_GONE: &str =
    "No longer in the original: your changes are kept, and staff do not see it";
/// A unit that is left out.
pub const LEFT_OUT: &str = "Left out: staff do not see it";

/// The heading of what is wrong.
pub const PROBLEMS: &str = "What to mend";
/// Nothing is wrong.
pub const NO_PROBLEMS: &str =
    "Nothing to mend. What you changed fits the original, and the check is content.";
/// Where a problem is.
pub fn problem_at(file: &str, line: usize) -> String {
    format!("{file}, line {line}")
}
/// A problem in the original's own settings.
pub const IN_ORIGINAL: &str = "In the original’s settings, which are not yours to mend";
/// How many there are.
pub fn problems(errors: usize, warnings: usize) -> String {
    let count = |count: usize, one: &str, more: &str| match count {
        1 => format!("1 {one}"),
        count => format!("{count} {more}"),
    };
    format!(
        "{}, {}",
        count(errors, "mistake", "mistakes"),
        count(warnings, "thing to look at", "things to look at")
    )
}

/// Undoes the last step.
pub const UNDO: &str = "Undo the last step";
/// It is undone.
pub const UNDONE: &str = "The last step is undone.";
/// Takes the whole adaptation away.
pub const START_OVER: &str = "Start over";
/// Asks.
pub const START_OVER_ASK: &str = "Take your adaptation off this device? If you have not saved it as a file, it is gone for good.";
/// Does it.
pub const START_OVER_YES: &str = "Take it off";
/// Does not.
pub const KEEP: &str = "Keep it";

/// The heading of the settings.
pub const SETTINGS_HELP: &str =
    "Leave a field empty to keep the original’s words, which stand under it.";
/// The original's words.
pub fn original(words: &str) -> String {
    match words {
        "" => "The original says nothing here.".to_owned(),
        words => format!("Original: {words}"),
    }
}
/// Where a word is used.
pub fn used(times: usize, units: usize) -> String {
    let times = match times {
        0 => return "Not used in any unit.".to_owned(),
        1 => "Used once".to_owned(),
        times => format!("Used {times} times"),
    };
    match units {
        1 => format!("{times}, in 1 unit."),
        units => format!("{times}, in {units} units."),
    }
}
/// A live sample.
pub const SAMPLE: &str = "Your staff read:";
/// A word that no one has set.
pub const MISSING: &str = "Units ask for this, and nobody has said it yet.";
/// A word of the employer's own that nothing shows.
pub const UNASKED: &str =
    "No unit asks for this, so your staff do not see it. It is kept here for you.";
/// The group of general settings.
pub const GENERAL: &str = "General";
/// The version.
pub const VERSION: &str = "Version";
/// What it is for.
pub const VERSION_HINT: &str =
    "Count it up when you give a change to your staff. It stands in their records.";
/// The group of words.
pub const TERMS: &str = "Your words";
/// The group of policies.
pub const POLICIES: &str = "Your policies";
/// The group of contacts.
pub const CONTACTS: &str = "Your people";
/// A contact's name.
pub const CONTACT_NAME: &str = "Name or post";
/// A contact's telephone.
pub const CONTACT_PHONE: &str = "Telephone";
/// A contact's mail.
pub const CONTACT_EMAIL: &str = "Email";
/// The group of roles.
pub const ROLES: &str = "Who completes which units";
/// What they are for.
pub const ROLES_HINT: &str = "Your staff choose what they work as when they make their completion statement. “Who has done what” then shows you who has what still to do.";
/// A role's title.
pub const ROLE_NAME: &str = "What people call it";
/// A role's units.
pub const ROLE_UNITS: &str = "Has to complete";
/// A role cannot be put there.
pub const ROLE_TAKEN: &str = "You have a role of that name already.";
/// The label of a new role.
pub const NEW_ROLE: &str = "Add a role";
/// An example.
pub const NEW_ROLE_HINT: &str = "For example: Care worker, Senior, Night staff.";
/// The button that takes a role of the employer's own away.
pub fn role_out(title: &str) -> String {
    format!("Take “{title}” out")
}
/// The button that brings back how the original has a role.
pub fn role_as_before(title: &str) -> String {
    format!("Let “{title}” be as in the original")
}
/// The group of renewals.
pub const RENEWALS: &str = "When units are done again";
/// What they are.
pub const RENEWALS_HINT: &str =
    "After how many months. Leave a unit empty that is done once and for all.";
/// The group of the centre.
pub const CENTRE: &str = "Your centre";
/// What it is for.
pub const CENTRE_HINT: &str = "Only where learners are assessed for a qualification. It stands at the head of their assessment records. What you leave empty can be written in by hand.";
/// What is known of a centre.
pub fn centre(part: CentrePart) -> &'static str {
    match part {
        CentrePart::Name => "Centre’s name",
        CentrePart::Number => "Centre’s number",
        CentrePart::Service => "Your service",
        CentrePart::AwardingBody => "Awarding body",
        CentrePart::Qualification => "Qualification",
        CentrePart::QualificationNumber => "Qualification’s number",
    }
}
/// The awarding body's reference for a unit.
pub fn unit_ref(unit: &str) -> String {
    format!("Awarding body’s reference for “{unit}”")
}
/// How often an answer may be handed in.
pub const MOST_SUBMISSIONS: &str = "How often an answer may be handed in";
/// What the original says to that.
pub fn no_limit(most: Option<&str>) -> String {
    match most {
        Some(most) => original(most),
        None => "Leave it empty for no limit.".to_owned(),
    }
}
/// The group of pass marks.
pub const PASS_MARKS: &str = "Pass marks of scenarios";
/// A pass mark.
pub const PASS_MARK_HINT: &str =
    "Out of 100. Where a scenario keeps people safe, it may only rise.";
/// The group of reviews.
pub const REVIEWS: &str = "When you check units again";
/// The group of official wording.
pub const OFFICIAL: &str = "Your awarding body’s wording";
/// What it is.
pub const OFFICIAL_HINT: &str = "Learners and assessors see this first, where you set it.";
/// The number.
pub const OFFICIAL_REF: &str = "Number";
/// The wording.
pub const OFFICIAL_TEXT: &str = "Wording";
/// The group of colours.
pub const LOOK: &str = "Colour and logo";
/// The hue.
pub const HUE: &str = "Hue of links and buttons, from 0 to 360";
/// What it does.
pub const HUE_HINT: &str = "Only the hue is yours: lightness stays, so that everybody can read it. Empty is the usual teal.";
/// The logo.
pub const LOGO: &str = "Logo";
/// What it may be.
pub const LOGO_HINT: &str =
    "A small PNG, SVG, JPEG or WebP file. It stands beside the name at the top.";
/// Takes the logo away.
pub const NO_LOGO: &str = "Take the logo away";
/// No logo was given.
pub const BAD_LOGO: &str =
    "That is not an image that pages can show. Choose a PNG, SVG, JPEG or WebP file under 200 kB.";

/// Back to the overview.
pub const BACK: &str = "Back to the overview";
/// There is no such unit.
pub const NO_UNIT: &str = "There is no such unit in your adaptation.";
/// The heading of the changes to a unit.
pub const CHANGES: &str = "Compared with the original";
/// There are none.
pub const NO_CHANGES: &str = "Nothing is changed in this unit.";
/// A unit of one's own.
pub const OWN_UNIT: &str = "This unit is your own. There is no original to compare it with.";
/// Takes one change back.
pub const TAKE_BACK: &str = "Undo this change";
/// Takes one change back, for those who hear it alone.
pub fn take_back(change: &str) -> String {
    format!("Undo this change: {change}")
}
/// Takes all changes back.
pub const TAKE_ALL_BACK: &str = "Undo all changes to this unit";
/// Takes a unit away.
pub const DELETE_UNIT: &str = "Take this unit away";
/// The button that makes a change that was set aside.
pub const MAKE_AGAIN: &str = "Make this change again";
/// The same, with which.
pub fn make_again(change: &str) -> String {
    format!("{MAKE_AGAIN}: {change}")
}
/// A change that is set aside.
pub fn aside(action: &Action) -> &'static str {
    match action {
        Action::Hide { .. } => "Set aside: kept here, and staff see this part meanwhile",
        Action::Move { .. } => "Set aside: kept here, and it stands where the original has it",
        Action::Replace { .. } => "Set aside: kept here, and staff see the original’s words",
        Action::Insert { .. } => "Set aside: kept here, and not shown to staff",
    }
}
/// Asks before a lot is undone.
pub const ASK_ALL: &str =
    "Undo everything you changed in this unit? “Undo the last step” brings it back.";

/// A change in a few words.
pub fn change(change: &Change) -> String {
    let beside = |beside: &Beside| match beside {
        Beside::Before(name) => format!("before “{name}”"),
        Beside::After(name) => format!("after “{name}”"),
    };
    match &change.action {
        Action::Replace { name, .. } => {
            format!("“{}” says something else", part(&name.to_string()))
        }
        Action::Hide { name, .. } => format!("“{}” is not shown", part(&name.to_string())),
        Action::Insert { beside: at, .. } => format!("Added {}", beside(at)),
        Action::Move { name, beside: at } => {
            format!("“{}” stands {}", part(&name.to_string()), beside(at))
        }
    }
}

fn part(name: &str) -> String {
    match name {
        "@front" => "The lines at the top".to_owned(),
        "@opening" => "The opening".to_owned(),
        "@unit" => "The whole unit".to_owned(),
        name => name.to_owned(),
    }
}
