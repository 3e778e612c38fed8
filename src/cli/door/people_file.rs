//! The file of people on the disk: read again when it has changed, written whole or not at all; and
//! the key beside it, with which links are signed and people are tagged in the log.

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

/// Why the file was not read, or not changed.
#[derive(Debug)]
pub(in crate::cli) enum Failed {
    /// The disk would not.
    Disk(CannotRun),
    /// What stands in the file at a path, or was to.
    Text(PathBuf, NotEdited),
}

impl Failed {
    /// Why, for the log, which names nobody.
    pub fn unnamed(&self) -> String {
        match self {
            Self::Disk(CannotRun(why)) => why.clone(),
            Self::Text(path, why) => format!("{}: {}", path.display(), why.unnamed()),
        }
    }
}

impl From<CannotRun> for Failed {
    fn from(why: CannotRun) -> Self {
        Self::Disk(why)
    }
}

impl From<Failed> for CannotRun {
    fn from(failed: Failed) -> Self {
        match failed {
            Failed::Disk(why) => why,
            Failed::Text(path, NotEdited::Unreadable(why)) => {
                Self(format!("{}, {why}", path.display()))
            }
            Failed::Text(_, why) => Self(why.to_string()),
        }
    }
}

/// The file, and what was last read in it.
pub(super) struct PeopleFile {
    path: PathBuf,
    read: Mutex<Read>,
}

struct Read {
    stamp: Option<Stamp>,
    people: Arc<People>,
    /// Whether the disk would not give it the last time, which the log says once.
    is_withheld: bool,
}

impl Read {
    /// Reads it again, if it has changed since.
    fn renew(&mut self, now: Option<Stamp>, read: impl FnOnce() -> Result<People, Failed>) {
        if self.stamp == now {
            return;
        }
        match read() {
            // Under another address the same account is somebody else, in whose name records would go out.
            Ok(people) if people.site() != self.people.site() => {
                tracing::error!(
                    "the file of people names another site: it counts as it was until it names the old one \
                     again, or the server is started anew"
                );
                self.stamp = now;
                self.is_withheld = false;
            }
            // The store has her record under the old account, and she would begin anew under the other.
            Ok(people) if people.is_somebody_renamed(&self.people) => {
                tracing::error!(
                    "the file of people gives somebody another account: it counts as it was until she has the \
                     old one again, or the server is started anew. In the store her record is under the old one, \
                     and whoever gets that has her record with it. What people call her is `name`"
                );
                self.stamp = now;
                self.is_withheld = false;
            }
            Ok(people) => {
                let missing = people.missing(&self.people).count();
                if missing > 0 {
                    tracing::warn!(
                        missing,
                        "somebody was taken out of the file of people without [[gone]]: whoever gets the account \
                         next has her record with it. `underpin people remove` leaves such an entry"
                    );
                }
                *self = Self {
                    stamp: now,
                    people: Arc::new(people),
                    is_withheld: false,
                }
            }
            Err(failed) => {
                let is_withheld = matches!(failed, Failed::Disk(_));
                if !(is_withheld && self.is_withheld) {
                    tracing::error!(
                        why = failed.unnamed(),
                        "the file of people cannot be read: it counts as it was"
                    );
                }
                self.is_withheld = is_withheld;
                // What the disk does not give now it may give the next time, though nothing changes.
                if !is_withheld {
                    self.stamp = now;
                }
            }
        }
    }
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
            read: Mutex::new(Read {
                stamp,
                people,
                is_withheld: false,
            }),
        })
    }

    /// Who there is now. Where the file has been changed into something that cannot be read, it is
    /// as it was before, and the log says why: nobody is locked out, or let in, by a slip.
    pub fn now(&self) -> Arc<People> {
        let mut last = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        last.renew(Stamp::of(&self.path), || read(&self.path));
        Arc::clone(&last.people)
    }

    /// Changes it.
    pub fn edit(
        &self,
        change: impl FnOnce(&str) -> Result<String, NotEdited>,
    ) -> Result<(), Failed> {
        edit(&self.path, change)
    }
}

