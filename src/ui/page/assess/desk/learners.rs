//! Everybody on the desk: found, sorted, gone to, and taken off it.

use std::sync::Arc;

use jiff::Timestamp;
use leptos::{prelude::*, task::spawn_local};

use super::{Here, intake::Part, queue::has_name, rows::Rows};
use crate::{
    desk::{called::Called, place::DeskPlace, summary::Summary, task::tasks},
    record::{
        event::{Actor, PersonId},
        state::Standing,
    },
    route::Route,
    ui::{
        clock, dom,
        page::address,
        part::{dialog::Dialog, download::download},
    },
    wording::{assess::desk as words, file},
};

/// One learner, as a row shows her.
#[derive(Clone, Hash, PartialEq, Eq)]
struct Line {
    id: PersonId,
    name: String,
    waiting: usize,
    met: usize,
    /// How many criteria there is anything for.
    begun: usize,
    latest: Option<Timestamp>,
}

impl Line {
    fn of(summary: &Summary, me: &Actor, called: &Called) -> Self {
        let standings = summary
            .criteria()
            .map(|(_, _, criterion)| criterion.standing);
        Self {
            id: summary.learner.id,
            name: called.learner(summary.learner.id, &summary.learner.name),
            // The queue's own count: two that differ would leave her looking for the rest.
            waiting: tasks([summary], me).len(),
            met: standings
                .filter(|standing| *standing == Standing::Met)
                .count(),
            begun: summary.criteria().count(),
            latest: summary.latest,
        }
    }
}

/// In what order learners stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    Name,
    Waiting,
    Latest,
}

const SORTS: [Sort; 3] = [Sort::Name, Sort::Waiting, Sort::Latest];

/// Everybody on the desk.
#[component]
pub(super) fn Learners(here: Here, me: Actor) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let sort = RwSignal::new(Sort::Name);
    let leaving: RwSignal<Option<(PersonId, String)>> = RwSignal::new(None);
    let said = RwSignal::new(None);
    let mine = me.clone();
    let all = Memo::new(move |_| {
        here.intake.summaries(Part::Learners, |all| {
            let called = here.desk.called.get_untracked();
            let lines = all
                .values()
                .map(|summary| Line::of(summary, &mine, &called));
            lines.map(Arc::new).collect::<Vec<_>>()
        })
    });
    let lines = Memo::new(move |_| {
        let mut lines = all.get();
        typed.with(|typed| lines.retain(|line| has_name(&line.name, typed)));
        lines.sort_by_cached_key(|line| (line.name.to_lowercase(), line.id));
        match sort.get() {
            Sort::Name => {}
            Sort::Waiting => lines.sort_by_key(|line| std::cmp::Reverse(line.waiting)),
            Sort::Latest => lines.sort_by_key(|line| std::cmp::Reverse(line.latest)),
        }
        lines
    });
    let sorted = move |event: web_sys::Event| {
        let at = event_target_value(&event).parse::<usize>().ok();
        sort.set(
            at.and_then(|at| SORTS.get(at))
                .copied()
                .unwrap_or(Sort::Name),
        );
    };
    view! {
        <section class="card" id="desk_learners" aria-labelledby="desk_learners_title" data-desk="learners">
            <h2 id="desk_learners_title">{words::LEARNERS}</h2>
            <div class="desk__fields">
                <div class="field">
                    <label for="desk_search">{words::SEARCH}</label>
                    <input id="desk_search" type="search" autocomplete="off"
                        prop:value=typed on:input:target=move |event| typed.set(event.target().value())/>
                </div>
                <div class="field">
                    <label for="desk_sort">{words::SORT}</label>
                    <select id="desk_sort" on:change=sorted>
                        {words::SORTS.into_iter().enumerate().map(|(at, name)| view! { <option value=at.to_string()>{name}</option> }).collect_view()}
                    </select>
                </div>
            </div>
            <p class="meta" role="status">{move || words::learners(lines.with(Vec::len), all.with(Vec::len))}</p>
            <Show when=move || lines.with(|lines| !lines.is_empty()) fallback=|| view! { <p>{words::NOBODY_FITS}</p> }>
                <Rows items=lines row=move |line| row(&line, leaving) label=words::LEARNERS name="learners"/>
            </Show>
            <p role="status" data-said="learners">{move || said.get()}</p>
        </section>
        <TakeOff here=here me=me leaving=leaving said=said/>
    }
}

