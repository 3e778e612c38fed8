//! Statements (xAPI 1.0.3): a record as a learning record store holds it, and back.
//!
//! Every event is one statement and every statement one event. The statement says in the words of
//! the field's vocabularies what was done, so that any store and any chart can read it; beside
//! that it carries the event's exact bytes, so that nothing is lost and the event's seal still
//! holds when it comes back. A wording that no event names, as far as this program can read,
//! travels in a statement of its own.
//!
//! - [`statement`]: the shape; [`verb`] and [`activity`]: its words; [`interaction`]: what a question
//!   asked and which responses are right, out of the text that was shown.
//! - [`write`](mod@write): from an event to its statement. [`read`](mod@read): back.
//! - [`mod@file`]: many statements as one text; [`whose`]: whose record they are.
//! - [`launch`]: what a learning management system says when it launches a unit (cmi5).
//!
//! The actor is always the learner, by an account and not by name: one filter for an agent then
//! finds a whole record in any store. Who else did something is the statement's instructor.
//!
//! A statement follows from its event, the texts that this is pinned to, and whose record it is.
//! So the same event is the same statement on every device, and storing it twice is storing it once.

pub mod activity;
pub mod file;
pub mod interaction;
pub mod launch;
pub mod read;
pub mod result;
pub mod statement;
pub mod verb;
pub mod whose;
pub mod write;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

use std::{fmt, str::FromStr, sync::Arc};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::{Builder, Uuid};

pub use read::{Carried, Load, NotCarried, read};
pub use write::{Whose, statements};

use crate::record::seal::{Seal, TextHash};

/// What all names begin with that no vocabulary of the field has.
pub const BASE: &str = "https://github.com/underpin-care/underpin/xapi";

/// The language of everything that is written for people.
pub const LANGUAGE: &str = "en-GB";

/// An account: how a statement names a person without her name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Account {
    /// Where the account is: an IRI.
    #[serde(rename = "homePage")]
    pub home_page: Arc<str>,
    /// Which it is there.
    pub name: Arc<str>,
}

impl fmt::Display for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.name, self.home_page)
    }
}

/// What a statement is known by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StatementId(Uuid);

impl StatementId {
    /// The statement of an event in a learner's record.
    pub fn of_event(learner: &Account, seal: Seal) -> Self {
        Self(name(learner, "event", &seal))
    }

    /// The statement of a text that no event names.
    pub fn of_text(learner: &Account, hash: TextHash) -> Self {
        Self(name(learner, "text", &hash))
    }

    /// Its 16 bytes.
    pub fn as_bytes(&self) -> &[u8; 16] {
        self.0.as_bytes()
    }

    /// The id with these bytes.
    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(Uuid::from_bytes(bytes))
    }
}

impl fmt::Display for StatementId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for StatementId {
    type Err = uuid::Error;
    fn from_str(text: &str) -> Result<Self, uuid::Error> {
        text.parse().map(Self)
    }
}

/// A UUID out of a name, as version 5 makes them, but by SHA-256. The account goes into it, so that
/// nobody can occupy the place of something in another learner's record.
fn name(learner: &Account, kind: &str, of: &dyn fmt::Display) -> Uuid {
    let mut hash = Sha256::new();
    hash.update("underpin statement 1\n");
    for part in [&*learner.home_page, &*learner.name, kind, &of.to_string()] {
        hash.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        hash.update(part);
    }
    let whole: [u8; 32] = hash.finalize().into();
    let mut first = [0; 16];
    first.copy_from_slice(&whole[..16]);
    // Stores that know no later version refuse version 8, which would say more exactly what it is.
    Builder::from_sha1_bytes(first).into_uuid()
}
