//! Passwords: what is a good one, and how it is kept and checked (Argon2id).
//!
//! The salt is an argument: chance is the caller's.

use std::{fmt, str::FromStr, sync::OnceLock};

use argon2::{
    Algorithm, Argon2, Params, PasswordVerifier, Version,
    password_hash::{PasswordHasher, phc::PasswordHash},
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

/// A hashed password, in the form that other programs write as well (PHC).
#[derive(Clone, PartialEq, Eq)]
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
    pub fn of(password: &str, salt: &[u8; 16]) -> Self {
        match argon2().hash_password_with_salt(password.as_bytes(), salt) {
            Ok(hash) => Self(hash.to_string().into()),
            Err(bug) => panic!("every password can be hashed: {bug}"),
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
pub fn is_right(password: &str, hash: Option<&Hash>) -> bool {
    static DECOY: OnceLock<Hash> = OnceLock::new();
    let decoy = || Hash::of("nobody has this password", &[0; 16]);
    let against = hash.unwrap_or_else(|| DECOY.get_or_init(decoy));
    let is_right = PasswordHash::new(against.as_str()).is_ok_and(|against| {
        argon2()
            .verify_password(password.as_bytes(), &against)
            .is_ok()
    });
    is_right && hash.is_some()
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
    let first_tried = ["password", "underpin", "qwerty", "letmein", "welcome"];
    let without_digits = typed.trim_matches(|c: char| c.is_ascii_digit());
    let is_guessed = distinct.len() < 4
        || [plain(account), plain(name)].contains(&typed)
        || first_tried.contains(&without_digits)
        || "01234567890123456789".contains(&typed);
    match is_guessed {
        true => Err(Weak::Guessed),
        false => Ok(()),
    }
}

fn argon2() -> Argon2<'static> {
    let (memory, turns, lanes) = WORK;
    let work = Params::new(memory, turns, lanes, None).unwrap_or_default();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, work)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_right_or_it_is_not() {
        let hash = Hash::of("three small words", &[7; 16]);
        assert!(hash.as_str().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert_eq!(hash.as_str().parse(), Ok(hash.clone()));
        assert!(is_right("three small words", Some(&hash)));
        assert!(!is_right("three small word", Some(&hash)));
        assert!(!is_right("", Some(&hash)));
        assert!(!is_right("three small words", None));
        assert!(!is_right("nobody has this password", None));
        let other_salt = Hash::of("three small words", &[8; 16]);
        assert_ne!(hash, other_salt);
        assert!(!format!("{hash:?}").contains("argon2"));
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
        ] {
            assert_eq!(of(guessed), Err(Weak::Guessed), "{guessed}");
        }
    }
}
