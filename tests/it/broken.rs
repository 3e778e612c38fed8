//! One mistake a file: what is said to it, word for word.
//!
//! A case is a unit (`tests/broken/NAME.md`) or a pack's folder (`tests/broken/NAME/`). Its name
//! begins with the code it raises, and it raises no other. What is printed stands in
//! `tests/broken/said/`; `INSTA_UPDATE=always cargo test --test it broken` writes it anew.

use std::{collections::BTreeSet, fs, path::Path};

use underpin::diagnostic::Code;

use crate::program::{Run, underpin};

const CASES: &str = "tests/broken";
const SAID: &str = "tests/broken/said";

/// Cases that are also shown as programs get them: with a fix, with characters of more than one
/// byte before the place, with a place in `pack.toml`.
const AS_JSON: [&str; 4] = [
    "missing-id",
    "unknown-class",
    "hidden-direction",
    "unknown-locked",
];

#[test]
fn every_mistake_is_told_as_it_was() {
    let mut snapshots = BTreeSet::new();
    let mut codes = BTreeSet::new();
    for case in cases() {
        let code = code_of(&case);
        let path = path_of(&case);
        let run = underpin(["check", "--today=2026-11-21", "--format=json", &path]);
        let found: BTreeSet<String> = run.out.lines().map(code_in).collect();
        assert_eq!(
            found,
            BTreeSet::from([code.to_string()]),
            "{case} raises {}",
            run.out
        );
        codes.insert(code);
        if AS_JSON.contains(&&*case) {
            snapshots.insert(compare(&format!("{case}.json"), run));
        }
        let run = underpin(["check", "--today=2026-11-21", &path]);
        snapshots.insert(compare(&case, run));
    }
    // A megabyte of mistakes does not belong into a repository: that one is tested by its example.
    let without: Vec<_> = Code::ALL
        .iter()
        .filter(|code| !codes.contains(code) && **code != Code::FileTooLarge)
        .collect();
    assert!(without.is_empty(), "no case in {CASES} raises {without:?}");
    assert_eq!(names(SAID), snapshots, "{SAID} holds what no case says");
}

/// Compares with what was said before, and gives the name of the file that holds it.
fn compare(name: &str, run: Run) -> String {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../broken/said");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let code = run.code.unwrap();
    settings.set_info(&format!("ends with {code}"));
    settings.bind(|| insta::assert_snapshot!(name, run.out));
    format!("{name}.snap")
}

fn cases() -> BTreeSet<String> {
    let mut cases = names(CASES);
    cases.remove("said");
    let stem = |name: String| name.strip_suffix(".md").unwrap_or(&name).to_owned();
    cases.into_iter().map(stem).collect()
}

fn path_of(case: &str) -> String {
    let file = format!("{CASES}/{case}.md");
    match Path::new(env!("CARGO_MANIFEST_DIR")).join(&file).exists() {
        true => file,
        false => format!("{CASES}/{case}"),
    }
}

fn names(folder: &str) -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let entries = fs::read_dir(folder).unwrap();
    entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect()
}

/// The code that a case's name begins with.
fn code_of(case: &str) -> Code {
    let codes = Code::ALL.iter().copied();
    codes
        .filter(|code| case.starts_with(code.as_str()))
        .max_by_key(|code| code.as_str().len())
        .unwrap()
}

fn code_in(line: &str) -> String {
    let line: serde_json::Value = serde_json::from_str(line).unwrap();
    line["code"].as_str().unwrap().to_owned()
}
