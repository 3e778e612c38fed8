//! `underpin export`: what Underpin has, in the formats of other systems. A file a family of formats.

mod bank;
mod statements;

use std::process::ExitCode;

use clap::{Args, Subcommand};

use super::CannotRun;

/// Write what there is in the format of another system.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    format: Format,
}

#[derive(Debug, Subcommand)]
enum Format {
    Xapi(statements::Arguments),
    /// The questions of units in Moodle’s GIFT, with word of all that could not be carried.
    Gift(bank::Arguments),
}

/// Writes what the arguments ask for.
pub(super) fn run(arguments: &Arguments) -> Result<ExitCode, CannotRun> {
    match &arguments.format {
        Format::Xapi(arguments) => statements::run(arguments),
        Format::Gift(arguments) => bank::run(bank::Format::Gift, arguments),
    }
}
