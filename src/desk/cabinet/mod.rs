//! The cabinet: where the desk's records are kept, one value a record and a summary beside it.
//!
//! Nothing is deleted to make room, and what cannot be read is kept aside before anything is
//! written in its place.

#[cfg(test)]
mod tests;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{
    portfolio::{Portfolio, Unfolded},
    store::{DeskKey, DeskStore, Note},
    summary::Summary,
};
use crate::{
    exchange::news::News,
    record::{
        Record, event::PersonId, locked::Cipher, seal::TextHash, state::State, store::StoreError,
        stored::Learner,
    },
};

/// Where one person's desk is kept.
#[derive(Clone, Debug)]
pub struct Cabinet<S, C> {
    owner: PersonId,
    store: S,
    cipher: C,
}

/// What was found when a cabinet was opened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FoundOnDesk {
    /// A summary of every record that can be read.
    pub summaries: BTreeMap<PersonId, Summary>,
    /// Records of which nothing can be read. They stay where they are.
    pub unreadable: Vec<PersonId>,
    /// What is wrong with the storage.
    pub trouble: Option<StoreError>,
}

/// What became of a record that was put on the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// Whether the learner was not on the desk before.
    pub newcomer: bool,
    /// Records under other ids of the same person's that were put together with this one.
    pub joined: Vec<Learner>,
    /// What it added.
    pub news: News,
    /// The learner's record as it now stands, in short.
    pub summary: Summary,
}

impl<S: DeskStore, C: Cipher> Cabinet<S, C> {
    /// The cabinet of one person.
    pub fn new(owner: PersonId, store: S, cipher: C) -> Self {
        Self {
            owner,
            store,
            cipher,
        }
    }

    /// Reads every summary; one that is missing or cannot be read is worked out anew. `pause` is
    /// waited for after each of them, so that others get their turn.
    pub async fn open(&self, pause: impl AsyncFn()) -> FoundOnDesk {
        let mut found = FoundOnDesk::default();
        if let Err(error) = self.read_all(&mut found, pause).await {
            found.trouble = Some(error);
        }
        found
    }

    async fn read_all(
        &self,
        found: &mut FoundOnDesk,
        pause: impl AsyncFn(),
    ) -> Result<(), StoreError> {
        for (learner, closed) in self.store.summaries(self.owner).await? {
            let text = self.cipher.open(&closed).await.unwrap_or_default();
            if let Ok(summary) = serde_json::from_str(&text) {
                found.summaries.insert(learner, summary);
            }
            pause().await;
        }
        for key in self.store.keys(self.owner).await? {
            let DeskKey::Portfolio(learner) = key else {
                continue;
            };
            if found.summaries.contains_key(&learner) {
                continue;
            }
            pause().await;
            match self.portfolio(learner).await? {
                Some(portfolio) => {
                    let summary = portfolio.summary();
                    let closed = self.close(&text_of(&summary)).await?;
                    let value = (DeskKey::Summary(learner), closed);
                    self.store.put(self.owner, vec![value]).await?;
                    found.summaries.insert(learner, summary);
                }
                None => found.unreadable.push(learner),
            }
        }
        Ok(())
    }

    /// A learner's record; none where there is none, or nothing of it can be read.
    ///
    /// # Errors
    /// Where the storage cannot be read.
    pub async fn portfolio(&self, learner: PersonId) -> Result<Option<Portfolio>, StoreError> {
        let kept_as = self.kept_as(learner).await?;
        let unfolded = self.unfolded(kept_as).await?.1;
        Ok(unfolded.map(|unfolded| unfolded.portfolio))
    }

    /// The value that is kept for a learner, and what can be read of it.
    async fn unfolded(
        &self,
        learner: PersonId,
    ) -> Result<(Option<String>, Option<Unfolded>), StoreError> {
        self.read(DeskKey::Portfolio(learner)).await
    }

    async fn read(&self, key: DeskKey) -> Result<(Option<String>, Option<Unfolded>), StoreError> {
        let Some(closed) = self.store.get(self.owner, key).await? else {
            return Ok((None, None));
        };
        let text = self.cipher.open(&closed).await.ok();
        let unfolded = text.and_then(|text| Portfolio::unfold(&text));
        Ok((Some(closed), unfolded))
    }

