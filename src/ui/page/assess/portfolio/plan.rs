//! Assessment plans of a unit: those that stand, what the learner said, a new one.

use std::collections::BTreeSet;

use jiff::civil::Date;
use leptos::{ev::SubmitEvent, html, prelude::*};

use super::unit::Looked;
use crate::{
    id::CriterionId,
    record::{event::Item, evidence::MethodKind, plan::Plan, seal::Seal, state::Kept, what::What},
    ui::{clock, dom, part::plan as part},
    wording::{assess::portfolio as words, date, plan as said, report},
};

#[component]
pub(super) fn Plans(looked: Looked) -> impl IntoView {
    let (standing, earlier) = looked.with_unit(|did| {
        let heads: Vec<Kept<Plan>> = did.plans.heads().into_iter().cloned().collect();
        let is_head = |plan: &Kept<Plan>| heads.iter().any(|head| head.seal == plan.seal);
        let all = did.plans.in_order().into_iter();
        let earlier: Vec<Kept<Plan>> = all.filter(|plan| !is_head(plan)).cloned().collect();
        (heads, earlier)
    });
    // The plan that a new one takes the place of; none within for a plan of its own.
    let making = RwSignal::new(None::<Option<Kept<Plan>>>);
    let none = standing.is_empty();
    let may = looked.opened.may_assess();
    let shown: Vec<_> = standing
        .iter()
        .map(|plan| one(&looked, plan, making))
        .collect();
    let replaced: Vec<_> = earlier.iter().map(|plan| past(&looked, plan)).collect();
    let form = looked.clone();
    view! {
        <section data-part="plans">
            <h3>{words::PLANS}</h3>
            {none.then(|| view! { <p class="hint">{words::NO_PLAN}</p> })}
            {shown}
            {(!replaced.is_empty()).then(|| view! { <details><summary>{said::EARLIER}</summary>{replaced}</details> })}
            {may.then(|| view! {
                {move || match making.get() {
                    Some(instead) => view! { <PlanForm looked=form.clone() instead=instead making=making/> }.into_any(),
                    None => view! {
                        <p><button type="button" class="button button--quiet" data-action="make-plan" on:click=move |_| making.set(Some(None))>{words::MAKE_PLAN}</button></p>
                    }.into_any(),
                }}
            })}
        </section>
    }
}

