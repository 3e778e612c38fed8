//! The responses to a question as an item declares them: what is right, and what it is worth.

use maud::{Markup, html};

use super::processing::{share, shares};
use crate::{
    author::question::Draft,
    exchange::qti::names::{RESPONSE, identifier, response},
    id::OptionId,
    question::{ChoiceOption, GapKind, Interaction, Match, Question},
};

/// The responses, with what is right and what it is worth.
pub(super) fn declarations(question: &Question, draft: &Draft) -> Markup {
    let share = |of: usize| share(draft.points, of);
    html! {
        @match &question.interaction {
            Interaction::Single(choice) => {
                qti-response-declaration identifier=(RESPONSE) cardinality="single" base-type="identifier" {
                    @let rights: Vec<_> = choice.options.iter().filter(|option| option.right).collect();
                    @if let Some(first) = rights.first() {
                        qti-correct-response { qti-value { (identifier(&first.id)) } }
                        qti-mapping default-value="0" {
                            @for option in &rights {
                                qti-map-entry map-key=(identifier(&option.id)) mapped-value=(share(1)) {}
                            }
                        }
                    }
                }
            }
            Interaction::Multiple(multiple) => {
                @let options = &multiple.choice.options;
                @let rights = options.iter().filter(|option| option.right).count();
                qti-response-declaration identifier=(RESPONSE) cardinality="multiple" base-type="identifier" {
                    @if rights > 0 {
                        qti-correct-response {
                            @for option in options.iter().filter(|option| option.right) {
                                qti-value { (identifier(&option.id)) }
                            }
                        }
                        @if !draft.all_or_nothing {
                            qti-mapping lower-bound="0" upper-bound=(share(1)) default-value="0" {
                                @for (option, worth) in options.iter().zip(worths(options, draft.points)) {
                                    qti-map-entry map-key=(identifier(&option.id)) mapped-value=(worth) {}
                                }
                            }
                        }
                    }
                }
            }
            Interaction::Order(order) => {
                qti-response-declaration identifier=(RESPONSE) cardinality="ordered" base-type="identifier" {
                    qti-correct-response {
                        @for item in &order.items { qti-value { (identifier(&item.id)) } }
                    }
                }
            }
            Interaction::Match(matching) => {
                @let key = |at: usize| matching.pairs.get(at).map(|pair| format!("{} {}", left(at), right(matching, &pair.right))).unwrap_or_default();
                qti-response-declaration identifier=(RESPONSE) cardinality="multiple" base-type="directedPair" {
                    qti-correct-response {
                        @for at in 0..matching.pairs.len() { qti-value { (key(at)) } }
                    }
                    qti-mapping upper-bound=(share(1)) default-value="0" {
                        @for (at, worth) in shares(draft.points, matching.pairs.len()).enumerate() {
                            qti-map-entry map-key=(key(at)) mapped-value=(worth) {}
                        }
                    }
                }
            }
            Interaction::Gap(gap) => {
                @for ((at, blank), worth) in gap.blanks.iter().enumerate().zip(shares(draft.points, gap.blanks.len())) {
                    @match &blank.kind {
                        GapKind::Typed { accepted } => {
                            qti-response-declaration identifier=(response(at)) cardinality="single" base-type="string" {
                                qti-correct-response { qti-value { (blank.answer()) } }
                                qti-mapping default-value="0" {
                                    @for way in accepted { qti-map-entry map-key=(way) mapped-value=(worth) case-sensitive="false" {} }
                                }
                            }
                        }
                        GapKind::Chosen { .. } => {
                            qti-response-declaration identifier=(response(at)) cardinality="single" base-type="identifier" {
                                qti-correct-response { qti-value { "c0" } }
                                qti-mapping default-value="0" { qti-map-entry map-key="c0" mapped-value=(worth) {} }
                            }
                        }
                    }
                }
            }
            Interaction::Number(number) => {
                qti-response-declaration identifier=(RESPONSE) cardinality="single" base-type="float" {
                    @if let Some(right) = number.known.iter().find(|known| known.right) {
                        qti-correct-response { qti-value { (right.answer.value) } }
                    }
                }
            }
            Interaction::Short(short) => {
                qti-response-declaration identifier=(RESPONSE) cardinality="single" base-type="string" {
                    @let rights: Vec<&String> = short.known.iter().filter(|known| known.right).flat_map(|known| &known.answer).collect();
                    @if let Some(first) = rights.first() {
                        qti-correct-response { qti-value { (first) } }
                        qti-mapping default-value="0" {
                            @for way in &rights { qti-map-entry map-key=(way) mapped-value=(share(1)) case-sensitive="false" {} }
                        }
                    }
                }
            }
            Interaction::Rate(_) => {
                qti-response-declaration identifier=(RESPONSE) cardinality="single" base-type="identifier" {}
            }
            Interaction::Reflect => {
                qti-response-declaration identifier=(RESPONSE) cardinality="single" base-type="string" {}
            }
        }
    }
}

/// What each of several choices is worth: the right ones share the points, the wrong ones take them away.
fn worths(options: &[ChoiceOption], points: u32) -> Vec<String> {
    let rights = options.iter().filter(|option| option.right).count();
    let mut earned = shares(points, rights);
    let mut lost = shares(points, options.len() - rights);
    let worth = options.iter().map(|option| match option.right {
        true => earned.next().unwrap_or_default(),
        false => format!("-{}", lost.next().unwrap_or_default()),
    });
    worth.collect()
}

/// The identifier of a left side.
pub(super) fn left(at: usize) -> String {
    format!("left{at}")
}

/// The identifier of a right side, which several pairs may share.
fn right(matching: &Match, id: &OptionId) -> String {
    let place = matching.choices().iter().position(|(side, _)| *side == id);
    format!("right{}", place.unwrap_or_default())
}
