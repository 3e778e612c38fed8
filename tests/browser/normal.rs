//! That the browser normalises as the crate does everywhere else.

use underpin::normal::{CASES, EXAMPLES, canonical, compatible, decomposed, folded_case};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn each_text_has_one_spelling() {
    for (text, nfc, nfkc) in EXAMPLES {
        assert_eq!(canonical(text), nfc, "{text:?}");
        assert_eq!(compatible(text), nfkc, "{text:?}");
        assert_eq!(canonical(&decomposed(text)), nfc, "{text:?}");
    }
}

#[wasm_bindgen_test]
fn an_accent_stands_behind_its_letter() {
    assert_eq!(decomposed("t\u{177}"), "ty\u{302}");
}

#[wasm_bindgen_test]
fn letters_are_compared_in_one_case() {
    for (text, folded) in CASES {
        assert_eq!(folded_case(text), folded, "{text:?}");
    }
}
