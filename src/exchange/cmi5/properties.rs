//! What holds for every session, and what the learning system's words come to.

use std::{collections::BTreeMap, time::Duration};

use jiff::Timestamp;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{
    Method, Request,
    launch::{BadLaunch, Launch, LaunchData, token},
    session::{Kept, Sent, Session, kept},
};
use crate::exchange::attempt::{
    Attempt,
    any::{Learner, NATION, acts, everything, unit},
    milestones::Milestones,
    report::{Report, Success},
    resume,
};

const REGISTRATION: &str = "760e3480-ba55-4991-94b0-01820dbd23a2";

pub(super) fn launch() -> Launch {
    let parts = BTreeMap::from([
        ("endpoint", "https://lms.example/lrs"),
        ("fetch", "https://lms.example/token?k=1"),
        (
            "actor",
            r#"{"objectType":"Agent","name":"Ada Okafor","account":{"homePage":"https://lms.example","name":"17"}}"#,
        ),
        ("registration", REGISTRATION),
        ("activityId", "https://lms.example/course/1/unit"),
    ]);
    Launch::read(|name| parts.get(name).map(|text| (*text).to_owned()))
        .unwrap()
        .unwrap()
}

pub(super) fn data(session: &str, more: Value) -> LaunchData {
    let mut document = json!({
        "contextTemplate": {
            "contextActivities": { "grouping": [{ "id": "urn:underpin.p.u:unit" }], "category": { "id": "https://lms.example/theirs" } },
            "extensions": { "https://w3id.org/xapi/cmi5/context/extensions/sessionid": session, "https://lms.example/x": 1 },
        },
        "launchMode": "Normal",
        "moveOn": "Completed",
    });
    if let (Some(document), Some(more)) = (document.as_object_mut(), more.as_object()) {
        document.extend(more.clone());
    }
    LaunchData::read(&document.to_string())
}

/// The statements in requests.
pub(super) fn statements(requests: &[Request]) -> Vec<Value> {
    let sent = requests
        .iter()
        .filter(|request| request.address.ends_with("/statements"));
    sent.flat_map(|request| {
        assert_eq!(request.token.as_deref(), Some("dG9rZW4="));
        let body: Value = serde_json::from_str(request.body.as_deref().unwrap()).unwrap();
        if let Value::Array(several) = body {
            assert_eq!((request.method, several.len() > 1), (Method::Post, true));
            assert_eq!(request.query, []);
            return several;
        }
        assert_eq!(request.method, Method::Put);
        assert_eq!(body["id"], request.query[0].1);
        vec![body]
    })
    .collect()
}

pub(super) fn verb(statement: &Value) -> &str {
    statement["verb"]["id"]
        .as_str()
        .unwrap()
        .rsplit('/')
        .next()
        .unwrap()
}

/// A record store keeps what it had first. Says whether it is new.
fn arrives(store: &mut BTreeMap<String, Value>, id: &str, statement: Value) -> bool {
    let is_new = !store.contains_key(id);
    store.entry(id.to_owned()).or_insert(statement);
    is_new
}

/// Sends what waits, on a line that loses every so manieth answer after it has arrived.
fn send(
    session: &mut Session,
    store: &mut BTreeMap<String, Value>,
    order: &mut Vec<String>,
    lossy: &mut impl Iterator<Item = bool>,
    there_already: u16,
) {
    while let Some(request) = session.next_request() {
        for statement in statements(&[request]) {
            let id = statement["id"].as_str().unwrap().to_owned();
            let is_new = arrives(store, &id, statement);
            if is_new {
                order.push(id);
            }
            let lost = lossy.next().unwrap_or_default();
            // A second time the store has it already, which it says.
            let status = if lost {
                0
            } else if is_new {
                204
            } else {
                there_already
            };
            if session.answered(status) != Sent::Arrived {
                assert!(
                    lost,
                    "what is there has arrived, whatever the store says to it"
                );
                return;
            }
        }
    }
}

