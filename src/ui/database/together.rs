//! Values that stand together, under one key. The browser takes as long to find one value as to find one
//! that is forty times as long, so the values of a long record come in a third of the time where most of
//! them stand so.
//!
//! Such a value is a list: a key, what stands under it, the next key, and so on. New values stand by
//! themselves, which costs one short write; when there are many of them, they are put together. A key may stand
//! in both places for a while, with the same value under it.

use std::{collections::BTreeSet, mem};

use idb::{KeyRange, ObjectStore, Query, Transaction, TransactionMode};
use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};

use super::{Database, VALUES, ended::kept, failed, values::under};
use crate::{
    record::{
        event::{PersonId, TabId},
        store::StoreError,
    },
    ui::clock,
};

/// How many values may stand by themselves before they are put together.
pub(super) const MANY: usize = 128;
/// How much text stands together, in bytes: so much is looked at in one go.
const LIST: usize = 32 * 1024;
/// How many values are put together at once, or lists looked through: few, because nothing else is done
/// meanwhile.
const AT_ONCE: u32 = 256;

/// What stands under a key: a value, or several that stand together, each with its own key.
pub(super) fn parted(key: JsValue, value: JsValue) -> Vec<(String, String)> {
    let list = match value.dyn_into::<Array>() {
        Ok(list) => list,
        Err(value) => return key.as_string().zip(value.as_string()).into_iter().collect(),
    };
    let mut parts = list.iter();
    let mut pairs = Vec::new();
    while let (Some(key), Some(value)) = (parts.next(), parts.next()) {
        pairs.extend(key.as_string().zip(value.as_string()));
    }
    pairs
}

impl Database {
    /// Puts together what stands by itself.
    pub(super) async fn put_together(&self, learner: PersonId) -> Result<(), StoreError> {
        let (transaction, store) = self.writing().await?;
        let alone = keys(&store, by_themselves(learner)?, None).await?;
        let alone = alone.iter().filter_map(JsValue::as_string).collect();
        take_out(&store, learner, &alone).await?;
        kept(transaction).await?;
        loop {
            clock::breathe().await;
            let (transaction, store) = self.writing().await?;
            let found = keys(&store, by_themselves(learner)?, Some(AT_ONCE)).await?;
            let values = values(&store, by_themselves(learner)?, AT_ONCE).await?;
            let is_all = found.len() < AT_ONCE as usize;
            let mut pairs = Vec::new();
            for (key, value) in found.into_iter().zip(values) {
                if let Some(pair) = key.as_string().zip(value.as_string()) {
                    store.delete(Query::Key(key)).map_err(failed)?;
                    pairs.push(pair);
                }
            }
            put_lists(&store, learner, pairs)?;
            kept(transaction).await?;
            if is_all {
                return Ok(());
            }
        }
    }

    /// Puts values over those that stand under their keys, so that nothing of these is left.
    pub(super) async fn put_over(
        &self,
        learner: PersonId,
        pairs: Vec<(String, String)>,
    ) -> Result<(), StoreError> {
        let (transaction, store) = self.writing().await?;
        let keys = pairs.iter().map(|(key, _)| key.clone()).collect();
        take_out(&store, learner, &keys).await?;
        for (key, value) in pairs {
            store
                .put(&value.into(), Some(&key.into()))
                .map_err(failed)?;
        }
        kept(transaction).await
    }

    async fn writing(&self) -> Result<(Transaction, ObjectStore), StoreError> {
        let connection = self.connect().await?;
        let transaction = connection
            .transaction(&[VALUES], TransactionMode::ReadWrite)
            .map_err(failed)?;
        let store = transaction.object_store(VALUES).map_err(failed)?;
        Ok((transaction, store))
    }
}

/// Takes the values under these keys out of every list.
async fn take_out(
    store: &ObjectStore,
    learner: PersonId,
    taken: &BTreeSet<String>,
) -> Result<(), StoreError> {
    let mut range = lists(learner, None)?;
    loop {
        let found = keys(store, range.clone(), Some(AT_ONCE)).await?;
        let values = values(store, range, AT_ONCE).await?;
        let last = found.last().and_then(JsValue::as_string);
        let is_all = found.len() < AT_ONCE as usize;
        for (key, value) in found.into_iter().zip(values) {
            let mut pairs = parted(JsValue::NULL, value);
            let all = pairs.len();
            pairs.retain(|(key, _)| !taken.contains(key));
            if pairs.len() == all {
                continue;
            }
            match pairs.is_empty() {
                true => drop(store.delete(Query::Key(key)).map_err(failed)?),
                false => drop(store.put(&list(&pairs), Some(&key)).map_err(failed)?),
            }
        }
        match last.filter(|_| !is_all) {
            Some(last) => range = lists(learner, Some(&last))?,
            None => return Ok(()),
        }
    }
}

fn put_lists(
    store: &ObjectStore,
    learner: PersonId,
    pairs: Vec<(String, String)>,
) -> Result<(), StoreError> {
    let put = |pairs: &[(String, String)]| {
        let name = TabId::from_random(clock::random());
        let key = format!("{}/{name}", prefix(learner));
        store.put(&list(pairs), Some(&key.into())).map_err(failed)
    };
    let (mut together, mut bytes) = (Vec::new(), 0);
    for (key, value) in pairs {
        bytes += value.len();
        together.push((key, value));
        if bytes >= LIST {
            put(&mem::take(&mut together))?;
            bytes = 0;
        }
    }
    if !together.is_empty() {
        put(&together)?;
    }
    Ok(())
}

fn list(pairs: &[(String, String)]) -> JsValue {
    let list = Array::new();
    for (key, value) in pairs {
        list.push(&key.into());
        list.push(&value.into());
    }
    list.into()
}

/// Behind everything that stands by itself, so that what is put together while somebody reads is read.
fn prefix(learner: PersonId) -> String {
    format!("{learner}/together")
}

fn lists(learner: PersonId, after: Option<&str>) -> Result<KeyRange, StoreError> {
    under(&prefix(learner), after)
}

fn by_themselves(learner: PersonId) -> Result<KeyRange, StoreError> {
    let (first, end) = (format!("{learner}/"), prefix(learner));
    KeyRange::bound(&first.into(), &end.into(), None, Some(true)).map_err(failed)
}

async fn keys(
    store: &ObjectStore,
    range: KeyRange,
    limit: Option<u32>,
) -> Result<Vec<JsValue>, StoreError> {
    let asked = store.get_all_keys(Some(Query::KeyRange(range)), limit);
    asked.map_err(failed)?.await.map_err(failed)
}

async fn values(
    store: &ObjectStore,
    range: KeyRange,
    limit: u32,
) -> Result<Vec<JsValue>, StoreError> {
    let asked = store.get_all(Some(Query::KeyRange(range)), Some(limit));
    asked.map_err(failed)?.await.map_err(failed)
}
