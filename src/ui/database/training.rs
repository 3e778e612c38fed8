//! Training that somebody opened: one value, its file as Base64.

use super::Database;
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
        let (put, remove) = match file {
            Some(file) => (vec![(KEY.to_owned(), file)], Vec::new()),
            None => (Vec::new(), vec![KEY.to_owned()]),
        };
        let changed = self.change(put, remove).await;
        changed.map_err(|error| self.forget(error))
    }
}
