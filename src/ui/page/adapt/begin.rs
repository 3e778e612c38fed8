//! Beginning an adaptation of this site's training, or opening one that was saved.

use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};

use super::workshop::Workshop;
use crate::{
    adapt::Adaptation,
    id::PackId,
    nation::Nation,
    read::PackFiles,
    ui::{content, fetch::FetchError, page::root, part::file},
    wording::adapt as words,
};

/// The files of this site's own training, as they are on the server now.
///
/// # Errors
/// The settings could not be had.
pub(super) async fn site_files() -> Result<PackFiles, FetchError> {
    let (settings, units) = content::everything(&root()).await?;
    let named = settings.value.order.iter().filter_map(|id| {
        let unit = units.iter().find(|unit| unit.value.id == *id)?;
        Some((id.file(), unit.text.to_string()))
    });
    Ok(PackFiles {
        settings: Some(settings.text.to_string()),
        units: named.collect(),
        ..PackFiles::default()
    })
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
