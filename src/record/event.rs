//! An event: one thing that somebody did, who and when, what it is about and what it follows.
//!
//! Events are never changed. A correction is another event that follows the first.

use std::{fmt, sync::Arc};

use jiff::Timestamp;
use serde::{Deserialize, Serialize, Serializer};
use uuid::{Builder, Uuid};

use super::{
    seal::{Seal, StructureHash, TextHash},
    text,
    what::What,
};
use crate::{
    id::{CriterionId, PackId, QuestionId, ScenarioId, SectionId, UnitId},
    when,
};

macro_rules! uuids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
        )]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// A new id out of random bytes (the engine has no randomness of its own).
            pub fn from_random(bytes: [u8; 16]) -> Self {
                Self(Builder::from_random_bytes(bytes).into_uuid())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, uuid::Error> {
                text.parse().map(Self)
            }
        }
    )*};
}

impl PersonId {
    /// Its first eight digits: for names of files, and to tell namesakes apart.
    pub fn short(self) -> String {
        format!("{:08x}", self.0.as_fields().0)
    }
}

uuids! {
    /// A person: made once, on the person's first device, and travels in the file.
    PersonId;
    /// A device, or rather one browser's storage on it.
    DeviceId;
    /// One walk through a scenario.
    WalkId;
    /// One tab or window, for as long as it is open.
    TabId;
}

/// An event's own id: a UUID version 7, so that ids sort by the time they were made.
///
/// It makes two events with the same content different. What an event is known by is its
/// [`Seal`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EventId(Uuid);

impl EventId {
    /// A new id out of the time and random bytes.
    pub fn new(at: Timestamp, random: [u8; 10]) -> Self {
        let millis = u64::try_from(at.as_millisecond()).unwrap_or(0);
        Self(Builder::from_unix_timestamp_millis(millis, &random).into_uuid())
    }
}

impl fmt::Display for EventId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// One thing that somebody did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Its own id.
    pub id: EventId,
    /// When, by the device's clock. For display and for ties only, because clocks are wrong.
    #[serde(
        serialize_with = "to_the_millisecond",
        deserialize_with = "when::moment"
    )]
    pub at: Timestamp,
    /// Who did it, in what role.
    pub by: Actor,
    /// Where it was done.
    pub device: DeviceId,
    /// What it is about. A list, because one piece of evidence may serve several criteria.
    pub about: Vec<About>,
    /// The events it follows: the version that was edited, the submission that was judged, the
    /// decision that is superseded.
    pub after: Vec<Seal>,
    /// What was done.
    pub what: What,
    /// How it came into the record, where it was not done on a screen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub via: Option<Via>,
}

/// How something came into the record that was not done on a screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Via {
    /// It was written into a printed workbook and typed in from there, maybe by somebody else.
    Workbook,
    /// It was done on another device, and a learning management system brought it here.
    LearningSystem,
    /// In a way that only a later program knows.
    #[serde(other)]
    Other,
}

fn to_the_millisecond<S: Serializer>(at: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&format_args!("{at:.3}"))
}

/// Who did something, in what role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// Who.
    pub person: PersonId,
    /// The name the person went by at the time.
    #[serde(deserialize_with = "text::read")]
    pub name: Arc<str>,
    /// In what role.
    pub role: Role,
}

/// The role in which somebody acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Does the work.
    Learner,
    /// Judges it.
    Assessor {
        /// Not yet qualified: somebody else countersigns.
        in_training: bool,
    },
    /// Samples the assessor's judgements.
    InternalQualityAssurer,
    /// Comes from the awarding body.
    ExternalQualityAssurer,
    /// Runs the service.
    Employer,
}

impl Role {
    /// Whether decisions made in this role count by themselves.
    pub fn is_qualified_assessor(self) -> bool {
        self == Self::Assessor { in_training: false }
    }
}

/// The exact thing that an event is about, as it was at the time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// The pack it stood in.
    pub pack: PackId,
    /// The pack's version.
    #[serde(deserialize_with = "text::read")]
    pub pack_version: Arc<str>,
    /// The employer's overlay, if there was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub adaptation: Option<Adaptation>,
    /// The unit.
    pub unit: UnitId,
    /// The thing in the unit.
    pub item: Item,
    /// The text that was shown, with terms, nation and official wording put in. The record
    /// keeps the text itself under this hash.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shown: Option<TextHash>,
    /// The structure behind that text, before terms were put in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub structure: Option<StructureHash>,
}

/// An employer's overlay on a pack.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Adaptation {
    /// The overlay's own id.
    pub id: PackId,
    /// Its version.
    pub version: Arc<str>,
}

/// What in a unit an event can be about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Item {
    /// A section to read.
    Section(SectionId),
    /// A question outside a scenario.
    Question(QuestionId),
    /// A scenario. Its steps are named by what was done in them.
    Scenario(ScenarioId),
    /// An assessment criterion.
    Criterion(CriterionId),
    /// The unit as a whole.
    Unit,
}
