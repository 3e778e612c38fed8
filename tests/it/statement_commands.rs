//! `underpin export xapi` and `underpin import xapi`: a record goes out as statements and comes back.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde_json::Value;

use crate::program::{Run, folder, underpin};

fn fixture() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/records/v1-assessed.json")
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

fn export(record: &Path, out: &Path, more: &[&str]) -> Run {
    let arguments = ["export", "xapi", text(record), "--out", text(out)];
    underpin(arguments.iter().chain(more))
}

fn import(files: &[&Path], out: &Path, more: &[&str]) -> Run {
    let files = files.iter().copied().map(text);
    let arguments = ["import", "xapi"].into_iter().chain(files);
    underpin(
        arguments
            .chain(["--out", text(out)])
            .chain(more.iter().copied()),
    )
}

#[test]
fn a_record_that_went_out_comes_back_the_same() {
    let folder = folder("statements-round");
    let (out, back) = (folder.join("out.jsonl"), folder.join("back.underpin.json"));
    for more in [&[][..], &["--list"], &["--with-names"]] {
        let run = export(&fixture(), &out, more);
        assert_eq!(run.code, Some(0), "{run:?}");
        let run = import(&[&out], &back, &[]);
        assert_eq!(run.code, Some(0), "{run:?}");
        let again = folder.join("again.jsonl");
        let run = export(&back, &again, more);
        assert_eq!(run.code, Some(0), "{run:?}");
        assert_eq!(fs::read(&out).unwrap(), fs::read(&again).unwrap());
    }
    let record = |path: &Path| {
        let opened = underpin::exchange::record_file::open(&fs::read(path).unwrap()).unwrap();
        assert_eq!(opened.findings, []);
        opened.file.record
    };
    assert_eq!(record(&fixture()), record(&back));
}

#[test]
fn a_record_is_not_written_over_by_anything_else() {
    let folder = folder("statements-over");
    let record = folder.join("ada.underpin.json");
    fs::copy(fixture(), &record).unwrap();
    let before = fs::read(&record).unwrap();
    let pack = concat!(env!("CARGO_MANIFEST_DIR"), "/content");
    let over = |run: Run| {
        assert_eq!(run.code, Some(2), "{run:?}");
        assert!(
            run.errors.contains("is a learner’s record")
                && run.errors.contains("ada.underpin.json")
                && run.errors.contains("give another name"),
            "{run:?}"
        );
        assert_eq!(fs::read(&record).unwrap(), before);
    };
    over(export(&record, &record, &[]));
    let unit = "carer-partnerships";
    let out = text(&record);
    over(underpin(
        [
            "export", "gift", "--unit", unit, "--pack", pack, "--out", out,
        ]
        .iter(),
    ));

    // Statements are written over, and nothing else that may be somebody's.
    let out = folder.join("out.jsonl");
    fs::write(&out, "{}").unwrap();
    assert_eq!(export(&record, &out, &[]).code, Some(2));
    assert_eq!(fs::read(&out).unwrap(), b"{}");
    fs::remove_file(&out).unwrap();
    for _ in ["new", "over the first"] {
        assert_eq!(export(&record, &out, &[]).code, Some(0));
    }
    assert_eq!(import(&[&out], &record, &[]).code, Some(0));
    assert_eq!(fs::read(&record).unwrap(), before);
}

#[test]
fn nobody_is_named_outside_the_events_unless_that_is_asked_for() {
    let folder = folder("statements-names");
    let out = folder.join("out.jsonl");
    for (more, names) in [(&[][..], false), (&["--with-names"][..], true)] {
        assert_eq!(export(&fixture(), &out, more).code, Some(0));
        let written = fs::read_to_string(&out).unwrap();
        let mut told = false;
        for line in written.lines() {
            let statement: Value = serde_json::from_str(line).unwrap();
            told |= statement["actor"]["name"].is_string();
            told |= statement["context"]["instructor"]["name"].is_string();
        }
        assert_eq!(told, names, "{more:?}");
    }
}

