//! Evidence other than written answers: what it is, where it is kept, what it serves.

use maud::{Markup, html};

use super::{
    part::{day_or_none, rows, when, who},
    unit::Seen,
};
use crate::{
    record::{
        evidence::{Discussion, EvidenceItem, Method, Observation, Testimony, WorkProduct},
        state::Kept,
    },
    wording::{date, report as words},
};

pub(super) fn evidence(seen: &Seen<'_>) -> Markup {
    html! {
        @if !seen.evidence.is_empty() {
            section .report__part data-part="evidence" {
                h3 { (words::EVIDENCE) }
                p { (words::EVIDENCE_HELP) }
                @for piece in &seen.evidence { (one(seen, piece)) }
            }
        }
    }
}

fn one(seen: &Seen<'_>, piece: &Kept<EvidenceItem>) -> Markup {
    let said = &piece.said;
    let number = seen.evidence_number(&piece.seal).unwrap_or_default();
    let replaced = seen
        .evidence
        .iter()
        .any(|later| later.event.after.contains(&piece.seal));
    let head = [
        (words::KIND, words::method(said.method.kind()).to_owned()),
        (words::DATE, date::day(said.date)),
        (words::FOR_CRITERIA, seen.numbers(&piece.event)),
        (words::LOCATION, said.location.to_string()),
    ];
    let tail = [
        (words::LEARNER_COMMENT, said.learner_comment.to_string()),
        (
            words::RECORDED_BY,
            format!("{}, {}", who(&piece.event), when(piece.event.at)),
        ),
        (
            words::STATUS,
            if replaced {
                words::REPLACED.to_owned()
            } else {
                String::new()
            },
        ),
    ];
    html! {
        section .report__item data-evidence=(number) {
            h4 { (number) ": " (said.title) }
            (rows(head.into_iter().chain(method(&said.method)).chain(tail)))
        }
    }
}

/// The kind's own fields.
fn method(method: &Method) -> Vec<(&'static str, String)> {
    match method {
        Method::Observation(seen) => observation(seen),
        Method::Discussion(held) => discussion(held),
        Method::Testimony(given) => testimony(given),
        Method::WorkProduct(made) => work_product(made),
    }
}

fn observation(seen: &Observation) -> Vec<(&'static str, String)> {
    let clock = |time: jiff::civil::Time| format!("{:02}:{:02}", time.hour(), time.minute());
    let times: Vec<String> = [seen.from, seen.to]
        .into_iter()
        .flatten()
        .map(clock)
        .collect();
    vec![
        (words::TIMES, times.join(" – ")),
        (words::SETTING, seen.setting.to_string()),
        (words::PRESENT, seen.present.to_string()),
        (words::CONSENT, seen.consent.to_string()),
        (words::SEEN, seen.seen.to_string()),
        (words::QUESTIONS, seen.questions.to_string()),
    ]
}

fn discussion(held: &Discussion) -> Vec<(&'static str, String)> {
    vec![
        (
            words::LENGTH,
            held.minutes.map(words::minutes).unwrap_or_default(),
        ),
        (words::TOPICS, held.topics.to_string()),
        (words::SUMMARISED, held.summary.to_string()),
        (words::TIME_MARKS, held.time_marks.to_string()),
    ]
}

fn testimony(given: &Testimony) -> Vec<(&'static str, String)> {
    vec![
        (words::WITNESS, given.name.to_string()),
        (words::STATUS, words::witness(given.status).to_owned()),
        (words::RELATION, given.relation.to_string()),
        (words::CONTACT, given.contact.to_string()),
        (words::STATEMENT, given.statement.to_string()),
        (words::SIGNED, day_or_none(given.signed)),
    ]
}

fn work_product(made: &WorkProduct) -> Vec<(&'static str, String)> {
    vec![
        (words::DESCRIPTION, made.description.to_string()),
        (words::ANONYMISED, words::yes(made.anonymised).to_owned()),
    ]
}
