//! The matrix with its filters, its legend and what is said where nobody fits.

mod filters;
mod table;
mod view;

use leptos::prelude::*;

use self::{filters::Filters, table::Table};
use super::Cohort;
use crate::{
    desk::matrix::Filter,
    record::state::Standing,
    wording::{assess::cohort as words, record},
};

const STANDINGS: [Standing; 6] = [
    Standing::NotStarted,
    Standing::Draft,
    Standing::HandedIn,
    Standing::NotYetMet,
    Standing::Met,
    Standing::Disagreement,
];

/// The matrix with its filters.
#[component]
pub(super) fn MatrixCard(cohort: Cohort) -> impl IntoView {
    let count = move || {
        cohort
            .matrix
            .with(|matrix| words::shown(matrix.rows.len(), matrix.learners))
    };
    let nothing = Memo::new(move |_| cohort.matrix.with(|matrix| matrix.rows.is_empty()));
    view! {
        <section class="stack" aria-labelledby="cohort_matrix">
            <h2 id="cohort_matrix">{words::MATRIX}</h2>
            <p>{words::MATRIX_HELP}</p>
            <Filters cohort=cohort/>
            <p class="meta" role="status" data-part="count">{count}</p>
            <Show when=move || !nothing.get() fallback=move || view! { <NothingFits cohort=cohort/> }>
                <Table cohort=cohort/>
            </Show>
            <Legend/>
            <Asked cohort=cohort/>
        </section>
    }
}

#[component]
fn NothingFits(cohort: Cohort) -> impl IntoView {
    view! {
        <div class="card">
            <p>{words::NOTHING_FITS}</p>
            <p><button type="button" class="button button--quiet" on:click=move |_| cohort.filter.set(Filter::default())>{words::SHOW_ALL}</button></p>
        </div>
    }
}

#[component]
fn Legend() -> impl IntoView {
    let signs = STANDINGS.map(|standing| {
        view! {
            <li><span class="matrix__sign" data-state=record::standing_key(standing) aria-hidden="true">{record::standing_sign(standing)}</span>" "{record::standing(standing)}</li>
        }
    });
    view! {
        <div class="matrix__legend">
            <h3>{words::LEGEND}</h3>
            <ul>
                {signs.collect_view()}
                <li><span class="matrix__sign" data-late="" aria-hidden="true">{words::LATE_SIGN}</span>" "{words::LATE_MEANS}</li>
            </ul>
        </div>
    }
}

/// What the numbers over the columns stand for, for whoever cannot point at them.
#[component]
fn Asked(cohort: Cohort) -> impl IntoView {
    let units = move || {
        let matrix = cohort.matrix.get();
        cohort.names.with_value(|names| {
            let units = matrix.units().into_iter().map(|(pack, unit, _)| {
                let own = matrix.columns.iter().map(|column| &column.place);
                let own = own.filter(|place| &place.pack == pack && &place.unit == unit);
                let lines = own.map(|place| {
                    let (number, asks) = (names.number(place), names.asks(place));
                    view! { <li>{format!("{number} {asks}")}</li> }
                });
                view! { <h3>{names.unit(pack, unit).to_owned()}</h3><ul>{lines.collect_view()}</ul> }
            });
            units.collect_view()
        })
    };
    view! {
        <details data-part="asked">
            <summary>{words::ASKED}</summary>
            <div class="stack">{units}</div>
        </details>
    }
}
