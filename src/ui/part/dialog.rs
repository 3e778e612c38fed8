//! A question that has to be answered before anything else: the browser's own dialogue, which
//! keeps the keyboard inside, closes with Escape and gives the focus back.

use leptos::{html, prelude::*};

/// A dialogue, open while `open` is.
#[component]
pub fn Dialog(
    /// Whether it is open. Closing it sets this.
    open: RwSignal<bool>,
    /// What it asks.
    title: &'static str,
    /// The id of its heading.
    id: &'static str,
    /// What is said and offered in it.
    children: ChildrenFn,
) -> impl IntoView {
    let element = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let Some(element) = element.get() else { return };
        if open.get() && !element.open() {
            // A browser without dialogues shows it in its place.
            if element.show_modal().is_err() {
                element.set_open(true);
            }
        } else if !open.get() && element.open() {
            element.close();
        }
    });
    view! {
        <dialog class="dialog" node_ref=element aria-labelledby=id on:close=move |_| open.set(false)>
            <h2 id=id tabindex="-1" autofocus>{title}</h2>
            {move || open.get().then(|| children())}
        </dialog>
    }
}
