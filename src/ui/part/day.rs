//! A field for a day or a time of day.
//!
//! The browser says nothing where what is typed is none (31 November, half a time), and clears all
//! of it when anything is put into the field meanwhile. So what the field has said itself is never
//! put back into it, and what cannot be read is told from an empty field.

use leptos::{html::Input, prelude::*};
use web_sys::HtmlInputElement;

use crate::typed::UNREAD;

/// The field.
#[component]
pub fn DayField(
    /// Its id.
    #[prop(into)]
    id: String,
    /// `date` or `time`.
    #[prop(default = "date")]
    kind: &'static str,
    /// The ids of what is said of it.
    #[prop(into)]
    described_by: String,
    /// Whether what stands in it does not do.
    #[prop(into)]
    is_wrong: Signal<bool>,
    /// What it holds.
    #[prop(into)]
    value: Signal<String>,
    /// Takes what is typed.
    put: impl Fn(String) + Copy + 'static,
    /// Whether only what stands there when it is left counts.
    #[prop(optional)]
    once_left: bool,
) -> impl IntoView {
    let field: NodeRef<Input> = NodeRef::new();
    let said = StoredValue::new(String::new());
    let hear = move || {
        // A browser may say that it is left when it has gone.
        let field = field.try_get_untracked().flatten();
        let Some(typed) = field.map(|field| typed_in(&field)) else {
            return;
        };
        if said.try_with_value(|said| *said != typed) == Some(true) {
            said.set_value(typed.clone());
            put(typed);
        }
    };
    Effect::new(move |_| {
        let now = value.get();
        let Some(field) = field.get() else { return };
        if said.with_value(|said| *said == now) {
            return;
        }
        field.set_value(&now);
        let shown = field.value();
        said.set_value(shown.clone());
        // What was kept of something that cannot be read cannot be shown again.
        if shown != now {
            put(shown);
        }
    });
    let typing = move || {
        if !once_left {
            hear();
        }
    };
    // An impossible day that is typed into an empty field is no input to the browser: keys are.
    view! {
        <input id=id type=kind autocomplete="off" node_ref=field
            aria-describedby=described_by aria-invalid=move || is_wrong.get().then_some("true")
            on:input=move |_| typing() on:keyup=move |_| typing() on:change=move |_| hear() on:blur=move |_| hear()/>
    }
}

/// What a field holds, or that it cannot be read.
fn typed_in(field: &HtmlInputElement) -> String {
    let value = field.value();
    match value.is_empty() && field.matches(":invalid").unwrap_or_default() {
        true => UNREAD.to_owned(),
        false => value,
    }
}
