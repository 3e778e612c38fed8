//! What the door writes down of what it refuses.

use serde_json::json;

use super::Door;
use crate::door_kit::{Browser, JSON, OWN, own};

#[test]
fn every_refusal_is_in_the_log_and_a_question_is_not() {
    let door = Door::open("door-log");
    let ada = Browser::of(&door.server, "ada");
    let hers = ada.cookie.as_str();
    let forged = &format!("{}A", hers);
    let wrong = json!({"name": "ada", "password": "not hers at all"}).to_string();
    let nobody = json!({"name": "zed-nobody", "password": "not his at all"}).to_string();
    let bens = json!([own(0, "ben")]).to_string();
    let of_ben = "/lrs/statements?learner=ben";
    type Try<'t> = (
        &'t str,
        &'t str,
        &'t [&'t str],
        &'t str,
        &'t str,
        Option<&'t str>,
    );
    let huge = " ".repeat((4 << 20) + 1);
    let tries: [Try; 20] = [
        (
            "POST",
            "/lrs/session",
            &[OWN, JSON],
            &huge,
            "too-large",
            None,
        ),
        (
            "POST",
            "/lrs/statements",
            &[OWN, JSON],
            &huge,
            "too-large",
            None,
        ),
        (
            "POST",
            "/lrs/statements",
            &[hers, OWN, JSON],
            &huge,
            "too-large",
            None,
        ),
        ("GET", "/lrs/session", &[], "", "", None),
        ("GET", "/lrs/session", &[forged], "", "", None),
        ("GET", "/lrs/statements", &[], "", "not-signed-in", None),
        (
            "GET",
            "/lrs/statements",
            &[forged],
            "",
            "not-signed-in",
            None,
        ),
        ("GET", of_ben, &[], "", "not-signed-in", None),
        ("GET", "/lrs/learners", &[], "", "not-signed-in", None),
        (
            "POST",
            "/lrs/statements",
            &[OWN, JSON],
            &bens,
            "not-signed-in",
            None,
        ),
        (
            "POST",
            "/lrs/statements",
            &[JSON],
            &bens,
            "other-site",
            None,
        ),
        ("GET", "/lrs/nothing", &[], "", "nothing-here", None),
        ("PUT", "/lrs/statements", &[OWN], "", "not-so", None),
        (
            "POST",
            "/lrs/session",
            &[OWN, JSON],
            "{",
            "unreadable",
            None,
        ),
        (
            "POST",
            "/lrs/session",
            &[OWN, JSON],
            &wrong,
            "wrong-password",
            Some("ada"),
        ),
        (
            "POST",
            "/lrs/session",
            &[OWN, JSON],
            &nobody,
            "wrong-password",
            None,
        ),
        (
            "POST",
            "/lrs/link",
            &[OWN, JSON],
            "{\"link\":\"x\"}",
            "link",
            None,
        ),
        ("GET", of_ben, &[hers], "", "other-record", Some("ada")),
        (
            "GET",
            "/lrs/learners",
            &[hers],
            "",
            "list-of-learners",
            Some("ada"),
        ),
        (
            "POST",
            "/lrs/statements",
            &[hers, OWN, JSON],
            &bens,
            "other-record",
            Some("ada"),
        ),
    ];
    let mut before = 0;
    for (method, path, headers, body, refusal, account) in tries {
        let answer = door.server.ask(method, path, headers, body.as_bytes());
        let said = format!("{method} {path} {headers:?}: {}", answer.text());
        let mut log = door.log();
        log.retain(|line| line["message"] == "refused");
        let new = &log[before..];
        before = log.len();
        assert_eq!(new.len(), usize::from(!refusal.is_empty()), "{said}");
        for line in new {
            assert_eq!(line["refusal"], refusal, "{said}");
            let tag = account.map(|account| door.tag(account));
            assert_eq!(line["person"].as_str(), tag.as_deref(), "{said}");
            assert_eq!(line["status"], answer.status, "{said}");
        }
    }
}
