//! The form that records evidence: one kind's own fields, where it is kept, and the criteria of
//! the unit that it serves.

use std::{collections::BTreeSet, sync::Arc};

use leptos::{ev::SubmitEvent, prelude::*};

use super::{
    super::case::{Case, focus_soon},
    Recording,
};
use crate::{
    id::CriterionId,
    record::{
        event::Item,
        evidence::{
            Discussion, EvidenceItem, Method, MethodKind, Observation, Testimony, WitnessStatus,
            WorkProduct,
        },
        pending::Texts,
        state::Kept,
        what::What,
    },
    ui::{clock, dom},
    wording::assess::{evidence, judge},
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

/// What has been filled in. Texts are as the fields hold them.
#[derive(Clone, Copy)]
struct Filled {
    kind: RwSignal<MethodKind>,
    title: RwSignal<String>,
    date: RwSignal<String>,
    location: RwSignal<String>,
    learner_comment: RwSignal<String>,
    from: RwSignal<String>,
    to: RwSignal<String>,
    setting: RwSignal<String>,
    present: RwSignal<String>,
    consent: RwSignal<String>,
    /// What was seen, said, told or made: the words that each kind cannot be without.
    words: RwSignal<String>,
    questions: RwSignal<String>,
    minutes: RwSignal<String>,
    topics: RwSignal<String>,
    time_marks: RwSignal<String>,
    witness: RwSignal<String>,
    status: RwSignal<WitnessStatus>,
    relation: RwSignal<String>,
    contact: RwSignal<String>,
    signed: RwSignal<String>,
    anonymised: RwSignal<bool>,
    criteria: RwSignal<BTreeSet<CriterionId>>,
}

/// What is missing, with the id of the control to mend it at.
type Missing = Vec<(&'static str, &'static str)>;

impl Filled {
    fn new(criteria: BTreeSet<CriterionId>) -> Self {
        let text = || RwSignal::new(String::new());
        Self {
            kind: RwSignal::new(MethodKind::Observation),
            title: text(),
            date: RwSignal::new(clock::today().to_string()),
            location: text(),
            learner_comment: text(),
            from: text(),
            to: text(),
            setting: text(),
            present: text(),
            consent: text(),
            words: text(),
            questions: text(),
            minutes: text(),
            topics: text(),
            time_marks: text(),
            witness: text(),
            status: RwSignal::new(WitnessStatus::Colleague),
            relation: text(),
            contact: text(),
            signed: text(),
            anonymised: RwSignal::new(false),
            criteria: RwSignal::new(criteria),
        }
    }

    /// Filled in with what a piece says.
    fn of(item: &EvidenceItem, criteria: BTreeSet<CriterionId>) -> Self {
        let filled = Self::new(BTreeSet::new());
        let put = |field: RwSignal<String>, text: &Arc<str>| field.set(text.to_string());
        let time = |time: Option<jiff::civil::Time>| {
            time.map(|time| time.strftime("%H:%M").to_string())
                .unwrap_or_default()
        };
        filled.criteria.set(criteria);
        filled.kind.set(item.method.kind());
        put(filled.title, &item.title);
        filled.date.set(item.date.to_string());
        put(filled.location, &item.location);
        put(filled.learner_comment, &item.learner_comment);
        match &item.method {
            Method::Observation(said) => {
                filled.from.set(time(said.from));
                filled.to.set(time(said.to));
                put(filled.setting, &said.setting);
                put(filled.present, &said.present);
                put(filled.consent, &said.consent);
                put(filled.words, &said.seen);
                put(filled.questions, &said.questions);
            }
            Method::Discussion(said) => {
                let minutes = said.minutes.map(|minutes| minutes.to_string());
                filled.minutes.set(minutes.unwrap_or_default());
                put(filled.topics, &said.topics);
                put(filled.words, &said.summary);
                put(filled.time_marks, &said.time_marks);
            }
            Method::Testimony(said) => {
                put(filled.witness, &said.name);
                filled.status.set(said.status);
                put(filled.relation, &said.relation);
                put(filled.contact, &said.contact);
                put(filled.words, &said.statement);
                let signed = said.signed.map(|day| day.to_string());
                filled.signed.set(signed.unwrap_or_default());
            }
            Method::WorkProduct(said) => {
                put(filled.words, &said.description);
                filled.anonymised.set(said.anonymised);
            }
        }
        filled
    }

    fn missing(self) -> Missing {
        let is_empty = |field: RwSignal<String>| field.with(|text| text.trim().is_empty());
        let no_date = self
            .date
            .with(|day| day.parse::<jiff::civil::Date>().is_err());
        let minutes = self.minutes.with(|text| {
            let text = text.trim();
            !text.is_empty() && text.parse::<u16>().is_err()
        });
        let discussion = self.kind.get() == MethodKind::Discussion;
        [
            (
                is_empty(self.title),
                "evidence_title",
                evidence::TITLE_MISSING,
            ),
            (no_date, "evidence_date", evidence::DATE_MISSING),
            (
                discussion && minutes,
                "evidence_minutes",
                evidence::MINUTES_WRONG,
            ),
            (
                is_empty(self.words),
                "evidence_words",
                evidence::WORDS_MISSING,
            ),
            (
                self.criteria.with(BTreeSet::is_empty),
                "evidence_criterion",
                evidence::CRITERION_MISSING,
            ),
        ]
        .into_iter()
        .filter_map(|(missing, id, words)| missing.then_some((id, words)))
        .collect()
    }

    fn item(self) -> Option<EvidenceItem> {
        let text = |field: RwSignal<String>| -> Arc<str> { field.with(|text| text.trim().into()) };
        let time = |field: RwSignal<String>| field.with(|text| text.parse().ok());
        let words = text(self.words);
        let method = match self.kind.get() {
            MethodKind::Observation => Method::Observation(Observation {
                from: time(self.from),
                to: time(self.to),
                setting: text(self.setting),
                present: text(self.present),
                consent: text(self.consent),
                seen: words,
                questions: text(self.questions),
            }),
            MethodKind::Discussion => Method::Discussion(Discussion {
                minutes: self.minutes.with(|text| text.trim().parse().ok()),
                topics: text(self.topics),
                summary: words,
                time_marks: text(self.time_marks),
            }),
            MethodKind::Testimony => Method::Testimony(Testimony {
                name: text(self.witness),
                status: self.status.get(),
                relation: text(self.relation),
                contact: text(self.contact),
                statement: words,
                signed: self.signed.with(|day| day.parse().ok()),
            }),
            // The written answer is the learner's, and no choice here.
            MethodKind::WorkProduct | MethodKind::Written => Method::WorkProduct(WorkProduct {
                description: words,
                anonymised: self.anonymised.get(),
            }),
        };
        Some(EvidenceItem {
            title: text(self.title),
            date: self.date.with(|day| day.parse().ok())?,
            location: text(self.location),
            learner_comment: text(self.learner_comment),
            method,
        })
    }
}

/// The form.
#[component]
pub(super) fn EvidenceForm(
    case: Case,
    what: Recording,
    open: RwSignal<Option<Recording>>,
) -> impl IntoView {
    let (filled, corrected) = match what {
        Recording::New => (Filled::new(BTreeSet::from([case.place().criterion])), None),
        Recording::Correction(piece) => {
            let criteria = claimed(case, &piece);
            (Filled::of(&piece.said, criteria), Some(piece))
        }
    };
    let title = match corrected {
        Some(_) => evidence::CORRECTING,
        None => evidence::RECORD_EVIDENCE,
    };
    let corrects = corrected.is_some();
    let fixed = corrected
        .as_ref()
        .map(|piece| claimed(case, piece))
        .unwrap_or_default();
    let corrected = StoredValue::new(corrected);
    let tried = RwSignal::new(false);
    let missing = Memo::new(move |_| {
        if tried.get() {
            filled.missing()
        } else {
            Missing::new()
        }
    });
    let close = move || {
        open.try_set(None);
        focus_soon("#judge_whose");
    };
    let keep = move |event: SubmitEvent| {
        event.prevent_default();
        tried.set(true);
        let first = untrack(move || filled.missing()).first().copied();
        match (first, untrack(move || filled.item())) {
            (None, Some(item)) => record(case, filled, item, corrected.get_value(), close),
            (first, _) => {
                let control = first.and_then(|(id, _)| dom::anywhere(&format!("#{id}")));
                if let Some(control) = control {
                    dom::focus(&control);
                }
            }
        }
    };
    view! {
        <form class="card fields stack" data-part="evidence-form" novalidate on:submit=keep>
            <h4 id="judge_evidence_form" tabindex="-1">{title}</h4>
            {corrects.then(|| view! { <p class="hint">{evidence::CORRECTING_HELP}</p> })}
            <Kind filled=filled/>
            <Line id="evidence_title" label=evidence::TITLE value=filled.title missing=missing/>
            <Line id="evidence_date" label=evidence::DATE value=filled.date missing=missing kind="date"/>
            {move || own_fields(filled, missing)}
            <Long id="evidence_learner" label=evidence::LEARNER_COMMENT value=filled.learner_comment missing=missing/>
            <Line id="evidence_location" label=evidence::LOCATION value=filled.location missing=missing help=evidence::LOCATION_HELP/>
            <Criteria case=case filled=filled fixed=fixed missing=missing/>
            <p class="cluster">
                <button type="submit" class="button" data-action="keep-evidence" disabled=case.busy>{evidence::KEEP_EVIDENCE}</button>
                <button type="button" class="button button--quiet" data-action="cancel-evidence" on:click=move |_| close()>{judge::CANCEL}</button>
            </p>
        </form>
    }
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
    filled: Filled,
    item: EvidenceItem,
    corrected: Option<Kept<EvidenceItem>>,
    close: impl Fn() + 'static,
) {
    let (mut about, mut texts, mut claimed_before) = (Vec::new(), Texts::new(), BTreeSet::new());
    if let Some(piece) = &corrected {
        // Pinned as the piece was, wherever it was recorded for.
        about.clone_from(&piece.event.about);
        claimed_before = claimed(case, piece);
    }
    let mut criteria = filled.criteria.get_untracked();
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
            close();
        },
    );
}

