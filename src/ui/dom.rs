//! The page that stands already: finding places in it, and listening there for as long as the
//! page is shown.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    time::Duration,
};

use leptos::{
    ev,
    mount::mount_to,
    prelude::{
        Effect, IntoView, on_cleanup, request_animation_frame, set_timeout, window_event_listener,
    },
    task::{spawn_local, tick},
};
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, closure::Closure, convert::FromWasmAbi};
use web_sys::{Document, Element, EventTarget, FocusOptions, HtmlElement, Window};

/// The window. There is one: nothing else starts the program.
pub fn window() -> Window {
    leptos::prelude::window()
}

/// The document.
pub fn document() -> Document {
    leptos::prelude::document()
}

/// The `<html>` element, whose attributes say what page this is and how it looks.
pub fn html() -> Option<HtmlElement> {
    document().document_element()?.dyn_into().ok()
}

/// An attribute of the `<html>` element; empty without it.
pub fn html_attribute(name: &str) -> String {
    html()
        .and_then(|html| html.get_attribute(name))
        .unwrap_or_default()
}

/// Everything within an element that a selector names.
pub fn all(within: &Element, selector: &str) -> Vec<HtmlElement> {
    let Ok(found) = within.query_selector_all(selector) else {
        return Vec::new();
    };
    (0..found.length())
        .filter_map(|at| found.get(at)?.dyn_into().ok())
        .collect()
}

/// The first thing within an element that a selector names.
pub fn one(within: &Element, selector: &str) -> Option<HtmlElement> {
    within.query_selector(selector).ok()??.dyn_into().ok()
}

/// The same, anywhere in the document.
pub fn anywhere(selector: &str) -> Option<HtmlElement> {
    document().query_selector(selector).ok()??.dyn_into().ok()
}

/// A place that the page keeps for the program: `[data-place=…]`.
pub fn place(name: &str) -> Option<HtmlElement> {
    anywhere(&format!("[data-place=\"{name}\"]"))
}

/// Listens until the owner that is current now is cleaned up.
pub fn listen<E>(target: &EventTarget, event: &'static str, heard: impl FnMut(E) + 'static)
where
    E: FromWasmAbi + 'static,
{
    listen_in(target, event, false, heard);
}

/// The same, before anybody within hears of it.
pub fn listen_first<E>(target: &EventTarget, event: &'static str, heard: impl FnMut(E) + 'static)
where
    E: FromWasmAbi + 'static,
{
    listen_in(target, event, true, heard);
}

fn listen_in<E>(
    target: &EventTarget,
    event: &'static str,
    captures: bool,
    heard: impl FnMut(E) + 'static,
) where
    E: FromWasmAbi + 'static,
{
    let call = Closure::<dyn FnMut(E)>::new(heard);
    let heard = call.as_ref().unchecked_ref();
    let _ = target.add_event_listener_with_callback_and_bool(event, heard, captures);
    let held = SendWrapper::new((target.clone(), call));
    on_cleanup(move || {
        let (target, call) = held.take();
        let heard = call.as_ref().unchecked_ref();
        let _ = target.remove_event_listener_with_callback_and_bool(event, heard, captures);
    });
}

/// How long a painted frame is waited for: a page that nobody sees paints none.
const NO_FRAME: Duration = Duration::from_millis(200);

type Waiting = Rc<Cell<Option<Box<dyn FnOnce()>>>>;

thread_local! {
    /// What waits for a frame, in the order in which it came.
    static WAITING: RefCell<Vec<Waiting>> = const { RefCell::new(Vec::new()) };
}

/// Does something once what is in the page now has been painted, so that nobody who looks at it
/// waits for what she does not see; at the latest when the page is left.
pub fn once_painted(then: impl FnOnce() + 'static) {
    let waiting: Waiting = Rc::new(Cell::new(Some(Box::new(then))));
    WAITING.with_borrow_mut(|all| all.push(Rc::clone(&waiting)));
    let once = move || {
        WAITING.with_borrow_mut(|all| all.retain(|other| !Rc::ptr_eq(other, &waiting)));
        if let Some(then) = waiting.take() {
            then();
        }
    };
    let at_frame = once.clone();
    let leaving = window_event_listener(ev::pagehide, |_| paint_no_more());
    request_animation_frame(move || set_timeout(at_frame, Duration::ZERO));
    set_timeout(
        move || {
            once();
            leaving.remove();
        },
        NO_FRAME,
    );
}

/// Does now what waits for a frame: whoever says the last word about a page has to know all that was done
/// there.
pub fn paint_no_more() {
    for waiting in WAITING.take() {
        if let Some(then) = waiting.take() {
            then();
        }
    }
}

/// Puts a view behind what a place holds, until the owner that is current now is cleaned up.
pub fn add<V: IntoView + 'static>(place: HtmlElement, view: impl FnOnce() -> V + 'static)
where
    V::State: 'static,
{
    let mounted = SendWrapper::new(mount_to(place, view));
    on_cleanup(move || drop(mounted));
}

/// The same in place of what it holds.
pub fn fill<V: IntoView + 'static>(place: HtmlElement, view: impl FnOnce() -> V + 'static)
where
    V::State: 'static,
{
    place.set_inner_html("");
    add(place, view);
}

/// Moves the keyboard and the screen reader to an element, which need not be a control.
pub fn focus(element: &HtmlElement) {
    can_be_focused(element);
    let _ = element.focus();
}

/// The same without moving the page.
pub fn focus_in_place(element: &HtmlElement) {
    can_be_focused(element);
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = element.focus_with_options(&options);
}

fn can_be_focused(element: &HtmlElement) {
    if element.tab_index() < 0 && !element.has_attribute("tabindex") {
        let _ = element.set_attribute("tabindex", "-1");
    }
}

/// Moves them to what a selector names, once the page has followed a change.
pub fn focus_soon(selector: impl Into<String>) {
    let selector = selector.into();
    request_animation_frame(move || {
        if let Some(element) = anywhere(&selector) {
            focus(&element);
        }
    });
}

/// Takes the keyboard and the page to what is shown in place of something else, and back to where it was
/// asked for.
pub fn focus_between(
    is_shown: impl Fn() -> bool + 'static,
    there: &'static str,
    back: &'static str,
) {
    Effect::new(move |before: Option<bool>| {
        let shown = is_shown();
        let to = match (before, shown) {
            (Some(false), true) => there,
            (Some(true), false) => back,
            _ => return shown,
        };
        spawn_local(async move {
            tick().await;
            if let Some(place) = anywhere(to) {
                focus(&place);
                place.scroll_into_view();
            }
        });
        shown
    });
}
