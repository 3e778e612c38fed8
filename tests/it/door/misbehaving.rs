//! A store that is down, slow to mend, or does not do what it should: nothing of anybody's comes out
//! by that, nothing is said to be kept that is not, and the store's password goes nowhere else.

use std::{
    net::TcpStream,
    thread,
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use super::Door;
use crate::door_kit::{
    Browser, own,
    stand_in::{Hidden, Mood},
};

#[test]
fn a_store_that_gives_out_too_much_is_looked_through() {
    let door = Door::open("door-gossip");
    for who in ["ada", "ben"] {
        let browser = Browser::of(&door.server, who);
        let sent: Vec<Value> = (0..3).map(|n| own(n, who)).collect();
        assert_eq!(browser.post(&json!(sent)).status, 200);
    }
    // Another program writes about Ada as well; and something that looks like ours stands there.
    let mut foreign = own(7, "ada");
    foreign["context"]["extensions"] = json!({});
    let mut altered = own(8, "ada");
    altered["id"] = own(9, "ada")["id"].clone();
    door.store.kept().put(foreign);
    door.store.kept().put(altered);
    door.store.set(Mood::Gossip);
    for (who, whose) in [("ada", "ada"), ("ben", "ben"), ("ann", "ada")] {
        let browser = Browser::of(&door.server, who);
        let found = browser.all_of(&format!("?learner={whose}"));
        assert_eq!(found.len(), 3, "{who}");
        for statement in found {
            assert_eq!(statement["actor"]["account"]["name"], whose);
        }
    }
}

#[test]
fn a_store_that_is_not_there_is_told_at_the_start_and_what_is_sent_waits() {
    let door = Door::open_to("door-nowhere", "elsewhere/", &[]);
    let at_the_start = serde_json::to_string(&door.log()).unwrap();
    for told in ["no statements at this address", "elsewhere/statements"] {
        assert!(at_the_start.contains(told), "{at_the_start}");
    }
    let ada = Browser::of(&door.server, "ada");
    assert_eq!(ada.post(&json!([own(0, "ada")])).error(), "store-down");
    assert_eq!(ada.get("/lrs/statements").error(), "store-down");
    // Of one that is there nothing is said.
    assert_eq!(Door::open("door-there").log(), Vec::<Value>::new());
}

#[test]
fn whatever_a_store_does_nothing_is_said_to_be_kept_that_is_not() {
    let door = Door::open("door-down");
    let ada = Browser::of(&door.server, "ada");
    let sent = json!([own(0, "ada")]);
    for mood in [Mood::Down, Mood::Nonsense, Mood::Elsewhere, Mood::Part] {
        door.store.set(mood);
        let answer = ada.post(&sent);
        assert_eq!(answer.status, 503, "{mood:?}");
        assert_eq!(answer.error(), "store-down");
        assert_eq!(answer.header("retry-after"), "30");
        assert!(door.store.kept().statements.is_empty());
    }
    for mood in [Mood::Down, Mood::Nonsense, Mood::Elsewhere] {
        door.store.set(mood);
        assert_eq!(ada.get("/lrs/statements").status, 503, "{mood:?}");
    }
    // The store is no part of whether this program lives, or of whether she is signed in.
    assert_eq!(door.server.get("/healthz").status, 200);
    assert_eq!(ada.get("/lrs/session").status, 200);
    door.store.set(Mood::RestElsewhere);
    let more = ada.get("/lrs/statements").json()["more"].clone();
    let answer = ada.get(&format!("/lrs/{}", more.as_str().unwrap()));
    assert_eq!(answer.status, 503, "its password would go to a stranger");

    door.store.set(Mood::Fine);
    assert_eq!(ada.post(&sent).status, 200);
    assert_eq!(ada.all_of("").len(), 1);
    let log = serde_json::to_string(&door.log()).unwrap();
    assert!(
        log.contains("the store did not answer as it should"),
        "{log}"
    );
    assert!(!log.contains("agent=") && !log.contains("open"), "{log}");
}

#[test]
fn what_the_door_names_is_in_the_store_whatever_the_store_names() {
    let door = Door::open("door-named");
    let ada = Browser::of(&door.server, "ada");
    let sent: Vec<Value> = (0..6).map(|n| own(n, "ada")).collect();
    let ids = |some: &[Value]| json!(some.iter().map(|one| &one["id"]).collect::<Vec<_>>());
    for (mood, named) in [
        (Mood::Nothing, 0),
        (Mood::Half, 3),
        (Mood::Nothing, 3),
        (Mood::Silent, 6),
        (Mood::Fine, 6),
    ] {
        door.store.set(mood);
        let answer = ada.post(&json!(sent));
        assert_eq!(answer.status, 200, "{mood:?}: {}", answer.text());
        assert_eq!(answer.json(), ids(&sent[..named]), "{mood:?}");
        assert_eq!(door.store.kept().statements.len(), named, "{mood:?}");
    }
    // Something else stands under the id of one that it does not name, and it calls that no conflict.
    let mut other = own(7, "ada");
    other["context"]["extensions"] = json!({});
    door.store.kept().put(other);
    door.store.set(Mood::Lax);
    let answer = ada.post(&json!([own(6, "ada"), own(7, "ada")]));
    assert_eq!((answer.status, answer.error().as_str()), (409, "conflict"));
    assert_eq!(answer.json()["statement"], 1);
    let log = door.log();
    let lost = |line: &Value| line["message"] == "the store has not kept all that it was sent";
    assert_eq!(log.iter().filter(|line| lost(line)).count(), 3);
}

#[test]
fn a_record_is_read_however_long_its_statements_are() {
    let door = Door::open("door-long");
    let long = |n: u32, who: &str, bytes: usize| {
        let mut statement = own(n, who);
        statement["result"] = json!({"response": "x".repeat(bytes)});
        statement
    };
    let ada = Browser::of(&door.server, "ada");
    let answer = ada.post(&json!([own(0, "ada"), long(1, "ada", 600 << 10)]));
    assert_eq!((answer.status, answer.error().as_str()), (413, "too-large"));
    assert_eq!(answer.json()["statement"], 1);
    let sent = json!([own(0, "ada"), long(1, "ada", 500 << 10)]);
    assert_eq!(ada.post(&sent).status, 200);
    // These another program has put there: no answer of the store holds all of them.
    for n in 2..11 {
        door.store.kept().put(long(n, "ada", 4 << 20));
    }
    for n in 11..40 {
        door.store.kept().put(own(n, "ada"));
    }
    for mood in [Mood::Fine, Mood::Forgetful] {
        door.store.set(mood);
        door.store.kept().asked.clear();
        assert_eq!(ada.all_of("").len(), 40, "{mood:?}");
        let asked = door.store.kept().asked.join("\n");
        assert!(asked.contains("\"limit\": \"7\""), "{mood:?}: {asked}");
        assert!(!asked.contains("\"limit\": \"3\""), "{mood:?}: {asked}");
    }
}

#[test]
fn what_is_longer_than_any_answer_is_told_and_all_others_are_there() {
    let door = Door::open("door-too-long");
    let ada = Browser::of(&door.server, "ada");
    let sent: Vec<Value> = (0..3).map(|n| own(n, "ada")).collect();
    assert_eq!(ada.post(&json!(sent)).status, 200);
    // Another program has put it there, among others of hers.
    let mut long = own(3, "ada");
    long["result"] = json!({"response": "x".repeat(33 << 20)});
    let id = long["id"].as_str().unwrap().to_owned();
    door.store.kept().put(long);
    for n in 4..40 {
        door.store.kept().put(own(n, "ada"));
    }
    for mood in [Mood::Fine, Mood::Forgetful, Mood::Heedless] {
        door.store.set(mood);
        let (mut path, mut found, mut too_large) = ("/lrs/statements".to_owned(), 0, 0);
        loop {
            let answer = ada.get(&path);
            assert_eq!(answer.status, 200, "{mood:?}: {}", answer.text());
            let part = answer.json();
            found += part["statements"].as_array().unwrap().len();
            too_large += part
                .get("tooLarge")
                .map_or(0, |some| some.as_u64().unwrap());
            match part["more"].as_str().unwrap() {
                "" => break,
                more => path = format!("/lrs/{more}"),
            }
        }
        assert_eq!((found, too_large), (39, 1), "{mood:?}");
    }
    // What she has under its id is another: that is told at once, and the rest of hers goes.
    door.store.set(Mood::Fine);
    let answer = ada.post(&json!([own(3, "ada"), own(40, "ada")]));
    assert_eq!((answer.status, answer.error().as_str()), (409, "conflict"));
    assert_eq!(answer.json()["statement"], 0);
    assert_eq!(ada.post(&json!([own(40, "ada")])).status, 200);
    // The log says which it is, and nothing of whose.
    let log = door.log();
    let told = "a statement is longer than an answer may be: it is left out";
    let mut told = log.iter().filter(|line| line["message"] == told);
    let line = told.next().unwrap();
    assert_eq!(line["statement"], json!(id));
    assert!(line["bytes"].as_u64().unwrap() > 33 << 20);
    assert!(!line.to_string().contains("ada"), "{line}");
}

#[test]
fn a_conflict_is_one_only_where_something_else_is_there() {
    let door = Door::open("door-conflict");
    let ada = Browser::of(&door.server, "ada");
    assert_eq!(ada.post(&json!([own(0, "ada"), own(1, "ada")])).status, 200);
    // The same event in the words of another version, beside one that is new.
    let mut reworded = own(1, "ada");
    reworded["verb"]["display"] = json!({"en-GB": "has seen"});
    let sent = json!([own(0, "ada"), reworded, own(2, "ada")]);
    let answer = ada.post(&sent);
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(answer.json().as_array().unwrap().len(), 3);
    assert_eq!(ada.all_of("").len(), 3, "each once");

    // Something that only has its id.
    let mut other = own(3, "ada");
    other["context"]["extensions"] = json!({});
    door.store.kept().put(other);
    let answer = ada.post(&json!([own(0, "ada"), own(3, "ada"), own(4, "ada")]));
    assert_eq!((answer.status, answer.error().as_str()), (409, "conflict"));
    assert_eq!(answer.json()["statement"], 1);
    assert_eq!(ada.all_of("").len(), 3, "nothing of it");
}

#[test]
fn what_was_voided_is_told_wherever_it_is_come_across() {
    for (mood, test) in [
        (Mood::Fine, "door-voided"),
        (Mood::Silent, "door-voided-silent"),
        (Mood::Strict, "door-voided-strict"),
    ] {
        let door = Door::open(test);
        let ada = Browser::of(&door.server, "ada");
        let sent: Vec<Value> = (0..5).map(|n| own(n, "ada")).collect();
        assert_eq!(ada.post(&json!(sent[..3])).status, 200);
        let voided = sent[1]["id"].as_str().unwrap();
        door.store.kept().void(voided);
        door.store.set(mood);
        let answer = ada.post(&json!(sent));
        assert_eq!((answer.status, answer.error().as_str()), (410, "erased"));
        assert_eq!(answer.json()["statement"], 1, "{mood:?}");
        let others = [&sent[..1], &sent[2..]].concat();
        let answer = ada.post(&json!(others));
        assert_eq!(answer.status, 200, "{mood:?}: {}", answer.text());
        assert_eq!(answer.json().as_array().unwrap().len(), 4, "{mood:?}");
        let list = ada.get("/lrs/statements").json();
        assert_eq!(list["erased"], json!([voided]), "{mood:?}");
        assert_eq!(list["statements"].as_array().unwrap().len(), 4);
    }
}

#[test]
fn what_a_store_has_and_shows_to_nobody_keeps_nothing_else_back() {
    let door = Door::open("door-hidden");
    let ada = Browser::of(&door.server, "ada");
    let sent: Vec<Value> = (0..5).map(|n| own(n, "ada")).collect();
    assert_eq!(ada.post(&json!(sent[..3])).status, 200);
    let hidden = sent[1]["id"].as_str().unwrap();
    door.store.kept().hide(hidden, Hidden::Others);
    let answer = ada.post(&json!(sent));
    assert_eq!((answer.status, answer.error().as_str()), (409, "conflict"));
    assert_eq!(answer.json()["statement"], 1);
    let others = [&sent[..1], &sent[2..]].concat();
    let answer = ada.post(&json!(others));
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(ada.all_of("").len(), 4);
    // Who runs the server can find it.
    let log = door.log();
    let mut told = log.iter().filter(|line| line["statement"] == hidden);
    assert_eq!(told.next().unwrap()["is_shown"], false);
}

#[test]
fn it_says_what_is_missing_before_it_serves() {
    use crate::program::{folder, underpin};
    let folder = folder("door-missing");
    let site = crate::door_kit::prepare(&folder, "site = \"x\"\n");
    let people = folder.join("people.toml");
    let run = |arguments: &[&str]| {
        let start = ["serve", "--port", "0", "--dir", site.to_str().unwrap()];
        underpin(start.iter().chain(arguments))
    };
    let lrs = ["--lrs", "http://127.0.0.1:9/xAPI"];
    let missing = folder.join("none.toml");
    for (more, said) in [
        (
            &["--people", missing.to_str().unwrap()][..],
            "there is no file of people",
        ),
        (
            &["--people", people.to_str().unwrap()],
            "people.toml, line 1, column 8",
        ),
    ] {
        let run = run(&[&lrs[..], more].concat());
        assert_eq!(run.code, Some(2), "{run:?}");
        assert!(run.errors.contains(said), "{run:?}");
    }
    std::fs::write(&people, crate::door_kit::people([])).unwrap();
    let file = ["--people", people.to_str().unwrap()];
    let said = run(&[&lrs[..], &file].concat()).errors;
    assert!(said.contains("UNDERPIN_LRS_USER"), "{said}");
    let said = run(&[&["--lrs", "ftp://127.0.0.1/"], &file[..]].concat()).errors;
    assert!(said.contains("not the address of a store"), "{said}");
}

#[test]
fn one_person_cannot_keep_the_door_busy_for_the_others() {
    let door = Door::open("door-busy");
    let (ada, ben) = (
        Browser::of(&door.server, "ada"),
        Browser::of(&door.server, "ben"),
    );
    // Requests that are begun, and whose words do not come.
    let begun: Vec<TcpStream> = (0..8).map(|_| ada.begin()).collect();
    let status = |browser: &Browser| browser.get("/lrs/statements").status;
    // The server takes them when it comes to them; each other request is answered meanwhile.
    assert!(comes(|| status(&ada) == 429), "she may have any number");
    assert_eq!(status(&ben), 200);
    drop(begun);
    assert!(comes(|| status(&ada) == 200), "what is over still counts");
}

/// Whether something comes to be so, on a machine that may be busy with other things.
fn comes(to_be: impl Fn() -> bool) -> bool {
    let until = Instant::now() + Duration::from_secs(20);
    while Instant::now() < until {
        if to_be() {
            return true;
        }
        thread::sleep(Duration::from_millis(20));
    }
    false
}
