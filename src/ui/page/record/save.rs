//! Saving the record as a file: what goes in, a look for identifying details, a lock, and the
//! download.

use leptos::{ev::SubmitEvent, html, prelude::*, task::spawn_local};

use crate::{
    exchange::record_file::{Kind, RecordFile},
    record::what::What,
    ui::{
        dom,
        page::root,
        part::{
            file,
            file_lock::{FileLock, LockChoice},
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
    lock: FileLock,
    said: RwSignal<Option<String>>,
    /// What was found in the file that is about to be saved.
    found: RwSignal<Option<Vec<Found>>, LocalStorage>,
}

/// The form.
#[component]
pub(super) fn SaveFile(session: Session) -> impl IntoView {
    let wanted = Wanted {
        kind: RwSignal::new(Kind::HandIn),
        lock: FileLock::new(),
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
                <LockChoice lock=wanted.lock/>
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
        if self.lock.is_wrong() {
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

    /// What was found has been looked at, and the keyboard goes back to the button that looked.
    fn close(self) {
        self.found.set(None);
        dom::focus_soon("[data-form=save] [data-action=save]");
    }

    fn save(self, made: RecordFile) {
        spawn_local(async move {
            let said = self.lock.save(made).await;
            self.said.set(Some(said));
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
            wanted.close();
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
                <button type="button" class="button button--quiet" data-action="not-yet" on:click=move |_| wanted.close()>{words::NOT_YET}</button>
            </p>
        </div>
    }
}
