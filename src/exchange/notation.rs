//! ADL's notation of questions and responses, which xAPI, cmi5 and SCORM have in common.

use crate::question::{Kind, Response};

/// Parts what belongs to one response.
const AND: &str = "[,]";
/// Parts a left-hand side from its right-hand side.
const WITH: &str = "[.]";
/// Parts the least from the most of a number.
const TO: &str = "[:]";

/// The kind of a question, in the standards' words.
pub fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Single | Kind::Multiple => "choice",
        Kind::Order => "sequencing",
        Kind::Match => "matching",
        Kind::Gap | Kind::Short => "fill-in",
        Kind::Number => "numeric",
        Kind::Rate => "likert",
        Kind::Reflect => "long-fill-in",
    }
}

/// What belongs to one response.
pub fn all<T: AsRef<str>>(parts: impl IntoIterator<Item = T>) -> String {
    let mut all = String::new();
    for (at, part) in parts.into_iter().enumerate() {
        if at > 0 {
            all.push_str(AND);
        }
        all.push_str(part.as_ref());
    }
    all
}

/// A left-hand side and its right-hand side.
pub fn pair(left: &str, right: &str) -> String {
    format!("{left}{WITH}{right}")
}

/// Every number from the least to the most.
pub fn range(least: impl std::fmt::Display, most: impl std::fmt::Display) -> String {
    format!("{least}{TO}{most}")
}

/// What was chosen, by ids and never by positions; none where something was typed.
pub fn chosen(response: &Response) -> Option<Vec<String>> {
    match response {
        Response::Single(id) | Response::Rate(id) => Some(vec![id.to_string()]),
        Response::Multiple(ids) => Some(ids.iter().map(ToString::to_string).collect()),
        Response::Order(ids) => Some(ids.iter().map(ToString::to_string).collect()),
        Response::Match(pairs) => {
            let pairs = pairs.iter();
            let pairs = pairs.map(|(left, right)| pair(left.as_str(), right.as_str()));
            Some(pairs.collect())
        }
        Response::Gap(_) | Response::Number(_) | Response::Short(_) | Response::Reflect(_) => None,
    }
}
