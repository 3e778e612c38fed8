//! Statements before Ralph's model of what a statement is.

use std::{
    collections::BTreeSet,
    env, fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use serde_json::{Value, json};
use underpin::exchange::xapi::{Account, Whose, file, launch::Launch, statements};

use crate::{
    cohort::Cohort,
    program::{Run, folder, underpin},
};

/// What Ralph says of statements, one a line.
pub fn judged(lines: &str) -> Run {
    let home = env::var_os("RALPH").map(PathBuf::from);
    let home = home.unwrap_or_else(|| panic!("RALPH says where Ralph is: ./dev test sets it"));
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/outside/statements.py");
    let mut ralph = Command::new(home.join("python"))
        .arg(script)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = ralph.stdin.take().unwrap();
    let lines = lines.to_owned();
    let writer = std::thread::spawn(move || input.write_all(lines.as_bytes()));
    let run = Run::from(ralph.wait_with_output().unwrap());
    writer.join().unwrap().unwrap();
    run
}

fn verbs(lines: &str) -> BTreeSet<String> {
    let verb = |line: &str| {
        let statement: Value = serde_json::from_str(line).unwrap();
        statement["verb"]["id"].as_str().unwrap().to_owned()
    };
    lines.lines().map(verb).collect()
}

#[test]
fn the_statements_of_a_cohort_are_statements_to_ralph() {
    let launch = json!({
        "registration": "11111111-2222-4333-8444-555555555555",
        "contextTemplate": {
            "contextActivities": {"grouping": [{"id": "https://lms.example.org/course"}]},
            "extensions": {
                "https://w3id.org/xapi/cmi5/context/extensions/sessionid": "s-1",
            },
        },
    });
    let launch = Launch::read(&launch.to_string()).unwrap();
    let mut lines = String::new();
    for (number, member) in Cohort::new(11, 12).learners.iter().enumerate() {
        let mut record = member.record.clone();
        record.add_text("A wording that no event names.");
        let account = Account {
            home_page: "https://training.example.org/".into(),
            name: member.learner.id.to_string().into(),
        };
        let whose = Whose {
            with_names: number % 2 == 0,
            launch: (number % 3 == 0).then(|| launch.clone()),
            ..Whose::of(account)
        };
        lines += &file::write(statements(&record, &whose), file::Layout::Lines);
    }
    let run = judged(&lines);
    assert_eq!(run.code, Some(0), "{}", run.errors);
    let count = lines.lines().count();
    assert_eq!(run.out.trim(), format!("{count} read, 0 wrong"));
    assert!(count > 500, "{count}");
    let verbs = verbs(&lines);
    assert!(verbs.len() >= 12, "{verbs:#?}");
}

#[test]
fn what_the_command_writes_of_every_kind_of_assessors_work_is_too() {
    let out = folder("outside-statements").join("out.jsonl");
    let record = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/records/v1-assessed.json");
    let record = record.to_str().unwrap();
    let run = underpin(["export", "xapi", record, "--out", out.to_str().unwrap()]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let lines = fs::read_to_string(&out).unwrap();
    let run = judged(&lines);
    assert_eq!(run.code, Some(0), "{}", run.errors);
    assert_eq!(
        run.out.trim(),
        format!("{} read, 0 wrong", lines.lines().count())
    );
}

#[test]
fn ralph_notices_what_is_no_statement() {
    let good = json!({
        "actor": {"account": {"homePage": "https://training.example.org/", "name": "ada"}},
        "verb": {"id": "http://adlnet.gov/expapi/verbs/answered"},
        "object": {"id": "https://training.example.org/question"},
    });
    assert_eq!(judged(&good.to_string()).code, Some(0));
    for (pointer, bad) in [
        ("/actor/account/homePage", json!("training")),
        ("/verb/id", json!("answered")),
        ("/object/id", json!("")),
    ] {
        let mut statement = good.clone();
        *statement.pointer_mut(pointer).unwrap() = bad;
        assert_eq!(judged(&statement.to_string()).code, Some(1), "{pointer}");
    }
}
