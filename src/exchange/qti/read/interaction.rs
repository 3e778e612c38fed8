//! Interactions that stand by themselves: choosing, ordering, matching, writing.

use std::collections::BTreeMap;

use roxmltree::Node;
use rust_decimal::Decimal;

use super::{
    body::{bare_html, choices},
    declared::{Cardinality, Declared, Mapping, ResponseId},
    item::Reading,
    range::Range,
    when::{Value, When},
    xml::{attribute, elements, is_true, name},
};
use crate::{
    author::question::{Answers, Choice, Draft, Item, Pair, Said, as_cell, as_words},
    exchange::{
        bank::{Loss, Losses, html},
        qti::spelling,
    },
    question::Kind,
    wording::bank as words,
};

/// Reads an interaction into a draft; false where the content language has nothing like it.
pub(super) fn read<'n, 'i>(
    reading: &mut Reading<'n, 'i, '_>,
    node: Node<'n, 'i>,
    draft: &mut Draft,
    losses: &mut Losses,
) -> bool {
    let mut asked = Asked {
        response: ResponseId::asked_by(node),
        declared: Declared::default(),
        reading,
        losses,
    };
    if let Some(declared) = asked.reading.scoring.declared.get(&asked.response) {
        asked.declared = declared.clone();
    }
    asked.rules();
    draft.shuffle = is_true(node, "shuffle");
    match &*name(node) {
        "choice-interaction" => {
            let is_fixed = |choice: &Node<'_, '_>| is_true(*choice, "fixed");
            if draft.shuffle && choices(node).iter().any(is_fixed) {
                // “None of these” stays at the end only where all stay.
                draft.shuffle = false;
                asked.losses.tell(Loss::SomeFixed);
            }
            asked.choice(node, draft);
        }
        "order-interaction" => asked.order(node, draft),
        "match-interaction" => asked.matching(node, draft),
        "extended-text-interaction" => {
            draft.kind = Kind::Reflect;
            if !asked.declared.correct.is_empty() {
                asked.losses.tell(Loss::ForMarkers);
            }
            if !attribute(node, "pattern-mask").is_empty() {
                asked.losses.tell(Loss::AnswerFormat);
            }
        }
        _ => return false,
    }
    if !draft.kind.is_scored() {
        draft.shuffle = true;
    }
    asked.under(draft);
    true
}

/// A question that is being read.
pub(super) struct Asked<'a, 'n, 'i, 'c> {
    pub response: ResponseId,
    pub declared: Declared,
    pub reading: &'a mut Reading<'n, 'i, 'c>,
    pub losses: &'a mut Losses,
}

impl<'n, 'i> Asked<'_, 'n, 'i, '_> {
    /// What is said under the answers.
    pub fn under(&mut self, draft: &mut Draft) {
        self.reading
            .under(std::slice::from_ref(&self.response), draft);
    }

    /// Tells of rules by which the response is scored that are not understood, or not known here.
    pub fn rules(&mut self) {
        let scoring = &self.reading.scoring;
        let mapping = self.declared.mapping.as_ref();
        let mapping = mapping.filter(|_| scoring.mapped.contains(&self.response));
        if scoring.unread.contains(&self.response)
            || mapping.is_some_and(|mapping| mapping.is_beyond_ours())
        {
            self.losses.tell(Loss::Scoring);
        }
    }

    /// What is right of some values; none where nothing says so.
    pub fn rights(&mut self, values: &[String], cardinality: Cardinality) -> Option<Vec<bool>> {
        let scoring = &self.reading.scoring;
        let is_mapped = scoring.mapped.contains(&self.response);
        if let Some(mapping) = self.declared.mapping.clone().filter(|_| is_mapped) {
            return Some(self.mapped(&mapping, values, cardinality));
        }
        if scoring.whole.contains(&self.response) {
            return self.correct(values);
        }
        if let Some(ruled) = self.ruled(values) {
            return Some(ruled);
        }
        let correct = self.correct(values);
        if self.reading.scoring.has_rules && correct.is_some() {
            self.losses.tell(Loss::Scoring);
        }
        correct
    }

