//! The matrix: a table within a box of its own, of whose rows only those in view are drawn, and
//! in which arrow keys go from cell to cell.

use std::{ops::Range, sync::Arc};

use leptos::{
    ev::{FocusEvent, KeyboardEvent},
    html,
    prelude::*,
    task::{spawn_local, tick},
};
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, HtmlElement};

use super::{Cohort, to_answer, to_learner};
use crate::{
    desk::{
        grid::{At, Grid, Step, rows_in_view},
        matrix::{Cell, Column, Filter, Matrix, OfCentre, Row, SortBy, assessors, centres},
    },
    record::state::Standing,
    ui::dom,
    wording::{assess::cohort as words, record},
};

/// The rows of the head come first.
const HEAD_ROWS: usize = 2;
/// The columns before the first criterion: name, waiting, met.
const HEAD_COLUMNS: usize = 3;
/// How high a row is taken to be until one has been drawn, in pixels.
const ROW_HEIGHT: f64 = 46.0;

const STANDINGS: [Standing; 6] = [
    Standing::NotStarted,
    Standing::Draft,
    Standing::HandedIn,
    Standing::NotYetMet,
    Standing::Met,
    Standing::Disagreement,
];

/// The box that is scrolled, in pixels, and the cell that the keyboard is at.
#[derive(Clone, Copy)]
struct View {
    element: NodeRef<html::Div>,
    top: RwSignal<f64>,
    height: RwSignal<f64>,
    row: RwSignal<f64>,
    current: RwSignal<At>,
}

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

/// One choice of several; `choose` is told which, none for all of them.
fn select(
    id: &'static str,
    label: &'static str,
    all: &'static str,
    choices: Vec<String>,
    chosen: Option<usize>,
    choose: impl Fn(Option<usize>) + 'static,
) -> impl IntoView {
    let options = choices.into_iter().enumerate().map(move |(at, choice)| {
        view! { <option value=at.to_string() selected=chosen == Some(at)>{choice}</option> }
    });
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <select id=id on:change:target=move |event| choose(event.target().value().parse().ok())>
                <option value="" selected=chosen.is_none()>{all}</option>
                {options.collect_view()}
            </select>
        </div>
    }
}

