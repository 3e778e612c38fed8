//! Marks of the language that are mistyped: Markdown takes them for words, or leaves them out, and so
//! would learners.

use std::borrow::Cow;

use pulldown_cmark::{CodeBlockKind, Event, Tag};

use super::reader::Reader;
use crate::{
    diagnostic::{Code, Fix, nearest},
    source::Span,
};

/// What people and word processors write where a list wants a hyphen.
const BULLETS: [char; 15] = [
    '-', '*', '+', '–', '—', '−', '‐', '‑', '•', '·', '‣', '◦', '▪', '●', '○',
];

/// What says whether an option is right.
const BOXES: [&str; 3] = ["[x]", "[X]", "[ ]"];

const ALERTS: [&str; 5] = ["NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"];

/// The start of a line that is nearly a mark.
struct Nearly {
    /// How many bytes of the line it is.
    length: usize,
    message: String,
    help: String,
    /// What stands in its place when it is mended.
    meant: Option<String>,
}

impl Reader<'_> {
    /// Tells of every line that begins with what is nearly a mark, and of every row whose last
    /// cells its table has no column for.
    pub fn check_marks(&mut self) {
        let document = self.document;
        let mut asks = false;
        let mut before: Option<&Event<'_>> = None;
        for (at, node) in document.nodes(document.all()).iter().enumerate() {
            match &node.event {
                Event::Start(Tag::Heading { classes, .. }) => asks = !classes.is_empty(),
                Event::Start(Tag::TableRow) => self.check_row(at, node.span),
                Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) => {
                    self.check_fence(node.span)
                }
                Event::Text(_) if before.is_some_and(begins_line) => {
                    self.check_start(node.span.start, asks);
                }
                Event::Text(_) if matches!(before, Some(Event::TaskListMarker(_))) => {
                    self.check_second_box(node.span.start);
                }
                _ => {}
            }
            before = Some(&node.event);
        }
    }

    /// Whether a mark that was mistyped here has been told.
    pub fn has_mistyped(&self, within: Span) -> bool {
        self.diagnostics.iter().any(|told| {
            told.code == Code::MistypedMark && within.range().contains(&told.span.start)
        })
    }

    fn check_start(&mut self, start: usize, asks: bool) {
        let text = self.source.text;
        let (before, line) = text.split_at(start);
        if !line.starts_with(|c| matches!(c, '#' | '[' | '|' | ':') || BULLETS.contains(&c)) {
            return;
        }
        // With a backslash before it, it is meant as words.
        if before.ends_with('\\') {
            return;
        }
        let line = line.lines().next().unwrap_or_default();
        let mut above = before.rsplit('\n');
        let (before, above) = (above.next().unwrap_or_default(), above.next());
        let found = nearly_heading(line)
            .or_else(|| nearly_item(line, asks))
            .or_else(|| nearly_alert(line, before))
            .or_else(|| nearly_table(line, above.unwrap_or_default()));
        if let Some(nearly) = found {
            let span = Span::new(start, start + nearly.length);
            let told = self.wrong(Code::MistypedMark, span, nearly.message, nearly.help);
            told.fix = nearly
                .meant
                .map(|meant| Fix::one("Write it as it is read", span, meant));
        }
    }

    /// What nothing ends goes on to the end of what it stands in, headings and questions included.
    fn check_fence(&mut self, span: Span) {
        let mut lines = self.text(span).trim_end().lines();
        let first = lines.next().unwrap_or_default().trim_start();
        let last = lines.last();
        let sign = if first.starts_with('~') { '~' } else { '`' };
        let fence = &first[..first.len() - first.trim_start_matches(sign).len()];
        let ends = |line: &str| {
            let line = line.trim_start_matches([' ', '\t', '>']).trim_end();
            line.starts_with(fence) && line.trim_start_matches(sign).is_empty()
        };
        if !last.is_some_and(ends) {
            self.wrong(
                Code::MistypedMark,
                span.first_line(self.source.text),
                "this begins lines that are shown just as they are typed, and nothing ends them",
                format!("put {fence} on a line of its own where they end, or take this line out"),
            );
        }
    }

    /// Behind the first box another one is words.
    fn check_second_box(&mut self, start: usize) {
        let (before, line) = self.source.text.split_at(start);
        let words = line.trim_start_matches([' ', '\t']);
        let Some(second) = BOXES.into_iter().find(|tick| words.starts_with(tick)) else {
            return;
        };
        if !before.ends_with('\\') {
            let at = start + line.len() - words.len();
            self.wrong(
                Code::MistypedMark,
                Span::new(at, at + second.len()),
                "this is a second box, and learners would read it",
                "keep the one that you mean; with a backslash before it, it is words",
            );
        }
    }

    /// Markdown leaves out, without a word, what has no column.
    fn check_row(&mut self, row: usize, span: Span) {
        let line = span.first_line(self.source.text);
        let cells = self.document.siblings(self.document.inside(row));
        let Some(last) = cells.map(|(_, cell)| cell.span.end).max() else {
            return;
        };
        let rest = Span::new(last, line.end);
        let left_out = self.text(rest);
        let left_out = left_out.trim_start().strip_prefix('|').unwrap_or(left_out);
        let words = left_out.trim().trim_end_matches('|').trim();
        if !words.is_empty() {
            let place = rest.find(self.source.text, words);
            self.wrong(
                Code::LostCell,
                place,
                "this cell has no column and is not shown",
                "give the table's first two lines a column for it, or take it out; a stroke among words is `\\|`",
            );
        }
    }

    /// Tells of places for the pack's own words that stand in single braces.
    pub fn check_single_braces(&mut self, words: Span) {
        let text = self.text(words);
        for (at, _) in text.match_indices('{') {
            let (before, behind) = (&text[..at], &text[at + 1..]);
            if before.ends_with(['{', '\\']) || !begins_filling(behind) {
                continue;
            }
            let end = behind.find(['{', '}']).unwrap_or(behind.len());
            let (inner, Some(rest)) = (&behind[..end], behind[end..].strip_prefix('}')) else {
                continue;
            };
            let length = inner.len() + if rest.starts_with('}') { 3 } else { 2 };
            let start = words.start + at;
            let place = Span::new(start, start + length);
            let meant = format!("{{{{{inner}}}}}");
            let told = self.wrong(
                Code::BadFilling,
                place,
                format!("`{}` is shown as it stands", place.of(self.source.text)),
                format!("write two braces on each side: `{meant}`"),
            );
            told.fix = Some(Fix::one(format!("Write {meant}"), place, meant));
        }
    }

    /// Tells of images and links whose address holds a space: Markdown takes them for words.
    pub fn check_addresses(&mut self, words: Span) {
        let text = self.text(words);
        let mut parts = text.split("](").peekable();
        let mut start = words.start;
        while let (Some(before), Some(behind)) = (parts.next(), parts.peek()) {
            let at = start + before.len();
            let open = before
                .rfind('[')
                .filter(|open| !before[..*open].ends_with('\\'));
            let address = behind.split([')', '\n']).next().unwrap_or_default();
            let first = start;
            start = at + 2;
            let is_closed = behind[address.len()..].starts_with(')');
            let is_spaced = is_closed && address.trim().contains(char::is_whitespace);
            let (Some(open), true) = (open, is_spaced) else {
                continue;
            };
            let span = Span::new(first + open, at + 3 + address.len());
            if before[..open].ends_with('!') && !before[..open].ends_with("\\!") {
                self.no_image(address, Span::new(span.start - 1, span.end));
            } else if is_address(address) {
                let help = "write the space as `%20`, or leave it out";
                let message = format!("`{address}` holds a space, so this is no link");
                self.wrong(Code::ForbiddenLink, span, message, help);
            }
        }
    }
}

