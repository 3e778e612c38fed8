//! Response processing: what earns points, and what is said when.
//!
//! It is a small language of programs; what questions mostly say in it is understood (the standard
//! templates, comparing with the correct response or with given values, mapping, showing feedback
//! by what was chosen), and of the rest it is only known that it is there.

use std::collections::BTreeMap;

use roxmltree::Node;
use rust_decimal::Decimal;

use super::xml::{attribute, below, child, elements, name, words};

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
    pub upper: Option<Decimal>,
}

#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub key: String,
    pub value: Decimal,
    pub case_sensitive: bool,
}

impl Mapping {
    /// What a value is worth.
    pub fn worth(&self, key: &str) -> Decimal {
        let entry = self.entries.iter().find(|entry| entry.key == key);
        entry.map_or(self.default, |entry| entry.value)
    }

    /// The most that can be had.
    pub fn most(&self, several: bool) -> Decimal {
        let values = self.entries.iter().map(|entry| entry.value);
        let positive = values.filter(|value| *value > Decimal::ZERO);
        let most = match several {
            true => positive.fold(Decimal::ZERO, |sum, value| {
                sum.checked_add(value).unwrap_or(sum)
            }),
            false => positive.max().unwrap_or_default(),
        };
        self.upper.map_or(most, |upper| most.min(upper))
    }
}

/// When something happens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum When {
    Always,
    /// The response is the correct one.
    Right(String),
    /// It is not.
    Wrong,
    /// The response is one of these.
    Is(String, Vec<Value>),
    /// Something else.
    Other,
}

/// A value that a response is compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Value {
    pub text: String,
    /// What is near enough below and above; none for a comparison of texts.
    pub near: Option<(Decimal, Decimal)>,
    pub case_sensitive: bool,
}

/// What an item does with responses.
#[derive(Clone, Debug, Default)]
pub(super) struct Scoring {
    pub declared: BTreeMap<String, Declared>,
    /// The responses that are compared with their correct value as a whole.
    pub whole: Vec<String>,
    /// The responses that are mapped.
    pub mapped: Vec<String>,
    /// What is worth how much, in the order in which it is looked at.
    pub worth: Vec<(When, Decimal)>,
    /// What is shown when: the outcome and the identifier of what is said.
    pub shown: Vec<(When, String, String)>,
    /// The outcomes that are the response itself.
    pub by_response: Vec<(String, String)>,
    /// Whether there are rules at all.
    pub has_rules: bool,
    /// The default of each outcome that is a number.
    defaults: BTreeMap<String, Decimal>,
}

impl Scoring {
    /// What an item declares and does.
    pub fn of(item: Node<'_, '_>) -> Self {
        let mut scoring = Self::default();
        for node in elements(item) {
            match &*name(node) {
                "response-declaration" => {
                    let id = attribute(node, "identifier").to_owned();
                    scoring.declared.insert(id, declared(node));
                }
                "outcome-declaration" => {
                    let id = attribute(node, "identifier").to_owned();
                    let default =
                        child(node, "default-value").and_then(|node| number(&words(node)));
                    let most = number(attribute(node, "normal-maximum"));
                    if let Some(default) = default.filter(|value| !value.is_zero()).or(most) {
                        scoring.defaults.insert(id, default);
                    }
                }
                "response-processing" => scoring.rules(node),
                _ => {}
            }
        }
        scoring
    }

    fn rules(&mut self, node: Node<'_, '_>) {
        let template = attribute(node, "template");
        let template = template.rsplit('/').next().unwrap_or_default();
        self.has_rules = true;
        match template.trim_end_matches(".xml") {
            "match_correct" | "CC2_match_basic" => self.whole.push("RESPONSE".to_owned()),
            "match_correct_multiple" => self.whole.extend(self.declared.keys().cloned()),
            "map_response" | "map_response_point" | "CC2_map_response" => {
                self.mapped.push("RESPONSE".to_owned());
            }
            _ => {}
        }
        for node in below(node, "map-response") {
            self.mapped.push(attribute(node, "identifier").to_owned());
        }
        for rule in elements(node) {
            self.rule(rule, &When::Always);
        }
    }

    fn rule(&mut self, node: Node<'_, '_>, when: &When) {
        match &*name(node) {
            "response-condition" => {
                let mut before: Option<When> = None;
                for branch in elements(node) {
                    let is_else = name(branch) == "response-else";
                    let mut inside: Vec<Node<'_, '_>> = elements(branch).collect();
                    let own = match is_else || inside.is_empty() {
                        true => match before {
                            Some(When::Right(_) | When::Wrong) => When::Wrong,
                            Some(When::Is(..)) => When::Wrong,
                            _ => When::Other,
                        },
                        false => self.condition(inside.remove(0)),
                    };
                    let nested = match (when, &own) {
                        (When::Always, own) => own.clone(),
                        (outer, When::Always) => outer.clone(),
                        _ => When::Other,
                    };
                    for rule in inside {
                        self.rule(rule, &nested);
                    }
                    before = Some(own);
                }
            }
            "response-processing-fragment" => {
                for rule in elements(node) {
                    self.rule(rule, when);
                }
            }
            "set-outcome-value" => self.effect(node, when),
            _ => {}
        }
    }

