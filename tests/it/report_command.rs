//! `underpin report`: what it writes out of a folder of learners' files, and how it tells of bad
//! ones.

use std::{fs, path::Path};

use underpin::{
    exchange::record_file::{Header, Kind, Learner, RecordFile},
    record::{
        Record,
        decision::{Decision, Evidence, Feedback, Judgement},
        event::{About, Actor, DeviceId, Event, EventId, Item, PersonId, Role},
        seal::Seal,
        sealed::Sealed,
        what::{HandedIn, Help, SamePerson, Version, What},
    },
};

use crate::program::{Run, folder, underpin};

/// A name that a spreadsheet would calculate.
const NAME: &str = "=Ada Example";

fn person(number: u8) -> PersonId {
    PersonId::from_random([number; 16])
}

fn event(second: u8, role: Role, after: &[Seal], what: What) -> Sealed {
    let at = format!("2026-11-21T09:30:{second:02}Z").parse().unwrap();
    let (who, name) = match role {
        Role::Learner => (1, NAME),
        _ => (2, "Bea"),
    };
    Sealed::new(&Event {
        id: EventId::new(at, [second; 10]),
        at,
        by: Actor {
            person: person(who),
            name: name.into(),
            role,
        },
        device: DeviceId::from_random([3; 16]),
        about: vec![About {
            pack: "underpin".parse().unwrap(),
            pack_version: "1".into(),
            adaptation: None,
            unit: "carer-partnerships".parse().unwrap(),
            item: Item::Criterion("ac-3-2".parse().unwrap()),
            shown: None,
            structure: None,
        }],
        after: after.to_vec(),
        what,
        via: None,
    })
}

/// An answer that was handed in, and the decision on it.
fn answered_and_judged() -> (Vec<Sealed>, Sealed) {
    let version = Version {
        text: "They notice first.".into(),
        covered: [].into(),
        unasked: false,
    };
    let version = event(1, Role::Learner, &[], What::Version(version.into()));
    let handed_in = HandedIn {
        statement: "It is my own work.".into(),
        sources: "".into(),
        help: Help::None,
        signed: NAME.into(),
        date: "2026-11-21".parse().unwrap(),
        centre: None,
    };
    let handed_in = event(
        2,
        Role::Learner,
        &[version.seal()],
        What::HandedIn(handed_in.into()),
    );
    let decision = Decision {
        attempt: 1,
        judgement: Judgement::NotYetMet,
        evidence: Evidence::default(),
        points: [].into(),
        feedback: Feedback {
            action: "Say why.".into(),
            ..Feedback::default()
        },
    };
    let assessor = Role::Assessor { in_training: false };
    let decision = event(
        3,
        assessor,
        &[handed_in.seal()],
        What::Decision(decision.into()),
    );
    (vec![version, handed_in], decision)
}

fn file(path: &Path, learner: u8, events: impl IntoIterator<Item = Sealed>) -> String {
    let by = Actor {
        person: person(learner),
        name: NAME.into(),
        role: Role::Learner,
    };
    let header = Header {
        kind: Kind::HandIn,
        learner: Learner {
            id: by.person,
            name: NAME.into(),
        },
        written_by: by,
    };
    let text = RecordFile::new(header, &Record::from_iter(events)).to_text();
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, &text).unwrap();
    text
}

/// A folder with one learner's work in two files.
fn cohort(test: &str) -> std::path::PathBuf {
    let folder = folder(test);
    let (answer, decision) = answered_and_judged();
    file(&folder.join("in/a.underpin.json"), 1, answer.clone());
    let both = answer.into_iter().chain([decision]);
    file(&folder.join("in/deep/b.underpin.json"), 1, both);
    fs::write(folder.join("in/notes.txt"), "not a learner's file").unwrap();
    folder
}

fn report(folder: &Path, format: &str) -> Run {
    underpin([
        "report".as_ref(),
        folder.join("in").as_os_str(),
        "--out".as_ref(),
        folder.join("out").as_os_str(),
        "--format".as_ref(),
        format.as_ref(),
    ])
}

fn written(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder.join("out")).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn two_ids_that_are_said_to_be_one_person_are_one_learner() {
    let folder = folder("report-same");
    let (answer, decision) = answered_and_judged();
    let same = SamePerson {
        this: person(1),
        other: person(8),
    };
    let same = event(4, Role::Learner, &[], What::SamePerson(same.into()));
    file(
        &folder.join("in/a.underpin.json"),
        1,
        answer.into_iter().chain([same]),
    );
    file(&folder.join("in/b.underpin.json"), 8, [decision]);
    file(&folder.join("in/c.underpin.json"), 5, []);
    let run = report(&folder, "csv");
    assert!(run.out.contains("Learners: 2. Files: 3."), "{}", run.out);
    let matrix = fs::read_to_string(folder.join("out/matrix.csv")).unwrap();
    assert_eq!(matrix.lines().count(), 3, "{matrix}");
    assert!(matrix.contains("Not yet met"), "{matrix}");
}

