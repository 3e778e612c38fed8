//! Dates of birth, full dates and great ages.
//!
//! A month or a year alone is left alone, and so is a date in a sentence about the law: the day
//! an Act came into force is nobody's secret.

use super::{Certainty, Hit, Kind, token::Shape, token::Tokens};

/// What begins at a place.
pub(super) fn find(tokens: &Tokens, at: usize) -> Option<Hit> {
    if tokens.shape(at) == Shape::Mark {
        return None;
    }
    if tokens.is(at, "born") {
        return born(tokens, at);
    }
    match read(tokens, at) {
        Some(date) => birthday(tokens, at, date).or_else(|| dated(tokens, at, date)),
        None => aged(tokens, at),
    }
}

/// A date as read from a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Written {
    /// The last of its tokens.
    last: usize,
    /// 1 to 12.
    month: u32,
    /// As written: 1941, 41 or nothing.
    year: Option<u32>,
    /// Whether it says the day of the week.
    weekday: bool,
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

const WEEKDAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// Which month a word is, in full or by its first three letters (and "sept").
fn month(tokens: &Tokens, at: usize) -> Option<u32> {
    let word = tokens.word(at);
    let start = word.get(..3)?;
    let place = MONTHS.iter().position(|month| {
        month
            .get(..3)
            .is_some_and(|short| short.eq_ignore_ascii_case(start))
    })?;
    let is_whole = word.len() == 3
        || MONTHS
            .get(place)
            .is_some_and(|month| month.eq_ignore_ascii_case(word))
        || word.eq_ignore_ascii_case("sept");
    is_whole.then(|| u32::try_from(place + 1).ok()).flatten()
}

/// A whole number in a range.
fn number(tokens: &Tokens, at: usize, range: std::ops::RangeInclusive<u32>) -> Option<u32> {
    if tokens.shape(at) != Shape::Digits {
        return None;
    }
    tokens.whole(at).parse().ok().filter(|n| range.contains(n))
}

/// A day of the month: "3", "3rd".
fn day(tokens: &Tokens, at: usize) -> Option<u32> {
    let whole = tokens.whole(at);
    let digits = whole.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let ending = whole.get(digits.len()..).unwrap_or_default();
    if !["", "st", "nd", "rd", "th"]
        .iter()
        .any(|e| ending.eq_ignore_ascii_case(e))
    {
        return None;
    }
    digits.parse().ok().filter(|n| (1..=31).contains(n))
}

/// A year: four digits of the last or this century.
fn year(tokens: &Tokens, at: usize) -> Option<u32> {
    number(tokens, at, 1900..=2099).filter(|_| tokens.whole(at).len() == 4)
}

/// Reads a date that begins at a place.
fn read(tokens: &Tokens, at: usize) -> Option<Written> {
    if tokens.is_any(at, &WEEKDAYS) {
        let mut next = at + 1;
        while tokens.is_mark(next, ',') || tokens.is(next, "the") {
            next += 1;
        }
        // A weekday alone is no date; at most "Monday, the 3rd".
        return (next <= at + 2)
            .then(|| read_day(tokens, next))
            .flatten()
            .map(|date| Written {
                weekday: true,
                ..date
            });
    }
    read_day(tokens, at)
}

fn read_day(tokens: &Tokens, at: usize) -> Option<Written> {
    if let Some(date) = numeric(tokens, at) {
        return Some(date);
    }
    let (month, mut last) = if day(tokens, at).is_some() {
        let of = usize::from(tokens.is(at + 1, "of"));
        let place = at + 1 + of;
        (month(tokens, place)?, place)
    } else {
        let found = month(tokens, at)?;
        // "March 2024" has no day, and "May 3 people" no date.
        day(tokens, at + 1).filter(|_| tokens.follows(at + 1))?;
        (found, at + 1)
    };
    if !tokens.follows(last) && !tokens.is_glued(last) {
        return None;
    }
    let comma = usize::from(tokens.is_mark(last + 1, ','));
    let written_year = year(tokens, last + 1 + comma);
    if written_year.is_some() {
        last += 1 + comma;
    }
    Some(Written {
        last,
        month,
        year: written_year,
        weekday: false,
    })
}

