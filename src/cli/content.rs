//! Content as commands take it to make something of it: with word of its mistakes, and with them.

use std::path::Path;

use super::{CannotRun, folder, today};
use crate::{
    check::check_pack,
    diagnostic::Severity,
    pack::Pack,
    read::{PackFiles, read_pack},
};

/// Reads the pack at a path, and says so where the check finds errors in it.
pub(super) fn read(path: &Path) -> Result<(PackFiles, Pack), CannotRun> {
    let files = folder::read_path(path)?;
    let read = read_pack(&files);
    let found = check_pack(&files, &read, today());
    let mut found = found.iter();
    if found.any(|wrong| wrong.severity() == Severity::Error) {
        anstream::eprintln!(
            "The content has mistakes: `underpin check {}` tells them.",
            path.display()
        );
    }
    Ok((files, read.value))
}