#[test]
fn an_account_is_what_was_asked_for() {
    let folder = folder("statements-account");
    let out = folder.join("out.jsonl");
    let more = [
        "--account",
        "ada",
        "--home-page",
        "https://training.example.org/",
    ];
    assert_eq!(export(&fixture(), &out, &more).code, Some(0));
    let written = fs::read_to_string(&out).unwrap();
    let first: Value = serde_json::from_str(written.lines().next().unwrap()).unwrap();
    let account = serde_json::json!({"homePage": "https://training.example.org/", "name": "ada"});
    assert_eq!(first["actor"]["account"], account);

    let run = export(&fixture(), &out, &["--home-page", "training"]);
    assert_eq!(run.code, Some(2));
    assert!(
        run.errors.contains("https://training.example.org/"),
        "{}",
        run.errors
    );
}

#[test]
fn what_cannot_be_taken_in_is_named_and_the_rest_is_taken_in() {
    let folder = folder("statements-damaged");
    let (out, back) = (folder.join("out.jsonl"), folder.join("back.underpin.json"));
    assert_eq!(export(&fixture(), &out, &[]).code, Some(0));
    let whole = fs::read_to_string(&out).unwrap();
    let mut lines: Vec<String> = whole.lines().map(str::to_owned).collect();
    let events = lines
        .iter()
        .filter(|line| line.contains("extensions/event"))
        .count();
    lines[1] = lines[1].replacen("\\\"person\\\":\\\"", "\\\"person\\\":\\\"0", 1);
    lines.insert(3, "{\"verb\"".to_owned());
    fs::write(&out, lines.join("\n")).unwrap();
    let run = import(&[&out], &back, &[]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.errors.contains("out.jsonl: line 2: "), "{}", run.errors);
    assert!(
        run.errors.contains("out.jsonl: line 4, column "),
        "{}",
        run.errors
    );
    assert!(
        run.out.contains(&format!("{} events", events - 1)),
        "{}",
        run.out
    );
}

/// The statements of the record that ships, one a line.
fn lines(folder: &Path) -> Vec<String> {
    let out = folder.join("whole.jsonl");
    assert_eq!(export(&fixture(), &out, &[]).code, Some(0));
    let whole = fs::read_to_string(out).unwrap();
    whole.lines().map(str::to_owned).collect()
}

#[test]
fn what_a_record_holds_already_stays_in_it() {
    let folder = folder("statements-again");
    let (some, record) = (folder.join("some.jsonl"), folder.join("ada.underpin.json"));
    let whole = lines(&folder);
    let import_these = |these: &[String]| {
        fs::write(&some, these.join("\n")).unwrap();
        import(&[&some], &record, &[])
    };
    // First what is there of it, then the rest.
    let (first, rest) = whole.split_at(whole.len() / 2);
    assert_eq!(import_these(first).code, Some(0));
    let run = import_these(rest);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.out.contains(" of them new"), "{}", run.out);
    let all = folder.join("all.underpin.json");
    fs::write(&some, whole.join("\n")).unwrap();
    assert_eq!(import(&[&some], &all, &[]).code, Some(0));
    let opened = |path: &Path| {
        let opened = underpin::exchange::record_file::open(&fs::read(path).unwrap()).unwrap();
        assert_eq!(opened.findings, []);
        opened.file
    };
    assert_eq!(opened(&record), opened(&all));

    // A damaged statement takes nothing out of it.
    let before = fs::read(&record).unwrap();
    let mut damaged = whole;
    damaged[1] = damaged[1].replacen("\\\"person\\\":\\\"", "\\\"person\\\":\\\"0", 1);
    let run = import_these(&damaged);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.errors.contains("line 2: "), "{}", run.errors);
    assert!(run.out.contains("nothing new"), "{}", run.out);
    assert_eq!(fs::read(&record).unwrap(), before);
}

