//! What an item does with responses: what earns points, and what is said when.

use maud::{Markup, html};
use rust_decimal::Decimal;

use super::said::{ALWAYS, FEEDBACK, OTHERWISE, RIGHT, Said};
use crate::{
    author::question::Draft,
    exchange::qti::names::{RESPONSE, identifier, response},
    id::OptionId,
    question::{Interaction, Kind, Question},
};

/// What earns points, and what is said when.
pub(super) fn processing(question: &Question, draft: &Draft, said: &[Said]) -> Markup {
    let points = share(draft.points, 1);
    let has = |outcome: &str| said.iter().any(|said| said.outcome == outcome);
    let whole = matches!(draft.kind, Kind::Order) || draft.all_or_nothing;
    html! {
        qti-response-processing {
            @match &question.interaction {
                _ if !question.is_scored() => {}
                Interaction::Number(_) | Interaction::Short(_) => (known(question, draft, said)),
                Interaction::Gap(gap) => {
                    qti-set-outcome-value identifier="SCORE" {
                        qti-sum {
                            @for at in 0..gap.blanks.len() { qti-map-response identifier=(response(at)) {} }
                        }
                    }
                }
                _ if whole => {
                    qti-response-condition {
                        qti-response-if {
                            qti-match { qti-variable identifier=(RESPONSE) {} qti-correct identifier=(RESPONSE) {} }
                            qti-set-outcome-value identifier="SCORE" { qti-base-value base-type="float" { (points) } }
                        }
                    }
                }
                _ => {
                    qti-response-condition {
                        qti-response-if {
                            qti-not { qti-is-null { qti-variable identifier=(RESPONSE) {} } }
                            qti-set-outcome-value identifier="SCORE" { qti-map-response identifier=(RESPONSE) {} }
                        }
                    }
                }
            }
            @if has(FEEDBACK) && matches!(draft.kind, Kind::Single | Kind::Multiple) {
                qti-set-outcome-value identifier=(FEEDBACK) { qti-variable identifier=(RESPONSE) {} }
            }
            @if has(RIGHT) || has(OTHERWISE) {
                qti-response-condition {
                    qti-response-if {
                        qti-gte { qti-variable identifier="SCORE" {} qti-base-value base-type="float" { (nearly(draft.points)) } }
                        @if has(RIGHT) { (say(RIGHT)) }
                    }
                    @if has(OTHERWISE) { qti-response-else { (say(OTHERWISE)) } }
                }
            }
            @if has(ALWAYS) { (say(ALWAYS)) }
        }
    }
}

/// A share of the points that so many have, with five decimal places.
pub(super) fn share(points: u32, of: usize) -> String {
    let share = Decimal::from(points).checked_div(Decimal::from(of.max(1)));
    share
        .unwrap_or_default()
        .round_dp(5)
        .normalize()
        .to_string()
}

/// The points parted among so many, with five decimal places. All of them together are the points exactly.
pub(super) fn shares(points: u32, of: usize) -> impl Iterator<Item = String> {
    let first = move |count: usize| {
        let all = Decimal::from(points).checked_mul(Decimal::from(count));
        let share = all.and_then(|all| all.checked_div(Decimal::from(of)));
        share.unwrap_or_default().round_dp(5)
    };
    (0..of).map(move |at| (first(at + 1) - first(at)).normalize().to_string())
}

/// The full score, less what shares of it lose by rounding.
fn nearly(points: u32) -> String {
    (Decimal::from(points) - Decimal::new(1, 2)).to_string()
}

fn say(outcome: &str) -> Markup {
    html! {
        qti-set-outcome-value identifier=(outcome) { qti-base-value base-type="identifier" { "said" } }
    }
}

/// The answers that are known, in order: the first that fits is taken.
fn known(question: &Question, draft: &Draft, said: &[Said]) -> Markup {
    let points = share(draft.points, 1);
    let conditions: Vec<(bool, &OptionId, Markup)> = match &question.interaction {
        Interaction::Number(number) => number
            .known
            .iter()
            .map(|known| {
                let tolerance = known.answer.tolerance.normalize();
                let markup = html! {
                    @if tolerance.is_zero() {
                        qti-equal tolerance-mode="exact" { (compared(&known.answer.value.normalize().to_string(), "float")) }
                    } @else {
                        qti-equal tolerance-mode="absolute" tolerance={(tolerance) " " (tolerance)} { (compared(&known.answer.value.normalize().to_string(), "float")) }
                    }
                };
                (known.right, &known.id, markup)
            })
            .collect(),
        Interaction::Short(short) => short
            .known
            .iter()
            .map(|known| {
                let markup = html! {
                    qti-or {
                        @for way in &known.answer {
                            qti-string-match case-sensitive="false" { (compared(way, "string")) }
                        }
                    }
                };
                (known.right, &known.id, markup)
            })
            .collect(),
        _ => Vec::new(),
    };
    let inside = |right: bool, id: &OptionId, condition: &Markup| {
        let told = said.iter().any(|said| said.identifier == identifier(id));
        let score = if right { points.as_str() } else { "0" };
        html! {
            (condition)
            qti-set-outcome-value identifier="SCORE" { qti-base-value base-type="float" { (score) } }
            @if told {
                qti-set-outcome-value identifier=(FEEDBACK) { qti-base-value base-type="identifier" { (identifier(id)) } }
            }
        }
    };
    html! {
        @if !conditions.is_empty() {
            qti-response-condition {
                @for (at, (right, id, condition)) in conditions.iter().enumerate() {
                    @if at == 0 {
                        qti-response-if { (inside(*right, id, condition)) }
                    } @else {
                        qti-response-else-if { (inside(*right, id, condition)) }
                    }
                }
            }
        }
    }
}

fn compared(value: &str, kind: &str) -> Markup {
    html! {
        qti-variable identifier=(RESPONSE) {}
        qti-base-value base-type=(kind) { (value) }
    }
}
