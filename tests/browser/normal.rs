//! That the browser normalises as the crate does everywhere else.

use underpin::normal::{EXAMPLES, canonical, compatible};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn each_text_has_one_spelling() {
    for (text, nfc, nfkc) in EXAMPLES {
        assert_eq!(canonical(text), nfc, "{text:?}");
        assert_eq!(compatible(text), nfkc, "{text:?}");
    }
}
