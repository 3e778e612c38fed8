//! An author's words between a file, where they are wrapped and indented, and a form, where they
//! are not.

use pulldown_cmark::{Event, Tag};

use crate::{block::Document, source::Span};

/// The longest run of words that is broken into lines, in bytes.
const LONGEST_WRAPPED: usize = 8 * 1024;

/// Where lines are broken, as the shipped units are.
const WIDTH: usize = 100;

/// The lines of a quotation without what makes them one. The first is left as it is where the
/// text begins behind its mark.
pub(super) fn unquoted(raw: &str, begins_behind_mark: bool) -> String {
    let lines = raw.lines().enumerate().map(|(at, line)| {
        if at == 0 && begins_behind_mark {
            return line;
        }
        let line = line.trim_start();
        let Some(line) = line.strip_prefix('>') else {
            return line;
        };
        line.strip_prefix(' ').unwrap_or(line)
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The same text with each paragraph on one line, as a form shows it.
pub(super) fn unwrapped(text: &str) -> String {
    let text = text.trim_end().replace('\r', "");
    let text = text.trim_start_matches('\n');
    let mut joined = String::with_capacity(text.len());
    let mut from = 0;
    for (paragraph, inside) in paragraphs(text) {
        joined.push_str(text.get(from..paragraph.start).unwrap_or_default());
        from = paragraph.start;
        for (event, span) in inside {
            if event != Kindof::SoftBreak {
                continue;
            }
            let before = text.get(from..span.start).unwrap_or_default();
            joined.push_str(before.trim_end());
            joined.push(' ');
            let rest = text.get(span.end..).unwrap_or_default();
            from = span.end + rest.len() - rest.trim_start_matches([' ', '\t']).len();
        }
    }
    joined.push_str(text.get(from..).unwrap_or_default());
    joined
}

/// The same text with its paragraphs broken into lines that leave `prefix` room, each line but
/// the first with the prefix. `taken` is how much of the first line is taken already.
pub(super) fn wrapped(text: &str, prefix: &str, taken: usize) -> String {
    let room = WIDTH.saturating_sub(prefix.chars().count()).max(40);
    let mut breaks: Vec<usize> = Vec::new();
    for (paragraph, inside) in paragraphs(text) {
        let mut begins = paragraph.start;
        let mut used = if paragraph.start == 0 {
            taken.saturating_sub(prefix.chars().count())
        } else {
            0
        };
        for at in spaces(text, &inside) {
            let long = |end: usize, used: usize| {
                used + text.get(begins..end).map_or(0, |line| line.chars().count()) > room
            };
            let word_end = text
                .get(at + 1..paragraph.end)
                .and_then(|rest| rest.find([' ', '\n']))
                .map_or(paragraph.end, |end| at + 1 + end);
            if long(word_end, used) {
                breaks.push(at);
                begins = at + 1;
                used = 0;
            }
        }
    }
    let mut out = String::with_capacity(text.len() + breaks.len() * (prefix.len() + 1));
    let mut from = 0;
    for at in breaks {
        out.push_str(text.get(from..at).unwrap_or_default());
        out.push('\n');
        from = at + 1;
    }
    out.push_str(text.get(from..).unwrap_or_default());
    with_prefix(&out, prefix)
}

/// The lines of a text, each but the first begun with a prefix.
pub(super) fn with_prefix(text: &str, prefix: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, line) in text.lines().enumerate() {
        if at > 0 {
            out.push('\n');
            out.push_str(if line.is_empty() {
                prefix.trim_end()
            } else {
                prefix
            });
        }
        out.push_str(line);
    }
    out
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kindof {
    SoftBreak,
    Text,
    Other,
}

/// The paragraphs that stand by themselves, with what is in each.
fn paragraphs(text: &str) -> Vec<(Span, Vec<(Kindof, Span)>)> {
    let document = Document::parse(text);
    let all = document.all();
    let found = document
        .siblings(all)
        .filter(|(_, node)| matches!(node.event, Event::Start(Tag::Paragraph)));
    found
        .map(|(at, node)| {
            let inside = document.nodes(document.inside(at)).iter().map(|node| {
                let kind = match node.event {
                    Event::SoftBreak => Kindof::SoftBreak,
                    Event::Text(_) => Kindof::Text,
                    _ => Kindof::Other,
                };
                (kind, node.span)
            });
            (node.span.trimmed(text), inside.collect())
        })
        .collect()
}

/// The blanks at which a paragraph can be broken so that it still reads as the same paragraph.
fn spaces(text: &str, inside: &[(Kindof, Span)]) -> Vec<usize> {
    let mut found = Vec::new();
    for (_, span) in inside.iter().filter(|(kind, _)| *kind == Kindof::Text) {
        let raw = span.of(text);
        // Nobody writes a paragraph as long, and what looks at all before each blank is slow there.
        if raw.len() > LONGEST_WRAPPED {
            continue;
        }
        for (at, _) in raw.match_indices(' ') {
            let before = raw.get(..at).unwrap_or_default();
            let after = text.get(span.start + at + 1..).unwrap_or_default();
            let is_open = |open: &str, close: &str| {
                before.matches(open).count() > before.matches(close).count()
            };
            let risky = |c: char| {
                c.is_ascii_digit()
                    || c.is_whitespace()
                    || matches!(
                        c,
                        '-' | '+'
                            | '*'
                            | '>'
                            | '#'
                            | '='
                            | '|'
                            | '~'
                            | '`'
                            | '_'
                            | '['
                            | '<'
                            | '\\'
                            | ':'
                    )
            };
            let ends_badly = before.is_empty() || before.ends_with([' ', '\\']);
            if !ends_badly
                && !is_open("{{", "}}")
                && !is_open("[[", "]]")
                && after.chars().next().is_some_and(|c| !risky(c))
            {
                found.push(span.start + at);
            }
        }
    }
    found
}

/// Where a backslash keeps the start of a line from being read as a heading, a list or the like.
fn needs_backslash(line: &str) -> Option<usize> {
    let ends = |rest: &str| rest.is_empty() || rest.starts_with([' ', '\t']);
    let hashes = line.len() - line.trim_start_matches('#').len();
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let behind = |at: usize| line.get(at..).unwrap_or_default();
    if (1..=6).contains(&hashes) && ends(behind(hashes)) {
        return Some(0);
    }
    if line.starts_with(['-', '+', '*']) && ends(behind(1)) {
        return Some(0);
    }
    if (1..=9).contains(&digits)
        && line[digits..].starts_with(['.', ')'])
        && ends(behind(digits + 1))
    {
        return Some(digits);
    }
    let begins = [
        "[ ]", "[x]", "[X]", ">", "```", "~~~", "|", "---", "***", "___", "===",
    ];
    begins
        .iter()
        .any(|begin| line.starts_with(begin))
        .then_some(0)
}

/// The words of an item as they are written, so that they are read as words.
pub fn as_words(text: &str) -> String {
    escaped(text)
}

/// The words of an item, so that they are read as words.
pub(super) fn escaped(line: &str) -> String {
    match needs_backslash(line) {
        Some(at) => format!("{}\\{}", &line[..at], &line[at..]),
        None => line.to_owned(),
    }
}

/// What [`escaped`] made it from.
pub(super) fn unescaped(line: &str) -> String {
    let at = line.find('\\');
    if let Some(at) = at {
        let bare = format!("{}{}", &line[..at], &line[at + 1..]);
        if needs_backslash(&bare) == Some(at) {
            return bare;
        }
    }
    line.to_owned()
}

/// A question's words with their lines that would be headings read as words: headings do not
/// stand in a question.
pub(super) fn without_headings(text: &str) -> String {
    each_line(text, |line| {
        if line.starts_with('#') {
            escaped(line)
        } else {
            line.to_owned()
        }
    })
}

/// What [`without_headings`] made it from.
pub(super) fn with_headings(text: &str) -> String {
    each_line(text, |line| {
        if line.starts_with("\\#") {
            unescaped(line)
        } else {
            line.to_owned()
        }
    })
}

fn each_line(text: &str, change: impl Fn(&str) -> String) -> String {
    let lines: Vec<String> = text.split('\n').map(change).collect();
    lines.join("\n")
}

/// The words of a side of a pair as they are written.
pub fn as_cell(text: &str) -> String {
    cell_escaped(text)
}

/// A cell of a table, in which a stroke parts it from the next.
pub(super) fn cell_escaped(text: &str) -> String {
    text.replace('|', "\\|")
}

/// What [`cell_escaped`] made it from.
pub(super) fn cell_unescaped(text: &str) -> String {
    text.replace("\\|", "|")
}

/// A known number as three fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AmountParts {
    /// The number.
    pub value: String,
    /// How far off is near enough; empty for not at all.
    pub tolerance: String,
    /// What is counted; empty without a unit.
    pub unit: String,
}

impl AmountParts {
    /// The parts of `42 ± 2 hours`.
    pub fn of(text: &str) -> Self {
        let text = text.replace("+/-", "±");
        let (value, tolerance, unit) = match text.split_once('±') {
            Some((value, rest)) => {
                let (tolerance, unit) = after_number(rest.trim());
                (value.trim(), tolerance, unit)
            }
            None => {
                let (value, unit) = after_number(text.trim());
                (value, "", unit)
            }
        };
        Self {
            value: value.to_owned(),
            tolerance: tolerance.to_owned(),
            unit: unit.to_owned(),
        }
    }

    /// The parts as one line.
    pub fn text(&self) -> String {
        let mut text = self.value.trim().to_owned();
        if !self.tolerance.trim().is_empty() {
            text.push_str(&format!(" ± {}", self.tolerance.trim()));
        }
        if !self.unit.trim().is_empty() {
            text.push_str(&format!(" {}", self.unit.trim()));
        }
        text
    }
}

fn after_number(text: &str) -> (&str, &str) {
    let number = |c: char| {
        c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '−' | '–' | '+' | '£' | '€' | '$')
    };
    let end = text.find(|c| !number(c)).unwrap_or(text.len());
    let (value, unit) = text.split_at(end);
    (value.trim(), unit.trim())
}
