//! The desk's values: keys are `desk/owner/summary/learner`, `desk/owner/portfolio/learner`,
//! `desk/owner/same-as/learner`, `desk/owner/aside/hash` and `desk/owner/note/name`, apart from every learner's own.

use idb::{KeyRange, Query, TransactionMode};

use super::{Database, VALUES, failed};
use crate::{
    desk::store::{DeskKey, DeskStore, Note},
    record::{event::PersonId, store::StoreError},
};

impl Database {
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

    async fn read_keys(&self, prefix: &str) -> Result<Vec<String>, StoreError> {
        let connection = self.connect().await?;
        let transaction = connection
            .transaction(&[VALUES], TransactionMode::ReadOnly)
            .map_err(failed)?;
        let store = transaction.object_store(VALUES).map_err(failed)?;
        let keys = store
            .get_all_keys(Some(Query::KeyRange(under(prefix)?)), None)
            .map_err(failed)?
            .await
            .map_err(failed)?;
        Ok(keys.iter().filter_map(|key| key.as_string()).collect())
    }

    async fn read_range(&self, prefix: &str) -> Result<Vec<(String, String)>, StoreError> {
        let connection = self.connect().await?;
        let transaction = connection
            .transaction(&[VALUES], TransactionMode::ReadOnly)
            .map_err(failed)?;
        let store = transaction.object_store(VALUES).map_err(failed)?;
        let range = under(prefix)?;
        let keys = store
            .get_all_keys(Some(Query::KeyRange(range.clone())), None)
            .map_err(failed)?;
        let values = store
            .get_all(Some(Query::KeyRange(range)), None)
            .map_err(failed)?;
        let (keys, values) = (keys.await.map_err(failed)?, values.await.map_err(failed)?);
        let pairs = keys.iter().zip(values);
        Ok(pairs
            .filter_map(|(key, value)| Some((key.as_string()?, value.as_string()?)))
            .collect())
    }

    pub(super) async fn change(
        &self,
        put: Vec<(String, String)>,
        remove: Vec<String>,
    ) -> Result<(), StoreError> {
        let connection = self.connect().await?;
        let transaction = connection
            .transaction(&[VALUES], TransactionMode::ReadWrite)
            .map_err(failed)?;
        let store = transaction.object_store(VALUES).map_err(failed)?;
        for (key, value) in put {
            store
                .put(&value.into(), Some(&key.into()))
                .map_err(failed)?;
        }
        for key in remove {
            store.delete(Query::Key(key.into())).map_err(failed)?;
        }
        transaction
            .commit()
            .map_err(failed)?
            .await
            .map_err(failed)?;
        Ok(())
    }
}

impl DeskStore for Database {
    async fn get(&self, owner: PersonId, key: DeskKey) -> Result<Option<String>, StoreError> {
        let read = self.read_one(&name(owner, key)).await;
        read.map_err(|error| self.forget(error))
    }

    async fn summaries(&self, owner: PersonId) -> Result<Vec<(PersonId, String)>, StoreError> {
        let read = self.read_range(&format!("desk/{owner}/summary")).await;
        let values = read.map_err(|error| self.forget(error))?;
        Ok(values
            .into_iter()
            .filter_map(|(name, value)| match key(&name)? {
                DeskKey::Summary(learner) => Some((learner, value)),
                _ => None,
            })
            .collect())
    }

    async fn keys(&self, owner: PersonId) -> Result<Vec<DeskKey>, StoreError> {
        let read = self.read_keys(&format!("desk/{owner}")).await;
        let names = read.map_err(|error| self.forget(error))?;
        Ok(names.iter().filter_map(|name| key(name)).collect())
    }

    async fn put(&self, owner: PersonId, values: Vec<(DeskKey, String)>) -> Result<(), StoreError> {
        let named = |(key, value)| (name(owner, key), value);
        let put = values.into_iter().map(named).collect();
        let changed = self.change(put, Vec::new()).await;
        changed.map_err(|error| self.forget(error))
    }

    async fn remove(&self, owner: PersonId, keys: Vec<DeskKey>) -> Result<(), StoreError> {
        let names = keys.into_iter().map(|key| name(owner, key)).collect();
        let changed = self.change(Vec::new(), names).await;
        changed.map_err(|error| self.forget(error))
    }
}

fn name(owner: PersonId, key: DeskKey) -> String {
    match key {
        DeskKey::Summary(learner) => format!("desk/{owner}/summary/{learner}"),
        DeskKey::Portfolio(learner) => format!("desk/{owner}/portfolio/{learner}"),
        DeskKey::SameAs(other) => format!("desk/{owner}/same-as/{other}"),
        DeskKey::Aside(hash) => format!("desk/{owner}/aside/{hash}"),
        DeskKey::Note(note) => format!("desk/{owner}/note/{}", note_name(note)),
    }
}

fn key(name: &str) -> Option<DeskKey> {
    let mut parts = name.split('/').skip(2);
    let (kind, rest) = (parts.next()?, parts.next()?);
    match kind {
        "summary" => rest.parse().ok().map(DeskKey::Summary),
        "portfolio" => rest.parse().ok().map(DeskKey::Portfolio),
        "same-as" => rest.parse().ok().map(DeskKey::SameAs),
        "aside" => rest.parse().ok().map(DeskKey::Aside),
        "note" => {
            let mut notes = Note::ALL.into_iter();
            notes
                .find(|note| note_name(*note) == rest)
                .map(DeskKey::Note)
        }
        _ => None,
    }
}

fn note_name(note: Note) -> &'static str {
    match note {
        Note::CommentBank => "comment-bank",
        Note::SamplingPlan => "sampling-plan",
        Note::Standardisation => "standardisation",
    }
}

/// All keys that begin so and go on with a slash: `0` is the character after it.
fn under(prefix: &str) -> Result<KeyRange, StoreError> {
    let (from, to) = (format!("{prefix}/"), format!("{prefix}0"));
    KeyRange::bound(&from.into(), &to.into(), None, Some(true)).map_err(failed)
}
