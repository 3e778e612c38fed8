//! What stands within a question's braces.

use rust_decimal::Decimal;

use super::{
    question::{NotRead, place},
    scan::{Mark, find, said, trim},
    words::{Format, Worded},
};
use crate::{author::question::AmountParts, source::Span, wording::bank as words};

/// What kind of question the answers make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kinds {
    Essay,
    Choice { single: bool },
    TrueFalse,
    Match,
    Order,
    Number,
    Short,
}

/// The answers of a question.
#[derive(Debug)]
pub(super) struct Given<'m> {
    pub kind: Kinds,
    pub answers: Vec<One<'m>>,
    /// What is said to every answer that is not listed.
    pub to_others: Worded,
    /// What they earn: in percent, as answers do.
    pub others_earn: Decimal,
    format: Format,
}

/// One answer.
#[derive(Debug)]
pub(super) struct One<'m> {
    /// What the answer is, unread.
    pub marks: &'m [Mark],
    /// What it earns, in hundredths.
    pub weight: Decimal,
    /// Its words; of a pair, the left side.
    pub words: Worded,
    /// The right side of a pair.
    pub right: String,
    pub said: Worded,
    /// Where it begins.
    pub at: usize,
}

impl One<'_> {
    pub fn is_right(&self) -> bool {
        self.weight == Decimal::ONE_HUNDRED
    }

    pub fn is_part(&self) -> bool {
        self.weight > Decimal::ZERO && !self.is_right()
    }
}

/// Reads what stands within the braces.
pub(super) fn answers<'m>(
    inside: &'m [Mark],
    format: Format,
    block: &Span,
) -> Result<Given<'m>, NotRead> {
    let mut given = Given {
        kind: Kinds::Essay,
        answers: Vec::new(),
        to_others: Worded::default(),
        others_earn: Decimal::ZERO,
        format,
    };
    let not_read = |marks: &[Mark], message, help| NotRead {
        span: place(marks, block),
        message,
        help,
    };
    match inside
        .first()
        .filter(|mark| !mark.escaped)
        .map(|mark| mark.c)
    {
        None if inside.is_empty() => return Ok(given),
        Some('#') => numbers(inside.get(1..).unwrap_or_default(), &mut given, block)?,
        Some('>') => order(inside, &mut given),
        _ if find(inside, "~").is_some() => choices(inside, &mut given),
        _ if are_pairs(inside) => {
            given.kind = Kinds::Match;
            for marks in split(inside, &['=']) {
                given.answers.push(pair(marks, format, block)?);
            }
        }
        _ if true_or_false(inside, &mut given) => {}
        _ => {
            given.kind = Kinds::Short;
            for marks in split(inside, &['=']) {
                given.answers.push(one(marks, Decimal::ONE_HUNDRED, format));
            }
        }
    }
    let least = match given.kind {
        Kinds::Essay | Kinds::TrueFalse => 0,
        Kinds::Number | Kinds::Short => 1,
        Kinds::Choice { .. } | Kinds::Match | Kinds::Order => 2,
    };
    if given.answers.len() < least {
        let (message, help) = match least {
            1 => ("there is no answer here", "write `=` and the right answer"),
            _ => (
                "there are fewer than two answers here",
                "write each answer behind `=` if it is right and behind `~` if it is wrong",
            ),
        };
        return Err(not_read(inside, message, help));
    }
    let is_empty = |answer: &&One<'_>| answer.words.is_empty() && given.kind != Kinds::TrueFalse;
    if let Some(empty) = given.answers.iter().find(is_empty) {
        return Err(not_read(
            empty.marks,
            "there is nothing to choose or to type here",
            "write the answer behind its sign, or take the sign out; for a sign that is a word’s, \
             write a backslash before it",
        ));
    }
    Ok(given)
}

/// Whether some answer has an arrow in it. One in what is said to an answer makes no pair of it.
fn are_pairs(inside: &[Mark]) -> bool {
    let is_pair = |marks: &&[Mark]| {
        let arrow = find(marks, "->");
        arrow.is_some_and(|arrow| find(marks, "#").is_none_or(|said| arrow < said))
    };
    find(inside, "=").is_some() && split(inside, &['=']).iter().any(is_pair)
}

