//! The house rules that no compiler holds: what the engine may not touch, how long a file may be,
//! where words and colours stand, and that no file is dead.

use std::{
    fs,
    path::{Path, PathBuf},
};

use underpin::question::Kind;

struct File {
    path: String,
    text: String,
}

fn files(under: &str, ending: &str) -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut open = vec![root.join(under)];
    let mut found = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path
                .extension()
                .is_some_and(|extension| extension == ending)
            {
                found.push(path);
            }
        }
    }
    found.sort();
    let relative = |path: &PathBuf| {
        path.strip_prefix(root)
            .unwrap()
            .to_str()
            .unwrap()
            .to_owned()
    };
    found
        .iter()
        .map(|path| File {
            path: relative(path),
            text: fs::read_to_string(path).unwrap(),
        })
        .collect()
}

fn is_engine(path: &str) -> bool {
    !["src/ui/", "src/cli/", "src/bin/"]
        .iter()
        .any(|edge| path.starts_with(edge))
}

/// Lines that are code, with their numbers.
fn code(file: &File) -> impl Iterator<Item = (usize, &str)> {
    let lines = file
        .text
        .lines()
        .enumerate()
        .map(|(at, line)| (at + 1, line));
    lines.filter(|(_, line)| !line.trim_start().starts_with("//"))
}

fn complain(broken: Vec<String>, rule: &str) {
    assert!(broken.is_empty(), "{rule}:\n  {}", broken.join("\n  "));
}

fn each_line(files: &[File], bad: impl Fn(&File, &str) -> bool) -> Vec<String> {
    let lines = files
        .iter()
        .flat_map(|file| code(file).map(move |(number, line)| (file, number, line)));
    lines
        .filter(|(file, _, line)| bad(file, line))
        .map(|(file, number, line)| format!("{}:{number}: {}", file.path, line.trim()))
        .collect()
}

#[test]
fn the_engine_knows_no_browser_clock_disk_or_randomness() {
    let banned = [
        "std::fs",
        "std::env::",
        "std::net",
        "std::process",
        "SystemTime",
        "Instant::now",
        "Timestamp::now",
        "Zoned::now",
        "println!",
        "eprintln!",
        "web_sys",
        "js_sys",
        "wasm_bindgen",
        "leptos",
        "gloo_storage",
        "rand::",
        "now_v7",
        "new_v4",
    ];
    let engine: Vec<File> = files("src", "rs")
        .into_iter()
        .filter(|file| is_engine(&file.path))
        .collect();
    // The tour in lib.rs names the browser's module behind its feature.
    let broken = each_line(&engine, |_, line| {
        banned.iter().any(|word| line.contains(word))
    });
    complain(
        broken,
        "the engine takes time, randomness and storage as arguments",
    );
}

#[test]
fn nothing_is_left_over() {
    let mut everything = files("src", "rs");
    everything.extend(
        files("tests", "rs")
            .into_iter()
            .filter(|file| !file.path.ends_with("tidy.rs")),
    );
    everything.extend(files("benches", "rs"));
    let banned = [
        "TODO",
        "FIXME",
        "XXX",
        "#[ignore",
        "#[should_panic",
        "todo!(",
        "dbg!(",
        "#[lazy]",
        "lazy_route",
    ];
    let broken: Vec<String> = everything
        .iter()
        .flat_map(|file| {
            file.text
                .lines()
                .enumerate()
                .map(move |(at, line)| (file, at + 1, line))
        })
        .filter(|(_, _, line)| banned.iter().any(|word| line.contains(word)))
        .map(|(file, number, line)| format!("{}:{number}: {}", file.path, line.trim()))
        .collect();
    complain(broken, "finish it or take it out");
}

#[test]
fn no_file_is_too_long_to_read() {
    let broken = files("src", "rs")
        .into_iter()
        .chain(files("tests", "rs"))
        .map(|file| (file.text.lines().count(), file.path))
        .filter(|(lines, _)| *lines > 500)
        .map(|(lines, path)| format!("{path}: {lines} lines"))
        .collect();
    complain(broken, "split it by idea");
}

