//! Responses as an item declares them: what is right, and what values are worth.

use std::borrow::Borrow;

use roxmltree::Node;
use rust_decimal::Decimal;

use super::xml::{attribute, child, elements, is_true, name, words};
use crate::normal::one_line;

/// What a response is called.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct ResponseId(String);

impl ResponseId {
    /// The response that an element declares, or names in a rule.
    pub fn of(node: Node<'_, '_>) -> Self {
        attribute(node, "identifier").into()
    }

    /// The response that an interaction asks for.
    pub fn asked_by(interaction: Node<'_, '_>) -> Self {
        attribute(interaction, "response-identifier").into()
    }
}

impl From<&str> for ResponseId {
    fn from(id: &str) -> Self {
        Self(id.to_owned())
    }
}

impl Borrow<str> for ResponseId {
    fn borrow(&self) -> &str {
        &self.0
    }
}

/// How many values a response has, and whether their order counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cardinality {
    Single,
    Multiple,
    Ordered,
}

impl Cardinality {
    /// What a declaration says; none where it says nothing that is known.
    fn of(node: Node<'_, '_>) -> Option<Self> {
        match attribute(node, "cardinality") {
            "single" => Some(Self::Single),
            "multiple" => Some(Self::Multiple),
            "ordered" => Some(Self::Ordered),
            _ => None,
        }
    }
}

/// What kind of value it is, as far as that matters here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum BaseType {
    /// Whether a button was pressed: a hint was asked for, or the attempt ended.
    Boolean,
    Integer,
    Float,
    /// A text, of which capital letters count wherever nothing else is said.
    Text,
    Identifier,
    #[default]
    Other,
}

impl BaseType {
    /// What a declaration or a value says.
    pub fn of(node: Node<'_, '_>) -> Self {
        match attribute(node, "base-type") {
            "boolean" => Self::Boolean,
            "integer" => Self::Integer,
            "float" => Self::Float,
            "string" => Self::Text,
            "identifier" => Self::Identifier,
            _ => Self::Other,
        }
    }
}

/// A response as the item declares it.
#[derive(Clone, Debug, Default)]
pub(super) struct Declared {
    pub cardinality: Option<Cardinality>,
    pub base_type: BaseType,
    pub correct: Vec<String>,
    pub mapping: Option<Mapping>,
}

/// What values are worth.
#[derive(Clone, Debug, Default)]
pub(super) struct Mapping {
    pub entries: Vec<Entry>,
    pub default: Decimal,
    lower: Option<Decimal>,
    upper: Option<Decimal>,
}

#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub key: String,
    pub value: Decimal,
    pub case_sensitive: bool,
}

impl Mapping {
    /// What a value is worth, before bounds.
    pub fn worth(&self, key: &str) -> Decimal {
        let entry = self.entries.iter().find(|entry| entry.key == key);
        entry.map_or(self.default, |entry| entry.value)
    }

    /// What a response earns that comes to so much.
    pub fn bounded(&self, worth: Decimal) -> Decimal {
        let worth = self.upper.map_or(worth, |upper| worth.min(upper));
        self.lower.map_or(worth, |lower| worth.max(lower))
    }

    /// The most that can be had.
    pub fn most(&self, cardinality: Cardinality) -> Decimal {
        let values = self.entries.iter().map(|entry| entry.value);
        let positive = values.filter(|value| *value > Decimal::ZERO);
        let most = match cardinality {
            Cardinality::Multiple => positive.fold(Decimal::ZERO, Decimal::saturating_add),
            Cardinality::Single | Cardinality::Ordered => positive.max().unwrap_or_default(),
        };
        self.bounded(most)
    }

    /// Whether it pays for whatever is answered, or comes to less than nothing. Here nothing is
    /// paid for nothing right, and nothing is the least.
    pub fn is_beyond_ours(&self) -> bool {
        let least = self.entries.iter().map(|entry| entry.value);
        let least = least.fold(self.default, Decimal::min);
        self.lower.is_some_and(|lower| lower > Decimal::ZERO)
            || self.bounded(least.min(Decimal::ZERO)) < Decimal::ZERO
    }
}

impl Declared {
    /// What a response declaration says.
    pub fn of(node: Node<'_, '_>) -> Self {
        let values = child(node, "correct-response");
        let correct = values.into_iter().flat_map(elements).map(words).collect();
        let mapping = child(node, "mapping").map(|node| Mapping {
            entries: elements(node)
                .filter(|entry| name(*entry) == "map-entry")
                .map(|entry| Entry {
                    key: one_line(attribute(entry, "map-key")),
                    value: number(attribute(entry, "mapped-value")).unwrap_or_default(),
                    // Version 2 compares capitals unless told otherwise; 3.0 does not.
                    case_sensitive: match attribute(entry, "case-sensitive") {
                        "" => !entry.tag_name().name().starts_with("qti-"),
                        _ => is_true(entry, "case-sensitive"),
                    },
                })
                .collect(),
            default: number(attribute(node, "default-value")).unwrap_or_default(),
            lower: number(attribute(node, "lower-bound")),
            upper: number(attribute(node, "upper-bound")),
        });
        Self {
            cardinality: Cardinality::of(node),
            base_type: BaseType::of(node),
            correct,
            mapping,
        }
    }

    /// Whether these are the right values, in the right order where that counts.
    pub fn is(&self, values: &[String]) -> bool {
        let (mut values, mut correct) = (values.to_vec(), self.correct.clone());
        if self.cardinality != Some(Cardinality::Ordered) {
            values.sort_unstable();
            correct.sort_unstable();
        }
        !correct.is_empty() && values == correct
    }

    pub fn is_button(&self) -> bool {
        self.base_type == BaseType::Boolean
    }

    pub fn is_integer(&self) -> bool {
        self.base_type == BaseType::Integer
    }

    pub fn is_number(&self) -> bool {
        matches!(self.base_type, BaseType::Integer | BaseType::Float)
    }

    pub fn is_text(&self) -> bool {
        self.base_type == BaseType::Text
    }
}

/// A number, as XML schemas write them.
pub(super) fn number(text: &str) -> Option<Decimal> {
    let text = text.trim().trim_start_matches('+');
    Decimal::from_str_exact(text)
        .or_else(|_| Decimal::from_scientific(text))
        .ok()
}
