//! `underpin import gift|qti` and `underpin export gift|qti`: banks in and out, as somebody at a
//! terminal does it.

use std::{fs, path::Path};

use crate::program::{Run, folder, underpin};

const BANK: &str = "\
$CATEGORY: $course$/top/Safeguarding

::Secret::Can you promise to keep a secret? {
	=No.#She has to know before she tells.
	~Yes.#You will have to pass it on.
}

Never closed {=a ~b

// [tag:law]
::Law::Which law is it? {=the Care Act#Yes. =Care Act#Yes.}
";

fn import(bank: &Path, out: &Path) -> Run {
    let (bank, out) = (bank.to_str().unwrap(), out.to_str().unwrap());
    underpin(["import", "gift", bank, "--out", out])
}

#[test]
fn a_bank_becomes_a_pack_that_passes_the_check() {
    let folder = folder("import-gift");
    let (bank, out) = (folder.join("bank.txt"), folder.join("pack"));
    fs::write(&bank, BANK).unwrap();

    let run = import(&bank, &out);
    assert_eq!(run.code, Some(1), "something in it cannot be read: {run:?}");
    let place = format!("{}:8:14", bank.display());
    assert!(run.errors.contains(&place), "{}", run.errors);
    assert!(
        run.errors.contains("write `}` behind the last answer"),
        "{}",
        run.errors
    );
    assert!(run.out.contains("the tags “law”"), "{}", run.out);
    assert!(
        run.out
            .contains("Taken in: 2. Not carried: 0. Not readable: 1."),
        "{}",
        run.out
    );

    let unit = fs::read_to_string(out.join("safeguarding.md")).unwrap();
    assert!(
        unit.contains("- [ ] Yes.\n  > You will have to pass it on.\n"),
        "{unit}"
    );
    let check = underpin(["check", out.to_str().unwrap(), "--today=2026-11-21"]);
    assert_eq!(check.code, Some(0), "{check:?}");

    let mine = format!("{unit}\n## Mine {{#mine}}\n\nWords.\n");
    fs::write(out.join("safeguarding.md"), &mine).unwrap();
    let run = import(&bank, &out);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(run.errors.contains("stays as it is"), "{}", run.errors);
    let kept = fs::read_to_string(out.join("safeguarding.md")).unwrap();
    assert_eq!(kept, mine, "what is there stays");
}

#[test]
fn a_bank_of_other_bytes_names_their_place() {
    let folder = folder("import-gift-latin");
    let (bank, out) = (folder.join("bank.txt"), folder.join("pack"));
    fs::write(&bank, b"Caf\xe9? {=a ~b}\n\nTea? {=a ~b}\n").unwrap();
    let run = import(&bank, &out);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.errors.contains(":1:4"), "{}", run.errors);
    assert!(run.errors.contains("UTF-8"), "{}", run.errors);
    assert!(
        fs::read_to_string(out.join("bank.md"))
            .unwrap()
            .contains("Tea?")
    );

    let wide = "\u{feff}Café? {=a ~b}\n".encode_utf16();
    let wide: Vec<u8> = wide.flat_map(u16::to_le_bytes).collect();
    fs::write(&bank, wide).unwrap();
    let other = folder.join("other");
    let run = import(&bank, &other);
    assert_eq!(run.code, Some(0), "{run:?}");
    let unit = fs::read_to_string(other.join("bank.md")).unwrap();
    assert!(unit.contains("Café?"), "{unit}");
}

/// The questions of a unit that ships, out and in again.
fn there_and_back(format: &str, file: &str, left_behind: usize) {
    let folder = folder(&format!("export-{format}"));
    let (bank, out, report) = (
        folder.join(file),
        folder.join("pack"),
        folder.join("lost.txt"),
    );
    let unit = "carer-partnerships";
    let [bank, out, report] = [&bank, &out, &report].map(|path| path.to_str().unwrap());
    let run = underpin([
        "export", format, "--unit", unit, "--out", bank, "--report", report,
    ]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let count = format!("Not carried: {left_behind}.");
    assert!(run.out.contains(&count), "{}", run.out);
    let lost = fs::read_to_string(report).unwrap();
    assert!(lost.starts_with("carer-partnerships.md:"), "{lost}");
    assert!(lost.contains("  - where the story goes on"), "{lost}");

    let run = underpin(["import", format, bank, "--out", out]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let check = underpin(["check", out, "--today=2026-11-21"]);
    assert_eq!(check.code, Some(0), "{check:?}");
    let again = folder.join(format!("again-{file}"));
    let again = again.to_str().unwrap();
    let run = underpin([
        "export", format, "--pack", out, "--unit", unit, "--out", again,
    ]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let same = fs::read(again).unwrap() == fs::read(bank).unwrap();
    assert!(same, "{again} is not as {bank}");
}

#[test]
fn a_unit_goes_out_as_gift_and_comes_back() {
    // GIFT has no text with several gaps.
    there_and_back("gift", "bank.txt", 1);
}

#[test]
fn a_unit_goes_out_as_qti_and_comes_back() {
    there_and_back("qti", "bank.zip", 0);
}

#[test]
fn a_unit_that_is_not_there_is_named_with_the_nearest() {
    let folder = folder("export-nothing");
    let out = folder.join("bank.txt");
    let run = underpin([
        "export",
        "gift",
        "--unit",
        "carer-partnership",
        "--out",
        out.to_str().unwrap(),
    ]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(
        run.errors.contains("did you mean carer-partnerships?"),
        "{}",
        run.errors
    );
    assert!(!out.exists());
}

fn owned(arguments: &[&str]) -> Vec<String> {
    arguments.iter().map(|word| (*word).to_owned()).collect()
}

#[test]
fn nothing_is_written_over_that_is_not_the_commands_own() {
    let folder = folder("bank-over");
    let file = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let (mine, out) = (file("mine.txt"), file("out"));
    let refused = |kept: &[(&str, &str)], arguments: &[String], why: &str| {
        for (name, text) in kept {
            fs::write(file(name), text).unwrap();
        }
        let run = underpin(arguments);
        assert_eq!(run.code, Some(2), "{arguments:?}: {run:?}");
        assert!(run.errors.contains(why), "{arguments:?}: {run:?}");
        for (name, text) in kept {
            let there = fs::read_to_string(file(name)).unwrap();
            assert_eq!(there, *text, "{arguments:?}");
        }
    };
    let bank = "// Mine.\nTea? {=a ~b}\n";
    let mine = mine.as_str();
    let there = [("mine.txt", bank)];
    let in_ = ["import", "gift", mine, "--out", &out, "--report"];
    let link = format!("{}/../bank-over/mine.txt", folder.display());
    for report in [mine, &link] {
        let all = [&in_[..], &[report]].concat();
        refused(&there, &owned(&all), "is named twice");
    }
    assert!(!Path::new(&out).exists(), "nothing is taken in by halves");

    let unit = ["--unit", "carer-partnerships", "--out"];
    let gift = |more: &[&str]| owned(&[&["export", "gift"], &unit[..], more].concat());
    refused(&there, &gift(&[mine]), "take it away first");
    let new = file("new.txt");
    refused(&[], &gift(&[&new, "--report", &new]), "is named twice");
    refused(
        &there,
        &gift(&[&new, "--report", mine]),
        "take it away first",
    );
    assert!(!Path::new(&new).exists(), "nothing goes out by halves");

    let people = "site = \"https://training.example.org/\"\n";
    for (name, text) in [
        ("unit.md", "+++\nid = \"a\"\n+++\n"),
        ("people.toml", people),
    ] {
        let path = file(name);
        let there = [(name, text)];
        refused(&there, &gift(&[&path]), "take it away first");
        let qti = [&["export", "qti"], &unit[..], &[path.as_str()]].concat();
        refused(&there, &owned(&qti), "take it away first");
        let pack = ["pack", "content", "--out", &path];
        refused(&there, &owned(&pack), "take it away first");
    }

    // A bank that was edited is somebody's work, wherever in it, however little.
    let edited = file("edited.txt");
    let run = underpin(gift(&[&edited]));
    assert_eq!(run.code, Some(0), "{run:?}");
    let written = fs::read_to_string(&edited).unwrap();
    for changed in [
        written.replacen("carer", "Carer", 1),
        written.replacen(
            "\n\n// underpin whole",
            "\n\n// Mine.\n\n// underpin whole",
            1,
        ),
        format!("{written}\nTea? {{=a ~b}}\n"),
        written.trim_end().to_owned(),
    ] {
        assert_ne!(changed, written);
        let there = [("edited.txt", changed.as_str())];
        refused(&there, &gift(&[&edited]), "take it away first");
    }

    // What the command wrote itself before is written anew.
    let report = file("report.txt");
    for _ in ["new", "again"] {
        for (format, out) in [("gift", &new), ("qti", &file("new.zip"))] {
            let more = [out.as_str(), "--report", &report];
            let run = underpin([&["export", format], &unit[..], &more].concat());
            assert_eq!(run.code, Some(0), "{run:?}");
        }
    }
    let pack = ["pack", "content", "--out", &file("new.zip")];
    refused(&[], &owned(&pack), "take it away first");
}

#[test]
fn what_is_no_bank_is_named() {
    let folder = folder("import-no-bank");
    for (name, text, why) in [
        (
            "moodle.xml",
            "<quiz><text>{a}</text></quiz>\n",
            "Moodle XML",
        ),
        ("item.xml", "<qti-assessment-item/>\n", "import qti"),
        (
            "aiken.txt",
            "What is tea?\nA. Hot\nB. Cold\nANSWER: B\n",
            "Aiken",
        ),
        ("list.txt", "Bread\n\nButter\n", "no question"),
        ("empty.txt", "", "no question"),
    ] {
        let (bank, out) = (folder.join(name), folder.join("pack"));
        fs::write(&bank, text).unwrap();
        let run = import(&bank, &out);
        assert_eq!(run.code, Some(1), "{name}: {run:?}");
        assert!(run.errors.contains(why), "{name}: {run:?}");
        assert!(run.out.contains("Taken in: 0. "), "{name}: {run:?}");
        assert!(!out.exists(), "{name}: nothing was taken in");
    }
}

#[test]
fn a_bank_that_came_in_already_asks_for_nothing() {
    let folder = folder("import-again");
    let (bank, out) = (folder.join("clean.txt"), folder.join("pack"));
    fs::write(&bank, "Tea? {=a ~b}\n").unwrap();
    for _ in ["new", "again"] {
        let run = import(&bank, &out);
        assert_eq!(run.code, Some(0), "{run:?}");
        assert!(!run.errors.contains("Add to"), "{run:?}");
    }
    let more = folder.join("more.txt");
    fs::write(&more, "Milk? {=a ~b}\n").unwrap();
    let run = import(&more, &out);
    assert!(run.errors.contains("\"more\""), "{run:?}");
}
