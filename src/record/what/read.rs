//! Reading what was done: the kind stands first, and what it says is read straight from what
//! follows.
//!
//! serde's own reading of such an enum first puts everything into a tree that could be of any kind.
//! That takes as long again as the rest of reading an event, and a fourteenth of the program that a
//! phone fetches.

use std::{collections::BTreeMap, fmt, sync::Arc};

use serde::{
    Deserialize, Deserializer,
    de::{Error, IgnoredAny, MapAccess, Visitor, value::MapAccessDeserializer},
};
use serde_json::value::RawValue;

use super::What;

const KIND: &str = "kind";

impl<'de> Deserialize<'de> for What {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Reader)
    }
}

/// The kinds, by the names they have in events. [`What`] is written under the same.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Kind {
    Profile,
    SamePerson,
    SectionRead,
    Answered,
    WalkStep,
    WalkEnded,
    Version,
    HandedIn,
    Withdrawn,
    Decision,
    Comment,
    Reply,
    Evidence,
    Countersigned,
    Plan,
    PlanAnswer,
    Declared,
    Sample,
    SampleAnswer,
    SampleClosed,
}

/// What stands first.
enum First {
    Kind,
    Other(String),
}

impl<'de> Deserialize<'de> for First {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_identifier(FirstReader)
    }
}

struct FirstReader;

impl Visitor<'_> for FirstReader {
    type Value = First;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<First, E> {
        Ok(match key == KIND {
            true => First::Kind,
            false => First::Other(key.to_owned()),
        })
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = What;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("what was done, with its kind")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<What, A::Error> {
        match map.next_key()? {
            None => Err(Error::missing_field(KIND)),
            Some(First::Kind) => map.next_value::<Kind>()?.said(map),
            Some(First::Other(first)) => kind_first(first, map),
        }
    }
}

impl Kind {
    fn said<'de, A: MapAccess<'de>>(self, map: A) -> Result<What, A::Error> {
        Ok(match self {
            Self::Profile => What::Profile(said(map)?),
            Self::SamePerson => What::SamePerson(said(map)?),
            Self::SectionRead => nothing_more(map, What::SectionRead)?,
            Self::Answered => What::Answered(said(map)?),
            Self::WalkStep => What::WalkStep(said(map)?),
            Self::WalkEnded => What::WalkEnded(said(map)?),
            Self::Version => What::Version(said(map)?),
            Self::HandedIn => What::HandedIn(said(map)?),
            Self::Withdrawn => nothing_more(map, What::Withdrawn)?,
            Self::Decision => What::Decision(said(map)?),
            Self::Comment => What::Comment(said(map)?),
            Self::Reply => What::Reply(said(map)?),
            Self::Evidence => What::Evidence(said(map)?),
            Self::Countersigned => What::Countersigned(said(map)?),
            Self::Plan => What::Plan(said(map)?),
            Self::PlanAnswer => What::PlanAnswer(said(map)?),
            Self::Declared => What::Declared(said(map)?),
            Self::Sample => What::Sample(said(map)?),
            Self::SampleAnswer => What::SampleAnswer(said(map)?),
            Self::SampleClosed => What::SampleClosed(said(map)?),
        })
    }
}

fn said<'de, A: MapAccess<'de>, T: Deserialize<'de>>(map: A) -> Result<Arc<T>, A::Error> {
    T::deserialize(MapAccessDeserializer::new(map)).map(Arc::new)
}

/// What a later program says beside such a kind is passed on with the event's bytes.
fn nothing_more<'de, A: MapAccess<'de>>(mut map: A, what: What) -> Result<What, A::Error> {
    while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
    Ok(what)
}

/// Every program of ours writes the kind first; a tool that sorted the keys did not.
fn kind_first<'de, A: MapAccess<'de>>(first: String, mut map: A) -> Result<What, A::Error> {
    let mut all = BTreeMap::from([(first, map.next_value::<Box<RawValue>>()?)]);
    while let Some((key, value)) = map.next_entry::<String, Box<RawValue>>()? {
        if all.insert(key, value).is_some() {
            return Err(Error::custom("a key stands twice"));
        }
    }
    let kind = all.remove(KIND).ok_or_else(|| Error::missing_field(KIND))?;
    let mut text = format!("{{\"{KIND}\":{kind}");
    for (key, value) in all {
        let key = serde_json::to_string(&key).map_err(Error::custom)?;
        text.push_str(&format!(",{key}:{value}"));
    }
    text.push('}');
    serde_json::from_str(&text).map_err(Error::custom)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::story::{Story, turns};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn whatever_was_done_is_read_as_it_was_written(turns in turns(40)) {
            for event in Story::default().tell(&turns) {
                let Some(event) = event.event() else { continue };
                let text = serde_json::to_string(&event.what).unwrap();
                prop_assert_eq!(&serde_json::from_str::<What>(&text).unwrap(), &event.what);
                // A value's keys are sorted, so the kind stands anywhere.
                let value: serde_json::Value = serde_json::from_str(&text).unwrap();
                prop_assert_eq!(&serde_json::from_str::<What>(&value.to_string()).unwrap(), &event.what);
                prop_assert_eq!(&serde_json::from_value::<What>(value).unwrap(), &event.what);
            }
        }
    }

    #[test]
    fn what_is_no_kind_of_ours_is_refused_and_more_than_we_know_is_not() {
        let read = |text: &str| serde_json::from_str::<What>(text);
        for wrong in [
            "{}",
            "7",
            r#"{"name":"Ada"}"#,
            r#"{"kind":"hologram"}"#,
            r#"{"kind":"profile"}"#,
            r#"{"name":"Ada","name":"Bo","kind":"profile"}"#,
        ] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
        assert_eq!(
            read(r#"{"kind":"section-read","mood":{"good":[1]}}"#).unwrap(),
            What::SectionRead
        );
        let name = |text: &str| match read(text) {
            Ok(What::Profile(profile)) => profile.name.to_string(),
            other => panic!("{other:?}"),
        };
        assert_eq!(name(r#"{"kind":"profile","name":"Ada","mood":1}"#), "Ada");
        assert_eq!(name(r#"{"mood":1,"name":"Ada","kind":"profile"}"#), "Ada");
    }
}
