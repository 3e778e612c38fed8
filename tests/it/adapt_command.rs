//! `underpin adapt`: an employer's adaptation as files, from its beginning to the next version of
//! what it is laid over; and the example of one that is shipped.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use underpin::{
    adapt::{Adaptation, apply},
    fingerprint::Shown,
    pack::Pack,
    read::read_pack,
    record::event::{About, Item},
    since::Since,
};

use crate::program::{Run, folder, underpin};

const EXAMPLE: &str = "content/adaptations/hafan-deg";

pub type Files = BTreeMap<String, Vec<u8>>;

/// Every file under a folder, by its path.
pub fn files(folder: &Path) -> Files {
    fn add(root: &Path, folder: &Path, files: &mut Files) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                add(root, &path, files);
            } else {
                let name = path.strip_prefix(root).unwrap().to_string_lossy();
                files.insert(name.replace('\\', "/"), fs::read(&path).unwrap());
            }
        }
    }
    let mut files = Files::new();
    add(folder, folder, &mut files);
    files
}

pub fn write(folder: &Path, files: &Files) {
    for (name, content) in files {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
}

/// The names of files that differ.
pub fn changed(before: &Files, after: &Files) -> Vec<String> {
    let names = before.keys().chain(after.keys());
    let mut names: Vec<String> = names
        .filter(|name| before.get(*name) != after.get(*name))
        .cloned()
        .collect();
    names.sort();
    names.dedup();
    names
}

/// A copy of the example, in a folder of the test's own.
pub fn example(test: &str) -> PathBuf {
    let folder = folder(test).join("hafan-deg");
    write(&folder, &files(Path::new(EXAMPLE)));
    folder
}

/// The next version of the example's original: each edit is a file, what it says and what it says
/// then.
pub fn next(example: &Path, edits: &[(&str, &str, &str)]) -> PathBuf {
    let folder = example.with_file_name("next");
    let mut original = files(&example.join("original"));
    for (file, was, is) in edits {
        let text = String::from_utf8(original[*file].clone()).unwrap();
        assert!(text.contains(was), "{file} does not say {was:?}");
        original.insert((*file).to_owned(), text.replace(was, is).into_bytes());
    }
    write(&folder, &original);
    folder
}

pub fn adapt<'a>(arguments: impl IntoIterator<Item = &'a str>) -> Run {
    underpin(["adapt"].into_iter().chain(arguments))
}

pub fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

pub fn loaded(folder: &Path) -> Adaptation {
    Adaptation::of_files(files(folder)).unwrap()
}

