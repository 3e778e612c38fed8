//! The keyboard is always somewhere: where a form that was refused is wrong, and beside what it was on
//! when that is gone.

use std::{cell::RefCell, iter, rc::Rc, time::Duration};

use leptos::prelude::{request_animation_frame, set_timeout};
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, Node};

use super::dom;

/// The first of these is what is wrong: a control that says so, or what a group is chosen by.
const WRONG: &str = "[aria-invalid=true], :is(fieldset, .field):has(> .field__error:not(:empty)) :is(input, select, textarea)";

/// What names a part of a page.
const NAMES_IT: &str = "h1, h2, h3, h4, legend";

/// What is done on a press may have to be kept first.
const WHEN_KEPT: Duration = Duration::from_millis(500);

/// How often what works is looked at again.
const LOOKS: u32 = 120;

/// Puts the keyboard at what is wrong when a form is refused: a sentence that stands there already is not
/// spoken a second time, and on a phone it may be out of sight.
pub fn watch_refusals() {
    dom::listen(&dom::document(), "submit", |event: Event| {
        let form = event
            .target()
            .and_then(|form| form.dyn_into::<HtmlElement>().ok());
        let (Some(form), before) = (form, focused()) else {
            return;
        };
        // What is wrong stands there when what has changed has been drawn.
        request_animation_frame(move || {
            // The form itself may have led her on.
            if focused() == before
                && let Some(wrong) = dom::one(&form, WRONG)
            {
                dom::focus(&wrong);
            }
        });
    });
}

/// Goes on from what something stood in when it goes away as it is pressed or sent, and nothing else has
/// taken the keyboard.
pub fn watch_what_goes() {
    let last: Rc<RefCell<Option<HtmlElement>>> = Rc::default();
    let had = Rc::clone(&last);
    dom::listen(&dom::document(), "focusin", move |_: Event| {
        had.replace(focused());
    });
    for what in ["click", "submit"] {
        let last = Rc::clone(&last);
        // Who hears of it in the page may take away what it stands in.
        dom::listen_first(&dom::document(), what, move |event: Event| {
            let on = event.target().and_then(|on| on.dyn_into::<Node>().ok());
            let (Some(on), Some(had)) = (on, last.borrow().clone()) else {
                return;
            };
            // In some browsers a mouse presses a button without giving it the keyboard.
            if had.contains(Some(&on)) || on.contains(Some(&had)) {
                let around = it_and_around(had);
                let later = Rc::clone(&around);
                dom::once_painted(move || go_on(around, LOOKS));
                set_timeout(move || go_on(later, LOOKS), WHEN_KEPT);
            }
        });
    }
}

/// An element and all that it stands in, from within.
fn it_and_around(element: HtmlElement) -> Rc<[HtmlElement]> {
    let above = |at: &HtmlElement| at.parent_element()?.dyn_into().ok();
    iter::successors(Some(element), above).collect()
}

/// Puts a keyboard that is nowhere where it was, or as near to that as can be. What cannot be pressed while
/// it works is waited for.
fn go_on(around: Rc<[HtmlElement]>, looks: u32) {
    if focused().is_some() {
        return;
    }
    let works = |had: &&HtmlElement| is_shown(had) && had.has_attribute("disabled");
    if looks > 0 && around.first().filter(works).is_some() {
        set_timeout(move || go_on(around, looks - 1), WHEN_KEPT);
        return;
    }
    let mut left = around.iter().filter(|element| is_shown(element));
    if let Some(nearest) = left.find(|element| !element.has_attribute("disabled")) {
        let name = dom::one(nearest, NAMES_IT).filter(is_shown);
        dom::focus_in_place(&name.unwrap_or_else(|| nearest.clone()));
    }
}

/// What has the keyboard; none where it is nowhere.
fn focused() -> Option<HtmlElement> {
    let active = dom::document().active_element()?;
    let somewhere = active.tag_name() != "BODY";
    active.dyn_into().ok().filter(|_| somewhere)
}

fn is_shown(element: &HtmlElement) -> bool {
    element.is_connected() && (element.offset_width() > 0 || element.offset_height() > 0)
}