#[component]
fn Kind(filled: Filled) -> impl IntoView {
    let options = KINDS.map(|kind| {
        view! {
            <label class="choice">
                <input type="radio" name="evidence_kind" value=evidence::method_key(kind) prop:checked=move || filled.kind.get() == kind
                    on:change=move |_| filled.kind.set(kind)/>
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

fn own_fields(filled: Filled, missing: Memo<Missing>) -> AnyView {
    match filled.kind.get() {
        MethodKind::Observation => view! {
            <div class="cluster">
                <Line id="evidence_from" label=evidence::FROM value=filled.from missing=missing kind="time"/>
                <Line id="evidence_to" label=evidence::TO value=filled.to missing=missing kind="time"/>
            </div>
            <Line id="evidence_setting" label=evidence::SETTING value=filled.setting missing=missing help=evidence::SETTING_HELP/>
            <Line id="evidence_present" label=evidence::PRESENT value=filled.present missing=missing/>
            <Line id="evidence_consent" label=evidence::CONSENT value=filled.consent missing=missing/>
            <Long id="evidence_words" label=evidence::SEEN value=filled.words missing=missing/>
            <Long id="evidence_questions" label=evidence::QUESTIONS value=filled.questions missing=missing/>
        }
        .into_any(),
        MethodKind::Discussion => view! {
            <Line id="evidence_minutes" label=evidence::MINUTES value=filled.minutes missing=missing/>
            <Line id="evidence_topics" label=evidence::TOPICS value=filled.topics missing=missing/>
            <Long id="evidence_words" label=evidence::SUMMARY value=filled.words missing=missing/>
            <Long id="evidence_marks" label=evidence::TIME_MARKS value=filled.time_marks missing=missing/>
        }
        .into_any(),
        MethodKind::Testimony => view! {
            <Line id="evidence_witness" label=evidence::WITNESS_NAME value=filled.witness missing=missing/>
            <Witness filled=filled/>
            <Line id="evidence_relation" label=evidence::RELATION value=filled.relation missing=missing/>
            <Line id="evidence_contact" label=evidence::CONTACT value=filled.contact missing=missing/>
            <Long id="evidence_words" label=evidence::STATEMENT value=filled.words missing=missing/>
            <Line id="evidence_signed" label=evidence::SIGNED_ON value=filled.signed missing=missing kind="date"/>
        }
        .into_any(),
        MethodKind::WorkProduct | MethodKind::Written => view! {
            <Long id="evidence_words" label=evidence::DESCRIPTION value=filled.words missing=missing/>
            <label class="choice">
                <input id="evidence_anonymised" type="checkbox" prop:checked=filled.anonymised
                    on:change:target=move |event| filled.anonymised.set(event.target().checked())/>
                <span>{evidence::ANONYMISED}</span>
            </label>
        }
        .into_any(),
    }
}

#[component]
fn Witness(filled: Filled) -> impl IntoView {
    let options = WITNESSES.map(|status| {
        view! {
            <option value=evidence::witness_key(status) selected=move || filled.status.get() == status>{evidence::witness(status)}</option>
        }
    });
    let choose = move |value: String| {
        let mut known = WITNESSES.into_iter();
        if let Some(status) = known.find(|status| evidence::witness_key(*status) == value) {
            filled.status.set(status);
        }
    };
    view! {
        <div class="field">
            <label for="evidence_status">{evidence::WITNESS_STATUS}</label>
            <select id="evidence_status" on:change:target=move |event| choose(event.target().value())>{options.collect_view()}</select>
        </div>
    }
}

#[component]
fn Criteria(
    case: Case,
    filled: Filled,
    /// Those that it stays with.
    fixed: BTreeSet<CriterionId>,
    missing: Memo<Missing>,
) -> impl IntoView {
    let stays =
        (!fixed.is_empty()).then(|| view! { <p class="hint">{evidence::CRITERIA_STAY}</p> });
    let (content, unit) = (case.content(), case.unit());
    let criteria = unit.iter().flat_map(|unit| unit.criteria()).enumerate();
    let lines = criteria.map(|(at, criterion)| {
        let text = criterion.text.text(&content.settings.fillings);
        let words = format!("{} {text}", criterion.reference);
        let id = if at == 0 { "evidence_criterion".to_owned() } else { format!("evidence_criterion_{at}") };
        let (shown, chosen) = (criterion.id.clone(), criterion.id.clone());
        let stays = fixed.contains(&criterion.id);
        let choose = move |checked: bool| {
            filled.criteria.update(|criteria| {
                if checked {
                    criteria.insert(chosen.clone());
                } else {
                    criteria.remove(&chosen);
                }
            });
        };
        view! {
            <label class="choice">
                <input id=id type="checkbox" value=criterion.id.to_string() disabled=stays prop:checked=move || filled.criteria.with(|criteria| criteria.contains(&shown))
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

fn wrong(missing: Memo<Missing>, id: &str) -> Option<&'static str> {
    missing.with(|missing| {
        missing
            .iter()
            .find(|(at, _)| *at == id)
            .map(|(_, words)| *words)
    })
}

#[component]
fn Line(
    id: &'static str,
    label: &'static str,
    value: RwSignal<String>,
    missing: Memo<Missing>,
    #[prop(default = "text")] kind: &'static str,
    #[prop(default = "")] help: &'static str,
) -> impl IntoView {
    let described = format!("{id}_help {id}_wrong");
    view! {
        <div class="field">
            <label for=id>{label}</label>
            {(!help.is_empty()).then(|| view! { <p id=format!("{id}_help") class="hint">{help}</p> })}
            <input id=id type=kind autocomplete="off" aria-describedby=described aria-invalid=move || wrong(missing, id).map(|_| "true")
                prop:value=value on:input:target=move |event| value.set(event.target().value())/>
            <p id=format!("{id}_wrong") class="field__error">{move || wrong(missing, id)}</p>
        </div>
    }
}

#[component]
fn Long(
    id: &'static str,
    label: &'static str,
    value: RwSignal<String>,
    missing: Memo<Missing>,
) -> impl IntoView {
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <textarea id=id rows="3" aria-describedby=format!("{id}_wrong") aria-invalid=move || wrong(missing, id).map(|_| "true")
                prop:value=value on:input:target=move |event| value.set(event.target().value())></textarea>
            <p id=format!("{id}_wrong") class="field__error">{move || wrong(missing, id)}</p>
        </div>
    }
}
