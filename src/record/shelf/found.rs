//! What a shelf has to say: what was found on it, and what became of what was put there.

use std::mem;

use crate::record::{
    Record,
    draft::Draft,
    locked::CipherError,
    sealed::{Sealed, Unchecked},
    state::State,
    store::{Place, StoreError},
};

/// How much is hashed, in bytes, before others get their turn.
const BETWEEN_PAUSES: usize = 64 * 1024;

/// What was found on the shelf.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Everything that can be read.
    pub record: Record,
    /// What that comes to; none where it is what was shown already.
    pub state: Option<State>,
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
    pub(super) fn leave(&mut self, at: Spot, value: String, locked: Option<CipherError>) {
        self.unreadable.push(Unreadable { at, value, locked });
    }
}

/// What was found so far. Events are added up as they come, which would be long work at the end.
#[derive(Debug)]
pub(super) struct Finding {
    pub found: Found,
    /// What all events come to, those included whose seals are still to be looked at; none once that is
    /// shown.
    state: Option<State>,
    /// Whether the events come to something else than that.
    is_other: bool,
    unchecked: Vec<Unchecked>,
}

impl Finding {
    pub fn new() -> Self {
        Self {
            found: Found::default(),
            state: Some(State::default()),
            is_other: false,
            unchecked: Vec::new(),
        }
    }

    pub fn take(&mut self, event: Sealed) {
        match &mut self.state {
            Some(state) => state.apply(&event),
            None => self.is_other = true,
        }
        self.found.record.add(event);
    }

    pub fn take_unchecked(&mut self, event: Unchecked) {
        match &mut self.state {
            Some(state) => state.apply_unchecked(&event),
            None => self.is_other = true,
        }
        self.unchecked.push(event);
    }

    /// Shows what there is, where somebody would have to wait for it.
    pub fn show(&mut self, show: impl FnOnce(State)) {
        let waits = !self.unchecked.is_empty() && self.found.trouble.is_none();
        if let Some(state) = self.state.take_if(|_| waits) {
            show(state);
        }
    }

    /// Looks whether seals hold.
    pub async fn check(&mut self, pause: impl AsyncFn()) {
        let mut bytes = 0;
        for event in mem::take(&mut self.unchecked) {
            let seal = event.seal();
            match event.check() {
                Ok(event) => {
                    bytes += event.raw().len();
                    self.found.record.add(event);
                }
                Err(value) => {
                    self.is_other = true;
                    self.found
                        .leave(Spot::Store(Place::Event(seal)), value, None);
                }
            }
            if bytes >= BETWEEN_PAUSES {
                pause().await;
                bytes = 0;
            }
        }
    }

    /// All of it.
    pub fn done(self) -> Found {
        let Self {
            mut found,
            state,
            is_other,
            ..
        } = self;
        found.state = match is_other {
            true => Some(found.record.state()),
            false => state,
        };
        found
    }
}
