//! The table in a box of its own: of its rows only those in view are drawn, and arrow keys go from
//! cell to cell.

use leptos::{
    ev::{FocusEvent, KeyboardEvent},
    prelude::*,
    task::{spawn_local, tick},
};
use web_sys::Event;

use super::{
    super::Cohort,
    view::{View, at_of},
};
use crate::{
    desk::matrix::{Row, SortBy},
    record::{event::PersonId, state::Standing},
    site,
    ui::{clock, dom},
    wording::assess::cohort as words,
};

/// The rows of the head come first.
const HEAD_ROWS: usize = 2;
/// The columns before the first criterion: name, waiting, met.
const HEAD_COLUMNS: usize = 3;
/// How many rows are drawn before the browser is let in again.
const AT_ONCE: usize = 8;

/// The table.
#[component]
pub(super) fn Table(cohort: Cohort) -> impl IntoView {
    let view = View::new();
    let matrix = cohort.matrix;
    // The first rows come a few at a time: all at once would keep the page waiting.
    let at_most = RwSignal::new(AT_ONCE);
    spawn_local(async move {
        loop {
            clock::breathe().await;
            let due = move || view.rows(matrix.get().rows.len()).end;
            match at_most.try_update(|at_most| (*at_most, *at_most += AT_ONCE).0) {
                Some(drawn) if drawn < untrack(due) => {}
                Some(_) => break at_most.set(usize::MAX),
                None => break,
            }
        }
    });
    let rows = Memo::new(move |_| {
        let rows = matrix.with(|matrix| matrix.rows.len());
        let due = view.rows(rows);
        due.start..due.end.min(due.start.saturating_add(at_most.get()))
    });
    let before = move || format!("{}px", rows.get().start as f64 * view.row.get());
    let after = move || {
        let behind = matrix.with(|matrix| matrix.rows.len()) - rows.get().end;
        format!("{}px", behind as f64 * view.row.get())
    };
    // Rows are known by what is in them, so that a row that stays keeps the keyboard.
    let drawn = move || {
        let matrix = matrix.get();
        let drawn = rows.get();
        drawn
            .filter_map(move |at| Some((at, matrix.rows.get(at)?.clone())))
            .collect::<Vec<_>>()
    };
    Effect::new(move |_| {
        rows.track();
        matrix.track();
        spawn_local(async move {
            tick().await;
            view.measure();
            view.keep_reachable(rows.get_untracked());
        });
    });
    // On paper there is nothing to scroll.
    dom::listen(&dom::window(), "beforeprint", move |_: Event| {
        view.whole.set(true)
    });
    dom::listen(&dom::window(), "afterprint", move |_: Event| {
        view.whole.set(false)
    });
    let step = move |event: KeyboardEvent| view.step(&event, &matrix.get_untracked());
    let focused = move |event: FocusEvent| {
        if let Some(at) = at_of(event.target()) {
            view.current.set(at);
            view.mark(at);
        }
    };
    view! {
        <div class="matrix" node_ref=view.element tabindex="0" role="group" aria-label=words::MATRIX_NAME on:scroll=move |_| view.measure()>
            <div class="matrix__rows" style:padding-block-start=before style:padding-block-end=after>
                <table role="grid" aria-label=words::MATRIX_NAME
                    aria-rowcount=move || (matrix.with(|m| m.rows.len()) + HEAD_ROWS + 1).to_string()
                    aria-colcount=move || (matrix.with(|m| m.columns.len()) + HEAD_COLUMNS).to_string()
                    on:keydown=step on:focusin=focused>
                    <Head cohort=cohort/>
                    <tbody>
                        <For each=drawn key=move |(at, row)| (*at, key_of(cohort, row)) let:drawn>
                            <tr aria-rowindex=(drawn.0 + HEAD_ROWS + 1).to_string() inner_html=cells(cohort, view, drawn.0, &drawn.1)></tr>
                        </For>
                    </tbody>
                    <Foot cohort=cohort/>
                </table>
            </div>
        </div>
    }
}

/// What a row shows, for telling whether it has to be drawn anew.
fn key_of(cohort: Cohort, row: &Row) -> (PersonId, String, Vec<(Standing, bool)>) {
    let cells = row.cells.iter().map(|cell| (cell.standing, cell.late));
    (row.learner, called(cohort, row), cells.collect())
}

fn called(cohort: Cohort, row: &Row) -> String {
    let called = cohort.desk.called;
    called.with_untracked(|called| called.learner(row.learner, &row.name))
}

#[component]
fn Head(cohort: Cohort) -> impl IntoView {
    let heading = move |by: SortBy, words: &'static str, class: &'static str| {
        let sort = move || {
            let order = cohort.order.get();
            (order.by == by).then(|| match (by == SortBy::Learner) != order.reversed {
                true => "ascending",
                false => "descending",
            })
        };
        let press = move |_| cohort.order.update(|order| *order = order.pressed(by));
        view! {
            <th scope="col" rowspan="2" class=class aria-sort=sort>
                <button type="button" class="matrix__sort" on:click=press>{words}<span aria-hidden="true" class="matrix__arrow"></span></button>
            </th>
        }
    };
    let units = move || {
        let matrix = cohort.matrix.get();
        cohort.names.with_value(|names| {
            let units = matrix.units().into_iter();
            units
                .map(|(pack, unit, columns)| {
                    let title = names.unit(pack, unit).to_owned();
                    view! { <th scope="colgroup" colspan=columns.to_string() class="matrix__unit"><span>{title}</span></th> }
                })
                .collect_view()
        })
    };
    let criteria = move || {
        let matrix = cohort.matrix.get();
        cohort.names.with_value(|names| {
            let places = matrix.columns.iter().map(|column| &column.place);
            places
                .map(|place| {
                    let (number, asks) =
                        (names.number(place).to_owned(), names.asks(place).to_owned());
                    view! { <th scope="col" title=asks>{number}</th> }
                })
                .collect_view()
        })
    };
    view! {
        <thead>
            <tr aria-rowindex="1">
                {heading(SortBy::Learner, words::LEARNER, "matrix__name")}
                {heading(SortBy::Waiting, words::WAITING, "matrix__count")}
                {heading(SortBy::Met, words::MET, "matrix__count")}
                {units}
            </tr>
            <tr aria-rowindex="2">{criteria}</tr>
        </thead>
    }
}

#[component]
fn Foot(cohort: Cohort) -> impl IntoView {
    let counts = move || {
        let matrix = cohort.matrix.get();
        let rows = matrix.rows.len();
        let columns = matrix.columns.iter();
        columns
            .map(|column| {
                view! { <td aria-label=words::met_by(column.met, rows)>{column.met}</td> }
            })
            .collect_view()
    };
    view! {
        <tfoot>
            <tr aria-rowindex=move || (cohort.matrix.with(|m| m.rows.len()) + HEAD_ROWS + 1).to_string()>
                <th scope="row" class="matrix__name">{words::MET_BY}</th>
                <td colspan="2"></td>
                {counts}
            </tr>
        </tfoot>
    }
}

/// What stands in a row: text that the browser reads at once, where a thousand cells put in one by
/// one would keep the page waiting.
fn cells(cohort: Cohort, view: View, at: usize, row: &Row) -> String {
    let current = view.current.get_untracked();
    let matrix = cohort.matrix.get_untracked();
    let called = called(cohort, row);
    cohort.addresses.with_value(|addresses| {
        site::matrix::row(&site::matrix::Drawn {
            at,
            row,
            called: &called,
            columns: &matrix.columns,
            tab_stop: (current.row == at).then_some(current.column),
            addresses,
        })
    })
}
