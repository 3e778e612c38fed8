//! Which numbers are near enough to one: what `equal`, `equalRounded` and pairs of bounds say.
//!
//! A range may end just before a number. The content language has ranges with their edges only, so such
//! a number becomes an answer by itself before the range (`known`): the first that fits is taken.

use roxmltree::Node;
use rust_decimal::{Decimal, RoundingStrategy};

use super::{
    declared::number,
    xml::{attribute, is_false},
};

/// How many figures an edge has at the most that is worked out by dividing.
const FIGURES: u32 = 9;

/// The numbers from one to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Range {
    least: Edge,
    most: Edge,
    /// Whether an edge is no decimal, and only nearly where it was.
    pub is_rounded: bool,
}

/// Where a range ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Edge {
    pub at: Decimal,
    /// Whether the number there belongs to the range.
    pub is_within: bool,
}

impl Range {
    /// One number.
    pub fn exactly(at: Decimal) -> Self {
        let edge = Edge {
            at,
            is_within: true,
        };
        Self {
            least: edge,
            most: edge,
            is_rounded: false,
        }
    }

    /// Everything from one edge to the other; none where that is nothing.
    pub fn between(least: Edge, most: Edge) -> Option<Self> {
        let is_one = least.at == most.at && least.is_within && most.is_within;
        (least.at < most.at || is_one).then_some(Self {
            least,
            most,
            is_rounded: false,
        })
    }

    /// The whole numbers in it.
    pub fn whole(self) -> Option<Self> {
        let (least, most) = (self.least, self.most);
        let next = match least.is_within {
            true => least.at.ceil(),
            false => least.at.floor().checked_add(Decimal::ONE)?,
        };
        let last = match most.is_within {
            true => most.at.floor(),
            false => most.at.ceil().checked_sub(Decimal::ONE)?,
        };
        let closed = |at| Edge {
            at,
            is_within: true,
        };
        Self::between(closed(next), closed(last))
    }

    /// The smallest number of it, or the one that it begins after.
    pub fn least(&self) -> Decimal {
        self.least.at
    }

    pub fn is_one_number(&self) -> bool {
        self.least.at == self.most.at
    }

    pub fn holds(&self, number: Decimal) -> bool {
        let is_above = number > self.least.at || (self.least.is_within && number == self.least.at);
        let is_below = number < self.most.at || (self.most.is_within && number == self.most.at);
        is_above && is_below
    }

    /// The same with its edges, as the content language has it.
    pub fn with_edges(self) -> Self {
        let closed = |edge: Edge| Edge {
            is_within: true,
            ..edge
        };
        Self {
            least: closed(self.least),
            most: closed(self.most),
            ..self
        }
    }

    /// The numbers that it ends just before.
    pub fn left_out(&self) -> impl Iterator<Item = Decimal> + use<> {
        let edges = [self.least, self.most].into_iter();
        edges.filter(|edge| !edge.is_within).map(|edge| edge.at)
    }

    /// Its middle, and how far it goes to both sides.
    pub fn middle(&self) -> Option<(Decimal, Decimal)> {
        let half = |sum: Decimal| sum.checked_div(Decimal::TWO);
        let middle = half(self.least.at.checked_add(self.most.at)?)?;
        let reach = half(self.most.at.checked_sub(self.least.at)?)?;
        Some((middle, reach))
    }
}

