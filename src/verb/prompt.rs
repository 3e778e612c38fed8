//! One question to a learner about what she has written, asked by her criterion's verb and
//! level.
//!
//! It looks for words only: whether there is a "because", whether there is a "next time". It
//! cannot tell a good answer from a poor one and never says that one is good; no question
//! means only that it has none to ask.

use super::{
    Verb,
    phrases::{
        ALTERNATIVE, CHANGE, COMPARISON, CONSEQUENCE, JUDGEMENT, LAW, MEANING, OTHER_VIEW,
        PRACTICE, REASON, SERVICE, WEIGHING,
    },
    said::Said,
};
use crate::level::Level;

/// A question that may help a learner on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Prompt {
    /// Several things run together, or there is only one.
    NameEach,
    /// Nothing says what the word means.
    OwnMeaning,
    /// It is long for main points.
    MainPoints,
    /// It is a list.
    Picture,
    /// There is neither a reason nor a consequence.
    WhyAndWhatNext,
    /// There is no reason.
    Why,
    /// There is no consequence.
    WhatNext,
    /// Nothing is compared.
    SideBySide,
    /// There is only one view.
    OtherView,
    /// Nothing is weighed.
    MattersMost,
    /// There is no judgement.
    HowWell,
    /// There is no alternative.
    OtherChoice,
    /// Nothing will change.
    DoDifferently,
    /// It must be seen.
    WhoSaw,
    /// There is nothing from the learner's own work.
    OwnPractice,
    /// There is no law, code or policy.
    LawOrPolicy,
    /// There is nothing about the service as a whole.
    WholeService,
}

impl Prompt {
    /// The question, for the screen.
    pub fn question(self) -> &'static str {
        match self {
            Self::NameEach => "Can you name each one separately?",
            Self::OwnMeaning => "How would you say it to a new colleague?",
            Self::MainPoints => "Which of these are the main points?",
            Self::Picture => "What does each of these look like in your work?",
            Self::WhyAndWhatNext => "Why does this matter? What happens next?",
            Self::Why => "Why does this matter?",
            Self::WhatNext => "What happens because of this?",
            Self::SideBySide => {
                "What happens if you put them side by side: what is alike, and what is different?"
            }
            Self::OtherView => "What would someone who disagrees say?",
            Self::MattersMost => "Which part mattered most, and how do you know?",
            Self::HowWell => "So how well does it work, and for whom?",
            Self::OtherChoice => "Why this, and not the other choice?",
            Self::DoDifferently => "What will you do differently next time?",
            Self::WhoSaw => {
                "Who could watch you do this, or say that they saw it? Your assessor needs an \
                 observation or an expert witness."
            }
            Self::OwnPractice => {
                "What does this look like in your own work? One example, without names, is enough."
            }
            Self::LawOrPolicy => "Which law, code or policy stands behind this where you work?",
            Self::WholeService => "What does this mean for your whole service?",
        }
    }
}

/// The one question that would help most with this text now, if there is one.
///
/// The verb's own question comes first, then one about practice, then about law and, for
/// leaders, the service. Too little text to tell is left in peace.
///
/// ```
/// use underpin::{level::Level, verb::{Prompt, Verb, prompt}};
///
/// let level = Level::new(3)?;
/// let text = "We write to the family every week and they come to the review. ".repeat(3);
/// assert_eq!(prompt(Verb::Explain, level, &text), Some(Prompt::WhyAndWhatNext));
/// # Ok::<(), underpin::level::BadLevel>(())
/// ```
pub fn prompt(verb: Verb, level: Level, text: &str) -> Option<Prompt> {
    if verb.is_observed() {
        return Some(Prompt::WhoSaw);
    }
    let said = Said::of(text);
    if said.words < enough_words(verb) {
        return None;
    }
    of_verb(verb, level, &said).or_else(|| of_level(verb, level, &said))
}

