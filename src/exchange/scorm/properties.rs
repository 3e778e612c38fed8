//! What holds for every conversation with a learning system, however it behaves.

use std::time::Duration;

use jiff::Timestamp;
use proptest::prelude::*;

use super::{
    Api, Function, Version,
    session::{Session, Took},
    tests::lent::Lent,
};
use crate::{
    exchange::attempt::{
        Attempt, Practised,
        any::{Learner, NATION, acts, everything, unit},
        report::{Report, Success},
        resume,
        scaled::Scaled,
    },
    question::{Interaction, Response},
    score::Points,
};

fn version() -> impl Strategy<Value = Version> {
    prop::sample::select(Version::ALL.to_vec())
}

fn report(unit: &crate::unit::Unit, attempt: &Attempt, mark: Option<Scaled>) -> Report {
    Report::of(unit, attempt, NATION, mark)
}

/// The time that a learning system was told, as it reads it.
fn time(version: Version, text: &str) -> Duration {
    match version {
        _ if text.is_empty() => Duration::ZERO,
        Version::V2004 => text.parse::<jiff::SignedDuration>().unwrap().unsigned_abs(),
        Version::V12 => {
            let parts: Vec<f64> = text.split(':').map(|part| part.parse().unwrap()).collect();
            let [hours, minutes, seconds] = parts[..] else {
                panic!("{text}");
            };
            let seconds = (hours * 60.0 + minutes) * 60.0 + seconds;
            Duration::from_secs_f64((seconds * 100.0).round() / 100.0)
        }
    }
}

const SOON: Duration = Duration::from_secs(61);

