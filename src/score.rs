//! What a response earned, out of how much, and why: exact numbers and the arithmetic in words.
//!
//! It decides nothing itself: each question kind scores its own responses (`question/`), and a
//! scenario adds up a walk (`scenario.rs`). Scores are practice; none ever sets a criterion to met.

use std::{
    fmt,
    iter::Sum,
    ops::{Add, Mul, Sub},
    str::FromStr,
};

use num_rational::Ratio;
use num_traits::{CheckedAdd, CheckedDiv, CheckedMul, CheckedSub};
use serde::{Deserialize, Deserializer, Serialize, de};

/// Points: an exact fraction, never negative. Written as `"2"` or `"3/4"`.
///
/// The limits on a question (50 options) and a scenario (100 steps) keep every sum far inside
/// what an `i128` fraction can hold. A record may hold points that somebody made up: where a
/// result of those does not fit, it is less than it should be, never more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(into = "String")]
pub struct Points(Ratio<i128>);

/// A text that is not a number of points.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a number of points such as 2 or 3/4")]
pub struct BadPoints(String);

impl Points {
    /// No points.
    pub const ZERO: Self = Self(Ratio::new_raw(0, 1));

    /// A whole number of points.
    pub fn whole(points: u32) -> Self {
        Self(Ratio::from_integer(points.into()))
    }

    /// `part` out of `all`. Nothing out of nothing is nothing, so that there is never a
    /// division by zero.
    pub fn fraction(part: usize, all: usize) -> Self {
        Self::of_many(part as u64, all as u64)
    }

    /// The same for numbers that need not fit an address, such as of all orders of some items.
    pub(crate) fn of_many(part: impl Into<i128>, all: impl Into<i128>) -> Self {
        let (part, all) = (part.into(), all.into());
        if all <= 0 || part < 0 {
            return Self::ZERO;
        }
        Self(Ratio::new(part, all))
    }

    /// The difference, or none where the other is greater.
    pub fn less(self, other: Self) -> Self {
        let difference = self.0.checked_sub(&other.0).map(Self);
        difference.unwrap_or_default().max(Self::ZERO)
    }

    /// Whether these points are at least `percent` hundredths of `maximum`.
    pub fn reach(self, percent: u8, maximum: Self) -> bool {
        let times = |points: Self, factor| points.0.checked_mul(&Ratio::from_integer(factor));
        match (times(self, 100), times(maximum, percent.into())) {
            (Some(reached), Some(needed)) => reached >= needed,
            _ => false,
        }
    }

    /// Whole hundredths of `maximum`, rounded down, for display only; 0 where the maximum is 0.
    pub fn percent_of(self, maximum: Self) -> u8 {
        if maximum == Self::ZERO {
            return 0;
        }
        let exact = self.0.checked_div(&maximum.0);
        let percent = match exact.and_then(|share| share.checked_mul(&Ratio::from_integer(100))) {
            Some(percent) => percent.to_integer(),
            None => (self.to_f64() / maximum.to_f64() * 100.0) as i128,
        };
        u8::try_from(percent.clamp(0, 100)).unwrap_or(100)
    }

    /// Which part of `maximum` these points are, from 0 to 1, exactly; 0 where the maximum is 0.
    pub fn share_of(self, maximum: Self) -> Self {
        let share = self.0.checked_div(&maximum.0).map(Self);
        share.unwrap_or_default().min(Self::whole(1))
    }

    /// How many whole parts these points come to, rounded down, where 1 point is `parts` of them.
    pub fn whole_parts(self, parts: u32) -> u32 {
        let parts = self.0.checked_mul(&Ratio::from_integer(parts.into()));
        let whole = parts.map_or(0, |parts| parts.to_integer());
        u32::try_from(whole).unwrap_or(u32::MAX)
    }

    /// The points as a decimal number, for charts and for systems that want one.
    pub fn to_f64(self) -> f64 {
        *self.0.numer() as f64 / *self.0.denom() as f64
    }
}

impl Add for Points {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        let sum = self.0.checked_add(&other.0).map(Self);
        sum.unwrap_or_else(|| self.max(other))
    }
}

impl Sub for Points {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        self.less(other)
    }
}

impl Mul for Points {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        self.0.checked_mul(&other.0).map(Self).unwrap_or_default()
    }
}

impl Sum for Points {
    fn sum<I: Iterator<Item = Self>>(points: I) -> Self {
        points.fold(Self::ZERO, Add::add)
    }
}

