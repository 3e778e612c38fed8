//! The decision: what it is on, the points that are shown, the five rules of evidence, met or not
//! yet met, and what the learner is told. Nothing in it is filled in beforehand.

mod draft;
mod feedback;
mod points;
mod recorded;
mod rules;

use leptos::{ev::SubmitEvent, prelude::*};

pub(super) use self::draft::Draft;
use self::draft::Missing;
use super::{basis, case::Case, keys::Keys, unfinished};
use crate::{
    desk::judging::{self, Candidate},
    record::{
        decision::{Judgement, Refusal, Rule},
        what::What,
    },
    ui::dom,
    wording::{assess::judge, record as record_words},
};

/// The form, or what was recorded with it.
#[component]
pub(super) fn Decide(case: Case) -> impl IntoView {
    let candidates = Memo::new(move |_| case.state.with(judging::candidates));
    view! {
        <section class="card judge__decide" aria-labelledby="judge_decide" data-part="decide">
            {move || match (case.draft.recorded.get(), candidates.with(Vec::is_empty)) {
                (Some(judgement), _) => view! { <recorded::Recorded case=case judgement=judgement/> }.into_any(),
                (None, true) => view! {
                    <h3 id="judge_decide" tabindex="-1">{judge::DECIDE}</h3>
                    <p>{judge::NOTHING_TO_JUDGE}</p>
                }.into_any(),
                (None, false) => view! { <Form case=case candidates=candidates/> }.into_any(),
            }}
        </section>
    }
}

#[component]
fn Form(case: Case, candidates: Memo<Vec<Candidate>>) -> impl IntoView {
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        record(case, false);
    };
    let standing = Memo::new(move |_| case.state.with(judging::Decisions::of));
    let supersedes = move || {
        standing.with(|decisions| match decisions.standing.as_slice() {
            [] => None,
            _ if decisions.differ() => Some(judge::SETTLES),
            _ => Some(judge::SUPERSEDES),
        })
    };
    let most = case.content().settings.max_submissions;
    let attempt = move || judge::attempt_of(case.draft.attempt(case), most);
    let go_on = move |_| record(case, true);
    view! {
        <form class="fields stack" novalidate on:submit=submit>
            <h3 id="judge_decide" tabindex="-1">{judge::DECIDE}</h3>
            {case.in_training().then(|| view! { <p class="notice" data-kind="info">{judge::IN_TRAINING}</p> })}
            {move || supersedes().map(|words| view! { <p class="notice" data-kind="info" data-part="supersedes">{words}</p> })}
            <unfinished::GivenBack case=case/>
            <p class="meta">{attempt}</p>
            <Summary case=case/>
            <On case=case candidates=candidates/>
            <points::Points case=case/>
            <rules::Rules case=case/>
            <JudgementField case=case/>
            <feedback::FeedbackFields case=case/>
            <p class="cluster">
                <button type="button" class="button" data-action="record-and-next" disabled=case.busy on:click=go_on>{judge::RECORD_AND_NEXT}</button>
                <button type="submit" class="button button--quiet" data-action="record" disabled=case.busy>{judge::RECORD}</button>
            </p>
            <unfinished::KeptSoFar case=case/>
            <Keys/>
        </form>
    }
}

/// What stops the decision from being recorded, each with the way to it.
#[component]
fn Summary(case: Case) -> impl IntoView {
    move || {
        let missing = case.draft.shown_missing();
        let lines = missing.iter().map(|missing| {
            let (id, words) = (missing.control(), missing.words());
            let go = move |_| {
                if let Some(control) = dom::anywhere(&format!("#{id}")) {
                    dom::focus(&control);
                }
            };
            view! { <li><button type="button" class="button button--plain judge__to" on:click=go>{words}</button></li> }
        });
        let lines = lines.collect_view();
        (!missing.is_empty()).then(|| {
            view! {
                <div class="error-summary" id="judge_missing" tabindex="-1" role="alert" data-part="missing">
                    <h4>{judge::CANNOT_RECORD}</h4>
                    <ul>{lines}</ul>
                </div>
            }
        })
    }
}

