//! A careful reading of an answer for what could tell a stranger whom it is about: names,
//! dates of birth, health and insurance numbers, addresses, rooms, named homes and wards.
//!
//! It points and suggests; it never blocks, never changes a text by itself, and has no way to
//! send anything anywhere. It works on how words are written and on short lists, so it misses
//! what only a person would notice (a rare event, a well-known family), and it would rather
//! miss a doubtful name than cry wolf: a tired learner stops looking at a checker that does.
//!
//! ```
//! use underpin::identify;
//!
//! let text = "I told Mrs Brown in room 12 that her son had rung.";
//! let findings = identify::scan(text);
//! assert_eq!(&text[findings[0].range.clone()], "Mrs Brown");
//! assert_eq!(
//!     identify::anonymise(text, &findings),
//!     "I told Mrs A in their room that her son had rung."
//! );
//! ```

mod address;
mod contact;
mod date;
mod lists;
mod number;
mod people;
mod person;
mod place;
mod sentence;
#[cfg(test)]
mod tests;
mod token;

use std::ops::Range;

use self::{
    people::People,
    token::{Shape, Tokens},
};

/// Something in a text that could tell a stranger whom it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Where it stands, in bytes, on character boundaries.
    pub range: Range<usize>,
    /// What it seems to be.
    pub kind: Kind,
    /// How sure the reading is.
    pub certainty: Certainty,
    /// Words that could stand in its place and read on.
    pub suggestion: String,
    /// Why it matters, in one plain sentence.
    pub why: &'static str,
}

/// How sure a reading is of what it found, so that a screen can mark the two differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Certainty {
    /// It may well be something harmless: a street that is only passed by, a word with a
    /// capital.
    Possible,
    /// It is written as such things are written.
    Likely,
}

/// What can identify a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The name of a person.
    Name,
    /// A date of birth or a birthday.
    DateOfBirth,
    /// Any other full date.
    Date,
    /// An age of 90 or over, which few people share.
    Age,
    /// An NHS number (England, Wales, Isle of Man).
    NhsNumber,
    /// A Community Health Index number (Scotland).
    ChiNumber,
    /// A Health and Care number (Northern Ireland).
    HealthAndCareNumber,
    /// A National Insurance number.
    NationalInsuranceNumber,
    /// A telephone number.
    Telephone,
    /// A postcode.
    Postcode,
    /// An e-mail address.
    Email,
    /// The number of a room, flat, bed, bay or ward.
    Room,
    /// A street, with or without its number.
    Street,
    /// A home, ward, school, surgery or hospital by name.
    NamedPlace,
    /// The registration of a car.
    CarRegistration,
}

impl Kind {
    /// Every kind, in the order they are declared.
    pub const ALL: [Self; 15] = [
        Self::Name,
        Self::DateOfBirth,
        Self::Date,
        Self::Age,
        Self::NhsNumber,
        Self::ChiNumber,
        Self::HealthAndCareNumber,
        Self::NationalInsuranceNumber,
        Self::Telephone,
        Self::Postcode,
        Self::Email,
        Self::Room,
        Self::Street,
        Self::NamedPlace,
        Self::CarRegistration,
    ];

    /// What it is called in a sentence: "a name".
    pub fn noun(self) -> &'static str {
        match self {
            Self::Name => "a name",
            Self::DateOfBirth => "a date of birth",
            Self::Date => "a date",
            Self::Age => "an age over 89",
            Self::NhsNumber => "an NHS number",
            Self::ChiNumber => "a CHI number",
            Self::HealthAndCareNumber => "a Health and Care number",
            Self::NationalInsuranceNumber => "a National Insurance number",
            Self::Telephone => "a telephone number",
            Self::Postcode => "a postcode",
            Self::Email => "an e-mail address",
            Self::Room => "a room or ward number",
            Self::Street => "a street",
            Self::NamedPlace => "a named place",
            Self::CarRegistration => "a car registration",
        }
    }

    /// Why it matters, in one plain sentence.
    pub fn why(self) -> &'static str {
        match self {
            Self::Name => "A name tells the reader who this is.",
            Self::DateOfBirth => "A date of birth can point to one person.",
            Self::Date => "An exact date can show which event this was, and so who was there.",
            Self::Age => "Few people reach this age, so it can point to one person.",
            Self::NhsNumber
            | Self::ChiNumber
            | Self::HealthAndCareNumber
            | Self::NationalInsuranceNumber => "This number belongs to one person only.",
            Self::Telephone => "A telephone number leads to a person or a home.",
            Self::Postcode | Self::Street => "An address leads to a person or a home.",
            Self::Email => "An e-mail address leads to a person.",
            Self::Room => "A room or ward number shows who lives or stays there.",
            Self::NamedPlace => "The name of a place makes the people there easy to find.",
            Self::CarRegistration => "A car registration leads to its owner.",
        }
    }
}