/// Marks parted at these signs of the format's; what stands before the first is nothing.
fn split<'m>(marks: &'m [Mark], signs: &[char]) -> Vec<&'m [Mark]> {
    let is_sign = |mark: &Mark| !mark.escaped && signs.contains(&mark.c);
    let mut found = Vec::new();
    let mut start = 0;
    for (at, mark) in marks.iter().enumerate() {
        if is_sign(mark) {
            found.push(&marks[start..at]);
            start = at;
        }
    }
    found.push(&marks[start..]);
    found.retain(|marks| !trim(marks).is_empty());
    found
}

/// The words behind a sign, if it is the first mark.
fn behind(marks: &[Mark], sign: char) -> Option<&[Mark]> {
    let first = marks.first().filter(|mark| mark.c == sign && !mark.escaped);
    first.map(|_| marks.get(1..).unwrap_or_default())
}

/// An answer with its weight and what is said to it.
fn one(marks: &[Mark], otherwise: Decimal, format: Format) -> One<'_> {
    let whole = trim(marks);
    let at = whole.first().map_or(0, |mark| mark.at);
    let (weight, marks) = match (behind(whole, '='), behind(whole, '~')) {
        (Some(rest), _) => (otherwise, trim(rest)),
        (None, Some(rest)) => (Decimal::ZERO, trim(rest)),
        (None, None) => (otherwise, whole),
    };
    let (weight, marks) = weighed(marks).unwrap_or((weight, marks));
    let (answer, said) = match find(marks, "#") {
        Some(at) => (&marks[..at], marks.get(at + 1..).unwrap_or_default()),
        None => (marks, &[][..]),
    };
    One {
        marks: whole,
        weight,
        words: Worded::of(answer, format),
        right: String::new(),
        said: Worded::of(said, format),
        at,
    }
}

/// A weight in per cent signs at the start, and what is behind it.
fn weighed(marks: &[Mark]) -> Option<(Decimal, &[Mark])> {
    let rest = behind(marks, '%')?;
    let end = find(rest, "%")?;
    // Half of Europe writes a comma.
    let number = said(&rest[..end]).replace(',', ".");
    let weight = Decimal::from_str_exact(number.trim()).ok()?;
    Some((weight, trim(rest.get(end + 1..).unwrap_or_default())))
}

fn choices<'m>(inside: &'m [Mark], given: &mut Given<'m>) {
    let single = find(inside, "=").is_some();
    given.kind = Kinds::Choice { single };
    let parts = split(inside, &['=', '~']);
    // Many write `~=` before a right answer.
    let is_right = |marks: &&&[Mark]| behind(trim(marks), '=').is_some();
    let is_sign = |marks: &[Mark]| trim(marks).len() == 1 && behind(trim(marks), '~').is_some();
    for (at, marks) in parts.iter().enumerate() {
        if is_sign(marks) && parts.get(at + 1).as_ref().is_some_and(is_right) {
            continue;
        }
        let weight = match behind(trim(marks), '=') {
            Some(_) => Decimal::ONE_HUNDRED,
            None => Decimal::ZERO,
        };
        given.answers.push(one(marks, weight, given.format));
    }
}

fn pair<'m>(marks: &'m [Mark], format: Format, block: &Span) -> Result<One<'m>, NotRead> {
    let whole = trim(marks);
    let marks = behind(whole, '=').unwrap_or(whole);
    let arrow = find(marks, "->").ok_or(NotRead {
        span: place(whole, block),
        message: "this pair has no right side",
        help: "write `->` and what belongs to it",
    })?;
    let right = Worded {
        format: Format::Plain,
        text: said(trim(marks.get(arrow + 2..).unwrap_or_default())),
    };
    if right.bare().is_empty() {
        return Err(NotRead {
            span: place(whole, block),
            message: "this pair has no right side",
            help: "write behind `->` what belongs to it",
        });
    }
    let mut left = Worded::of(&marks[..arrow], format);
    if left.is_empty() {
        // A right side that belongs to nothing: there to mislead.
        left.text = String::from(SPARE);
    }
    Ok(One {
        marks: whole,
        weight: Decimal::ONE_HUNDRED,
        words: left,
        right: right.bare(),
        said: Worded::default(),
        at: whole.first().map_or(0, |mark| mark.at),
    })
}

/// Stands for the missing left side of a right side that belongs to nothing.
pub(super) const SPARE: &str = "\u{e001}";

