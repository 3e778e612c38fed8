//! The native program: the only place with files, a terminal and a clock.
//!
//! Each command is a file of its own with its arguments and a `run`. What a command finds out is
//! the engine's; here it is only fetched, shown and written.

mod adapt;
mod build;
mod check;
mod content;
mod door;
mod excerpt;
mod export;
mod folder;
mod import;
mod new;
mod output;
mod pack;
mod people;
mod report;
mod serve;
mod stamp;

use std::{fmt, process::ExitCode};

use clap::{Parser, Subcommand};

/// Training and assessment for adult social care, from plain Markdown.
#[derive(Debug, Parser)]
#[command(name = "underpin", version, disable_help_subcommand = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Adapt(adapt::Arguments),
    Check(check::Arguments),
    New(new::Arguments),
    Pack(pack::Arguments),
    Build(build::Arguments),
    Serve(serve::Arguments),
    People(people::Arguments),
    Report(report::Arguments),
    Export(export::Arguments),
    Import(import::Arguments),
}

/// Runs the command that the program was started with.
pub fn main() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::Adapt(arguments) => adapt::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::New(arguments) => new::run(&arguments),
        Command::Pack(arguments) => pack::run(&arguments),
        Command::Build(arguments) => build::run(&arguments),
        Command::Serve(arguments) => serve::run(&arguments),
        Command::People(arguments) => people::run(&arguments),
        Command::Report(arguments) => report::run(&arguments),
        Command::Export(arguments) => export::run(&arguments),
        Command::Import(arguments) => import::run(&arguments),
    };
    done.unwrap_or_else(|CannotRun(why)| {
        anstream::eprintln!("underpin: {why}");
        ExitCode::from(COULD_NOT_RUN)
    })
}

/// The exit code of a command that could not do its work at all. clap uses the same for arguments
/// it does not understand.
const COULD_NOT_RUN: u8 = 2;

/// Why a command could not do its work: what happened, and what to do about it.
#[derive(Debug)]
struct CannotRun(String);

impl CannotRun {
    /// That something could not be done with a file or folder.
    fn with(what: &str, path: &std::path::Path, why: impl fmt::Display) -> Self {
        Self(format!("cannot {what} {}: {why}", path.display()))
    }
}

/// Reads a date that was typed.
fn date(text: &str) -> Result<jiff::civil::Date, &'static str> {
    text.parse().map_err(|_| "write it as in 2026-11-21")
}

/// Today, in Coordinated Universal Time.
fn today() -> jiff::civil::Date {
    now().to_zoned(jiff::tz::TimeZone::UTC).date()
}

/// What time it is: the only place where the program asks the machine for it.
fn now() -> jiff::Timestamp {
    let since = std::time::UNIX_EPOCH.elapsed().unwrap_or_default();
    jiff::SignedDuration::try_from(since)
        .and_then(jiff::Timestamp::from_duration)
        .unwrap_or(jiff::Timestamp::MAX)
}
