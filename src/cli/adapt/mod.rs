//! `underpin adapt`: an employer's adaptation, worked on as files.
//!
//! What a change is and what becomes of it is [`crate::adapt`]'s; here folders are read and
//! written, and people told.

mod copies;
mod told;
mod update;

use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::{Args, Subcommand};

use super::{
    CannotRun,
    folder::{self, Beside, Found},
};
use crate::{
    adapt::{Adaptation, apply},
    id::PackId,
    nation::Nation,
    read::PackFiles,
};

/// Make a pack your own: changes that live beside the original and are kept when it is updated.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Begin an adaptation in a new folder.
    New(New),
    /// List what is changed, and whether it fits.
    Status(Of),
    /// Take a new original: says what becomes of each change, and changes nothing until told to.
    Update(update::Arguments),
    /// Show what learners read in place of the original's words.
    Diff(Of),
    /// Write the pack that learners see into a folder.
    Apply(Apply),
    /// Write a copy of a unit as it stands with your changes, to edit it.
    Copy(copies::Copy),
    /// Take an edited copy of a unit: keeps what differs from the original as changes.
    Take(copies::Take),
}

#[derive(Debug, Args)]
struct New {
    /// The folder to make.
    folder: PathBuf,

    /// The original: a pack's folder, or a pack in one file.
    #[arg(long, value_name = "PATH", default_value = "content")]
    base: PathBuf,

    /// What learners see over the units. Without it, the original's title.
    #[arg(long, value_name = "WORDS")]
    title: Option<String>,

    /// Where your service is: england, scotland, wales or northern-ireland.
    #[arg(long)]
    nation: Option<Nation>,
}

#[derive(Debug, Args)]
struct Of {
    /// The adaptation: its folder, or its one file.
    folder: PathBuf,
}

#[derive(Debug, Args)]
struct Apply {
    /// The adaptation: its folder, or its one file.
    folder: PathBuf,

    /// Where to write the pack: a new or an empty folder.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

/// Does what the arguments say.
pub(super) fn run(arguments: &Arguments) -> Result<ExitCode, CannotRun> {
    match &arguments.command {
        Command::New(new) => begin(new),
        Command::Status(of) => Ok(told::status(&read(&of.folder)?)),
        Command::Update(arguments) => update::run(arguments),
        Command::Diff(of) => {
            told::difference(&read(&of.folder)?);
            Ok(ExitCode::SUCCESS)
        }
        Command::Apply(arguments) => {
            let applied = apply(&read(&arguments.folder)?);
            write_pack(&arguments.out, &applied.files)?;
            let left = applied.diagnostics.len();
            if left > 0 {
                anstream::eprintln!(
                    "{left} left out: underpin check {} says what and why",
                    arguments.folder.display()
                );
            }
            let units = applied.files.units.len();
            anstream::println!("{units} units in {}", arguments.out.display());
            Ok(ExitCode::from(u8::from(left > 0)))
        }
        Command::Copy(arguments) => copies::copy(arguments),
        Command::Take(arguments) => copies::take(arguments),
    }
}

/// The adaptation at a path.
fn read(path: &Path) -> Result<Adaptation, CannotRun> {
    match folder::read_any(path)? {
        Found::Adaptation(adaptation) => Ok(*adaptation),
        Found::Pack(_) => Err(CannotRun(format!(
            "{} is a pack, not an adaptation: begin one with `underpin adapt new DIR --base {}`",
            path.display(),
            path.display()
        ))),
    }
}

fn begin(new: &New) -> Result<ExitCode, CannotRun> {
    let original = folder::read_path(&new.base)?;
    let name = new.folder.file_name().unwrap_or_default().to_string_lossy();
    let id: PackId = crate::id::propose(&name)
        .parse()
        .unwrap_or_else(|_| unreachable!("what is proposed is an id"));
    let title = match &new.title {
        Some(title) => title.clone(),
        None => crate::read::read_pack(&original).value.settings.title,
    };
    let adaptation = Adaptation::new(original, &id, &title, new.nation);
    empty(&new.folder)?;
    write(&new.folder, &adaptation)?;
    anstream::println!(
        "{} is yours. Put your words into {}. To change a unit, type `underpin adapt copy {} UNIT`, \
         edit the copy, and give it to `underpin adapt take {} FILE`",
        new.folder.display(),
        new.folder.join(folder::SETTINGS).display(),
        new.folder.display(),
        new.folder.display(),
    );
    Ok(ExitCode::SUCCESS)
}

/// Makes sure that a folder is there and holds nothing.
fn empty(folder: &Path) -> Result<(), CannotRun> {
    let cannot = |why: std::io::Error| CannotRun::with("make", folder, folder::plain(&why));
    fs::create_dir_all(folder).map_err(cannot)?;
    match fs::read_dir(folder).map_err(cannot)?.next() {
        None => Ok(()),
        Some(_) => Err(CannotRun(format!(
            "{} holds something already: name a new folder",
            folder.display()
        ))),
    }
}

fn write_pack(folder: &Path, files: &PackFiles) -> Result<(), CannotRun> {
    empty(folder)?;
    if let Some(settings) = &files.settings {
        folder::write_text(&folder.join(folder::SETTINGS), settings)?;
    }
    for (name, text) in &files.units {
        folder::write_text(&folder.join(name), text)?;
    }
    for (path, image) in &files.images {
        write_file(&folder.join(path), image)?;
    }
    Ok(())
}

fn write_file(path: &Path, content: &[u8]) -> Result<(), CannotRun> {
    written_beside(path, content)?.take_place()
}

fn written_beside(path: &Path, content: &[u8]) -> Result<Beside, CannotRun> {
    if let Some(parent) = path.parent() {
        let cannot = |why: std::io::Error| CannotRun::with("make", parent, folder::plain(&why));
        fs::create_dir_all(parent).map_err(cannot)?;
    }
    folder::written_beside(path, content)
}

/// Writes an adaptation's files that are new or say something else, and takes away units and
/// changes that it no longer has. Nothing else in the folder is touched, and nothing at all where
/// one of the files cannot be written: changes beside an original that they were not made for would
/// be set aside.
fn write(folder: &Path, adaptation: &Adaptation) -> Result<(), CannotRun> {
    let files = adaptation.files();
    let mut written = Vec::new();
    for (path, content) in &files {
        let path = folder.join(path);
        if fs::read(&path).ok().as_ref() != Some(content) {
            written.push(written_beside(&path, content)?);
        }
    }
    for file in written {
        file.take_place()?;
    }
    for within in ["", "original"] {
        let folder = folder.join(within);
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = match within {
                "" => name.clone(),
                within => format!("{within}/{name}"),
            };
            if crate::exchange::pack_file::is_unit(&name) && !files.contains_key(&path) {
                fs::remove_file(entry.path())
                    .map_err(|why| CannotRun::with("remove", &entry.path(), folder::plain(&why)))?;
            }
        }
    }
    Ok(())
}
