//! Statements of every kind, and what is said of those that cannot be read.

use std::sync::Arc;

use serde_json::{Value, json};

use super::{
    Account, NotCarried, Whose,
    file::{Collected, Layout, write},
    interaction::Interaction,
    launch::{Launch, NotALaunch},
    read, statements, whose,
};
use crate::{
    fingerprint::Shown,
    pack::Fillings,
    question::Response,
    read::read_unit,
    record::{
        Record,
        decision::Judgement,
        event::{About, Adaptation, Event, PersonId},
        sample::SampleFinding,
        sealed::Sealed,
        story::{ASSESSOR, IN_TRAINING, LEARNER, SAMPLER, Story, criterion, question, scenario},
        what::{Answered, Earned, Profile, WalkEnded, What},
    },
    scenario::Outcome,
    score::Points,
    source::Source,
};

/// A learner, to a store.
pub fn account() -> Account {
    Account {
        home_page: "https://training.example.org/".into(),
        name: "ada-okafor".into(),
    }
}

/// A text of every kind of question, and of a criterion.
pub fn shown_texts() -> Vec<String> {
    let unit = read_unit(Source {
        name: "u.md",
        text: include_str!("../../fingerprint/every-kind.md"),
    })
    .value;
    let fillings = Fillings::default();
    let questions = unit
        .questions()
        .map(|question| Shown::question(question, &fillings).text);
    let criteria = unit
        .criteria()
        .map(|criterion| Shown::criterion(criterion, None, &fillings).text);
    questions.chain(criteria).collect()
}

fn pretty(record: &Record, whose: &Whose, event: &Sealed) -> Value {
    serde_json::to_value(whose.event(event, record)).unwrap()
}

