//! Locking again after a time without use: the page is loaded anew, and with it the key is gone.
//! Nothing is lost by it, since what is typed is written down within half a second.

use leptos::{prelude::*, task::spawn_local};
use web_sys::Event;

use super::{
    address, clock, dom, nav,
    session::{Phase, Session},
    slots::PREFIX,
    storage,
};
use crate::record::event::PersonId;

/// After how many minutes, where the learner has chosen nothing else.
pub const MINUTES: u32 = 10;

/// What can be chosen, in minutes.
pub const CHOICES: [u32; 5] = [2, 5, 10, 20, 60];

/// How often the clock is looked at, in milliseconds. A timer of the whole time would stand still
/// while the device sleeps.
const LOOK_EVERY: i32 = 5_000;

fn key(person: PersonId) -> String {
    format!("{PREFIX}lock-after/{person}")
}

/// After how many minutes without use somebody's record is locked.
pub fn minutes(person: PersonId) -> u32 {
    let kept = storage::get(&key(person)).and_then(|text| text.parse().ok());
    kept.filter(|minutes| CHOICES.contains(minutes))
        .unwrap_or(MINUTES)
}

/// Chooses that.
///
/// # Errors
/// The browser would not keep it.
pub fn set_minutes(person: PersonId, minutes: u32) -> Result<(), storage::Trouble> {
    storage::set(&key(person), &minutes.to_string())
}

/// Forgets what somebody has chosen.
pub fn forget(person: PersonId) {
    storage::remove(&key(person));
}

/// Watches for use, for as long as the program runs.
pub fn watch(session: Session) {
    let used = StoredValue::new(clock::now());
    for event in ["pointerdown", "keydown", "scroll", "input"] {
        dom::listen(&dom::window(), event, move |_: Event| {
            // After a sleep, what wakes the device comes before the clock is looked at.
            lock_if_unused(session, used);
            used.set_value(clock::now());
        });
    }
    dom::listen(&dom::document(), "visibilitychange", move |_: Event| {
        lock_if_unused(session, used);
    });
    look_again(session, used);
}

fn look_again(session: Session, used: StoredValue<jiff::Timestamp>) {
    let timer = clock::after(LOOK_EVERY, move || {
        lock_if_unused(session, used);
        look_again(session, used);
    });
    std::mem::forget(timer);
}

fn lock_if_unused(session: Session, used: StoredValue<jiff::Timestamp>) {
    let open = session.phase.get_untracked() == Phase::Open;
    let Some(person) = session
        .person_untracked()
        .filter(|person| open && person.lock.is_some())
    else {
        return;
    };
    let unused = clock::now().as_millisecond() - used.get_value().as_millisecond();
    if unused >= i64::from(minutes(person.id)) * 60_000 {
        close(session);
    }
}

/// Closes the record that is open, and opens it again as far as that goes without a passphrase: by loading the
/// page anew. In a package the page is drawn anew instead, as a learning system does not let one in that begins a
/// second time: Moodle fails, and with cmi5 the way in has been used up.
pub fn close(session: Session) {
    if !address::is_package() {
        return nav::reload();
    }
    spawn_local(async move {
        let who = session.person_untracked().map(|person| person.id);
        nav::draw_anew(session.choose(who)).await;
    });
}
