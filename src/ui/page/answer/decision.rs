//! What an assessor decided, and the feedback that came with it.

use leptos::prelude::*;

use super::{Desk, replies};
use crate::{
    record::{
        decision::{Decision, Evidence, Finding, Holds},
        seal::Seal,
        state::{CriterionState, Kept},
        what::Comment,
    },
    ui::{
        clock,
        part::decided::{by_when, judgement},
    },
    wording::{answer, date, record},
};

/// The decisions on this criterion: those that stand, then the earlier ones.
#[component]
pub(super) fn Decisions(desk: Desk) -> impl IntoView {
    let state = Memo::new(move |_| desk.state());
    view! {
        {move || {
            let (state, in_place) = (state.get(), desk.in_place.get());
            let standing: Vec<_> = state.standing_decisions().into_iter().cloned().collect();
            let seals: Vec<_> = standing.iter().map(|decision| decision.seal).collect();
            let earlier = state.submissions.iter().flat_map(|submission| state.decisions_on(&submission.seal));
            let mut earlier: Vec<_> = earlier.filter(|decision| !seals.contains(&decision.seal)).cloned().collect();
            earlier.sort_by_key(|decision| decision.by_time());
            earlier.dedup_by_key(|decision| decision.seal);
            if standing.is_empty() {
                return ().into_any();
            }
            // Comments on a text that stands on the page are beside it; those on any other text stand
            // once, however many decided on it.
            let mut shown: Vec<Seal> = in_place.into_iter().collect();
            let standing = standing.iter().map(|decision| view! { {one(&state, decision, &mut shown)}{replies::way(desk, &state, decision)} }).collect_view();
            let superseded = (!earlier.is_empty()).then(|| {
                let earlier = earlier.iter().map(|decision| one(&state, decision, &mut shown)).collect_view();
                view! { <details><summary>{answer::EARLIER_DECISIONS}</summary>{earlier}</details> }
            });
            view! {
                <section class="stack" data-part="decisions">
                    <h2>{answer::DECISION}</h2>
                    {standing}
                    {superseded}
                </section>
            }
            .into_any()
        }}
    }
}

/// A decision; with the comments on the text that was decided on, unless they are shown already.
fn one(
    state: &CriterionState,
    decision: &Kept<Decision>,
    shown: &mut Vec<Seal>,
) -> impl IntoView + use<> {
    let said = &decision.said;
    let feedback = &said.feedback;
    let part = |title: &'static str, words: &str| {
        let words = words.to_owned();
        (!words.is_empty()).then(|| view! { <h3>{title}</h3><p class="answer__text">{words}</p> })
    };
    let next = (!feedback.action.is_empty() || feedback.by_when.is_some()).then(|| {
        view! {
            <div class="decision__action">
                {part(answer::ACTION, &feedback.action)}
                {feedback.by_when.map(by_when)}
            </div>
        }
    });
    let submission = state.submission_of(decision).map(|of| of.seal);
    let comments: Vec<Kept<Comment>> = match submission.filter(|of| !shown.contains(of)) {
        Some(submission) => {
            shown.push(submission);
            let comments = state.comments.in_order().into_iter();
            let on_it = comments.filter(|comment| comment.event.after.contains(&submission));
            on_it.cloned().collect()
        }
        None => Vec::new(),
    };
    let on_earlier = state.earlier_submission_of(decision).map(|of| {
        view! { <p class="hint" data-part="on-earlier">{record::on_earlier(&date::day(of.said.date))}</p> }
    });
    let meta = answer::decided_by(
        &decision.event.by.name,
        &clock::local_day(decision.event.at),
    );
    view! {
        <article class="card decision" data-judgement=record::judgement_key(said.judgement) data-decision=decision.seal.to_string()>
            <p class="cluster">{judgement(said.judgement)}<span class="meta">{meta}</span></p>
            {on_earlier}
            {part(answer::STRENGTHS, &feedback.strengths)}
            {part(answer::GAP, &feedback.gap)}
            {next}
            {rules(&said.evidence)}
            {replies::said(state, decision)}
            {(!comments.is_empty()).then(|| view! {
                <h3>{answer::COMMENTS}</h3>
                <ul class="history">{comments.into_iter().map(comment).collect_view()}</ul>
            })}
        </article>
    }
}

/// The five rules of evidence.
fn rules(evidence: &Evidence) -> impl IntoView + use<> {
    let Evidence {
        valid,
        authentic,
        reliable,
        current,
        sufficient,
    } = evidence;
    let line = |rule: &'static str, finding: &Finding| {
        let (sign, key) = match finding.holds {
            Holds::Yes => ("✓", "yes"),
            Holds::No => ("✗", "no"),
            Holds::NotJudged => ("○", "not-judged"),
        };
        let note = finding.note.to_string();
        view! {
            <li data-holds=key><span aria-hidden="true">{sign}" "</span>{answer::rule(rule, finding.holds)}
                {(!note.is_empty()).then(|| format!(" {note}"))}</li>
        }
    };
    view! {
        <h3>{answer::RULES}</h3>
        <ul class="rules">
            {line(answer::VALID, valid)}
            {line(answer::AUTHENTIC, authentic)}
            {line(answer::RELIABLE, reliable)}
            {line(answer::CURRENT, current)}
            {line(answer::SUFFICIENT, sufficient)}
        </ul>
    }
}

fn comment(comment: Kept<Comment>) -> impl IntoView {
    let quote = comment.said.quote.to_string();
    view! {
        <li>
            {(!quote.is_empty()).then(|| view! { <blockquote>{quote}</blockquote> })}
            <p>{comment.said.text.to_string()}</p>
        </li>
    }
}
