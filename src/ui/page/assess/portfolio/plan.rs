//! Assessment plans of a unit: those that stand, what the learner said, a new one.

use std::{collections::BTreeSet, rc::Rc};

use leptos::{ev::SubmitEvent, html, prelude::*, task::spawn_local};

use super::{
    super::keeper::{GivenBack, Keeper, KeptSoFar},
    unit::Looked,
};
use crate::{
    desk::unfinished::{PlanMissing, PlanWriting, Unfinished},
    id::CriterionId,
    record::{event::Item, evidence::MethodKind, plan::Plan, seal::Seal, state::Kept, what::What},
    ui::{
        clock, dom,
        part::{day::DayField, plan as part},
    },
    wording::{assess::portfolio as words, date, plan as said, report},
};

/// The plan that is being made.
#[derive(Clone)]
struct Making {
    /// The plan that it takes the place of; none for a plan of its own.
    instead: Option<Kept<Plan>>,
    /// What was written of it when it was last left.
    found: Option<Unfinished<PlanWriting>>,
}

/// Opens the form for what is asked for; where nothing is, only if something was left unfinished.
fn begin(looked: Looked, asked: Option<Option<Kept<Plan>>>, making: RwSignal<Option<Making>>) {
    spawn_local(async move {
        let found: Option<Unfinished<PlanWriting>> =
            looked.page.desk.unfinished(&looked.plan_work()).await;
        let made = match (asked, found) {
            (None, None) => return,
            // What was begun is gone on with, and can be thrown away there.
            (_, Some(found)) => {
                let before = found.writing.instead;
                let instead =
                    before.and_then(|seal| looked.with_unit(|did| did.plans.get(&seal).cloned()));
                Making {
                    instead,
                    found: Some(found),
                }
            }
            (Some(instead), None) => Making {
                instead,
                found: None,
            },
        };
        making.try_set(Some(made));
    });
}

#[component]
pub(super) fn Plans(looked: Looked) -> impl IntoView {
    let (standing, earlier) = looked.with_unit(|did| {
        let heads: Vec<Kept<Plan>> = did.plans.heads().into_iter().cloned().collect();
        let is_head = |plan: &Kept<Plan>| heads.iter().any(|head| head.seal == plan.seal);
        let all = did.plans.in_order().into_iter();
        let earlier: Vec<Kept<Plan>> = all.filter(|plan| !is_head(plan)).cloned().collect();
        (heads, earlier)
    });
    let making = RwSignal::new(None::<Making>);
    let none = standing.is_empty();
    let may = looked.opened.may_assess();
    if may {
        begin(looked.clone(), None, making);
    }
    let shown: Vec<_> = standing
        .iter()
        .map(|plan| one(&looked, plan, making))
        .collect();
    let replaced: Vec<_> = earlier.iter().map(|plan| past(&looked, plan)).collect();
    let (form, new) = (looked.clone(), looked.clone());
    let new = move |_| begin(new.clone(), Some(None), making);
    view! {
        <section data-part="plans">
            <h3>{words::PLANS}</h3>
            {none.then(|| view! { <p class="hint">{words::NO_PLAN}</p> })}
            {shown}
            {(!replaced.is_empty()).then(|| view! { <details><summary>{said::EARLIER}</summary>{replaced}</details> })}
            {may.then(|| view! {
                {move || match making.get() {
                    Some(made) => view! { <PlanForm looked=form.clone() made=made making=making/> }.into_any(),
                    None => view! {
                        <p><button type="button" class="button button--quiet" data-action="make-plan" on:click=new.clone()>{words::MAKE_PLAN}</button></p>
                    }.into_any(),
                }}
            })}
        </section>
    }
}

fn one(
    looked: &Looked,
    plan: &Kept<Plan>,
    making: RwSignal<Option<Making>>,
) -> impl IntoView + use<> {
    let answered = looked.with_unit(|did| {
        let mut answers = did.plan_answers.iter();
        answers.any(|answer| answer.event.after.contains(&plan.seal))
    });
    let (instead, change) = (plan.clone(), looked.clone());
    let change = move |_| begin(change.clone(), Some(Some(instead.clone())), making);
    view! {
        {past(looked, plan)}
        {(!answered).then(|| view! { <p class="hint">{said::NOT_ANSWERED}</p> })}
        {looked.opened.may_assess().then(|| view! {
            <p><button type="button" class="button button--plain" data-action="change-plan" on:click=change>{words::CHANGE_PLAN}</button></p>
        })}
    }
}

fn past(looked: &Looked, plan: &Kept<Plan>) -> impl IntoView + use<> {
    let numbers = looked.numbers(&plan.event);
    view! {
        <div class="portfolio__plan" data-plan="">
            <h4>{said::plan_of(&date::day(plan.said.date))}</h4>
            {part::rows(&plan.said, numbers)}
            {looked.with_unit(|did| part::answers(did, plan))}
        </div>
    }
}