/// Something found, before it is put into the words of the text around it.
struct Hit {
    /// Where it stands, in bytes.
    bytes: Range<usize>,
    kind: Kind,
    certainty: Certainty,
    /// Words for the middle of a sentence.
    suggestion: String,
}

/// Whether a word is on the lists of first names.
pub fn is_first_name(word: &str) -> bool {
    lists::class(word).is_first_name()
}

/// Finds what could identify somebody, in the order of the text, without overlaps. The same
/// text always gives the same findings. Time grows with the length of the text.
pub fn scan(text: &str) -> Vec<Finding> {
    let tokens = Tokens::of(text);
    let mut people = People::of(&tokens);
    let findings = read(&tokens, &mut people);
    if people.meet(&tokens, &findings) {
        read_again(&tokens, &people, findings)
    } else {
        findings
    }
}

/// One reading from the first word to the last.
fn read(tokens: &Tokens, people: &mut People) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        if token.shape == Shape::Capitalised {
            let public = lists::public_words((at..tokens.len()).map(|next| tokens.word(next)));
            if public > 0 {
                at += public;
                continue;
            }
        }
        let hit = date::find(tokens, at)
            .or_else(|| number::find(tokens, at))
            .or_else(|| contact::find(tokens, at))
            .or_else(|| address::find(tokens, at))
            .or_else(|| place::find(tokens, at))
            .or_else(|| person::find(tokens, at, people));
        let Some(hit) = hit else {
            at += 1;
            continue;
        };
        debug_assert!(hit.bytes.start >= token.start && !hit.bytes.is_empty());
        while tokens.get(at).is_some_and(|t| t.start < hit.bytes.end) {
            at += 1;
        }
        findings.push(finding(tokens, hit));
    }
    findings
}

/// A second reading for those whom the first one met: somebody who is introduced in one place
/// ("her son Marek") is known in every other.
fn read_again(tokens: &Tokens, people: &People, first: Vec<Finding>) -> Vec<Finding> {
    let mut findings = Vec::with_capacity(first.len());
    let mut rest = first.into_iter().peekable();
    let mut done = 0;
    for at in 0..tokens.len() {
        let Some(token) = tokens.get(at) else { break };
        if rest
            .peek()
            .is_some_and(|next| next.range.start <= token.start)
            && let Some(next) = rest.next()
        {
            done = next.range.end;
            findings.push(next);
        }
        let ahead = rest.peek().map_or(usize::MAX, |next| next.range.start);
        if token.start >= done
            && let Some(hit) = person::find_again(tokens, at, people)
            && hit.bytes.end <= ahead
        {
            done = hit.bytes.end;
            findings.push(finding(tokens, hit));
        }
    }
    findings.extend(rest);
    findings
}

/// Fits a suggestion to the sentence: a capital where a sentence opens, no second "the".
fn finding(tokens: &Tokens, hit: Hit) -> Finding {
    let first = tokens.starting_at(hit.bytes.start);
    let mut suggestion = hit.suggestion;
    let articled = first
        .and_then(|at| tokens.before(at))
        .is_some_and(|before| tokens.is_any(before, &lists::DETERMINERS));
    if articled
        && let Some((article, rest)) = suggestion.split_once(' ')
        && matches!(article, "a" | "an" | "the" | "their")
    {
        suggestion = rest.to_owned();
    }
    if first.is_some_and(|at| tokens.opens(at)) {
        let mut chars = suggestion.chars();
        if let Some(initial) = chars.next() {
            suggestion = initial.to_uppercase().chain(chars).collect();
        }
    }
    Finding {
        range: hit.bytes,
        kind: hit.kind,
        certainty: hit.certainty,
        suggestion,
        why: hit.kind.why(),
    }
}

/// Puts the suggestions of these findings in the place of what was found, leaving all else as
/// it is. The findings are those of this text, in its order; one that does not fit (the text
/// was changed since) is passed over.
pub fn anonymise(text: &str, findings: &[Finding]) -> String {
    let mut result = String::with_capacity(text.len());
    let mut done = 0;
    for finding in findings {
        let Some(kept) = text.get(done..finding.range.start) else {
            continue;
        };
        if text.get(finding.range.clone()).is_none() {
            continue;
        }
        result.push_str(kept);
        result.push_str(&finding.suggestion);
        done = finding.range.end;
    }
    result.push_str(text.get(done..).unwrap_or_default());
    result
}
