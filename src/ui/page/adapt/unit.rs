//! One unit: edited whole, kept as changes, and compared with the original, change by change.

use std::rc::Rc;

use leptos::prelude::*;

use super::{Part, workshop::Workshop};
use crate::{
    adapt::{Action, Change, Whose, check_edited, outline},
    read::{read_pack, read_unit},
    source::Source,
    ui::{
        clock, dom,
        part::{changes::changes_near, dialog::Dialog, editor::Editor},
    },
    wording::adapt as words,
};

/// A unit.
#[component]
pub(super) fn Unit(workshop: Workshop, file: String) -> impl IntoView {
    let adaptation = workshop.get_untracked();
    let Some(wanted) = adaptation.wanted_text(&file) else {
        return view! {
            <h2 tabindex="-1">{words::NO_UNIT}</h2>
            <p><a href=Part::Overview.hash()>{words::BACK}</a></p>
        }
        .into_any();
    };
    let text = RwSignal::new(wanted);
    let name = file.clone();
    let title =
        Memo::new(move |_| text.with(|text| read_unit(Source { name: &name, text }).value.title));
    let settings = Memo::new(move |_| read_pack(&workshop.applied.get().files).value.settings);
    let taking = file.clone();
    // What the editor and the adaptation both say.
    let given = StoredValue::new(text.get_untracked());
    let taken = StoredValue::new_local(None);
    let take = Rc::new(move || {
        let typed = text.get_untracked();
        let before = workshop.get_untracked().wanted_text(&taking);
        if before.as_deref() != Some(&typed) {
            workshop.change(|adaptation| adaptation.take(&taking, &typed));
            taken.set_value(workshop.current.get_untracked());
        }
        given.set_value(typed);
    });
    let typing = file.clone();
    Effect::new(move |_| {
        let typed = text.get();
        if workshop.is_typed(&typing) || given.with_value(|given| *given != typed) {
            workshop.typed(&typing, take.clone());
        }
    });
    on_cleanup(move || workshop.take_typed());
    // Undoing a step, or taking a change back, shows in the editor.
    let following = file.clone();
    Effect::new(move |_| {
        let current = workshop.current.get();
        let is_own = current.is_some() && taken.with_value(|taken| *taken == current);
        taken.set_value(None);
        let wanted = current.and_then(|current| current.wanted_text(&following));
        if let Some(wanted) = wanted
            && !is_own
            && !workshop.is_typed(&following)
        {
            given.set_value(wanted.clone());
            if text.with_untracked(|text| *text != wanted) {
                text.set(wanted);
            }
        }
    });
    let checking = file.clone();
    let check = Callback::new(move |text: String| {
        check_edited(&workshop.get_untracked(), &checking, &text, clock::today())
    });
    let whose = adaptation.unit_names().get(&file).copied();
    view! {
        <p><a href=Part::Overview.hash()>{words::BACK}</a></p>
        <h2 tabindex="-1">{title}</h2>
        <Editor text=text settings=settings name=file.clone() check=check/>
        {match whose {
            Some(Whose::Own) => view! { <Own workshop=workshop file=file/> }.into_any(),
            _ => view! { <Compared workshop=workshop file=file/> }.into_any(),
        }}
    }
    .into_any()
}

#[component]
fn Own(workshop: Workshop, file: String) -> impl IntoView {
    let away = move |_| {
        let _ = dom::window().location().set_hash(&Part::Overview.hash());
        workshop.change(|adaptation| adaptation.take_back(&file));
    };
    view! {
        <section class="card stack">
            <h3>{words::CHANGES}</h3>
            <p>{words::OWN_UNIT}</p>
            <p><button type="button" class="button button--plain" data-action="delete-unit" on:click=away>{words::DELETE_UNIT}</button></p>
        </section>
    }
}

/// What the original said where a change is made.
fn said(workshop: Workshop, file: &str, change: &Change) -> String {
    let adaptation = workshop.get_untracked();
    let Some(text) = adaptation.original_text(file) else {
        return String::new();
    };
    let whole = outline(Source { name: file, text });
    match &change.action {
        Action::Replace { name, .. } | Action::Hide { name, .. } => whole
            .all()
            .find(|part| part.name == *name)
            .map(|part| part.core(text).to_owned())
            .unwrap_or_default(),
        Action::Insert { .. } | Action::Move { .. } => String::new(),
    }
}

#[component]
fn Compared(workshop: Workshop, file: String) -> impl IntoView {
    let asks = RwSignal::new(false);
    let (listed, all) = (file.clone(), file.clone());
    let list = Memo::new(move |_| workshop.get().changes(&listed));
    let rows = move || {
        let rows: Vec<_> = list
            .get()
            .into_iter()
            .enumerate()
            .map(|(at, change)| {
                let title = words::change(&change);
                let label = words::take_back(&title);
                let was = said(workshop, &file, &change);
                let is = change.action.text().unwrap_or_default().to_owned();
                let shown = match &change.action {
                    Action::Move { .. } => ().into_any(),
                    _ => view! { <div class="adapt__change">{changes_near(&was, &is)}</div> }.into_any(),
                };
                let again_in = file.clone();
                let file = file.clone();
                let back = move |_| {
                    workshop.change(|adaptation| {
                        let mut changes = adaptation.changes(&file);
                        if at < changes.len() {
                            changes.remove(at);
                        }
                        adaptation.set_changes(&file, &changes);
                    });
                };
                let again = change.aside.then(|| workshop.get_untracked().made_again(&again_in, &change)).flatten();
                let again = again.map(|made| {
                    let label = words::make_again(&words::change(&made));
                    let file = again_in.clone();
                    let make = move |_| workshop.change(|adaptation| {
                        let mut changes = adaptation.changes(&file);
                        if let Some(change) = changes.get_mut(at) {
                            *change = made.clone();
                        }
                        adaptation.set_changes(&file, &changes);
                    });
                    view! { <button type="button" class="button button--plain" aria-label=label data-action="make-again" on:click=make>{words::MAKE_AGAIN}</button> }
                });
                view! {
                    <li class="stack" data-change=change.action.target().to_string()>
                        <p class="cluster"><strong>{title}</strong>
                            {change.aside.then(|| view! { <span class="meta">{words::aside(&change.action)}</span> })}
                            <button type="button" class="button button--plain" aria-label=label data-action="take-back" on:click=back>{words::TAKE_BACK}</button>
                            {again}</p>
                        {shown}
                    </li>
                }
            })
            .collect();
        match rows.is_empty() {
            true => view! { <p>{words::NO_CHANGES}</p> }.into_any(),
            false => view! {
                <ul class="plain stack" data-adapt="changes">{rows}</ul>
                <p><button type="button" class="button button--quiet" data-action="take-all-back" on:click=move |_| asks.set(true)>{words::TAKE_ALL_BACK}</button></p>
            }
            .into_any(),
        }
    };
    let all = StoredValue::new(all);
    view! {
        <section class="card stack" aria-labelledby="adapt_changes">
            <h3 id="adapt_changes">{words::CHANGES}</h3>
            {rows}
        </section>
        <Dialog open=asks title=words::TAKE_ALL_BACK id="adapt_take_all_back">
            <p>{words::ASK_ALL}</p>
            <p class="cluster">
                <button type="button" class="button" data-action="take-all-back-yes" on:click=move |_| {
                    asks.set(false);
                    workshop.change(|adaptation| adaptation.take_back(&all.get_value()));
                }>{words::TAKE_ALL_BACK}</button>
                <button type="button" class="button button--quiet" on:click=move |_| asks.set(false)>{words::KEEP}</button>
            </p>
        </Dialog>
    }
}
