//! At the desk: learners' records out of the provider's store, and what was decided back into it. Here is
//! the part of the page, and who is signed in; `rounds` fetches and sends, `waits` keeps in mind what is to be sent.

mod rounds;
pub mod waits;

use leptos::{prelude::*, task::spawn_local};
use web_sys::Event;

pub(in crate::ui) use self::rounds::what_was_done;
use self::rounds::{Stopped, Sum};
use super::{
    door::{Site, next_try},
    known,
    own_password::OwnPassword,
    sign_in::SignIn,
};
use crate::{
    door::wire::Session,
    record::{event::Actor, store::StoreError},
    sync::DoorError,
    ui::{clock, desk::Desk, dom},
    wording::{assess::desk::role as role_name, provider as words},
};

/// How far it has come.
#[derive(Clone, Debug, PartialEq)]
enum Stage {
    /// Nothing has answered yet, or this site has no door: nothing is shown.
    Hidden,
    /// There is a door, and it cannot be reached.
    Unreached,
    /// Somebody may sign in.
    SignedOut,
    /// Somebody is signed in who has not said that she is who this desk belongs to.
    Somebody(Session),
    /// The person at the desk is signed in.
    In(Session),
}

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
    let stage = RwSignal::new(Stage::Hidden);
    let (busy, changing) = (RwSignal::new(false), RwSignal::new(false));
    let progress = RwSignal::new((0, 0));
    let said = RwSignal::new(None::<String>);
    let (person, role) = (me.person, me.role);
    let name = StoredValue::new(me.name.to_string());
    Effect::new(move |_| {
        let signed_in = stage.with(|stage| match stage {
            Stage::Somebody(session) | Stage::In(session) => Some(session.clone()),
            Stage::Hidden | Stage::Unreached | Stage::SignedOut => None,
        });
        let _ = account.try_set(signed_in);
    });
    let is_tied = known::desk_account_of(person).is_some();
    let count = move || {
        let noted = waits::learners(person);
        let here = desk.summaries.try_with_untracked(|all| {
            let mut here = noted;
            here.retain(|learner| all.contains_key(learner));
            here.len()
        });
        here.unwrap_or_default()
    };
    let waiting = RwSignal::new(count());
    let not_hers = RwSignal::new(Vec::<String>::new());
    let run = move |session: Session| {
        // None once the page has gone on.
        let is_idle = |at_work: RwSignal<bool>| at_work.try_get_untracked() == Some(false);
        let is_free = is_idle(busy) && is_idle(changing);
        // What is done in another role the door would not take.
        if !is_free || !session.roles().contains(&role) {
            return;
        }
        busy.set(true);
        said.set(None);
        spawn_local(async move {
            let came = rounds::all(desk, person, &session, progress).await;
            let _ = busy.try_set(false);
            let _ = waiting.try_set(count());
            let _ = said.try_set(Some(match came {
                Ok(sum) => {
                    let names = desk.summaries.try_with_untracked(|all| {
                        let hers = sum.not_hers.iter().filter_map(|learner| all.get(learner));
                        let names = hers.map(|summary| summary.learner.name.to_string());
                        names.collect::<Vec<_>>()
                    });
                    let _ = not_hers.try_set(names.unwrap_or_default());
                    told(&sum)
                }
                Err(Stopped::NotReached) => words::DESK_UNREACHED.to_owned(),
                Err(Stopped::SignedOut) => {
                    let _ = stage.try_set(Stage::SignedOut);
                    words::DESK_SESSION_OVER.to_owned()
                }
            }));
        });
    };
    let acted = StoredValue::new(false);
    // What was pressed is gone with its stage: the keyboard goes on where the answer stands.
    Effect::new(move |_| {
        stage.track();
        if acted.get_value() {
            acted.set_value(false);
            request_animation_frame(|| {
                if let Some(card) = dom::anywhere("#provider") {
                    dom::focus(&card);
                }
            });
        }
    });
    let head = || dom::anywhere("[data-stays=desk]");
    let stays = StoredValue::new(head().and_then(|said| said.text_content()));
    let say_where = move || {
        if let Some(said) = head() {
            said.set_text_content(Some(words::DESK_SENT));
        }
    };
    let enter = Callback::new(move |session: Session| {
        let _ = stage.try_set(Stage::In(session.clone()));
        if session.roles().contains(&role) {
            say_where();
        }
        run(session);
    });
    // Two people may use one computer: nobody's learners come onto another's desk unasked.
    let is_hers = Callback::new(move |session: Session| {
        acted.set_value(true);
        if !session.is_learner() && known::keep_at_desk(person, &session.account()).is_err() {
            desk.session.tell(&StoreError::Refused);
        }
        enter.run(session);
    });
    let signed_in = Callback::new(move |session: Session| {
        match known::desk_account_of(person).filter(|known| *known != session.account()) {
            Some(_) => {
                acted.set_value(true);
                said.set(None);
                stage.set(Stage::Somebody(session));
            }
            None => is_hers.run(session),
        }
    });
    let (asks, asking) = (RwSignal::new(0_u32), RwSignal::new(false));
    let again = StoredValue::new_local(None::<clock::Timer>);
    let ask = move || {
        let _ = asks.try_update(|asks| *asks += 1);
    };
    Effect::new(move |_| {
        let failures = asks.get() + 1;
        asking.set(true);
        spawn_local(async move {
            let found = Site.session().await;
            // Some once the page has gone on.
            if asking.try_set(false).is_some() {
                return;
            }
            if is_tied && !matches!(found, Ok(_) | Err(DoorError::NoDoor)) {
                say_where();
            }
            match found {
                Ok(session) if known::desk_account_of(person) == Some(session.account()) => {
                    enter.run(session);
                }
                Ok(session) => stage.set(Stage::Somebody(session)),
                Err(DoorError::SignedOut) => {
                    said.set(is_tied.then(|| words::DESK_SESSION_OVER.to_owned()));
                    stage.set(Stage::SignedOut);
                }
                Err(DoorError::NoDoor) => stage.set(Stage::Hidden),
                Err(_) if known::has_door() => {
                    stage.set(Stage::Unreached);
                    let timer = clock::after(next_try(failures, None), ask);
                    again.set_value(Some(timer));
                }
                Err(_) => {}
            }
        });
    });
    dom::listen(&dom::window(), "online", move |_: Event| {
        if stage.try_get_untracked() == Some(Stage::Unreached) {
            ask();
        }
    });
    let out = move |_| {
        said.set(Some(words::DESK_SIGNED_OUT.to_owned()));
        if let Some(said) = head() {
            said.set_text_content(stays.get_value().as_deref());
        }
        acted.set_value(true);
        spawn_local(async move {
            Site.sign_out().await;
            let _ = stage.try_set(Stage::SignedOut);
        });
    };
    let over = move |()| {
        acted.set_value(true);
        let _ = said.try_set(Some(words::DESK_SESSION_OVER.to_owned()));
        let _ = stage.try_set(Stage::SignedOut);
    };
    let at_work = move || busy.get() || changing.get();
    let content = move || {
        match stage.get() {
        Stage::Hidden => ().into_any(),
        Stage::Unreached => view! {
            <p>{words::DESK_NOT_REACHED}</p>
            <p><button type="button" class="button" data-action="sync" disabled=asking on:click=move |_| { acted.set_value(true); ask(); }>{words::DESK_NOW}</button></p>
        }
        .into_any(),
        Stage::SignedOut => view! { <p>{words::DESK_HELP}</p><SignIn then=signed_in/> }.into_any(),
        Stage::Somebody(session) => {
            let asked = words::desk_is_it_you(&session.name, &name.get_value());
            view! {
                <p>{asked}</p>
                <p class="cluster">
                    <button type="button" class="button" data-action="it-is-me" on:click=move |_| is_hers.run(session.clone())>{words::DESK_IT_IS_ME}</button>
                    <button type="button" class="button button--quiet" data-action="sign-out" on:click=out>{words::NOT_ME}</button>
                </p>
            }
            .into_any()
        }
        Stage::In(session) => {
            let signed_in = words::signed_in(&session.name);
            let hers = session.clone();
            let roles = session.roles();
            let fits = roles.contains(&role);
            let amiss = match roles.first() {
                None => Some(words::NOT_FOR_THE_DESK.to_owned()),
                Some(own) if !fits => Some(words::other_role(role_name(*own), role_name(role))),
                Some(_) => None,
            };
            // The page is drawn anew for who has another role.
            let take_role = move |own| {
                desk.sit_down(&name.get_value(), own);
                request_animation_frame(|| {
                    if let Some(card) = dom::anywhere("#provider, [data-desk=me]") {
                        dom::focus(&card);
                    }
                });
            };
            view! {
                <p>{signed_in}</p>
                {amiss.map(|amiss| view! { <p class="notice" data-kind="warning" data-provider="role">{amiss}</p> })}
                <p class="cluster">
                    {fits.then(|| view! {
                        <button type="button" class="button" data-action="sync" disabled=at_work
                            on:click=move |_| run(session.clone())>{words::DESK_NOW}</button>
                    })}
                    {(!fits).then(|| roles.iter().map(|own| view! {
                        <button type="button" class="button" data-action="take-role"
                            on:click=move |_| take_role(*own)>{words::take_role(role_name(*own))}</button>
                    }).collect_view())}
                    <button type="button" class="button button--quiet" data-action="sign-out" disabled=at_work on:click=out>{words::SIGN_OUT}</button>
                </p>
                <OwnPassword session=hers busy=busy changing=changing over=over/>
            }
            .into_any()
        }
    }
    };
    view! {
        <Show when=move || stage.get() != Stage::Hidden>
            <section class="card" id="provider" aria-labelledby="provider_title" tabindex="-1">
                <h2 id="provider_title">{words::DESK_TITLE}</h2>
                {move || (waiting.get() > 0).then(|| view! {
                    <p class="notice" data-kind="info" data-provider="waits">{words::desk_waits(waiting.get())}</p>
                })}
                {move || not_hers.with(|names| (!names.is_empty()).then(|| view! {
                    <p class="notice" data-kind="warning" data-provider="not-hers">{words::desk_not_hers(names)}</p>
                }))}
                {content}
                {move || busy.get().then(|| view! {
                    <div class="progress">
                        <span class="progress__words">{move || { let (done, all) = progress.get(); words::desk_progress(done, all) }}</span>
                        <progress class="bar" aria-label=words::BUSY max=move || progress.get().1 value=move || progress.get().0></progress>
                    </div>
                })}
                <p role="status" data-said="provider">{move || said.get()}</p>
            </section>
        </Show>
    }
}

fn told(sum: &Sum) -> String {
    let done = words::desk_done(sum.learners, sum.received, sum.sent);
    let not_begun = words::desk_not_begun(sum.learners, &sum.not_begun);
    let failed = (sum.failed > 0).then(|| words::desk_some_failed(sum.failed));
    let too_large = (sum.too_large > 0).then(|| words::desk_too_large(sum.too_large));
    let set_aside = (sum.set_aside > 0).then(|| words::desk_set_aside(sum.set_aside));
    let erased = (sum.erased > 0).then(|| words::desk_erased(sum.erased));
    let all = [Some(done), not_begun, failed, too_large, set_aside, erased];
    let all = all.into_iter().flatten();
    all.collect::<Vec<_>>().join(" ")
}
