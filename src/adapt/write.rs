//! Changes as the file that holds them, with what else stands in it.

use std::fmt::Write;

use super::{
    change::{Action, Beside, Change},
    read::is_fence,
};
use crate::id::UnitId;

/// The file that holds these changes. The same changes write the same bytes, and reading them
/// gives the changes back.
pub fn write_changes(unit: &UnitId, changes: &[Change]) -> String {
    write_between(unit, &Around::default(), changes, |_, _| {})
}

/// What stands in a file of changes besides them.
#[derive(Default)]
pub(super) struct Around<'a> {
    /// Comments in the head.
    pub head: Vec<&'a str>,
    /// Words before the first change.
    pub stray: &'a str,
    /// The comments of each change; of those behind the last there are none.
    pub comments: Vec<Vec<&'a str>>,
    /// How many pluses have a meaning in what is written after the last change.
    pub taken: Option<usize>,
}

/// The same, with all that stands around the changes, and whatever `rest` writes after the last
/// between lines of the pluses it is given.
pub(super) fn write_between(
    unit: &UnitId,
    around: &Around<'_>,
    changes: &[Change],
    rest: impl FnOnce(&str, &mut String),
) -> String {
    let longest = changes
        .iter()
        .filter_map(|change| change.action.text())
        .flat_map(str::lines)
        .map(str::trim_end)
        .filter(|line| is_fence(line))
        .map(str::len)
        .max();
    let fence = "+".repeat(longest.max(around.taken).map_or(3, |longest| longest + 1));
    let said = |out: &mut String, comments: &[&str]| {
        for comment in comments {
            let _ = writeln!(out, "{comment}");
        }
    };
    let mut out = format!("{fence}\n");
    said(&mut out, &around.head);
    let _ = write!(out, "changes = \"{unit}\"\n{fence}\n");
    if !around.stray.is_empty() {
        let _ = write!(out, "\n{}\n", around.stray);
    }
    for (at, change) in changes.iter().enumerate() {
        let _ = write!(out, "\n{fence}\n");
        said(&mut out, around.comments.get(at).map_or(&[], Vec::as_slice));
        let line = |out: &mut String, key: &str, value: &dyn std::fmt::Display| {
            let _ = writeln!(out, "{key} = \"{value}\"");
        };
        let beside = |out: &mut String, beside: &Beside| match beside {
            Beside::Before(name) => line(out, "before", name),
            Beside::After(name) => line(out, "after", name),
        };
        match &change.action {
            Action::Replace { name, was, .. } => {
                line(&mut out, "replace", name);
                line(&mut out, "was", &was.as_str());
            }
            Action::Hide { name, was } => {
                line(&mut out, "hide", name);
                line(&mut out, "was", &was.as_str());
            }
            Action::Insert { beside: at, .. } => beside(&mut out, at),
            Action::Move { name, beside: at } => {
                line(&mut out, "move", name);
                beside(&mut out, at);
            }
        }
        if change.aside {
            out.push_str("aside = true\n");
        }
        let _ = writeln!(out, "{fence}");
        if let Some(text) = change.action.text() {
            let _ = write!(out, "\n{}\n", text.trim_end());
        }
    }
    rest(&fence, &mut out);
    out
}