fn one(
    looked: &Looked,
    plan: &Kept<Plan>,
    making: RwSignal<Option<Option<Kept<Plan>>>>,
) -> impl IntoView + use<> {
    let answered = looked.with_unit(|did| {
        let mut answers = did.plan_answers.iter();
        answers.any(|answer| answer.event.after.contains(&plan.seal))
    });
    let instead = plan.clone();
    view! {
        {past(looked, plan)}
        {(!answered).then(|| view! { <p class="hint">{said::NOT_ANSWERED}</p> })}
        {looked.opened.may_assess().then(|| view! {
            <p><button type="button" class="button button--plain" data-action="change-plan" on:click=move |_| making.set(Some(Some(instead.clone())))>{words::CHANGE_PLAN}</button></p>
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

/// What has been filled in.
#[derive(Clone, Copy)]
struct Filled {
    criteria: RwSignal<BTreeSet<CriterionId>>,
    methods: RwSignal<BTreeSet<MethodKind>>,
    activity: RwSignal<String>,
    place: RwSignal<String>,
    by_when: RwSignal<String>,
    adjustments: RwSignal<String>,
    confidentiality: RwSignal<String>,
    review: RwSignal<String>,
    signed: RwSignal<String>,
}

impl Filled {
    fn new(looked: &Looked, instead: Option<&Kept<Plan>>) -> Self {
        let text = |get: fn(&Plan) -> String| {
            RwSignal::new(instead.map(|plan| get(&plan.said)).unwrap_or_default())
        };
        let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        let criteria = instead.map(|plan| {
            let ids = looked.criteria.iter().map(|(id, _)| id.clone());
            let about = |id: &CriterionId| {
                let item = Item::Criterion(id.clone());
                plan.event.about.iter().any(|about| about.item == item)
            };
            ids.filter(about).collect()
        });
        let methods = instead.map(|plan| plan.said.methods.clone());
        Self {
            criteria: RwSignal::new(criteria.unwrap_or_default()),
            methods: RwSignal::new(methods.unwrap_or_default()),
            activity: text(|plan| plan.activity.to_string()),
            place: text(|plan| plan.place.to_string()),
            by_when: RwSignal::new(instead.map(|p| day(p.said.by_when)).unwrap_or_default()),
            adjustments: text(|plan| plan.adjustments.to_string()),
            confidentiality: text(|plan| plan.confidentiality.to_string()),
            review: RwSignal::new(instead.map(|p| day(p.said.review)).unwrap_or_default()),
            signed: RwSignal::new(looked.opened.me.name.to_string()),
        }
    }

    /// What is missing, with the part of the form to mend it at.
    fn missing(self) -> Vec<(&'static str, &'static str)> {
        let empty = |field: RwSignal<String>| field.with(|text| text.trim().is_empty());
        [
            (
                self.criteria.with(BTreeSet::is_empty),
                "criteria",
                words::CHOOSE_CRITERIA,
            ),
            (
                self.methods.with(BTreeSet::is_empty),
                "methods",
                words::CHOOSE_METHODS,
            ),
            (empty(self.activity), "activity", words::SAY_ACTIVITY),
            (empty(self.signed), "signed", words::SIGN_PLAN),
        ]
        .into_iter()
        .filter_map(|(missing, part, words)| missing.then_some((part, words)))
        .collect()
    }

    fn to_plan(self) -> Plan {
        let text = |field: RwSignal<String>| field.with_untracked(|text| text.trim().into());
        let day = |field: RwSignal<String>| field.with_untracked(|text| text.parse().ok());
        Plan {
            date: clock::today(),
            methods: self.methods.get_untracked(),
            activity: text(self.activity),
            place: text(self.place),
            by_when: day(self.by_when),
            adjustments: text(self.adjustments),
            confidentiality: text(self.confidentiality),
            review: day(self.review),
            signed: text(self.signed),
        }
    }
}

#[component]
fn PlanForm(
    looked: Looked,
    instead: Option<Kept<Plan>>,
    making: RwSignal<Option<Option<Kept<Plan>>>>,
) -> impl IntoView {
    let filled = Filled::new(&looked, instead.as_ref());
    let tried = RwSignal::new(false);
    let wrong = move |part: &'static str| {
        let missing = if tried.get() {
            filled.missing()
        } else {
            Vec::new()
        };
        missing
            .into_iter()
            .find_map(|(at, words)| (at == part).then_some(words))
    };
    let heading = NodeRef::<html::H4>::new();
    heading.on_load(|heading| dom::focus(&heading));
    let after: Vec<Seal> = instead.iter().map(|plan| plan.seal).collect();
    let id = looked.id("plan");
    let criteria = boxes(
        format!("{id}_criteria"),
        filled.criteria,
        looked
            .criteria
            .iter()
            .map(|(id, named)| (id.clone(), words::criterion(&named.number, &named.asks))),
    );
    let methods = boxes(
        format!("{id}_methods"),
        filled.methods,
        MethodKind::ALL.map(|kind| (kind, report::method(kind).to_owned())),
    );
    let keep = {
        let id = id.clone();
        move |event: SubmitEvent| {
            event.prevent_default();
            tried.set(true);
            if let Some((part, _)) = untrack(|| filled.missing()).first() {
                let control = dom::anywhere(&format!("#{id}_{part}"));
                if let Some(control) = control {
                    dom::focus(&control);
                }
                return;
            }
            let items: Vec<Item> = filled
                .criteria
                .get_untracked()
                .into_iter()
                .map(Item::Criterion)
                .collect();
            let done = (What::Plan(filled.to_plan().into()), after.clone());
            let (pack, unit) = (&looked.place.0, &looked.place.1);
            looked
                .page
                .act(&looked.opened, (pack, unit), &items, done, words::PLAN_KEPT);
        }
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
            {group(format!("{id}_criteria"), words::PLAN_CRITERIA, criteria, move || wrong("criteria"))}
            {group(format!("{id}_methods"), words::PLAN_METHODS, methods, move || wrong("methods"))}
            {area("activity", words::PLAN_ACTIVITY, None, filled.activity)}
            {area("place", words::PLAN_PLACE, Some(words::PLAN_PLACE_HELP), filled.place)}
            {line("by_when", "date", words::PLAN_BY_WHEN, filled.by_when)}
            {area("adjustments", words::PLAN_ADJUSTMENTS, Some(words::PLAN_ADJUSTMENTS_HELP), filled.adjustments)}
            {area("confidentiality", words::PLAN_CONFIDENTIALITY, None, filled.confidentiality)}
            {line("review", "date", words::PLAN_REVIEW, filled.review)}
            {line("signed", "text", words::PLAN_SIGNED, filled.signed)}
            <p class="cluster">
                <button type="submit" class="button" data-action="keep-plan">{words::KEEP_PLAN}</button>
                <button type="button" class="button button--quiet" on:click=move |_| making.set(None)>{words::NOT_NOW}</button>
            </p>
        </form>
    }
}

/// A box to tick for each thing.
fn boxes<T: Ord + Clone + Send + Sync + 'static>(
    id: String,
    chosen: RwSignal<BTreeSet<T>>,
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
            chosen.update(|chosen| {
                if on {
                    chosen.insert(thing.clone());
                } else {
                    chosen.remove(&thing);
                }
            });
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
    field: RwSignal<String>,
    wrong: impl Fn() -> Option<&'static str> + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let (error, help) = (format!("{id}_error"), format!("{id}_help"));
    let described = format!("{help} {error}");
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <p id=help class="hint">{hint}</p>
            <textarea id=id rows="2" aria-describedby=described aria-invalid=move || wrong().map(|_| "true")
                prop:value=field on:input:target=move |event| field.set(event.target().value())></textarea>
            <p id=error class="field__error">{wrong}</p>
        </div>
    }
}

fn input(
    id: String,
    kind: &'static str,
    label: &'static str,
    field: RwSignal<String>,
    wrong: impl Fn() -> Option<&'static str> + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let error = format!("{id}_error");
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <input id=id type=kind aria-describedby=error.clone() aria-invalid=move || wrong().map(|_| "true")
                prop:value=field on:input:target=move |event| field.set(event.target().value())/>
            <p id=error class="field__error">{wrong}</p>
        </div>
    }
}
