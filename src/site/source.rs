//! What a page was made from, so that the program can tell whether the files on the server have
//! changed since.

use sha2::{Digest, Sha256};

use crate::{read::PackFiles, route::Route};

/// The fingerprint of the files that a unit's page is made from: the text of `pack.toml` and the
/// text of the unit's file, as they are on the server.
pub fn fingerprint(settings: &str, unit: &str) -> String {
    let mut hash = Sha256::new();
    for text in [settings, unit] {
        // The length parts the two, so that no text can move from one to the other unseen.
        hash.update((text.len() as u64).to_be_bytes());
        hash.update(text);
    }
    hash.finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// The same for a page: empty where it is of no unit.
pub fn of_page(files: &PackFiles, route: &Route) -> String {
    let (Route::Unit(unit)
    | Route::Answer(unit, _)
    | Route::Workbook(unit)
    | Route::Enter(unit)
    | Route::Together(unit)) = route
    else {
        return String::new();
    };
    let settings = files.settings.as_deref().unwrap_or_default();
    fingerprint(settings, files.unit(unit).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_change_changes_it() {
        let before = fingerprint("ab", "c");
        assert_eq!(before, fingerprint("ab", "c"));
        assert_eq!(before.len(), 64);
        for (settings, unit) in [("a", "bc"), ("abc", ""), ("ab", "C"), ("ab", "c\n")] {
            assert_ne!(before, fingerprint(settings, unit));
        }
    }
}
