//! The write-ahead log: events on their way into the store.
//!
//! An event is first written into a slot, which takes effect at once; then put into the store;
//! and taken out of its slot when the store has confirmed it. Whatever is still in a slot when
//! the program starts is put into the store again. So from the moment its slot is written, an
//! event outlives the program, at whatever point that dies; and since an event is known by its
//! seal, putting it in twice changes nothing.

use std::{collections::BTreeMap, sync::Arc};

use serde::{Deserialize, Serialize};

use super::{
    event::PersonId,
    keys,
    seal::TextHash,
    sealed::{Sealed, Stated},
};

/// Texts by their hashes.
pub type Texts = BTreeMap<TextHash, Arc<str>>;

/// What one slot holds: an event and the texts it brought along.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Pending {
    /// The event.
    pub event: Sealed,
    /// The texts it is pinned to, so far as they may not be in the store yet.
    pub texts: Texts,
}

impl Pending {
    /// As it stands in its slot, before it passes through the cipher.
    pub fn to_text(&self) -> String {
        serde_json::to_string(self)
            .unwrap_or_else(|bug| panic!("an event can always be written: {bug}"))
    }

    /// Reads back what [`to_text`](Self::to_text) wrote, if it is whole and unaltered.
    pub fn from_text(text: &str) -> Option<Self> {
        #[derive(Deserialize)]
        struct Read<'a> {
            #[serde(borrow)]
            event: Stated<'a>,
            texts: Texts,
        }
        let read: Read<'_> = serde_json::from_str(text).ok()?;
        let event = read.event.verify().ok()?;
        let whole = |(hash, text): (&TextHash, &Arc<str>)| TextHash::of(&**text) == *hash;
        read.texts.iter().all(whole).then_some(Self {
            event,
            texts: read.texts,
        })
    }

    /// The key of the slot it goes into.
    pub fn key(&self, learner: PersonId) -> String {
        format!("{}{}", keys::pending(learner), self.event.seal())
    }
}
