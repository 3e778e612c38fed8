//! What a command verb asks of an answer at a level, in words for the learner.
//!
//! Awarding bodies publish meanings of verbs for each level; these are our own words for what
//! they have in common. The lengths are a working guide: no regulator gives a figure, and
//! nothing is ever refused for its length.

use std::ops::RangeInclusive;

use super::Verb;
use crate::level::Level;

/// What an answer to a verb needs at a level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guide {
    /// What an assessor looks for, in a sentence or two.
    pub looks_for: &'static str,
    /// How deep to go at this level; none for verbs that stay brief at every level and for
    /// those that need an observation.
    pub depth: Option<&'static str>,
    /// What is most often missing.
    pub shortfall: &'static str,
    /// A usual length, in words; none where the evidence is an observation.
    pub words: Option<RangeInclusive<u16>>,
}

impl Verb {
    /// What an answer to this verb needs at a level.
    pub fn guide(self, level: Level) -> Guide {
        Guide {
            looks_for: looks_for(self),
            depth: depth(self, level),
            shortfall: shortfall(self),
            words: words(self, level),
        }
    }
}

fn looks_for(verb: Verb) -> &'static str {
    match verb {
        Verb::Identify => "Name the right things clearly. You do not need to discuss them.",
        Verb::List => {
            "Name the right things, one after the other. You do not need to discuss them."
        }
        Verb::Define => "Say exactly what it means, in your own words.",
        Verb::Outline => "Give the main points only, and cover each part.",
        Verb::Summarise => "Give the main points only, much shorter than the whole.",
        Verb::Describe => "Give a clear picture: what, who, when and how.",
        Verb::Explain => "Give reasons, and show what leads to what.",
        Verb::Compare => {
            "Hold both sides against the same points. Say what is alike and what is different."
        }
        Verb::Discuss => "Look at more than one view, and weigh them.",
        Verb::Analyse => "Take it apart and show how each part affects the others. Use evidence.",
        Verb::Evaluate => "Weigh what works and what does not, use evidence, and make a judgement.",
        Verb::Justify => {
            "Give the reasons for a choice, and say why it was better than the others."
        }
        Verb::Reflect => {
            "Say what you thought and felt, what you learned, and what you will change."
        }
        Verb::Demonstrate => "Do it in real work, where somebody can see it.",
        Verb::Model => "Do it in real work, in a way that others can follow.",
        Verb::Support => "Help somebody in real work, where it can be seen.",
    }
}

fn shortfall(verb: Verb) -> &'static str {
    match verb {
        Verb::Identify | Verb::List => "The things named are vague, or two of them are the same.",
        Verb::Define => "It is copied from a dictionary.",
        Verb::Outline | Verb::Summarise => "It is too thin, or only one part is there.",
        Verb::Describe => "It is a list without detail.",
        Verb::Explain => "It says what happens but not why.",
        Verb::Compare => "It describes each side alone, and they never meet.",
        Verb::Discuss => "It hears one side only.",
        Verb::Analyse => "It explains at length but does not say what matters most.",
        Verb::Evaluate => "It ends without a judgement.",
        Verb::Justify => "It states a choice and gives no reasons.",
        Verb::Reflect => "It tells the story only.",
        Verb::Demonstrate | Verb::Model | Verb::Support => {
            "It is a claim in writing that nobody has seen at work."
        }
    }
}

fn depth(verb: Verb, level: Level) -> Option<&'static str> {
    match effort(verb)? {
        Effort::Name | Effort::Outline => None,
        Effort::Picture | Effort::Reasons | Effort::Weigh | Effort::Reflect => {
            Some(match level.number() {
                ..=2 => "Be right, use your own words, and give one example from your work.",
                3 => {
                    "Link your reasons to your practice, name the law or policy behind them, \
                     and give an example with what came of it."
                }
                4 => "Compare the choices there were, and say why one was better.",
                5.. => {
                    "Look at the whole service, use evidence, hear the other view, and say what \
                     it means for you as a leader."
                }
            })
        }
    }
}

/// How much writing a verb takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Effort {
    Name,
    Outline,
    Picture,
    Reasons,
    Weigh,
    Reflect,
}

/// How much writing a verb takes; none where the evidence is an observation.
fn effort(verb: Verb) -> Option<Effort> {
    match verb {
        Verb::Identify | Verb::List | Verb::Define => Some(Effort::Name),
        Verb::Outline | Verb::Summarise => Some(Effort::Outline),
        Verb::Describe => Some(Effort::Picture),
        Verb::Explain | Verb::Compare | Verb::Discuss | Verb::Justify => Some(Effort::Reasons),
        Verb::Analyse | Verb::Evaluate => Some(Effort::Weigh),
        Verb::Reflect => Some(Effort::Reflect),
        Verb::Demonstrate | Verb::Model | Verb::Support => None,
    }
}

fn words(verb: Verb, level: Level) -> Option<RangeInclusive<u16>> {
    // For levels up to 2, 3, 4, and from 5 on.
    let ranges: [RangeInclusive<u16>; 4] = match effort(verb)? {
        Effort::Name => [30..=100, 40..=140, 50..=170, 60..=200],
        Effort::Outline => [80..=180, 100..=220, 130..=280, 160..=340],
        Effort::Picture => [120..=250, 150..=300, 200..=380, 250..=450],
        Effort::Reasons => [150..=300, 200..=400, 275..=500, 350..=600],
        Effort::Weigh => [200..=350, 300..=500, 400..=700, 500..=900],
        Effort::Reflect => return Some(250..=600),
    };
    let [to_two, three, four, from_five] = ranges;
    Some(match level.number() {
        ..=2 => to_two,
        3 => three,
        4 => four,
        5.. => from_five,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(number: u8) -> Level {
        Level::new(number).unwrap()
    }

    #[test]
    fn the_usual_lengths_are_those_of_the_working_guide() {
        for (verb, at, wanted) in [
            (Verb::Describe, 2, 120..=250),
            (Verb::Explain, 3, 200..=400),
            (Verb::Analyse, 3, 300..=500),
            (Verb::Explain, 5, 350..=600),
            (Verb::Analyse, 5, 500..=900),
            (Verb::Evaluate, 5, 500..=900),
            (Verb::Reflect, 3, 250..=600),
        ] {
            assert_eq!(verb.guide(level(at)).words, Some(wanted), "{verb:?} {at}");
        }
    }

    #[test]
    fn higher_levels_never_ask_for_less() {
        for &verb in Verb::ALL {
            for number in 1..8 {
                let (lower, higher) = (
                    verb.guide(level(number)).words,
                    verb.guide(level(number + 1)).words,
                );
                let (Some(lower), Some(higher)) = (lower, higher) else {
                    assert!(verb.is_observed());
                    continue;
                };
                assert!(!verb.is_observed());
                assert!(lower.start() <= higher.start() && lower.end() <= higher.end());
                assert!(lower.start() < lower.end());
            }
        }
    }

    #[test]
    fn every_guide_is_short_and_whole_sentences() {
        for &verb in Verb::ALL {
            for number in 1..=8 {
                let guide = verb.guide(level(number));
                for text in [Some(guide.looks_for), guide.depth, Some(guide.shortfall)] {
                    let text = text.unwrap_or("It is right.");
                    assert!(
                        text.ends_with('.') && text.split(' ').count() <= 26,
                        "{text}"
                    );
                    assert!(!text.contains("  "), "{text}");
                }
            }
        }
    }
}
