//! Passwords: what is a good one, and how it is kept and checked (Argon2id).
//!
//! The salt is an argument: chance is the caller's.

use std::{fmt, str::FromStr, sync::OnceLock};

use argon2::{
    Algorithm, Argon2, Block, Params, Version,
    password_hash::phc::{Output, ParamsString, PasswordHash, Salt},
};

/// The fewest characters of a password. Length is what counts; rules about signs only make people
/// write it on the wall.
pub const LEAST_CHARACTERS: usize = 10;

/// The most that is hashed.
pub const MOST_BYTES: usize = 1024;

/// How much work a hash is: what OWASP asks for at the least, so that a small machine can check
/// many in a row. Memory in KiB, turns, lanes.
const WORK: (u32, u32, u32) = (19 * 1024, 2, 1);

/// The most memory, in KiB, and turns that a hash in the file may ask for: it is used whenever
/// somebody signs in, by whoever tries.
const MOST_WORK: (u32, u32) = (256 * 1024, 16);

/// What hashing works in, to be used again: some 19 MB. Asked for anew each time, the allocator keeps so
/// many of such pieces, with small things between them, that a server grows to ten times its size.
///
/// Nothing of a password is left in it.
#[derive(Default)]
pub struct Memory(Vec<Block>);

impl Memory {
    /// The Argon2 hash of a password.
    fn hash(
        &mut self,
        work: (Version, Params),
        password: &str,
        salt: &[u8],
        length: usize,
    ) -> Option<Output> {
        let (version, params) = work;
        let (blocks, usual) = (params.block_count(), usual().block_count());
        self.0.resize(blocks.max(usual), Block::new());
        let argon2 = Argon2::new(Algorithm::Argon2id, version, params);
        let mut out = [0; Output::MAX_LENGTH];
        let out = out.get_mut(..length)?;
        let room = self.0.get_mut(..blocks)?;
        let hashed = argon2.hash_password_into_with_memory(password.as_bytes(), salt, out, room);
        self.0.fill(Block::new());
        // One hash in the file may ask for more than is kept.
        self.0.truncate(usual);
        self.0.shrink_to_fit();
        hashed.ok().and_then(|()| Output::new(out).ok())
    }
}

/// What is in it is not for logs.
impl fmt::Debug for Memory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Memory(…)")
    }
}

/// A hashed password, in the form that other programs write as well (PHC).
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Hash(Box<str>);

/// A text is no hash of a password that this door can check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadHash {
    /// It is not in the form.
    #[error("this is not a hashed password")]
    NotOne,
    /// It is of another kind.
    #[error("only Argon2id is taken, begun with $argon2id$")]
    OtherKind,
    /// Checking it would be a burden.
    #[error("checking this would need more memory or time than there is for one person")]
    TooMuchWork,
}

impl FromStr for Hash {
    type Err = BadHash;
    fn from_str(text: &str) -> Result<Self, BadHash> {
        let hash = PasswordHash::new(text).map_err(|_| BadHash::NotOne)?;
        if hash.algorithm != Algorithm::Argon2id.ident() || hash.hash.is_none() {
            return Err(BadHash::OtherKind);
        }
        let work = Params::try_from(&hash).map_err(|_| BadHash::NotOne)?;
        if work.m_cost() > MOST_WORK.0 || work.t_cost() > MOST_WORK.1 {
            return Err(BadHash::TooMuchWork);
        }
        Ok(Self(text.into()))
    }
}

impl Hash {
    /// Hashes a password.
    ///
    /// # Panics
    /// Never: the work is within what Argon2 allows, which a test sees.
    pub fn of(password: &str, salt: &[u8; 16], memory: &mut Memory) -> Self {
        let (version, params) = (Version::V0x13, usual());
        let written = ParamsString::try_from(&params);
        let hash = memory.hash(
            (version, params),
            password,
            salt,
            Params::DEFAULT_OUTPUT_LEN,
        );
        match (written, Salt::new(salt), hash) {
            (Ok(params), Ok(salt), Some(hash)) => {
                let hash = PasswordHash {
                    algorithm: Algorithm::Argon2id.ident(),
                    version: Some(version.into()),
                    params,
                    salt: Some(salt),
                    hash: Some(hash),
                };
                Self(hash.to_string().into())
            }
            _ => panic!("every password can be hashed with this work"),
        }
    }

    /// As it stands in the file.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A hash is not for logs.
impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Hash(…)")
    }
}

/// Whether a password is the one that was hashed. Where there is none (the account is unknown, or
/// has no password yet), it is checked against another all the same, so that how long an answer
/// takes tells nobody which accounts there are.
pub fn is_right(password: &str, hash: Option<&Hash>, memory: &mut Memory) -> bool {
    static DECOY: OnceLock<Hash> = OnceLock::new();
    let against = match hash {
        Some(hash) => hash,
        None => DECOY.get_or_init(|| Hash::of("nobody has this password", &[0; 16], memory)),
    };
    let is_right = PasswordHash::new(against.as_str())
        .ok()
        .and_then(|against| hashes_to(password, &against, memory));
    is_right == Some(true) && hash.is_some()
}

/// Whether a password gives this hash; none where it cannot be hashed so.
fn hashes_to(password: &str, against: &PasswordHash, memory: &mut Memory) -> Option<bool> {
    let params = Params::try_from(against).ok()?;
    let version = match against.version {
        Some(version) => Version::try_from(version).ok()?,
        None => Version::default(),
    };
    let (salt, wanted) = (against.salt.as_ref()?, against.hash.as_ref()?);
    let found = memory.hash((version, params), password, salt, wanted.len())?;
    // They are compared in the same time, however alike they are.
    Some(found == *wanted)
}

