//! Handing a file to the learner: the browser's own download, made of a text that never leaves
//! the device.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsCast;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

use crate::ui::{clock, dom};

/// How long a browser may take to ask where the file is to go, in milliseconds.
const STILL_WANTED: i32 = 10 * 60 * 1000;

/// Offers a text as a file of this name. Says whether the browser took it.
pub fn download(name: &str, text: &str) -> bool {
    download_as(name, text, "application/json")
}

/// The same for a text of another kind, by its media type.
pub fn download_as(name: &str, text: &str, media_type: &str) -> bool {
    let parts = Array::of1(&text.into());
    let blob = Blob::new_with_str_sequence_and_options(&parts, &kind(media_type)).ok();
    blob.and_then(|blob| offer(name, &blob)).is_some()
}

/// The same for bytes.
pub fn download_bytes(name: &str, bytes: &[u8], media_type: &str) -> bool {
    let parts = Array::of1(&Uint8Array::from(bytes).into());
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &kind(media_type)).ok();
    blob.and_then(|blob| offer(name, &blob)).is_some()
}

fn kind(media_type: &str) -> BlobPropertyBag {
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    options
}

fn offer(name: &str, blob: &Blob) -> Option<()> {
    let address = Url::create_object_url_with_blob(blob).ok()?;
    let link = dom::document()
        .create_element("a")
        .ok()?
        .dyn_into::<HtmlAnchorElement>()
        .ok()?;
    link.set_href(&address);
    link.set_download(name);
    link.click();
    // The browser reads the text when it has asked where to put it, so it is held for a while.
    let forget = clock::after(STILL_WANTED, move || {
        let _ = Url::revoke_object_url(&address);
    });
    std::mem::forget(forget);
    Some(())
}
