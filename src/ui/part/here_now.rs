//! What is kept on this device now, and whether the browser has promised to keep it.

use js_sys::Reflect;
use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{StorageEstimate, StorageManager};

use crate::{
    exchange::news::News,
    ui::{
        dom,
        session::{Phase, Session},
        storage,
    },
    wording::{file, privacy},
};

/// The browser's storage; none where the page is not on a secure address.
fn manager() -> Option<StorageManager> {
    // A page that is not secure has no such thing, which must not become a call on `undefined`.
    let found = Reflect::get(&dom::window().navigator(), &"storage".into()).ok()?;
    found.dyn_into().ok()
}

async fn resolved(
    promise: Result<js_sys::Promise, wasm_bindgen::JsValue>,
) -> Option<wasm_bindgen::JsValue> {
    JsFuture::from(promise.ok()?).await.ok()
}

/// Bytes used and bytes to be had, as far as the browser says.
async fn figures() -> Option<(u64, u64)> {
    let estimate: StorageEstimate = resolved(manager()?.estimate()).await?.unchecked_into();
    Some((estimate.get_usage()? as u64, estimate.get_quota()? as u64))
}

async fn is_promised() -> Option<bool> {
    resolved(manager()?.persisted()).await?.as_bool()
}

async fn ask_to_promise() -> Option<bool> {
    resolved(manager()?.persist()).await?.as_bool()
}

/// What is kept here.
#[component]
pub fn HereNow(
    /// The session.
    session: Session,
) -> impl IntoView {
    let used = RwSignal::new(None);
    let promised = RwSignal::new(None);
    let asked = RwSignal::new(false);
    spawn_local(async move {
        used.set(figures().await);
        promised.set(is_promised().await);
    });
    let ask = move |_| {
        spawn_local(async move {
            promised.set(ask_to_promise().await);
            asked.set(true);
        });
    };
    let holds = move || {
        session.state.track();
        match session.phase.get() {
            Phase::Open => privacy::your_record(&file::holds(&News::all(&session.record()))),
            Phase::Opening | Phase::Nobody | Phase::Locked => privacy::NO_RECORD_OPEN.to_owned(),
        }
    };
    let promise = move || match (promised.get(), asked.get()) {
        (Some(true), _) => privacy::PROMISED,
        (Some(false), true) => privacy::NOT_PROMISED_AFTER_ALL,
        (Some(false), false) => privacy::NOT_PROMISED,
        (None, _) => privacy::NO_PROMISES,
    };
    view! {
        <div class="stack" data-here-now="">
            <p>{move || privacy::people(session.people.with(Vec::len))}</p>
            <p>{holds}</p>
            {(!storage::lasts()).then(|| view! { <p class="notice" data-kind="unsafe">{privacy::NOTHING_LASTS}</p> })}
            <p>{move || used.get().map(|(used, quota)| privacy::figures(used, quota))}</p>
            <p role="status">{promise}</p>
            {move || (promised.get() == Some(false)).then(|| view! {
                <p><button type="button" class="button button--quiet" data-action="persist" on:click=ask>{privacy::ASK_TO_KEEP}</button></p>
            })}
        </div>
    }
}
