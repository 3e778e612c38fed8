//! The keys of the room: numbers choose, arrows and a clicker's two keys go on and back.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

use super::walk::Together;
use crate::ui::dom;

/// Listens as long as the page is shown.
pub(super) fn listen(together: Together) {
    dom::listen(&dom::document(), "keydown", move |event: KeyboardEvent| {
        let modified = event.ctrl_key() || event.meta_key() || event.alt_key();
        if modified || event.default_prevented() || is_elsewhere(&event) {
            return;
        }
        let heard = match event.key().as_str() {
            "ArrowRight" => Some(true),
            "ArrowLeft" => Some(false),
            // A clicker's keys, which scroll as long as there is something to scroll to.
            "PageDown" if !can_scroll(true) => Some(true),
            "PageUp" if !can_scroll(false) => Some(false),
            number => {
                let number = number.parse::<usize>().ok();
                let number = number.filter(|_| together.by_number.get_untracked());
                if let Some(number) = number {
                    together.press_number(number);
                    event.prevent_default();
                }
                None
            }
        };
        if let Some(on) = heard {
            event.prevent_default();
            if on {
                together.on();
            } else {
                together.back();
            }
        }
    });
}

/// Whether the key is pressed in another part of the page.
fn is_elsewhere(event: &KeyboardEvent) -> bool {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<HtmlElement>().ok());
    target.is_some_and(|target| {
        target
            .closest("header, footer, nav")
            .is_ok_and(|at| at.is_some())
    })
}

fn can_scroll(down: bool) -> bool {
    let scrolls = dom::document()
        .fullscreen_element()
        .or_else(|| dom::document().document_element());
    scrolls.is_some_and(|element| {
        let below = element.scroll_height() - element.client_height() - element.scroll_top();
        if down {
            below > 4
        } else {
            element.scroll_top() > 4
        }
    })
}
