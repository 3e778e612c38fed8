//! The form that records evidence: one kind's own fields, where it is kept, and the criteria of
//! the unit that it serves.

use std::{collections::BTreeSet, rc::Rc};

use leptos::{ev::SubmitEvent, prelude::*};

use super::{
    super::{
        super::keeper::{GivenBack, Keeper, KeptSoFar},
        case::Case,
    },
    Recording,
    parts::{Criteria, Kind, Line, Long, Missing, Witness, control},
};
use crate::{
    desk::unfinished::{EvidenceWriting, Unfinished, Work},
    id::CriterionId,
    record::{
        event::Item,
        evidence::{EvidenceItem, MethodKind},
        pending::Texts,
        state::Kept,
        what::What,
    },
    ui::{clock, dom},
    wording::assess::{evidence, judge},
};

type Form = RwSignal<EvidenceWriting>;

/// The form.
#[component]
pub(super) fn EvidenceForm(
    case: Case,
    what: Recording,
    open: RwSignal<Option<Recording>>,
) -> impl IntoView {
    let (corrected, found) = match what {
        Recording::New => (None, None),
        Recording::Correction(piece) => (Some(piece), None),
        Recording::Unfinished(found) => (corrected_by(case, &found), Some(found)),
    };
    let fixed = corrected
        .as_ref()
        .map(|piece| claimed(case, piece))
        .unwrap_or_default();
    let begun = match &corrected {
        None => EvidenceWriting::new(clock::today(), case.place().criterion),
        Some(piece) => EvidenceWriting::correcting(piece.seal, &piece.said, fixed.clone()),
    };
    let form: Form = RwSignal::new(begun.clone());
    let keeper = keep_what_is_written(case, form, begun.clone(), found.as_deref());
    let tried = RwSignal::new(false);
    let missing: Missing = Memo::new(move |_| match tried.get() {
        true => form.with(|form| form.missing(clock::today())),
        false => Vec::new(),
    });
    let title = match corrected {
        Some(_) => evidence::CORRECTING,
        None => evidence::RECORD_EVIDENCE,
    };
    let corrects = corrected.is_some();
    let state = keeper.state;
    let cancel = {
        let keeper = Rc::clone(&keeper);
        move |_| {
            keeper.forget();
            close(open);
        }
    };
    let (keeper, corrected) = (StoredValue::new_local(keeper), StoredValue::new(corrected));
    let keep = move |event: SubmitEvent| {
        event.prevent_default();
        tried.set(true);
        let today = clock::today();
        let (item, first) =
            form.with_untracked(|form| (form.item(today), form.missing(today).first().copied()));
        match (item, first) {
            (Some(item), _) => {
                let criteria = form.with_untracked(|form| form.criteria.clone());
                let keeper = keeper.get_value();
                record(case, criteria, item, corrected.get_value(), move || {
                    keeper.forget();
                    close(open);
                });
            }
            (None, Some(first)) => {
                if let Some(control) = dom::anywhere(&format!("#{}", control(first))) {
                    dom::focus(&control);
                }
            }
            (None, None) => {}
        }
    };
    let begun = StoredValue::new(begun);
    let start_again = move || {
        tried.set(false);
        form.set(begun.get_value());
        dom::focus_soon("#judge_evidence_form");
    };
    let kind = Memo::new(move |_| form.with(|form| form.kind));
    view! {
        <form class="card fields stack" data-part="evidence-form" novalidate on:submit=keep>
            <h4 id="judge_evidence_form" tabindex="-1">{title}</h4>
            {corrects.then(|| view! { <p class="hint">{evidence::CORRECTING_HELP}</p> })}
            <GivenBack state=state start_again=start_again/>
            <Kind chosen=slice!(form.kind)/>
            <Line id="evidence_title" label=evidence::TITLE value=slice!(form.title) missing=missing/>
            <Line id="evidence_date" label=evidence::DATE value=slice!(form.date) missing=missing kind="date"/>
            {move || own_fields(form, kind.get(), missing)}
            <Long id="evidence_learner" label=evidence::LEARNER_COMMENT value=slice!(form.learner_comment) missing=missing/>
            <Line id="evidence_location" label=evidence::LOCATION value=slice!(form.location) missing=missing help=evidence::LOCATION_HELP/>
            <Criteria case=case chosen=slice!(form.criteria) fixed=fixed missing=missing/>
            <p class="cluster">
                <button type="submit" class="button" data-action="keep-evidence" disabled=case.busy>{evidence::KEEP_EVIDENCE}</button>
                <button type="button" class="button button--quiet" data-action="cancel-evidence" on:click=cancel>{judge::CANCEL}</button>
            </p>
            <KeptSoFar state=state/>
        </form>
    }
}

/// Takes the form away, and leads the keyboard back to what opened it.
fn close(open: RwSignal<Option<Recording>>) {
    open.try_set(None);
    dom::focus_soon("[data-action=record-evidence]");
}

