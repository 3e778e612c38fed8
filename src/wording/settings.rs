//! What the settings page says.

/// The heading over the name.
pub const NAME_TITLE: &str = "Your name";
/// The label of the name.
pub const NAME: &str = "Name";
/// Under it.
pub const NAME_HELP: &str =
    "It stands on your work when you hand in. Anybody who uses this device can see it.";
/// The button that keeps it.
pub const KEEP_NAME: &str = "Save the name";
/// After that.
pub const NAME_KEPT: &str = "Your name is saved.";
/// No name was typed.
pub const TYPE_NAME: &str = "Type a name first.";
/// While nobody's record is open.
pub const OPEN_FIRST: &str =
    "Your name and your passphrase can be changed when your own record is open. See above.";

/// The heading over how pages look.
pub const READING_TITLE: &str = "Easier to read";
/// Under it.
pub const READING_HELP: &str =
    "You see each change at once. It holds on this device, for everybody who uses it.";
/// The heading over the nation.
pub const NATION_TITLE: &str = "Where you work";
/// Under it.
pub const NATION_HELP: &str =
    "The law differs between the nations. Units show what holds where you work.";
/// Names the choice.
pub const NATION: &str = "Nation";
/// A setting could not be kept.
pub const NOT_KEPT: &str =
    "This browser did not keep the setting. It holds until you close the page.";

/// The heading over the passphrase.
pub const LOCK_TITLE: &str = "Passphrase";
/// What a passphrase does.
pub const LOCK_HELP: &str = "With a passphrase, everything you have done here is encrypted on this device. Others who use the device cannot read it. Your name stays readable.";
/// What forgetting one means. Said before it is set.
pub const FORGETTING: &str = "If you forget the passphrase, nobody can open your work on this device again: not you, not your centre, not the makers of this site. Save a copy as a file first, and write the passphrase down where only you find it.";
/// The browser cannot lock here.
pub const NO_LOCK: &str = "A passphrase cannot be set here: the page is not on a secure address (https), so the browser offers no cryptography. Ask for the https address of this site.";
/// The label of the passphrase there is.
pub const OLD: &str = "The passphrase you have now";
/// The label of a new passphrase.
pub const NEW: &str = "New passphrase";
/// Under it.
pub const NEW_HELP: &str =
    "At least 8 characters. Three or four words that do not belong together are good.";
/// The label of the same once more.
pub const AGAIN: &str = "The same passphrase once more";
/// The tick before it is set.
pub const I_UNDERSTAND: &str =
    "I understand that a forgotten passphrase loses my work on this device.";
/// The button that sets one.
pub const SET: &str = "Set the passphrase";
/// The button that changes it.
pub const CHANGE: &str = "Change the passphrase";
/// The button that takes it away.
pub const REMOVE: &str = "Take the passphrase away";
/// While it is worked on.
pub const WORKING: &str = "One moment: the browser is at work on it …";
/// After it was set.
pub const IS_SET: &str = "Your work is locked with the passphrase from now on.";
/// After it was changed.
pub const IS_CHANGED: &str = "The passphrase is changed. The old one no longer opens your work.";
/// After it was taken away.
pub const IS_REMOVED: &str =
    "The passphrase is gone. Others who use this device can read your work now.";
/// The passphrase is too short.
pub const TOO_SHORT: &str = "Use at least 8 characters.";
/// The two are not the same.
pub const NOT_THE_SAME: &str = "The two are not the same. Type them again.";
/// The tick is missing.
pub const TICK_FIRST: &str = "Tick that you understand what forgetting means.";
/// The old passphrase is another.
pub const WRONG: &str = "That is not the passphrase you have now. Nothing has changed.";
/// The browser did not do it.
pub const FAILED: &str =
    "The browser could not do it. Nothing has changed and nothing is lost. Try again.";
/// The label of the minutes.
pub const LOCK_AFTER: &str = "Lock again when nothing was done for";
/// Under it.
pub const LOCK_AFTER_HELP: &str = "Closing the page locks too.";

/// The heading over storage.
pub const STORAGE_TITLE: &str = "On this device";

/// The fewest characters of a passphrase.
pub const SHORTEST: usize = 8;

/// `10 minutes`
pub fn minutes(minutes: u32) -> String {
    match minutes {
        60 => "1 hour".to_owned(),
        _ => format!("{minutes} minutes"),
    }
}

/// A part of the look, by its key.
pub fn part(key: &str) -> &'static str {
    match key {
        "size" => "Size of the text",
        "spacing" => "Space between lines and letters",
        "font" => "Letters",
        "theme" => "Colours",
        "motion" => "Movement",
        "aloud" => "Reading aloud",
        _ => NATION,
    }
}

/// A value of a part of the look, by their keys; the empty value is what the device has.
pub fn value(part: &str, value: &str) -> &'static str {
    match (part, value) {
        ("size", "") => "Usual",
        ("size", "large") => "Large",
        ("size", "larger") => "Larger",
        ("spacing", "") => "Usual",
        ("spacing", "wide") => "Wide",
        ("font", "") => "Usual",
        ("font", "plain") => "Plainer, with wide letters",
        ("theme", "") => "As the device has it",
        ("theme", "light") => "Light",
        ("theme", "dark") => "Dark",
        ("theme", "contrast") => "High contrast",
        ("motion", "") => "As the device has it",
        ("motion", "less") => "Less",
        ("aloud", "") => "A button to read each part aloud",
        ("aloud", "off") => "No button",
        (_, "england") => "England",
        (_, "scotland") => "Scotland",
        (_, "wales") => "Wales",
        (_, "northern-ireland") => "Northern Ireland",
        _ => "",
    }
}
