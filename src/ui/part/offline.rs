//! The site on this device: how far it is kept, and a new version that is there.

use leptos::prelude::*;

use crate::{
    ui::{
        offline::{Kept, Update, keep_all, news, take_update},
        part::notice::Note,
        session::Session,
    },
    wording::{offline as words, privacy},
};

/// Says that a new version is there. Nothing happens to the page before somebody chooses.
#[component]
pub fn NewVersion(
    /// The session, whose writing is kept before the page is loaded again.
    session: Session,
) -> impl IntoView {
    let news = news();
    let update = Memo::new(move |_| news.get().update);
    let take = move |_| {
        session.keep_writing();
        take_update();
    };
    let said = move || match update.get() {
        Update::No => None,
        Update::Ready => Some(words::UPDATE),
        Update::Elsewhere => Some(words::ELSEWHERE),
    };
    let is_there = Memo::new(move |_| update.get() != Update::No);
    let says = move || is_there.get().then(String::new);
    view! {
        <Note name="update" kind="info" label=words::NEW says=says>
            <p>{said}</p>
            <p><button type="button" class="button button--quiet" data-action="take-update" on:click=take>{words::TAKE}</button></p>
        </Note>
    }
}

/// How far the site is kept.
#[component]
pub fn SiteHere() -> impl IntoView {
    let news = news();
    let told = move || {
        let said = match news.get().kept {
            Kept::NotAsked => words::NOT_KEPT.to_owned(),
            Kept::Insecure => words::INSECURE.to_owned(),
            Kept::Refused => words::REFUSED.to_owned(),
            Kept::Coming => words::COMING.to_owned(),
            Kept::NotYet => words::NOT_YET.to_owned(),
            Kept::Part(there, all) => words::part(there, all),
            Kept::Visited(there, all) => words::visited(there, all),
            Kept::Full(there, all) => words::full(there, all),
            Kept::Whole => words::WHOLE.to_owned(),
        };
        let takes = news.get().bytes;
        let takes = takes.map(|bytes| format!(" {}", words::takes(&privacy::size(bytes))));
        format!("{said}{}", takes.unwrap_or_default())
    };
    let can_be_installed = Memo::new(move |_| {
        matches!(
            news.get().kept,
            Kept::Part(..) | Kept::Visited(..) | Kept::Full(..) | Kept::Whole
        )
    });
    let can_have_all = Memo::new(move |_| matches!(news.get().kept, Kept::Visited(..)));
    view! {
        <div class="stack" data-site-here="">
            <p>{told}</p>
            {move || can_have_all.get().then(|| view! {
                <p><button type="button" class="button button--quiet" data-action="keep-all" on:click=move |_| keep_all()>{words::KEEP_ALL}</button></p>
            })}
            {move || can_be_installed.get().then(|| view! { <p class="hint">{words::INSTALL}</p> })}
        </div>
    }
}