/// "03/03/1941", "3.3.41", "1941-03-03".
fn numeric(tokens: &Tokens, at: usize) -> Option<Written> {
    let separator = ['/', '-', '.', '–']
        .into_iter()
        .find(|&mark| tokens.is_mark(at + 1, mark))?;
    let glued = (at + 1..at + 5).all(|next| tokens.is_glued(next));
    let goes_on = tokens.is_mark(at + 5, separator)
        && tokens.is_glued(at + 5)
        && tokens.is_glued(at + 6)
        && tokens.shape(at + 6) == Shape::Digits;
    let inside = tokens.is_glued(at)
        && at > 0
        && ['/', '-', '.', '£']
            .iter()
            .any(|&m| tokens.is_mark(at - 1, m));
    if !glued || goes_on || inside || !tokens.is_mark(at + 3, separator) {
        return None;
    }
    let (day_at, year_at) = if tokens.whole(at).len() == 4 {
        (at + 4, at)
    } else {
        (at, at + 4)
    };
    number(tokens, day_at, 1..=31)?;
    let month = number(tokens, at + 2, 1..=12)?;
    // "2.4.11" is as often the number of a section as a day.
    let is_section =
        separator == '.' && tokens.whole(at).len() == 1 && tokens.whole(at + 2).len() == 1;
    let short = |_: &u32| {
        tokens.whole(year_at).len() == 2
            && separator != '-'
            && (!is_section || is_birthday(tokens, at, at + 4))
    };
    let year = year(tokens, year_at).or_else(|| number(tokens, year_at, 0..=99).filter(short))?;
    Some(Written {
        last: at + 4,
        month,
        year: Some(year),
        weekday: false,
    })
}

/// "born on 3 March 1941".
fn born(tokens: &Tokens, at: usize) -> Option<Hit> {
    let on = usize::from(tokens.is_any(at + 1, &["on", "in"]));
    let the = usize::from(tokens.is(at + 1 + on, "the"));
    let date = read(tokens, at + 1 + on + the)?;
    let decade = date.year.filter(|&year| year >= 1900).map(|y| y / 10 * 10);
    Some(Hit {
        bytes: tokens.bytes(at, date.last),
        kind: Kind::DateOfBirth,
        certainty: Certainty::Likely,
        suggestion: decade.map_or_else(
            || "born (date left out)".to_owned(),
            |decade| format!("born in the {decade}s"),
        ),
    })
}

/// "DOB: 3/3/41", "her birthday is 3 March".
fn birthday(tokens: &Tokens, at: usize, date: Written) -> Option<Hit> {
    is_birthday(tokens, at, date.last).then(|| Hit {
        bytes: tokens.bytes(at, date.last),
        kind: Kind::DateOfBirth,
        certainty: Certainty::Likely,
        suggestion: "(date left out)".to_owned(),
    })
}

/// Whether a word near a date says that it is somebody's birthday.
fn is_birthday(tokens: &Tokens, first: usize, last: usize) -> bool {
    let sentence = tokens.get(first).map(|t| t.sentence);
    let near = first.saturating_sub(6)..(last + 5).min(tokens.len());
    near.filter(|&at| tokens.get(at).map(|t| t.sentence) == sentence)
        .any(|at| {
            tokens.is_any(at, &["dob", "birthday", "birthdate", "birth"])
                || (tokens.is(at, "d") && tokens.is(at + 2, "o") && tokens.is(at + 4, "b"))
        })
}

/// Words of a sentence about the law, in which a date says when a rule began.
const LAW: [&str; 16] = [
    "act",
    "acts",
    "law",
    "laws",
    "regulation",
    "regulations",
    "legislation",
    "force",
    "court",
    "judgment",
    "ruling",
    "statutory",
    "published",
    "commenced",
    "implemented",
    "replaced",
];

