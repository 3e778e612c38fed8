//! A pack as files on a disk: a folder with its files in it, or one file.

use std::{
    fs::{self, File},
    io::{self, Read},
    path::{Path, PathBuf},
};

use super::CannotRun;
pub(super) use crate::exchange::pack_file::SETTINGS;
use crate::{
    adapt::{
        Adaptation, apply,
        folder::{NotAnAdaptation, ORIGINAL, is_adaptation},
    },
    exchange::{
        finding::NotOpened,
        pack_file::{self, is_unit},
        record_file::{self, RecordFile},
        unzip::Limits,
    },
    read::{PackFiles, image_type, is_path_in_pack},
    source::text_of,
};

/// What stands at a path.
pub(super) enum Found {
    /// A pack.
    Pack(PackFiles),
    /// An employer's adaptation, with its original.
    Adaptation(Box<Adaptation>),
}

/// Reads what stands at a path: a pack or an adaptation, each as a folder or as one file.
pub(super) fn read_any(path: &Path) -> Result<Found, CannotRun> {
    let kind = path
        .metadata()
        .map_err(|why| CannotRun::with("open", path, plain(&why)))?;
    let no = |why: &dyn std::fmt::Display| CannotRun(format!("{}: {why}", path.display()));
    if !kind.is_dir() {
        let bytes = read_zip(path)?;
        return match Adaptation::read(&bytes) {
            Ok(adaptation) => Ok(Found::Adaptation(Box::new(adaptation))),
            Err(NotAnAdaptation::NoOriginal) => Err(no(&NotAnAdaptation::NoOriginal)),
            Err(NotAnAdaptation::NotOne | NotAnAdaptation::Pack(_)) => pack_file::read(&bytes)
                .map(Found::Pack)
                .map_err(|why| no(&why)),
        };
    }
    let own = read_folder(path)?;
    let settings = own.settings.clone().unwrap_or_default();
    if !is_adaptation(&settings) {
        return Ok(Found::Pack(own));
    }
    let original = path.join(ORIGINAL);
    if !original.is_dir() {
        return Err(no(&NotAnAdaptation::NoOriginal));
    }
    let within = |image: &String| !image.starts_with(ORIGINAL);
    Ok(Found::Adaptation(Box::new(Adaptation {
        settings,
        units: own.units,
        images: own
            .images
            .into_iter()
            .filter(|(image, _)| within(image))
            .collect(),
        original: read_folder(&original)?,
    })))
}

/// Reads the pack at a path. An adaptation gives the pack that learners see; what could not be
/// applied is told.
pub(super) fn read_path(path: &Path) -> Result<PackFiles, CannotRun> {
    match read_any(path)? {
        Found::Pack(files) => Ok(files),
        Found::Adaptation(adaptation) => {
            let applied = apply(&adaptation);
            let wrong = applied.diagnostics.len();
            if wrong > 0 {
                anstream::eprintln!(
                    "Not all of the adaptation could be applied ({wrong} left): \
                     underpin check {} says what and why",
                    path.display()
                );
            }
            Ok(applied.files)
        }
    }
}

/// Whether a path names a pack in one file.
pub(super) fn is_pack_file(path: &Path) -> bool {
    let ending = path.extension();
    path.is_file() && ending.is_some_and(|ending| ending.eq_ignore_ascii_case("zip"))
}

fn read_zip(path: &Path) -> Result<Vec<u8>, CannotRun> {
    let cannot = |why: io::Error| CannotRun::with("read", path, plain(&why));
    let mut bytes = Vec::new();
    // One byte more than may be, so that too much is seen as such.
    File::open(path)
        .and_then(|file| {
            let most = Limits::PACK.all_bytes + 1;
            file.take(most).read_to_end(&mut bytes)
        })
        .map_err(cannot)?;
    Ok(bytes)
}

