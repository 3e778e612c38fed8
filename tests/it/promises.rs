//! What the documentation promises is kept by tests that exist: every test that a table of promises
//! or the list of invariants names is looked for in the sources.

use std::{collections::BTreeSet, fs, path::Path};

/// Where tests stand. A path in the documentation may leave them out.
const SOURCES: [&str; 3] = ["src", "tests", "benches"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// What stands in a row that names no test: it is kept by those of the row above.
const UNNAMED: [&str; 1] = ["the same"];

/// The tests that there are, each as `module::of::it::name`.
fn tests() -> BTreeSet<String> {
    let mut tests = BTreeSet::new();
    for folder in SOURCES {
        within(&root().join(folder), folder, &mut tests);
    }
    tests
}

fn within(folder: &Path, module: &str, tests: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let stem = path.file_stem().unwrap().to_str().unwrap();
        let module = match stem {
            "mod" | "main" | "lib" => module.to_owned(),
            stem => format!("{module}::{stem}"),
        };
        if path.is_dir() {
            within(&path, &module, tests);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            tests.extend(tests_in(&text).map(|test| format!("{module}::{test}")));
        }
    }
}

/// The tests of a file, with the module within it that they are in.
fn tests_in(text: &str) -> impl Iterator<Item = String> {
    let (mut module, mut is_test) = (String::new(), false);
    text.lines().filter_map(move |line| {
        let line_of = line.trim_start();
        if let Some(rest) = line.strip_prefix("mod ")
            && let Some(name) = rest.strip_suffix(" {")
        {
            module = format!("{name}::");
        }
        if line_of.starts_with("#[") {
            is_test |= line_of.contains("test]") || line_of.contains("test(");
            return None;
        }
        if line_of.starts_with("//") {
            return None;
        }
        let was_test = std::mem::take(&mut is_test);
        let (_, rest) = line_of.split_once("fn ").filter(|_| was_test)?;
        let (name, _) = rest.split_once('(')?;
        Some(format!("{module}{name}"))
    })
}

/// The words of a text that stand between backquotes.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// Rows of tables whose last column names tests: the file and line, and what stands in that column.
fn promises() -> Vec<(String, String)> {
    let mut rows = Vec::new();
    for entry in fs::read_dir(root().join("docs")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|ending| ending != "md") {
            continue;
        }
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let text = fs::read_to_string(&path).unwrap();
        let mut names_tests = false;
        let mut before = "";
        for (number, line) in text.lines().enumerate() {
            let last = line.trim_end().strip_suffix('|');
            let last = last.and_then(|line| line.rsplit('|').next());
            match last {
                None => names_tests = false,
                Some(last) if !before.starts_with('|') => {
                    let head = last.trim().to_lowercase();
                    names_tests = head == "test" || head.starts_with("kept by");
                }
                Some(last) if names_tests && !last.contains("---") => {
                    rows.push((format!("docs/{name}:{}", number + 1), last.to_owned()));
                }
                Some(_) => {}
            }
            before = line;
        }
    }
    rows
}

/// The list of invariants, likewise.
fn invariants() -> Vec<(String, String)> {
    let text = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let (_, rest) = text.split_once("\n## Invariants\n").unwrap();
    let (list, _) = rest.split_once("\n## ").unwrap();
    let items = list.split("\n- ").skip(1);
    items
        .map(|item| ("ARCHITECTURE.md".to_owned(), item.to_owned()))
        .collect()
}

/// Whether what is named is there: a file or folder, a bench, a module with tests, or a test.
fn exists(name: &str, tests: &BTreeSet<String>) -> bool {
    if let Some(bench) = name.strip_prefix("cargo bench --bench ") {
        let benches = root().join("benches");
        return benches.join(format!("{bench}.rs")).exists() || benches.join(bench).exists();
    }
    if name.contains(['/', '.']) {
        return root().join(name).exists();
    }
    let named = format!("::{name}");
    let within = format!("::{name}::");
    tests
        .iter()
        .any(|test| test.ends_with(&named) || test.contains(&within))
}

/// What in a promise's last column is the name of a test, a file or a bench.
fn is_name(word: &str) -> bool {
    let mut letters = word.chars();
    word.starts_with("cargo bench --bench ")
        || letters.all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | ':' | '/' | '.' | '-'))
}

/// The names in a promise's last column. A command, such as `./dev build`, is none.
fn names(kept_by: &str) -> Vec<&str> {
    code(kept_by).filter(|word| is_name(word)).collect()
}

#[test]
fn every_promise_names_a_test_that_exists() {
    let (tests, promises) = (tests(), promises());
    assert!(
        tests.len() > 500 && promises.len() > 60,
        "they were not found"
    );
    let mut broken = Vec::new();
    for (place, kept_by) in promises {
        let names = names(&kept_by);
        if names.is_empty() && !UNNAMED.contains(&kept_by.trim()) {
            broken.push(format!("{place}: no test is named"));
        }
        for name in names {
            if !exists(name, &tests) {
                broken.push(format!("{place}: there is no {name}"));
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn every_invariant_names_a_test_that_exists() {
    let tests = tests();
    let mut broken = Vec::new();
    for (place, item) in invariants() {
        let is_test = |name: &&str| {
            name.starts_with("tests/")
                || name.contains("tests")
                || name.contains("::")
                || name.contains("properties")
                || name.contains("simulation")
        };
        for name in code(&item).filter(|name| is_name(name)).filter(is_test) {
            // Variants of our own types stand there too.
            let is_type = name
                .split("::")
                .any(|part| part.starts_with(char::is_uppercase));
            if !is_type && !exists(name, &tests) {
                broken.push(format!("{place}: there is no {name}"));
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn every_build_keeps_to_the_locked_versions() {
    let script = fs::read_to_string(root().join("dev")).unwrap();
    let script = script.replace("\\\n", " ");
    let builds = |line: &&str| {
        let commands = [
            "build ", "test ", "clippy ", "doc ", "run ", "bench ", "fetch ",
        ];
        let is_code = !line.trim_start().starts_with(['#', ' ']);
        is_code
            && commands
                .iter()
                .any(|command| line.contains(&format!("cargo {command}")))
    };
    let lines: Vec<&str> = script.lines().filter(builds).collect();
    assert!(lines.len() > 10, "{lines:#?}");
    for line in lines {
        // The standard library has a lock file of its own.
        let is_std = line.contains("-Zbuild-std");
        assert!(is_std || line.contains("--locked"), "{line}");
    }
}

#[test]
fn a_command_is_no_test() {
    assert!(names(" `./dev build` writes both beside it (CycloneDX) ").is_empty());
    assert_eq!(names("`./dev test`, by `deny.toml`"), ["deny.toml"]);
}

#[test]
fn what_is_not_there_is_noticed() {
    let tests = tests();
    let own = "promises::what_is_not_there_is_noticed";
    assert!(exists(own, &tests) && exists("it::promises", &tests));
    assert!(exists("tests/it/promises.rs", &tests));
    for gone in [
        "promises::what_is_not_there",
        "it::promise",
        "tests/it/gone.rs",
    ] {
        assert!(!exists(gone, &tests), "{gone}");
    }
}
