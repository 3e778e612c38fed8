//! Command verbs: the word of a criterion that says what to do, what an assessor looks for in
//! an answer to it ([`Guide`]), and one question to a learner about what she has written
//! ([`prompt`]).
//!
//! Nothing here awards, scores or praises: whether an answer meets its criterion is an
//! assessor's recorded decision.

mod guide;
mod phrases;
mod prompt;
mod said;

pub use guide::Guide;
pub use prompt::{Prompt, prompt};

use serde::{Deserialize, Serialize};

macro_rules! verbs {
    ($($(#[$doc:meta])* $name:ident = $word:literal;)*) => {
        /// A command verb.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum Verb {
            $($(#[$doc])* $name,)*
        }

        impl Verb {
            /// Every verb.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The word, as a criterion begins with it.
            pub fn word(self) -> &'static str {
                match self {
                    $(Self::$name => $word,)*
                }
            }
        }
    };
}

verbs! {
    /// The right items, clearly named.
    Identify = "Identify";
    /// The right items, clearly named.
    List = "List";
    /// A precise meaning in own words.
    Define = "Define";
    /// The main features only.
    Outline = "Outline";
    /// The main features only.
    Summarise = "Summarise";
    /// A clear picture: what, who, when, how.
    Describe = "Describe";
    /// Reasons, and what follows from what.
    Explain = "Explain";
    /// Both sides against the same points.
    Compare = "Compare";
    /// More than one view, weighed.
    Discuss = "Discuss";
    /// The parts, and how they affect each other.
    Analyse = "Analyse";
    /// Strengths, limits and a judgement.
    Evaluate = "Evaluate";
    /// Reasons for a choice over others.
    Justify = "Justify";
    /// What was learned, and what will change.
    Reflect = "Reflect";
    /// Performance in real work.
    Demonstrate = "Demonstrate";
    /// Performance in real work that others follow.
    Model = "Model";
    /// Performance in real work.
    Support = "Support";
}

impl Verb {
    /// The verb that a word is, whatever its case, in British spelling or American.
    pub fn of_word(word: &str) -> Option<Self> {
        let british =
            |american: &str, verb: Self| word.eq_ignore_ascii_case(american).then_some(verb);
        Self::ALL
            .iter()
            .copied()
            .find(|verb| verb.word().eq_ignore_ascii_case(word))
            .or_else(|| british("Analyze", Self::Analyse))
            .or_else(|| british("Summarize", Self::Summarise))
    }

    /// Whether it asks for something done in real work, which words alone cannot show.
    pub fn is_observed(self) -> bool {
        match self {
            Self::Demonstrate | Self::Model | Self::Support => true,
            Self::Identify
            | Self::List
            | Self::Define
            | Self::Outline
            | Self::Summarise
            | Self::Describe
            | Self::Explain
            | Self::Compare
            | Self::Discuss
            | Self::Analyse
            | Self::Evaluate
            | Self::Justify
            | Self::Reflect => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verb_is_known_by_its_word() {
        for &verb in Verb::ALL {
            assert_eq!(Verb::of_word(verb.word()), Some(verb));
            assert_eq!(Verb::of_word(&verb.word().to_uppercase()), Some(verb));
        }
        assert_eq!(Verb::of_word("analyze"), Some(Verb::Analyse));
        assert_eq!(Verb::of_word("Summarize"), Some(Verb::Summarise));
        for word in ["", "Explains", "the", "Identifying"] {
            assert_eq!(Verb::of_word(word), None, "{word}");
        }
    }
}