#[component]
fn Filters(cohort: Cohort) -> impl IntoView {
    let units = Memo::new(move |_| {
        let content = cohort.names.with_value(|names| {
            let places = names.places().iter();
            places
                .map(|place| (place.pack.clone(), place.unit.clone()))
                .collect::<Vec<_>>()
        });
        let worked_on = cohort.desk.summaries.with(|summaries| {
            let units = summaries.values().flat_map(|summary| &summary.units);
            units
                .map(|unit| (unit.pack.clone(), unit.unit.clone()))
                .collect::<Vec<_>>()
        });
        let mut units = Vec::new();
        for unit in content.into_iter().chain(worked_on) {
            if !units.contains(&unit) {
                units.push(unit);
            }
        }
        units
    });
    let people = Memo::new(move |_| {
        let summaries = cohort.desk.summaries.read();
        assessors(summaries.values())
            .into_iter()
            .collect::<Vec<_>>()
    });
    let chosen = cohort.filter;
    let found = Memo::new(move |_| {
        let summaries = cohort.desk.summaries.read();
        centres(summaries.values()).into_iter().collect::<Vec<_>>()
    });
    view! {
        <fieldset class="fields matrix__filters">
            <legend class="field__label">{words::FILTERS}</legend>
            {move || {
                let units = units.get();
                let titles = cohort.names.with_value(|names| {
                    units.iter().map(|(pack, unit)| names.unit(pack, unit).to_owned()).collect()
                });
                let now = chosen.with(|filter| units.iter().position(|unit| filter.unit.as_ref() == Some(unit)));
                select("cohort_unit", words::UNIT, words::ALL_UNITS, titles, now, move |at| {
                    let unit = at.and_then(|at| units.get(at).cloned());
                    chosen.update(|filter| filter.unit = unit);
                })
            }}
            {move || {
                let names = STANDINGS.map(|standing| record::standing(standing).to_owned()).to_vec();
                let now = chosen.with(|filter| STANDINGS.iter().position(|standing| filter.standing == Some(*standing)));
                select("cohort_state", words::STATE, words::ANY_STATE, names, now, move |at| {
                    let standing = at.and_then(|at| STANDINGS.get(at).copied());
                    chosen.update(|filter| filter.standing = standing);
                })
            }}
            {move || {
                let people = people.get();
                let names = people.iter().map(|(_, name)| name.to_string()).collect();
                let now = chosen.with(|filter| people.iter().position(|(id, _)| filter.assessor == Some(*id)));
                select("cohort_assessor", words::ASSESSOR, words::ANY_ASSESSOR, names, now, move |at| {
                    let assessor = at.and_then(|at| people.get(at)).map(|(id, _)| *id);
                    chosen.update(|filter| filter.assessor = assessor);
                })
            }}
            {move || {
                let found = found.get();
                // With nothing to choose from, it is said why.
                if found.iter().all(|centre| *centre == OfCentre::NotSaid) {
                    return view! { <p class="hint" data-part="no-centre">{words::NO_CENTRES}</p> }.into_any();
                }
                let names = found.iter().map(|centre| match centre {
                    OfCentre::Named(name) => name.to_string(),
                    OfCentre::NotSaid => words::NO_CENTRE.to_owned(),
                });
                let now = chosen.with(|filter| found.iter().position(|centre| filter.centre.as_ref() == Some(centre)));
                let names = names.collect();
                select("cohort_centre", words::CENTRE, words::ALL_CENTRES, names, now, move |at| {
                    let centre = at.and_then(|at| found.get(at).cloned());
                    chosen.update(|filter| filter.centre = centre);
                })
                .into_any()
            }}
            <div class="choice">
                <input type="checkbox" id="cohort_late" prop:checked=move || chosen.with(|filter| filter.late)
                    on:change:target=move |event| chosen.update(|filter| filter.late = event.target().checked())/>
                <label for="cohort_late">{words::LATE_ONLY}</label>
            </div>
        </fieldset>
    }
}

