//! Which account with the provider is whose, as people on this device have said.

use leptos::prelude::Signal;

use crate::{
    exchange::xapi::Account,
    record::event::PersonId,
    ui::{
        dom,
        session::Session,
        slots::PREFIX,
        storage::{self, Trouble},
    },
};

/// How many entries of the record that is open its provider does not have; none where it has never gone to one. The
/// program that knows the way there says so to pages that the small one has as well.
#[derive(Clone, Copy)]
pub struct Unsent(pub Signal<Option<usize>>);

/// While she is signed in, as far as she has done. `start.js` looks for these keys.
fn key(person: PersonId) -> String {
    format!("{PREFIX}provider/{person}")
}

/// For as long as she is on this device.
fn lasting_key(person: PersonId) -> String {
    format!("{PREFIX}provider-account/{person}")
}

/// At the desk. Who learns and assesses has two accounts, and may be one person on this device.
fn desk_key(person: PersonId) -> String {
    format!("{PREFIX}provider-desk/{person}")
}

fn read(key: &str) -> Option<Account> {
    serde_json::from_str(&storage::get(key)?).ok()
}

/// The account that somebody's work goes to; none once she has signed out.
pub fn account_of(person: PersonId) -> Option<Account> {
    read(&key(person))
}

fn written(account: &Account) -> String {
    serde_json::to_string(account).unwrap_or_default()
}

/// Whether the record that is open goes to a provider. Where what is kept of the account cannot be read, it
/// may have gone there.
pub fn goes_to_provider(session: Session) -> bool {
    let person = session.person_untracked();
    person.is_some_and(|person| storage::get(&key(person.id)).is_some())
}

/// The account that somebody has last said is theirs, also after signing out: nobody else's may become
/// the place of her work.
pub fn last_account_of(person: PersonId) -> Option<Account> {
    read(&lasting_key(person)).or_else(|| account_of(person))
}

/// Keeps which account is somebody's.
///
/// # Errors
/// The browser would not keep it.
pub fn keep(person: PersonId, account: &Account) -> Result<(), Trouble> {
    storage::set(&lasting_key(person), &written(account))?;
    storage::set(&key(person), &written(account))?;
    show_way_in("used");
    Ok(())
}

/// Says that a door was found.
fn door_key() -> String {
    format!("{PREFIX}door")
}

/// Keeps whether the site has a door, for pages that are kept on the device: `style/look.js` looks there.
pub fn keep_door(is_there: bool) {
    match is_there {
        // Where it is not kept, the server says it with the next page that comes from there.
        true => drop(storage::set(&door_key(), "1")),
        false => storage::remove(&door_key()),
    }
}

/// Whether a door has been heard of here, also by a page that said so, or somebody's work goes through it.
pub fn has_door() -> bool {
    let tied = ["provider/", "provider-desk/"].map(|kind| format!("{PREFIX}{kind}"));
    let is_said = dom::html().is_some_and(|html| html.has_attribute("data-door"));
    is_said
        || storage::get(&door_key()).is_some()
        || tied.iter().any(|kind| !storage::keys(kind).is_empty())
}

/// Whether the pages that this tab comes to show the way to sign in, where there is one: as
/// `style/look.js` finds it on every page that is loaded.
fn show_way_in(door: &str) {
    if let Some(html) = dom::html().filter(|html| html.has_attribute("data-door")) {
        // It is ours, and no browser refuses it.
        let _ = html.set_attribute("data-door", door);
    }
}

/// The account that somebody at the desk has said is theirs.
pub fn desk_account_of(person: PersonId) -> Option<Account> {
    read(&desk_key(person))
}

/// Keeps it.
///
/// # Errors
/// The browser would not keep it.
pub fn keep_at_desk(person: PersonId, account: &Account) -> Result<(), Trouble> {
    storage::set(&desk_key(person), &written(account))
}

/// Nothing goes to somebody's account any more, until she signs in.
pub fn rest(person: PersonId) {
    if let Some(account) = account_of(person) {
        // Where it is not kept, she is asked the next time.
        let _ = storage::set(&lasting_key(person), &written(&account));
    }
    storage::remove(&key(person));
    show_way_in("open");
}

/// Forgets which account is somebody's.
pub fn forget(person: PersonId) {
    storage::remove(&key(person));
    storage::remove(&lasting_key(person));
    storage::remove(&desk_key(person));
    for key in storage::keys(&waits(person)) {
        storage::remove(&key);
    }
}

/// Under which keys it stands in whose records somebody at the desk did something that is to be sent.
pub(super) fn waits(person: PersonId) -> String {
    format!("{PREFIX}provider-waits/{person}/")
}
