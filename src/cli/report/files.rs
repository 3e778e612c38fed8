//! Learners' files in a folder: finding them, and what is wrong with them.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use crate::{
    cli::{CannotRun, folder::plain},
    exchange::{
        finding::Finding,
        record_file::{self, MAX_FILE_BYTES, Opened},
    },
    record::{event::PersonId, stored::Learner},
};

/// How the names of learners' files end.
pub(in crate::cli) const ENDING: &str = ".underpin.json";

/// A file that was looked at.
pub(super) struct Looked {
    pub path: PathBuf,
    /// Whose it is; none where it cannot be opened.
    pub learner: Option<Learner>,
    /// Every id that it says is the learner's.
    pub ids: BTreeSet<PersonId>,
    /// What is wrong with it, in words.
    pub troubles: Vec<String>,
}

/// A learner with all her files, and what is wrong with them.
pub(super) struct Owner {
    pub learner: Learner,
    pub paths: Vec<PathBuf>,
    pub troubles: Vec<String>,
}

/// Every learner's file in a folder and the folders in it, in order.
pub(super) fn find(folder: &Path) -> Result<Vec<PathBuf>, CannotRun> {
    let mut open = vec![folder.to_owned()];
    let mut found = Vec::new();
    while let Some(folder) = open.pop() {
        let cannot = |why: &std::io::Error| CannotRun::with("open", &folder, plain(why));
        for entry in fs::read_dir(&folder).map_err(|why| cannot(&why))? {
            let entry = entry.map_err(|why| cannot(&why))?;
            let kind = entry.file_type().map_err(|why| cannot(&why))?;
            if kind.is_dir() {
                open.push(entry.path());
            } else if entry.file_name().to_string_lossy().ends_with(ENDING) {
                found.push(entry.path());
            }
        }
    }
    found.sort();
    Ok(found)
}

/// Opens a file to see whose it is and whether it is sound.
pub(super) fn look(path: &Path) -> Looked {
    let (learner, ids, troubles) = match open(path) {
        Ok(opened) => {
            let damage = opened
                .findings
                .iter()
                .filter(|found| Finding::is_damage(found));
            let troubles = damage.map(ToString::to_string).collect();
            let learner = opened.file.header.learner;
            let ids = opened.file.record.state().ids_of(learner.id);
            (Some(learner), ids, troubles)
        }
        Err(why) => (None, BTreeSet::new(), vec![why]),
    };
    Looked {
        path: path.to_owned(),
        learner,
        ids,
        troubles,
    }
}

/// Opens a file, or says in words why that cannot be done.
pub(in crate::cli) fn open(path: &Path) -> Result<Opened, String> {
    let size = fs::metadata(path).map_err(|why| plain(&why))?.len();
    if size > u64::try_from(MAX_FILE_BYTES).unwrap_or(u64::MAX) {
        return Err(crate::exchange::finding::NotOpened::TooLarge.to_string());
    }
    let bytes = fs::read(path).map_err(|why| plain(&why))?;
    record_file::open(&bytes).map_err(|why| why.to_string())
}

/// Puts each learner's files together, under whichever of her ids they are, and says how many
/// files that is.
pub(super) fn by_owner(looked: Vec<Looked>) -> (Vec<Owner>, usize) {
    let groups = groups(looked.iter().map(|file| &file.ids));
    let mut owners = BTreeMap::<PersonId, Owner>::new();
    let mut read = 0;
    for file in looked {
        let Some(learner) = file.learner else {
            continue;
        };
        read += 1;
        let id = groups.get(&learner.id).copied().unwrap_or(learner.id);
        let owner = owners.entry(id).or_insert_with(|| Owner {
            learner: Learner { id, ..learner },
            paths: Vec::new(),
            troubles: Vec::new(),
        });
        owner.paths.push(file.path);
        owner.troubles.extend(file.troubles);
    }
    (owners.into_values().collect(), read)
}

/// For each id the first of all that are the same person's.
fn groups<'f>(files: impl Iterator<Item = &'f BTreeSet<PersonId>>) -> BTreeMap<PersonId, PersonId> {
    let mut groups: Vec<BTreeSet<PersonId>> = Vec::new();
    // Most learners have one id.
    for ids in files.filter(|ids| ids.len() > 1) {
        let (same, apart): (Vec<_>, Vec<_>) = groups
            .into_iter()
            .partition(|group| !group.is_disjoint(ids));
        groups = apart;
        groups.push(
            same.into_iter()
                .flatten()
                .chain(ids.iter().copied())
                .collect(),
        );
    }
    let mut first = BTreeMap::new();
    for group in &groups {
        if let Some(id) = group.first() {
            first.extend(group.iter().map(|other| (*other, *id)));
        }
    }
    first
}
