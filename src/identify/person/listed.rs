//! First names that the lists know: "Joan", "Rose" where it is no flower, "Hope" where it is no
//! virtue.

use super::{
    Certainty, Class, Hit, Shape, Tokens, does, end_of_name, is_done_to, is_unlikely_name, lists,
    may_be_name, name_hit, somebody,
};

/// Words after a possessive that make it a law or an illness: "Anne's Law".
pub(super) const NAMED_AFTER: [&str; 12] = [
    "law",
    "rule",
    "disease",
    "syndrome",
    "palsy",
    "protocol",
    "day",
    "theory",
    "model",
    "cycle",
    "scale",
    "hierarchy",
];

/// Words before a name that everybody knows.
const FAMOUS: [&str; 9] = [
    "queen", "king", "prince", "princess", "prophet", "saint", "virgin", "hail", "st",
];

/// Words that lead to a thing, not to somebody: "the Rose", "a Grace".
const NOT_A_PERSON: [&str; 12] = [
    "the", "a", "an", "this", "these", "those", "each", "every", "any", "some", "no", "another",
];

/// The name from the lists that begins at a place.
pub(super) fn find(tokens: &Tokens, at: usize) -> Option<Hit> {
    let class = tokens.class(at);
    if !class.is_first_name() {
        return None;
    }
    let before = tokens.before(at);
    let is_barred =
        before.is_some_and(|b| tokens.is_any(b, &FAMOUS) || tokens.is_any(b, &NOT_A_PERSON));
    if is_barred || is_own_name(tokens, at) || is_named_after(tokens, at) {
        return None;
    }
    match tokens.shape(at) {
        Shape::Capitalised => {}
        // "JOAN", but not "PAT" testing; "joan", but not "mark".
        Shape::Capitals | Shape::Lower => {
            let fits = class == Class::PlainName && tokens.word(at).chars().count() > 3;
            return fits
                .then(|| name_hit(tokens, at, at, Certainty::Possible, somebody(tokens, at)))
                .flatten();
        }
        _ => return None,
    }
    let last = end_of_name(tokens, at);
    let certainty = match class {
        Class::PlainName => Certainty::Likely,
        Class::WordName if is_person_by_word(tokens, at, last) => Certainty::Likely,
        Class::DoubtfulName if is_person_beyond_doubt(tokens, at, last) => Certainty::Possible,
        Class::WordName | Class::DoubtfulName | Class::Ordinary | Class::Unknown => return None,
    };
    name_hit(tokens, at, last, certainty, somebody(tokens, last))
}

/// "My name is Sarah", "I am Sarah", "I'm Sarah", "Signed: Sarah": the learner signs her work.
fn is_own_name(tokens: &Tokens, at: usize) -> bool {
    if at > 1
        && tokens.is(at - 2, "signed")
        && (tokens.is_mark(at - 1, ':') || tokens.is_mark(at - 1, ','))
    {
        return true;
    }
    let Some(before) = tokens.before(at) else {
        return false;
    };
    let earlier = |back: usize, word: &str| {
        before
            .checked_sub(back)
            .is_some_and(|place| tokens.is(place, word))
    };
    lists::fold(tokens.whole(before)) == "i'm"
        || (tokens.is(before, "am") && earlier(1, "i"))
        || (tokens.is(before, "is") && earlier(1, "name") && earlier(2, "my"))
}

fn is_named_after(tokens: &Tokens, at: usize) -> bool {
    tokens.get(at).is_some_and(|t| t.is_possessive()) && tokens.is_any(at + 1, &NAMED_AFTER)
}

/// Whether a capital word stands beside another that is no name, as in "Green Paper": then both
/// are a heading or a title.
fn is_part_of_title(tokens: &Tokens, at: usize, last: usize) -> bool {
    let is_plain = |place: usize| {
        tokens.shape(place) == Shape::Capitalised
            && !tokens.opens(place)
            && is_unlikely_name(tokens, place)
    };
    tokens.before(at).is_some_and(is_plain) || (tokens.follows(last + 1) && is_plain(last + 1))
}

/// Whether a name that is a word as well is a name here.
fn is_person_by_word(tokens: &Tokens, at: usize, last: usize) -> bool {
    if is_part_of_title(tokens, at, last) {
        return false;
    }
    if !tokens.opens(at) {
        return true;
    }
    let is_being = tokens.follows(last + 1)
        && tokens.is_any(
            last + 1,
            &["was", "is", "has", "had", "lives", "needs", "needed"],
        );
    last > at || does(tokens, last) || is_being
}

/// Whether a name that is usually something else is a name here.
fn is_person_beyond_doubt(tokens: &Tokens, at: usize, last: usize) -> bool {
    let is_month = tokens.is_any(at, &["may", "june", "april", "august"]);
    let has_surname = last > at && !tokens.opens(at) && !is_month && may_be_name(tokens, last);
    let is_in = tokens
        .before(at)
        .is_some_and(|b| tokens.is_any(b, &["in", "by", "until"]));
    !is_part_of_title(tokens, at, last)
        && !is_in
        && (has_surname || is_done_to(tokens, at) || (does(tokens, last) && !is_modal(tokens, at)))
}

/// "Will" and "May" open questions.
fn is_modal(tokens: &Tokens, at: usize) -> bool {
    tokens.opens(at) && tokens.is_any(at, &["will", "may"])
}
