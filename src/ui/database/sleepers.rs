//! Pages that were left while they opened the database.
//!
//! Chromium keeps a page that is left, asleep, in case somebody goes back to it. One that was making
//! the database at that moment never finishes, and every other page of the site waits for it. A
//! sleeping page to which a message comes is thrown away, and the others go on.

use std::cell::OnceCell;

use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::BroadcastChannel;

/// Every page of the site listens here for as long as it lives.
const CHANNEL: &str = "underpin/database";

thread_local! {
    static LISTENING: OnceCell<Option<BroadcastChannel>> = const { OnceCell::new() };
}

/// Has sleeping pages thrown away, and sees to it that this one can be. Where the browser has no
/// channels it puts no pages to sleep either, or it does not hold a database for them.
pub(super) fn wake() {
    LISTENING.with(|channel| {
        let channel = channel.get_or_init(|| {
            let channel = BroadcastChannel::new(CHANNEL).ok()?;
            // Only a channel with a listener gets messages.
            let listener = Closure::<dyn Fn()>::new(|| {}).into_js_value();
            channel.set_onmessage(Some(listener.unchecked_ref()));
            Some(channel)
        });
        if let Some(channel) = channel {
            let _ = channel.post_message(&JsValue::TRUE);
        }
    });
}
