//! Who may see and send what, and every way there is to try otherwise.

use serde_json::{Value, json};
use underpin::record::event::Role;

use super::Door;
use crate::door_kit::{self as kit, Browser, JSON, OWN, own, statement};

const ASSESSOR: Role = Role::Assessor { in_training: false };

#[test]
fn nobody_signs_as_a_colleague() {
    let door = Door::open("door-signing");
    let [ann, bob] = ["ann", "bob"].map(|who| Browser::of(&door.server, who));
    let as_ann = |n, sender| kit::signed_as("ann", n, ASSESSOR, "ada", Some(sender));
    assert_eq!(ann.post(&json!([as_ann(1, "ann")])).status, 200);
    let refused = bob.post(&json!([as_ann(2, "bob")]));
    assert_eq!(
        (refused.status, refused.error().as_str()),
        (403, "others-work")
    );
    // The file keeps it, so it holds after a new start, and she stays signed in.
    let file = std::fs::read_to_string(door.folder.join("people.toml")).unwrap();
    assert_eq!(file.matches("signs-as").count(), 1, "{file}");
    assert_eq!(ann.post(&json!([as_ann(3, "ann")])).status, 200);
    assert_eq!(door.store.kept().statements.len(), 2);
}

#[test]
fn nobody_assures_quality_as_the_other_one() {
    let door = Door::open("door-assuring");
    let (internal, external) = (Role::InternalQualityAssurer, Role::ExternalQualityAssurer);
    for (who, own, others) in [("quinn", internal, external), ("edie", external, internal)] {
        let browser = Browser::of(&door.server, who);
        let sends = |n, role| browser.post(&json!([statement(n, role, "ada", Some(who))]));
        let refused = sends(1, others);
        assert_eq!(
            (refused.status, refused.error().as_str()),
            (403, "others-work"),
            "{who}"
        );
        assert_eq!(sends(2, own).status, 200, "{who}");
    }
    assert_eq!(door.store.kept().statements.len(), 2);
}

#[test]
fn everybody_sees_and_sends_what_is_theirs_and_nothing_else() {
    let door = Door::open("door-crossing");
    // In each record stands something of the learner's, and of each who may add to it.
    let record = |learner: &str| -> Vec<Value> {
        let all = [
            Some(own(0, learner)),
            Some(statement(1, ASSESSOR, learner, Some("bob"))),
            (learner == "ada").then(|| statement(2, ASSESSOR, "ada", Some("ann"))),
            (learner == "ada").then(|| {
                let role = Role::InternalQualityAssurer;
                statement(3, role, "ada", Some("quinn"))
            }),
            (learner == "ada").then(|| {
                let role = Role::ExternalQualityAssurer;
                statement(4, role, "ada", Some("edie"))
            }),
        ];
        all.into_iter().flatten().collect()
    };
    let sees = |who: &str, learner: &str| match who {
        "ada" | "ben" => who == learner,
        "bob" => true,
        "ann" | "quinn" | "edie" => learner == "ada",
        _ => false,
    };
    for (who, _, _) in kit::PEOPLE {
        let browser = Browser::of(&door.server, who);
        for learner in ["ada", "ben"] {
            for sent in record(learner) {
                let by = sent["context"]["instructor"]["account"]["name"].as_str();
                let is_own = by.unwrap_or(learner) == who;
                let answer = browser.post(&json!([sent]));
                let expected = if is_own { 200 } else { 403 };
                assert_eq!(
                    answer.status,
                    expected,
                    "{who} sends {by:?} into {learner}'s: {}",
                    answer.text()
                );
                if is_own {
                    assert_eq!(answer.json(), json!([sent["id"]]));
                } else {
                    assert_eq!(answer.json()["statement"], 0);
                }
            }
        }
    }
    assert_eq!(door.store.kept().statements.len(), 7);
    for (who, role, _) in kit::PEOPLE {
        let browser = Browser::of(&door.server, who);
        for learner in ["ada", "ben"] {
            let answer = browser.get(&format!("/lrs/statements?learner={learner}"));
            if !sees(who, learner) {
                assert_eq!(
                    (answer.status, answer.error().as_str()),
                    (403, "other-record"),
                    "{who} {learner}"
                );
                continue;
            }
            let mut ids: Vec<Value> = answer.json()["statements"]
                .as_array()
                .unwrap()
                .iter()
                .map(|found| found["id"].clone())
                .collect();
            let mut expected: Vec<Value> = record(learner)
                .iter()
                .map(|sent| sent["id"].clone())
                .collect();
            ids.sort_by_key(Value::to_string);
            expected.sort_by_key(Value::to_string);
            assert_eq!(ids, expected, "{who} sees {learner}'s");
        }
        for nobody in [
            "eve",
            "ann",
            "bob",
            "",
            "%00",
            "ada%20",
            "..%2fada",
            "ada&learner=ben",
        ] {
            let answer = browser.get(&format!("/lrs/statements?learner={nobody}"));
            assert!(
                [400, 403].contains(&answer.status),
                "{who} {nobody}: {}",
                answer.status
            );
        }
        let own = browser.get("/lrs/statements").status;
        assert_eq!(own, if role == "learner" { 200 } else { 403 }, "{who}");
        let listed = browser.get("/lrs/learners");
        match role {
            "learner" => assert_eq!(
                (listed.status, listed.error().as_str()),
                (403, "list-of-learners")
            ),
            _ => {
                let names: Vec<Value> = listed
                    .json()
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|one| one["account"].clone())
                    .collect();
                let expected: Vec<&str> = ["ada", "ben"]
                    .into_iter()
                    .filter(|learner| sees(who, learner))
                    .collect();
                assert_eq!(json!(names), json!(expected), "{who}");
            }
        }
    }
    let log = door.log();
    let refused = log.iter().filter(|line| line["message"] == "refused");
    let ada = door.tag("ada");
    let mut by_ada = refused.filter(|line| line["person"] == ada.as_str());
    assert!(by_ada.any(|line| line["refusal"] == "other-record"));
    let text = serde_json::to_string(&log).unwrap();
    for personal in [
        "Name of",
        "three small words",
        "127.0.0.1",
        "learner=",
        "Somebody",
    ] {
        assert!(!text.contains(personal), "{personal}");
    }
    for (account, _, _) in kit::PEOPLE {
        assert!(!text.contains(&format!("\"{account}\"")), "{account}");
    }
}

