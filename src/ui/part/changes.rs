//! What changed between two texts, marked for eyes and ears.

use leptos::prelude::*;

use crate::{
    difference::{ChangeKind, Difference},
    wording::answer,
};

/// What changed between two texts, marked for eyes and ears.
pub fn changes(old: &str, new: &str) -> AnyView {
    Difference::between(old, new)
        .changes
        .into_iter()
        .map(|change| {
            let text = change.text.to_owned();
            match change.kind {
                ChangeKind::Same => view! { <span>{text}</span> }.into_any(),
                ChangeKind::Added => {
                    view! { <ins><span class="unseen">{answer::ADDED}" "</span>{text}</ins> }
                        .into_any()
                }
                ChangeKind::Removed => {
                    view! { <del><span class="unseen">{answer::TAKEN_OUT}" "</span>{text}</del> }
                        .into_any()
                }
            }
        })
        .collect_view()
        .into_any()
}
