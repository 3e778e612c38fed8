//! The passphrase for a file that leaves.

use leptos::{mount::mount_to, prelude::*, task::tick};
use underpin::{
    ui::part::file_lock::{FileLock, LockChoice},
    wording::{file as words, settings},
};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Event, HtmlElement, HtmlInputElement};

use crate::place;

fn typed(place: &HtmlElement, field: &str, words: &str) {
    let input = place.query_selector(field).unwrap().unwrap();
    let input: HtmlInputElement = input.unchecked_into();
    input.set_value(words);
    input.dispatch_event(&Event::new("input").unwrap()).unwrap();
}

#[wasm_bindgen_test]
async fn a_file_is_locked_with_what_was_typed_twice_alike_and_is_long_enough() {
    let (lock, place) = (FileLock::new(), place());
    let _mounted = mount_to(place.clone(), move || view! { <LockChoice lock=lock/> });
    assert!(!lock.is_wrong());
    let tick_box = place.query_selector("#save_lock").unwrap().unwrap();
    tick_box.unchecked_into::<HtmlElement>().click();
    tick().await;
    for (first, second, wrong) in [
        ("", "", Some(words::TYPE_PASSPHRASE)),
        ("seven", "seven", Some(settings::TOO_SHORT)),
        ("seven green bottles", "", Some(settings::NOT_THE_SAME)),
        (
            "seven green bottles",
            "seven green bottels",
            Some(settings::NOT_THE_SAME),
        ),
        ("seven green bottles", "seven green bottles", None),
    ] {
        typed(&place, "#save_passphrase", first);
        typed(&place, "#save_passphrase_again", second);
        assert_eq!(lock.is_wrong(), wrong.is_some(), "{first}, {second}");
        tick().await;
        let said = place.query_selector("#save_wrong").unwrap().unwrap();
        assert_eq!(
            said.text_content().as_deref(),
            Some(wrong.unwrap_or_default())
        );
        let first = place.query_selector("#save_passphrase").unwrap().unwrap();
        assert_eq!(first.has_attribute("aria-invalid"), wrong.is_some());
    }
}