    /// Which values are among the correct ones; none where it names none.
    fn correct(&self, values: &[String]) -> Option<Vec<bool>> {
        let correct = &self.declared.correct;
        let is_correct = |value: &String| correct.contains(value);
        (!correct.is_empty()).then(|| values.iter().map(is_correct).collect())
    }

    /// Which values a mapping pays for: all that earn anything where several are chosen, else those that
    /// earn most.
    fn mapped(
        &mut self,
        mapping: &Mapping,
        values: &[String],
        cardinality: Cardinality,
    ) -> Vec<bool> {
        let worths = values.iter().map(|value| mapping.worth(value));
        let (rights, is_in_parts): (Vec<bool>, bool) = match cardinality {
            Cardinality::Multiple => {
                let worths: Vec<Decimal> = worths.collect();
                let rights = worths.iter().map(|worth| *worth > Decimal::ZERO);
                (
                    rights.collect(),
                    !as_ours(&worths, mapping.most(cardinality)),
                )
            }
            Cardinality::Single | Cardinality::Ordered => {
                let worths: Vec<Decimal> = worths.map(|worth| mapping.bounded(worth)).collect();
                let most = worths.iter().max().copied().unwrap_or_default();
                let rights = worths.iter().map(|w| *w == most && most > Decimal::ZERO);
                let is_part = |worth: &Decimal| *worth > Decimal::ZERO && *worth < most;
                (rights.collect(), worths.iter().any(is_part))
            }
        };
        if is_in_parts {
            self.losses.tell(Loss::PartPoints);
        }
        rights
    }

    /// Which values rules pay for; none where they pay for none of them.
    fn ruled(&mut self, values: &[String]) -> Option<Vec<bool>> {
        let paid = self
            .reading
            .scoring
            .worth
            .iter()
            .filter_map(|(when, worth)| match when {
                When::Is(of, given) if *of == self.response && *worth > Decimal::ZERO => {
                    Some((given, *worth))
                }
                _ => None,
            });
        let paid: Vec<(&Vec<Value>, Decimal)> = paid.collect();
        let is_paid = |value: &String| {
            let mut given = paid.iter().flat_map(|(given, _)| *given);
            given.any(|given| given.text == *value)
        };
        let ruled: Vec<bool> = values.iter().map(is_paid).collect();
        let is_same = |two: &[(&Vec<Value>, Decimal)]| two[0].1 == two[1].1;
        if ruled.contains(&true) && !paid.windows(2).all(is_same) {
            self.losses.tell(Loss::PartPoints);
        }
        ruled.contains(&true).then_some(ruled)
    }

    /// What the right response is worth.
    pub fn worth(&self, cardinality: Cardinality) -> Decimal {
        let scoring = &self.reading.scoring;
        match &self.declared.mapping {
            Some(mapping) if scoring.mapped.contains(&self.response) => mapping.most(cardinality),
            _ => {
                let worth = scoring.worth.iter();
                let of = worth.filter(|(when, _)| when.is_about(&self.response));
                of.map(|(_, worth)| *worth).max().unwrap_or(Decimal::ONE)
            }
        }
    }

    /// Gives a draft as many points.
    pub fn points(&mut self, cardinality: Cardinality, draft: &mut Draft) {
        set_points(self.worth(cardinality), draft, self.losses);
    }

    fn line(&mut self, node: Node<'n, 'i>) -> String {
        let inside = bare_html(node, self.losses);
        html::line(&inside, &mut self.reading.cleaning)
    }

    /// What is said to a value.
    pub fn said(&mut self, value: &str, near: Option<Range>) -> (Said, bool) {
        let said_to = &self.reading.said_to;
        let Some(at) = said_to.answer(&self.response, value, near) else {
            return (Said::default(), false);
        };
        self.reading.used.insert(at);
        self.reading.said(at)
    }

