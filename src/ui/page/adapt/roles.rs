//! What people work as and the units that each role has to complete.

use leptos::{ev::SubmitEvent, prelude::*};

use super::{
    field::{Form, Kind},
    workshop::Workshop,
};
use crate::{
    adapt::{Entry, role, settings::SETTINGS},
    id::{RoleId, UnitId},
    pack::{JobRole, Pack},
    read::read_settings,
    source::Source,
    ui::dom,
    wording::adapt as words,
};

/// The roles that an adaptation's staff choose from, as they stand now.
fn all(workshop: Workshop) -> Memo<Vec<JobRole>> {
    Memo::new(move |_| {
        workshop.applied.with(|applied| {
            let text = applied.files.settings.as_deref().unwrap_or_default();
            let read = read_settings(Source {
                name: SETTINGS,
                text,
            });
            read.value.roles
        })
    })
}

impl Form {
    /// Every role with its title and units, and a field for one more.
    pub fn roles(self, base: &Pack, now: &Pack) -> AnyView {
        let workshop = self.workshop;
        let roles = all(workshop);
        let base = StoredValue::new(base.settings.roles.clone());
        let units: Vec<(UnitId, String)> = now
            .units
            .iter()
            .map(|unit| (unit.id.clone(), unit.title.clone()))
            .collect();
        let units = StoredValue::new(units);
        let ids = move || roles.get().into_iter().map(|role| role.id);
        let role = move |id: RoleId| {
            let before = base.with_value(|base| base.iter().find(|role| role.id == id).cloned());
            self.role(id, before, roles, units)
        };
        let fields = view! {
            <p class="hint">{words::ROLES_HINT}</p>
            <For each=ids key=RoleId::clone let:id>{role(id)}</For>
            <NewRole workshop=workshop roles=roles/>
        };
        self.group(words::ROLES, false, fields)
    }

    fn role(
        self,
        id: RoleId,
        before: Option<JobRole>,
        roles: Memo<Vec<JobRole>>,
        units: StoredValue<Vec<(UnitId, String)>>,
    ) -> AnyView {
        let workshop = self.workshop;
        let is_its = before.is_some();
        let of = {
            let id = id.clone();
            move || roles.with(|roles| roles.iter().find(|role| role.id == id).cloned())
        };
        let untracked = {
            let id = id.clone();
            move || roles.with_untracked(|roles| roles.iter().find(|role| role.id == id).cloned())
        };
        let title = {
            let of = of.clone();
            move || of().map(|role| role.title).unwrap_or_default()
        };
        let rename = {
            let (untracked, id) = (untracked.clone(), id.clone());
            move |text: &str, typed: &str| {
                let units = untracked().map(|role| role.units).unwrap_or_default();
                let role = JobRole {
                    id: id.clone(),
                    title: typed.to_owned(),
                    units,
                };
                role::put(text, &role)
            }
        };
        let hint = before.map_or_else(String::new, |role| words::original(&role.title));
        let name = self.typed(
            format!("adapt_role_{id}"),
            words::ROLE_NAME.to_owned(),
            Kind::Line,
            hint,
            {
                let title = title.clone();
                move |_| Some(title())
            },
            rename,
        );
        let set = {
            let untracked = untracked.clone();
            move |unit: &UnitId, is_on: bool| {
                let Some(mut role) = untracked() else { return };
                // In the order of the training, whatever was ticked first.
                role.units = units.with_value(|units| {
                    let all = units.iter().map(|(id, _)| id);
                    let ticked = all.filter(|id| match *id == unit {
                        true => is_on,
                        false => role.units.contains(id),
                    });
                    ticked.cloned().collect()
                });
                workshop.change(|adaptation| {
                    if let Ok(text) = role::put(&adaptation.settings, &role) {
                        adaptation.settings = text;
                    }
                });
            }
        };
        let boxes = units.with_value(|units| {
            let boxes = units.iter().map(|(unit, title)| {
                let is_on = {
                    let (of, unit) = (of.clone(), unit.clone());
                    move || of().is_some_and(|role| role.units.contains(&unit))
                };
                let field = format!("adapt_role_{id}_{unit}");
                let (set, unit) = (set.clone(), unit.clone());
                view! {
                    <div class="choice">
                        <input id=field.clone() type="checkbox" prop:checked=is_on
                            on:change:target=move |event| set(&unit, event.target().checked())/>
                        <label for=field>{title.clone()}</label>
                    </div>
                }
            });
            boxes.collect_view()
        });
        let entry = Entry::of_role(&id);
        let is_own = {
            let entry = entry.clone();
            Memo::new(move |_| entry.is_in(&workshop.get().settings))
        };
        let take_out = move |_| {
            workshop.take_typed();
            workshop.change(|adaptation| {
                adaptation.settings = entry.taken_out(&adaptation.settings);
            });
            dom::focus_soon("#adapt_new_role");
        };
        let take_out = StoredValue::new_local(take_out);
        let legend = title.clone();
        let button = move || {
            let title = title();
            is_own.get().then(|| {
                let label = match is_its {
                    true => words::role_as_before(&title),
                    false => words::role_out(&title),
                };
                view! {
                    <p><button type="button" class="button button--plain" data-action="take-role-out"
                        on:click=move |event| take_out.with_value(|take_out| take_out(event))>{label}</button></p>
                }
            })
        };
        view! {
            <fieldset class="adapt__contact" data-role=id.to_string()>
                <legend class="field__label">{legend}</legend>
                {name}
                <fieldset class="adapt__role-units">
                    <legend class="field__label">{words::ROLE_UNITS}</legend>
                    {boxes}
                </fieldset>
                {button}
            </fieldset>
        }
        .into_any()
    }
}

#[component]
fn NewRole(workshop: Workshop, roles: Memo<Vec<JobRole>>) -> impl IntoView {
    let title = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<String>);
    let put = move |typed: String| {
        title.set(typed);
        wrong.set(None);
    };
    let add = move |event: SubmitEvent| {
        event.prevent_default();
        let typed = title.get_untracked().trim().to_owned();
        let others = roles.get_untracked();
        if others.iter().any(|role| role.title == typed) {
            wrong.set(Some(words::ROLE_TAKEN.to_owned()));
            return;
        }
        let Some(id) = role::new_id(&typed, &others) else {
            return;
        };
        let new = JobRole {
            id: id.clone(),
            title: typed,
            units: Vec::new(),
        };
        match role::put(&workshop.get_untracked().settings, &new) {
            Ok(text) => {
                workshop.change(|adaptation| adaptation.settings = text);
                put(String::new());
                dom::focus_soon(format!("[data-role=\"{id}\"] input[type=checkbox]"));
            }
            Err(why) => wrong.set(Some(why.to_string())),
        }
    };
    view! {
        <form class="field" novalidate data-form="new-role" on:submit=add>
            <label for="adapt_new_role">{words::NEW_ROLE}</label>
            <input id="adapt_new_role" type="text" maxlength="120" autocomplete="off" aria-describedby="adapt_new_role_hint adapt_new_role_wrong"
                prop:value=title on:input:target=move |event| put(event.target().value())/>
            <p id="adapt_new_role_hint" class="hint">{words::NEW_ROLE_HINT}</p>
            <p id="adapt_new_role_wrong" class="field__error" role="alert">{move || wrong.get()}</p>
            <p><button type="submit" class="button button--quiet">{words::ADD}</button></p>
        </form>
    }
}
