//! The browser programs: they attach to the pages that the engine wrote, and add what only a
//! program can: the record, walks, answers, progress, the desk. There are four, so that a phone
//! fetches little to begin with and never what only assessors or learning systems use; each
//! attaches to [`Pages`] of its own.
//!
//! This is the only place that knows a browser. It scores nothing and decides nothing: that is the
//! engine's.

pub mod address;
pub mod cipher;
pub mod clock;
pub mod content;
pub mod database;
pub mod desk;
pub mod dom;
pub mod fetch;
pub mod here;
pub mod home_screen;
pub mod idle;
pub mod keyboard;
pub mod look;
pub mod nav;
pub mod normal;
pub mod offline;
pub mod package;
pub mod page;
pub mod panic;
pub mod part;
pub mod people;
pub mod place;
pub mod question;
pub mod scenario;
pub mod session;
pub mod slots;
pub mod storage;
pub mod sync;
pub mod training;
pub mod whole;

use leptos::{prelude::*, task::spawn_local};
use web_sys::StorageEvent;

use self::{page::Pages, session::Session};

/// Starts the small program, of the pages where people read and practise.
pub fn study() {
    start::<page::Study>();
}

/// Starts the learner's program.
pub fn learn() {
    start::<page::Learn>();
}

/// Starts the program of assessors and quality assurers.
pub fn assess() {
    start::<page::Assess>();
}

/// Starts the program of these pages in the page that stands. Only called from here: a crate that calls
/// a generic function gets closures and futures of its own, which would stand in the program twice.
fn start<P: Pages>() {
    panic::catch();
    // Already running is as good.
    let _ = any_spawner::Executor::init_wasm_bindgen();
    let owner = Owner::new();
    owner.with(|| {
        let session = Session::new();
        provide_context(session);
        hear_other_tabs(session);
        idle::watch(session);
        keyboard::watch_refusals();
        let pages = P::new(session);
        address::start();
        spawn_local(session.open());
        // A package has done so before its first word to the learning system, and is not loaded anew.
        if !address::is_package() {
            spawn_local(async {
                if storage::late::catch_up().await {
                    nav::reload();
                }
            });
        }
        let begin = move || {
            nav::start(
                P::NAMES,
                P::draw,
                move || page::attach(session, pages),
                move || Box::pin(session.hand_over()),
            );
        };
        let Some(first) = P::first() else {
            begin();
            return;
        };
        let owner = Owner::current();
        spawn_local(async move {
            first.await;
            if let Some(owner) = owner {
                owner.with(begin);
            }
        });
    });
    // The program lives as long as its tab.
    std::mem::forget(owner);
}

/// What another tab writes down reaches this one through local storage.
fn hear_other_tabs(session: Session) {
    dom::listen(&dom::window(), "storage", move |event: StorageEvent| {
        let (Some(key), Some(value)) = (event.key(), event.new_value()) else {
            return;
        };
        let Some(key) = key.strip_prefix(slots::PREFIX).map(str::to_owned) else {
            return;
        };
        if key == "people" {
            let locked_with = || {
                let person = session.person_untracked();
                person.map(|person| person.locked_with())
            };
            let before = locked_with();
            session.people.set(people::list());
            // A tab that went on with the old lock would write what anybody can read.
            if locked_with() != before {
                idle::close(session);
            }
        } else {
            spawn_local(async move { session.hear(&key, &value).await });
        }
    });
}