    /// The id under which a person's record is kept: her own, unless it was put together with
    /// that of another of her ids.
    async fn kept_as(&self, person: PersonId) -> Result<PersonId, StoreError> {
        let mut seen = BTreeSet::from([person]);
        let mut id = person;
        while let Some(next) = self.same_as(id).await? {
            // Only damage could lead round in a ring.
            if !seen.insert(next) {
                return Ok(person);
            }
            id = next;
        }
        Ok(id)
    }

    async fn same_as(&self, person: PersonId) -> Result<Option<PersonId>, StoreError> {
        let kept = self.store.get(self.owner, DeskKey::SameAs(person)).await?;
        let Some(closed) = kept else {
            return Ok(None);
        };
        let text = self.cipher.open(&closed).await.unwrap_or_default();
        Ok(text.parse().ok())
    }

    /// Puts a record on the desk, together with what is there of the same learner's, under
    /// whichever of her ids.
    ///
    /// # Errors
    /// Where it was not stored. What was there before is as it was.
    pub async fn take_in(&self, learner: &Learner, record: Record) -> Result<Taken, StoreError> {
        let learner = &Learner {
            id: self.kept_as(learner.id).await?,
            name: Arc::clone(&learner.name),
        };
        let (before, unfolded) = self.unfolded(learner.id).await?;
        let mut values = Vec::new();
        let whole = unfolded.as_ref().is_some_and(|unfolded| unfolded.whole);
        if let Some(damaged) = before.as_ref().filter(|_| !whole) {
            values.push((DeskKey::Aside(TextHash::of(damaged)), damaged.clone()));
        }
        let own = unfolded.map_or_else(Record::default, |u| u.portfolio.record);
        let news = News::of(&record, &own);
        let mut portfolio = Portfolio {
            learner: learner.clone(),
            record: own,
        };
        portfolio.record.merge(record);
        let (joined, replaced, state) = self.join(&mut portfolio, &mut values).await?;
        let summary = Summary::of(&portfolio.learner, &portfolio.record, &state);
        let folded = self.close(&portfolio.fold()).await?;
        values.push((DeskKey::Portfolio(learner.id), folded));
        let closed = self.close(&text_of(&summary)).await?;
        values.push((DeskKey::Summary(learner.id), closed));
        self.store.put(self.owner, values).await?;
        if !replaced.is_empty() {
            self.store.remove(self.owner, replaced).await?;
        }
        Ok(Taken {
            newcomer: before.is_none() && joined.is_empty(),
            joined,
            news,
            summary,
        })
    }

    /// Puts what is kept under other ids of the same person's into her record. Each of those
    /// values is kept aside as it was. Gives whose they were, the keys that they leave, and the
    /// state of the whole, which takes long enough to be worked out once only.
    async fn join(
        &self,
        portfolio: &mut Portfolio,
        values: &mut Vec<(DeskKey, String)>,
    ) -> Result<(Vec<Learner>, Vec<DeskKey>, State), StoreError> {
        let own = portfolio.learner.id;
        let (mut joined, mut replaced) = (Vec::new(), Vec::new());
        let mut done = BTreeSet::from([own]);
        // A record that is put in may name further ids, and so may where one was kept before.
        let mut led_to = BTreeSet::new();
        loop {
            let state = portfolio.record.state();
            let ids = state.ids_of(own);
            let Some(other) = ids.union(&led_to).find(|id| !done.contains(id)).copied() else {
                return Ok((joined, replaced, state));
            };
            done.insert(other);
            led_to.insert(self.kept_as(other).await?);
            if self.same_as(other).await? != Some(own) {
                let closed = self.close(&own.to_string()).await?;
                values.push((DeskKey::SameAs(other), closed));
            }
            let (Some(closed), unfolded) = self.unfolded(other).await? else {
                continue;
            };
            values.push((DeskKey::Aside(TextHash::of(&closed)), closed));
            replaced.extend([DeskKey::Summary(other), DeskKey::Portfolio(other)]);
            if let Some(unfolded) = unfolded {
                portfolio.record.merge(unfolded.portfolio.record);
                joined.push(unfolded.portfolio.learner);
            }
        }
    }

