//! What goes out comes in; what was changed on the way is noticed and named.

use std::fmt::Write;

use proptest::prelude::*;

use super::*;
use crate::exchange::bundle::Bundle;
use crate::record::{
    decision::Judgement,
    event::{About, Item},
    story::{ASSESSOR, LEARNER, Story, Turn, about, criterion, turns},
    what::What,
};

fn header(kind: Kind) -> Header {
    let by = Story::default().event(LEARNER, criterion("ac-3-2"), &[], What::SectionRead);
    Header {
        kind,
        learner: Learner {
            id: by.by.person,
            name: by.by.name.clone(),
        },
        written_by: by.by,
    }
}

fn back_up(record: &Record) -> RecordFile {
    RecordFile::new(header(Kind::BackUp), record)
}

fn told(turns: &[Turn]) -> Record {
    let story = Story::default();
    let mut record: Record = story.tell(turns).into_iter().collect();
    for text in ["Explain the importance …", "“Quoted”\n\\ and \u{2028}"] {
        let shown = Some(record.add_text(text));
        let about = About {
            shown,
            ..criterion("ac-3-2")
        };
        record.add(story.sealed(LEARNER, about, &[], What::SectionRead));
    }
    record
}

/// Where in a file's text each event stands.
fn places(text: &str, record: &Record) -> Vec<(std::ops::Range<usize>, Seal)> {
    let place = |event: &Sealed| {
        let line = serde_json::to_string(event).unwrap();
        let start = text.find(&line).unwrap();
        (start..start + line.len(), event.seal())
    };
    record.events().map(place).collect()
}

fn names(findings: &[Finding], seal: Seal) -> bool {
    findings.iter().any(|finding| match finding {
        Finding::AlteredEvent(event) => [event.stated, event.found].contains(&Some(seal)),
        _ => false,
    })
}

proptest! {
    #[test]
    fn what_goes_out_comes_in_as_it_was(turns in turns(20)) {
        let record = told(&turns);
        for kind in [Kind::BackUp, Kind::HandIn] {
            let file = RecordFile::new(header(kind), &record);
            let opened = open(file.to_text().as_bytes()).unwrap();
            prop_assert_eq!(&opened.findings, &[]);
            prop_assert_eq!(opened.file.to_text(), file.to_text());
            prop_assert_eq!(opened.file, file);
        }
    }

    #[test]
    fn a_hand_in_of_a_hand_in_is_the_same(turns in turns(30)) {
        let once = hand_in::of(&told(&turns));
        prop_assert_eq!(&hand_in::of(&once), &once);
    }

    #[test]
    fn any_byte_that_is_changed_is_noticed_and_the_event_named(
        turns in turns(8),
        place in any::<prop::sample::Index>(),
        other in 1_u8..,
    ) {
        let record = told(&turns);
        let text = back_up(&record).to_text();
        let mut bytes = text.clone().into_bytes();
        let place = place.index(bytes.len());
        bytes[place] ^= other;
        let opened = open(&bytes);
        let hit = places(&text, &record).into_iter().find(|(range, _)| range.contains(&place));
        match (opened, hit) {
            (Ok(opened), Some((_, seal))) => {
                prop_assert!(names(&opened.findings, seal), "{:?}", opened.findings);
                // Every other event was taken in.
                prop_assert_eq!(opened.file.record.events().len(), record.events().len() - 1);
            }
            (Err(error), Some(_)) => prop_assert!(false, "{error}"),
            (Ok(opened), None) => prop_assert_ne!(&opened.findings, &[]),
            (Err(_), None) => {}
        }
    }

    #[test]
    fn of_a_file_that_was_cut_off_everything_whole_is_taken_in(
        turns in turns(8),
        end in any::<prop::sample::Index>(),
    ) {
        let record = told(&turns);
        let text = back_up(&record).to_text();
        let end = end.index(text.len() - 1);
        let whole = places(&text, &record)
            .into_iter()
            .filter(|(place, _)| place.end <= end)
            .count();
        match open(&text.as_bytes()[..end]) {
            Ok(opened) => {
                prop_assert!(opened.findings.contains(&Finding::CutShort));
                prop_assert_eq!(opened.file.record.events().len(), whole);
            }
            Err(_) => prop_assert_eq!(whole, 0),
        }
    }

    #[test]
    fn no_bytes_bring_it_down(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let mut text = back_up(&Record::default()).to_text().into_bytes();
        let _ = open(&bytes);
        let line = text.iter().position(|b| *b == b'\n').unwrap();
        text.splice(line.., bytes);
        let _ = open(&text);
    }
}

#[test]
fn spacing_out_a_file_harms_nothing() {
    let record = told(&[(0, vec![]), (0, vec![]), (15, vec![])]);
    let text = back_up(&record).to_text();
    let spaced_out = text.replace("\",\"", "\" ,\r\n  \"").replace('\n', "\r\n");
    for text in [format!("\u{feff}{text}"), spaced_out] {
        let opened = open(text.as_bytes()).unwrap();
        assert_eq!(opened.findings, [Finding::Rewritten]);
        assert_eq!(opened.file.record, record);
    }
}

