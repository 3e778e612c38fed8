//! Handing records back: one file a learner, together in one archive, or written into the folder
//! that was opened.

use leptos::{prelude::*, task::spawn_local};
use web_sys::FileSystemDirectoryHandle;

use super::{Here, folder};
use crate::{
    desk::{portfolio::Portfolio, summary::Summary},
    exchange::bundle::Bundle,
    record::event::{Actor, PersonId},
    ui::{cipher, clock, desk::Desk, part::download::download_bytes},
    wording::{assess::desk as words, file},
};

/// What has been chosen, and how far it has come.
#[derive(Clone, Copy)]
struct Wanted {
    desk: Desk,
    me: StoredValue<Actor>,
    only_worked_on: RwSignal<bool>,
    lock: RwSignal<bool>,
    passphrase: RwSignal<String>,
    wrong: RwSignal<Option<&'static str>>,
    progress: RwSignal<Option<(usize, usize)>>,
    said: RwSignal<Option<String>>,
}

/// Where files go.
enum Destination {
    Archive(Box<Bundle>),
    Folder(FileSystemDirectoryHandle),
}

/// The place where records are handed back.
#[component]
pub(super) fn HandBack(here: Here, me: Actor) -> impl IntoView {
    let wanted = Wanted {
        desk: here.desk,
        me: StoredValue::new(me),
        only_worked_on: RwSignal::new(false),
        lock: RwSignal::new(false),
        passphrase: RwSignal::new(String::new()),
        wrong: RwSignal::new(None),
        progress: RwSignal::new(None),
        said: RwSignal::new(None),
    };
    let counts = Memo::new(move |_| {
        here.intake.summaries(|all| {
            let worked_on = wanted.me.with_value(|me| {
                all.values()
                    .filter(|one| has_worked_on(one, me.person))
                    .count()
            });
            (all.len(), worked_on)
        })
    });
    let busy = move || wanted.progress.with(Option::is_some);
    let as_zip = move |_| wanted.begin(|| Destination::Archive(Box::default()));
    // A folder that is picked after the page stands is offered once its files are in.
    let kept = move || {
        here.intake.busy.track();
        folder::kept()
    };
    let into_folder = move || {
        kept().map(|folder| {
            let words = words::into_folder(&folder.name());
            let save = move |_| {
                let folder = folder.clone();
                wanted.begin(move || Destination::Folder(folder));
            };
            view! { <button type="button" class="button button--quiet" data-action="into-folder" disabled=busy on:click=save>{words}</button> }
        })
    };
    view! {
        <section class="card" id="desk_hand_back" aria-labelledby="desk_hand_back_title" data-desk="hand-back">
            <h2 id="desk_hand_back_title">{words::HAND_BACK}</h2>
            <p>{words::HAND_BACK_HELP}</p>
            <fieldset>
                <legend class="field__label">{words::WHOSE}</legend>
                <div class="choice">
                    <input type="radio" name="desk_whose" id="desk_everybody" checked on:change=move |_| wanted.only_worked_on.set(false)/>
                    <label for="desk_everybody">{move || words::everybody(counts.get().0)}</label>
                </div>
                <div class="choice">
                    <input type="radio" name="desk_whose" id="desk_worked_on" on:change=move |_| wanted.only_worked_on.set(true)/>
                    <label for="desk_worked_on">{move || words::worked_on(counts.get().1)}</label>
                </div>
            </fieldset>
            <Lock wanted=wanted/>
            <p class="cluster">
                <button type="button" class="button" data-action="as-zip" disabled=busy on:click=as_zip>{words::AS_ZIP}</button>
                {into_folder}
            </p>
            {move || wanted.progress.get().map(|(done, all)| view! {
                <div class="progress">
                    <span class="progress__words">{words::opened(done, all)}</span>
                    <progress class="bar" aria-label=words::MAKING max=all value=done></progress>
                </div>
            })}
            <p role="status" data-said="hand-back">{move || wanted.said.get()}</p>
        </section>
    }
}

fn has_worked_on(summary: &Summary, me: PersonId) -> bool {
    summary.criteria().any(|(_, _, criterion)| {
        let decided = criterion.decisions.iter().any(|one| one.done.by == me);
        decided || criterion.samples.iter().any(|one| one.done.by == me)
    })
}

