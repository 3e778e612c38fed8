//! The first page: the record, the learner, the centre, everybody in it, all units at a glance.

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};

use super::{
    Report, has_something, in_order,
    part::{day, lines, rows, table, when},
    unit::Seen,
};
use crate::{
    record::{
        event::{PersonId, Role},
        sealed::Sealed,
        stored,
    },
    wording::{date, report as words},
};

pub(super) fn front(report: &Report<'_>) -> Markup {
    html! {
        section .report__part data-part="about" {
            h2 { (words::ABOUT) }
            (about(report))
            p { (words::INTEGRITY) }
            @if report.findings.is_empty() {
                p { (words::NO_FINDINGS) }
            } @else {
                h3 { (words::FINDINGS) }
                ul { @for finding in report.findings { li { (finding) } } }
            }
        }
        section .report__part data-part="learner" {
            h2 { (words::LEARNER) }
            (lines([
                (words::NAME, report.name().to_owned()),
                (words::REGISTRATION, String::new()),
                (words::REGISTERED_ON, String::new()),
            ]))
        }
        section .report__part data-part="centre" {
            h2 { (words::CENTRE) }
            (centre(report))
        }
        section .report__part data-part="people" {
            h2 { (words::PEOPLE) }
            (people(report))
        }
        section .report__part data-part="units" {
            h2 { (words::SUMMARY) }
            (units(report))
        }
    }
}

fn about(report: &Report<'_>) -> Markup {
    let events = || report.record.events().filter_map(Sealed::event);
    let packs: BTreeSet<String> = events()
        .flat_map(|event| &event.about)
        .map(|about| match &about.adaptation {
            Some(own) => format!(
                "{} {} ({} {})",
                about.pack, about.pack_version, own.id, own.version
            ),
            None => format!("{} {}", about.pack, about.pack_version),
        })
        .collect();
    let packs: Vec<String> = packs.into_iter().collect();
    let at = |at: Option<jiff::Timestamp>| at.map(when).unwrap_or_default();
    rows([
        (words::RECORD_ID, report.learner.id.to_string()),
        (words::FORMAT, stored::VERSION.to_string()),
        (words::CONTENT, packs.join(", ")),
        (words::CREATED, at(events().map(|event| event.at).min())),
        (words::UPDATED, at(events().map(|event| event.at).max())),
        (words::ENTRIES, report.record.events().len().to_string()),
        (words::MADE, date::day(report.made)),
    ])
}

fn centre(report: &Report<'_>) -> Markup {
    let centre = &report.content.settings.centre;
    lines([
        (words::CENTRE_NAME, centre.name.clone()),
        (words::CENTRE_NUMBER, centre.number.clone()),
        (words::SERVICE, centre.service.clone()),
        (words::NATION, report.content.nation.to_string()),
        (words::AWARDING_BODY, centre.awarding_body.clone()),
        (words::QUALIFICATION, centre.qualification.clone()),
        (
            words::QUALIFICATION_NUMBER,
            centre.qualification_number.clone(),
        ),
    ])
}

/// Everybody who made an entry, in each role they had, with how many and when.
fn people(report: &Report<'_>) -> Markup {
    let mut people = BTreeMap::<(Role, PersonId), (String, usize, Vec<jiff::Timestamp>)>::new();
    let mut events: Vec<_> = report.record.events().filter_map(Sealed::event).collect();
    events.sort_by_key(|event| (event.at, event.id));
    for event in events {
        let entry = people.entry((event.by.role, event.by.person)).or_default();
        entry.0 = event.by.name.to_string();
        entry.1 += 1;
        entry.2.push(event.at);
    }
    let rows: Vec<Vec<String>> = people
        .into_iter()
        .map(|((role, _), (name, number, times))| {
            let first = times.first().map(|at| day(*at)).unwrap_or_default();
            let last = times.last().map(|at| day(*at)).unwrap_or_default();
            let active = if first == last {
                first
            } else {
                format!("{first} – {last}")
            };
            vec![
                name,
                words::role(role).to_owned(),
                number.to_string(),
                active,
            ]
        })
        .collect();
    let heads = [words::NAME, words::ROLE, words::ENTRIES, words::ACTIVE];
    table(words::PEOPLE, &heads, &rows)
}

fn units(report: &Report<'_>) -> Markup {
    let worked_in = report
        .state
        .units()
        .filter(|(_, _, did)| has_something(did))
        .collect();
    let rows: Vec<Vec<String>> = in_order(report, worked_in)
        .into_iter()
        .map(|(pack, id, did)| {
            let seen = Seen::new(report, pack, id, did);
            let samples = did.criteria.values();
            let samples: usize = samples.map(|c| c.samples_that_count().len()).sum();
            vec![
                seen.title(),
                seen.reference().to_owned(),
                seen.level(),
                seen.met(),
                seen.sign_off().to_owned(),
                samples.to_string(),
            ]
        })
        .collect();
    let heads = [
        words::UNIT,
        words::UNIT_REF,
        words::LEVEL,
        words::MET_COUNT,
        words::SIGNED,
        words::SAMPLED,
    ];
    html! {
        @if rows.is_empty() { p { (words::EMPTY) } } @else { (table(words::SUMMARY, &heads, &rows)) }
    }
}