    fn effect(&mut self, node: Node<'_, '_>, when: &When) {
        let outcome = attribute(node, "identifier").to_owned();
        let Some(value) = elements(node).next() else {
            return;
        };
        let mut identifiers = Vec::new();
        match &*name(value) {
            "variable" => {
                let from = attribute(value, "identifier").to_owned();
                if self.declared.contains_key(&from) {
                    self.by_response.push((outcome, from));
                    return;
                }
                let worth = self.defaults.get(&from).copied().unwrap_or(Decimal::ONE);
                self.score(&outcome, when, worth);
            }
            "base-value" if attribute(value, "base-type") == "identifier" => {
                identifiers.push(words(value));
            }
            "base-value" => {
                if let Some(worth) = number(&words(value)) {
                    self.score(&outcome, when, worth);
                }
            }
            // Several things are shown at once, or one more than before.
            "multiple" | "ordered" => {
                for node in elements(value) {
                    match &*name(node) {
                        "base-value" => identifiers.push(words(node)),
                        "variable" if attribute(node, "identifier") == outcome => {}
                        "variable" => {
                            let from = attribute(node, "identifier").to_owned();
                            self.by_response.push((outcome.clone(), from));
                        }
                        _ => {}
                    }
                }
            }
            "sum" if *when != When::Always => {
                let added = below(value, "base-value").find_map(|node| number(&words(node)));
                if let Some(worth) = added {
                    self.score(&outcome, when, worth);
                }
            }
            _ => {}
        }
        for identifier in identifiers {
            self.shown.push((when.clone(), outcome.clone(), identifier));
        }
    }

    fn score(&mut self, outcome: &str, when: &When, worth: Decimal) {
        if outcome.eq_ignore_ascii_case("MAXSCORE") {
            return;
        }
        if let When::Right(response) = when
            && worth > Decimal::ZERO
            && !self.whole.contains(response)
        {
            self.whole.push(response.clone());
        }
        self.worth.push((when.clone(), worth));
    }

    fn condition(&self, node: Node<'_, '_>) -> When {
        let parts: Vec<Node<'_, '_>> = elements(node).collect();
        match &*name(node) {
            "match" | "string-match" | "equal" | "equal-rounded" | "gte" => {
                match parts.as_slice() {
                    [left, right] => self.comparison(node, *left, *right),
                    _ => When::Other,
                }
            }
            "or" => {
                let mut all: Option<(String, Vec<Value>)> = None;
                for part in parts {
                    match (self.condition(part), &mut all) {
                        (When::Is(response, values), None) => all = Some((response, values)),
                        (When::Is(response, values), Some((first, listed)))
                            if response == *first =>
                        {
                            listed.extend(values);
                        }
                        _ => return When::Other,
                    }
                }
                all.map_or(When::Other, |(response, values)| When::Is(response, values))
            }
            "and" if parts.len() == 1 => self.condition(parts[0]),
            // Choosing this among others.
            "member" => match parts.as_slice() {
                [value, variable] => self.comparison(node, *variable, *value),
                _ => When::Other,
            },
            "not" if parts.len() == 1 => match self.condition(parts[0]) {
                When::Right(_) => When::Wrong,
                _ => When::Other,
            },
            _ => When::Other,
        }
    }

    fn comparison(&self, node: Node<'_, '_>, left: Node<'_, '_>, right: Node<'_, '_>) -> When {
        let (variable, other) = match (&*name(left), &*name(right)) {
            ("variable", _) => (left, right),
            (_, "variable") => (right, left),
            _ => return When::Other,
        };
        let response = attribute(variable, "identifier").to_owned();
        match &*name(other) {
            "correct" if self.declared.contains_key(&response) => When::Right(response),
            "base-value" if self.declared.contains_key(&response) => {
                let text = words(other);
                let near = match &*name(node) {
                    "equal" | "equal-rounded" => tolerance(node, &text),
                    _ => None,
                };
                let case = attribute(node, "case-sensitive");
                When::Is(
                    response,
                    vec![Value {
                        text,
                        near,
                        case_sensitive: name(node) == "string-match" && case != "false",
                    }],
                )
            }
            // Everything that can be had was had.
            "base-value" => match number(&words(other)) {
                Some(score) if score > Decimal::ZERO => When::Right(String::new()),
                _ => When::Other,
            },
            _ => When::Other,
        }
    }
}

/// What is near enough to a number, below and above it.
fn tolerance(node: Node<'_, '_>, value: &str) -> Option<(Decimal, Decimal)> {
    let given = attribute(node, "tolerance");
    let mut parts = given.split_whitespace().map(number);
    let below = parts.next().flatten().unwrap_or_default();
    let above = parts.next().flatten().unwrap_or(below);
    match attribute(node, "tolerance-mode") {
        "absolute" => Some((below, above)),
        "relative" => {
            let hundredth = number(value)?.checked_div(Decimal::ONE_HUNDRED)?.abs();
            Some((hundredth.checked_mul(below)?, hundredth.checked_mul(above)?))
        }
        _ => Some((Decimal::ZERO, Decimal::ZERO)),
    }
}

fn declared(node: Node<'_, '_>) -> Declared {
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
                    told => told == "true" || told == "1",
                },
            })
            .collect(),
        default: number(attribute(node, "default-value")).unwrap_or_default(),
        upper: number(attribute(node, "upper-bound")),
    });
    Declared {
        cardinality: attribute(node, "cardinality").to_owned(),
        base_type: attribute(node, "base-type").to_owned(),
        correct,
        mapping,
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