proptest! {
    /// Begins once, ends once, nothing before and nothing after, and every change is committed.
    #[test]
    fn a_conversation_has_a_beginning_and_an_end(
        version in version(), unit in unit(), acts in acts(), refuses in prop::option::of(2..9_usize),
        mode in prop::sample::select(vec!["", "normal", "browse", "review"]),
    ) {
        let lent = Lent::default();
        lent.set(version.names().mode, mode);
        lent.0.borrow_mut().refuses = refuses;
        let mut session = Session::begin(lent.clone(), version).unwrap();
        let mut learner = Learner::new(&unit);
        for act in &acts {
            learner.act(act);
            let attempt = learner.attempt(Timestamp::UNIX_EPOCH);
            let kept = resume::write(&unit, &attempt, session.room());
            session.tell(&report(&unit, &attempt, None), &kept, "", SOON);
        }
        session.end(SOON);
        session.end(SOON);
        prop_assert_eq!(session.tell(&report(&unit, &Attempt::default(), None), "", "", SOON), Took::NotAll);

        let system = lent.0.borrow();
        let functions: Vec<Function> = system.calls.iter().map(|(function, _)| *function).collect();
        let count = |wanted| functions.iter().filter(|function| **function == wanted).count();
        prop_assert_eq!((functions.first(), functions.last()), (Some(&Function::Initialize), Some(&Function::Terminate)));
        prop_assert_eq!((count(Function::Initialize), count(Function::Terminate)), (1, 1));
        let last_set = functions.iter().rposition(|function| *function == Function::SetValue);
        let last_commit = functions.iter().rposition(|function| *function == Function::Commit);
        prop_assert!(last_set < last_commit || last_set.is_none());
        let counts = !matches!(mode, "browse" | "review");
        let suspended = system.calls.iter().filter(|(_, said)| said.first().is_some_and(|name| name == version.names().exit));
        let is_suspended = system.values.contains_key(version.names().exit);
        prop_assert!(!counts || is_suspended || suspended.count() > acts.len() + 1, "it is said again until it is taken in");
        let sets = system.calls.iter().filter(|(function, _)| *function == Function::SetValue);
        let sets: Vec<_> = sets.map(|(_, said)| said.join("=")).collect();
        match (mode, version) {
            ("browse", Version::V12) => prop_assert_eq!(sets, ["cmi.core.lesson_status=browsed"]),
            ("browse" | "review", _) => prop_assert!(sets.is_empty(), "nothing is changed where nothing counts"),
            _ => {}
        }
        for (_, said) in &system.calls {
            prop_assert!(said.get(1).is_none_or(|kept| kept.len() <= version.room()));
        }
    }

    /// The time is told with what is done and at the end, and never more of it than has passed.
    #[test]
    fn the_time_is_told(
        version in version(), unit in unit(),
        acts in acts(), pauses in prop::collection::vec(0..40_000_u64, 24), rest in 0..100_000_u64,
    ) {
        let lent = Lent::default();
        let mut session = Session::begin(lent.clone(), version).unwrap();
        let mut learner = Learner::new(&unit);
        let mut spent = Duration::ZERO;
        let told = || time(version, &lent.value(version.names().time));
        for (act, pause) in acts.iter().zip(pauses) {
            spent += Duration::from_millis(pause);
            learner.act(act);
            let attempt = learner.attempt(Timestamp::UNIX_EPOCH);
            let kept = resume::write(&unit, &attempt, session.room());
            session.tell(&report(&unit, &attempt, None), &kept, "", spent);
            prop_assert!(told() <= spent && spent < told() + Duration::from_millis(10_010), "{:?} of {:?}", told(), spent);
        }
        spent += Duration::from_millis(rest);
        session.end(spent);
        prop_assert!(told() <= spent && spent < told() + Duration::from_millis(10), "{:?} of {:?}", told(), spent);
        let times: Vec<Duration> = lent.sets(version.names().time).iter().map(|text| time(version, text)).collect();
        prop_assert!(times.is_sorted());
    }

    /// Never failed for what was not attempted; never left incomplete once everything is done.
    #[test]
    fn the_status_keeps_to_the_rules(
        version in version(), unit in unit(), acts in acts(), mark in prop::option::of(0..=100_u8),
        finishes in any::<bool>(), picks in prop::collection::vec(crate::question::any::picks(), 1..9),
    ) {
        let mark = mark.map(|mark| Scaled::from_percent(&mark.to_string()).unwrap());
        let lent = Lent::default();
        let mut session = Session::begin(lent.clone(), version).unwrap();
        let status = version.names().completion;
        prop_assert_eq!(lent.value(status), "incomplete");
        let mut learner = Learner::new(&unit);
        let done = if finishes { everything(&unit, &picks) } else { Vec::new() };
        let mut told = Attempt::default();
        let mut latest = None;
        for act in acts.iter().chain(&done) {
            learner.act(act);
            let attempt = learner.attempt(Timestamp::UNIX_EPOCH).with(&told);
            let report = report(&unit, &attempt, mark);
            prop_assert_eq!(session.tell(&report, "1", "", SOON), Took::All);
            report.note(&mut told);
            let success = match version {
                Version::V12 => lent.value(status),
                Version::V2004 => lent.value("cmi.success_status"),
            };
            if !report.is_complete {
                prop_assert_eq!(&*lent.value(status), "incomplete");
                prop_assert!(!matches!(&*success, "failed" | "passed"));
                let scored = lent.0.borrow().values.keys().any(|name| name.starts_with("cmi.core.score") || name.starts_with("cmi.score"));
                prop_assert!(!scored, "a learning system with a pass mark would make it a failure");
            } else {
                prop_assert!(&*lent.value(status) != "incomplete");
                prop_assert_eq!(success == "passed", report.success == Success::Passed);
                prop_assert_eq!(success == "failed", report.success == Success::Failed);
            }
            latest = Some(report);
        }
        session.end(SOON);
        if let Some(Report { is_complete: true, .. }) = latest {
            let sets = lent.sets(status);
            let first_complete = sets.iter().position(|set| set != "incomplete").unwrap();
            prop_assert!(sets[first_complete..].iter().all(|set| set != "incomplete"));
        }
    }

    /// A learning system that works the status out by itself, as SCORM 1.2 asks of those that know a
    /// pass mark, comes to the same.
    #[test]
    fn a_learning_system_comes_to_the_same(unit in unit(), acts in acts(), mark in 0..=100_u8, picks in prop::collection::vec(crate::question::any::picks(), 1..9)) {
        let mark = Scaled::from_percent(&mark.to_string()).unwrap();
        let mut learner = Learner::new(&unit);
        acts.iter().chain(&everything(&unit, &picks)).for_each(|act| learner.act(act));
        let attempt = learner.attempt(Timestamp::UNIX_EPOCH);
        let report = report(&unit, &attempt, Some(mark));
        let lent = Lent::default();
        let mut session = Session::begin(lent.clone(), Version::V12).unwrap();
        session.tell(&report, "1", "", SOON);
        session.end(SOON);
        let raw = lent.value("cmi.core.score.raw");
        if raw.is_empty() {
            prop_assert!(report.score.is_none());
        } else {
            let theirs = match Scaled::from_percent(&raw).unwrap() >= mark {
                true => "passed",
                false => "failed",
            };
            prop_assert_eq!(lent.value("cmi.core.lesson_status"), theirs);
        }
    }

    /// Scenarios and answers are told in places without gaps, answers once each session, and no
    /// learning system is troubled that keeps none of it.
    #[test]
    fn parts_are_told_in_order(
        version in version(), unit in unit(), before in acts(), after in acts(), keeps in any::<bool>(), were in 0..4_usize,
    ) {
        let lent = Lent::default();
        if keeps {
            lent.set("cmi.objectives._count", "0");
            lent.set("cmi.interactions._count", &were.to_string());
        } else {
            lent.0.borrow_mut().lacks = vec!["cmi.objectives", "cmi.interactions"];
        }
        let mut session = Session::begin(lent.clone(), version).unwrap();
        let mut learner = Learner::new(&unit);
        before.iter().for_each(|act| learner.act(act));
        prop_assert_eq!(session.tell(&report(&unit, &learner.attempt(Timestamp::UNIX_EPOCH), None), "1", "", SOON), Took::All);
        let none_yet = lent.0.borrow().values.keys().all(|name| !name.contains("cmi.interactions") || name.ends_with("_count"));
        prop_assert!(none_yet, "answers of earlier sessions are told already");
        for act in &after {
            learner.act(act);
            session.tell(&report(&unit, &learner.attempt(Timestamp::UNIX_EPOCH), None), "1", "", SOON);
        }
        let system = lent.0.borrow();
        for (of, from) in [("cmi.objectives", 0), ("cmi.interactions", were)] {
            let places: Vec<usize> = system.calls.iter().filter_map(|(function, said)| {
                let name = said.first().filter(|_| *function == Function::SetValue)?;
                name.strip_prefix(of)?.strip_prefix('.')?.strip_suffix(".id")?.parse().ok()
            }).collect();
            if keeps {
                prop_assert_eq!(&places, &(from..from + places.len()).collect::<Vec<_>>());
            } else if of == "cmi.interactions" {
                prop_assert!(places.is_empty());
            }
        }
        // A name without its place has none of the parts of a list before its id.
        for (name, value) in &system.values {
            let is_kept = match name.ends_with("learner_response") {
                true => value.split("[,]").count() <= 36,
                false => value.len() <= 250,
            };
            prop_assert!(is_kept || name == "cmi.suspend_data", "{}", name);
        }
    }
}