    fn choice(&mut self, node: Node<'n, 'i>, draft: &mut Draft) {
        let nodes = choices(node);
        let ids = identifiers(&nodes);
        let cardinality = match self.declared.cardinality {
            Some(said @ (Cardinality::Single | Cardinality::Multiple)) => said,
            _ if attribute(node, "max-choices") == "1" => Cardinality::Single,
            _ => Cardinality::Multiple,
        };
        let several = cardinality == Cardinality::Multiple;
        let rights = self.rights(&ids, cardinality);
        let Some(rights) = rights.or_else(|| several.then(|| vec![false; ids.len()])) else {
            draft.kind = Kind::Rate;
            let items = nodes
                .iter()
                .zip(&ids)
                .map(|(node, id)| self.item(*node, id));
            draft.answers = Answers::Items(items.collect());
            return;
        };
        draft.kind = if several {
            Kind::Multiple
        } else {
            Kind::Single
        };
        draft.all_or_nothing = several && self.reading.scoring.whole.contains(&self.response);
        self.points(cardinality, draft);
        let mut answers = Vec::new();
        for ((node, id), right) in nodes.iter().zip(&ids).zip(rights) {
            let item = self.item(*node, id);
            let (said, is_unsafe) = self.said(id, None);
            answers.push(Choice {
                item,
                right,
                said,
                is_unsafe,
            });
        }
        draft.answers = Answers::Choices(answers);
    }

    fn item(&mut self, node: Node<'n, 'i>, identifier: &str) -> Item {
        let text = self.written(node, attribute(node, "label"));
        Item {
            own_id: self.reading.own_id(identifier, &as_words(&text)),
            text,
        }
    }

    fn side(&mut self, node: Node<'n, 'i>) -> Item {
        let label = attribute(node, "label");
        let (identifier, label) = label.split_once(' ').unwrap_or((label, ""));
        let text = self.written(node, label);
        let cell = as_cell(&text);
        Item {
            own_id: self.reading.own_id(identifier, &cell),
            text,
        }
    }

    /// Some words as their author wrote them.
    fn written(&mut self, node: Node<'n, 'i>, label: &str) -> String {
        let read = self.line(node);
        let own = self.reading.own.as_ref();
        own.and_then(|_| spelling::of_label(label, &read))
            .unwrap_or(read)
    }

    fn order(&mut self, node: Node<'n, 'i>, draft: &mut Draft) {
        draft.kind = Kind::Order;
        let nodes = choices(node);
        let mut items = Vec::new();
        for id in self.declared.correct.clone() {
            let of_id = |node: &&Node<'n, 'i>| attribute(**node, "identifier") == id;
            if let Some(node) = nodes.iter().find(of_id) {
                items.push(self.item(*node, &id));
            }
        }
        if items.len() < nodes.len() && !items.is_empty() {
            self.losses.tell(Loss::Scoring);
        }
        if self.reading.own.is_none() {
            self.losses.tell(Loss::Parts);
        }
        self.points(Cardinality::Ordered, draft);
        draft.shuffle |= self.reading.own.is_none();
        draft.answers = Answers::Items(items);
    }

    fn matching(&mut self, node: Node<'n, 'i>, draft: &mut Draft) {
        draft.kind = Kind::Match;
        draft.shuffle |= self.reading.own.is_none();
        let sets = elements(node).filter(|set| name(*set) == "simple-match-set");
        let sets: Vec<Vec<Node<'n, 'i>>> = sets.map(choices).collect();
        let [mut lefts, mut rights] = <[Vec<_>; 2]>::try_from(sets).unwrap_or_default();
        let mut pairs = self.pairs();
        let once = |pairs: &[(String, String)]| {
            let mut firsts: Vec<&String> = pairs.iter().map(|(left, _)| left).collect();
            firsts.sort_unstable();
            firsts.windows(2).all(|two| two[0] != two[1])
        };
        if !once(&pairs) {
            // Each left side has one right side here; often the other way round it is so.
            let turned: Vec<_> = pairs.iter().map(|(l, r)| (r.clone(), l.clone())).collect();
            if once(&turned) {
                pairs = turned;
                std::mem::swap(&mut lefts, &mut rights);
            }
        }
        self.points(Cardinality::Multiple, draft);
        let by_id: BTreeMap<&str, Node<'n, 'i>> = lefts
            .iter()
            .chain(&rights)
            .map(|node| (attribute(*node, "identifier"), *node))
            .collect();
        let mut rows = Vec::new();
        let mut used: Vec<&str> = Vec::new();
        for left in &lefts {
            let id = attribute(*left, "identifier");
            for (_, right) in pairs.iter().filter(|(of, _)| of == id) {
                if let Some(right) = by_id.get(right.as_str()) {
                    used.extend([id, attribute(*right, "identifier")]);
                    rows.push(Pair {
                        left: self.side(*left),
                        right: self.side(*right),
                    });
                }
            }
        }
        let spare: Vec<Node<'n, 'i>> = lefts
            .iter()
            .chain(&rights)
            .filter(|node| !used.contains(&attribute(**node, "identifier")))
            .copied()
            .collect();
        if !spare.is_empty() {
            let spare = spare.into_iter().map(|node| self.line(node));
            let spare = spare.collect();
            self.losses.tell(Loss::SpareSides(spare));
        }
        let titles = attribute(node, "label");
        let titles = titles
            .split_once(" | ")
            .filter(|_| self.reading.own.is_some());
        let (left_title, right_title) = titles.unwrap_or((words::LEFT_TITLE, words::RIGHT_TITLE));
        draft.answers = Answers::Pairs {
            left_title: left_title.to_owned(),
            right_title: right_title.to_owned(),
            rows,
        };
    }

