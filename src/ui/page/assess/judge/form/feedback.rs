//! What the learner reads: what is good, what is missing, what to do, by when.

use leptos::prelude::*;

use super::{
    super::{
        bank::{BankPanel, OpenBank},
        case::Case,
    },
    draft::Missing,
};
use crate::{
    record::decision::Refusal,
    ui::part::day::DayField,
    wording::assess::{bank as bank_words, judge},
};

/// The fields of the feedback.
#[component]
pub(super) fn FeedbackFields(case: Case) -> impl IntoView {
    let draft = case.draft;
    let bank = OpenBank::new(case);
    let parts = [
        (judge::STRENGTHS, draft.strengths),
        (judge::GAP, draft.gap),
        (judge::ACTION, draft.action),
    ];
    let wrong_day = move || {
        draft
            .says(Missing::Unread)
            .or_else(|| draft.says(Missing::TooLate))
    };
    let no_action = move || draft.says(Missing::Refused(Refusal::NoAction));
    let text = move |id: &'static str, label: &'static str, value: RwSignal<String>| {
        let wrong = move || (id == "judge_action").then(no_action).flatten();
        let wrong_id = format!("{id}_wrong");
        view! {
            <div class="field">
                <label for=id>{label}</label>
                <textarea id=id rows="3" aria-describedby=wrong_id.clone() aria-invalid=move || wrong().map(|_| "true")
                    prop:value=value on:input:target=move |event| value.set(event.target().value())></textarea>
                <p id=wrong_id class="field__error">{wrong}</p>
                {move || value.with(|text| !text.trim().is_empty()).then(|| view! {
                    <button type="button" class="button button--plain" data-action="keep-snippet" aria-label=bank_words::keep_snippet_of(label)
                        on:click=move |_| bank.keep(&value.get_untracked())>{bank_words::KEEP_SNIPPET}</button>
                })}
            </div>
        }
    };
    view! {
        <fieldset class="judge__feedback" data-part="feedback">
            <legend class="field__label">{judge::FEEDBACK}</legend>
            <BankPanel bank=bank parts=parts/>
            {text("judge_strengths", judge::STRENGTHS, draft.strengths)}
            {text("judge_gap", judge::GAP, draft.gap)}
            {text("judge_action", judge::ACTION, draft.action)}
            <div class="field">
                <label for="judge_by_when">{judge::BY_WHEN}</label>
                <DayField id="judge_by_when" described_by="judge_by_when_wrong" is_wrong=Signal::derive(move || wrong_day().is_some())
                    value=draft.by_when put=move |day| draft.by_when.set(day)/>
                <p id="judge_by_when_wrong" class="field__error">{wrong_day}</p>
            </div>
        </fieldset>
    }
}
