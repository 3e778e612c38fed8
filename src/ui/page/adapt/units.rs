//! The units of an adaptation in their order: whose each is, and adding, moving and leaving out.

use leptos::{ev::SubmitEvent, prelude::*};

use super::{Part, workshop::Workshop};
use crate::{
    adapt::{Whose, settings::put_order},
    author::start,
    id::{UnitId, file_named},
    read::{read_pack, read_unit},
    source::Source,
    ui::{clock, dom},
    wording::{adapt as words, practice},
};

#[derive(Clone, PartialEq)]
struct Row {
    id: UnitId,
    file: String,
    title: String,
    whose: Whose,
    changes: usize,
    shown: bool,
    /// Whether it holds what keeps people safe, and can therefore not be left out.
    stays: bool,
    /// Whether only changes to it are left: the original has it no more.
    is_gone: bool,
}

/// All units: those that are shown in their order, then those that are left out.
fn rows(workshop: Workshop) -> Vec<Row> {
    let adaptation = workshop.get();
    let applied = workshop.applied.get();
    let settings = read_pack(&applied.files).value.settings;
    let order = settings.order;
    let mut rows: Vec<Row> = adaptation
        .unit_names()
        .into_iter()
        .filter_map(|(file, whose)| {
            let id = UnitId::of_file(&file)?;
            let text = adaptation.wanted_text(&file)?;
            let unit = read_unit(Source {
                name: &file,
                text: &text,
            });
            Some(Row {
                shown: order.contains(&id),
                stays: settings.locked.iter().any(|place| place.unit == id),
                is_gone: whose == Whose::Changed && adaptation.original_text(&file).is_none(),
                title: unit.value.title,
                changes: adaptation.changes(&file).len(),
                id,
                file,
                whose,
            })
        })
        .collect();
    rows.sort_by_key(|row| {
        let place = order.iter().position(|id| *id == row.id);
        (place.unwrap_or(usize::MAX), row.file.clone())
    });
    rows
}

/// The list of units.
#[component]
pub(super) fn Units(workshop: Workshop) -> impl IntoView {
    let all = Memo::new(move |_| rows(workshop));
    let said = RwSignal::new(String::new());
    let set_order = move |order: Vec<UnitId>| {
        workshop.change(|adaptation| adaptation.settings = put_order(&adaptation.settings, &order));
    };
    let order = move || -> Vec<UnitId> {
        let rows = all.get_untracked();
        let shown = rows.into_iter().filter(|row| row.shown);
        shown.map(|row| row.id).collect()
    };
    let shift = move |id: &UnitId, by: isize| {
        let mut order = order();
        let at = order.iter().position(|unit| unit == id);
        let to = at.and_then(|at| at.checked_add_signed(by));
        if let (Some(at), Some(to)) = (at, to.filter(|to| *to < order.len())) {
            order.swap(at, to);
            said.set(practice::now_at(to + 1, order.len()));
            set_order(order);
            // The row has moved, and the keyboard with it; at the end of the list its button cannot be pressed.
            let way = if by < 0 { "up" } else { "down" };
            dom::focus_soon(format!(
                "[data-unit-row=\"{id}\"] :is([data-move={way}]:enabled, [data-move={way}]:disabled ~ [data-move], [data-move]:has(~ [data-move={way}]:disabled))"
            ));
        }
    };
    let list = move || {
        let rows = all.get();
        let last = rows.iter().filter(|row| row.shown).count();
        let drawn = rows.into_iter().enumerate().map(|(at, row)| {
            let (up, down, out) = (row.id.clone(), row.id.clone(), row.id.clone());
            let state = match row.shown {
                _ if row.is_gone => words::UNIT_GONE.to_owned(),
                true => words::whose(row.whose, row.changes),
                false => words::LEFT_OUT.to_owned(),
            };
            let toggle = move |_| {
                let mut order = order();
                match order.iter().position(|unit| *unit == out) {
                    Some(at) => drop(order.remove(at)),
                    None => order.push(out.clone()),
                }
                set_order(order);
            };
            view! {
                <li class="adapt__unit" data-unit-row=row.id.to_string() data-whose=format!("{:?}", row.whose).to_lowercase()>
                    <div class="adapt__unit-name">
                        <a href=Part::Unit(row.file.clone()).hash() aria-label=words::edit_unit(&row.title)>{row.title.clone()}</a>
                        <span class="meta">{state}</span>
                    </div>
                    <div class="cluster">
                        {row.shown.then(|| view! {
                            <button type="button" class="button button--plain" data-move="up" aria-label=words::up(&row.title) disabled=at == 0
                                on:click=move |_| shift(&up, -1)>"↑"</button>
                            <button type="button" class="button button--plain" data-move="down" aria-label=words::down(&row.title) disabled=at + 1 == last
                                on:click=move |_| shift(&down, 1)>"↓"</button>
                        })}
                        {match row.stays && row.shown {
                            _ if row.is_gone => ().into_any(),
                            true => view! { <span class="meta">{words::STAYS}</span> }.into_any(),
                            false => view! {
                                <button type="button" class="button button--plain" data-action="toggle-unit"
                                    aria-label=if row.shown { words::leave_out(&row.title) } else { format!("{}: {}", words::SHOW, row.title) }
                                    on:click=toggle>{if row.shown { words::LEAVE_OUT } else { words::SHOW }}</button>
                            }.into_any(),
                        }}
                    </div>
                </li>
            }
        });
        drawn.collect_view()
    };
    view! {
        <section class="stack" aria-labelledby="adapt_units">
            <h3 id="adapt_units">{words::UNITS}</h3>
            <ol class="plain adapt__units" data-adapt="units">{list}</ol>
            <p class="unseen" role="status">{said}</p>
            <NewUnit workshop=workshop/>
        </section>
    }
}

#[component]
fn NewUnit(workshop: Workshop) -> impl IntoView {
    let title = RwSignal::new(String::new());
    let wrong = RwSignal::new(None);
    let add = move |event: SubmitEvent| {
        event.prevent_default();
        let typed = title.get_untracked().trim().to_owned();
        let named = start::Named::by(&typed);
        let file = file_named(&named.id);
        if typed.is_empty() {
            wrong.set(Some(words::TYPE_NAME));
            return;
        }
        if workshop.get_untracked().unit_names().contains_key(&file) {
            wrong.set(Some(words::NAME_TAKEN));
            return;
        }
        let text = start::without_comments(&start::unit(&named, clock::today()));
        workshop.change(|adaptation| adaptation.take(&file, &text));
        title.set(String::new());
        wrong.set(None);
        let _ = dom::window().location().set_hash(&Part::Unit(file).hash());
    };
    view! {
        <details class="adapt__new">
            <summary>{words::NEW_UNIT}</summary>
            <form class="fields stack" novalidate data-form="new-unit" on:submit=add>
                <div class="field">
                    <label for="adapt_new_unit">{words::NEW_UNIT_TITLE}</label>
                    <input id="adapt_new_unit" type="text" maxlength="120" autocomplete="off" aria-describedby="adapt_new_wrong"
                        prop:value=title on:input:target=move |event| title.set(event.target().value())/>
                    <p id="adapt_new_wrong" class="field__error" role="alert">{move || wrong.get()}</p>
                </div>
                <p><button type="submit" class="button button--quiet">{words::ADD}</button></p>
            </form>
        </details>
    }
}
