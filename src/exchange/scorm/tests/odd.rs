//! Learning systems that have less than their standard promises, or another mind of their own.

use std::time::Duration;

use super::lent::Lent;
use crate::{
    exchange::{
        attempt::{
            Attempt, Ended, Practised,
            any::NATION,
            report::{CameOut, Item, Report},
            resume,
            scaled::Scaled,
        },
        scorm::{
            Version,
            session::{Session, Took},
        },
    },
    question::Response,
    scenario::Outcome,
    score::Points,
    unit::Unit,
};

const SOON: Duration = Duration::from_secs(61);

fn report(unit: &Unit, attempt: &Attempt, mark: Option<Scaled>) -> Report {
    Report::of(unit, attempt, NATION, mark)
}

fn little_unit() -> Unit {
    let text = "+++\nid = \"u\"\ntitle = \"U\"\n+++\n\n\
        ## Which? {#which .single}\n\n- [x] This {#this}\n- [ ] That {#that}\n";
    crate::read::read_unit(crate::source::Source { name: "u.md", text }).value
}

fn answered(share: Points) -> Attempt {
    let latest = None;
    Attempt {
        questions: [("which".parse().unwrap(), Practised { share, latest })].into(),
        ..Attempt::default()
    }
}

/// A learning system need not have everything: what it lacks is no trouble, unless it is the status.
#[test]
fn what_a_learning_system_lacks_is_no_trouble() {
    let unit = little_unit();
    let done = report(&unit, &answered(Points::whole(1)), None);
    for version in Version::ALL {
        let names = version.names();
        for (lacks, says, wanted) in [
            ("score.min", "201", Took::All),
            ("score.max", "101", Took::All),
            ("score.raw", "401", Took::All),
            ("progress_measure", "351", Took::All),
            (names.location, "401", Took::All),
            (names.exit, "401", Took::All),
            (names.kept, "401", Took::ButTheAttempt),
            (names.kept, "101", Took::ButTheAttempt),
            (names.completion, "401", Took::NotAll),
        ] {
            let lent = Lent::default();
            lent.0.borrow_mut().lacks = vec![lacks];
            lent.0.borrow_mut().says = says;
            let mut session = Session::begin(lent.clone(), version).unwrap();
            assert_eq!(
                session.tell(&done, "1", "place", SOON),
                wanted,
                "{version:?} without {lacks}"
            );
        }
    }
}

/// The best attempt counts, also where nothing is left here of the better one.
#[test]
fn a_score_is_never_lowered() {
    let unit = little_unit();
    let half = report(&unit, &answered(Points::fraction(1, 2)), None);
    for (had, wanted) in [("", "50"), ("40", "50"), ("80.5", "80.5"), ("eighty", "50")] {
        let lent = Lent::default();
        lent.set("cmi.core.score.raw", had);
        lent.set("cmi.core.lesson_status", "Completed");
        let mut session = Session::begin(lent.clone(), Version::V12).unwrap();
        assert!(session.launch().told.completed && !session.launch().is_new);
        assert_eq!(session.tell(&half, "1", "", SOON), Took::All);
        assert_eq!(lent.value("cmi.core.score.raw"), wanted);
    }
}

/// SCORM 1.2 has one status for both, so what has failed is not made complete by an edit to the unit.
#[test]
fn what_has_failed_is_not_completed_by_an_edit() {
    let unit = little_unit();
    let mark = Some(Scaled::ONE);
    let mut attempt = Attempt::default();
    report(&unit, &answered(Points::ZERO), mark).note(&mut attempt);
    assert!(attempt.told.completed);
    // The question that was answered has gone, and there is another.
    let report = report(&unit, &attempt, mark);
    let lent = Lent::default();
    lent.set("cmi.core.lesson_status", "failed");
    let mut session = Session::begin(lent.clone(), Version::V12).unwrap();
    assert_eq!(session.tell(&report, "1", "", SOON), Took::All);
    session.end(SOON);
    assert_eq!(lent.value("cmi.core.lesson_status"), "failed");
}

