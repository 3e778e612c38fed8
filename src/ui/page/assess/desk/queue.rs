//! What waits for the person at the desk, and the ways to see less of it at once.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use leptos::prelude::*;

use super::{Here, intake::Part, labels::Labels, rows::Rows};
use crate::{
    desk::task::{Task, TaskKind, tasks},
    id::{CriterionId, UnitId},
    record::event::Actor,
    route::Route,
    ui::{clock, page::address},
    wording::assess::desk as words,
};

/// What waits; copies share it.
type Waits = Vec<Arc<Task>>;

/// In what order the queue stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order {
    Longest,
    Learner,
    Criterion,
    Kind,
}

const ORDERS: [Order; 4] = [
    Order::Longest,
    Order::Learner,
    Order::Criterion,
    Order::Kind,
];

/// What is to be shown.
#[derive(Clone, Copy)]
struct Wanted {
    unit: RwSignal<Option<UnitId>>,
    criterion: RwSignal<Option<CriterionId>>,
    kind: RwSignal<Option<TaskKind>>,
    learner: RwSignal<String>,
    order: RwSignal<Order>,
}

impl Wanted {
    fn fits(self, task: &Task) -> bool {
        let unit = self
            .unit
            .with(|unit| unit.as_ref().is_none_or(|unit| *unit == task.unit));
        let criterion = self
            .criterion
            .with(|criterion| criterion.is_none() || *criterion == task.criterion);
        let kind = self.kind.get().is_none_or(|kind| kind == task.kind);
        unit && criterion && kind && self.learner.with(|typed| has_name(&task.name, typed))
    }
}

/// Whether a name has what was typed in it.
pub(super) fn has_name(name: &str, typed: &str) -> bool {
    let typed = typed.trim().to_lowercase();
    typed.is_empty() || name.to_lowercase().contains(&typed)
}

/// The queue.
#[component]
pub(super) fn Queue(here: Here, me: Actor) -> impl IntoView {
    let wanted = Wanted {
        unit: RwSignal::new(None),
        criterion: RwSignal::new(None),
        kind: RwSignal::new(None),
        learner: RwSignal::new(String::new()),
        order: RwSignal::new(Order::Longest),
    };
    let all = Memo::new(move |_| {
        let tasks = |all: &BTreeMap<_, _>| tasks(all.values(), &me);
        let tasks = here.intake.summaries(Part::Queue, tasks);
        let called = here.desk.called.get_untracked();
        let named = tasks.into_iter().map(|task| Task {
            name: called.learner(task.learner, &task.name).into(),
            ..task
        });
        named.map(Arc::new).collect::<Waits>()
    });
    let fitting = Memo::new(move |_| {
        all.with(|all| {
            all.iter()
                .filter(|task| wanted.fits(task))
                .cloned()
                .collect::<Waits>()
        })
    });
    // Tasks come oldest first.
    let oldest = Memo::new(move |_| fitting.with(|tasks| tasks.first().map(|task| place_of(task))));
    // What a row says is worked out once it is in view.
    let sorted = Memo::new(move |_| {
        let mut tasks = fitting.get();
        match wanted.order.get() {
            Order::Longest => {}
            Order::Learner => tasks.sort_by(|a, b| a.name.cmp(&b.name)),
            Order::Criterion => here.labels.with_value(|labels| {
                tasks.sort_by_cached_key(|task| (labels.unit(&task.unit), asks(labels, task)));
            }),
            Order::Kind => tasks.sort_by_key(|task| task.kind),
        }
        tasks
    });
    let nothing = Memo::new(move |_| all.with(Vec::is_empty));
    let nothing_waits = match here.desk.goes_to_provider() {
        true => words::NOTHING_WAITS_THERE,
        false => words::NOTHING_WAITS,
    };
    view! {
        <section class="card" id="desk_queue" aria-labelledby="desk_queue_title" data-desk="queue">
            <h2 id="desk_queue_title">{words::QUEUE}</h2>
            <Show when=move || !nothing.get() fallback=move || view! { <p>{nothing_waits}</p> }>
                {move || oldest.get().map(|to| view! {
                    <p><a class="button" data-action="start" href=to>{words::START}</a></p>
                })}
                <Filters here=here wanted=wanted all=all/>
                <p class="meta" role="status">{move || words::waits(fitting.with(Vec::len), all.with(Vec::len))}</p>
                <Show when=move || sorted.with(|tasks| !tasks.is_empty()) fallback=|| view! { <p>{words::NOTHING_FITS}</p> }>
                    <Rows items=sorted row=move |task| row(here, &task) label=words::QUEUE name="queue"/>
                </Show>
            </Show>
        </section>
    }
}

/// Where a task is seen to: a unit is signed off on the learner's page.
fn place_of(task: &Task) -> String {
    let route = match task.criterion {
        Some(_) => Route::Judge,
        None => Route::Portfolio,
    };
    format!("{}#{}", address(&route), task.place())
}

/// The words of a task's criterion, or that it is about the whole unit.
fn asks(labels: &Labels, task: &Task) -> String {
    task.criterion.as_ref().map_or_else(
        || words::WHOLE_UNIT.to_owned(),
        |criterion| labels.criterion(&task.unit, criterion),
    )
}