/// Where the keyboard goes to mend what is missing, and what is said there.
fn mend(missing: PlanMissing) -> (&'static str, &'static str) {
    match missing {
        PlanMissing::Criteria => ("criteria", words::CHOOSE_CRITERIA),
        PlanMissing::Methods => ("methods", words::CHOOSE_METHODS),
        PlanMissing::Activity => ("activity", words::SAY_ACTIVITY),
        PlanMissing::ByWhenUnread => ("by_when", date::DAY_UNREAD),
        PlanMissing::ByWhenOver => ("by_when", words::DAY_OVER),
        PlanMissing::ReviewUnread => ("review", date::DAY_UNREAD),
        PlanMissing::ReviewOver => ("review", words::DAY_OVER),
        PlanMissing::Signed => ("signed", words::SIGN_PLAN),
    }
}

/// The form as it stands before anybody has written in it.
fn begun(looked: &Looked, instead: Option<&Kept<Plan>>) -> PlanWriting {
    let name = &looked.opened.me.name;
    let Some(plan) = instead else {
        return PlanWriting::new(name);
    };
    let ids = looked.criteria.iter().map(|(id, _)| id.clone());
    let about = |id: &CriterionId| {
        let item = Item::Criterion(id.clone());
        plan.event.about.iter().any(|about| about.item == item)
    };
    PlanWriting::instead_of(plan.seal, &plan.said, ids.filter(about).collect(), name)
}

#[component]
fn PlanForm(looked: Looked, made: Making, making: RwSignal<Option<Making>>) -> impl IntoView {
    let begun = begun(&looked, made.instead.as_ref());
    let form = RwSignal::new(begun.clone());
    let keeper = {
        let begun = begun.clone();
        let is_nothing = move |writing: &PlanWriting| *writing == begun;
        Keeper::follow(
            looked.page.desk,
            looked.plan_work(),
            move || form.get(),
            is_nothing,
        )
    };
    let (state, given_back) = (keeper.state, made.found.is_some());
    if let Some(found) = &made.found {
        form.set(found.writing.clone());
        keeper.gave_back(found, None);
    }
    let tried = RwSignal::new(false);
    let wrong = move |part: &'static str| {
        let missing = match tried.get() {
            true => form.with(|form| form.missing(clock::today())),
            false => Vec::new(),
        };
        missing
            .into_iter()
            .map(mend)
            .find_map(|(at, words)| (at == part).then_some(words))
    };
    let heading = NodeRef::<html::H4>::new();
    heading.on_load(move |heading| {
        // What is there when the page opens does not call for the keyboard.
        if !given_back {
            dom::focus(&heading);
        }
    });
    let after: Vec<Seal> = made.instead.iter().map(|plan| plan.seal).collect();
    let id = looked.id("plan");
    let criteria = boxes(
        format!("{id}_criteria"),
        slice!(form.criteria),
        looked
            .criteria
            .iter()
            .map(|(id, named)| (id.clone(), words::criterion(&named.number, &named.asks))),
    );
    let methods = boxes(
        format!("{id}_methods"),
        slice!(form.methods),
        MethodKind::ALL.map(|kind| (kind, report::method(kind).to_owned())),
    );
    let keep = {
        let id = id.clone();
        move |event: SubmitEvent| {
            event.prevent_default();
            tried.set(true);
            let today = clock::today();
            let (plan, first) = form
                .with_untracked(|form| (form.plan(today), form.missing(today).first().copied()));
            let Some(plan) = plan else {
                let part = first.map(mend).map(|(part, _)| format!("#{id}_{part}"));
                if let Some(control) = part.and_then(|part| dom::anywhere(&part)) {
                    dom::focus(&control);
                }
                return;
            };
            let criteria = form.with_untracked(|form| form.criteria.clone());
            let items: Vec<Item> = criteria.into_iter().map(Item::Criterion).collect();
            let done = (What::Plan(plan.into()), after.clone());
            let (pack, unit) = (&looked.place.0, &looked.place.1);
            let keeper = Rc::clone(&keeper);
            looked.page.act_and(
                &looked.opened,
                (pack, unit),
                &items,
                done,
                words::PLAN_KEPT,
                move || keeper.forget(),
            );
        }
    };
    let begun = StoredValue::new(begun);
    let start_again = move || {
        tried.set(false);
        form.set(begun.get_value());
    };
    let area = |part: &'static str, label: &'static str, hint: Option<&'static str>, field| {
        let id = format!("{id}_{part}");
        text_area(id, label, hint, field, move || wrong(part))
    };
    let line = |part: &'static str, kind: &'static str, label: &'static str, field| {
        let id = format!("{id}_{part}");
        input(id, kind, label, field, move || wrong(part))
    };
    view! {
        <form class="fields card" novalidate on:submit=keep data-form="plan">
            <h4 tabindex="-1" node_ref=heading>{words::NEW_PLAN}</h4>
            <GivenBack state=state start_again=start_again/>
            {group(format!("{id}_criteria"), words::PLAN_CRITERIA, criteria, move || wrong("criteria"))}
            {group(format!("{id}_methods"), words::PLAN_METHODS, methods, move || wrong("methods"))}
            {area("activity", words::PLAN_ACTIVITY, None, slice!(form.activity))}
            {area("place", words::PLAN_PLACE, Some(words::PLAN_PLACE_HELP), slice!(form.place))}
            {line("by_when", "date", words::PLAN_BY_WHEN, slice!(form.by_when))}
            {area("adjustments", words::PLAN_ADJUSTMENTS, Some(words::PLAN_ADJUSTMENTS_HELP), slice!(form.adjustments))}
            {area("confidentiality", words::PLAN_CONFIDENTIALITY, None, slice!(form.confidentiality))}
            {line("review", "date", words::PLAN_REVIEW, slice!(form.review))}
            {line("signed", "text", words::PLAN_SIGNED, slice!(form.signed))}
            <p class="cluster">
                <button type="submit" class="button" data-action="keep-plan">{words::KEEP_PLAN}</button>
                <button type="button" class="button button--quiet" data-action="not-now" on:click=move |_| making.set(None)>{words::NOT_NOW}</button>
            </p>
            <KeptSoFar state=state/>
        </form>
    }
}

