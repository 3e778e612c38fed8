//! From one device through the door into Ralph, and out again on another, and to the desk.

use std::{fs, path::Path, process::Stdio};

use serde_json::{Value, json};
use underpin::{exchange::xapi, record::event::Role};

use crate::{
    door_kit::{self as kit, Browser, own, statement},
    store::{Ralph, USER},
};

fn ids(statements: &[Value]) -> Vec<String> {
    let ids = statements.iter().map(|one| one["id"].as_str().unwrap());
    let mut ids: Vec<String> = ids.map(str::to_owned).collect();
    ids.sort();
    ids
}

#[test]
fn what_is_sent_comes_back_whole_to_who_may_see_it_and_to_nobody_else() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("ralph-door");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    kit::prepare(&folder, &kit::people(kit::PEOPLE));
    let ralph = Ralph::start(&folder);
    let log = fs::File::create(folder.join("log")).unwrap();
    let server = kit::serve(&folder, &ralph.url, USER, Stdio::from(log), &[]);
    let ada = Browser::of(&server, "ada");
    assert_eq!(
        ada.all_of(""),
        Vec::<Value>::new(),
        "before anything is there"
    );

    let sent: Vec<Value> = (0..230).map(|n| own(n, "ada")).collect();
    for part in sent.chunks(100) {
        let answer = ada.post(&json!(part));
        assert_eq!(answer.status, 200, "{}", answer.text());
        assert_eq!(
            answer.json(),
            json!(part.iter().map(|one| &one["id"]).collect::<Vec<_>>())
        );
    }
    // The answer was lost, so the device sends again: half of it, all of it, with something new.
    assert_eq!(ada.post(&json!(sent[50..150])).status, 200);
    let new = [&sent[200..], &[own(230, "ada")]].concat();
    assert_eq!(ada.post(&json!(new)).status, 200);
    // What a later program did, and this one cannot read, has no time; Ralph puts its own there.
    let mut timeless = own(231, "ada");
    timeless.as_object_mut().unwrap().remove("timestamp");
    for _ in 0..2 {
        let answer = ada.post(&json!([timeless, own(0, "ada")]));
        assert_eq!(answer.status, 200, "{}", answer.text());
    }
    let ann = Browser::of(&server, "ann");
    let decision = statement(0, Role::Assessor { in_training: false }, "ada", Some("ann"));
    assert_eq!(ann.post(&json!([decision])).status, 200);
    let ben = Browser::of(&server, "ben");
    assert_eq!(ben.post(&json!([own(0, "ben")])).status, 200);

    let mut expected: Vec<Value> = (0..232).map(|n| own(n, "ada")).collect();
    expected.push(decision);
    // On another device, at the assessor's desk, and at the quality assurer's.
    for (who, asked) in [
        ("ada", ""),
        ("ann", "?learner=ada"),
        ("quinn", "?learner=ada"),
    ] {
        let found = Browser::of(&server, who).all_of(asked);
        assert_eq!(ids(&found), ids(&expected), "{who}");
        let carried = |statement: &Value| xapi::read(statement).unwrap();
        let mut loads: Vec<_> = found.iter().map(carried).collect();
        let mut meant: Vec<_> = expected.iter().map(carried).collect();
        loads.sort_by_key(|carried| carried.id);
        meant.sort_by_key(|carried| carried.id);
        assert!(loads == meant, "every event is byte for byte what it was");
    }
    assert_eq!(ids(&ben.all_of("")), ids(&[own(0, "ben")]));
    assert_eq!(ben.get("/lrs/statements?learner=ada").status, 403);
    // What was done long ago and stored just now is not missed: Ralph itself compares when it was done.
    let recently = ada.all_of("?since=2026-11-22T00:00:00Z");
    assert_eq!(recently.len(), expected.len());
    let later = ada.all_of("?since=2999-01-01T00:00:00Z");
    assert_eq!(later.len(), 0);
    // The store alone knows who has sent it: the door.
    let file = fs::read_to_string(folder.join("statements/fs_lrs.jsonl")).unwrap();
    assert_eq!(file.lines().count(), expected.len() + 1, "each once");
    let by_door = |line: &str| line.contains("mailto:door@example.org");
    assert!(file.lines().all(by_door));

    drop(ralph);
    let answer = ada.post(&json!([own(300, "ada")]));
    assert_eq!((answer.status, answer.header("retry-after")), (503, "30"));
}
