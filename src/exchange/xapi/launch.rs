//! A launch by a learning management system (cmi5): what statements made within it have to carry.
//!
//! The system opens a unit with a registration and a template. Statements of ours beside those that
//! cmi5 defines are *cmi5 allowed*: they carry the registration and everything in the template, and
//! are not of cmi5's own category.

use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;

use super::{
    BASE,
    statement::{Context, Extensions},
};

/// Where cmi5 keeps the session among the extensions.
pub const SESSION: &str = "https://w3id.org/xapi/cmi5/context/extensions/sessionid";

/// cmi5's own category, which only the statements have that it defines.
const CATEGORY: &str = "https://w3id.org/xapi/cmi5/context/categories/cmi5";

/// What a launch asks for.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Launch {
    /// The learner's being registered for the course.
    pub registration: Uuid,
    /// What every statement carries.
    #[serde(rename = "contextTemplate")]
    pub template: Template,
}

/// What every statement of a launch carries, as the system gave it.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct Template {
    /// Activities that everything belongs to.
    #[serde(default, rename = "contextActivities")]
    pub activities: Activities,
    /// The session among others.
    #[serde(default)]
    pub extensions: Extensions,
}

/// Activities of a template.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Activities {
    parent: OneOrMany,
    grouping: OneOrMany,
    category: OneOrMany,
    other: OneOrMany,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    Many(Vec<Value>),
    One(Value),
}

impl Default for OneOrMany {
    fn default() -> Self {
        Self::Many(Vec::new())
    }
}

impl OneOrMany {
    fn list(&self) -> Vec<Value> {
        match self {
            Self::Many(many) => many.clone(),
            Self::One(one) => vec![one.clone()],
        }
    }
}

/// Why a text is no launch.
#[derive(Debug, thiserror::Error)]
pub enum NotALaunch {
    /// It does not have the shape.
    #[error(
        "This does not read as what a cmi5 launch gives ({0}). It is JSON with the launch’s \
         “registration” and the “contextTemplate” out of LMS.LaunchData."
    )]
    Shape(#[from] serde_json::Error),
    /// It names no session.
    #[error(
        "The contextTemplate has no session ({SESSION}), so no system would take the statements. \
         Copy the whole contextTemplate out of LMS.LaunchData."
    )]
    NoSession,
}

impl Launch {
    /// Reads `{"registration":"…","contextTemplate":{…}}`.
    ///
    /// # Errors
    /// Where the text is none, or its template names no session.
    pub fn read(text: &str) -> Result<Self, NotALaunch> {
        let launch: Self = serde_json::from_str(text)?;
        let session = launch.template.extensions.get(SESSION);
        match session.and_then(Value::as_str) {
            Some(session) if !session.is_empty() => Ok(launch),
            _ => Err(NotALaunch::NoSession),
        }
    }

    /// Puts into a statement's context what the launch asks for. A walk that was the registration
    /// becomes an extension.
    pub(super) fn put_into(&self, context: &mut Context) {
        if let Some(walk) = context.registration.replace(self.registration) {
            let walk = walk.to_string().into();
            context
                .extensions
                .insert(format!("{BASE}/extensions/walk"), walk);
        }
        let Activities {
            parent,
            grouping,
            category,
            other,
        } = &self.template.activities;
        let ours = &mut context.activities;
        let is_cmi5 =
            |activity: &Value| activity.get("id").and_then(Value::as_str) == Some(CATEGORY);
        ours.parent.extend(parent.list());
        ours.grouping.extend(grouping.list());
        let category = category.list().into_iter();
        ours.category
            .extend(category.filter(|activity| !is_cmi5(activity)));
        ours.other.extend(other.list());
        for (name, value) in &self.template.extensions {
            // What carries the event is never overwritten.
            context
                .extensions
                .entry(name.clone())
                .or_insert_with(|| value.clone());
        }
    }
}
