//! Homes, wards, hospitals, surgeries, schools and employers by name.
//!
//! Public bodies ("Leeds City Council", "Care Quality Commission") are no finding: they serve
//! too many people to point at one.

use super::{
    Certainty, Hit, Kind,
    lists::{self, Class},
    person::is_unlikely_name,
    token::{Shape, Tokens},
};

/// What ends the name of a place, and what may be said instead.
const ENDINGS: [(&str, &str); 30] = [
    ("house", "the home"),
    ("home", "the home"),
    ("lodge", "the home"),
    ("court", "the home"),
    ("manor", "the home"),
    ("hall", "the home"),
    ("grange", "the home"),
    ("villa", "the home"),
    ("villas", "the home"),
    ("view", "the home"),
    ("cottage", "the home"),
    ("heights", "the home"),
    ("towers", "the home"),
    ("ward", "the ward"),
    ("wing", "the unit"),
    ("unit", "the unit"),
    ("hospital", "the hospital"),
    ("infirmary", "the hospital"),
    ("hospice", "the hospice"),
    ("clinic", "the clinic"),
    ("surgery", "the surgery"),
    ("practice", "the surgery"),
    ("centre", "the centre"),
    ("school", "the school"),
    ("nursery", "the nursery"),
    ("church", "the church"),
    ("ltd", "the service"),
    ("limited", "the service"),
    ("homecare", "the service"),
    ("care", "the service"),
];

/// The endings that people's surnames share.
const SURNAME_ENDINGS: [&str; 9] = [
    "house", "lodge", "court", "manor", "hall", "grange", "ward", "church", "wing",
];

/// Small words before an ending that is not written with a capital: "Rosewood care home".
const KINDS: [&str; 8] = [
    "care",
    "nursing",
    "residential",
    "retirement",
    "day",
    "health",
    "medical",
    "primary",
];

/// Words with which the name of a place may begin though they name nothing themselves.
const GRAND: [&str; 12] = [
    "royal", "old", "new", "great", "north", "south", "east", "west", "upper", "lower", "little",
    "high",
];

/// Names that homes share, after "The".
const HOUSE_NAMES: [&str; 30] = [
    "beeches",
    "birches",
    "cedars",
    "chestnuts",
    "croft",
    "elms",
    "firs",
    "gables",
    "grange",
    "hawthorns",
    "haven",
    "hollies",
    "larches",
    "laurels",
    "lawns",
    "limes",
    "lindens",
    "lodge",
    "manor",
    "maples",
    "meadows",
    "oaks",
    "old",
    "orchards",
    "paddocks",
    "pines",
    "poplars",
    "priory",
    "sycamores",
    "willows",
];

/// The longest name of a place that is looked for, in words.
const MAX_WORDS: usize = 6;

/// Names that wards and homes often have, though elsewhere they are more often something else.
const OFTEN_PLACES: [&str; 11] = [
    "amber", "crystal", "florence", "georgia", "grace", "harmony", "heath", "hope", "jordan",
    "victoria", "virginia",
];

/// Whether a word tells one place from another.
fn is_telling(tokens: &Tokens, at: usize) -> bool {
    !is_unlikely_name(tokens, at) || tokens.is_any(at, &OFTEN_PLACES)
}

/// What begins at a place.
pub(super) fn find(tokens: &Tokens, at: usize) -> Option<Hit> {
    if tokens.shape(at) != Shape::Capitalised {
        return None;
    }
    named(tokens, at)
        .or_else(|| saint(tokens, at))
        .or_else(|| the_limes(tokens, at))
        .or_else(|| where_one_works(tokens, at))
}

fn hit(tokens: &Tokens, first: usize, last: usize, suggestion: &str) -> Hit {
    Hit {
        bytes: tokens.bytes(first, last),
        kind: Kind::NamedPlace,
        certainty: Certainty::Likely,
        suggestion: suggestion.to_owned(),
    }
}

/// "Rosewood House", "Rosewood care home", "Royal Victoria Hospital", "St Mary's Surgery".
fn named(tokens: &Tokens, at: usize) -> Option<Hit> {
    let starts_saint = tokens.is(at, "st");
    let starts_grand = tokens.is_any(at, &GRAND);
    if !is_telling(tokens, at) && !starts_saint && !starts_grand {
        return None;
    }
    let (last, instead) = ending(tokens, at)?;
    // At the start of a sentence a capital says nothing: "Reduce hospital stays", "Leaving Home".
    let is_plain_start = tokens.opens(at) && tokens.class(at) == Class::Unknown;
    if is_plain_start && (tokens.shape(last) == Shape::Lower || tokens.word(at).ends_with("ing")) {
        return None;
    }
    let is_listed = matches!(tokens.class(at), Class::PlainName | Class::WordName);
    if is_listed && !starts_saint {
        let is_owner = tokens.get(at).is_some_and(|t| t.is_possessive());
        let is_somewhere = tokens
            .before(at)
            .is_some_and(|b| tokens.is_any(b, &lists::WHERE));
        let may_be_surname =
            last == at + 1 && tokens.is_any(last, &SURNAME_ENDINGS) && !is_somewhere;
        if is_owner || may_be_surname {
            return None;
        }
    }
    Some(hit(tokens, at, last, instead))
}