/// Reads the file at a path.
pub(in crate::cli) fn read(path: &Path) -> Result<People, Failed> {
    let text = folder::read_text(path).map_err(Failed::Disk)?;
    People::read(&text).map_err(|why| Failed::Text(path.to_owned(), why.into()))
}

/// Changes the file at a path: one change at a time, also where several programs make some. Where links lead
/// to it, the file itself is changed: else the link would become a second one, and whoever is taken out there
/// would stay in the first.
pub(in crate::cli) fn edit(
    path: &Path,
    change: impl FnOnce(&str) -> Result<String, NotEdited>,
) -> Result<(), Failed> {
    let itself = path.canonicalize();
    let path = itself.as_deref().unwrap_or(path);
    let guard = path.with_extension("lock");
    // Held until the file is closed, at the end of this function.
    let _held = lock(&guard, path).map_err(|why| {
        let why = CannotRun::with("write", &guard, folder::plain(&why));
        Failed::Disk(why)
    })?;
    let text = folder::read_text(path).map_err(Failed::Disk)?;
    let text = change(&text).map_err(|why| Failed::Text(path.to_owned(), why))?;
    write(path, &text).map_err(Failed::Disk)
}

fn lock(guard: &Path, people: &Path) -> io::Result<File> {
    let file = match create(guard, people) {
        // To hold it, it need not be written: it may be somebody else's from before.
        Err(why) if why.kind() == io::ErrorKind::AlreadyExists => File::open(guard)?,
        made => made?,
    };
    file.lock()?;
    Ok(file)
}

/// Writes the file: who reads it meanwhile sees the old one or the new one.
pub(in crate::cli) fn write(path: &Path, text: &str) -> Result<(), CannotRun> {
    let cannot = |why: io::Error| CannotRun::with("write", path, folder::plain(&why));
    // For nobody's eyes but this account's, as a temporary file is.
    let mut new = tempfile::NamedTempFile::new_in(beside(path)).map_err(cannot)?;
    new.write_all(text.as_bytes()).map_err(cannot)?;
    if let Ok(old) = path.metadata() {
        new.as_file()
            .set_permissions(old.permissions())
            .map_err(cannot)?;
    }
    give(new.as_file(), path).map_err(cannot)?;
    new.as_file().sync_all().map_err(cannot)?;
    new.persist(path).map_err(|why| cannot(why.error))?;
    Ok(())
}

/// The folder that a file lies in.
fn beside(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Gives a new file to whose a file of people is, or, where there is none yet, its folder. Whoever looks
/// after the machine may run `underpin people` as root: the service must be able to read it still.
#[cfg(unix)]
fn give(new: &File, people: &Path) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, fchown};
    let whose = |file: &fs::Metadata| (file.uid(), file.gid());
    let like = people.metadata().or_else(|_| beside(people).metadata())?;
    let (own, (uid, gid)) = (whose(&new.metadata()?), whose(&like));
    if own == (uid, gid) {
        return Ok(());
    }
    match fchown(new, Some(uid), Some(gid)) {
        // Nobody but root may give files away: what anybody else writes is her own.
        Err(why) if why.kind() == io::ErrorKind::PermissionDenied && own.0 != 0 => Ok(()),
        given => given,
    }
}

#[cfg(not(unix))]
fn give(_: &File, _: &Path) -> io::Result<()> {
    Ok(())
}

/// Refuses files of people that would be served with the site: with their hashes anybody could look for
/// passwords, and with the key write links.
pub(super) fn keep_out_of(site: &Path, people: &Path) -> Result<(), CannotRun> {
    let Ok(within) = site.canonicalize() else {
        return Ok(());
    };
    let is_served = |file: &PathBuf| {
        // Under its own name, and where that leads if it is a link.
        let own = beside(file).canonicalize().ok().zip(file.file_name());
        let own = own.map(|(folder, name)| folder.join(name));
        let mut places = own.into_iter().chain(file.canonicalize().ok());
        places.any(|place| file.symlink_metadata().is_ok() && place.starts_with(&within))
    };
    let key_and_lock = ["key", "lock"].map(|ending| people.with_extension(ending));
    let mut files = [people.to_owned()].into_iter().chain(key_and_lock);
    match files.find(is_served) {
        None => Ok(()),
        Some(file) => Err(CannotRun(format!(
            "{} lies in the site's folder, {}, so everybody could fetch it. Move the file of people, with its \
             .key and .lock, to a folder beside that, and name it with --people. Where it was served before, \
             delete the .key, and have everybody set a new password",
            file.display(),
            site.display()
        ))),
    }
}

