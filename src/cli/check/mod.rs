//! `underpin check`: tells what is wrong with content, and where.
//!
//! What is wrong is found by [`crate::check`]; this reads the files, and draws what was found for
//! a person ([`terminal`]) or for a program ([`json`]).

mod chances;
mod explain;
mod json;
mod subject;
mod terminal;

use std::{io::Write, path::PathBuf, process::ExitCode};

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use self::subject::Subject;
use super::CannotRun;
use crate::diagnostic::{Code, Severity};

/// Tell what is wrong with a pack or with single units, and where.
///
/// Ends with 0 where there are no errors, with 1 where there are, and with 2 where the check could
/// not be made.
#[derive(Debug, Args)]
#[command(
    override_usage = "underpin check [OPTIONS] <PATH>...\n       underpin check --explain <CODE>"
)]
pub(super) struct Arguments {
    /// A folder with a pack.toml, a pack in one file (.zip), or single units. What only the whole
    /// pack could tell is left open for single units.
    #[arg(required_unless_present = "explain", value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// How to tell it.
    #[arg(long, value_enum, default_value_t)]
    format: Format,

    /// Count warnings as errors too.
    #[arg(long, value_enum, value_name = "WHAT")]
    deny: Option<Deny>,

    /// The day on which review dates are looked at, such as 2026-11-21. Without it: today.
    #[arg(long, value_name = "DATE", value_parser = super::date)]
    today: Option<Date>,

    /// First make the changes that errors offer, where that leaves fewer of them.
    #[arg(long)]
    fix: bool,

    /// List what guessing, choosing everything and choosing nothing would earn in each question
    /// that is scored.
    #[arg(long)]
    chances: bool,

    /// Say what a rule is for, with an example that fails and one that passes.
    #[arg(long, value_name = "CODE", exclusive = true)]
    explain: Option<Code>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Excerpts, for people.
    #[default]
    Text,
    /// One JSON object a line, for programs.
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Deny {
    /// Warnings.
    Warnings,
}

/// Checks what the arguments name.
pub(super) fn run(arguments: &Arguments) -> Result<ExitCode, CannotRun> {
    if let Some(code) = arguments.explain {
        print(&explain::explain(code));
        return Ok(ExitCode::SUCCESS);
    }
    let today = arguments.today.unwrap_or_else(super::today);
    let mut subjects = Vec::new();
    for path in &arguments.paths {
        let mut subject = Subject::read(path, today)?;
        if arguments.fix {
            for name in subject.mend(today)? {
                anstream::eprintln!("mended {}", subject.folder.join(name).display());
            }
        }
        subjects.push(subject);
    }
    let mut out = String::new();
    for subject in &subjects {
        match arguments.format {
            Format::Text => {
                terminal::report(subject, &mut out);
                chances::report(subject, arguments.chances, &mut out);
            }
            Format::Json => json::report(subject, &mut out),
        }
    }
    print(&out);
    let denied = arguments.deny == Some(Deny::Warnings);
    let fails = |severity| severity == Severity::Error || denied;
    let failed = subjects
        .iter()
        .flat_map(|subject| &subject.found)
        .any(|diagnostic| fails(diagnostic.severity()));
    Ok(ExitCode::from(u8::from(failed)))
}

/// Prints, in colour where somebody sees it. Whoever reads may stop reading: that is no failure of
/// the check.
fn print(text: &str) {
    let _ = anstream::stdout().write_all(text.as_bytes());
}
