//! What is read of an event, what its seal says, and what goes through as it is.

use super::*;
use crate::record::story::{ASSESSOR, IN_TRAINING, LEARNER, SAMPLER, Story, criterion};
use crate::record::{
    decision::{Decision, Judgement, Passage, Shown},
    event::Via,
    sample::SampleFinding,
    what::What,
};

fn stated(json: &str) -> Result<Sealed, BrokenSeal> {
    serde_json::from_str::<Stated<'_>>(json).unwrap().verify()
}

fn in_file(sealed: &Sealed) -> String {
    serde_json::to_string(sealed).unwrap()
}

#[test]
fn an_event_is_written_and_read() {
    let story = Story::default();
    let event = story.event(LEARNER, criterion("ac-1-1"), &[], What::SectionRead);
    let sealed = Sealed::new(&event);
    assert_eq!(**sealed.event().unwrap(), event);
    let read = stated(&in_file(&sealed)).unwrap();
    assert_eq!(read, sealed);
    assert!(
        sealed.raw().contains(r#""at":"2026-09-21T14:13:20.000Z""#),
        "{}",
        sealed.raw()
    );
}

#[test]
fn the_shape_of_an_event_is_fixed() {
    let story = Story::default();
    let version = story.version("They notice first.", &[]);
    let decision = story.decide(ASSESSOR, Judgement::NotYetMet, &[version.seal()]);
    let step = story.step(1, 0, true, &[version.seal()]);
    let shape = [version, decision, step, story.hand_in(&[])].map(|e| e.raw().to_owned());
    insta::assert_snapshot!(shape.join("\n"));
}

#[test]
fn what_came_in_from_paper_says_so_and_a_way_not_known_here_is_passed_on() {
    let story = Story::default();
    let typed = Sealed::new(&Event {
        via: Some(Via::Workbook),
        ..Event::clone(story.version("They notice first.", &[]).event().unwrap())
    });
    assert!(
        typed.raw().ends_with(r#""via":"workbook"}"#),
        "{}",
        typed.raw()
    );
    let later = typed.raw().replace(r#""workbook""#, r#""pigeon""#);
    let later = Sealed::from_raw(RawValue::from_string(later).unwrap());
    assert_eq!(later.event().unwrap().via, Some(Via::Other));
    assert!(later.raw().contains("pigeon"));
}

#[test]
fn the_shape_of_what_assessors_and_quality_assurers_do_is_fixed() {
    let story = Story::default();
    let evidence = story.evidence(&[]);
    let after = [evidence.seal()];
    let mut decision = story.event(ASSESSOR, criterion("ac-3-2"), &after, {
        let What::Decision(said) = story.says(Judgement::Met) else {
            unreachable!()
        };
        let mut said = Decision::clone(&said);
        said.points = [
            (
                "In part".into(),
                Shown::In(Passage::of("They notice.", 5, 11).unwrap()),
            ),
            ("Whole".into(), Shown::AsAWhole),
        ]
        .into();
        What::Decision(said.into())
    });
    decision.by.role = IN_TRAINING;
    let shape = [
        evidence,
        Sealed::new(&decision),
        story.countersign(ASSESSOR, &after),
        story.plan(&after),
        story.answer_plan(&after),
        story.declare(LEARNER, &after),
        story.sample(SAMPLER, SampleFinding::Disagree, &after),
        story.answer_sample(ASSESSOR, &after),
        story.close_sample(SAMPLER, &after),
    ]
    .map(|e| e.raw().to_owned());
    insta::assert_snapshot!(shape.join("\n"));
}

#[test]
fn what_is_not_known_goes_through_byte_for_byte() {
    let story = Story::default();
    let known = story.version("They notice first.", &[]);
    let before = known.seal();
    let unknown_field = known.raw().replace(
        r#""device""#,
        r#""mood":{"b":1.50e3,"a":"\u00e9"},"device""#,
    );
    let unknown_kind = known.raw().replace(r#""version""#, r#""hologram""#);
    let unknown_kind = unknown_kind.replace(r#""after":[]"#, &format!(r#""after":["{before}"]"#));
    for raw in [unknown_field, unknown_kind, "[1, 2]".into(), "7".into()] {
        let seal = Seal::of(&raw);
        let file = format!(r#"{{"seal":"{seal}","event":{raw}}}"#);
        let sealed = stated(&file).unwrap();
        assert_eq!(sealed.raw(), raw);
        assert_eq!(in_file(&sealed), file);
    }
}

#[test]
fn an_unknown_kind_still_tells_what_it_can() {
    let story = Story::default();
    let before = story.version("First", &[]);
    let known = story.decide(ASSESSOR, Judgement::Met, &[before.seal()]);
    let raw = known.raw().replace(r#""decision""#, r#""hologram""#);
    let sealed = Sealed::from_raw(RawValue::from_string(raw).unwrap());
    let Reading::Unknown(unread) = sealed.reading() else {
        panic!("{sealed:?}");
    };
    assert_eq!(unread.kind.as_deref(), Some("hologram"));
    assert_eq!(unread.by, known.by().cloned());
    assert_eq!(sealed.after(), [before.seal()]);
    assert_eq!(unread.about, [criterion("ac-3-2")]);
}

#[test]
fn what_storage_gives_back_is_taken_in_if_it_is_the_event_with_its_seal() {
    let story = Story::default();
    let known = story.version("They notice \"first\".\n", &[]);
    let seal = known.seal();
    let text = known.to_text();
    assert_eq!(text, in_file(&known));
    assert_eq!(Sealed::from_text(seal, text.clone()), Some(known.clone()));

    // Spaced out by another program, around the event and in it.
    let keys_apart = text.replace(r#","event":"#, r#" , "event" : "#);
    let in_it = text.replace(r#""after":[]"#, r#""after": [ ]"#);
    let end_apart = format!("{} }}", text.strip_suffix('}').unwrap());
    for spaced in [keys_apart, in_it, end_apart] {
        assert_eq!(
            Sealed::from_text(seal, spaced.clone()),
            Some(known.clone()),
            "{spaced}"
        );
    }

    // A kind that is not known here.
    for raw in [
        known.raw().replace("version", "hologram"),
        "7".into(),
        "[1, 2]".into(),
    ] {
        let unknown = Sealed::from_raw(RawValue::from_string(raw.clone()).unwrap());
        let read = Sealed::from_text(unknown.seal(), unknown.to_text()).unwrap();
        assert_eq!((read.raw(), read.seal()), (&*raw, unknown.seal()));
        assert!(read.event().is_none());
    }

    let stands = |seal: Seal, raw: &str| format!(r#"{{"seal":"{seal}","event":{raw}}}"#);
    let other = story.version("Another", &[]);
    for (seal, text, why) in [
        (other.seal(), text.clone(), "it stands in another's place"),
        (seal, stands(seal, other.raw()), "it is another event"),
        (
            seal,
            stands(other.seal(), known.raw()),
            "it says another seal",
        ),
        (seal, text.replace("first", "last"), "it was altered"),
        (
            seal,
            text.replace("after", "\u{e9}fter"),
            "letters of two bytes",
        ),
        (seal, text[..text.len() - 1].into(), "its end is gone"),
        (seal, text[..60].into(), "it ends in the seal"),
        (
            seal,
            text.replacen("\"seal\":\"", "\"seal\":\"\u{e9}", 1),
            "no seal",
        ),
        (
            Seal::of("{"),
            stands(Seal::of("{"), "{"),
            "it has a seal and is no JSON",
        ),
        (
            Seal::of(" 7"),
            stands(Seal::of(" 7"), " 7"),
            "white space was sealed with it",
        ),
        (
            Seal::of("7,\"a\":1"),
            stands(Seal::of("7,\"a\":1"), "7,\"a\":1"),
            "two were sealed as one",
        ),
        (seal, String::new(), "nothing is there"),
    ] {
        assert_eq!(Sealed::from_text(seal, text.clone()), None, "{why}: {text}");
    }
}

#[test]
fn spacing_is_forgiven_and_nothing_else() {
    let story = Story::default();
    let sealed = story.version("Two  spaces, \"quotes\" and \\ a stroke.", &[]);
    let value: serde_json::Value = serde_json::from_str(sealed.raw()).unwrap();
    let spaced_out = sealed
        .raw()
        .replace(':', " :\n\t")
        .replace(" :\n\t13", ":13")
        .replace(" :\n\t20", ":20");
    assert_eq!(
        serde_json::from_str::<serde_json::Value>(&spaced_out).unwrap(),
        value
    );
    let file = |raw: &str| format!(r#"{{"seal":"{}","event":{raw}}}"#, sealed.seal());
    assert_eq!(stated(&file(&spaced_out)).unwrap(), sealed);

    let altered = sealed.raw().replace("Two  spaces", "Two spaces");
    let broken = stated(&file(&altered)).unwrap_err();
    assert_eq!(broken.stated, sealed.seal());
    assert_eq!(broken.found, Seal::of(&altered));
}
