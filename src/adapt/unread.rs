//! What of a file of changes is none of them: comments, and somebody's words under a slip. Those are told
//! where they stand. Both are kept as they are when the changes beside them are written anew.

use std::{fmt::Write, mem::discriminant};

use super::{
    change::{Action, Change},
    comment::comments,
    read::{changes_of, fences, first_fence, is_fence, read_changes},
    write::{Around, write_between},
};
use crate::{id::UnitId, source::Source};

/// What a file of changes says besides those that can be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Unread<'t> {
    fence: &'t str,
    /// Comments in the head.
    head: Vec<String>,
    /// The changes that have comments, with them.
    told: Vec<(Action, Vec<String>)>,
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
        let marks = fences(text, fence);
        let [open, close, ..] = marks[..] else {
            // Even the head has no end, so no change has begun.
            return Self {
                fence,
                stray: without_setting(rest).join("\n"),
                ..Self::default()
            };
        };
        let settings = text.get(open.end..close.start).unwrap_or_default();
        let (head, mut stray) = match comments(settings).filter(|_| is_head(settings)) {
            Some(head) => (head, Vec::new()),
            None => (Vec::new(), without_setting(settings)),
        };
        let (mut blocks, mut told) = (Vec::new(), Vec::new());
        let mut at = close.end;
        let take = |between: &'t str, stray: &mut Vec<&'t str>, blocks: &mut Vec<&'t str>| {
            let first = fences(between, fence).first().map(|open| open.start);
            let (words, block) = between.split_at(first.unwrap_or(between.len()));
            stray.extend(Some(words.trim()).filter(|words| !words.is_empty()));
            blocks.extend(Some(block.trim()).filter(|block| !block.is_empty()));
        };
        for change in read_changes(source).value {
            let between = text.get(at..change.span.start).unwrap_or_default();
            take(between, &mut stray, &mut blocks);
            at = change.span.end;
            let whole = change.span.of(text);
            if let [open, close, ..] = fences(whole, fence)[..] {
                let settings = whole.get(open.end..close.start).unwrap_or_default();
                let said = comments(settings).filter(|said| !said.is_empty());
                told.extend(said.map(|said| (change.action, said)));
            }
        }
        take(text.get(at..).unwrap_or_default(), &mut stray, &mut blocks);
        Self {
            fence,
            head,
            told,
            stray: stray.join("\n"),
            blocks,
        }
    }

    /// Whether there is nothing but changes that can be read.
    pub fn is_empty(&self) -> bool {
        self.head.is_empty()
            && self.told.is_empty()
            && self.stray.is_empty()
            && self.blocks.is_empty()
    }

    /// The file that holds these changes, and what cannot be read as it was. Comments stay with their
    /// change; those of one that is no longer there go into the head.
    pub fn beside(&self, unit: &UnitId, changes: &[Change]) -> String {
        let own = self.blocks.iter().copied().chain([self.stray.as_str()]);
        let taken = own
            .flat_map(str::lines)
            .map(str::trim_end)
            .filter(|line| is_fence(line) && *line != self.fence);
        let (left, comments) = self.comments(changes);
        let head = self.head.iter().map(String::as_str);
        let around = Around {
            head: head.chain(left).collect(),
            stray: &self.stray,
            comments,
            taken: taken.map(str::len).max(),
        };
        write_between(unit, &around, changes, |fence, out| {
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
        })
    }

    /// The comments of each of these changes, and those of changes that are none of them.
    fn comments(&self, changes: &[Change]) -> (Vec<&str>, Vec<Vec<&str>>) {
        let mut left: Vec<&(Action, Vec<String>)> = self.told.iter().collect();
        let mut each = vec![Vec::new(); changes.len()];
        // The same; about the same part, with other words; or the same words about another part.
        let alike: [fn(&Action, &Action) -> bool; 3] = [
            |one, other| one == other,
            |one, other| one.target() == other.target(),
            |one, other| one.text().is_some() && one.text() == other.text(),
        ];
        for is_it in alike {
            for (change, comments) in changes.iter().zip(&mut each) {
                let now = &change.action;
                let it = left.iter().position(|(was, _)| {
                    comments.is_empty() && discriminant(was) == discriminant(now) && is_it(was, now)
                });
                if let Some(at) = it {
                    let (_, said) = left.remove(at);
                    comments.extend(said.iter().map(String::as_str));
                }
            }
        }
        let left = left.into_iter().flat_map(|(_, said)| said);
        (left.map(String::as_str).collect(), each)
    }
}

/// Whether these are the settings of a head, and no others.
fn is_head(settings: &str) -> bool {
    let document = settings.parse::<toml_edit::DocumentMut>();
    document.is_ok_and(|head| head.iter().all(|(key, _)| key == "changes"))
}

