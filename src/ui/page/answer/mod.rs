//! The page where an answer to a criterion is written: the desk and what stands around it.
//!
//! It awards nothing. The text stays on the device until the learner hands over a file.

mod comments;
mod decision;
mod desk;
mod editor;
mod found;
mod hand_in;
mod handed_in;
mod history;
mod replies;
mod reworded;

use leptos::prelude::*;
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlInputElement};

pub use self::{
    desk::{Desk, Saved},
    editor::Answer,
};
use super::Fetched;
use crate::{
    criterion::Criterion,
    id::CriterionId,
    site::source::fingerprint,
    ui::{
        dom,
        here::Here,
        part::{asks, notice, standing::StandingChip},
        session::Phase,
    },
    wording::answer,
};

/// Takes over an answer's page.
pub(super) fn attach(here: Here, fetched: Fetched) {
    let id = dom::anywhere("main[data-criterion]")
        .and_then(|main| main.get_attribute("data-criterion"))
        .and_then(|id| id.parse::<CriterionId>().ok());
    let criterion = id.and_then(|id| here.unit.criterion(&id).cloned());
    let Some(criterion) = criterion else {
        if let Some(place) = dom::place("answer") {
            dom::fill(place, || view! { <p>{answer::GONE}</p> });
        }
        return;
    };
    notice::clock(&here.unit);
    redraw_if_changed(&here, &criterion, &fetched);
    if !fetched.settings.diagnostics.is_empty() || !fetched.unit.diagnostics.is_empty() {
        let both = fetched.settings.diagnostics.iter();
        let both: Vec<_> = both.chain(&*fetched.unit.diagnostics).cloned().collect();
        notice::mistakes(&fetched.unit.text, &both);
    }
    take_over(here, criterion);
}

/// Takes over the page of a criterion, which stands.
pub fn take_over(here: Here, criterion: Criterion) {
    if let Some(place) = dom::place("criterion-state") {
        let (here, id) = (SendWrapper::new(here.clone()), criterion.id.clone());
        dom::fill(
            place,
            move || view! { <StandingChip here=here.take() criterion=id/> },
        );
    }
    if here.session.phase.get_untracked() == Phase::Nobody {
        // Whatever was written now could not be kept for anybody.
        if let Some(place) = dom::place("answer") {
            dom::fill(place, || view! { <p>{answer::CHOOSE_FIRST}</p> });
        }
        return;
    }
    let desk = Desk::new(here, criterion);
    attach_points(desk);
    keep_on_leaving(desk);
    if let Some(place) = dom::place("answer") {
        dom::fill(place, move || view! { <Answer desk=desk/> });
    }
    if let Some(place) = dom::place("decision") {
        dom::fill(place, move || view! { <decision::Decisions desk=desk/> });
    }
    if let Some(place) = dom::place("versions") {
        dom::fill(place, move || view! { <history::History desk=desk/> });
    }
}

/// The page was built from other files than the server has now.
fn redraw_if_changed(here: &Here, criterion: &Criterion, fetched: &Fetched) {
    let Some(main) = dom::anywhere("main") else {
        return;
    };
    let now = fingerprint(&fetched.settings.text, &fetched.unit.text);
    if main.get_attribute("data-source").as_deref() == Some(now.as_str()) {
        return;
    }
    let ticked: Vec<String> = ticks(&main)
        .iter()
        .filter(|tick| tick.checked())
        .map(HtmlInputElement::value)
        .collect();
    let html = crate::site::answer_main(&here.settings, &here.unit, criterion, &now, &here.root);
    main.set_outer_html(&html);
    asks::attach(here.session);
    let Some(main) = dom::anywhere("main") else {
        return;
    };
    for tick in ticks(&main) {
        tick.set_checked(ticked.contains(&tick.value()));
    }
}

fn ticks(within: &Element) -> Vec<HtmlInputElement> {
    dom::all(within, "[data-point] input")
        .into_iter()
        .filter_map(|input| input.dyn_into().ok())
        .collect()
}

/// The learner's checklist, which stands in the page.
fn attach_points(desk: Desk) {
    let Some(main) = dom::anywhere("main") else {
        return;
    };
    let ticks = ticks(&main);
    for tick in &ticks {
        // Ticked before the program had arrived.
        if tick.checked() {
            desk.tick(&tick.value(), true);
        }
        let own = tick.clone();
        dom::listen(tick, "change", move |_: Event| {
            desk.tick(&own.value(), own.checked());
        });
    }
    let ticks = SendWrapper::new(ticks);
    Effect::new(move |_| {
        let covered = desk.covered.get();
        for tick in ticks.iter() {
            tick.set_checked(covered.contains(tick.value().as_str()));
        }
    });
}

/// What is on the desk becomes a version when the page is left or hidden, which stays on the device: nobody has
/// asked for it. (The draft is there already, so nothing hangs on this.)
fn keep_on_leaving(desk: Desk) {
    let document = dom::document();
    dom::listen(&document, "visibilitychange", move |_: Event| {
        if dom::document().visibility_state() == web_sys::VisibilityState::Hidden {
            desk.keep_unasked();
        }
    });
    dom::listen(&dom::window(), "pagehide", move |_: Event| {
        desk.keep_unasked();
    });
    on_cleanup(move || {
        desk.keep_unasked();
    });
    desk.here().session.is_writing(move || {
        desk.keep_unasked();
    });
}