#[test]
fn a_page_a_learner_out_of_all_her_files() {
    let folder = cohort("report-html");
    let run = report(&folder, "html");
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.out.contains("Learners: 1. Files: 2."), "{run:?}");
    let name = format!("record-{}.html", person(1));
    assert_eq!(written(&folder), std::slice::from_ref(&name));
    let page = fs::read_to_string(folder.join("out").join(name)).unwrap();
    for words in [
        NAME,
        "They notice first.",
        "Decision 1: not yet met",
        "Explain the importance",
        "do not show authorship",
        "counter(page)",
        "Every entry is as it was sealed.",
    ] {
        assert!(page.contains(words), "{words}");
    }
}

#[test]
fn tables_hold_every_decision_once_and_run_nothing() {
    let folder = cohort("report-csv");
    let run = report(&folder, "csv");
    assert_eq!(run.code, Some(0), "{run:?}");
    assert_eq!(written(&folder), ["decisions.csv", "matrix.csv"]);
    let read = |name: &str| {
        let text = fs::read_to_string(folder.join("out").join(name)).unwrap();
        let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        let heads = reader.headers().unwrap().clone();
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        (heads, rows)
    };
    let (heads, rows) = read("decisions.csv");
    assert_eq!(rows.len(), 1);
    let cell = |head: &str| {
        let place = heads.iter().position(|name| name == head).unwrap();
        rows[0].get(place).unwrap().to_owned()
    };
    assert_eq!(cell("Learner"), format!("'{NAME}"));
    assert_eq!(cell("Criterion"), "ac-3-2");
    assert_eq!(cell("Decision"), "Not yet met");
    let (heads, rows) = read("matrix.csv");
    let place = heads
        .iter()
        .position(|head| head == "carer-partnerships/ac-3-2");
    assert_eq!(rows[0].get(place.unwrap()), Some("Not yet met"));
    assert!(heads.len() > 20, "a column for every criterion of the pack");
}

#[test]
fn a_summary_a_learner_for_programs() {
    let folder = cohort("report-json");
    let run = report(&folder, "json");
    assert_eq!(run.code, Some(0), "{run:?}");
    let name = format!("record-{}.json", person(1));
    let text = fs::read_to_string(folder.join("out").join(name)).unwrap();
    let summary: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(summary["events"], 3);
    assert_eq!(
        summary["units"][0]["criteria"][0]["standing"],
        "not-yet-met"
    );
}

#[test]
fn bad_files_are_named_and_the_others_are_done() {
    let folder = cohort("report-bad");
    fs::write(folder.join("in/empty.underpin.json"), "").unwrap();
    let (answer, _) = answered_and_judged();
    let sound = file(&folder.join("in/altered.underpin.json"), 9, answer);
    let altered = sound.replace("They notice", "We noticed");
    assert_ne!(altered, sound);
    fs::write(folder.join("in/altered.underpin.json"), altered).unwrap();
    let run = report(&folder, "html");
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(
        run.errors
            .contains("empty.underpin.json: This file is empty."),
        "{run:?}"
    );
    assert!(
        run.errors
            .contains("altered.underpin.json: A version of an answer"),
        "{run:?}"
    );
    assert!(run.errors.contains("named above: 2"), "{run:?}");
    assert_eq!(written(&folder).len(), 2);
    let page = folder
        .join("out")
        .join(format!("record-{}.html", person(9)));
    let page = fs::read_to_string(page).unwrap();
    assert!(page.contains("was changed after it was sealed"));
}

#[test]
fn nothing_to_report_on_is_told() {
    let folder = folder("report-nothing");
    fs::create_dir(folder.join("in")).unwrap();
    let run = report(&folder, "html");
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(
        run.errors
            .contains("holds no file whose name ends in .underpin.json"),
        "{run:?}"
    );
    let run = report(&folder.join("gone"), "csv");
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(
        run.errors.contains("there is nothing of that name"),
        "{run:?}"
    );
    let file = folder.join("ada.underpin.json");
    fs::write(&file, "{}").unwrap();
    let run = report(&file, "csv");
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(
        run.errors.contains("it is a file, where a folder is meant"),
        "{run:?}"
    );
}
