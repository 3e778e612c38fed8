//! People by unit: a table within a box of its own, its filters, and the ways out of it.

use std::sync::Arc;

use leptos::prelude::*;

use super::Here;
use crate::{
    completion::{
        due::{self, Due},
        team::{Cell, Column, Mark, Order, Row, Team},
    },
    exchange::team_table,
    ui::{clock, dom, part::download::download_as},
    wording::{date, file, team as words},
};

const ORDERS: [Order; 3] = [Order::Next, Order::Name, Order::Role];
const CSV: &str = "text/csv;charset=utf-8";

#[component]
pub(super) fn TeamTable(here: Here) -> impl IntoView {
    let role: RwSignal<Option<Arc<str>>> = RwSignal::new(None);
    let order = RwSignal::new(Order::default());
    let team = Memo::new(move |_| {
        let (role, order) = (role.get(), order.get());
        here.settings.with_value(|settings| {
            here.titles.with_value(|titles| {
                here.statements.with(|statements| {
                    let today = clock::today();
                    Team::of(statements, settings, titles, role.as_deref(), order, today)
                })
            })
        })
    });
    let no_roles = here
        .settings
        .with_value(|settings| settings.roles.is_empty());
    view! {
        <section class="stack" aria-labelledby="team_table">
            <h2 id="team_table">{words::TABLE}</h2>
            <p>{words::PLAIN}</p>
            {no_roles.then(|| view! { <p class="hint on-screen">{words::NO_ROLES}</p> })}
            <Filters team=team role=role order=order/>
            <p class="meta">
                <span role="status" data-team="count">{move || team.with(|team| words::shown(team.rows.len(), team.people))}</span>
                " "{date::day(clock::today())}
            </p>
            {move || team.with(|team| {
                // Nobody is shown in a role that nobody has any more.
                if team.rows.is_empty() && role.with_untracked(Option::is_some) {
                    role.set(None);
                }
                table(team)
            })}
            <Legend/>
            <WaysOut team=team/>
        </section>
    }
}

#[component]
fn Filters(
    team: Memo<Team>,
    role: RwSignal<Option<Arc<str>>>,
    order: RwSignal<Order>,
) -> impl IntoView {
    let roles = Memo::new(move |_| team.with(|team| team.roles.clone()));
    let choices = move || {
        let now = role.get();
        let choices = roles.get().into_iter().map(move |title| {
            let is_now = now.as_ref() == Some(&title);
            view! { <option value=title.to_string() selected=is_now>{title.to_string()}</option> }
        });
        choices.collect_view()
    };
    let choose = move |value: String| {
        role.set((!value.is_empty()).then(|| value.as_str().into()));
    };
    let sort = move |value: String| {
        let at = value.parse::<usize>().ok();
        let chosen = at.and_then(|at| ORDERS.get(at)).copied();
        order.set(chosen.unwrap_or_default());
    };
    view! {
        <div class="team__filters on-screen">
            <div class="field">
                <label for="team_role">{words::ROLE}</label>
                <select id="team_role" on:change:target=move |event| choose(event.target().value())>
                    <option value="" selected=move || role.with(Option::is_none)>{words::ALL_ROLES}</option>
                    {choices}
                </select>
            </div>
            <div class="field">
                <label for="team_sort">{words::SORT}</label>
                <select id="team_sort" on:change:target=move |event| sort(event.target().value())>
                    {words::SORTS.into_iter().enumerate().map(|(at, name)| view! { <option value=at.to_string()>{name}</option> }).collect_view()}
                </select>
            </div>
        </div>
    }
}

fn table(team: &Team) -> impl IntoView + use<> {
    let people = team.rows.len();
    let heads = team.columns.iter().map(head).collect_view();
    let rows = team.rows.iter().map(row).collect_view();
    let feet = team
        .columns
        .iter()
        .map(|column| {
            let said = match column.wanted {
                0 => words::of(column.up_to_date, people),
                asked => words::of_asked(column.up_to_date, asked),
            };
            view! { <td>{said}</td> }
        })
        .collect_view();
    view! {
        <div class="team__box" tabindex="0" role="group" aria-label=words::TABLE>
            <table class="team__table">
                <thead><tr>
                    <th scope="col" class="team__name">{words::NAME}</th>
                    <th scope="col">{words::NEXT}</th>
                    {heads}
                </tr></thead>
                <tbody>{rows}</tbody>
                <tfoot><tr><th scope="row" class="team__name">{words::UP_TO_DATE}</th><td></td>{feet}</tr></tfoot>
            </table>
        </div>
    }
}