    /// The right pairs.
    fn pairs(&mut self) -> Vec<(String, String)> {
        let mapped = self.reading.scoring.mapped.contains(&self.response);
        let mapping = self.declared.mapping.clone().filter(|_| mapped);
        let keys: Vec<String> = match mapping {
            Some(mapping) => {
                let good: Vec<_> = mapping
                    .entries
                    .iter()
                    .filter(|entry| entry.value > Decimal::ZERO)
                    .collect();
                // A third of a point is rounded up for one of three.
                let near = |a: Decimal, b: Decimal| (a - b).abs() <= Decimal::new(1, 4);
                let same = good.windows(2).all(|two| near(two[0].value, two[1].value));
                let takes = mapping
                    .entries
                    .iter()
                    .any(|entry| entry.value < Decimal::ZERO);
                if !same || takes || mapping.default != Decimal::ZERO {
                    self.losses.tell(Loss::PartPoints);
                }
                good.into_iter().map(|entry| entry.key.clone()).collect()
            }
            None => {
                if self.reading.scoring.whole.contains(&self.response) {
                    self.losses.tell(Loss::Parts);
                } else {
                    self.losses.tell(Loss::Scoring);
                }
                self.declared.correct.clone()
            }
        };
        let pair = |key: String| {
            let mut ids = key.split_whitespace();
            Some((ids.next()?.to_owned(), ids.next()?.to_owned()))
        };
        keys.into_iter().filter_map(pair).collect()
    }
}

/// Whether right choices share all points and wrong ones take all away, as they do here.
fn as_ours(worths: &[Decimal], all: Decimal) -> bool {
    let count = |right: bool| {
        worths
            .iter()
            .filter(|w| (**w > Decimal::ZERO) == right)
            .count()
    };
    let (rights, wrongs) = (Decimal::from(count(true)), Decimal::from(count(false)));
    let near = |a: Decimal, b: Decimal| {
        let off = a.checked_sub(b);
        off.is_some_and(|off| off.abs() <= Decimal::new(1, 2))
    };
    worths.iter().all(|worth| {
        let share = match *worth > Decimal::ZERO {
            true => worth.checked_mul(rights),
            false => worth.checked_mul(-wrongs),
        };
        share.is_some_and(|share| near(share, all))
    })
}

/// Points of the content language are whole.
pub(super) fn set_points(worth: Decimal, draft: &mut Draft, losses: &mut Losses) {
    let whole = worth
        .is_integer()
        .then(|| u32::try_from(worth).ok())
        .flatten();
    match whole.filter(|points| (1..=100).contains(points)) {
        Some(points) => draft.points = points,
        None => losses.tell(Loss::Points(worth.normalize().to_string())),
    }
}

fn identifiers(nodes: &[Node<'_, '_>]) -> Vec<String> {
    let ids = nodes
        .iter()
        .map(|node| attribute(*node, "identifier").to_owned());
    ids.collect()
}
