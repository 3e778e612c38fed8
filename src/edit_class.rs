//! What kind of edit an author made to something that people have learned or worked with: whether
//! it matters to them.
//!
//! An author says it in `pack.toml`; where she has not, it is proposed from the difference, on the
//! careful side: what could change the meaning counts as changing it.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::difference::{ChangeKind, Difference};

/// What kind of edit it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EditClass {
    /// A mistake in the writing was mended.
    Typo,
    /// The same is said more clearly.
    Clarification,
    /// Something else is asked or said.
    MeaningChanged,
    /// It is no longer there.
    Withdrawn,
}

/// A text that is no kind of edit.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no kind of edit {0:?}")]
pub struct UnknownClass(String);

impl EditClass {
    /// All kinds, the least first.
    pub const ALL: [Self; 4] = [
        Self::Typo,
        Self::Clarification,
        Self::MeaningChanged,
        Self::Withdrawn,
    ];

    /// As it is written in `pack.toml`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Typo => "typo",
            Self::Clarification => "clarification",
            Self::MeaningChanged => "meaning-changed",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// What an edit seems to be.
    ///
    /// ```
    /// use underpin::edit_class::EditClass;
    ///
    /// assert_eq!(EditClass::proposed("Tell teh senior.", "Tell the senior."), EditClass::Typo);
    /// assert_eq!(EditClass::proposed("Tell the senior.", "Do not tell the senior."), EditClass::MeaningChanged);
    /// ```
    pub fn proposed(old: &str, new: &str) -> Self {
        if new.trim().is_empty() {
            return Self::Withdrawn;
        }
        let (before, after) = (plain(old), plain(new));
        if before == after {
            return Self::Typo;
        }
        let (before, after) = (before.join(" "), after.join(" "));
        let difference = Difference::between(&before, &after);
        let of = |kind| -> Vec<&str> {
            let changes = difference.changes.iter().filter(move |c| c.kind == kind);
            changes
                .flat_map(|change| change.text.split_whitespace())
                .collect()
        };
        let (removed, added) = (of(ChangeKind::Removed), of(ChangeKind::Added));
        if removed.iter().chain(&added).any(|word| is_weighty(word)) {
            return Self::MeaningChanged;
        }
        let slip = |(a, b): (&&str, &&str)| {
            let long = a.chars().count().min(b.chars().count()) >= 3;
            long && strsim::damerau_levenshtein(a, b) <= 2
        };
        if removed.len() == added.len() && removed.iter().zip(&added).all(slip) {
            return Self::Typo;
        }
        let kept = of(ChangeKind::Same).len();
        match (removed.len() + added.len()) * 3 <= kept {
            true => Self::Clarification,
            false => Self::MeaningChanged,
        }
    }
}

impl FromStr for EditClass {
    type Err = UnknownClass;
    fn from_str(text: &str) -> Result<Self, UnknownClass> {
        let mut all = Self::ALL.into_iter();
        all.find(|class| class.key() == text)
            .ok_or_else(|| UnknownClass(text.to_owned()))
    }
}

/// The words of a text in small letters, without marks.
fn plain(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’'));
    let words = words.filter(|word| !word.is_empty());
    words
        .map(|word| word.to_lowercase().replace('’', "'"))
        .collect()
}

/// Words on which a duty or a measure turns.
fn is_weighty(word: &str) -> bool {
    const WORDS: [&str; 22] = [
        "not", "no", "never", "none", "nobody", "nothing", "without", "unless", "except", "only",
        "must", "may", "should", "can", "cannot", "always", "all", "any", "every", "before",
        "after", "or",
    ];
    WORDS.contains(&word) || word.ends_with("n't") || word.chars().any(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_are_classed_on_the_careful_side() {
        use EditClass::{Clarification, MeaningChanged, Typo, Withdrawn};
        for (old, new, wanted) in [
            ("Tell the senior.", "Tell the senior", Typo),
            ("Tell the senoir.", "Tell the senior.", Typo),
            ("Don't wait", "Don’t wait", Typo),
            (
                "Write down what she said on the same day and tell the senior who is on shift.",
                "Write down what she said on the same day and tell the senior who is on your shift.",
                Clarification,
            ),
            ("Wait 2 hours.", "Wait 4 hours.", MeaningChanged),
            ("You should wait.", "You must wait.", MeaningChanged),
            (
                "Go alone.",
                "Ask two colleagues to come along.",
                MeaningChanged,
            ),
            ("Go alone.", "", Withdrawn),
            ("Go.", "Go.", Typo),
        ] {
            assert_eq!(EditClass::proposed(old, new), wanted, "{old:?} {new:?}");
        }
        for class in EditClass::ALL {
            assert_eq!(class.key().parse(), Ok(class));
        }
    }
}