/// Reads the files of the pack in a folder: `pack.toml`, every `.md` file beside it but
/// `README.md`, which is for authors, and every image, in folders of the folder too.
fn read_folder(folder: &Path) -> Result<PackFiles, CannotRun> {
    let mut files = PackFiles::default();
    for path in entries(folder)? {
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
    read_images(folder, folder, &mut files)?;
    Ok(files)
}

/// What stands in a folder, by name.
fn entries(folder: &Path) -> Result<Vec<PathBuf>, CannotRun> {
    let cannot = |why: io::Error| CannotRun::with("open", folder, plain(&why));
    let entries = fs::read_dir(folder).map_err(cannot)?;
    let paths: Result<Vec<_>, _> = entries.map(|entry| Ok(entry?.path())).collect();
    let mut paths = paths.map_err(cannot)?;
    paths.sort();
    Ok(paths)
}

/// What begins with a full stop is some other program's, and an image whose name no unit could
/// write is in no unit.
fn read_images(root: &Path, folder: &Path, files: &mut PackFiles) -> Result<(), CannotRun> {
    for path in entries(folder)? {
        let inside = path.strip_prefix(root).unwrap_or(&path);
        let parts: Vec<_> = inside.iter().map(|part| part.to_string_lossy()).collect();
        let name = parts.join("/");
        if parts.last().is_none_or(|last| last.starts_with('.')) {
            continue;
        }
        if path.is_dir() {
            // A folder with settings of its own is another pack, or an adaptation.
            if !path.join(SETTINGS).exists() {
                read_images(root, &path, files)?;
            }
        } else if image_type(&name).is_some() && is_path_in_pack(&name) {
            files.images.insert(name, read_bytes(&path)?);
        }
    }
    Ok(())
}

/// Reads a file.
pub(super) fn read_bytes(path: &Path) -> Result<Vec<u8>, CannotRun> {
    fs::read(path).map_err(|why| CannotRun::with("read", path, plain(&why)))
}

/// Reads a text file.
pub(super) fn read_text(path: &Path) -> Result<String, CannotRun> {
    let bytes = read_bytes(path)?;
    text_of(bytes).map_err(|why| {
        CannotRun(format!(
            "{} is not UTF-8 text: {why}; save it again as UTF-8",
            path.display()
        ))
    })
}

/// What went wrong, in words for somebody who does not program.
pub(super) fn plain(why: &io::Error) -> String {
    match why.kind() {
        io::ErrorKind::NotFound => "there is nothing of that name".to_owned(),
        io::ErrorKind::PermissionDenied => "this account may not".to_owned(),
        io::ErrorKind::NotADirectory => "it is a file, where a folder is meant".to_owned(),
        _ => why.to_string(),
    }
}

/// Writes a text file whole or not at all: a program that dies half-way leaves the old one.
///
/// # Errors
/// It cannot be written, or a learner's record stands there: nothing brings back what was in it.
pub(super) fn write_text(path: &Path, text: &str) -> Result<(), CannotRun> {
    write_bytes(path, text.as_bytes())
}

/// The same for any file.
///
/// # Errors
/// As for [`write_text`].
pub(super) fn write_bytes(path: &Path, bytes: &[u8]) -> Result<(), CannotRun> {
    written_beside(path, bytes)?.take_place()
}

/// A file that is written and has not taken its place yet.
///
/// # Errors
/// As for [`write_text`].
pub(super) fn written_beside(path: &Path, bytes: &[u8]) -> Result<Beside, CannotRun> {
    refuse_record(path)?;
    Beside::write(path, bytes)
}

/// That no learner's record stands at a path.
///
/// # Errors
/// One does.
pub(super) fn refuse_record(path: &Path) -> Result<(), CannotRun> {
    match holds_record(path) {
        true => Err(CannotRun(format!(
            "{} is a learner’s record, and nothing else is written over it: give another name",
            path.display()
        ))),
        false => Ok(()),
    }
}

/// Writes a learner's record whole or not at all, also where one stands already.
///
/// # Errors
/// It cannot be written.
pub(super) fn write_record(path: &Path, record: &RecordFile) -> Result<(), CannotRun> {
    Beside::write(path, record.to_text().as_bytes())?.take_place()
}

/// Whether a file is a record, also one that cannot be opened here.
fn holds_record(path: &Path) -> bool {
    let Ok(bytes) = fs::read(path) else {
        return false;
    };
    let is_something_else = matches!(
        record_file::open(&bytes),
        Err(NotOpened::Empty
            | NotOpened::TooLarge
            | NotOpened::NotARecord
            | NotOpened::Packed
            | NotOpened::OtherKind(_))
    );
    !is_something_else
}

/// A file that is written beside its place until it takes it, and taken away where it never does.
pub(super) struct Beside {
    path: PathBuf,
    beside: PathBuf,
}

impl Beside {
    /// Writes a file beside its place, so that many can be written before the first takes its own.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn write(path: &Path, bytes: &[u8]) -> Result<Self, CannotRun> {
        let mut beside = path.as_os_str().to_owned();
        beside.push(".new");
        let file = Self {
            path: path.to_owned(),
            beside: PathBuf::from(beside),
        };
        match fs::write(&file.beside, bytes) {
            Ok(()) => Ok(file),
            Err(why) => Err(CannotRun::with("write", path, plain(&why))),
        }
    }

    /// Puts it where it belongs, over what stands there.
    ///
    /// # Errors
    /// The file cannot be renamed.
    pub fn take_place(self) -> Result<(), CannotRun> {
        fs::rename(&self.beside, &self.path)
            .map_err(|why| CannotRun::with("write", &self.path, plain(&why)))
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        // There is none where it took its place.
        let _ = fs::remove_file(&self.beside);
    }
}
