//! Whether a statement is what it has to be: on its way into the store, and again on its way out.
//!
//! What it carries is read by [`exchange::xapi`](crate::exchange::xapi), which refuses an event that
//! was altered or stands under an id that is not its own. Here is what concerns the door: whose
//! record it is in, who did it, and that nothing else in it could make a store do what the door
//! does not allow (take a statement back, take it as somebody else's, fetch a file).

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::{
    access::{self, Refusal},
    people::{People, Person},
};
use crate::{
    exchange::xapi::{Account, Carried, NotCarried, StatementId, read},
    record::event::Role,
};

/// A statement that is not let through.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// It is not one of ours, or not as it was.
    #[error("{0}")]
    NotCarried(#[from] NotCarried),
    /// It has a part that no statement of ours has.
    #[error("its part {0:?} is not one that this door lets through")]
    Part(Cow<'static, str>),
    /// It has parts within parts, deeper than any statement of ours.
    #[error("it has parts within parts, deeper than this door lets through")]
    Deep,
    /// The sender may not send it.
    #[error("it is not hers to send")]
    Refused(Refusal),
}

impl From<Refusal> for Unfit {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

/// Checks a statement that somebody sends, and gives what it carries.
///
/// # Errors
/// Why it is not let through.
pub fn check_in(people: &People, who: &Person, statement: &Value) -> Result<Carried, Unfit> {
    // What can be read by itself and no longer within an answer would hide all the others there.
    if !is_within(statement, DEEPEST) {
        return Err(Unfit::Deep);
    }
    let carried = check_parts(statement)?;
    let learner = people.find(&carried.learner).ok_or(Refusal::OtherRecord)?;
    access::record(people, who, Some(learner.account.as_str()))?;
    let instructor = carried.instructor.as_ref();
    let instructor = instructor.map(|account| people.find(account));
    access::add(people, who, carried.by(), instructor)?;
    Ok(carried)
}

/// Whether a statement that came out of the store belongs into a learner's record. Other programs
/// may write about her into the same store; that is not ours to hand on.
pub fn check_out(learner: &Account, statement: &Value) -> bool {
    let Ok(carried) = check_parts(statement) else {
        return false;
    };
    let is_by_learner = carried.by().is_none_or(|by| by.role == Role::Learner);
    carried.learner == *learner && is_by_learner == carried.instructor.is_none()
}

/// Whether what is in the store under a statement's id is the same thing, in the same hands. The words
/// around it may be others: another version of this program wrote them, or the store did.
pub fn is_there(sent: &Carried, in_store: &Value) -> bool {
    check_parts(in_store).is_ok_and(|there| {
        there.id == sent.id && there.learner == sent.learner && there.instructor == sent.instructor
    })
}

/// Which statement this one takes back, if it is one that does: a store shows it in place of the other.
pub fn voided_by(statement: &Value) -> Option<StatementId> {
    let text = |path: &str| statement.pointer(path).and_then(Value::as_str);
    let voids = text("/verb/id") == Some(VOIDED);
    let refers = text("/object/objectType") == Some("StatementRef");
    text("/object/id").filter(|_| voids && refers)?.parse().ok()
}

/// The verb of a statement that takes another one back.
const VOIDED: &str = "http://adlnet.gov/expapi/verbs/voided";

/// What a statement of ours has at its top. What the store adds is let through on its way out only.
const PARTS: [&str; 8] = [
    "id",
    "actor",
    "verb",
    "object",
    "result",
    "context",
    "timestamp",
    "version",
];

/// What a store adds.
const ADDED: [&str; 2] = ["stored", "authority"];

/// How many characters of a part's name are said.
const LONGEST_NAME: usize = 40;

/// How many parts within parts a statement has at the most. Ours have six; readers of JSON go down 128.
const DEEPEST: usize = 32;

fn is_within(value: &Value, deepest: usize) -> bool {
    let Some(within) = deepest.checked_sub(1) else {
        return false;
    };
    match value {
        Value::Array(all) => all.iter().all(|value| is_within(value, within)),
        Value::Object(all) => all.values().all(|value| is_within(value, within)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => true,
    }
}

fn check_parts(statement: &Value) -> Result<Carried, Unfit> {
    let carried = read(statement)?;
    let part = |name: &str| statement.get(name).unwrap_or(&Value::Null);
    if part("id").as_str() != Some(carried.id.to_string().as_str()) {
        return Err(unfit("id"));
    }
    if !is_plain_agent(part("actor")) {
        return Err(unfit("actor"));
    }
    // To void is to take back what somebody said.
    let verb = part("verb").get("id").and_then(Value::as_str);
    if verb.is_none_or(|verb| verb.ends_with("/voided")) {
        return Err(unfit("verb"));
    }
    let kind = part("object").get("objectType");
    if kind.is_some_and(|kind| kind != "Activity") || !part("object").is_object() {
        return Err(unfit("object"));
    }
    let context = part("context");
    if context.get("team").is_some() {
        return Err(unfit("context.team"));
    }
    if context
        .get("instructor")
        .is_some_and(|instructor| !is_plain_agent(instructor))
    {
        return Err(unfit("context.instructor"));
    }
    Ok(carried)
}

/// Takes out what a store adds and a sender must not: the store says itself who has sent something
/// and when. What else is not ours is refused.
///
/// # Errors
/// What it is that is not ours.
pub fn without_added(statement: &mut Map<String, Value>) -> Result<(), Unfit> {
    for added in ADDED {
        statement.remove(added);
    }
    let mut parts = statement.keys();
    match parts.find(|key| !PARTS.contains(&key.as_str())) {
        None => Ok(()),
        // What it is called may be anything at all: it is said back only as far as names go.
        Some(part) => Err(Unfit::Part(part.chars().take(LONGEST_NAME).collect())),
    }
}

fn unfit(part: &'static str) -> Unfit {
    Unfit::Part(Cow::Borrowed(part))
}

/// An agent that is named by an account, and by nothing else.
fn is_plain_agent(agent: &Value) -> bool {
    let Value::Object(agent) = agent else {
        return false;
    };
    let only = |map: &Map<String, Value>, keys: &[&str]| {
        map.keys().all(|key| keys.contains(&key.as_str()))
    };
    let kind = agent.get("objectType");
    only(agent, &["objectType", "account"])
        && kind.is_none_or(|kind| kind == "Agent")
        && agent
            .get("account")
            .and_then(Value::as_object)
            .is_some_and(|account| only(account, &["homePage", "name"]))
}
