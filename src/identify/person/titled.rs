//! Names after a title: "Mrs Brown", "Dr. A. Patel", "Auntie Joan", "mr and mrs smith".

use super::{
    Certainty, Hit, People, Shape, Tokens, end_of_name, is_unlikely_name, lists, may_be_name,
    name_hit,
};

/// Titles that stand before any surname.
const POLITE: [&str; 9] = [
    "Mr", "Mrs", "Ms", "Miss", "Mx", "MR", "MRS", "MISS", "Missus",
];

/// Titles of a calling, and what may be said instead. Most are common words as well.
const CALLINGS: [(&str, &str); 22] = [
    ("Dr", "the doctor"),
    ("DR", "the doctor"),
    ("dr", "the doctor"),
    ("Doctor", "the doctor"),
    ("Prof", "the professor"),
    ("Professor", "the professor"),
    ("Nurse", "the nurse"),
    ("Sister", "the nurse"),
    ("Matron", "the matron"),
    ("Father", "the priest"),
    ("Fr", "the priest"),
    ("Rev", "the minister"),
    ("Reverend", "the minister"),
    ("Pastor", "the pastor"),
    ("Rabbi", "the rabbi"),
    ("Imam", "the imam"),
    ("Cllr", "the councillor"),
    ("Councillor", "the councillor"),
    ("PC", "the police officer"),
    ("Sergeant", "the police officer"),
    ("Lady", "the person I support"),
    ("Lord", "the person I support"),
];

/// Titles in a family.
const FAMILY: [&str; 12] = [
    "Aunt", "Auntie", "Aunty", "Uncle", "Nan", "Nana", "Gran", "Granny", "Grandma", "Grandad",
    "Grandpa", "Nanny",
];

/// Words after "Dr" or "Miss" that make no name.
const NOT_A_SURNAME: [&str; 10] = [
    "appointment",
    "appointments",
    "surgery",
    "visit",
    "visits",
    "round",
    "rounds",
    "letter",
    "notes",
    "and",
];

/// The titled name that begins at a place.
pub(super) fn find(tokens: &Tokens, at: usize, people: &mut People) -> Option<Hit> {
    polite(tokens, at, people)
        .or_else(|| in_small_letters(tokens, at, people))
        .or_else(|| of_a_calling(tokens, at))
        .or_else(|| of_a_family(tokens, at))
}

/// The last word of a name with a title at a place; none for a title and an initial.
pub(super) fn end(tokens: &Tokens, at: usize) -> Option<usize> {
    let title = tokens.whole(at);
    let any = POLITE.contains(&title) || matches!(title, "Dr" | "DR" | "Prof");
    any.then(|| surname(tokens, after(tokens, at)?, true))
        .flatten()
}

/// Whether the word at a place follows a title such as "Mrs".
pub(in super::super) fn is_after_polite_title(tokens: &Tokens, at: usize) -> bool {
    let title = match at.checked_sub(1) {
        Some(before) if tokens.is_mark(before, '.') => before.checked_sub(1),
        before => before,
    };
    title.is_some_and(|title| POLITE.contains(&tokens.whole(title)))
}

/// Where the word after a title stands: past the full stop of "Mr."
fn after(tokens: &Tokens, title: usize) -> Option<usize> {
    let dot = usize::from(tokens.is_mark(title + 1, '.') && tokens.is_glued(title + 1));
    let next = title + 1 + dot;
    // "Mr.Smith" is Mr Smith.
    (tokens.follows(next) || (dot == 1 && tokens.is_glued(next))).then_some(next)
}

/// The last word of the surname that stands after a title; none for a mere initial. `any` says
/// whether the title lets every word with a capital be a surname: "Mrs Young".
fn surname(tokens: &Tokens, first: usize, any: bool) -> Option<usize> {
    let mut at = first;
    // Initials: "B", "J.", "J. K."
    while at < first + 6 && tokens.shape(at) == Shape::Initial {
        at += 1;
        at += usize::from(tokens.is_mark(at, '.'));
    }
    let follows = at == first || tokens.follows(at) || tokens.is_mark(at - 1, '.');
    let capital = match tokens.shape(at) {
        Shape::Capitalised => true,
        Shape::Capitals => tokens.word(at).len() > 2,
        _ => false,
    };
    // "van", "de": a surname with a small word before it.
    if at == first && tokens.shape(at) == Shape::Lower {
        let end = end_of_name(tokens, first - 1);
        return (end >= first).then_some(end);
    }
    if !follows || !capital || tokens.is_any(at, &NOT_A_SURNAME) {
        return None;
    }
    let fits = if at == first && any {
        true
    } else {
        // After "Mrs B" a capital may begin the next sentence, or be a day.
        (at == first || !tokens.opens(at)) && !is_unlikely_name(tokens, at)
    };
    fits.then(|| end_of_name(tokens, at))
}

fn polite(tokens: &Tokens, at: usize, people: &mut People) -> Option<Hit> {
    let title = tokens.whole(at);
    if !POLITE.contains(&title) {
        return None;
    }
    let next = after(tokens, at)?;
    let joins = tokens.is(next, "and") || tokens.is_mark(next, '&');
    if joins && POLITE.contains(&tokens.whole(next + 1)) {
        let last = surname(tokens, after(tokens, next + 1)?, true)?;
        return name_hit(tokens, at, last, Certainty::Likely, "the couple".to_owned());
    }
    let last = surname(tokens, next, true)?;
    let suggestion = format!("{title} {}", people.letter(tokens.word(last)));
    name_hit(tokens, at, last, Certainty::Likely, suggestion)
}

/// "mrs smith", "Mrs smith", as typed on a telephone in a hurry.
fn in_small_letters(tokens: &Tokens, at: usize, people: &mut People) -> Option<Hit> {
    let title = match tokens.whole(at) {
        "mr" | "Mr" => "Mr",
        "mrs" | "Mrs" => "Mrs",
        _ => return None,
    };
    let next = after(tokens, at)?;
    let word = tokens.word(next);
    let fits = match tokens.shape(next) {
        Shape::Lower => word.chars().count() > 2 && !lists::is_ordinary(word),
        Shape::Capitalised => true,
        Shape::Initial | Shape::Capitals | Shape::Digits | Shape::Mixed | Shape::Mark => false,
    };
    if !fits {
        return None;
    }
    let suggestion = format!("{title} {}", people.letter(word));
    name_hit(tokens, at, next, Certainty::Likely, suggestion)
}

fn of_a_calling(tokens: &Tokens, at: usize) -> Option<Hit> {
    let (title, instead) = CALLINGS
        .iter()
        .find(|(title, _)| tokens.whole(at) == *title)?;
    let next = after(tokens, at)?;
    // A doctor's title is no other word, so that "Dr Young" is a name.
    let any = matches!(*title, "Dr" | "DR" | "dr" | "Prof" | "Cllr");
    let last = surname(tokens, next, any)?;
    name_hit(tokens, at, last, Certainty::Likely, (*instead).to_owned())
}

fn of_a_family(tokens: &Tokens, at: usize) -> Option<Hit> {
    let title = tokens.whole(at);
    let next = at + 1;
    if !FAMILY.contains(&title) || !tokens.follows(next) || !may_be_name(tokens, next) {
        return None;
    }
    let is_owned = tokens
        .before(at)
        .is_some_and(|before| tokens.is_any(before, &lists::DETERMINERS));
    let suggestion = if is_owned {
        title.to_lowercase()
    } else {
        "a relative".to_owned()
    };
    name_hit(
        tokens,
        at,
        end_of_name(tokens, next),
        Certainty::Likely,
        suggestion,
    )
}
