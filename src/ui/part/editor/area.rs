//! The text area with its line numbers, and changes of its text that can be undone.
//!
//! Behind the area lies a copy of its text, a line a block, laid out with the same letters and
//! width. It holds the numbers beside lines that are broken, and makes the area as high as its
//! text.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDocument, HtmlElement, HtmlTextAreaElement};

use super::Writer;
use crate::{
    author::place::{byte_of, units_of},
    diagnostic::{Edit, Severity},
    source::{Position, Span},
    ui::dom,
    wording::author as words,
};

/// The lines as they stand in the copy.
#[derive(Clone, Default)]
pub(super) struct Lines(Vec<String>);

/// The text area.
#[component]
pub(super) fn Area(writer: Writer, name: String) -> impl IntoView {
    let Writer { area, mirror, .. } = writer;
    // The copy, and a text that was set from outside.
    Effect::new(move |_| {
        let (Some(area), Some(mirror)) = (area.get(), mirror.get()) else {
            return;
        };
        writer.text.with(|text| {
            if area.value() != *text {
                area.set_value(text);
                writer.wait();
            }
            copy(writer, &mirror, text);
        });
    });
    // What is wrong, beside its line.
    Effect::new(move |_| {
        let Some(mirror) = mirror.get() else { return };
        let found = writer.found.get();
        for line in dom::all(&mirror, "[data-severity]") {
            let _ = line.remove_attribute("data-severity");
        }
        let children = mirror.children();
        writer.paused.with_untracked(|text| {
            // The worst last, so that it stays.
            for severity in [Severity::Warning, Severity::Error] {
                for wrong in found.iter().filter(|wrong| wrong.severity() == severity) {
                    let line = Position::of(text, wrong.span.start).line;
                    let at = u32::try_from(line - 1).unwrap_or(u32::MAX);
                    if let Some(element) = children.get_with_index(at) {
                        let _ = element.set_attribute("data-severity", severity_key(severity));
                    }
                }
            }
        });
    });
    let moved = move || {
        if let Some(area) = area.get_untracked() {
            writer.caret.set(caret(&area));
        }
    };
    view! {
        <label class="field__label" for="writer_text">{words::text_of(&name)}</label>
        <p class="hint" id="writer_help">{words::TEXT_HELP}</p>
        <div class="writer__scroll">
            <div class="writer__paper">
                <div class="writer__mirror" aria-hidden="true" node_ref=mirror></div>
                <textarea id="writer_text" class="writer__area" node_ref=area spellcheck="true" autocapitalize="off"
                    aria-describedby="writer_help writer_at_caret"
                    on:input:target=move |event| { writer.took(event.target().value()); moved(); }
                    on:keyup=move |_| moved()
                    on:click=move |_| moved()
                    on:select=move |_| moved()></textarea>
            </div>
        </div>
    }
}

/// The word that styles and tests know a severity by.
pub(super) fn severity_key(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

fn caret(area: &HtmlTextAreaElement) -> usize {
    let units = area.selection_start().ok().flatten().unwrap_or_default();
    byte_of(&area.value(), units as usize)
}

/// Brings the copy up to the text: only lines that changed are touched.
fn copy(writer: Writer, mirror: &HtmlElement, text: &str) {
    let fresh: Vec<&str> = text.split('\n').collect();
    writer.lines.update_value(|Lines(old)| {
        let before = old.iter().zip(&fresh).take_while(|(a, b)| a == *b).count();
        let behind = old[before..]
            .iter()
            .rev()
            .zip(fresh[before..].iter().rev())
            .take_while(|(a, b)| a == *b)
            .count();
        let (gone, new) = (old.len() - before - behind, fresh.len() - before - behind);
        let children = mirror.children();
        let at = |place: usize| {
            u32::try_from(place)
                .ok()
                .and_then(|place| children.get_with_index(place))
        };
        for (place, line) in fresh[before..before + new].iter().enumerate() {
            if place < gone {
                if let Some(element) = at(before + place) {
                    show(&element, line);
                }
                continue;
            }
            let Ok(element) = dom::document().create_element("div") else {
                continue;
            };
            show(&element, line);
            let next = at(before + place);
            let _ = mirror.insert_before(&element, next.as_deref());
        }
        for _ in new..gone {
            if let Some(element) = at(before + new) {
                element.remove();
            }
        }
        let changed = fresh[before..before + new]
            .iter()
            .map(|line| (*line).to_owned());
        old.splice(before..before + gone, changed);
    });
}

fn show(line: &Element, text: &str) {
    // An empty line is as high as another.
    line.set_text_content(Some(if text.is_empty() { "\u{200b}" } else { text }));
}

fn units(text: &str, byte: usize) -> u32 {
    u32::try_from(units_of(text, byte)).unwrap_or(u32::MAX)
}

/// Makes an edit as if it had been typed, which is what keeps it among the things that Ctrl+Z
/// takes back: setting the value, or `setRangeText`, forgets them in Chromium and Firefox alike.
pub(super) fn apply(writer: Writer, edit: &Edit, selection: Option<Span>, stay: bool) {
    let Some(area) = writer.area.get_untracked() else {
        return;
    };
    let text = area.value();
    if text.get(edit.span.range()).is_none() {
        return;
    }
    let mut wanted = text.clone();
    wanted.replace_range(edit.span.range(), &edit.text);
    let (start, end) = (units(&text, edit.span.start), units(&text, edit.span.end));
    let before = dom::document().active_element();
    dom::focus_in_place(&area);
    let _ = area.set_selection_range(start, end);
    let command = if edit.text.is_empty() {
        "delete"
    } else {
        "insertText"
    };
    if wanted != text {
        let page = dom::document().dyn_into::<HtmlDocument>();
        let made = page.is_ok_and(|page| {
            page.exec_command_with_show_ui_and_value(command, false, &edit.text)
                .unwrap_or(false)
        });
        if !made || area.value() != wanted {
            area.set_value(&wanted);
        }
    }
    writer.took(area.value());
    if let Some(selection) = selection {
        go_to(writer, selection);
    }
    if stay && let Some(before) = before.and_then(|before| before.dyn_into::<HtmlElement>().ok()) {
        dom::focus_in_place(&before);
    }
}

/// Selects a place and brings it into view.
pub(super) fn go_to(writer: Writer, span: Span) {
    let (Some(area), Some(mirror)) = (writer.area.get_untracked(), writer.mirror.get_untracked())
    else {
        return;
    };
    let text = area.value();
    dom::focus_in_place(&area);
    let _ = area.set_selection_range(units(&text, span.start), units(&text, span.end));
    writer.caret.set(span.start);
    let line = Position::of(&text, span.start).line;
    let at = u32::try_from(line - 1).unwrap_or(u32::MAX);
    if let Some(line) = mirror.children().get_with_index(at)
        && let Ok(line) = line.dyn_into::<HtmlElement>()
    {
        line.scroll_into_view_with_scroll_into_view_options(&centred());
    }
}

fn centred() -> web_sys::ScrollIntoViewOptions {
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Center);
    options
}
