//! `underpin new`: starting points that pass the check, alone and together.

use std::{fs, path::Path};

use underpin::{question::Kind, read::read_unit, source::Source};

use crate::{
    adapt_command::{changed, example, files},
    program::{Run, folder, underpin},
};

fn check(path: &Path) -> Run {
    let path = path.to_str().unwrap();
    underpin(["check", path, "--deny=warnings", "--today=2026-11-21"])
}

#[test]
fn a_new_unit_passes_the_check_and_hides_its_comments() {
    let folder = folder("new-unit");
    let path = folder.join("night-shifts.md");
    let file = path.to_str().unwrap();
    let run = underpin([
        "new",
        "unit",
        "Working \"at\" night",
        "--out",
        file,
        "--today=2026-11-21",
    ]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let run = check(&path);
    assert_eq!(run.code, Some(0), "{run:?}");
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains("title = \"Working at night\"\n"), "{text}");
    assert!(text.contains("review_by = 2027-05-21\n"), "{text}");
    assert!(text.contains("<!--"), "{text}");
    let name = "night-shifts.md";
    let unit = read_unit(Source { name, text: &text }).value;
    assert!(
        !format!("{unit:?}").contains("<!--"),
        "a comment is not shown"
    );

    let run = underpin(["new", "unit", "--out", file]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert_eq!(
        fs::read_to_string(&path).unwrap(),
        text,
        "what is there stays"
    );
    let bad = folder.join("Night Shifts.md");
    let run = underpin(["new", "unit", "--out", bad.to_str().unwrap()]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(run.errors.contains("night-shifts.md"), "{run:?}");
    assert!(!bad.exists());
}

#[test]
fn what_is_printed_passes_the_check() {
    let folder = folder("new-printed");
    let unit = underpin(["new", "unit", "night-shifts", "--today=2026-11-21"]);
    let path = folder.join("night-shifts.md");
    fs::write(&path, &unit.out).unwrap();
    assert_eq!(check(&path).code, Some(0), "{:?}", check(&path));
    assert!(unit.out.contains("title = \"Night shifts\"\n"), "{unit:?}");

    let front = "+++\nid = \"part\"\ntitle = \"Part\"\nlevel = 2\nminutes = 5\n+++\n\n";
    let mut parts = vec![vec!["scenario"], vec!["criterion"]];
    parts.extend(Kind::ALL.map(|kind| vec!["question", "--kind", kind.class()]));
    for part in parts {
        let run = underpin(["new"].into_iter().chain(part));
        assert_eq!(run.code, Some(0), "{run:?}");
        let path = folder.join("part.md");
        fs::write(&path, format!("{front}{}", run.out)).unwrap();
        assert_eq!(
            check(&path).code,
            Some(0),
            "{}{}",
            run.out,
            check(&path).out
        );
    }
}

#[test]
fn parts_are_added_with_ids_and_numbers_of_their_own() {
    let folder = folder("new-into");
    let path = folder.join("night-shifts.md");
    let file = path.to_str().unwrap();
    underpin(["new", "unit", "--out", file, "--today=2026-11-21"]);
    let mut parts = vec![
        vec!["scenario", "A hard evening"],
        vec!["criterion"],
        vec!["criterion", "Explain why nights are hard"],
    ];
    parts.extend(Kind::ALL.map(|kind| vec!["question", "Worried?", "--kind", kind.class()]));
    for part in &parts {
        let run = underpin(["new"].iter().chain(part).chain(&["--into", file]));
        assert_eq!(run.code, Some(0), "{run:?}");
    }
    let run = check(&path);
    assert_eq!(run.code, Some(0), "{run:?}");
    let text = fs::read_to_string(&path).unwrap();
    for heading in [
        "## A hard evening {#a-hard-evening-2 .scenario pass=70}\n",
        "## 1.2 Describe what good support looks like {#ac-1-2 .criterion}\n",
        "## 1.3 Explain why nights are hard {#ac-1-3 .criterion}\n",
        "## Worried? {#worried-2 .single}\n",
        "## Worried? {#worried-10 .reflect}\n",
    ] {
        assert!(text.contains(heading), "{heading}{text}");
    }
    let run = underpin(["new", "criterion", "Nights", "--into", file]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(run.errors.contains("begins with a command verb"), "{run:?}");
}

#[test]
fn a_part_is_added_to_a_unit_that_may_be_edited_and_to_nothing_else() {
    let adaptation = example("new-into-not");
    let before = files(&adaptation);
    for (file, said) in [
        ("pack.toml", "is no unit"),
        ("README.md", "is no unit"),
        ("carer-partnerships.md", "holds your changes of a unit"),
        ("original/carer-partnerships.md", "is the original’s"),
    ] {
        let path = adaptation.join(file);
        let run = underpin(["new", "question", "--into", path.to_str().unwrap()]);
        assert_eq!(run.code, Some(2), "{file}: {run:?}");
        assert!(run.errors.contains(said), "{file}: {run:?}");
    }
    assert!(changed(&before, &files(&adaptation)).is_empty());
    let own = adaptation.join("welsh-at-hafan-deg.md");
    let run = underpin(["new", "question", "--into", own.to_str().unwrap()]);
    assert_eq!(run.code, Some(0), "{run:?}");
}
