//! Another answer, the mark that one is unsafe, and where one leads: through the question's form,
//! so that nothing else of it moves.

use super::{CannotInsert, Inserted};
use crate::{
    author::{
        question::{Answers, Choice, Draft, Item, Leads, Pair, question_at, steps_from},
        with_edit,
    },
    diagnostic::Edit,
    id::QuestionId,
    question::{Interaction, Kind, Question},
    read::read_unit,
    source::{Source, Span},
    wording::author as words,
};

struct AtCaret {
    id: QuestionId,
    question: Question,
    draft: Draft,
    /// The answer that the caret is in.
    place: Option<usize>,
}

fn at_caret(text: &str, at: usize) -> Result<AtCaret, CannotInsert> {
    let id = question_at(text, at).ok_or(CannotInsert::NotInQuestion)?;
    let unit = read_unit(Source {
        name: "unit.md",
        text,
    })
    .value;
    let question = unit
        .question(&id)
        .cloned()
        .ok_or(CannotInsert::NotInQuestion)?;
    let draft = Draft::read(text, &id).map_err(CannotInsert::Mistake)?;
    let starts: Vec<usize> = match &question.interaction {
        Interaction::Single(choice) => choice.options.iter().map(|o| o.span.start).collect(),
        Interaction::Multiple(m) => m.choice.options.iter().map(|o| o.span.start).collect(),
        Interaction::Order(order) => order.items.iter().map(|i| i.span.start).collect(),
        Interaction::Rate(rate) => rate.labels.iter().map(|l| l.span.start).collect(),
        Interaction::Match(matching) => matching.pairs.iter().map(|p| p.span.start).collect(),
        Interaction::Number(number) => number.known.iter().map(|k| k.span.start).collect(),
        Interaction::Short(short) => short.known.iter().map(|k| k.span.start).collect(),
        Interaction::Gap(_) | Interaction::Reflect => Vec::new(),
    };
    let before = starts.iter().filter(|start| **start <= at).count();
    Ok(AtCaret {
        id,
        question,
        draft,
        place: before.checked_sub(1),
    })
}

/// Writes a draft, and selects some words in what was written.
fn written(
    text: &str,
    caret: &AtCaret,
    draft: &Draft,
    select: &str,
) -> Result<Inserted, CannotInsert> {
    let edit = draft
        .write(text, &caret.id)
        .map_err(CannotInsert::Refused)?;
    let new = edit
        .as_ref()
        .map_or_else(|| text.to_owned(), |edit| with_edit(text, edit));
    let from = edit
        .as_ref()
        .map_or(caret.question.span.start, |edit| edit.span.start);
    // The edit may begin within the words, where what is before them is the same.
    let begin = from
        .saturating_sub(select.len())
        .max(caret.question.span.start);
    let begin = (begin..=from)
        .find(|at| new.is_char_boundary(*at))
        .unwrap_or(from);
    let found = new.get(begin..).and_then(|rest| rest.find(select));
    let selection = match found {
        Some(found) if !select.is_empty() => Span::new(begin + found, begin + found + select.len()),
        _ => Span::at(from),
    };
    Ok(Inserted { edit, selection })
}

/// Words that no answer has yet.
fn apart(words: &str, taken: impl Fn(&str) -> bool) -> String {
    let numbered = |number: u32| match number {
        1 => words.to_owned(),
        number => format!("{} {number}", words.trim_end_matches('.')),
    };
    (1..)
        .map(numbered)
        .find(|words| !taken(words))
        .unwrap_or_else(|| words.to_owned())
}

