//! Reading and writing values of the one object store, by key and by what keys begin with.

use std::{future::IntoFuture, ops::RangeInclusive};

use idb::{
    Database as Connection, KeyRange, Query, TransactionMode,
    request::futures::{GetAllKeysStoreRequestFuture, GetAllStoreRequestFuture},
};
use js_sys::Date;

use super::{Database, VALUES, failed, texts::Texts};
use crate::{record::store::StoreError, ui::clock::Pace};

/// How many values are read at once, at first and at most. Every read costs a way through the browser's
/// own processes, and a long one keeps it from answering.
const AT_ONCE: RangeInclusive<u32> = 50..=800;
/// How long it may take, in milliseconds, to have the texts of a read, before the next is of fewer values. The
/// browser takes as long again to make the values.
const READ: f64 = 6.0;
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
    /// fetches the next; and it is let in between.
    pub(super) async fn read_under(
        &self,
        prefix: &str,
        mut take: impl AsyncFnMut(Vec<(&str, &str)>),
    ) -> Result<(), StoreError> {
        let (connection, pace) = (self.connect().await?, Pace::new());
        let mut at_once = *AT_ONCE.start();
        let mut coming = Some(ask(&connection, under(prefix, None)?, at_once)?);
        while let Some((keys, values)) = coming.take() {
            let (keys, values) = (keys.await.map_err(failed)?, values.await.map_err(failed)?);
            let asked = at_once;
            let began = Date::now();
            let (keys, values) = (Texts::of(&keys), Texts::of(&values));
            at_once = match Date::now() - began > READ {
                true => at_once / 2,
                false => at_once * 2,
            }
            .clamp(*AT_ONCE.start(), *AT_ONCE.end());
            let is_end = keys.len() < asked as usize;
            if let Some(last) = keys.iter().next_back().flatten().filter(|_| !is_end) {
                coming = Some(ask(&connection, under(prefix, Some(last))?, at_once)?);
            }
            let mut pairs = keys.iter().zip(values.iter()).peekable();
            while pairs.peek().is_some() {
                pace.keep().await;
                take(piece(&mut pairs)).await;
            }
            pace.keep().await;
        }
        Ok(())
    }

    /// Changes values. When this is done without an error, the change outlives the program.
    pub(super) async fn change(&self, change: Change) -> Result<(), StoreError> {
        let connection = self.connect().await?;
        let transaction = connection
            .transaction(&[VALUES], TransactionMode::ReadWrite)
            .map_err(failed)?;
        let store = transaction.object_store(VALUES).map_err(failed)?;
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
        transaction
            .commit()
            .map_err(failed)?
            .await
            .map_err(failed)?;
        Ok(())
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

/// The next of what was read: a few, or one that is long.
fn piece<'t>(
    pairs: &mut impl Iterator<Item = (Option<&'t str>, Option<&'t str>)>,
) -> Vec<(&'t str, &'t str)> {
    let (mut piece, mut bytes) = (Vec::new(), 0);
    for (key, value) in pairs {
        bytes += value.map_or(0, str::len);
        piece.extend(key.zip(value));
        if bytes >= PIECE {
            break;
        }
    }
    piece
}

/// All keys that begin so and go on with a slash, after the one given: `0` is the character after
/// a slash.
fn under(prefix: &str, after: Option<&str>) -> Result<KeyRange, StoreError> {
    let (first, end) = (format!("{prefix}/"), format!("{prefix}0"));
    let from = after.unwrap_or(&first);
    KeyRange::bound(&from.into(), &end.into(), Some(after.is_some()), Some(true)).map_err(failed)
}
