//! Typing a number or a few words, compared with the answers an author knows of.

use std::{fmt, str::FromStr};

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{Feedback, Response};
use crate::{id::OptionId, normal, score::Arithmetic, source::Span};

/// An answer an author knows of, right or wrong, with what is said to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownAnswer<A> {
    /// A hash of its source text, or the author's own.
    pub id: OptionId,
    /// What is compared.
    pub answer: A,
    /// Whether it is right.
    pub right: bool,
    /// What is said to those who give it.
    pub feedback: Option<Feedback>,
    /// Where it stands.
    pub span: Span,
}

impl<A> KnownAnswer<A> {
    pub(super) fn feedback(&self) -> Option<&Feedback> {
        self.feedback.as_ref()
    }
}

/// A question for a number.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Number {
    /// The known answers, in the file's order. The first that fits is taken.
    pub known: Vec<KnownAnswer<Amount>>,
}

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

impl Amount {
    /// Whether a typed text is this number, near enough; a unit, if typed, has to be this one.
    pub fn fits(&self, typed: &Self) -> bool {
        let off = match typed.value.checked_sub(self.value) {
            Some(off) => off.abs(),
            None => return false,
        };
        let unit = fold_text(&typed.unit);
        off <= self.tolerance && (unit.is_empty() || same_unit(&unit, &fold_text(&self.unit)))
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

impl Number {
    /// The known answer that a typed text is.
    pub fn find(&self, typed: &str) -> Option<&KnownAnswer<Amount>> {
        let typed: Amount = typed.parse().ok()?;
        self.known.iter().find(|known| known.answer.fits(&typed))
    }

    pub(super) fn score(&self, typed: &str) -> Option<Arithmetic> {
        whole(&self.known, self.find(typed))
    }

    pub(super) fn feedback(&self, typed: &str) -> Vec<&Feedback> {
        self.find(typed)
            .and_then(KnownAnswer::feedback)
            .into_iter()
            .collect()
    }

    /// The first right answer, as somebody may type it.
    pub(super) fn key(&self) -> Option<Response> {
        let found = self.one_for_each();
        let key = found.into_iter().find(|(known, _)| known.right);
        key.map(|(_, typed)| Response::Number(typed))
    }

    /// One for every known answer, and no number at all.
    pub(super) fn representatives(&self) -> Vec<Response> {
        let typed = self.one_for_each().into_iter().map(|(_, typed)| typed);
        typed.chain([String::new()]).map(Response::Number).collect()
    }

    /// The known answers that nobody can give, because others before them take every number.
    pub fn out_of_reach(&self) -> Vec<&KnownAnswer<Amount>> {
        without(&self.known, &self.one_for_each())
    }

    /// A number to type for every known answer that can be given.
    fn one_for_each(&self) -> Vec<(&KnownAnswer<Amount>, String)> {
        let mut numbers: Vec<Decimal> = self.known.iter().map(|k| k.answer.value).collect();
        let mut edges = numbers.clone();
        for amount in self.known.iter().map(|known| &known.answer) {
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
        let bare = numbers.iter().map(Decimal::to_string);
        // Of the same number of hours and of minutes, the one without its unit is the first's.
        let counted = self.known.iter().flat_map(|known| {
            let numbers = numbers.iter();
            numbers.map(|number| format!("{number} {}", known.answer.unit))
        });
        one_for_each(&self.known, bare.chain(counted), |typed| self.find(typed))
    }
}

/// A question for a word or a few.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Short {
    /// The known answers, each with its alternatives, in the file's order.
    pub known: Vec<KnownAnswer<Vec<String>>>,
}

impl Short {
    /// The known answer that a typed text is.
    pub fn find(&self, typed: &str) -> Option<&KnownAnswer<Vec<String>>> {
        let typed = fold_text(typed);
        let fits = |known: &&KnownAnswer<Vec<String>>| {
            known.answer.iter().any(|text| fold_text(text) == typed)
        };
        self.known.iter().find(fits)
    }

    pub(super) fn score(&self, typed: &str) -> Option<Arithmetic> {
        whole(&self.known, self.find(typed))
    }

    pub(super) fn feedback(&self, typed: &str) -> Vec<&Feedback> {
        self.find(typed)
            .and_then(KnownAnswer::feedback)
            .into_iter()
            .collect()
    }

    /// The first right answer.
    pub(super) fn key(&self) -> Option<Response> {
        let found = self.one_for_each();
        let key = found.into_iter().find(|(known, _)| known.right);
        key.map(|(_, typed)| Response::Short(typed))
    }

    /// One for every known answer, and nothing at all.
    pub(super) fn representatives(&self) -> Vec<Response> {
        let typed = self.one_for_each().into_iter().map(|(_, typed)| typed);
        typed.chain([String::new()]).map(Response::Short).collect()
    }

    /// The known answers that nobody can give, because others before them have the same words.
    pub fn out_of_reach(&self) -> Vec<&KnownAnswer<Vec<String>>> {
        without(&self.known, &self.one_for_each())
    }

    fn one_for_each(&self) -> Vec<(&KnownAnswer<Vec<String>>, String)> {
        let texts = self.known.iter().flat_map(|known| known.answer.iter());
        one_for_each(&self.known, texts.cloned(), |typed| self.find(typed))
    }
}

/// The first of some texts to type for each known answer, in the file's order.
fn one_for_each<'k, A>(
    all: &'k [KnownAnswer<A>],
    texts: impl Iterator<Item = String>,
    find: impl Fn(&str) -> Option<&'k KnownAnswer<A>>,
) -> Vec<(&'k KnownAnswer<A>, String)> {
    let mut firsts: Vec<Option<String>> = vec![None; all.len()];
    let mut missing = all.len();
    for text in texts {
        let found = find(&text).and_then(|found| all.iter().position(|k| std::ptr::eq(k, found)));
        if let Some(first) = found.and_then(|at| firsts.get_mut(at))
            && first.is_none()
        {
            *first = Some(text);
            missing -= 1;
        }
        if missing == 0 {
            break;
        }
    }
    let found = all.iter().zip(firsts);
    found
        .filter_map(|(known, first)| Some((known, first?)))
        .collect()
}

fn without<'k, A>(
    all: &'k [KnownAnswer<A>],
    found: &[(&'k KnownAnswer<A>, String)],
) -> Vec<&'k KnownAnswer<A>> {
    let is_found = |known: &&KnownAnswer<A>| found.iter().any(|(f, _)| std::ptr::eq(*f, *known));
    all.iter().filter(|known| !is_found(known)).collect()
}

fn whole<A>(all: &[KnownAnswer<A>], found: Option<&KnownAnswer<A>>) -> Option<Arithmetic> {
    let scored = all.iter().any(|known| known.right);
    scored.then(|| Arithmetic::Whole {
        right: found.is_some_and(|known| known.right),
    })
}

/// A text as it is compared: trimmed, inner space folded to one blank, case folded, Unicode
/// normalised, curly quotes and dashes as straight ones.
pub fn fold_text(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in normal::folded_case(&normal::compatible(text)).chars() {
        match c {
            '‘' | '’' | '‛' | '′' => folded.push('\''),
            '“' | '”' | '„' | '″' => folded.push('"'),
            '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => folded.push('-'),
            c if c.is_whitespace() => {
                if !folded.is_empty() && !folded.ends_with(' ') {
                    folded.push(' ');
                }
            }
            c => folded.push(c),
        }
    }
    folded.truncate(folded.trim_end().len());
    normal::canonical(&folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_compared_without_their_dress() {
        for (a, b) in [
            ("  Care   Plan ", "care plan"),
            ("carer’s", "carer's"),
            ("one–to–one", "one-to-one"),
            ("Cafe\u{301}", "café"),
            ("STRASSE", "straße"),
            ("ΦΩΣ", "φως"),
        ] {
            assert_eq!(fold_text(a), fold_text(b));
        }
        assert_ne!(fold_text("carers"), fold_text("carer's"));
    }

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
