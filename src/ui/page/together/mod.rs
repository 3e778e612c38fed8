//! A scenario for a team meeting: one step on a large screen, the group's choice, what follows,
//! and what to talk about. By mouse, by finger, by keys, by a clicker.
//!
//! It keeps nothing: no event, no draft, nothing in any storage. What is chosen is in the page
//! alone, and goes with it.

mod keys;
mod step;
mod walk;

use leptos::{html::Div, prelude::*};

use self::{step::Stage, walk::Together};
use super::Fetched;
use crate::{
    id::ScenarioId,
    ui::{address, dom, here::Here},
    wording::together as words,
};

/// Takes over the page.
pub(super) fn attach(here: Here, _: Fetched) {
    let Some(place) = dom::place("together") else {
        return;
    };
    let together = Together::new(here, named_in_the_address());
    keys::listen(together);
    dom::fill(place, move || view! { <Room together=together/> });
}

/// The scenario that the link here was for.
fn named_in_the_address() -> Option<ScenarioId> {
    address::place().parse().ok()
}

#[component]
fn Room(together: Together) -> impl IntoView {
    let room = NodeRef::<Div>::new();
    let full = RwSignal::new(false);
    dom::listen(
        &dom::document(),
        "fullscreenchange",
        move |_: web_sys::Event| {
            full.set(dom::document().fullscreen_element().is_some());
        },
    );
    let fill_screen = move |_| {
        if full.get_untracked() {
            dom::document().exit_fullscreen();
        } else if let Some(room) = room.get_untracked() {
            // Where the browser does not let it, the page stays as it is.
            let _ = room.request_fullscreen();
        }
    };
    view! {
        <div class="together" node_ref=room data-together="">
            <div class="together__bar">
                <span class="together__kept">{words::NOTHING_KEPT}</span>
                <span>{move || together.title()}</span>
                <button type="button" class="button button--quiet" data-action="full-screen" on:click=fill_screen>
                    {move || if full.get() { words::LEAVE_FULL_SCREEN } else { words::FULL_SCREEN }}
                </button>
            </div>
            {move || match together.chosen.get() {
                None => view! { <Scenarios together=together/> }.into_any(),
                Some(_) => view! { <Stage together=together/> }.into_any(),
            }}
            <div class="together__bar">
                <label class="together__switch">
                    <input type="checkbox" class="option__control" data-together="keys"
                        prop:checked=move || together.by_number.get()
                        on:change:target=move |event| together.by_number.set(event.target().checked())/>
                    {words::KEYS}
                </label>
                <span>{words::KEYS_HELP}</span>
            </div>
        </div>
    }
}

/// Which scenario it is to be.
#[component]
fn Scenarios(together: Together) -> impl IntoView {
    let scenarios = together.scenarios();
    let none = scenarios.is_empty();
    let listed = scenarios.into_iter().zip(1..).map(|((id, title), number)| {
        let shown = id.to_string();
        view! {
            <li>
                <button type="button" class="together__option" data-scenario=shown on:click=move |_| together.begin(id.clone())>
                    <span class="together__key" aria-hidden="true">{number}</span>
                    <span>{title}</span>
                </button>
            </li>
        }
    });
    view! {
        <h2 tabindex="-1" data-together="heading">{words::WHICH}</h2>
        {none.then(|| view! { <p>{words::NO_SCENARIOS}</p> })}
        <ul class="together__list">{listed.collect_view()}</ul>
    }
}
