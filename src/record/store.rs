//! Where a record is kept: the two traits that a device's storage is seen through.
//!
//! [`Store`] is large and asynchronous and holds events and texts (the browser's IndexedDB);
//! [`Slots`] is small and immediate and holds what must survive the next moment (its local
//! storage). Both hold texts that have passed through a [`Cipher`](super::locked::Cipher), so
//! neither can be relied on to make sense of them. Keys stay readable: seals, hashes and ids.

use std::future::Future;

use super::{
    event::PersonId,
    seal::{Seal, TextHash},
};

/// Why storage did not do as it was asked. Nothing that was stored before is affected.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// There is no room left.
    #[error(
        "This device has no room left to save your work. Nothing you saved before is lost. Save \
         a copy of your record as a file now, then make room on the device."
    )]
    Full,
    /// The browser does not allow anything to be stored.
    #[error(
        "This browser does not let Underpin save your work, perhaps because this is a private \
         window. You can go on, but save a copy of your record as a file before you close it."
    )]
    Refused,
    /// Anything else, in the browser's own words.
    #[error(
        "Your work could not be saved on this device just now ({0}). You can go on. Save a copy \
         of your record as a file to be safe."
    )]
    Failed(String),
}

/// What a value in a [`Store`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// A sealed event.
    Event(Seal),
    /// A text that events are pinned to.
    Text(TextHash),
}

/// Large, asynchronous storage for the records of several learners.
pub trait Store {
    /// Gives everything that is kept for a learner, in any order, some of it at a time: more may be
    /// on its way while `take` looks at what is there. A value may come twice.
    ///
    /// # Errors
    /// Where the storage cannot be read, or not to its end.
    fn each(
        &self,
        learner: PersonId,
        take: impl AsyncFnMut(Vec<(Place, String)>),
    ) -> impl Future<Output = Result<(), StoreError>>;

    /// Puts values in their places, over what was there. When this is done without an error,
    /// all of them outlive the program. Where the storage has transactions this is one; nothing
    /// relies on that.
    ///
    /// # Errors
    /// Where anything may not have been stored.
    fn put(
        &self,
        learner: PersonId,
        values: Vec<(Place, String)>,
    ) -> impl Future<Output = Result<(), StoreError>>;

    /// Puts the same values in their places in another form, which were read before: a passphrase was set or
    /// taken away. Nothing of their form before is left.
    ///
    /// # Errors
    /// Where anything may still stand there as it was.
    fn put_anew(
        &self,
        learner: PersonId,
        values: Vec<(Place, String)>,
    ) -> impl Future<Output = Result<(), StoreError>>;

    /// Takes away everything that is kept for a learner: only ever her own act.
    ///
    /// # Errors
    /// Where anything may be left.
    fn erase(&self, learner: PersonId) -> impl Future<Output = Result<(), StoreError>>;
}

/// Small, immediate storage under text keys.
pub trait Slots {
    /// The value under a key.
    ///
    /// # Errors
    /// Where the storage cannot be read.
    fn get(&self, key: &str) -> Result<Option<String>, StoreError>;

    /// Puts a value under a key, over what was there.
    ///
    /// # Errors
    /// Where it was not stored.
    fn set(&self, key: &str, value: &str) -> Result<(), StoreError>;

    /// Takes away a key and its value.
    ///
    /// # Errors
    /// Where it may still be there.
    fn remove(&self, key: &str) -> Result<(), StoreError>;

    /// All keys, in any order, those of others included.
    ///
    /// # Errors
    /// Where the storage cannot be read.
    fn keys(&self) -> Result<Vec<String>, StoreError>;

    /// Every key that begins so, with its value.
    ///
    /// # Errors
    /// Where the storage cannot be read.
    fn under(&self, prefix: &str) -> Result<Vec<(String, String)>, StoreError> {
        let mut found = Vec::new();
        for key in self.keys()? {
            if key.starts_with(prefix)
                && let Some(value) = self.get(&key)?
            {
                found.push((key, value));
            }
        }
        Ok(found)
    }
}
