//! One statement of a session, as cmi5 defines it.

use std::time::Duration;

use jiff::Timestamp;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use uuid::{Builder, Uuid};

use super::launch::{Launch, LaunchData};
use crate::exchange::attempt::{scaled::Scaled, spent::iso_8601};

/// What marks a statement as cmi5's own.
const CMI5: &str = "https://w3id.org/xapi/cmi5/context/categories/cmi5";
/// What marks a statement that the learning system may go on by.
const MOVE_ON: &str = "https://w3id.org/xapi/cmi5/context/categories/moveon";
/// Where the score that passes stands in a statement about passing.
const PASS_MARK: &str = "https://w3id.org/xapi/cmi5/context/extensions/masteryscore";

/// What a statement says. In the order in which they are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Verb {
    Initialized,
    Completed,
    Passed,
    Failed,
    Terminated,
}

impl Verb {
    fn name(self) -> &'static str {
        match self {
            Self::Initialized => "initialized",
            Self::Completed => "completed",
            Self::Passed => "passed",
            Self::Failed => "failed",
            Self::Terminated => "terminated",
        }
    }

    /// The result that it has; the score goes with passing and failing only.
    fn result(self, score: Option<Scaled>, spent: Duration) -> Option<Value> {
        let mut result = match self {
            Self::Initialized => return None,
            Self::Completed => json!({ "completion": true }),
            Self::Passed => json!({ "success": true }),
            Self::Failed => json!({ "success": false }),
            Self::Terminated => json!({}),
        };
        result["duration"] = iso_8601(spent).into();
        if let (true, Some(score)) = (self.is_about_passing(), score) {
            result["score"] = json!({ "scaled": number(score) });
        }
        Some(result)
    }

    fn is_about_passing(self) -> bool {
        matches!(self, Self::Passed | Self::Failed)
    }

    fn moves_on(self) -> bool {
        self == Self::Completed || self.is_about_passing()
    }

    /// Whether it may be said once an enrolment; others are said once a session.
    fn is_once(self) -> bool {
        matches!(self, Self::Completed | Self::Passed)
    }
}

fn number(score: Scaled) -> Value {
    serde_json::from_str(&score.to_string()).unwrap_or_default()
}

/// A statement, made once and sent until it has arrived.
#[derive(Clone, Debug)]
pub(super) struct Statement {
    pub verb: Verb,
    pub id: Uuid,
    pub text: String,
    /// Whether it was sent.
    pub is_sent: bool,
    /// Whether it was sent and no answer came that says what became of it.
    pub may_be_there: bool,
    /// Whether the record store would not have it.
    pub is_refused: bool,
}

/// Makes a statement.
pub(super) fn statement(
    (launch, data, token): (&Launch, &LaunchData, &str),
    verb: Verb,
    at: Timestamp,
    score: Option<Scaled>,
    spent: Duration,
) -> Statement {
    let id = id(launch, data, token, verb);
    let name = verb.name();
    let mut statement = json!({
        "id": id.to_string(),
        "actor": launch.actor,
        "verb": { "id": format!("http://adlnet.gov/expapi/verbs/{name}"), "display": { "en": name } },
        "object": { "objectType": "Activity", "id": launch.activity },
        "context": context(launch, data, verb),
        "timestamp": format!("{at:.3}"),
    });
    if let Some(result) = verb.result(score, spent) {
        statement["result"] = result;
    }
    Statement {
        verb,
        id,
        text: statement.to_string(),
        is_sent: false,
        may_be_there: false,
        is_refused: false,
    }
}

/// The same statement has the same id, so that one which arrived without our hearing of it is not
/// there twice when it is sent again, be that a year later.
fn id(launch: &Launch, data: &LaunchData, token: &str, verb: Verb) -> Uuid {
    // Where a session has no name, the second one's beginning would be taken for the first's; the token
    // is another each time.
    let of_session = Some(data.session())
        .filter(|name| !name.is_empty())
        .unwrap_or(token);
    let session = match verb.is_once() {
        true => "",
        false => of_session,
    };
    let parts = [
        &launch.registration.to_string(),
        &launch.learner(),
        &launch.activity,
        session,
        verb.name(),
    ];
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.len().to_be_bytes());
        hash.update(part);
    }
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash.finalize()[..16]);
    Builder::from_custom_bytes(bytes).into_uuid()
}

/// The learning system's template with what has to be in it; nothing of the template is changed.
fn context(launch: &Launch, data: &LaunchData, verb: Verb) -> Value {
    let mut context = data.context.clone();
    context.insert(
        "registration".to_owned(),
        launch.registration.to_string().into(),
    );
    let activities = object(&mut context, "contextActivities");
    let mut categories = match activities.remove("category") {
        Some(Value::Array(categories)) => categories,
        Some(one) => vec![one],
        None => Vec::new(),
    };
    let mut add = |id: &str| {
        if !categories.iter().any(|category| category["id"] == id) {
            categories.push(json!({ "objectType": "Activity", "id": id }));
        }
    };
    add(CMI5);
    if verb.moves_on() {
        add(MOVE_ON);
    }
    activities.insert("category".to_owned(), categories.into());
    if let (true, Some(mark)) = (verb.is_about_passing(), &data.pass_mark_as_written) {
        object(&mut context, "extensions").insert(PASS_MARK.to_owned(), mark.clone());
    }
    context.into()
}

fn object<'a>(within: &'a mut Map<String, Value>, name: &str) -> &'a mut Map<String, Value> {
    let place = within.entry(name).or_insert_with(|| json!({}));
    if !place.is_object() {
        *place = json!({});
    }
    match place {
        Value::Object(object) => object,
        _ => unreachable!("it has just been made one"),
    }
}
