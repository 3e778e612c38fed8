//! Which training is open, the way back to the site's own, and the place where another is opened.

use std::{pin::Pin, rc::Rc};

use leptos::{prelude::*, task::spawn_local};
use send_wrapper::SendWrapper;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DragEvent, FileList};

use crate::{
    exchange::unzip::{BadZip, Limits},
    route::Route,
    ui::{
        address, dom, nav,
        training::{self, Origin, Training},
        whole,
    },
    wording::training as words,
};

/// Fills the place for it on the page that stands. Where everything is in one file, that file is
/// the training, and what there is to say is where the work is kept.
pub fn attach() {
    let Some(place) = dom::place("training") else {
        return;
    };
    match address::is_one_file() {
        true => dom::fill(place, || view! { <InOneFile/> }),
        false => dom::fill(place, || view! { <OpenTraining/> }),
    }
}

/// The same where the program cannot read training itself: the file is handed to the one that can.
pub fn attach_for_whole() {
    let Some(place) = dom::place("training") else {
        return;
    };
    let take: Take = Rc::new(|bytes| Box::pin(async move { whole::start_with(&bytes).await }));
    let take = SendWrapper::new(take);
    dom::fill(place, move || {
        view! { <ChooseTraining take=take refused=None><p>{words::HELP}</p></ChooseTraining> }
    });
}

/// What is done with the bytes of a file that was chosen. An error says why nothing was.
type Take = Rc<dyn Fn(Vec<u8>) -> Pin<Box<dyn Future<Output = Result<(), String>>>>>;

/// Where work is kept, as the file or the package holds none.
#[component]
pub fn InOneFile() -> impl IntoView {
    let kept = match address::is_package() {
        true => words::IN_PACKAGE,
        false => words::ONE_FILE,
    };
    let record = format!("{}{}", address::root_anywhere(), Route::Record.path());
    view! {
        <section class="card stack" data-one-file-note="">
            <h2>{words::ONE_FILE_TITLE}</h2>
            <p>{kept}</p>
            <p><a href=record>{words::ONE_FILE_RECORD}</a></p>
        </section>
    }
}

/// Which training is open, and the place where another is chosen or dropped.
#[component]
pub fn OpenTraining() -> impl IntoView {
    let take: Take = Rc::new(|bytes| {
        Box::pin(async move {
            training::keep(&bytes, Origin::File).await?;
            go_home();
            Ok(())
        })
    });
    view! {
        <ChooseTraining take=SendWrapper::new(take) refused=training::take_refusal()>
            {match training::current() {
                Some(open) => view! { <Open training=SendWrapper::new(open)/> }.into_any(),
                None => view! { <p>{words::HELP}</p> }.into_any(),
            }}
        </ChooseTraining>
    }
}

/// The place where training is chosen or dropped, below what is said of the training that is open.
#[component]
fn ChooseTraining(
    take: SendWrapper<Take>,
    /// Why the file that was chosen last was refused.
    refused: Option<String>,
    children: Children,
) -> impl IntoView {
    let reading = RwSignal::new(false);
    let refused = RwSignal::new(refused);
    let over = RwSignal::new(false);
    let take = StoredValue::new_local(take.take());
    let begin = move |files: Option<FileList>| {
        let Some(chosen) = files.and_then(|files| files.get(0)) else {
            return;
        };
        refused.set(None);
        reading.set(true);
        let take = take.get_value();
        spawn_local(async move {
            let taken = match read(&chosen).await {
                Ok(bytes) => take(bytes).await,
                Err(why) => Err(why),
            };
            reading.try_set(false);
            if let Err(why) = taken {
                refused.try_set(Some(why));
            }
        });
    };
    take_drops(over, begin);
    view! {
        <section class="card stack" data-training="" data-over=move || over.get().then_some("")
            aria-labelledby="training_title">
            <h2 id="training_title">{words::TITLE}</h2>
            {children()}
            <div class="field">
                <label for="training_file">{words::CHOOSE}</label>
                <input id="training_file" type="file" accept=".zip,application/zip" aria-describedby="training_file_help"
                    on:change:target=move |event| {
                        begin(event.target().files());
                        // So that the same file can be chosen again.
                        event.target().set_value("");
                    }/>
                <p class="hint" id="training_file_help">{words::OR_DROP}</p>
            </div>
            <div role="alert">{move || refused.get().map(|why| view! { <p class="notice" data-kind="unsafe" data-training-refused="">{why}</p> })}</div>
            <p role="status">{move || reading.get().then_some(words::READING)}</p>
        </section>
    }
}

/// The training that is open, and the way back.
#[component]
fn Open(training: SendWrapper<std::rc::Rc<Training>>) -> impl IntoView {
    let settings = &training.settings.value;
    let origin = match &training.origin {
        Origin::Address(address) => words::from_address(address),
        Origin::File | Origin::Carried => words::FROM_FILE.to_owned(),
        Origin::Trial => words::TRIAL.to_owned(),
    };
    let can_go_back = training.origin != Origin::Trial;
    let back = move |_| {
        spawn_local(async move {
            training::forget().await;
            go_home();
        });
    };
    view! {
        <p data-training-open=settings.id.to_string()><strong>{words::open(settings)}</strong>" "{origin}</p>
        {can_go_back.then(|| view! {
            <p><button type="button" class="button button--quiet" data-action="own-training" on:click=back>{words::GO_BACK}</button></p>
            <p class="hint">{words::GO_BACK_HELP}</p>
        })}
    }
}

fn go_home() {
    nav::go(&format!(
        "{}{}",
        address::root_anywhere(),
        Route::Home.path()
    ));
}

/// Takes a file that is dropped anywhere on the page: beside the place for it, the browser would
/// leave the page.
fn take_drops(over: RwSignal<bool>, begin: impl Fn(Option<FileList>) + 'static) {
    let document = dom::document();
    dom::listen(&document, "dragover", move |event: DragEvent| {
        event.prevent_default();
        over.set(true);
    });
    dom::listen(&document, "dragleave", move |event: DragEvent| {
        over.set(event.related_target().is_some());
    });
    dom::listen(&document, "drop", move |event: DragEvent| {
        event.prevent_default();
        over.set(false);
        begin(event.data_transfer().and_then(|transfer| transfer.files()));
    });
}

async fn read(chosen: &web_sys::File) -> Result<Vec<u8>, String> {
    let most = Limits::PACK.all_bytes;
    if chosen.size() > most as f64 {
        return Err(BadZip::TooLarge(most).to_string());
    }
    let buffer = JsFuture::from(chosen.array_buffer()).await;
    buffer
        .map(|buffer| js_sys::Uint8Array::new(&buffer).to_vec())
        .map_err(|_| words::CANNOT_READ.to_owned())
}
