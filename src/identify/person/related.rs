//! Names beside what somebody is: "her daughter Joan", "a resident called Joan Smith", "my
//! manager (Sarah)".

use super::{
    Certainty, Class, Hit, People, Shape, Tokens, end_of_name, is_unlikely_name, lists, name_hit,
    titled,
};

/// What is called something and is no person.
const THINGS: &str = " act aid app approach campaign cat chart charity club company course dog drug \
     equipment form framework group guide law medicine method model organisation policy programme \
     project scheme system team tool training ";

/// Who rings somebody up: "I called Healthwatch".
const CALLERS: [&str; 8] = ["i", "we", "you", "he", "she", "they", "who", "staff"];

/// Where a name stands beside a relation.
struct Beside {
    first: usize,
    last: usize,
    /// The last token of the whole: a closing bracket, perhaps.
    through: usize,
    /// Whether the words between say that it is a name.
    is_announced: bool,
}

/// "her daughter Joan": the finding covers both words and suggests the first.
pub(super) fn find(tokens: &Tokens, at: usize) -> Option<Hit> {
    let token = tokens.get(at)?;
    let is_word = match token.shape {
        Shape::Lower | Shape::Capitalised | Shape::Capitals => true,
        Shape::Initial | Shape::Digits | Shape::Mixed | Shape::Mark => false,
    };
    if !is_word || token.is_possessive() || !lists::is_relation(tokens.word(at)) {
        return None;
    }
    let name = beside(tokens, at)?;
    let certainty = if name.is_announced || tokens.class(name.first).is_first_name() {
        Certainty::Likely
    } else {
        Certainty::Possible
    };
    let hit = name_hit(
        tokens,
        at,
        name.last,
        certainty,
        tokens.whole(at).to_owned(),
    )?;
    Some(if name.through > name.last {
        Hit {
            bytes: tokens.bytes(at, name.through),
            ..hit
        }
    } else {
        hit
    })
}

fn beside(tokens: &Tokens, relation: usize) -> Option<Beside> {
    let next = relation + 1;
    let name = |first: usize, is_announced: bool| {
        let last = named(tokens, first, is_announced)?;
        Some(Beside {
            first,
            last,
            through: last,
            is_announced,
        })
    };
    if tokens.is_any(next, &["called", "named"]) {
        name(next + 1, true)
    } else if tokens.is_mark(next, ',') && tokens.is_glued(next) {
        // "her daughter, Joan, said"; "my daughter, Joan said" only where Joan is a name.
        name(next + 1, false).filter(|name| {
            tokens.is_mark(name.last + 1, ',') || tokens.class(name.first) == Class::PlainName
        })
    } else if tokens.is_mark(next, '(') {
        name(next + 1, false)
            .filter(|name| tokens.is_mark(name.last + 1, ')'))
            .map(|name| Beside {
                through: name.last + 1,
                ..name
            })
    } else if tokens.follows(next) {
        name(next, false)
    } else {
        None
    }
}

/// The last word of a name at a place, with or without a title. `surely` says that the words
/// before announce a name.
fn named(tokens: &Tokens, first: usize, surely: bool) -> Option<usize> {
    if let Some(last) = titled::end(tokens, first) {
        return Some(last);
    }
    let doubtful = tokens.class(first) == Class::DoubtfulName;
    let fits = tokens.shape(first) == Shape::Capitalised
        && !tokens.opens(first)
        && (!is_unlikely_name(tokens, first) || (surely && doubtful));
    fits.then(|| end_of_name(tokens, first))
}

/// "a 70-year-old called Joan", "her name is Joan": the finding is the name alone.
pub(super) fn called(tokens: &Tokens, at: usize, people: &mut People) -> Option<Hit> {
    if tokens.is_mark(at + 1, ':') {
        return labelled(tokens, at, people);
    }
    let is_name = tokens.is(at, "name")
        && (tokens.get(at).is_some_and(|t| t.is_possessive())
            || tokens.is_any(at + 1, &["is", "was"]));
    let first = if is_name {
        at + 1 + usize::from(tokens.is_any(at + 1, &["is", "was"]))
    } else if tokens.is_any(at, &["called", "named", "nicknamed"]) {
        at + 1
    } else {
        return None;
    };
    let before = tokens.before(at);
    if is_name && before.is_some_and(|b| tokens.is(b, "my")) {
        return None;
    }
    let last = named(tokens, first, true)?;
    let is_known = tokens.class(first).is_first_name();
    let is_thing = before.is_some_and(|b| {
        THINGS.contains(&format!(" {} ", lists::fold(tokens.word(b)))) || tokens.is_any(b, &CALLERS)
    });
    if !is_known && is_thing {
        return None;
    }
    let certainty = if is_known || is_name {
        Certainty::Likely
    } else {
        Certainty::Possible
    };
    let letter = people.letter(tokens.word(last));
    name_hit(tokens, first, last, certainty, letter)
}

/// "Name: Fatoumata Diallo", "Keyworker: Joan", as on a form.
fn labelled(tokens: &Tokens, at: usize, people: &mut People) -> Option<Hit> {
    let first = at + 2;
    let is_label = tokens.is(at, "name") || lists::is_relation(tokens.word(at));
    let fits = is_label
        && tokens.follows(first)
        && tokens.shape(first) == Shape::Capitalised
        && !is_unlikely_name(tokens, first);
    if !fits {
        return None;
    }
    let last = end_of_name(tokens, first);
    let is_known = tokens.class(first).is_first_name();
    let certainty = match (is_known, last > first) {
        (true, _) => Certainty::Likely,
        (false, true) => Certainty::Possible,
        // "Senior: Strong lift" is more likely a note.
        (false, false) => return None,
    };
    let letter = people.letter(tokens.word(last));
    name_hit(tokens, first, last, certainty, letter)
}
