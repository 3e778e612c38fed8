//! Unicode normalisation by the browser, in place of tables of our own.

use js_sys::JsString;

/// The canonical spelling (NFC).
pub fn canonical(text: &str) -> String {
    JsString::from(text).normalize("NFC").into()
}

/// The compatible spelling (NFKC).
pub fn compatible(text: &str) -> String {
    JsString::from(text).normalize("NFKC").into()
}
