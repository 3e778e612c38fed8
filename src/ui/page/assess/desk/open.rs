//! Opening learners' files: fields, a folder, dropping; progress; what came of each; passphrases.

use leptos::{ev::SubmitEvent, html, prelude::*, task::spawn_local};
use web_sys::DragEvent;

use super::{
    super::turns,
    Here, folder,
    intake::Intake,
    sources::{self, Chosen, Dropped},
};
use crate::wording::{assess::desk as words, file};

/// The most learners, files or findings that are listed by name.
const MOST: usize = 50;

/// The place where files are opened.
#[component]
pub(super) fn OpenFiles(here: Here, is_empty: Memo<bool>) -> impl IntoView {
    let intake = here.intake;
    let over = RwSignal::new(false);
    let dropped = move |event: DragEvent| {
        event.prevent_default();
        over.set(false);
        let dropped = Dropped::of(&event);
        intake.say(words::LOOKING);
        spawn_local(async move { intake.open(dropped.all().await).await });
    };
    let dragged = move |event: DragEvent| {
        event.prevent_default();
        over.set(true);
    };
    let open = move |files: Vec<Chosen>| spawn_local(intake.open(files));
    view! {
        <section class="card" id="desk_open" aria-labelledby="desk_open_title" tabindex="-1"
            data-over=move || over.get().then_some("")
            on:dragover=dragged on:dragleave=move |_| over.set(false) on:drop=dropped>
            <h2 id="desk_open_title">{words::OPEN}</h2>
            {move || is_empty.get().then(|| view! { <p>{words::OPEN_FIRST}</p> })}
            <div class="field">
                <label for="desk_files">{words::CHOOSE_FILES}</label>
                <input id="desk_files" type="file" multiple accept=".json,application/json,.zip,application/zip" aria-describedby="desk_drop" disabled=intake.busy
                    on:change:target=move |event| {
                        open(sources::picked(event.target().files()));
                        // So that the same files can be chosen again.
                        event.target().set_value("");
                    }/>
            </div>
            <Folder intake=intake/>
            <p class="hint" id="desk_drop">{words::OR_DROP}</p>
            <Progress intake=intake/>
            <Locked intake=intake/>
            <p role="status" data-said="open">{move || intake.said.get()}</p>
            <Told intake=intake/>
        </section>
    }
}

/// A folder: the browser's own way where there is one, which can be written back into.
#[component]
fn Folder(intake: Intake) -> impl IntoView {
    if !folder::can_be_picked() {
        let open = move |files: Vec<Chosen>| spawn_local(intake.open(files));
        return view! {
            <div class="field">
                <label for="desk_folder">{words::CHOOSE_FOLDER}</label>
                <input id="desk_folder" type="file" prop:webkitdirectory=true disabled=intake.busy
                    on:change:target=move |event| {
                        open(sources::in_folder(event.target().files()));
                        event.target().set_value("");
                    }/>
            </div>
        }
        .into_any();
    }
    let pick = move |_| {
        spawn_local(async move {
            match folder::pick().await {
                Ok(Some(files)) => intake.open(files).await,
                Ok(None) => {}
                Err(_) => intake.say(words::FOLDER_SHUT),
            }
        });
    };
    view! {
        <p><button type="button" class="button button--quiet" data-action="folder" disabled=intake.busy on:click=pick>{words::CHOOSE_FOLDER}</button></p>
    }
    .into_any()
}

#[component]
fn Progress(intake: Intake) -> impl IntoView {
    move || {
        intake.busy.get().then(|| {
            view! {
                <turns::Progress far=intake.progress.into() words=words::opened label=words::OPENING/>
            }
        })
    }
}