/// How many words a text has before anything can be asked about it.
fn enough_words(verb: Verb) -> usize {
    match verb {
        Verb::Identify | Verb::List | Verb::Define => 4,
        Verb::Outline
        | Verb::Summarise
        | Verb::Describe
        | Verb::Explain
        | Verb::Compare
        | Verb::Discuss
        | Verb::Analyse
        | Verb::Evaluate
        | Verb::Justify
        | Verb::Reflect
        | Verb::Demonstrate
        | Verb::Model
        | Verb::Support => 25,
    }
}

fn of_verb(verb: Verb, level: Level, said: &Said) -> Option<Prompt> {
    let unless = |there: bool, prompt: Prompt| (!there).then_some(prompt);
    match verb {
        Verb::Identify | Verb::List => unless(said.items > 1, Prompt::NameEach),
        Verb::Define => unless(said.any(MEANING), Prompt::OwnMeaning),
        Verb::Outline | Verb::Summarise => {
            let limit = verb
                .guide(level)
                .words
                .map(|words| usize::from(*words.end()));
            unless(
                limit.is_none_or(|limit| said.words <= limit),
                Prompt::MainPoints,
            )
        }
        Verb::Describe => unless(!said.is_bare_list, Prompt::Picture),
        Verb::Explain => match (said.any(REASON), said.any(CONSEQUENCE)) {
            (false, false) => Some(Prompt::WhyAndWhatNext),
            // At level 2 either is enough; from level 3 reasons are linked to what follows.
            (false, true) if level.number() > 2 => Some(Prompt::Why),
            (true, false) if level.number() > 2 => Some(Prompt::WhatNext),
            (false | true, false | true) => None,
        },
        Verb::Compare => unless(said.any(COMPARISON), Prompt::SideBySide),
        Verb::Discuss => unless(said.any(OTHER_VIEW), Prompt::OtherView),
        Verb::Analyse => unless(said.any(WEIGHING), Prompt::MattersMost),
        Verb::Evaluate => unless(said.any(JUDGEMENT), Prompt::HowWell),
        Verb::Justify => unless(said.any(ALTERNATIVE), Prompt::OtherChoice),
        Verb::Reflect => unless(said.any(CHANGE), Prompt::DoDifferently),
        Verb::Demonstrate | Verb::Model | Verb::Support => Some(Prompt::WhoSaw),
    }
}

