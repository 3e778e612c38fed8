//! The sampling plan as a form. Every change draws the sample anew and is kept.

use std::rc::Rc;

use leptos::prelude::*;

use super::{Quality, seed};
use crate::{
    desk::{matrix::assessors, sampled::KeptPlan},
    id::{PackId, UnitId},
    quality::sampling::{Experience, Method, Percent, Stage, Strategy},
    wording::assess::quality as words,
};

const METHODS: [Method; 5] = [
    Method::Written,
    Method::Observation,
    Method::ProfessionalDiscussion,
    Method::WitnessTestimony,
    Method::WorkProduct,
];

/// The form.
#[component]
pub(super) fn PlanForm(quality: Quality) -> impl IntoView {
    view! {
        <section class="card" aria-labelledby="quality_plan" data-part="plan">
            <h2 id="quality_plan">{words::PLAN}</h2>
            <p>{words::PLAN_HELP}</p>
            <form class="fields stack" on:submit=|event| event.prevent_default()>
                <div class="columns">
                    <fieldset class="stack">
                        <legend class="field__label">{words::RATES}</legend>
                        {rate(quality, "quality_training", words::experience(Experience::InTraining), |s| Some(s.assessors.in_training), |s, p| s.assessors.in_training = p.unwrap_or_default())}
                        {rate(quality, "quality_new", words::experience(Experience::New), |s| Some(s.assessors.new), |s, p| s.assessors.new = p.unwrap_or_default())}
                        {rate(quality, "quality_experienced", words::experience(Experience::Experienced), |s| Some(s.assessors.experienced), |s, p| s.assessors.experienced = p.unwrap_or_default())}
                    </fieldset>
                    <Experiences quality=quality/>
                    <fieldset>
                        <legend class="field__label">{words::ALWAYS}</legend>
                        {tick(quality, "quality_again", words::RESUBMISSIONS, |s| s.all_resubmissions, |s, on| s.all_resubmissions = on)}
                        {tick(quality, "quality_first", words::FIRST_UNITS, |s| s.first_units, |s, on| s.first_units = on)}
                        {tick(quality, "quality_everybody", words::EVERY_LEARNER, |s| s.every_learner_once, |s, on| s.every_learner_once = on)}
                    </fieldset>
                    <div class="stack">
                        <StageChoice quality=quality/>
                        <Seed quality=quality/>
                    </div>
                </div>
                <details>
                    <summary>{words::UNIT_RATES}</summary>
                    <p class="hint">{words::MORE_HELP}</p>
                    <div class="rates">{unit_rates(quality)}</div>
                </details>
                <details>
                    <summary>{words::METHOD_RATES}</summary>
                    <p class="hint">{words::MORE_HELP}</p>
                    <div class="rates">{METHODS.into_iter().enumerate().map(|(at, method)| rate(
                        quality,
                        &format!("quality_method_{at}"),
                        words::method(method),
                        move |s| s.methods.get(&method).copied(),
                        move |s, percent| match percent {
                            Some(percent) => { s.methods.insert(method, percent); }
                            None => { s.methods.remove(&method); }
                        },
                    )).collect_view()}</div>
                </details>
            </form>
        </section>
    }
}

fn strategy<R>(quality: Quality, look: impl FnOnce(&Strategy) -> R) -> Option<R> {
    quality
        .plan
        .with(|kept| kept.as_ref().map(|kept| look(&kept.plan.strategy)))
}

fn set(quality: Quality, change: impl Fn(&mut Strategy) + 'static) {
    quality.change(move |kept: &mut KeptPlan| change(&mut kept.plan.strategy));
}

/// A rate in hundredths; empty where there is none.
fn rate(
    quality: Quality,
    id: &str,
    label: &str,
    get: impl Fn(&Strategy) -> Option<Percent> + Send + Sync + 'static,
    put: impl Fn(&mut Strategy, Option<Percent>) + 'static,
) -> AnyView {
    let (id, label, put) = (id.to_owned(), label.to_owned(), Rc::new(put));
    let value = move || {
        let percent = strategy(quality, &get).flatten();
        percent.map_or(String::new(), |percent| percent.get().to_string())
    };
    let typed = move |text: String| {
        let number = text.trim().parse::<u8>().ok();
        let percent =
            number.map(|number| Percent::try_from(number.min(100)).unwrap_or(Percent::ALL));
        let put = Rc::clone(&put);
        set(quality, move |strategy| put(strategy, percent));
    };
    view! {
        <div class="rate">
            <label for=id.clone()>{label}</label>
            <input id=id type="number" min="0" max="100" step="1" inputmode="numeric" prop:value=value
                on:change:target=move |event| typed(event.target().value())/>
        </div>
    }
    .into_any()
}

fn tick(
    quality: Quality,
    id: &'static str,
    label: &'static str,
    get: fn(&Strategy) -> bool,
    put: fn(&mut Strategy, bool),
) -> impl IntoView {
    let ticked = move |on: bool| set(quality, move |strategy| put(strategy, on));
    view! {
        <div class="choice">
            <input type="checkbox" id=id prop:checked=move || strategy(quality, get).unwrap_or_default()
                on:change:target=move |event| ticked(event.target().checked())/>
            <label for=id>{label}</label>
        </div>
    }
}

