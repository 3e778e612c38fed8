//! `underpin export`: what Underpin has, in the formats of other systems. A file a family of formats.

mod bank;
mod package;
mod program;
mod statements;

use std::process::ExitCode;

use clap::{Args, Subcommand};

use super::CannotRun;
use crate::exchange::{scorm::Version, standard::Standard};

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
    /// Make a package of each unit for a learning management system that speaks SCORM 1.2.
    Scorm12(package::Arguments),
    /// Make a package of each unit for a learning management system that speaks SCORM 2004 (3rd edition).
    Scorm2004(package::Arguments),
    /// Make a package of each unit for a learning management system that speaks cmi5.
    Cmi5(package::Arguments),
    /// The questions of units as a package (.zip) of 1EdTech’s QTI 3.0, with word likewise.
    Qti(bank::Arguments),
}

/// Writes what the arguments ask for.
pub(super) fn run(arguments: &Arguments) -> Result<ExitCode, CannotRun> {
    match &arguments.format {
        Format::Xapi(arguments) => statements::run(arguments),
        Format::Gift(arguments) => bank::run(bank::Format::Gift, arguments),
        Format::Scorm12(arguments) => package::run(Standard::Scorm(Version::V12), arguments),
        Format::Scorm2004(arguments) => package::run(Standard::Scorm(Version::V2004), arguments),
        Format::Cmi5(arguments) => package::run(Standard::Cmi5, arguments),
        Format::Qti(arguments) => bank::run(bank::Format::Qti, arguments),
    }
}
