//! The shape of a statement that this program writes.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

use super::{Account, LANGUAGE, StatementId, interaction::Interaction};

/// Words for people, by their language.
pub type Words = BTreeMap<&'static str, String>;

/// What is carried beside the standard's own properties, by IRIs.
pub type Extensions = BTreeMap<String, Value>;

/// Words in the one language that there is.
pub fn words(text: impl Into<String>) -> Words {
    [(LANGUAGE, text.into())].into()
}

/// One statement.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Statement {
    /// What it is known by.
    pub id: StatementId,
    /// Whose record it is in: always the learner.
    pub actor: Agent,
    /// What was done.
    pub verb: Verb,
    /// To what.
    pub object: Activity,
    /// What came of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub result: Option<Outcome>,
    /// What stood around it.
    pub context: Context,
    /// When, by the device's clock.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timestamp: Option<String>,
}

impl Statement {
    /// As JSON, on one line.
    pub fn to_text(&self) -> String {
        serde_json::to_string(self)
            .unwrap_or_else(|bug| panic!("a statement can always be written: {bug}"))
    }
}

/// A person.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "objectType")]
pub struct Agent {
    /// The name, only where it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The account.
    pub account: Account,
}

/// A verb.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Verb {
    /// Its IRI.
    pub id: String,
    /// How it reads.
    pub display: Words,
}

/// Something that things can be done to.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "objectType")]
pub struct Activity {
    /// Its IRI.
    pub id: String,
    /// What it is, where that is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub definition: Option<Definition>,
}

/// What an activity is.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Definition {
    /// Its kind: an IRI.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// What it is called, or what it asks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<Words>,
    /// How it is answered, where it is a question.
    #[serde(flatten)]
    pub interaction: Option<Interaction>,
}

/// What came of something that was done.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Outcome {
    /// Points.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score: Option<Score>,
    /// Whether it was right, passed or met; none where that is not for this event to say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub success: Option<bool>,
    /// Whether it is done to its end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub completion: Option<bool>,
    /// What was chosen, typed or said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub response: Option<String>,
    /// What the standard has no place for.
    #[serde(skip_serializing_if = "Extensions::is_empty")]
    pub extensions: Extensions,
}

/// Points, as the standard writes them.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Score {
    /// From 0 to 1.
    pub scaled: f64,
    /// The points themselves.
    pub raw: f64,
    /// The least there could be.
    pub min: f64,
    /// The most there could be.
    pub max: f64,
}

/// What stood around something that was done.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Context {
    /// The walk through a scenario, or the launch.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registration: Option<Uuid>,
    /// Who did it, where that was not the learner.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instructor: Option<Agent>,
    /// Activities that the object belongs to.
    #[serde(rename = "contextActivities")]
    pub activities: ContextActivities,
    /// The pack's version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revision: Option<String>,
    /// The program.
    pub platform: &'static str,
    /// The language.
    pub language: &'static str,
    /// The statement of the first event that this one follows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub statement: Option<StatementRef>,
    /// The event itself, and what the standard has no place for.
    pub extensions: Extensions,
}

/// Another statement.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(tag = "objectType")]
pub struct StatementRef {
    /// Which.
    pub id: StatementId,
}

/// Activities that a statement's object belongs to. Some come from a launch, as they are.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ContextActivities {
    /// What it is a part of.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parent: Vec<Value>,
    /// What it belongs to further up.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub grouping: Vec<Value>,
    /// What kind of statement this is.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub category: Vec<Value>,
    /// What else it is about.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub other: Vec<Value>,
}
