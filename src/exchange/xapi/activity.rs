//! Activities: the IRIs of what is done, and what is said of it.

use serde_json::Value;

use super::{
    Account, BASE,
    interaction::Interaction,
    name,
    statement::{Activity, Definition, words},
};
use crate::{
    id::StepId,
    pinned,
    record::event::{About, Item},
};

/// What statements of this program say that they are, among their categories.
pub const PROFILE: &str = "https://github.com/underpin-care/underpin/xapi/profiles/record-1";

/// The kinds of activity, by the field's names for them.
pub mod kind {
    /// A pack.
    pub const PACK: &str = "http://adlnet.gov/expapi/activities/course";
    /// A unit.
    pub const UNIT: &str = "http://adlnet.gov/expapi/activities/module";
    /// A section to read.
    pub const SECTION: &str = "http://id.tincanapi.com/activitytype/section";
    /// A question, in a scenario or outside.
    pub const QUESTION: &str = "http://adlnet.gov/expapi/activities/cmi.interaction";
    /// A scenario.
    pub const SCENARIO: &str = "http://adlnet.gov/expapi/activities/simulation";
    /// An assessment criterion.
    pub const CRITERION: &str = "http://adlnet.gov/expapi/activities/objective";
    /// A learner's record.
    pub const RECORD: &str = "http://adlnet.gov/expapi/activities/profile";
}

/// The IRI of the pack that something stands in.
pub fn pack(about: &About) -> String {
    format!("{BASE}/packs/{}", about.pack)
}

/// The IRI of the unit that something stands in.
pub fn unit(about: &About) -> String {
    format!("{}/units/{}", pack(about), about.unit)
}

/// The IRI of what an event is about.
pub fn item(about: &About) -> String {
    let unit = unit(about);
    match &about.item {
        Item::Section(id) => format!("{unit}/sections/{id}"),
        Item::Question(id) => format!("{unit}/questions/{id}"),
        Item::Scenario(id) => format!("{unit}/scenarios/{id}"),
        Item::Criterion(id) => format!("{unit}/criteria/{id}"),
        Item::Unit => unit,
    }
}

/// The IRI of a step of the scenario that an event is about.
pub fn step(about: &About, step: &StepId) -> String {
    format!("{}/steps/{step}", item(about))
}

/// The IRI of a learner's record, which tells nobody who she is.
pub fn record(learner: &Account) -> String {
    format!("{BASE}/records/{}", name(learner, "record", &""))
}

/// An activity without more than its name.
pub fn bare(id: impl Into<String>) -> Value {
    serde_json::json!({ "objectType": "Activity", "id": id.into() })
}

/// What an event is about, with what can be told of it out of the text that was shown.
pub fn of(about: &About, shown: Option<&str>) -> Activity {
    let kind = match &about.item {
        Item::Section(_) => kind::SECTION,
        Item::Question(_) => return question(item(about), shown),
        Item::Scenario(_) => kind::SCENARIO,
        Item::Criterion(_) => return criterion(about, shown),
        Item::Unit => kind::UNIT,
    };
    Activity {
        id: item(about),
        definition: Some(Definition {
            kind,
            name: None,
            interaction: None,
        }),
    }
}

/// A question, outside a scenario or in one of its steps.
pub fn question(id: String, shown: Option<&str>) -> Activity {
    let asks = shown.and_then(pinned::asks);
    Activity {
        id,
        definition: Some(Definition {
            kind: kind::QUESTION,
            name: asks.filter(|asks| !asks.is_empty()).map(words),
            interaction: shown.and_then(Interaction::of),
        }),
    }
}

fn criterion(about: &About, shown: Option<&str>) -> Activity {
    let number = shown.and_then(pinned::number);
    let asks = shown.and_then(pinned::asks);
    let parts: Vec<&str> = number.into_iter().chain(asks).collect();
    let name = parts.join(" ");
    Activity {
        id: item(about),
        definition: Some(Definition {
            kind: kind::CRITERION,
            name: (!name.trim().is_empty()).then(|| words(name)),
            interaction: None,
        }),
    }
}

/// A learner's record itself.
pub fn of_record(learner: &Account) -> Activity {
    Activity {
        id: record(learner),
        definition: Some(Definition {
            kind: kind::RECORD,
            name: None,
            interaction: None,
        }),
    }
}
