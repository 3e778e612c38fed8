//! `underpin new`: a starting point to write from, with comments that learners do not see.
//!
//! Every starting point passes `underpin check` as it is, so that what the check tells afterwards
//! is about what was written.

use std::{
    collections::BTreeSet,
    io::Write,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::{
    Args, Subcommand,
    builder::{PossibleValuesParser, TypedValueParser},
};
use jiff::civil::Date;

use super::{
    CannotRun,
    folder::{SETTINGS, read_text, write_text},
};
use crate::{
    adapt::{changes_of, folder::is_adaptation},
    author::start::{self, Named, ids_in, question},
    exchange::pack_file::is_unit,
    id::{UnitId, file_stem, propose},
    question::Kind,
    read::read_unit,
    source::Source,
    unit::Unit,
    verb::Verb,
};

/// Write a starting point for a unit or for a part of one.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    what: What,

    /// The day on which the unit is written, such as 2026-11-21. Without it: today.
    #[arg(long, global = true, value_name = "DATE", value_parser = super::date)]
    today: Option<Date>,
}

#[derive(Debug, Subcommand)]
enum What {
    /// A whole unit.
    Unit {
        /// Its title.
        name: Option<String>,
        /// The file to write, which is not there yet. Without it the unit is printed.
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// A scenario: a story in steps.
    Scenario(Part),
    /// A question.
    Question {
        /// Its kind.
        #[arg(long, default_value = "single", value_parser = kinds())]
        kind: Kind,
        #[command(flatten)]
        part: Part,
    },
    /// A criterion, with a section that teaches it and a question that practises it.
    Criterion(Part),
}

#[derive(Debug, Args)]
struct Part {
    /// Its heading.
    name: Option<String>,
    /// The unit to add it to, at the end. Without it the part is printed.
    #[arg(long, value_name = "FILE")]
    into: Option<PathBuf>,
}

fn kinds() -> impl TypedValueParser<Value = Kind> {
    let classes = PossibleValuesParser::new(Kind::ALL.map(Kind::class));
    classes.map(|class| Kind::of_class(&class).unwrap_or(Kind::Single))
}

/// Writes or prints what the arguments ask for.
pub(super) fn run(arguments: &Arguments) -> Result<ExitCode, CannotRun> {
    match &arguments.what {
        What::Unit { name, out } => {
            let today = arguments.today.unwrap_or_else(super::today);
            unit(name.as_deref(), out.as_deref(), today)?;
        }
        What::Scenario(part) => {
            let heading = part.name.as_deref().unwrap_or("A hard evening");
            add(part, start::SCENARIO, |_| Ok(Named::by(heading)))?;
        }
        What::Question { kind, part } => {
            let (text, heading) = question(*kind);
            let heading = part.name.as_deref().unwrap_or(heading);
            add(part, text, |_| Ok(Named::by(heading)))?;
        }
        What::Criterion(part) => {
            let text = part.name.as_deref();
            let text = text.unwrap_or("Describe what good support looks like");
            add(part, start::CRITERION, |unit| criterion(text, unit))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn unit(name: Option<&str>, out: Option<&Path>, today: Date) -> Result<(), CannotRun> {
    let stem = out
        .and_then(|path| path.file_stem())
        .map(|stem| stem.to_string_lossy());
    let mut named = Named::by(name.or(stem.as_deref()).unwrap_or("A new unit"));
    if let (Some(path), Some(stem)) = (out, stem) {
        let is_unit = path.extension().is_some_and(|end| end == "md");
        if !is_unit || stem.parse::<UnitId>().is_err() {
            return Err(CannotRun(format!(
                "a unit’s file is named in small letters, digits and hyphens and ends in .md: {}.md",
                propose(&stem)
            )));
        }
        if path.exists() {
            return Err(CannotRun(format!(
                "{} is there already, and stays as it is",
                path.display()
            )));
        }
        named.id = stem.into_owned();
    }
    let text = start::unit(&named, today);
    match out {
        Some(path) => {
            write_text(path, &text)?;
            say(&format!(
                "wrote {}; add {:?} to `units` in pack.toml, where it should stand",
                path.display(),
                named.id
            ));
        }
        None => print(&text),
    }
    Ok(())
}

/// Adds a part to a unit, or prints it.
fn add(
    part: &Part,
    text: &str,
    name: impl FnOnce(Option<&Unit>) -> Result<Named, CannotRun>,
) -> Result<(), CannotRun> {
    let Some(path) = &part.into else {
        print(&name(None)?.fill(text));
        return Ok(());
    };
    let before = read_text(path)?;
    let file = path.file_name().unwrap_or_default().to_string_lossy();
    is_to_write_in(path, &file, &before)?;
    let source = Source {
        name: &file,
        text: &before,
    };
    let unit = read_unit(source).value;
    let taken: BTreeSet<&str> = ids_in(&before).collect();
    let added = name(Some(&unit))?.fill_apart(text, &taken);
    write_text(path, &format!("{}\n\n{added}", before.trim_end()))?;
    let heading = added.lines().next().unwrap_or_default();
    say(&format!(
        "added to the end of {}: {heading}",
        path.display()
    ));
    Ok(())
}

/// Makes sure that something can be added to a file: it is a unit, and whoever types may edit it.
fn is_to_write_in(path: &Path, file: &str, text: &str) -> Result<(), CannotRun> {
    let shown = path.display();
    if !is_unit(file) {
        return Err(CannotRun(format!(
            "{shown} is no unit: a unit is a file ending in .md"
        )));
    }
    let whole = std::fs::canonicalize(path).unwrap_or_default();
    let folder = whole.parent().filter(|folder| folder.ends_with("original"));
    let settings = folder.and_then(Path::parent).map(|own| own.join(SETTINGS));
    let is_original = settings
        .and_then(|settings| read_text(&settings).ok())
        .is_some_and(|settings| is_adaptation(&settings));
    let what = match (changes_of(text), is_original) {
        (Some(_), _) => "holds your changes of a unit",
        (None, true) => "is the original’s, which stays as it is",
        (None, false) => return Ok(()),
    };
    Err(CannotRun(format!(
        "{shown} {what}: write a copy with `underpin adapt copy DIR {}`, add to that one, and take it \
         with `underpin adapt take`",
        file_stem(file)
    )))
}

/// A criterion's name: its id is made from its number, which is the next one of the unit.
fn criterion(text: &str, unit: Option<&Unit>) -> Result<Named, CannotRun> {
    let first = text.split_whitespace().next().unwrap_or_default();
    if Verb::of_word(first).is_none() {
        let verbs: Vec<&str> = Verb::ALL.iter().map(|verb| verb.word()).collect();
        return Err(CannotRun(format!(
            "a criterion begins with a command verb: {}",
            verbs.join(", ")
        )));
    }
    Ok(Named::criterion(text, unit))
}

fn print(text: &str) {
    // Whoever reads may stop reading.
    let _ = std::io::stdout().write_all(text.as_bytes());
}

fn say(text: &str) {
    anstream::eprintln!("{text}");
}