#[test]
fn a_batch_is_let_through_whole_or_not_at_all() {
    let door = Door::open("door-batch");
    let ada = Browser::of(&door.server, "ada");
    let answer = ada.post(&json!([own(0, "ada"), own(1, "ada"), own(2, "ben")]));
    assert_eq!(
        (answer.status, &answer.json()["statement"]),
        (403, &json!(2))
    );
    let twice = ada.post(&json!([own(0, "ada"), own(0, "ada")]));
    assert_eq!((twice.status, &twice.json()["statement"]), (400, &json!(1)));
    let mut altered = own(1, "ada");
    altered["id"] = own(0, "ada")["id"].clone();
    assert_eq!(ada.post(&json!([own(0, "ada"), altered])).status, 400);
    assert!(door.store.kept().statements.is_empty());

    let all: Vec<Value> = (0..100).map(|n| own(n, "ada")).collect();
    let answer = ada.post(&json!(all));
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(answer.json().as_array().unwrap().len(), 100);
    // Again, and half of it again with something new: each time all of it is there.
    assert_eq!(ada.post(&json!(all)).json(), answer.json());
    let overlapping: Vec<Value> = (50..150).map(|n| own(n, "ada")).collect();
    assert_eq!(ada.post(&json!(overlapping)).status, 200);
    assert_eq!(door.store.kept().statements.len(), 150);
    let many: Vec<Value> = (0..101).map(|n| own(n, "ada")).collect();
    assert_eq!(ada.post(&json!(many)).status, 413);

    // They come back part after part, each once, and only those stored since, with a minute more.
    assert_eq!(ada.all_of("").len(), 150);
    let since = kit::stand_in::stored(140);
    let late = ada.all_of(&format!("?since={since}"));
    assert_eq!(late.len(), 11);
    let asked = door.store.kept().asked.join("\n");
    assert!(!asked.contains("since"), "{asked}");
}