/// As a person reads it: `2`, `2½`, `1⅓`, `7/12`.
impl fmt::Display for Points {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = (self.0.to_integer(), self.0.fract());
        let sign = match (*rest.numer(), *rest.denom()) {
            (0, _) => return write!(f, "{whole}"),
            (1, 2) => "½",
            (1, 3) => "⅓",
            (2, 3) => "⅔",
            (1, 4) => "¼",
            (3, 4) => "¾",
            (n, d) if whole == 0 => return write!(f, "{n}/{d}"),
            (n, d) => return write!(f, "{whole} {n}/{d}"),
        };
        if whole == 0 {
            f.write_str(sign)
        } else {
            write!(f, "{whole}{sign}")
        }
    }
}

impl From<Points> for String {
    fn from(points: Points) -> String {
        points.0.to_string()
    }
}

impl FromStr for Points {
    type Err = BadPoints;
    fn from_str(text: &str) -> Result<Self, BadPoints> {
        let bad = || BadPoints(text.to_owned());
        let part = |digits: &str| match digits.parse::<i128>() {
            Ok(n) if digits.bytes().all(|b| b.is_ascii_digit()) => Ok(n),
            _ => Err(bad()),
        };
        let (numerator, denominator) = match text.split_once('/') {
            Some((n, d)) => (part(n)?, part(d)?),
            None => return part(text).map(|whole| Self(Ratio::from_integer(whole))),
        };
        if denominator == 0 {
            Err(bad())
        } else {
            Ok(Self(Ratio::new(numerator, denominator)))
        }
    }
}

impl<'de> Deserialize<'de> for Points {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(PointsVisitor)
    }
}

/// Reads points where they stand.
struct PointsVisitor;

impl de::Visitor<'_> for PointsVisitor {
    type Value = Points;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Points, E> {
        text.parse().map_err(E::custom)
    }
}

/// What a response earned. `0 ≤ earned ≤ maximum` always holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Score {
    /// What the response earned.
    pub earned: Points,
    /// What the right response would have earned.
    pub maximum: Points,
    /// How it came about.
    pub why: Arithmetic,
}

impl Score {
    /// The share that `why` makes, of a question worth `maximum`.
    pub fn of(maximum: Points, why: Arithmetic) -> Self {
        Self {
            earned: why.share() * maximum,
            maximum,
            why,
        }
    }

    /// Whether nothing is missing.
    pub fn is_full(&self) -> bool {
        self.earned == self.maximum
    }

    /// The score and how it came about, in words a learner understands.
    pub fn words(&self) -> String {
        let worth = match self.maximum == Points::whole(1) {
            true => "1 point".to_owned(),
            false => format!("{} points", self.maximum),
        };
        format!("{} {} of {worth}.", self.why, self.earned)
    }
}

/// The arithmetic behind a score, by the rules of design and ARCHITECTURE ("Scoring").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arithmetic {
    /// Everything or nothing: one choice, a number, a short text.
    Whole {
        /// Whether the response is right.
        right: bool,
    },
    /// Right chosen over all right, less wrong chosen over all wrong, never below nothing.
    Several {
        /// How many right options were chosen.
        right_chosen: usize,
        /// How many right options there are.
        right: usize,
        /// How many wrong options were chosen.
        wrong_chosen: usize,
        /// How many wrong options there are.
        wrong: usize,
        /// Whether only the exact set earns anything (`scoring=all`).
        all_or_nothing: bool,
    },
    /// The longest run in the right relative order, less one, over all items less one.
    Order {
        /// The length of the longest run.
        run: usize,
        /// How many items there are.
        items: usize,
    },
    /// Right pairs over all pairs.
    Pairs {
        /// How many pairs are right.
        right: usize,
        /// How many pairs there are.
        pairs: usize,
    },
    /// Right gaps over all gaps.
    Gaps {
        /// How many gaps are right.
        right: usize,
        /// How many gaps there are.
        gaps: usize,
    },
}

impl Arithmetic {
    /// The part of the question's points that was earned, from 0 to 1.
    pub fn share(self) -> Points {
        match self {
            Self::Whole { right } => Points::whole(right.into()),
            Self::Several {
                right_chosen,
                right,
                wrong_chosen,
                wrong,
                all_or_nothing,
            } => {
                if all_or_nothing {
                    Points::whole((right_chosen == right && wrong_chosen == 0).into())
                } else {
                    Points::fraction(right_chosen, right)
                        .less(Points::fraction(wrong_chosen, wrong))
                }
            }
            Self::Order { run, items } => {
                Points::fraction(run.saturating_sub(1), items.saturating_sub(1))
            }
            Self::Pairs { right, pairs } => Points::fraction(right, pairs),
            Self::Gaps { right, gaps } => Points::fraction(right, gaps),
        }
    }
}

