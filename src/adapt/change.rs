//! A change to one part of a unit, and the file in which an adaptation keeps a unit's changes.
//!
//! The file is Markdown with a few lines of settings before each change, between the same `+++`
//! lines that a unit's front matter stands between:
//!
//! ```text
//! +++
//! changes = "carer-partnerships"
//! +++
//!
//! +++
//! replace = "sleepy-lunch"
//! was = "5f2b0c6d9e1a4477"
//! +++
//!
//! ## The sleepy lunch at Hafan Deg {#sleepy-lunch .scenario pass=80}
//! ```
//!
//! The first line says how many pluses the file's lines of settings have, so that a text that holds
//! a line of `+++` can be kept whole between longer ones.

use serde::{Deserialize, Serialize};

use super::outline::Name;
use crate::{
    diagnostic::{Code, Diagnostic},
    digest,
    id::UnitId,
    read::{Read, Table},
    source::{Source, Span},
};

/// What a part said when it was changed: the beginning of a SHA-256 of its text, without blank
/// lines at its end and with line ends as on Unix.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Was(String);

impl Was {
    /// The mark of a text.
    pub fn of(text: &str) -> Self {
        let unix = text.replace("\r\n", "\n");
        Self(digest::short(unix.trim_end(), 8))
    }

    /// As it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn read(text: &str) -> Option<Self> {
        let is_hash =
            text.len() == 16 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        is_hash.then(|| Self(text.to_owned()))
    }
}

/// Beside which part something is put.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Beside {
    /// Right before it.
    Before(Name),
    /// Right after it.
    After(Name),
}

impl Beside {
    /// The part it is put beside.
    pub fn name(&self) -> &Name {
        match self {
            Self::Before(name) | Self::After(name) => name,
        }
    }
}

/// What is done.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Action {
    /// A part says something else.
    Replace {
        /// Which part.
        name: Name,
        /// What it said.
        was: Was,
        /// What it says.
        text: String,
    },
    /// A part is not shown.
    Hide {
        /// Which part.
        name: Name,
        /// What it said.
        was: Was,
    },
    /// Something is put beside a part.
    Insert {
        /// Where.
        beside: Beside,
        /// What.
        text: String,
    },
    /// A part stands elsewhere.
    Move {
        /// Which part.
        name: Name,
        /// Where it stands now.
        beside: Beside,
    },
}

impl Action {
    /// The part that has to be there for the change to be made.
    pub fn target(&self) -> &Name {
        match self {
            Self::Replace { name, .. } | Self::Hide { name, .. } | Self::Move { name, .. } => name,
            Self::Insert { beside, .. } => beside.name(),
        }
    }

    /// The employer's own words in it.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Replace { text, .. } | Self::Insert { text, .. } => Some(text),
            Self::Hide { .. } | Self::Move { .. } => None,
        }
    }
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// What is done.
    pub action: Action,
    /// Whether it is set aside: kept, and not made, because it no longer fits the original.
    pub aside: bool,
    /// Where it stands in the adaptation's file; empty for one that is not written yet.
    pub span: Span,
}

impl Change {
    /// A change that is not written yet.
    pub fn new(action: Action) -> Self {
        Self {
            action,
            aside: false,
            span: Span::default(),
        }
    }
}

/// The unit whose changes a file holds; none where it is a unit of its own.
pub fn changes_of(text: &str) -> Option<&str> {
    let (fence, rest) = first_fence(text)?;
    let end = rest.lines().take_while(|line| line.trim_end() != fence);
    let mut values = end.filter_map(|line| line.split_once('='));
    let value = values.find(|(key, _)| key.trim() == "changes")?.1.trim();
    Some(value.trim_matches('"'))
}

pub(super) fn first_fence(text: &str) -> Option<(&str, &str)> {
    let (line, rest) = text.split_once('\n')?;
    let fence = line.trim_end();
    is_fence(fence).then_some((fence, rest))
}

