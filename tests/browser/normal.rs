//! That the browser normalises as the crate does everywhere else.

use underpin::normal::{CASES, EXAMPLES, canonical, compatible, folded_case};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn each_text_has_one_spelling() {
    for (text, nfc, nfkc) in EXAMPLES {
        assert_eq!(canonical(text), nfc, "{text:?}");
        assert_eq!(compatible(text), nfkc, "{text:?}");
    }
}

#[wasm_bindgen_test]
fn letters_are_compared_in_one_case() {
    for (text, folded) in CASES {
        assert_eq!(folded_case(text), folded, "{text:?}");
    }
}