/// The lines of a head but its one setting, which is written anew. A line that has more than a name
/// behind the `=` is somebody's words.
fn without_setting(head: &str) -> Vec<&str> {
    let is_setting = |line: &str| {
        let setting = line.split_once('=');
        setting.is_some_and(|(key, unit)| {
            key.trim() == "changes" && !unit.trim().contains(char::is_whitespace)
        })
    };
    let lines = head.lines();
    lines
        .filter(|line| !line.trim().is_empty() && !is_setting(line))
        .collect()
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
    fn comments_stay_with_their_change_and_go_into_the_head_when_it_is_gone() {
        let unit: UnitId = "gifts".parse().unwrap();
        let text = "+++\n# Ours since May = 2026.\nchanges = \"gifts\" # By Ada.\n+++\n\n\
                    +++\n## Asked for by Ben\nafter = \"gifts\"\n+++\n\nOne.\n\n\
                    +++\nafter = \"parking\" # Until June\n# and no longer.\n+++\n\nTwo.\n";
        let unread = Unread::of(source(text));
        let changes = read_changes(source(text)).value;
        let written = unread.beside(&unit, &changes);
        let kept = "+++\n# Ours since May = 2026.\n# By Ada.\nchanges = \"gifts\"\n+++\n\n\
                    +++\n## Asked for by Ben\nafter = \"gifts\"\n+++\n\nOne.\n\n\
                    +++\n# Until June\n# and no longer.\nafter = \"parking\"\n+++\n\nTwo.\n";
        assert_eq!(written, kept);
        assert_eq!(read_changes(source(&written)).diagnostics, []);
        assert_eq!(Unread::of(source(&written)).beside(&unit, &changes), kept);

        // Other words, and the same words elsewhere.
        let after = |name: &str, text: &str| {
            Change::new(Action::Insert {
                beside: super::super::Beside::After(name.parse().unwrap()),
                text: text.to_owned(),
            })
        };
        let written = unread.beside(&unit, &[after("parking", "Three."), after("cars", "One.")]);
        assert!(
            written.contains("# and no longer.\nafter = \"parking\""),
            "{written}"
        );
        assert!(
            written.contains("## Asked for by Ben\nafter = \"cars\""),
            "{written}"
        );

        let written = unread.beside(&unit, &[]);
        let head = "+++\n# Ours since May = 2026.\n# By Ada.\n## Asked for by Ben\n# Until June\n\
                    # and no longer.\nchanges = \"gifts\"\n+++\n";
        assert_eq!(written, head);
        assert_eq!(Unread::of(source(&written)).beside(&unit, &[]), head);
    }

    #[test]
    fn words_behind_the_name_in_a_damaged_head_are_kept() {
        let unit: UnitId = "gifts".parse().unwrap();
        for (text, wanted) in [
            ("changes = \"gifts\n# Ours.\n", "# Ours.\n"),
            ("changes = \"gifts Ours.\n", "changes = \"gifts Ours.\n"),
            (
                "changes = \"gifts\" # Ours.\nx = 1\n",
                "changes = \"gifts\" # Ours.\nx = 1\n",
            ),
        ] {
            let text = format!("+++\n{text}+++\n");
            let written = Unread::of(source(&text)).beside(&unit, &[]);
            let kept = format!("+++\nchanges = \"gifts\"\n+++\n\n{wanted}");
            assert_eq!(written, kept, "{text}");
            assert_eq!(Unread::of(source(&written)).beside(&unit, &[]), kept);
        }
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

    #[test]
    fn an_edit_is_taken_in_whatever_was_left_of_the_file() {
        let original = "+++\nid = \"gifts\"\n+++\n\nAsk.\n\n## Money {#money}\n\nSay no.\n\n## More {#money}\n";
        let damaged = "changes = \"gifts\"\n+++\n";
        for own in [
            "",
            "\n",
            "+++",
            "+++\n",
            damaged,
            FILE,
            "+++\nchanges = \"gifts\"\n",
        ] {
            for edited in [
                "",
                "\n",
                "\r\n\r\n",
                "Ask.\n",
                "\r\r\nAsk Ada.\r\r\n---\n",
                original,
                FILE,
            ] {
                let mut ours = Adaptation {
                    units: vec![("gifts.md".to_owned(), own.to_owned())],
                    original: PackFiles {
                        units: vec![("gifts.md".to_owned(), original.to_owned())],
                        ..PackFiles::default()
                    },
                    ..Adaptation::default()
                };
                ours.take("gifts.md", edited);
                let shown = ours.wanted_text("gifts.md").unwrap_or_default();
                let lines = |text: &str| -> Vec<String> {
                    let lines = text.lines().map(|line| line.trim_end().to_owned());
                    lines.filter(|line| !line.is_empty()).collect()
                };
                assert_eq!(lines(&shown), lines(edited), "{own:?}: {edited:?}");
            }
        }
    }
}