pub(super) fn is_fence(line: &str) -> bool {
    line.len() >= 3 && line.bytes().all(|byte| byte == b'+')
}

/// Reads a file of changes.
pub fn read_changes(source: Source<'_>) -> Read<Vec<Change>> {
    let mut found = Vec::new();
    let mut changes = Vec::new();
    let Some((fence, _)) = first_fence(source.text) else {
        return Read {
            value: changes,
            diagnostics: vec![
                Diagnostic::new(
                    Code::BadChange,
                    source,
                    Span::default(),
                    "the file does not begin with `+++`",
                )
                .help("begin with `+++`, `changes = \"UNIT\"` and `+++`, each on a line"),
            ],
        };
    };
    let fences = fences(source.text, fence);
    let mut blocks = Vec::new();
    for chunk in fences.chunks(2) {
        match chunk {
            [open, close] => blocks.push((*open, *close)),
            [open] => found.push(
                Diagnostic::new(
                    Code::BadChange,
                    source,
                    *open,
                    format!("the `{fence}` here has no second one to end the settings"),
                )
                .help(format!(
                    "write `{fence}` on a line of its own under the settings"
                )),
            ),
            _ => {}
        }
    }
    for (at, (open, close)) in blocks.iter().enumerate().skip(1) {
        let end = blocks
            .get(at + 1)
            .map(|(open, _)| open.start)
            .or_else(|| fences.get(blocks.len() * 2).map(|open| open.start))
            .unwrap_or(source.text.len());
        let settings = Span::new((open.end + 1).min(close.start), close.start);
        let body = Span::new(close.end, end);
        let whole = Span::new(open.start, end).trimmed(source.text);
        changes.extend(read_change(source, settings, body, whole, &mut found));
    }
    if let Some((open, close)) = blocks.first() {
        let next = fences.get(2).map_or(source.text.len(), |open| open.start);
        let stray = Span::new(close.end, next).trimmed(source.text);
        if !stray.of(source.text).is_empty() {
            found.push(
                Diagnostic::new(
                    Code::BadChange,
                    source,
                    stray.first_line(source.text),
                    "these words belong to no change",
                )
                .help(format!(
                    "write what they are for between lines of `{fence}` above them: `after = \"…\"`"
                )),
            );
        }
        let span = Span::new((open.end + 1).min(close.start), close.start);
        let mut head = Table::parse(source, span, "the head", &mut found);
        let named = head.string("changes", &mut found);
        let stem = source.name.strip_suffix(".md").unwrap_or(source.name);
        match named {
            Some((unit, span)) => match unit.parse::<UnitId>() {
                Ok(unit) if unit.as_str() == stem => {}
                _ => found.push(
                    Diagnostic::new(
                        Code::BadChange,
                        source,
                        span,
                        format!("`{unit}` is not the file’s name, `{stem}`"),
                    )
                    .help("the changes to a unit stand in a file of the unit’s name"),
                ),
            },
            None => head.missing("changes", &format!("{stem:?}"), &mut found),
        }
        head.finish(&["changes"], &mut found);
    }
    found.sort_by_key(|diagnostic| diagnostic.span);
    Read {
        value: changes,
        diagnostics: found,
    }
}

/// The lines of a text that are this fence, without their line ends.
pub(super) fn fences(text: &str, fence: &str) -> Vec<Span> {
    let mut at = 0;
    let mut found = Vec::new();
    for line in text.split_inclusive('\n') {
        if line.trim_end() == fence {
            found.push(Span::new(
                at,
                at + line.trim_end_matches(['\n', '\r']).len(),
            ));
        }
        at += line.len();
    }
    found
}

const KEYS: [&str; 7] = ["replace", "hide", "move", "before", "after", "was", "aside"];

