//! Answers put back into their list or table: each keeps its bytes but for what was changed.

use super::{
    Choice, Item, Pair, Said,
    align::align,
    layout::{Line, Row, line_start},
    read::{quoted, without_way},
    words::{cell_escaped, escaped, wrapped},
    write::{Change, made},
};
use crate::{id::StepId, source::Span};

fn likeness(old: &Choice, new: &Choice) -> usize {
    let same_words = usize::from(old.item.text == new.item.text);
    let same_id = usize::from(!old.item.own_id.is_empty() && old.item.own_id == new.item.own_id);
    let same_said = usize::from(!old.said.is_empty() && old.said == new.said);
    4 * same_id + 2 * same_words + same_said
}

pub(super) fn list(
    own: &str,
    lines: &[Line],
    before: &[Choice],
    after: &[Choice],
    steps: &[StepId],
    changes: &mut Vec<Change>,
) {
    let places = align(before, after, likeness);
    let stays = |(at, place): (usize, &Option<usize>)| *place == Some(at);
    if before.len() == after.len() && places.iter().enumerate().all(stays) {
        for ((line, old), new) in lines.iter().zip(before).zip(after) {
            line_changes(own, line, old, new, steps, changes);
        }
        return;
    }
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else {
        return;
    };
    let base = first.span.start - line_start(own, first.span.start);
    let between = lines.get(1).map_or_else(
        || format!("\n{}", " ".repeat(base)),
        |second| {
            Span::new(first.span.end, second.span.start)
                .of(own)
                .to_owned()
        },
    );
    let marker = Span::new(first.span.start, first.mark.unwrap_or(first.words).start).of(own);
    let mut out = String::new();
    for (at, (choice, place)) in after.iter().zip(&places).enumerate() {
        if at > 0 {
            let follows = places[at - 1]
                .zip(*place)
                .filter(|(one, next)| one + 1 == *next);
            match follows.and_then(|(one, next)| lines.get(one).zip(lines.get(next))) {
                Some((one, next)) => {
                    out.push_str(Span::new(one.span.end, next.span.start).of(own));
                }
                None => out.push_str(&between),
            }
        }
        let text = match place.and_then(|place| lines.get(place).zip(before.get(place))) {
            Some((line, old)) => {
                let mut inner = Vec::new();
                line_changes(own, line, old, choice, steps, &mut inner);
                made(own, line.span, inner)
            }
            None => fresh_line(marker, first.mark.is_some(), base, choice),
        };
        out.push_str(&numbered(&text, marker, at));
    }
    changes.push((Span::new(first.span.start, last.span.end), out));
}

/// An item with the number of its place, where its list is numbered as `first` is.
fn numbered(item: &str, first: &str, place: usize) -> String {
    let digits =
        |text: &str| text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let Ok(start) = first[..digits(first)].parse::<usize>() else {
        return item.to_owned();
    };
    format!("{}{}", start + place, &item[digits(item)..])
}

pub(super) fn fresh_line(marker: &str, boxed: bool, base: usize, choice: &Choice) -> String {
    let mut out = marker.to_owned();
    if boxed {
        out.push_str(if choice.right { "[x] " } else { "[ ] " });
    }
    let indent = " ".repeat(base + marker.chars().count());
    out.push_str(&wrapped(
        &escaped(&choice.item.text),
        &indent,
        base + out.chars().count(),
    ));
    out.push_str(&own_id(&choice.item));
    if !choice.said.is_empty() || choice.is_unsafe {
        out.push('\n');
        out.push_str(&quote(
            &choice.said,
            choice.is_unsafe,
            " ",
            &format!("{indent}> "),
        ));
    }
    out
}

fn own_id(item: &Item) -> String {
    match item.own_id.as_str() {
        "" => String::new(),
        id => format!(" {{#{id}}}"),
    }
}

pub(super) fn with_way(said: &Said, apart: &str) -> String {
    match &said.leads {
        None => said.text.clone(),
        Some(leads) => {
            let apart = if said.text.is_empty() { "" } else { apart };
            format!("{}{apart}[{}](#{})", said.text, leads.words, leads.to)
        }
    }
}

/// What is said as a quotation, each line with the prefix.
fn quote(said: &Said, is_unsafe: bool, apart: &str, prefix: &str) -> String {
    let words = with_way(said, apart);
    let words = wrapped(&words, prefix, prefix.chars().count());
    match (is_unsafe, words.is_empty()) {
        (true, true) => format!("{prefix}[!CAUTION]"),
        (true, false) => format!("{prefix}[!CAUTION]\n{prefix}{words}"),
        (false, _) => format!("{prefix}{words}"),
    }
}

