//! How long learners wait, as figures.
//!
//! Waits are told by the middle and the quarters, because one submission that lay for months
//! would draw an average away from what most learners meet.

use jiff::SignedDuration;

/// How waits are spread.
///
/// Between two waits a quarter lies in proportion to its place among them (the method of R's
/// default and of a spreadsheet's `QUARTILE.INC`: number 7 of Hyndman and Fan, “Sample quantiles in
/// statistical packages”, The American Statistician 50, 1996).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spread {
    /// How many there are; at least 1.
    pub count: usize,
    /// The shortest.
    pub shortest: SignedDuration,
    /// A quarter are no longer than this.
    pub lower_quartile: SignedDuration,
    /// Half are no longer than this.
    pub median: SignedDuration,
    /// Three quarters are no longer than this.
    pub upper_quartile: SignedDuration,
    /// The longest.
    pub longest: SignedDuration,
}

impl Spread {
    /// The spread of these times; none where there are none.
    pub fn of(times: impl IntoIterator<Item = SignedDuration>) -> Option<Self> {
        let mut times: Vec<SignedDuration> = times.into_iter().collect();
        times.sort();
        Some(Self {
            count: times.len(),
            shortest: *times.first()?,
            lower_quartile: quarter(&times, 1)?,
            median: quarter(&times, 2)?,
            upper_quartile: quarter(&times, 3)?,
            longest: *times.last()?,
        })
    }
}

/// The time so many quarters of the way from the first to the last of these sorted times.
fn quarter(sorted: &[SignedDuration], quarters: usize) -> Option<SignedDuration> {
    let way = sorted.len().checked_sub(1)? * quarters;
    let (before, part) = (*sorted.get(way / 4)?, i32::try_from(way % 4).ok()?);
    let after = sorted.get(way / 4 + 1).copied().unwrap_or(before);
    let gap = after.saturating_sub(before);
    Some(before.saturating_add(gap.saturating_mul(part) / 4))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn hours(hours: i64) -> SignedDuration {
        SignedDuration::from_hours(hours)
    }

    /// By hand, with (count − 1)·quarters/4 for the way from the first: of four, 0.75, 1.5 and 2.25.
    #[test]
    fn quarters_lie_between_waits_in_proportion() {
        for (waits, wanted) in [
            (&[8][..], [8, 8, 8, 8, 8]),
            (&[4, 12], [4, 6, 8, 10, 12]),
            (&[40, 4, 8, 0], [0, 3, 6, 16, 40]),
            (&[5, 1, 4, 2, 3], [1, 2, 3, 4, 5]),
        ] {
            let spread = Spread::of(waits.iter().map(|&wait| hours(wait))).unwrap();
            let found = [
                spread.shortest,
                spread.lower_quartile,
                spread.median,
                spread.upper_quartile,
                spread.longest,
            ];
            assert_eq!(found, wanted.map(hours), "{waits:?}");
            assert_eq!(spread.count, waits.len());
        }
        assert_eq!(Spread::of([]), None);
    }

    proptest! {
        #[test]
        fn a_spread_is_in_order_and_within_what_was_waited(
            seconds in prop::collection::vec(0..1_000_000_i64, 1..40),
        ) {
            let times = || seconds.iter().copied().map(SignedDuration::from_secs);
            let spread = Spread::of(times()).unwrap();
            let order = [
                times().min().unwrap(),
                spread.lower_quartile,
                spread.median,
                spread.upper_quartile,
                times().max().unwrap(),
            ];
            prop_assert!(order.is_sorted());
            prop_assert_eq!((spread.shortest, spread.longest), (order[0], order[4]));
            for (part, quarters) in [(spread.lower_quartile, 1), (spread.median, 2)] {
                let no_longer = times().filter(|time| *time <= part).count();
                prop_assert!(no_longer * 4 >= seconds.len() * quarters);
            }
        }

        #[test]
        fn hostile_times_do_not_overflow(nanos in prop::collection::vec(any::<i64>(), 0..9)) {
            let extremes = [SignedDuration::MIN, SignedDuration::MAX];
            let times = nanos.iter().copied().map(SignedDuration::from_secs).chain(extremes);
            prop_assert_eq!(Spread::of(times).unwrap().count, nanos.len() + 2);
        }
    }
}
