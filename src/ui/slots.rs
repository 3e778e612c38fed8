//! Local storage as the record's [`Slots`]: drafts, and events on their way into the database.

use super::storage;
use crate::record::store::{Slots, StoreError};

/// What every key of ours begins with, so that other pages of the same site are left alone.
pub const PREFIX: &str = "underpin/";

/// The slots of this site on this device.
#[derive(Clone, Copy, Debug, Default)]
pub struct LocalSlots;

impl Slots for LocalSlots {
    fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        Ok(storage::get(&format!("{PREFIX}{key}")))
    }

    fn set(&self, key: &str, value: &str) -> Result<(), StoreError> {
        Ok(storage::set(&format!("{PREFIX}{key}"), value)?)
    }

    fn remove(&self, key: &str) -> Result<(), StoreError> {
        storage::remove(&format!("{PREFIX}{key}"));
        Ok(())
    }

    fn keys(&self) -> Result<Vec<String>, StoreError> {
        let keys = storage::keys(PREFIX);
        Ok(keys
            .into_iter()
            .filter_map(|key| key.strip_prefix(PREFIX).map(str::to_owned))
            .collect())
    }
}
