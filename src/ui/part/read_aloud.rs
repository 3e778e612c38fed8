//! Reading a text aloud with the browser's own voices. Where it has none, there is no button.

use js_sys::Reflect;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{SpeechSynthesis, SpeechSynthesisUtterance};

use crate::{ui::dom, wording::answer};

/// A button that reads aloud, and stops.
#[component]
pub fn ReadAloud<F: Fn() -> String + Send + 'static>(
    /// What is to be read, asked for when the button is pressed.
    text: F,
) -> impl IntoView {
    let reading = RwSignal::new(false);
    voices().map(|_| {
        on_cleanup(stop);
        let press = move |_| {
            if reading.get_untracked() {
                stop();
                reading.set(false);
            } else {
                reading.set(read(&text(), move || {
                    reading.try_set(false);
                }));
            }
        };
        view! {
            <button type="button" class="button button--plain" data-action="read-aloud" on:click=press>
                {move || if reading.get() { answer::STOP_READING } else { answer::READ_ALOUD }}
            </button>
        }
    })
}

fn voices() -> Option<SpeechSynthesis> {
    let window = dom::window();
    // Asked for by name first: where there is none, the getter's value is no object.
    let there = Reflect::get(&window, &"speechSynthesis".into()).ok()?;
    there.is_object().then(|| window.speech_synthesis().ok())?
}

fn stop() {
    if let Some(voices) = voices() {
        voices.cancel();
    }
}

/// Reads paragraph by paragraph, because some browsers fall silent in the middle of a long text.
/// Says whether there was anything to read.
fn read(text: &str, done: impl FnOnce() + 'static) -> bool {
    let Some(voices) = voices() else { return false };
    voices.cancel();
    let parts = text.lines().filter(|line| !line.trim().is_empty());
    let parts: Vec<_> = parts
        .filter_map(|line| SpeechSynthesisUtterance::new_with_text(line).ok())
        .collect();
    for part in &parts {
        part.set_lang("en-GB");
    }
    if let Some(last) = parts.last() {
        let done = Closure::once_into_js(done);
        last.set_onend(Some(done.unchecked_ref()));
    }
    for part in &parts {
        voices.speak(part);
    }
    !parts.is_empty()
}
