//! The conditions of response processing: what has to be so that something happens.

use std::collections::BTreeSet;

use roxmltree::Node;
use rust_decimal::Decimal;

use super::{
    declared::{BaseType, Cardinality, Declared, ResponseId, number},
    range::{self, Edge, Range},
    scoring::Scoring,
    xml::{attribute, elements, is_false, is_true, name, words},
};

/// Whether an outcome is the one that says how much can be had.
pub(super) fn says_most(outcome: &str) -> bool {
    outcome.eq_ignore_ascii_case("MAXSCORE")
}

/// What every system keeps of an item by itself: none of it is a score.
const BUILT_IN: [&str; 3] = ["numAttempts", "duration", "completionStatus"];

/// When something happens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum When {
    Always,
    /// It never happens; or there is no response, which is worth nothing here and is told nothing.
    Never,
    /// The response is the correct one.
    Right(Which),
    /// It is not.
    Wrong,
    /// The response is one of these.
    Is(ResponseId, Vec<Value>),
    /// Something else.
    Other,
}

/// Which response has to be the correct one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Which {
    /// Whichever the item asks for: a score says no more.
    All,
    Response(ResponseId),
}

impl Which {
    /// Whether who is right is right in this response.
    pub fn includes(&self, response: &ResponseId) -> bool {
        match self {
            Self::All => true,
            Self::Response(of) => of == response,
        }
    }
}

/// A value that a response is compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Value {
    pub text: String,
    /// The numbers that are taken for it; none for a comparison of texts.
    pub near: Option<Range>,
    pub case_sensitive: bool,
}

impl When {
    /// Whether it says which answers to a response are meant.
    pub fn is_about(&self, response: &ResponseId) -> bool {
        matches!(self, Self::Right(Which::Response(of)) | Self::Is(of, _) if of == response)
    }

    /// When this is not so.
    fn turned(self) -> Self {
        match self {
            Self::Right(_) => Self::Wrong,
            Self::Wrong => Self::Right(Which::All),
            Self::Never => Self::Always,
            Self::Always => Self::Never,
            Self::Is(..) | Self::Other => Self::Other,
        }
    }

    /// When this is so, or the other.
    fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Never, when) | (when, Self::Never) => when,
            (Self::Always, _) | (_, Self::Always) => Self::Always,
            (Self::Is(one, mut values), Self::Is(other, more)) if one == other => {
                values.extend(more);
                Self::Is(one, values)
            }
            (one, other) if one == other => one,
            _ => Self::Other,
        }
    }

    /// When this is so, and the other as well, if both are about one response.
    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Never, _) | (_, Self::Never) => Self::Never,
            (Self::Right(_), Self::Wrong) | (Self::Wrong, Self::Right(_)) => Self::Never,
            (Self::Always, when) | (when, Self::Always) => when,
            (Self::Right(Which::All), Self::Right(one))
            | (Self::Right(one), Self::Right(Which::All)) => Self::Right(one),
            (one, other) if one == other => one,
            _ => Self::Other,
        }
    }
}

impl Scoring {
    /// What a condition comes to.
    pub(super) fn condition(&self, node: Node<'_, '_>) -> When {
        let parts: Vec<Node<'_, '_>> = elements(node).collect();
        match (&*name(node), parts.as_slice()) {
            ("match" | "string-match" | "equal" | "equal-rounded", [left, right]) => {
                self.comparison(node, *left, *right)
            }
            // At least so much of a response is no answer, unless it is also at most so much.
            ("gte" | "gt" | "lte" | "lt", [left, right]) => self.of_score(node, *left, *right),
            ("is-null", _) => match self.responses(node).next() {
                Some(_) => When::Never,
                None => When::Other,
            },
            ("or", parts) => {
                let parts = parts.iter().map(|part| self.condition(*part));
                parts.reduce(When::or).unwrap_or(When::Other)
            }
            ("and", parts) => self.all_of(parts),
            // Choosing this among others.
            ("member", [value, variable]) => {
                match self.declared.get(attribute(*variable, "identifier")) {
                    Some(_) => self.comparison(node, *variable, *value),
                    None => When::Other,
                }
            }
            ("not", [only]) => match self.condition(*only) {
                When::Wrong => self.right_of(*only),
                when => when.turned(),
            },
            // A button was pressed, for a hint or to give up: there is none here.
            ("variable", _) => match self.declared.get(attribute(node, "identifier")) {
                Some(declared) if declared.is_button() => When::Never,
                _ => When::Other,
            },
            _ => When::Other,
        }
    }