#[test]
fn every_file_is_in_the_tree_of_modules() {
    let sources = files("src", "rs");
    let mut broken = Vec::new();
    for file in &sources {
        let path = Path::new(&file.path);
        let folder = path.parent().unwrap();
        let stem = path.file_stem().unwrap().to_str().unwrap();
        if ["src/lib.rs"].contains(&file.path.as_str()) || folder == Path::new("src/bin") {
            continue;
        }
        // A folder's own mod.rs is named one level up.
        let (name, home) = match stem {
            "mod" => (
                folder.file_name().unwrap().to_str().unwrap(),
                folder.parent().unwrap(),
            ),
            stem => (stem, folder),
        };
        let parents = [
            home.join("mod.rs"),
            home.join("lib.rs"),
            home.with_extension("rs"),
        ];
        let parent = sources.iter().filter(|other| {
            parents
                .iter()
                .any(|parent| Path::new(&other.path) == parent)
        });
        let mention = format!("mod {name};");
        if !parent
            .into_iter()
            .any(|parent| parent.text.contains(&mention))
        {
            broken.push(file.path.clone());
        }
    }
    complain(broken, "no module names this file");
}

#[test]
fn every_module_says_what_it_is_for() {
    let broken = files("src", "rs")
        .into_iter()
        .filter(|file| !file.text.starts_with("//!"))
        .map(|file| file.path);
    complain(broken.collect(), "begin with what the module is for");
}

/// The files under a folder, without the tests in them.
fn product(under: &str) -> impl Iterator<Item = File> {
    let is_test = |path: &str| path.ends_with("tests.rs") || path.contains("/tests/");
    let all = files(under, "rs").into_iter();
    all.filter(move |file| !is_test(&file.path)).map(|file| {
        let text = file.text.split("#[cfg(test)]\nmod tests {").next();
        File {
            text: text.unwrap_or_default().to_owned(),
            ..file
        }
    })
}

#[test]
fn words_of_the_interface_stand_in_wording() {
    // Something a person reads has three words or more, the first with a capital.
    let is_sentence = |text: &str| {
        let mut letters = text.chars();
        letters.next().is_some_and(char::is_uppercase)
            && letters.next().is_some_and(|c| c.is_lowercase() || c == ' ')
            && text.split_whitespace().count() >= 3
            && text
                .chars()
                .all(|c| !matches!(c, '<' | '>' | '=' | ';' | '/'))
    };
    let shown: Vec<File> = ["src/ui", "src/site"]
        .into_iter()
        .flat_map(product)
        .collect();
    let broken = each_line(&shown, |_, line| {
        line.split('"').skip(1).step_by(2).any(is_sentence)
    });
    complain(broken, "put the sentence into src/wording/");
}

/// Trunk reads one file a program; what they ask of it is the same.
#[test]
fn programs_are_built_alike() {
    let input = |program: &str, page: &str| {
        let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(page)).unwrap();
        let named = format!("data-bin=\"{program}\"");
        assert!(text.contains(&named), "{page} does not build {program}");
        let lines = text.lines().filter(|line| !line.starts_with("<!--"));
        lines
            .map(|line| line.replace(&named, ""))
            .collect::<Vec<_>>()
    };
    let app = input("app", "index.html");
    for program in ["study", "desk", "package"] {
        assert_eq!(input(program, &format!("{program}.html")), app, "{program}");
    }
}

#[test]
fn colours_stand_in_tokens() {
    let is_colour = |line: &str| {
        let value = line.split_once(':').map_or("", |(_, value)| value);
        ["oklch(", "rgb(", "rgba(", "hsl(", "color("]
            .iter()
            .any(|function| value.contains(function))
            || value.split(['#']).skip(1).any(|rest| {
                let digits = rest.chars().take_while(char::is_ascii_hexdigit).count();
                matches!(digits, 3 | 4 | 6 | 8)
            })
    };
    let style: Vec<File> = files("style", "css")
        .into_iter()
        .filter(|file| !file.path.ends_with("tokens.css"))
        .collect();
    assert!(!style.is_empty());
    complain(
        each_line(&style, |_, line| is_colour(line)),
        "name the colour in style/tokens.css",
    );
}

#[test]
fn every_kind_of_question_stands_in_the_reference() {
    let reference = files("tests/format", "md");
    let broken = Kind::ALL
        .into_iter()
        .map(|kind| format!("tests/format/{}.md", kind.class()))
        .filter(|path| !reference.iter().any(|file| file.path == *path));
    complain(broken.collect(), "explain the kind in the format reference");
}
