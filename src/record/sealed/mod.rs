//! A sealed event: the exact bytes of an event, their seal, and what this program reads in them.
//!
//! The bytes are what counts. They are kept and passed on as they came, so that a kind or a
//! field that a later program wrote survives this one.

#[cfg(test)]
mod tests;
mod unchecked;

use std::{ops::Range, sync::Arc};

use serde::{
    Deserialize, Serialize, Serializer,
    ser::{Error, SerializeStruct},
};
use serde_json::value::RawValue;

pub use unchecked::Unchecked;

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
    raw: Raw,
    reading: Reading,
}

/// An event's bytes, which are JSON, in the text that they came in: a copy of each would take as long as
/// reading it.
#[derive(Clone, Debug)]
struct Raw {
    text: Arc<String>,
    event: Range<usize>,
}

impl Raw {
    fn whole(text: String) -> Self {
        let event = 0..text.len();
        Self {
            text: text.into(),
            event,
        }
    }

    fn get(&self) -> &str {
        self.text.get(self.event.clone()).unwrap_or_default()
    }
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
            raw: Raw::whole(Box::<str>::from(raw).into()),
        }
    }

    /// Takes in what [`to_text`](Self::to_text) wrote, if it is the event with this seal.
    pub fn from_text(seal: Seal, text: String) -> Option<Self> {
        match Unchecked::from_text(seal, text) {
            Ok(unchecked) => unchecked.check().ok(),
            Err(text) => Self::from_stated(seal, &text),
        }
    }

    /// The same for what stands there in whatever way.
    pub(super) fn from_stated(seal: Seal, text: &str) -> Option<Self> {
        let stated: Stated<'_> = serde_json::from_str(text).ok()?;
        let is_its = stated.seal == seal;
        is_its.then(|| stated.verify().ok())?
    }

    /// As it stands in storage: what its [`Serialize`] gives, and what is read again by
    /// [`from_text`](Self::from_text).
    pub fn to_text(&self) -> String {
        format!(
            "{BEFORE_SEAL}{}{BEFORE_EVENT}{}{END}",
            self.seal,
            self.raw()
        )
    }

    /// Takes in an event's bytes if they have the seal that stands beside them. Bytes that
    /// another program has only spaced out are taken in as they were before that.
    pub fn verify(stated: Seal, raw: &RawValue) -> Result<Self, BrokenSeal> {
        let found = Seal::of(raw.get());
        if found == stated {
            return Ok(Self {
                seal: found,
                reading: read(raw.get()),
                raw: Raw::whole(raw.get().to_owned()),
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
        self.raw.get()
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
        let raw: &RawValue = serde_json::from_str(self.raw()).map_err(S::Error::custom)?;
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
