//! `underpin adapt copy` and `take`: a unit is edited in a copy, which is written with all that was
//! changed before in it, and taken when it is done.

use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Args;

use super::{read, told, write};
use crate::{
    adapt::{Missing, Whose},
    cli::{CannotRun, folder},
    id::{file_named, file_stem},
    read::read_unit,
    source::{Position, Source},
};

#[derive(Debug, Args)]
pub(super) struct Copy {
    /// The adaptation: its folder, or its one file.
    folder: PathBuf,

    /// The units, such as night-shifts.
    #[arg(required = true, value_name = "UNIT")]
    units: Vec<String>,

    /// Where to write them: a folder that is not the adaptation's.
    #[arg(long, value_name = "DIR", default_value = ".")]
    out: PathBuf,
}

#[derive(Debug, Args)]
pub(super) struct Take {
    /// The adaptation's folder.
    folder: PathBuf,

    /// Edited copies of units, named as in the original.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,

    /// Take back what a copy does not have of what was changed before.
    #[arg(long)]
    leave_out: bool,
}

/// Writes units as they stand with their changes, to be edited.
pub(super) fn copy(arguments: &Copy) -> Result<ExitCode, CannotRun> {
    let adaptation = read(&arguments.folder)?;
    if is_within(&arguments.out, &arguments.folder) {
        return Err(CannotRun(format!(
            "a copy in {} would be taken for a unit of your own: say with --out where else to put it",
            arguments.folder.display()
        )));
    }
    let mut copies = Vec::new();
    for unit in &arguments.units {
        let name = file_named(file_stem(unit));
        let Some(text) = adaptation.wanted_text(&name) else {
            let names = adaptation.unit_names().into_keys();
            let units: Vec<String> = names.map(|name| file_stem(&name).to_owned()).collect();
            return Err(CannotRun(format!(
                "there is no unit {unit}: there are {}",
                units.join(", ")
            )));
        };
        let path = arguments.out.join(&name);
        if path.exists() {
            return Err(CannotRun(format!(
                "{} is there already, and stays as it is",
                path.display()
            )));
        }
        copies.push((path, text));
    }
    for (path, text) in copies {
        super::write_file(&path, text.as_bytes())?;
        anstream::println!(
            "Edit {}, then type `underpin adapt take {} {}`",
            path.display(),
            arguments.folder.display(),
            path.display()
        );
    }
    Ok(ExitCode::SUCCESS)
}

/// Whether a folder is another or lies in it.
fn is_within(inner: &Path, outer: &Path) -> bool {
    let paths = fs::canonicalize(inner)
        .ok()
        .zip(fs::canonicalize(outer).ok());
    paths.is_some_and(|(inner, outer)| inner.starts_with(outer))
}

/// Takes edited copies: all of them, or none where one of them does not have what was changed before.
pub(super) fn take(arguments: &Take) -> Result<ExitCode, CannotRun> {
    let mut adaptation = read(&arguments.folder)?;
    let (mut taken, mut lacking) = (Vec::new(), Vec::new());
    for file in &arguments.files {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        if !crate::exchange::pack_file::is_unit(&name) {
            return Err(CannotRun(format!(
                "{} is no unit: a unit is a file ending in .md",
                file.display()
            )));
        }
        let text = folder::read_text(file)?;
        let unit = read_unit(Source {
            name: &name,
            text: &text,
        });
        let meant = file_named(unit.value.id.as_str());
        if *name != meant && adaptation.unit_names().contains_key(&meant) {
            return Err(CannotRun(format!(
                "{} says that its id is {}: name the copy {meant}",
                file.display(),
                unit.value.id
            )));
        }
        let held = adaptation.units.iter().find(|(unit, _)| *unit == *name);
        let held = held.map_or("", |(_, text)| text);
        for missing in adaptation.missing_from(&name, &text) {
            lacking.push(match missing {
                Missing::Change(change) => {
                    let line = Position::of(held, change.span.start).line;
                    format!("{name}, line {line}: {}", told::change(&change))
                }
                Missing::Words(part) => format!("{name}: lines of yours in {part}"),
            });
        }
        adaptation.take(&name, &text);
        let whose = adaptation.unit_names().get(&*name).copied();
        taken.push(format!(
            "{name}: {}",
            match whose {
                Some(Whose::Own) => "a unit of your own".to_owned(),
                Some(Whose::Changed) => told::changes(adaptation.changes(&name).len()),
                Some(Whose::Original) | None => "the same as the original".to_owned(),
            }
        ));
    }
    let what = match arguments.leave_out {
        true => "taken back",
        false => "not in the copy",
    };
    for lacking in &lacking {
        anstream::println!("{what}: {lacking}");
    }
    if !lacking.is_empty() && !arguments.leave_out {
        return Err(CannotRun(format!(
            "nothing is taken, because what you changed before is not in the copy and would be \
             gone. `underpin adapt copy {} UNIT` writes a copy that has it: edit that one. Or take \
             this one with --leave-out, if it is to go",
            arguments.folder.display()
        )));
    }
    write(&arguments.folder, &adaptation)?;
    for taken in taken {
        anstream::println!("{taken}");
    }
    Ok(ExitCode::SUCCESS)
}
