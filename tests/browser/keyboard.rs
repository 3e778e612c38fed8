//! Where the keyboard is when what had it goes away.

use leptos::prelude::*;
use underpin::ui::{dom, keyboard};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{page::a_moment, script::run};

/// What the keyboard comes to once a button that has it is pressed, which does something then.
async fn where_it_goes(does: &str) -> String {
    let place = crate::place();
    place.set_inner_html(&format!(
        "<section id=keyboard><h2>Answers</h2><p><button type=button onclick=\"{does}\">Take back</button></p>\
         <p id=kept>Kept</p></section>"
    ));
    let button = dom::one(&place, "button").unwrap();
    let owner = Owner::new();
    owner.with(|| {
        keyboard::watch_what_goes();
        dom::focus(&button);
        run("window.came = [];
            const part = document.getElementById('keyboard');
            part.addEventListener('focusin', ({ target }) => window.came.push(target.localName));");
        button.click();
    });
    // Longer than it looks after what is still kept.
    for _ in 0..40 {
        a_moment().await;
    }
    drop(owner);
    place.remove();
    run("return window.came.join(' ');").as_string().unwrap()
}

#[wasm_bindgen_test]
async fn the_keyboard_goes_on_from_what_a_button_stood_in_that_went_as_it_was_pressed() {
    let came = where_it_goes("this.parentElement.remove(); event.stopPropagation()");
    assert_eq!(came.await, "h2");
}

#[wasm_bindgen_test]
async fn the_keyboard_goes_where_it_is_led_and_nowhere_before() {
    let came = where_it_goes(
        "this.parentElement.remove(); const kept = document.getElementById('kept'); kept.tabIndex = -1; \
         requestAnimationFrame(() => kept.focus())",
    );
    assert_eq!(came.await, "p");
}
