//! Handing records back: one file a learner, together in one archive, or written into the folder
//! that was opened.

use leptos::{prelude::*, task::spawn_local};
use web_sys::FileSystemDirectoryHandle;

use super::{
    super::turns::{Progress, Records},
    Here, folder,
    intake::Part,
};
use crate::{
    exchange::bundle::Bundle,
    record::event::{Actor, PersonId},
    ui::{
        clock,
        desk::Desk,
        part::{
            download::download_bytes,
            file_lock::{FileLock, LockChoice},
        },
    },
    wording::{assess::desk as words, file},
};

/// What has been chosen, and how far it has come.
#[derive(Clone, Copy)]
struct Wanted {
    desk: Desk,
    me: StoredValue<Actor>,
    only_worked_on: RwSignal<bool>,
    lock: FileLock,
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
        lock: FileLock::new(),
        progress: RwSignal::new(None),
        said: RwSignal::new(None),
    };
    let counts = Memo::new(move |_| {
        here.intake.summaries(Part::HandBack, |all| {
            let worked_on = wanted.me.with_value(|me| {
                all.values()
                    .filter(|one| one.worked_on_by.contains(&me.person))
                    .count()
            });
            (all.len(), worked_on)
        })
    });
    let is_busy = Memo::new(move |_| wanted.progress.with(Option::is_some));
    let busy = move || is_busy.get();
    let far = Signal::derive(move || wanted.progress.get().unwrap_or_default());
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
            <LockChoice lock=wanted.lock asks=words::LOCK_THEM label=words::FILES_PASSPHRASE/>
            <p class="cluster">
                <button type="button" class="button" data-action="as-zip" disabled=busy on:click=as_zip>{words::AS_ZIP}</button>
                {into_folder}
            </p>
            {move || is_busy.get().then(|| view! { <Progress far=far words=words::opened label=words::MAKING/> })}
            <p role="status" data-said="hand-back">{move || wanted.said.get()}</p>
        </section>
    }
}

impl Wanted {
    fn begin(self, into: impl FnOnce() -> Destination + 'static) {
        if self.lock.is_wrong() {
            return;
        }
        let ids = self.learners();
        self.said.set(None);
        if ids.is_empty() {
            self.say(words::NONE_TO_HAND_BACK);
            return;
        }
        self.progress.set(Some((0, ids.len())));
        spawn_local(async move {
            let said = self.make(ids, into()).await;
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
            let wanted = all.values();
            let wanted = wanted.filter(|one| !only || one.worked_on_by.contains(&me));
            wanted.map(|one| one.learner.id).collect()
        })
    }

    /// Makes the files, and says what came of it.
    async fn make(self, ids: Vec<PersonId>, mut into: Destination) -> String {
        if let Destination::Folder(folder) = &into
            && !folder::may_write(folder).await
        {
            return words::NOT_WRITTEN.to_owned();
        }
        let (all, mut records) = (ids.len(), Records::of(self.desk, ids));
        let Some(me) = self.me.try_get_value() else {
            return String::new();
        };
        while let Some(read) = records.next().await {
            let Ok(Some(portfolio)) = read else {
                return words::NO_RECORD.to_owned();
            };
            let made = portfolio.hand_back(me.clone());
            let name = made.file_name(clock::here_now());
            let Some(text) = self.lock.close(&made).await else {
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
            self.progress.set(Some(records.progress()));
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
