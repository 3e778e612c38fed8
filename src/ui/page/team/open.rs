//! Opening statements: files, a folder, dropping; and what came of each file.

use leptos::{prelude::*, task::spawn_local};
use web_sys::DragEvent;

use super::Here;
use crate::{
    completion::statement::{self, Statement},
    ui::{
        clock,
        page::assess::desk::{
            folder,
            sources::{self, Chosen, Dropped},
        },
    },
    wording::{file, team as words},
};

/// The most files that are listed by name.
const MOST: usize = 50;

/// A file that was not taken in, and why.
type Bad = (String, String);

#[component]
pub(super) fn OpenStatements(here: Here) -> impl IntoView {
    let over = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let bad: RwSignal<Vec<Bad>> = RwSignal::new(Vec::new());
    let open = move |files: Vec<Chosen>| spawn_local(take_in(here, files, busy, bad));
    let dropped = move |event: DragEvent| {
        event.prevent_default();
        over.set(false);
        let dropped = Dropped::of(&event);
        here.said.set(Some(words::LOOKING.to_owned()));
        spawn_local(async move { take_in(here, dropped.all().await, busy, bad).await });
    };
    let dragged = move |event: DragEvent| {
        event.prevent_default();
        over.set(true);
    };
    let pick = move |_| {
        spawn_local(async move {
            match folder::pick().await {
                Ok(Some(files)) => take_in(here, files, busy, bad).await,
                Ok(None) => {}
                Err(_) => here.said.set(Some(words::FOLDER_SHUT.to_owned())),
            }
        });
    };
    let folder = match folder::can_be_picked() {
        true => view! {
            <p><button type="button" class="button button--quiet" data-action="folder" disabled=busy on:click=pick>{words::CHOOSE_FOLDER}</button></p>
        }
        .into_any(),
        false => view! {
            <div class="field">
                <label for="team_folder">{words::CHOOSE_FOLDER}</label>
                <input id="team_folder" type="file" prop:webkitdirectory=true disabled=busy
                    on:change:target=move |event| {
                        open(sources::in_folder(event.target().files()));
                        event.target().set_value("");
                    }/>
            </div>
        }
        .into_any(),
    };
    view! {
        <section class="card on-screen" id="team_open" aria-labelledby="team_open_title" data-over=move || over.get().then_some("")
            on:dragover=dragged on:dragleave=move |_| over.set(false) on:drop=dropped>
            <h2 id="team_open_title">{words::OPEN}</h2>
            <p>{words::OPEN_HELP}</p>
            <div class="field">
                <label for="team_files">{words::CHOOSE_FILES}</label>
                <input id="team_files" type="file" multiple accept=".json,application/json" aria-describedby="team_drop" disabled=busy
                    on:change:target=move |event| {
                        open(sources::picked(event.target().files()));
                        // So that the same files can be chosen again.
                        event.target().set_value("");
                    }/>
            </div>
            {folder}
            <p class="hint" id="team_drop">{words::OR_DROP}</p>
            <p role="status" data-said="team">{move || here.said.get()}</p>
            {move || bad_files(&bad.get())}
        </section>
    }
}

async fn take_in(here: Here, files: Vec<Chosen>, busy: RwSignal<bool>, bad: RwSignal<Vec<Bad>>) {
    if files.is_empty() {
        here.said.set(Some(words::NONE_FOUND.to_owned()));
        return;
    }
    busy.set(true);
    here.said.set(None);
    let (mut good, mut wrong): (Vec<Statement>, Vec<Bad>) = (Vec::new(), Vec::new());
    for chosen in files {
        let name = chosen.name();
        let opened = match chosen.read().await {
            Ok(bytes) => statement::open(&bytes).map_err(|why| why.to_string()),
            Err(why) => Err(why),
        };
        match opened {
            Ok(statement) => good.push(statement),
            Err(why) => wrong.push((name, why)),
        }
        clock::breathe().await;
    }
    let added = here
        .change(|statements| {
            let added = good.iter();
            added
                .map(|one| statements.add(one.clone(), clock::today()))
                .collect()
        })
        .await;
    let added: Option<Vec<_>> = added;
    busy.set(false);
    let said = added.map(|added| words::opened(&added, wrong.len()));
    bad.set(wrong);
    here.said.set(said);
}

fn bad_files(bad: &[Bad]) -> Option<impl IntoView + use<>> {
    let items: Vec<_> = bad
        .iter()
        .take(MOST)
        .map(|(name, why)| {
            view! { <li><strong class="file-name">{name.clone()}</strong>" "{why.clone()}</li> }
        })
        .collect();
    let more = bad.len().checked_sub(MOST).filter(|more| *more > 0);
    (!items.is_empty()).then(|| {
        view! {
            <div class="notice" data-kind="unsafe" data-team="bad">
                <h3>{words::BAD}</h3>
                <ul>{items}{more.map(|more| view! { <li>{file::and_more(more)}</li> })}</ul>
            </div>
        }
    })
}
