//! Who is signed in. A session is known by a random token that only the browser keeps; here stands
//! its hash, so that nothing in memory lets anybody in.
//!
//! A session ends when its time is over, when somebody signs out, and when anything that the file
//! says about the person changes.

use std::collections::HashMap;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD as BASE64};
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};

use super::{
    people::{Mark, People, Person},
    role::Role,
};
use crate::id::AccountName;

/// How many devices somebody is signed in on at once. The one that ends first makes room.
const MOST_EACH: usize = 16;

/// What a browser proves with that it is signed in.
#[derive(Clone)]
pub struct Token([u8; 32]);

impl Token {
    /// A token out of random bytes.
    pub fn from_random(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// A token as a browser sent it.
    pub fn from_text(text: &str) -> Option<Self> {
        BASE64.decode(text).ok()?.try_into().ok().map(Self)
    }

    /// The token as a browser keeps it.
    pub fn to_text(&self) -> String {
        BASE64.encode(self.0)
    }

    fn hash(&self) -> [u8; 32] {
        Sha256::digest(self.0).into()
    }
}

/// All that are open.
#[derive(Debug, Default)]
pub struct Sessions {
    open: HashMap<[u8; 32], Session>,
}

#[derive(Debug)]
struct Session {
    account: AccountName,
    mark: Mark,
    until: Timestamp,
}

/// How long somebody stays signed in. Who sees other people's work signs in each day.
pub fn lasts(role: Role) -> SignedDuration {
    match role {
        Role::Learner => SignedDuration::from_hours(14 * 24),
        Role::Assessor | Role::InternalQualityAssurer | Role::ExternalQualityAssurer => {
            SignedDuration::from_hours(12)
        }
    }
}

impl Sessions {
    /// Begins one, and says when it ends by itself.
    pub fn begin(&mut self, token: &Token, person: &Person, now: Timestamp) -> Timestamp {
        self.open.retain(|_, session| now < session.until);
        let own = |session: &Session| session.account == person.account;
        while self.open.values().filter(|session| own(session)).count() >= MOST_EACH {
            let all = self.open.iter().filter(|(_, session)| own(session));
            let first = all.min_by_key(|(_, session)| session.until);
            match first.map(|(hash, _)| *hash) {
                Some(first) => drop(self.open.remove(&first)),
                None => break,
            }
        }
        let until = now.saturating_add(lasts(person.role)).unwrap_or(now);
        let session = Session {
            account: person.account.clone(),
            mark: person.mark(),
            until,
        };
        self.open.insert(token.hash(), session);
        until
    }

    /// Whose session it is, and when it ends; none where it has ended, or never was.
    pub fn find<'p>(
        &mut self,
        token: &Token,
        people: &'p People,
        now: Timestamp,
    ) -> Option<(&'p Person, Timestamp)> {
        let hash = token.hash();
        let session = self.open.get(&hash)?;
        let until = session.until;
        let person = people
            .get(session.account.as_str())
            .filter(|person| now < until && person.mark() == session.mark);
        if person.is_none() {
            self.open.remove(&hash);
        }
        person.map(|person| (person, until))
    }

    /// Ends one, and says whether there was one.
    pub fn end(&mut self, token: &Token) -> bool {
        self.open.remove(&token.hash()).is_some()
    }

    /// How many are open.
    pub fn len(&self) -> usize {
        self.open.len()
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.open.is_empty()
    }
}
