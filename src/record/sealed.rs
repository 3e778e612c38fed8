//! A sealed event: the exact bytes of an event, their seal, and what this program reads in them.
//!
//! The bytes are what counts. They are kept and passed on as they came, so that a kind or a
//! field that a later program wrote survives this one.

use std::sync::Arc;

use serde::{
    Deserialize, Serialize, Serializer,
    ser::{Error, SerializeStruct},
};
use serde_json::value::RawValue;

use super::{
    event::{About, Actor, Event},
    seal::{Seal, TextHash},
};

/// What stands around an event and its seal in files and in storage.
const BEFORE_SEAL: &str = r#"{"seal":""#;
const BEFORE_EVENT: &str = r#"","event":"#;
const END: &str = "}";
/// How many digits a seal has.
const SEAL_LENGTH: usize = 64;

/// An event with its seal. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Sealed {
    seal: Seal,
    /// JSON.
    raw: Arc<str>,
    reading: Reading,
}

/// What this program can read of an event.
#[derive(Clone, Debug)]
pub enum Reading {
    /// All of it that this program has a use for.
    Known(Arc<Event>),
    /// Its kind or its shape is not known here.
    Unknown(Arc<Unread>),
}

/// What can be told about an event whose kind or shape this program does not know.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unread {
    /// The kind it says it is.
    pub kind: Option<String>,
    /// Who did it.
    pub by: Option<Actor>,
    /// What it is about.
    pub about: Vec<About>,
    /// What it follows.
    pub after: Vec<Seal>,
}

/// The bytes do not have the seal that they were given with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the event was sealed as {stated} and its content now gives {found}")]
pub struct BrokenSeal {
    /// The seal that stood beside it.
    pub stated: Seal,
    /// The seal that its bytes have now.
    pub found: Seal,
}

impl Sealed {
    /// Writes an event down and seals it. The event is read back from what was written, so that
    /// this program has what every other one will have.
    pub fn new(event: &Event) -> Self {
        // Every field serialises: ids, numbers, text and dates.
        let raw = serde_json::value::to_raw_value(event)
            .unwrap_or_else(|bug| panic!("an event can always be written: {bug}"));
        Self::from_raw(raw)
    }

    /// Takes in an event's bytes as they are.
    pub fn from_raw(raw: Box<RawValue>) -> Self {
        let seal = Seal::of(raw.get());
        Self {
            seal,
            reading: read(raw.get()),
            raw: Box::<str>::from(raw).into(),
        }
    }

    /// Takes in what [`to_text`](Self::to_text) wrote, if it is the event with this seal.
    pub fn from_text(seal: Seal, text: &str) -> Option<Self> {
        Self::as_written(seal, text).or_else(|| {
            let stated: Stated<'_> = serde_json::from_str(text).ok()?;
            let is_whole = stated.seal == seal;
            is_whole.then(|| stated.verify().ok())?
        })
    }

    /// The same without going through the text twice: what stands where we write the event is the
    /// event, if it has the seal.
    fn as_written(seal: Seal, text: &str) -> Option<Self> {
        let after_seal = text.strip_prefix(BEFORE_SEAL)?.get(SEAL_LENGTH..)?;
        let raw = after_seal.strip_prefix(BEFORE_EVENT)?.strip_suffix(END)?;
        let stated = text.get(BEFORE_SEAL.len()..)?.get(..SEAL_LENGTH)?;
        // White space at either end belongs to no event, whatever its hash is.
        if stated.parse() != Ok(seal) || raw.trim_ascii() != raw || Seal::of(raw) != seal {
            return None;
        }
        let reading = read(raw);
        // What was read as an event is JSON; anything else may not be.
        if let Reading::Unknown(_) = reading {
            serde_json::from_str::<&RawValue>(raw).ok()?;
        }
        Some(Self {
            seal,
            raw: raw.into(),
            reading,
        })
    }

    /// As it stands in storage: what its [`Serialize`] gives, and what is read again by
    /// [`from_text`](Self::from_text).
    pub fn to_text(&self) -> String {
        format!("{BEFORE_SEAL}{}{BEFORE_EVENT}{}{END}", self.seal, self.raw)
    }

    /// Takes in an event's bytes if they have the seal that stands beside them. Bytes that
    /// another program has only spaced out are taken in as they were before that.
    pub fn verify(stated: Seal, raw: &RawValue) -> Result<Self, BrokenSeal> {
        let found = Seal::of(raw.get());
        if found == stated {
            return Ok(Self {
                seal: found,
                reading: read(raw.get()),
                raw: raw.get().into(),
            });
        }
        RawValue::from_string(without_spacing(raw.get()))
            .map(Self::from_raw)
            .ok()
            .filter(|sealed| sealed.seal == stated)
            .ok_or(BrokenSeal { stated, found })
    }

    /// What the event is known by.
    pub fn seal(&self) -> Seal {
        self.seal
    }

