//! What is said about who uses a device.

/// Stands for a name nobody has given.
pub const NO_NAME: &str = "No name yet";
/// Beside the header's mark while nobody is chosen.
pub const ON_THIS_DEVICE: &str = "On this device";
/// Asks who is there.
pub const WHO: &str = "Who is learning?";
/// For somebody who is not in the list.
pub const SOMEBODY_NEW: &str = "Somebody new";
/// What choosing does.
pub const WHO_HELP: &str = "More than one person uses this device. Choose your name, so that your work is kept with your own record.";
/// The label of the passphrase.
pub const PASSPHRASE: &str = "Passphrase";
/// The button that unlocks.
pub const UNLOCK: &str = "Unlock";
/// The passphrase was another.
pub const WRONG_PASSPHRASE: &str =
    "That is not the passphrase. Nothing is lost. Check for capital letters and try again.";
/// The browser cannot unlock here.
pub const CANNOT_UNLOCK: &str = "This page is not on a secure address (https), so the browser cannot unlock your work here. Nothing is lost. Open the page by its https address.";
/// Over the form that unlocks.
pub const LOCKED: &str = "Your work is locked";

/// Under it.
pub const LOCKED_HELP: &str =
    "Type your passphrase to go on. Others who use this device cannot read your work.";

/// The label of a passphrase, by name where there is one.
pub fn passphrase_of(name: &str) -> String {
    match name {
        "" => PASSPHRASE.to_owned(),
        _ => format!("{PASSPHRASE} of {name}"),
    }
}

/// The way to another name.
pub const SOMEBODY_ELSE: &str = "I am somebody else";

/// Beside the person who is open in this tab.
pub const IN_USE: &str = "Learning now";
/// Beside somebody with a passphrase.
pub const HAS_LOCK: &str = "Locked with a passphrase";
/// The heading over everybody.
pub const EVERYBODY: &str = "On this device";
/// While nobody has begun.
pub const NOBODY_YET: &str = "Nobody has begun a record here. You can start at once: your record begins with the first thing you do.";
/// The heading over adding somebody.
pub const ADD_TITLE: &str = "Somebody new";
/// The label of the new name.
pub const ADD_NAME: &str = "Name";
/// Under it.
pub const ADD_HELP: &str =
    "It stands on the work that is handed in. Anybody who uses this device can see it.";
/// The button that adds.
pub const ADD: &str = "Begin a new record";
/// No name was typed.
pub const TYPE_NAME: &str = "Type a name first.";
/// The name is somebody's here already.
pub fn name_taken(name: &str) -> String {
    format!(
        "{name} is on this device already. If that is you, choose that name above. If not, add something that tells you apart, such as a middle name, or press the button again."
    )
}
/// The heading over clearing.
pub const FINISH_TITLE: &str = "Is this not your own device?";
/// Under it.
pub const FINISH_HELP: &str = "When you have finished, save your work as a file and take everything of yours off this device. You can open the file on any other device and go on there.";
/// The button that opens the dialogue.
pub const FINISH: &str = "Finish and clear";
/// The heading of the dialogue.
pub const ERASE_TITLE: &str = "Take your work off this device?";
/// The same for a locked record; the name may be empty.
pub fn erase_locked_help(name: &str) -> String {
    let whose = match name {
        "" => "This record".to_owned(),
        name => format!("The record of {name}"),
    };
    format!(
        "{whose} is locked, so no copy of it can be saved here. If you erase it without its passphrase, everything in it is lost."
    )
}
/// The button in the dialogue that saves a copy.
pub const SAVE_FIRST: &str = "Save my work as a file";
/// The tick, where a file can be had.
pub const TICK: &str = "I have my file, or I do not want one. Erase everything.";
/// The tick, where none can.
pub const TICK_LOCKED: &str = "I understand that this work is lost. Erase everything.";
/// The button that erases.
pub const ERASE: &str = "Erase from this device";
/// The button that does not.
pub const KEEP: &str = "Keep it";
/// The tick is missing.
pub const TICK_FIRST: &str = "Tick the box first.";
/// The way to erase a locked record.
pub const FORGOTTEN: &str = "Passphrase forgotten?";
/// Under it.
pub const FORGOTTEN_HELP: &str = "Nobody can open the record without it. You can take the record off this device and begin a new one, or open a copy that you saved.";

/// The button that opens somebody's record; the name may be empty.
pub fn choose(name: &str) -> String {
    match name.is_empty() {
        true => "This is me".to_owned(),
        false => format!("I am {name}"),
    }
}

/// What is lost, said before it is; the name may be empty.
pub fn erase_help(name: &str, holds: &str) -> String {
    let whose = if name.is_empty() { "you" } else { name };
    format!("Everything that is kept here for {whose} goes: {holds}.")
}

/// What follows for who keeps it nowhere else.
pub const ONLY_HERE: &str = "It cannot be brought back, unless you have it as a file.";