/// What the decision is on, where there is a choice.
#[component]
fn On(case: Case, candidates: Memo<Vec<Candidate>>) -> impl IntoView {
    let missing = move || case.draft.says(Missing::Basis);
    move || {
        let candidates = candidates.get();
        (candidates.len() > 1).then(|| {
            let lines = candidates.into_iter().enumerate().map(|(at, candidate)| {
                let seal = candidate.basis.seal();
                let id = if at == 0 { "judge_basis".to_owned() } else { format!("judge_basis_{at}") };
                view! {
                    <label class="choice">
                        <input id=id type="checkbox" data-basis=seal.to_string() prop:checked=move || case.draft.on.with(|on| on.contains(&seal))
                            on:change:target=move |event| case.draft.choose(seal, event.target().checked())/>
                        <span>{judge::basis(&basis::called(&candidate.basis), candidate.waits)}</span>
                    </label>
                }
            });
            view! {
                <fieldset class="field">
                    <legend class="field__label">{judge::ON_WHAT}</legend>
                    {lines.collect_view()}
                    <p class="field__error">{missing}</p>
                </fieldset>
            }
        })
    }
}

/// Met, or not yet met.
#[component]
fn JudgementField(case: Case) -> impl IntoView {
    let missing = move || case.draft.says(Missing::Judgement);
    let option = move |judgement: Judgement, id: &'static str| {
        view! {
            <label class="choice judge__judgement" data-state=record_words::judgement_key(judgement)>
                <input id=id type="radio" name="judgement" value=record_words::judgement_key(judgement)
                    aria-describedby="judge_judgement_wrong" aria-invalid=move || missing().map(|_| "true")
                    prop:checked=move || case.draft.judgement.get() == Some(judgement)
                    on:change=move |_| case.draft.judgement.set(Some(judgement))/>
                <span><span aria-hidden="true">{record_words::judgement_sign(judgement)}" "</span>{record_words::judgement(judgement)}</span>
            </label>
        }
    };
    view! {
        <fieldset class="field judge__met">
            <legend class="field__label">{judge::JUDGEMENT}</legend>
            <div class="cluster">
                {option(Judgement::Met, "judge_met")}
                {option(Judgement::NotYetMet, "judge_not_yet")}
            </div>
            <p id="judge_judgement_wrong" class="field__error">{missing}</p>
        </fieldset>
    }
}

/// What a key prepares: a judgement, and for “met” that all five rules hold. Nothing is recorded.
pub(super) fn prepare(case: Case, judgement: Judgement) {
    if case.draft.recorded.get_untracked().is_some() {
        return;
    }
    case.draft.judgement.set(Some(judgement));
    match judgement {
        Judgement::Met => {
            rules::all_hold(case);
            dom::focus_soon("[data-action=record-and-next]");
        }
        Judgement::NotYetMet => dom::focus_soon("#judge_action"),
    }
}

/// Records the decision as it stands, or says what stops it.
pub(super) fn record(case: Case, go_on: bool) {
    if case.draft.recorded.get_untracked().is_some() {
        return;
    }
    case.draft.tried.set(true);
    let draft = case.draft;
    let missing = untrack(move || draft.missing());
    let Some(decision) = untrack(move || draft.decision(case)).filter(|_| missing.is_empty())
    else {
        dom::focus_soon("#judge_missing");
        return;
    };
    let judgement = decision.judgement;
    let on = draft.on.get_untracked();
    let after = case
        .state
        .with_untracked(|state| state.decision_follows(on));
    let name = case.name();
    let (keeper, rest) = (
        case.keeper.get_value(),
        untrack(|| unfinished::comment(case)),
    );
    case.act(What::Decision(decision.into()), after, move || {
        // Also where she has gone on meanwhile.
        if let Some(keeper) = keeper {
            keeper.settle(rest);
        }
        let next = case.next().filter(|_| go_on);
        case.last.try_set(judge::recorded(judgement, &name));
        match next {
            Some(task) => {
                let to = recorded::fragment_of(&task);
                let _ = dom::window().location().set_hash(&to);
            }
            None => {
                draft.recorded.try_set(Some(judgement));
                dom::focus_soon("[data-part=recorded] a");
            }
        }
    });
}

/// Where the reason against a rule is shown.
fn refusal_of(rule: Rule, refusal: Refusal) -> bool {
    match refusal {
        Refusal::DoesNotHold(other) | Refusal::NotJudged(other) => other == rule,
        Refusal::NoAction => false,
    }
}