    /// What is left for those behind a branch, of what was left for it.
    pub(super) fn left(&self, left: When, own: &When, condition: Node<'_, '_>) -> When {
        match (left, own) {
            // There is a response.
            (left, When::Never) => left,
            (_, When::Always) => When::Never,
            (When::Always | When::Wrong | When::Other, When::Right(_) | When::Is(..)) => {
                When::Wrong
            }
            (When::Always, When::Wrong) => self.right_of(condition),
            (When::Wrong, When::Wrong) | (When::Right(_), When::Right(_)) if self.asks_once() => {
                When::Never
            }
            _ => When::Other,
        }
    }

    /// All of some conditions, or a number between two.
    fn all_of(&self, parts: &[Node<'_, '_>]) -> When {
        // Each is looked at once: conditions stand in conditions.
        let read = parts.iter().map(|part| (self.condition(*part), *part));
        let mut wanted: Vec<(When, Node<'_, '_>)> = read.collect();
        wanted.retain(|(when, _)| *when != When::Always);
        if let [(When::Other, one), (When::Other, other)] = wanted.as_slice() {
            let bounds = self.bound(*one).zip(self.bound(*other));
            let between = bounds.and_then(|(one, other)| self.between(one, other));
            return between.unwrap_or(When::Other);
        }
        if self.are_all_right(&wanted) {
            return When::Right(Which::All);
        }
        // What is wrong of one response says nothing of another.
        let is_bare = |when: &When| matches!(when, When::Wrong | When::Never);
        if wanted.len() > 1 && !self.asks_once() && wanted.iter().any(|(when, _)| is_bare(when)) {
            return When::Other;
        }
        let conditions = wanted.into_iter().map(|(when, _)| when);
        conditions.fold(When::Always, When::and)
    }

    /// Whether the item asks for one response only.
    pub(super) fn asks_once(&self) -> bool {
        self.asked().count() == 1
    }

    /// The responses that learners give; the others say which button was pressed.
    fn asked(&self) -> impl Iterator<Item = (&ResponseId, &Declared)> {
        let all = self.declared.iter();
        all.filter(|(_, declared)| !declared.is_button())
    }

    /// What is left of one response, or of all where a score is asked for, if it is not wrong.
    pub(super) fn right_of(&self, condition: Node<'_, '_>) -> When {
        let named = self.responses(condition).next();
        When::Right(named.map_or(Which::All, Which::Response))
    }

