//! What can be put in at the caret. One stop of the Tab key: the arrow keys go from button to
//! button, as people know it from other toolbars (WAI-ARIA's toolbar pattern).

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

use super::Writer;
use crate::{
    author::insert::{CannotInsert, Insert, insert},
    pack::FillingKind,
    question::Kind,
    source::Span,
    ui::{clock, dom},
    wording::author as words,
};

/// The toolbar.
#[component]
pub(super) fn Toolbar(writer: Writer) -> impl IntoView {
    let stop = RwSignal::new(0_usize);
    let nation = move || writer.settings.read_untracked().nation;
    let mut at = 0;
    let mut button = move |key: &'static str,
                           label: &'static str,
                           what: Box<dyn Fn() -> Insert + Send + Sync>| {
        let place = at;
        at += 1;
        view! {
            <button type="button" class="writer__tool" data-insert=key
                tabindex=move || if stop.get() == place { "0" } else { "-1" }
                on:focus=move |_| stop.set(place)
                on:click=move |_| put(writer, &what())>{label}</button>
        }
    };
    let fixed =
        |what: Insert| -> Box<dyn Fn() -> Insert + Send + Sync> { Box::new(move || what.clone()) };
    let parts = [
        button("section", words::SECTION, fixed(Insert::Section)),
        button("law", words::LAW, Box::new(move || Insert::Law(nation()))),
        button("criterion", words::CRITERION, fixed(Insert::Criterion)),
        button("scenario", words::SCENARIO, fixed(Insert::Scenario)),
        button("ending", words::ENDING, fixed(Insert::Ending)),
    ];
    let kinds = Kind::ALL.map(|kind| {
        button(
            kind.class(),
            words::kind(kind),
            fixed(Insert::Question(kind)),
        )
    });
    let answers = [
        button("answer", words::ANSWER, fixed(Insert::Answer)),
        button("unsafe", words::UNSAFE_MARK, fixed(Insert::Unsafe)),
        button("branch", words::BRANCH, fixed(Insert::Branch)),
    ];
    view! {
        <div class="writer__tools" role="toolbar" aria-label=words::TOOLBAR aria-controls="writer_text" on:keydown=move |event| arrow(&event)>
            <span class="writer__group"><span class="writer__name">{words::GROUP_PARTS}</span>{parts.collect_view()}</span>
            <span class="writer__group"><span class="writer__name">{words::GROUP_QUESTIONS}</span>{kinds.collect_view()}</span>
            <span class="writer__group"><span class="writer__name">{words::GROUP_ANSWERS}</span>{answers.collect_view()}</span>
        </div>
        <Fillings writer=writer/>
    }
}

/// The pack's own words, to put in.
#[component]
fn Fillings(writer: Writer) -> impl IntoView {
    let known = move || {
        let settings = writer.settings.read();
        let fillings = &settings.fillings;
        let terms = fillings.terms.keys().map(|key| (FillingKind::Term, key));
        let policies = fillings
            .policies
            .keys()
            .map(|key| (FillingKind::Policy, key));
        let contacts = fillings
            .contacts
            .keys()
            .map(|key| (FillingKind::Contact, key));
        let all = terms.chain(policies).chain(contacts);
        all.map(|(kind, key)| (kind, key.clone()))
            .collect::<Vec<_>>()
    };
    let chosen = move |value: String| {
        let found = known()
            .into_iter()
            .find(|(kind, key)| value == format!("{}:{key}", kind.key()));
        if let Some((kind, key)) = found {
            put(writer, &Insert::Filling(kind, key));
        }
    };
    view! {
        {move || (!known().is_empty()).then(|| view! {
            <p class="field writer__fillings">
                <label for="writer_fillings">{words::FILLINGS}</label>
                <select id="writer_fillings" on:change:target=move |event| {
                    let value = event.target().value();
                    event.target().set_value("");
                    chosen(value);
                }>
                    <option value="">{words::CHOOSE_FILLING}</option>
                    {known().into_iter().map(|(kind, key)| {
                        let value = format!("{}:{key}", kind.key());
                        view! { <option value=value>{words::filling(kind, &key)}</option> }
                    }).collect_view()}
                </select>
            </p>
        })}
    }
}

fn put(writer: Writer, what: &Insert) {
    let Some(area) = writer.area.get_untracked() else {
        return;
    };
    let text = area.value();
    let units = |place: Result<Option<u32>, _>| place.ok().flatten().unwrap_or_default() as usize;
    let selection = Span::new(
        crate::author::place::byte_of(&text, units(area.selection_start())),
        crate::author::place::byte_of(&text, units(area.selection_end())),
    );
    match insert(&text, selection, what, clock::today()) {
        Ok(inserted) => {
            match inserted.edit {
                Some(edit) => writer.apply(&edit, Some(inserted.selection), false),
                None => writer.go_to(inserted.selection),
            }
            writer.said.set(words::PUT_IN.to_owned());
        }
        Err(why) => writer.said.set(cannot(&why)),
    }
}

fn cannot(why: &CannotInsert) -> String {
    match why {
        CannotInsert::NotInQuestion => words::NOT_IN_QUESTION.to_owned(),
        CannotInsert::NotInAnswer => words::NOT_IN_ANSWER.to_owned(),
        CannotInsert::Right => words::RIGHT_CANNOT_BE_UNSAFE.to_owned(),
        CannotInsert::NotInScenario => words::NOT_IN_SCENARIO.to_owned(),
        CannotInsert::NoOtherStep => words::NO_OTHER_STEP.to_owned(),
        CannotInsert::InFront => words::IN_FRONT.to_owned(),
        CannotInsert::Mistake(why) => words::cannot_read(why),
        CannotInsert::Refused(refused) => {
            let first = refused.first();
            first.map_or_else(String::new, |refused| words::refused(&refused.why))
        }
    }
}

fn arrow(event: &KeyboardEvent) {
    let Some(bar) = event
        .current_target()
        .and_then(|bar| bar.dyn_into::<HtmlElement>().ok())
    else {
        return;
    };
    let buttons = dom::all(&bar, "button");
    let now = dom::document().active_element();
    let here = buttons
        .iter()
        .position(|button| now.as_deref() == Some(button.as_ref()));
    let (Some(here), last) = (here, buttons.len().saturating_sub(1)) else {
        return;
    };
    let next = match event.key().as_str() {
        "ArrowRight" | "ArrowDown" => {
            if here == last {
                0
            } else {
                here + 1
            }
        }
        "ArrowLeft" | "ArrowUp" => here.checked_sub(1).unwrap_or(last),
        "Home" => 0,
        "End" => last,
        _ => return,
    };
    event.prevent_default();
    if let Some(button) = buttons.get(next) {
        let _ = button.focus();
    }
}
