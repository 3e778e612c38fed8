//! A unit or a law section that was checked on a day that is still to come.

use jiff::civil::Date;

use super::{Check, Example, Rule, UnitInHand};
use crate::{
    diagnostic::{Code, Diagnostic},
    source::Span,
    unit::{Content, Reading},
    when,
};

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code::ReviewedAhead,
    title: "Nothing has been checked on a day that is still to come.",
    why: "Learners and inspectors read the date as a promise that somebody has looked. A slip in the year makes it a false one.",
    fails: Example::Body(
        "
## Rest in law {#law .law nation=wales checked=2027-11-02 review-by=2028-05-02}

Workers have a right to breaks.
",
    ),
    passes: Example::Body(
        "
## Rest in law {#law .law nation=wales checked=2026-11-02 review-by=2028-05-02}

Workers have a right to breaks.
",
    ),
    checks: &[Check::Unit(check)],
};

/// Tells of each such date.
fn check(in_hand: &UnitInHand<'_>) -> Vec<Diagnostic> {
    let text = in_hand.source.text;
    let is_ahead = |day: &Date| when::is_ahead(*day, in_hand.today);
    let tell = |day: Date, span: Span| {
        let message =
            format!("this says that somebody checked it on {day}, which is still to come");
        in_hand
            .wrong(Code::ReviewedAhead, span, message)
            .help("write the day on which it was last read and found right")
    };
    let front = in_hand.unit.front;
    let of_unit = in_hand.unit.reviewed.filter(is_ahead).map(|day| {
        let before = front.find(text, "\nreviewed");
        let line = Span::new(before.start + 1, front.end).first_line(text);
        tell(day, line)
    });
    let of_law = in_hand.unit.sections.iter().filter_map(|section| {
        let Content::Reading(Reading { law: Some(law), .. }) = &section.content else {
            return None;
        };
        let day = law.checked.filter(is_ahead)?;
        let key = format!("checked={day}");
        Some(tell(day, section.heading.find(text, &key)))
    });
    of_unit.into_iter().chain(of_law).collect()
}
