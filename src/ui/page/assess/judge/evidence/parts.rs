//! What the form for evidence is made of: lines, choices, and what is said where one is missing.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::super::case::Case;
use crate::{
    desk::unfinished::EvidenceMissing,
    id::CriterionId,
    record::evidence::{MethodKind, WitnessStatus},
    ui::part::day::DayField,
    wording::{assess::evidence, date},
};

const KINDS: [MethodKind; 4] = [
    MethodKind::Observation,
    MethodKind::Discussion,
    MethodKind::Testimony,
    MethodKind::WorkProduct,
];

const WITNESSES: [WitnessStatus; 4] = [
    WitnessStatus::Expert,
    WitnessStatus::Colleague,
    WitnessStatus::Professional,
    WitnessStatus::PersonOrCarer,
];

/// One part of what is being written: to look at, and to change.
pub(super) type Part<T> = (Signal<T>, SignalSetter<T>);

/// What is said to be missing.
pub(super) type Missing = Memo<Vec<EvidenceMissing>>;

/// The id of the control where it is mended.
pub(super) fn control(missing: EvidenceMissing) -> &'static str {
    match missing {
        EvidenceMissing::Title => "evidence_title",
        EvidenceMissing::DateUnread | EvidenceMissing::Date | EvidenceMissing::DateToCome => {
            "evidence_date"
        }
        EvidenceMissing::FromUnread => "evidence_from",
        EvidenceMissing::ToUnread | EvidenceMissing::Times => "evidence_to",
        EvidenceMissing::Witness => "evidence_witness",
        EvidenceMissing::Relation => "evidence_relation",
        EvidenceMissing::SignedUnread | EvidenceMissing::Signed | EvidenceMissing::SignedToCome => {
            "evidence_signed"
        }
        EvidenceMissing::Minutes => "evidence_minutes",
        EvidenceMissing::Words => "evidence_words",
        EvidenceMissing::Criterion => "evidence_criterion",
    }
}

/// What is said at a control.
fn wrong(missing: Missing, id: &str) -> Option<&'static str> {
    missing.with(|missing| {
        let here = missing.iter().find(|one| control(**one) == id)?;
        Some(match here {
            EvidenceMissing::Title => evidence::TITLE_MISSING,
            EvidenceMissing::DateUnread | EvidenceMissing::SignedUnread => date::DAY_UNREAD,
            EvidenceMissing::FromUnread | EvidenceMissing::ToUnread => date::TIME_UNREAD,
            EvidenceMissing::Date => evidence::DATE_MISSING,
            EvidenceMissing::DateToCome | EvidenceMissing::SignedToCome => evidence::DAY_TO_COME,
            EvidenceMissing::Times => evidence::TIMES_WRONG,
            EvidenceMissing::Witness => evidence::WITNESS_MISSING,
            EvidenceMissing::Relation => evidence::RELATION_MISSING,
            EvidenceMissing::Signed => evidence::SIGNED_MISSING,
            EvidenceMissing::Minutes => evidence::MINUTES_WRONG,
            EvidenceMissing::Words => evidence::WORDS_MISSING,
            EvidenceMissing::Criterion => evidence::CRITERION_MISSING,
        })
    })
}

/// Which kind of evidence it is.
#[component]
pub(super) fn Kind(chosen: Part<MethodKind>) -> impl IntoView {
    let (now, set) = chosen;
    let options = KINDS.map(|kind| {
        view! {
            <label class="choice">
                <input type="radio" name="evidence_kind" value=evidence::method_key(kind) prop:checked=move || now.get() == kind
                    on:change=move |_| set.set(kind)/>
                <span>{evidence::method(kind)}</span>
            </label>
        }
    });
    view! {
        <fieldset class="field">
            <legend class="field__label">{evidence::WHICH_EVIDENCE}</legend>
            <div class="cluster">{options.collect_view()}</div>
        </fieldset>
    }
}

