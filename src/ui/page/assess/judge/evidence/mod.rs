//! Evidence other than a written answer: what is recorded, and the form that records more.

mod fields;
mod form;
mod parts;

use std::sync::Arc;

use leptos::{prelude::*, task::spawn_local};

use super::case::Case;
use crate::{
    criterion::CriterionKind,
    desk::unfinished::{EvidenceWriting, Unfinished, Work},
    record::{
        evidence::EvidenceItem,
        seal::Seal,
        state::{CriterionState, Kept},
    },
    ui::{clock, dom},
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
    let earlier = Memo::new(move |_| case.state.with(corrected));
    let open = RwSignal::new(None);
    let begin = move |what: Recording| {
        open.set(Some(what));
        dom::focus_soon("#judge_evidence_form");
    };
    let may_record = case.may_decide() && case.unit().is_some();
    if may_record {
        let work = Work::Evidence(case.desk_place());
        spawn_local(async move {
            // A form that was opened meanwhile stays.
            if let Some(found) = case.desk.unfinished(&work).await
                && let Some(None) = open.try_get_untracked()
            {
                open.try_set(Some(Recording::Unfinished(Arc::new(found))));
            }
        });
    }
    view! {
        <section class="stack" aria-labelledby="judge_evidence" data-part="evidence">
            <h3 id="judge_evidence">{evidence::EVIDENCE}</h3>
            {skill.then(|| view! { <p>{evidence::SKILL}</p> })}
            {move || pieces.get().into_iter().map(|one| {
                let correct = may_record.then(|| {
                    let what = Recording::Correction(one.clone());
                    let name = evidence::correct_named(&one.said.title);
                    view! {
                        <p><button type="button" class="button button--plain" data-action="correct-evidence" aria-label=name
                            on:click=move |_| begin(what.clone())>{evidence::CORRECT}</button></p>
                    }
                });
                piece(one, correct)
            }).collect_view()}
            {move || {
                let earlier = earlier.get();
                (!earlier.is_empty()).then(|| view! {
                    <details data-part="corrected"><summary>{evidence::CORRECTED}</summary>
                        {earlier.into_iter().map(|one| piece(one, None::<()>)).collect_view()}
                    </details>
                })
            }}
            {may_record.then(|| view! {
                {move || open.with(Option::is_none).then(|| view! {
                    <p><button type="button" class="button button--quiet" data-action="record-evidence" on:click=move |_| begin(Recording::New)>{evidence::RECORD_EVIDENCE}</button></p>
                })}
                {move || open.get().map(|what| view! { <form::EvidenceForm case=case what=what open=open/> })}
            })}
        </section>
    }
}

/// What the form records.
#[derive(Clone, PartialEq)]
enum Recording {
    /// A new piece.
    New,
    /// The same piece with something put right. Both stay in the record.
    Correction(Kept<EvidenceItem>),
    /// What was being written when the case was last left.
    Unfinished(Arc<Unfinished<EvidenceWriting>>),
}

/// The pieces that a later one corrects, the latest first.
fn corrected(state: &CriterionState) -> Vec<Kept<EvidenceItem>> {
    let heads: Vec<Seal> = state
        .evidence
        .heads()
        .into_iter()
        .map(|one| one.seal)
        .collect();
    let earlier = state.evidence.in_order().into_iter().rev();
    earlier
        .filter(|one| !heads.contains(&one.seal))
        .cloned()
        .collect()
}

fn piece(piece: Kept<EvidenceItem>, correct: Option<impl IntoView>) -> impl IntoView {
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
            {correct}
        </article>
    }
}
