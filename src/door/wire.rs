//! What a browser and the door say to each other: the addresses, what is asked and what is answered. Both
//! sides use these types, so neither can mean something else by a name.
//!
//! The addresses are relative to the site, so a page asks nobody but the server it came from.

use std::{borrow::Cow, sync::Arc};

use jiff::Timestamp;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::role::Role;
use crate::{
    exchange::xapi::{Account, StatementId},
    record::event,
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
/// Where a link leads by which somebody sets a password. What that page and its script ask of the door is
/// between them.
pub const SETUP: &str = "lrs/setup";
/// What all of them stand under.
pub const BASE: &str = "lrs";

/// The header that says that a request comes from a page of this site.
pub const HEADER: (&str, &str) = ("X-Underpin", "1");

/// Who is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Session {
    /// The person's name.
    pub name: Arc<str>,
    /// In what role.
    pub role: Role,
    /// Whether the person is an assessor in training.
    #[serde(default)]
    pub in_training: bool,
    /// The account's name.
    pub account: Arc<str>,
    /// Where the account is.
    pub home_page: Arc<str>,
    /// The groups of learners that the person belongs to or looks after.
    #[serde(default)]
    pub cohorts: Vec<Arc<str>>,
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

/// Name and password of who signs in.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    /// The account's name, as it was typed.
    pub name: String,
    /// The password.
    pub password: String,
}

/// A password in place of the one that there is.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewPassword {
    /// The one that there is.
    pub old: String,
    /// The one in its place.
    pub new: String,
}

impl Session {
    /// Whether the person keeps a record of her own here, and so sees nobody else's.
    pub fn is_learner(&self) -> bool {
        self.role == Role::Learner
    }

    /// The roles in which the door takes what the person does in learners' records.
    pub fn roles(&self) -> &'static [event::Role] {
        const ASSESSOR: [event::Role; 2] = [
            event::Role::Assessor { in_training: false },
            event::Role::Assessor { in_training: true },
        ];
        match (self.role, self.in_training) {
            (Role::Learner, _) => &[],
            (Role::Assessor, false) => &ASSESSOR,
            (Role::Assessor, true) => &ASSESSOR[1..],
            (Role::InternalQualityAssurer, _) => &[event::Role::InternalQualityAssurer],
            (Role::ExternalQualityAssurer, _) => &[event::Role::ExternalQualityAssurer],
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

/// What of a learner's statements somebody asks for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    /// Whose; her own where a learner names nobody.
    pub learner: Option<String>,
    /// Only those stored since then.
    pub since: Option<Timestamp>,
    /// Where an answer goes on; nothing else is asked beside it.
    pub page: Option<String>,
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
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Page {
    /// The statements, in any order.
    pub statements: Vec<Value>,
    /// Where the rest is, relative to the door.
    #[serde(default)]
    more: String,
    /// How many there are beside these that are too large for any answer.
    #[serde(default, skip_serializing_if = "is_none")]
    pub too_large: usize,
    /// Those that the provider has erased, as far as the door has come across them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
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
        here.then(|| format!("{BASE}/{}", self.more))
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

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands it over so")]
fn is_none(number: &usize) -> bool {
    *number == 0
}

/// What the door says where it does not do what it was asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Said {
    /// Why, in a word that programs know.
    pub error: Cow<'static, str>,
    /// Why, in words for a person.
    pub message: Cow<'static, str>,
    /// Which of the statements that were sent it is about, from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub statement: Option<usize>,
    /// What exactly, for who sent it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}

impl Said {
    /// The word where the old password is not the one that there is.
    pub const OLD_PASSWORD: &'static str = "old-password";
    /// The word where a new password is not good enough.
    pub const WEAK_PASSWORD: &'static str = "setup";
    /// The word where a password could not be written.
    pub const NOT_KEPT: &'static str = "not-kept";
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
}
