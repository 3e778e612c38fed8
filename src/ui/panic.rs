//! What the learner sees when the program has a bug: that her work is safe, and what to do. The
//! page's text stays where it is.

use std::panic;

use super::dom;
use crate::wording::trouble;

/// From now on a panic is told on the page as well as in the browser's console.
pub fn catch() {
    panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        // Nothing here may panic in its turn, so everything that fails is left out.
        if let Some(html) = dom::html() {
            let _ = html.set_attribute("data-program", "failed");
        }
        if dom::anywhere("[data-notice=bug]").is_some() {
            return;
        }
        let Ok(notice) = dom::document().create_element("div") else {
            return;
        };
        let _ = notice.set_attribute("class", "notice");
        let _ = notice.set_attribute("data-kind", "unsafe");
        let _ = notice.set_attribute("data-notice", "bug");
        let _ = notice.set_attribute("role", "alert");
        notice.set_text_content(Some(trouble::BUG));
        let place = dom::place("notice").or_else(|| dom::anywhere("main"));
        if let Some(place) = place {
            let _ = place.prepend_with_node_1(&notice);
        }
    }));
}