    /// Takes learners' records off the desk, with what was kept aside of them: the act of the person
    /// at it.
    ///
    /// # Errors
    /// Where something may be left.
    pub async fn take_off(&self, learners: &[PersonId]) -> Result<(), StoreError> {
        let own = learners
            .iter()
            .flat_map(|learner| [DeskKey::Summary(*learner), DeskKey::Portfolio(*learner)]);
        let mut keys: Vec<DeskKey> = own.collect();
        for key in self.store.keys(self.owner).await? {
            if let Some(whose) = self.leads_to(key).await?
                && learners.contains(&self.kept_as(whose).await?)
            {
                keys.push(key);
            }
        }
        self.store.remove(self.owner, keys).await
    }

    /// Whose id a key beside her record is about: another of hers, or that of a record of hers that
    /// was kept aside.
    async fn leads_to(&self, key: DeskKey) -> Result<Option<PersonId>, StoreError> {
        match key {
            DeskKey::SameAs(other) => Ok(Some(other)),
            DeskKey::Aside(_) => {
                let unfolded = self.read(key).await?.1;
                Ok(unfolded.map(|unfolded| unfolded.portfolio.learner.id))
            }
            DeskKey::Summary(_) | DeskKey::Portfolio(_) | DeskKey::Note(_) => Ok(None),
        }
    }

    /// A note; none where there is none, or it cannot be unlocked.
    ///
    /// # Errors
    /// Where the storage cannot be used.
    pub async fn note(&self, note: Note) -> Result<Option<String>, StoreError> {
        self.note_as(note, |text| Some(text.to_owned())).await
    }

    /// A note as it is read from its text; none where there is none, or it cannot be unlocked or
    /// read. Such a one is kept aside, because the next note is written over it.
    ///
    /// # Errors
    /// Where the storage cannot be used.
    pub async fn note_as<T>(
        &self,
        note: Note,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Result<Option<T>, StoreError> {
        let key = DeskKey::Note(note);
        let Some(closed) = self.store.get(self.owner, key).await? else {
            return Ok(None);
        };
        let text = self.cipher.open(&closed).await.ok();
        let found = text.and_then(|text| read(&text));
        if found.is_none() {
            let aside = (DeskKey::Aside(TextHash::of(&closed)), closed);
            self.store.put(self.owner, vec![aside]).await?;
        }
        Ok(found)
    }

    /// Keeps a note in place of the one before.
    ///
    /// # Errors
    /// Where it was not stored.
    pub async fn keep_note(&self, note: Note, text: &str) -> Result<(), StoreError> {
        let value = (DeskKey::Note(note), self.close(text).await?);
        self.store.put(self.owner, vec![value]).await
    }

    /// Takes a note away.
    ///
    /// # Errors
    /// Where it may be left.
    pub async fn drop_note(&self, note: Note) -> Result<(), StoreError> {
        self.store
            .remove(self.owner, vec![DeskKey::Note(note)])
            .await
    }

    /// Writes everything anew through another cipher: a passphrase was set or taken away. Cut
    /// short, every value can still be read with the new cipher or without any.
    ///
    /// # Errors
    /// Where something may still stand there as it was.
    pub async fn lock_with<D: Cipher>(self, cipher: D) -> Result<Cabinet<S, D>, StoreError> {
        let anew = Cabinet::new(self.owner, self.store, cipher);
        for key in anew.store.keys(self.owner).await? {
            let Some(closed) = anew.store.get(self.owner, key).await? else {
                continue;
            };
            // What cannot be opened stays as it is.
            if let Ok(text) = self.cipher.open(&closed).await {
                let value = (key, anew.close(&text).await?);
                anew.store.put(self.owner, vec![value]).await?;
            }
        }
        Ok(anew)
    }

    /// Takes everything off the desk for good: the act of the person at it.
    ///
    /// # Errors
    /// Where something may be left.
    pub async fn erase(&self) -> Result<(), StoreError> {
        let keys = self.store.keys(self.owner).await?;
        self.store.remove(self.owner, keys).await
    }

    async fn close(&self, text: &str) -> Result<String, StoreError> {
        Ok(self.cipher.close(text).await?)
    }
}

fn text_of(summary: &Summary) -> String {
    serde_json::to_string(summary)
        .unwrap_or_else(|bug| panic!("a summary can always be written: {bug}"))
}
