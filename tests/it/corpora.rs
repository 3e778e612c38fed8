//! Everything in `fuzz/corpus/` goes through the fuzz targets once more: what crashed once stays
//! found, without a fuzzer.

#[path = "../../fuzz/src/lib.rs"]
mod targets;

use std::{
    collections::BTreeSet,
    fs,
    panic::catch_unwind,
    path::{Path, PathBuf},
};

use targets::TARGETS;

fn corpora() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/fuzz/corpus"))
}

fn entries(folder: &Path) -> BTreeSet<PathBuf> {
    let entries = fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().path()).collect()
}

#[test]
fn no_input_that_was_kept_crashes_a_target() {
    let mut crashed = Vec::new();
    for (name, target) in TARGETS {
        for file in entries(&corpora().join(name)) {
            let input = fs::read(&file).unwrap();
            if catch_unwind(|| target(&input)).is_err() {
                crashed.push(file);
            }
        }
    }
    assert!(crashed.is_empty(), "the reasons are above: {crashed:#?}");
}

#[test]
fn every_corpus_has_its_target() {
    let named = TARGETS.map(|(name, _)| corpora().join(name));
    assert_eq!(entries(corpora()), BTreeSet::from(named));
}
