//! The file of people on the disk: read again when it has changed, written whole or not at all; and
//! the key beside it, with which links are signed.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use crate::{
    cli::{CannotRun, folder, stamp::Stamp},
    door::{edit::NotEdited, people::People, signed::Key},
};

/// What the file is called, where it is not said.
pub(in crate::cli) const USUAL: &str = "people.toml";

/// The file, and what was last read in it.
pub(super) struct PeopleFile {
    path: PathBuf,
    read: Mutex<Read>,
}

struct Read {
    stamp: Option<Stamp>,
    people: Arc<People>,
}

impl PeopleFile {
    /// Opens it.
    pub fn open(path: &Path) -> Result<Self, CannotRun> {
        let stamp = Stamp::of(path);
        if stamp.is_none() {
            return Err(CannotRun(format!(
                "there is no file of people at {}: `underpin people add` makes it, or name yours with \
                 --people FILE",
                path.display()
            )));
        }
        let people = Arc::new(read(path)?);
        Ok(Self {
            path: path.to_owned(),
            read: Mutex::new(Read { stamp, people }),
        })
    }

    /// Who there is now. Where the file has been changed into something that cannot be read, it is
    /// as it was before, and the log says why: nobody is locked out, or let in, by a slip.
    pub fn now(&self) -> Arc<People> {
        let mut last = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Stamp::of(&self.path);
        if last.stamp != now {
            last.stamp = now;
            match read(&self.path) {
                Ok(people) => last.people = Arc::new(people),
                Err(CannotRun(why)) => {
                    tracing::error!(
                        why,
                        "the file of people cannot be read: it counts as it was"
                    );
                }
            }
        }
        Arc::clone(&last.people)
    }

    /// Changes it.
    pub fn edit(
        &self,
        change: impl FnOnce(&str) -> Result<String, NotEdited>,
    ) -> Result<(), CannotRun> {
        edit(&self.path, change)
    }
}

/// Reads the file at a path.
pub(in crate::cli) fn read(path: &Path) -> Result<People, CannotRun> {
    let text = folder::read_text(path)?;
    let bad = |why| CannotRun(format!("{}, {why}", path.display()));
    People::read(&text).map_err(bad)
}

/// Changes the file at a path: one change at a time, also where several programs make some.
pub(in crate::cli) fn edit(
    path: &Path,
    change: impl FnOnce(&str) -> Result<String, NotEdited>,
) -> Result<(), CannotRun> {
    let cannot = |why: io::Error| CannotRun::with("write", path, folder::plain(&why));
    let guard = path.with_extension("lock");
    let guard = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&guard)
        .map_err(|why| CannotRun::with("write", &guard, folder::plain(&why)))?;
    // Held until the file is closed, at the end of this function.
    guard.lock().map_err(cannot)?;
    let text = folder::read_text(path)?;
    let text = change(&text).map_err(|why| match why {
        NotEdited::Unreadable(why) => CannotRun(format!("{}, {why}", path.display())),
        why => CannotRun(why.to_string()),
    })?;
    write(path, &text)
}

/// Writes the file: who reads it meanwhile sees the old one or the new one.
pub(in crate::cli) fn write(path: &Path, text: &str) -> Result<(), CannotRun> {
    let cannot = |why: io::Error| CannotRun::with("write", path, folder::plain(&why));
    let beside = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    // For nobody's eyes but this account's, as a temporary file is.
    let mut new = tempfile::NamedTempFile::new_in(beside).map_err(cannot)?;
    new.write_all(text.as_bytes()).map_err(cannot)?;
    if let Ok(old) = path.metadata() {
        new.as_file()
            .set_permissions(old.permissions())
            .map_err(cannot)?;
    }
    new.as_file().sync_all().map_err(cannot)?;
    new.persist(path).map_err(|why| cannot(why.error))?;
    Ok(())
}

/// The key beside a file of people; a new one where there is none.
pub(in crate::cli) fn key(people: &Path) -> Result<Key, CannotRun> {
    let path = people.with_extension("key");
    let cannot = |why: io::Error| CannotRun::with("write", &path, folder::plain(&why));
    match create(&path) {
        Ok(mut file) => {
            let key = Key::from_random(random()?);
            file.write_all(key.to_text().as_bytes()).map_err(cannot)?;
            file.sync_all().map_err(cannot)?;
            Ok(key)
        }
        Err(why) if why.kind() == io::ErrorKind::AlreadyExists => {
            let text = fs::read_to_string(&path);
            let text = text.map_err(|why| CannotRun::with("read", &path, folder::plain(&why)))?;
            Key::from_text(&text).ok_or_else(|| {
                CannotRun(format!(
                    "{} does not hold a key: delete it, and a new one is made. Links that were \
                     given out end with that",
                    path.display()
                ))
            })
        }
        Err(why) => Err(cannot(why)),
    }
}

/// A new file for nobody's eyes but this account's.
fn create(path: &Path) -> io::Result<File> {
    let mut new = OpenOptions::new();
    new.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut new, 0o600);
    new.open(path)
}

/// Chance, from the machine.
pub(in crate::cli) fn random<const N: usize>() -> Result<[u8; N], CannotRun> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)
        .map_err(|why| CannotRun(format!("this machine gives no random numbers: {why}")))?;
    Ok(bytes)
}