/// Why a password is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weak {
    /// Anybody's machine can try all of that length.
    Short,
    /// It would not be hashed whole.
    Long,
    /// It is what people try first.
    Guessed,
}

/// Whether a password is good enough for somebody.
///
/// # Errors
/// Why it is not.
pub fn check(password: &str, account: &str, name: &str) -> Result<(), Weak> {
    if password.chars().count() < LEAST_CHARACTERS {
        return Err(Weak::Short);
    }
    if password.len() > MOST_BYTES {
        return Err(Weak::Long);
    }
    let plain = |text: &str| -> String {
        let lower = text.chars().flat_map(char::to_lowercase);
        lower.filter(|c| c.is_alphanumeric()).collect()
    };
    let typed = plain(password);
    let mut distinct: Vec<char> = typed.chars().collect();
    distinct.sort_unstable();
    distinct.dedup();
    let first_tried = [
        "password",
        "underpin",
        "qwerty",
        "qwertyuiop",
        "asdfghjkl",
        "letmein",
        "welcome",
        "training",
    ];
    let without_digits = typed.trim_matches(|c: char| c.is_ascii_digit());
    let half = without_digits.get(..without_digits.len() / 2);
    let once = match half {
        Some(half) if half.repeat(2) == without_digits => half,
        _ => without_digits,
    };
    let is_hers = |own: &str| !own.is_empty() && [typed.as_str(), once].contains(&own);
    let is_guessed = distinct.len() < 4
        || is_hers(&plain(account))
        || is_hers(&plain(name))
        || first_tried.contains(&once)
        || "01234567890123456789".contains(&typed);
    match is_guessed {
        true => Err(Weak::Guessed),
        false => Ok(()),
    }
}

fn usual() -> Params {
    let (memory, turns, lanes) = WORK;
    Params::new(memory, turns, lanes, None).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_right_or_it_is_not() {
        let memory = &mut Memory::default();
        let hash = Hash::of("three small words", &[7; 16], memory);
        assert!(hash.as_str().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert_eq!(hash.as_str().parse(), Ok(hash.clone()));
        assert!(is_right("three small words", Some(&hash), memory));
        assert!(!is_right("three small word", Some(&hash), memory));
        assert!(!is_right("", Some(&hash), memory));
        assert!(!is_right("three small words", None, memory));
        assert!(!is_right("nobody has this password", None, memory));
        let other_salt = Hash::of("three small words", &[8; 16], memory);
        assert_ne!(hash, other_salt);
        assert!(!format!("{hash:?} {memory:?}").contains("argon2"));
    }

    /// Hashed by the library in C that others are compared with, with more and less work than ours.
    const FROM_OTHERS: [&str; 4] = [
        "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$P0rFdxCzikAbc6AE3ROV2eymCRpayee/6KwRy3go9w8",
        "$argon2id$v=19$m=65536,t=3,p=4$b3RoZXIgc2FsdCBoZXJlLg$0QDwq3pip82vuM3NURO6BEJckgQzmN76yC/M/S/iAyY",
        "$argon2id$v=19$m=64,t=1,p=1$c2hvcnQgc2FsdA$74ulm4xE2aPtX7kfa/Om0Q",
        "$argon2id$v=16$m=256,t=3,p=2$YW4gb2xkZXIgdmVyc2lvbg$UWKn9a7IMYHHL+DUFdck1xvjWXk29fNE",
    ];

    #[test]
    fn what_others_have_hashed_is_checked_as_well() {
        let memory = &mut Memory::default();
        for hash in FROM_OTHERS {
            let hash: Hash = hash.parse().unwrap();
            assert!(
                is_right("three small words", Some(&hash), memory),
                "{}",
                hash.as_str()
            );
            assert!(
                !is_right("three small word", Some(&hash), memory),
                "{}",
                hash.as_str()
            );
            // Whatever was asked for, what is kept is what is needed each time, and empty.
            assert_eq!(memory.0.len(), usual().block_count());
            assert!(
                memory
                    .0
                    .iter()
                    .all(|block| block.as_ref().iter().all(|word| *word == 0))
            );
        }
    }

    #[test]
    fn what_cannot_be_checked_is_no_hash() {
        for (text, why) in [
            ("three small words", BadHash::NotOne),
            ("", BadHash::NotOne),
            (
                "$argon2i$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                BadHash::OtherKind,
            ),
            (
                "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA",
                BadHash::OtherKind,
            ),
            (
                "$argon2id$v=19$m=4000000,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                BadHash::TooMuchWork,
            ),
            (
                "$argon2id$v=19$m=19456,t=900,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                BadHash::TooMuchWork,
            ),
        ] {
            assert_eq!(text.parse::<Hash>(), Err(why), "{text}");
        }
    }

    #[test]
    fn what_people_try_first_is_not_taken() {
        let of = |password: &str| check(password, "ada-okafor", "Ada Okafor");
        assert_eq!(of("three small words"), Ok(()));
        assert_eq!(of("ninechars"), Err(Weak::Short));
        assert_eq!(of(&"long ".repeat(300)), Err(Weak::Long));
        for guessed in [
            "Ada Okafor",
            "ada-okafor",
            "aaaaaaaaaaaa",
            "1234567890",
            "Password2026",
            "underpin12",
            "qwertyuiop",
            "passwordpassword",
            "training123",
            "AdaOkafor1",
        ] {
            assert_eq!(of(guessed), Err(Weak::Guessed), "{guessed}");
        }
    }
}
