//! One unit in My record: its three counts, each criterion's standing, its practice.

use leptos::prelude::*;

use super::{address, practice::Practice};
use crate::{
    id::UnitId,
    overview::{CriterionOverview, Decided, UnitOverview},
    route::Route,
    since::Since,
    ui::{
        clock,
        part::{progress::ProgressBars, standing::chip},
    },
    wording::{date, record},
};

/// A unit's card.
#[component]
pub(super) fn UnitCard(unit: UnitOverview) -> impl IntoView {
    let heading = format!("record_unit_{}", unit.id);
    let route = Route::Unit(unit.id.clone());
    let id = unit.id.to_string();
    let in_pack = unit.title.is_some();
    let title = match unit.title.clone() {
        Some(title) => view! { <a href=address(&route)>{title}</a> }.into_any(),
        None => record::gone_unit(unit.id.as_str()).into_any(),
    };
    let criteria = unit
        .criteria
        .iter()
        .map(|criterion| view! { <CriterionRow unit=unit.id.clone() in_pack=in_pack criterion=criterion.clone()/> });
    view! {
        <section class="card" aria-labelledby=heading data-record-unit=id>
            <h2 id=heading.clone()>{title}</h2>
            {if in_pack {
                view! { <ProgressBars progress=unit.progress/> }.into_any()
            } else {
                view! { <p class="hint">{record::GONE_UNIT_HELP}</p> }.into_any()
            }}
            <details open=!unit.is_empty()>
                <summary>{record::criteria(unit.criteria.len())}</summary>
                <ul class="history">{criteria.collect_view()}</ul>
            </details>
            <Practice unit=unit/>
        </section>
    }
}

#[component]
fn CriterionRow(unit: UnitId, in_pack: bool, criterion: CriterionOverview) -> impl IntoView {
    // An answer's page is there as long as its criterion is.
    let is_there = in_pack && criterion.since != Since::Gone;
    let words = named(&criterion);
    let name = if is_there {
        let to = address(&Route::Answer(unit, criterion.id.clone()));
        view! { <a href=to>{words}</a> }.into_any()
    } else {
        view! { <span>{words}</span> }.into_any()
    };
    let answers = (!is_there).then(|| {
        let texts = criterion
            .answers
            .iter()
            .map(|answer| view! { <blockquote>{paragraphs(&answer.text)}</blockquote> });
        texts.collect_view()
    });
    view! {
        <li data-criterion=criterion.id.to_string()>
            <div class="record__criterion">{name}<span>{chip(criterion.standing)}</span></div>
            {changed(&criterion)}
            {criterion.decisions.iter().map(feedback).collect_view()}
            {answers}
        </li>
    }
}

/// A criterion by the awarding body's words, or the pack's.
pub(super) fn named(criterion: &CriterionOverview) -> String {
    match &criterion.official {
        Some(official) => official.clone(),
        None => format!("{} {}", criterion.number, criterion.asks)
            .trim()
            .to_owned(),
    }
}

/// That the wording moved on.
pub(super) fn changed(criterion: &CriterionOverview) -> impl IntoView + use<> {
    let words = match criterion.since {
        Since::Same => None,
        Since::Reworded | Since::Changed => {
            criterion.answered_as.as_deref().map(record::answered_as)
        }
        Since::Gone => Some(record::GONE_CRITERION.to_owned()),
    };
    words.map(|words| view! { <p class="hint">{words}</p> })
}

/// What an assessor decided, and says.
pub(super) fn feedback(decided: &Decided) -> impl IntoView + use<> {
    let decision = &decided.decision;
    let on_earlier = decided.on_earlier.as_ref().map(|answer| {
        let declared = answer.handed_in.as_ref();
        let day = declared.map(|declared| date::day(declared.date));
        view! { <p class="hint" data-part="on-earlier">{record::on_earlier(&day.unwrap_or_default())}</p> }
    });
    let said = &decision.said.feedback;
    let parts = [
        (record::STRENGTHS, said.strengths.to_string()),
        (record::GAP, said.gap.to_string()),
        (
            record::ACTION,
            if said.action.is_empty() {
                String::new()
            } else {
                record::action(&said.action, said.by_when)
            },
        ),
    ];
    let parts = parts
        .into_iter()
        .filter(|(_, words)| !words.is_empty())
        .map(|(label, words)| view! { <p><strong>{label}</strong>" "{words}</p> });
    view! {
        <div class="decision" data-judgement=record::judgement_key(decision.said.judgement)>
            <p class="meta">{record::decided(decision.said.judgement, &decision.event.by.name, &clock::local_day(decision.event.at))}</p>
            {on_earlier}
            {parts.collect_view()}
        </div>
    }
}

/// A text with its paragraphs.
pub(super) fn paragraphs(text: &str) -> impl IntoView + use<> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let lines: Vec<_> = lines
        .map(|line| view! { <p>{line.to_owned()}</p> })
        .collect();
    lines
}
