//! The shelf: where one learner's record is kept on one device.
//!
//! It brings the store, the write-ahead log, the drafts and the cipher together, and holds the
//! promise that goes with them: what was kept is there after whatever happens, nothing is
//! deleted to make room, and what cannot be read is left where it is and named.

mod found;
#[cfg(test)]
pub(crate) mod tests;

use std::{borrow::Cow, mem, slice, sync::Arc};

use found::Finding;
pub use found::{Found, Kept, Spot, Unreadable};

use super::{
    Record,
    draft::Draft,
    event::PersonId,
    keys,
    locked::{Cipher, CipherError},
    pending::{Pending, Texts},
    seal::TextHash,
    sealed::{Sealed, Unchecked},
    state::State,
    store::{Place, Slots, Store, StoreError},
    turns::Turns,
};

/// How many values are put into the store at once when a whole record is taken in.
const BATCH: usize = 1_000;

/// Where one learner's record is kept.
#[derive(Debug)]
pub struct Shelf<S, L, C> {
    learner: PersonId,
    store: S,
    slots: L,
    cipher: C,
    turns: Turns,
}

impl<S: Store, L: Slots, C: Cipher> Shelf<S, L, C> {
    /// The shelf of one learner.
    pub fn new(learner: PersonId, store: S, slots: L, cipher: C) -> Self {
        Self {
            learner,
            store,
            slots,
            cipher,
            turns: Turns::default(),
        }
    }

    /// Reads everything, and puts into the store what was still on its way there.
    pub async fn open(&self) -> Found {
        self.open_showing(drop, async || ()).await
    }

    /// The same for somebody who waits for it. What the record comes to is shown as soon as it is read,
    /// before it is known that every seal holds: nothing else may be done with it until then. `pause` is
    /// waited for while seals are looked at, so that others get their turn.
    pub async fn open_showing(&self, show: impl FnOnce(State), pause: impl AsyncFn()) -> Found {
        let mut finding = Finding::new();
        let mut otherwise = false;
        let mut events = 0;
        let read = self
            .store
            .each(self.learner, async |values| {
                for (place, value) in values {
                    events += usize::from(matches!(place, Place::Event(_)));
                    let is_closed = self.cipher.is_closed(&value);
                    let unreadable = finding.found.unreadable.len();
                    self.read(&mut finding, place, value).await;
                    // What cannot be read cannot be written anew.
                    otherwise |= !is_closed && finding.found.unreadable.len() == unreadable;
                }
            })
            .await;
        match read {
            Ok(()) => finding.found.lost = self.fewer_than_before(events),
            Err(error) => finding.found.trouble = Some(error),
        }
        finding.show(show);
        finding.check(pause).await;
        let replayed = self.replay(&mut finding).await;
        let mut found = finding.done();
        let trouble = match replayed {
            Ok(()) => self.read_drafts(&mut found, &mut otherwise).await.err(),
            Err(error) => Some(error),
        };
        found.trouble = found.trouble.or(trouble);
        if found.trouble.is_none() {
            self.remember(&found.record);
        }
        if otherwise {
            // The program died, or another tab wrote, while a passphrase was being set or taken away.
            let trouble = self.write_anew(&found, &self.cipher).await.err();
            found.trouble = found.trouble.or(trouble);
        }
        found
    }

    /// Keeps events, and those of the texts they are pinned to that are new.
    pub async fn keep(&self, events: &[Sealed], texts: &Texts) -> Kept {
        let mut waiting = Vec::new();
        let mut logged = Ok(());
        for event in events {
            let shown = event
                .shown()
                .filter_map(|hash| Some((hash, texts.get(&hash)?.clone())));
            let pending = Pending {
                texts: shown.collect(),
                event: event.clone(),
            };
            match self.log(&pending).await {
                Ok(key) => waiting.push(key),
                Err(error) => logged = Err(error),
            }
        }
        let texts = texts.iter().map(|(hash, text)| (*hash, text));
        match (self.put(events.iter(), texts).await, logged) {
            (Ok(()), _) => {
                for key in waiting {
                    // A slot that stays is put into the store once more, which harms nothing.
                    let _ = self.slots.remove(&key);
                }
                Kept::Stored
            }
            (Err(error), Ok(())) => Kept::Waiting(error),
            (Err(error), Err(_)) => Kept::OnlyHere(error),
        }
    }

