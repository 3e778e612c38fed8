//! A folder with a pack in it, as files on a disk.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::CannotRun;
use crate::read::PackFiles;

/// The name of a pack's settings.
pub(super) const SETTINGS: &str = "pack.toml";

/// Reads the files of the pack in a folder: `pack.toml` and every `.md` file beside it but
/// `README.md`, which is for authors.
pub(super) fn read_folder(folder: &Path) -> Result<PackFiles, CannotRun> {
    let mut files = PackFiles::default();
    let mut paths = Vec::new();
    let entries =
        fs::read_dir(folder).map_err(|why| CannotRun::with("open", folder, plain(&why)))?;
    for entry in entries {
        let entry = entry.map_err(|why| CannotRun::with("open", folder, plain(&why)))?;
        paths.push(entry.path());
    }
    paths.sort();
    for path in paths {
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
            continue;
        };
        if name == SETTINGS {
            files.settings = Some(read_text(&path)?);
        } else if is_unit(name) {
            files.units.push((name.to_owned(), read_text(&path)?));
        }
    }
    if files.settings.is_none() && files.units.is_empty() {
        return Err(CannotRun(format!(
            "{} holds no {SETTINGS} and no unit (a file ending in .md)",
            folder.display()
        )));
    }
    Ok(files)
}

fn is_unit(name: &str) -> bool {
    name.ends_with(".md") && !name.eq_ignore_ascii_case("readme.md") && !name.starts_with('.')
}

/// Reads a text file.
pub(super) fn read_text(path: &Path) -> Result<String, CannotRun> {
    let bytes = fs::read(path).map_err(|why| CannotRun::with("read", path, plain(&why)))?;
    String::from_utf8(bytes).map_err(|wrong| {
        let line = wrong.as_bytes()[..wrong.utf8_error().valid_up_to()]
            .iter()
            .filter(|byte| **byte == b'\n')
            .count()
            + 1;
        CannotRun(format!(
            "{} is not UTF-8 text: line {line} holds something else; save it again as UTF-8",
            path.display()
        ))
    })
}

/// What went wrong, in words for somebody who does not program.
pub(super) fn plain(why: &io::Error) -> String {
    match why.kind() {
        io::ErrorKind::NotFound => "there is nothing of that name".to_owned(),
        io::ErrorKind::PermissionDenied => "this account may not".to_owned(),
        _ => why.to_string(),
    }
}
/// Writes a text file whole or not at all: a program that dies half-way leaves the old one.
pub(super) fn write_text(path: &Path, text: &str) -> Result<(), CannotRun> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".new");
    let beside = PathBuf::from(beside);
    fs::write(&beside, text)
        .and_then(|()| fs::rename(&beside, path))
        .map_err(|why| CannotRun::with("write", path, plain(&why)))
}
