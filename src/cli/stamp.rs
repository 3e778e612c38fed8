//! Whether a file is still the one that was read.

use std::{path::Path, time::SystemTime};

/// What changes when a file does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    modified: SystemTime,
    length: u64,
    /// When the disk itself last saw a change: copying can keep the time that the file had elsewhere.
    #[cfg(unix)]
    changed: (i64, i64),
}

impl Stamp {
    /// That of the file at a path; none where there is no file.
    pub fn of(path: &Path) -> Option<Self> {
        let meta = path.metadata().ok().filter(std::fs::Metadata::is_file)?;
        #[cfg(unix)]
        use std::os::unix::fs::MetadataExt;
        Some(Self {
            modified: meta.modified().ok()?,
            length: meta.len(),
            #[cfg(unix)]
            changed: (meta.ctime(), meta.ctime_nsec()),
        })
    }
}