#[test]
fn what_no_statement_can_be_added_to_stays_as_it_is() {
    let folder = folder("statements-over");
    let (one, two) = (folder.join("one.jsonl"), folder.join("two.jsonl"));
    let other = "0ade5abb-9f5d-4be6-a7f5-1c5c3a5ad123";
    assert_eq!(export(&fixture(), &one, &[]).code, Some(0));
    let account = ["--account", other];
    assert_eq!(export(&fixture(), &two, &account).code, Some(0));
    let sound = fs::read(fixture()).unwrap();
    let damaged = String::from_utf8(sound.clone()).unwrap();
    let damaged = damaged.replacen("\"role\":\"learner\"", "\"role\":\"assessor\"", 1);
    for (statements, there, why) in [
        (&two, sound.as_slice(), "another learner"),
        (&one, damaged.as_bytes(), "damaged"),
        (&one, b"{\"verb\":1}\n", "not an Underpin record"),
        (&one, b"", "empty"),
    ] {
        let out = folder.join("there.underpin.json");
        fs::write(&out, there).unwrap();
        let run = import(&[statements], &out, &[]);
        assert_eq!(run.code, Some(2), "{run:?}");
        assert!(run.errors.contains("stays as it is"), "{}", run.errors);
        assert!(run.errors.contains(why), "{why}: {}", run.errors);
        assert_eq!(fs::read(&out).unwrap(), there, "{why}");
    }
    // Of several records none is written where one may not be.
    let records = folder.join("records");
    fs::create_dir(&records).unwrap();
    let first = records.join(format!("record-{other}.underpin.json"));
    fs::write(&first, "mine").unwrap();
    assert_eq!(import(&[&one, &two], &records, &[]).code, Some(2));
    assert_eq!(fs::read_dir(&records).unwrap().count(), 1);
}

#[test]
fn several_learners_go_into_a_folder() {
    let folder = folder("statements-several");
    let (one, two) = (folder.join("one.jsonl"), folder.join("two.jsonl"));
    let other = "0ade5abb-9f5d-4be6-a7f5-1c5c3a5ad123";
    assert_eq!(export(&fixture(), &one, &[]).code, Some(0));
    assert_eq!(
        export(&fixture(), &two, &["--account", other]).code,
        Some(0)
    );
    let run = import(&[&one, &two], &folder.join("both.underpin.json"), &[]);
    assert_eq!(run.code, Some(2));
    assert!(
        run.errors.contains("--learner") && run.errors.contains(other),
        "{}",
        run.errors
    );
    // An account is what `--learner` takes, and not the id in the record.
    let named = folder.join("named.jsonl");
    let account = ["--account", "ada-okafor"];
    assert_eq!(export(&fixture(), &named, &account).code, Some(0));
    let run = import(&[&named, &two], &folder.join("both.underpin.json"), &[]);
    assert!(
        run.errors
            .ends_with(&format!(":\n  {other}\n  ada-okafor\n")),
        "{run:?}"
    );
    let run = import(
        &[&one, &two],
        &folder.join("both.underpin.json"),
        &["--learner", other],
    );
    assert_eq!(run.code, Some(0), "{run:?}");
    let run = import(&[&one, &two], &folder, &[]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let written = fs::read_dir(&folder).unwrap().filter(|entry| {
        let name = entry.as_ref().unwrap().file_name();
        name.to_str().unwrap().starts_with("record-")
    });
    assert_eq!(written.count(), 2);
    let run = import(&[&one], &folder, &["--learner", "nobody"]);
    assert_eq!(run.code, Some(2));
}

#[test]
fn a_launch_that_is_none_is_refused() {
    let folder = folder("statements-launch");
    let (out, launch) = (folder.join("out.jsonl"), folder.join("launch.json"));
    fs::write(&launch, "{\"registration\":1}").unwrap();
    let run = export(&fixture(), &out, &["--launch", text(&launch)]);
    assert_eq!(run.code, Some(2));
    assert!(run.errors.contains("launch.json: "), "{}", run.errors);
    assert!(!out.exists());
}