/// Somebody takes an event out and puts the digest right.
#[test]
fn an_event_that_was_taken_out_is_named_with_its_followers() {
    let story = Story::default();
    let version = story.version("First", &[]);
    let handed_in = story.hand_in(&[version.seal()]);
    let opened = open(
        back_up(&Record::from_iter([handed_in.clone()]))
            .to_text()
            .as_bytes(),
    );
    let missing = Finding::MissingEvent {
        missing: version.seal(),
        followed_by: vec![handed_in.seal()],
    };
    assert_eq!(opened.unwrap().findings, [missing]);
}

#[test]
fn a_reflection_that_stayed_behind_is_no_finding_in_a_hand_in() {
    let story = Story::default();
    let withheld = story.answer("why", 0, crate::question::Response::Reflect("…".into()));
    let step = story.step(1, 1, false, &[withheld.seal()]);
    let record = Record::from_iter([withheld, step.clone()]);
    let file = RecordFile::new(header(Kind::HandIn), &record);
    assert_eq!(file.record, Record::from_iter([step]));
    assert_eq!(open(file.to_text().as_bytes()).unwrap().findings, []);
}

#[test]
fn a_file_name_gives_no_name_away() {
    let now = jiff::civil::date(2026, 11, 21).at(9, 5, 7, 0);
    let name = back_up(&Record::default()).file_name(now);
    assert_eq!(name, "back-up-01010101-2026-11-21-090507.underpin.json");
    let mut handed_back = RecordFile::new(header(Kind::HandIn), &Record::default());
    let name = handed_back.file_name(now);
    assert_eq!(name, "hand-in-01010101-2026-11-21-090507.underpin.json");
    handed_back.header.written_by.role = ASSESSOR;
    let name = handed_back.file_name(now);
    assert_eq!(name, "handed-back-01010101-2026-11-21-090507.underpin.json");
}

#[test]
fn every_message() {
    let story = Story::default();
    let mut record = Record::default();
    let shown = Some(record.add_text("Explain"));
    let pinned = About {
        shown,
        ..about(Item::Section("rights".parse().unwrap()))
    };
    let version = story.version("First", &[]);
    let handed_in = story.hand_in(&[version.seal()]);
    record.add(story.sealed(LEARNER, pinned, &[], What::SectionRead));
    record.add(story.decide(ASSESSOR, Judgement::NotYetMet, &[handed_in.seal()]));
    record.add(version);
    record.add(handed_in);
    let text = back_up(&record).to_text();

    let mut said = String::new();
    for (case, file) in [
        ("nothing", String::new()),
        ("a picture", "\u{89}PNG".into()),
        ("some JSON", "{}".into()),
        (
            "an adaptation",
            r#"{"format":"underpin-adaptation"}"#.into(),
        ),
        (
            "a locked file",
            r#"{"format":"underpin-locked","version":1}"#.into(),
        ),
        (
            "a newer file",
            text.replace(r#""version":1"#, r#""version":7"#),
        ),
        (
            "a broken head",
            text.replacen(r#""kind":"back-up""#, r#""kind":"back-op""#, 1),
        ),
        ("half a head", text[..40].into()),
        ("too large", " ".repeat(MAX_FILE_BYTES) + "x"),
        ("as it was", text.clone()),
        ("saved anew", text.replace('\n', "\r\n")),
        ("another name", text.replacen("Ada", "Bea", 1)),
        ("an altered decision", text.replace("not-yet-met", "met")),
        (
            "a damaged decision",
            text.replace("\"judgement\":\"", "\"judgement\":\u{7}"),
        ),
        (
            "an altered text",
            text.replace(":\"Explain\"", ":\"Describe\""),
        ),
        ("a damaged text", text.replace(":\"Explain\"", ":\"Explain")),
        (
            "a missing text",
            text.replace(":\"Explain\"", "")
                .replace("\"texts\":{\n\"", "\"texts\":{},\"x\":{\n\""),
        ),
        (
            "a damaged frame",
            text.replace("],\"texts\"", "],\"tests\""),
        ),
        ("half a file", text[..text.len() / 2].into()),
    ] {
        writeln!(said, "## {case}").unwrap();
        match open(file.as_bytes()) {
            Err(error) => writeln!(said, "- {error}").unwrap(),
            Ok(opened) => {
                for finding in opened.findings {
                    writeln!(said, "- {finding}").unwrap();
                }
            }
        }
    }
    insta::assert_snapshot!(said);
}

#[test]
fn an_archive_is_to_be_unpacked_first() {
    let mut bundle = Bundle::default();
    let file = back_up(&Record::default());
    bundle.add("a.underpin.json", &file.to_text()).unwrap();
    let opened = open(&bundle.finish().unwrap());
    assert_eq!(opened, Err(NotOpened::Packed));
}