fn read_change(
    source: Source<'_>,
    settings: Span,
    body: Span,
    whole: Span,
    found: &mut Vec<Diagnostic>,
) -> Option<Change> {
    let before = found.len();
    let mut table = Table::parse(source, settings, "the change", found);
    let name = |table: &mut Table<'_, '_>, key: &str, found: &mut Vec<Diagnostic>| {
        let (text, span) = table.string(key, found)?;
        match text.parse::<Name>() {
            Ok(name) => Some((name, span)),
            Err(wrong) => {
                found.push(
                    Diagnostic::new(Code::BadChange, source, span, wrong.to_string()).help(
                        "write a heading’s id, `question/option` for an option, `@opening` or `@front`",
                    ),
                );
                None
            }
        }
    };
    let replace = name(&mut table, "replace", found);
    let hide = name(&mut table, "hide", found);
    let moved = name(&mut table, "move", found);
    let at_before = name(&mut table, "before", found);
    let at_after = name(&mut table, "after", found);
    let was = table.string("was", found);
    let aside = table.boolean("aside", found).unwrap_or(false);
    table.finish(&KEYS, found);
    if found.len() > before {
        return None;
    }
    let wrong = |message: &str, help: &str| {
        Diagnostic::new(
            Code::BadChange,
            source,
            whole.first_line(source.text),
            message,
        )
        .help(help)
    };
    let was = |found: &mut Vec<Diagnostic>| match &was {
        Some((text, span)) => Was::read(text).or_else(|| {
            found.push(
                Diagnostic::new(
                    Code::BadChange,
                    source,
                    *span,
                    "`was` is sixteen digits and letters from a to f",
                )
                .help("`underpin adapt status` says what stands there now"),
            );
            None
        }),
        None => {
            found.push(wrong(
                "the change does not say what it replaces",
                "add `was = \"…\"`: `underpin adapt status` says what stands there now",
            ));
            None
        }
    };
    let text = as_read(body.of(source.text));
    let beside = match (at_before, at_after) {
        (Some((name, _)), None) => Some(Beside::Before(name)),
        (None, Some((name, _))) => Some(Beside::After(name)),
        (None, None) => None,
        (Some(_), Some(_)) => {
            found.push(wrong(
                "the change has both `before` and `after`",
                "take one of them out",
            ));
            return None;
        }
    };
    let has_text = !text.is_empty();
    let action = match (replace, hide, moved, beside) {
        (Some((name, _)), None, None, None) if has_text => Action::Replace {
            name,
            was: was(found)?,
            text,
        },
        (Some(_), None, None, None) => {
            found.push(wrong(
                "nothing stands in place of what is replaced",
                "write the new text under the settings, or `hide` in place of `replace`",
            ));
            return None;
        }
        (None, Some((name, _)), None, None) if !has_text => Action::Hide {
            name,
            was: was(found)?,
        },
        (None, None, Some((name, _)), Some(beside)) if !has_text => Action::Move { name, beside },
        (None, Some(_), None, None) | (None, None, Some(_), Some(_)) => {
            found.push(wrong(
                "this change has no text of its own, and there is some",
                "write `replace` to put other text there, or take the text out",
            ));
            return None;
        }
        (None, None, None, Some(beside)) if has_text => Action::Insert { beside, text },
        (None, None, None, Some(_)) => {
            found.push(wrong(
                "there is nothing to put there",
                "write the new text under the settings",
            ));
            return None;
        }
        (None, None, None, None) => {
            found.push(wrong(
                "the change does not say what it does",
                "write `replace`, `hide`, `before` or `after`, or `move` with `before` or `after`",
            ));
            return None;
        }
        _ => {
            found.push(wrong(
                "the change wants to do two things",
                "make two changes of it, each with its own `+++` lines",
            ));
            return None;
        }
    };
    Some(Change {
        action,
        aside,
        span: whole,
    })
}

/// The text of a change as it is read from its file.
pub(super) fn as_read(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    text.trim_start_matches('\n').trim_end().to_owned()
}
