//! `underpin import`: what other systems have, taken in. A file a family of formats.

mod statements;

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
}

/// Takes in what the arguments name.
pub(super) fn run(arguments: &Arguments) -> Result<ExitCode, CannotRun> {
    match &arguments.format {
        Format::Xapi(arguments) => statements::run(arguments),
    }
}