impl fmt::Display for Arithmetic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Whole { right: true } => f.write_str("Right:"),
            Self::Whole { right: false } => f.write_str("Not the best answer:"),
            Self::Several {
                right_chosen,
                right,
                wrong_chosen,
                wrong,
                all_or_nothing,
            } => {
                write!(f, "You chose {right_chosen} of the {right} right ones")?;
                if wrong_chosen > 0 {
                    write!(f, " and {wrong_chosen} of the {wrong} wrong ones")?;
                }
                if all_or_nothing {
                    return f.write_str(", and only the exact set counts:");
                }
                if wrong_chosen > 0 {
                    let (plus, minus) = (
                        Points::fraction(right_chosen, right),
                        Points::fraction(wrong_chosen, wrong),
                    );
                    write!(f, ", and wrong ones take away ({plus} less {minus})")?;
                }
                f.write_str(":")
            }
            Self::Order { run, items } if run == items => {
                write!(f, "All {items} are in the right order:")
            }
            Self::Order { run, items } => {
                write!(
                    f,
                    "{run} of {items} already follow each other in the right order:"
                )
            }
            Self::Pairs { right, pairs } => write!(f, "{right} of {pairs} pairs are right:"),
            Self::Gaps { right, gaps } => write!(f, "{right} of {gaps} gaps are right:"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_written_and_read() {
        for (points, text, shown) in [
            (Points::ZERO, "0", "0"),
            (Points::whole(3), "3", "3"),
            (Points::fraction(5, 2), "5/2", "2½"),
            (Points::fraction(6, 8), "3/4", "¾"),
            (Points::fraction(7, 12), "7/12", "7/12"),
            (Points::fraction(19, 12), "19/12", "1 7/12"),
        ] {
            assert_eq!(String::from(points), text);
            assert_eq!(text.parse(), Ok(points));
            assert_eq!(points.to_string(), shown);
        }
        for bad in [
            "",
            "-1",
            "1/0",
            "a",
            "1/2/3",
            "+1",
            "1/-2",
            "999999999999999999999999999999999999999",
        ] {
            assert!(bad.parse::<Points>().is_err(), "{bad:?}");
        }
    }

    /// Every share that a question can come to, in one sum: what it holds can be read again.
    #[test]
    fn a_sum_of_all_kinds_of_shares_is_written_and_read() {
        let sum: Points = (1..=50).map(|parts| Points::fraction(1, parts)).sum();
        assert_eq!(String::from(sum).parse(), Ok(sum));
    }

    /// What anybody may write into a file: too fine or too large for one exact sum.
    #[test]
    fn made_up_points_never_come_to_more_than_they_are() {
        let huge: Points = i128::MAX.to_string().parse().unwrap();
        let third: Points = format!("{}/3", i128::MAX).parse().unwrap();
        let fine: Points = format!("1/{}", i128::MAX).parse().unwrap();
        let finer: Points = format!("1/{}", i128::MAX - 1).parse().unwrap();
        for (sum, told) in [
            (huge + huge, huge),
            (huge + third, huge),
            (third + fine, third),
            (finer + fine, finer),
            (huge * huge, Points::ZERO),
            (fine * finer, Points::ZERO),
            (finer - fine, Points::ZERO),
        ] {
            assert_eq!(sum, told);
        }
        assert!(huge > third && third > finer && finer > fine);
        assert!(!fine.reach(70, huge) && !huge.reach(70, huge));
        assert_eq!((huge.percent_of(huge), fine.percent_of(huge)), (100, 0));
        assert_eq!(third.percent_of(huge), 33);
    }

    #[test]
    fn reaching_a_pass_mark_is_exact() {
        let third = Points::fraction(1, 3);
        assert!(third.reach(33, Points::whole(1)));
        assert!(!third.reach(34, Points::whole(1)));
        assert!(Points::ZERO.reach(0, Points::ZERO));
    }

    #[test]
    fn arithmetic_in_words() {
        let why = Arithmetic::Several {
            right_chosen: 2,
            right: 2,
            wrong_chosen: 1,
            wrong: 2,
            all_or_nothing: false,
        };
        let score = Score::of(Points::whole(3), why);
        assert_eq!(
            score.words(),
            "You chose 2 of the 2 right ones and 1 of the 2 wrong ones, \
             and wrong ones take away (1 less ½): 1½ of 3 points."
        );
    }
}
