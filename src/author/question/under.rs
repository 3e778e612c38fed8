//! What is said under the answers, put back: to those who are right, to others, to all.

use super::{
    Draft,
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
    let said = |draft: &Draft, which: Which| match which {
        Which::Right => draft.right.clone(),
        Which::Otherwise => draft.otherwise.clone(),
        Which::Always => draft.always.clone(),
    };
    let whose: Vec<Which> = layout
        .parts
        .iter()
        .map(|part| part_words(own, part).0)
        .collect();
    // What becomes of each part: it stays, or is replaced by other words or by none.
    let mut texts: Vec<Option<String>> = layout
        .parts
        .iter()
        .map(|part| Some(part.span.of(own).to_owned()))
        .collect();
    let mut added = Vec::new();
    let mut simple: Vec<Change> = Vec::new();
    let mut is_simple = true;
    for which in Which::ALL {
        let said = (said(old, which), said(new, which));
        if said.0 == said.1 {
            continue;
        }
        let (text, way) = without_way(&said_whole(own, layout, which), steps);
        let apart = match way.map_or(" ", |way| way.apart) {
            _ if text.is_empty() => " ",
            "" => " ",
            apart => apart,
        };
        let words = with_way(&said.1, apart);
        let led: Vec<String> = match (which, words.is_empty()) {
            (_, true) => Vec::new(),
            (Which::Always, false) => vec![words],
            (_, false) => words
                .split("\n\n")
                .map(|paragraph| format!("{}{paragraph}", which.lead()))
                .collect(),
        };
        let text = wrapped(&led.join("\n\n"), "> ", 2);
        let mut own_parts = (0..whose.len()).filter(|at| whose[*at] == which);
        match own_parts.next() {
            Some(first) if !text.is_empty() => {
                simple.push((layout.parts[first].span, text.clone()));
                texts[first] = Some(text);
            }
            Some(first) => {
                texts[first] = None;
                is_simple = false;
            }
            None if !text.is_empty() => {
                added.push(text);
                is_simple = false;
            }
            None => {}
        }
        for more in own_parts {
            texts[more] = None;
            is_simple = false;
        }
    }
    if is_simple {
        changes.extend(simple);
        return;
    }
    let parts: Vec<String> = texts.into_iter().flatten().chain(added).collect();
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
