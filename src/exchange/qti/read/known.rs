//! Answers among words: gaps to type in or to choose for, a number, a word or a few.

use std::collections::{HashMap, HashSet};

use roxmltree::Node;
use rust_decimal::Decimal;

use super::{
    body::{Body, mark_of_gap},
    declared::{Cardinality, Declared, ResponseId, number},
    gaps::gaps,
    interaction::Asked,
    item::Reading,
    range::Range,
    scoring::Shown,
    when::{Value, When},
    xml::{attribute, name},
};
use crate::{
    author::question::{AmountParts, Answers, Choice, Draft, Item, as_words},
    exchange::{
        bank::{
            Loss, Losses,
            escape::{self, BREAK},
            heading::alternatives,
        },
        qti::names::ID,
    },
    question::{Amount, Kind, fold_text},
};

/// A question whose answers stand among its words.
pub(super) fn question<'n, 'i>(
    reading: &mut Reading<'n, 'i, '_>,
    body: &Body<'n, 'i>,
    text: &str,
    losses: &mut Losses,
) -> Draft {
    let kind = kind(reading, body, text);
    if kind == Kind::Gap {
        return gaps(reading, body, text, losses);
    }
    let gap = mark_of_gap(0);
    let alone = |block: &&str| *block != gap;
    let blocks: Vec<&str> = text.split("\n\n").filter(alone).collect();
    let line = "\\_\\_\\_\\_\\_";
    let text = blocks.join("\n\n");
    // At the end the field follows anyway.
    let text = match text.strip_suffix(&gap) {
        Some(before) => before.strip_suffix(BREAK).unwrap_or(before).trim_end(),
        None => text.trim_end(),
    };
    let text = text.replace(&gap, line);
    let (title, stem) = reading.heading(&[], body, &text);
    let mut draft = reading.draft(title, stem);
    draft.kind = kind;
    let node = body.gaps[0];
    let mut asked = asked(reading, node, losses);
    let choices = match kind {
        Kind::Number => asked.numbers(),
        _ => asked.texts(),
    };
    if choices.is_empty() && asked.is_open() {
        draft.kind = Kind::Reflect;
        draft.shuffle = true;
    } else {
        asked.points(Cardinality::Single, &mut draft);
        draft.answers = Answers::Choices(choices);
    }
    asked.under(&mut draft);
    draft
}

/// A number; a word that is asked for at the end; else a text with gaps.
fn kind(reading: &Reading<'_, '_, '_>, body: &Body<'_, '_>, text: &str) -> Kind {
    let [only] = body.gaps.as_slice() else {
        return Kind::Gap;
    };
    if name(*only) != "text-entry-interaction" {
        return Kind::Gap;
    }
    let ours = reading.own.as_ref().map(|own| own.kind);
    if let Some(own @ (Kind::Gap | Kind::Number | Kind::Short)) = ours {
        return own;
    }
    let declared = reading
        .scoring
        .declared
        .get(attribute(*only, "response-identifier"));
    let gap = mark_of_gap(0);
    let ends = |text: &str| text.trim_end_matches(['.', '?', ' ']).ends_with(&gap);
    match declared.is_some_and(Declared::is_number) {
        true => Kind::Number,
        false if ends(text) || text.split("\n\n").any(|block| block == gap) => Kind::Short,
        false => Kind::Gap,
    }
}

pub(super) fn asked<'a, 'n, 'i, 'c>(
    reading: &'a mut Reading<'n, 'i, 'c>,
    node: Node<'n, 'i>,
    losses: &'a mut Losses,
) -> Asked<'a, 'n, 'i, 'c> {
    let response = ResponseId::asked_by(node);
    let declared = reading.scoring.declared.get(&response).cloned();
    if !attribute(node, "pattern-mask").is_empty() {
        losses.tell(Loss::AnswerFormat);
    }
    let mut asked = Asked {
        response,
        declared: declared.unwrap_or_default(),
        reading,
        losses,
    };
    asked.rules();
    asked
}

/// An answer that an item knows of.
pub(super) struct Known {
    pub values: Vec<Value>,
    pub right: bool,
}

impl Known {
    fn one(text: &str, right: bool, case_sensitive: bool) -> Self {
        let value = Value {
            text: text.to_owned(),
            near: None,
            case_sensitive,
        };
        Self {
            values: vec![value],
            right,
        }
    }
}

/// Answers that an item knows of, found by their texts: a list of thousands is not searched for each of them.
#[derive(Default)]
struct Gathered {
    known: Vec<Known>,
    /// The place of the first that has a text, compared as texts are compared here.
    by_text: HashMap<String, usize>,
}

impl Gathered {
    fn push(&mut self, known: Known) {
        for value in &known.values {
            let place = self.by_text.entry(fold_text(&value.text));
            place.or_insert(self.known.len());
        }
        self.known.push(known);
    }