fn begins_line(before: &Event<'_>) -> bool {
    matches!(
        before,
        Event::Start(Tag::Paragraph | Tag::Item | Tag::Strong | Tag::Emphasis)
            | Event::SoftBreak
            | Event::HardBreak
    )
}

/// `##What`, or `##` with a blank from a word processor behind it.
fn nearly_heading(line: &str) -> Option<Nearly> {
    let words = line.trim_start_matches('#');
    let marks = &line[..line.len() - words.len()];
    if !(2..=6).contains(&marks.len()) {
        return None;
    }
    let blank = words.chars().next().filter(|c| c.is_whitespace());
    let (length, message) = match blank {
        Some(' ' | '\t') => return None,
        Some(blank) => (
            marks.len() + blank.len_utf8(),
            format!("the blank behind `{marks}` is no plain space, so this is no heading"),
        ),
        None if words.is_empty() => return None,
        None => (
            marks.len(),
            format!("no space stands behind `{marks}`, so this is no heading"),
        ),
    };
    Some(Nearly {
        length,
        message,
        help: format!("write `{marks} `, and then its words"),
        meant: Some(format!("{marks} ")),
    })
}

/// `– [x] The battery.`, and `[x] The battery.` where answers stand.
fn nearly_item(line: &str, asks: bool) -> Option<Nearly> {
    let unmarked = line.strip_prefix(BULLETS).unwrap_or(line);
    let boxed = unmarked.trim_start();
    let tick = BOXES.into_iter().find(|tick| boxed.starts_with(tick))?;
    let words = &boxed[tick.len()..];
    let blank = words.chars().next()?;
    let is_marked = unmarked.len() < line.len();
    let is_plain_mark = is_marked && line.starts_with(['-', '*', '+']);
    let is_indented = is_plain_mark && unmarked.starts_with([' ', '\t']);
    if !blank.is_whitespace() || is_indented || !(is_marked || asks || blank == '\u{a0}') {
        return None;
    }
    Some(Nearly {
        length: line.len() - words.len() + blank.len_utf8(),
        message: "this line does not begin as one of a list does".to_owned(),
        help: format!("begin it with a hyphen, a plain space and the box: `- {tick} `"),
        meant: Some(format!("- {tick} ")),
    })
}