    /// Whether each of several responses has to be right, and there are no others.
    fn are_all_right(&self, wanted: &[(When, Node<'_, '_>)]) -> bool {
        let right = |(id, _): (&ResponseId, _)| {
            let mut wanted = wanted.iter();
            wanted.any(|(when, _)| matches!(when, When::Right(Which::Response(of)) if of == id))
        };
        wanted.len() > 1 && wanted.len() == self.asked().count() && self.asked().all(right)
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
        let response = ResponseId::of(*variable);
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

    /// What a response or an outcome has to be.
    fn comparison(&self, node: Node<'_, '_>, left: Node<'_, '_>, right: Node<'_, '_>) -> When {
        let (variable, other) = match (&*name(left), &*name(right)) {
            ("variable", "variable") if self.is_most(left) => (right, left),
            ("variable", _) => (left, right),
            (_, "variable") => (right, left),
            _ => return When::Other,
        };
        let id = attribute(variable, "identifier");
        let is_first = variable == left;
        let is = |value: Option<Value>| match value {
            Some(value) => When::Is(id.into(), vec![value]),
            None => When::Other,
        };
        match (&*name(other), self.declared.get(id)) {
            // More than what it names as correct is near enough.
            ("correct", Some(declared)) if is_range(node) => match declared.correct.as_slice() {
                [correct] => is(value(node, correct, declared, is_first)),
                _ => When::Other,
            },
            ("correct", Some(_)) => When::Right(Which::Response(id.into())),
            ("base-value", Some(declared)) => is(value(node, &words(other), declared, is_first)),
            ("multiple" | "ordered", Some(declared)) if declared.is(&listed(other)) => {
                When::Right(Which::Response(id.into()))
            }
            ("base-value", None) if BaseType::of(other) == BaseType::Identifier => {
                self.set_to(id, &words(other))
            }
            // All that can be had was had, or nothing was.
            (_, None) => match self.limit(id, other) {
                Some(limit) if limit.is_reached_by_all() => When::Right(Which::All),
                Some(limit) if limit.is_all_or_nothing && limit.at.is_zero() => When::Wrong,
                _ => When::Other,
            },
            _ => When::Other,
        }
    }

    /// How large a score has to be.
    fn of_score(&self, node: Node<'_, '_>, left: Node<'_, '_>, right: Node<'_, '_>) -> When {
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
    fn limit(&self, outcome: &str, node: Node<'_, '_>) -> Option<Limit> {
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
    fn is_most(&self, node: Node<'_, '_>) -> bool {
        name(node) == "variable" && says_most(attribute(node, "identifier"))
    }

    /// Whether there are no points between nothing and all.
    fn is_all_or_nothing(&self) -> bool {
        let paid = self.worth.iter().map(|(_, worth)| *worth);
        let paid: BTreeSet<Decimal> = paid.filter(|worth| !worth.is_zero()).collect();
        self.mapped.is_empty() && self.asks_once() && paid.len() <= 1
    }

    /// When an outcome is an identifier, after the rules so far: programs note in one whether the answer
    /// was right, and ask for that.
    fn set_to(&self, outcome: &str, identifier: &str) -> When {
        // The system sets that too.
        if BUILT_IN.contains(&outcome) {
            return When::Other;
        }
        let begins = self
            .begins_as
            .get(outcome)
            .is_some_and(|it| it == identifier);
        let before = if begins { When::Always } else { When::Never };
        let is_right = |when: &When| matches!(when, When::Right(_));
        let set = self.shown.iter().filter(|shown| shown.outcome == outcome);
        set.fold(before, |so_far, shown| {
            match (shown.identifier == identifier, &shown.when) {
                (true, when) => so_far.or(when.clone()),
                // Another response may be right besides.
                (false, When::Right(_)) if is_right(&so_far) && !self.asks_once() => When::Other,
                (false, when) => so_far.and(when.clone().turned()),
            }
        })
    }
}

/// What a score is compared with.
struct Limit {
    at: Decimal,
    /// How much can be had.
    most: Decimal,
    is_all_or_nothing: bool,
}

impl Limit {
    /// Whether only those reach it who have all.
    fn is_reached_by_all(&self) -> bool {
        self.at > Decimal::ZERO && self.at <= self.most && self.is_near_all()
    }

    /// Whether only those have more who have all.
    fn is_passed_by_all(&self) -> bool {
        self.at >= Decimal::ZERO && self.at < self.most && self.is_near_all()
    }

    /// Between it and all lies nothing but what shares lose by rounding.
    fn is_near_all(&self) -> bool {
        let lost = Decimal::new(1, 1);
        let room = self.most.checked_sub(self.at);
        self.is_all_or_nothing || room.is_some_and(|room| room < lost)
    }
}

/// The values of a list.
fn listed(node: Node<'_, '_>) -> Vec<String> {
    let values = elements(node).filter(|value| name(*value) == "base-value");
    values.map(words).collect()
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
        "string-match" if is_true(node, "substring") => return None,
        "string-match" => value.case_sensitive = !is_false(node, "case-sensitive"),
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
