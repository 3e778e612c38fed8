//! The five rules of evidence: yes, no or not judged, each with a note.

use leptos::prelude::*;

use super::{super::case::Case, draft::Missing, refusal_of};
use crate::{
    record::decision::{Holds, Rule},
    wording::assess::judge,
};

const ANSWERS: [Holds; 3] = [Holds::Yes, Holds::No, Holds::NotJudged];

/// The rules, and the button that answers all of them.
#[component]
pub(super) fn Rules(case: Case) -> impl IntoView {
    view! {
        <fieldset class="judge__rules" data-part="rules">
            <legend class="field__label">{judge::RULES}</legend>
            <p><button type="button" class="button button--quiet" data-action="all-hold" on:click=move |_| all_hold(case)>{judge::ALL_HOLD}</button></p>
            {Rule::ALL.map(|rule| view! { <OneRule case=case rule=rule/> }).collect_view()}
        </fieldset>
    }
}

/// Answers yes to every rule, for all to see.
pub(super) fn all_hold(case: Case) {
    case.draft.evidence.update(|evidence| {
        for rule in Rule::ALL {
            evidence.finding_mut(rule).holds = Holds::Yes;
        }
    });
}

#[component]
fn OneRule(case: Case, rule: Rule) -> impl IntoView {
    let evidence = case.draft.evidence;
    let key = judge::rule_key(rule);
    let holds = Memo::new(move |_| evidence.with(|evidence| evidence.finding(rule).holds));
    let refused = Memo::new(move |_| {
        let mut missing = case.draft.shown_missing().into_iter();
        missing.find_map(|missing| match missing {
            Missing::Refused(refusal) if refusal_of(rule, refusal) => Some(missing.words()),
            Missing::Refused(_)
            | Missing::Basis
            | Missing::Judgement
            | Missing::Unread
            | Missing::TooLate => None,
        })
    });
    let answers = ANSWERS.map(|answer| {
        let id = format!("judge_{key}_{}", judge::holds_key(answer));
        let choose = move |_| evidence.update(|evidence| evidence.finding_mut(rule).holds = answer);
        view! {
            <label class="choice">
                <input id=id type="radio" name=format!("rule_{key}") value=judge::holds_key(answer)
                    aria-describedby=format!("judge_{key}_wrong") aria-invalid=move || refused.with(Option::is_some).then_some("true")
                    prop:checked=move || holds.get() == answer on:change=choose/>
                <span><span aria-hidden="true">{judge::holds_sign(answer)}" "</span>{judge::holds(answer)}</span>
            </label>
        }
    });
    let note = move || evidence.with(|evidence| evidence.finding(rule).note.to_string());
    let note_id = format!("judge_{key}_note");
    view! {
        <fieldset class="judge__rule" data-rule=key>
            <legend><strong>{judge::rule(rule)}</strong>" "<span class="hint">{judge::rule_asks(rule)}</span></legend>
            <div class="judge__answers">{answers.collect_view()}</div>
            <p id=format!("judge_{key}_wrong") class="field__error">{refused}</p>
            <details prop:open=move || holds.get() == Holds::No>
                <summary>{judge::NOTE}</summary>
                <div class="field">
                    <label class="unseen" for=note_id.clone()>{judge::NOTE}": "{judge::rule(rule)}</label>
                    <textarea id=note_id rows="2" prop:value=note
                        on:input:target=move |event| evidence.update(|evidence| evidence.finding_mut(rule).note = event.target().value().into())></textarea>
                </div>
            </details>
        </fieldset>
    }
}
