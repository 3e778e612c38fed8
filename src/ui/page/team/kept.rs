//! What is kept on the employer's page, where, and how it is taken away again.

use leptos::{prelude::*, task::spawn_local};

use super::Here;
use crate::{
    completion::team::Statements,
    record::event::PersonId,
    route::Route,
    ui::{
        dom,
        page::address,
        part::{dialog::Dialog, for_good::ForGood},
    },
    wording::{for_good, page, team as words},
};

#[component]
pub(super) fn KeptHere(here: Here) -> impl IntoView {
    let asking = RwSignal::new(false);
    let count = move || {
        here.statements
            .with(|all| words::kept(all.len(), all.people()))
    };
    let clear = move |_| {
        spawn_local(async move {
            let cleared = here.change(|all| *all = Statements::default()).await;
            if cleared.is_some() {
                here.said.set(Some(words::CLEARED.to_owned()));
            }
            asking.set(false);
        });
    };
    let people = move || {
        here.statements.with(|all| {
            let names = all.names().into_iter();
            let people = names.map(|(id, name)| person(here, id, words::called(&name).to_owned()));
            people.collect_view()
        })
    };
    view! {
        <section class="card on-screen" aria-labelledby="team_kept_title" data-team="kept">
            <h2 id="team_kept_title">{words::KEPT}</h2>
            <p>{words::WHERE}</p>
            <p class="meta">{count}</p>
            <Show when=move || here.statements.with(|all| !all.is_empty())>
                <details>
                    <summary>{words::PEOPLE}</summary>
                    <ul class="history">{people}</ul>
                </details>
            </Show>
            <p class="cluster">
                <Show when=move || here.statements.with(|all| *all != Statements::default())>
                    <button type="button" class="button button--danger" data-action="clear-team" on:click=move |_| asking.set(true)>{words::CLEAR}</button>
                </Show>
                <a class="button button--plain" href=address(&Route::Settings)>{page::SETTINGS}</a>
            </p>
        </section>
        <Dialog open=asking title=words::CLEAR_TITLE id="team_clear">
            <p>{words::CLEAR_HELP}</p>
            <p class="cluster">
                <button type="button" class="button button--danger" data-action="clear-team-now" on:click=clear>{words::CLEAR}</button>
                <button type="button" class="button button--quiet" on:click=move |_| asking.set(false)>{words::CLEAR_NOT}</button>
            </p>
        </Dialog>
    }
}

/// Somebody who may be taken out: she has left, say.
fn person(here: Here, id: PersonId, name: String) -> impl IntoView {
    let (label, said) = (words::take_out(&name), words::taken_out(&name));
    let take_out = move || {
        let said = said.clone();
        spawn_local(async move {
            if here.change(|all| all.forget(id)).await.is_some() {
                here.said.set(Some(said));
                // The button goes with its row.
                dom::focus_soon("#team_kept_title");
            }
        });
    };
    view! {
        <li class="team__person"><span>{name}</span>
            <ForGood action="take-out" label=words::TAKE_OUT named=label asks=for_good::STATEMENTS then=take_out/>
        </li>
    }
}
