//! What changed between two versions of an answer, word by word, for a learner or an assessor to
//! read.
//!
//! It compares words as they are written and judges nothing: a mended spelling counts like a
//! new thought.

use std::ops::Range;

use similar::{ChangeTag, TextDiff};

/// What changed from one version to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference<'t> {
    /// Both versions in one: everything that is the same, was taken out or was added, in order.
    /// Neighbours are of different kinds, and of two that change the same place what was taken
    /// out comes first.
    pub changes: Vec<Change<'t>>,
    /// How many words were added.
    pub words_added: usize,
    /// How many words were taken out.
    pub words_removed: usize,
}

/// A piece of text that is in both versions or in one of them. Never empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change<'t> {
    /// Which versions it is in.
    pub kind: ChangeKind,
    /// The piece, with the spaces that belong to it.
    pub text: &'t str,
}

/// Which versions a piece of text is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ChangeKind {
    /// In both.
    Same,
    /// In the new one only.
    Added,
    /// In the old one only.
    Removed,
}

impl<'t> Difference<'t> {
    /// What changed from an old version to a new one.
    ///
    /// ```
    /// use underpin::difference::Difference;
    ///
    /// let difference = Difference::between("I asked her.", "I asked her daughter first.");
    /// assert_eq!(difference.summary(), "3 words added, 1 taken out");
    /// ```
    pub fn between(old: &'t str, new: &'t str) -> Self {
        let mut runs = Runs::default();
        for change in TextDiff::from_words(old, new).iter_all_changes() {
            runs.take(change.tag(), change.value());
        }
        let changes = runs.finish(old, new);
        let words_of = |kind: ChangeKind| {
            changes
                .iter()
                .filter(|change| change.kind == kind)
                .map(|change| change.text.split_whitespace().count())
                .sum()
        };
        Self {
            words_added: words_of(ChangeKind::Added),
            words_removed: words_of(ChangeKind::Removed),
            changes,
        }
    }

    /// The whole in a few words: "12 words added, 3 taken out".
    pub fn summary(&self) -> String {
        let words = |count: usize| match count {
            1 => "1 word".to_owned(),
            count => format!("{count} words"),
        };
        match (self.words_added, self.words_removed) {
            (0, 0) if self.is_empty() => "Nothing changed".to_owned(),
            (0, 0) => "Only spaces changed".to_owned(),
            (added, 0) => format!("{} added", words(added)),
            (0, removed) => format!("{} taken out", words(removed)),
            (added, removed) => format!("{} added, {removed} taken out", words(added)),
        }
    }

    /// Whether the two versions are the same.
    pub fn is_empty(&self) -> bool {
        self.changes
            .iter()
            .all(|change| change.kind == ChangeKind::Same)
    }
}

/// Pieces of the two versions as they come, in bytes.
#[derive(Default)]
struct Runs {
    done: Vec<(ChangeKind, Range<usize>)>,
    /// What has been taken out and added since the last piece that is the same.
    removed: Range<usize>,
    added: Range<usize>,
    /// The length of a space after them that is in both, if there is one.
    space: usize,
}

impl Runs {
    fn take(&mut self, tag: ChangeTag, text: &str) {
        let is_replacing = !self.removed.is_empty() && !self.added.is_empty();
        match tag {
            ChangeTag::Equal if is_replacing && self.space == 0 && text.trim().is_empty() => {
                self.space = text.len();
            }
            ChangeTag::Equal => {
                let space = self.space;
                self.close();
                self.same(space + text.len());
            }
            // Between two replaced words the space is replaced as well: "big old" reads better
            // than "big" and "old", each with its own successor.
            ChangeTag::Delete => {
                self.bridge();
                self.removed.end += text.len();
            }
            ChangeTag::Insert => {
                self.bridge();
                self.added.end += text.len();
            }
        }
    }

    fn bridge(&mut self) {
        self.removed.end += self.space;
        self.added.end += self.space;
        self.space = 0;
    }

    /// Puts down what was taken out and added.
    fn close(&mut self) {
        self.space = 0;
        for (kind, range) in [
            (ChangeKind::Removed, &mut self.removed),
            (ChangeKind::Added, &mut self.added),
        ] {
            if range.start < range.end {
                self.done.push((kind, range.clone()));
            }
            range.start = range.end;
        }
    }