    fn holds(&self, text: &str) -> bool {
        self.by_text.contains_key(&fold_text(text))
    }

    fn holding(&mut self, text: &str) -> Option<&mut Known> {
        let place = self.by_text.get(&fold_text(text))?;
        self.known.get_mut(*place)
    }
}

/// The numbers that an item takes for one answer.
struct Numbers {
    range: Range,
    /// What it is known by beside its text.
    near: Option<Range>,
    middle: (Decimal, Decimal),
    text: String,
    right: bool,
}

impl Asked<'_, '_, '_, '_> {
    /// The answers that the item knows of, in the order in which it looks at them.
    pub fn known(&mut self) -> Vec<Known> {
        let scoring = &self.reading.scoring;
        let mut gathered = Gathered::default();
        let mut seen = HashSet::new();
        let mut most = Decimal::ZERO;
        let mut part = false;
        for (when, worth) in &scoring.worth {
            let Some(values) = self.values(when) else {
                continue;
            };
            if !seen.insert(values) {
                continue;
            }
            most = most.max(*worth);
            part |= *worth > Decimal::ZERO && *worth < most;
            gathered.push(Known {
                values: values.clone(),
                right: *worth > Decimal::ZERO,
            });
        }
        let is_ruled = gathered.known.iter().any(|known| known.right);
        let is_whole = scoring.whole.contains(&self.response);
        // A mapping that no rule names stands for rules that are not there, and for no others.
        let is_mapped = scoring.mapped.contains(&self.response) || !(is_ruled || is_whole);
        if let Some(mapping) = self.declared.mapping.as_ref().filter(|_| is_mapped) {
            let most = mapping.most(Cardinality::Single);
            part |= mapping.bounded(mapping.default) > Decimal::ZERO;
            for entry in &mapping.entries {
                let worth = mapping.bounded(entry.value);
                let right = worth > Decimal::ZERO && worth == most;
                part |= worth > Decimal::ZERO && worth < most;
                match gathered.holding(&entry.key) {
                    Some(before) => part |= before.right != right,
                    None => gathered.push(Known::one(&entry.key, right, entry.case_sensitive)),
                }
            }
        }
        let has_right = gathered.known.iter().any(|known| known.right);
        if is_whole || !has_right {
            let is_text = self.declared.is_text();
            for text in &self.declared.correct {
                match gathered.holding(text) {
                    Some(known) => known.right = true,
                    None => gathered.push(Known::one(text, true, is_text)),
                }
            }
            if !is_whole && scoring.has_rules && !self.declared.correct.is_empty() {
                self.losses.tell(Loss::Scoring);
            }
        }
        // What nothing is paid for, and something is said to.
        for Shown { when, .. } in &scoring.shown {
            let Some(values) = self.values(when) else {
                continue;
            };
            let news = values.iter().filter(|value| !gathered.holds(&value.text));
            let values: Vec<Value> = news.cloned().collect();
            if !values.is_empty() {
                let right = false;
                gathered.push(Known { values, right });
            }
        }
        let known = gathered.known;
        if part {
            self.losses.tell(Loss::PartPoints);
        }
        let has_case = |text: &str| text.to_lowercase() != text.to_uppercase();
        let mut values = known.iter().flat_map(|known| &known.values);
        if values.any(|value| value.case_sensitive && has_case(&value.text)) {
            self.losses.tell(Loss::Capitals);
        }
        known
    }