/// Keeps what is written, and fills in what was found of it.
fn keep_what_is_written(
    case: Case,
    form: Form,
    begun: EvidenceWriting,
    found: Option<&Unfinished<EvidenceWriting>>,
) -> Rc<Keeper<EvidenceWriting>> {
    let work = Work::Evidence(case.desk_place());
    let is_nothing = move |writing: &EvidenceWriting| *writing == begun;
    let keeper = Keeper::follow(case.desk, work, move || form.get(), is_nothing);
    if let Some(found) = found {
        form.set(found.writing.clone());
        keeper.gave_back(found, None);
    }
    keeper
}

/// The piece that was being put right; none where it was a new one, or is not here.
fn corrected_by(case: Case, found: &Unfinished<EvidenceWriting>) -> Option<Kept<EvidenceItem>> {
    let seal = found.writing.corrects?;
    case.state
        .with_untracked(|state| state.evidence.get(&seal).cloned())
}

/// The criteria of this unit that a piece was recorded for.
fn claimed(case: Case, piece: &Kept<EvidenceItem>) -> BTreeSet<CriterionId> {
    let place = case.place();
    let about = piece.event.about.iter();
    let here = about.filter(|about| about.pack == place.pack && about.unit == place.unit);
    here.filter_map(|about| match &about.item {
        Item::Criterion(criterion) => Some(criterion.clone()),
        _ => None,
    })
    .collect()
}

fn record(
    case: Case,
    mut criteria: BTreeSet<CriterionId>,
    item: EvidenceItem,
    corrected: Option<Kept<EvidenceItem>>,
    done: impl FnOnce() + 'static,
) {
    let (mut about, mut texts, mut claimed_before) = (Vec::new(), Texts::new(), BTreeSet::new());
    if let Some(piece) = &corrected {
        // Pinned as the piece was, wherever it was recorded for.
        about.clone_from(&piece.event.about);
        claimed_before = claimed(case, piece);
    }
    criteria.retain(|criterion| !claimed_before.contains(criterion));
    for criterion in criteria {
        if let Some((one, its_texts)) = case.about_now(&criterion) {
            about.push(one);
            texts.extend(its_texts);
        }
    }
    case.act_about(
        What::Evidence(item.into()),
        about,
        corrected.map(|piece| piece.seal).into_iter().collect(),
        texts,
        move || {
            case.said.try_set(evidence::EVIDENCE_KEPT.to_owned());
            case.take_up();
            done();
        },
    );
}

fn own_fields(form: Form, kind: MethodKind, missing: Missing) -> AnyView {
    match kind {
        MethodKind::Observation => view! {
            <div class="cluster">
                <Line id="evidence_from" label=evidence::FROM value=slice!(form.from) missing=missing kind="time"/>
                <Line id="evidence_to" label=evidence::TO value=slice!(form.to) missing=missing kind="time"/>
            </div>
            <Line id="evidence_setting" label=evidence::SETTING value=slice!(form.setting) missing=missing help=evidence::SETTING_HELP/>
            <Line id="evidence_present" label=evidence::PRESENT value=slice!(form.present) missing=missing/>
            <Line id="evidence_consent" label=evidence::CONSENT value=slice!(form.consent) missing=missing/>
            <Long id="evidence_words" label=evidence::SEEN value=slice!(form.words) missing=missing/>
            <Long id="evidence_questions" label=evidence::QUESTIONS value=slice!(form.questions) missing=missing/>
        }
        .into_any(),
        MethodKind::Discussion => view! {
            <Line id="evidence_minutes" label=evidence::MINUTES value=slice!(form.minutes) missing=missing/>
            <Line id="evidence_topics" label=evidence::TOPICS value=slice!(form.topics) missing=missing/>
            <Long id="evidence_words" label=evidence::SUMMARY value=slice!(form.words) missing=missing/>
            <Long id="evidence_marks" label=evidence::TIME_MARKS value=slice!(form.time_marks) missing=missing/>
        }
        .into_any(),
        MethodKind::Testimony => view! {
            <Line id="evidence_witness" label=evidence::WITNESS_NAME value=slice!(form.witness) missing=missing/>
            <Witness chosen=slice!(form.status)/>
            <Line id="evidence_relation" label=evidence::RELATION value=slice!(form.relation) missing=missing/>
            <Line id="evidence_contact" label=evidence::CONTACT value=slice!(form.contact) missing=missing/>
            <Long id="evidence_words" label=evidence::STATEMENT value=slice!(form.words) missing=missing/>
            <Line id="evidence_signed" label=evidence::SIGNED_ON value=slice!(form.signed) missing=missing kind="date"/>
        }
        .into_any(),
        MethodKind::WorkProduct | MethodKind::Written => {
            let (anonymised, set_anonymised) = slice!(form.anonymised);
            view! {
                <Long id="evidence_words" label=evidence::DESCRIPTION value=slice!(form.words) missing=missing/>
                <label class="choice">
                    <input id="evidence_anonymised" type="checkbox" prop:checked=anonymised
                        on:change:target=move |event| set_anonymised.set(event.target().checked())/>
                    <span>{evidence::ANONYMISED}</span>
                </label>
            }
            .into_any()
        }
    }
}
