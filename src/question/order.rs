//! Putting items in order.

use serde::{Deserialize, Serialize};

use super::{Response, Unfit};
use crate::{id::OptionId, prose::Prose, score::Arithmetic, source::Span};

/// Items with a right order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// The items in the right order, no two with the same id.
    pub items: Vec<Item>,
}

/// One item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// A hash of its source text, or the author's own.
    pub id: OptionId,
    /// Its words.
    pub text: Prose,
    /// Where it stands.
    pub span: Span,
}

impl Order {
    /// The longest run, not necessarily adjacent, already in the right relative order, less one,
    /// over all items less one.
    pub(super) fn score(&self, placed: &[OptionId]) -> Result<Option<Arithmetic>, Unfit> {
        let mut places = Vec::with_capacity(placed.len());
        for id in placed {
            let place = self.items.iter().position(|item| item.id == *id);
            places.push(place.ok_or_else(|| Unfit::Unknown(id.clone()))?);
        }
        let mut once = places.clone();
        once.sort_unstable();
        once.dedup();
        if once.len() != self.items.len() || places.len() != self.items.len() {
            return Err(Unfit::NotEveryItem);
        }
        Ok(self.is_scored().then(|| Arithmetic::Order {
            run: longest_rising(&places),
            items: self.items.len(),
        }))
    }

    pub(super) fn is_scored(&self) -> bool {
        self.items.len() >= 2
    }

    pub(super) fn key(&self) -> Response {
        Response::Order(self.items.iter().map(|item| item.id.clone()).collect())
    }

    /// The right order, and one with the last two exchanged: the best of all wrong ones.
    pub(super) fn representatives(&self) -> Vec<Response> {
        let mut swapped: Vec<_> = self.items.iter().map(|item| item.id.clone()).collect();
        if let [.., a, b] = swapped.as_mut_slice() {
            std::mem::swap(a, b);
        }
        vec![self.key(), Response::Order(swapped)]
    }
}

/// The length of the longest rising subsequence, by patience sorting.
fn longest_rising(places: &[usize]) -> usize {
    let mut tops: Vec<usize> = Vec::new();
    for place in places {
        let pile = tops.partition_point(|top| top < place);
        match tops.get_mut(pile) {
            Some(top) => *top = *place,
            None => tops.push(*place),
        }
    }
    tops.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_run_need_not_be_adjacent() {
        for (places, run) in [
            (&[0, 1, 2, 3][..], 4),
            (&[3, 2, 1, 0], 1),
            (&[0, 3, 1, 2], 3),
            (&[2, 0, 3, 1], 2),
            (&[], 0),
        ] {
            assert_eq!(longest_rising(places), run, "{places:?}");
        }
    }
}
