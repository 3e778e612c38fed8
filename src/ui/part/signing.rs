//! The form that signs: a statement to agree to, a typed name, today’s date.

use leptos::{ev::SubmitEvent, prelude::*};

use crate::{
    record::sign_off::Declaration,
    ui::{clock, dom},
    wording::{date, plan as words},
};

/// Signs a statement.
#[component]
pub fn Signing(
    /// What its controls’ ids begin with.
    id: String,
    /// What is declared.
    statement: &'static str,
    /// The name that the form begins with.
    name: String,
    /// The button’s words.
    button: &'static str,
    /// Takes the signed declaration.
    then: impl Fn(Declaration) + 'static,
) -> impl IntoView {
    let agreed = RwSignal::new(false);
    let signed = RwSignal::new(name);
    let tried = RwSignal::new(false);
    let not_agreed = move || tried.get() && !agreed.get();
    let not_signed = move || tried.get() && signed.with(|name| name.trim().is_empty());
    let (tick, field) = (format!("{id}_agree"), format!("{id}_name"));
    let (tick_error, field_error) = (format!("{tick}_error"), format!("{field}_error"));
    let (to_tick, to_field) = (tick.clone(), field.clone());
    let sign = move |event: SubmitEvent| {
        event.prevent_default();
        tried.set(true);
        let name = signed.with_untracked(|name| name.trim().to_owned());
        let wrong = match (agreed.get_untracked(), name.is_empty()) {
            (false, _) => Some(&to_tick),
            (true, true) => Some(&to_field),
            (true, false) => None,
        };
        match wrong {
            Some(wrong) => {
                if let Some(control) = dom::anywhere(&format!("#{wrong}")) {
                    dom::focus(&control);
                }
            }
            None => then(Declaration {
                statement: statement.into(),
                signed: name.into(),
                date: clock::today(),
            }),
        }
    };
    view! {
        <form class="fields" novalidate on:submit=sign data-form="sign">
            <div class="field">
                <label class="choice">
                    <input id=tick type="checkbox" aria-describedby=tick_error.clone() aria-invalid=move || not_agreed().then_some("true")
                        prop:checked=agreed on:change:target=move |event| agreed.set(event.target().checked())/>
                    <span>{statement}</span>
                </label>
                <p id=tick_error class="field__error">{move || not_agreed().then_some(words::TICK_FIRST)}</p>
            </div>
            <div class="field">
                <label for=field.clone()>{words::SIGNED}</label>
                <input id=field type="text" autocomplete="name" aria-describedby=field_error.clone() aria-invalid=move || not_signed().then_some("true")
                    prop:value=signed on:input:target=move |event| signed.set(event.target().value())/>
                <p id=field_error class="field__error">{move || not_signed().then_some(words::SIGN_FIRST)}</p>
                <p class="hint">{words::today(&date::day(clock::today()))}</p>
            </div>
            <p><button type="submit" class="button">{button}</button></p>
        </form>
    }
}
