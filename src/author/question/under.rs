//! What is said under the answers, put back: to those who are right, to others, to all.

use super::{
    Draft, Said,
    layout::Layout,
    read::{Which, part_words, said_whole, without_way},
    rows::with_way,
    words::{with_prefix, wrapped},
    write::Change,
};
use crate::{id::StepId, source::Span};

/// What is said under the answers.
pub(super) fn under(
    own: &str,
    layout: &Layout,
    old: &Draft,
    new: &Draft,
    steps: &[StepId],
    changes: &mut Vec<Change>,
) {
    let parts = layout.parts.iter();
    let whose: Vec<Which> = parts.map(|part| part_words(own, part).0).collect();
    let is_changed = |which: &Which| said(old, *which) != said(new, *which);
    let changed = Which::ALL.into_iter().filter(is_changed);
    let mut anew: Vec<(Which, Option<String>)> = changed
        .map(|which| (which, written(own, layout, new, which, steps)))
        .collect();
    if let Some(simple) = in_place(layout, &whose, &anew) {
        changes.extend(simple);
        return;
    }
    let mut parts = Vec::new();
    for (part, which) in layout.parts.iter().zip(&whose) {
        match anew.iter_mut().find(|(changed, _)| changed == which) {
            // What stood in several parts stands in the first of them now.
            Some((_, text)) => parts.extend(text.take()),
            None => parts.push(part.span.of(own).to_owned()),
        }
    }
    parts.extend(anew.into_iter().filter_map(|(_, text)| text));
    let text = match parts.is_empty() {
        true => String::new(),
        false => format!("> {}", parts.join("\n>\n> ")),
    };
    let region = layout.quotes.first().zip(layout.quotes.last());
    changes.push(match region {
        Some((first, last)) if text.is_empty() => {
            let before = own.get(..first.start).unwrap_or_default().trim_end().len();
            (Span::new(before, last.end), text)
        }
        Some((first, last)) => (Span::new(first.start, last.end), text),
        None => (
            Span::at(layout.end),
            format!("\n\n{}", with_prefix(&text, "")),
        ),
    });
}

fn said(draft: &Draft, which: Which) -> &Said {
    match which {
        Which::Right => &draft.right,
        Which::Otherwise => &draft.otherwise,
        Which::Always => &draft.always,
    }
}

/// What is said to these as it is written, with the way on that stands there; none where nothing is said.
fn written(
    own: &str,
    layout: &Layout,
    new: &Draft,
    which: Which,
    steps: &[StepId],
) -> Option<String> {
    let (text, way) = without_way(&said_whole(own, layout, which), steps);
    let apart = match way.map_or(" ", |way| way.apart) {
        _ if text.is_empty() => " ",
        "" => " ",
        apart => apart,
    };
    let words = with_way(said(new, which), apart);
    let led: Vec<String> = match (which, words.is_empty()) {
        (_, true) => Vec::new(),
        (Which::Always, false) => vec![words],
        (_, false) => words
            .split("\n\n")
            .map(|paragraph| format!("{}{paragraph}", which.lead()))
            .collect(),
    };
    let text = wrapped(&led.join("\n\n"), "> ", 2);
    (!text.is_empty()).then_some(text)
}

/// The changes where all that is said anew has a part of its own to stand in; none where parts come or go.
fn in_place(
    layout: &Layout,
    whose: &[Which],
    anew: &[(Which, Option<String>)],
) -> Option<Vec<Change>> {
    let mut changes = Vec::new();
    for (which, text) in anew {
        let own = layout.parts.iter().zip(whose);
        let mut own = own.filter(|(_, whose)| *whose == which);
        match (own.next(), own.next(), text) {
            (Some((part, _)), None, Some(text)) => changes.push((part.span, text.clone())),
            (None, _, None) => {}
            _ => return None,
        }
    }
    Some(changes)
}