/// In what capacity a witness speaks.
#[component]
pub(super) fn Witness(chosen: Part<WitnessStatus>) -> impl IntoView {
    let (now, set) = chosen;
    let options = WITNESSES.map(|status| {
        view! {
            <option value=evidence::witness_key(status) selected=move || now.get() == status>{evidence::witness(status)}</option>
        }
    });
    let choose = move |value: String| {
        let mut known = WITNESSES.into_iter();
        if let Some(status) = known.find(|status| evidence::witness_key(*status) == value) {
            set.set(status);
        }
    };
    view! {
        <div class="field">
            <label for="evidence_status">{evidence::WITNESS_STATUS}</label>
            <select id="evidence_status" on:change:target=move |event| choose(event.target().value())>{options.collect_view()}</select>
        </div>
    }
}

/// The criteria of the unit that it serves.
#[component]
pub(super) fn Criteria(
    case: Case,
    chosen: Part<BTreeSet<CriterionId>>,
    /// Those that it stays with.
    fixed: BTreeSet<CriterionId>,
    missing: Missing,
) -> impl IntoView {
    let (now, set) = chosen;
    let stays =
        (!fixed.is_empty()).then(|| view! { <p class="hint">{evidence::CRITERIA_STAY}</p> });
    let (content, unit) = (case.content(), case.unit());
    let criteria = unit.iter().flat_map(|unit| unit.criteria()).enumerate();
    let lines = criteria.map(|(at, criterion)| {
        let text = criterion.text.text(&content.settings.fillings);
        let words = format!("{} {text}", criterion.reference);
        let id = if at == 0 { "evidence_criterion".to_owned() } else { format!("evidence_criterion_{at}") };
        let (shown, one) = (criterion.id.clone(), criterion.id.clone());
        let stays = fixed.contains(&criterion.id);
        let choose = move |checked: bool| {
            let mut criteria = now.get_untracked();
            if checked {
                criteria.insert(one.clone());
            } else {
                criteria.remove(&one);
            }
            set.set(criteria);
        };
        view! {
            <label class="choice">
                <input id=id type="checkbox" value=criterion.id.to_string() disabled=stays prop:checked=move || now.with(|criteria| criteria.contains(&shown))
                    on:change:target=move |event| choose(event.target().checked())/>
                <span>{words}</span>
            </label>
        }
    });
    view! {
        <fieldset class="field" data-part="evidence-criteria">
            <legend class="field__label">{evidence::CRITERIA}</legend>
            {stays}
            {lines.collect_view()}
            <p class="field__error">{move || wrong(missing, "evidence_criterion")}</p>
        </fieldset>
    }
}

/// One line of text, a day or a time.
#[component]
pub(super) fn Line(
    id: &'static str,
    label: &'static str,
    value: Part<String>,
    missing: Missing,
    #[prop(default = "text")] kind: &'static str,
    #[prop(default = "")] help: &'static str,
) -> impl IntoView {
    let (now, set) = value;
    let described = match help {
        "" => format!("{id}_wrong"),
        _ => format!("{id}_help {id}_wrong"),
    };
    let input = match kind {
        "text" => view! {
            <input id=id type="text" autocomplete="off" aria-describedby=described aria-invalid=move || wrong(missing, id).map(|_| "true")
                prop:value=now on:input:target=move |event| set.set(event.target().value())/>
        }
        .into_any(),
        kind => view! {
            <DayField id=id kind=kind described_by=described is_wrong=Signal::derive(move || wrong(missing, id).is_some())
                value=now put=move |typed| set.set(typed)/>
        }
        .into_any(),
    };
    view! {
        <div class="field">
            <label for=id>{label}</label>
            {(!help.is_empty()).then(|| view! { <p id=format!("{id}_help") class="hint">{help}</p> })}
            {input}
            <p id=format!("{id}_wrong") class="field__error">{move || wrong(missing, id)}</p>
        </div>
    }
}

/// Several lines of text.
#[component]
pub(super) fn Long(
    id: &'static str,
    label: &'static str,
    value: Part<String>,
    missing: Missing,
) -> impl IntoView {
    let (now, set) = value;
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <textarea id=id rows="3" aria-describedby=format!("{id}_wrong") aria-invalid=move || wrong(missing, id).map(|_| "true")
                prop:value=now on:input:target=move |event| set.set(event.target().value())></textarea>
            <p id=format!("{id}_wrong") class="field__error">{move || wrong(missing, id)}</p>
        </div>
    }
}
