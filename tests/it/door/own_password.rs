//! Somebody who is signed in changes her own password.

use std::fs;

use serde_json::json;

use super::{Door, people::underpin_people};
use crate::door_kit::{Browser, JSON, OWN, PASSWORD, own, server::Answer, sign_in};

const NEW: &str = "my own long words";

fn change(browser: &Browser, old: &str, new: &str) -> Answer {
    let body = json!({"old": old, "new": new}).to_string();
    let headers = [browser.cookie.as_str(), OWN, JSON];
    browser
        .server
        .ask("PUT", "/lrs/password", &headers, body.as_bytes())
}

#[test]
fn her_sessions_elsewhere_end_and_this_one_goes_on() {
    let door = Door::open("door-own-password");
    let server = &door.server;
    let [here, elsewhere] = [0; 2].map(|_| Browser::of(server, "ada"));
    let ben = Browser::of(server, "ben");
    let done = change(&here, PASSWORD, NEW);
    assert_eq!(done.status, 200, "{}", done.text());
    assert_eq!(done.json()["account"], "ada");
    let cookie = done.header("set-cookie").split(';').next().unwrap();
    let now = Browser {
        server,
        cookie: format!("Cookie: {cookie}"),
    };
    assert_eq!(now.post(&json!([own(1, "ada")])).status, 200);
    // What this browser had before is worth nothing any more, either.
    for over in [&here, &elsewhere] {
        assert_eq!(over.get("/lrs/session").status, 401);
    }
    assert_eq!(ben.get("/lrs/session").status, 200);
    assert_eq!(sign_in(server, "ada", PASSWORD).status, 401);
    assert_eq!(sign_in(server, "ada", NEW).status, 200);
    let file = fs::read_to_string(door.folder.join("people.toml")).unwrap();
    assert!(file.starts_with("# Our people."), "{file}");
    let log = serde_json::to_string(&door.log()).unwrap();
    assert!(
        log.contains("password changed") && log.contains(&door.tag("ada")),
        "{log}"
    );
    assert!(!log.contains(NEW) && !log.contains(PASSWORD), "{log}");
    // Who has forgotten it gets a link, whether or not she has one.
    assert!(underpin_people(&door, &["invite", "ada"]).contains("lrs/setup#"));
}

#[test]
fn nobody_changes_it_who_does_not_know_it_or_is_not_there() {
    let door = Door::open("door-own-password-not");
    let server = &door.server;
    let ada = Browser::of(server, "ada");
    let before = fs::read_to_string(door.folder.join("people.toml")).unwrap();
    let nobody = Browser {
        server,
        cookie: "Cookie: a=b".to_owned(),
    };
    for (browser, old, new, status, error) in [
        (&nobody, PASSWORD, NEW, 401, "not-signed-in"),
        (&ada, "not hers at all", NEW, 400, "old-password"),
        (&ada, "", NEW, 400, "old-password"),
        (&ada, PASSWORD, "short", 400, "setup"),
        (&ada, PASSWORD, "ada ada ada", 400, "setup"),
        (&ada, PASSWORD, "", 400, "setup"),
        (&ada, PASSWORD, PASSWORD, 400, "setup"),
    ] {
        let refused = change(browser, old, new);
        let said = (refused.status, refused.error());
        assert_eq!(said, (status, error.to_owned()), "{old} {new}");
        assert_eq!(refused.header("set-cookie"), "");
    }
    let body = json!({"old": PASSWORD, "new": NEW}).to_string();
    let from_elsewhere = server.ask(
        "PUT",
        "/lrs/password",
        &[&ada.cookie, JSON],
        body.as_bytes(),
    );
    assert_eq!(from_elsewhere.error(), "other-site");
    // It is as often tried as signing in is, and no more: once to come in, six times above.
    for _ in 0..3 {
        assert_eq!(change(&ada, "not hers at all", NEW).status, 400);
    }
    let refused = change(&ada, PASSWORD, NEW);
    assert_eq!(
        (refused.status, refused.error().as_str()),
        (429, "too-many")
    );
    assert!(!refused.header("retry-after").is_empty());
    // She is still signed in, and nothing has changed.
    assert_eq!(ada.get("/lrs/session").status, 200);
    let after = fs::read_to_string(door.folder.join("people.toml")).unwrap();
    assert_eq!(after, before);
    let log = serde_json::to_string(&door.log()).unwrap();
    assert!(
        !log.contains("not hers") && !log.contains("long words"),
        "{log}"
    );
}

#[test]
fn of_two_who_change_it_at_once_one_does() {
    let door = Door::open("door-own-password-twice");
    let devices = [0; 3].map(|_| Browser::of(&door.server, "ada"));
    let new = |at: usize| format!("{NEW} {at}");
    let statuses: Vec<u16> = std::thread::scope(|scope| {
        let all = devices.iter().enumerate();
        let asked: Vec<_> = all
            .map(|(at, device)| scope.spawn(move || change(device, PASSWORD, &new(at)).status))
            .collect();
        asked
            .into_iter()
            .map(|asked| asked.join().unwrap())
            .collect()
    });
    let done: Vec<usize> = (0..3).filter(|at| statuses[*at] == 200).collect();
    assert_eq!(done.len(), 1, "{statuses:?}");
    // The others were told that they are signed in no longer, or that the old one is another by now.
    assert!(
        statuses
            .iter()
            .all(|status| [200, 400, 401].contains(status)),
        "{statuses:?}"
    );
    let works: Vec<usize> = (0..3)
        .filter(|at| sign_in(&door.server, "ada", &new(*at)).status == 200)
        .collect();
    assert_eq!(works, done);
}
