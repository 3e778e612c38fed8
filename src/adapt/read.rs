//! The file in which an adaptation keeps a unit's changes.
//!
//! It is Markdown with a few lines of settings before each change, between the same `+++`
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

use super::{
    change::{Action, Beside, Change, Was},
    outline::Name,
};
use crate::{
    diagnostic::{Code, Diagnostic},
    id::{UnitId, file_stem},
    read::{Read, Table},
    source::{Source, Span},
};

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

/// The text of a change as it is read from its file.
pub(super) fn as_read(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    text.trim_start_matches('\n').trim_end().to_owned()
}

/// Reads a file of changes.
pub fn read_changes(source: Source<'_>) -> Read<Vec<Change>> {
    let Some((fence, _)) = first_fence(source.text) else {
        let message = "the file does not begin with `+++`";
        let help = "begin with `+++`, `changes = \"UNIT\"` and `+++`, each on a line";
        let wrong = Diagnostic::new(Code::BadChange, source, Span::default(), message).help(help);
        return Read {
            value: Vec::new(),
            diagnostics: vec![wrong],
        };
    };
    let mut found = Vec::new();
    let (blocks, alone) = blocks(source.text, fence);
    if let Some(alone) = alone {
        let message = format!("the `{fence}` here has no second one to end the settings");
        let help = format!("write `{fence}` on a line of its own under the settings");
        found.push(Diagnostic::new(Code::BadChange, source, alone, message).help(help));
    }
    let mut blocks = blocks.into_iter();
    let head = blocks.next();
    let changes = blocks.filter_map(|block| read_change(source, &block, &mut found));
    let changes = changes.collect();
    if let Some(head) = head {
        read_head(source, &head, fence, &mut found);
    }
    found.sort_by_key(|diagnostic| diagnostic.span);
    Read {
        value: changes,
        diagnostics: found,
    }
}

/// Some settings and what stands below them, up to the next.
struct Block {
    settings: Span,
    body: Span,
    whole: Span,
}

/// What stands between the fences of a text, and a fence that has no second one.
fn blocks(text: &str, fence: &str) -> (Vec<Block>, Option<Span>) {
    let fences = fences(text, fence);
    let (pairs, alone) = fences.as_chunks::<2>();
    let opens = fences.iter().step_by(2).map(|open| open.start);
    let ends = opens.skip(1).chain([text.len()]);
    let blocks = pairs.iter().zip(ends).map(|([open, close], end)| Block {
        settings: Span::new((open.end + 1).min(close.start), close.start),
        body: Span::new(close.end, end),
        whole: Span::new(open.start, end).trimmed(text),
    });
    (blocks.collect(), alone.first().copied())
}

/// Looks at what stands before the changes: which unit they are for, and nothing else.
fn read_head(source: Source<'_>, head: &Block, fence: &str, found: &mut Vec<Diagnostic>) {
    let stray = head.body.trimmed(source.text);
    if !stray.of(source.text).is_empty() {
        let line = stray.first_line(source.text);
        let message = "these words belong to no change";
        let help = format!(
            "write what they are for between lines of `{fence}` above them: `after = \"…\"`"
        );
        found.push(Diagnostic::new(Code::BadChange, source, line, message).help(help));
    }
    let mut table = Table::parse(source, head.settings, "the head", found);
    let named = table.string("changes", found);
    let stem = file_stem(source.name);
    match named {
        Some((unit, span)) => match unit.parse::<UnitId>() {
            Ok(unit) if unit.as_str() == stem => {}
            _ => {
                let message = format!("`{unit}` is not the file’s name, `{stem}`");
                let help = "the changes to a unit stand in a file of the unit’s name";
                found.push(Diagnostic::new(Code::BadChange, source, span, message).help(help));
            }
        },
        None => table.missing("changes", &format!("{stem:?}"), found),
    }
    table.finish(&["changes"], found);
}

fn read_change(source: Source<'_>, block: &Block, found: &mut Vec<Diagnostic>) -> Option<Change> {
    let before = found.len();
    let keys = Keys::read(source, block.settings, found);
    if found.len() > before {
        return None;
    }
    let aside = keys.aside;
    let text = as_read(block.body.of(source.text));
    match keys.action(text) {
        Ok(action) => Some(Change {
            action,
            aside,
            span: block.whole,
        }),
        Err(Wrong { at, message, help }) => {
            let at = at.unwrap_or_else(|| block.whole.first_line(source.text));
            found.push(Diagnostic::new(Code::BadChange, source, at, message).help(help));
            None
        }
    }
}

