//! What is told of banks: what cannot be read, at its place, and what could not be carried.

use std::fmt::Write;

use annotate_snippets::Level;

use crate::{
    cli::excerpt::{Excerpt, excerpt},
    exchange::bank::{Content, Fault, Item, Losses, Taken},
    source::Position,
    wording::bank as words,
};

/// How many faults are shown with their lines. The others are named in a line each.
const SHOWN: usize = 40;

/// Names what cannot be read, with the lines it stands on.
pub(super) fn faults(taken: &Taken) {
    let mut lines = Lines::default();
    for (at, fault) in taken.faults.iter().enumerate() {
        let text = taken.texts.get(&fault.file).map_or("", String::as_str);
        if at < SHOWN {
            let shown = excerpt(&Excerpt {
                level: Level::ERROR,
                code: None,
                message: &fault.message,
                help: Some(&fault.help),
                span: fault.span,
                file: &fault.file,
                text,
            });
            anstream::eprintln!("{shown}\n");
        } else {
            let Position { line, column } = lines.of(fault, text);
            anstream::eprintln!(
                "{}:{line}:{column}: {}: {}",
                fault.file,
                fault.message,
                fault.help
            );
        }
    }
}

/// Places in a file that are asked for in its order: each goes on from the last.
#[derive(Default)]
struct Lines {
    file: String,
    offset: usize,
    line: usize,
}

impl Lines {
    fn of(&mut self, fault: &Fault, text: &str) -> Position {
        if self.file != fault.file || fault.span.start < self.offset {
            self.file.clone_from(&fault.file);
            self.offset = 0;
            self.line = 1;
        }
        let between = text.get(self.offset..fault.span.start).unwrap_or_default();
        let here = Position::of(between, between.len());
        let line = self.line + here.line - 1;
        let start = text.get(..fault.span.start).unwrap_or_default();
        let column = start.chars().rev().take_while(|c| *c != '\n').count() + 1;
        self.offset = fault.span.start;
        self.line = line;
        Position { line, column }
    }
}

/// What became of every item that lost something, in the bank's order.
pub(super) fn report(items: &[Item]) -> String {
    let mut out = String::new();
    for item in items {
        let carried = item.content != Content::Nothing;
        let place = format!("{}:{}", item.file, item.line);
        one(&place, &item.name, carried, &item.losses, &mut out);
    }
    out
}

/// What became of one.
pub(in crate::cli) fn one(
    place: &str,
    name: &str,
    carried: bool,
    losses: &Losses,
    out: &mut String,
) {
    if carried && losses.is_empty() {
        return;
    }
    let _ = writeln!(out, "{place}: {}", words::became(name, carried));
    for loss in losses.iter() {
        let _ = writeln!(out, "  - {}", words::loss(loss));
    }
}
