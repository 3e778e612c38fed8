//! An assessment plan as both sides read it.

use leptos::prelude::*;

use crate::{
    record::{plan::Plan, state::Kept, state::UnitState},
    ui::clock,
    wording::{date, plan as words, report},
};

/// The plan’s parts that say something. `numbers` are the criteria it is for.
pub fn rows(plan: &Plan, numbers: String) -> impl IntoView + use<> {
    let methods: Vec<&str> = plan
        .methods
        .iter()
        .map(|kind| report::method(*kind))
        .collect();
    let day = |day: Option<jiff::civil::Date>| day.map(date::day).unwrap_or_default();
    let rows = [
        (report::FOR_CRITERIA, numbers),
        (report::METHODS, methods.join(", ")),
        (report::ACTIVITY, plan.activity.to_string()),
        (report::PLACE, plan.place.to_string()),
        (report::BY_WHEN, day(plan.by_when)),
        (report::ADJUSTMENTS, plan.adjustments.to_string()),
        (report::CONFIDENTIALITY, plan.confidentiality.to_string()),
        (report::REVIEW, day(plan.review)),
        (report::ASSESSOR, plan.signed.to_string()),
    ];
    let rows = rows.into_iter().filter(|(_, said)| !said.trim().is_empty());
    let rows = rows.map(|(name, said)| view! { <div><dt>{name}</dt><dd>{said}</dd></div> });
    view! { <dl class="rows">{rows.collect_view()}</dl> }
}

/// What the learner said to a plan, the latest last.
pub fn answers(unit: &UnitState, plan: &Kept<Plan>) -> impl IntoView + use<> {
    let answers = unit.plan_answers.in_order();
    let answers: Vec<_> = answers
        .into_iter()
        .filter(|answer| answer.event.after.contains(&plan.seal))
        .map(|answer| {
            let said = words::answered(answer.said.agrees, &clock::local_day(answer.event.at));
            let sign = if answer.said.agrees { "✓ " } else { "… " };
            let text = answer.said.text.to_string();
            view! {
                <p><span aria-hidden="true">{sign}</span>{said}</p>
                {(!text.is_empty()).then(|| view! { <blockquote>{text}</blockquote> })}
            }
        })
        .collect();
    answers
}
