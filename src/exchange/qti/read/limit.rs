//! Conditions on a score: what it is compared with, and what that says of the response.

use std::collections::BTreeSet;

use roxmltree::Node;
use rust_decimal::Decimal;

use super::{
    declared::{Cardinality, number},
    scoring::Scoring,
    when::{When, Which},
    xml::{attribute, name, words},
};

/// Whether an outcome is the one that says how much can be had.
pub(super) fn says_most(outcome: &str) -> bool {
    outcome.eq_ignore_ascii_case("MAXSCORE")
}

/// What every system keeps of an item by itself: none of it is a score.
pub(super) const BUILT_IN: [&str; 3] = ["numAttempts", "duration", "completionStatus"];

/// What a score is compared with.
pub(super) struct Limit {
    at: Decimal,
    /// How much can be had.
    most: Decimal,
    is_all_or_nothing: bool,
}

impl Limit {
    /// Whether only those reach it who have all.
    pub fn is_reached_by_all(&self) -> bool {
        self.at > Decimal::ZERO && self.at <= self.most && self.is_near_all()
    }

    /// Whether only those have more who have all.
    fn is_passed_by_all(&self) -> bool {
        self.at >= Decimal::ZERO && self.at < self.most && self.is_near_all()
    }

    /// Whether it is had by those who are wrong, and by no others.
    pub fn is_nothing(&self) -> bool {
        self.is_all_or_nothing && self.at.is_zero()
    }

    /// Between it and all lies nothing but what shares lose by rounding.
    fn is_near_all(&self) -> bool {
        let lost = Decimal::new(1, 1);
        let room = self.most.checked_sub(self.at);
        self.is_all_or_nothing || room.is_some_and(|room| room < lost)
    }
}

impl Scoring {
    /// How large a score has to be.
    pub(super) fn of_score(
        &self,
        node: Node<'_, '_>,
        left: Node<'_, '_>,
        right: Node<'_, '_>,
    ) -> When {
        let (outcome, limit, is_turned) = match (&*name(left), &*name(right)) {
            ("variable", "variable") if self.is_most(left) => (right, left, true),
            ("variable", "base-value" | "variable") => (left, right, false),
            ("base-value", "variable") => (right, left, true),
            _ => return When::Other,
        };
        let Some(limit) = self.limit(attribute(outcome, "identifier"), limit) else {
            return When::Other;
        };
        let right_if = |is: bool| match is {
            true => When::Right(Which::All),
            false => When::Other,
        };
        match (&*name(node), is_turned) {
            ("gte", false) | ("lte", true) => right_if(limit.is_reached_by_all()),
            ("gt", false) | ("lt", true) => right_if(limit.is_passed_by_all()),
            ("lt", false) | ("gt", true) => right_if(limit.is_reached_by_all()).turned(),
            ("lte", false) | ("gte", true) => right_if(limit.is_passed_by_all()).turned(),
            _ => When::Other,
        }
    }

    /// What a score is compared with; none where it is no score, or nobody knows how much can be had.
    pub(super) fn limit(&self, outcome: &str, node: Node<'_, '_>) -> Option<Limit> {
        if self.declared.contains_key(outcome) || BUILT_IN.contains(&outcome) {
            return None;
        }
        let is_most = self.is_most(node);
        let most = self.most(outcome).or(is_most.then_some(Decimal::ONE))?;
        let at = match &*name(node) {
            "base-value" => number(&words(node))?,
            _ => is_most.then_some(most)?,
        };
        Some(Limit {
            at,
            most,
            is_all_or_nothing: self.is_all_or_nothing(),
        })
    }

    /// How much can be had, as the item says it or as its rules pay.
    fn most(&self, outcome: &str) -> Option<Decimal> {
        let said = self.defaults.iter().find(|(id, _)| says_most(id));
        let said = said.or_else(|| self.defaults.get_key_value(outcome));
        if let Some((_, most)) = said {
            return Some(*most);
        }
        let mut each = self.asked().map(|(id, declared)| {
            let mapping = declared.mapping.as_ref();
            if let Some(mapping) = mapping.filter(|_| self.mapped.contains(id)) {
                let cardinality = declared.cardinality.unwrap_or(Cardinality::Single);
                return Some(mapping.most(cardinality));
            }
            let by_template = self.whole.contains(id).then_some(Decimal::ONE);
            let paid = self.worth.iter().filter(|(when, _)| when.is_about(id));
            paid.map(|(_, worth)| *worth).max().or(by_template)
        });
        each.try_fold(Decimal::ZERO, |all, most| Some(all.saturating_add(most?)))
    }

    /// Whether it is the outcome that says how much can be had.
    pub(super) fn is_most(&self, node: Node<'_, '_>) -> bool {
        name(node) == "variable" && says_most(attribute(node, "identifier"))
    }

    /// Whether there are no points between nothing and all.
    fn is_all_or_nothing(&self) -> bool {
        let paid = self.worth.iter().map(|(_, worth)| *worth);
        let paid: BTreeSet<Decimal> = paid.filter(|worth| !worth.is_zero()).collect();
        self.mapped.is_empty() && self.asks_once() && paid.len() <= 1
    }
}