    /// The values that a condition compares this response with.
    fn values<'w>(&self, when: &'w When) -> Option<&'w Vec<Value>> {
        match when {
            When::Is(of, values) if *of == self.response => Some(values),
            _ => None,
        }
    }

    fn numbers(&mut self) -> Vec<Choice> {
        let mut ranges = Vec::new();
        for known in self.known() {
            for value in known.values {
                let plain = || number(&value.text).map(Range::exactly);
                let range = value.near.or_else(plain);
                match range.and_then(|range| Some((range, range.middle()?))) {
                    Some((range, middle)) => ranges.push(Numbers {
                        range,
                        near: value.near,
                        middle,
                        text: value.text,
                        right: known.right,
                    }),
                    None => self.losses.tell(not_a_number(value.text)),
                }
            }
        }
        let mut found = Vec::new();
        let mut apart: Vec<Decimal> = Vec::new();
        for (at, numbers) in ranges.iter().enumerate() {
            if numbers.range.is_one_number() && apart.contains(&numbers.range.least()) {
                continue;
            }
            for edge in numbers.range.left_out() {
                let of = |range: Range| range.holds(edge);
                let mut here = ranges.iter();
                let here = here.position(|numbers| of(numbers.range.with_edges()));
                let there = ranges.iter().find(|numbers| of(numbers.range));
                if here != Some(at) || apart.contains(&edge) || self.is_same(numbers, there) {
                    continue;
                }
                apart.push(edge);
                let plain = edge.normalize().to_string();
                let (value, right) = match there {
                    Some(numbers) => ((numbers.text.as_str(), numbers.near), numbers.right),
                    None => ((plain.as_str(), None), false),
                };
                found.push(self.amount(value, right, (edge, Decimal::ZERO)));
                self.losses.tell(Loss::Edge(plain));
            }
            if numbers.range.is_rounded {
                self.losses.tell(Loss::Limits(numbers.text.clone()));
            }
            let value = (numbers.text.as_str(), numbers.near);
            found.push(self.amount(value, numbers.right, numbers.middle));
        }
        found
    }

    /// Whether two answers earn the same and are told the same; nothing earns nothing.
    fn is_same(&self, one: &Numbers, other: Option<&Numbers>) -> bool {
        let said = |numbers: &Numbers| {
            let said_to = &self.reading.said_to;
            said_to.answer(&self.response, &numbers.text, numbers.near)
        };
        let right = other.is_some_and(|other| other.right);
        one.right == right && said(one) == other.and_then(said)
    }

    /// A number and how far from it is near enough, as an answer.
    fn amount(
        &mut self,
        value: (&str, Option<Range>),
        right: bool,
        middle: (Decimal, Decimal),
    ) -> Choice {
        let (middle, tolerance) = middle;
        let text = AmountParts {
            value: middle.normalize().to_string(),
            tolerance: match tolerance.is_zero() {
                true => String::new(),
                false => tolerance.normalize().to_string(),
            },
            unit: String::new(),
        };
        let plain = text.text();
        let same = |title: &str| {
            let (title, plain) = (title.parse::<Amount>(), plain.parse::<Amount>());
            title.is_ok_and(|title| {
                plain.is_ok_and(|plain| {
                    title.value == plain.value && title.tolerance == plain.tolerance
                })
            })
        };
        self.answer(value, right, &plain, same)
    }

    fn texts(&mut self) -> Vec<Choice> {
        let mut found = Vec::new();
        for known in self.known() {
            let ways = known.values.iter().map(|value| {
                self.exactly(value);
                self.way(&value.text)
            });
            let ways: Vec<String> = ways.collect();
            let plain = ways.join(" | ");
            let same = |title: &str| {
                let ways = known.values.iter().map(|value| value.text.as_str());
                alternatives(title).iter().map(String::as_str).eq(ways)
            };
            let first = known.values.first().map_or("", |value| value.text.as_str());
            let choice = self.answer((first, None), known.right, &plain, same);
            found.push(choice);
        }
        found
    }

    /// Among words a number is a word: what is near it is not it.
    pub fn exactly(&mut self, value: &Value) {
        if value.near.is_some_and(|range| !range.is_one_number()) {
            self.losses.tell(Loss::Pattern(value.text.clone()));
        }
    }

    /// A way to say it, in Markdown; a stroke would part it from another.
    fn way(&mut self, text: &str) -> String {
        if text.contains('|') {
            self.losses.tell(Loss::Signs("|".to_owned()));
        }
        escape::line(&text.replace('|', " "), self.losses)
    }

    /// An answer as it was written, where what is said to it has its text for a title.
    fn answer(
        &mut self,
        (value, near): (&str, Option<Range>),
        right: bool,
        plain: &str,
        same: impl Fn(&str) -> bool,
    ) -> Choice {
        let at = self.reading.said_to.answer(&self.response, value, near);
        let spoken = at.and_then(|at| self.reading.spoken.get(at));
        let own = spoken.filter(|_| self.reading.own.is_some());
        let title = own
            .map(|spoken| spoken.title.clone())
            .filter(|title| same(title));
        let identifier = own
            .map(|spoken| spoken.identifier.clone())
            .unwrap_or_default();
        let text = title.unwrap_or_else(|| plain.to_owned());
        let own_id = match identifier.starts_with(ID) {
            true => self.reading.own_id(&identifier, &as_words(&text)),
            false => String::new(),
        };
        let (said, is_unsafe) = self.said(value, near);
        Choice {
            item: Item { text, own_id },
            right,
            said,
            is_unsafe,
        }
    }
}

/// What is lost where an answer that should be a number is none: most often it has a comma in it.
fn not_a_number(text: String) -> Loss {
    match number(&text.replace(',', ".")) {
        Some(_) if text.contains(',') => Loss::Comma(text),
        _ => Loss::Pattern(text),
    }
}

impl<'n, 'i> Asked<'_, 'n, 'i, '_> {
    /// Whether nothing says what is right, not even in a way that was not understood: a person marks it.
    fn is_open(&self) -> bool {
        let scoring = &self.reading.scoring;
        let is_ruled = scoring.unread.contains(&self.response)
            || scoring.mapped.contains(&self.response)
            || scoring.whole.contains(&self.response);
        !is_ruled && self.declared.correct.is_empty() && self.declared.mapping.is_none()
    }
}
