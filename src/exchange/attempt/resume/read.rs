//! Reading an attempt again. Whatever text a learning system hands back, nothing panics, and what
//! cannot be read is left out.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::{
    OUTCOMES, SCORM_2004, VERSION,
    keys::{Length, named, offered},
};
use crate::{
    exchange::attempt::{Attempt, Ended, Practised, Walked, Way, milestones::Milestones},
    id::{OptionId, QuestionId, ScenarioId},
    question::{Interaction, Question, Response},
    scenario::{Outcome, Scenario, Walk},
    score::Points,
    unit::Unit,
};

/// Reads an attempt at a unit; none where there is nothing to read, or only what a later version of
/// this program can.
pub fn read(unit: &Unit, text: &str) -> Option<Attempt> {
    let text = text.trim();
    let whole = match is_cut(text) {
        // What is left of the last piece may look like another.
        true => text.rsplit_once(';').map_or(text, |(whole, _)| whole),
        false => text,
    };
    let mut pieces = whole.split(';');
    let mut head = pieces.next()?.split('.');
    if head.next() != Some(VERSION) {
        return None;
    }
    let length = Length::from_digit(head.next()?)?;
    let began = i64::from_str_radix(head.next()?, 36).ok()?;
    let letters = head.next()?;
    let mut attempt = Attempt::new(Timestamp::from_second(began).ok()?);
    let milestones = |completed: char, passed: char| Milestones {
        completed: letters.contains(completed),
        passed: letters.contains(passed),
    };
    attempt.told = milestones('c', 'p');
    attempt.unheard = milestones('C', 'P');
    attempt.room = room(text);

    let sections = unit
        .sections
        .iter()
        .map(|section| (section.id.as_str(), section));
    let sections = length.book(sections);
    let questions = unit
        .loose_questions()
        .map(|question| (question.id.as_str(), question));
    let questions = length.book(questions);
    let scenarios = unit
        .scenarios()
        .map(|scenario| (scenario.id.as_str(), scenario));
    let scenarios = length.book(scenarios);
    for piece in pieces {
        let Some((kind, rest)) = piece.split_at_checked(1) else {
            continue;
        };
        match kind {
            "r" => {
                let read = length.all(rest).unwrap_or_default().into_iter();
                let read = read.filter_map(|key| sections.get(key));
                let read = read.filter(|section| section.is_reading());
                attempt.read.extend(read.map(|section| section.id.clone()));
            }
            "q" => attempt
                .questions
                .extend(question(length, rest, |key| questions.get(key).copied())),
            "s" => attempt
                .scenarios
                .extend(scenario(length, rest, |key| scenarios.get(key).copied())),
            _ => {}
        }
    }
    Some(attempt)
}

/// How much of a text a learning system was seen to keep that cuts what is longer; none where nothing was
/// ever cut.
pub fn room(text: &str) -> Option<usize> {
    let text = text.trim();
    if is_cut(text) {
        return Some(text.len());
    }
    let (head, _) = text.split_once(';')?;
    let mut head = head.split('.');
    let noted = head.nth(4).filter(|_| text.starts_with(VERSION))?;
    let noted = usize::from_str_radix(noted, 36).ok();
    noted.filter(|room| *room <= SCORM_2004)
}

/// Whether the end of a text is missing.
pub fn is_cut(text: &str) -> bool {
    let text = text.trim();
    let (head, _) = text.split_once(';').unwrap_or((text, ""));
    let mut head = head.split('.');
    head.next() == Some(VERSION)
        && head.nth(2).is_some_and(|told| told.contains('e'))
        && !text.ends_with(';')
}

fn question<'u>(
    length: Length,
    text: &str,
    find: impl Fn(&str) -> Option<&'u Question>,
) -> Option<(QuestionId, Practised)> {
    let (key, rest) = length.cut(text)?;
    let question = find(key).filter(|question| question.is_scored())?;
    let (earned, said) = rest
        .split_once(':')
        .map_or((rest, None), |(a, b)| (a, Some(b)));
    let done = Practised {
        share: share(earned)?,
        latest: said.and_then(|said| response(length, question, said)),
    };
    Some((question.id.clone(), done))
}