/// Where the name of a place ends that starts at a place, and what may be said instead.
fn ending(tokens: &Tokens, first: usize) -> Option<(usize, &'static str)> {
    let instead = |at: usize| {
        ENDINGS
            .iter()
            .find(|(word, _)| tokens.is(at, word))
            .map(|(_, instead)| *instead)
    };
    let mut found = None;
    let mut is_named = false;
    let mut at = first;
    while at < first + MAX_WORDS {
        // "St. Mary's"
        if tokens.is_mark(at, '.') && at == first + 1 && tokens.is(first, "st") {
            at += 1;
            continue;
        }
        if is_bare_possessive(tokens, at) {
            at += 1;
            continue;
        }
        if at > first && (!tokens.follows(at) || tokens.opens(at)) {
            break;
        }
        match tokens.shape(at) {
            Shape::Capitalised => {
                // "Bluebird Care", but not the first half of "Bluebird Care Plan".
                let is_half = tokens.is(at, "care")
                    && tokens.follows(at + 1)
                    && tokens.shape(at + 1) == Shape::Capitalised;
                if is_named
                    && !is_half
                    && let Some(instead) = instead(at)
                {
                    found = Some((at, instead));
                }
                is_named |= is_telling(tokens, at);
            }
            Shape::Lower if is_named && at > first => {
                let end = (at..at + 3)
                    .find(|&word| !tokens.is_any(word, &KINDS))
                    .unwrap_or(at);
                if found.is_none() || end > at {
                    found = lower_ending(tokens, end, end > at)
                        .zip(instead(end))
                        .or(found);
                }
                break;
            }
            _ => break,
        }
        at += 1;
    }
    found
}

/// The apostrophe of "St Thomas’".
fn is_bare_possessive(tokens: &Tokens, at: usize) -> bool {
    (tokens.is_mark(at, '’') || tokens.is_mark(at, '\''))
        && tokens.is_glued(at)
        && at > 0
        && tokens.word(at - 1).ends_with('s')
}

/// An ending in small letters. "care" and "view" are too common to be one.
fn lower_ending(tokens: &Tokens, at: usize, after_kind: bool) -> Option<usize> {
    let plain = [
        "house",
        "lodge",
        "manor",
        "ward",
        "hospital",
        "infirmary",
        "hospice",
        "surgery",
        "unit",
        "school",
        "nursery",
    ];
    let after = ["home", "centre", "practice", "school", "unit"];
    (tokens.is_any(at, &plain) || (after_kind && tokens.is_any(at, &after))).then_some(at)
}

/// "St Mary's" alone, but not a saint's day or cross.
fn saint(tokens: &Tokens, at: usize) -> Option<Hit> {
    if !tokens.is(at, "st") {
        return None;
    }
    let name = at + 1 + usize::from(tokens.is_mark(at + 1, '.'));
    let is_place = tokens.shape(name) == Shape::Capitalised
        && (tokens.get(name).is_some_and(|t| t.is_possessive())
            || is_bare_possessive(tokens, name + 1))
        && !tokens.is_any(name + 1, &["day", "cross", "eve"]);
    is_place.then(|| Hit {
        certainty: Certainty::Possible,
        ..hit(tokens, at, name, "a local place")
    })
}

/// "The Limes".
fn the_limes(tokens: &Tokens, at: usize) -> Option<Hit> {
    let is_home = tokens.whole(at) == "The"
        && tokens.follows(at + 1)
        && tokens.shape(at + 1) == Shape::Capitalised
        && tokens.is_any(at + 1, &HOUSE_NAMES);
    if !is_home {
        return None;
    }
    let last = match tokens.is(at + 1, "old") {
        true if tokens.is_any(at + 2, &["rectory", "vicarage", "school", "hall", "mill"]) => at + 2,
        true => return None,
        false => at + 1,
    };
    Some(hit(tokens, at, last, "the home"))
}

/// "I work at Sunnyside", "she lives at Sunnyside": one word that only its place in the sentence
/// tells.
fn where_one_works(tokens: &Tokens, at: usize) -> Option<Hit> {
    let stays = [
        "work",
        "works",
        "worked",
        "working",
        "live",
        "lives",
        "lived",
        "living",
        "based",
        "resident",
        "residents",
        "manager",
        "carer",
        "placement",
        "stay",
        "stays",
        "stayed",
    ];
    let before = tokens.before(at)?;
    let is_stay = tokens.is(before, "at")
        && tokens
            .before(before)
            .is_some_and(|verb| tokens.is_any(verb, &stays));
    let is_alone = !tokens.follows(at + 1) || tokens.shape(at + 1) != Shape::Capitalised;
    (is_stay && is_alone && !tokens.opens(at) && is_telling(tokens, at)).then(|| Hit {
        certainty: Certainty::Possible,
        ..hit(tokens, at, at, "the service")
    })
}
