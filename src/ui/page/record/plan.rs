//! What assessors have planned and recorded with the learner, unit by unit: the plan she agrees to,
//! the evidence about her work, and declaring a unit complete.

use std::collections::BTreeMap;

use leptos::prelude::*;

use super::{
    super::assess::keeper::{GivenBack, KeptSoFar, KeptText},
    Content,
    declare::Declare,
};
use crate::{
    desk::unfinished::Work,
    id::{CriterionId, PackId, UnitId},
    overview::named,
    record::{
        Record,
        event::{Event, Item, Role},
        evidence::EvidenceItem,
        pending::Texts,
        plan::{Plan, PlanAnswer},
        seal::Seal,
        state::{Kept, SignOff, State, UnitState},
        what::What,
    },
    ui::{desk::Desk, look, part::plan as part, session::Session},
    unit::Unit,
    wording::{date, plan as words, reply, report},
};

/// What was planned and recorded in one unit, and how far its sign-off has come.
#[derive(Clone, PartialEq)]
pub(super) struct Assessed {
    pub place: (PackId, UnitId),
    title: String,
    did: UnitState,
    /// The criteria in order, with their numbers.
    criteria: Vec<(CriterionId, String)>,
    pub sign_off: Stage,
}

/// How far a unit's sign-off has come, as the learner sees it.
#[derive(Clone, PartialEq)]
pub(super) enum Stage {
    /// Something is not met.
    Open,
    /// She can declare it complete; her declaration follows these.
    Declare(Vec<Seal>),
    /// It waits for the assessor.
    Declared,
    /// Both have signed.
    SignedOff,
}

impl Assessed {
    fn of(
        content: named::Content<'_>,
        record: &Record,
        (pack, unit, did): (&PackId, &UnitId, &UnitState),
    ) -> Option<Self> {
        let asked = content.asked(pack, unit);
        let sign_off = match did.sign_off(&asked) {
            SignOff::NotMet(_) => Stage::Open,
            SignOff::WithLearner => Stage::Declare(did.declaration_follows(&asked)),
            SignOff::WithAssessor(_) => Stage::Declared,
            SignOff::SignedOff { .. } => Stage::SignedOff,
        };
        let evidence = did.criteria.values().any(|c| !c.evidence.is_empty());
        if did.plans.is_empty() && !evidence && sign_off == Stage::Open {
            return None;
        }
        let ids = content.criteria(pack, unit, Some(did)).into_iter();
        let criteria = ids.map(|id| {
            let named = content.named(pack, unit, &id, record, did.criteria.get(&id));
            (id, named.number)
        });
        Some(Self {
            place: (pack.clone(), unit.clone()),
            title: content.title(pack, unit),
            criteria: criteria.collect(),
            did: did.clone(),
            sign_off,
        })
    }

    /// What waits for her in the unit, in words.
    pub fn waits(&self) -> Vec<String> {
        let declare = matches!(self.sign_off, Stage::Declare(_));
        let declare = declare.then(|| words::declare_next(&self.title));
        let plans = self.did.plans.heads().into_iter();
        let open = plans.filter(|plan| answers_to(&self.did, plan.seal).is_empty());
        let answer = open.map(|_| words::answer_next(&self.title));
        declare.into_iter().chain(answer).collect()
    }

    /// The id of its heading.
    pub fn heading(&self) -> String {
        format!("record_plan_{}", self.place.1)
    }

    fn numbers(&self, event: &Event) -> String {
        let about = |id: &CriterionId| {
            let item = Item::Criterion(id.clone());
            let mut all = event.about.iter();
            all.any(|about| about.unit == self.place.1 && about.item == item)
        };
        let numbers = self.criteria.iter().filter(|(id, _)| about(id));
        let numbers: Vec<&str> = numbers.map(|(_, number)| &**number).collect();
        numbers.join(", ")
    }
}

/// What the learner has answered to a plan.
fn answers_to(did: &UnitState, plan: Seal) -> Vec<Seal> {
    let answers = did.plan_answers.iter().filter(|answer| {
        answer.event.by.role == Role::Learner && answer.event.after.contains(&plan)
    });
    answers.map(|answer| answer.seal).collect()
}

/// Everything that was planned and recorded with the learner, following changes.
pub(super) fn assessed(session: Session, content: Content) -> Memo<Vec<Assessed>> {
    Memo::new(move |_| {
        content.with_value(|(settings, units)| {
            let units: Vec<&Unit> = units.iter().map(|unit| &**unit).collect();
            let content = named::Content {
                settings,
                units: &units,
                nation: look::nation(settings),
            };
            let record = session.record();
            session.state.with(|state: &State| {
                let units = state.units();
                let all = units.filter_map(|unit| Assessed::of(content, &record, unit));
                all.collect::<Vec<_>>()
            })
        })
    })
}

