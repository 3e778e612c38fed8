//! What is said about the site without a network, and about new versions of it.

/// The title of what stands in place of a page that is not kept.
pub const NO_SIGNAL_TITLE: &str = "No signal, and this page is not on your device yet";
/// Under it.
pub const NO_SIGNAL_HELP: &str = "The page could not be fetched. Nothing of yours is lost: what you have written is \
     kept on this device. Try again when there is a signal, or go on with what is here.";
/// The button that loads the page again.
pub const TRY_AGAIN: &str = "Try again";

/// The heading over how much of the site is kept.
pub const TITLE: &str = "Without a network";
/// Nobody's device keeps this site.
pub const NOT_KEPT: &str = "You need a network to open the pages of this site.";
/// The page is not on a secure address.
pub const INSECURE: &str = "This site cannot be kept on your device, because the page is not on a secure address (https). You need a network to \
     open pages. Ask for the https address of this site.";
/// The browser keeps nothing of it.
pub const REFUSED: &str = "This browser does not keep the site, perhaps because this is a private window. You need a network to open pages. \
     Your work is kept apart from that.";
/// It is being put there.
pub const COMING: &str =
    "The site is being put on your device, so that it opens without a network …";
/// Why a version could not be put on the device: nothing came.
pub const NO_SIGNAL: &str = "the signal went";
/// There is too little room.
pub const NO_ROOM: &str = "there is no room";
/// The server's files are not those of its list.
pub const MISFIT: &str = "what the server sends does not fit together";

/// What is said where a newer version could not be put on the device.
pub const NOT_NEW: &str = "A newer version of this site is there, and could not be put on your device. Until it is, you \
     read the one from before.";
/// Because there is no room for it beside the old one.
pub const FULL_UPDATE: &str = "There is no room for it beside the old one. You can take the old one off this device first. Then \
     you need a network to open pages until the new one is there. Your work is kept apart from that, and stays.";
/// The button that makes room.
pub const MAKE_ROOM: &str = "Make room for the new version";
/// Other tabs are in the way of that.
pub const ELSEWHERE_ROOM: &str = "This site is open in another tab or window as well. Close it there first, so that nobody’s writing \
     is disturbed. Then choose the button here.";
/// All of it is there.
pub const WHOLE: &str = "The whole site is on your device. It opens without a network too.";
/// How it becomes a program of the device.
pub const INSTALL: &str = "You can also have it beside your apps: choose “Install” or “Add to Home screen” in your browser’s menu.";

/// Likewise where it then has storage of its own.
pub const INSTALL_APART: &str = "You can also have it beside your apps: choose the Share button, then “Add to Home Screen”. Do that before you \
     begin: the app there keeps its own work, and has none of what you did here. If you have begun, save your record as a file \
     first, and open the file in the app.";

/// The button that puts all units on the device.
pub const KEEP_ALL: &str = "Put all units on this device";

/// What the notice of it is about.
pub const NEW: &str = "New version";
/// A new version is there.
pub const UPDATE: &str = "A new version of this site is here. You can load it now: what you have written stays. If you do nothing, you get it the \
     next time you start.";
/// The button that takes it.
pub const TAKE: &str = "Load the new version";
/// Other tabs are in the way.
pub const ELSEWHERE: &str = "This site is open in another tab or window as well. Close it there first, so that nobody’s writing is disturbed. Then \
     load the new version here.";

/// Some of the units are there.
pub fn part(kept: usize, of: usize) -> String {
    format!(
        "{kept} of {of} units are on your device and open without a network. The others follow while you are here and \
         have a signal."
    )
}

/// Some of the units are there, and the others come when they are read.
pub fn visited(kept: usize, of: usize) -> String {
    format!(
        "{kept} of {of} units are on your device and open without a network. Others are put there when you open them, \
         because your device saves data or because there are many."
    )
}

/// The site could not be put on the device this time.
pub fn not_yet(why: &str) -> String {
    format!(
        "The site could not be put on your device this time: {why}. Until it is there, you need a network to open pages. The \
         next page that you load tries again."
    )
}

/// A file of a newer version is not what its list says.
pub fn misfit(file: &str) -> String {
    let file = match file {
        "" => "the home page",
        file => file,
    };
    format!(
        "What the server sends does not fit together, beginning with {file}. The new version may be on its way there: the \
         next page that you load tries again. If this says the same tomorrow, tell whoever looks after this site."
    )
}

/// There is no room for the others.
pub fn full(kept: usize, of: usize) -> String {
    format!(
        "{kept} of {of} units are on your device and open without a network. There is no room for the others. Your work \
         is safe: nothing of it is deleted to make room."
    )
}

/// How much room the site takes, in words for bytes.
pub fn takes(size: &str) -> String {
    format!("The site takes {size}.")
}