/// A passphrase for every file, where the browser can lock.
#[component]
fn Lock(wanted: Wanted) -> impl IntoView {
    if !cipher::is_available() {
        return view! { <p class="hint">{file::NO_LOCK_HERE}</p> }.into_any();
    }
    view! {
        <div class="choice">
            <input type="checkbox" id="desk_lock" prop:checked=wanted.lock
                on:change:target=move |event| wanted.lock.set(event.target().checked())/>
            <label for="desk_lock">{words::LOCK_THEM}</label>
        </div>
        <Show when=move || wanted.lock.get()>
            <div class="field">
                <label for="desk_lock_passphrase">{words::FILES_PASSPHRASE}</label>
                <p class="hint" id="desk_lock_help">{file::LOCK_HELP}</p>
                <input id="desk_lock_passphrase" type="password" autocomplete="new-password"
                    aria-describedby="desk_lock_help desk_lock_wrong"
                    aria-invalid=move || wanted.wrong.get().is_some().then_some("true")
                    prop:value=wanted.passphrase on:input:target=move |event| wanted.passphrase.set(event.target().value())/>
                <p id="desk_lock_wrong" class="field__error" role="alert">{move || wanted.wrong.get()}</p>
            </div>
        </Show>
    }
    .into_any()
}

impl Wanted {
    fn begin(self, into: impl FnOnce() -> Destination + 'static) {
        let missing = self.lock.get_untracked() && self.passphrase.with_untracked(String::is_empty);
        self.wrong.set(missing.then_some(file::TYPE_PASSPHRASE));
        if missing {
            return;
        }
        let ids = self.learners();
        self.said.set(None);
        if ids.is_empty() {
            self.say(words::NONE_TO_HAND_BACK);
            return;
        }
        let passphrase = self
            .lock
            .get_untracked()
            .then(|| self.passphrase.get_untracked());
        self.progress.set(Some((0, ids.len())));
        spawn_local(async move {
            let said = self.make(ids, into(), passphrase).await;
            self.progress.set(None);
            self.said.set(Some(said));
        });
    }

    fn say(self, words: &str) {
        self.said.set(Some(words.to_owned()));
    }

    fn learners(self) -> Vec<PersonId> {
        let only = self.only_worked_on.get_untracked();
        let me = self.me.with_value(|me| me.person);
        self.desk.summaries.with_untracked(|all| {
            let wanted = all.values().filter(|one| !only || has_worked_on(one, me));
            wanted.map(|one| one.learner.id).collect()
        })
    }

    /// Makes the files, and says what came of it.
    async fn make(
        self,
        ids: Vec<PersonId>,
        mut into: Destination,
        passphrase: Option<String>,
    ) -> String {
        if let Destination::Folder(folder) = &into
            && !folder::may_write(folder).await
        {
            return words::NOT_WRITTEN.to_owned();
        }
        let all = ids.len();
        let Some(me) = self.me.try_get_value() else {
            return String::new();
        };
        for (done, id) in ids.into_iter().enumerate() {
            let portfolio = match self.desk.portfolio(id).await {
                Ok(Some(portfolio)) => portfolio,
                Ok(None) | Err(_) => return words::NO_RECORD.to_owned(),
            };
            let Some((name, text)) = written(&portfolio, me.clone(), passphrase.as_deref()).await
            else {
                return file::LOCK_FAILED.to_owned();
            };
            let kept = match &mut into {
                Destination::Archive(bundle) => bundle.add(&name, &text).is_ok(),
                Destination::Folder(folder) => folder::write(folder, &name, &text).await.is_ok(),
            };
            if !kept {
                return match into {
                    Destination::Archive(_) => file::NOT_SAVED.to_owned(),
                    Destination::Folder(_) => words::NOT_WRITTEN.to_owned(),
                };
            }
            self.progress.set(Some((done + 1, all)));
            clock::breathe().await;
        }
        match into {
            Destination::Archive(bundle) => offer(*bundle, all),
            Destination::Folder(folder) => words::saved_into(&folder.name(), all),
        }
    }
}

fn offer(bundle: Bundle, count: usize) -> String {
    let name = format!("handed-back-{}.zip", clock::today());
    let saved = bundle
        .finish()
        .is_ok_and(|bytes| download_bytes(&name, &bytes, "application/zip"));
    if saved {
        words::saved_as_zip(&name, count)
    } else {
        file::NOT_SAVED.to_owned()
    }
}

/// A learner's file: its name and text, locked where a passphrase is given. None where the
/// browser did not lock it.
async fn written(
    portfolio: &Portfolio,
    me: Actor,
    passphrase: Option<&str>,
) -> Option<(String, String)> {
    let made = portfolio.hand_back(me);
    let (name, plain) = (made.file_name(clock::today()), made.to_text());
    let Some(passphrase) = passphrase else {
        return Some((name, plain));
    };
    let locked = cipher::lock_file(&plain, passphrase).await.ok()?;
    Some((name, serde_json::to_string(&locked).ok()?))
}