/// What `equal` takes. The range lies around what stands first in it: around the number that is given, or
/// around the response, and then which responses fit is that range turned round.
pub(super) fn equal(node: Node<'_, '_>, given: Decimal, response_is_first: bool) -> Option<Range> {
    let mode = attribute(node, "tolerance-mode");
    if !matches!(mode, "absolute" | "relative") {
        return Some(Range::exactly(given));
    }
    let mut parts = attribute(node, "tolerance").split_whitespace();
    let below = number(parts.next()?)?;
    let above = parts.next().map_or(Some(below), number)?;
    if below < Decimal::ZERO || above < Decimal::ZERO {
        return None;
    }
    let is_within = |bound: &str| !is_false(node, bound);
    let lower = (below, is_within("include-lower-bound"));
    let upper = (above, is_within("include-upper-bound"));
    let (lower, upper) = match response_is_first {
        true => (upper, lower),
        false => (lower, upper),
    };
    let (least, most, is_rounded) = if mode == "absolute" {
        let (least, most) = (given.checked_sub(lower.0)?, given.checked_add(upper.0)?);
        (least, most, false)
    } else {
        // A share of the number that stands first, whichever side of nothing it is on.
        let share = |of: Decimal| of.checked_div(Decimal::ONE_HUNDRED);
        let (less, more) = match given.is_sign_negative() {
            true => (
                Decimal::ONE.checked_add(share(lower.0)?)?,
                Decimal::ONE.checked_sub(share(upper.0)?)?,
            ),
            false => (
                Decimal::ONE.checked_sub(share(lower.0)?)?,
                Decimal::ONE.checked_add(share(upper.0)?)?,
            ),
        };
        match response_is_first {
            false => (given.checked_mul(less)?, given.checked_mul(more)?, false),
            true => {
                let (least, nearly_least) = divided(given, turned(less)?)?;
                let (most, nearly_most) = divided(given, turned(more)?)?;
                (least, most, nearly_least || nearly_most)
            }
        }
    };
    let edge = |at, is_within| Edge { at, is_within };
    let range = Range::between(edge(least, lower.1), edge(most, upper.1))?;
    Some(Range {
        is_rounded,
        ..range
    })
}

/// One less what another is more than one, and the other way; none where that is nothing or less, so that
/// any number would do.
fn turned(share: Decimal) -> Option<Decimal> {
    let turned = Decimal::TWO.checked_sub(share)?;
    (turned > Decimal::ZERO).then_some(turned)
}

/// A number by another, and whether that is rounded.
fn divided(number: Decimal, by: Decimal) -> Option<(Decimal, bool)> {
    let nearly = number.checked_div(by)?.round_sf(FIGURES)?;
    Some((nearly, nearly.checked_mul(by)? != number))
}

/// What `equalRounded` takes: the number that is given, rounded, and everything that is rounded to it.
/// A figure goes up from five, away from nothing, as the standard rounds.
pub(super) fn rounded(node: Node<'_, '_>, given: Decimal) -> Option<(Decimal, Range)> {
    let figures: u32 = attribute(node, "figures").trim().parse().ok()?;
    let up = RoundingStrategy::MidpointAwayFromZero;
    let (middle, outward, inward) = match attribute(node, "rounding-mode") {
        "decimalPlaces" => {
            let half = half_of(-i64::from(figures))?;
            (given.round_dp_with_strategy(figures, up), half, half)
        }
        "significantFigures" if figures > 0 => {
            let middle = given.round_sf_with_strategy(figures, up)?;
            if middle.is_zero() {
                return Some((middle, Range::exactly(middle)));
            }
            let first = first_figure(middle);
            let outward = half_of(first.checked_add(1)?.checked_sub(i64::from(figures))?)?;
            // Below 10, and below 1 and 100 and so on, figures stand closer.
            let is_smallest = middle.abs() == power(first)?;
            let inward = match is_smallest {
                true => outward.checked_div(Decimal::TEN)?,
                false => outward,
            };
            (middle, outward, inward)
        }
        _ => return None,
    };
    // What lies half way towards nothing is rounded to it, what lies half way beyond it is not.
    let edge = |at, is_within| Edge { at, is_within };
    let (least, most) = match (middle.is_zero(), middle.is_sign_negative()) {
        (true, _) => ((outward, false), (outward, false)),
        (false, false) => ((inward, true), (outward, false)),
        (false, true) => ((outward, false), (inward, true)),
    };
    let range = Range::between(
        edge(middle.checked_sub(least.0)?, least.1),
        edge(middle.checked_add(most.0)?, most.1),
    )?;
    Some((middle, range))
}

/// The place of the first figure that is not nothing: 0 for ones, 1 for tens, -1 for tenths.
fn first_figure(number: Decimal) -> i64 {
    let figures = number.mantissa().unsigned_abs().checked_ilog10();
    i64::from(figures.unwrap_or_default()) - i64::from(number.scale())
}

/// 1 at a place.
fn power(place: i64) -> Option<Decimal> {
    match u32::try_from(place) {
        Ok(place) => {
            let number = 10_i128.checked_pow(place)?;
            Decimal::try_from_i128_with_scale(number, 0).ok()
        }
        Err(_) => {
            let places = u32::try_from(place.checked_neg()?).ok()?;
            Decimal::try_new(1, places).ok()
        }
    }
}

/// Half of 1 at a place.
fn half_of(place: i64) -> Option<Decimal> {
    power(place.checked_sub(1)?)?.checked_mul(Decimal::from(5))
}
