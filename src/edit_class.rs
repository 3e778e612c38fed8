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
        let weighty = removed.iter().chain(&added).any(|word| is_weighty(word));
        let turned = |word: &&str| added.iter().any(|other| is_turned(word, other));
        if weighty || removed.iter().any(turned) {
            return Self::MeaningChanged;
        }
        let slip = |(a, b): (&&str, &&str)| is_slip(a, b);
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

/// The words of a text in small letters, then its marks that say how much, and no others.
fn plain(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’'));
    let words = words.filter(|word| !word.is_empty());
    let words = words.map(|word| word.to_lowercase().replace('’', "'"));
    // At the start of a line they are Markdown's.
    let lines = text.lines();
    let lines = lines.map(|line| line.trim_start_matches([' ', '\t', '>', '+', '=']));
    let marks = lines.flat_map(|line| line.matches(measures));
    words.chain(marks.map(str::to_owned)).collect()
}

/// Whether a mark says how much.
fn measures(mark: char) -> bool {
    "<>≤≥=≠±+−×÷%‰°£$€".contains(mark)
}

/// Whether two words are one, with a slip of the pen in it. Slips are rarely in the first letter, and
/// two letters of a short word make another word of it.
fn is_slip(one: &str, other: &str) -> bool {
    let shorter = one.chars().count().min(other.chars().count());
    let most = match shorter {
        ..3 => return false,
        3..6 => 1,
        6.. => 2,
    };
    one.chars().next() == other.chars().next() && strsim::damerau_levenshtein(one, other) <= most
}

/// Whether only their beginnings keep two words apart, such as turn a meaning round: “safe” and
/// “unsafe”, “inhale” and “exhale”.
fn is_turned(one: &str, other: &str) -> bool {
    const BEGINNINGS: [&str; 18] = [
        "hyper", "hypo", "inter", "intra", "under", "over", "post", "pre", "dis", "mis", "non",
        "de", "ex", "il", "im", "in", "ir", "un",
    ];
    // Itself, and what is left of it without each.
    let rests = |word| {
        let rest = BEGINNINGS
            .iter()
            .filter_map(move |start| str::strip_prefix(word, start));
        rest.filter(|rest| rest.len() > 2).chain([word])
    };
    one != other && rests(one).any(|rest| rests(other).any(|other| other == rest))
}

/// Words on which a duty or a measure turns.
fn is_weighty(word: &str) -> bool {
    const WORDS: [&str; 38] = [
        "not", "no", "never", "none", "nobody", "nothing", "without", "unless", "except", "only",
        "must", "may", "should", "can", "cannot", "always", "all", "any", "every", "before",
        "after", "or", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "twelve", "once", "twice", "half", "double", "more", "less",
    ];
    let counts = |c: char| c.is_ascii_digit() || measures(c);
    WORDS.contains(&word) || word.ends_with("n't") || word.chars().any(counts)
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
            // Marks that measure, and words that a letter or two turn round.
            ("Keep it < 5 °C.", "Keep it > 5 °C.", MeaningChanged),
            ("Give 1.5 ml.", "Give 15 ml.", MeaningChanged),
            ("> Keep it\n> at 5 °C.", "> Keep it at\n> 5°C.", Typo),
            ("Take off 5%.", "Take off £5.", MeaningChanged),
            ("It is safe to go.", "It is unsafe to go.", MeaningChanged),
            ("She inhales it.", "She exhales it.", MeaningChanged),
            ("Increase the dose.", "Decrease the dose.", MeaningChanged),
            ("Ask her first.", "Ask him first.", MeaningChanged),
            ("Ask two people.", "Ask ten people.", MeaningChanged),
            (
                "Signs of hypotension.",
                "Signs of hypertension.",
                MeaningChanged,
            ),
            ("Accomodate her wishes.", "Accommodate her wishes.", Typo),
            ("Ask; then wait.", "Ask, then wait", Typo),
            ("Go.", "Go.", Typo),
        ] {
            assert_eq!(EditClass::proposed(old, new), wanted, "{old:?} {new:?}");
        }
        for class in EditClass::ALL {
            assert_eq!(class.key().parse(), Ok(class));
        }
    }
}
