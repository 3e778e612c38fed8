//! Names that things keep for ever: checked newtypes, so that no identity is ever a position
//! and a unit's id cannot be passed where a question's is wanted.
//!
//! It holds no knowledge of what the ids stand for.

use std::{
    borrow::{Borrow, Cow},
    fmt,
    str::FromStr,
};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::normal;

/// The longest id that is accepted, in bytes.
pub const MAX_ID_BYTES: usize = 80;

/// Why a text is not an id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadId {
    /// There is no text.
    #[error("an id cannot be empty")]
    Empty,
    /// The text is longer than [`MAX_ID_BYTES`].
    #[error("an id has at most {MAX_ID_BYTES} characters")]
    TooLong,
    /// A character other than a lowercase letter, a digit or a hyphen.
    #[error("an id has lowercase letters, digits and hyphens, not {0:?}")]
    Character(char),
    /// The first character is a hyphen.
    #[error("an id begins with a letter or a digit")]
    Start,
}

fn check(text: &str) -> Result<(), BadId> {
    if text.is_empty() {
        return Err(BadId::Empty);
    }
    if text.len() > MAX_ID_BYTES {
        return Err(BadId::TooLong);
    }
    if let Some(c) = text
        .chars()
        .find(|c| !matches!(c, 'a'..='z' | '0'..='9' | '-'))
    {
        return Err(BadId::Character(c));
    }
    if text.starts_with('-') {
        return Err(BadId::Start);
    }
    Ok(())
}

/// The nearest text that is an id: what the checker proposes for a heading without one.
///
/// ```
/// assert_eq!(underpin::id::propose("What a partnership looks like!"), "what-a-partnership-looks-like");
/// assert_eq!(underpin::id::propose("Tŷ’r Gofal"), "tyr-gofal");
/// ```
pub fn propose(text: &str) -> String {
    let mut id = String::new();
    // An accent is a character of its own then, behind its letter.
    let text: Cow<'_, str> = match text.is_ascii() {
        true => text.into(),
        false => normal::decomposed(text).into(),
    };
    for c in text.chars().flat_map(char::to_lowercase) {
        if c.is_ascii_alphanumeric() {
            id.push(c);
        } else if !matches!(c, '\'' | '’' | '\u{300}'..='\u{36f}')
            && !id.is_empty()
            && !id.ends_with('-')
        {
            id.push('-');
        }
        if id.len() >= 48 {
            break;
        }
    }
    let id = id.trim_end_matches('-');
    if id.is_empty() {
        "section".to_owned()
    } else {
        id.to_owned()
    }
}

/// Reads an id where it stands: an event has a handful, and a record 20,000 events.
struct IdVisitor;

impl de::Visitor<'_> for IdVisitor {
    type Value = Box<str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Box<str>, E> {
        check(text).map_err(E::custom)?;
        Ok(text.into())
    }
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Box<str>);

        impl $name {
            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = BadId;
            fn from_str(text: &str) -> Result<Self, BadId> {
                check(text)?;
                Ok(Self(text.into()))
            }
        }

        impl TryFrom<String> for $name {
            type Error = BadId;
            fn try_from(text: String) -> Result<Self, BadId> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.0.into()
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_str(IdVisitor).map(Self)
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

ids! {
    /// A pack: a set of units with its settings.
    PackId;
    /// A unit: one Markdown file.
    UnitId;
    /// A section: a level 2 heading and what is under it. Scenarios, questions and criteria
    /// that stand at level 2 are sections too, and keep the same text as their own id.
    SectionId;
    /// A scenario.
    ScenarioId;
    /// A step of a scenario. A step that asks has a question of the same text.
    StepId;
    /// A question.
    QuestionId;
    /// An option, pair, item, gap or known answer of a question: a hash of its source text, or
    /// the author's own `{#id}`.
    OptionId;
    /// An assessment criterion.
    CriterionId;
    /// What somebody works as: a role that a pack names units for.
    RoleId;
    /// What somebody signs in with, where a site has a door to a store.
    AccountName;
    /// People who learn together, as the file of people calls them.
    CohortName;
}

/// What the name of a unit's file ends with, behind the unit's id.
const UNIT_FILE: &str = ".md";

impl UnitId {
    /// The name of the unit's file.
    ///
    /// ```
    /// let unit: underpin::id::UnitId = "carer-partnerships".parse().unwrap();
    /// assert_eq!(unit.file(), "carer-partnerships.md");
    /// assert_eq!(underpin::id::UnitId::of_file("carer-partnerships.md"), Some(unit));
    /// ```
    pub fn file(&self) -> String {
        file_named(self.as_str())
    }

    /// The unit whose file has this name, if it can be one's.
    pub fn of_file(name: &str) -> Option<Self> {
        name.strip_suffix(UNIT_FILE)?.parse().ok()
    }
}

/// The name of a file whose unit people name so.
pub fn file_named(stem: &str) -> String {
    format!("{stem}{UNIT_FILE}")
}

/// The name of a unit's file as people name the unit: its id, where it is one.
pub fn file_stem(name: &str) -> &str {
    name.strip_suffix(UNIT_FILE).unwrap_or(name)
}

/// A heading is read before it is known what it is the heading of.
macro_rules! headings {
    ($($name:ident)*) => {$(
        impl From<SectionId> for $name {
            fn from(heading: SectionId) -> Self {
                Self(heading.0)
            }
        }

        impl From<$name> for SectionId {
            fn from(id: $name) -> Self {
                Self(id.0)
            }
        }
    )*};
}

headings! { ScenarioId StepId QuestionId CriterionId OptionId }

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_checked() {
        for (text, wanted) in [
            ("sleepy-lunch", Ok(())),
            ("3", Ok(())),
            ("", Err(BadId::Empty)),
            ("Lunch", Err(BadId::Character('L'))),
            ("a b", Err(BadId::Character(' '))),
            ("-a", Err(BadId::Start)),
            ("é", Err(BadId::Character('é'))),
        ] {
            assert_eq!(text.parse::<UnitId>().map(drop), wanted, "{text:?}");
        }
        assert_eq!("a".repeat(81).parse::<UnitId>(), Err(BadId::TooLong));
    }

    #[test]
    fn what_is_proposed_is_an_id() {
        for text in [
            "Carers’ rights",
            "3.2 Explain …",
            "  ",
            "¿Qué?",
            &"long ".repeat(40),
        ] {
            assert!(propose(text).parse::<SectionId>().is_ok(), "{text:?}");
        }
    }
}
