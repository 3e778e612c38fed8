//! A key on its way from one browser program to the next: a value like any other, but no text.

use idb::{Query, TransactionMode};
use wasm_bindgen::JsValue;

use super::{Database, VALUES, ended::kept, failed};
use crate::record::store::StoreError;

const KEY: &str = "handed-over";

impl Database {
    /// Leaves something for the next program, in place of what was left before.
    ///
    /// # Errors
    /// The browser keeps nothing, or not this.
    pub async fn leave(&self, value: &JsValue) -> Result<(), StoreError> {
        let connection = self.connect().await?;
        let transaction = connection
            .transaction(&[VALUES], TransactionMode::ReadWrite)
            .map_err(failed)?;
        let store = transaction.object_store(VALUES).map_err(failed)?;
        let key = JsValue::from_str(KEY);
        store.put(value, Some(&key)).map_err(failed)?;
        kept(transaction).await
    }

    /// Takes what was left, so that nobody can take it again.
    ///
    /// # Errors
    /// The browser keeps nothing, or cannot say.
    pub async fn take_left(&self) -> Result<Option<JsValue>, StoreError> {
        let connection = self.connect().await?;
        let transaction = connection
            .transaction(&[VALUES], TransactionMode::ReadWrite)
            .map_err(failed)?;
        let store = transaction.object_store(VALUES).map_err(failed)?;
        let key = || Query::Key(JsValue::from_str(KEY));
        let found = store.get(key()).map_err(failed)?.await.map_err(failed)?;
        store.delete(key()).map_err(failed)?;
        kept(transaction).await?;
        Ok(found)
    }
}
