//! A law section, or a unit, whose review date has passed.

use jiff::civil::Date;

use super::{Check, Example, Rule, UnitInHand};
use crate::{
    diagnostic::{Code, Diagnostic},
    source::Span,
    unit::{Content, Reading},
};

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code::ReviewOverdue,
    title: "A law section or a unit is checked again by the day it says.",
    why: "Law and guidance change. Somebody who knows should read it again before more learners do.",
    fails: Example::Body(
        "
## Rest in law {#law .law nation=wales checked=2025-11-02 review-by=2026-05-02}

Workers have a right to breaks.
",
    ),
    passes: Example::Body(
        "
## Rest in law {#law .law nation=wales checked=2026-11-02 review-by=2027-05-02}

Workers have a right to breaks.
",
    ),
    checks: &[Check::Unit(check)],
};

/// Tells of each date before today.
fn check(in_hand: &UnitInHand<'_>) -> Vec<Diagnostic> {
    let unit = in_hand.unit;
    let mut found = Vec::new();
    if let Some(due) = unit.review_by.filter(|due| *due < in_hand.today) {
        let line = unit.front.find(in_hand.source.text, "review_by");
        let line = Span::new(line.start, unit.front.end).first_line(in_hand.source.text);
        found.push(overdue(in_hand, "the unit", due, line).help(
            "read it all again, mend what has changed, and set `reviewed` and `review_by` anew",
        ));
    }
    for section in &unit.sections {
        let Content::Reading(Reading { law: Some(law), .. }) = &section.content else {
            continue;
        };
        if let Some(due) = law.review_by.filter(|due| *due < in_hand.today) {
            let key = format!("review-by={due}");
            let span = section.heading.find(in_hand.source.text, &key);
            found.push(
                overdue(in_hand, "this law section", due, span)
                    .help("check that it still holds, and set `checked` and `review-by` anew"),
            );
        }
    }
    found
}

fn overdue(in_hand: &UnitInHand<'_>, what: &str, due: Date, span: Span) -> Diagnostic {
    let message = format!("{what} was to be checked again by {due}");
    in_hand.wrong(Code::ReviewOverdue, span, message)
}
