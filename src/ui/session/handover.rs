//! Going from one browser program's page to another's without asking for the passphrase again.
//!
//! The page is loaded anew, so what was in memory is gone. For that moment the key stands in the
//! database, where the next page takes it away. It cannot be read out of there: the browser gives
//! it to nobody but pages of this site, and to them only to be used. Only the tab that left it
//! may take it, and only soon.

use js_sys::{Object, Reflect};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};

use super::{Phase, Session};
use crate::{
    record::event::{PersonId, TabId},
    ui::{cipher::Key, clock, storage},
};

/// The key, in a tab's storage, of what tells this handing over from any other.
const TOKEN: &str = "underpin/handed-over";

/// How long what was left may be taken, in milliseconds: loading a page over a slow line.
const SOON: f64 = 60_000.0;

impl Session {
    /// Leaves the key of a record that is open and locked for the next program of this tab.
    pub async fn hand_over(self) {
        let (Some(person), Some(locking), Phase::Open) = (
            self.person_untracked(),
            self.locking.get_value(),
            self.phase.get_untracked(),
        ) else {
            return;
        };
        let Some(key) = locking.key() else { return };
        let token = TabId::from_random(clock::random()).to_string();
        let left = Object::new();
        for (name, value) in [
            ("token", token.as_str().into()),
            ("person", person.id.to_string().into()),
            ("at", (clock::now().as_millisecond() as f64).into()),
            ("key", key.as_js()),
        ] {
            let _ = Reflect::set(&left, &name.into(), &value);
        }
        // Where it is not kept, the passphrase is asked for.
        if self.database.get_value().leave(&left).await.is_ok() {
            storage::tab_set(TOKEN, &token);
        }
    }

    /// Takes the key that this tab's last program left for somebody.
    pub(super) async fn take_over_key(self, person: PersonId) -> Option<Key> {
        let token = storage::tab_get(TOKEN);
        storage::tab_remove(TOKEN);
        let left = self.database.get_value().take_left().await.ok()??;
        let get = |name: &str| Reflect::get(&left, &JsValue::from_str(name)).ok();
        let age = clock::now().as_millisecond() as f64 - get("at")?.as_f64()?;
        let ours = get("token")?.as_string() == Some(token?)
            && get("person")?.as_string() == Some(person.to_string())
            && (0.0..SOON).contains(&age);
        ours.then(|| get("key")?.dyn_into().ok().map(Key::from_js))?
    }
}