pub(super) fn minute(number: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + 60 * number).unwrap()
}

proptest! {
    /// The order and the number of cmi5's statements, over several sessions of one enrolment and
    /// any line.
    #[test]
    fn statements_keep_to_cmi5s_order(
        unit in unit(), sessions in prop::collection::vec(acts(), 1..4), mark in prop::option::of(0..=100_u32),
        finishes in prop::option::of(0..4_usize), picks in prop::collection::vec(crate::question::any::picks(), 1..9),
        mode in prop::sample::select(vec!["Normal", "Browse", "Review"]),
        losses in prop::collection::vec(prop::bool::weighted(0.2), 0..60),
        hastes in prop::collection::vec(any::<bool>(), 4),
        backwards in any::<bool>(), there_already in prop::sample::select(vec![204_u16, 409, 403, 400]),
    ) {
        let mut lossy = losses.into_iter();
        let mut store = BTreeMap::new();
        let mut learner = Learner::new(&unit);
        let mut carried = Attempt::default();
        let mut all = Vec::new();
        let mut last_report = None;
        let count = sessions.len();
        for (number, acts) in sessions.iter().enumerate() {
            let mut more = json!({ "launchMode": mode });
            if let Some(mark) = mark {
                more["masteryScore"] = json!(f64::from(mark) / 100.0);
            }
            let at = i64::try_from(number).unwrap() * 100;
            let mut session = Session::begin(launch(), "dG9rZW4=".to_owned(), data(&format!("s{number}"), more), minute(at));
            let pass_mark = session.pass_mark();
            let mut order = Vec::new();
            send(&mut session, &mut store, &mut order, &mut lossy, there_already);
            let done = if finishes.map(|at| at.min(count - 1)) == Some(number) { everything(&unit, &picks) } else { Vec::new() };
            for (step, act) in acts.iter().chain(&done).enumerate() {
                let attempt = learner.attempt(Timestamp::UNIX_EPOCH).with(&carried);
                let report = Report::of(&unit, &attempt, NATION, pass_mark);
                let step = i64::try_from(step).unwrap();
                let now = minute(if backwards { at - step } else { at + step });
                session.tell(&report, &carried, now, Duration::from_secs(5));
                send(&mut session, &mut store, &mut order, &mut lossy, there_already);
                carried.told |= session.arrived();
                learner.act(act);
            }
            let attempt = learner.attempt(Timestamp::UNIX_EPOCH).with(&carried);
            let report = Report::of(&unit, &attempt, NATION, pass_mark);
            session.tell(&report, &carried, minute(at + 50), Duration::from_secs(9));
            if !hastes[number] {
                send(&mut session, &mut store, &mut order, &mut lossy, there_already);
            }
            carried.told |= session.arrived();
            carried.unheard |= session.unheard();
            // What the next session knows is what is kept.
            carried = resume::read(&unit, &resume::write(&unit, &carried, resume::CMI5)).unwrap();
            for request in session.end(minute(at + 60), Duration::from_secs(9)) {
                let said = statements(&[request]);
                let id = |statement: &Value| statement["id"].as_str().unwrap().to_owned();
                // What is there already has the whole request refused.
                if said.iter().any(|statement| store.contains_key(&id(statement))) {
                    continue;
                }
                for statement in said {
                    order.push(id(&statement));
                    arrives(&mut store, &id(&statement), statement);
                }
            }
            prop_assert!(session.end(minute(at + 61), Duration::ZERO).is_empty());
            session.tell(&report, &Attempt::default(), minute(at + 61), Duration::ZERO);
            prop_assert!(session.is_over());
            all.push(order);
            last_report = Some(report);
        }
        let mut once = Vec::new();
        for order in &all {
            let said: Vec<&Value> = order.iter().map(|id| &store[id]).collect();
            let verbs: Vec<&str> = said.iter().map(|statement| verb(statement)).collect();
            prop_assert_eq!((verbs.first(), verbs.last()), (Some(&"initialized"), Some(&"terminated")));
            let unique: std::collections::BTreeSet<&str> = verbs.iter().copied().collect();
            prop_assert_eq!(unique.len(), verbs.len(), "no verb twice in a session");
            prop_assert!(!(verbs.contains(&"passed") && verbs.contains(&"failed")));
            prop_assert!(mode == "Normal" || verbs.len() == 2);
            prop_assert!(!verbs.contains(&"failed") || !once.contains(&"passed"));
            once.extend(verbs);
            let times: Vec<Timestamp> = said.iter().map(|s| s["timestamp"].as_str().unwrap().parse().unwrap()).collect();
            prop_assert!(times.windows(2).all(|pair| pair[0] < pair[1]), "their times tell the order");
            for statement in said {
                check(statement)?;
            }
        }
        for verb in ["completed", "passed"] {
            prop_assert!(once.iter().filter(|said| **said == verb).count() <= 1, "once in an enrolment");
        }
        if let (Some(report), "Normal") = (last_report, mode) {
            prop_assert_eq!(once.contains(&"completed"), report.is_complete);
        }
    }
}

