//! The time that statements tell: what has passed in their session while the page was looked at.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use proptest::{collection::vec, prelude::*};
use serde_json::{Value, json};

use crate::{
    exchange::{
        attempt::{
            Attempt, Practised,
            any::NATION,
            report::{Report, Success},
            scaled::Scaled,
        },
        cmi5::{
            properties::{data, empty, launch, minute, statements, verb},
            session::Session,
        },
    },
    score::Points,
    unit::Unit,
};

fn little_unit() -> Unit {
    let text = "+++\nid = \"u\"\ntitle = \"U\"\n+++\n\n\
        ## Which? {#which .single}\n\n- [x] This {#this}\n- [ ] That {#that}\n";
    crate::read::read_unit(crate::source::Source { name: "u.md", text }).value
}

/// How the attempt stands, with the question answered or not yet.
fn report(unit: &Unit, share: Option<Points>) -> Report {
    let practised = share.map(|share| {
        let latest = None;
        ("which".parse().unwrap(), Practised { share, latest })
    });
    let attempt = Attempt {
        questions: practised.into_iter().collect(),
        ..Attempt::default()
    };
    Report::of(unit, &attempt, NATION, Some(Scaled::ONE))
}

fn told(statement: &Value) -> Option<Duration> {
    let text = statement["result"]["duration"].as_str()?;
    let read: SignedDuration = text.parse().unwrap();
    Some(read.try_into().unwrap())
}

fn time(statement: &Value) -> Timestamp {
    statement["timestamp"].as_str().unwrap().parse().unwrap()
}

/// To the hundredth of a second, which is as fine as it is told.
fn hundredths(time: Duration) -> Duration {
    Duration::from_millis(u64::try_from(time.as_millis()).unwrap() / 10 * 10)
}

proptest! {
    /// Each statement tells the time at which it was made, never more than has passed since the session
    /// began and never less than one before it. A session that goes on with an attempt begins anew.
    #[test]
    fn the_time_told_is_what_has_passed_in_the_session(
        sessions in vec(vec((0..90_000_u64, any::<bool>()), 1..6), 1..4), done in (0..3_usize, 0..6_usize), passes in any::<bool>(),
    ) {
        let unit = little_unit();
        let share = if passes { Points::whole(1) } else { Points::ZERO };
        let mut now = minute(0);
        let mut share_so_far = None;
        let mut arrived = Attempt::default();
        for (number, pauses) in sessions.iter().enumerate() {
            let begun = now;
            let mut session = Session::begin(launch(), "dG9rZW4=".to_owned(), data(&format!("s{number}"), json!({})), now);
            let mut spent = Duration::ZERO;
            let mut done_at = None;
            for (step, (pause, is_looked_at)) in pauses.iter().enumerate() {
                let pause = Duration::from_millis(*pause);
                now += SignedDuration::try_from(pause).unwrap();
                spent += if *is_looked_at { pause } else { Duration::ZERO };
                if (number, step) == done {
                    share_so_far = Some(share);
                    done_at = Some(spent);
                }
                session.tell(&report(&unit, share_so_far), &arrived, now, spent);
            }
            let said = statements(&session.end(now, spent));
            let mut before = None;
            for statement in &said {
                let of = match verb(statement) {
                    "initialized" => None,
                    "completed" | "passed" => done_at,
                    _ => Some(spent),
                };
                let duration = told(statement);
                prop_assert_eq!(duration, of.map(hundredths), "{}", statement);
                prop_assert!(before <= duration, "{}", statement);
                before = duration;
                let since = time(statement).duration_since(begun);
                // Statements at one moment are a thousandth apart.
                let since = Duration::try_from(since).unwrap() + Duration::from_millis(5);
                prop_assert!(duration.unwrap_or_default() <= since, "{}", statement);
            }
            if done_at.is_some() {
                let verbs: Vec<&str> = said.iter().map(verb).collect();
                let passing = if passes { "passed" } else { "failed" };
                // What was done before the first report was done before the session.
                let wanted = match (passes, done.1) {
                    (false, 0) => vec!["initialized", "completed", "terminated"],
                    _ => vec!["initialized", "completed", passing, "terminated"],
                };
                prop_assert_eq!(verbs, wanted);
                (arrived.told.completed, arrived.told.passed) = (true, passes);
            }
            now += SignedDuration::from_mins(30);
        }
    }
}

/// A statement says how much time of the session had passed when it was made.
#[test]
fn durations_are_those_of_the_session() {
    let data = data("s", json!({}));
    let mut session = Session::begin(launch(), "dG9rZW4=".to_owned(), data, minute(0));
    let secs = Duration::from_secs;
    let mut report = Report::of(&empty(), &Attempt::default(), NATION, None);
    report.is_complete = true;
    session.tell(&report, &Attempt::default(), minute(1), secs(65));
    session.tell(&report, &Attempt::default(), minute(2), secs(90));
    report.success = Success::Passed;
    session.tell(&report, &Attempt::default(), minute(3), secs(3_600));
    let said = statements(&session.end(minute(9), Duration::from_millis(7_261_500)));
    let said = said
        .iter()
        .map(|statement| (verb(statement), statement["result"]["duration"].as_str()));
    let wanted = [
        ("initialized", None),
        ("completed", Some("PT1M5S")),
        ("passed", Some("PT1H")),
        ("terminated", Some("PT2H1M1.50S")),
    ];
    assert_eq!(said.collect::<Vec<_>>(), wanted);
}