fn unit_rates(quality: Quality) -> impl IntoView {
    let units = quality.names.with_value(|names| {
        let mut units: Vec<(PackId, UnitId, String)> = Vec::new();
        for place in names.places() {
            if units.iter().all(|(_, unit, _)| *unit != place.unit) {
                let title = names.unit(&place.pack, &place.unit).to_owned();
                units.push((place.pack.clone(), place.unit.clone(), title));
            }
        }
        units
    });
    let units = units
        .into_iter()
        .enumerate()
        .map(|(at, (pack, unit, title))| {
            let (its_pack, its_unit) = (pack.clone(), unit.clone());
            let get = move |s: &Strategy| s.units.get(&its_pack)?.get(&its_unit).copied();
            let put = move |s: &mut Strategy, percent: Option<Percent>| {
                let rates = s.units.entry(pack.clone()).or_default();
                match percent {
                    Some(percent) => rates.insert(unit.clone(), percent),
                    None => rates.remove(&unit),
                };
            };
            rate(quality, &format!("quality_unit_{at}"), &title, get, put)
        });
    units.collect_view()
}

#[component]
fn StageChoice(quality: Quality) -> impl IntoView {
    let stages = [Stage::Interim, Stage::Summative];
    let options = move || {
        let now = strategy(quality, |s| s.stage);
        stages
            .map(|stage| view! { <option selected=now == Some(stage)>{words::stage(stage)}</option> })
            .collect_view()
    };
    let choose = move |at: i32| {
        let stage = usize::try_from(at)
            .ok()
            .and_then(|at| stages.get(at).copied());
        if let Some(stage) = stage {
            set(quality, move |strategy| strategy.stage = stage);
        }
    };
    view! {
        <div class="field">
            <label for="quality_stage">{words::STAGE}</label>
            <p class="hint" id="quality_stage_help">{words::STAGE_HELP}</p>
            <select id="quality_stage" aria-describedby="quality_stage_help" on:change:target=move |event| choose(event.target().selected_index())>{options}</select>
        </div>
    }
}

#[component]
fn Seed(quality: Quality) -> impl IntoView {
    let value = move || {
        let plan = quality.plan.read();
        plan.as_ref()
            .map_or(String::new(), |kept| kept.plan.seed.to_string())
    };
    let typed = move |text: String| {
        if let Ok(seed) = text.trim().parse() {
            quality.change(move |kept| kept.plan.seed = seed);
        }
    };
    let draw = move |_| {
        let seed = seed();
        quality.change(move |kept| kept.plan.seed = seed);
    };
    view! {
        <div class="field">
            <label for="quality_seed">{words::SEED}</label>
            <p class="hint" id="quality_seed_help">{words::SEED_HELP}</p>
            <input id="quality_seed" type="text" inputmode="numeric" autocomplete="off" aria-describedby="quality_seed_help" prop:value=value
                on:change:target=move |event| typed(event.target().value())/>
            <p><button type="button" class="button button--quiet" data-action="draw" on:click=draw>{words::DRAW}</button></p>
        </div>
    }
}

#[component]
fn Experiences(quality: Quality) -> impl IntoView {
    let people = Memo::new(move |_| {
        let me = quality.desk.me().map(|me| me.person);
        let summaries = quality.desk.summaries.read();
        let mut people = assessors(summaries.values());
        people.retain(|person, _| Some(*person) != me);
        people.into_iter().collect::<Vec<_>>()
    });
    let choices = [Experience::New, Experience::Experienced];
    let lines = move || {
        let people = people.get();
        if people.is_empty() {
            return view! { <p class="hint">{words::NO_ASSESSORS}</p> }.into_any();
        }
        let lines = people.into_iter().enumerate().map(|(at, (person, name))| {
            let id = format!("quality_person_{at}");
            let now = quality.plan.with(|kept| {
                kept.as_ref().and_then(|kept| kept.experiences.get(&person).copied())
            });
            let now = now.unwrap_or(Experience::New);
            let options = choices.map(|choice| view! { <option selected=choice == now>{words::experience(choice)}</option> });
            let choose = move |at: i32| {
                let choice = usize::try_from(at).ok().and_then(|at| choices.get(at).copied());
                if let Some(choice) = choice {
                    quality.change(move |kept| {
                        kept.experiences.insert(person, choice);
                    });
                }
            };
            view! {
                <div class="rate">
                    <label for=id.clone()>{name.to_string()}</label>
                    <select id=id on:change:target=move |event| choose(event.target().selected_index())>{options.collect_view()}</select>
                </div>
            }
        });
        lines.collect_view().into_any()
    };
    view! {
        <fieldset class="stack">
            <legend class="field__label">{words::ASSESSORS}</legend>
            {lines}
        </fieldset>
    }
}
