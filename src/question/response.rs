//! What a learner chose or typed, as it is kept in the record.
//!
//! A response names options by id, never by position, so that it still says the same after an
//! author has moved them.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::id::OptionId;

/// A response to one question. Each kind of question has one kind of response.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "kind", content = "given", rename_all = "kebab-case")]
pub enum Response {
    /// The one option chosen.
    Single(OptionId),
    /// The options chosen; none is a response too.
    Multiple(BTreeSet<OptionId>),
    /// All items, in the order the learner put them.
    Order(Vec<OptionId>),
    /// The right-hand side (value) put beside each left-hand side (key).
    Match(BTreeMap<OptionId, OptionId>),
    /// The text typed or chosen in each gap.
    Gap(BTreeMap<OptionId, String>),
    /// A number as it was typed, with or without its unit.
    Number(String),
    /// A short text as it was typed.
    Short(String),
    /// The label chosen on a scale.
    Rate(OptionId),
    /// The learner's own words.
    Reflect(String),
}