pub(super) fn answer(text: &str, at: usize) -> Result<Inserted, CannotInsert> {
    let caret = at_caret(text, at)?;
    if caret.draft.kind == Kind::Gap {
        let gap = format!("[[{}]]", words::NEW_GAP);
        let within = caret.question.heading.end < at && at <= caret.question.span.end;
        return match within {
            true => Ok(Inserted {
                selection: Span::new(at + 2, at + 2 + words::NEW_GAP.len()),
                edit: Some(Edit {
                    span: Span::at(at),
                    text: gap,
                }),
            }),
            false => Err(CannotInsert::NotInAnswer),
        };
    }
    let mut draft = caret.draft.clone();
    let place = caret.place.map_or(draft.answers.len(), |place| place + 1);
    let item = |text: &str| Item {
        text: text.to_owned(),
        own_id: String::new(),
    };
    let select = match &mut draft.answers {
        Answers::Choices(choices) => {
            let base = match draft.kind {
                // A number that nothing there takes already.
                Kind::Number => (1..)
                    .map(|n| n.to_string())
                    .find(|n| {
                        !choices
                            .iter()
                            .any(|choice| choice.item.text.starts_with(n.as_str()))
                    })
                    .unwrap_or_default(),
                _ => apart(words::NEW_CHOICE, |text| {
                    choices.iter().any(|c| c.item.text == text)
                }),
            };
            let mut choice = Choice {
                item: item(&base),
                ..Choice::default()
            };
            choice.said.text = words::NEW_SAID.to_owned();
            choices.insert(place.min(choices.len()), choice);
            base
        }
        Answers::Items(items) => {
            let base = apart(words::NEW_ITEM, |text| {
                items.iter().any(|item| item.text == text)
            });
            items.insert(place.min(items.len()), item(&base));
            base
        }
        Answers::Pairs { rows, .. } => {
            let base = apart(words::NEW_LEFT, |text| {
                rows.iter().any(|row| row.left.text == text)
            });
            let right = apart(words::NEW_RIGHT, |text| {
                rows.iter().any(|row| row.right.text == text)
            });
            let pair = Pair {
                left: item(&base),
                right: item(&right),
            };
            rows.insert(place.min(rows.len()), pair);
            base
        }
        Answers::None => return Err(CannotInsert::NotInQuestion),
    };
    written(text, &caret, &draft, &select)
}

fn choice_at_caret<'c>(
    caret: &AtCaret,
    draft: &'c mut Draft,
) -> Result<&'c mut Choice, CannotInsert> {
    let place = caret.place.ok_or(CannotInsert::NotInAnswer)?;
    match &mut draft.answers {
        Answers::Choices(choices) => choices.get_mut(place).ok_or(CannotInsert::NotInAnswer),
        _ => Err(CannotInsert::NotInAnswer),
    }
}

pub(super) fn unsafe_mark(text: &str, at: usize) -> Result<Inserted, CannotInsert> {
    let caret = at_caret(text, at)?;
    let mut draft = caret.draft.clone();
    let choice = choice_at_caret(&caret, &mut draft)?;
    if choice.right {
        return Err(CannotInsert::Right);
    }
    choice.is_unsafe = !choice.is_unsafe;
    let mut select = String::new();
    if choice.is_unsafe && choice.said.text.is_empty() {
        choice.said.text = words::NEW_UNSAFE.to_owned();
        select = choice.said.text.clone();
    }
    written(text, &caret, &draft, &select)
}

pub(super) fn branch(text: &str, at: usize) -> Result<Inserted, CannotInsert> {
    let caret = at_caret(text, at)?;
    let steps = steps_from(text, caret.id.as_str());
    if steps.is_empty() {
        return Err(CannotInsert::NotInScenario);
    }
    let here = steps
        .iter()
        .position(|step| step.as_str() == caret.id.as_str());
    let here = here.unwrap_or_default();
    // A branch leads somewhere else than the next step, if there is anywhere else.
    let further = steps.get(here + 2).or_else(|| steps.get(here + 1));
    let to = further
        .or_else(|| steps.get(here.checked_sub(1)?))
        .ok_or(CannotInsert::NoOtherStep)?;
    let mut draft = caret.draft.clone();
    let choice = choice_at_caret(&caret, &mut draft)?;
    let select = match &choice.said.leads {
        Some(leads) => leads.to.clone(),
        None => {
            choice.said.leads = Some(Leads {
                to: to.to_string(),
                words: words::GO_ON.to_owned(),
            });
            to.to_string()
        }
    };
    if draft == caret.draft {
        // It leads on already: the step that it leads to is selected.
        let link = format!("](#{select})");
        let found = text
            .get(at..)
            .and_then(|rest| rest.find(&link))
            .map(|found| at + found + 3);
        let start = found.unwrap_or(at);
        return Ok(Inserted {
            edit: None,
            selection: Span::new(start, found.map_or(at, |start| start + select.len())),
        });
    }
    written(text, &caret, &draft, &select)
}
