//! Locks: how a passphrase guards a learner's values and files, as plain data.
//!
//! A random data key encrypts every value (AES-GCM); a key made from the passphrase (PBKDF2 with
//! SHA-256) wraps the data key, so that a new passphrase rewrites one [`Lock`] and nothing else.
//! The cryptography itself is the browser's. Here stand only the shapes and their limits, and
//! the [`Cipher`] that storage passes its values through.

use std::{borrow::Cow, future::Future};

use base64::{Engine, prelude::BASE64_STANDARD};
use serde::{Deserialize, Serialize};

/// What a locked file calls itself.
pub const FORMAT: &str = "underpin-locked";

/// The version of locks and locked values that this program writes.
pub const VERSION: u32 = 1;

/// The fewest rounds of SHA-256 that a passphrase is put through.
pub const FEWEST_ROUNDS: u32 = 600_000;

/// The most rounds that are accepted, so that a made-up file cannot keep a tablet busy for hours.
pub const MOST_ROUNDS: u32 = 10_000_000;

/// How a passphrase opens the data key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lock {
    /// The version of this shape.
    pub version: Version,
    /// Random bytes that make the same passphrase give different keys.
    pub salt: Bytes,
    /// How often the passphrase goes through the hash.
    pub rounds: Rounds,
    /// The nonce with which the data key was wrapped.
    pub iv: Bytes,
    /// The data key, wrapped by the passphrase's key.
    pub wrapped: Bytes,
}

/// One value, encrypted with the data key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LockedValue {
    /// The version of this shape.
    pub locked: Version,
    /// The nonce, never used twice with one key.
    pub iv: Bytes,
    /// The encrypted value with its authentication tag.
    pub data: Bytes,
}

impl LockedValue {
    /// What a text that begins with it is taken for; every other one is not looked at any further.
    const BEGINNING: &str = r#"{"locked":"#;

    /// Reads a value as it is stored; nothing where it is not locked.
    pub fn read(stored: &str) -> Option<Self> {
        let is_locked = stored.starts_with(Self::BEGINNING);
        is_locked.then(|| serde_json::from_str(stored).ok())?
    }
}

/// A record file, encrypted: what [`RecordFile::to_text`] gave, under a passphrase of its own.
///
/// [`RecordFile::to_text`]: crate::exchange::record_file::RecordFile::to_text
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LockedFile {
    format: Format,
    /// The version of this shape.
    pub version: Version,
    /// How the passphrase opens the data key.
    pub lock: Lock,
    /// The nonce.
    pub iv: Bytes,
    /// The encrypted text with its authentication tag.
    pub data: Bytes,
}

impl LockedFile {
    /// Puts a locked file together.
    pub fn new(lock: Lock, iv: Bytes, data: Bytes) -> Self {
        Self {
            format: Format::Locked,
            version: Version,
            lock,
            iv,
            data,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Format {
    #[serde(rename = "underpin-locked")]
    Locked,
}

/// The one version there is so far. Reading any other is an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct Version;

impl TryFrom<u32> for Version {
    type Error = String;
    fn try_from(version: u32) -> Result<Self, String> {
        match version {
            VERSION => Ok(Self),
            other => Err(format!("locks of version {other} are not known here")),
        }
    }
}

impl From<Version> for u32 {
    fn from(_: Version) -> u32 {
        VERSION
    }
}

/// How often a passphrase goes through the hash: from [`FEWEST_ROUNDS`] to [`MOST_ROUNDS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct Rounds(u32);

impl TryFrom<u32> for Rounds {
    type Error = String;
    fn try_from(rounds: u32) -> Result<Self, String> {
        if (FEWEST_ROUNDS..=MOST_ROUNDS).contains(&rounds) {
            Ok(Self(rounds))
        } else {
            Err(format!(
                "a passphrase goes through {FEWEST_ROUNDS} to {MOST_ROUNDS} rounds, not {rounds}"
            ))
        }
    }
}

impl From<Rounds> for u32 {
    fn from(rounds: Rounds) -> u32 {
        rounds.0
    }
}

/// Bytes, written as base64.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Bytes(pub Vec<u8>);

impl TryFrom<String> for Bytes {
    type Error = base64::DecodeError;
    fn try_from(text: String) -> Result<Self, base64::DecodeError> {
        BASE64_STANDARD.decode(text).map(Self)
    }
}

impl From<Bytes> for String {
    fn from(bytes: Bytes) -> String {
        BASE64_STANDARD.encode(bytes.0)
    }
}

/// What every stored value passes through.
pub trait Cipher {
    /// Makes a text unreadable for whoever has not got the key.
    fn close(&self, plain: &str) -> impl Future<Output = Result<String, CipherError>>;

    /// Makes it readable again. What was stored before the passphrase was set comes back as it is.
    fn open<'c>(&self, closed: &'c str) -> impl Future<Output = Result<Cow<'c, str>, CipherError>>;

    /// Whether a stored value is as unreadable as this cipher makes it, and no more.
    fn is_closed(&self, stored: &str) -> bool;
}

/// Why a value could not be closed or opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CipherError {
    /// The value is damaged, or was closed with another key.
    #[error("a stored value cannot be unlocked: it is damaged or was locked with another key")]
    Damaged,
    /// The browser's cryptography refused.
    #[error("this browser cannot lock or unlock values")]
    Unavailable,
}

/// No lock: every value as it is.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unlocked;

impl Cipher for Unlocked {
    async fn close(&self, plain: &str) -> Result<String, CipherError> {
        Ok(plain.to_owned())
    }

    async fn open<'c>(&self, closed: &'c str) -> Result<Cow<'c, str>, CipherError> {
        Ok(closed.into())
    }

    fn is_closed(&self, _: &str) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::{finding::NotOpened, record_file};

    fn lock() -> Lock {
        Lock {
            version: Version,
            salt: Bytes(vec![1; 16]),
            rounds: Rounds(FEWEST_ROUNDS),
            iv: Bytes(vec![2; 12]),
            wrapped: Bytes(vec![255; 48]),
        }
    }

    #[test]
    fn the_shape_of_what_is_locked_is_fixed() {
        let (iv, data) = (Bytes(vec![3; 12]), Bytes(vec![4; 20]));
        let value = LockedValue {
            locked: Version,
            iv: iv.clone(),
            data: data.clone(),
        };
        let file = LockedFile::new(lock(), iv, data);
        let shapes = [
            serde_json::to_string(&value).unwrap(),
            serde_json::to_string(&file).unwrap(),
        ];
        assert_eq!(LockedValue::read(&shapes[0]), Some(value));
        assert_eq!(LockedValue::read(&shapes[1]), None);
        assert_eq!(LockedValue::read(r#"{"locked":2}"#), None);
        assert_eq!(serde_json::from_str(&shapes[1]).ok(), Some(file));
        let opened = record_file::open(shapes[1].as_bytes());
        assert_eq!(opened, Err(NotOpened::Locked));
        insta::assert_snapshot!(shapes.join("\n"));
    }

    #[test]
    fn a_lock_that_is_too_weak_or_too_slow_or_too_new_is_refused() {
        let good = serde_json::to_string(&lock()).unwrap();
        for (from, to) in [
            ("600000", "599999"),
            ("600000", "10000001"),
            (r#""version":1"#, r#""version":2"#),
            (r#""iv":"Ag"#, r#""iv":"?g"#),
        ] {
            let bad = good.replacen(from, to, 1);
            assert_ne!(bad, good);
            assert!(serde_json::from_str::<Lock>(&bad).is_err(), "{bad}");
        }
    }
}
