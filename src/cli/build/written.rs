//! A site's folder: what this program wrote into it before, and what it writes now. Nothing that
//! somebody else put there is touched.

use std::{
    fs, io,
    path::{Component, Path, PathBuf},
};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::{Files, compressed};
use crate::{
    cli::{CannotRun, folder},
    site::Loads,
};

/// The file in a site's folder that remembers what was written.
pub(super) const MEMORY: &str = ".underpin-site.json";

/// What was written, and from what it can be written again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Written {
    /// Where the site stands on its host.
    pub base: String,
    /// What its pages load.
    pub loads: Loads,
    /// The files that its pages load.
    pub assets: Vec<String>,
    /// Its pages and its content.
    pub pages: Vec<String>,
    /// Whether what is worth it is compressed ahead.
    #[serde(default)]
    pub compress: bool,
    /// What has been compressed, and stands beside the file.
    #[serde(default)]
    pub compressed: Vec<String>,
}

impl Written {
    /// What was written into a folder before; nothing, where it is new or empty.
    pub fn in_folder(out: &Path) -> Result<Self, CannotRun> {
        let memory = out.join(MEMORY);
        if memory.is_file() {
            let text = folder::read_text(&memory)?;
            return serde_json::from_str(&text)
                .map_err(|why| CannotRun::with("read", &memory, why));
        }
        let is_free = match fs::read_dir(out) {
            Ok(mut entries) => entries.next().is_none(),
            Err(why) if why.kind() == io::ErrorKind::NotFound => true,
            Err(why) => return Err(CannotRun::with("open", out, folder::plain(&why))),
        };
        if is_free {
            Ok(Self::default())
        } else {
            Err(CannotRun(format!(
                "{} holds files that are not a site of this program: name a new or empty folder with --out",
                out.display()
            )))
        }
    }

    fn files(&self) -> impl Iterator<Item = &String> {
        self.assets.iter().chain(&self.pages)
    }
}

/// Writes what has changed, and takes away what was written before and is no longer wanted.
pub(super) fn write(
    out: &Path,
    files: &Files,
    mut now: Written,
    before: &Written,
) -> Result<(), CannotRun> {
    now.compressed = to_compress(files, &now, before);
    let all: Vec<_> = files.iter().collect();
    all.par_iter().try_for_each(|(path, bytes)| {
        let compress = now.compressed.binary_search(path).is_ok();
        put_both_ways(out, path, bytes, compress)
    })?;
    let compressed_before = before.compressed.iter();
    for stale in compressed_before.filter(|path| now.compressed.binary_search(path).is_err()) {
        for ending in compressed::ENDINGS {
            remove(out, Path::new(&format!("{stale}{ending}")))?;
        }
    }
    for stale in before
        .files()
        .filter(|path| !now.files().any(|kept| kept == *path))
    {
        remove(out, Path::new(stale))?;
    }
    let memory =
        serde_json::to_string_pretty(&now).map_err(|why| CannotRun::with("write", out, why))?;
    put(&out.join(MEMORY), memory.as_bytes())
}

/// Which files stand there compressed as well, in order: of those that are written, those that are
/// worth it; of those that stay, those that were before.
fn to_compress(files: &Files, now: &Written, before: &Written) -> Vec<String> {
    if !now.compress {
        return Vec::new();
    }
    let stay = before
        .compressed
        .iter()
        .filter(|path| !files.contains_key(*path) && now.files().any(|kept| kept == *path));
    let written = files
        .iter()
        .filter(|(path, bytes)| compressed::is_worth_it(path, bytes));
    let mut all: Vec<String> = written.map(|(path, _)| path).chain(stay).cloned().collect();
    all.sort();
    all
}

/// Puts a file, and before it what it is compressed: whatever breaks off in between, a file that is
/// as it should be has nothing beside it from before.
fn put_both_ways(out: &Path, path: &str, bytes: &[u8], compress: bool) -> Result<(), CannotRun> {
    let file = out.join(path);
    let beside = |ending: &str| out.join(format!("{path}{ending}"));
    let is_there = || {
        let mut all = compressed::ENDINGS.iter();
        all.all(|ending| beside(ending).is_file()) && fs::read(&file).is_ok_and(|old| old == bytes)
    };
    if compress && !is_there() {
        let made = compressed::both(bytes);
        let made = made.map_err(|why| CannotRun::with("compress", &file, why))?;
        for (ending, bytes) in made {
            put(&beside(ending), &bytes)?;
        }
    }
    put(&file, bytes)
}

fn put(path: &Path, bytes: &[u8]) -> Result<(), CannotRun> {
    let cannot = |why: io::Error| CannotRun::with("write", path, folder::plain(&why));
    if fs::read(path).is_ok_and(|there| there == bytes) {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(cannot)?;
    }
    // A server may be reading: it sees the old file or the new one, never half of it.
    let mut name = path.as_os_str().to_owned();
    name.push(".new");
    let new = PathBuf::from(name);
    fs::write(&new, bytes)
        .and_then(|()| fs::rename(&new, path))
        .map_err(cannot)
}

/// Removes a file, and the folders that are empty without it.
fn remove(out: &Path, path: &Path) -> Result<(), CannotRun> {
    // The memory is a file that anybody could have changed: it never leads out of the folder.
    if !path
        .components()
        .all(|part| matches!(part, Component::Normal(_)))
    {
        return Ok(());
    }
    let file = out.join(path);
    match fs::remove_file(&file) {
        Ok(()) => {}
        Err(why) if why.kind() == io::ErrorKind::NotFound => {}
        Err(why) => return Err(CannotRun::with("remove", &file, folder::plain(&why))),
    }
    for folder in path
        .ancestors()
        .skip(1)
        .filter(|folder| !folder.as_os_str().is_empty())
    {
        if fs::remove_dir(out.join(folder)).is_err() {
            break;
        }
    }
    Ok(())
}
