//! Locking with a passphrase, by the browser's own cryptography: PBKDF2 with SHA-256 for the
//! passphrase, AES-GCM for everything else.
//!
//! A random data key encrypts the values, and the passphrase's key wraps the data key, so that a
//! new passphrase rewrites one value. Browsers offer this on https and localhost only.
//!
//! A data key is never thrown away. When a passphrase is taken away, another tab may be in the midst of
//! writing with its key, and what it writes must stay readable. So the key is kept from then on like
//! everything else of the learner's: readable, or encrypted with the key of a passphrase that was set since.

use std::{borrow::Cow, rc::Rc};

use js_sys::{Array, Object, Reflect, Uint8Array};
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKey, SubtleCrypto};

use super::clock;
use crate::record::locked::{
    Bytes, Cipher, CipherError, FEWEST_ROUNDS, Lock, LockedFile, LockedValue, Rounds, Version,
};

/// A data key.
#[derive(Clone, Debug)]
pub struct Key(CryptoKey);

/// A data key whose passphrase was taken away, as the learner's values are kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EndedKey(String);

/// How a learner's values are kept: as they are, or encrypted.
#[derive(Clone, Debug, Default)]
pub struct Locking {
    /// What they are encrypted with; none where they are kept as they are.
    key: Option<Key>,
    /// What may still have been used by a tab that had not heard of the end of its passphrase.
    ended: Rc<[Key]>,
}

/// Why a lock did not open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotUnlocked {
    /// Another passphrase.
    Wrong,
    /// The browser offers no cryptography here.
    Unavailable,
}

/// Whether the browser can lock and unlock here.
pub fn is_available() -> bool {
    subtle().is_ok()
}

impl Key {
    /// A new data key, and the lock that the passphrase opens it with.
    ///
    /// # Errors
    /// The browser offers no cryptography here.
    pub async fn lock(passphrase: &str) -> Result<(Lock, Self), CipherError> {
        let raw: [u8; 32] = clock::random();
        let lock = wrap(&raw, passphrase).await?;
        let key = import(&raw, &["encrypt", "decrypt"]).await?;
        Ok((lock, Self(key)))
    }

    /// The same as a key whose passphrase is taken away.
    ///
    /// # Errors
    /// The passphrase is another, or the browser offers no cryptography here.
    pub async fn end(lock: &Lock, passphrase: &str) -> Result<EndedKey, NotUnlocked> {
        let raw = unwrap(lock, passphrase).await?;
        Ok(EndedKey(Bytes(raw).into()))
    }

    /// The key as the browser has it. It can be used, not read.
    pub fn as_js(&self) -> JsValue {
        self.0.clone().into()
    }

    /// A key that the browser has kept.
    pub fn from_js(key: CryptoKey) -> Self {
        Self(key)
    }

    /// The data key behind a lock.
    ///
    /// # Errors
    /// The passphrase is another, or the browser offers no cryptography here.
    pub async fn unlock(lock: &Lock, passphrase: &str) -> Result<Self, NotUnlocked> {
        let raw = unwrap(lock, passphrase).await?;
        let key = import(&raw, &["encrypt", "decrypt"])
            .await
            .map_err(|_| NotUnlocked::Unavailable)?;
        Ok(Self(key))
    }

    /// The same data key behind a new passphrase.
    ///
    /// # Errors
    /// The old passphrase is another, or the browser offers no cryptography here.
    pub async fn change(lock: &Lock, old: &str, new: &str) -> Result<Lock, NotUnlocked> {
        let raw = unwrap(lock, old).await?;
        wrap(&raw, new).await.map_err(|_| NotUnlocked::Unavailable)
    }

    async fn encrypt(&self, plain: &[u8]) -> Result<(Bytes, Bytes), CipherError> {
        let iv: [u8; 12] = clock::random();
        let data = encrypt(&self.0, &iv, plain).await?;
        Ok((Bytes(iv.to_vec()), Bytes(data)))
    }
}

