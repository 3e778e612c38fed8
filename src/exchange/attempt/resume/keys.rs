//! Short keys for ids.

use std::collections::{BTreeMap, BTreeSet};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

use crate::{
    question::{GapKind, Interaction, Question},
    unit::Unit,
};

/// How long a key is at least, and at most: as much as one digit to base 36 can say.
const LENGTHS: std::ops::RangeInclusive<usize> = 3..=35;

/// How long keys have to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Length(usize);

impl Length {
    /// The shortest that tells apart all that has to be told apart in a unit.
    pub fn for_unit(unit: &Unit) -> Self {
        let scopes = scopes(unit);
        let tells_all = |length: &usize| {
            scopes.iter().all(|scope| {
                let keys: BTreeSet<String> = scope.iter().map(|id| Self(*length).key(id)).collect();
                keys.len() == scope.len()
            })
        };
        Self(
            LENGTHS
                .into_iter()
                .find(tells_all)
                .unwrap_or(*LENGTHS.end()),
        )
    }

    /// As one digit.
    pub fn digit(self) -> char {
        let digit = u32::try_from(self.0).ok();
        digit
            .and_then(|digit| char::from_digit(digit, 36))
            .unwrap_or('z')
    }

    /// Reads the digit.
    pub fn from_digit(text: &str) -> Option<Self> {
        let length = usize::from_str_radix(text, 36).ok()?;
        LENGTHS.contains(&length).then_some(Self(length))
    }

    /// The key of an id or a text.
    pub fn key(self, id: &str) -> String {
        let mut key = URL_SAFE_NO_PAD.encode(Sha256::digest(id));
        key.truncate(self.0);
        key
    }

    /// Cuts a key off the front of a text.
    pub fn cut(self, text: &str) -> Option<(&str, &str)> {
        text.split_at_checked(self.0)
    }

    /// A text as nothing but keys.
    pub fn all(self, mut text: &str) -> Option<Vec<&str>> {
        let mut keys = Vec::new();
        while !text.is_empty() {
            let (key, rest) = self.cut(text)?;
            keys.push(key);
            text = rest;
        }
        Some(keys)
    }

    /// What is found by keys: those ids of which no other begins alike.
    pub fn book<'a, T>(self, all: impl IntoIterator<Item = (&'a str, T)>) -> Book<T> {
        let mut book = BTreeMap::new();
        let mut ids: BTreeMap<String, &str> = BTreeMap::new();
        for (id, what) in all {
            let key = self.key(id);
            match ids.get(&key) {
                // The same id twice is a mistake in the unit; the first is meant.
                Some(before) if *before == id => {}
                Some(_) => drop(book.insert(key, None)),
                None => {
                    ids.insert(key.clone(), id);
                    book.insert(key, Some(what));
                }
            }
        }
        Book(book)
    }
}

/// Things by their keys.
pub(super) struct Book<T>(BTreeMap<String, Option<T>>);

impl<T> Book<T> {
    /// What has this key; none where nothing has, or several have.
    pub fn get(&self, key: &str) -> Option<&T> {
        self.0.get(key)?.as_ref()
    }
}

/// What a question's responses name: options, items, sides, gaps, and texts to choose from.
pub(super) fn named(question: &Question) -> Vec<&str> {
    match &question.interaction {
        Interaction::Single(choice) => choice.options.iter().map(|o| o.id.as_str()).collect(),
        Interaction::Multiple(multiple) => {
            let options = multiple.choice.options.iter();
            options.map(|o| o.id.as_str()).collect()
        }
        Interaction::Order(order) => order.items.iter().map(|item| item.id.as_str()).collect(),
        Interaction::Match(matching) => {
            let lefts = matching.pairs.iter().map(|pair| pair.left.as_str());
            let rights = matching.choices().into_iter().map(|(id, _)| id.as_str());
            lefts.chain(rights).collect()
        }
        Interaction::Gap(gap) => gap.blanks.iter().map(|blank| blank.id.as_str()).collect(),
        Interaction::Rate(rate) => rate.labels.iter().map(|label| label.id.as_str()).collect(),
        Interaction::Number(_) | Interaction::Short(_) | Interaction::Reflect => Vec::new(),
    }
}

/// The texts that a gap offers.
pub(super) fn offered(kind: &GapKind) -> Vec<&str> {
    match kind {
        GapKind::Chosen { right, wrong } => {
            let wrong = wrong.iter().map(String::as_str);
            std::iter::once(right.as_str()).chain(wrong).collect()
        }
        GapKind::Typed { .. } => Vec::new(),
    }
}

/// Sets of ids within which keys have to differ.
fn scopes(unit: &Unit) -> Vec<BTreeSet<&str>> {
    let sections = unit.sections.iter().map(|section| section.id.as_str());
    let questions = unit.loose_questions().map(|question| question.id.as_str());
    let scenarios = unit.scenarios().map(|scenario| scenario.id.as_str());
    let mut scopes = vec![sections.collect(), questions.collect(), scenarios.collect()];
    for scenario in unit.scenarios() {
        scopes.push(scenario.steps.iter().map(|step| step.id.as_str()).collect());
    }
    for question in unit.questions() {
        scopes.push(named(question).into_iter().collect());
        if let Interaction::Gap(gap) = &question.interaction {
            let offers = gap.blanks.iter().map(|blank| offered(&blank.kind));
            scopes.extend(offers.map(|texts| texts.into_iter().collect()));
        }
    }
    scopes
}
