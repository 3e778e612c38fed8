//! `underpin check`: how it ends, and what it prints for people and for programs.

use std::fs;

use underpin::{check::rule, diagnostic::Code};

use crate::program::{folder, underpin};

const GOOD: &str = "+++\nid = \"good\"\ntitle = \"Good\"\nlevel = 2\nminutes = 5\n+++\n\n## Words {#words}\n\nSome words.\n";

#[test]
fn it_ends_with_0_without_errors_and_with_1_with_them() {
    let folder = folder("check-exit");
    let good = folder.join("good.md");
    fs::write(&good, GOOD).unwrap();
    let run = underpin(["check".as_ref(), good.as_os_str()]);
    assert_eq!(run.code, Some(0), "{run:?}");

    let bad = folder.join("bad.md");
    fs::write(&bad, GOOD.replace("{#words}", "").replace("good", "bad")).unwrap();
    let run = underpin(["check".as_ref(), good.as_os_str(), bad.as_os_str()]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(
        run.out.contains("error[missing-id]: the section has no id"),
        "{run:?}"
    );
    assert!(run.out.contains("bad.md:8:1"), "{run:?}");
    assert!(
        !run.out.contains('\u{1b}'),
        "no colour where nobody sees it: {run:?}"
    );
}

#[test]
fn it_ends_with_2_where_it_cannot_check() {
    let folder = folder("check-cannot");
    let (binary, empty) = (folder.join("binary.md"), folder.join("empty"));
    let wide = folder.join("wide.md");
    fs::write(&wide, b"\xff\xfe+\0+\0+\0").unwrap();
    fs::write(&binary, b"one\ntwo\nthr\xffee").unwrap();
    fs::create_dir(&empty).unwrap();
    for (path, why) in [
        (folder.join("gone.md"), "there is nothing of that name"),
        (binary, "is not UTF-8 text: line 3"),
        (wide, "is not UTF-8 text: it is UTF-16"),
        (empty, "holds no pack.toml and no unit"),
        ("Cargo.toml".into(), "is neither a unit"),
    ] {
        let run = underpin(["check".as_ref(), path.as_os_str()]);
        assert_eq!(run.code, Some(2), "{run:?}");
        assert!(run.errors.contains(why), "{run:?}");
        assert!(run.errors.contains(&*path.to_string_lossy()), "{run:?}");
    }
    let run = underpin(["check", "content", "--today", "tomorrow"]);
    assert_eq!(run.code, Some(2), "{run:?}");
}

#[test]
fn programs_get_an_object_a_line() {
    let folder = folder("check-json");
    let bad = folder.join("bad.md");
    fs::write(&bad, GOOD.replace("{#words}", "").replace("good", "bad")).unwrap();
    let run = underpin(["check".as_ref(), bad.as_os_str(), "--format=json".as_ref()]);
    let lines: Vec<serde_json::Value> = run
        .out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let [line] = lines.as_slice() else {
        panic!("{run:?}");
    };
    let place = ["line", "column", "end_line", "end_column"].map(|key| line[key].as_u64());
    assert_eq!(place, [Some(8), Some(1), Some(8), Some(9)]);
    assert_eq!(line["code"], "missing-id");
    assert_eq!(line["severity"], "error");
    assert_eq!(line["file"], bad.to_str().unwrap());
    assert_eq!(line["fix"]["edits"][0]["text"], " {#words}");
}

#[test]
fn warnings_count_where_they_are_denied() {
    let path = "tests/broken/review-overdue-law.md";
    for (today, denied, code) in [
        ("2026-11-20", true, 0),
        ("2026-11-21", false, 0),
        ("2026-11-21", true, 1),
    ] {
        let today = format!("--today={today}");
        let deny = denied.then_some("--deny=warnings");
        let arguments = ["check", path, &today].into_iter().chain(deny);
        assert_eq!(underpin(arguments).code, Some(code), "{today} {denied}");
    }
}

#[test]
fn mending_writes_what_leaves_fewer_errors() {
    let folder = folder("check-fix");
    let unit = folder.join("bad.md");
    let bad = GOOD.replace("{#words}", "").replace("good", "bad");
    fs::write(&unit, &bad).unwrap();
    fs::write(
        folder.join("pack.toml"),
        "id = \"p\"\ntitle = \"P\"\nversion = \"1\"\nunits = [\"bad\"]\nlocked = [\"bad/wrds\"]\n",
    )
    .unwrap();
    let run = underpin(["check".as_ref(), folder.as_os_str()]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert_eq!(
        fs::read_to_string(&unit).unwrap(),
        bad,
        "asking changes nothing"
    );
    let run = underpin(["check".as_ref(), "--fix".as_ref(), folder.as_os_str()]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(
        fs::read_to_string(&unit)
            .unwrap()
            .contains("## Words {#words}")
    );
    let settings = fs::read_to_string(folder.join("pack.toml")).unwrap();
    assert!(settings.contains("[\"bad/words\"]"), "{settings}");
    assert_eq!(
        fs::read_dir(&folder).unwrap().count(),
        2,
        "nothing is left lying about"
    );
}

#[test]
fn a_unit_by_itself_is_mended_and_loses_the_mark_that_windows_put_before_it() {
    let folder = folder("check-fix-alone");
    let unit = folder.join("bad.md");
    let bad = GOOD.replace(" {#words}", "").replace("good", "bad");
    fs::write(&unit, format!("\u{feff}{bad}")).unwrap();
    let run = underpin(["check".as_ref(), unit.as_os_str()]);
    assert!(run.out.contains("bad.md:8:1"), "{run:?}");
    assert!(!run.out.contains("front matter"), "{run:?}");
    let run = underpin(["check".as_ref(), "--fix".as_ref(), unit.as_os_str()]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert_eq!(
        fs::read_to_string(&unit).unwrap(),
        bad.replace("## Words", "## Words {#words}")
    );
}

#[test]
fn rules_explain_themselves() {
    for code in Code::ALL {
        let run = underpin(["check", "--explain", code.as_str()]);
        assert_eq!(run.code, Some(0), "{run:?}");
        assert!(run.out.contains(rule(*code).why), "{run:?}");
        assert!(run.out.contains("This fails:\n\n    "), "{run:?}");
        assert!(run.out.contains("This passes:\n\n    "), "{run:?}");
        assert!(run.out.lines().count() < 80, "{code} is too long to read");
    }
    let run = underpin(["check", "--explain", "no-such-rule"]);
    assert_eq!(run.code, Some(2), "{run:?}");
    let run = underpin(["check", "--explain", "unreachable-steps"]);
    assert!(
        run.errors.contains("did you mean unreachable-step?"),
        "{run:?}"
    );
}

#[test]
fn an_image_that_is_not_there_is_told_with_its_place() {
    let folder = folder("check-images");
    let unit = format!("{GOOD}\n![A bed](images/bed.png)\n\n![A chair](images/chiar.png)\n");
    fs::write(folder.join("good.md"), unit).unwrap();
    let settings = "id = \"p\"\ntitle = \"P\"\nversion = \"1\"\nunits = [\"good\"]\n";
    fs::write(folder.join("pack.toml"), settings).unwrap();
    fs::create_dir(folder.join("images")).unwrap();
    fs::write(folder.join("images/chair.png"), "").unwrap();
    let check = || underpin(["check".as_ref(), folder.as_os_str()]);
    let run = check();
    assert_eq!(run.code, Some(1), "{run:?}");
    for said in [
        "error[image-not-in-pack]: the pack has no image `images/bed.png`",
        "good.md:12:10",
        "did you mean `images/chair.png`?",
    ] {
        assert!(run.out.contains(said), "{said}: {run:?}");
    }
    for name in ["bed.png", "chiar.png"] {
        fs::write(folder.join("images").join(name), "").unwrap();
    }
    assert_eq!(check().code, Some(0));
}

#[test]
fn the_chances_of_each_question_are_listed() {
    let path = "tests/broken/wrong-path-pays.md";
    let run = underpin(["check", path]);
    assert!(
        run.out
            .contains("2 scored questions: guessing 50 %, choosing nothing 0 % of all points"),
        "{run:?}"
    );
    let run = underpin(["check", path, "--chances"]);
    let lines: Vec<&str> = run
        .out
        .lines()
        .filter(|line| line.contains("single "))
        .collect();
    assert_eq!(lines.len(), 2, "{run:?}");
    assert!(lines.iter().all(|line| line.contains(" 50 % ")), "{run:?}");
}
