//! Who uses this device: the list of learners, which is open in this tab, and their locks.
//!
//! The list is readable by anybody with the device: a name and whether there is a passphrase.
//! What the learners wrote is in their records.

use serde::{Deserialize, Serialize};

use super::{cipher::EndedKey, clock, slots::PREFIX, storage};
use crate::record::{
    event::{DeviceId, PersonId, Role, TabId},
    locked::Lock,
};

/// Somebody who uses this device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Their id, made once.
    pub id: PersonId,
    /// Their name; empty until they give one.
    pub name: String,
    /// How their passphrase opens what is kept for them; none without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lock: Option<Lock>,
    /// The keys of passphrases that she has taken away.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ended: Vec<EndedKey>,
    /// What they are at the desk; none for somebody who only learns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
}

impl Person {
    /// Somebody new, with no name yet.
    pub fn new() -> Self {
        Self {
            id: PersonId::from_random(clock::random()),
            name: String::new(),
            lock: None,
            ended: Vec::new(),
            role: None,
        }
    }

    /// Whether what is kept for her is locked, and with which of her keys: a new passphrase alone changes
    /// nothing of it.
    pub fn locked_with(&self) -> (bool, usize) {
        (self.lock.is_some(), self.ended.len())
    }

    /// The name, or what stands for it.
    pub fn shown_name(&self) -> &str {
        if self.name.is_empty() {
            crate::wording::people::NO_NAME
        } else {
            &self.name
        }
    }
}

impl Default for Person {
    fn default() -> Self {
        Self::new()
    }
}

fn key(name: &str) -> String {
    format!("{PREFIX}{name}")
}

/// Everybody on this device, in the order in which they came. A list that cannot be read is set
/// aside under another key, not written over.
pub fn list() -> Vec<Person> {
    let Some(text) = storage::get(&key("people")) else {
        return Vec::new();
    };
    match serde_json::from_str(&text) {
        Ok(people) => people,
        Err(_) => {
            let aside = format!(
                "{}-{}",
                key("unreadable/people"),
                clock::now().as_millisecond()
            );
            if storage::set(&aside, &text).is_ok() {
                storage::remove(&key("people"));
            }
            Vec::new()
        }
    }
}

/// Keeps the list.
///
/// # Errors
/// The browser would not keep it.
pub fn keep(people: &[Person]) -> Result<(), storage::Trouble> {
    match serde_json::to_string(people) {
        Ok(text) => storage::set(&key("people"), &text),
        Err(_) => Ok(()),
    }
}

/// Who is open in this tab; where nothing was chosen yet, the only person there is. Who has just
/// erased herself, or signed out, is not taken for the one who is left.
pub fn current(people: &[Person]) -> Option<PersonId> {
    match (storage::tab_get(&key("who")), people) {
        (Some(chosen), _) => {
            let mut ids = people.iter().map(|person| person.id);
            ids.find(|id| id.to_string() == chosen)
        }
        (None, [only]) => Some(only.id),
        (None, _) => None,
    }
}

/// Opens somebody in this tab, or nobody.
pub fn choose(id: Option<PersonId>) {
    let chosen = id.map_or_else(String::new, |id| id.to_string());
    storage::tab_set(&key("who"), &chosen);
}

/// This browser's storage, as records name it.
pub fn device() -> DeviceId {
    if let Some(id) = storage::get(&key("device")).and_then(|id| id.parse().ok()) {
        return id;
    }
    let id = DeviceId::from_random(clock::random());
    // Where it is not kept, the device counts as another one the next time.
    let _ = storage::set(&key("device"), &id.to_string());
    id
}

/// This tab, for as long as the page is not loaded anew.
pub fn tab() -> TabId {
    TabId::from_random(clock::random())
}