/// What was typed goes nowhere: not into what is kept, not into an interaction.
#[test]
fn what_was_typed_stays_here() {
    let text = "+++\nid = \"u\"\ntitle = \"U\"\n+++\n\n\
        ## How many? {#how-many .number}\n\n- [x] 3\n\n\
        ## What? {#what .short}\n\n- [x] tea\n\n\
        ## Fill {#fill .gap}\n\nShe drinks [[tea]] and [[=milk|wine]].\n";
    let unit = crate::read::read_unit(crate::source::Source { name: "u.md", text }).value;
    let marker = "Mrs Achebe";
    let Interaction::Gap(gap) = &unit.question(&"fill".parse().unwrap()).unwrap().interaction
    else {
        panic!("it is a gap");
    };
    let filled = gap
        .blanks
        .iter()
        .map(|blank| (blank.id.clone(), marker.to_owned()));
    let said = [
        ("how-many", Response::Number(marker.to_owned())),
        ("what", Response::Short(marker.to_owned())),
        ("fill", Response::Gap(filled.collect())),
    ];
    let questions = said.into_iter().map(|(id, said)| {
        let share = Points::ZERO;
        (
            id.parse().unwrap(),
            Practised {
                share,
                latest: Some(said),
            },
        )
    });
    let attempt = Attempt {
        questions: questions.collect(),
        ..Attempt::default()
    };
    for version in Version::ALL {
        let lent = Lent::default();
        lent.set("cmi.objectives._count", "0");
        lent.set("cmi.interactions._count", "0");
        let mut session = Session::begin(lent.clone(), version).unwrap();
        session.tell(&report(&unit, &Attempt::default(), None), "1", "", SOON);
        let kept = resume::write(&unit, &attempt, session.room());
        assert_eq!(
            session.tell(&report(&unit, &attempt, None), &kept, "", SOON),
            Took::All
        );
        assert_eq!(
            lent.value("cmi.interactions.2.result"),
            match version {
                Version::V12 => "wrong",
                Version::V2004 => "incorrect",
            }
        );
        let said = format!("{:?}", lent.0.borrow().calls);
        assert!(!said.contains("Achebe"), "{said}");
    }
}