fn row(here: Here, task: &Task) -> AnyView {
    let days = (clock::now().as_second() - task.since.as_second()) / (24 * 60 * 60);
    let since = words::since(&clock::local_day(task.since), days);
    let (unit, criterion) = here
        .labels
        .with_value(|labels| (labels.unit(&task.unit), asks(labels, task)));
    view! {
        <a class="rows__link" href=place_of(task)>
            <strong class="rows__title">{task.name.to_string()}</strong>
            <span class="rows__text">{criterion}</span>
        </a>
        <span class="rows__meta">
            <span class="chip" data-task=words::task_key(task.kind)>
                <span aria-hidden="true">{words::task_sign(task.kind)}" "</span>
                {words::task(task.kind)}
            </span>
            <span class="rows__more">{since}" · "{unit}</span>
        </span>
    }
    .into_any()
}

/// Choices of what to see. Only what waits is offered.
#[component]
fn Filters(here: Here, wanted: Wanted, all: Memo<Waits>) -> impl IntoView {
    let units = Memo::new(move |_| {
        let units: BTreeSet<UnitId> = all.with(|all| cloned(all.iter().map(|task| &task.unit)));
        named(units, |unit| {
            here.labels.with_value(|labels| labels.unit(unit))
        })
    });
    let criteria = Memo::new(move |_| {
        let Some(unit) = wanted.unit.get() else {
            return Vec::new();
        };
        let of_unit = all.with(|all| {
            let of_unit = all.iter().filter(|task| task.unit == unit);
            cloned(of_unit.filter_map(|task| task.criterion.as_ref()))
        });
        named(of_unit, |criterion| {
            here.labels
                .with_value(|labels| labels.criterion(&unit, criterion))
        })
    });
    let kinds = Memo::new(move |_| {
        let kinds: BTreeSet<TaskKind> = all.with(|all| all.iter().map(|task| task.kind).collect());
        named(kinds, |kind| words::task(*kind).to_owned())
    });
    let order = move |event: web_sys::Event| {
        let chosen = event_target_value(&event).parse::<usize>().ok();
        let order = chosen.and_then(|at| ORDERS.get(at)).copied();
        wanted.order.set(order.unwrap_or(Order::Longest));
    };
    Effect::new(move |_| {
        wanted.unit.track();
        wanted.criterion.set(None);
    });
    view! {
        <details class="desk__filters" data-desk="filters">
            <summary>{words::FILTERS}</summary>
            <div class="desk__fields">
                <Choice id="desk_unit" label=words::UNIT offered=units chosen=wanted.unit/>
                <Show when=move || wanted.unit.with(Option::is_some)>
                    <Choice id="desk_criterion" label=words::CRITERION offered=criteria chosen=wanted.criterion/>
                </Show>
                <Choice id="desk_kind" label=words::KIND offered=kinds chosen=wanted.kind/>
                <div class="field">
                    <label for="desk_learner">{words::LEARNER}</label>
                    <input id="desk_learner" type="search" autocomplete="off"
                        prop:value=wanted.learner on:input:target=move |event| wanted.learner.set(event.target().value())/>
                </div>
                <div class="field">
                    <label for="desk_order">{words::ORDER}</label>
                    <select id="desk_order" on:change=order>
                        {words::ORDERS.into_iter().enumerate().map(|(at, name)| view! { <option value=at.to_string()>{name}</option> }).collect_view()}
                    </select>
                </div>
            </div>
        </details>
    }
}

/// Every different one of many.
fn cloned<'t, T: Ord + Clone + 't>(things: impl Iterator<Item = &'t T>) -> BTreeSet<T> {
    let different: BTreeSet<&T> = things.collect();
    different.into_iter().cloned().collect()
}

/// Things with their names, in the order of the names.
fn named<T>(things: BTreeSet<T>, name: impl Fn(&T) -> String) -> Vec<(T, String)> {
    let mut named: Vec<_> = things
        .into_iter()
        .map(|thing| {
            let name = name(&thing);
            (thing, name)
        })
        .collect();
    named.sort_by(|(_, one), (_, other)| one.cmp(other));
    named
}

/// One of several, or all of them.
#[component]
fn Choice<T: Clone + PartialEq + Send + Sync + 'static>(
    id: &'static str,
    label: &'static str,
    offered: Memo<Vec<(T, String)>>,
    chosen: RwSignal<Option<T>>,
) -> impl IntoView {
    let choose = move |event: web_sys::Event| {
        let at = event_target_value(&event).parse::<usize>().ok();
        let thing = at.and_then(|at| offered.with_untracked(|all| all.get(at).cloned()));
        chosen.set(thing.map(|(thing, _)| thing));
    };
    let options = move || {
        let now = chosen.get_untracked();
        let option = |(at, (thing, name)): (usize, (T, String))| {
            let selected = now.as_ref() == Some(&thing);
            view! { <option value=at.to_string() selected=selected>{name}</option> }
        };
        offered
            .get()
            .into_iter()
            .enumerate()
            .map(option)
            .collect_view()
    };
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <select id=id on:change=choose>
                <option value="">{words::ALL}</option>
                {options}
            </select>
        </div>
    }
}