/// One passphrase for all the files that it opens.
#[component]
fn Locked(intake: Intake) -> impl IntoView {
    let count = Memo::new(move |_| intake.locked.with(Vec::len));
    let typed = RwSignal::new(String::new());
    let wrong = RwSignal::new(None);
    let field = NodeRef::<html::Input>::new();
    let unlock = move |event: SubmitEvent| {
        event.prevent_default();
        wrong.set(None);
        let passphrase = typed.get_untracked();
        spawn_local(async move {
            let told = intake.unlock(&passphrase).await;
            typed.set(String::new());
            wrong.set(told);
            if let Some(field) = field.try_get_untracked().flatten() {
                let _ = field.focus();
            }
        });
    };
    view! {
        <Show when=move || { count.get() > 0 && !intake.busy.get() }>
            <form class="notice field" data-kind="info" novalidate data-form="unlock-files" on:submit=unlock>
                <p>{move || words::locked(count.get())}</p>
                <label for="desk_passphrase">{words::FILES_PASSPHRASE}</label>
                <input id="desk_passphrase" type="password" autocomplete="off" node_ref=field
                    aria-describedby="desk_passphrase_wrong" aria-invalid=move || wrong.get().is_some().then_some("true")
                    prop:value=typed on:input:target=move |event| typed.set(event.target().value())/>
                <p id="desk_passphrase_wrong" class="field__error" role="alert">{move || wrong.get()}</p>
                <p class="cluster">
                    <button type="submit" class="button">{words::UNLOCK}</button>
                    <button type="button" class="button button--quiet" on:click=move |_| intake.locked.set(Vec::new())>{words::LEAVE_LOCKED}</button>
                </p>
            </form>
        </Show>
    }
}

/// What came of the files.
#[component]
fn Told(intake: Intake) -> impl IntoView {
    let bad = move || {
        let bad = intake.bad.get();
        let items = bad.iter().take(MOST).map(|(name, why)| {
            view! { <li><strong class="file-name">{name.clone()}</strong>" "{why.clone()}</li> }
        });
        (!bad.is_empty()).then(|| {
            view! {
                <div class="notice" data-kind="unsafe" data-desk="bad">
                    <h3>{words::BAD_FILES}</h3>
                    <ul>{items.collect_view()}{more(bad.len())}</ul>
                </div>
            }
        })
    };
    let found = move || {
        let found = intake.found.get();
        let items = found.iter().take(MOST).map(|(name, findings)| {
            let findings: Vec<_> = findings.iter().take(MOST).cloned().collect();
            let findings = findings.into_iter().map(|finding| view! { <li>{finding}</li> });
            view! { <li><strong class="file-name">{name.clone()}</strong><ul>{findings.collect_view()}</ul></li> }
        });
        (!found.is_empty()).then(|| {
            view! {
                <div class="notice" data-kind="warning" data-desk="found">
                    <h3>{words::FOUND}</h3>
                    <p>{words::FOUND_HELP}</p>
                    <ul>{items.collect_view()}{more(found.len())}</ul>
                </div>
            }
        })
    };
    // The list is made when all is in: thousands of lines need not be drawn again for each.
    let told = move || {
        if intake.busy.get() {
            return None;
        }
        let told = intake.told.get();
        let called = intake.desk.called.get_untracked();
        let items = told.iter().take(MOST).map(|(learner, told)| {
            let name = called.learner(*learner, &told.name);
            let line = words::told(&name, told.newcomer, &told.news);
            let joined = words::joined(&told.joined);
            view! { <li>{line}{joined.map(|words| view! { " "<strong>{words}</strong> })}</li> }
        });
        (!told.is_empty()).then(|| {
            view! {
                <details class="desk__told" data-desk="told" open=told.len() <= 5>
                    <summary>{words::TAKEN_IN}</summary>
                    <ul>{items.collect_view()}{more(told.len())}</ul>
                </details>
            }
        })
    };
    view! {
        {bad}
        {found}
        {told}
    }
}

fn more(count: usize) -> Option<impl IntoView> {
    (count > MOST).then(|| view! { <li>{file::and_more(count - MOST)}</li> })
}
