//! Reading and writing values of the one object store, by key and by what keys begin with.

use std::{future::IntoFuture, ops::RangeInclusive};

use idb::{
    Database as Connection, KeyRange, Query, TransactionMode,
    request::futures::{GetAllKeysStoreRequestFuture, GetAllStoreRequestFuture},
};
use js_sys::Date;
use wasm_bindgen::JsValue;

use super::{Database, VALUES, ended::kept, failed, together::parted};
use crate::{record::store::StoreError, ui::clock::Pace};

/// How many values are read at once, at first and at most. Every read costs a way through the browser's
/// own processes, and making the values of a long one keeps it from answering.
const AT_ONCE: RangeInclusive<u32> = 50..=1_600;
/// How long it may take, in milliseconds, to look at all that was read at once, before the next read is of
/// fewer values: making them takes about a seventh of that, in one go.
const LOOKED_AT: f64 = 120.0;
/// How much text is looked at, in bytes, before the browser is let in where that is due: little enough that
/// hashing and reading it is soon done on a slow phone.
const PIECE: usize = 32 * 1024;

/// What is to be changed, all of it or nothing.
#[derive(Debug, Default)]
pub(super) struct Change {
    /// Values under their keys.
    pub put: Vec<(String, String)>,
    /// Keys to be taken away.
    pub remove: Vec<String>,
    /// What the keys begin with, up to a slash, that are to be taken away.
    pub remove_under: Option<String>,
}

/// A key, and what is known to stand under it.
pub(super) type Known<'k> = (&'k str, &'k [Option<String>]);

impl Database {
    /// The value under a key.
    pub(super) async fn read_one(&self, key: &str) -> Result<Option<String>, StoreError> {
        let connection = self.connect().await?;
        let transaction = connection
            .transaction(&[VALUES], TransactionMode::ReadOnly)
            .map_err(failed)?;
        let store = transaction.object_store(VALUES).map_err(failed)?;
        let value = store
            .get(Query::Key(key.into()))
            .map_err(failed)?
            .await
            .map_err(failed)?;
        Ok(value.and_then(|value| value.as_string()))
    }

    /// Every key that goes on with a slash after this.
    pub(super) async fn read_keys(&self, prefix: &str) -> Result<Vec<String>, StoreError> {
        let connection = self.connect().await?;
        let transaction = connection
            .transaction(&[VALUES], TransactionMode::ReadOnly)
            .map_err(failed)?;
        let store = transaction.object_store(VALUES).map_err(failed)?;
        let keys = store
            .get_all_keys(Some(Query::KeyRange(under(prefix, None)?)), None)
            .map_err(failed)?
            .await
            .map_err(failed)?;
        Ok(keys.iter().filter_map(|key| key.as_string()).collect())
    }

    /// Gives the same with their values, some at a time. While `take` looks at some, the browser
    /// fetches the next; and it is let in between. Says how many values stand by themselves.
    pub(super) async fn read_under(
        &self,
        prefix: &str,
        mut take: impl AsyncFnMut(Vec<(String, String)>),
    ) -> Result<usize, StoreError> {
        let (connection, pace) = (self.connect().await?, Pace::new());
        let mut alone = 0;
        let mut at_once = *AT_ONCE.start();
        let mut coming = Some((ask(&connection, under(prefix, None)?, at_once)?, at_once));
        while let Some(((keys, values), asked)) = coming.take() {
            let (keys, values) = (keys.await.map_err(failed)?, values.await.map_err(failed)?);
            let last = keys.last().and_then(JsValue::as_string);
            if let Some(last) = last.filter(|_| keys.len() >= asked as usize) {
                let range = under(prefix, Some(&last))?;
                coming = Some((ask(&connection, range, at_once)?, at_once));
            }
            alone += values.iter().filter(|value| value.is_string()).count();
            let (mut found, mut looked) = (keys.into_iter().zip(values), 0.0);
            while found.len() > 0 {
                pace.keep().await;
                let began = Date::now();
                take(piece(&mut found)).await;
                looked += Date::now() - began;
            }
            at_once = match looked > LOOKED_AT {
                true => at_once / 2,
                false => at_once * 2,
            }
            .clamp(*AT_ONCE.start(), *AT_ONCE.end());
        }
        Ok(alone)
    }

    /// Changes values. When this is done without an error, the change outlives the program.
    pub(super) async fn change(&self, change: Change) -> Result<(), StoreError> {
        self.change_over(&[], change).await.map(|_| ())
    }

    /// The same where, under each of these keys, one of the values stands that are known, or none where that
    /// is known; nothing otherwise. Says whether it was done.
    pub(super) async fn change_over(
        &self,
        known: &[Known<'_>],
        change: Change,
    ) -> Result<bool, StoreError> {
        let connection = self.connect().await?;
        let transaction = connection
            .transaction(&[VALUES], TransactionMode::ReadWrite)
            .map_err(failed)?;
        let store = transaction.object_store(VALUES).map_err(failed)?;
        for (key, known) in known {
            let there = Query::Key((*key).into());
            let there = store.get(there).map_err(failed)?.await.map_err(failed)?;
            if !known.contains(&there.and_then(|value| value.as_string())) {
                return Ok(false);
            }
        }
        for (key, value) in change.put {
            store
                .put(&value.into(), Some(&key.into()))
                .map_err(failed)?;
        }
        for key in change.remove {
            store.delete(Query::Key(key.into())).map_err(failed)?;
        }
        if let Some(prefix) = change.remove_under {
            let range = under(&prefix, None)?;
            store.delete(Query::KeyRange(range)).map_err(failed)?;
        }
        kept(transaction).await?;
        Ok(true)
    }
}

type Asked = (GetAllKeysStoreRequestFuture, GetAllStoreRequestFuture);

/// Asks for so many keys of a range, and for their values. Both are on their way from now on,
/// whenever they are waited for.
fn ask(connection: &Connection, range: KeyRange, at_once: u32) -> Result<Asked, StoreError> {
    let transaction = connection
        .transaction(&[VALUES], TransactionMode::ReadOnly)
        .map_err(failed)?;
    let store = transaction.object_store(VALUES).map_err(failed)?;
    let keys = store
        .get_all_keys(Some(Query::KeyRange(range.clone())), Some(at_once))
        .map_err(failed)?;
    let values = store
        .get_all(Some(Query::KeyRange(range)), Some(at_once))
        .map_err(failed)?;
    Ok((keys.into_future(), values.into_future()))
}

/// The next of what was read, as texts: a few, or one that is long.
fn piece(found: &mut impl Iterator<Item = (JsValue, JsValue)>) -> Vec<(String, String)> {
    let (mut piece, mut bytes) = (Vec::new(), 0);
    for (key, value) in found {
        let pairs = parted(key, value);
        bytes += pairs.iter().map(|(_, value)| value.len()).sum::<usize>();
        piece.extend(pairs);
        if bytes >= PIECE {
            break;
        }
    }
    piece
}

/// All keys that begin so and go on with a slash, after the one given: `0` is the character after
/// a slash.
pub(super) fn under(prefix: &str, after: Option<&str>) -> Result<KeyRange, StoreError> {
    let (first, end) = (format!("{prefix}/"), format!("{prefix}0"));
    let from = after.unwrap_or(&first);
    KeyRange::bound(&from.into(), &end.into(), Some(after.is_some()), Some(true)).map_err(failed)
}
