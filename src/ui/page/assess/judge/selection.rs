//! The passage of an answer that is selected: by mouse, by touch, or word by word with the arrow
//! keys.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, KeyboardEvent, Node, Range, Selection};

use super::case::{Case, Selected};
use crate::{desk::marks, record::seal::Seal, ui::dom};

/// What texts of answers are known by in the page.
const TEXTS: &str = "[data-answer]";

/// Follows what is selected for as long as the case is open. A selection that goes elsewhere (to
/// a field, say) leaves the passage as it is.
pub(super) fn watch(case: Case) {
    dom::listen(&dom::document(), "selectionchange", move |_: Event| {
        if let Some(found) = read(case)
            && case.selected.try_get_untracked().as_ref() != Some(&found)
        {
            case.selected.try_set(found);
        }
    });
}

fn selection() -> Option<Selection> {
    dom::window().get_selection().ok()?
}

/// What is selected in an answer; nothing where the selection is somewhere else.
fn read(case: Case) -> Option<Option<Selected>> {
    let selection = selection()?;
    let range = selection.get_range_at(0).ok()?;
    let page = dom::document().document_element()?;
    let text = dom::all(&page, TEXTS)
        .into_iter()
        .find(|text| range.intersects_node(text).unwrap_or(false))?;
    if range.collapsed() {
        let at = range.start_container().ok();
        return text.contains(at.as_ref()).then_some(None);
    }
    Some(selected(case, &text, &range))
}

fn selected(case: Case, text: &HtmlElement, range: &Range) -> Option<Selected> {
    let submission: Seal = text.get_attribute("data-answer")?.parse().ok()?;
    let answer = case.text(&submission)?;
    let inside = |node: Option<Node>| text.contains(node.as_ref());
    let within = range.clone_range();
    if !inside(range.start_container().ok()) {
        within.set_start(text, 0).ok()?;
    }
    if !inside(range.end_container().ok()) {
        within.set_end(text, text.child_nodes().length()).ok()?;
    }
    let before = within.clone_range();
    before.set_start(text, 0).ok()?;
    before
        .set_end(&within.start_container().ok()?, within.start_offset().ok()?)
        .ok()?;
    let count = |range: &Range| String::from(range.to_string()).chars().count();
    let from = count(&before);
    let passage = marks::passage(&answer, from, from + count(&within))?;
    Some(Selected {
        submission,
        passage,
    })
}

/// The arrow keys in an answer's text: a step selects the next word, with Shift one more.
pub(super) fn step(event: &KeyboardEvent) {
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    let (direction, granularity) = match event.key().as_str() {
        "ArrowRight" => ("forward", "word"),
        "ArrowLeft" => ("backward", "word"),
        "ArrowDown" if event.shift_key() => ("forward", "line"),
        "ArrowUp" if event.shift_key() => ("backward", "line"),
        _ => return,
    };
    let target = event.current_target();
    let text = target.and_then(|target| target.dyn_into::<Element>().ok());
    if let (Some(text), Some(selection)) = (text, selection()) {
        event.prevent_default();
        let _ = move_on(&selection, &text, event.shift_key(), direction, granularity);
    }
}

fn move_on(
    selection: &Selection,
    text: &Element,
    extend: bool,
    direction: &str,
    granularity: &str,
) -> Result<(), wasm_bindgen::JsValue> {
    let inside = text.contains(selection.focus_node().as_ref());
    if !inside {
        selection.collapse_with_offset(Some(text), 0)?;
    } else if !extend && !selection.is_collapsed() {
        match direction {
            "forward" => selection.collapse_to_end()?,
            _ => selection.collapse_to_start()?,
        }
    }
    selection.modify("extend", direction, granularity)
}
