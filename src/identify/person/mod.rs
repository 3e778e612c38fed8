//! The names of people: after a title, after what somebody is to somebody ("her daughter Joan"),
//! from the list of first names, and from the company a capital keeps.
//!
//! A title with one initial ("Mrs B") is the recommended way to write and never a finding. The
//! learner's own name ("my name is …") is none either: she signs her work.

mod listed;
mod related;
mod stranger;
mod titled;

pub(super) use titled::is_after_polite_title;

use super::{
    Certainty, Hit, Kind,
    lists::{self, Class},
    people::People,
    token::{Shape, Tokens},
};

/// The name that begins at a place.
pub(super) fn find(tokens: &Tokens, at: usize, people: &mut People) -> Option<Hit> {
    titled::find(tokens, at, people)
        .or_else(|| related::find(tokens, at))
        .or_else(|| related::called(tokens, at, people))
        .or_else(|| listed::find(tokens, at))
        .or_else(|| stranger::find(tokens, at))
}

/// The name at a place that was met elsewhere in the text.
pub(super) fn find_again(tokens: &Tokens, at: usize, people: &People) -> Option<Hit> {
    stranger::acquaintance(tokens, at, people)
}

/// Whether a word with a capital is most likely no name: it is on the list of ordinary words,
/// or the writer uses it in small letters too.
pub(super) fn is_unlikely_name(tokens: &Tokens, at: usize) -> bool {
    match tokens.class(at) {
        Class::PlainName | Class::WordName => false,
        Class::DoubtfulName | Class::Ordinary => true,
        Class::Unknown => tokens.in_small_letters(&tokens.word(at).to_lowercase()),
    }
}

/// Whether a word can be a name that is on no list: anything with a capital that is not ordinary.
fn may_be_name(tokens: &Tokens, at: usize) -> bool {
    tokens.shape(at) == Shape::Capitalised && !tokens.opens(at) && !is_unlikely_name(tokens, at)
}

/// Surnames that are ordinary words as well: only after a first name that is none.
const WORDY_SURNAMES: [&str; 32] = [
    "banks", "best", "bishop", "church", "cross", "day", "dean", "fields", "fox", "gardener",
    "grace", "hall", "hope", "king", "law", "little", "long", "lord", "mason", "miles", "north",
    "porter", "price", "prince", "reed", "rich", "short", "small", "walker", "ward", "west",
    "young",
];

/// Whether a word is the surname of the first name just before it, though it is a word as well.
fn is_wordy_surname(tokens: &Tokens, at: usize) -> bool {
    tokens.shape(at) == Shape::Capitalised
        && !tokens.opens(at)
        && tokens.is_any(at, &WORDY_SURNAMES)
        && at > 0
        && tokens.shape(at - 1) == Shape::Capitalised
        && tokens.class(at - 1) == Class::PlainName
}

/// Small words inside surnames.
const PARTICLES: [&str; 14] = [
    "de", "da", "dos", "del", "della", "di", "van", "von", "der", "den", "la", "le", "bin", "al",
];

/// How many words a name has after its first.
const MAX_FURTHER_WORDS: usize = 3;

/// The last word of a name whose first word stands at a place.
fn end_of_name(tokens: &Tokens, first: usize) -> usize {
    let mut last = first;
    for _ in 0..MAX_FURTHER_WORDS {
        if tokens.get(last).is_some_and(|t| t.is_possessive()) {
            break;
        }
        let mut next = last + 1;
        while next < last + 3 && tokens.follows(next) && tokens.is_any(next, &PARTICLES) {
            next += 1;
        }
        // "Joan B. Smith"; "Joan B" and "Joan S." too, but not "Joan I".
        let is_initial = tokens.shape(next) == Shape::Initial
            && next == last + 1
            && !matches!(tokens.word(next), "I" | "A");
        if is_initial && tokens.follows(next) {
            let dot = usize::from(tokens.is_mark(next + 1, '.') && tokens.follows(next + 2));
            let surname = next + 1 + dot;
            last = if tokens.follows(surname) && may_be_name(tokens, surname) {
                surname
            } else {
                next
            };
            continue;
        }
        let fits = may_be_name(tokens, next) || is_wordy_surname(tokens, next);
        if !tokens.follows(next) || !fits {
            break;
        }
        last = next;
    }
    last
}

/// A finding over the words of a name, without the possessive of the last.
fn name_hit(
    tokens: &Tokens,
    first: usize,
    last: usize,
    certainty: Certainty,
    suggestion: String,
) -> Option<Hit> {
    let start = tokens.get(first)?.start;
    let end = tokens.get(last)?.stem_end;
    Some(Hit {
        bytes: start..end,
        kind: Kind::Name,
        certainty,
        suggestion,
    })
}

/// What may stand for somebody of whom nothing else is said.
fn somebody(tokens: &Tokens, last: usize) -> String {
    // "the person I support's daughter" reads badly.
    if tokens.get(last).is_some_and(|t| t.is_possessive()) {
        "the person".to_owned()
    } else {
        "the person I support".to_owned()
    }
}

/// Words that only a person does, or that are only done to one.
const TO_A_PERSON: [&str; 20] = [
    "told",
    "asked",
    "reassured",
    "comforted",
    "hugged",
    "greeted",
    "thanked",
    "dressed",
    "washed",
    "bathed",
    "fed",
    "hoisted",
    "escorted",
    "helped",
    "supported",
    "assisted",
    "encouraged",
    "accompanied",
    "visited",
    "telling",
];

/// What only a person does.
const BY_A_PERSON: [&str; 22] = [
    "said",
    "says",
    "told",
    "tells",
    "asked",
    "asks",
    "smiled",
    "cried",
    "laughed",
    "shouted",
    "replied",
    "whispered",
    "wanted",
    "wants",
    "prefers",
    "likes",
    "liked",
    "loves",
    "enjoys",
    "enjoyed",
    "refused",
    "felt",
];

fn is_done_to(tokens: &Tokens, at: usize) -> bool {
    tokens
        .before(at)
        .is_some_and(|before| tokens.is_any(before, &TO_A_PERSON))
}

fn does(tokens: &Tokens, last: usize) -> bool {
    tokens.follows(last + 1) && tokens.is_any(last + 1, &BY_A_PERSON)
}
