//! Seals: the SHA-256 names by which events and texts are known.
//!
//! A seal shows that nothing was changed since it was made. It does not show who made it: that
//! is evidence of integrity, not of authorship, and the screens say exactly that.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest, Sha256};

use crate::digest::hex_in;

/// A text that is not a seal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a seal is 64 of the characters 0 to 9 and a to f")]
pub struct BadSeal;

macro_rules! seals {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name([u8; 32]);

        impl $name {
            /// The seal of these exact bytes.
            pub fn of(bytes: impl AsRef<[u8]>) -> Self {
                Self(Sha256::digest(bytes).into())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(hex_in(&self.0, &mut [0; 64]))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }

        impl FromStr for $name {
            type Err = BadSeal;
            fn from_str(text: &str) -> Result<Self, BadSeal> {
                from_hex(text).map(Self)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(hex_in(&self.0, &mut [0; 64]))
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_str(HexVisitor).map(Self)
            }
        }
    )*};
}

seals! {
    /// What an event is known by: the hash of its exact JSON bytes as they were first written.
    Seal;
    /// What a text is known by: the hash of the exact text that somebody was shown.
    TextHash;
    /// What the structure behind a shown text is known by: it stays the same when only terms,
    /// nation or official wording change.
    StructureHash;
    /// What a file is known by: the hash of its first line and of all seals and text hashes.
    FileDigest;
}

/// Reads 64 hexadecimal digits without an allocation, wherever serde has them.
struct HexVisitor;

impl serde::de::Visitor<'_> for HexVisitor {
    type Value = [u8; 32];

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("64 hexadecimal digits")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<[u8; 32], E> {
        from_hex(text).map_err(E::custom)
    }
}

/// Lowercase only: one seal is written in one way.
fn from_hex(text: &str) -> Result<[u8; 32], BadSeal> {
    fn digit(byte: u8) -> Result<u8, BadSeal> {
        match byte {
            b'0'..=b'9' => Ok(byte - b'0'),
            b'a'..=b'f' => Ok(byte - b'a' + 10),
            _ => Err(BadSeal),
        }
    }
    let digits: &[u8; 64] = text.as_bytes().try_into().map_err(|_| BadSeal)?;
    let mut bytes = [0; 32];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        *byte = digit(pair[0])? << 4 | digit(pair[1])?;
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seal_is_sha_256() {
        let text = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(Seal::of("abc").to_string(), text);
        assert_eq!(text.parse(), Ok(Seal::of("abc")));
    }

    #[test]
    fn what_is_not_a_seal_is_refused() {
        let upper = Seal::of("abc").to_string().to_uppercase();
        for bad in ["", "ba78", &"g".repeat(64), &"é".repeat(32), &upper] {
            assert_eq!(bad.parse::<Seal>(), Err(BadSeal), "{bad:?}");
        }
    }
}
