//! The door to a learning record store: what it is asked, and what it may answer.
//!
//! The addresses are relative to the site, so a page asks nobody but the server it came from.

use std::{future::Future, sync::Arc, time::Duration};

use jiff::Timestamp;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    exchange::xapi::{Account, StatementId},
    record::event::Role,
};

/// The most statements that are sent at once.
pub const MOST_STATEMENTS: usize = 100;

/// As many bytes as are sent at once, unless one statement alone has more.
pub const MOST_BYTES: usize = 1024 * 1024;

/// Where the session is asked for, begun and ended.
pub const SESSION: &str = "lrs/session";
/// Where somebody changes her own password.
pub const PASSWORD: &str = "lrs/password";
/// Where an assessor's learners are listed.
pub const LEARNERS: &str = "lrs/learners";
/// Where statements are sent.
pub const STATEMENTS: &str = "lrs/statements";
/// What everything begins with that is fetched by an address out of an answer.
const BASE: &str = "lrs/";

/// The header that says that a request comes from a page of this site.
pub const HEADER: (&str, &str) = ("X-Underpin", "1");

/// Who is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// The person's name.
    pub name: Arc<str>,
    /// In what role.
    pub role: Part,
    /// Whether the person is an assessor in training.
    #[serde(default, rename = "inTraining")]
    pub in_training: bool,
    /// The account's name.
    pub account: Arc<str>,
    /// Where the account is.
    #[serde(rename = "homePage")]
    pub home_page: Arc<str>,
    /// The groups of learners that the person belongs to or looks after.
    #[serde(default)]
    pub cohorts: Vec<Arc<str>>,
}

/// The part that somebody has at the door.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// Sends and fetches her own record.
    Learner,
    /// Fetches the records of her learners and sends what she did in them.
    Assessor,
    /// Likewise, to sample.
    #[serde(rename = "quality-assurer")]
    InternalQualityAssurer,
    /// Likewise, for the awarding body.
    ExternalQualityAssurer,
}

/// A learner, as an assessor's list has her.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    /// The account's name.
    pub account: Arc<str>,
    /// The learner's name.
    pub name: Arc<str>,
    /// The groups that she belongs to.
    #[serde(default)]
    pub cohorts: Vec<Arc<str>>,
}

impl Session {
    /// Reads the answer to who is signed in, from a server that may have no door. Servers of plain files have
    /// many ways to say that they have no such thing. So have web filters and pages of maintenance that stand
    /// before a door: where it `is_known`, all they say is that it was not reached.
    ///
    /// # Errors
    /// Nobody is signed in, or there is no door, or it was not reached.
    pub fn answered(
        status: u16,
        body: &str,
        retry_after: Option<&str>,
        is_known: bool,
    ) -> Result<Self, DoorError> {
        let none = match is_known {
            true => DoorError::NotReached,
            false => DoorError::NoDoor,
        };
        match status {
            200 => serde_json::from_str(body).map_err(|_| none),
            400 | 403..=405 | 410 => Err(none),
            _ => Err(DoorError::of(status, body, retry_after)),
        }
    }

    /// The roles in which the door takes what the person does in learners' records.
    pub fn roles(&self) -> &'static [Role] {
        const ASSESSOR: [Role; 2] = [
            Role::Assessor { in_training: false },
            Role::Assessor { in_training: true },
        ];
        match (self.role, self.in_training) {
            (Part::Learner, _) => &[],
            (Part::Assessor, false) => &ASSESSOR,
            (Part::Assessor, true) => &ASSESSOR[1..],
            (Part::InternalQualityAssurer, _) => &[Role::InternalQualityAssurer],
            (Part::ExternalQualityAssurer, _) => &[Role::ExternalQualityAssurer],
        }
    }

    /// The account of the person who is signed in.
    pub fn account(&self) -> Account {
        self.account_of(&self.account)
    }

    /// Another account at the same door.
    pub fn account_of(&self, name: &Arc<str>) -> Account {
        Account {
            home_page: Arc::clone(&self.home_page),
            name: Arc::clone(name),
        }
    }
}

