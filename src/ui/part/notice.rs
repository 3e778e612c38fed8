//! What stands above a page when something is wanted of the learner or has gone wrong: who she
//! is, her passphrase, trouble with storage, mistakes in the content.

use leptos::{ev::SubmitEvent, mount::mount_to, prelude::*, task::spawn_local};
use send_wrapper::SendWrapper;

use crate::{
    diagnostic::Diagnostic,
    ui::{
        cipher::NotUnlocked,
        dom,
        fetch::FetchError,
        nav,
        part::{file::SaveCopy, offline::NewVersion},
        session::{Phase, Session},
    },
    wording::{people, trouble},
};

/// Fills the place above the page.
pub fn attach(session: Session) {
    add(move || {
        view! {
            <Troubles session=session/>
            <NewVersion session=session/>
            {move || match session.phase.get() {
                Phase::Nobody => view! { <WhoIsLearning session=session/> }.into_any(),
                Phase::Locked => view! { <Unlock session=session/> }.into_any(),
                Phase::Opening | Phase::Open => ().into_any(),
            }}
        }
    });
}

/// Says that the newest text could not be fetched.
pub fn unreachable(error: &FetchError) {
    let words = trouble::unreachable(&error.to_string());
    add(move || {
        let words = words.clone();
        view! { <Notice kind="warning">{words}</Notice> }
    });
}

/// Says something that the learner has to know before she goes on.
pub fn say(words: String) {
    add(move || {
        let words = words.clone();
        view! { <div role="alert"><Notice kind="warning">{words}</Notice></div> }
    });
}

/// Says that a unit has mistakes, and which.
pub fn mistakes(text: &str, diagnostics: &[Diagnostic]) {
    let lines: Vec<String> = diagnostics
        .iter()
        .map(|diagnostic| {
            let (start, _) = diagnostic.positions(text);
            let help = diagnostic
                .help
                .as_ref()
                .map(|help| format!(" ({help})"))
                .unwrap_or_default();
            format!(
                "{}, line {}, column {}: {}{help}",
                diagnostic.file, start.line, start.column, diagnostic.message
            )
        })
        .collect();
    add(move || {
        let lines = lines
            .iter()
            .map(|line| view! { <li>{line.clone()}</li> })
            .collect_view();
        view! {
            <div class="notice" data-kind="warning" data-notice="mistakes">
                <p>{trouble::UNIT_HAS_ERRORS}</p>
                <ul>{lines}</ul>
            </div>
        }
    });
}

/// Puts something above the page, for as long as the page is shown.
pub fn add<V: IntoView + 'static>(view: impl Fn() -> V + 'static)
where
    V::State: 'static,
{
    let Some(place) = dom::place("notice") else {
        return;
    };
    let mounted = SendWrapper::new(mount_to(place, view));
    on_cleanup(move || drop(mounted));
}

/// What went wrong with storage, with the way to take everything out as a file.
#[component]
fn Troubles(session: Session) -> impl IntoView {
    let listed = move || {
        let troubles = session.troubles.get();
        (!troubles.is_empty()).then(|| {
            let words = troubles.into_iter().map(|words| view! { <p>{words}</p> });
            view! {
                <div class="notice" data-kind="unsafe" data-notice="storage">
                    {words.collect_view()}
                    <SaveCopy session=session/>
                </div>
            }
        })
    };
    view! { <div role="status">{listed}</div> }
}

/// A notice.
#[component]
pub fn Notice(
    /// `warning`, `unsafe`, `info` or `met`, as the style knows them.
    kind: &'static str,
    /// What it says.
    children: Children,
) -> impl IntoView {
    view! { <div class="notice" data-kind=kind><p>{children()}</p></div> }
}

/// Asks who is there, where several people use the device.
#[component]
fn WhoIsLearning(session: Session) -> impl IntoView {
    let choose = move |id| {
        spawn_local(async move {
            session.choose(id).await;
            nav::reload();
        });
    };
    view! {
        <section class="notice" data-kind="info" data-notice="who">
            <h2>{people::WHO}</h2>
            <p>{people::WHO_HELP}</p>
            <p class="cluster">
                <For each=move || session.people.get() key=|person| person.id let:person>
                    <button type="button" class="button button--quiet" data-person=person.id.to_string() on:click=move |_| choose(Some(person.id))>
                        {person.shown_name().to_owned()}
                    </button>
                </For>
                <button type="button" class="button button--quiet" data-action="somebody-new" on:click=move |_| { session.begin(""); nav::reload(); }>
                    {people::SOMEBODY_NEW}
                </button>
            </p>
        </section>
    }
}

/// Asks for the passphrase.
#[component]
fn Unlock(session: Session) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let wrong = RwSignal::new(None);
    let busy = RwSignal::new(false);
    let unlock = move |event: SubmitEvent| {
        event.prevent_default();
        busy.set(true);
        spawn_local(async move {
            let unlocked = session.unlock(&typed.get_untracked()).await;
            busy.try_set(false);
            if let Err(why) = unlocked {
                wrong.try_set(Some(match why {
                    NotUnlocked::Wrong => people::WRONG_PASSPHRASE,
                    NotUnlocked::Unavailable => people::CANNOT_UNLOCK,
                }));
            }
        });
    };
    let name = session
        .person_untracked()
        .map(|person| person.name)
        .unwrap_or_default();
    view! {
        <section class="notice" data-kind="info" data-notice="locked">
            <h2>{people::LOCKED}</h2>
            <p>{people::locked_help(&name)}</p>
            <form class="field" on:submit=unlock>
                <label for="unlock_passphrase">{people::PASSPHRASE}</label>
                <input id="unlock_passphrase" type="password" autocomplete="current-password" required
                    aria-describedby="unlock_wrong" aria-invalid=move || wrong.get().is_some().then_some("true")
                    prop:value=typed on:input:target=move |event| typed.set(event.target().value())/>
                <p id="unlock_wrong" class="field__error" role="alert">{move || wrong.get()}</p>
                <p class="cluster">
                    <button type="submit" class="button" disabled=busy>{people::UNLOCK}</button>
                    <button type="button" class="button button--quiet" on:click=move |_| spawn_local(async move { session.choose(None).await; nav::reload(); })>
                        {people::SOMEBODY_ELSE}
                    </button>
                </p>
            </form>
        </section>
    }
}