/// What the settings of a change say.
struct Keys {
    replace: Option<Name>,
    hide: Option<Name>,
    moved: Option<Name>,
    before: Option<Name>,
    after: Option<Name>,
    was: Option<(String, Span)>,
    aside: bool,
}

/// Why settings come to no change.
struct Wrong {
    /// Where; none for the change as a whole.
    at: Option<Span>,
    message: &'static str,
    help: &'static str,
}

fn wrong(message: &'static str, help: &'static str) -> Wrong {
    let at = None;
    Wrong { at, message, help }
}

impl Keys {
    const ALL: [&str; 7] = ["replace", "hide", "move", "before", "after", "was", "aside"];

    fn read(source: Source<'_>, settings: Span, found: &mut Vec<Diagnostic>) -> Self {
        let mut table = Table::parse(source, settings, "the change", found);
        let keys = Self {
            replace: name(source, &mut table, "replace", found),
            hide: name(source, &mut table, "hide", found),
            moved: name(source, &mut table, "move", found),
            before: name(source, &mut table, "before", found),
            after: name(source, &mut table, "after", found),
            was: table.string("was", found),
            aside: table.boolean("aside", found).unwrap_or(false),
        };
        table.finish(&Self::ALL, found);
        keys
    }

    /// What is done, with the text below the settings.
    fn action(self, text: String) -> Result<Action, Wrong> {
        let beside = beside(self.before, self.after)?;
        let has_text = !text.is_empty();
        match (self.replace, self.hide, self.moved, beside) {
            (Some(name), None, None, None) if has_text => Ok(Action::Replace {
                name,
                was: was(self.was)?,
                text,
            }),
            (Some(_), None, None, None) => Err(wrong(
                "nothing stands in place of what is replaced",
                "write the new text under the settings, or `hide` in place of `replace`",
            )),
            (None, Some(name), None, None) if !has_text => Ok(Action::Hide {
                name,
                was: was(self.was)?,
            }),
            (None, None, Some(name), Some(beside)) if !has_text => {
                Ok(Action::Move { name, beside })
            }
            (None, Some(_), None, None) | (None, None, Some(_), Some(_)) => Err(wrong(
                "this change has no text of its own, and there is some",
                "write `replace` to put other text there, or take the text out",
            )),
            (None, None, None, Some(beside)) if has_text => Ok(Action::Insert { beside, text }),
            (None, None, None, Some(_)) => Err(wrong(
                "there is nothing to put there",
                "write the new text under the settings",
            )),
            (None, None, None, None) => Err(wrong(
                "the change does not say what it does",
                "write `replace`, `hide`, `before` or `after`, or `move` with `before` or `after`",
            )),
            _ => Err(wrong(
                "the change wants to do two things",
                "make two changes of it, each with its own `+++` lines",
            )),
        }
    }
}

/// The name of a part that a key holds.
fn name(
    source: Source<'_>,
    table: &mut Table<'_, '_>,
    key: &str,
    found: &mut Vec<Diagnostic>,
) -> Option<Name> {
    let (text, span) = table.string(key, found)?;
    let wrong = match text.parse::<Name>() {
        Ok(name) => return Some(name),
        Err(wrong) => wrong,
    };
    let help = "write a heading’s id, `question/option` for an option, `@opening` or `@front`";
    found.push(Diagnostic::new(Code::BadChange, source, span, wrong.to_string()).help(help));
    None
}

/// Beside what something is put; none where nothing says so.
fn beside(before: Option<Name>, after: Option<Name>) -> Result<Option<Beside>, Wrong> {
    match (before, after) {
        (Some(name), None) => Ok(Some(Beside::Before(name))),
        (None, Some(name)) => Ok(Some(Beside::After(name))),
        (None, None) => Ok(None),
        (Some(_), Some(_)) => Err(wrong(
            "the change has both `before` and `after`",
            "take one of them out",
        )),
    }
}

/// What a part said when it was changed, which has to be told of what is replaced or hidden.
fn was(said: Option<(String, Span)>) -> Result<Was, Wrong> {
    let (text, span) = said.ok_or_else(|| {
        wrong(
            "the change does not say what it replaces",
            "add `was = \"…\"`: `underpin adapt status` says what stands there now",
        )
    })?;
    Was::read(&text).ok_or(Wrong {
        at: Some(span),
        message: "`was` is sixteen digits and letters from a to f",
        help: "`underpin adapt status` says what stands there now",
    })
}