/// `[!CAUTION]` that does not stand alone on a quotation's first line, and `[!DANGER]`.
fn nearly_alert(line: &str, before: &str) -> Option<Nearly> {
    let (name, words) = line.strip_prefix("[!")?.split_once(']')?;
    let name = name.trim();
    if name.is_empty() || !name.chars().all(char::is_alphabetic) {
        return None;
    }
    let typed: Cow<'_, str> = name.to_uppercase().into();
    let mark = line.len() - words.len();
    if !ALERTS.contains(&&*typed) {
        let help = match nearest(&typed, ALERTS) {
            Some(meant) => format!("did you mean `[!{meant}]`?"),
            None => format!("there are [!{}]", ALERTS.join("], [!")),
        };
        return Some(Nearly {
            length: mark,
            message: format!("there is no `[!{name}]`"),
            help,
            meant: None,
        });
    }
    let is_quoted = before.contains('>') && before.chars().all(|c| matches!(c, '>' | ' '));
    let words = words.trim_start();
    Some(Nearly {
        length: line.len() - words.len(),
        message: format!("`[!{name}]` is shown as words here"),
        help: format!(
            "let it stand alone on the first line of a quotation, `> [!{typed}]`, and its words below"
        ),
        meant: (is_quoted && !words.is_empty()).then(|| format!("[!{typed}]\n{before}")),
    })
}

/// `|---|---|` that makes no table of the line above it.
fn nearly_table(line: &str, above: &str) -> Option<Nearly> {
    let line = line.trim_end();
    let is_ruled = line.contains('-') && line.contains('|');
    if !is_ruled || !line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ')) {
        return None;
    }
    let (columns, wanted) = (columns(line), columns(above.trim_start_matches(['>', ' '])));
    (columns != wanted).then(|| Nearly {
        length: line.len(),
        message: format!(
            "the line above has {wanted} columns and this one {columns}, so this is no table"
        ),
        help: format!("write one for each: `{}|`", "|---".repeat(wanted)),
        meant: None,
    })
}

/// How many cells a table's line has. A stroke behind a backslash is one among words.
fn columns(line: &str) -> usize {
    let line = line.trim().replace("\\|", "");
    let cells = line.strip_prefix('|').unwrap_or(&line);
    cells.strip_suffix('|').unwrap_or(cells).split('|').count()
}

/// Whether these words begin with the kind of a filling.
pub(super) fn begins_filling(inner: &str) -> bool {
    let kinds = ["term", "policy", "contact"].into_iter();
    let mut behind = kinds.filter_map(|kind| inner.trim_start().strip_prefix(kind));
    behind.any(|behind| behind.trim_start().starts_with(':'))
}

/// Whether somebody who writes this in round brackets means where a link leads.
fn is_address(text: &str) -> bool {
    let schemes = ["http:", "https:", "mailto:", "tel:", "#"];
    schemes.iter().any(|scheme| text.starts_with(scheme)) || text.contains(".md")
}
