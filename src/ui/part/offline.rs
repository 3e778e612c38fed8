//! The site on this device: how far it is kept, and a new version that is there.

use leptos::prelude::*;

use crate::{
    ui::{
        home_screen,
        offline::{Kept, News, Trouble, Update, keep_all, make_room, news, take_update},
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
pub fn SiteHere(
    /// The session, whose writing is kept before the page is loaded again.
    session: Session,
) -> impl IntoView {
    let news = news();
    let told = move || {
        let now = news.get();
        let said = match now.kept {
            Kept::NotAsked => words::NOT_KEPT.to_owned(),
            Kept::Insecure => words::INSECURE.to_owned(),
            Kept::Refused => words::REFUSED.to_owned(),
            Kept::Coming => words::COMING.to_owned(),
            Kept::NotYet => words::not_yet(why_not(now.trouble.as_ref())),
            Kept::Part(there, all) => words::part(there, all),
            Kept::Visited(there, all) => words::visited(there, all),
            Kept::Full(there, all) => words::full(there, all),
            Kept::Whole => words::WHOLE.to_owned(),
        };
        let takes = now
            .bytes
            .map(|bytes| format!(" {}", words::takes(&privacy::size(bytes))));
        format!("{said}{}", takes.unwrap_or_default())
    };
    let can_be_installed = Memo::new(move |_| {
        matches!(
            news.get().kept,
            Kept::Part(..) | Kept::Visited(..) | Kept::Full(..) | Kept::Whole
        )
    });
    // Before there is a first one, what stands above says why.
    let newer = Memo::new(move |_| {
        let News { kept, trouble, .. } = news.get();
        trouble.filter(|_| kept != Kept::NotYet)
    });
    let can_have_all = Memo::new(move |_| matches!(news.get().kept, Kept::Visited(..)));
    view! {
        <div class="stack" data-site-here="">
            <p>{told}</p>
            <div role="status">{move || newer.get().map(|trouble| view! { <NotNew session=session trouble=trouble/> })}</div>
            {move || can_have_all.get().then(|| view! {
                <p><button type="button" class="button button--quiet" data-action="keep-all" on:click=move |_| keep_all()>{words::KEEP_ALL}</button></p>
            })}
            {move || how_to_install().filter(|_| can_be_installed.get()).map(|how| view! { <p class="hint">{how}</p> })}
        </div>
    }
}

fn how_to_install() -> Option<&'static str> {
    match home_screen::runs_there() {
        None => Some(words::INSTALL),
        Some(false) => Some(words::INSTALL_APART),
        Some(true) => None,
    }
}

fn why_not(trouble: Option<&Trouble>) -> &'static str {
    match trouble {
        None => words::NO_SIGNAL,
        Some(Trouble::Full | Trouble::Elsewhere) => words::NO_ROOM,
        Some(Trouble::Misfit(_)) => words::MISFIT,
    }
}

/// Says why a newer version is not on the device, and what can be done.
#[component]
fn NotNew(session: Session, trouble: Trouble) -> impl IntoView {
    let what = match &trouble {
        Trouble::Full => words::FULL_UPDATE.to_owned(),
        Trouble::Elsewhere => words::ELSEWHERE_ROOM.to_owned(),
        Trouble::Misfit(file) => words::misfit(file),
    };
    let can_be_made = matches!(trouble, Trouble::Full | Trouble::Elsewhere);
    let make = move |_| {
        session.keep_writing();
        make_room();
    };
    view! {
        <div class="notice" data-kind="warning" data-newer="">
            <p>{words::NOT_NEW}</p>
            <p>{what}</p>
            {can_be_made.then(|| view! {
                <p><button type="button" class="button button--quiet" data-action="make-room" on:click=make>{words::MAKE_ROOM}</button></p>
            })}
        </div>
    }
}
