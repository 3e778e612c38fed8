//! What the learner sees of her record's place with her provider: a part of two pages, and a line at the
//! foot of the others when she has to sign in again.

use leptos::{prelude::*, task::spawn_local};

use super::{
    known,
    learner::{Provider, Stage},
    own_password::OwnPassword,
    sign_in::SignIn,
};
use crate::{
    door::wire,
    route::Route,
    ui::{
        address, clock, dom, page,
        part::notice::{self, Note},
        session::{Phase, Session},
    },
    wording::provider as words,
};

impl Provider {
    fn is_shown(self) -> bool {
        !matches!(self.stage.get(), Stage::Unknown | Stage::NoDoor)
            || self.told.with(|told| told.unreached)
    }

    /// Whether she keeps her record with a provider.
    fn is_tied(self) -> bool {
        self.person()
            .is_some_and(|person| known::account_of(person).is_some())
    }

    /// Whether she does, and nothing goes there before she signs in again.
    pub fn is_over(self) -> bool {
        self.stage.get() == Stage::SignedOut && self.is_tied()
    }
}

/// Says at the foot of a page that she has to sign in again, where no part of the page does.
pub fn attach_notice() {
    let Some(provider) = use_context::<Provider>() else {
        return;
    };
    notice::add(move || {
        let to = format!("{}#provider", page::address(&Route::Settings));
        let says = move || provider.is_over().then(String::new);
        view! {
            <Note name="provider" kind="info" label=words::SIGN_IN says=says>
                <p>{words::SESSION_OVER}</p>
                <p><a class="button button--quiet" href=to.clone()>{words::SIGN_IN_AGAIN}</a></p>
            </Note>
        }
    });
}

/// Corrects what a page says of where things stay, for who keeps her record with a provider.
pub fn correct(session: Session) {
    if !known::goes_to_provider(session) {
        return;
    }
    for (place, sent) in words::STAYS.by_place() {
        if let Some(said) = dom::anywhere(&format!("[data-stays={place}]")) {
            said.set_text_content(Some(sent));
        }
    }
}

#[component]
fn Over(provider: Provider) -> impl IntoView {
    let over = move || {
        provider
            .is_over()
            .then(|| view! { <p>{words::SESSION_OVER}</p> })
    };
    view! { <div role="status" data-said="session-over">{over}</div> }
}

/// What the learner sees of it; nothing where this site has no door.
#[component]
pub fn ProviderCard() -> impl IntoView {
    let provider = use_context::<Provider>();
    provider.map(|provider| {
        if address::fragment() == "provider" {
            provider.acted.set_value(true);
        }
        // Not before it is plain whose record is open, and again when that changes.
        Effect::new(move |_| {
            let is_open = provider.session.phase.get() == Phase::Open;
            if is_open && provider.stage.get() == Stage::Unknown {
                spawn_local(provider.ask());
            }
        });
        let is_shown = Memo::new(move |_| provider.is_shown());
        view! { <Show when=move || is_shown.get()><Card provider=provider/></Show> }
    })
}

/// The way to that part on a page where it stands far below.
#[component]
pub fn ToProvider() -> impl IntoView {
    use_context::<Provider>().map(|provider| {
        move || {
            provider.is_shown().then(|| {
                view! {
                    <a class="button button--quiet" href="#provider">{words::TITLE}</a>
                }
            })
        }
    })
}

#[component]
fn Card(provider: Provider) -> impl IntoView {
    // They outlive the stage in which they are asked for.
    let signed_in = Callback::new(move |session| spawn_local(provider.tie(session, false)));
    let over = Callback::new(move |()| {
        provider.acted.set_value(true);
        provider.stage.set(Stage::SignedOut);
    });
    // What was pressed is gone with its stage: the keyboard goes on where the answer stands.
    Effect::new(move |_| {
        let is_settled =
            provider.stage.get() != Stage::Unknown || provider.told.with(|told| told.unreached);
        if is_settled && provider.acted.get_value() {
            provider.acted.set_value(false);
            dom::focus_soon("#provider");
        }
    });
    let stage = move || match provider.stage.get() {
        Stage::Unknown | Stage::NoDoor if provider.is_tied() => {
            view! { <OutOfReach provider=provider/> }.into_any()
        }
        Stage::Unknown | Stage::NoDoor => view! { <NotReachedYet provider=provider/> }.into_any(),
        Stage::SignedOut => view! {
            {match provider.is_over() {
                true => view! { <Standing provider=provider/> }.into_any(),
                false => view! { <p>{words::HELP}</p> }.into_any(),
            }}
            <p class="hint">{words::WHAT_GOES}</p>
            <SignIn then=signed_in/>
        }
        .into_any(),
        Stage::Somebody(session) if !session.is_learner() => {
            view! { <NoLearner provider=provider session=session/> }.into_any()
        }
        Stage::Somebody(session) => {
            view! { <IsItYou provider=provider session=session/> }.into_any()
        }
        Stage::Whose(session) => {
            view! { <WhoseIsIt provider=provider session=session/> }.into_any()
        }
        Stage::In(session) => view! {
            <p>{words::signed_in(&session.name)}</p>
            <Standing provider=provider/>
            <p class="cluster">
                <Now provider=provider/>
                <SignOut provider=provider words=words::SIGN_OUT/>
            </p>
            <OwnPassword session=session busy=provider.busy changing=provider.changing over=over/>
        }
        .into_any(),
    };
    let said = move || match provider.busy.get() {
        true => Some(words::BUSY.to_owned()),
        false => provider.said.get(),
    };
    view! {
        <section class="card" id="provider" aria-labelledby="provider_title" tabindex="-1">
            <h2 id="provider_title">{words::TITLE}</h2>
            <Over provider=provider/>
            {stage}
            <p role="status" data-said="provider">{said}</p>
        </section>
    }
}

