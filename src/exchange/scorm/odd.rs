//! Learning systems that have less than their standard promises, or another mind of their own.

use std::time::Duration;

use super::{
    Version,
    lent::Lent,
    session::{Session, Took},
};
use crate::{
    exchange::attempt::{Attempt, Practised, any::NATION, report::Report, scaled::Scaled},
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
        assert!(session.launch().was_complete && !session.launch().is_new);
        assert_eq!(session.tell(&half, "1", "", SOON), Took::All);
        assert_eq!(lent.value("cmi.core.score.raw"), wanted);
    }
}

/// SCORM 1.2 has one status for both, so what has failed is not made complete by an edit to the unit.
#[test]
fn what_has_failed_is_not_completed_by_an_edit() {
    let unit = little_unit();
    let mark = Some(Scaled::ONE);
    let mut told = Attempt::default();
    report(&unit, &answered(Points::ZERO), mark).note(&mut told);
    assert!(told.completed);
    // The question that was answered has gone, and there is another.
    let report = report(&unit, &told, mark);
    let lent = Lent::default();
    lent.set("cmi.core.lesson_status", "failed");
    let mut session = Session::begin(lent.clone(), Version::V12).unwrap();
    assert_eq!(session.tell(&report, "1", "", SOON), Took::All);
    session.end(SOON);
    assert_eq!(lent.value("cmi.core.lesson_status"), "failed");
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
