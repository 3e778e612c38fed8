//! Item codes: what stands beside a question on paper, so that it can be found again by typing.
//!
//! A code is worked out from ids alone. So it stays the same while other items come and go, and
//! however the words of its own change. It says nothing by itself.

use std::{fmt, str::FromStr};

use sha2::{Digest, Sha256};

use crate::id::UnitId;

/// What a code is made of: no vowels, so that no code is a word, and nothing that looks like
/// something else in it. A prime number of signs, which the check needs.
const SIGNS: &[u8; 29] = b"123456789BCDFGHJKMNPQRSTVWXYZ";

/// How many signs stand before the check.
const BODY: usize = 4;

/// A code: four signs, and a fifth that checks them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code([u8; BODY + 1]);

/// Why a text is not a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadCode {
    /// It has more or fewer signs.
    #[error("a code has five signs")]
    Length,
    /// A sign that no code has.
    #[error("no code has the sign {0:?}")]
    Sign(char),
    /// The check says that something was mistyped.
    #[error("the last sign does not fit the others")]
    Check,
}

impl Code {
    /// The code of something with an id in a unit.
    pub fn of(unit: &UnitId, id: &str) -> Self {
        Self::of_text(&format!("{unit}/{id}"))
    }

    /// The code of any text: two that differ have the same one about once in 700,000 times.
    pub(super) fn of_text(text: &str) -> Self {
        let hash = Sha256::digest(text);
        let first = hash.iter().take(8);
        let mut rest = first.fold(0, |rest, byte| rest << 8 | u64::from(*byte));
        let mut places = [0; BODY + 1];
        for place in places.iter_mut().take(BODY) {
            *place = (rest % SIGNS.len() as u64) as u8;
            rest /= SIGNS.len() as u64;
        }
        let [body @ .., check] = &mut places;
        *check = check_of(body);
        Self(places)
    }
}

/// The sign that makes the sum of all, each times its place counted from the end, a multiple of
/// 29. Weights that differ, modulo a prime: so that any one sign mistyped and any two neighbours
/// swapped are noticed.
fn check_of(body: &[u8]) -> u8 {
    let sum: usize = (2..)
        .zip(body.iter().rev())
        .map(|(weight, place)| weight * usize::from(*place))
        .sum();
    ((SIGNS.len() - sum % SIGNS.len()) % SIGNS.len()) as u8
}

/// As it is printed: `7KQ4M`.
impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|place| {
            let sign = SIGNS.get(usize::from(*place)).copied().unwrap_or(b'?');
            write!(f, "{}", char::from(sign))
        })
    }
}

impl FromStr for Code {
    type Err = BadCode;

    /// Reads a code as it was typed: small letters and spaces are as good.
    fn from_str(typed: &str) -> Result<Self, BadCode> {
        let mut places = Vec::with_capacity(BODY + 1);
        for sign in signs(typed) {
            let place = SIGNS.iter().position(|known| char::from(*known) == sign);
            places.push(place.ok_or(BadCode::Sign(sign))? as u8);
        }
        let places: [u8; BODY + 1] = places.try_into().map_err(|_| BadCode::Length)?;
        let [body @ .., check] = &places;
        match check_of(body) == *check {
            true => Ok(Self(places)),
            false => Err(BadCode::Check),
        }
    }
}

/// What was typed, as a code would be printed.
pub(super) fn signs(typed: &str) -> impl Iterator<Item = char> {
    let said = |c: &char| !c.is_whitespace() && !matches!(c, '-' | '.' | ',');
    typed.chars().filter(said).map(|c| c.to_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn code(id: &str) -> Code {
        Code::of(&"carer-partnerships".parse().unwrap(), id)
    }

    #[test]
    fn a_code_is_fixed_for_ever() {
        // Printed workbooks are filled in with these: they never change.
        let codes = ["first", "next-day", "ac-3-2"].map(|id| code(id).to_string());
        assert_eq!(codes.join(" "), "QT219 99Q48 2RJ38");
        let other: UnitId = "customer-relationships".parse().unwrap();
        assert_ne!(Code::of(&other, "first"), code("first"));
    }

    #[test]
    fn what_is_no_code_says_why() {
        for (typed, why) in [
            ("", BadCode::Length),
            ("7KQ", BadCode::Length),
            ("777777", BadCode::Length),
            ("7KAQ4", BadCode::Sign('A')),
            ("7KéQ4", BadCode::Sign('é')),
        ] {
            assert_eq!(typed.parse::<Code>(), Err(why), "{typed:?}");
        }
    }

    proptest! {
        #[test]
        fn a_code_is_read_as_it_is_printed(id in "[a-z][a-z0-9-]{0,30}") {
            let printed = code(&id).to_string();
            prop_assert_eq!(printed.parse(), Ok(code(&id)));
            let typed = format!(" {} {}", &printed[..2], &printed[2..]).to_lowercase();
            prop_assert_eq!(typed.parse(), Ok(code(&id)));
        }

        #[test]
        fn every_single_slip_is_noticed(id in "[a-z][a-z0-9-]{0,30}") {
            let printed: Vec<char> = code(&id).to_string().chars().collect();
            for at in 0..printed.len() {
                for sign in (' '..='~').filter(|sign| !sign.eq_ignore_ascii_case(&printed[at])) {
                    let mut slip = printed.clone();
                    slip[at] = sign;
                    let slip: String = slip.into_iter().collect();
                    prop_assert!(slip.parse::<Code>().is_err(), "{slip:?}");
                }
                let mut swapped = printed.clone();
                if at > 0 && printed[at] != printed[at - 1] {
                    swapped.swap(at, at - 1);
                    let swapped: String = swapped.into_iter().collect();
                    prop_assert!(swapped.parse::<Code>().is_err(), "{swapped:?}");
                }
            }
        }

        #[test]
        fn any_text_is_a_code_or_not(typed in ".{0,12}") {
            if let Ok(code) = typed.parse::<Code>() {
                prop_assert_eq!(code.to_string().parse(), Ok(code));
            }
        }
    }
}
