//! Responses as an item declares them: what is right, and what values are worth.

use roxmltree::Node;
use rust_decimal::Decimal;

use super::xml::{attribute, child, elements, is_true, name, words};

/// A response as the item declares it.
#[derive(Clone, Debug, Default)]
pub(super) struct Declared {
    pub cardinality: String,
    pub base_type: String,
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
    pub fn most(&self, several: bool) -> Decimal {
        let values = self.entries.iter().map(|entry| entry.value);
        let positive = values.filter(|value| *value > Decimal::ZERO);
        let most = match several {
            true => positive.fold(Decimal::ZERO, Decimal::saturating_add),
            false => positive.max().unwrap_or_default(),
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
                    key: folded(attribute(entry, "map-key")),
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
            cardinality: attribute(node, "cardinality").to_owned(),
            base_type: attribute(node, "base-type").to_owned(),
            correct,
            mapping,
        }
    }

    /// Whether these are the right values, in the right order where that counts.
    pub fn is(&self, values: &[String]) -> bool {
        let (mut values, mut correct) = (values.to_vec(), self.correct.clone());
        if self.cardinality != "ordered" {
            values.sort_unstable();
            correct.sort_unstable();
        }
        !correct.is_empty() && values == correct
    }

    /// Whether it says that a button was pressed: a hint was asked for, or the attempt ended.
    pub fn is_button(&self) -> bool {
        self.base_type == "boolean"
    }

    pub fn is_integer(&self) -> bool {
        self.base_type == "integer"
    }

    pub fn is_number(&self) -> bool {
        self.is_integer() || self.base_type == "float"
    }

    /// Whether it is a text, of which capital letters count wherever nothing else is said.
    pub fn is_text(&self) -> bool {
        self.base_type == "string"
    }
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A number, as XML schemas write them.
pub(super) fn number(text: &str) -> Option<Decimal> {
    let text = text.trim().trim_start_matches('+');
    Decimal::from_str_exact(text)
        .or_else(|_| Decimal::from_scientific(text))
        .ok()
}