/// Where a learner's statements are fetched: all of them, or those stored since a time that the
/// store itself has given.
pub fn first_page(learner: &Account, since: Option<&str>) -> String {
    let escape = |text| utf8_percent_encode(text, NON_ALPHANUMERIC);
    let mut address = format!("{STATEMENTS}?learner={}", escape(&*learner.name));
    if let Some(since) = since {
        address.push_str(&format!("&since={}", escape(since)));
    }
    address
}

/// A part of an answer with statements.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct Page {
    /// The statements, in any order.
    pub statements: Vec<Value>,
    /// Where the rest is, relative to the door.
    #[serde(default)]
    more: String,
    /// How many there are beside these that are too large for any answer.
    #[serde(default, rename = "tooLarge")]
    pub too_large: usize,
    /// Those that the provider has erased, as far as the door has come across them.
    #[serde(default)]
    pub erased: Vec<StatementId>,
}

impl Page {
    /// A page with these statements, and where the rest is.
    pub fn new(statements: Vec<Value>, more: impl Into<String>) -> Self {
        Self {
            statements,
            more: more.into(),
            too_large: 0,
            erased: Vec::new(),
        }
    }

    /// Where the rest is; none at the end. An address that leads anywhere but to statements behind
    /// this door is none: a page never asks another server.
    pub fn more(&self) -> Option<String> {
        let here = self.more.starts_with("statements?") && !self.more.contains(['\\', '\n']);
        here.then(|| format!("{BASE}{}", self.more))
    }

    /// Whether an answer says that there is a rest, but not where this page may fetch it.
    pub fn is_cut_off(&self) -> bool {
        !self.more.is_empty() && self.more().is_none()
    }

    /// When the latest of the statements was stored, in the store's own words. A time that has not come yet
    /// tells nothing: a clock was wrong.
    pub fn latest(&self, now: Timestamp) -> Option<&str> {
        let stored = self.statements.iter();
        stored
            .filter_map(|statement| statement.get("stored")?.as_str())
            .filter_map(|text| Some((text.parse::<Timestamp>().ok()?, text)))
            .filter(|(at, _)| *at <= now)
            .max()
            .map(|(_, text)| text)
    }
}

/// Why the door did not do what it was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DoorError {
    /// Nothing was heard that can be relied on: no network, no answer in time, a store in trouble.
    /// Whether it was done all the same, nobody knows.
    NotReached,
    /// It asks to come again later.
    Busy {
        /// How much later.
        after: Option<Duration>,
    },
    /// Nobody is signed in, or not any more.
    SignedOut,
    /// This site has no door.
    NoDoor,
    /// What was asked is not this person's to ask.
    NotYours {
        /// Which of the statements, from 0.
        at: Option<usize>,
    },
    /// A statement is there already, with another content.
    Conflict {
        /// Which, from 0.
        at: Option<usize>,
    },
    /// The provider has erased one of the statements.
    Erased {
        /// Which, from 0.
        at: Option<usize>,
    },
    /// It will never be taken as it is.
    Refused {
        /// Which of the statements, from 0.
        at: Option<usize>,
    },
    /// It is more than is taken at once.
    TooLarge,
}

impl DoorError {
    /// What an answer with this status means that is not 200.
    pub fn of(status: u16, body: &str, retry_after: Option<&str>) -> Self {
        #[derive(Default, Deserialize)]
        struct Said {
            statement: Option<usize>,
        }
        let said: Said = serde_json::from_str(body).unwrap_or_default();
        let at = said.statement;
        let seconds = retry_after.and_then(|text| text.trim().parse().ok());
        match status {
            400 => Self::Refused { at },
            401 => Self::SignedOut,
            403 => Self::NotYours { at },
            404 => Self::NoDoor,
            409 => Self::Conflict { at },
            410 => Self::Erased { at },
            413 => Self::TooLarge,
            429 | 502..=504 => match seconds.map(Duration::from_secs) {
                None if status != 429 => Self::NotReached,
                after => Self::Busy { after },
            },
            _ => Self::NotReached,
        }
    }
}

/// The door, however it is reached.
pub trait Door {
    /// Sends statements, as a JSON list, and says which of them the store has now.
    ///
    /// # Errors
    /// Where it is not certain that the store has them.
    fn send(&self, list: &str) -> impl Future<Output = Result<Vec<StatementId>, DoorError>>;