/// What a level asks of every longer answer.
fn of_level(verb: Verb, level: Level, said: &Said) -> Option<Prompt> {
    let depth = verb.guide(level).depth;
    depth?;
    let wants_law = level.number() >= 3 && verb != Verb::Reflect;
    let wants_service = level.number() >= 5 && verb != Verb::Reflect;
    if !said.any(PRACTICE) {
        Some(Prompt::OwnPractice)
    } else if wants_law && !said.any(LAW) {
        Some(Prompt::LawOrPolicy)
    } else if wants_service && !said.any(SERVICE) {
        Some(Prompt::WholeService)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SCENE: &str = "We ask each person how they like their morning to go, and the notes \
        are read at handover, with the family if the person agrees to it.";

    fn asked(verb: Verb, level: u8, more: &str) -> Option<Prompt> {
        let text = format!("{SCENE} {more}");
        prompt(verb, Level::new(level).unwrap(), &text)
    }

    #[test]
    fn each_verb_asks_for_what_is_missing_and_stops_when_it_is_there() {
        for (verb, level, missing, said) in [
            (
                Verb::Explain,
                3,
                Prompt::WhyAndWhatNext,
                "Policy says so because it leads to trust.",
            ),
            (
                Verb::Explain,
                2,
                Prompt::WhyAndWhatNext,
                "It matters because people relax.",
            ),
            (
                Verb::Compare,
                3,
                Prompt::SideBySide,
                "The policy treats both alike.",
            ),
            (
                Verb::Discuss,
                3,
                Prompt::OtherView,
                "However, our policy may worry some people.",
            ),
            (
                Verb::Analyse,
                3,
                Prompt::MattersMost,
                "The law was one factor; time mattered most.",
            ),
            (
                Verb::Evaluate,
                3,
                Prompt::HowWell,
                "Overall the policy works well at weekends.",
            ),
            (
                Verb::Justify,
                3,
                Prompt::OtherChoice,
                "Policy let me do this rather than wait.",
            ),
            (
                Verb::Reflect,
                3,
                Prompt::DoDifferently,
                "Next time I will ask her first.",
            ),
        ] {
            assert_eq!(asked(verb, level, ""), Some(missing), "{verb:?}");
            assert_eq!(asked(verb, level, said), None, "{verb:?} {said}");
        }
    }

    #[test]
    fn explain_asks_for_the_half_that_is_missing_from_level_3() {
        assert_eq!(
            asked(Verb::Explain, 3, "It is done because of the law."),
            Some(Prompt::WhatNext)
        );
        assert_eq!(
            asked(Verb::Explain, 3, "As a result people relax."),
            Some(Prompt::Why)
        );
        assert_eq!(asked(Verb::Explain, 2, "As a result people relax."), None);
    }

    #[test]
    fn short_verbs_ask_short_questions() {
        for (verb, text, wanted) in [
            (
                Verb::Identify,
                "the person we support",
                Some(Prompt::NameEach),
            ),
            (Verb::List, "nurses, doctors and families", None),
            (Verb::List, "nurses of the ward\ndoctors", None),
            (
                Verb::Define,
                "someone looking after family unpaid",
                Some(Prompt::OwnMeaning),
            ),
            (Verb::Define, "a carer is someone who helps unpaid", None),
            (Verb::Define, "a carer", None),
        ] {
            assert_eq!(prompt(verb, Level::new(3).unwrap(), text), wanted, "{text}");
        }
    }

    #[test]
    fn a_bare_list_is_no_description() {
        let list = "- listening to the person\n- respect for privacy\n- time to talk\n\
            - clear speech and a calm voice\n- eye contact\n- a quiet room\n- patience with us\n\
            - trust";
        let level = Level::new(2).unwrap();
        assert_eq!(prompt(Verb::Describe, level, list), Some(Prompt::Picture));
        assert_eq!(asked(Verb::Describe, 2, ""), None);
    }

    #[test]
    fn long_main_points_are_too_long() {
        assert_eq!(asked(Verb::Outline, 2, ""), None);
        let long = "The family reads the notes. ".repeat(40);
        assert_eq!(asked(Verb::Summarise, 2, &long), Some(Prompt::MainPoints));
    }

    #[test]
    fn the_level_asks_after_the_verb() {
        let general = "Relationships matter because trust leads to better care and people speak \
            up sooner when they know who will listen to them and that it stays private.";
        let level = |number| Level::new(number).unwrap();
        let ask =
            |number, more: &str| prompt(Verb::Explain, level(number), &format!("{general} {more}"));
        assert_eq!(ask(2, ""), Some(Prompt::OwnPractice));
        assert_eq!(ask(2, "For example, one lady told me."), None);
        assert_eq!(
            ask(3, "For example, one lady told me."),
            Some(Prompt::LawOrPolicy)
        );
        assert_eq!(
            ask(3, "For example, one lady told me. Our policy says so."),
            None
        );
        assert_eq!(ask(5, "I follow the Care Act."), Some(Prompt::WholeService));
        assert_eq!(ask(5, "I follow the Care Act, as all staff do."), None);
    }

    #[test]
    fn what_must_be_seen_is_always_asked_about() {
        for verb in [Verb::Demonstrate, Verb::Model, Verb::Support] {
            assert_eq!(
                prompt(verb, Level::new(3).unwrap(), ""),
                Some(Prompt::WhoSaw)
            );
        }
    }

    proptest! {
        #[test]
        fn any_text_may_be_asked_about(text in "\\PC*", level in 1_u8..=8) {
            for &verb in Verb::ALL {
                let asked = prompt(verb, Level::new(level).unwrap(), &text);
                prop_assert!(asked.is_none_or(|p| p.question().contains('?')));
            }
        }

        #[test]
        fn nothing_is_asked_of_an_empty_page(space in "[ \n\t]*") {
            for &verb in Verb::ALL {
                let asked = prompt(verb, Level::new(3).unwrap(), &space);
                prop_assert_eq!(asked, verb.is_observed().then_some(Prompt::WhoSaw));
            }
        }
    }
}
