//! What an assessor decided, as a sign and a word, and the day by which something is wanted.

use jiff::civil::Date;
use leptos::prelude::*;

use crate::{
    record::decision::Judgement,
    ui::clock,
    wording::{date, record},
};

/// The sign and word of a judgement.
pub fn judgement(judgement: Judgement) -> impl IntoView {
    view! {
        <span class="chip" data-state=record::judgement_key(judgement)>
            <span aria-hidden="true">{record::judgement_sign(judgement)}" "</span>
            {record::judgement(judgement)}
        </span>
    }
}

/// By which day, and whether that day is over.
pub fn by_when(day: Date) -> impl IntoView {
    let late = day < clock::today();
    view! {
        <p class="cluster">
            <strong>{record::by_when(&date::day(day))}</strong>
            {late.then(|| view! { <span class="chip" data-state="late"><span aria-hidden="true">"! "</span>{record::LATE}</span> })}
        </p>
    }
}
