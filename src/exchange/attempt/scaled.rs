//! A score as learning systems want it: a part of 1, in ten-thousandths, never rounded up.
//!
//! What is compared with a pass mark is exactly what is sent, so that the learning system and this
//! program cannot come to two results.

use std::{fmt, str::FromStr};

use rust_decimal::{Decimal, prelude::ToPrimitive};

use crate::score::Points;

/// How many parts a whole score has.
const PARTS: u16 = 10_000;

/// A part of 1 in ten-thousandths: a score, or the score that passes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Scaled(u16);

/// A text that is no part of 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("write a number from 0 to 100")]
pub struct NotScaled;

impl Scaled {
    /// The whole.
    pub const ONE: Self = Self(PARTS);

    /// An exact part of 1, rounded down.
    pub fn floor(share: Points) -> Self {
        let parts = share.whole_parts(PARTS.into());
        Self(u16::try_from(parts).unwrap_or(PARTS).min(PARTS))
    }

    /// So many of so many, rounded down.
    pub fn of(done: usize, all: usize) -> Self {
        match all {
            0 => Self::default(),
            all => Self::floor(Points::fraction(done.min(all), all)),
        }
    }

    /// A pass mark in hundredths, as people and SCORM 1.2 write it: `80`, `66.6`.
    ///
    /// # Errors
    /// It is no number from 0 to 100.
    pub fn from_percent(text: &str) -> Result<Self, NotScaled> {
        let percent = Decimal::from_str(text.trim()).map_err(|_| NotScaled)?;
        // A learning system may ask for less than nothing, and nobody who packs a unit means that.
        if percent < Decimal::ZERO {
            return Err(NotScaled);
        }
        Self::ceil(percent.checked_div(Decimal::ONE_HUNDRED).ok_or(NotScaled)?)
    }

    /// Rounded up: a pass mark is not reached by less than it says.
    fn ceil(part: Decimal) -> Result<Self, NotScaled> {
        if part > Decimal::ONE || part < Decimal::NEGATIVE_ONE {
            return Err(NotScaled);
        }
        let parts = (part.max(Decimal::ZERO) * Decimal::from(PARTS)).ceil();
        parts.to_u16().map(Self).ok_or(NotScaled)
    }

    /// As an exact fraction: `8/10000`, which [`Points`] reads.
    pub(super) fn fraction(self) -> String {
        format!("{}/{PARTS}", self.0)
    }

    /// In hundredths: `80`, `66.66`.
    pub fn percent(self) -> String {
        Decimal::new(self.0.into(), 2).normalize().to_string()
    }
}

/// As SCORM 2004 and cmi5 write it: `0.8`.
impl fmt::Display for Scaled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Decimal::new(self.0.into(), 4).normalize().fmt(f)
    }
}

/// A pass mark as SCORM 2004 and cmi5 write it, where less than nothing is possible: `0.8`, `-0.5`.
impl FromStr for Scaled {
    type Err = NotScaled;
    fn from_str(text: &str) -> Result<Self, NotScaled> {
        let part = Decimal::from_str(text.trim()).map_err(|_| NotScaled)?;
        Self::ceil(part)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn scores_are_rounded_down_and_pass_marks_up() {
        let two_thirds = Points::fraction(2, 3);
        assert_eq!(Scaled::floor(two_thirds).to_string(), "0.6666");
        assert_eq!(Scaled::floor(two_thirds).percent(), "66.66");
        assert_eq!("0.66661".parse::<Scaled>().unwrap().to_string(), "0.6667");
        for (text, wanted) in [
            ("80", Ok("0.8")),
            (" 100 ", Ok("1")),
            ("0", Ok("0")),
            ("66.666", Ok("0.6667")),
            ("101", Err(NotScaled)),
            ("eighty", Err(NotScaled)),
            ("", Err(NotScaled)),
        ] {
            let read = Scaled::from_percent(text).map(|scaled| scaled.to_string());
            assert_eq!(read.as_deref(), wanted.as_ref().copied(), "{text}");
        }
        assert_eq!("-0.5".parse(), Ok(Scaled::default()));
        assert_eq!("1.01".parse::<Scaled>(), Err(NotScaled));
        assert_eq!(Scaled::ONE.percent(), "100");
    }

    proptest! {
        /// Rounding decides nothing: what is sent reaches a pass mark of four places exactly where
        /// the exact score does.
        #[test]
        fn a_pass_mark_is_reached_as_the_exact_score_reaches_it(
            part in 0..200_usize, all in 1..200_usize, mark in 0..=100_u8,
        ) {
            let exact = Points::fraction(part.min(all), all);
            let mark_scaled = Scaled::from_percent(&mark.to_string()).unwrap();
            prop_assert_eq!(Scaled::floor(exact) >= mark_scaled, exact.reach(mark, Points::whole(1)));
        }

        #[test]
        fn what_is_written_is_read(parts in 0..=PARTS) {
            let scaled = Scaled(parts);
            prop_assert_eq!(scaled.to_string().parse(), Ok(scaled));
            prop_assert_eq!(Scaled::from_percent(&scaled.percent()), Ok(scaled));
        }

        #[test]
        fn any_text_is_a_part_or_not(text in ".{0,40}") {
            let _ = text.parse::<Scaled>();
            let _ = Scaled::from_percent(&text);
        }
    }
}