/// Nor is it incomplete again where the text by which the attempt goes on is lost.
#[test]
fn what_has_failed_is_not_taken_back() {
    let unit = little_unit();
    let mark = Some(Scaled::ONE);
    let lent = Lent::default();
    lent.set("cmi.core.lesson_status", "failed");
    let mut session = Session::begin(lent.clone(), Version::V12).unwrap();
    let nothing = report(&unit, &Attempt::default(), mark);
    assert_eq!(session.tell(&nothing, "1", "", SOON), Took::All);
    assert_eq!(lent.value("cmi.core.lesson_status"), "failed");
    let right = report(&unit, &answered(Points::whole(1)), mark);
    assert_eq!(session.tell(&right, "2", "", SOON), Took::All);
    assert_eq!(lent.value("cmi.core.lesson_status"), "passed");
}

/// A page that goes without a goodbye leaves the conversation open.
#[test]
fn a_conversation_that_is_on_goes_on() {
    let lent = Lent::default();
    lent.0.borrow_mut().is_on = true;
    assert!(Session::begin(lent.clone(), Version::V12).is_err());
    lent.set("cmi.core.lesson_status", "incomplete");
    let session = Session::begin(lent.clone(), Version::V12).unwrap();
    assert!(session.launch().counts);
}

/// A learning system with less room than its standard promises is given less.
#[test]
fn there_may_be_less_room() {
    let unit = little_unit();
    let done = report(&unit, &answered(Points::whole(1)), None);
    let lent = Lent::default();
    lent.0.borrow_mut().room = Some(4_096);
    let mut session = Session::begin(lent.clone(), Version::V2004).unwrap();
    assert_eq!(session.room(), 64_000);
    assert_eq!(
        session.tell(&done, &"1".repeat(5_000), "", SOON),
        Took::NotAll
    );
    assert_eq!(session.room(), 4_000);
    assert_eq!(session.tell(&done, &"1".repeat(4_000), "", SOON), Took::All);
    // Another cuts it without a word, and it is seen the next time.
    lent.set(
        "cmi.suspend_data",
        &format!("1.3.0.e{}", ";qabc1/2".repeat(100)),
    );
    assert_eq!(Session::begin(lent, Version::V2004).unwrap().room(), 807);
}

/// One that cuts what is too long does so once: how much it keeps is known from then on.
#[test]
fn a_text_is_cut_once() {
    let questions = (0..60)
        .map(|at| format!("### Q{at} {{#q{at} .single}}\n\n- [x] A {{#a}}\n- [ ] B {{#b}}\n\n"));
    let questions: String = questions.collect();
    let text = format!("+++\nid = \"u\"\ntitle = \"U\"\n+++\n\n## S {{#s}}\n\nx\n\n{questions}");
    let name = "u.md";
    let unit = crate::read::read_unit(crate::source::Source { name, text: &text }).value;
    let done = |id: &str| Practised {
        share: Points::whole(1),
        latest: Some(Response::Single(id.parse().unwrap())),
    };
    let questions = unit.loose_questions();
    let here = Attempt {
        questions: questions.map(|it| (it.id.clone(), done("a"))).collect(),
        ..Attempt::default()
    };
    let lent = Lent::default();
    lent.0.borrow_mut().cuts = Some(500);
    for session in 0..5 {
        let mut open = Session::begin(lent.clone(), Version::V2004).unwrap();
        let kept = &open.launch().kept;
        let carried = resume::read(&unit, kept).unwrap_or_default();
        assert_eq!(resume::is_cut(kept), session == 1, "session {session}");
        let attempt = here.clone().with(&carried);
        let kept = resume::write(&unit, &attempt, open.room());
        open.tell(&report(&unit, &attempt, None), &kept, "", SOON);
        open.end(SOON);
        assert!(session == 0 || kept.len() <= 500, "session {session}");
    }
}

