//! Interactions: what a question asked and which responses are right, as the standard writes it.
//!
//! All of it is read out of the text that was shown, so that a statement says what the learner saw,
//! whether or not anybody still has the pack.

use std::collections::BTreeSet;

use serde::Serialize;

use super::statement::{Words, words};
use crate::{
    exchange::notation,
    fingerprint::marks,
    pinned::{self, Entry},
    question::{Amount, Kind},
};

/// The most patterns that are written: gaps that accept several texts each multiply.
const MOST_PATTERNS: usize = 64;

/// How a question is answered.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Interaction {
    /// The kind, in the standard's words.
    #[serde(rename = "interactionType")]
    pub kind: &'static str,
    /// Responses that earn everything.
    #[serde(
        rename = "correctResponsesPattern",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub right: Vec<String>,
    /// What can be chosen or put in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<Component>,
    /// The labels of a scale, low to high.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub scale: Vec<Component>,
    /// Left-hand sides.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub source: Vec<Component>,
    /// Right-hand sides.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub target: Vec<Component>,
}

/// Something that can be chosen.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Component {
    /// Its id.
    pub id: String,
    /// Its words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<Words>,
}

impl Interaction {
    /// The interaction in a text that was shown; none where the text is of no question that this
    /// program knows.
    pub fn of(shown: &str) -> Option<Self> {
        let entries: Vec<Entry<'_>> = pinned::entries(shown).collect();
        let right = || entries.iter().filter(|entry| entry.mark == marks::RIGHT);
        let kind = pinned::kind(shown)?;
        let interaction = match kind {
            Kind::Single => Self {
                right: right().map(|entry| entry.id.to_owned()).collect(),
                choices: components(&entries),
                ..Self::default()
            },
            Kind::Multiple => Self {
                right: pattern(right().map(|entry| entry.id)),
                choices: components(&entries),
                ..Self::default()
            },
            Kind::Order => Self {
                right: pattern(entries.iter().map(|entry| entry.id)),
                choices: components(&entries),
                ..Self::default()
            },
            Kind::Match => matching(&entries),
            Kind::Gap => Self {
                right: gaps(&entries),
                ..Self::default()
            },
            Kind::Number => Self {
                right: right().filter_map(|entry| range(entry.words)).collect(),
                ..Self::default()
            },
            Kind::Short => Self {
                right: right().flat_map(|entry| texts(entry.words)).collect(),
                ..Self::default()
            },
            Kind::Rate => Self {
                scale: components(&entries),
                ..Self::default()
            },
            Kind::Reflect => Self::default(),
        };
        Some(Self {
            kind: notation::kind(kind),
            ..interaction
        })
    }
}

fn components<'e>(entries: impl IntoIterator<Item = &'e Entry<'e>>) -> Vec<Component> {
    // A made-up text may have an id twice, which the standard forbids.
    let mut seen = BTreeSet::new();
    let entries = entries.into_iter();
    entries
        .filter(|entry| seen.insert(entry.id))
        .map(|entry| Component {
            id: entry.id.to_owned(),
            description: (!entry.words.is_empty()).then(|| words(entry.words)),
        })
        .collect()
}

/// One pattern out of several ids; none where there are none.
fn pattern<'e>(ids: impl Iterator<Item = &'e str>) -> Vec<String> {
    let joined = notation::all(ids);
    (!joined.is_empty()).then_some(joined).into_iter().collect()
}

fn matching(entries: &[Entry<'_>]) -> Interaction {
    let (left, right): (Vec<&Entry<'_>>, Vec<&Entry<'_>>) = entries
        .iter()
        .partition(|entry| marks::read_with(entry.mark).is_some());
    let pairs: Vec<String> = left
        .iter()
        .filter_map(|entry| Some(notation::pair(entry.id, marks::read_with(entry.mark)?)))
        .collect();
    Interaction {
        right: pattern(pairs.iter().map(String::as_str)),
        source: components(left),
        target: components(right),
        ..Interaction::default()
    }
}

/// Texts that are accepted, in the order in which they stand.
fn texts(words: &str) -> Vec<String> {
    let texts = words.split(marks::OR).map(str::trim);
    texts
        .filter(|text| !text.is_empty())
        .map(str::to_owned)
        .collect()
}

fn gaps(entries: &[Entry<'_>]) -> Vec<String> {
    let mut patterns: Vec<Vec<String>> = vec![Vec::new()];
    for entry in entries {
        let mut accepted = texts(entry.words);
        if entry.mark == marks::CHOSEN {
            accepted.truncate(1);
        }
        let mut longer = Vec::new();
        for pattern in &patterns {
            for text in &accepted {
                if longer.len() < MOST_PATTERNS {
                    longer.push(pattern.iter().chain([text]).cloned().collect());
                }
            }
        }
        patterns = longer;
    }
    let patterns = patterns.iter().map(notation::all);
    patterns.filter(|pattern| !pattern.is_empty()).collect()
}

fn range(words: &str) -> Option<String> {
    let Amount {
        value, tolerance, ..
    } = words.parse().ok()?;
    let least = value.checked_sub(tolerance)?.normalize();
    let most = value.checked_add(tolerance)?.normalize();
    Some(notation::range(least, most))
}