/// Moodle's question type “ordering”: how many are shown, then how, then an item a line.
fn order<'m>(inside: &'m [Mark], given: &mut Given<'m>) {
    given.kind = Kinds::Order;
    let is_break = |mark: &Mark| mark.c == '\n' && !mark.escaped;
    let lines = inside.split(is_break).skip(1).map(trim);
    for marks in lines.filter(|marks| !marks.is_empty()) {
        given.answers.push(One {
            marks,
            weight: Decimal::ONE_HUNDRED,
            words: Worded::of(marks, given.format),
            right: String::new(),
            said: Worded::default(),
            at: marks.first().map_or(0, |mark| mark.at),
        });
    }
}

fn true_or_false<'m>(inside: &'m [Mark], given: &mut Given<'m>) -> bool {
    let mut parts: Vec<&[Mark]> = Vec::new();
    let mut rest = inside;
    while let Some(at) = find(rest, "#").filter(|_| parts.len() < 2) {
        parts.push(&rest[..at]);
        rest = rest.get(at + 1..).unwrap_or_default();
    }
    parts.push(rest);
    let truth = match said(trim(parts.first().copied().unwrap_or_default())).as_str() {
        "T" | "TRUE" => true,
        "F" | "FALSE" => false,
        _ => return false,
    };
    given.kind = Kinds::TrueFalse;
    // First what is said to the wrong answer, then what is said to the right one.
    let wrong = Worded::of(parts.get(1).copied().unwrap_or_default(), given.format);
    let right = Worded::of(parts.get(2).copied().unwrap_or_default(), given.format);
    for (is, text) in [(true, words::TRUE), (false, words::FALSE)] {
        let is_right = is == truth;
        given.answers.push(One {
            marks: inside,
            weight: match is_right {
                true => Decimal::ONE_HUNDRED,
                false => Decimal::ZERO,
            },
            words: Worded {
                format: Format::Plain,
                text: text.to_owned(),
            },
            right: String::new(),
            said: if is_right {
                right.clone()
            } else {
                wrong.clone()
            },
            at: inside.first().map_or(0, |mark| mark.at),
        });
    }
    true
}

fn numbers<'m>(inside: &'m [Mark], given: &mut Given<'m>, block: &Span) -> Result<(), NotRead> {
    given.kind = Kinds::Number;
    let format = given.format;
    let (inside, others) = match find(inside, "~") {
        Some(at) => (&inside[..at], &inside[at..]),
        None => (inside, &[][..]),
    };
    given.to_others = one(others, Decimal::ZERO, format).said;
    for marks in split(inside, &['=']) {
        let mut answer = one(marks, Decimal::ONE_HUNDRED, format);
        let text = answer.words.bare();
        if text == "*" {
            given.others_earn = answer.weight;
            given.to_others = answer.said;
            continue;
        }
        let amount = amount(&text).ok_or(NotRead {
            span: place(answer.marks, block),
            message: "this is not a number",
            help: "write a number, `5:0.1` for what is near enough, or `1..5` for a range",
        })?;
        answer.words = Worded {
            format: Format::Plain,
            text: amount.text(),
        };
        given.answers.push(answer);
    }
    Ok(())
}

/// The number that GIFT writes so, as the content language writes it.
pub(super) fn amount_text(text: &str) -> Option<String> {
    amount(text).map(|parts| parts.text())
}

/// A number with what is near enough, as GIFT writes it.
fn amount(text: &str) -> Option<AmountParts> {
    let number = |text: &str| {
        let text = text.trim().trim_start_matches('+');
        Decimal::from_str_exact(text)
            .or_else(|_| Decimal::from_scientific(text))
            .ok()
    };
    let (value, tolerance) = match (text.split_once(".."), text.split_once(':')) {
        (Some((least, most)), _) => {
            let (least, most) = (number(least)?, number(most)?);
            let value = least.checked_add(most)?.checked_div(Decimal::TWO)?;
            (value, most.checked_sub(value)?.abs())
        }
        (None, Some((value, tolerance))) => (number(value)?, number(tolerance)?.abs()),
        (None, None) => (number(text)?, Decimal::ZERO),
    };
    let tolerance = match tolerance.is_zero() {
        true => String::new(),
        false => tolerance.normalize().to_string(),
    };
    Some(AmountParts {
        value: value.normalize().to_string(),
        tolerance,
        unit: String::new(),
    })
}
