//! Numbers that belong to one person: NHS, CHI and Health and Care numbers, which share one
//! pattern and one check digit, and National Insurance numbers.

use super::{Certainty, Hit, Kind, token::Shape, token::Tokens};

/// What begins at a place.
pub(super) fn find(tokens: &Tokens, at: usize) -> Option<Hit> {
    health(tokens, at).or_else(|| national_insurance(tokens, at))
}

/// Digits as they stand in a text, with single separators between them.
pub(super) struct Run {
    digits: String,
    /// Where each digit ends, in bytes.
    ends: Vec<usize>,
    /// How many digits stand in each group, left to right.
    groups: Vec<usize>,
}

/// More digits than any number that is looked for.
const MAX_DIGITS: usize = 16;

/// Reads the digits that start at a byte, with at most two of the separators between them.
pub(super) fn run(text: &str, from: usize, between: &[char]) -> Run {
    let mut run = Run {
        digits: String::new(),
        ends: Vec::new(),
        groups: Vec::new(),
    };
    let mut separators = 1;
    for (at, c) in text.get(from..).unwrap_or_default().char_indices() {
        if c.is_ascii_digit() && run.digits.len() < MAX_DIGITS {
            if separators > 0 {
                run.groups.push(0);
            }
            if let Some(group) = run.groups.last_mut() {
                *group += 1;
            }
            run.digits.push(c);
            run.ends.push(from + at + 1);
            separators = 0;
        } else if between.contains(&c) && separators < 2 {
            separators += 1;
        } else {
            break;
        }
    }
    run
}

impl Run {
    /// The digits alone.
    pub fn digits(&self) -> &str {
        &self.digits
    }

    /// Where the first so many digits end, in bytes, if a group ends there.
    pub fn end_of(&self, count: usize) -> Option<usize> {
        let mut sum = 0;
        let ends_group = self.groups.iter().any(|group| {
            sum += group;
            sum == count
        });
        let last = count.checked_sub(1)?;
        ends_group.then(|| self.ends.get(last).copied()).flatten()
    }
}

/// Words near a number that say it is somebody's.
const HEALTH_CUES: [&str; 8] = [
    "nhs", "chi", "hcn", "health", "care", "hospital", "patient", "mrn",
];

/// How far back a word may say what a number is, in tokens.
const CUE_TOKENS: usize = 6;

/// Ten digits. The NHS Data Dictionary gives the tenth as a check (modulus 11) and the written
/// form as 3-3-4; a CHI number begins with the date of birth; Northern Ireland's begin 320 to
/// 399.
fn health(tokens: &Tokens, at: usize) -> Option<Hit> {
    if tokens.shape(at) != Shape::Digits || (at > 0 && is_inside_number(tokens, at)) {
        return None;
    }
    let start = tokens.get(at)?.start;
    let run = run(tokens.text(), start, &[' ', '-', '\u{a0}']);
    let end = run.end_of(10)?;
    let digits: Vec<u32> = run
        .digits()
        .chars()
        .take(10)
        .filter_map(|c| c.to_digit(10))
        .collect();
    let is_named = (at.saturating_sub(CUE_TOKENS)..at)
        .any(|near| tokens.is_any(near, &HEALTH_CUES) && same_sentence(tokens, near, at));
    let is_formatted = run.groups.starts_with(&[3, 3, 4]);
    let is_checked = has_check_digit(&digits);
    if !is_named && !is_formatted && !is_checked {
        return None;
    }
    let kind = match digits.as_slice() {
        [day_ten, day, month_ten, month, ..]
            if (1..=31).contains(&(day_ten * 10 + day))
                && (1..=12).contains(&(month_ten * 10 + month)) =>
        {
            Kind::ChiNumber
        }
        [3, 2..=9, ..] => Kind::HealthAndCareNumber,
        // A telephone number of ten digits, as some still are.
        [0, ..] => return None,
        _ => Kind::NhsNumber,
    };
    Some(Hit {
        bytes: start..end,
        kind,
        certainty: if is_named || is_checked {
            Certainty::Likely
        } else {
            Certainty::Possible
        },
        suggestion: "(number left out)".to_owned(),
    })
}

fn same_sentence(tokens: &Tokens, one: usize, other: usize) -> bool {
    tokens.get(one).map(|t| t.sentence) == tokens.get(other).map(|t| t.sentence)
}

fn is_inside_number(tokens: &Tokens, at: usize) -> bool {
    tokens.is_glued(at)
        && ['£', '.', ',', '/', '+']
            .iter()
            .any(|&m| tokens.is_mark(at - 1, m))
}

/// Whether the tenth of ten digits checks the nine before it, modulus 11.
fn has_check_digit(digits: &[u32]) -> bool {
    let Some((check, rest)) = digits.split_last() else {
        return false;
    };
    // Ten times the same digit passes the sum and is nobody's number.
    if rest.len() != 9 || rest.iter().all(|digit| digit == check) {
        return false;
    }
    let sum: u32 = (2..=10).rev().zip(rest).map(|(weight, d)| weight * d).sum();
    (11 - sum % 11) % 11 == *check
}

/// Two letters, six digits and a letter from A to D, in one piece or in pairs. Which prefixes
/// are in use is not asked: a mistyped number still leads to somebody.
fn national_insurance(tokens: &Tokens, at: usize) -> Option<Hit> {
    if tokens.is_glued(at)
        || !matches!(
            tokens.shape(at),
            Shape::Capitals | Shape::Mixed | Shape::Lower
        )
    {
        return None;
    }
    let mut seen = String::new();
    let mut last = at;
    while seen.len() < 9 {
        if last > at && !tokens.follows(last) {
            return None;
        }
        let whole = tokens.whole(last);
        if whole.is_empty() || seen.len() + whole.len() > 9 {
            return None;
        }
        seen.push_str(whole);
        last += 1;
    }
    let in_pieces = last > at + 1;
    let fits = match seen.as_bytes() {
        [a, b, digits @ .., z] => {
            a.is_ascii_alphabetic()
                && b.is_ascii_alphabetic()
                && digits.iter().all(u8::is_ascii_digit)
                && (b'A'..=b'D').contains(&z.to_ascii_uppercase())
                && (!in_pieces || a.is_ascii_uppercase())
        }
        _ => false,
    };
    fits.then(|| Hit {
        bytes: tokens.bytes(at, last - 1),
        kind: Kind::NationalInsuranceNumber,
        certainty: Certainty::Likely,
        suggestion: "(number left out)".to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_digit_is_the_data_dictionarys() {
        for (number, wanted) in [
            // The worked example of the NHS Data Dictionary, and numbers off by one digit.
            ("9434765919", true),
            ("9434765918", false),
            ("9434765929", false),
            ("9876543210", true),
            ("1111111111", false),
            ("943476591", false),
        ] {
            let digits: Vec<u32> = number.chars().filter_map(|c| c.to_digit(10)).collect();
            assert_eq!(has_check_digit(&digits), wanted, "{number}");
        }
    }

    #[test]
    fn digits_are_read_across_single_separators() {
        let read = run("485 777-3456, and", 0, &[' ', '-']);
        assert_eq!(read.digits(), "4857773456");
        assert_eq!(read.groups, [3, 3, 4]);
        assert_eq!(read.end_of(10), Some(12));
        assert_eq!(read.end_of(9), None);
        assert_eq!(run("12", 5, &[]).digits(), "");
    }
}