#[component]
fn Table(cohort: Cohort) -> impl IntoView {
    let view = View {
        element: NodeRef::new(),
        top: RwSignal::new(0.0),
        height: RwSignal::new(800.0),
        row: RwSignal::new(ROW_HEIGHT),
        current: RwSignal::new(At::default()),
    };
    let matrix = cohort.matrix;
    let rows = Memo::new(move |_| {
        let rows = matrix.with(|matrix| matrix.rows.len());
        rows_in_view(view.top.get(), view.height.get(), view.row.get(), rows)
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
                        <For each=drawn key=|(at, row)| (*at, key_of(row)) let:drawn>
                            {body_row(cohort, view, drawn.0, &drawn.1)}
                        </For>
                    </tbody>
                    <Foot cohort=cohort/>
                </table>
            </div>
        </div>
    }
}

/// What a row shows, for telling whether it has to be drawn anew.
fn key_of(
    row: &Row,
) -> (
    crate::record::event::PersonId,
    Arc<str>,
    Vec<(Standing, bool)>,
) {
    let cells = row.cells.iter().map(|cell| (cell.standing, cell.late));
    (row.learner, Arc::clone(&row.name), cells.collect())
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

fn body_row(cohort: Cohort, view: View, at: usize, row: &Row) -> impl IntoView + use<> {
    let learner = row.learner;
    let current = view.current.get_untracked();
    let tab = move |column: usize| match current == (At { row: at, column }) {
        true => "0",
        false => "-1",
    };
    let matrix = cohort.matrix.get_untracked();
    let cells = row.cells.iter().zip(&matrix.columns).enumerate();
    let cells = cells.map(|(column, (cell, Column { place, .. }))| {
        let (state, late) = (record::standing_key(cell.standing), cell.late);
        let column = column + 1;
        view! {
            <td data-state=state data-late=late.then_some("")>
                <a href=to_answer(learner, place) tabindex=tab(column) data-row=at.to_string() data-column=column.to_string()
                    aria-label=said(*cell)>{record::standing_sign(cell.standing)}{late.then_some(words::LATE_SIGN)}</a>
            </td>
        }
    });
    view! {
        <tr aria-rowindex=(at + HEAD_ROWS + 1).to_string()>
            <th scope="row" class="matrix__name">
                <a href=to_learner(learner) tabindex=tab(0) data-row=at.to_string() data-column="0">{row.name.to_string()}</a>
            </th>
            <td class="matrix__count">{row.waiting}</td>
            <td class="matrix__count">{row.met}</td>
            {cells.collect_view()}
        </tr>
    }
}

/// A cell in words.
fn said(cell: Cell) -> String {
    let standing = record::standing(cell.standing);
    match cell.late {
        true => format!("{standing}, {}", words::LATE),
        false => standing.to_owned(),
    }
}

/// The cell that something happened in.
fn at_of(target: Option<EventTarget>) -> Option<At> {
    let element = target?.dyn_into::<Element>().ok()?;
    let cell = element.closest("[data-column]").ok()??;
    let number = |name| cell.get_attribute(name)?.parse().ok();
    Some(At {
        row: number("data-row")?,
        column: number("data-column")?,
    })
}

impl View {
    /// Looks how far the box is scrolled and how high a row is.
    fn measure(self) {
        let Some(element) = self.element.get_untracked() else {
            return;
        };
        set(self.top, f64::from(element.scroll_top()));
        set(self.height, f64::from(element.client_height()));
        let drawn = dom::one(&element, "tbody tr");
        let height = drawn.map(|row| row.get_bounding_client_rect().height());
        if let Some(height) = height.filter(|height| *height > 1.0) {
            set(self.row, height);
        }
    }

    fn step(self, event: &KeyboardEvent, matrix: &Matrix) {
        let Some(step) = Step::of_key(&event.key(), event.ctrl_key()) else {
            return;
        };
        let Some(from) = at_of(event.target()) else {
            return;
        };
        event.prevent_default();
        let (height, row) = (self.height.get_untracked(), self.row.get_untracked());
        let grid = Grid {
            rows: matrix.rows.len(),
            columns: matrix.columns.len() + 1,
            page: ((height / row) as usize).saturating_sub(4).max(1),
        };
        self.go(grid.step(from, step));
    }

    /// Takes the keyboard to a cell, which may have to be drawn first.
    fn go(self, to: At) {
        self.current.set(to);
        if self.cell(to).is_none()
            && let Some(element) = self.element.get_untracked()
        {
            let row = self.row.get_untracked();
            element.set_scroll_top((to.row as f64 * row) as i32);
            self.measure();
        }
        spawn_local(async move {
            tick().await;
            if let Some(cell) = self.cell(to) {
                let _ = cell.focus();
            }
        });
    }

    fn cell(self, At { row, column }: At) -> Option<HtmlElement> {
        let element = self.element.get_untracked()?;
        dom::one(
            &element,
            &format!("[data-row='{row}'][data-column='{column}']"),
        )
    }

    /// Makes this the one cell that the Tab key leads to.
    fn mark(self, at: At) {
        let Some(element) = self.element.get_untracked() else {
            return;
        };
        for other in dom::all(&element, "tbody a[tabindex='0']") {
            let _ = other.set_attribute("tabindex", "-1");
        }
        if let Some(cell) = self.cell(at) {
            let _ = cell.set_attribute("tabindex", "0");
        }
    }

    /// Sees to it that the Tab key leads to a cell that is drawn.
    fn keep_reachable(self, drawn: Range<usize>) {
        let mut at = self.current.get_untracked();
        if !drawn.contains(&at.row) || self.cell(at).is_none() {
            at = At {
                row: drawn.start,
                column: 0,
            };
            self.current.set(at);
        }
        self.mark(at);
    }
}

/// Tells only of what has changed.
fn set(signal: RwSignal<f64>, value: f64) {
    if (signal.get_untracked() - value).abs() > 0.01 {
        signal.set(value);
    }
}
