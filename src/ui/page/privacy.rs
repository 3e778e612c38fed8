//! The page on what is kept: what there is on this device now.

use leptos::prelude::*;

use crate::{
    ui::{dom, part::here_now::HereNow, session::Session},
    wording::privacy,
};

/// Fills the page's one place.
pub(super) fn attach(session: Session) {
    if let Some(place) = dom::place("storage") {
        dom::fill(place, move || {
            view! {
                <h2>{privacy::NOW}</h2>
                <HereNow session=session/>
            }
        });
    }
}