/// Where objectives cannot all be read, none is written over another.
#[test]
fn objectives_that_cannot_be_read_are_left_alone() {
    let unit = little_unit();
    let best = Some(Ended {
        outcome: Outcome::Passed,
        share: Points::whole(1),
    });
    let id = "story".parse().unwrap();
    let walked = Report {
        items: vec![Item::Scenario { id, best }],
        ..report(&unit, &Attempt::default(), None)
    };
    for (count, readable, is_safe) in [
        (2, 2, true),
        (2, 1, false),
        (2, 0, false),
        (501, 501, false),
    ] {
        let lent = Lent::default();
        lent.set("cmi.objectives._count", &count.to_string());
        for at in 0..readable {
            lent.set(&format!("cmi.objectives.{at}.id"), &format!("theirs_{at}"));
        }
        let mut session = Session::begin(lent.clone(), Version::V2004).unwrap();
        assert_eq!(session.tell(&walked, "1", "", SOON), Took::All);
        let is_told = lent
            .0
            .borrow()
            .values
            .values()
            .any(|value| value == "scenario_story");
        assert_eq!(is_told, is_safe, "{readable} of {count}");
    }
}

/// What SCORM 2004 promises to keep of an answer is told whole.
#[test]
fn a_long_answer_is_told_whole() {
    let name = "an-option-with-a-name-that-is-as-long-as-names-are-in-practice";
    let answer = |count: usize| {
        let chosen = (0..count).map(|at| format!("{name}-{at}").parse().unwrap());
        let latest = Some(Response::Multiple(chosen.collect()));
        let share = Some(Points::whole(1));
        Report {
            items: vec![Item::Question {
                id: "which".parse().unwrap(),
                kind: crate::question::Kind::Multiple,
                points: Points::whole(1),
                share,
                latest_share: share,
                latest,
            }],
            ..report(&little_unit(), &Attempt::default(), None)
        }
    };
    for (count, names) in [(1, 1), (36, 36), (37, 0)] {
        let lent = Lent::default();
        lent.set("cmi.interactions._count", "0");
        let mut session = Session::begin(lent.clone(), Version::V2004).unwrap();
        let nothing = report(&little_unit(), &Attempt::default(), None);
        session.tell(&nothing, "1", "", SOON);
        session.tell(&answer(count), "2", "", SOON);
        let said = lent.value("cmi.interactions.0.learner_response");
        assert_eq!(said.matches(name).count(), names);
    }
}

/// Where an attempt is only shown again, it is known how it came out.
#[test]
fn how_an_attempt_came_out_is_known() {
    for (version, told, wanted) in [
        (
            Version::V12,
            [("cmi.core.lesson_status", "Failed")].as_slice(),
            Some(CameOut::Failed),
        ),
        (
            Version::V12,
            &[("cmi.core.lesson_status", "passed")],
            Some(CameOut::Passed),
        ),
        (
            Version::V12,
            &[("cmi.core.lesson_status", "completed")],
            Some(CameOut::Completed),
        ),
        (
            Version::V12,
            &[("cmi.core.lesson_status", "incomplete")],
            None,
        ),
        (
            Version::V2004,
            &[("cmi.completion_status", "completed")],
            Some(CameOut::Completed),
        ),
        (
            Version::V2004,
            &[
                ("cmi.completion_status", "completed"),
                ("cmi.success_status", "failed"),
            ],
            Some(CameOut::Failed),
        ),
        (
            Version::V2004,
            &[
                ("cmi.completion_status", "completed"),
                ("cmi.success_status", "passed"),
            ],
            Some(CameOut::Passed),
        ),
        (
            Version::V2004,
            &[
                ("cmi.completion_status", "unknown"),
                ("cmi.success_status", "unknown"),
            ],
            None,
        ),
    ] {
        let lent = Lent::default();
        lent.set(version.names().mode, "review");
        told.iter().for_each(|(name, value)| lent.set(name, value));
        let session = Session::begin(lent.clone(), version).unwrap();
        assert_eq!(session.launch().came_out(), wanted, "{told:?}");
        assert!(!session.launch().counts);
    }
}
