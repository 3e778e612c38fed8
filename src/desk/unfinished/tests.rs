//! The drawer: what is kept, given back, locked and taken away.

use jiff::civil::date;

use super::*;
use crate::{
    exchange::standardisation::{Case, Exercise},
    quality::Place,
    record::{
        locked::Unlocked,
        memory::{Fault, Memory},
        shelf::tests::{Reversed, now},
    },
};

fn learner(number: u8) -> PersonId {
    PersonId::from_random([number; 16])
}

fn criterion(criterion: &str) -> Place {
    Place {
        pack: "underpin".parse().unwrap(),
        unit: "carer-partnerships".parse().unwrap(),
        criterion: criterion.parse().unwrap(),
    }
}

fn place(id: &str) -> DeskPlace {
    DeskPlace::criterion(learner(1), criterion(id))
}

fn decision(criterion: &str) -> Work {
    Work::Decision(place(criterion))
}

/// One of every kind, about the first learner where it is about one.
fn every_kind() -> [Work; 12] {
    let (pack, unit) = ("underpin", "carer-partnerships");
    let unit = DeskPlace::unit(learner(1), pack.parse().unwrap(), unit.parse().unwrap());
    [
        decision("ac-3-2"),
        Work::Evidence(place("ac-3-2")),
        Work::Plan(unit),
        Work::Check(learner(1), Seal::of("decision")),
        Work::Reply(learner(1), Seal::of("decision")),
        Work::Closing(learner(1), Seal::of("decision")),
        Work::Countersigning(learner(1), Seal::of("decision")),
        Work::HandIn(criterion("ac-3-2")),
        Work::LearnersReply(Seal::of("decision")),
        Work::PlanAnswer(Seal::of("decision")),
        Work::Sheet(Seal::of("decision")),
        Work::Exercise,
    ]
}

fn tab(number: u8) -> TabId {
    TabId::from_random([number; 16])
}

fn unfinished(tab_number: u8, second: i64, action: &str) -> Unfinished<Writing> {
    Unfinished {
        tab: tab(tab_number),
        at: Timestamp::from_second(second).unwrap(),
        writing: Writing {
            action: action.to_owned(),
            ..Writing::default()
        },
    }
}

fn drawer(memory: &Memory) -> Drawer<Memory, Reversed> {
    Drawer::new(PersonId::from_random([2; 16]), memory.clone(), Reversed)
}

#[test]
fn what_was_written_last_at_a_place_is_given_back_until_it_is_taken_away() {
    let memory = Memory::default();
    let drawer = drawer(&memory);
    let (older, later) = (unfinished(1, 10, "Ask"), unfinished(2, 20, "Ask her"));
    for one in [&later, &older] {
        now(drawer.keep(&decision("ac-3-2"), one)).unwrap();
    }
    let find = |criterion| now(drawer.find::<Writing>(&decision(criterion))).unwrap();
    assert_eq!(find("ac-3-2"), Some(later));
    // Another criterion, even one whose id begins alike, is another place.
    assert_eq!((find("ac-3"), find("ac-1-1")), (None, None));
    drawer.take_away(&decision("ac-3-2"), tab(2)).unwrap();
    assert_eq!(find("ac-3-2"), Some(older));
    let other = Drawer::new(PersonId::from_random([3; 16]), memory, Reversed);
    assert_eq!(now(other.find::<Writing>(&decision("ac-3-2"))), Ok(None));
}

#[test]
fn each_kind_of_work_has_a_place_of_its_own() {
    let memory = Memory::default();
    let drawer = drawer(&memory);
    for (number, work) in (0_u8..).zip(every_kind()) {
        let one = Unfinished {
            tab: tab(1),
            at: Timestamp::UNIX_EPOCH,
            writing: number,
        };
        now(drawer.keep(&work, &one)).unwrap();
    }
    for (number, work) in (0_u8..).zip(every_kind()) {
        let found = now(drawer.find::<u8>(&work)).unwrap();
        assert_eq!(found.map(|one| one.writing), Some(number), "{work}");
    }
}

