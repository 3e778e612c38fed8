//! What a learning system says when it opens a package: in the address, and in documents that it
//! keeps in its record store.

use serde::Deserialize;
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::exchange::attempt::scaled::Scaled;

/// Where the learning system's name for the session stands.
const SESSION: &str = "https://w3id.org/xapi/cmi5/context/extensions/sessionid";

/// What the address says.
#[derive(Clone, Debug, PartialEq)]
pub struct Launch {
    /// Where the record store is, with a slash at its end.
    pub endpoint: String,
    /// Where the token is fetched, once.
    pub fetch: String,
    /// Who is learning, as the learning system put it.
    pub actor: Value,
    /// Her enrolment.
    pub registration: Uuid,
    /// What the learning system calls the unit.
    pub activity: String,
}

/// Why an address is no complete launch.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadLaunch {
    /// A part is missing.
    #[error("the address has no {0}")]
    Missing(&'static str),
    /// A part cannot be read.
    #[error("the {0} in the address cannot be read")]
    Unreadable(&'static str),
}

impl Launch {
    /// Reads an address, given as what finds a part of it by name. None where it is no launch of this kind:
    /// somebody opened the page by hand.
    ///
    /// # Errors
    /// It is one, but not a whole one.
    pub fn read(part: impl Fn(&str) -> Option<String>) -> Result<Option<Self>, BadLaunch> {
        const PARTS: [&str; 5] = ["endpoint", "fetch", "actor", "registration", "activityId"];
        let part = |name| part(name).filter(|text: &String| !text.trim().is_empty());
        // An address may have one of these names for something else.
        if part("endpoint").is_none() && part("fetch").is_none() {
            return Ok(None);
        }
        let [endpoint, fetch, actor, registration, activity] =
            PARTS.map(|name| part(name).ok_or(BadLaunch::Missing(name)));
        let actor: Value =
            serde_json::from_str(&actor?).map_err(|_| BadLaunch::Unreadable("actor"))?;
        let endpoint = endpoint?;
        for (name, address) in [
            ("endpoint", &endpoint),
            ("fetch", fetch.as_ref().map_err(Clone::clone)?),
        ] {
            if !address.starts_with("https://") && !address.starts_with("http://") {
                return Err(BadLaunch::Unreadable(name));
            }
        }
        Ok(Some(Self {
            endpoint: match endpoint.ends_with('/') {
                true => endpoint,
                false => endpoint + "/",
            },
            fetch: fetch?,
            actor: match actor.is_object() {
                true => actor,
                false => return Err(BadLaunch::Unreadable("actor")),
            },
            registration: registration?
                .trim()
                .parse()
                .map_err(|_| BadLaunch::Unreadable("registration"))?,
            activity: activity?,
        }))
    }

    /// Who is learning, in one word: what no other learner of any system has.
    pub fn learner(&self) -> String {
        let account = &self.actor["account"];
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        match account.is_object() {
            true => format!("{} {}", text(&account["homePage"]), text(&account["name"])),
            false => self.actor.to_string(),
        }
    }

    /// Her name, where the learning system gives one.
    pub fn learner_name(&self) -> &str {
        self.actor["name"].as_str().unwrap_or_default()
    }
}

/// The answer to the request for a token.
#[derive(Clone, Debug, Deserialize)]
struct TokenAnswer {
    #[serde(rename = "auth-token")]
    token: Option<String>,
    #[serde(rename = "error-text")]
    error: Option<String>,
}

/// The token in the answer to the request for one.
///
/// # Errors
/// There is none; what the learning system says to that, where it says anything.
pub fn token(answer: &str) -> Result<String, String> {
    let answer: TokenAnswer = serde_json::from_str(answer).map_err(|_| String::new())?;
    let token = answer.token.filter(|token| !token.is_empty());
    token.ok_or(answer.error.unwrap_or_default())
}

/// What a learning system keeps for a package before it opens it: the document `LMS.LaunchData`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LaunchData {
    /// What the context of every statement begins with.
    pub context: Map<String, Value>,
    /// Whether what is done counts.
    pub counts: bool,
    /// The score that passes, if there is one.
    pub pass_mark: Option<Scaled>,
    /// The same as the learning system wrote it; where that is no score from 0 to 1, there is no
    /// pass mark, and what is meant is not guessed.
    pub pass_mark_as_written: Option<Value>,
    /// Whether the learning system goes on only when the unit is passed.
    pub wants_passed: bool,
    /// Where to go at the end: an address on the web, if there is one.
    pub back: Option<String>,
}

impl LaunchData {
    /// The learning system's name for the session; empty where it gives none.
    pub fn session(&self) -> &str {
        let extensions = self.context.get("extensions");
        let name = extensions.and_then(|extensions| extensions[SESSION].as_str());
        name.unwrap_or_default()
    }

    /// The pass mark as the learning system wrote it, where it is none.
    pub fn pass_mark_unread(&self) -> Option<String> {
        let written = self.pass_mark_as_written.as_ref();
        written.filter(|_| self.pass_mark.is_none()).map(as_text)
    }

    /// Reads the document. What is missing is as if nothing was asked for; a document that is none
    /// counts as one in which nothing counts.
    pub fn read(text: &str) -> Self {
        let Ok(Value::Object(mut document)) = serde_json::from_str(text) else {
            return Self::default();
        };
        let context = match document.remove("contextTemplate") {
            Some(Value::Object(context)) => context,
            _ => Map::new(),
        };
        let text = |name: &str| {
            document
                .get(name)
                .and_then(Value::as_str)
                .unwrap_or_default()
        };
        let mark = document.get("masteryScore").filter(|mark| !mark.is_null());
        let pass_mark = mark.and_then(|mark| {
            let text = as_text(mark);
            text.parse().ok().filter(|_| !text.trim().starts_with('-'))
        });
        let back = text("returnURL");
        let is_web = back.starts_with("https://") || back.starts_with("http://");
        Self {
            context,
            counts: text("launchMode") == "Normal",
            pass_mark,
            pass_mark_as_written: mark.cloned(),
            wants_passed: matches!(text("moveOn"), "Passed" | "CompletedAndPassed"),
            back: is_web.then(|| back.to_owned()),
        }
    }
}

fn as_text(value: &Value) -> String {
    let text = value.as_str().map(str::to_owned);
    text.unwrap_or_else(|| value.to_string())
}
