//! The complete assessment record of one learner, to be printed or kept as a page.
//!
//! It holds every block of the forms that centres keep on paper (City & Guilds' recording forms
//! among them) as far as the record has it: plans, evidence, declarations of own work, decisions
//! with the five rules, feedback and replies, sign-off, samples, practice, and the audit log. What
//! only the centre knows has a line to be written on. It judges nothing and works nothing out that
//! the fold of the record has not.
//!
//! Drafts are not in it, nor what was chosen in practice: neither is anybody's to assess.
//! Times are in Coordinated Universal Time, so that the same record makes the same page anywhere.

mod criterion;
mod evidence;
mod front;
mod log;
mod part;
mod plan;
mod practice;
mod unit;

use jiff::civil::Date;
use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::{
    overview::named::Content,
    record::{
        Record,
        state::{State, UnitState},
        stored::Learner,
    },
    wording::{page, report},
};

/// What a report is made from.
#[derive(Clone, Copy, Debug)]
pub struct Report<'a> {
    /// The content it is read with.
    pub content: Content<'a>,
    /// Whose record it is.
    pub learner: &'a Learner,
    /// The record.
    pub record: &'a Record,
    /// What it comes to.
    pub state: &'a State,
    /// What was wrong with the files it came in, in words; empty where nothing was.
    pub findings: &'a [String],
    /// The day of making it.
    pub made: Date,
}

impl Report<'_> {
    /// The name that the learner gave last, or the one in the file.
    pub fn name(&self) -> &str {
        self.state.name().unwrap_or(&self.learner.name)
    }
}

/// The report as part of a page: headings from level 2 on.
pub fn body(report: &Report<'_>) -> String {
    markup(report).into_string()
}

/// The audit log alone, as part of a page.
pub fn trail(report: &Report<'_>) -> String {
    log::rows(report).into_string()
}

/// The report as a page of its own, which needs no other file. `style` is the style sheet.
pub fn document(report: &Report<'_>, style: &str) -> String {
    let title = format!("{} · {}", report::TITLE, page::UNDERPIN);
    // What ends a style element ends it within a string of the sheet as well.
    let style = style.replace("</", "<\\/");
    let document = html! {
        (DOCTYPE)
        html lang="en-GB" data-page="report" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) }
                style { (PreEscaped(style)) }
            }
            body {
                main .page .page--wide {
                    h1 { (report::TITLE) ": " (report.name()) }
                    (markup(report))
                }
            }
        }
    };
    document.into_string()
}

fn markup(report: &Report<'_>) -> Markup {
    let worked_in: Vec<_> = report
        .state
        .units()
        .filter(|(_, _, did)| has_something(did))
        .collect();
    html! {
        article .report data-report {
            (front::front(report))
            @for (pack, id, did) in in_order(report, worked_in) {
                (unit::unit(&unit::Seen::new(report, pack, id, did)))
            }
            (log::log(report))
        }
    }
}

type Worked<'a> = (&'a crate::id::PackId, &'a crate::id::UnitId, &'a UnitState);

/// Units in the pack's order, then those that it has no more.
fn in_order<'a>(report: &Report<'_>, mut units: Vec<Worked<'a>>) -> Vec<Worked<'a>> {
    let settings = report.content.settings;
    units.sort_by_key(|(pack, id, _)| {
        let place = settings.order.iter().position(|listed| listed == *id);
        place
            .filter(|_| **pack == settings.id)
            .unwrap_or(usize::MAX)
    });
    units
}

/// Whether anything but reading was done in a unit.
fn has_something(did: &UnitState) -> bool {
    !(did.criteria.is_empty()
        && did.plans.is_empty()
        && did.declarations.is_empty()
        && did.questions.is_empty()
        && did.scenarios.is_empty())
}

#[cfg(test)]
mod tests;