#[test]
fn a_decision_of_before_there_was_other_work_is_given_back() {
    let memory = Memory::default();
    let owner = PersonId::from_random([2; 16]);
    let (place, tab) = (place("ac-3-2"), tab(1));
    let text = format!(
        r#"{{"tab":"{tab}","place":"{place}","at":"2026-11-21T09:30:00Z","writing":{{"action":"Ask her"}}}}"#
    );
    let key = format!("desk-draft/{owner}/{place}/{tab}");
    memory.set(&key, &text).unwrap();
    let drawer = Drawer::new(owner, memory, Unlocked);
    let found = now(drawer.find::<Writing>(&decision("ac-3-2"))).unwrap();
    assert_eq!(
        found.map(|one| one.writing.action),
        Some("Ask her".to_owned())
    );
}

#[test]
fn the_latest_sheet_of_each_exercise_is_found() {
    let memory = Memory::default();
    let drawer = drawer(&memory);
    let sheet = |title: &str, tab_number, second, note: &str| {
        let mut writing = SheetWriting::new(Exercise {
            title: title.into(),
            date: date(2026, 11, 21),
            cases: vec![Case::anonymous("3.2", "Explain why.", "Because.")],
        });
        writing.judged[0].note = note.to_owned();
        Unfinished {
            tab: tab(tab_number),
            at: Timestamp::from_second(second).unwrap(),
            writing,
        }
    };
    let later = sheet("Autumn", 1, 30, "Enough now");
    let other = sheet("Spring", 2, 20, "Enough");
    for one in [&later, &sheet("Autumn", 2, 10, "Not enough"), &other] {
        let work = Work::Sheet(one.writing.exercise.id());
        now(drawer.keep(&work, one)).unwrap();
    }
    assert_eq!(now(drawer.sheets()), Ok(vec![other, later]));
}

#[test]
fn what_is_about_a_learner_goes_with_her_record() {
    let memory = Memory::default();
    let drawer = drawer(&memory);
    let others = Work::Check(learner(4), Seal::of("decision"));
    for work in every_kind().iter().chain([&others]) {
        now(drawer.keep(work, &unfinished(1, 10, "Ask"))).unwrap();
    }
    drawer.forget(&[learner(1)]).unwrap();
    let left = |work: &Work| now(drawer.find::<Writing>(work)).unwrap().is_some();
    let about_nobody = [
        Work::HandIn(criterion("ac-3-2")),
        Work::LearnersReply(Seal::of("decision")),
        Work::PlanAnswer(Seal::of("decision")),
        Work::Sheet(Seal::of("decision")),
        Work::Exercise,
    ];
    for work in every_kind().iter().chain([&others]) {
        let stays = about_nobody.contains(work) || *work == others;
        assert_eq!(left(work), stays, "{work}");
    }
}

#[test]
fn it_follows_the_passphrase_and_goes_with_its_owner() {
    let memory = Memory::default();
    let one = unfinished(1, 10, "Ask her");
    let work = decision("ac-3-2");
    now(drawer(&memory).keep(&work, &one)).unwrap();
    let plain = |memory: &Memory| {
        let values = memory.under("desk-draft/").unwrap();
        values.iter().any(|(_, value)| value.contains("Ask her"))
    };
    assert!(!plain(&memory));
    let open = now(drawer(&memory).lock_with(Unlocked)).unwrap();
    assert!(plain(&memory));
    assert_eq!(now(open.find(&work)), Ok(Some(one)));
    open.erase().unwrap();
    assert_eq!(memory.keys(), Ok(Vec::new()));
}

#[test]
fn what_is_not_written_is_told_and_what_is_damaged_is_left() {
    let memory = Memory::default();
    let drawer = drawer(&memory);
    let one = unfinished(1, 10, "Ask her");
    let work = decision("ac-3-2");
    memory.set_fault(Fault::Full);
    assert_eq!(now(drawer.keep(&work, &one)), Err(StoreError::Full));
    memory.set_fault(Fault::None);
    let key = drawer.key(&work, one.tab);
    memory.set(&key, "rubbish").unwrap();
    assert_eq!(now(drawer.find::<Writing>(&work)), Ok(None));
    assert_eq!(memory.get(&key), Ok(Some("rubbish".to_owned())));
}
