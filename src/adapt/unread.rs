//! What of a file of changes cannot be read: somebody's words under a slip. They are told where they
//! stand, and kept as they are when the changes beside them are written anew.

use std::fmt::Write;

use super::change::{
    Change, changes_of, fences, first_fence, is_fence, read_changes, write_between,
};
use crate::{
    id::UnitId,
    source::{Source, Span},
};

/// The words of a file of changes that belong to none that can be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Unread<'t> {
    fence: &'t str,
    /// What stands before the first change, or in the head and is no setting of it.
    stray: String,
    /// Changes with slips in their settings, each from its first `+++`.
    blocks: Vec<&'t str>,
}

impl<'t> Unread<'t> {
    /// What cannot be read of a file; nothing where it is a unit of its own.
    pub fn of(source: Source<'t>) -> Self {
        let text = source.text;
        let head = changes_of(text).and_then(|_| first_fence(text));
        let Some((fence, rest)) = head else {
            return Self::default();
        };
        let is_changes = |line: &str| {
            let setting = line.split_once('=');
            setting.is_some_and(|(key, _)| key.trim() == "changes")
        };
        let is_setting = |line: &&str| line.trim().is_empty() || is_changes(line);
        let marks = fences(text, fence);
        let [open, head, ..] = marks[..] else {
            // Even the head has no end, so no change has begun.
            let stray: Vec<&str> = rest.lines().filter(|line| !is_setting(line)).collect();
            return Self {
                fence,
                stray: stray.join("\n"),
                blocks: Vec::new(),
            };
        };
        let settings = text.get(open.end..head.start).unwrap_or_default();
        let mut stray: Vec<&str> = settings.lines().filter(|line| !is_setting(line)).collect();
        let mut blocks = Vec::new();
        let mut at = head.end;
        let end = Span::new(text.len(), text.len());
        let read = read_changes(source).value.into_iter();
        for span in read.map(|change| change.span).chain([end]) {
            let between = text.get(at..span.start).unwrap_or_default();
            let first = fences(between, fence).first().map(|open| open.start);
            let (words, block) = between.split_at(first.unwrap_or(between.len()));
            stray.extend(Some(words.trim()).filter(|words| !words.is_empty()));
            blocks.extend(Some(block.trim()).filter(|block| !block.is_empty()));
            at = span.end;
        }
        Self {
            fence,
            stray: stray.join("\n"),
            blocks,
        }
    }

    /// Whether everything could be read.
    pub fn is_empty(&self) -> bool {
        self.stray.is_empty() && self.blocks.is_empty()
    }