    fn same(&mut self, length: usize) {
        let start = self.added.end;
        self.removed = self.removed.end + length..self.removed.end + length;
        self.added = start + length..start + length;
        match self.done.last_mut() {
            Some((ChangeKind::Same, range)) => range.end += length,
            Some(_) | None if length == 0 => {}
            Some(_) | None => self.done.push((ChangeKind::Same, start..start + length)),
        }
    }

    fn finish<'t>(mut self, old: &'t str, new: &'t str) -> Vec<Change<'t>> {
        let space = self.space;
        self.close();
        self.same(space);
        let text = |kind: ChangeKind, range: Range<usize>| match kind {
            ChangeKind::Same | ChangeKind::Added => new.get(range),
            ChangeKind::Removed => old.get(range),
        };
        self.done
            .into_iter()
            .filter_map(|(kind, range)| text(kind, range).map(|text| Change { kind, text }))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// "[-old-]{+new+}" for what changed, plain text for the rest.
    fn marked(old: &str, new: &str) -> String {
        Difference::between(old, new)
            .changes
            .iter()
            .map(|change| match change.kind {
                ChangeKind::Same => change.text.to_owned(),
                ChangeKind::Removed => format!("[-{}-]", change.text),
                ChangeKind::Added => format!("{{+{}+}}", change.text),
            })
            .collect()
    }

    #[test]
    fn changes_read_as_a_person_would_mark_them() {
        for (old, new, wanted) in [
            ("", "", ""),
            ("", "I asked", "{+I asked+}"),
            ("I asked", "", "[-I asked-]"),
            ("I asked her", "I asked her", "I asked her"),
            ("I asked her", "I told her", "I [-asked-]{+told+} her"),
            ("I asked her", "I asked her again", "I asked her{+ again+}"),
            (
                "a big old dog",
                "a small new dog",
                "a [-big old-]{+small new+} dog",
            ),
            (
                "We listen. We act.",
                "We listen. We plan. We act.",
                "We listen. We {+plan. We +}act.",
            ),
            ("one  two", "one two", "one[-  -]{+ +}two"),
            ("É là", "É là bas", "É là{+ bas+}"),
        ] {
            assert_eq!(marked(old, new), wanted);
        }
    }

    #[test]
    fn the_summary_counts_words() {
        for (old, new, wanted) in [
            ("a b", "a b", "Nothing changed"),
            ("a b", "a  b", "Only spaces changed"),
            ("a", "a b", "1 word added"),
            ("a", "a b c", "2 words added"),
            ("a b", "a", "1 word taken out"),
            ("a b c", "a", "2 words taken out"),
            ("a b c d", "a x c", "1 word added, 2 taken out"),
            ("a", "b c", "2 words added, 1 taken out"),
        ] {
            assert_eq!(
                Difference::between(old, new).summary(),
                wanted,
                "{old:?} {new:?}"
            );
        }
    }

    fn any_version() -> impl Strategy<Value = String> {
        let piece = proptest::sample::select(&["a", "b", "c", " ", " ", "  ", "\n", "é", "."][..]);
        proptest::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn both_versions_can_be_read_out_of_it(old in any_version(), new in any_version()) {
            let difference = Difference::between(&old, &new);
            let version = |without: ChangeKind| -> String {
                let kept = difference.changes.iter().filter(|change| change.kind != without);
                kept.map(|change| change.text).collect()
            };
            prop_assert_eq!(version(ChangeKind::Added), &old[..]);
            prop_assert_eq!(version(ChangeKind::Removed), &new[..]);
            prop_assert_eq!(difference.is_empty(), old == new);
            for change in &difference.changes {
                prop_assert!(!change.text.is_empty());
            }
            for pair in difference.changes.windows(2) {
                prop_assert_ne!(pair[0].kind, pair[1].kind);
                prop_assert!(pair[0].kind != ChangeKind::Added || pair[1].kind == ChangeKind::Same);
            }
        }

        #[test]
        fn any_two_texts_can_be_compared(old in "\\PC*", new in "\\PC*") {
            let difference = Difference::between(&old, &new);
            let kept = difference.changes.iter().filter(|c| c.kind != ChangeKind::Removed);
            prop_assert_eq!(kept.map(|c| c.text).collect::<String>(), new);
        }
    }
}
