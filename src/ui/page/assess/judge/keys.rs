//! Keys for judging one answer after another. Single keys are silent while somebody types, and
//! can be switched off (WCAG 2.2, 2.1.4).

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

use super::{case::Case, comments, form};
use crate::{
    record::decision::Judgement,
    ui::{dom, slots::PREFIX, storage},
    wording::assess::judge,
};

fn setting() -> String {
    format!("{PREFIX}single-keys")
}

fn is_on() -> bool {
    storage::get(&setting()).as_deref() != Some("off")
}

/// Listens for as long as the case is open.
pub(super) fn watch(case: Case) {
    if !case.may_decide() {
        return;
    }
    dom::listen(&dom::document(), "keydown", move |event: KeyboardEvent| {
        if event.default_prevented() || event.is_composing() {
            return;
        }
        if event.ctrl_key() && event.key() == "Enter" {
            if is_in_another_form(&event) {
                return;
            }
            event.prevent_default();
            form::record(case, true);
            return;
        }
        let modified = event.ctrl_key() || event.meta_key() || event.alt_key();
        if modified || event.repeat() || is_typing(&event) || !is_on() {
            return;
        }
        match event.key().to_lowercase().as_str() {
            "m" => form::prepare(case, Judgement::Met),
            "n" => form::prepare(case, Judgement::NotYetMet),
            "c" => comments::begin_anywhere(case),
            _ => return,
        }
        event.prevent_default();
    });
}

fn is_typing(event: &KeyboardEvent) -> bool {
    let field = "textarea, select, dialog, input:not([type=radio], [type=checkbox], [type=button])";
    is_within(event, field)
}

/// Whether she is at something that is recorded by itself: evidence, a comment, a countersignature.
fn is_in_another_form(event: &KeyboardEvent) -> bool {
    is_within(event, "form") && !is_within(event, "[data-part=decide]")
}

fn is_within(event: &KeyboardEvent, selector: &str) -> bool {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| matches!(target.closest(selector), Ok(Some(_))))
}

/// The keys, and the switch.
#[component]
pub(super) fn Keys() -> impl IntoView {
    let on = RwSignal::new(is_on());
    let switch = move |checked: bool| {
        on.set(checked);
        let _ = storage::set(&setting(), if checked { "on" } else { "off" });
    };
    let lines = judge::KEYS.map(|(keys, does)| {
        let keys: Vec<_> = keys
            .iter()
            .map(|key| view! { <kbd>{*key}</kbd>" " })
            .collect();
        view! { <li>{keys}{does}</li> }
    });
    view! {
        <details class="judge__keys" data-part="keys">
            <summary>{judge::SHORTCUTS}</summary>
            <ul class="plain">{lines.collect_view()}</ul>
            <label class="choice">
                <input type="checkbox" data-setting="single-keys" aria-describedby="judge_keys_help" prop:checked=on
                    on:change:target=move |event| switch(event.target().checked())/>
                <span>{judge::SHORTCUTS_ON}</span>
            </label>
            <p id="judge_keys_help" class="hint">{judge::SHORTCUTS_HELP}</p>
        </details>
    }
}
