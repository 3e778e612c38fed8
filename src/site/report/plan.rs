//! Assessment plans, and what the learner said to them.

use maud::{Markup, html};

use super::{
    part::{day_or_none, rows, when},
    unit::Seen,
};
use crate::{
    record::{plan::Plan, state::Kept},
    wording::{date, report as words},
};

pub(super) fn plans(seen: &Seen<'_>) -> Markup {
    let plans = seen.did.plans.in_order();
    html! {
        @if !plans.is_empty() {
            section .report__part data-part="plans" {
                h3 { (words::PLANS) }
                @for (place, kept) in plans.iter().enumerate() {
                    section .report__item {
                        h4 { (words::plan(place + 1)) }
                        (plan(seen, kept))
                    }
                }
            }
        }
    }
}

fn plan(seen: &Seen<'_>, kept: &Kept<Plan>) -> Markup {
    let said = &kept.said;
    let methods: Vec<&str> = said
        .methods
        .iter()
        .map(|kind| words::method(*kind))
        .collect();
    let heads = seen.did.plans.heads();
    let replaced = !heads.iter().any(|head| head.seal == kept.seal);
    let answers = seen.did.plan_answers.in_order();
    let answers = answers
        .into_iter()
        .filter(|answer| answer.event.after.contains(&kept.seal))
        .map(|answer| {
            let said = &answer.said;
            let words = words::plan_answer(said.agrees, &said.text, &when(answer.event.at));
            (words::LEARNER_SAYS, words)
        });
    let plan = [
        (words::DATE, date::day(said.date)),
        (words::FOR_CRITERIA, seen.numbers(&kept.event)),
        (words::METHODS, methods.join(", ")),
        (words::ACTIVITY, said.activity.to_string()),
        (words::PLACE, said.place.to_string()),
        (words::BY_WHEN, day_or_none(said.by_when)),
        (words::ADJUSTMENTS, said.adjustments.to_string()),
        (words::CONFIDENTIALITY, said.confidentiality.to_string()),
        (words::REVIEW, day_or_none(said.review)),
        (words::ASSESSOR, said.signed.to_string()),
        (
            words::STATUS,
            if replaced {
                words::REPLACED.to_owned()
            } else {
                String::new()
            },
        ),
    ];
    rows(plan.into_iter().chain(answers))
}
