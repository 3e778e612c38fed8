//! One criterion: what was handed in, what was decided on it and why, what was said back, and
//! what quality assurers found.

use maud::{Markup, html};

use super::{
    part::{rows, table, typed, when, who},
    unit::Seen,
};
use crate::{
    id::CriterionId,
    pinned,
    record::{
        decision::{Decision, Evidence, Rule, Shown},
        event::{Item, Via},
        state::{CriterionState, Kept, OpenSample},
        what::{HandedIn, Help},
    },
    wording::{date, record, report as words},
};

pub(super) fn criterion(seen: &Seen<'_>, id: &CriterionId) -> Markup {
    let named = seen.named(id);
    let none = CriterionState::default();
    let did = seen.did.criteria.get(id).unwrap_or(&none);
    let standing = did.standing();
    let samples = did.samples_that_count();
    html! {
        section .report__criterion data-criterion=(id) {
            h3 { (named.number) " " (named.asks) }
            (rows([
                (words::OFFICIAL, named.official.clone().unwrap_or_default()),
                (words::STATUS, record::standing(standing).to_owned()),
            ]))
            @for (place, submission) in did.submissions.in_order().into_iter().enumerate() {
                (handed_in(seen, id, did, place + 1, submission, &named.asks))
            }
            @for (place, decision) in did.decisions.in_order().into_iter().enumerate() {
                (decided(seen, did, place + 1, decision, &samples))
            }
        }
    }
}

fn handed_in(
    seen: &Seen<'_>,
    id: &CriterionId,
    did: &CriterionState,
    number: usize,
    submission: &Kept<HandedIn>,
    asks: &str,
) -> Markup {
    let said = &submission.said;
    let withdrawn = did.withdrawn.get(&submission.seal);
    let withdrawn = withdrawn.and_then(|events| events.values().map(|event| event.at).min());
    let mut about = submission.event.about.iter();
    let about = about.find(|about| about.item == Item::Criterion(id.clone()));
    let then = about
        .and_then(|about| seen.report.record.text(&about.shown?))
        .and_then(pinned::asks)
        .filter(|then| *then != asks);
    let version = did.version_of(submission);
    let covered = version.map(|version| {
        let covered: Vec<&str> = version.said.covered.iter().map(|name| &**name).collect();
        covered.join(", ")
    });
    let help = match &said.help {
        Help::None => words::NO_HELP.to_owned(),
        Help::Used(how) => how.to_string(),
    };
    let comments: Vec<_> = did.comments.in_order();
    let comments = comments
        .into_iter()
        .filter(|comment| comment.event.after.contains(&submission.seal));
    let comments: Vec<_> = comments.collect();
    html! {
        section .report__item data-submission=(number) {
            h4 { (words::submission(number)) }
            p { (words::handed_in(&when(submission.event.at), withdrawn.map(when).as_deref())) }
            (rows([(words::WORDED, then.unwrap_or_default().to_owned())]))
            @match version {
                Some(version) => {
                    @if version.event.via == Some(Via::Workbook) { p { (words::FROM_WORKBOOK) } }
                    (typed(&version.said.text))
                }
                None => p { (words::NO_TEXT) },
            }
            (rows([
                (words::DECLARATION, words::signed(&said.statement, &said.signed, &date::day(said.date))),
                (words::SOURCES, said.sources.to_string()),
                (words::HELP, help),
                (words::COVERED, covered.unwrap_or_default()),
            ]))
            @if !comments.is_empty() {
                h5 { (words::COMMENTS) }
                @for comment in &comments {
                    p { (words::comment(&comment.said.quote, &who(&comment.event))) }
                    (typed(&comment.said.text))
                }
            }
        }
    }
}

