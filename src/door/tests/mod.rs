//! Every line that the door draws, and tries to cross each: who may see and send what (`access`), what
//! a statement has to be (`statement`), how long somebody is known (`session`), and the file of people
//! (`file`).

mod access;
mod file;
mod session;
mod statement;

use jiff::Timestamp;
use serde_json::Value;

use super::people::{People, Person};
use crate::{
    exchange::xapi::Whose,
    record::{
        Record,
        event::{self, Event},
        sealed::Sealed,
        story::{Story, scenario},
        what::What,
    },
};

/// Ada and Ben learn in spring and autumn, Cai by herself; Ann, Bob and Una assess, Quinn samples, and Edie
/// looks at it for the awarding body.
const FILE: &str = r#"
# Written by hand, with a remark.
site = "https://training.example.org/"

[[person]]
account = "ada"
name = "Ada Okafor"
role = "learner"
cohorts = ["spring"]

[[person]]
account = "ben"
name = "Ben Hughes"
role = "learner"
cohorts = ["autumn"]

[[person]]
account = "cai"
name = "Cai Rees"
role = "learner"

[[person]]
account = "ann"
name = "Ann Patel"
role = "assessor"
cohorts = ["spring"]

[[person]]
account = "bob"
name = "Bob Marsh"
role = "assessor"
cohorts = ["spring", "autumn"]

[[person]]
account = "una"
name = "Una Gray"
role = "assessor"
cohorts = []

[[person]]
account = "quinn"
name = "Quinn Abbot"
role = "quality-assurer"
cohorts = ["spring"] # one at a time

[[person]]
account = "edie"
name = "Edie Cole"
role = "external-quality-assurer"
cohorts = ["autumn"]
"#;

const EVERYBODY: [&str; 8] = ["ada", "ben", "cai", "ann", "bob", "una", "quinn", "edie"];

/// Whose record who may see. Nothing else may be seen by anybody.
const SEES: [(&str, &str); 8] = [
    ("ada", "ada"),
    ("ben", "ben"),
    ("cai", "cai"),
    ("ann", "ada"),
    ("bob", "ada"),
    ("bob", "ben"),
    ("quinn", "ada"),
    ("edie", "ben"),
];

fn people() -> People {
    People::read(FILE).unwrap()
}

fn of<'p>(people: &'p People, account: &str) -> &'p Person {
    people.get(account).unwrap()
}

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + seconds).unwrap()
}

/// A statement in somebody's record, of an event by somebody in a role.
fn statement(learner: &str, by: event::Role, sender: Option<&str>) -> Value {
    let event = Story::default().event(by, scenario(), &[], What::SectionRead);
    statement_of(&event, learner, sender)
}

/// The same of an event.
fn statement_of(event: &Event, learner: &str, sender: Option<&str>) -> Value {
    let (people, event) = (people(), Sealed::new(event));
    let account = |account| people.account(of(&people, account));
    let mut whose = Whose::of(account(learner));
    whose.sender = sender.map(account);
    let statement = whose.event(&event, &Record::default());
    serde_json::from_str(&statement.to_text()).unwrap()
}
