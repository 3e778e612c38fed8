//! A unit's three counts.

use leptos::prelude::*;
use send_wrapper::SendWrapper;

use crate::{
    progress::{Count, Progress},
    ui::here::Here,
    wording::record,
};

/// How far the learner has come in a unit.
#[component]
pub fn ProgressCard(
    /// The unit.
    here: Here,
) -> impl IntoView {
    let here = SendWrapper::new(here);
    let progress =
        Memo::new(move |_| here.track_unit(|unit| Progress::of(&here.unit, unit, here.nation())));
    view! { <ProgressBars progress=progress/> }
}

/// Three counts as bars with words.
#[component]
pub fn ProgressBars(
    /// The counts.
    #[prop(into)]
    progress: Signal<Progress>,
) -> impl IntoView {
    let bar = move |label: &'static str, count: fn(&Progress) -> Count| {
        view! {
            <li class="progress" hidden=move || count(&progress.get()).all == 0>
                <span class="progress__words">{move || record::count(label, count(&progress.get()))}</span>
                <progress class="bar" max=move || count(&progress.get()).all value=move || count(&progress.get()).done aria-label=label></progress>
            </li>
        }
    };
    view! {
        <ul class="progress-list">
            {bar(record::SECTIONS_READ, |progress| progress.sections)}
            {bar(record::PRACTICE_DONE, |progress| progress.practice)}
            {bar(record::CRITERIA_HANDED_IN, |progress| progress.criteria)}
        </ul>
    }
}
