//! A workbook's page: the button that prints it. Everything else stands in the page.

use leptos::prelude::*;

use super::Fetched;
use crate::{
    site::source::fingerprint,
    ui::{dom, here::Here, part::asks},
    wording::workbook as words,
};

/// Takes over the page.
pub(super) fn attach(here: Here, fetched: Fetched) {
    redraw_if_changed(&here, &fetched);
    let Some(place) = dom::place("workbook") else {
        return;
    };
    dom::fill(place, || {
        let print = |_| {
            let _ = dom::window().print();
        };
        view! { <button type="button" class="button" data-action="print" on:click=print>{words::PRINT}</button> }
    });
}

/// The page was built from other files than the server has now: what is printed would not be what
/// is typed in later.
fn redraw_if_changed(here: &Here, fetched: &Fetched) {
    let Some(main) = dom::anywhere("main") else {
        return;
    };
    let now = fingerprint(&fetched.settings.text, &fetched.unit.text);
    if main.get_attribute("data-source").as_deref() != Some(now.as_str()) {
        let html = crate::site::workbook_main(&here.settings, &here.unit, &now, &here.root);
        main.set_outer_html(&html);
        asks::attach(here.session);
    }
}
