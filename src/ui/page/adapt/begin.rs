//! Beginning an adaptation of this site's training, or opening one that was saved.

use futures::future::try_join_all;
use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};

use super::workshop::Workshop;
use crate::{
    adapt::Adaptation,
    id::PackId,
    nation::Nation,
    read::PackFiles,
    ui::{
        content,
        fetch::{self, FetchError},
        page::root,
        part::file,
        training,
    },
    wording::adapt as words,
};

/// The files of this site's own training, as they are on the server now: all of them, because what is not in
/// an original is neither locked nor shown.
///
/// # Errors
/// A file could not be had. An image that is not there is the training's mistake, and told as that.
pub(super) async fn site_files() -> Result<PackFiles, FetchError> {
    let root = &root();
    if let Some(training) = training::current() {
        return Ok(training.files.clone());
    }
    let settings = content::settings(root).await?;
    let units = settings.value.order.iter().map(async |id| {
        let unit = content::unit(root, id).await?;
        Ok((id.file(), unit.text.to_string()))
    });
    let mut files = PackFiles {
        settings: Some(settings.text.to_string()),
        units: try_join_all(units).await?,
        ..PackFiles::default()
    };
    let images = files.images_named().into_iter().map(async |path| {
        match fetch::bytes(&format!("{root}content/{path}")).await {
            Ok(bytes) => Ok(Some((path, bytes))),
            Err(FetchError::NotFound(_)) => Ok(None),
            Err(why) => Err(why),
        }
    });
    let images = try_join_all(images).await?;
    files.images = images.into_iter().flatten().collect();
    Ok(files)
}

/// Offers to begin.
#[component]
pub(super) fn Begin(workshop: Workshop) -> impl IntoView {
    let title = RwSignal::new(String::new());
    let nation = RwSignal::new(Nation::England);
    let wrong = RwSignal::new(None::<String>);
    let refused = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let begin = move |event: SubmitEvent| {
        event.prevent_default();
        let typed = title.get_untracked().trim().to_owned();
        if typed.is_empty() {
            wrong.set(Some(words::TYPE_NAME.to_owned()));
            return;
        }
        busy.set(true);
        spawn_local(async move {
            match site_files().await {
                Ok(files) => {
                    let id: Option<PackId> = crate::id::propose(&typed).parse().ok();
                    let begun = id.map(|id| {
                        Adaptation::new(files, &id, &typed, Some(nation.get_untracked()))
                    });
                    workshop.set(begun);
                }
                Err(why) => wrong.set(Some(words::not_fetched(&why.to_string()))),
            }
            busy.set(false);
        });
    };
    let open = move |chosen: Option<web_sys::File>| {
        let Some(chosen) = chosen else { return };
        spawn_local(async move {
            let read = match file::read(&chosen).await {
                Ok(bytes) => Adaptation::read(&bytes).map_err(|why| why.to_string()),
                Err(why) => Err(why),
            };
            match read {
                Ok(adaptation) => workshop.set(Some(adaptation)),
                Err(why) => refused.set(Some(why)),
            }
        });
    };
    let nations: Vec<_> = Nation::ALL
        .into_iter()
        .map(|one| {
            view! { <option value=one.key() selected=one == Nation::England>{one.to_string()}</option> }
        })
        .collect();
    view! {
        <section class="card stack" aria-labelledby="adapt_begin">
            <h2 id="adapt_begin">{words::BEGIN}</h2>
            <p>{words::BEGIN_HELP}</p>
            <form class="fields stack" novalidate data-form="begin" on:submit=begin>
                <div class="field">
                    <label for="adapt_title">{words::NAME}</label>
                    <input id="adapt_title" type="text" maxlength="120" autocomplete="off"
                        aria-describedby="adapt_title_hint adapt_title_wrong" aria-invalid=move || wrong.get().map(|_| "true")
                        prop:value=title on:input:target=move |event| title.set(event.target().value())/>
                    <p class="hint" id="adapt_title_hint">{words::NAME_HINT}</p>
                    <p id="adapt_title_wrong" class="field__error" role="alert">{move || wrong.get()}</p>
                </div>
                <div class="field">
                    <label for="adapt_nation">{words::NATION}</label>
                    <select id="adapt_nation" on:change:target=move |event| {
                        if let Ok(chosen) = event.target().value().parse() {
                            nation.set(chosen);
                        }
                    }>{nations}</select>
                </div>
                <p><button type="submit" class="button" data-action="begin" disabled=busy>{words::BEGIN_BUTTON}</button></p>
            </form>
        </section>
        <section class="card stack" aria-labelledby="adapt_open">
            <h2 id="adapt_open">{words::OPEN}</h2>
            <div class="field">
                <label for="adapt_file">{words::OPEN_FILE}</label>
                <input id="adapt_file" type="file" accept=".zip,application/zip" aria-describedby="adapt_file_hint"
                    on:change:target=move |event| {
                        refused.set(None);
                        open(event.target().files().and_then(|files| files.get(0)));
                        event.target().set_value("");
                    }/>
                <p class="hint" id="adapt_file_hint">{words::OPEN_HINT}</p>
            </div>
            {move || refused.get().map(|why| view! { <p class="notice" data-kind="unsafe" role="alert" data-adapt="refused">{why}</p> })}
        </section>
    }
}
