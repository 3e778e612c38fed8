//! What a page was made from, so that the program can tell whether the files on the server have
//! changed since.

use crate::{digest, read::PackFiles, route::Route};

/// The fingerprint of the files that a unit's page is made from: the text of `pack.toml` and the
/// text of the unit's file, as they are on the server.
pub fn fingerprint(settings: &str, unit: &str) -> String {
    digest::hex(&digest::of_all([settings, unit]))
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
