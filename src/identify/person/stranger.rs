//! Names on no list, known by the company they keep: two capitals in a row, a possessive, a
//! word for what only people do. Always only possible.

use super::{
    Certainty, Hit, People, Shape, Tokens, does, end_of_name, is_done_to, is_unlikely_name,
    listed::NAMED_AFTER, lists, may_be_name, name_hit, somebody,
};

/// The unlisted name that begins at a place.
pub(super) fn find(tokens: &Tokens, at: usize) -> Option<Hit> {
    let last = with_initial(tokens, at)
        .or_else(|| pair(tokens, at))
        .or_else(|| owner(tokens, at))
        .or_else(|| doer(tokens, at))?;
    possible(tokens, at, last)
}

fn possible(tokens: &Tokens, first: usize, last: usize) -> Option<Hit> {
    let suggestion = somebody(tokens, last);
    name_hit(tokens, first, last, Certainty::Possible, suggestion)
}

/// Whether a capital stands directly before, so that this word begins nothing.
fn goes_on(tokens: &Tokens, at: usize) -> bool {
    tokens.before(at).is_some_and(|before| {
        !tokens.opens(before)
            && matches!(
                tokens.shape(before),
                Shape::Capitalised | Shape::Capitals | Shape::Initial
            )
            && tokens.word(before) != "I"
    })
}

fn is_after(tokens: &Tokens, at: usize, words: &[&str]) -> bool {
    tokens
        .before(at)
        .is_some_and(|before| tokens.is_any(before, words))
}

/// "J. Okafor", "J Okafor".
fn with_initial(tokens: &Tokens, at: usize) -> Option<usize> {
    let numbered = [
        "vitamin",
        "hepatitis",
        "type",
        "grade",
        "part",
        "plan",
        "section",
        "step",
        "group",
        "option",
        "appendix",
        "unit",
        "level",
    ];
    if tokens.shape(at) != Shape::Initial
        || matches!(tokens.word(at), "I" | "A")
        || goes_on(tokens, at)
        || is_after(tokens, at, &numbered)
    {
        return None;
    }
    let dot = usize::from(tokens.is_mark(at + 1, '.'));
    let surname = at + 1 + dot;
    (tokens.follows(surname) && may_be_name(tokens, surname)).then(|| end_of_name(tokens, surname))
}

/// Two or three unlisted capitals in a row with nothing ordinary beside them, not after a word
/// that leads to a thing or a place: "with Oluwadamilare Adeyinka".
fn pair(tokens: &Tokens, at: usize) -> Option<usize> {
    if !may_be_name(tokens, at)
        || goes_on(tokens, at)
        || is_after(tokens, at, &lists::DETERMINERS)
        || is_after(
            tokens,
            at,
            &["in", "at", "near", "across", "from", "of", "around"],
        )
    {
        return None;
    }
    let last = end_of_name(tokens, at);
    let ends = !tokens.follows(last + 1)
        || !matches!(
            tokens.shape(last + 1),
            Shape::Capitalised | Shape::Capitals | Shape::Digits | Shape::Mixed
        );
    (last > at && last <= at + 2 && ends && tokens.shape(last) != Shape::Initial).then_some(last)
}

/// "Oluwadamilare's room".
fn owner(tokens: &Tokens, at: usize) -> Option<usize> {
    let fits = may_be_name(tokens, at)
        && tokens.get(at).is_some_and(|t| t.is_possessive())
        && !goes_on(tokens, at)
        && !is_after(tokens, at, &["the", "a", "an"])
        && !tokens.is_any(at + 1, &NAMED_AFTER);
    fits.then_some(at)
}

/// "told Oluwadamilare", "when Oluwadamilare said", "a man, Oluwadamilare, who".
fn doer(tokens: &Tokens, at: usize) -> Option<usize> {
    let fits = may_be_name(tokens, at)
        && !goes_on(tokens, at)
        && !is_after(tokens, at, &lists::DETERMINERS)
        && (is_done_to(tokens, at) || does(tokens, at) || is_somebody_who(tokens, at));
    fits.then_some(at)
}

fn is_somebody_who(tokens: &Tokens, at: usize) -> bool {
    tokens.is_mark(at + 1, ',') && tokens.is(at + 2, "who")
}

/// A name that was met elsewhere in the text: "her son Marek … Marek works nights".
pub(super) fn acquaintance(tokens: &Tokens, at: usize, people: &People) -> Option<Hit> {
    let fits = tokens.shape(at) == Shape::Capitalised
        && people.have(tokens.word(at))
        && !is_unlikely_name(tokens, at)
        && !is_after(tokens, at, &["the", "a", "an"]);
    fits.then(|| possible(tokens, at, end_of_name(tokens, at)))
        .flatten()
}