/// An answer is told as it is: a wrong one after a right one is wrong, though the right one counts.
#[test]
fn an_answer_is_told_as_it_is() {
    let text = "+++\nid = \"u\"\ntitle = \"U\"\n+++\n\n\
        ## Which? {#which .single}\n\n- [x] This {#this}\n- [ ] That {#that}\n";
    let unit = crate::read::read_unit(crate::source::Source { name: "u.md", text }).value;
    let answered = |option: &str| Attempt {
        questions: [(
            "which".parse().unwrap(),
            Practised {
                share: Points::whole(1),
                latest: Some(Response::Single(option.parse().unwrap())),
            },
        )]
        .into(),
        ..Attempt::default()
    };
    let lent = Lent::default();
    lent.set("cmi.interactions._count", "0");
    let mut session = Session::begin(lent.clone(), Version::V2004).unwrap();
    for attempt in [Attempt::default(), answered("this"), answered("that")] {
        session.tell(&report(&unit, &attempt, None), "1", "", SOON);
    }
    assert_eq!(
        lent.sets("cmi.interactions.0.result"),
        ["correct", "incorrect"]
    );
    assert_eq!(
        lent.sets("cmi.interactions.0.learner_response"),
        ["this", "that"]
    );
    assert_eq!(lent.value("cmi.score.scaled"), "1");
}

/// What a learning system says at the beginning.
#[test]
fn what_a_learning_system_says_is_heard() {
    let lent = Lent::default();
    for (name, value) in [
        ("cmi.core.student_id", "s-17"),
        ("cmi.core.student_name", "Okafor, Ada"),
        ("cmi.core.lesson_status", "completed"),
        ("cmi.suspend_data", "1.3.0.c"),
        ("cmi.student_data.mastery_score", "80"),
    ] {
        lent.set(name, value);
    }
    let session = Session::begin(lent.clone(), Version::V12).unwrap();
    let launch = session.launch();
    assert_eq!((&*launch.learner_id, &*launch.kept), ("s-17", "1.3.0.c"));
    assert!(launch.counts && launch.told.completed && !launch.told.passed);
    assert_eq!(launch.pass_mark, "0.8".parse().ok());
    assert_eq!(
        lent.sets("cmi.core.lesson_status"),
        Vec::<String>::new(),
        "it is not taken back"
    );
    assert_eq!(lent.value("cmi.core.exit"), "suspend");
}

/// A learning system that does not let a package begin.
#[test]
fn a_refusal_is_named() {
    struct No;
    impl Api for No {
        fn call(&mut self, function: Function, _: &[&str]) -> String {
            match function {
                Function::GetLastError => "101".to_owned(),
                _ => "false".to_owned(),
            }
        }
    }
    let refused = Session::begin(No, Version::V2004).map(drop);
    assert_eq!(
        refused.unwrap_err().to_string(),
        "the learning system would not begin (its error 101)"
    );
}
