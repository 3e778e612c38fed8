//! What the desk's storage is seen through: values under keys, apart from anybody's own record.

use std::{collections::BTreeMap, future::Future};

use crate::record::{event::PersonId, seal::TextHash, store::StoreError};

/// What a value on the desk is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DeskKey {
    /// A learner's [`Summary`](super::summary::Summary).
    Summary(PersonId),
    /// A learner's record, as a file's text.
    Portfolio(PersonId),
    /// The id under which the record of another of the same person's ids is kept.
    SameAs(PersonId),
    /// A value that could not be read, kept aside under its own hash.
    Aside(TextHash),
    /// Something that belongs to the person at the desk.
    Note(Note),
}

/// What the person at the desk keeps there besides records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Note {
    /// The comment bank.
    CommentBank,
    /// The sampling strategy, with its seed and what was added by hand.
    SamplingPlan,
    /// Standardisation exercises.
    Standardisation,
    /// Completion statements that were opened: all there is on an employer's page.
    Statements,
    /// The learner's own drafts of CPD entries.
    CpdEntries,
}

impl Note {
    /// All notes.
    pub const ALL: [Self; 5] = [
        Self::CommentBank,
        Self::SamplingPlan,
        Self::Standardisation,
        Self::Statements,
        Self::CpdEntries,
    ];
}

/// Values as they were read, by their keys; none where nothing stood there.
pub type Read = BTreeMap<DeskKey, Option<String>>;

/// A change of values: all of it or nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// What it was made up from. It holds only while all of this stands as it was read.
    pub read: Read,
    /// Values that are put over what stands under their keys.
    pub put: Vec<(DeskKey, String)>,
    /// Keys that are taken away with their values.
    pub remove: Vec<DeskKey>,
}

/// The desk's storage. `owner` is the person at the desk.
pub trait DeskStore {
    /// The value under a key.
    ///
    /// # Errors
    /// Where the storage cannot be read.
    fn get(
        &self,
        owner: PersonId,
        key: DeskKey,
    ) -> impl Future<Output = Result<Option<String>, StoreError>>;

    /// All summaries at once, in any order.
    ///
    /// # Errors
    /// Where the storage cannot be read.
    fn summaries(
        &self,
        owner: PersonId,
    ) -> impl Future<Output = Result<Vec<(PersonId, String)>, StoreError>>;

    /// All keys, in any order.
    ///
    /// # Errors
    /// Where the storage cannot be read.
    fn keys(&self, owner: PersonId) -> impl Future<Output = Result<Vec<DeskKey>, StoreError>>;

    /// Makes a change, unless something that it was made up from stands otherwise by now: another
    /// tab has written. Says whether it was made.
    ///
    /// # Errors
    /// Where nothing was changed.
    fn change(
        &self,
        owner: PersonId,
        change: Change,
    ) -> impl Future<Output = Result<bool, StoreError>>;
}