/// How it stands with a record that goes to a provider who does not answer.
#[component]
fn OutOfReach(provider: Provider) -> impl IntoView {
    view! {
        <Standing provider=provider/>
        <p class="cluster">
            <Now provider=provider/>
            <SignOut provider=provider words=words::SIGN_OUT/>
        </p>
    }
}

/// That a provider who is known of does not answer, and how to try at once.
#[component]
fn NotReachedYet(provider: Provider) -> impl IntoView {
    view! {
        <p>{words::NOT_REACHED_YET}</p>
        <p><button type="button" class="button button--quiet" data-action="try-now" disabled=provider.busy
            on:click=move |_| provider.try_now()>{words::TRY_NOW}</button></p>
    }
}

/// Who is signed in where that is no learner, and the way to where she works.
#[component]
fn NoLearner(provider: Provider, session: wire::Session) -> impl IntoView {
    view! {
        <p>{words::at_the_desk(&session.name)}</p>
        <p class="cluster">
            <a class="button" href=page::address(&Route::Desk)>{words::TO_THE_DESK}</a>
            <SignOut provider=provider words=words::SIGN_OUT/>
        </p>
    }
}

/// The question whether who is signed in is the person whose record is open.
#[component]
fn IsItYou(provider: Provider, session: wire::Session) -> impl IntoView {
    let asked = words::is_it_you(&session.name);
    view! {
        <p>{asked}</p>
        <p class="hint">{words::WHAT_GOES}</p>
        <p class="cluster">
            <button type="button" class="button" data-action="it-is-me" disabled=provider.busy
                on:click=move |_| spawn_local(provider.tie(session.clone(), true))>{words::IT_IS_ME}</button>
            <SignOut provider=provider words=words::NOT_ME/>
        </p>
    }
}

/// The question whose the work is that was here before anybody signed in.
#[component]
fn WhoseIsIt(provider: Provider, session: wire::Session) -> impl IntoView {
    let here = provider
        .session
        .person_untracked()
        .map(|person| person.name);
    let asked = words::whose_is_it(&session.name, &here.unwrap_or_default());
    let other = session.clone();
    let is_hers = move |_| spawn_local(provider.tie(session.clone(), true));
    let is_not_hers = move |_| {
        let back = Stage::Whose(other.clone());
        spawn_local(provider.fetch_beside(other.clone(), back));
    };
    view! {
        <p>{asked}</p>
        <p class="hint">{words::WHOSE_HELP}</p>
        <p class="cluster">
            <button type="button" class="button" data-action="it-is-mine" disabled=provider.busy
                on:click=is_hers>{words::IT_IS_MINE}</button>
            <button type="button" class="button button--quiet" data-action="not-mine" disabled=provider.busy
                on:click=is_not_hers>{words::NOT_MINE}</button>
        </p>
    }
}

#[component]
fn Now(provider: Provider) -> impl IntoView {
    let now = move |_| match provider.stage.get_untracked() {
        Stage::In(_) => provider.again_in(0),
        _ => provider.try_now(),
    };
    view! { <button type="button" class="button" data-action="sync" disabled=provider.busy on:click=now>{words::NOW}</button> }
}

/// Not while her password is being changed: with it the session becomes another.
#[component]
fn SignOut(provider: Provider, words: &'static str) -> impl IntoView {
    view! {
        <button type="button" class="button button--quiet" data-action="sign-out" disabled=provider.changing
            on:click=move |_| provider.sign_out()>{words}</button>
    }
}

/// What is there, what waits, and what does not go.
#[component]
fn Standing(provider: Provider) -> impl IntoView {
    let told = provider.told;
    let stands = move || {
        told.with(|told| match (told.waiting, told.done) {
            (0, Some(done)) => Some(words::all_there(&clock::local(done))),
            (0, None) => None,
            (waiting, done) => {
                let last = done.map(clock::local);
                Some(words::waiting(waiting, last.as_deref()))
            }
        })
    };
    let aside =
        move || told.with(|told| (told.set_aside > 0).then(|| words::set_aside(told.set_aside)));
    let too_large =
        move || told.with(|told| (told.too_large > 0).then(|| words::too_large(told.too_large)));
    let erased = move || told.with(|told| (told.erased > 0).then(|| words::erased(told.erased)));
    view! {
        <p data-provider="stands">{stands}</p>
        {move || told.with(|told| told.unreached).then(|| view! { <p class="hint">{words::UNREACHED}</p> })}
        {move || aside().map(|words| view! { <p class="notice" data-kind="warning">{words}</p> })}
        {move || too_large().map(|words| view! { <p class="notice" data-kind="warning" data-provider="too-large">{words}</p> })}
        {move || erased().map(|words| view! { <p class="notice" data-kind="info" data-provider="erased">{words}</p> })}
    }
}
