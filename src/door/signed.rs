//! Text that only this door can have written: it carries a keyed hash (HMAC with SHA-256) of itself
//! and of what it is for. And short names that only who has the key can connect with what they stand for.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD as BASE64};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

use crate::id::AccountName;

/// How many bytes of a keyed hash make a tag: thousands of people are told apart.
const TAG_BYTES: usize = 4;

/// The door's own secret.
#[derive(Clone)]
pub struct Key([u8; 32]);

impl Key {
    /// A key out of random bytes.
    pub fn from_random(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// A key as it was written into its file.
    pub fn from_text(text: &str) -> Option<Self> {
        let bytes = BASE64.decode(text.trim()).ok()?;
        bytes.try_into().ok().map(Self)
    }

    /// The key as it is written into its file.
    pub fn to_text(&self) -> String {
        BASE64.encode(self.0)
    }

    fn hash(&self, purpose: Purpose, text: &str) -> Option<Hmac<Sha256>> {
        let mut hash = Hmac::<Sha256>::new_from_slice(&self.0).ok()?;
        hash.update(purpose.words());
        hash.update(text.as_bytes());
        Some(hash)
    }
}

/// What a signed text is for. What was signed for one purpose does not hold for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A link with which somebody sets her password.
    Invitation,
    /// The way to more of the same answer.
    Page,
    /// What the log calls somebody.
    Tag,
}

impl Purpose {
    fn words(self) -> &'static [u8] {
        match self {
            Self::Invitation => b"underpin invitation 1\n",
            Self::Page => b"underpin page 1\n",
            Self::Tag => b"underpin tag 1\n",
        }
    }
}

/// Signs a text. What comes of it can stand in an address, and hides nothing.
pub fn sign(key: &Key, purpose: Purpose, text: &str) -> String {
    let hash = key.hash(purpose, text);
    let hash = hash.map(|hash| hash.finalize().into_bytes());
    let hash = hash.map_or_else(String::new, |hash| BASE64.encode(hash));
    format!("{}.{hash}", BASE64.encode(text))
}

/// What the log calls an account: always the same, and nobody can tell whose it is without the key.
pub fn tag(key: &Key, account: &AccountName) -> String {
    let hash = key.hash(Purpose::Tag, account.as_str());
    let hash = hash.map(|hash| hash.finalize().into_bytes());
    let bytes = hash.iter().flatten().take(TAG_BYTES);
    bytes.map(|byte| format!("{byte:02x}")).collect()
}

/// The text that was signed with this key for this purpose; none where it was not.
pub fn open(key: &Key, purpose: Purpose, signed: &str) -> Option<String> {
    let (text, hash) = signed.split_once('.')?;
    let text = String::from_utf8(BASE64.decode(text).ok()?).ok()?;
    let hash = BASE64.decode(hash).ok()?;
    key.hash(purpose, &text)?.verify_slice(&hash).ok()?;
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_signed_so_opens() {
        let key = Key::from_random([3; 32]);
        let signed = sign(&key, Purpose::Page, "ada\nsince");
        let opened = |signed: &str| open(&key, Purpose::Page, signed);
        assert_eq!(opened(&signed).as_deref(), Some("ada\nsince"));
        let again = Key::from_text(&key.to_text()).unwrap();
        assert!(open(&again, Purpose::Page, &signed).is_some());
        assert!(open(&key, Purpose::Invitation, &signed).is_none());
        let other = Key::from_random([4; 32]);
        assert!(open(&other, Purpose::Page, &signed).is_none());
        let (_, hash) = signed.split_once('.').unwrap();
        let forged = format!("{}.{hash}", BASE64.encode("eve\nsince"));
        for bad in ["", ".", "a.b", &signed[1..], &signed[..20], &forged] {
            assert_eq!(opened(bad), None, "{bad}");
        }
        for at in 0..signed.len() {
            let mut bytes = signed.clone().into_bytes();
            bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(bytes).unwrap();
            assert_eq!(opened(&changed), None, "{changed}");
        }
    }

    #[test]
    fn a_tag_stands_for_one_account_and_tells_nothing_without_the_key() {
        let key = Key::from_random([3; 32]);
        let of = |key: &Key, account: &str| tag(key, &account.parse().unwrap());
        let ada = of(&key, "ada-okafor");
        assert_eq!(ada.len(), 2 * TAG_BYTES);
        assert!(ada.bytes().all(|digit| digit.is_ascii_hexdigit()), "{ada}");
        assert_eq!(ada, of(&key, "ada-okafor"));
        assert_ne!(ada, of(&key, "ada-okafos"));
        assert_ne!(ada, of(&Key::from_random([4; 32]), "ada-okafor"));
    }
}