    /// The file that holds these changes, and what cannot be read as it was.
    pub fn beside(&self, unit: &UnitId, changes: &[Change]) -> String {
        let own = self.blocks.iter().copied().chain([self.stray.as_str()]);
        let taken = own
            .flat_map(str::lines)
            .map(str::trim_end)
            .filter(|line| is_fence(line) && *line != self.fence);
        write_between(
            unit,
            &self.stray,
            changes,
            taken.map(str::len).max(),
            |fence, out| {
                for block in &self.blocks {
                    out.push('\n');
                    for line in block.lines() {
                        let line = match line.trim_end() == self.fence {
                            true => fence,
                            false => line,
                        };
                        let _ = writeln!(out, "{line}");
                    }
                }
            },
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{adapt::Adaptation, read::PackFiles};

    const FILE: &str = "\
++++
changes = \"gifts\"
++++

Written too early.

++++
after = \"gifts\"
++++

## The red book {#red-book}

It lies in the office.

++++
repalce = \"parking\"
++++

## Parking {#parking}

+++
Behind the house.

++++
after = \"gifts\"
";

    fn source(text: &str) -> Source<'_> {
        Source {
            name: "gifts.md",
            text,
        }
    }

    #[test]
    fn words_under_a_slip_are_kept_and_told_again() {
        let unit: UnitId = "gifts".parse().unwrap();
        let read = read_changes(source(FILE));
        assert_eq!(read.value.len(), 1);
        assert_eq!(read.diagnostics.len(), 3);
        for changes in [&read.value[..], &[]] {
            let written = Unread::of(source(FILE)).beside(&unit, changes);
            for words in [
                "Written too early.",
                "repalce",
                "Behind the house.",
                "\n+++\n",
            ] {
                assert!(written.contains(words), "{words}: {written}");
            }
            let again = read_changes(source(&written));
            let actions = |changes: &[Change]| -> Vec<_> {
                changes.iter().map(|change| change.action.clone()).collect()
            };
            assert_eq!(actions(&again.value), actions(changes));
            assert_eq!(again.diagnostics.len(), 3);
            assert_eq!(Unread::of(source(&written)).beside(&unit, changes), written);
        }
    }

    #[test]
    fn words_in_the_head_are_kept_behind_it() {
        let unit: UnitId = "gifts".parse().unwrap();
        let text = "+++\nchanges = \"gifts\nOurs.\n+++\nTwo.\n";
        let written = Unread::of(source(text)).beside(&unit, &[]);
        assert_eq!(written, "+++\nchanges = \"gifts\"\n+++\n\nOurs.\nTwo.\n");
        let told = read_changes(source(&written)).diagnostics;
        assert_eq!(told.len(), 1);
    }

    #[test]
    fn a_head_without_an_end_hides_no_change_that_is_made_after_it() {
        let unit: UnitId = "gifts".parse().unwrap();
        let text = "+++\nchanges = \"gifts\"\n\n## Ours {#ours}\n";
        let unread = Unread::of(source(text));
        assert!(!unread.is_empty());
        let closed = "+++\nchanges = \"gifts\"\n+++\n\n## Ours {#ours}\n";
        assert_eq!(unread.beside(&unit, &[]), closed);
        let changes = read_changes(source(FILE)).value;
        let written = unread.beside(&unit, &changes);
        assert!(written.starts_with(closed.trim_end()), "{written}");
        assert_eq!(read_changes(source(&written)).value.len(), changes.len());
    }

    #[test]
    fn nothing_is_unread_where_all_can_be_read() {
        let text = "+++\nchanges = \"gifts\"\n+++\n\n+++\nafter = \"gifts\"\n+++\n\nOurs.\n";
        assert!(Unread::of(source(text)).is_empty());
        assert!(Unread::of(source("+++\nid = \"own\"\n+++\n\nOurs.\n")).is_empty());
    }

    #[test]
    fn what_an_editor_cannot_show_is_kept_when_it_is_used() {
        let original = "+++\nid = \"example\"\n+++\n\n## Gifts {#gifts}\n\nSay no.\n";
        let files = |text: &str| PackFiles {
            units: vec![("example.md".to_owned(), text.to_owned())],
            ..PackFiles::default()
        };
        let mut ours = Adaptation {
            original: files(original),
            ..Adaptation::default()
        };
        ours.take("example.md", &original.replace("Say no.", "Ask Ada."));
        // Somebody has put other files in place of the original's.
        ours.original = files(&original.replace("Say no.", "Say no to money."));
        let shown = ours.wanted_text("example.md").unwrap();
        assert!(!shown.contains("Ask Ada."));
        ours.take(
            "example.md",
            &format!("{shown}\n## Ours {{#ours}}\n\nIn the red book.\n"),
        );
        let changes = ours.changes("example.md");
        let aside: Vec<_> = changes.iter().filter(|change| change.aside).collect();
        assert_eq!((changes.len(), aside.len()), (2, 1));
        assert!(aside[0].action.text().unwrap().contains("Ask Ada."));

        // An id that changes is told, and what was written with it is shown all the same.
        let edited = "+++\nid = \"exampel\"\n+++\n\n## Gifts {#gifts}\n\nAsk Ben.\n";
        ours.take("example.md", edited);
        assert_eq!(
            ours.wanted_text("example.md").unwrap().trim_end(),
            edited.trim_end()
        );
    }
}
