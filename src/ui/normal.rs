//! Unicode normalisation and case by the browser, in place of tables of our own.

use js_sys::JsString;

/// The canonical spelling (NFC).
pub fn canonical(text: &str) -> String {
    JsString::from(text).normalize("NFC").into()
}

/// The compatible spelling (NFKC).
pub fn compatible(text: &str) -> String {
    JsString::from(text).normalize("NFKC").into()
}

/// The spelling in parts (NFD).
pub fn decomposed(text: &str) -> String {
    JsString::from(text).normalize("NFD").into()
}

/// Every letter in the case in which letters are compared.
pub fn folded_case(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        match c.is_ascii() {
            true => folded.push(c.to_ascii_lowercase()),
            // Each by itself: in a word a browser writes the last σ as ς.
            false => {
                let upper = JsString::from(String::from(c)).to_upper_case();
                folded.push_str(&String::from(upper.to_lower_case()));
            }
        }
    }
    folded
}
