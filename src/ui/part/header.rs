//! The header: who is learning in this tab, and the panel for whoever is worried about somebody.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, KeyboardEvent, Node};

use crate::{
    ui::{dom, session::Session},
    wording::people,
};

/// Keeps the header's name up to date.
pub fn attach(session: Session) {
    let Some(place) = dom::place("who").and_then(|place| dom::one(&place, "span")) else {
        return;
    };
    let place = StoredValue::new_local(place);
    Effect::new(move |_| {
        let name = match session.person() {
            Some(person) if !person.name.is_empty() => person.name,
            _ => people::ON_THIS_DEVICE.to_owned(),
        };
        place.with_value(|place| place.set_text_content(Some(&name)));
    });
}

/// Closes the panel with Escape, and when the keyboard goes on to what it covers.
pub fn close_help() {
    let open = || dom::anywhere("#page_help[open]");
    dom::listen(&dom::document(), "focusin", move |event: Event| {
        let on = event.target().and_then(|on| on.dyn_into::<Node>().ok());
        if let Some(help) = open().filter(|help| !help.contains(on.as_ref())) {
            close(&help);
        }
    });
    dom::listen(&dom::document(), "keydown", move |event: KeyboardEvent| {
        if let Some(help) = open().filter(|_| event.key() == "Escape") {
            close(&help);
            if let Some(summary) = dom::one(&help, "summary") {
                dom::focus(&summary);
            }
        }
    });
}

fn close(help: &HtmlElement) {
    let _ = help.remove_attribute("open");
}
