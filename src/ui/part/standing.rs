//! Where a criterion stands, as a sign and a word.

use leptos::prelude::*;

use crate::{id::CriterionId, record::state::Standing, ui::here::Here, wording::record};

/// A criterion's standing.
#[component]
pub fn StandingChip(
    /// Where the criterion is.
    here: Here,
    /// Which criterion.
    criterion: CriterionId,
) -> impl IntoView {
    let here = send_wrapper::SendWrapper::new(here);
    let standing = Memo::new(move |_| {
        here.track_unit(|unit| {
            unit.and_then(|unit| unit.criteria.get(&criterion))
                .map_or(Standing::NotStarted, |criterion| criterion.standing())
        })
    });
    move || chip(standing.get())
}

/// The sign and word of a standing.
pub fn chip(standing: Standing) -> impl IntoView {
    view! {
        <span class="chip" data-state=record::standing_key(standing)>
            <span aria-hidden="true">{record::standing_sign(standing)}" "</span>
            {record::standing(standing)}
        </span>
    }
}
