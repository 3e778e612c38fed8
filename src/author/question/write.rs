//! A question's parts, put back into its text: only the bytes of what was changed.

use super::{
    Answers, Choice, Draft, Item,
    layout::{Body, Layout},
    rows::{fresh_line, fresh_row, list, table},
    under::under,
    words::{cell_escaped, without_headings, wrapped},
};
use crate::{id::StepId, question::Kind, source::Span};

/// A replacement in the question's own text.
pub(super) type Change = (Span, String);

/// The question's text with everything in which `new` differs from `old`.
pub(super) fn written(
    own: &str,
    layout: &Layout,
    old: &Draft,
    new: &Draft,
    steps: &[StepId],
) -> String {
    let mut changes = Vec::new();
    if new.title != old.title {
        changes.push((layout.title, new.title.clone()));
    }
    let braces = braces(layout.braces.of(own), old, new);
    if braces != layout.braces.of(own) {
        changes.push((layout.braces, braces));
    }
    if new.stem != old.stem {
        changes.push(stem(own, layout, &new.stem));
    }
    answers(own, layout, old, new, steps, &mut changes);
    under(own, layout, old, new, steps, &mut changes);
    made(own, Span::new(0, own.len()), changes)
}

/// A stretch of a text with changes made, which do not overlap.
pub(super) fn made(own: &str, within: Span, mut changes: Vec<Change>) -> String {
    changes.sort_by_key(|(span, _)| *span);
    let mut out = String::with_capacity(own.len());
    let mut from = within.start;
    for (span, text) in changes {
        out.push_str(Span::new(from, span.start).of(own));
        out.push_str(&text);
        from = span.end.max(from);
    }
    out.push_str(Span::new(from, within.end).of(own));
    out
}

/// What stands within the heading's braces.
fn braces(braces: &str, old: &Draft, new: &Draft) -> String {
    let mut text = braces.to_owned();
    if new.id != old.id {
        text = replaced(
            &text,
            |token| token == format!("#{}", old.id),
            &format!("#{}", new.id),
        );
    }
    if new.kind != old.kind {
        let class = format!(".{}", old.kind.class());
        text = replaced(
            &text,
            |token| token == class,
            &format!(".{}", new.kind.class()),
        );
    }
    let list = |names: &[String]| (!names.is_empty()).then(|| names.join(","));
    let points = |draft: &Draft| (draft.points != 1).then(|| draft.points.to_string());
    let shuffle = |draft: &Draft| (!draft.shuffle).then(|| "no".to_owned());
    let scoring = |draft: &Draft| draft.all_or_nothing.then(|| "all".to_owned());
    let keys = [
        ("points", points(old), points(new)),
        ("shuffle", shuffle(old), shuffle(new)),
        ("scoring", scoring(old), scoring(new)),
        ("criteria", list(&old.criteria), list(&new.criteria)),
        ("nation", list(&old.nations), list(&new.nations)),
    ];
    for (key, before, after) in keys {
        let gone = match key {
            "points" | "shuffle" => !new.kind.is_scored() && old.kind.is_scored(),
            "scoring" => new.kind != Kind::Multiple && old.kind == Kind::Multiple,
            _ => false,
        };
        if before == after && !gone {
            continue;
        }
        let is_key = |token: &str| {
            token
                .strip_prefix(key)
                .is_some_and(|rest| rest.starts_with('='))
        };
        text = match after.filter(|_| !gone) {
            Some(value) if text.split_whitespace().any(is_key) => {
                replaced(&text, is_key, &format!("{key}={value}"))
            }
            Some(value) => format!("{} {key}={value}", text.trim_end()),
            None => replaced(&text, is_key, ""),
        };
    }
    text
}

