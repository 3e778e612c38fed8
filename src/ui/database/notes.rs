//! Notes of what local storage was given: keys are `note/` and the key there.

use super::{Database, values::Change};
use crate::record::store::StoreError;

const NOTES: &str = "note";

fn name(key: &str) -> String {
    format!("{NOTES}/{key}")
}

impl Database {
    /// Keeps a note in place of the one before it.
    ///
    /// # Errors
    /// It is not kept.
    pub async fn keep_note(&self, key: &str, note: String) -> Result<(), StoreError> {
        let change = Change {
            put: vec![(name(key), note)],
            ..Change::default()
        };
        let changed = self.change(change).await;
        changed.map_err(|error| self.forget(error))
    }

    /// All notes, with the keys that they are on.
    ///
    /// # Errors
    /// They cannot be read.
    pub async fn notes(&self) -> Result<Vec<(String, String)>, StoreError> {
        let mut notes = Vec::new();
        let take = async |pairs: Vec<(String, String)>| {
            let own = pairs.into_iter().filter_map(|(name, note)| {
                let key = name.strip_prefix(NOTES)?.strip_prefix('/')?;
                Some((key.to_owned(), note))
            });
            notes.extend(own);
        };
        let read = self.read_under(NOTES, take).await;
        read.map_err(|error| self.forget(error))?;
        Ok(notes)
    }

    /// Takes notes away.
    ///
    /// # Errors
    /// Some may be left.
    pub async fn drop_notes(&self, keys: Vec<String>) -> Result<(), StoreError> {
        if keys.is_empty() {
            return Ok(());
        }
        let change = Change {
            remove: keys.iter().map(|key| name(key)).collect(),
            ..Change::default()
        };
        let changed = self.change(change).await;
        changed.map_err(|error| self.forget(error))
    }
}