/// All of it, unit by unit.
#[component]
pub(super) fn Planned(
    session: Session,
    content: Content,
    assessed: Memo<Vec<Assessed>>,
) -> impl IntoView {
    move || {
        let units = assessed.get().into_iter();
        units
            .map(|unit| view! { <UnitPlanned session=session content=content unit=unit/> })
            .collect_view()
    }
}

#[component]
fn UnitPlanned(session: Session, content: Content, unit: Assessed) -> impl IntoView {
    let heading = unit.heading();
    let plans: Vec<_> = unit.did.plans.heads().into_iter().cloned().collect();
    let has_plans = !plans.is_empty();
    let plans: Vec<_> = plans
        .into_iter()
        .map(|plan| view! { <PlanToAnswer session=session unit=unit.clone() plan=plan/> })
        .collect();
    view! {
        <section class="card" aria-labelledby=heading.clone() data-planned=unit.place.1.to_string()>
            <h2 id=heading.clone()>{words::with_you(&unit.title)}</h2>
            <Declare session=session content=content unit=unit.clone()/>
            {has_plans.then(|| view! { <h3>{words::YOURS}</h3>{plans} })}
            {evidence(&unit)}
        </section>
    }
}

/// A plan, what was said to it, and the ways to answer while that is open.
#[component]
fn PlanToAnswer(session: Session, unit: Assessed, plan: Kept<Plan>) -> impl IntoView {
    let mine = answers_to(&unit.did, plan.seal);
    let form = mine
        .is_empty()
        .then(|| view! { <AnswerPlan session=session plan=plan.clone() mine=mine/> });
    let help = form.is_some().then_some(words::YOURS_HELP);
    view! {
        <div class="stack" data-plan="">
            <p class="hint">{help}</p>
            <p><strong>{words::plan_of(&date::day(plan.said.date))}</strong></p>
            {part::rows(&plan.said, unit.numbers(&plan.event))}
            {part::answers(&unit.did, &plan)}
            {form}
        </div>
    }
}

#[component]
fn AnswerPlan(session: Session, plan: Kept<Plan>, mine: Vec<Seal>) -> impl IntoView {
    let kept = KeptText::follow(Desk::new(session), Work::PlanAnswer(plan.seal));
    let (typed, state) = (kept.typed, kept.state());
    let missing = RwSignal::new(false);
    let id = format!("plan_words_{}", plan.seal);
    let (error, label) = (format!("{id}_error"), id.clone());
    let answer = move |agrees: bool| {
        let text = kept.said();
        missing.set(!agrees && text.is_empty());
        if missing.get_untracked() {
            return;
        }
        let said = PlanAnswer { agrees, text };
        let mut after = vec![plan.seal];
        after.extend(&mine);
        // Pinned as the plan is: its wording is in the record.
        let about = plan.event.about.clone();
        session.write(What::PlanAnswer(said.into()), about, after, Texts::new());
        kept.forget();
    };
    let answer = StoredValue::new_local(answer);
    view! {
        <div class="fields">
            <GivenBack state=state start_again=move || typed.set(String::new())/>
            <div class="field">
                <label for=label>{words::YOUR_WORDS}</label>
                <textarea id=id rows="2" aria-describedby=error.clone() aria-invalid=move || missing.get().then_some("true")
                    prop:value=typed on:input:target=move |event| typed.set(event.target().value())></textarea>
                <p id=error class="field__error" role="alert">{move || missing.get().then_some(words::SAY_WHAT)}</p>
            </div>
            <p class="cluster">
                <button type="button" class="button" data-action="agree" on:click=move |_| answer.with_value(|answer| answer(true))>{words::AGREE}</button>
                <button type="button" class="button button--quiet" data-action="disagree" on:click=move |_| answer.with_value(|answer| answer(false))>{words::DISAGREE}</button>
            </p>
            <KeptSoFar state=state/>
        </div>
    }
}

/// What others recorded about her work, each piece once.
fn evidence(unit: &Assessed) -> impl IntoView + use<> {
    let criteria = unit.did.criteria.values();
    let pieces = criteria.flat_map(|criterion| criterion.evidence.heads());
    let pieces: BTreeMap<_, &Kept<EvidenceItem>> =
        pieces.map(|piece| (piece.by_time(), piece)).collect();
    let rows: Vec<_> = pieces
        .into_values()
        .map(|piece| {
            let said = &piece.said;
            let kind = report::method(said.method.kind());
            let numbers = unit.numbers(&piece.event);
            view! { <li>{reply::piece(kind, &said.title, &date::day(said.date), &numbers)}</li> }
        })
        .collect();
    (!rows.is_empty()).then(|| {
        view! {
            <h3>{reply::EVIDENCE}</h3>
            <p class="hint">{reply::EVIDENCE_HELP}</p>
            <ul class="history">{rows}</ul>
        }
    })
}