/// The first token of its kind replaced, or taken out with the blank before it.
fn replaced(text: &str, is: impl Fn(&str) -> bool, with: &str) -> String {
    let mut from = 0;
    while let Some(token) = text
        .get(from..)
        .and_then(|rest| rest.split_whitespace().next())
    {
        let start = text[from..].find(token).map_or(from, |at| from + at);
        let end = start + token.len();
        if is(token) {
            let (before, after) = (&text[..start], &text[end..]);
            return match with {
                "" if before.trim().is_empty() => after.trim_start().to_owned(),
                "" => format!("{}{after}", before.trim_end()),
                with => format!("{before}{with}{after}"),
            };
        }
        from = end;
    }
    text.to_owned()
}

fn stem(own: &str, layout: &Layout, stem: &str) -> Change {
    let text = wrapped(&without_headings(stem), "", 0);
    match (layout.stem, stem.is_empty()) {
        (Some(span), false) => (span, text),
        (Some(span), true) => {
            let before = own.get(..span.start).unwrap_or_default().trim_end().len();
            (Span::new(before, span.end), String::new())
        }
        (None, _) => (Span::at(layout.before_stem), format!("\n\n{text}")),
    }
}

fn answers(
    own: &str,
    layout: &Layout,
    old: &Draft,
    new: &Draft,
    steps: &[StepId],
    changes: &mut Vec<Change>,
) {
    if old.answers == new.answers {
        return;
    }
    match (&layout.body, &old.answers, &new.answers) {
        (Body::List { lines, .. }, Answers::Choices(before), Answers::Choices(after))
            if !after.is_empty() =>
        {
            list(own, lines, before, after, steps, changes);
        }
        (Body::List { lines, .. }, Answers::Items(before), Answers::Items(after))
            if !after.is_empty() =>
        {
            let plain = |items: &[Item]| -> Vec<Choice> {
                let choice = |item: &Item| Choice {
                    item: item.clone(),
                    ..Choice::default()
                };
                items.iter().map(choice).collect()
            };
            list(own, lines, &plain(before), &plain(after), steps, changes);
        }
        (
            Body::Table { rows, .. },
            Answers::Pairs {
                left_title: left_before,
                right_title: right_before,
                rows: before,
            },
            Answers::Pairs {
                left_title,
                right_title,
                rows: after,
            },
        ) => {
            if let Some([left, right]) = rows.first().map(|row| row.cells.as_slice()) {
                if left_before != left_title {
                    changes.push((*left, cell_escaped(left_title)));
                }
                if right_before != right_title {
                    changes.push((*right, cell_escaped(right_title)));
                }
            }
            table(own, rows, before, after, changes);
        }
        (body, _, after) => {
            let fresh = fresh(after);
            let stem_end = layout.stem.map_or(layout.before_stem, |stem| stem.end);
            changes.push(match body {
                Body::List { span, .. } | Body::Table { span, .. } if fresh.is_empty() => {
                    let before = own.get(..span.start).unwrap_or_default().trim_end().len();
                    (Span::new(before, span.end), String::new())
                }
                Body::List { span, .. } | Body::Table { span, .. } => (*span, fresh),
                Body::None if fresh.is_empty() => return,
                Body::None => (Span::at(stem_end), format!("\n\n{fresh}")),
            });
        }
    }
}

/// Answers where there were none of their shape.
pub(super) fn fresh(answers: &Answers) -> String {
    let lines: Vec<String> = match answers {
        Answers::Choices(choices) => choices
            .iter()
            .map(|choice| fresh_line("- ", true, 0, choice))
            .collect(),
        Answers::Items(items) => items
            .iter()
            .enumerate()
            .map(|(at, item)| {
                let choice = Choice {
                    item: item.clone(),
                    ..Choice::default()
                };
                fresh_line(&format!("{}. ", at + 1), false, 0, &choice)
            })
            .collect(),
        Answers::Pairs {
            left_title,
            right_title,
            rows,
        } if !(rows.is_empty() && left_title.is_empty() && right_title.is_empty()) => {
            let titles = format!(
                "| {} | {} |\n|---|---|",
                cell_escaped(left_title),
                cell_escaped(right_title)
            );
            [titles]
                .into_iter()
                .chain(rows.iter().map(fresh_row))
                .collect()
        }
        Answers::Pairs { .. } | Answers::None => Vec::new(),
    };
    lines.join("\n")
}
