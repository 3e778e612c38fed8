//! The fields of a piece of evidence, each with its name; those that are empty are left out.

use crate::{
    record::evidence::{Discussion, EvidenceItem, Method, Observation, Testimony, WorkProduct},
    wording::{assess::evidence, date},
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
    fields.push((evidence::LEARNER_COMMENT, item.learner_comment.to_string()));
    fields.push((evidence::LOCATION, item.location.to_string()));
    fields.retain(|(_, words)| !words.trim().is_empty());
    fields
}

fn observation(said: &Observation) -> Vec<Field> {
    let time = |time: Option<jiff::civil::Time>| {
        time.map(|time| format!("{:02}:{:02}", time.hour(), time.minute()))
            .unwrap_or_default()
    };
    vec![
        (evidence::FROM, time(said.from)),
        (evidence::TO, time(said.to)),
        (evidence::SETTING, said.setting.to_string()),
        (evidence::PRESENT, said.present.to_string()),
        (evidence::CONSENT, said.consent.to_string()),
        (evidence::SEEN, said.seen.to_string()),
        (evidence::QUESTIONS, said.questions.to_string()),
    ]
}

fn discussion(said: &Discussion) -> Vec<Field> {
    let minutes = said.minutes.map(|minutes| minutes.to_string());
    vec![
        (evidence::MINUTES, minutes.unwrap_or_default()),
        (evidence::TOPICS, said.topics.to_string()),
        (evidence::SUMMARY, said.summary.to_string()),
        (evidence::TIME_MARKS, said.time_marks.to_string()),
    ]
}

fn testimony(said: &Testimony) -> Vec<Field> {
    vec![
        (evidence::WITNESS_NAME, said.name.to_string()),
        (
            evidence::WITNESS_STATUS,
            evidence::witness(said.status).to_owned(),
        ),
        (evidence::RELATION, said.relation.to_string()),
        (evidence::CONTACT, said.contact.to_string()),
        (evidence::STATEMENT, said.statement.to_string()),
        (
            evidence::SIGNED_ON,
            said.signed.map(date::day).unwrap_or_default(),
        ),
    ]
}

fn work_product(said: &WorkProduct) -> Vec<Field> {
    let anonymised = if said.anonymised {
        evidence::CHECKED.to_owned()
    } else {
        evidence::NOT_ANONYMISED.to_owned()
    };
    vec![
        (evidence::DESCRIPTION, said.description.to_string()),
        (evidence::IDENTIFYING_DETAILS, anonymised),
    ]
}
