//! Training that somebody opened: one value, its file as Base64.

use super::{Database, values::Change};
use crate::record::store::StoreError;

const KEY: &str = "training/file";

impl Database {
    /// The training that is kept here, if any is.
    ///
    /// # Errors
    /// The browser keeps nothing, or cannot say.
    pub async fn training(&self) -> Result<Option<String>, StoreError> {
        self.read_one(KEY).await.map_err(|error| self.forget(error))
    }

    /// Keeps training in place of what was kept, or nothing.
    ///
    /// # Errors
    /// The browser would not keep it.
    pub async fn set_training(&self, file: Option<String>) -> Result<(), StoreError> {
        let key = KEY.to_owned();
        let change = match file {
            Some(file) => Change {
                put: vec![(key, file)],
                ..Change::default()
            },
            None => Change {
                remove: vec![key],
                ..Change::default()
            },
        };
        let changed = self.change(change).await;
        changed.map_err(|error| self.forget(error))
    }
}
