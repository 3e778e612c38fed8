//! A question for a number, which may be near enough.

use std::{fmt, str::FromStr};

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{
    Response,
    entry::{Answer, Entry},
    fold_text,
};

/// A question for a number.
pub type Number = Entry<Amount>;

/// A number, how far from it is near enough, and what it counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amount {
    /// The number, exactly.
    #[serde(with = "as_text")]
    pub value: Decimal,
    /// How far off is near enough, the edge included; never negative.
    #[serde(with = "as_text")]
    pub tolerance: Decimal,
    /// What is counted; empty without a unit.
    pub unit: String,
}

/// Exact decimals go through text, so that no reader rounds them.
mod as_text {
    use rust_decimal::Decimal;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub fn serialize<S: Serializer>(value: &Decimal, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(value)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Decimal, D::Error> {
        let text = String::deserialize(deserializer)?;
        Decimal::from_str_exact(&text).map_err(D::Error::custom)
    }
}

/// A text that is not a number with an optional tolerance and unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("it does not read as a number, such as 42, 2.5 or 42 ± 2 hours")]
pub struct BadAmount;

impl FromStr for Amount {
    type Err = BadAmount;

    /// Reads `42`, `-2.5`, `1,200`, `£3.50`, `42 ± 2 hours`, `42 +/- 2`.
    fn from_str(text: &str) -> Result<Self, BadAmount> {
        let text = text.replace("+/-", "±").replace(['−', '–'], "-");
        let (value, rest) = leading_number(text.trim())?;
        let (tolerance, unit) = match rest.trim_start().strip_prefix('±') {
            Some(rest) => leading_number(rest.trim_start())?,
            None => (Decimal::ZERO, rest),
        };
        if tolerance.is_sign_negative() && !tolerance.is_zero() {
            return Err(BadAmount);
        }
        Ok(Self {
            value,
            tolerance,
            unit: unit.trim().to_owned(),
        })
    }
}

/// As an author writes it: `42 ± 2 hours`.
impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.value.normalize())?;
        if !self.tolerance.is_zero() {
            write!(f, " ± {}", self.tolerance.normalize())?;
        }
        if !self.unit.is_empty() {
            write!(f, " {}", self.unit)?;
        }
        Ok(())
    }
}

/// The number at the start of a text, and what follows it. A currency sign may stand before it and
/// commas part its thousands, as people in the United Kingdom write.
fn leading_number(text: &str) -> Result<(Decimal, &str), BadAmount> {
    let start = text.strip_prefix(['£', '€', '$']).unwrap_or(text);
    let number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '+');
    let end = start.find(|c| !number(c)).unwrap_or(start.len());
    let (digits, rest) = start.split_at(end);
    // A full stop at the end of a sentence is not part of the number.
    let digits = digits.trim_end_matches(['.', ',']);
    let bare: String = digits.chars().filter(|c| *c != ',').collect();
    let value = Decimal::from_str_exact(bare.trim_start_matches('+')).map_err(|_| BadAmount)?;
    Ok((value, rest))
}

impl Answer for Amount {
    type Typed = Self;

    fn typed(text: &str) -> Option<Self> {
        text.parse().ok()
    }

    /// Near enough; a unit, if typed, has to be this one.
    fn fits(&self, typed: &Self) -> bool {
        let off = match typed.value.checked_sub(self.value) {
            Some(off) => off.abs(),
            None => return false,
        };
        let unit = fold_text(&typed.unit);
        off <= self.tolerance && (unit.is_empty() || same_unit(&unit, &fold_text(&self.unit)))
    }

    fn response(typed: String) -> Response {
        Response::Number(typed)
    }

    fn to_type(all: &[&Self]) -> impl Iterator<Item = String> {
        let mut numbers: Vec<Decimal> = all.iter().map(|amount| amount.value).collect();
        let mut edges = numbers.clone();
        for amount in all {
            edges.extend(amount.value.checked_sub(amount.tolerance));
            edges.extend(amount.value.checked_add(amount.tolerance));
        }
        edges.sort();
        edges.dedup();
        // What is left of one answer's range beside others' holds an edge or lies between two.
        let between = edges.windows(2).filter_map(|pair| match pair {
            [a, b] => a.checked_add(*b)?.checked_div(Decimal::TWO),
            _ => None,
        });
        numbers.extend(between);
        numbers.extend(&edges);
        let bare: Vec<String> = numbers.iter().map(Decimal::to_string).collect();
        // Of the same number of hours and of minutes, the one without its unit is the first's.
        let counted = all.iter().flat_map(move |amount| {
            let numbers = numbers.iter();
            let counted = numbers.map(|number| format!("{number} {}", amount.unit));
            counted.collect::<Vec<_>>()
        });
        bare.into_iter().chain(counted)
    }
}

/// Whether two units are the same but for a plural s and a full stop.
fn same_unit(a: &str, b: &str) -> bool {
    let bare = |unit: &str| {
        let unit = unit.trim_end_matches('.');
        unit.strip_suffix('s').unwrap_or(unit).to_owned()
    };
    bare(a) == bare(b)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{question::KnownAnswer, source::Span};

    #[test]
    fn amounts_are_read_and_compared_exactly() {
        let amount = |text: &str| text.parse::<Amount>();
        for (known, typed, fits) in [
            ("42 ± 2 hours", "44", true),
            ("42 ± 2 hours", "44.0001", false),
            ("42 ± 2 hours", "40 hours", true),
            ("42 ± 2 hours", "40 hour", true),
            ("42 ± 2 hours", "40 minutes", false),
            ("0.1", "0.10", true),
            ("1,200 ml", "1200", true),
            ("£3.50", "3.5", true),
            ("-2", "−2", true),
            ("7", "7.", true),
        ] {
            let (known, typed) = (amount(known).unwrap(), amount(typed).unwrap());
            assert_eq!(known.fits(&typed), fits, "{known:?} {typed:?}");
        }
        for bad in [
            "",
            "hours",
            "± 2",
            "4 ± -1",
            "1.2.3",
            "99999999999999999999999999999999999",
        ] {
            assert_eq!(amount(bad), Err(BadAmount), "{bad:?}");
        }
    }

    #[test]
    fn what_others_leave_of_a_range_is_found() {
        let number = |known: &[&str]| Number {
            known: known
                .iter()
                .enumerate()
                .map(|(at, text)| KnownAnswer {
                    id: format!("n{at}").parse().unwrap(),
                    answer: text.parse().unwrap(),
                    right: true,
                    feedback: None,
                    span: Span::default(),
                })
                .collect(),
        };
        for (known, out_of_reach) in [
            (&["42 ± 2", "42 ± 10"][..], 0),
            (&["42 ± 10", "42 ± 2"], 1),
            (&["0 ± 1", "100 ± 1", "50 ± 1", "50 ± 50"], 0),
            (&["42 hours", "42 minutes"], 0),
            (&["42 hours", "42 hour"], 1),
        ] {
            let number = number(known);
            assert_eq!(number.out_of_reach().len(), out_of_reach, "{known:?}");
            assert_eq!(
                number.representatives().len(),
                known.len() + 1 - out_of_reach
            );
        }
    }
}
