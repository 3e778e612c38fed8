//! What is asked above a page before it is known whose work is done on it: who is learning, where
//! several people use the device, and the passphrase of a record that is locked. Both stand in the
//! page ([`crate::site`]), so that nothing moves when they come to life.

use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, HtmlInputElement};

use crate::{
    ui::{
        cipher::NotUnlocked,
        dom, nav,
        session::{Phase, Session},
    },
    wording::people,
};

/// Brings it to life, and shows what the session asks.
pub fn attach(session: Session) {
    let Some(place) = dom::place("asks") else {
        return;
    };
    ask_who(session, &place);
    ask_passphrase(session, &place);
    Effect::new(move |_| {
        let asks = match session.phase.get() {
            // Until it is known, what was shown before the program came is as good.
            Phase::Opening => return,
            Phase::Nobody => Some("who"),
            Phase::Locked => Some("locked"),
            Phase::Open => None,
        };
        if let Some(html) = dom::html() {
            // It is ours, and no browser refuses it.
            let _ = match asks {
                Some(asks) => html.set_attribute("data-asks", asks),
                None => html.remove_attribute("data-asks"),
            };
        }
    });
}

/// Lets a button be pressed.
fn enable(button: &HtmlElement) {
    let _ = button.remove_attribute("disabled");
}

fn ask_who(session: Session, place: &HtmlElement) {
    let (Some(list), Some(new)) = (
        dom::one(place, ".asks__people"),
        dom::one(place, "[data-action=somebody-new]"),
    ) else {
        return;
    };
    let choose = move |id| {
        spawn_local(async move {
            session.choose(Some(id)).await;
            nav::reload();
        });
    };
    let asked = move || match session.phase.get() {
        Phase::Nobody => session.people.get(),
        Phase::Opening | Phase::Locked | Phase::Open => Vec::new(),
    };
    dom::fill(list, move || {
        view! {
            <For each=asked key=|person| person.id let:person>
                <li><button type="button" class="button button--quiet" data-person=person.id.to_string() on:click=move |_| choose(person.id)>
                    <span>{person.shown_name().to_owned()}</span>
                </button></li>
            </For>
        }
    });
    dom::listen(&new, "click", move |_: Event| {
        session.begin("");
        nav::reload();
    });
    enable(&new);
}

fn ask_passphrase(session: Session, place: &HtmlElement) {
    let (Some(form), Some(label), Some(wrong), Some(submit), Some(other)) = (
        dom::one(place, "form"),
        dom::one(place, "label"),
        dom::one(place, "#unlock_wrong"),
        dom::one(place, "[type=submit]"),
        dom::one(place, "[data-action=somebody-else]"),
    ) else {
        return;
    };
    let typed = dom::one(place, "input").and_then(|input| input.dyn_into().ok());
    let Some(typed) = typed else { return };
    let typed: HtmlInputElement = typed;
    Effect::new({
        let label = SendWrapper::new(label);
        move |_| {
            let name = session.person().map(|person| person.name);
            let words = people::passphrase_of(&name.unwrap_or_default());
            label.set_text_content(Some(&words));
        }
    });
    dom::listen(&other, "click", move |_: Event| {
        spawn_local(async move {
            session.choose(None).await;
            nav::reload();
        });
    });
    enable(&submit);
    enable(&other);
    dom::listen(&form, "submit", move |event: SubmitEvent| {
        event.prevent_default();
        if submit.has_attribute("disabled") {
            return;
        }
        let _ = submit.set_attribute("disabled", "");
        let (typed, wrong, submit) = (typed.clone(), wrong.clone(), submit.clone());
        spawn_local(async move {
            let unlocked = session.unlock(&typed.value()).await;
            enable(&submit);
            let why = match unlocked {
                Ok(()) => {
                    typed.set_value("");
                    return dom::focus_soon("main h1");
                }
                Err(NotUnlocked::Wrong) => people::WRONG_PASSPHRASE,
                Err(NotUnlocked::Unavailable) => people::CANNOT_UNLOCK,
            };
            let _ = typed.set_attribute("aria-invalid", "true");
            wrong.set_text_content(Some(why));
        });
    });
}
