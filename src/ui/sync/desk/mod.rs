//! At the desk: learners' records out of the provider's store, and what was decided back into it. Here is
//! the part of the page; `provider` is who is signed in and what is asked of the door, `rounds` fetches and
//! sends, `waits` keeps in mind what is to be sent.

mod provider;
mod rounds;
pub mod waits;

use leptos::prelude::*;

use self::provider::{Provider, Stage};
pub(in crate::ui) use self::rounds::what_was_done;
use super::{own_password::OwnPassword, sign_in::SignIn};
use crate::{
    door::wire::Session,
    record::event::Actor,
    ui::desk::Desk,
    wording::{assess::desk::role as role_name, provider as words},
};

/// The part of the desk for it; nothing where this site has no door.
#[component]
pub fn FromProvider(
    /// The desk.
    desk: Desk,
    /// Who is at it.
    me: Actor,
    /// Who is signed in, for all who ask.
    account: RwSignal<Option<Session>>,
) -> impl IntoView {
    let provider = Provider::new(desk, me);
    Effect::new(move |_| {
        let _ = account.try_set(provider.session());
    });
    provider.follow_with_keyboard();
    provider.look();
    // They outlive the stage in which they are asked for.
    let signed_in = Callback::new(move |session| provider.signed_in(session));
    let over = Callback::new(move |()| provider.is_over());
    let stage = move || match provider.stage.get() {
        Stage::Hidden => ().into_any(),
        Stage::Unreached => view! { <Unreached provider=provider/> }.into_any(),
        Stage::SignedOut => view! { <p>{words::DESK_HELP}</p><SignIn then=signed_in/> }.into_any(),
        Stage::Somebody(session) => {
            view! { <IsItYou provider=provider session=session/> }.into_any()
        }
        Stage::In(session) => view! {
            <SignedIn provider=provider session=session.clone()/>
            <OwnPassword session=session busy=provider.busy changing=provider.changing over=over/>
        }
        .into_any(),
    };
    view! {
        <Show when=move || provider.stage.get() != Stage::Hidden>
            <section class="card" id="provider" aria-labelledby="provider_title" tabindex="-1">
                <h2 id="provider_title">{words::DESK_TITLE}</h2>
                <Waits records=provider.waiting/>
                <NotHers names=provider.not_hers/>
                {stage}
                <Progress busy=provider.busy progress=provider.progress/>
                <p role="status" data-said="provider">{move || provider.said.get()}</p>
            </section>
        </Show>
    }
}

/// In how many records something waits to be sent.
#[component]
fn Waits(records: RwSignal<usize>) -> impl IntoView {
    move || {
        let records = records.get();
        (records > 0).then(|| {
            view! { <p class="notice" data-kind="info" data-provider="waits">{words::desk_waits(records)}</p> }
        })
    }
}

/// In whose records something waits that this provider will not take from her.
#[component]
fn NotHers(names: RwSignal<Vec<String>>) -> impl IntoView {
    move || {
        let told = names.with(|names| (!names.is_empty()).then(|| words::desk_not_hers(names)));
        told.map(|told| {
            view! { <p class="notice" data-kind="warning" data-provider="not-hers">{told}</p> }
        })
    }
}

/// How far fetching and sending has come.
#[component]
fn Progress(busy: RwSignal<bool>, progress: RwSignal<(usize, usize)>) -> impl IntoView {
    let words = move || {
        let (done, all) = progress.get();
        words::desk_progress(done, all)
    };
    move || {
        busy.get().then(|| view! {
            <div class="progress">
                <span class="progress__words">{words}</span>
                <progress class="bar" aria-label=words::BUSY max=move || progress.get().1 value=move || progress.get().0></progress>
            </div>
        })
    }
}

/// That the door cannot be reached, and how to try at once.
#[component]
fn Unreached(provider: Provider) -> impl IntoView {
    view! {
        <p>{words::DESK_NOT_REACHED}</p>
        <p><button type="button" class="button" data-action="sync" disabled=provider.asking
            on:click=move |_| provider.try_now()>{words::DESK_NOW}</button></p>
    }
}

/// The question whether who is signed in is the person at this desk.
#[component]
fn IsItYou(provider: Provider, session: Session) -> impl IntoView {
    let asked = words::desk_is_it_you(&session.name, &provider.name());
    view! {
        <p>{asked}</p>
        <p class="cluster">
            <button type="button" class="button" data-action="it-is-me"
                on:click=move |_| provider.is_hers(session.clone())>{words::DESK_IT_IS_ME}</button>
            <button type="button" class="button button--quiet" data-action="sign-out"
                on:click=move |_| provider.sign_out()>{words::NOT_ME}</button>
        </p>
    }
}

/// Who is signed in, whether her role there is the one she has at this desk, and what she can do about either.
#[component]
fn SignedIn(provider: Provider, session: Session) -> impl IntoView {
    let at_work = move || provider.busy.get() || provider.changing.get();
    let signed_in = words::signed_in(&session.name);
    let (roles, here) = (session.roles(), provider.role);
    let fits = roles.contains(&here);
    let amiss = match roles.first() {
        None => Some(words::NOT_FOR_THE_DESK.to_owned()),
        Some(own) if !fits => Some(words::other_role(role_name(*own), role_name(here))),
        Some(_) => None,
    };
    let take_role = move |own| {
        view! {
            <button type="button" class="button" data-action="take-role"
                on:click=move |_| provider.take_role(own)>{words::take_role(role_name(own))}</button>
        }
    };
    view! {
        <p>{signed_in}</p>
        {amiss.map(|amiss| view! { <p class="notice" data-kind="warning" data-provider="role">{amiss}</p> })}
        <p class="cluster">
            {fits.then(|| view! {
                <button type="button" class="button" data-action="sync" disabled=at_work
                    on:click=move |_| provider.exchange(session.clone())>{words::DESK_NOW}</button>
            })}
            {(!fits).then(|| roles.iter().copied().map(take_role).collect_view())}
            <button type="button" class="button button--quiet" data-action="sign-out" disabled=at_work
                on:click=move |_| provider.sign_out()>{words::SIGN_OUT}</button>
        </p>
    }
}
