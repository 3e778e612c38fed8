//! `underpin import gift|qti`: units out of banks of questions.
//!
//! Nothing is written before everything is read, and nothing that is there is written over.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::{Args, builder::NonEmptyStringValueParser};

use super::told;
use crate::{
    cli::{
        CannotRun, folder,
        output::{Kind, Output},
        today,
    },
    exchange::{
        bank::{
            Content, Fault, Taken, decoded,
            make::{Made, Wanted, units},
        },
        gift, qti,
        unzip::{self, Limits},
    },
    id::propose,
    level::Level,
    read::read_settings,
    source::{Source, Span},
    wording::bank as words,
};

/// What a bank is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Gift,
    Qti,
}

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The banks.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,

    /// The folder to write units to: a new pack, or one that is there.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,

    /// The title of questions that their bank puts under none, and of a new pack.
    #[arg(long, value_name = "TITLE", value_parser = NonEmptyStringValueParser::new())]
    title: Option<String>,

    /// The level that the units are written for, from 1 to 8.
    #[arg(long, value_name = "NUMBER", default_value = "3", value_parser = level)]
    level: Level,

    /// A file for the word of what could not be carried. Without it: on the screen.
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
}

fn level(text: &str) -> Result<Level, String> {
    let number = text
        .parse::<u8>()
        .map_err(|_| "a level is a number from 1 to 8".to_owned())?;
    Level::new(number).map_err(|why| why.to_string())
}

/// Takes the banks in.
pub(super) fn run(format: Format, arguments: &Arguments) -> Result<ExitCode, CannotRun> {
    let report_to = report_to(arguments)?;
    let mut taken = Taken::default();
    for path in &arguments.files {
        let bytes = folder::read_bytes(path)?;
        taken.extend(read(format, path, &bytes));
    }
    let stem = match arguments.files.as_slice() {
        [one] => one
            .file_stem()
            .map(|stem| stem.to_string_lossy().into_owned()),
        _ => None,
    };
    let title = arguments.title.clone().or(stem);
    let title = title.unwrap_or_else(|| words::QUESTIONS.to_owned());
    let wanted = Wanted {
        level: arguments.level,
        title: &title,
        taken: Default::default(),
        today: today(),
    };
    let made = units(&mut taken.items, wanted);
    write(arguments, &title, &made, &taken)?;
    told::faults(&taken);
    let report = told::report(&taken.items);
    match report_to {
        Some(to) => to.write(report.as_bytes())?,
        None => anstream::print!("{report}"),
    }
    let is = |item: &&_| matches!(item, Content::Question(_) | Content::Words { .. });
    let carried = taken
        .items
        .iter()
        .map(|item| &item.content)
        .filter(is)
        .count();
    anstream::println!(
        "Taken in: {carried}. Not carried: {}. Not readable: {}. Units: {}, in {}",
        taken.items.len() - carried,
        taken.faults.len(),
        made.len(),
        arguments.out.display()
    );
    Ok(ExitCode::from(u8::from(!taken.faults.is_empty())))
}

/// The place of the report.
fn report_to(arguments: &Arguments) -> Result<Option<Output<'_>>, CannotRun> {
    let banks = arguments.files.iter().map(PathBuf::as_path);
    let others: Vec<&Path> = banks.chain([arguments.out.as_path()]).collect();
    let report = arguments.report.as_deref();
    let report = report.map(|report| Output::at(report, Kind::Report, &others));
    report.transpose()
}

fn read(format: Format, path: &Path, bytes: &[u8]) -> Taken {
    let name = path.display().to_string();
    // An archive says what it is in its first bytes, whatever it is called.
    if format == Format::Qti && bytes.starts_with(b"PK") {
        return package(&name, bytes);
    }
    // What is no text in it is marked, so that its place can be told.
    let (text, _) = decoded(bytes);
    let source = Source {
        name: &name,
        text: &text,
    };
    let mut taken = match format {
        Format::Gift => gift::read(source),
        Format::Qti => qti::read(source),
    };
    taken.texts.insert(name, text);
    taken
}

/// Reads a package.
fn package(name: &str, bytes: &[u8]) -> Taken {
    match unzip::unzip(bytes, &LIMITS) {
        Ok(files) => qti::read_package(name, &unzip::without_outer_folder(files)),
        Err(why) => Taken {
            faults: vec![Fault {
                file: name.to_owned(),
                span: Span::default(),
                message: why.to_string(),
                help: words::UNPACK.to_owned(),
            }],
            ..Taken::default()
        },
    }
}

/// What is enough for a large bank with pictures.
const LIMITS: Limits = Limits {
    files: 50_000,
    file_bytes: 32 * 1024 * 1024,
    all_bytes: 512 * 1024 * 1024,
};

/// Writes the units and their images, and `pack.toml` where there is none.
fn write(
    arguments: &Arguments,
    title: &str,
    made: &[Made],
    taken: &Taken,
) -> Result<(), CannotRun> {
    if made.is_empty() {
        return Ok(());
    }
    let out = &arguments.out;
    let file = |made: &Made| out.join(made.id.file());
    let settings = out.join(folder::SETTINGS);
    let has_settings = settings.exists();
    // Those of questions that were not carried stay behind.
    let links: BTreeSet<&str> = made.iter().flat_map(Made::links).collect();
    let images = taken.images.iter();
    let shown = images.filter(|(name, _)| links.contains(name.as_str()));
    let images = shown.map(|(name, bytes)| (out.join(name), bytes.as_slice()));
    let units = made.iter().map(|made| (file(made), made.text.as_bytes()));
    let files: Vec<(PathBuf, &[u8])> = units.chain(images).collect();
    for (path, bytes) in &files {
        let same = || folder::read_bytes(path).is_ok_and(|there| there == *bytes);
        if path.exists() && !same() {
            return Err(CannotRun(format!(
                "{} is there already, and stays as it is: choose another folder. Nothing was written",
                path.display()
            )));
        }
    }
    for (path, bytes) in &files {
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent)
                .map_err(|why| CannotRun::with("make", parent, folder::plain(&why)))?;
        }
        folder::write_bytes(path, bytes)?;
    }
    if !has_settings {
        return folder::write_text(&settings, &pack(title, made));
    }
    let text = folder::read_text(&settings)?;
    let name = folder::SETTINGS;
    let known = read_settings(Source { name, text: &text }).value.order;
    let is_new = |made: &&Made| !known.iter().any(|known| known.as_str() == made.id.as_str());
    let new = made.iter().filter(is_new);
    let ids: Vec<String> = new.map(|made| format!("\"{}\"", made.id)).collect();
    if ids.is_empty() {
        return Ok(());
    }
    anstream::eprintln!(
        "Add to `units` in {}, where they should stand: {}",
        settings.display(),
        ids.join(", ")
    );
    Ok(())
}

/// The settings of a new pack.
fn pack(title: &str, made: &[Made]) -> String {
    let mut table = toml_edit::DocumentMut::new();
    table["id"] = toml_edit::value(propose(title));
    table["title"] = toml_edit::value(title);
    table["version"] = toml_edit::value("1");
    let mut ids: toml_edit::Array = made.iter().map(|made| made.id.as_str()).collect();
    for id in ids.iter_mut() {
        id.decor_mut().set_prefix("\n    ");
    }
    ids.set_trailing("\n");
    ids.set_trailing_comma(true);
    table["units"] = toml_edit::value(ids);
    table.to_string()
}
