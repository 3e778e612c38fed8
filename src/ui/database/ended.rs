//! The end of a transaction that writes: whether what was written in it is kept.

use idb::{Error, Transaction};
use js_sys::Promise;
use wasm_bindgen_futures::JsFuture;
use web_sys::IdbTransaction;

use super::failed;
use crate::record::store::StoreError;

/// Ends a transaction. When this is done without an error, what was written in it outlives the program.
///
/// Only `complete` says so. A device that is full is told by `abort` alone in some browsers; in others a
/// request fails first, when the transaction does not know yet what the matter is. `abort` comes there too,
/// and then it knows.
///
/// # Errors
/// Nothing of it is kept.
pub(super) async fn kept(transaction: Transaction) -> Result<(), StoreError> {
    let transaction = IdbTransaction::from(transaction.commit().map_err(failed)?);
    let ended = Promise::new(&mut |complete, abort| {
        transaction.set_oncomplete(Some(&complete));
        transaction.set_onabort(Some(&abort));
    });
    match JsFuture::from(ended).await {
        Ok(_) => Ok(()),
        Err(_) => Err(match transaction.error() {
            Some(error) => failed(Error::DomException(error)),
            None => StoreError::Failed("the browser gave no reason".to_owned()),
        }),
    }
}