/// What cmi5 asks of each statement.
fn check(statement: &Value) -> Result<(), TestCaseError> {
    let verb = verb(statement);
    let context = &statement["context"];
    let result = &statement["result"];
    prop_assert_eq!(
        &statement["object"]["id"],
        "https://lms.example/course/1/unit"
    );
    prop_assert_eq!(&statement["actor"]["account"]["name"], "17");
    prop_assert_eq!(&context["registration"], REGISTRATION);
    prop_assert_eq!(&context["extensions"]["https://lms.example/x"], 1);
    prop_assert_eq!(
        &context["contextActivities"]["grouping"][0]["id"],
        "urn:underpin.p.u:unit"
    );
    let categories: Vec<&str> = context["contextActivities"]["category"]
        .as_array()
        .unwrap()
        .iter()
        .map(|c| c["id"].as_str().unwrap())
        .collect();
    let has = |id: &str| categories.iter().any(|category| category.ends_with(id));
    prop_assert!(has("categories/cmi5") && has("theirs"));
    let about_passing = matches!(verb, "passed" | "failed");
    prop_assert_eq!(
        has("categories/moveon"),
        about_passing || verb == "completed"
    );
    prop_assert_eq!(
        result["success"].as_bool(),
        about_passing.then_some(verb == "passed")
    );
    prop_assert_eq!(
        result["completion"].as_bool(),
        (verb == "completed").then_some(true)
    );
    prop_assert_eq!(result["duration"].is_string(), verb != "initialized");
    prop_assert!(about_passing || result["score"].is_null());
    if let Some(score) = result["score"]["scaled"].as_f64() {
        prop_assert!((0.0..=1.0).contains(&score));
        let mark =
            context["extensions"]["https://w3id.org/xapi/cmi5/context/extensions/masteryscore"]
                .as_f64();
        prop_assert!(mark.is_none_or(|mark| (score >= mark) == (verb == "passed")));
    }
    Ok(())
}

#[test]
fn an_address_is_a_launch_or_says_what_is_missing() {
    let whole = [
        ("endpoint", "https://lms.example/lrs/"),
        ("fetch", "https://lms.example/token"),
        ("actor", "{}"),
        ("registration", REGISTRATION),
        ("activityId", "urn:x"),
    ];
    let read = |leave_out: &str, change: Option<(&str, &str)>| {
        Launch::read(|name| {
            let changed = change.filter(|(changed, _)| *changed == name);
            let part = whole
                .iter()
                .find(|(part, _)| *part == name && name != leave_out);
            changed.or(part.copied()).map(|(_, text)| text.to_owned())
        })
    };
    assert_eq!(Launch::read(|_| None), Ok(None), "opened by hand");
    assert_eq!(
        read("", None).unwrap().unwrap().endpoint,
        "https://lms.example/lrs/"
    );
    for (name, _) in whole {
        assert_eq!(read(name, None), Err(BadLaunch::Missing(name)));
    }
    for (name, text) in [
        ("endpoint", "javascript:alert(1)"),
        ("fetch", "ftp://x"),
        ("actor", "Ada"),
        ("actor", "[]"),
        ("registration", "17"),
    ] {
        assert_eq!(
            read("", Some((name, text))),
            Err(BadLaunch::Unreadable(name))
        );
    }
    assert_eq!(launch().learner(), "https://lms.example 17");
}

