//! What people work as and the units that each role has to complete.

use leptos::{ev::SubmitEvent, prelude::*};

use super::{
    field::{Form, Kind, said_before},
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
        let role = {
            let id = id.clone();
            Memo::new(move |_| roles.with(|roles| roles.iter().find(|role| role.id == id).cloned()))
        };
        let title = move || role.get().map(|role| role.title).unwrap_or_default();
        let rename = move |text: &str, typed: &str| match role.get_untracked() {
            Some(role) => {
                let title = typed.to_owned();
                role::put(text, &JobRole { title, ..role })
            }
            // It was taken out while its name was being typed.
            None => Ok(text.to_owned()),
        };
        let hint = said_before(before.as_ref().map(|role| &*role.title));
        let name = self.typed(
            format!("adapt_role_{id}"),
            words::ROLE_NAME.to_owned(),
            Kind::Line,
            hint,
            move |_| Some(title()),
            rename,
        );
        let label = match before {
            Some(_) => words::role_as_before,
            None => words::role_out,
        };
        view! {
            <fieldset class="adapt__contact" data-role=id.to_string()>
                <legend class="field__label">{title}</legend>
                {name}
                <fieldset class="adapt__role-units">
                    <legend class="field__label">{words::ROLE_UNITS}</legend>
                    {units.with_value(|units| self.ticks(&id, role, units))}
                </fieldset>
                {self.take_role_out(&id, move || label(&title()))}
            </fieldset>
        }
        .into_any()
    }

    /// A box for each unit, ticked where the role has to complete it.
    fn ticks(
        self,
        id: &RoleId,
        role: Memo<Option<JobRole>>,
        units: &[(UnitId, String)],
    ) -> impl IntoView + use<> {
        let workshop = self.workshop;
        let order: Vec<UnitId> = units.iter().map(|(unit, _)| unit.clone()).collect();
        let order = StoredValue::new(order);
        let set = move |unit: &UnitId, is_on: bool| {
            let Some(mut role) = role.get_untracked() else {
                return;
            };
            let is_ticked = |one: &&UnitId| match *one == unit {
                true => is_on,
                false => role.units.contains(one),
            };
            // In the order of the training, whatever was ticked first.
            role.units =
                order.with_value(|order| order.iter().filter(is_ticked).cloned().collect());
            workshop.change(|adaptation| {
                if let Ok(text) = role::put(&adaptation.settings, &role) {
                    adaptation.settings = text;
                }
            });
        };
        let boxes = units.iter().map(|(unit, title)| {
            let field = format!("adapt_role_{id}_{unit}");
            let (shown, unit) = (unit.clone(), unit.clone());
            let is_on = move || {
                role.with(|role| {
                    role.as_ref()
                        .is_some_and(|role| role.units.contains(&shown))
                })
            };
            view! {
                <div class="choice">
                    <input id=field.clone() type="checkbox" prop:checked=is_on
                        on:change:target=move |event| set(&unit, event.target().checked())/>
                    <label for=field>{title.clone()}</label>
                </div>
            }
        });
        boxes.collect_view()
    }

    /// The button that takes a role out of her settings, where it stands there.
    fn take_role_out(
        self,
        id: &RoleId,
        label: impl Fn() -> String + Copy + Send + Sync + 'static,
    ) -> AnyView {
        let workshop = self.workshop;
        let entry = StoredValue::new(Entry::of_role(id));
        let is_own =
            Memo::new(move |_| entry.with_value(|entry| entry.is_in(&workshop.get().settings)));
        let take_out = move |_| {
            workshop.take_typed();
            workshop.change(|adaptation| {
                adaptation.settings =
                    entry.with_value(|entry| entry.taken_out(&adaptation.settings));
            });
            dom::focus_soon("#adapt_new_role");
        };
        view! {
            <Show when=move || is_own.get()>
                <p><button type="button" class="button button--plain" data-action="take-role-out" on:click=take_out>{label}</button></p>
            </Show>
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
