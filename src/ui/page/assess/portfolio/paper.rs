//! The assessment record on paper, or as a PDF.

use std::sync::Arc;

use leptos::prelude::*;

use super::{Opened, PortfolioPage};
use crate::{site::report, ui::dom, wording::assess::portfolio as words};

#[component]
pub(super) fn Paper(page: PortfolioPage, opened: Arc<Opened>) -> impl IntoView {
    let report = page.report(&opened, report::body);
    let print = move |_| {
        let _ = dom::window().print();
    };
    view! {
        <p class="toolbar">
            <button type="button" class="button" data-action="print" on:click=print>{words::PRINT_NOW}</button>
            <button type="button" class="button button--quiet" data-action="back" on:click=move |_| page.on_paper.set(false)>{words::BACK}</button>
        </p>
        <h2 class="portfolio__name">{opened.name().to_owned()}</h2>
        <div class="portfolio__paper" inner_html=report></div>
    }
}
