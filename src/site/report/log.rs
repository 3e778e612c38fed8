//! The audit log: every event, those included that this program cannot read.

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};

use super::{
    Report,
    part::{short, table, when, who},
};
use crate::{
    id::{CriterionId, PackId, UnitId},
    record::{
        Record,
        event::{About, Item},
        sealed::{Reading, Sealed},
    },
    wording::report as words,
};

pub(super) fn log(report: &Report<'_>) -> Markup {
    html! {
        section .report__part .report__log data-part="log" {
            h2 { (words::LOG) }
            p { (words::LOG_HELP) }
            (rows(report))
        }
    }
}

/// A row for every event, in a table.
pub(super) fn rows(report: &Report<'_>) -> Markup {
    let mut places = Places {
        report,
        known: BTreeMap::new(),
    };
    let rows: Vec<Vec<String>> = in_order(report.record)
        .into_iter()
        .map(|event| places.row(event))
        .collect();
    let heads = [
        words::WHEN,
        words::WHO,
        words::WHAT,
        words::ABOUT_WHAT,
        words::SEAL,
    ];
    table(words::LOG, &heads, &rows)
}

/// Every event by the clock; of one moment, each after those it follows.
fn in_order(record: &Record) -> Vec<&Sealed> {
    // An event that cannot be read has no time; it stands at the end.
    let moment = |sealed: &Sealed| {
        let at = sealed.event().map(|event| event.at);
        (at.is_none(), at)
    };
    let mut events: Vec<&Sealed> = record.events().collect();
    events.sort_by_key(|sealed| (moment(sealed), sealed.seal()));
    let mut order = Vec::with_capacity(events.len());
    let mut placed = BTreeSet::new();
    for event in events {
        let mut open = vec![event];
        while let Some(&last) = open.last() {
            let mut before = last
                .after()
                .iter()
                .filter_map(|seal| record.event(seal))
                .filter(|before| moment(before) == moment(last));
            match before.find(|before| !placed.contains(&before.seal())) {
                Some(before) => open.push(before),
                None => {
                    open.pop();
                    if placed.insert(last.seal()) {
                        order.push(last);
                    }
                }
            }
        }
    }
    order
}

/// What places are called: many events are about few places.
struct Places<'a> {
    report: &'a Report<'a>,
    known: BTreeMap<(PackId, UnitId, CriterionId), String>,
}

impl Places<'_> {
    fn row(&mut self, sealed: &Sealed) -> Vec<String> {
        let (at, by, what, about) = match sealed.reading() {
            Reading::Known(event) => (
                when(event.at),
                who(event),
                words::done(&event.what),
                &event.about,
            ),
            Reading::Unknown(unread) => (
                String::new(),
                unread
                    .by
                    .as_ref()
                    .map(|by| words::person(&by.name, by.role))
                    .unwrap_or_default(),
                words::unknown(unread.kind.as_deref()),
                &unread.about,
            ),
        };
        let about: Vec<String> = about.iter().map(|about| self.called(about)).collect();
        vec![at, by, what, about.join("; "), short(&sealed.seal())]
    }

    fn called(&mut self, about: &About) -> String {
        let content = self.report.content;
        let title = content.title(&about.pack, &about.unit);
        match &about.item {
            Item::Criterion(id) => {
                let place = (about.pack.clone(), about.unit.clone(), id.clone());
                let report = self.report;
                let number = self.known.entry(place).or_insert_with(|| {
                    let unit = report.state.unit(&about.pack, &about.unit);
                    let did = unit.and_then(|unit| unit.criteria.get(id));
                    content
                        .named(&about.pack, &about.unit, id, report.record, did)
                        .number
                });
                format!("{title} {number}")
            }
            Item::Unit => title,
            Item::Section(id) => format!("{title}, {id}"),
            Item::Question(id) => format!("{title}, {id}"),
            Item::Scenario(id) => format!("{title}, {id}"),
        }
    }
}