fn scenario<'u>(
    length: Length,
    text: &str,
    find: impl Fn(&str) -> Option<&'u Scenario>,
) -> Option<(ScenarioId, Walked)> {
    let (key, rest) = length.cut(text)?;
    let scenario = find(key)?;
    let (best, told) = rest
        .split_once(':')
        .map_or((rest, None), |(a, b)| (a, Some(b)));
    let best = match best {
        "-" => None,
        best => Some(ended(best)?),
    };
    let done = Walked {
        best,
        latest: told.and_then(|told| way(length, scenario, told)),
    };
    Some((scenario.id.clone(), done))
}

fn ended(text: &str) -> Option<Ended> {
    let mut letters = text.chars();
    let letter = letters.next()?;
    let (_, outcome): (_, Outcome) = OUTCOMES.into_iter().find(|(known, _)| *known == letter)?;
    Some(Ended {
        outcome,
        share: share(letters.as_str())?,
    })
}

fn share(text: &str) -> Option<Points> {
    let share = text.parse::<Points>().ok()?;
    (share <= Points::whole(1)).then_some(share)
}

/// A walk that can be walked in the unit as it is now.
fn way(length: Length, scenario: &Scenario, text: &str) -> Option<Way> {
    let (told, ended) = text
        .strip_suffix('!')
        .map_or((text, false), |told| (told, true));
    let steps = length.book(scenario.steps.iter().map(|step| (step.id.as_str(), step)));
    let choices: Vec<_> = told
        .split(',')
        .map(|choice| {
            let (key, said) = length.cut(choice)?;
            let step = steps.get(key)?;
            let chosen = response(length, step.question.as_ref()?, said)?;
            Some((step.id.clone(), chosen))
        })
        .collect::<Option<_>>()?;
    let walk = Walk::resume(scenario, choices.iter().map(|(step, said)| (step, said))).ok()?;
    (walk.has_ended() == ended).then_some(Way { choices, ended })
}

/// A response that fits the question as it is now.
fn response(length: Length, question: &Question, text: &str) -> Option<Response> {
    let keys = length.all(text)?;
    let ids = length.book(named(question).into_iter().map(|id| (id, id)));
    let id = |key: &str| ids.get(key)?.parse::<OptionId>().ok();
    let response = match &question.interaction {
        Interaction::Single(_) | Interaction::Rate(_) => {
            let [key] = keys.as_slice() else { return None };
            match question.interaction {
                Interaction::Single(_) => Response::Single(id(key)?),
                _ => Response::Rate(id(key)?),
            }
        }
        Interaction::Multiple(_) => {
            let chosen = keys.iter().map(|key| id(key));
            Response::Multiple(chosen.collect::<Option<BTreeSet<_>>>()?)
        }
        Interaction::Order(_) => {
            let items = keys.iter().map(|key| id(key));
            Response::Order(items.collect::<Option<Vec<_>>>()?)
        }
        Interaction::Match(_) => {
            let pairs = keys.chunks(2).map(|pair| match pair {
                [left, right] => Some((id(left)?, id(right)?)),
                _ => None,
            });
            Response::Match(pairs.collect::<Option<BTreeMap<_, _>>>()?)
        }
        Interaction::Gap(gap) => {
            let filled = keys.chunks(2).map(|pair| {
                let [blank, text] = pair else { return None };
                let blank_id = id(blank)?;
                let blank = gap.blanks.iter().find(|blank| blank.id == blank_id)?;
                let texts = length.book(offered(&blank.kind).into_iter().map(|text| (text, text)));
                Some((blank_id, (*texts.get(text)?).to_owned()))
            });
            Response::Gap(filled.collect::<Option<BTreeMap<_, _>>>()?)
        }
        Interaction::Number(_) | Interaction::Short(_) | Interaction::Reflect => return None,
    };
    question.score(&response).is_ok().then_some(response)
}