    /// Fetches statements from an address that [`first_page`] or [`Page::more`] gave.
    ///
    /// # Errors
    /// Where nothing that can be relied on came.
    fn fetch(&self, address: &str) -> impl Future<Output = Result<Page, DoorError>>;
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_account_and_a_time_are_put_into_an_address_whatever_they_hold() {
        let account = Account {
            home_page: "https://training.example.org/".into(),
            name: "ada&since=x é".into(),
        };
        assert_eq!(
            first_page(&account, Some("2026-11-27T10:00:00+00:00")),
            "lrs/statements?learner=ada%26since%3Dx%20%C3%A9\
             &since=2026%2D11%2D27T10%3A00%3A00%2B00%3A00"
        );
    }

    #[test]
    fn the_rest_is_never_fetched_from_anywhere_else() {
        for (more, to) in [
            ("", None),
            ("statements?page=2", Some("lrs/statements?page=2")),
            ("https://elsewhere.example.org/statements?x", None),
            ("//elsewhere.example.org/", None),
            ("../other", None),
        ] {
            let page = Page::new(Vec::new(), more);
            assert_eq!(page.more().as_deref(), to);
            assert_eq!(page.is_cut_off(), !more.is_empty() && to.is_none());
        }
    }

    #[test]
    fn the_latest_is_told_by_the_time_and_not_by_its_spelling() {
        let stored = [
            "2026-11-27T10:00:00.5Z",
            "2026-11-27T11:00:00+01:00",
            "2026-11-27T10:00:00.123456+00:00",
            "yesterday",
            "2036-11-27T10:00:00Z",
        ];
        let statements = stored.map(|stored| json!({ "stored": stored })).to_vec();
        let now = "2026-11-27T10:00:01Z".parse().unwrap();
        assert_eq!(Page::new(statements, "").latest(now), Some(stored[0]));
        assert_eq!(Page::new(vec![json!(7)], "").latest(now), None);
    }

    #[test]
    fn what_stands_before_a_door_that_is_known_says_nothing_of_it() {
        let session =
            r#"{"name":"Ada","role":"learner","account":"ada","homePage":"https://example.org/"}"#;
        let asked = |status, body, is_known| Session::answered(status, body, None, is_known);
        for is_known in [true, false] {
            let ada = asked(200, session, is_known).unwrap();
            assert_eq!(&*ada.account, "ada");
            assert_eq!(asked(401, "", is_known), Err(DoorError::SignedOut));
            assert_eq!(asked(503, "", is_known), Err(DoorError::NotReached));
        }
        let page = "<!doctype html><title>Back soon</title>";
        for (status, body) in [
            (200, page),
            (400, ""),
            (403, page),
            (404, ""),
            (405, ""),
            (410, ""),
        ] {
            assert_eq!(
                asked(status, body, false),
                Err(DoorError::NoDoor),
                "{status}"
            );
            assert_eq!(
                asked(status, body, true),
                Err(DoorError::NotReached),
                "{status}"
            );
        }
    }

    #[test]
    fn each_answer_means_one_thing() {
        let after = |seconds| DoorError::Busy {
            after: Some(Duration::from_secs(seconds)),
        };
        let at = r#"{"error":"x","message":"y","statement":3}"#;
        for (status, body, retry, meant) in [
            (400, at, None, DoorError::Refused { at: Some(3) }),
            (401, "", None, DoorError::SignedOut),
            (403, "nonsense", None, DoorError::NotYours { at: None }),
            (404, "", None, DoorError::NoDoor),
            (409, at, None, DoorError::Conflict { at: Some(3) }),
            (410, at, None, DoorError::Erased { at: Some(3) }),
            (413, "", None, DoorError::TooLarge),
            (429, "", Some("30"), after(30)),
            (429, "", Some("soon"), DoorError::Busy { after: None }),
            (503, "", Some("5"), after(5)),
            (503, "", None, DoorError::NotReached),
            (500, "", None, DoorError::NotReached),
            (302, "", None, DoorError::NotReached),
        ] {
            assert_eq!(DoorError::of(status, body, retry), meant, "{status}");
        }
    }
}
