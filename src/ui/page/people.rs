//! The people page: who uses this device, who is learning now, somebody new, and taking one's
//! work off a device.

use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};

use super::address;
use crate::{
    exchange::news::News,
    route::Route,
    ui::{
        dom, nav,
        part::{dialog::Dialog, file::SaveCopy},
        people::Person,
        session::{Phase, Session},
        sync::known::Unsent,
    },
    wording::{file, people, provider},
};

/// Takes over the people page, once it is known who is there, so that nothing on it moves after.
pub(super) fn attach(session: Session) {
    let is_known = Memo::new(move |_| session.phase.get() != Phase::Opening);
    Effect::new(move |_| {
        if let Some(place) = dom::place("people").filter(|_| is_known.get()) {
            dom::fill(place, move || view! { <People session=session/> });
        }
    });
}

#[component]
fn People(session: Session) -> impl IntoView {
    let current = Memo::new(move |_| session.person());
    let everybody = move || {
        let now = current.get().map(|person| person.id);
        let listed = session.people.get();
        if listed.is_empty() {
            return view! { <p>{people::NOBODY_YET}</p> }.into_any();
        }
        let items = listed.into_iter().map(|person| {
            let is_now = now == Some(person.id);
            view! { <li><Row session=session person=person is_now=is_now/></li> }
        });
        view! { <ul class="history">{items.collect_view()}</ul> }.into_any()
    };
    view! {
        <div class="stack">
            <section class="card" aria-labelledby="people_here">
                <h2 id="people_here">{people::EVERYBODY}</h2>
                {everybody}
            </section>
            <section class="card" aria-labelledby="people_new">
                <h2 id="people_new">{people::ADD_TITLE}</h2>
                <Add session=session/>
            </section>
            {move || match (current.get(), session.phase.get()) {
                (Some(person), Phase::Open) => view! { <Finish session=session person=person locked=false/> }.into_any(),
                (Some(person), Phase::Locked) => view! { <Finish session=session person=person locked=true/> }.into_any(),
                (_, Phase::Open | Phase::Locked | Phase::Opening | Phase::Nobody) => ().into_any(),
            }}
        </div>
    }
}

#[component]
fn Row(session: Session, person: Person, is_now: bool) -> impl IntoView {
    let id = person.id;
    let is_opening = move || session.phase.get() == Phase::Opening;
    let choose = move |_| {
        spawn_local(async move {
            session.choose(Some(id)).await;
            nav::go(&address(&Route::Home));
        });
    };
    view! {
        <div class="toolbar" data-person=id.to_string()>
            <strong>{person.shown_name().to_owned()}</strong>
            {person.lock.is_some().then(|| view! {
                <span class="chip" data-lock="">{people::HAS_LOCK}</span>
            })}
            <span class="toolbar__end">
                {if is_now {
                    view! { <span class="chip" data-state="handed-in">{people::IN_USE}</span> }.into_any()
                } else {
                    let words = people::choose(&person.name);
                    view! { <button type="button" class="button button--quiet" data-action="choose" disabled=is_opening on:click=choose>{words}</button> }.into_any()
                }}
            </span>
        </div>
    }
}

#[component]
fn Add(session: Session) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let wrong = RwSignal::new(None);
    let add = move |event: SubmitEvent| {
        event.prevent_default();
        let name = typed.get_untracked().trim().to_owned();
        let is_here = |person: &Person| person.name.to_lowercase() == name.to_lowercase();
        // Whoever has given no name shares it with nobody.
        let is_taken =
            !name.is_empty() && session.people.with_untracked(|all| all.iter().any(is_here));
        let found = match (name.is_empty(), is_taken) {
            (true, _) => Some(people::TYPE_NAME.to_owned()),
            (false, true) => Some(people::name_taken(&name)),
            (false, false) => None,
        };
        // Two people may have one name, who have been told so.
        let is_told = is_taken && wrong.get_untracked() == found;
        if found.is_some() && !is_told {
            wrong.set(found);
            return;
        }
        spawn_local(async move {
            // The record that is open stays where it is; the new one begins empty.
            session.choose(None).await;
            session.begin(&name);
            nav::go(&address(&Route::Home));
        });
    };
    view! {
        <form class="field" on:submit=add novalidate data-form="somebody-new">
            <label for="people_name">{people::ADD_NAME}</label>
            <p class="hint" id="people_name_help">{people::ADD_HELP}</p>
            <input id="people_name" type="text" autocomplete="off" maxlength="120"
                aria-describedby="people_name_help people_name_wrong"
                aria-invalid=move || wrong.get().map(|_| "true")
                prop:value=typed on:input:target=move |event| typed.set(event.target().value())/>
            <p id="people_name_wrong" class="field__error" role="alert">{move || wrong.get()}</p>
            <p><button type="submit" class="button" disabled=move || session.phase.get() == Phase::Opening>{people::ADD}</button></p>
        </form>
    }
}

