//! Response processing: what earns points, and what is said when.
//!
//! It is a small language of programs; what questions mostly say in it is understood (the standard
//! templates, comparing with the correct response or with given values, mapping, showing feedback
//! by what was chosen), and of the rest it is known which responses it scores, so that it can be told.

use std::{
    borrow::Cow,
    cell::Cell,
    collections::{BTreeMap, BTreeSet},
};

use roxmltree::Node;
use rust_decimal::Decimal;

use super::{
    declared::{BaseType, Declared, ResponseId, number},
    limit::says_most,
    when::{Value, When, Which},
    xml::{attribute, below, child, elements, name, words},
};
use crate::exchange::qti::names::RESPONSE;

/// How many bytes of values are kept for the rules of one item. Each of them may name thousands, again
/// for each thing that it says, and what another has noted: so a small file could fill the memory.
const MOST_KEPT: usize = 8 << 20;

/// What an item does with responses.
#[derive(Clone, Debug, Default)]
pub(super) struct Scoring {
    pub declared: BTreeMap<ResponseId, Declared>,
    /// The responses that are compared with their correct value as a whole.
    pub whole: Vec<ResponseId>,
    /// The responses that are mapped.
    pub mapped: Vec<ResponseId>,
    /// What is worth how much, in the order in which it is looked at.
    pub worth: Vec<(When, Decimal)>,
    /// What is shown when.
    pub shown: Vec<Shown>,
    /// The outcomes that are the response itself.
    pub by_response: Vec<(String, ResponseId)>,
    /// Whether there are rules at all.
    pub has_rules: bool,
    /// The responses that are scored by rules that were not understood.
    pub unread: BTreeSet<ResponseId>,
    /// The responses that the conditions ask for within which a rule stands.
    asked_for: Vec<ResponseId>,
    /// How many bytes of values are kept so far.
    kept: Cell<usize>,
    /// The default of each outcome that is a number.
    pub(super) defaults: BTreeMap<String, Decimal>,
    /// What each outcome is that is an identifier, before any rule.
    pub(super) begins_as: BTreeMap<String, String>,
}

/// Something that is shown by setting an outcome.
#[derive(Clone, Debug)]
pub(super) struct Shown {
    pub when: When,
    pub outcome: String,
    /// What the outcome is set to: the identifier of what is said.
    pub identifier: String,
}

