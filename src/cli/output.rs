//! The files that a command writes where somebody names the place. Nothing is written over that could be
//! anybody else's work, because nothing would bring it back.

use std::{
    fs::{self, File},
    io::Read,
    path::{Path, PathBuf},
};

use super::{CannotRun, folder};
use crate::{exchange::gift, wording::bank};

/// What a file is: by its beginning it can be told whether one that is there is of the same kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A bank of questions in GIFT.
    Gift,
    /// An archive, by the file that it begins with.
    Zip(&'static str),
    /// A whole site as one page.
    Page,
    /// Word of what could not be carried.
    Report,
    /// Statements of a record.
    Statements,
}

/// How much of most files is looked at. A page says within this that it is one of ours.
const BEGINNING: u64 = 4096;

/// Where the name of its first file stands in an archive.
const FIRST_NAME: usize = 30;

impl Kind {
    /// How much of a file has to be looked at. A bank is text that people edit, wherever in it.
    fn looks_at(self) -> u64 {
        match self {
            Self::Gift => u64::MAX,
            Self::Zip(_) | Self::Page | Self::Report | Self::Statements => BEGINNING,
        }
    }

    /// Whether a file of this kind begins like this. An empty file holds nothing to lose.
    fn begins(self, beginning: &[u8]) -> bool {
        let within = |sign: &str| {
            let mut windows = beginning.windows(sign.len());
            windows.any(|window| window == sign.as_bytes())
        };
        let is_like = match self {
            Self::Gift => gift::is_untouched(beginning),
            Self::Zip(first) => {
                let name = beginning.get(FIRST_NAME..).unwrap_or_default();
                beginning.starts_with(b"PK\x03\x04") && name.starts_with(first.as_bytes())
            }
            Self::Page => beginning.starts_with(b"<!DOCTYPE html>") && within(" data-one-file"),
            Self::Report => bank::begins_report(&String::from_utf8_lossy(beginning)),
            Self::Statements => [r#"{"id":"#, "[\n{\"id\":", "[]\n"]
                .iter()
                .any(|begins| beginning.starts_with(begins.as_bytes())),
        };
        beginning.is_empty() || is_like
    }

    fn example(self) -> &'static str {
        match self {
            Self::Gift => "bank.txt",
            Self::Zip(_) => "package.zip",
            Self::Page => "training.html",
            Self::Report => "report.txt",
            Self::Statements => "statements.jsonl",
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Gift => "a bank as this program wrote it",
            Self::Zip(_) => "a package as this command makes it",
            Self::Page => "a site in one file",
            Self::Report => "a list of what could not be carried",
            Self::Statements => "statements",
        }
    }
}

/// A place that may be written to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Output<'p> {
    path: &'p Path,
    kind: Kind,
}

impl<'p> Output<'p> {
    /// A place for a file, in a command that has to do with others too.
    ///
    /// # Errors
    /// One of the others is the same file, or something else stands there.
    pub fn at(path: &'p Path, kind: Kind, others: &[&Path]) -> Result<Self, CannotRun> {
        folder::refuse_record(path)?;
        let place = place(path);
        if others.iter().any(|other| self::place(other) == place) {
            return Err(CannotRun(format!(
                "{} is named twice: the same command reads it, or writes something else there. Give \
                 another name",
                path.display()
            )));
        }
        let output = Self { path, kind };
        output.is_free()?;
        Ok(output)
    }

    /// Where that is.
    pub fn path(self) -> &'p Path {
        self.path
    }

    /// Writes the file whole or not at all.
    ///
    /// # Errors
    /// It cannot be written, or something else has come to stand there.
    pub fn write(self, bytes: &[u8]) -> Result<(), CannotRun> {
        self.is_free()?;
        folder::write_bytes(self.path, bytes)
    }

    fn is_free(self) -> Result<(), CannotRun> {
        let shown = self.path.display();
        let Ok(there) = fs::metadata(self.path) else {
            return Ok(());
        };
        if there.is_dir() {
            let within = self.path.join(self.kind.example());
            return Err(CannotRun(format!(
                "{shown} is a folder: name a file, such as {}",
                within.display()
            )));
        }
        if !there.is_file() {
            return Err(CannotRun(format!(
                "{shown} is no file that can be written over: name a file"
            )));
        }
        let mut beginning = Vec::new();
        File::open(self.path)
            .and_then(|file| file.take(self.kind.looks_at()).read_to_end(&mut beginning))
            .map_err(|why| CannotRun::with("open", self.path, folder::plain(&why)))?;
        match self.kind.begins(&beginning) {
            true => Ok(()),
            false => Err(CannotRun(format!(
                "{shown} is there already, is not {}, and stays as it is: give another name, or take it \
                 away first",
                self.kind.name()
            ))),
        }
    }
}

/// Where a path leads, by whichever name: also where nothing stands yet.
fn place(path: &Path) -> PathBuf {
    if let Ok(there) = path.canonicalize() {
        return there;
    }
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let folder = whole.parent().and_then(|folder| folder.canonicalize().ok());
    match (folder, whole.file_name()) {
        (Some(folder), Some(name)) => folder.join(name),
        _ => whole,
    }
}