/// The way off this device, for the person who is open in this tab; for a locked record, which
/// nobody can save, with that said.
#[component]
fn Finish(session: Session, person: Person, locked: bool) -> impl IntoView {
    let open = RwSignal::new(false);
    let name = person.name;
    let (title, help) = if locked {
        (people::FORGOTTEN, people::FORGOTTEN_HELP)
    } else {
        (people::FINISH_TITLE, people::FINISH_HELP)
    };
    view! {
        <section class="card" aria-labelledby="people_finish">
            <h2 id="people_finish">{title}</h2>
            <p>{help}</p>
            <p><button type="button" class="button button--danger" data-action="finish" on:click=move |_| open.set(true)>
                {if locked { people::ERASE } else { people::FINISH }}
            </button></p>
        </section>
        <Dialog open=open title=people::ERASE_TITLE id="people_erase">
            <Erase session=session name=name.clone() locked=locked open=open/>
        </Dialog>
    }
}

#[component]
fn Erase(session: Session, name: String, locked: bool, open: RwSignal<bool>) -> impl IntoView {
    let sure = RwSignal::new(false);
    let wrong = RwSignal::new(None);
    let erase = move |event: SubmitEvent| {
        event.prevent_default();
        if !sure.get_untracked() {
            wrong.set(Some(people::TICK_FIRST.to_owned()));
            return;
        }
        spawn_local(async move {
            match session.erase().await {
                Ok(()) => nav::reload(),
                Err(error) => wrong.set(Some(error.to_string())),
            }
        });
    };
    let help = if locked {
        people::erase_locked_help(&name)
    } else {
        people::erase_help(&name, &file::holds(&News::all(&session.record())))
    };
    let unsent = use_context::<Unsent>().filter(|_| !locked);
    let unsent = Memo::new(move |_| unsent.and_then(|unsent| unsent.0.get()));
    let elsewhere = move || match unsent.get() {
        _ if locked => ().into_any(),
        None => view! { <p>{people::ONLY_HERE}</p> }.into_any(),
        Some(0) => view! { <p data-provider="unsent">{provider::not_there_yet(0)}</p> }.into_any(),
        Some(entries) => view! {
            <p class="notice" data-kind="warning" data-provider="unsent">
                {provider::not_there_yet(entries)}" "
                <a href=format!("{}#provider", address(&Route::Settings))>{provider::SEND_FIRST}</a>
            </p>
        }
        .into_any(),
    };
    view! {
        <form class="fields" method="dialog" on:submit=erase novalidate>
            <p>{help}</p>
            {elsewhere}
            {(!locked).then(|| view! { <SaveCopy session=session words=people::SAVE_FIRST/> })}
            <div class="choice">
                <input id="people_sure" type="checkbox" prop:checked=sure aria-describedby="people_erase_wrong"
                    on:change:target=move |event| sure.set(event.target().checked())/>
                <label for="people_sure">{if locked { people::TICK_LOCKED } else { people::TICK }}</label>
            </div>
            <p id="people_erase_wrong" class="field__error" role="alert">{move || wrong.get()}</p>
            <p class="cluster">
                <button type="submit" class="button button--danger" data-action="erase">{people::ERASE}</button>
                <button type="button" class="button button--quiet" data-action="keep" on:click=move |_| open.set(false)>{people::KEEP}</button>
            </p>
        </form>
    }
}
