//! What learners will see, drawn by the code that writes their pages. Questions can be answered;
//! nothing is kept.

use std::rc::Rc;

use leptos::{html, prelude::*};
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, MouseEvent, SubmitEvent};

use super::Writer;
use crate::{
    id::QuestionId,
    prose::Setting,
    question::Response,
    site,
    ui::{
        dom,
        question::{Answered, AnsweredPanel, Live},
    },
    wording::{author as words, practice},
};

/// The preview.
#[component]
pub(super) fn Preview(writer: Writer) -> impl IntoView {
    let place = NodeRef::<html::Div>::new();
    Effect::new(move |held: Option<Option<SendWrapper<Owner>>>| {
        // What listened in the last drawing goes with it.
        if let Some(Some(owner)) = held {
            owner.take().cleanup();
        }
        let place = place.get()?;
        let (read, settings) = (writer.read.get(), writer.settings.get());
        place.set_inner_html(&site::unit_preview(&settings, &read.value));
        let owner = Owner::new();
        owner.with(|| bring_to_life(writer, &place));
        Some(SendWrapper::new(owner))
    });
    let pressed = move |event: MouseEvent| {
        let target = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok());
        let link = target.and_then(|target| target.closest("a[href]").ok().flatten());
        let Some(link) = link else { return };
        // A link would lead away from the text; one within the unit leads to its place here.
        event.prevent_default();
        event.stop_propagation();
        let anchor = link
            .get_attribute("href")
            .and_then(|href| href.strip_prefix('#').map(str::to_owned));
        let found = anchor.zip(place.get_untracked()).and_then(|(id, place)| {
            place
                .query_selector(&format!("[id=\"{id}\"]"))
                .ok()
                .flatten()
        });
        if let Some(found) = found {
            found.scroll_into_view();
        }
    };
    view! {
        <section class="writer__preview" data-part="preview" aria-label=words::PREVIEW tabindex="0">
            <p class="hint">{words::PREVIEW_HELP}</p>
            <div node_ref=place on:click=pressed on:submit=|event: SubmitEvent| event.prevent_default()></div>
        </section>
    }
}

fn bring_to_life(writer: Writer, place: &HtmlElement) {
    for form in dom::all(place, "form[data-question]") {
        let id = form
            .get_attribute("data-question")
            .and_then(|id| id.parse::<QuestionId>().ok());
        let read = writer.read.get_untracked();
        let Some(question) = id.and_then(|id| read.value.question(&id).cloned()) else {
            continue;
        };
        Live::attach(
            form,
            Rc::new(question),
            move |live, response| answer(writer, live, response),
            panel,
        );
    }
}

fn answer(writer: Writer, live: &Live, response: Response) {
    let settings = writer.settings.get_untracked();
    let setting = Setting {
        fillings: &settings.fillings,
        root: "./",
        away_from: None,
    };
    if let Ok(answered) = Answered::new(&live.question, response, setting) {
        live.show(answered);
    }
}

fn panel(live: &Live, answered: Answered) -> AnyView {
    let again = SendWrapper::new(live.clone());
    view! {
        <AnsweredPanel answered=answered kept=practice::KEPT>
            <button type="button" class="button button--quiet" on:click=move |_| again.begin(0)>{practice::TRY_AGAIN}</button>
        </AnsweredPanel>
    }
    .into_any()
}
