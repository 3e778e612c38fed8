//! What is said about training that somebody opens in place of the site's own.

use crate::{id::PackId, pack::Settings};

/// The heading over it.
pub const TITLE: &str = "Other training";
/// Under it, where the site's own is open.
pub const HELP: &str = "Did your employer give you training as a file? Open it here. Its name ends in .underpin-pack.zip. What you \
                        have done so far stays on this device.";
/// The field.
pub const CHOOSE: &str = "Open a training file";
/// Under it.
pub const OR_DROP: &str = "Or drop the file anywhere on this page.";
/// While it is read.
pub const READING: &str = "Opening the file …";
/// The way back.
pub const GO_BACK: &str = "Go back to this site’s own training";
/// Beside it.
pub const GO_BACK_HELP: &str =
    "Your work stays on this device. When you open this training again, it is there.";
/// The browser cannot read the file.
pub const CANNOT_READ: &str =
    "Your browser could not read this file. Nothing was changed. Try to open it again.";
/// It is open, but will not stay.
pub const NOT_KEPT: &str = "This browser could not keep the training. You can learn with it until you close or reload this page; then open \
                            the file again. Your work is kept.";
/// What was kept cannot be read any more.
pub const DAMAGED: &str = "The training that you opened before cannot be read any more, so this is the site’s own. Your work is safe on this \
                           device. To go on with the other training, open its file again.";
/// An address elsewhere.
pub const ELSEWHERE: &str = "The link asks for training from another website. This page only opens training from its own website, so that \
                             nobody can send you somewhere else. Nothing was changed. Ask for the training as a file, and open it here.";

/// A version of the training, and of an employer's own adaptation of it: as records and statements have
/// it, so that staff and employers can tell which one it is.
pub fn version(version: &str, adaptation: Option<(&PackId, &str)>) -> String {
    match adaptation {
        Some((id, own)) => format!("version {version}, adapted ({id} {own})"),
        None => format!("version {version}"),
    }
}

/// The version of a pack.
pub fn version_of(settings: &Settings) -> String {
    let adaptation = settings.adaptation.as_ref();
    let adaptation = adaptation.map(|adaptation| (&adaptation.id, &*adaptation.version));
    version(&settings.version, adaptation)
}

/// What is open.
pub fn open(settings: &Settings) -> String {
    format!(
        "You are using “{}”, {}.",
        settings.title,
        version_of(settings)
    )
}

/// Where it came from, and what that means.
pub fn from_address(address: &str) -> String {
    format!(
        "It comes from {address} on this website. When it changes there, you get the new version the next time."
    )
}

/// It came from a file.
pub const FROM_FILE: &str = "You opened it from a file. For a newer version, open the new file.";

/// It is tried.
pub const TRIAL: &str = "You are trying it, as your staff will see it. What you do here is thrown away when you close this tab.";

/// An address that leads to nothing.
pub fn not_had(address: &str, why: &str) -> String {
    format!(
        "The training at {address} could not be opened: {why}. Nothing was changed. Check the link, or try again when there is a signal."
    )
}

/// A file that is no training.
pub fn settings_wrong(line: usize, why: &str) -> String {
    format!(
        "The settings of this training (pack.toml) have a mistake on line {line}: {why}. Nothing was changed. Tell whoever made the file."
    )
}

/// Over what is said where everything is in one file.
pub const ONE_FILE_TITLE: &str = "Where your work is kept";
/// That the file itself holds none.
pub const ONE_FILE: &str = "This training is one file, and your work is not in it. What you do is kept by this browser on this computer. It \
                            is here when you open the file again in the same browser. On another computer it is not.";
/// The same in a package for learning systems.
pub const IN_PACKAGE: &str = "The learning system keeps how far you are and your score, and brings that back on another computer. Everything \
                              that you write is kept by this browser on this computer, and is here when you open the unit again.";
/// The way to take it along.
pub const ONE_FILE_RECORD: &str =
    "Save your work as a file, to take it to another computer or to hand it in";