fn decided(
    seen: &Seen<'_>,
    did: &CriterionState,
    number: usize,
    decision: &Kept<Decision>,
    samples: &[OpenSample<'_>],
) -> Markup {
    let said = &decision.said;
    let feedback = &said.feedback;
    let action = words::by_when(&feedback.action, feedback.by_when.map(date::day).as_deref());
    let mut countersigned: Vec<_> = did.signatures_of(decision).collect();
    countersigned.sort_by_cached_key(|signature| signature.by_time());
    let countersigned = countersigned.into_iter().map(|signature| {
        let by = format!("{}, {}", who(&signature.event), when(signature.event.at));
        let note = &signature.said.note;
        (
            words::COUNTERSIGNED,
            if note.is_empty() {
                by
            } else {
                format!("{by}: {note}")
            },
        )
    });
    let fields = [
        (words::BASIS, basis(seen, did, decision)),
        (words::STRENGTHS, feedback.strengths.to_string()),
        (words::GAP, feedback.gap.to_string()),
        (words::ACTION, action),
    ];
    let replies = did.replies.in_order();
    let replies = replies
        .into_iter()
        .filter(|reply| reply.event.after.contains(&decision.seal));
    let on_this = |sample: &&OpenSample<'_>| sample.decision.seal == decision.seal;
    html! {
        section .report__item data-decision=(number) {
            h4 { (words::decision(number, said.judgement)) }
            p { (words::decided(&who(&decision.event), &when(decision.event.at), said.attempt)) " " (status(did, decision)) }
            (rules(&said.evidence))
            (points(said))
            (rows(fields.into_iter().chain(countersigned)))
            @for reply in replies {
                p { (words::reply(&who(&reply.event), reply.said.disagree, &when(reply.event.at))) }
                (typed(&reply.said.text))
            }
            @for sample in samples.iter().filter(on_this) { (sampled(sample)) }
        }
    }
}

/// What became of a decision.
fn status(did: &CriterionState, decision: &Kept<Decision>) -> &'static str {
    let is = |others: Vec<&Kept<Decision>>| others.iter().any(|d| d.seal == decision.seal);
    if is(did.standing_decisions()) {
        words::STANDS
    } else if is(did.to_countersign()) {
        words::TO_COUNTERSIGN
    } else if matches!(
        decision.event.by.role,
        crate::record::event::Role::Assessor { .. }
    ) {
        words::SUPERSEDED
    } else {
        words::DOES_NOT_COUNT
    }
}

/// The submissions and evidence that a decision is on, as they are called here.
fn basis(seen: &Seen<'_>, did: &CriterionState, decision: &Kept<Decision>) -> String {
    let submissions = did.submissions.in_order();
    let called = did.basis_of(decision).filter_map(|seal| {
        let place = submissions.iter().position(|kept| kept.seal == seal);
        place
            .map(|place| words::submission(place + 1))
            .or_else(|| seen.evidence_number(&seal))
    });
    called.collect::<Vec<_>>().join(", ")
}

fn rules(evidence: &Evidence) -> Markup {
    let rows: Vec<Vec<String>> = Rule::ALL
        .into_iter()
        .map(|rule| {
            let finding = evidence.finding(rule);
            vec![
                words::rule(rule).to_owned(),
                words::holds(finding.holds).to_owned(),
                finding.note.to_string(),
            ]
        })
        .collect();
    table(
        words::RULES,
        &[words::RULES, words::HOLDS, words::NOTE],
        &rows,
    )
}

fn points(decision: &Decision) -> Markup {
    html! {
        @if !decision.points.is_empty() {
            h5 { (words::POINTS) }
            (rows(decision.points.iter().map(|(name, shown)| {
                let place = match shown {
                    Shown::In(passage) => words::shown_in(&passage.quote),
                    Shown::AsAWhole => words::AS_A_WHOLE.to_owned(),
                };
                (&**name, place)
            })))
        }
    }
}

fn sampled(open: &OpenSample<'_>) -> Markup {
    let said = &open.sample.said;
    let by = format!(
        "{}, {}",
        who(&open.sample.event),
        when(open.sample.event.at)
    );
    let answers = open.answers.iter().map(|answer| {
        let by = format!("{}, {}", who(&answer.event), when(answer.event.at));
        (words::ANSWER, format!("{by}: {}", answer.said.text))
    });
    let closings = open.closings.iter().map(|closing| {
        let by = format!("{}, {}", who(&closing.event), date::day(closing.said.date));
        let note = &closing.said.note;
        (
            words::CLOSED,
            if note.is_empty() {
                by
            } else {
                format!("{by}: {note}")
            },
        )
    });
    let blind = said.blind.map(words::judgement).unwrap_or_default();
    let fields = [
        (words::BLIND, blind.to_owned()),
        (words::COMMENT, said.comment.to_string()),
        (
            words::ACTION,
            words::by_when(&said.action, said.by_when.map(date::day).as_deref()),
        ),
    ];
    html! {
        section .report__sample data-sample {
            h5 { (words::sample(said.stage, said.finding)) }
            p { (by) ". " (words::sample_standing(open.standing)) }
            (rules(&said.evidence))
            (rows(fields.into_iter().chain(answers).chain(closings)))
        }
    }
}