    /// Keeps a draft's content as the version that was made of it, and then takes the draft
    /// away: only once the version will outlive the program. Should that end in between, the draft
    /// has to say what the version says: an older text would be taken for one written apart.
    pub async fn keep_version(&self, draft: &Draft, version: &Sealed, texts: &Texts) -> Kept {
        // Where there is no room for it, what stood there stays.
        let _ = self.keep_draft(draft).await;
        let kept = self.keep(slice::from_ref(version), texts).await;
        match kept {
            // Should the draft stay, it is found settled when the shelf is next opened.
            Kept::Stored | Kept::Waiting(_) => drop(self.drop_draft(draft)),
            Kept::OnlyHere(_) => {}
        }
        kept
    }

    /// Keeps a whole record that came out of a file. Without the log, because the file is still
    /// there: should it be cut short, opening the file again puts the rest in.
    ///
    /// # Errors
    /// Where something may not have been stored.
    pub async fn take_in(&self, record: &Record) -> Result<(), StoreError> {
        self.put(record.events(), record.texts()).await
    }

    /// Writes down what is being typed. Of two that are under way for one place, the one begun
    /// later stands, whichever the cipher finishes first.
    ///
    /// # Errors
    /// Where it was not written.
    pub async fn keep_draft(&self, draft: &Draft) -> Result<(), StoreError> {
        let key = draft.key(self.learner);
        let turn = self.turns.begin();
        let text = serde_json::to_string(draft)
            .unwrap_or_else(|bug| panic!("a draft can always be written: {bug}"));
        let closed = self.cipher.close(&text).await?;
        if self.turns.may_write(&key, turn) {
            self.slots.set(&key, &closed)?;
        }
        Ok(())
    }

    /// Takes away a draft whose content is in the record.
    ///
    /// # Errors
    /// Where it may still be there; it is found settled when the shelf is next opened.
    pub fn drop_draft(&self, draft: &Draft) -> Result<(), StoreError> {
        let key = draft.key(self.learner);
        self.turns.may_write(&key, self.turns.begin());
        self.slots.remove(&key)
    }

    /// Writes everything anew through another cipher: a passphrase was set or taken away. Kept
    /// in whatever order, every value can be read with the new cipher or without any.
    ///
    /// # Errors
    /// Where something may still stand there as it was.
    pub async fn lock_with<D: Cipher>(self, cipher: D) -> Result<Shelf<S, L, D>, StoreError> {
        let found = self.open().await;
        let anew = Shelf::new(self.learner, self.store, self.slots, cipher);
        anew.write_anew(&found, &self.cipher).await?;
        Ok(anew)
    }

    /// Takes away everything that is kept for the learner on this device: her own act.
    ///
    /// # Errors
    /// Where something may be left.
    pub async fn erase(&self) -> Result<(), StoreError> {
        let own = keys::all(self.learner);
        for key in self.slots.keys()? {
            if own.iter().any(|prefix| key.starts_with(prefix)) {
                self.slots.remove(&key)?;
            }
        }
        self.store.erase(self.learner).await
    }

    async fn log(&self, pending: &Pending) -> Result<String, StoreError> {
        let key = pending.key(self.learner);
        let closed = self.cipher.close(&pending.to_text()).await?;
        self.slots.set(&key, &closed)?;
        Ok(key)
    }

    async fn put<'r>(
        &self,
        events: impl Iterator<Item = &'r Sealed>,
        texts: impl Iterator<Item = (TextHash, &'r Arc<str>)>,
    ) -> Result<(), StoreError> {
        let put = async |values| self.store.put(self.learner, values).await;
        self.put_by(put, events, texts).await
    }

    async fn put_by<'r>(
        &self,
        put: impl AsyncFn(Vec<(Place, String)>) -> Result<(), StoreError>,
        events: impl Iterator<Item = &'r Sealed>,
        texts: impl Iterator<Item = (TextHash, &'r Arc<str>)>,
    ) -> Result<(), StoreError> {
        // Texts first, so that no event is ever there without what it is pinned to.
        let texts = texts.map(|(hash, text)| (Place::Text(hash), text.to_string()));
        let events = events.map(|event| {
            let text = event.to_text();
            (Place::Event(event.seal()), text)
        });
        let mut batch = Vec::new();
        for (place, text) in texts.chain(events) {
            batch.push((place, self.cipher.close(&text).await?));
            if batch.len() == BATCH {
                put(mem::take(&mut batch)).await?;
            }
        }
        put(batch).await
    }

