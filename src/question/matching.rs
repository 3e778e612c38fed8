//! Putting together what belongs together.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Response, Unfit};
use crate::{id::OptionId, prose::Prose, score::Arithmetic, source::Span};

/// Right pairs. Several left-hand sides may share a right-hand side.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Match {
    /// What the left column holds.
    pub left_title: Prose,
    /// What the right column holds.
    pub right_title: Prose,
    /// The right pairs, no two with the same left-hand side.
    pub pairs: Vec<Pair>,
}

/// A right pair.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pair {
    /// The id of the left-hand side.
    pub left: OptionId,
    /// Its words.
    pub left_text: Prose,
    /// The id of the right-hand side.
    pub right: OptionId,
    /// Its words.
    pub right_text: Prose,
    /// Where the row stands.
    pub span: Span,
}

impl Match {
    /// The right-hand sides to choose from, each once, in the file's order.
    pub fn choices(&self) -> Vec<(&OptionId, &Prose)> {
        let mut seen = BTreeSet::new();
        let sides = self
            .pairs
            .iter()
            .map(|pair| (&pair.right, &pair.right_text));
        sides.filter(|(id, _)| seen.insert(*id)).collect()
    }

    pub(super) fn score(
        &self,
        put: &BTreeMap<OptionId, OptionId>,
    ) -> Result<Option<Arithmetic>, Unfit> {
        for (left, right) in put {
            if !self.pairs.iter().any(|pair| pair.left == *left) {
                return Err(Unfit::Unknown(left.clone()));
            }
            if !self.pairs.iter().any(|pair| pair.right == *right) {
                return Err(Unfit::Unknown(right.clone()));
            }
        }
        if self.pairs.is_empty() {
            return Ok(None);
        }
        let right = self
            .pairs
            .iter()
            .filter(|pair| put.get(&pair.left) == Some(&pair.right))
            .count();
        Ok(Some(Arithmetic::Pairs {
            right,
            pairs: self.pairs.len(),
        }))
    }

    pub(super) fn key(&self) -> Response {
        Response::Match(self.right_pairs(self.pairs.len()))
    }

    fn right_pairs(&self, count: usize) -> BTreeMap<OptionId, OptionId> {
        let pairs = self.pairs.iter().take(count);
        pairs
            .map(|pair| (pair.left.clone(), pair.right.clone()))
            .collect()
    }

    /// All right, and all but one.
    pub(super) fn representatives(&self) -> Vec<Response> {
        let nearly = self.right_pairs(self.pairs.len().saturating_sub(1));
        vec![self.key(), Response::Match(nearly)]
    }
}