    /// The exact bytes, as JSON.
    pub fn raw(&self) -> &str {
        &self.raw
    }

    /// What this program can read of it.
    pub fn reading(&self) -> &Reading {
        &self.reading
    }

    /// The event, if this program knows its kind.
    pub fn event(&self) -> Option<&Arc<Event>> {
        match &self.reading {
            Reading::Known(event) => Some(event),
            Reading::Unknown(_) => None,
        }
    }

    /// Who did it, as far as this program can read that.
    pub fn by(&self) -> Option<&Actor> {
        match &self.reading {
            Reading::Known(event) => Some(&event.by),
            Reading::Unknown(unread) => unread.by.as_ref(),
        }
    }

    /// What it follows.
    pub fn after(&self) -> &[Seal] {
        match &self.reading {
            Reading::Known(event) => &event.after,
            Reading::Unknown(unread) => &unread.after,
        }
    }

    /// The texts it is pinned to.
    pub fn shown(&self) -> impl Iterator<Item = TextHash> + '_ {
        let about = match &self.reading {
            Reading::Known(event) => &event.about,
            Reading::Unknown(unread) => &unread.about,
        };
        about.iter().filter_map(|about| about.shown)
    }
}

/// Equal bytes are equal events: the reading follows from them.
impl PartialEq for Sealed {
    fn eq(&self, other: &Self) -> bool {
        self.raw() == other.raw()
    }
}

impl Eq for Sealed {}

/// As it stands in files and in storage: `{"seal":"…","event":{…}}`.
impl Serialize for Sealed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let raw: &RawValue = serde_json::from_str(&self.raw).map_err(S::Error::custom)?;
        let mut both = serializer.serialize_struct("Sealed", 2)?;
        both.serialize_field("seal", &self.seal)?;
        both.serialize_field("event", raw)?;
        both.end()
    }
}

/// A sealed event as it is read, before anybody has looked whether the seal holds.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Stated<'a> {
    /// The seal that stands beside the event.
    pub seal: Seal,
    /// The event's bytes.
    #[serde(borrow)]
    pub event: &'a RawValue,
}

impl Stated<'_> {
    /// The event, if its seal holds.
    pub fn verify(&self) -> Result<Sealed, BrokenSeal> {
        Sealed::verify(self.seal, self.event)
    }
}

fn read(raw: &str) -> Reading {
    match serde_json::from_str(raw) {
        Ok(event) => Reading::Known(Arc::new(event)),
        Err(_) => Reading::Unknown(Arc::new(outline(raw))),
    }
}

/// Reads each part on its own, so that a shape this program does not know in one place takes
/// nothing from the others.
fn outline(raw: &str) -> Unread {
    #[derive(Default, Deserialize)]
    #[serde(default)]
    struct Outline<'a> {
        #[serde(borrow)]
        by: Option<&'a RawValue>,
        #[serde(borrow)]
        about: Option<&'a RawValue>,
        #[serde(borrow)]
        after: Option<&'a RawValue>,
        #[serde(borrow)]
        what: Option<&'a RawValue>,
    }
    #[derive(Deserialize)]
    struct Kind {
        kind: String,
    }
    fn part<'a, T: Deserialize<'a>>(raw: Option<&'a RawValue>) -> Option<T> {
        serde_json::from_str(raw?.get()).ok()
    }
    let parts: Outline<'_> = serde_json::from_str(raw).unwrap_or_default();
    Unread {
        kind: part::<Kind>(parts.what).map(|what| what.kind),
        by: part(parts.by),
        about: part(parts.about).unwrap_or_default(),
        after: part(parts.after).unwrap_or_default(),
    }
}

/// The same JSON without white space between its parts.
fn without_spacing(json: &str) -> String {
    let (mut in_string, mut escaped) = (false, false);
    json.chars()
        .filter(|&c| {
            if in_string {
                in_string = escaped || c != '"';
                escaped = !escaped && c == '\\';
                return true;
            }
            in_string = c == '"';
            !matches!(c, ' ' | '\t' | '\n' | '\r')
        })
        .collect()
}

#[cfg(test)]
mod tests {
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
        let unknown_kind =
            unknown_kind.replace(r#""after":[]"#, &format!(r#""after":["{before}"]"#));
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
        assert_eq!(Sealed::from_text(seal, &text), Some(known.clone()));

        // Spaced out by another program, around the event and in it.
        let keys_apart = text.replace(r#","event":"#, r#" , "event" : "#);
        let in_it = text.replace(r#""after":[]"#, r#""after": [ ]"#);
        let end_apart = format!("{} }}", text.strip_suffix('}').unwrap());
        for spaced in [keys_apart, in_it, end_apart] {
            assert_eq!(
                Sealed::from_text(seal, &spaced),
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
            let read = Sealed::from_text(unknown.seal(), &unknown.to_text()).unwrap();
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
            assert_eq!(Sealed::from_text(seal, &text), None, "{why}: {text}");
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
}
