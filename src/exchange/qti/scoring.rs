//! Response processing: what earns points, and what is said when.
//!
//! It is a small language of programs; what questions mostly say in it is understood (the standard
//! templates, comparing with the correct response or with given values, mapping, showing feedback
//! by what was chosen), and of the rest it is known which responses it scores, so that it can be told.

use std::collections::{BTreeMap, BTreeSet};

use roxmltree::Node;
use rust_decimal::Decimal;

use super::{
    mapping::{Declared, number},
    range::{self, Edge, Range},
    xml::{attribute, below, child, elements, name, words},
};

/// When something happens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum When {
    Always,
    /// There is no response, which is worth nothing here and is told nothing.
    Null,
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
    /// The numbers that are taken for it; none for a comparison of texts.
    pub near: Option<Range>,
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
    /// The responses that are scored by rules that were not understood.
    pub unread: BTreeSet<String>,
    /// The responses that the conditions ask for within which a rule stands.
    asked_for: Vec<String>,
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
                    scoring.declared.insert(id, Declared::of(node));
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
                let outer = self.asked_for.len();
                let mut before: Option<When> = None;
                for branch in elements(node) {
                    let is_else = name(branch) == "response-else";
                    let mut inside: Vec<Node<'_, '_>> = elements(branch).collect();
                    let own = match is_else || inside.is_empty() {
                        true => match before {
                            Some(When::Right(_) | When::Wrong | When::Is(..)) => When::Wrong,
                            // What is left is that there is a response.
                            Some(When::Null) => When::Always,
                            _ => When::Other,
                        },
                        false => {
                            let condition = inside.remove(0);
                            let asked_for: Vec<String> = self.responses(condition).collect();
                            self.asked_for.extend(asked_for);
                            self.condition(condition)
                        }
                    };
                    let nested = match (when, &own) {
                        (When::Null, _) | (_, When::Null) => When::Null,
                        (When::Always, own) => own.clone(),
                        (outer, When::Always) => outer.clone(),
                        _ => When::Other,
                    };
                    for rule in inside {
                        self.rule(rule, &nested);
                    }
                    before = match own {
                        When::Null => before.or(Some(When::Null)),
                        own => Some(own),
                    };
                }
                self.asked_for.truncate(outer);
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
                let defaults = &self.defaults;
                let added = value.descendants().find_map(|node| match &*name(node) {
                    "base-value" => number(&words(node)),
                    // All there is to have, added to nothing.
                    "variable" if attribute(node, "identifier") != outcome => {
                        defaults.get(attribute(node, "identifier")).copied()
                    }
                    _ => None,
                });
                match added {
                    Some(worth) => self.score(&outcome, when, worth),
                    None if *when == When::Other => {
                        self.unread.extend(self.asked_for.iter().cloned());
                    }
                    None => {}
                }
            }
            // What is right, for people to see.
            "sum" | "correct" => {}
            // Its response is among those that are mapped; when is another question.
            "map-response" if *when != When::Other => {}
            _ => {
                let named: Vec<String> = self.responses(value).collect();
                self.unread.extend(named);
            }
        }
        for identifier in identifiers {
            self.shown.push((when.clone(), outcome.clone(), identifier));
        }
    }

    fn score(&mut self, outcome: &str, when: &When, worth: Decimal) {
        if outcome.eq_ignore_ascii_case("MAXSCORE") || *when == When::Null {
            return;
        }
        let pays_for_wrong = *when == When::Wrong && worth > Decimal::ZERO;
        if *when == When::Other || pays_for_wrong {
            self.unread.extend(self.asked_for.iter().cloned());
        }
        if let When::Right(response) = when
            && worth > Decimal::ZERO
            && !self.whole.contains(response)
        {
            self.whole.push(response.clone());
        }
        self.worth.push((when.clone(), worth));
    }

    /// The responses that something asks for.
    fn responses<'a>(&'a self, node: Node<'a, '_>) -> impl Iterator<Item = String> + 'a {
        let all = node.descendants().filter(Node::is_element);
        let named = all.filter(|node| {
            matches!(
                &*name(*node),
                "variable" | "correct" | "map-response" | "map-response-point"
            )
        });
        let ids = named.map(|node| attribute(node, "identifier").to_owned());
        ids.filter(|id| self.declared.contains_key(id))
    }

    fn condition(&self, node: Node<'_, '_>) -> When {
        let parts: Vec<Node<'_, '_>> = elements(node).collect();
        match &*name(node) {
            "match" | "string-match" | "equal" | "equal-rounded" => match parts.as_slice() {
                [left, right] => self.comparison(node, *left, *right),
                _ => When::Other,
            },
            // At least so much of a response is no answer, unless it is also at most so much.
            "gte" if self.responses(node).next().is_none() => match parts.as_slice() {
                [left, right] => self.comparison(node, *left, *right),
                _ => When::Other,
            },
            "is-null" => match self.responses(node).next() {
                Some(_) => When::Null,
                None => When::Other,
            },
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
            "and" => self.all_of(&parts),
            // Choosing this among others.
            "member" => match parts.as_slice() {
                [value, variable] => self.comparison(node, *variable, *value),
                _ => When::Other,
            },
            "not" if parts.len() == 1 => match self.condition(parts[0]) {
                When::Right(_) => When::Wrong,
                When::Null => When::Always,
                _ => When::Other,
            },
            _ => When::Other,
        }
    }

    /// One condition, whatever else has to be that there is a response; or a number between two.
    fn all_of(&self, parts: &[Node<'_, '_>]) -> When {
        // Each is looked at once: conditions stand in conditions.
        let read = parts.iter().map(|part| (self.condition(*part), *part));
        let mut wanted = read.filter(|(when, _)| *when != When::Always);
        match (wanted.next(), wanted.next(), wanted.next()) {
            (None, ..) => When::Always,
            (Some((only, _)), None, _) => only,
            (Some((_, one)), Some((_, other)), None) => {
                let bounds = self.bound(one).zip(self.bound(other));
                let between = bounds.and_then(|(one, other)| self.between(one, other));
                between.unwrap_or(When::Other)
            }
            _ => When::Other,
        }
    }

    /// What a number has to be at least, or at most.
    fn bound(&self, node: Node<'_, '_>) -> Option<Bound> {
        let parts: Vec<Node<'_, '_>> = elements(node).collect();
        let [left, right] = parts.as_slice() else {
            return None;
        };
        let (variable, other, is_turned) = match (&*name(*left), &*name(*right)) {
            ("variable", "base-value") => (left, right, false),
            ("base-value", "variable") => (right, left, true),
            _ => return None,
        };
        let (is_least, is_beyond) = match &*name(node) {
            "gte" => (!is_turned, false),
            "gt" => (!is_turned, true),
            "lte" => (is_turned, false),
            "lt" => (is_turned, true),
            _ => return None,
        };
        let response = attribute(*variable, "identifier").to_owned();
        self.declared.get(&response)?.is_number().then_some(())?;
        let edge = Edge {
            at: number(&words(*other))?,
            is_within: !is_beyond,
        };
        Some(Bound {
            response,
            is_least,
            edge,
        })
    }

    /// A number that has to be at least one and at most the other.
    fn between(&self, one: Bound, other: Bound) -> Option<When> {
        let (least, most) = match (one.is_least, other.is_least) {
            (true, false) => (one, other),
            (false, true) => (other, one),
            _ => return None,
        };
        let is_one = least.response == most.response;
        let declared = self.declared.get(&least.response).filter(|_| is_one)?;
        let range = fitting(Range::between(least.edge, most.edge)?, declared)?;
        let value = Value {
            text: range.least().normalize().to_string(),
            near: Some(range),
            case_sensitive: false,
        };
        Some(When::Is(least.response, vec![value]))
    }

    fn comparison(&self, node: Node<'_, '_>, left: Node<'_, '_>, right: Node<'_, '_>) -> When {
        let (variable, other) = match (&*name(left), &*name(right)) {
            ("variable", _) => (left, right),
            (_, "variable") => (right, left),
            _ => return When::Other,
        };
        let response = attribute(variable, "identifier").to_owned();
        let is_first = variable == left;
        match (&*name(other), self.declared.get(&response)) {
            // More than what it names as correct is near enough.
            ("correct", Some(declared)) if is_range(node) => match declared.correct.as_slice() {
                [correct] => match value(node, correct, declared, is_first) {
                    Some(value) => When::Is(response, vec![value]),
                    None => When::Other,
                },
                _ => When::Other,
            },
            ("correct", Some(_)) => When::Right(response),
            ("base-value", Some(declared)) => {
                match value(node, &words(other), declared, is_first) {
                    Some(value) => When::Is(response, vec![value]),
                    None => When::Other,
                }
            }
            // Everything that can be had was had.
            ("base-value", None) => match number(&words(other)) {
                Some(score) if score > Decimal::ZERO => When::Right(String::new()),
                _ => When::Other,
            },
            _ => When::Other,
        }
    }
}