/// The key beside a file of people; a new one where there is none.
pub(in crate::cli) fn key(people: &Path) -> Result<Key, CannotRun> {
    let path = people.with_extension("key");
    let cannot = |why: io::Error| CannotRun::with("write", &path, folder::plain(&why));
    match create(&path, people) {
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

/// A new file for nobody's eyes but those of whose the file of people is.
fn create(path: &Path, people: &Path) -> io::Result<File> {
    let mut new = OpenOptions::new();
    new.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut new, 0o600);
    let file = new.open(path)?;
    give(&file, people)?;
    Ok(file)
}

/// Chance, from the machine.
pub(in crate::cli) fn random<const N: usize>() -> Result<[u8; N], CannotRun> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)
        .map_err(|why| CannotRun(format!("this machine gives no random numbers: {why}")))?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SITE: &str = "site = \"https://training.example.org/\"\n";
    const ADA: &str =
        "[[person]]\naccount = \"ada\"\nname = \"Ada Okafor\"\nrole = \"assessor\"\ncohorts = []\n";

    #[cfg(unix)]
    #[test]
    fn who_is_taken_out_by_a_link_is_taken_out_of_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("people.toml");
        let link = folder.path().join("linked.toml");
        fs::write(&file, [SITE, ADA].concat()).unwrap();
        std::os::unix::fs::symlink(&file, &link).unwrap();
        edit(&link, |_| Ok(SITE.to_owned())).unwrap();
        assert!(read(&file).unwrap().get("ada").is_none());
        assert!(link.is_symlink());
        // Whichever name it has, one change is made at a time.
        assert!(file.with_extension("lock").exists());
        assert!(!link.with_extension("lock").exists());
    }

    #[test]
    fn what_the_disk_does_not_give_for_a_moment_is_read_the_next_time() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("people.toml");
        fs::write(&path, [SITE, ADA].concat()).unwrap();
        let file = PeopleFile::open(&path).unwrap();
        fs::write(&path, SITE).unwrap();
        let withheld = || Err(Failed::Disk(CannotRun("too many open files".to_owned())));
        let mut last = file.read.lock().unwrap();
        last.renew(Stamp::of(&path), withheld);
        assert!(last.people.get("ada").is_some());
        drop(last);
        assert!(file.now().get("ada").is_none());
    }

    #[test]
    fn nobody_becomes_somebody_else_while_it_serves() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("people.toml");
        fs::write(&path, [SITE, ADA].concat()).unwrap();
        let file = PeopleFile::open(&path).unwrap();
        let before = file.now();
        fs::write(
            &path,
            ["site = \"https://other.example.org/\"\n", ADA].concat(),
        )
        .unwrap();
        assert_eq!(file.now().site(), before.site());
        // Once the slip is mended, it is read again.
        fs::write(&path, SITE).unwrap();
        assert!(file.now().get("ada").is_none());
    }

    #[test]
    fn nobody_gets_another_account_while_it_serves() {
        const PASSWORD: &str =
            "password = \"$argon2id$v=19$m=64,t=1,p=1$c2hvcnQgc2FsdA$74ulm4xE2aPtX7kfa/Om0Q\"\n";
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("people.toml");
        let write = |person: &str| fs::write(&path, [SITE, person, PASSWORD].concat()).unwrap();
        write(ADA);
        let file = PeopleFile::open(&path).unwrap();
        // She has married: her record would stay behind.
        let married = ADA.replace("Okafor", "Smith");
        write(&married.replace("\"ada\"", "\"ada-smith\""));
        assert!(file.now().get("ada-smith").is_none());
        assert_eq!(&*file.now().get("ada").unwrap().name, "Ada Okafor");
        // What people call her may be anything.
        write(&married);
        assert_eq!(&*file.now().get("ada").unwrap().name, "Ada Smith");
    }
}
