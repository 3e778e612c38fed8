//! The fields of a piece of evidence, each with its name; those that are empty are left out.

use crate::{
    record::evidence::{Discussion, EvidenceItem, Method, Observation, Testimony, WorkProduct},
    wording::{assess::judge, date},
};

/// A field's name, and what stands in it.
pub(super) type Field = (&'static str, String);

/// Everything that is written down about a piece of evidence, in the order of the form.
pub(super) fn of(item: &EvidenceItem) -> Vec<Field> {
    let mut fields = match &item.method {
        Method::Observation(said) => observation(said),
        Method::Discussion(said) => discussion(said),
        Method::Testimony(said) => testimony(said),
        Method::WorkProduct(said) => work_product(said),
    };
    fields.push((judge::LEARNER_COMMENT, item.learner_comment.to_string()));
    fields.push((judge::LOCATION, item.location.to_string()));
    fields.retain(|(_, words)| !words.trim().is_empty());
    fields
}

fn observation(said: &Observation) -> Vec<Field> {
    let time = |time: Option<jiff::civil::Time>| {
        time.map(|time| format!("{:02}:{:02}", time.hour(), time.minute()))
            .unwrap_or_default()
    };
    vec![
        (judge::FROM, time(said.from)),
        (judge::TO, time(said.to)),
        (judge::SETTING, said.setting.to_string()),
        (judge::PRESENT, said.present.to_string()),
        (judge::CONSENT, said.consent.to_string()),
        (judge::SEEN, said.seen.to_string()),
        (judge::QUESTIONS, said.questions.to_string()),
    ]
}

fn discussion(said: &Discussion) -> Vec<Field> {
    let minutes = said.minutes.map(|minutes| minutes.to_string());
    vec![
        (judge::MINUTES, minutes.unwrap_or_default()),
        (judge::TOPICS, said.topics.to_string()),
        (judge::SUMMARY, said.summary.to_string()),
        (judge::TIME_MARKS, said.time_marks.to_string()),
    ]
}

fn testimony(said: &Testimony) -> Vec<Field> {
    vec![
        (judge::WITNESS_NAME, said.name.to_string()),
        (
            judge::WITNESS_STATUS,
            judge::witness(said.status).to_owned(),
        ),
        (judge::RELATION, said.relation.to_string()),
        (judge::CONTACT, said.contact.to_string()),
        (judge::STATEMENT, said.statement.to_string()),
        (
            judge::SIGNED_ON,
            said.signed.map(date::day).unwrap_or_default(),
        ),
    ]
}

fn work_product(said: &WorkProduct) -> Vec<Field> {
    let anonymised = if said.anonymised {
        judge::CHECKED.to_owned()
    } else {
        judge::NOT_ANONYMISED.to_owned()
    };
    vec![
        (judge::DESCRIPTION, said.description.to_string()),
        (judge::IDENTIFYING_DETAILS, anonymised),
    ]
}