#[test]
fn each_kind_of_event_has_its_verb_object_and_result() {
    let story = Story::default();
    let profile = What::Profile(Profile { name: "Ada".into() }.into());
    let version = story.version("They notice.", &[]);
    let handed_in = story.hand_in(&[version.seal()]);
    let after = [handed_in.seal()];
    let event = |outcome: Outcome| story.end(1, 2, outcome, &[]);
    let events = [
        story.sealed(LEARNER, scenario(), &[], profile),
        story.same_person(
            PersonId::from_random([1; 16]),
            PersonId::from_random([9; 16]),
        ),
        story.step(1, 0, true, &[]),
        event(Outcome::Passed),
        event(Outcome::NotYet),
        event(Outcome::Unsafe),
        event(Outcome::Done),
        version,
        handed_in.clone(),
        story.withdraw(handed_in.seal()),
        story.decide(ASSESSOR, Judgement::Met, &after),
        story.decide(ASSESSOR, Judgement::NotYetMet, &after),
        story.decide(IN_TRAINING, Judgement::Met, &after),
        story.countersign(ASSESSOR, &after),
        story.evidence(&after),
        story.plan(&[]),
        story.answer_plan(&after),
        story.declare(LEARNER, &after),
        story.declare(ASSESSOR, &after),
        story.sample(SAMPLER, SampleFinding::Agree, &after),
        story.answer_sample(ASSESSOR, &after),
        story.close_sample(SAMPLER, &after),
        story.unknown(LEARNER, &[]),
    ];
    let whose = Whose::of(account());
    let record = Record::from_iter(events.clone());
    let told: Vec<String> = events
        .iter()
        .map(|event| {
            let made = pretty(&record, &whose, event);
            let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
            format!(
                "{} | {} | {} | {} | {}",
                text(&made["verb"]["id"]),
                text(&made["verb"]["display"]["en-GB"]),
                text(&made["object"]["id"]).replace(super::BASE, ""),
                made["result"],
                match made["context"]["instructor"] {
                    Value::Null => "herself",
                    _ => "somebody else",
                }
            )
        })
        .collect();
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn a_whole_statement_is_as_it_is_documented() {
    let story = Story::default();
    let mut record = Record::default();
    let about = About {
        shown: Some(record.add_text(&shown_texts()[0])),
        adaptation: Some(Adaptation {
            id: "hafan-deg".parse().unwrap(),
            version: "2".into(),
        }),
        ..question("who")
    };
    let what = What::Answered(
        Answered {
            attempt: 0,
            response: Response::Single("you".parse().unwrap()),
            score: Some(Earned {
                earned: Points::whole(1),
                maximum: Points::whole(2),
            }),
        }
        .into(),
    );
    let answered = story.sealed(LEARNER, about, &[], what);
    let decision = story.decide(ASSESSOR, Judgement::Met, &[answered.seal()]);
    record.add(answered);
    record.add(decision);
    record.add_text("Nobody names this.");
    let whose = Whose {
        with_names: true,
        ..Whose::of(account())
    };
    let made: Vec<_> = statements(&record, &whose).collect();
    insta::assert_json_snapshot!(made);
}

#[test]
fn each_kind_of_question_is_told_as_the_standard_tells_it() {
    let all: Vec<_> = shown_texts()
        .iter()
        .map(|shown| Interaction::of(shown))
        .collect();
    insta::assert_json_snapshot!(all);
    assert_eq!(Interaction::of("something else"), None);
}

#[test]
fn points_that_cannot_be_are_left_to_the_event() {
    let story = Story::default();
    let end = |earned: &str, maximum: &str| {
        let passed = story.end(1, 2, Outcome::Passed, &[]);
        let What::WalkEnded(ended) = &passed.event().unwrap().what else {
            unreachable!()
        };
        let ended = WalkEnded {
            earned: earned.parse().unwrap(),
            maximum: maximum.parse().unwrap(),
            ..WalkEnded::clone(ended)
        };
        let sealed = story.sealed(LEARNER, scenario(), &[], What::WalkEnded(ended.into()));
        let whose = Whose::of(account());
        pretty(&Record::default(), &whose, &sealed)["result"]["score"].clone()
    };
    assert_eq!(end("1", "3")["scaled"], json!(1.0 / 3.0));
    assert_eq!(end("3", "3")["scaled"], json!(1.0));
    assert_eq!(end("0", "0"), Value::Null);
    assert_eq!(end("4", "3"), Value::Null);
    let huge = i128::MAX.to_string();
    assert_eq!(end(&huge, &huge)["scaled"], json!(1.0));
}

#[test]
fn a_clock_that_is_centuries_off_costs_the_time_and_not_the_statement() {
    let story = Story::default();
    for (at, told) in [
        ("-000044-03-15T10:00:00Z", Value::Null),
        ("2026-11-21T09:30:00.5Z", json!("2026-11-21T09:30:00.500Z")),
    ] {
        let event = Event {
            at: at.parse().unwrap(),
            ..story.event(LEARNER, criterion("ac-3-2"), &[], What::SectionRead)
        };
        let made = pretty(
            &Record::default(),
            &Whose::of(account()),
            &Sealed::new(&event),
        );
        assert_eq!(made["timestamp"], told);
    }
}

#[test]
fn what_cannot_be_taken_in_is_named_by_its_line() {
    let story = Story::default();
    let record = Record::from_iter([story.version("One", &[]), story.version("Two", &[])]);
    let whose = Whose::of(account());
    let mut lines: Vec<String> = statements(&record, &whose)
        .map(|made| made.to_text())
        .collect();
    lines.insert(0, json!({"actor": {}, "verb": {"id": "x:y"}}).to_string());
    lines.insert(1, "{\"id\":".to_owned());
    lines.push(lines[2].replace("One", "Won").replace("Two", "Tow"));
    lines.push(lines[3].replace("ada-okafor", "bea"));
    lines.push("17".to_owned());
    let mut collected = Collected::default();
    collected.take_in(&lines.join("\n"));
    assert_eq!(collected.records.get(&account()), Some(&record));
    assert_eq!(collected.others, 1);
    let told: Vec<_> = collected.refused.iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn statements_in_a_list_over_many_lines_are_named_by_where_they_begin() {
    let story = Story::default();
    let record = Record::from_iter([story.version("One", &[])]);
    let text = write(statements(&record, &Whose::of(account())), Layout::List);
    let mut values: Vec<Value> = serde_json::from_str(&text).unwrap();
    values.insert(0, json!([1, 2]));
    values[1]["actor"] = json!({"mbox": "mailto:a@example.org"});
    let mut collected = Collected::default();
    collected.take_in(&serde_json::to_string_pretty(&values).unwrap());
    let at: Vec<_> = collected
        .refused
        .iter()
        .map(|r| (r.line, r.why.clone()))
        .collect();
    let no_object = NotCarried::NotAStatement("it is not an object".into());
    assert_eq!(at, [(2, no_object), (6, NotCarried::NoAccount)]);
}

#[test]
fn a_launch_is_carried_and_never_as_a_statement_that_cmi5_defines() {
    let session = "https://w3id.org/xapi/cmi5/context/extensions/sessionid";
    let category = "https://w3id.org/xapi/cmi5/context/categories/cmi5";
    let launch = json!({
        "registration": "11111111-2222-4333-8444-555555555555",
        "contextTemplate": {
            "contextActivities": {
                "grouping": {"id": "https://lms.example.org/course"},
                "category": [{"id": category}, {"id": "https://lms.example.org/kind"}],
            },
            "extensions": {session: "s-1"},
        },
    });
    let story = Story::default();
    let step = story.step(1, 0, false, &[]);
    let whose = Whose {
        launch: Some(Launch::read(&launch.to_string()).unwrap()),
        ..Whose::of(account())
    };
    let record = Record::from_iter([step.clone()]);
    let made = pretty(&record, &whose, &step);
    let context = &made["context"];
    assert_eq!(context["registration"], launch["registration"]);
    assert_eq!(context["extensions"][session], json!("s-1"));
    assert!(
        context["extensions"]
            .to_string()
            .contains("/extensions/walk")
    );
    let ids = |name: &str| -> Vec<String> {
        let all = context["contextActivities"][name].as_array().unwrap();
        all.iter()
            .map(|a| a["id"].as_str().unwrap().to_owned())
            .collect()
    };
    assert!(ids("grouping").contains(&"https://lms.example.org/course".to_owned()));
    assert!(ids("category").contains(&"https://lms.example.org/kind".to_owned()));
    assert!(!ids("category").contains(&category.to_owned()));
    assert_eq!(read(&made).map(|carried| carried.learner), Ok(account()));

    let without = json!({"registration": launch["registration"], "contextTemplate": {}});
    assert!(matches!(
        Launch::read(&without.to_string()),
        Err(NotALaunch::NoSession)
    ));
    assert!(matches!(Launch::read("{}"), Err(NotALaunch::Shape(_))));
}

#[test]
fn whose_a_record_is_follows_from_what_she_did() {
    let story = Story::default();
    let person = |n: u8| PersonId::from_random([n; 16]);
    let version = story.version("One", &[]);
    let decision = story.decide(ASSESSOR, Judgement::Met, &[]);
    let named = whose::learner(
        &account(),
        &Record::from_iter([version.clone(), decision.clone()]),
    );
    assert_eq!((named.id, &*named.name), (person(1), "Ada"));

    let also = story.same_person(person(2), person(1));
    let mut by_other = story.event(LEARNER, criterion("ac-3-2"), &[], What::SectionRead);
    by_other.by.person = person(2);
    let both = Record::from_iter([version, also, Sealed::new(&by_other)]);
    assert_eq!(whose::learner(&account(), &both).id, person(2));

    let by_id = Account {
        name: person(5).to_string().into(),
        ..account()
    };
    assert_eq!(whose::learner(&by_id, &both).id, person(5));

    let nothing = Record::from_iter([decision]);
    let first = whose::learner(&account(), &nothing);
    assert_eq!(first, whose::learner(&account(), &nothing));
    assert_eq!(first.name, Arc::from(""));
}