/// What a number has to be at least, or at most.
struct Bound {
    response: String,
    is_least: bool,
    edge: Edge,
}

/// Whether a comparison takes other numbers than the one that it names.
fn is_range(node: Node<'_, '_>) -> bool {
    let is_exact = || matches!(attribute(node, "tolerance-mode"), "" | "exact");
    match &*name(node) {
        "equal" => !is_exact(),
        "equal-rounded" => true,
        _ => false,
    }
}

/// What a response is compared with; none where it is compared in a way that is not known here.
fn value(
    node: Node<'_, '_>,
    text: &str,
    declared: &Declared,
    response_is_first: bool,
) -> Option<Value> {
    let case = attribute(node, "case-sensitive");
    let mut value = Value {
        text: text.to_owned(),
        near: None,
        case_sensitive: false,
    };
    match &*name(node) {
        "equal" => {
            let range = range::equal(node, number(text)?, response_is_first)?;
            value.near = Some(fitting(range, declared)?);
        }
        "equal-rounded" => {
            let (middle, range) = range::rounded(node, number(text)?)?;
            value.text = middle.normalize().to_string();
            value.near = Some(fitting(range, declared)?);
        }
        "string-match" if attribute(node, "substring") == "true" => return None,
        "string-match" => value.case_sensitive = case != "false",
        _ => value.case_sensitive = declared.is_text(),
    }
    Some(value)
}

/// The numbers of a range that a response can be.
fn fitting(range: Range, declared: &Declared) -> Option<Range> {
    match declared.is_integer() {
        true => range.whole(),
        false => Some(range),
    }
}