/// A box to tick for each thing.
fn boxes<T: Ord + Clone + Send + Sync + 'static>(
    id: String,
    (chosen, set): (Signal<BTreeSet<T>>, SignalSetter<BTreeSet<T>>),
    things: impl IntoIterator<Item = (T, String)>,
) -> Vec<AnyView> {
    let things = things.into_iter().enumerate();
    let one = |(place, (thing, words)): (usize, (T, String))| {
        // The first carries the group's id, so that the keyboard can be led to it.
        let id = if place == 0 {
            id.clone()
        } else {
            format!("{id}_{place}")
        };
        let ticked = thing.clone();
        let tick = move |on: bool| {
            let mut now = chosen.get_untracked();
            if on {
                now.insert(thing.clone());
            } else {
                now.remove(&thing);
            }
            set.set(now);
        };
        view! {
            <label class="choice">
                <input id=id type="checkbox" prop:checked=move || chosen.with(|chosen| chosen.contains(&ticked))
                    on:change:target=move |event| tick(event.target().checked())/>
                <span>{words}</span>
            </label>
        }
        .into_any()
    };
    things.map(one).collect()
}

fn group(
    id: String,
    label: &'static str,
    boxes: Vec<AnyView>,
    wrong: impl Fn() -> Option<&'static str> + Send + Sync + 'static,
) -> impl IntoView {
    let error = format!("{id}_error");
    view! {
        <fieldset class="field" aria-describedby=error.clone()>
            <legend class="field__label">{label}</legend>
            {boxes}
            <p id=error.clone() class="field__error">{wrong}</p>
        </fieldset>
    }
}

fn text_area(
    id: String,
    label: &'static str,
    hint: Option<&'static str>,
    (field, set): (Signal<String>, SignalSetter<String>),
    wrong: impl Fn() -> Option<&'static str> + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let (error, help) = (format!("{id}_error"), format!("{id}_help"));
    let described = format!("{help} {error}");
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <p id=help class="hint">{hint}</p>
            <textarea id=id rows="2" aria-describedby=described aria-invalid=move || wrong().map(|_| "true")
                prop:value=field on:input:target=move |event| set.set(event.target().value())></textarea>
            <p id=error class="field__error">{wrong}</p>
        </div>
    }
}

fn input(
    id: String,
    kind: &'static str,
    label: &'static str,
    (field, set): (Signal<String>, SignalSetter<String>),
    wrong: impl Fn() -> Option<&'static str> + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let error = format!("{id}_error");
    let label = view! { <label for=id.clone()>{label}</label> };
    let input = match kind {
        "date" => view! {
            <DayField id=id described_by=error.clone() is_wrong=Signal::derive(move || wrong().is_some()) value=field put=move |day| set.set(day)/>
        }
        .into_any(),
        _ => view! {
            <input id=id type=kind aria-describedby=error.clone() aria-invalid=move || wrong().map(|_| "true")
                prop:value=field on:input:target=move |event| set.set(event.target().value())/>
        }
        .into_any(),
    };
    view! {
        <div class="field">
            {label}
            {input}
            <p id=error class="field__error">{wrong}</p>
        </div>
    }
}
