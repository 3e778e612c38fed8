//! What a shelf has to say: what was found on it, and what became of what was put there.

use crate::record::{
    Record,
    draft::Draft,
    locked::CipherError,
    sealed::Sealed,
    state::State,
    store::{Place, StoreError},
};

/// What was found on the shelf.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Everything that can be read.
    pub record: Record,
    /// What that comes to.
    pub state: State,
    /// What was being typed when tabs were last heard of, living ones included.
    pub drafts: Vec<Draft>,
    /// What cannot be read. It was left where it is.
    pub unreadable: Vec<Unreadable>,
    /// How many events fewer there are than there were: something has cleared the storage.
    pub lost: usize,
    /// Why storage could not be read, or could not take what was waiting for it. Whatever could
    /// be read from elsewhere is in the record.
    pub trouble: Option<StoreError>,
}

/// A stored value that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// Where it is.
    pub at: Spot,
    /// What stands there, as it is stored.
    pub value: String,
    /// Why, where it is the lock.
    pub locked: Option<CipherError>,
}

/// Where on the shelf something is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Spot {
    /// In the store.
    Store(Place),
    /// In the slot with this key.
    Slot(String),
}

/// What became of events that were to be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kept {
    /// They are in the store.
    Stored,
    /// They will outlive the program, but the store has not taken them yet; it is tried again
    /// when the program next starts.
    Waiting(StoreError),
    /// They are only in this tab. The learner must take them out as a file.
    OnlyHere(StoreError),
}

impl Found {
    /// Puts an event to the others. Adding it up at once spreads what would be long work at the end.
    pub(super) fn take(&mut self, event: Sealed) {
        self.state.apply(&event);
        self.record.add(event);
    }

    pub(super) fn leave(&mut self, at: Spot, value: String, locked: Option<CipherError>) {
        self.unreadable.push(Unreadable { at, value, locked });
    }
}