impl Scoring {
    /// What an item declares and does.
    pub fn of(item: Node<'_, '_>) -> Self {
        let mut scoring = Self::default();
        for node in elements(item) {
            match &*name(node) {
                "response-declaration" => {
                    let declared = Declared::of(node);
                    scoring.declared.insert(ResponseId::of(node), declared);
                }
                "outcome-declaration" => {
                    let id = attribute(node, "identifier").to_owned();
                    let default = child(node, "default-value").map(words);
                    if let Some(default) = default
                        .clone()
                        .filter(|_| BaseType::of(node) == BaseType::Identifier)
                    {
                        scoring.begins_as.insert(id.clone(), default);
                    }
                    let default = default.and_then(|default| number(&default));
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
            "match_correct" => self.whole.push(RESPONSE.into()),
            "match_correct_multiple" => self.whole.extend(self.declared.keys().cloned()),
            "map_response" | "map_response_point" => self.mapped.push(RESPONSE.into()),
            "CC2_match" | "CC2_match_basic" => {
                self.whole.push(RESPONSE.into());
                self.says_whether_right("FEEDBACKBASIC");
            }
            "CC2_map_response" => {
                self.mapped.push(RESPONSE.into());
                self.says_whether_right("FEEDBACK");
            }
            _ => {}
        }
        for node in below(node, "map-response") {
            self.mapped.push(ResponseId::of(node));
        }
        for rule in elements(node) {
            self.rule(rule, &When::Always);
        }
    }

    /// What the templates of Common Cartridge say beside the score.
    fn says_whether_right(&mut self, outcome: &str) {
        let right = When::Right(Which::Response(RESPONSE.into()));
        let wrong = right.clone().turned();
        for (when, said) in [(right, "correct"), (wrong, "incorrect")] {
            self.shown.push(Shown {
                when,
                outcome: outcome.to_owned(),
                identifier: said.to_owned(),
            });
        }
    }

    fn rule(&mut self, node: Node<'_, '_>, when: &When) {
        match &*name(node) {
            "response-condition" => {
                let outer = self.asked_for.len();
                let mut left = When::Always;
                for branch in elements(node) {
                    let is_else = name(branch) == "response-else";
                    let mut inside: Vec<Node<'_, '_>> = elements(branch).collect();
                    let own = match is_else || inside.is_empty() {
                        true => left.clone(),
                        false => {
                            let condition = inside.remove(0);
                            let asked_for: BTreeSet<ResponseId> =
                                self.responses(condition).collect();
                            self.asked_for.extend(asked_for);
                            let own = self.condition(condition);
                            left = self.left(left, &own);
                            own
                        }
                    };
                    let nested = match (when, &own) {
                        (When::Never, _) | (_, When::Never) => Cow::Owned(When::Never),
                        (When::Always, own) => Cow::Borrowed(own),
                        (outer, When::Always) => Cow::Borrowed(outer),
                        // Of what is wrong, one answer.
                        (When::Wrong(_), own @ When::Is(..)) if self.asks_once() => {
                            Cow::Borrowed(own)
                        }
                        (outer @ When::Right(_), own) if outer == own => Cow::Borrowed(own),
                        _ => Cow::Owned(When::Other),
                    };
                    for rule in inside {
                        self.rule(rule, &nested);
                    }
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

    /// What is left for those behind a branch, of what was left for it.
    fn left(&self, left: When, own: &When) -> When {
        let wrong = match own {
            When::Right(which) => Some(When::Wrong(which.clone())),
            When::Is(of, _) => Some(When::Wrong(Which::Response(of.clone()))),
            _ => None,
        };
        match (left, own, wrong) {
            // There is a response.
            (left, When::Never, _) => left,
            (_, When::Always, _) => When::Never,
            (When::Always | When::Other, _, Some(wrong)) => wrong,
            (left @ When::Wrong(_), _, Some(wrong)) => left.and(wrong),
            (When::Always, When::Wrong(which), _) => When::Right(which.clone()),
            (When::Wrong(_), When::Wrong(_), _) | (When::Right(_), When::Right(_), _)
                if self.asks_once() =>
            {
                When::Never
            }
            _ => When::Other,
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
                let from = attribute(value, "identifier");
                if self.declared.contains_key(from) {
                    self.by_response.push((outcome, from.into()));
                    return;
                }
                let worth = self.defaults.get(from).copied().unwrap_or(Decimal::ONE);
                self.score(&outcome, when, worth);
            }
            "base-value" if BaseType::of(value) == BaseType::Identifier => {
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
                            let from = ResponseId::of(node);
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
                let named: Vec<ResponseId> = self.responses(value).collect();
                self.unread.extend(named);
            }
        }
        for identifier in identifiers {
            self.shown.push(Shown {
                when: self.kept(when),
                outcome: outcome.clone(),
                identifier,
            });
        }
    }

    fn score(&mut self, outcome: &str, when: &When, worth: Decimal) {
        if says_most(outcome) || *when == When::Never {
            return;
        }
        let when = self.kept(when);
        let pays_for_wrong = matches!(when, When::Wrong(_)) && worth > Decimal::ZERO;
        if pays_for_wrong && self.asked_for.is_empty() {
            // It was asked for by the score, or by what was noted before.
            self.unread.extend(self.declared.keys().cloned());
        } else if when == When::Other || pays_for_wrong {
            self.unread.extend(self.asked_for.iter().cloned());
        }
        if let When::Right(Which::Response(response)) = &when
            && worth > Decimal::ZERO
            && !self.whole.contains(response)
        {
            self.whole.push(response.clone());
        }
        self.worth.push((when, worth));
    }

    /// A condition to keep: another one that is not understood, where rules name more values than are kept.
    pub(super) fn kept(&self, when: &When) -> When {
        let bytes = match when {
            When::Is(_, values) if self.kept.get() <= MOST_KEPT => {
                let each = values.iter();
                each.map(|value| size_of::<Value>() + value.text.len())
                    .sum()
            }
            When::Is(..) => return When::Other,
            _ => 0,
        };
        let kept = self.kept.get().saturating_add(bytes);
        self.kept.set(kept);
        match kept <= MOST_KEPT {
            true => when.clone(),
            false => When::Other,
        }
    }

    /// The responses that something asks for.
    pub(super) fn responses<'a>(
        &'a self,
        node: Node<'a, '_>,
    ) -> impl Iterator<Item = ResponseId> + 'a {
        let all = node.descendants().filter(Node::is_element);
        let named = all.filter(|node| {
            matches!(
                &*name(*node),
                "variable" | "correct" | "map-response" | "map-response-point"
            )
        });
        let ids = named.map(ResponseId::of);
        ids.filter(|id| self.declared.contains_key(id))
    }
}
