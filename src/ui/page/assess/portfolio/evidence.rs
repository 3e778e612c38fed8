//! The evidence of a unit other than written answers, each piece with the criteria it serves.

use std::collections::BTreeMap;

use leptos::prelude::*;

use super::unit::Looked;
use crate::wording::{assess::portfolio as words, date, report};

#[component]
pub(super) fn Evidence(looked: Looked) -> impl IntoView {
    let pieces: Vec<_> = looked.with_unit(|did| {
        // One piece may serve several criteria; it stands here once.
        let criteria = did.criteria.values();
        let pieces = criteria.flat_map(|criterion| criterion.evidence.iter());
        let pieces: BTreeMap<_, _> = pieces.map(|piece| (piece.by_time(), piece)).collect();
        let pieces: Vec<_> = pieces.into_values().cloned().collect();
        pieces
    });
    let rows = pieces.iter().map(|piece| {
        let said = &piece.said;
        let corrected = pieces.iter().any(|later| later.event.after.contains(&piece.seal));
        let head = format!("{}, {}", report::method(said.method.kind()), date::day(said.date));
        let location = said.location.to_string();
        view! {
            <li data-evidence="">
                <p><strong>{said.title.to_string()}</strong></p>
                <p>{head}". "{words::for_criteria(&looked.numbers(&piece.event))}</p>
                {(!location.is_empty()).then(|| view! { <p class="meta">{words::kept_at(&location)}</p> })}
                {corrected.then(|| view! { <p class="meta">{words::CORRECTED}</p> })}
            </li>
        }
    });
    let rows: Vec<_> = rows.collect();
    view! {
        <section data-part="evidence">
            <h3>{words::EVIDENCE}</h3>
            {if rows.is_empty() {
                view! { <p class="hint">{words::NO_EVIDENCE}</p> }.into_any()
            } else {
                view! { <ul class="history">{rows}</ul> }.into_any()
            }}
        </section>
    }
}
