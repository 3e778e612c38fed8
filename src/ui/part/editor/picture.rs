//! The scenario at the caret as a picture.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, MouseEvent};

use super::Writer;
use crate::{
    author::graph::Graph, scenario::Scenario, site, source::Span, wording::author as words,
};

/// The picture of the scenario at the caret, or of the unit's only one.
#[component]
pub(super) fn Picture(writer: Writer) -> impl IntoView {
    let html = Memo::new(move |_| {
        let (read, at) = (writer.read.get(), writer.caret.get());
        let holds = |scenario: &&Scenario| scenario.span.start <= at && at <= scenario.span.end;
        let mut all = read.value.scenarios();
        let found = read.value.scenarios().find(holds).or_else(|| {
            let first = all.next();
            first.filter(|_| all.next().is_none())
        })?;
        writer
            .paused
            .with_untracked(|text| Some(site::scenario_graph(&Graph::of(found, text))))
    });
    let pressed = move |event: MouseEvent| {
        let target = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok());
        let place = target.and_then(|target| target.closest("[data-offset]").ok().flatten());
        let offset =
            place.and_then(|place| place.get_attribute("data-offset")?.parse::<usize>().ok());
        let Some(offset) = offset else { return };
        // To the end of its line: the heading or the answer is selected.
        let span = writer
            .text
            .with_untracked(|text| Span::new(offset, text.len()).first_line(text));
        writer.go_to(span);
    };
    view! {
        <section data-part="picture" aria-label=words::SCENARIO on:click=pressed>
            {move || match html.get() {
                Some(html) => view! { <div inner_html=html></div> }.into_any(),
                None => view! { <p>{words::NO_SCENARIO_HERE}</p> }.into_any(),
            }}
        </section>
    }
}