#[test]
fn what_says_that_somebody_else_sends_it_is_written_anew() {
    let door = Door::open("door-authority");
    let ada = Browser::of(&door.server, "ada");
    let mut sent = own(0, "ada");
    sent["authority"] = json!({"mbox": "mailto:eve@example.org"});
    sent["stored"] = json!("1999-01-01T00:00:00Z");
    // A name that stands there twice is read by some stores as the first, by others as the last.
    let twice = own(1, "ada").to_string().replacen(
        "\"actor\"",
        "\"actor\":{\"mbox\":\"mailto:eve@example.org\"},\"actor\"",
        1,
    );
    let body = format!("[{sent},{twice}]");
    let headers = [ada.cookie.as_str(), OWN, JSON];
    let answer = door
        .server
        .ask("POST", "/lrs/statements", &headers, body.as_bytes());
    assert_eq!(answer.status, 200, "{}", answer.text());
    let kept = door.store.kept();
    for statement in &kept.statements {
        assert_eq!(statement["authority"]["mbox"], "mailto:door@example.org");
        assert!(!statement.to_string().contains("eve@"), "{statement}");
    }
}

#[test]
fn only_a_page_of_this_site_gets_anything_done() {
    let door = Door::open("door-csrf");
    let server = &door.server;
    let ada = Browser::of(server, "ada");
    let body = json!([own(0, "ada")]).to_string();
    let own_origin = format!("Origin: http://{}", server.host);
    let ways: [(&[&str], u16); 14] = [
        (&[OWN, JSON], 200),
        (&[OWN, JSON, &own_origin], 200),
        (&[OWN, JSON, "Sec-Fetch-Site: same-origin"], 200),
        (
            &[
                OWN,
                JSON,
                "Sec-Fetch-Site: same-origin",
                "Origin: https://behind.example.org",
            ],
            200,
        ),
        (&[JSON], 403),
        (&["X-Underpin: 0", JSON], 403),
        (&["X-Underpin: 1, 1", JSON], 403),
        (&[OWN, JSON, "Origin: https://eve.example.org"], 403),
        (&[OWN, JSON, "Origin: null"], 403),
        (&[OWN, JSON, "Sec-Fetch-Site: cross-site"], 403),
        (&[OWN, JSON, "Sec-Fetch-Site: same-site", &own_origin], 403),
        (&[OWN, JSON, "Sec-Fetch-Site: none"], 403),
        (&[OWN, "Content-Type: text/plain"], 400),
        (&[OWN], 400),
    ];
    for (headers, expected) in ways {
        let mut headers = headers.to_vec();
        headers.push(&ada.cookie);
        let answer = server.ask("POST", "/lrs/statements", &headers, body.as_bytes());
        assert_eq!(answer.status, expected, "{headers:?}: {}", answer.text());
    }
    for headers in [&["X-Eve: 1"][..], &[OWN, "Origin: https://eve.example.org"]] {
        let mut headers = headers.to_vec();
        headers.push(&ada.cookie);
        assert_eq!(
            server.ask("DELETE", "/lrs/session", &headers, b"").status,
            403
        );
    }
    let cross = ["Sec-Fetch-Site: cross-site", ada.cookie.as_str()];
    assert_eq!(server.ask("GET", "/lrs/session", &cross, b"").status, 403);
    assert_eq!(
        server.ask("GET", "/lrs/statements", &cross, b"").status,
        403
    );
    assert_eq!(server.ask("GET", "/lrs/setup", &cross, b"").status, 200);
    assert_eq!(
        ada.get("/lrs/session").status,
        200,
        "she is still signed in"
    );
    // Nobody tells another site's page that it may ask.
    let preflight = [
        "Origin: https://eve.example.org",
        "Access-Control-Request-Method: POST",
    ];
    let answer = server.ask("OPTIONS", "/lrs/statements", &preflight, b"");
    assert!(answer.status >= 400, "{}", answer.status);
    assert_eq!(answer.header("access-control-allow-origin"), "");
}

