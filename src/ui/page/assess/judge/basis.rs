//! What a decision is on, in words: what it is, and when it came.

use crate::{
    desk::judging::Basis,
    record::{
        decision::Decision,
        evidence::MethodKind,
        state::{CriterionState, Kept},
    },
    ui::clock,
    wording::{
        assess::{evidence, judge},
        date,
    },
};

/// What something is called that a decision can be on. Of two answers that were handed in on one
/// day the time tells which.
pub(super) fn called(basis: &Basis) -> String {
    match basis {
        Basis::Submission(kept) => judge::came(
            evidence::method(MethodKind::Written),
            &clock::local(kept.event.at),
        ),
        Basis::Evidence(kept) => {
            let what = evidence::titled(kept.said.method.kind(), &kept.said.title);
            judge::came(&what, &date::day(kept.said.date))
        }
    }
}

/// Everything that a decision is on.
pub(super) fn of(state: &CriterionState, decision: &Kept<Decision>) -> String {
    let each = state.basis_of(decision).filter_map(|seal| {
        let submission = state.submissions.get(&seal).cloned().map(Basis::Submission);
        submission.or_else(|| state.evidence.get(&seal).cloned().map(Basis::Evidence))
    });
    let each: Vec<String> = each.map(|basis| called(&basis)).collect();
    each.join("; ")
}
