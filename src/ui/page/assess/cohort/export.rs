//! Decisions and the matrix as files for a spreadsheet.

use leptos::prelude::*;

use super::Cohort;
use crate::{
    exchange::table,
    ui::{clock, part::download::download_as},
    wording::{assess::cohort as words, file},
};

const CSV: &str = "text/csv;charset=utf-8";

/// The buttons.
#[component]
pub(super) fn Export(cohort: Cohort) -> impl IntoView {
    let said = RwSignal::new(None);
    let save = move |what: &str, text: &str| {
        let name = format!("{what}-{}.csv", clock::today());
        said.set(Some(match download_as(&name, text, CSV) {
            true => file::saved(&name),
            false => file::NOT_SAVED.to_owned(),
        }));
    };
    let decisions = move |_| {
        let text = cohort
            .desk
            .summaries
            .with_untracked(|summaries| table::decisions(summaries.values()));
        save("decisions", &text);
    };
    let matrix = move |_| save("matrix", &table::matrix(&cohort.matrix.get_untracked()));
    view! {
        <section class="card" aria-labelledby="cohort_export" data-part="export">
            <h2 id="cohort_export">{words::EXPORT}</h2>
            <p>{words::EXPORT_HELP}</p>
            <p class="cluster">
                <button type="button" class="button button--quiet" data-action="save-decisions" on:click=decisions>{words::EXPORT_DECISIONS}</button>
                <button type="button" class="button button--quiet" data-action="save-matrix" on:click=matrix>{words::EXPORT_MATRIX}</button>
            </p>
            <p class="hint" role="status" data-said="export">{move || said.get()}</p>
        </section>
    }
}
