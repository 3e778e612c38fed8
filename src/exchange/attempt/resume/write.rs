//! Writing an attempt within its limit.

use super::{OUTCOMES, VERSION, keys::Length};
use crate::{
    exchange::attempt::{Attempt, Ended, Practised, Walked, Way, report::is_typed, scaled::Scaled},
    question::{Question, Response},
    scenario::Scenario,
    score::Points,
    unit::Unit,
};

/// How long a share may be as an exact fraction. Longer ones, which only very long questions have,
/// are rounded down.
const LONGEST_SHARE: usize = 11;

/// What a text ends with that is whole.
const END: &str = ";";

/// Something to write: what counts, and what may be left out.
struct Piece {
    counts: String,
    rest: Option<(Room, String)>,
}

/// In what order room is given.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Room {
    HalfWay,
    Response,
    Ended,
}

/// Writes an attempt at a unit in at most `limit` characters, all of them ASCII.
pub fn write(unit: &Unit, attempt: &Attempt, limit: usize) -> String {
    let length = Length::for_unit(unit);
    let mut pieces = Vec::new();
    let read = unit
        .sections
        .iter()
        .filter(|section| attempt.read.contains(&section.id));
    let read: String = read
        .map(|section| length.key(section.id.as_str()))
        .collect();
    if !read.is_empty() {
        pieces.push(Piece {
            counts: format!(";r{read}"),
            rest: None,
        });
    }
    for question in unit.loose_questions() {
        if let Some(done) = attempt.questions.get(&question.id) {
            pieces.push(practised(length, question, done));
        }
    }
    for scenario in unit.scenarios() {
        if let Some(done) = attempt.scenarios.get(&scenario.id) {
            pieces.push(walked(length, scenario, done));
        }
    }
    fit(head(length, attempt), pieces, limit)
}

/// How long the text of any attempt at a unit can get without what may be left out. Where this
/// is within the limit, whatever counts is kept.
pub fn most(unit: &Unit) -> usize {
    let length = Length::for_unit(unit);
    let key = length.key("").len();
    let sections = unit.sections.len();
    let (questions, scenarios) = (unit.loose_questions().count(), unit.scenarios().count());
    // A began far in the future is longer by some digits than any that clocks tell.
    let head = VERSION.len() + ".3.".len() + 13 + ".cPe.1dds;".len();
    head + 2
        + sections * key
        + questions * (2 + key + LONGEST_SHARE)
        + scenarios * (3 + key + LONGEST_SHARE)
}

fn head(length: Length, attempt: &Attempt) -> String {
    let began = attempt.began.as_second().max(0).unsigned_abs();
    let Attempt { told, unheard, .. } = attempt;
    let letters = [
        (told.completed, 'c'),
        (told.passed, 'p'),
        (unheard.completed && !told.completed, 'C'),
        (unheard.passed && !told.passed, 'P'),
    ];
    let letters: String = letters
        .into_iter()
        .filter_map(|(is, letter)| is.then_some(letter))
        .collect();
    let room = attempt.room.and_then(|room| u64::try_from(room).ok());
    let room = room.map_or(String::new(), |room| format!(".{}", base_36(room)));
    format!(
        "{VERSION}.{}.{}.{letters}e{room}",
        length.digit(),
        base_36(began)
    )
}

fn base_36(mut number: u64) -> String {
    let mut digits = Vec::new();
    loop {
        let digit = u32::try_from(number % 36).unwrap_or_default();
        digits.extend(char::from_digit(digit, 36));
        number /= 36;
        if number == 0 {
            return digits.into_iter().rev().collect();
        }
    }
}

fn practised(length: Length, question: &Question, done: &Practised) -> Piece {
    let latest = done.latest.as_ref();
    let said = latest.and_then(|latest| response(length, question, latest));
    Piece {
        counts: format!(
            ";q{}{}",
            length.key(question.id.as_str()),
            share(done.share)
        ),
        rest: said.map(|said| (Room::Response, format!(":{said}"))),
    }
}

fn walked(length: Length, scenario: &Scenario, done: &Walked) -> Piece {
    let best = done.best.map_or("-".to_owned(), |best: Ended| {
        let letter = OUTCOMES
            .iter()
            .find(|(_, outcome)| *outcome == best.outcome);
        format!(
            "{}{}",
            letter.map_or('u', |(letter, _)| *letter),
            share(best.share)
        )
    });
    Piece {
        counts: format!(";s{}{best}", length.key(scenario.id.as_str())),
        rest: done
            .latest
            .as_ref()
            .and_then(|latest| way(length, scenario, latest)),
    }
}

/// A walk as far as it can be told: up to the first thing that was typed.
fn way(length: Length, scenario: &Scenario, way: &Way) -> Option<(Room, String)> {
    let mut told = Vec::new();
    for (id, chosen) in &way.choices {
        let step = scenario
            .step(id)
            .and_then(|(_, step)| step.question.as_ref());
        match step.and_then(|question| response(length, question, chosen)) {
            Some(said) => told.push(format!("{}{said}", length.key(id.as_str()))),
            None => break,
        }
    }
    let is_whole = told.len() == way.choices.len();
    let told = told.join(",");
    match (way.ended, is_whole) {
        (true, true) => Some((Room::Ended, format!(":{told}!"))),
        // Half a walk that has ended would be gone on with.
        (true, false) => None,
        (false, _) => (!told.is_empty()).then(|| (Room::HalfWay, format!(":{told}"))),
    }
}

/// A response by keys; none where something was typed.
fn response(length: Length, question: &Question, response: &Response) -> Option<String> {
    if is_typed(question, response) {
        return None;
    }
    Some(match response {
        Response::Single(id) | Response::Rate(id) => length.key(id.as_str()),
        Response::Multiple(ids) => ids.iter().map(|id| length.key(id.as_str())).collect(),
        Response::Order(ids) => ids.iter().map(|id| length.key(id.as_str())).collect(),
        Response::Match(pairs) => pairs
            .iter()
            .map(|(left, right)| length.key(left.as_str()) + &length.key(right.as_str()))
            .collect(),
        Response::Gap(filled) => filled
            .iter()
            .map(|(id, text)| length.key(id.as_str()) + &length.key(text))
            .collect(),
        Response::Number(_) | Response::Short(_) | Response::Reflect(_) => return None,
    })
}

fn share(share: Points) -> String {
    let exact = String::from(share);
    match exact.len() {
        0..=LONGEST_SHARE => exact,
        _ => Scaled::floor(share).fraction(),
    }
}

fn fit(head: String, mut pieces: Vec<Piece>, limit: usize) -> String {
    let mut used =
        head.len() + END.len() + pieces.iter().map(|piece| piece.counts.len()).sum::<usize>();
    // Only units that `most` is too long for come to this.
    while used > limit
        && let Some(piece) = pieces.pop()
    {
        used -= piece.counts.len();
    }
    let mut by_room: Vec<usize> = (0..pieces.len()).collect();
    by_room.sort_by_key(|at| pieces[*at].rest.as_ref().map(|(room, _)| *room));
    for at in by_room {
        let piece = &mut pieces[at];
        let length = piece.rest.as_ref().map_or(0, |(_, rest)| rest.len());
        match used + length <= limit {
            true => used += length,
            false => piece.rest = None,
        }
    }
    let mut text = head;
    for piece in pieces {
        text.push_str(&piece.counts);
        text.push_str(&piece.rest.map_or(String::new(), |(_, rest)| rest));
    }
    text.push_str(END);
    text
}
