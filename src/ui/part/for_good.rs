//! A button that takes away what nothing brings back. It asks once, where it stands.

use leptos::{html, prelude::*};

use crate::{ui::dom, wording::for_good as words};

/// The button, and what it asks.
#[component]
pub fn ForGood(
    /// The word that tests know the button by; behind it `-now` for the one that does it.
    action: &'static str,
    /// What the button says.
    label: &'static str,
    /// The same for those who hear it alone, where these words are not enough.
    #[prop(optional, into)]
    named: Option<String>,
    /// What it asks.
    asks: &'static str,
    /// What it does.
    then: impl Fn() + Clone + Send + Sync + 'static,
) -> impl IntoView {
    let asking: RwSignal<Option<bool>> = RwSignal::new(None);
    let now = format!("{action}-now");
    // The button that was pressed goes away with its kind.
    let taking_the_keyboard = move || {
        let button = NodeRef::<html::Button>::new();
        if asking.with_untracked(Option::is_some) {
            button.on_load(|button| dom::focus(&button));
        }
        button
    };
    move || {
        match asking.get() {
        None | Some(false) => view! {
            <button type="button" class="button button--plain" data-action=action aria-label=named.clone()
                node_ref=taking_the_keyboard() on:click=move |_| asking.set(Some(true))>{label}</button>
        }
        .into_any(),
        Some(true) => {
            let then = then.clone();
            let yes = move |_| {
                asking.set(None);
                then();
            };
            view! {
                <span class="cluster" role="group" aria-label=asks>
                    <strong>{asks}</strong>
                    <button type="button" class="button button--danger" data-action=now.clone() on:click=yes>{label}</button>
                    <button type="button" class="button button--quiet" node_ref=taking_the_keyboard()
                        on:click=move |_| asking.set(Some(false))>{words::KEEP}</button>
                </span>
            }
            .into_any()
        }
    }
    }
}