/// How far from a date such a word is looked for, in tokens.
const LAW_TOKENS: usize = 20;

/// Any other date with its day: a softer finding.
fn dated(tokens: &Tokens, at: usize, date: Written) -> Option<Hit> {
    let is_full = date.year.is_some() || date.weekday;
    let sentence = tokens.get(at).map(|t| t.sentence);
    let near = at.saturating_sub(LAW_TOKENS)..(date.last + LAW_TOKENS).min(tokens.len());
    let is_law = near
        .filter(|&near| tokens.get(near).map(|t| t.sentence) == sentence)
        .any(|near| tokens.is_any(near, &LAW));
    if !is_full || is_law {
        return None;
    }
    let season = match date.month {
        3..=5 => "spring",
        6..=8 => "summer",
        9..=11 => "autumn",
        _ => "winter",
    };
    Some(Hit {
        bytes: tokens.bytes(at, date.last),
        kind: Kind::Date,
        certainty: Certainty::Possible,
        suggestion: format!("a day in {season}"),
    })
}

/// The youngest age that few enough people share to point at one of them.
const GREAT_AGE: u32 = 90;

/// "94 years old", "aged 94", "a 94-year-old".
fn aged(tokens: &Tokens, at: usize) -> Option<Hit> {
    let article = usize::from(tokens.is_any(at, &["a", "an"]));
    let number_at = at + article;
    number(tokens, number_at, GREAT_AGE..=122)?;
    let unit = |at: usize| tokens.is_any(at, &["year", "years", "yr", "yrs", "y"]);
    let hit = |last: usize, suggestion: &str| Hit {
        bytes: tokens.bytes(at, last),
        kind: Kind::Age,
        certainty: Certainty::Possible,
        suggestion: suggestion.to_owned(),
    };
    let hyphen = usize::from(tokens.is_mark(number_at + 1, '-'));
    if tokens.is_any(number_at + 1 + hyphen, &["year-old", "yr-old"]) {
        let suggestion = if article == 1 { "an older" } else { "older" };
        return Some(hit(number_at + 1 + hyphen, suggestion));
    }
    if article == 1 {
        let old = number_at + 2;
        return (unit(number_at + 1) && tokens.is(old, "old")).then(|| hit(old, "an older"));
    }
    if unit(at + 1) && tokens.is(at + 2, "old") {
        return Some(hit(at + 2, "over 89"));
    }
    if unit(at + 1) && tokens.is(at + 2, "of") && tokens.is(at + 3, "age") {
        return Some(hit(at + 3, "over 89 years of age"));
    }
    let before = tokens.before(at)?;
    let of_age = tokens.is(before, "of") && before > 0 && tokens.is(before - 1, "age");
    (tokens.is(before, "aged") || of_age).then(|| hit(at, "over 89"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_people_write_them() {
        for (text, month, year, weekday) in [
            ("3 March 1941", 3, Some(1941), false),
            ("3rd of March, 1941", 3, Some(1941), false),
            ("March 3rd 1941", 3, Some(1941), false),
            ("03/04/1941", 4, Some(1941), false),
            ("13.4.41", 4, Some(41), false),
            ("1941-12-03", 12, Some(1941), false),
            ("Monday 3 Sept", 9, None, true),
            ("Monday, 3 August", 8, None, true),
        ] {
            let tokens = Tokens::of(text);
            let date = read(&tokens, 0).expect(text);
            assert_eq!(
                (date.month, date.year, date.weekday),
                (month, year, weekday),
                "{text}"
            );
            assert_eq!(date.last, tokens.len() - 1, "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_not_read() {
        for text in [
            "3",
            "March 2024",
            "Monday morning",
            "1.2.3.4",
            "13/13/2020",
            "3/4",
            "10.30",
            "may 3x",
            "32 March 2020",
            "1-2-3",
            "2.4.11",
        ] {
            assert_eq!(read(&Tokens::of(text), 0), None, "{text}");
        }
    }
}
