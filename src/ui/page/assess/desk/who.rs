//! Who is at the desk: name and role, and how to change them.

use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};

use crate::{
    door::wire::Session,
    record::event::{Actor, Role},
    route::Route,
    ui::{
        desk::Desk,
        dom,
        page::address,
        sync::{door::Site, known},
    },
    wording::assess::desk as words,
};

/// Says who is at the desk; asks where nobody has said.
#[component]
pub(super) fn Who(
    desk: Desk,
    me: Memo<Option<Actor>>,
    account: RwSignal<Option<Session>>,
) -> impl IntoView {
    let changing = RwSignal::new(false);
    // The button that was pressed goes with what it stood in.
    Effect::new(move |before: Option<bool>| {
        let is_changing = changing.get();
        match (before, is_changing) {
            (Some(false), true) => dom::focus_soon("#desk_name"),
            (Some(true), false) => dom::focus_soon("[data-action=change-who]"),
            _ => {}
        }
        is_changing
    });
    move || match me.get().filter(|_| !changing.get()) {
        None => view! { <Form desk=desk changing=changing account=account/> }.into_any(),
        Some(me) => view! { <Named me=me changing=changing/> }.into_any(),
    }
}

#[component]
fn Named(me: Actor, changing: RwSignal<bool>) -> impl IntoView {
    let told = match me.role {
        Role::Assessor { in_training: true } => Some(match known::desk_account_of(me.person) {
            Some(_) => words::IN_TRAINING_SENT,
            None => words::IN_TRAINING,
        }),
        Role::ExternalQualityAssurer => Some(words::READS_ONLY),
        Role::Assessor { in_training: false }
        | Role::InternalQualityAssurer
        | Role::Learner
        | Role::Employer => None,
    };
    view! {
        <div class="toolbar desk__who" data-desk="me">
            <span><strong>{me.name.to_string()}</strong>" · "{words::role(me.role)}</span>
            <span class="cluster toolbar__end">
                <button type="button" class="button button--plain" data-action="change-who" on:click=move |_| changing.set(true)>{words::CHANGE}</button>
                <a class="button button--plain" href=address(&Route::Settings)>{words::PASSPHRASE}</a>
                <a class="button button--plain" href=address(&Route::People)>{words::SOMEBODY_ELSE}</a>
            </span>
        </div>
        {told.map(|told| view! { <p class="notice" data-kind="info">{told}</p> })}
    }
}

#[component]
fn Form(desk: Desk, changing: RwSignal<bool>, account: RwSignal<Option<Session>>) -> impl IntoView {
    let person = desk.session.person_untracked();
    let known = person
        .as_ref()
        .filter(|person| person.role.is_some())
        .map(|person| known::desk_account_of(person.id));
    // Who is signed in is offered what she is there, unless somebody else sits at this desk.
    let signed_in = Memo::new(move |_| {
        let account = account
            .get()
            .filter(|account| !account.roles().is_empty())?;
        let is_hers = known
            .as_ref()
            .is_none_or(|known| *known == Some(account.account()));
        is_hers.then_some(account)
    });
    let offered = Memo::new(move |_| match signed_in.get() {
        Some(account) => account.roles().to_vec(),
        None => words::ROLES.to_vec(),
    });
    let role = RwSignal::new(person.as_ref().and_then(|person| person.role));
    let is_change = role.get_untracked().is_some();
    let name = RwSignal::new(person.map(|person| person.name).unwrap_or_default());
    let no_name = RwSignal::new(false);
    let no_role = RwSignal::new(false);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let (typed, chosen) = (name.get_untracked(), role.get_untracked());
        no_name.set(typed.trim().is_empty());
        no_role.set(chosen.is_none());
        if let Some(chosen) = chosen.filter(|_| !typed.trim().is_empty()) {
            desk.sit_down(&typed, chosen);
            changing.set(false);
            // The form is gone: the keyboard goes where its answer now stands.
            dom::focus_soon("[data-desk=me]");
        }
    };
    Effect::new(move |_| {
        let offered = offered.get();
        role.update(|role| {
            *role = match offered.as_slice() {
                [only] => Some(*only),
                offered => role.filter(|role| offered.contains(role)),
            };
        });
    });
    let choices = move || {
        let offered = offered.get().into_iter().enumerate();
        let offered =
            offered.map(|(at, offered)| view! { <RoleChoice role=role offered=offered at=at/> });
        offered.collect::<Vec<_>>()
    };
    let out = move |_| {
        spawn_local(async move {
            Site.sign_out().await;
            let _ = account.try_set(None);
        });
    };
    let by_provider = move || {
        signed_in.get().map(|account| {
            let told = words::role_by_provider(&account.name);
            // She who sits here already signs out beside her learners.
            view! {
                <p class="hint" data-desk="provider">{told}</p>
                {(!is_change).then(|| view! {
                    <p><button type="button" class="button button--quiet" data-action="not-me" on:click=out>{words::NOT_ME}</button></p>
                })}
            }
        })
    };
    view! {
        <section class="card" aria-labelledby="desk_who">
            <h2 id="desk_who">{words::WHO}</h2>
            <p>{words::WHO_HELP}</p>
            <form class="fields stack" novalidate data-form="who" on:submit=submit>
                <div class="field">
                    <label for="desk_name">{words::NAME}</label>
                    <input id="desk_name" type="text" autocomplete="name" maxlength="120"
                        aria-describedby="desk_name_wrong" aria-invalid=move || no_name.get().then_some("true")
                        prop:value=name on:input:target=move |event| name.set(event.target().value())/>
                    <p id="desk_name_wrong" class="field__error" role="alert">{move || no_name.get().then_some(words::TYPE_NAME)}</p>
                </div>
                <fieldset aria-describedby="desk_role_wrong">
                    <legend class="field__label">{words::ROLE}</legend>
                    {by_provider}
                    {choices}
                    <p id="desk_role_wrong" class="field__error" role="alert">{move || no_role.get().then_some(words::CHOOSE_ROLE)}</p>
                </fieldset>
                <p class="cluster">
                    <button type="submit" class="button" data-action="sit-down">{words::SIT_DOWN}</button>
                    {is_change.then(|| view! {
                        <button type="button" class="button button--quiet" on:click=move |_| changing.set(false)>{words::KEEP}</button>
                    })}
                </p>
            </form>
        </section>
    }
}

#[component]
fn RoleChoice(role: RwSignal<Option<Role>>, offered: Role, at: usize) -> impl IntoView {
    let id = format!("desk_role_{at}");
    let help = format!("{id}_help");
    view! {
        <div class="choice">
            <input type="radio" name="desk_role" id=id.clone() aria-describedby=help.clone()
                prop:checked=move || role.get() == Some(offered) on:change=move |_| role.set(Some(offered))/>
            <label for=id>{words::role(offered)}</label>
        </div>
        <p class="hint choice__help" id=help>{words::role_help(offered)}</p>
    }
}
