//! Saving the record as a file: what goes in, a look for identifying details, a lock, and the
//! download.

use leptos::{ev::SubmitEvent, html, prelude::*, task::spawn_local};

use crate::{
    exchange::record_file::{Kind, RecordFile},
    record::what::What,
    ui::{
        cipher, clock, dom,
        page::root,
        part::{
            download::download,
            file,
            identifying::{self, Found, FoundList},
        },
        session::Session,
    },
    wording::file as words,
};

/// What the learner has chosen.
#[derive(Clone, Copy)]
struct Wanted {
    kind: RwSignal<Kind>,
    lock: RwSignal<bool>,
    passphrase: RwSignal<String>,
    wrong: RwSignal<Option<&'static str>>,
    said: RwSignal<Option<String>>,
    /// What was found in the file that is about to be saved.
    found: RwSignal<Option<Vec<Found>>, LocalStorage>,
}

/// The form.
#[component]
pub(super) fn SaveFile(session: Session) -> impl IntoView {
    let wanted = Wanted {
        kind: RwSignal::new(Kind::HandIn),
        lock: RwSignal::new(false),
        passphrase: RwSignal::new(String::new()),
        wrong: RwSignal::new(None),
        said: RwSignal::new(None),
        found: RwSignal::new_local(None),
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        wanted.check(session);
    };
    let nothing_handed_in = move || {
        session.state.track();
        wanted.kind.get() == Kind::HandIn && !has_submissions(session)
    };
    view! {
        <section class="card" id="record_save" aria-labelledby="record_save_title" tabindex="-1">
            <h2 id="record_save_title">{words::SAVE_TITLE}</h2>
            <p>{words::SAVE_HELP}</p>
            <form class="fields stack" on:submit=submit novalidate data-form="save">
                <fieldset>
                    <legend class="field__label">{words::WHAT_GOES_IN}</legend>
                    <KindChoice wanted=wanted kind=Kind::HandIn id="save_hand_in" label=words::HAND_IN help=words::HAND_IN_HELP/>
                    <KindChoice wanted=wanted kind=Kind::BackUp id="save_back_up" label=words::BACK_UP help=words::BACK_UP_HELP/>
                </fieldset>
                <p class="hint" role="status">{move || nothing_handed_in().then_some(words::NOTHING_HANDED_IN)}</p>
                <Lock wanted=wanted/>
                <p><button type="submit" class="button" data-action="save">{words::SAVE}</button></p>
            </form>
            {move || wanted.found.get().map(|found| view! { <LookAgain session=session wanted=wanted found=found/> })}
            <p role="status" data-said="save">{move || wanted.said.get()}</p>
        </section>
    }
}

fn has_submissions(session: Session) -> bool {
    let record = session.record();
    let mut events = record.events().filter_map(|sealed| sealed.event());
    events.any(|event| matches!(event.what, What::HandedIn(_)))
}

impl Wanted {
    /// Looks at what would leave, and saves it where there is nothing to look at twice.
    fn check(self, session: Session) {
        self.said.set(None);
        let missing = self.lock.get_untracked() && self.passphrase.with_untracked(String::is_empty);
        self.wrong.set(missing.then_some(words::TYPE_PASSPHRASE));
        if missing {
            return;
        }
        let Some(made) = file::of(session, self.kind.get_untracked()) else {
            self.said.set(Some(words::NOTHING_YET.to_owned()));
            return;
        };
        let found = identifying::find(&made.record);
        if found.is_empty() {
            self.save(made);
        } else {
            self.found.set(Some(found));
        }
    }

    fn save(self, made: RecordFile) {
        self.found.set(None);
        let (lock, passphrase) = (self.lock.get_untracked(), self.passphrase.get_untracked());
        spawn_local(async move {
            let plain = made.to_text();
            let text = if lock {
                let locked = cipher::lock_file(&plain, &passphrase).await;
                locked
                    .ok()
                    .and_then(|locked| serde_json::to_string(&locked).ok())
            } else {
                Some(plain)
            };
            let name = made.file_name(clock::today());
            self.said.set(Some(match text {
                None => words::LOCK_FAILED.to_owned(),
                Some(text) if download(&name, &text) => words::saved(&name),
                Some(_) => words::NOT_SAVED.to_owned(),
            }));
        });
    }
}

#[component]
fn KindChoice(
    wanted: Wanted,
    kind: Kind,
    id: &'static str,
    label: &'static str,
    help: &'static str,
) -> impl IntoView {
    let help_id = format!("{id}_help");
    let choose = move |_| {
        wanted.kind.set(kind);
        wanted.found.set(None);
    };
    view! {
        <div class="choice">
            <input type="radio" name="save_kind" id=id aria-describedby=help_id.clone() checked=wanted.kind.get_untracked() == kind on:change=choose/>
            <label for=id>{label}</label>
        </div>
        <p class="hint" id=help_id>{help}</p>
    }
}

/// A passphrase for the file, where the browser can lock.
#[component]
fn Lock(wanted: Wanted) -> impl IntoView {
    if !cipher::is_available() {
        return view! { <p class="hint">{words::NO_LOCK_HERE}</p> }.into_any();
    }
    view! {
        <div class="choice">
            <input type="checkbox" id="save_lock" prop:checked=wanted.lock
                on:change:target=move |event| wanted.lock.set(event.target().checked())/>
            <label for="save_lock">{words::LOCK_IT}</label>
        </div>
        <Show when=move || wanted.lock.get()>
            <div class="field">
                <label for="save_passphrase">{words::FILE_PASSPHRASE}</label>
                <p class="hint" id="save_lock_help">{words::LOCK_HELP}</p>
                <input id="save_passphrase" type="password" autocomplete="new-password"
                    aria-describedby="save_lock_help save_wrong"
                    aria-invalid=move || wanted.wrong.get().is_some().then_some("true")
                    prop:value=wanted.passphrase on:input:target=move |event| wanted.passphrase.set(event.target().value())/>
                <p id="save_wrong" class="field__error" role="alert">{move || wanted.wrong.get()}</p>
            </div>
        </Show>
    }
    .into_any()
}

/// What could tell a stranger whom the work is about. It never stops anything.
#[component]
fn LookAgain(session: Session, wanted: Wanted, found: Vec<Found>) -> impl IntoView {
    let heading = NodeRef::<html::H3>::new();
    Effect::new(move |_| {
        if let Some(heading) = heading.get() {
            dom::focus(&heading);
        }
    });
    let save = move |_| {
        if let Some(made) = file::of(session, wanted.kind.get_untracked()) {
            wanted.save(made);
        }
    };
    view! {
        <div class="notice" data-kind="warning" data-record="identifying">
            <h3 tabindex="-1" node_ref=heading>{words::LOOK_AGAIN}</h3>
            <p>{words::LOOK_AGAIN_HELP}</p>
            <FoundList found=found root=root()/>
            <p class="hint">{words::EARLIER_STAY}</p>
            <p class="cluster">
                <button type="button" class="button" data-action="save-anyway" on:click=save>{words::SAVE_ANYWAY}</button>
                <button type="button" class="button button--quiet" data-action="not-yet" on:click=move |_| wanted.found.set(None)>{words::NOT_YET}</button>
            </p>
        </div>
    }
}
