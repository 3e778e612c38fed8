//! The conditions of response processing: what has to be so that something happens.

use roxmltree::Node;

use super::{
    declared::{BaseType, Declared, ResponseId, number},
    limit::BUILT_IN,
    range::{self, Edge, Range},
    scoring::Scoring,
    when::{Value, When, Which},
    xml::{attribute, elements, is_false, is_true, name, words},
};

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
            ("not", [only]) => self.condition(*only).turned(),
            // A button was pressed, for a hint or to give up: there is none here.
            ("variable", _) => match self.declared.get(attribute(node, "identifier")) {
                Some(declared) if declared.is_button() => When::Never,
                _ => When::Other,
            },
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
        let is_bare = |when: &When| matches!(when, When::Wrong(_) | When::Never);
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
    pub(super) fn asked(&self) -> impl Iterator<Item = (&ResponseId, &Declared)> {
        let all = self.declared.iter();
        all.filter(|(_, declared)| !declared.is_button())
    }

    /// Whether a question that asks for these responses asks for what is meant, and for no more.
    pub(super) fn is_all_of(&self, which: &Which, responses: &[ResponseId]) -> bool {
        match which {
            Which::All => self.asked().all(|(id, _)| responses.contains(id)),
            Which::Response(of) => responses.iter().all(|id| id == of),
        }
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
                Some(limit) if limit.is_nothing() => When::Wrong(Which::All),
                _ => When::Other,
            },
            _ => When::Other,
        }
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
            let when = self.kept(&shown.when);
            match (shown.identifier == identifier, when) {
                (true, when) => so_far.or(when),
                // Another response may be right besides.
                (false, When::Right(_)) if is_right(&so_far) && !self.asks_once() => When::Other,
                (false, when) => so_far.and(when.turned()),
            }
        })
    }
}

/// The values of a list.
fn listed(node: Node<'_, '_>) -> Vec<String> {
    let values = elements(node).filter(|value| name(*value) == "base-value");
    values.map(words).collect()
}

/// What a number has to be at least, or at most.
struct Bound {
    response: ResponseId,
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
