//! What the page says of the learning system: first on it, in few words.

use leptos::{mount::mount_to, prelude::*};
use send_wrapper::SendWrapper;

use super::{
    bridge::Bridge,
    shown::{Line, Shown},
};
use crate::{
    ui::{
        dom,
        part::{file::SaveCopy, notice::Notice},
    },
    wording::package as words,
};

/// Puts it into the page that stands.
pub fn attach(bridge: Bridge) {
    let Some(place) = dom::place("panel") else {
        return;
    };
    let mounted = SendWrapper::new(mount_to(place, move || view(bridge)));
    on_cleanup(move || drop(mounted));
}

fn view(bridge: Bridge) -> impl IntoView {
    let shown = bridge.shown();
    let is_by_hand = Memo::new(move |_| shown.with(|shown| shown.line == Line::ByHand));
    move || match is_by_hand.get() {
        true => view! { <Notice kind="info">{words::BY_HAND}</Notice> }.into_any(),
        false => panel(bridge, shown).into_any(),
    }
}

/// Whatever there is to say, the ways out of it stand there: back to the learning system, and to a file.
fn panel(bridge: Bridge, shown: Signal<Shown>) -> impl IntoView {
    let says = move || shown.with(Shown::says);
    let trouble = move || {
        let said = shown.with(Shown::trouble);
        said.map(|said| view! { <p>{said}</p> })
    };
    let mark = move || {
        let unread = shown.with(|shown| {
            let unread = shown.pass_mark_unread.as_ref();
            unread.filter(|_| shown.line.is_told()).cloned()
        });
        unread.map(|mark| view! { <p>{words::no_pass_mark(&mark)}</p> })
    };
    let is_told = Memo::new(move |_| shown.with(|shown| shown.line.is_told()));
    let has_back = Memo::new(move |_| shown.with(|shown| shown.back.is_some()));
    let back = move || {
        has_back.get().then(|| {
            let label = move || if is_told.get() { words::FINISH } else { words::GO_BACK };
            view! {
                <p><button type="button" class="button button--quiet" data-action="go-back" on:click=move |_| bridge.go_back()>
                    {label}
                </button></p>
            }
        })
    };
    let is_hers = Memo::new(move |_| shown.with(|shown| shown.line.is_hers()));
    let save = move || {
        is_hers.get().then(|| {
            view! { <SaveCopy session=bridge.session() words=words::SAVE/> }
        })
    };
    view! {
        <section class="notice" data-kind=move || shown.with(Shown::kind) data-notice="learning-system" aria-labelledby="package_title">
            <h2 id="package_title">{words::TITLE}</h2>
            {move || is_told.get().then(|| done(shown))}
            <div role=move || shown.with(Shown::role)><p data-said="verdict">{says}</p>{mark}{trouble}</div>
            {back}
            {move || match is_told.get() {
                true => view! { <details><summary>{words::ABOUT}</summary><p>{words::TOLD}</p>{save}</details> }.into_any(),
                false => save.into_any(),
            }}
        </section>
    }
}

/// How much is done, line by line.
fn done(shown: Signal<Shown>) -> impl IntoView {
    let earlier = move || {
        let shows = shown.with(|shown| shown.shows_earlier);
        shows.then(|| view! { <p data-said="earlier">{words::EARLIER}</p> })
    };
    let lines = move || {
        let lines = shown.with(|shown| shown.report.as_ref().map(words::done));
        lines
            .unwrap_or_default()
            .into_iter()
            .map(|line| view! { <li>{line}</li> })
            .collect_view()
    };
    view! { <ul>{lines}</ul>{earlier} }
}
