//! Evidence other than a written answer: what is recorded, and the form that records more.

mod fields;
mod form;

use leptos::prelude::*;

use super::case::{Case, focus_soon};
use crate::{
    criterion::CriterionKind,
    record::{evidence::EvidenceItem, state::Kept},
    ui::clock,
    wording::{
        assess::{evidence, judge},
        date,
    },
};

/// The evidence for the criterion, the latest last.
#[component]
pub(super) fn EvidenceList(case: Case) -> impl IntoView {
    let pieces = Memo::new(move |_| {
        case.state.with(|state| {
            let pieces = state.evidence.heads().into_iter();
            pieces.cloned().collect::<Vec<_>>()
        })
    });
    let skill = case
        .criterion()
        .is_some_and(|criterion| criterion.kind == CriterionKind::Skill);
    let open = RwSignal::new(false);
    let begin = move |_| {
        open.set(true);
        focus_soon("#judge_evidence_form");
    };
    let may_record = case.may_decide() && case.unit().is_some();
    view! {
        <section class="stack" aria-labelledby="judge_evidence" data-part="evidence">
            <h3 id="judge_evidence">{evidence::EVIDENCE}</h3>
            {skill.then(|| view! { <p>{evidence::SKILL}</p> })}
            {move || pieces.get().into_iter().map(piece).collect_view()}
            {may_record.then(|| view! {
                {move || (!open.get()).then(|| view! {
                    <p><button type="button" class="button button--quiet" data-action="record-evidence" on:click=begin>{evidence::RECORD_EVIDENCE}</button></p>
                })}
                {move || open.get().then(|| view! { <form::EvidenceForm case=case open=open/> })}
            })}
        </section>
    }
}

fn piece(piece: Kept<EvidenceItem>) -> impl IntoView {
    let said = &piece.said;
    let by = &piece.event.by;
    let meta = judge::by(&by.name, by.role, &clock::local_day(piece.event.at));
    let lines = fields::of(said).into_iter().map(|(name, words)| {
        view! { <dt>{name}</dt><dd class="answer__text">{words}</dd> }
    });
    view! {
        <article class="card" data-evidence=piece.seal.to_string()>
            <h4>{said.title.to_string()}</h4>
            <p class="meta">{evidence::method(said.method.kind())}" · "{date::day(said.date)}</p>
            <dl class="judge__fields">{lines.collect_view()}</dl>
            <p class="meta">{meta}</p>
        </article>
    }
}
