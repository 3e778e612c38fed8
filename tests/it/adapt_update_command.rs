//! `underpin adapt update`: a new original, looked at and taken.

use std::fs;

use underpin::adapt::apply;

use crate::adapt_command::{adapt, changed, example, files, loaded, next, text};

const CLEAN: (&str, &str, &str) = (
    "professional-boundaries.md",
    "  > No blame and no secret, and he knows what comes next.",
    "  > There is no blame, no secret, and he knows what comes next.",
);
const CONFLICT: (&str, &str, &str) = (
    "professional-boundaries.md",
    "## Just pop in {#pop-in",
    "## Only for a minute {#pop-in",
);
const GONE: (&str, &str, &str) = (
    "carer-partnerships.md",
    "## The sleepy lunch {#sleepy-lunch",
    "## The drowsy meal {#drowsy-meal",
);
const VERSION: (&str, &str, &str) = ("pack.toml", "version = \"1.0.0\"", "version = \"1.1.0\"");

#[test]
fn an_update_says_what_becomes_of_each_change_and_changes_nothing() {
    let folder = example("adapt-update");
    let next = next(&folder, &[CLEAN, CONFLICT, GONE, VERSION]);
    let before = files(&folder);
    let run = adapt(["update", text(&folder), "--base", text(&next)]);
    assert_eq!(run.code, Some(0), "{run:?}");
    insta::assert_snapshot!("example-update", run.out);
    assert!(changed(&before, &files(&folder)).is_empty());

    let run = adapt([
        "update",
        text(&folder),
        "--base",
        text(&folder.join("original")),
    ]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(
        run.out
            .contains("this is the original that you have already"),
        "{run:?}"
    );
    assert!(
        run.out
            .contains("Nothing is changed yet. 0 changes to look at.")
    );
    assert!(changed(&before, &files(&folder)).is_empty());
}

#[test]
fn an_update_that_is_taken_keeps_every_word() {
    let folder = example("adapt-accept");
    let next = next(&folder, &[CLEAN, CONFLICT, GONE, VERSION]);
    let before = files(&folder);
    let base = text(&next);
    let run = adapt(["update", text(&folder), "--base", base, "--accept"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.out.contains("nothing of yours is lost"), "{run:?}");
    assert!(run.out.contains("Count up `version` in"), "{run:?}");
    let after = files(&folder);
    assert_eq!(
        changed(&before, &after),
        [
            "carer-partnerships.md",
            "original/carer-partnerships.md",
            "original/pack.toml",
            "original/professional-boundaries.md",
            "pack.toml",
            "professional-boundaries.md",
        ]
    );
    let said = |name: &str| String::from_utf8(after[name].clone()).unwrap();
    for name in ["carer-partnerships.md", "professional-boundaries.md"] {
        let was = String::from_utf8(before[name].clone()).unwrap();
        for line in was.lines().filter(|line| !line.starts_with("was = ")) {
            // What both sides changed is put together, and that line is the original's now.
            let line = line.replace(CLEAN.1, CLEAN.2);
            assert!(said(name).contains(&line), "{name} lost {line:?}");
        }
    }
    assert!(said("professional-boundaries.md").contains(CLEAN.2));
    assert!(said("professional-boundaries.md").contains("aside = true"));
    assert!(said("carer-partnerships.md").contains("aside = true"));
    assert!(said("pack.toml").contains("version = \"1.1.0\"\nhash"));

    // What is left is told: the pass mark of a scenario that has another name now.
    let run = adapt(["status", text(&folder)]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(
        run.out.contains("adds after sleepy-lunch: set aside"),
        "{run:?}"
    );
    assert!(run.out.contains("hides pop-in: set aside"), "{run:?}");
    assert!(run.out.contains("replaces small-loans: fits"), "{run:?}");
    assert!(
        run.out.contains("pack.toml: change-without-target"),
        "{run:?}"
    );

    let run = adapt(["update", text(&folder), "--base", base, "--accept"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(
        changed(&after, &files(&folder)).is_empty(),
        "and again no byte"
    );
}

#[test]
fn an_update_does_what_was_chosen() {
    let folder = example("adapt-choose");
    let next = next(&folder, &[CLEAN, CONFLICT, GONE]);
    let before = files(&folder);
    let update = ["update", text(&folder), "--base", text(&next), "--accept"];
    for (choice, said) in [
        (
            "--mine=professional-boundaries:no-such-part",
            "the adaptation has no change of professional-boundaries:no-such-part",
        ),
        (
            "--mine=carer-partnerships:sleepy-lunch",
            "cannot stay as it is: no longer in the original",
        ),
        ("--mine=pop-in", "write the unit, a colon and the part"),
        ("--mine=professional-boundaries:", "names no part of a unit"),
    ] {
        let run = adapt(update.into_iter().chain([choice]));
        assert_eq!(run.code, Some(2), "{run:?}");
        assert!(run.errors.contains(said), "{run:?}");
        assert!(changed(&before, &files(&folder)).is_empty());
    }
    let run = adapt(update.into_iter().chain([
        "--mine=professional-boundaries:pop-in",
        "--original=professional-boundaries:small-loans",
        "--aside=professional-boundaries:boundaries",
    ]));
    assert_eq!(run.code, Some(0), "{run:?}");
    let run = adapt(["status", text(&folder)]);
    assert!(run.out.contains("hides pop-in: fits"), "{run:?}");
    assert!(
        run.out.contains("adds after boundaries: set aside"),
        "{run:?}"
    );
    assert!(!run.out.contains("small-loans"), "{run:?}");
    let shown = apply(&loaded(&folder)).files;
    let shown = shown.units.iter().find(|(name, _)| name == CLEAN.0);
    let shown = &shown.unwrap().1;
    assert!(shown.contains("## Small loans {#small-loans"));
    assert!(!shown.contains("{#pop-in"));
    assert!(!shown.contains("{#gift-book"));
}

#[test]
fn another_pack_is_told_before_it_is_taken() {
    let folder = example("adapt-other-pack");
    let next = next(
        &folder,
        &[("pack.toml", "id = \"underpin\"", "id = \"elsewhere\"")],
    );
    let before = files(&folder);
    let run = adapt(["update", text(&folder), "--base", text(&next)]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(
        run.out.contains("careful: this is another pack, elsewhere"),
        "{run:?}"
    );
    let run = adapt(["update", text(&folder), "--base=no-such-pack", "--accept"]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(run.errors.contains("nothing of that name"), "{run:?}");
    assert!(changed(&before, &files(&folder)).is_empty());
}

#[test]
fn an_update_that_cannot_be_written_changes_nothing() {
    let folder = example("adapt-update-full");
    let next = next(&folder, &[CLEAN, GONE, VERSION]);
    // Where the last of the files would be written, something is in the way.
    let in_the_way = folder.join("professional-boundaries.md.new");
    fs::create_dir(&in_the_way).unwrap();
    let before = files(&folder);
    let accept = || adapt(["update", text(&folder), "--base", text(&next), "--accept"]);
    let run = accept();
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(run.errors.contains("professional-boundaries.md"), "{run:?}");
    assert!(changed(&before, &files(&folder)).is_empty());

    fs::remove_dir(&in_the_way).unwrap();
    let run = accept();
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(!run.out.contains("set aside before"), "{run:?}");
    let left: Vec<String> = files(&folder).into_keys().collect();
    assert!(!left.iter().any(|name| name.ends_with(".new")), "{left:?}");
}

#[test]
fn a_change_of_what_is_gone_is_pointed_at_what_is_there() {
    let folder = example("adapt-update-about");
    let next = next(&folder, &[GONE, VERSION]);
    let before = files(&folder);
    let base = format!("--base={}", text(&next));
    let about = |about: &str| {
        let about = format!("--about=carer-partnerships:{about}");
        adapt(["update", text(&folder), &base, &about, "--accept"])
    };
    for (pointed, said) in [
        ("sleepy-lunch=nowhere", "cannot be made about nowhere"),
        (
            "no-such-part=drowsy-meal",
            "the adaptation has no change of",
        ),
    ] {
        let run = about(pointed);
        assert_eq!(run.code, Some(2), "{run:?}");
        assert!(run.errors.contains(said), "{run:?}");
    }
    for (typed, said) in [
        ("sleepy-lunch", "an equals sign"),
        ("sleepy-lunch=", "names no part"),
    ] {
        let run = about(typed);
        assert!(run.errors.contains(said), "{run:?}");
    }
    assert!(changed(&before, &files(&folder)).is_empty());

    let run = about("sleepy-lunch=drowsy-meal");
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(
        run.out.contains("is made about the other part from now on"),
        "{run:?}"
    );
    let changes = fs::read_to_string(folder.join("carer-partnerships.md")).unwrap();
    assert!(changes.contains("\"drowsy-meal\""), "{changes}");
    assert!(!changes.contains("aside = true"), "{changes}");
    // The pass mark of what is gone is a setting of its own, and still told.
    let left = apply(&loaded(&folder)).diagnostics;
    assert!(
        left.iter().all(|wrong| wrong.file == "pack.toml"),
        "{left:?}"
    );
}

#[test]
fn a_hidden_section_that_is_there_under_a_new_name_is_looked_at() {
    let folder = example("adapt-update-hidden");
    let copy = folder.with_file_name("carer-partnerships.md");
    let shown = loaded(&folder).wanted_text("carer-partnerships.md");
    let shown = shown.unwrap();
    let start = shown.find("## Words in this unit {#words").unwrap();
    let end = shown[start + 2..].find("\n## ").map(|at| start + 3 + at);
    let end = end.unwrap_or(shown.len());
    fs::write(&copy, format!("{}{}", &shown[..start], &shown[end..])).unwrap();
    let run = adapt(["take", text(&folder), text(&copy)]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let renamed = ("carer-partnerships.md", "{#words", "{#glossary");
    let next = next(&folder, &[renamed, VERSION]);
    let run = adapt(["update", text(&folder), "--base", text(&next)]);
    let said = "hides words: no longer in the original; perhaps glossary";
    assert!(run.out.contains(said), "{run:?}");
    assert!(run.out.contains(" 1 change to look at."), "{run:?}");
    let about = "--about=carer-partnerships:words=glossary";
    let base = text(&next);
    let run = adapt(["update", text(&folder), "--base", base, about, "--accept"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let applied = apply(&loaded(&folder)).files;
    let mut units = applied.units.iter();
    let (_, unit) = units
        .find(|(name, _)| name == "carer-partnerships.md")
        .unwrap();
    assert!(!unit.contains("Words in this unit"));
}