fn row(line: &Line, leaving: RwSignal<Option<(PersonId, String)>>) -> AnyView {
    let to = format!(
        "{}#{}",
        address(&Route::Portfolio),
        DeskPlace::learner(line.id)
    );
    let latest = line.latest.map(|at| words::latest(&clock::local_day(at)));
    let (id, name) = (line.id, line.name.clone());
    let label = words::take_off(&name);
    let state = if line.waiting > 0 {
        "handed-in"
    } else {
        "draft"
    };
    view! {
        <a class="rows__link" href=to data-learner=id.to_string()><strong class="rows__title">{line.name.clone()}</strong></a>
        <span class="rows__meta">
            <span class="chip" data-state=state>{words::waiting(line.waiting)}</span>
            <span class="rows__more">{words::met(line.met, line.begun)}{latest.map(|latest| format!(" · {latest}"))}</span>
        </span>
        <button type="button" class="button button--plain rows__end" data-action="take-off" aria-label=label
            on:click=move |_| leaving.set(Some((id, name.clone())))>{words::TAKE_OFF}</button>
    }
    .into_any()
}

/// Asks before a learner is taken off, and offers her file.
#[component]
fn TakeOff(
    here: Here,
    me: Actor,
    leaving: RwSignal<Option<(PersonId, String)>>,
    said: RwSignal<Option<String>>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let note: RwSignal<Option<String>> = RwSignal::new(None);
    Effect::new(move |_| {
        let asks = leaving.with(Option::is_some);
        if asks {
            note.set(None);
        }
        if asks != open.get_untracked() {
            open.set(asks);
        }
    });
    // The dialogue closes by itself too, with Escape.
    Effect::new(move |_| {
        if !open.get() && leaving.with_untracked(Option::is_some) {
            leaving.set(None);
        }
    });
    let desk = here.desk;
    let help = match desk.goes_to_provider() {
        true => words::TAKE_OFF_HELP_SENT,
        false => words::TAKE_OFF_HELP,
    };
    let me = StoredValue::new(me);
    let save = move |_| {
        let Some((id, _)) = leaving.get_untracked() else {
            return;
        };
        spawn_local(async move {
            let portfolio = desk.portfolio(id).await.ok().flatten();
            note.set(Some(match portfolio {
                Some(portfolio) => {
                    let made = portfolio.hand_back(me.get_value());
                    let name = made.file_name(clock::here_now());
                    match download(&name, &made.to_text()) {
                        true => file::saved(&name),
                        false => file::NOT_SAVED.to_owned(),
                    }
                }
                None => words::NO_RECORD.to_owned(),
            }));
        });
    };
    let take_off = move |_| {
        let Some((id, name)) = leaving.get_untracked() else {
            return;
        };
        spawn_local(async move {
            match desk.take_off(&[id]).await {
                Ok(()) => {
                    // The row with the button is gone.
                    dom::focus_soon("#desk_search");
                    // Also while files are being opened, when the lists do not follow by themselves.
                    here.intake.follow();
                    said.set(Some(words::taken_off(&name)));
                }
                Err(error) => desk.session.tell(&error),
            }
            open.set(false);
        });
    };
    view! {
        <Dialog open=open title=words::TAKE_OFF_TITLE id="desk_take_off">
            <p><strong>{move || leaving.get().map(|(_, name)| name)}</strong></p>
            <p>{help}</p>
            <p><button type="button" class="button button--quiet" data-action="save-first" on:click=save>{words::SAVE_FIRST}</button></p>
            <p class="hint" role="status">{move || note.get()}</p>
            <p class="cluster">
                <button type="button" class="button button--danger" data-action="take-off-now" on:click=take_off>{words::TAKE_OFF}</button>
                <button type="button" class="button button--quiet" data-action="leave" on:click=move |_| open.set(false)>{words::LEAVE}</button>
            </p>
        </Dialog>
    }
}