    /// Writes what was found anew, drafts that another cipher opens among it.
    async fn write_anew(&self, found: &Found, from: &impl Cipher) -> Result<(), StoreError> {
        let put = async |values| self.store.put_anew(self.learner, values).await;
        let record = &found.record;
        self.put_by(put, record.events(), record.texts()).await?;
        for (key, stored) in self.slots.under(&keys::drafts(self.learner))? {
            if let Ok(text) = from.open(&stored).await {
                let anew = self.cipher.close(&text).await?;
                // What was typed meanwhile is newer.
                if self.slots.get(&key)?.as_ref() == Some(&stored) {
                    self.slots.set(&key, &anew)?;
                }
            }
        }
        Ok(())
    }

    async fn read(&self, finding: &mut Finding, place: Place, value: String) {
        let opened = match self.cipher.open(&value).await {
            Ok(Cow::Borrowed(_)) => None,
            Ok(Cow::Owned(text)) => Some(text),
            Err(error) => return finding.found.leave(Spot::Store(place), value, Some(error)),
        };
        let broken = match (place, opened) {
            (Place::Event(seal), None) => match Unchecked::from_text(seal, value) {
                Ok(event) => return finding.take_unchecked(event),
                Err(value) => match Sealed::from_stated(seal, &value) {
                    Some(event) => return finding.take(event),
                    None => value,
                },
            },
            // What was decrypted is whole, and took longer than hashing does.
            (Place::Event(seal), Some(text)) => match Sealed::from_text(seal, text) {
                Some(event) => return finding.take(event),
                None => value,
            },
            (Place::Text(hash), opened) => {
                let text = opened.as_deref().unwrap_or(&value);
                if TextHash::of(text) == hash {
                    return finding.found.record.add_text_of(hash, text);
                }
                value
            }
        };
        finding.found.leave(Spot::Store(place), broken, None);
    }

    async fn replay(&self, finding: &mut Finding) -> Result<(), StoreError> {
        let mut replayed = Record::default();
        let mut keys = Vec::new();
        for (key, value) in self.slots.under(&keys::pending(self.learner))? {
            match self.cipher.open(&value).await {
                Ok(text) => match Pending::from_text(&text) {
                    Some(pending) => {
                        replayed.add(pending.event);
                        for text in pending.texts.values() {
                            replayed.add_text(text);
                        }
                        keys.push(key);
                    }
                    None => finding.found.leave(Spot::Slot(key), value, None),
                },
                Err(error) => finding.found.leave(Spot::Slot(key), value, Some(error)),
            }
        }
        for event in replayed.events() {
            finding.take(event.clone());
        }
        finding.found.record.merge(replayed.clone());
        self.take_in(&replayed).await?;
        for key in keys {
            self.slots.remove(&key)?;
        }
        Ok(())
    }

    async fn read_drafts(&self, found: &mut Found, otherwise: &mut bool) -> Result<(), StoreError> {
        for (key, value) in self.slots.under(&keys::drafts(self.learner))? {
            match self.cipher.open(&value).await {
                Ok(text) => match serde_json::from_str(&text) {
                    Ok(draft) => {
                        *otherwise |= !self.cipher.is_closed(&value);
                        found.drafts.push(draft);
                    }
                    Err(_) => found.leave(Spot::Slot(key), value, None),
                },
                Err(error) => found.leave(Spot::Slot(key), value, Some(error)),
            }
        }
        Ok(())
    }

    /// How many events are gone since the shelf was last opened. One that is there but cannot
    /// be read is not gone.
    fn fewer_than_before(&self, events: usize) -> usize {
        let before = self.slots.get(&keys::tally(self.learner)).ok().flatten();
        let before: usize = before.and_then(|n| n.parse().ok()).unwrap_or(0);
        before.saturating_sub(events)
    }

    /// Should this fail, clearing the storage goes unnoticed; nothing else depends on it.
    fn remember(&self, record: &Record) {
        let (key, events) = (keys::tally(self.learner), record.events().len().to_string());
        if self.slots.get(&key).ok().flatten().as_ref() != Some(&events) {
            let _ = self.slots.set(&key, &events);
        }
    }
}

impl From<CipherError> for StoreError {
    fn from(error: CipherError) -> Self {
        Self::Failed(error.to_string())
    }
}