#[test]
fn what_is_not_a_request_is_refused_and_the_door_goes_on() {
    let door = Door::open("door-nonsense");
    let server = &door.server;
    let ada = Browser::of(server, "ada");
    let post = |path: &str, body: &[u8]| {
        let headers = [ada.cookie.as_str(), OWN, JSON];
        server.ask("POST", path, &headers, body)
    };
    let half = json!([own(0, "ada")]).to_string();
    let half = &half.as_bytes()[..half.len() / 2];
    let deep = "[".repeat(100_000);
    for body in [
        half,
        b"",
        b"[",
        b"null",
        b"{}",
        b"[null]",
        b"[{}]",
        b"[[]]",
        b"7",
        b"\xff\xfe",
        deep.as_bytes(),
    ] {
        let answer = post("/lrs/statements", body);
        assert_eq!(
            answer.status,
            400,
            "{:?}",
            String::from_utf8_lossy(&body[..body.len().min(20)])
        );
    }
    for body in [
        &b"{}"[..],
        b"[]",
        b"{\"name\":\"ada\"}",
        b"{\"name\":1,\"password\":2}",
        half,
    ] {
        assert_eq!(post("/lrs/session", body).status, 400);
    }
    let long = json!({"name": "ada", "password": "x".repeat(20_000)}).to_string();
    assert_eq!(post("/lrs/session", long.as_bytes()).status, 413);
    let huge = vec![b' '; (4 << 20) + 1];
    assert_eq!(post("/lrs/statements", &huge).status, 413);
    let chunked = format!(
        "POST /lrs/statements HTTP/1.1\r\nHost: {}\r\n{}\r\n{OWN}\r\n{JSON}\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n{:x}\r\n",
        server.host,
        ada.cookie,
        huge.len()
    );
    let chunked = [chunked.as_bytes(), &huge, b"\r\n0\r\n\r\n"].concat();
    assert_eq!(server.send(&chunked).status, 413);
    for (method, path) in [
        ("PUT", "/lrs/statements"),
        ("DELETE", "/lrs/statements"),
        ("PATCH", "/lrs/session"),
        ("POST", "/lrs/learners"),
        ("POST", "/lrs/setup"),
        ("GET", "/lrs/password"),
    ] {
        let headers = [ada.cookie.as_str(), OWN, JSON];
        let answer = server.ask(method, path, &headers, b"");
        assert_eq!(answer.status, 405, "{method} {path}");
    }
    for path in [
        "/lrs",
        "/lrs/",
        "/lrs/statements/",
        "/lrs/statements/more",
        "/lrs/../lrs/statements",
        "/lrs/%73tatements",
        "//lrs/statements",
        "/LRS/statements",
        "/lrs/statements%2f",
        "/lrs/xAPI/statements",
        "/lrs/people.toml",
    ] {
        let answer = ada.get(path);
        assert_eq!(answer.status, 404, "{path}: {}", answer.text());
    }
    for query in [
        "page=x",
        "page=",
        "page=a.b",
        "since=yesterday",
        "learner=ada&page=a.b",
        "agent=%7B%7D",
        "statementId=1",
    ] {
        let answer = ada.get(&format!("/lrs/statements?{query}"));
        assert_eq!(answer.status, 400, "{query}");
    }
    assert_eq!(ada.post(&json!([own(0, "ada")])).status, 200);
    assert!(door.store.kept().asked.iter().all(|asked| asked == "POST"));
}

#[test]
fn the_way_to_the_rest_is_for_who_may_see_it() {
    let door = Door::open("door-page");
    door.store.kept().at_once = 2;
    let ada = Browser::of(&door.server, "ada");
    let all: Vec<Value> = (0..5).map(|n| own(n, "ada")).collect();
    assert_eq!(ada.post(&json!(all)).status, 200);
    let more = ada.get("/lrs/statements").json()["more"]
        .as_str()
        .unwrap()
        .to_owned();
    assert!(more.starts_with("statements?page="), "{more}");
    let rest = |who: &str, more: &str| {
        let browser = Browser::of(&door.server, who);
        browser.get(&format!("/lrs/{more}")).status
    };
    assert_eq!(rest("ada", &more), 200);
    assert_eq!(rest("ann", &more), 200);
    for other in ["ben", "una"] {
        assert_eq!(rest(other, &more), 403, "{other}");
    }
    let forged = format!("{}x", &more[..more.len() - 1]);
    assert_eq!(rest("ada", &forged), 400);
    assert_eq!(door.server.get(&format!("/lrs/{more}")).status, 401);
    assert_eq!(ada.all_of("").len(), 5);
}