#[test]
fn a_new_one_holds_the_original_and_changes_nothing() {
    let folder = folder("adapt-new").join("red-house");
    let run = adapt(["new", text(&folder), "--nation=wales", "--title=Red House"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.out.contains("is yours"), "{run:?}");
    let settings = fs::read_to_string(folder.join("pack.toml")).unwrap();
    for line in [
        "id = \"red-house\"",
        "title = \"Red House\"",
        "nation = \"wales\"",
        "# individual = \"person you support\"",
        "[adapts]",
    ] {
        assert!(settings.lines().any(|l| l == line), "{line}: {settings}");
    }

    let run = adapt(["status", text(&folder)]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(
        run.out.lines().all(|l| l.ends_with(": as in the original")),
        "{run:?}"
    );
    let run = underpin(["check", text(&folder), "--today=2026-11-21"]);
    assert_eq!(run.code, Some(0), "{run:?}");

    let out = folder.with_file_name("out");
    let run = adapt(["apply", text(&folder), "--out", text(&out)]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let (out, original) = (files(&out), files(&folder.join("original")));
    assert_eq!(changed(&out, &original), ["pack.toml"]);
}

#[test]
fn a_new_one_is_never_made_over_something() {
    let folder = folder("adapt-new-not");
    fs::write(folder.join("mine.txt"), "mine").unwrap();
    let before = files(&folder);
    let run = adapt(["new", text(&folder)]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(run.errors.contains("holds something already"), "{run:?}");

    let new = folder.join("new");
    let run = adapt(["new", text(&new), "--base=no-such-pack"]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(run.errors.contains("nothing of that name"), "{run:?}");
    let run = adapt(["new", text(&new), "--nation=france"]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(changed(&before, &files(&folder)).is_empty());
}

#[test]
fn what_is_not_an_adaptation_is_named_and_left_alone() {
    let folder = example("adapt-not");
    let alone = folder.with_file_name("alone");
    let mut own = files(&folder);
    own.retain(|name, _| !name.starts_with("original/"));
    write(&alone, &own);
    let zip = folder.with_file_name("text.zip");
    fs::write(&zip, "not a zip file at all").unwrap();
    let nowhere = folder.with_file_name("nowhere");
    let pack = folder.join("original");
    let copy = pack.join("carer-partnerships.md");
    let all = folder.parent().unwrap();
    let before = files(all);
    for (path, said) in [
        (&pack, "is a pack, not an adaptation: begin one with"),
        (&alone, "no folder “original”"),
        (&zip, "not a zip file"),
        (&nowhere, "nothing of that name"),
    ] {
        let path = text(path);
        let out = folder.with_file_name("out");
        for arguments in [
            &["status", path][..],
            &["diff", path],
            &["apply", path, "--out", text(&out)],
            &["take", path, text(&copy)],
            &["update", path, "--base=content", "--accept"],
        ] {
            let run = adapt(arguments.iter().copied());
            assert_eq!(run.code, Some(2), "{arguments:?}: {run:?}");
            assert!(run.errors.contains(said), "{arguments:?}: {run:?}");
            assert!(run.errors.contains(path), "{arguments:?}: {run:?}");
        }
    }
    assert!(changed(&before, &files(all)).is_empty());
}

#[test]
fn an_original_that_it_was_not_made_for_is_told() {
    let folder = example("adapt-other");
    let settings = fs::read_to_string(folder.join("pack.toml")).unwrap();
    let hash = settings.lines().find(|line| line.starts_with("hash = "));
    let (hash, never) = (hash.unwrap(), format!("hash = \"{}\"", "0".repeat(64)));
    for (was, is, said) in [
        (
            "pack = \"underpin\"",
            "pack = \"other\"",
            "is for the pack `other`, and its original is `underpin`",
        ),
        (
            hash,
            never.as_str(),
            "is not the one that this was made for",
        ),
    ] {
        assert!(settings.contains(was));
        fs::write(folder.join("pack.toml"), settings.replace(was, is)).unwrap();
        let before = files(&folder);
        let run = adapt(["status", text(&folder)]);
        assert_eq!(run.code, Some(1), "{run:?}");
        assert!(run.out.contains("other-base"), "{run:?}");
        assert!(run.out.contains(said), "{run:?}");
        let run = underpin(["check", text(&folder), "--today=2026-11-21"]);
        assert_eq!(run.code, Some(1), "{run:?}");
        assert!(run.out.contains(said), "{run:?}");
        assert!(changed(&before, &files(&folder)).is_empty());
    }
}

#[test]
fn what_is_changed_is_listed() {
    let run = adapt(["status", EXAMPLE]);
    assert_eq!(run.code, Some(0), "{run:?}");
    insta::assert_snapshot!("example-status", run.out);

    let run = adapt(["diff", EXAMPLE]);
    assert_eq!(run.code, Some(0), "{run:?}");
    for line in [
        "--- original/professional-boundaries.md",
        "+## The tin in the wardrobe {#small-loans .scenario pass=75 criteria=ac-1-3,ac-2-2,ac-2-4,ac-3-1}",
        "+individual = \"resident\"",
        "+++ welsh-at-hafan-deg.md",
    ] {
        assert!(run.out.lines().any(|l| l == line), "{line}: {}", run.out);
    }
    assert!(!run.out.contains("person-centred-practice.md"), "{run:?}");
}

#[test]
fn the_pack_that_learners_see_is_the_same_each_time() {
    let folder = folder("adapt-apply");
    let (a, b) = (folder.join("a"), folder.join("b"));
    for out in [&a, &b] {
        let run = adapt(["apply", EXAMPLE, "--out", text(out)]);
        assert_eq!(run.code, Some(0), "{run:?}");
        assert!(run.out.contains("6 units in"), "{run:?}");
    }
    assert!(changed(&files(&a), &files(&b)).is_empty());
    let run = adapt(["apply", EXAMPLE, "--out", text(&a)]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(run.errors.contains("holds something already"), "{run:?}");

    // Its one file gives the same pack.
    let zip = folder.join("hafan-deg.zip");
    fs::write(&zip, loaded(Path::new(EXAMPLE)).write().unwrap()).unwrap();
    let c = folder.join("c");
    let run = adapt(["apply", text(&zip), "--out", text(&c)]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(changed(&files(&a), &files(&c)).is_empty());
}

#[test]
fn a_change_that_does_not_fit_is_left_out_and_told() {
    let folder = example("adapt-left-out");
    let file = folder.join("customer-relationships.md");
    let changes = fs::read_to_string(&file).unwrap();
    fs::write(&file, changes.replace("expect-call", "expect-cal")).unwrap();
    let run = adapt(["status", text(&folder)]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(
        run.out.contains(
            "hides expect-cal: left out, change-without-target: the original has no `expect-cal` \
             to change (did you mean `expect-call`?)"
        ),
        "{run:?}"
    );
    let out = folder.with_file_name("out");
    let run = adapt(["apply", text(&folder), "--out", text(&out)]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.errors.contains("1 left out"), "{run:?}");
    let shown = fs::read_to_string(out.join("customer-relationships.md")).unwrap();
    assert!(shown.contains("{#expect-call"), "the rest is applied");
}

#[test]
fn an_edited_copy_changes_one_file_and_again_no_byte() {
    let folder = example("adapt-take");
    let before = files(&folder);
    let copy = folder.with_file_name("personal-relationships.md");
    let original = fs::read_to_string(folder.join("original/personal-relationships.md")).unwrap();
    let edited = original.replace("## Hands in the lounge {#hands", "## Two hands {#hands");
    assert_ne!(original, edited);
    fs::write(&copy, &edited).unwrap();
    let run = adapt(["take", text(&folder), text(&copy)]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert_eq!(run.out, "personal-relationships.md: 1 change\n");
    let after = files(&folder);
    assert_eq!(changed(&before, &after), ["personal-relationships.md"]);

    for _ in 0..2 {
        adapt(["take", text(&folder), text(&copy)]);
        assert!(changed(&after, &files(&folder)).is_empty());
    }
    // The units as they stand, taken in any order, are the files as they stand.
    let wanted = folder.with_file_name("wanted");
    fs::create_dir_all(&wanted).unwrap();
    let adaptation = loaded(&folder);
    let mut copies: Vec<PathBuf> = Vec::new();
    for name in adaptation.unit_names().into_keys() {
        let path = wanted.join(&name);
        fs::write(&path, adaptation.wanted_text(&name).unwrap()).unwrap();
        copies.insert(0, path);
    }
    let all = ["take", text(&folder)];
    let run = adapt(all.into_iter().chain(copies.iter().map(|path| text(path))));
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(
        run.out
            .contains("welsh-at-hafan-deg.md: a unit of your own")
    );
    assert_eq!(changed(&after, &files(&folder)), [""; 0]);

    // Taking the original's own words takes the changes back, also as Windows saves them, and only
    // when that is said.
    fs::write(&copy, format!("\u{feff}{original}")).unwrap();
    let run = adapt(["take", text(&folder), text(&copy)]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert_eq!(changed(&after, &files(&folder)), [""; 0]);
    let run = adapt(["take", text(&folder), text(&copy), "--leave-out"]);
    assert_eq!(
        run.out,
        "taken back: personal-relationships.md, line 5: replaces hands\n\
         personal-relationships.md: the same as the original\n"
    );
    assert!(changed(&before, &files(&folder)).is_empty());
}

#[test]
fn a_copy_without_what_was_changed_before_is_not_taken() {
    let folder = example("adapt-take-second");
    let before = files(&folder);
    let desktop = folder.with_file_name("desktop");
    fs::create_dir(&desktop).unwrap();
    for (unit, said) in [
        (
            "customer-relationships",
            "not in the copy: customer-relationships.md, line 5: hides expect-call\n",
        ),
        (
            "welsh-at-hafan-deg",
            "not in the copy: welsh-at-hafan-deg.md: lines of yours in @front\n",
        ),
    ] {
        let copy = desktop.join(format!("{unit}.md"));
        let original = fs::read_to_string(folder.join(format!("original/{unit}.md")));
        let without = original.unwrap_or_else(|_| format!("+++\nid = \"{unit}\"\n+++\n"));
        fs::write(&copy, without).unwrap();
        let run = adapt(["take", text(&folder), text(&copy)]);
        assert_eq!(run.code, Some(2), "{run:?}");
        assert!(run.out.contains(said), "{run:?}");
        assert!(run.errors.contains("nothing is taken"), "{run:?}");
        assert!(changed(&before, &files(&folder)).is_empty());

        // The copy that is there is not written over; another has all that was changed before.
        let write = ["copy", text(&folder), unit, "--out", text(&desktop)];
        let run = adapt(write);
        assert_eq!(run.code, Some(2), "{run:?}");
        assert!(run.errors.contains("is there already"), "{run:?}");
        fs::remove_file(&copy).unwrap();
        let run = adapt(write);
        assert_eq!(run.code, Some(0), "{run:?}");
        assert!(run.out.contains("underpin adapt take"), "{run:?}");
        let run = adapt(["take", text(&folder), text(&copy)]);
        assert_eq!(run.code, Some(0), "{run:?}");
        assert!(changed(&before, &files(&folder)).is_empty());
    }
    for (unit, out, said) in [
        (
            "nowhere",
            &desktop,
            "there is no unit nowhere: there are carer-partnerships,",
        ),
        (
            "personal-relationships",
            &folder,
            "say with --out where else to put it",
        ),
    ] {
        let run = adapt(["copy", text(&folder), unit, "--out", text(out)]);
        assert_eq!(run.code, Some(2), "{run:?}");
        assert!(run.errors.contains(said), "{run:?}");
    }
    assert!(changed(&before, &files(&folder)).is_empty());
}

#[test]
fn only_units_are_taken() {
    let folder = example("adapt-take-not");
    let before = files(&folder);
    let note = folder.with_file_name("note.txt");
    fs::write(&note, "a note").unwrap();
    let readme = folder.join("README.md");
    // As a browser names what it saves a second time.
    let second = folder.with_file_name("personal-relationships (1).md");
    fs::copy(folder.join("original/personal-relationships.md"), &second).unwrap();
    let gone = folder.with_file_name("gone.md");
    for (path, said) in [
        (&note, "is no unit: a unit is a file ending in .md"),
        (&readme, "is no unit"),
        (&second, "name the copy personal-relationships.md"),
        (&gone, "nothing of that name"),
    ] {
        let run = adapt(["take", text(&folder), text(path)]);
        assert_eq!(run.code, Some(2), "{run:?}");
        assert!(run.errors.contains(said), "{run:?}");
    }
    assert!(changed(&before, &files(&folder)).is_empty());
}

#[test]
fn the_shipped_example_is_whole() {
    let run = underpin(["check", EXAMPLE, "--deny=warnings", "--today=2026-11-21"]);
    assert_eq!(run.code, Some(0), "{}", run.out);
    let adaptation = loaded(Path::new(EXAMPLE));
    let (first, second) = (apply(&adaptation), apply(&adaptation));
    assert_eq!(first.diagnostics, []);
    assert!(first.files == second.files);
    let readme = fs::read_to_string(Path::new(EXAMPLE).join("README.md")).unwrap();
    assert!(readme.contains("**This home is made up.**"));
}

/// What has become of a question of the original, as it is shown in the example.
fn become_of(base: &Pack, adapted: &Pack) -> BTreeMap<String, Since> {
    let questions = base.units.iter().flat_map(|unit| {
        let questions = unit.questions();
        questions.map(move |question| (unit, question))
    });
    let since = questions.map(|(unit, question)| {
        let shown = Shown::question(question, &base.settings.fillings);
        let about = About {
            pack: base.settings.id.clone(),
            pack_version: base.settings.version.as_str().into(),
            adaptation: None,
            unit: unit.id.clone(),
            item: Item::Question(question.id.clone()),
            shown: Some(shown.hash()),
            structure: Some(shown.structure),
        };
        let now = adapted.unit(&unit.id);
        let now = now.and_then(|unit| unit.question(&question.id));
        let since = Since::question(&about, now, &adapted.settings.fillings);
        (format!("{}/{}", unit.id, question.id), since)
    });
    since.collect()
}

#[test]
fn work_done_on_the_original_stands_on_the_example() {
    let adaptation = loaded(Path::new(EXAMPLE));
    let base = read_pack(&adaptation.original).value;
    let adapted = read_pack(&apply(&adaptation).files).value;
    assert_eq!(
        base.settings.id, adapted.settings.id,
        "records find their pack"
    );
    let since = become_of(&base, &adapted);
    assert!(since.len() > 100, "{}", since.len());
    let which = |wanted: Since| -> Vec<&str> {
        let found = since.iter().filter(|(_, since)| **since == wanted);
        found.map(|(place, _)| place.as_str()).collect()
    };
    // One option more is another question to answer.
    assert_eq!(
        which(Since::Changed),
        ["professional-boundaries/boundaries-online"]
    );
    // What is hidden is gone, and nothing else.
    let gone = which(Since::Gone);
    assert!(gone.contains(&"customer-relationships/expect-call"));
    let hidden = |place: &&str| {
        place.starts_with("professional-boundaries/pop-")
            || *place == "customer-relationships/expect-call"
    };
    assert!(gone.iter().all(hidden), "{gone:?}");
    // The scenario that happens in the home now asks the same with other words.
    assert_eq!(since["professional-boundaries/loan-hour"], Since::Reworded);
    assert_eq!(since["personal-relationships/hands-first"], Since::Same);
    // And the other way round.
    let back = become_of(&adapted, &base);
    let gone = back.iter().filter(|(_, since)| **since == Since::Gone);
    assert!(
        gone.map(|(place, _)| place)
            .all(|place| place.starts_with("welsh-at-hafan-deg/")
                || place.starts_with("carer-partnerships/noon-")),
        "{back:?}"
    );
}
