//! Components, drawn and used in a real browser.
//!
//! One file for each component or page; what can be tested without a browser is tested beside the
//! engine's code instead. `./dev test` compiles this for WebAssembly and runs it in Chromium.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on is to fail")]

mod adapt;
mod answer;
mod database;
mod editor;
mod file_lock;
mod judge;
mod keyboard;
mod late;
mod normal;
mod page;
mod provider;
mod quality;
mod read_aloud;
mod record;
mod script;
mod session;
mod work;

use leptos::{prelude::*, task::tick};
use underpin::level::Level;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::HtmlElement;

wasm_bindgen_test_configure!(run_in_browser);

/// A new place in the test's page to draw into.
fn place() -> HtmlElement {
    let place = document().create_element("div").unwrap();
    document().body().unwrap().append_child(&place).unwrap();
    place.unchecked_into()
}

#[wasm_bindgen_test]
async fn a_value_of_the_engine_reaches_the_page_and_follows_its_changes() {
    let [before, after] = [2, 3].map(|number| Level::new(number).unwrap());
    let (level, place) = (RwSignal::new(before), place());
    let shown = move || level.get().to_string();
    let _mounted = leptos::mount::mount_to(place.clone(), move || view! { <p>{shown}</p> });
    assert_eq!(place.text_content(), Some(before.to_string()));
    level.set(after);
    tick().await;
    assert_eq!(place.text_content(), Some(after.to_string()));
}