fn line_changes(
    own: &str,
    line: &Line,
    old: &Choice,
    new: &Choice,
    steps: &[StepId],
    changes: &mut Vec<Change>,
) {
    if let Some(mark) = line.mark.filter(|_| old.right != new.right) {
        changes.push((mark, if new.right { "[x]" } else { "[ ]" }.to_owned()));
    }
    if old.item.text != new.item.text {
        let taken = line.words.start - line_start(own, line.words.start);
        let indent = " ".repeat(line.indent);
        let text = wrapped(&escaped(&new.item.text), &indent, taken);
        let blank = match own.get(..line.words.start) {
            Some(before) if before.ends_with([' ', '\t']) => "",
            _ => " ",
        };
        changes.push((line.words, format!("{blank}{text}")));
    }
    if old.item.own_id != new.item.own_id {
        let span = line.own.map_or(Span::at(line.words.end), |own| {
            Span::new(line.words.end, own.end)
        });
        changes.push((span, own_id(&new.item)));
    }
    if old.said != new.said || old.is_unsafe != new.is_unsafe {
        changes.push(quote_change(own, line, old, new, steps));
    }
}

fn quote_change(own: &str, line: &Line, old: &Choice, new: &Choice, steps: &[StepId]) -> Change {
    let (Some(first), Some(last)) = (line.quotes.first(), line.quotes.last()) else {
        let prefix = format!("{}> ", " ".repeat(line.indent));
        let said = quote(&new.said, new.is_unsafe, " ", &prefix);
        return (Span::at(line.span.end), format!("\n{said}"));
    };
    let region = Span::new(first.span.start, last.span.end);
    let raw = region.of(own);
    let before = raw.find('>').map_or("", |at| &raw[..at]);
    let prefix = format!("{before}> ");
    if new.said.is_empty() && !new.is_unsafe {
        let start = own.get(..region.start).unwrap_or_default().trim_end().len();
        return (Span::new(start, region.end), String::new());
    }
    if old.said == new.said && line.quotes.len() == 1 {
        return match new.is_unsafe {
            true => (Span::at(region.start), format!("{prefix}[!CAUTION]\n")),
            false => {
                let caution = raw.find('\n').map_or(raw.len(), |at| at + 1);
                (
                    Span::new(region.start, region.start + caution),
                    String::new(),
                )
            }
        };
    }
    if old.said.text == new.said.text
        && old.is_unsafe == new.is_unsafe
        && let (Some(was), Some(is)) = (&old.said.leads, &new.said.leads)
    {
        let link = format!("[{}](#{})", was.words, was.to);
        if raw.ends_with(&link) {
            let start = region.end - link.len();
            return (
                Span::new(start, region.end),
                format!("[{}](#{})", is.words, is.to),
            );
        }
    }
    let (text, _) = quoted(own, line);
    let apart = without_way(&text, steps).1.map_or(" ", |way| way.apart);
    let apart = if apart.is_empty() { " " } else { apart };
    (region, quote(&new.said, new.is_unsafe, apart, &prefix))
}

pub(super) fn table(
    own: &str,
    rows: &[Row],
    before: &[Pair],
    after: &[Pair],
    changes: &mut Vec<Change>,
) {
    if before == after {
        return;
    }
    let likeness = |old: &Pair, new: &Pair| {
        2 * usize::from(old.left == new.left) + usize::from(old.right == new.right)
    };
    let body = rows.get(1..).unwrap_or_default();
    let places = align(before, after, likeness);
    let stays = |(at, place): (usize, &Option<usize>)| *place == Some(at);
    if before.len() == after.len() && places.iter().enumerate().all(stays) {
        for ((row, old), new) in body.iter().zip(before).zip(after) {
            row_changes(row, old, new, changes);
        }
        return;
    }
    let line = |row: &Row| Span::new(line_start(own, row.span.start), row.span.end);
    let texts = after.iter().zip(&places).map(|(pair, place)| {
        match place.and_then(|place| body.get(place).zip(before.get(place))) {
            Some((row, old)) => {
                let mut inner = Vec::new();
                row_changes(row, old, pair, &mut inner);
                made(own, line(row), inner)
            }
            None => fresh_row(pair),
        }
    });
    let text = texts.collect::<Vec<_>>().join("\n");
    match (body.first(), body.last(), rows.first()) {
        (Some(first), Some(last), _) => {
            let start = line(first).start;
            let start = if text.is_empty() {
                start.saturating_sub(1)
            } else {
                start
            };
            changes.push((Span::new(start, last.span.end), text));
        }
        (_, _, Some(head)) => {
            // Behind the line under the titles.
            let under = own.get(head.span.end + 1..).unwrap_or_default();
            let end = head.span.end + 1 + under.lines().next().map_or(0, str::len);
            changes.push((Span::at(end), format!("\n{text}")));
        }
        _ => {}
    }
}

fn cell(item: &Item) -> String {
    format!("{}{}", cell_escaped(&item.text), own_id(item))
}

fn row_changes(row: &Row, old: &Pair, new: &Pair, changes: &mut Vec<Change>) {
    if let [left, right] = row.cells.as_slice() {
        if old.left != new.left {
            changes.push((*left, cell(&new.left)));
        }
        if old.right != new.right {
            changes.push((*right, cell(&new.right)));
        }
    }
}

pub(super) fn fresh_row(pair: &Pair) -> String {
    format!("| {} | {} |", cell(&pair.left), cell(&pair.right))
}
