//! Phones and tablets made by Apple: a site on their Home Screen runs apart from the browser, with storage of its
//! own.

use js_sys::Reflect;

use super::dom;

/// Whether the page runs on the Home Screen, apart from what the browser has kept; none on all other devices,
/// which have one place for both.
pub fn runs_there() -> Option<bool> {
    let told = Reflect::get(&dom::window().navigator(), &"standalone".into());
    told.ok()?.as_bool()
}
