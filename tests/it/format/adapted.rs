//! An example of an adaptation: the files of an original, and the employer's under `adaptation/`.

use jiff::civil::Date;
use underpin::{
    adapt::{Adaptation, apply, check_adaptation},
    diagnostic::Diagnostic,
    pack::Pack,
    read::{PackFiles, read_pack},
};

use super::whole::{SETTINGS, WholeFile};

/// What the names of an adaptation's files begin with.
const FOLDER: &str = "adaptation/";

/// Whether an example shows an adaptation.
pub fn is_one(files: &[WholeFile]) -> bool {
    files.iter().any(|file| file.name.starts_with(FOLDER))
}

/// Reads the pack that learners see, and checks the adaptation. Its `pack.toml` need not name the
/// original, which stands beside it.
pub fn read_and_check(files: &[WholeFile], today: Date) -> (Pack, Vec<Diagnostic>) {
    let (own, base): (Vec<&WholeFile>, Vec<&WholeFile>) =
        files.iter().partition(|file| file.name.starts_with(FOLDER));
    let settings = base.iter().find(|file| file.is_settings);
    let units = base.iter().filter(|file| !file.is_settings);
    let original = PackFiles {
        settings: Some(settings.map_or(SETTINGS, |file| &file.text).to_owned()),
        units: units
            .map(|file| (file.name.clone(), file.text.clone()))
            .collect(),
        ..PackFiles::default()
    };
    let id = "our-home".parse().unwrap();
    let mut adaptation = Adaptation::new(original, &id, "Our home", None);
    for file in own {
        let name = file.name.strip_prefix(FOLDER).unwrap();
        if !file.is_settings {
            adaptation.units.push((name.to_owned(), file.text.clone()));
        } else if file.text.contains("[adapts]") {
            adaptation.settings = file.text.clone();
        } else {
            let (_, adapts) = adaptation.settings.split_once("[adapts]").unwrap();
            adaptation.settings = format!("{}\n[adapts]{adapts}", file.text);
        }
    }
    adaptation.units.sort();
    let mut diagnostics = check_adaptation(&adaptation, today);
    for wrong in &mut diagnostics {
        wrong.file = match wrong.file.strip_prefix("original/") {
            Some(original) => original.to_owned(),
            None => format!("{FOLDER}{}", wrong.file),
        };
    }
    (read_pack(&apply(&adaptation).files).value, diagnostics)
}