fn head(column: &Column) -> impl IntoView + use<> {
    let every = column.months.map(words::every);
    view! {
        <th scope="col">{column.title.to_string()}
            {every.map(|every| view! { <span class="team__small">{every}</span> })}
        </th>
    }
}

fn row(row: &Row) -> impl IntoView + use<> {
    let cells = row.cells.iter().map(cell).collect_view();
    let name = words::called(&row.name).to_owned();
    let person = name.clone();
    let role = (!row.role.is_empty()).then(|| row.role.to_string());
    view! {
        <tr data-person=person>
            <th scope="row" class="team__name">{name}
                {role.map(|role| view! { <span class="team__small">{role}</span> })}
                <span class="team__small">{words::stated(row.stated)}</span>
                {row.is_ahead.then(|| view! { <span class="team__small">{words::AHEAD}</span> })}
            </th>
            <td>{next(row)}</td>
            {cells}
        </tr>
    }
}

/// What is due next, by sign and word.
fn next(row: &Row) -> impl IntoView + use<> {
    let today = clock::today();
    let to_do = |cell: &&Cell| cell.wanted && matches!(cell.mark, Mark::Missing | Mark::Begun);
    let to_do = row.cells.iter().find(to_do).map(|cell| cell.mark);
    let (mark, said) = match row.next {
        None => (None, words::NOTHING_DUE.to_owned()),
        Some(day) if day < today => (Some(Mark::Overdue), date::day(day)),
        Some(_) if to_do.is_some() => (to_do, words::NOW.to_owned()),
        Some(day) => {
            let soon = (due::on(day, today) == Due::Soon).then_some(Mark::DueSoon);
            (soon, date::day(day))
        }
    };
    view! {
        {mark.map(sign)}
        <span class="team__small">{said}</span>
    }
}

fn sign(mark: Mark) -> impl IntoView {
    view! {
        <span class="team__mark" data-mark=words::key(mark)><span aria-hidden="true">{words::sign(mark)}</span>" "{words::mark(mark)}</span>
    }
}

fn cell(cell: &Cell) -> impl IntoView + use<> {
    let is_open = matches!(cell.mark, Mark::Missing | Mark::Begun);
    let wanted = (cell.wanted && is_open).then_some(words::WANTED);
    let due = cell.due.map(|day| match cell.mark {
        Mark::Overdue => words::was_due(day),
        _ => words::due(day),
    });
    view! {
        <td data-mark=words::key(cell.mark)>
            {sign(cell.mark)}
            {cell.done.map(|day| view! { <span class="team__small">{words::done(day)}</span> })}
            {due.map(|due| view! { <span class="team__small">{due}</span> })}
            {wanted.map(|wanted| view! { <span class="team__small">{wanted}</span> })}
        </td>
    }
}

#[component]
fn Legend() -> impl IntoView {
    let signs = Mark::ALL.map(|mark| view! { <li>{sign(mark)}" "{words::means(mark)}</li> });
    view! {
        <details class="team__legend on-screen">
            <summary>{words::LEGEND}</summary>
            <ul>{signs.collect_view()}</ul>
        </details>
    }
}

#[component]
fn WaysOut(team: Memo<Team>) -> impl IntoView {
    let said = RwSignal::new(None);
    let save = move |_| {
        let name = format!("completed-{}.csv", clock::today());
        let text = team.with_untracked(team_table::team);
        said.set(Some(match download_as(&name, &text, CSV) {
            true => file::saved(&name),
            false => file::NOT_SAVED.to_owned(),
        }));
    };
    let print = move |_| {
        let _ = dom::window().print();
    };
    view! {
        <p class="toolbar">
            <button type="button" class="button button--quiet" data-action="save-team" on:click=save>{words::SAVE_CSV}</button>
            <button type="button" class="button button--quiet" data-action="print" on:click=print>{words::PRINT}</button>
        </p>
        <p class="hint on-screen" role="status" data-said="team-csv">{move || said.get()}</p>
    }
}
