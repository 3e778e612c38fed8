//! Local storage, through gloo-storage: small values that must be there at once. Where the
//! browser refuses it, memory stands in for it and the learner is told.
//!
//! In a tab where an employer tries her training, the tab's own storage stands in for it: what is
//! done there goes with the tab.

pub mod late;

use std::{cell::RefCell, collections::BTreeMap};

use gloo_storage::{LocalStorage, SessionStorage, Storage};

use crate::record::store::StoreError;

/// Why a value could not be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// There is no room, or the browser gives none.
    Full,
    /// The browser keeps nothing at all: storage is switched off, or the window is private.
    Refused,
}

impl From<Trouble> for StoreError {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Full => Self::Full,
            Trouble::Refused => Self::Refused,
        }
    }
}

thread_local! {
    static MEMORY: RefCell<BTreeMap<String, String>> = const { RefCell::new(BTreeMap::new()) };
}

/// The key, in a tab's storage, of the training that is tried in it.
pub const TRIAL: &str = "underpin/trial";

/// Whether this tab is for trying training.
pub fn is_trial() -> bool {
    tab_get(TRIAL).is_some()
}

fn raw() -> web_sys::Storage {
    match is_trial() {
        true => SessionStorage::raw(),
        false => LocalStorage::raw(),
    }
}

/// Whether the browser has local storage and lets us write. gloo-storage throws where it has none,
/// so this is asked first, each time: a browser may take it away while the page is open.
fn available() -> bool {
    web_sys::window().is_some_and(|window| matches!(window.local_storage(), Ok(Some(_))))
}

/// Whether values survive the closing of the page.
pub fn lasts() -> bool {
    const PROBE: &str = "underpin/probe";
    let written = available() && raw().set_item(PROBE, "1").is_ok();
    if written {
        let _ = raw().remove_item(PROBE);
    }
    written
}

/// The value at a key.
pub fn get(key: &str) -> Option<String> {
    let kept = available()
        .then(|| raw().get_item(key).ok().flatten())
        .flatten();
    kept.or_else(|| MEMORY.with_borrow(|memory| memory.get(key).cloned()))
}

/// Keeps a value.
///
/// # Errors
/// The browser would not keep it; memory has it for as long as the page is open.
pub fn set(key: &str, value: &str) -> Result<(), Trouble> {
    let kept = match available() {
        true => raw().set_item(key, value).map_err(|_| Trouble::Full),
        false => Err(Trouble::Refused),
    };
    MEMORY.with_borrow_mut(|memory| match kept {
        Ok(()) => memory.remove(key),
        Err(_) => memory.insert(key.to_owned(), value.to_owned()),
    });
    if kept.is_ok() {
        late::note(key, Some(value));
    }
    kept
}

/// Forgets a value.
pub fn remove(key: &str) {
    if available() && raw().get_item(key).is_ok_and(|there| there.is_some()) {
        let _ = raw().remove_item(key);
        late::note(key, None);
    }
    MEMORY.with_borrow_mut(|memory| memory.remove(key));
}

/// Every key that begins so.
pub fn keys(prefix: &str) -> Vec<String> {
    let mut keys: Vec<String> = MEMORY.with_borrow(|memory| memory.keys().cloned().collect());
    if available() {
        let raw = raw();
        let count = raw.length().unwrap_or(0);
        keys.extend((0..count).filter_map(|at| raw.key(at).ok().flatten()));
    }
    keys.retain(|key| key.starts_with(prefix));
    keys.sort();
    keys.dedup();
    keys
}

/// A value of this tab only, gone when it is closed.
pub fn tab_get(key: &str) -> Option<String> {
    let there =
        web_sys::window().is_some_and(|window| matches!(window.session_storage(), Ok(Some(_))));
    there
        .then(|| SessionStorage::raw().get_item(key).ok().flatten())
        .flatten()
}

/// Keeps a value for this tab only, if the browser will.
pub fn tab_set(key: &str, value: &str) {
    if web_sys::window().is_some_and(|window| matches!(window.session_storage(), Ok(Some(_)))) {
        let _ = SessionStorage::raw().set_item(key, value);
    }
}

/// Forgets a value of this tab.
pub fn tab_remove(key: &str) {
    if web_sys::window().is_some_and(|window| matches!(window.session_storage(), Ok(Some(_)))) {
        let _ = SessionStorage::raw().remove_item(key);
    }
}