/// A record file's text behind a passphrase of its own.
///
/// # Errors
/// The browser offers no cryptography here.
pub async fn lock_file(text: &str, passphrase: &str) -> Result<LockedFile, CipherError> {
    let (lock, key) = Key::lock(passphrase).await?;
    let (iv, data) = key.encrypt(text.as_bytes()).await?;
    Ok(LockedFile::new(lock, iv, data))
}

/// The text of a locked record file.
///
/// # Errors
/// The passphrase is another, or the browser offers no cryptography here.
pub async fn unlock_file(file: &LockedFile, passphrase: &str) -> Result<String, NotUnlocked> {
    let key = Key::unlock(&file.lock, passphrase).await?;
    let plain = decrypt(&key.0, &file.iv.0, &file.data.0)
        .await
        .map_err(|_| NotUnlocked::Wrong)?;
    String::from_utf8(plain).map_err(|_| NotUnlocked::Wrong)
}

impl Locking {
    /// With a key or without one, where these have ended before.
    pub async fn new(key: Option<Key>, ended: &[EndedKey]) -> Self {
        let alone = Self {
            key,
            ended: Rc::default(),
        };
        let mut keys = Vec::new();
        for EndedKey(closed) in ended {
            // One that cannot be had opens nothing; what it would have is told of as unreadable.
            if let Ok(text) = alone.open(closed).await
                && let Ok(Bytes(raw)) = Bytes::try_from(text.into_owned())
                && let Ok(key) = import(&raw, &["decrypt"]).await
            {
                keys.push(Key(key));
            }
        }
        Self {
            ended: keys.into(),
            ..alone
        }
    }

    /// The key that values are encrypted with.
    pub fn key(&self) -> Option<&Key> {
        self.key.as_ref()
    }

    /// Keys that have ended, as they are kept when values are kept `anew`.
    ///
    /// # Errors
    /// The browser offers no cryptography here.
    pub async fn pass_on(
        &self,
        ended: &[EndedKey],
        anew: &Self,
    ) -> Result<Vec<EndedKey>, CipherError> {
        let mut passed_on = Vec::new();
        for EndedKey(closed) in ended {
            let kept = match self.open(closed).await {
                Ok(text) => anew.close(&text).await?,
                Err(_) => closed.clone(),
            };
            passed_on.push(EndedKey(kept));
        }
        Ok(passed_on)
    }
}

impl Cipher for Locking {
    async fn close(&self, plain: &str) -> Result<String, CipherError> {
        let Some(key) = &self.key else {
            return Ok(plain.to_owned());
        };
        let (iv, data) = key.encrypt(plain.as_bytes()).await?;
        let value = LockedValue {
            locked: Version,
            iv,
            data,
        };
        serde_json::to_string(&value).map_err(|_| CipherError::Unavailable)
    }

    async fn open<'c>(&self, closed: &'c str) -> Result<Cow<'c, str>, CipherError> {
        // A value that was written before the passphrase was set is readable as it is.
        let Some(locked) = LockedValue::read(closed) else {
            return Ok(closed.into());
        };
        for Key(key) in self.key.iter().chain(&*self.ended) {
            if let Ok(plain) = decrypt(key, &locked.iv.0, &locked.data.0).await {
                let text = String::from_utf8(plain).map_err(|_| CipherError::Damaged)?;
                return Ok(text.into());
            }
        }
        Err(CipherError::Damaged)
    }

    fn is_closed(&self, stored: &str) -> bool {
        LockedValue::read(stored).is_some() == self.key.is_some()
    }
}

async fn wrap(raw: &[u8], passphrase: &str) -> Result<Lock, CipherError> {
    let salt: [u8; 16] = clock::random();
    let iv: [u8; 12] = clock::random();
    let rounds = Rounds::try_from(FEWEST_ROUNDS).map_err(|_| CipherError::Unavailable)?;
    let key = derive(passphrase, &salt, rounds).await?;
    let wrapped = encrypt(&key, &iv, raw).await?;
    Ok(Lock {
        version: Version,
        salt: Bytes(salt.to_vec()),
        rounds,
        iv: Bytes(iv.to_vec()),
        wrapped: Bytes(wrapped),
    })
}