#[test]
fn what_a_learning_system_says_is_heard() {
    assert_eq!(token(r#"{"auth-token":"abc"}"#), Ok("abc".to_owned()));
    assert_eq!(
        token(r#"{"error-code":"1","error-text":"Used before."}"#),
        Err("Used before.".to_owned())
    );
    assert_eq!(token("<html>"), Err(String::new()));
    let told = |text: &str| Kept::Told(text.to_owned());
    for (status, document, wanted) in [
        (200, r#"{"attempt":"1.3.0."}"#, told("1.3.0.")),
        (404, "there is none", told("")),
        (204, "", told("")),
        (200, "[]", told("")),
        // Whoever took these for a new attempt would write over the old one.
        (200, "<html>Sign in", Kept::NotTold),
        (0, "", Kept::NotTold),
        (401, "", Kept::NotTold),
        (503, "", Kept::NotTold),
    ] {
        assert_eq!(kept(status, document), wanted, "{status} {document}");
    }

    let said = data(
        "s",
        json!({ "masteryScore": 0.75, "moveOn": "CompletedAndPassed", "returnURL": "https://lms.example/back" }),
    );
    assert_eq!(said.pass_mark, "0.75".parse().ok());
    assert!(said.counts && said.wants_passed);
    assert_eq!(said.back.as_deref(), Some("https://lms.example/back"));
    // An address that would run a script is no place to go back to.
    assert_eq!(
        data("s", json!({ "returnURL": "javascript:alert(1)" })).back,
        None
    );
    assert!(!LaunchData::read("nothing").counts);
}

/// A learning system that goes on only by *passed* but names no score is not waited for in vain.
#[test]
fn passing_without_a_mark_is_completing() {
    let data = data("s", json!({ "moveOn": "Passed" }));
    let session = Session::begin(launch(), "t".to_owned(), data, minute(0));
    assert_eq!(session.pass_mark(), Some(Default::default()));
}

/// What cannot be a pass mark is not guessed at, told, and nobody passes by it.
#[test]
fn a_pass_mark_is_from_0_to_1_or_told() {
    for (written, read, unread) in [
        (json!(0.8), Some("0.8"), None),
        (json!("0.8"), Some("0.8"), None),
        (json!(1), Some("1"), None),
        (json!(80), None, Some("80")),
        (json!("80 %"), None, Some("80 %")),
        (json!(-0.5), None, Some("-0.5")),
    ] {
        let data = data("s", json!({ "masteryScore": written, "moveOn": "Passed" }));
        assert_eq!(data.pass_mark_unread().as_deref(), unread, "{written}");
        let session = Session::begin(launch(), "t".to_owned(), data, minute(0));
        let read = read.map(|mark| mark.parse().unwrap());
        assert_eq!(session.pass_mark(), read, "{written}");
    }
    let none = data("s", json!({ "masteryScore": null }));
    assert_eq!(none.pass_mark_unread(), None);
}

/// A statement that the learning system will not have holds up none of the others, and is tried again.
#[test]
fn what_is_refused_holds_up_nothing() {
    let mut session = Session::begin(
        launch(),
        "dG9rZW4=".to_owned(),
        data("s", json!({})),
        minute(0),
    );
    let next = |session: &mut Session| {
        let request = session.next_request().map(|request| statements(&[request]));
        request.map(|said| verb(&said[0]).to_owned())
    };
    assert_eq!(next(&mut session).as_deref(), Some("initialized"));
    assert_eq!(session.answered(204), Sent::Arrived);
    let report = Report {
        is_complete: true,
        success: Success::Passed,
        ..Report::of(&empty(), &Attempt::default(), NATION, None)
    };
    session.tell(&report, &Attempt::default(), minute(1), Duration::ZERO);
    assert_eq!(next(&mut session).as_deref(), Some("completed"));
    assert_eq!(session.answered(403), Sent::Refused);
    assert_eq!(next(&mut session).as_deref(), Some("passed"));
    assert_eq!(session.answered(204), Sent::Arrived);
    assert!(!session.has_next() && !session.has_all_arrived());
    let only_passed = Milestones {
        completed: false,
        passed: true,
    };
    assert_eq!(session.arrived(), only_passed);
    session.try_again();
    assert_eq!(next(&mut session).as_deref(), Some("completed"));
    // The line breaks off, and at the end it is sent once more, by itself.
    assert_eq!(session.answered(0), Sent::Unknown);
    let last = session.end(minute(2), Duration::ZERO);
    let last: Vec<_> = last.iter().map(|request| request.method).collect();
    assert_eq!(last, [Method::Put, Method::Put]);
}

/// What was said as a page was closed may be there: a record store that refuses it for that has it.
#[test]
fn what_was_said_at_an_end_may_be_there() {
    let report = Report {
        is_complete: true,
        ..Report::of(&empty(), &Attempt::default(), NATION, None)
    };
    let begun = |name: &str| {
        let data = data(name, json!({}));
        Session::begin(launch(), "dG9rZW4=".to_owned(), data, minute(0))
    };
    let mut first = begun("one");
    first.tell(&report, &Attempt::default(), minute(1), Duration::ZERO);
    let left = Attempt {
        unheard: first.unheard(),
        ..Attempt::default()
    };
    assert_eq!(statements(&first.end(minute(2), Duration::ZERO)).len(), 3);
    let kept = resume::write(&empty(), &left, resume::CMI5);
    let carried = resume::read(&empty(), &kept).unwrap();

    // It goes by itself, so that nothing is refused along with it.
    let mut hasty = begun("two");
    hasty.tell(&report, &carried, minute(3), Duration::ZERO);
    let last = hasty.end(minute(4), Duration::ZERO);
    assert_eq!((statements(&last[..1]).len(), last.len()), (1, 2));

    let mut next = begun("three");
    next.tell(&report, &carried, minute(5), Duration::ZERO);
    for status in [204, 403] {
        assert!(next.next_request().is_some());
        assert_eq!(next.answered(status), Sent::Arrived);
    }
    assert!(next.has_all_arrived() && !next.unheard().completed);
}

/// What was never sent goes in one request, so that the goodbye overtakes nothing.
#[test]
fn the_last_word_comes_last() {
    let mut session = Session::begin(
        launch(),
        "dG9rZW4=".to_owned(),
        data("s", json!({})),
        minute(0),
    );
    let report = Report {
        is_complete: true,
        ..Report::of(&empty(), &Attempt::default(), NATION, None)
    };
    session.tell(&report, &Attempt::default(), minute(1), Duration::ZERO);
    let last = session.end(minute(2), Duration::ZERO);
    assert_eq!(last.len(), 1);
    let said = statements(&last);
    let verbs: Vec<&str> = said.iter().map(verb).collect();
    assert_eq!(verbs, ["initialized", "completed", "terminated"]);
}

/// A learning system that gives its sessions no names has sessions all the same.
#[test]
fn sessions_without_names_are_told_apart() {
    let begun = |token: &str| {
        let data = data("", json!({}));
        let mut session = Session::begin(launch(), token.to_owned(), data, minute(0));
        session.next_request().unwrap().query
    };
    assert_ne!(begun("one"), begun("two"));
    assert_eq!(begun("one"), begun("one"));
}

pub(super) fn empty() -> crate::unit::Unit {
    let text = "+++\nid = \"u\"\ntitle = \"U\"\n+++\n\nx\n";
    crate::read::read_unit(crate::source::Source { name: "u.md", text }).value
}
