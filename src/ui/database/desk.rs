//! The desk's values: keys are `desk/owner/summary/learner`, `desk/owner/portfolio/learner`,
//! `desk/owner/same-as/learner`, `desk/owner/aside/hash` and `desk/owner/note/name`, apart from every learner's own.

use std::slice;

use super::{
    Database,
    values::{Change, Known},
};
use crate::{
    desk::store::{self as desk, DeskKey, DeskStore, Note},
    record::{event::PersonId, store::StoreError},
};

impl DeskStore for Database {
    async fn get(&self, owner: PersonId, key: DeskKey) -> Result<Option<String>, StoreError> {
        let read = self.read_one(&name(owner, key)).await;
        read.map_err(|error| self.forget(error))
    }

    async fn summaries(&self, owner: PersonId) -> Result<Vec<(PersonId, String)>, StoreError> {
        let mut found = Vec::new();
        let read = self
            .read_under(&format!("desk/{owner}/summary"), async |pairs| {
                found.extend(
                    pairs
                        .into_iter()
                        .filter_map(|(name, value)| match key(&name)? {
                            DeskKey::Summary(learner) => Some((learner, value)),
                            _ => None,
                        }),
                );
            })
            .await;
        read.map_err(|error| self.forget(error))?;
        Ok(found)
    }

    async fn keys(&self, owner: PersonId) -> Result<Vec<DeskKey>, StoreError> {
        let read = self.read_keys(&format!("desk/{owner}")).await;
        let names = read.map_err(|error| self.forget(error))?;
        Ok(names.iter().filter_map(|name| key(name)).collect())
    }

    async fn change(&self, owner: PersonId, change: desk::Change) -> Result<bool, StoreError> {
        let read = change.read.into_iter();
        let read: Vec<_> = read.map(|(key, value)| (name(owner, key), value)).collect();
        let known = read
            .iter()
            .map(|(name, value)| (&**name, slice::from_ref(value)));
        let known: Vec<Known<'_>> = known.collect();
        let put = change.put.into_iter();
        let remove = change.remove.into_iter();
        let change = Change {
            put: put.map(|(key, value)| (name(owner, key), value)).collect(),
            remove: remove.map(|key| name(owner, key)).collect(),
            ..Change::default()
        };
        let changed = self.change_over(&known, change).await;
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
        Note::Statements => "statements",
        Note::CpdEntries => "cpd-entries",
    }
}
