//! Where somebody lives or lies: numbered rooms, flats, beds and wards, and streets.

use super::{
    Certainty, Hit, Kind, lists,
    person::is_unlikely_name,
    token::{Shape, Tokens},
};

/// What begins at a place.
pub(super) fn find(tokens: &Tokens, at: usize) -> Option<Hit> {
    room(tokens, at)
        .or_else(|| numbered_street(tokens, at))
        .or_else(|| street(tokens, at))
}

/// What is numbered, and what may be said instead.
const ROOMS: [(&str, &str); 11] = [
    ("room", "their room"),
    ("rm", "their room"),
    ("bedroom", "their bedroom"),
    ("flat", "their flat"),
    ("apartment", "their flat"),
    ("bungalow", "their bungalow"),
    ("suite", "their room"),
    ("bed", "their bed"),
    ("bay", "the bay"),
    ("ward", "the ward"),
    ("house", "their house"),
];

/// What a number after "bed" or "room" may count instead: "in bed 10 hours".
const COUNTED: [&str; 24] = [
    "minutes",
    "mins",
    "hours",
    "hrs",
    "days",
    "weeks",
    "months",
    "years",
    "nights",
    "times",
    "people",
    "residents",
    "staff",
    "clients",
    "patients",
    "men",
    "women",
    "others",
    "am",
    "pm",
    "o'clock",
    "per",
    "percent",
    "metres",
];

/// "room 12", "Flat 4b", "bed no. 7", "Ward C".
fn room(tokens: &Tokens, at: usize) -> Option<Hit> {
    let (_, instead) = ROOMS.iter().find(|(noun, _)| tokens.is(at, noun))?;
    if tokens.get(at)?.is_possessive()
        || tokens
            .before(at)
            .is_some_and(|b| tokens.is(b, "to") && tokens.is(at, "bed"))
    {
        return None;
    }
    let mut last = at + 1;
    if tokens.is_any(last, &["no", "number", "num"]) {
        last += 1;
        last += usize::from(tokens.is_mark(last, '.'));
    } else if tokens.is_mark(last, '#') {
        last += 1;
    }
    if last == at + 1 && !tokens.follows(last) {
        return None;
    }
    let whole = tokens.whole(last);
    let is_number = match tokens.shape(last) {
        Shape::Digits => whole.len() <= 4,
        // "4b" and "B12", but not "10mg", "2nd" or "9am".
        Shape::Mixed => {
            whole.len() <= 4 && whole.chars().filter(|c| c.is_alphabetic()).count() == 1
        }
        // "Room A" is a room; "the room A carer left" is not.
        Shape::Initial => {
            !tokens.is(at, "bed")
                && !tokens.is(at, "house")
                && whole != "I"
                && (whole != "A" || tokens.shape(at) == Shape::Capitalised)
        }
        Shape::Lower | Shape::Capitalised | Shape::Capitals | Shape::Mark => false,
    };
    let counts = tokens.is_any(last + 1, &COUNTED)
        // "bed 7.30", "room 50%"
        || (tokens.is_glued(last + 1)
            && ((['.', ':'].iter().any(|&m| tokens.is_mark(last + 1, m))
                && tokens.is_glued(last + 2)
                && tokens.shape(last + 2) == Shape::Digits)
                || tokens.is_mark(last + 1, '%')));
    (is_number && !counts).then(|| Hit {
        bytes: tokens.bytes(at, last),
        kind: Kind::Room,
        certainty: Certainty::Likely,
        suggestion: (*instead).to_owned(),
    })
}

/// Words that only end the name of a street.
const STREETS: [&str; 14] = [
    "road", "rd", "street", "lane", "avenue", "ave", "close", "drive", "crescent", "terrace",
    "gardens", "grove", "mews", "way",
];

/// Words that end the name of a street where a number begins it.
const NUMBERED_STREETS: [&str; 12] = [
    "st", "ln", "dr", "cres", "place", "hill", "court", "square", "row", "walk", "rise", "view",
];

/// How many words the name of a street has before its last.
const MAX_STREET_WORDS: usize = 3;

/// "12 Rosewood Lane", "14a High Street".
fn numbered_street(tokens: &Tokens, at: usize) -> Option<Hit> {
    let whole = tokens.whole(at);
    let is_number = match tokens.shape(at) {
        Shape::Digits => whole.len() <= 4,
        Shape::Mixed => {
            whole.len() <= 4 && whole.ends_with(|c: char| c.is_ascii_alphabetic()) && {
                whole.chars().filter(|c| c.is_alphabetic()).count() == 1
            }
        }
        _ => false,
    };
    if !is_number || tokens.is_glued(at) {
        return None;
    }
    let first = at + 1 + usize::from(tokens.is_mark(at + 1, ','));
    let last = street_end(tokens, first, true)?;
    Some(Hit {
        bytes: tokens.bytes(at, last),
        kind: Kind::Street,
        certainty: Certainty::Likely,
        suggestion: "their address".to_owned(),
    })
}

/// "Rosewood Lane" without a number, where it can hardly be anything else.
fn street(tokens: &Tokens, at: usize) -> Option<Hit> {
    if tokens.shape(at) != Shape::Capitalised || is_unlikely_name(tokens, at) {
        return None;
    }
    let last = street_end(tokens, at, false)?;
    let is_somewhere = tokens
        .before(at)
        .is_some_and(|b| tokens.is_any(b, &lists::WHERE));
    // "Penny Lane" and "Anne Close" are as often people.
    if tokens.class(at).is_first_name() && last == at + 1 && !is_somewhere {
        return None;
    }
    Some(Hit {
        bytes: tokens.bytes(at, last),
        kind: Kind::Street,
        certainty: Certainty::Possible,
        suggestion: "a local street".to_owned(),
    })
}

/// Where the name of a street ends that starts at a place.
fn street_end(tokens: &Tokens, first: usize, numbered: bool) -> Option<usize> {
    for at in first..=first + MAX_STREET_WORDS {
        if tokens.shape(at) != Shape::Capitalised || (at > first && !tokens.follows(at)) {
            return None;
        }
        if at > first
            && (tokens.is_any(at, &STREETS) || (numbered && tokens.is_any(at, &NUMBERED_STREETS)))
        {
            let named = (first..at).any(|word| !is_unlikely_name(tokens, word));
            let plain = tokens.is_any(at, &["road", "rd", "street", "st", "lane", "avenue"]);
            return (named || (numbered && plain)).then_some(at);
        }
    }
    None
}
