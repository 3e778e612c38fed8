//! `underpin import`: what other systems have, taken in. A file a family of formats.

mod bank;
mod statements;
mod told;

pub(super) use self::told::one;

use std::process::ExitCode;

use clap::{Args, Subcommand};

use super::CannotRun;

/// Take in what another system has written.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    format: Format,
}

#[derive(Debug, Subcommand)]
enum Format {
    Xapi(statements::Arguments),
    /// Questions in Moodle’s GIFT: units with them, and word of all that could not be carried.
    ///
    /// Ends with 1 where something could not be read: it is named, and the rest is done.
    Gift(bank::Arguments),
    /// Questions in 1EdTech’s QTI 2.1, 2.2 or 3.0, as single files or packages (.zip).
    ///
    /// Ends with 1 where something could not be read: it is named, and the rest is done.
    Qti(bank::Arguments),
}

/// Takes in what the arguments name.
pub(super) fn run(arguments: &Arguments) -> Result<ExitCode, CannotRun> {
    match &arguments.format {
        Format::Xapi(arguments) => statements::run(arguments),
        Format::Gift(arguments) => bank::run(bank::Format::Gift, arguments),
        Format::Qti(arguments) => bank::run(bank::Format::Qti, arguments),
    }
}