async fn unwrap(lock: &Lock, passphrase: &str) -> Result<Vec<u8>, NotUnlocked> {
    let key = derive(passphrase, &lock.salt.0, lock.rounds)
        .await
        .map_err(|_| NotUnlocked::Unavailable)?;
    decrypt(&key, &lock.iv.0, &lock.wrapped.0)
        .await
        .map_err(|_| NotUnlocked::Wrong)
}

fn subtle() -> Result<SubtleCrypto, CipherError> {
    // A page that is not secure has no `subtle`, which must not become a call on `undefined`.
    let crypto = web_sys::window()
        .and_then(|window| window.crypto().ok())
        .ok_or(CipherError::Unavailable)?;
    let subtle = Reflect::get(&crypto, &"subtle".into()).map_err(|_| CipherError::Unavailable)?;
    subtle.dyn_into().map_err(|_| CipherError::Unavailable)
}

fn object(entries: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (key, value) in entries {
        let _ = Reflect::set(&object, &(*key).into(), value);
    }
    object
}

fn usages(names: &[&str]) -> Array {
    names.iter().map(|name| JsValue::from_str(name)).collect()
}

async fn import(raw: &[u8], uses: &[&str]) -> Result<CryptoKey, CipherError> {
    let raw = Uint8Array::from(raw);
    let promise = subtle()?.import_key_with_str("raw", &raw, "AES-GCM", false, &usages(uses));
    done(promise)
        .await?
        .dyn_into()
        .map_err(|_| CipherError::Unavailable)
}

async fn derive(passphrase: &str, salt: &[u8], rounds: Rounds) -> Result<CryptoKey, CipherError> {
    let subtle = subtle()?;
    let raw = Uint8Array::from(passphrase.as_bytes());
    let promise = subtle.import_key_with_str("raw", &raw, "PBKDF2", false, &usages(&["deriveKey"]));
    let base: CryptoKey = done(promise)
        .await?
        .dyn_into()
        .map_err(|_| CipherError::Unavailable)?;
    let how = object(&[
        ("name", "PBKDF2".into()),
        ("hash", "SHA-256".into()),
        ("salt", Uint8Array::from(salt).into()),
        ("iterations", u32::from(rounds).into()),
    ]);
    let kind = object(&[("name", "AES-GCM".into()), ("length", 256.into())]);
    let uses = usages(&["encrypt", "decrypt"]);
    let promise = subtle.derive_key_with_object_and_object(&how, &base, &kind, false, &uses);
    done(promise)
        .await?
        .dyn_into()
        .map_err(|_| CipherError::Unavailable)
}

async fn encrypt(key: &CryptoKey, iv: &[u8], plain: &[u8]) -> Result<Vec<u8>, CipherError> {
    let how = object(&[
        ("name", "AES-GCM".into()),
        ("iv", Uint8Array::from(iv).into()),
    ]);
    let plain = Uint8Array::from(plain);
    let promise = subtle()?.encrypt_with_object_and_buffer_source(&how, key, &plain);
    Ok(Uint8Array::new(&done(promise).await?).to_vec())
}

async fn decrypt(key: &CryptoKey, iv: &[u8], data: &[u8]) -> Result<Vec<u8>, CipherError> {
    let how = object(&[
        ("name", "AES-GCM".into()),
        ("iv", Uint8Array::from(iv).into()),
    ]);
    let data = Uint8Array::from(data);
    let promise = subtle()?.decrypt_with_object_and_buffer_source(&how, key, &data);
    let plain = done(promise).await.map_err(|_| CipherError::Damaged)?;
    Ok(Uint8Array::new(&plain).to_vec())
}

async fn done(promise: Result<js_sys::Promise, JsValue>) -> Result<JsValue, CipherError> {
    JsFuture::from(promise.map_err(|_| CipherError::Unavailable)?)
        .await
        .map_err(|_| CipherError::Unavailable)
}
