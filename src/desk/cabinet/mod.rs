//! The cabinet: where the desk's records are kept, one value a record and a summary beside it.
//!
//! Nothing is deleted to make room, and what cannot be read is kept aside before anything is
//! written in its place. Several may write at once, tabs and what comes from a provider: whatever is
//! made up from what was read is written only while that still stands, and else made up anew.

#[cfg(test)]
mod tests;

use std::{
    collections::{BTreeMap, BTreeSet, btree_map::Entry},
    sync::Arc,
};

use super::{
    portfolio::{Portfolio, Unfolded},
    store::{Change, DeskKey, DeskStore, Note, Read},
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
            match self.summarise(learner).await? {
                Some(summary) => drop(found.summaries.insert(learner, summary)),
                None => found.unreadable.push(learner),
            }
        }
        Ok(())
    }

    /// Works a summary out anew and puts it beside its record.
    async fn summarise(&self, learner: PersonId) -> Result<Option<Summary>, StoreError> {
        loop {
            let mut read = Read::new();
            let Some(unfolded) = self.unfolded(learner, &mut read).await? else {
                return Ok(None);
            };
            let summary = unfolded.portfolio.summary();
            let closed = self.close(&text_of(&summary)).await?;
            let change = Change {
                read,
                put: vec![(DeskKey::Summary(learner), closed)],
                ..Change::default()
            };
            if self.store.change(self.owner, change).await? {
                return Ok(Some(summary));
            }
        }
    }

    /// A learner's record; none where there is none, or nothing of it can be read.
    ///
    /// # Errors
    /// Where the storage cannot be read.
    pub async fn portfolio(&self, learner: PersonId) -> Result<Option<Portfolio>, StoreError> {
        let mut read = Read::new();
        let kept_as = self.kept_as(learner, &mut read).await?;
        let unfolded = self.unfolded(kept_as, &mut read).await?;
        Ok(unfolded.map(|unfolded| unfolded.portfolio))
    }

    /// What can be read of what is kept for a learner.
    async fn unfolded(
        &self,
        learner: PersonId,
        read: &mut Read,
    ) -> Result<Option<Unfolded>, StoreError> {
        self.unfold(DeskKey::Portfolio(learner), read).await
    }

    async fn unfold(&self, key: DeskKey, read: &mut Read) -> Result<Option<Unfolded>, StoreError> {
        let Some(closed) = self.value(key, read).await? else {
            return Ok(None);
        };
        let text = self.cipher.open(closed).await.ok();
        Ok(text.and_then(|text| Portfolio::unfold(&text)))
    }

    /// The value under a key. What was read already is not read again: it has to be one and the same
    /// for the whole of a change.
    async fn value<'r>(
        &self,
        key: DeskKey,
        read: &'r mut Read,
    ) -> Result<Option<&'r str>, StoreError> {
        let value = match read.entry(key) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(unread) => unread.insert(self.store.get(self.owner, key).await?),
        };
        Ok(value.as_deref())
    }

    /// The id under which a person's record is kept: her own, unless it was put together with
    /// that of another of her ids.
    async fn kept_as(&self, person: PersonId, read: &mut Read) -> Result<PersonId, StoreError> {
        let mut seen = BTreeSet::from([person]);
        let mut id = person;
        while let Some(next) = self.same_as(id, read).await? {
            // Only damage could lead round in a ring.
            if !seen.insert(next) {
                return Ok(person);
            }
            id = next;
        }
        Ok(id)
    }

    async fn same_as(
        &self,
        person: PersonId,
        read: &mut Read,
    ) -> Result<Option<PersonId>, StoreError> {
        let Some(closed) = self.value(DeskKey::SameAs(person), read).await? else {
            return Ok(None);
        };
        let text = self.cipher.open(closed).await.unwrap_or_default();
        Ok(text.parse().ok())
    }

    /// Puts a record on the desk, together with what is there of the same learner's, under
    /// whichever of her ids.
    ///
    /// # Errors
    /// Where it was not stored. What was there before is as it was.
    pub async fn take_in(&self, learner: &Learner, record: Record) -> Result<Taken, StoreError> {
        let mut again = false;
        loop {
            if let Some(taken) = self.try_to_take_in(learner, &record, again).await? {
                return Ok(taken);
            }
            again = true;
        }
    }

    /// The same; none, and nothing is changed, where somebody else has written meanwhile.
    async fn try_to_take_in(
        &self,
        learner: &Learner,
        record: &Record,
        again: bool,
    ) -> Result<Option<Taken>, StoreError> {
        let mut change = Change::default();
        let learner = &Learner {
            id: self.kept_as(learner.id, &mut change.read).await?,
            name: Arc::clone(&learner.name),
        };
        let unfolded = self.unfolded(learner.id, &mut change.read).await?;
        let before = self
            .value(DeskKey::Portfolio(learner.id), &mut change.read)
            .await?;
        let newcomer = before.is_none();
        let whole = unfolded.as_ref().is_some_and(|unfolded| unfolded.whole);
        if let Some(damaged) = before.filter(|_| !whole) {
            let aside = (DeskKey::Aside(TextHash::of(damaged)), damaged.to_owned());
            change.put.push(aside);
        }
        let own = unfolded.map_or_else(Record::default, |u| u.portfolio.record);
        let news = News::of(record, &own);
        let mut portfolio = Portfolio {
            learner: learner.clone(),
            record: own,
        };
        portfolio.record.merge(record.clone());
        let (joined, state) = self.join(&mut portfolio, &mut change).await?;
        let summary = Summary::of(&portfolio.learner, &portfolio.record, &state);
        let folded = self.close(&portfolio.fold()).await?;
        change.put.push((DeskKey::Portfolio(learner.id), folded));
        let closed = self.close(&text_of(&summary)).await?;
        change.put.push((DeskKey::Summary(learner.id), closed));
        let kept = self.make(change, again).await?;
        Ok(kept.then_some(Taken {
            newcomer: newcomer && joined.is_empty(),
            joined,
            news,
            summary,
        }))
    }

    /// Puts what is kept under other ids of the same person's into her record. Each of those
    /// values is kept aside as it was. Gives whose they were, and the state of the whole, which takes
    /// long enough to be worked out once only.
    async fn join(
        &self,
        portfolio: &mut Portfolio,
        change: &mut Change,
    ) -> Result<(Vec<Learner>, State), StoreError> {
        let own = portfolio.learner.id;
        let mut joined = Vec::new();
        let mut done = BTreeSet::from([own]);
        // A record that is put in may name further ids, and so may where one was kept before.
        let mut led_to = BTreeSet::new();
        loop {
            let state = portfolio.record.state();
            let ids = state.ids_of(own);
            let Some(other) = ids.union(&led_to).find(|id| !done.contains(id)).copied() else {
                return Ok((joined, state));
            };
            done.insert(other);
            led_to.insert(self.kept_as(other, &mut change.read).await?);
            if self.same_as(other, &mut change.read).await? != Some(own) {
                let closed = self.close(&own.to_string()).await?;
                change.put.push((DeskKey::SameAs(other), closed));
            }
            let key = DeskKey::Portfolio(other);
            let unfolded = self.unfold(key, &mut change.read).await?;
            let Some(closed) = self.value(key, &mut change.read).await? else {
                continue;
            };
            let aside = (DeskKey::Aside(TextHash::of(closed)), closed.to_owned());
            change.put.push(aside);
            change.remove.extend([DeskKey::Summary(other), key]);
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
        let mut read = Read::new();
        for key in self.store.keys(self.owner).await? {
            if let Some(whose) = self.leads_to(key).await?
                && learners.contains(&self.kept_as(whose, &mut read).await?)
            {
                keys.push(key);
            }
        }
        self.remove(keys).await
    }

    /// Whose id a key beside her record is about: another of hers, or that of a record of hers that
    /// was kept aside.
    async fn leads_to(&self, key: DeskKey) -> Result<Option<PersonId>, StoreError> {
        match key {
            DeskKey::SameAs(other) => Ok(Some(other)),
            DeskKey::Aside(_) => {
                let unfolded = self.unfold(key, &mut Read::new()).await?;
                Ok(unfolded.map(|unfolded| unfolded.portfolio.learner.id))
            }
            DeskKey::Summary(_) | DeskKey::Portfolio(_) | DeskKey::Note(_) => Ok(None),
        }
    }

    async fn remove(&self, remove: Vec<DeskKey>) -> Result<(), StoreError> {
        let change = Change {
            remove,
            ..Change::default()
        };
        self.store.change(self.owner, change).await.map(|_| ())
    }

    /// A note; none where there is none, or it cannot be unlocked.
    ///
    /// # Errors
    /// Where the storage cannot be used.
    pub async fn note(&self, note: Note) -> Result<Option<String>, StoreError> {
        self.note_as(note, |text| Some(text.to_owned())).await
    }

    /// A note as it is read from its text; none where there is none, or it cannot be unlocked or
    /// read. Such a one is kept aside when it is changed.
    ///
    /// # Errors
    /// Where the storage cannot be used.
    pub async fn note_as<T>(
        &self,
        note: Note,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Result<Option<T>, StoreError> {
        let Some(closed) = self.store.get(self.owner, DeskKey::Note(note)).await? else {
            return Ok(None);
        };
        let text = self.cipher.open(&closed).await.ok();
        Ok(text.and_then(|text| read(&text)))
    }

    /// Changes a note, from what is kept now: another tab may have changed it. `change` is given that as
    /// `read` has it from its text, and gives the text to keep, or none to take the note away. It may be
    /// asked again. What cannot be unlocked or read is kept aside.
    ///
    /// # Errors
    /// Where the storage cannot be used. Nothing is changed then.
    pub async fn change_note<T, R>(
        &self,
        note: Note,
        read: impl Fn(&str) -> Option<T>,
        mut change: impl FnMut(Option<T>) -> (Option<String>, R),
    ) -> Result<R, StoreError> {
        let key = DeskKey::Note(note);
        let mut again = false;
        loop {
            let mut making = Change::default();
            let mut found = None;
            if let Some(closed) = self.value(key, &mut making.read).await? {
                let text = self.cipher.open(closed).await.ok();
                found = text.and_then(|text| read(&text));
                if found.is_none() {
                    let aside = (DeskKey::Aside(TextHash::of(closed)), closed.to_owned());
                    making.put.push(aside);
                }
            }
            let (text, made) = change(found);
            match text {
                Some(text) => making.put.push((key, self.close(&text).await?)),
                None => making.remove.push(key),
            }
            if self.make(making, again).await? {
                return Ok(made);
            }
            again = true;
        }
    }

    /// Makes a change. False, and nothing is changed, where somebody else has written meanwhile. Where that
    /// was so and it was made up `again`, what cannot be opened is no damage, but under another lock.
    async fn make(&self, change: Change, again: bool) -> Result<bool, StoreError> {
        if again {
            for closed in change.read.values().flatten() {
                self.cipher.open(closed).await?;
            }
        }
        self.store.change(self.owner, change).await
    }

    /// Writes everything anew through another cipher: a passphrase was set or taken away. Cut
    /// short, every value can still be read with the new cipher or without any.
    ///
    /// # Errors
    /// Where something may still stand there as it was.
    pub async fn lock_with<D: Cipher>(self, cipher: D) -> Result<Cabinet<S, D>, StoreError> {
        let anew = Cabinet::new(self.owner, self.store, cipher);
        for key in anew.store.keys(self.owner).await? {
            loop {
                let mut change = Change::default();
                let Some(closed) = anew.value(key, &mut change.read).await? else {
                    break;
                };
                // What cannot be opened stays as it is.
                let Ok(text) = self.cipher.open(closed).await else {
                    break;
                };
                change.put.push((key, anew.close(&text).await?));
                drop(text);
                if anew.store.change(self.owner, change).await? {
                    break;
                }
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
        self.remove(keys).await
    }

    async fn close(&self, text: &str) -> Result<String, StoreError> {
        Ok(self.cipher.close(text).await?)
    }
}

fn text_of(summary: &Summary) -> String {
    serde_json::to_string(summary)
        .unwrap_or_else(|bug| panic!("a summary can always be written: {bug}"))
}
