//! A question as an item.

use maud::{PreEscaped, html};

use super::{
    body::body,
    declarations::declarations,
    listing::{ASI, DECLARATION},
    processing::processing,
    prose::{Leave, plain},
    said::{ALWAYS, FEEDBACK, OTHERWISE, RIGHT, said},
};
use crate::{
    author::question::Draft,
    exchange::{
        bank::{Loss, heading::Heading},
        qti::names::{ID, TOOL},
    },
    nation::Nations,
    pack::Fillings,
    question::{GapKind, Interaction, Question, fold_text},
};

/// An item. What is lost is told.
pub(super) fn item(question: &Question, draft: &Draft, leave: &mut Leave<'_>) -> String {
    lost(question, draft, leave);
    let title: String = question
        .title
        .text(&Fillings::default())
        .chars()
        .take(200)
        .collect();
    let scored = question.is_scored();
    let said = said(question, draft, leave);
    let has = |outcome: &str| said.iter().any(|said| said.outcome == outcome);
    let several = matches!(question.interaction, Interaction::Multiple(_));
    let body = body(question, draft, leave);
    let feedback = if several { "multiple" } else { "single" };
    let points = draft.points.to_string();
    let markup = html! {
        qti-assessment-item xmlns=(ASI) identifier={(ID)(draft.id)} title=(plain(&title)) label=(Heading::write(draft, question.nations))
            tool-name=(TOOL) xml:lang="en-GB" adaptive="false" time-dependent="false" {
            (declarations(question, draft))
            @if scored {
                qti-outcome-declaration identifier="SCORE" cardinality="single" base-type="float" normal-maximum=(points) normal-minimum="0" {
                    qti-default-value { qti-value { "0" } }
                }
            }
            @if has(FEEDBACK) {
                qti-outcome-declaration identifier=(FEEDBACK) cardinality=(feedback) base-type="identifier" {}
            }
            @for outcome in [RIGHT, OTHERWISE, ALWAYS].into_iter().filter(|outcome| has(outcome)) {
                qti-outcome-declaration identifier=(outcome) cardinality="single" base-type="identifier" {}
            }
            qti-item-body { (PreEscaped(body)) }
            @if scored || has(ALWAYS) {
                (processing(question, draft, &said))
            }
            @for said in &said {
                qti-modal-feedback outcome-identifier=(said.outcome) show-hide="show" identifier=(said.identifier) title=[said.title.as_deref()] {
                    qti-content-body { (PreEscaped(&said.xhtml)) }
                }
            }
        }
    };
    format!("{DECLARATION}{}\n", markup.into_string())
}

fn lost(question: &Question, draft: &Draft, leave: &mut Leave<'_>) {
    let losses = &mut leave.losses;
    if !draft.criteria.is_empty() {
        losses.tell(Loss::Criteria);
    }
    if question.nations != Nations::ALL {
        losses.tell(Loss::Nations);
    }
    if question.all_feedback().any(|said| said.leads_to.is_some()) {
        losses.tell(Loss::Steps);
    }
    if question.all_feedback().any(|said| said.is_unsafe) {
        losses.tell(Loss::Unsafe);
    }
    if matches!(question.interaction, Interaction::Order(_)) {
        losses.tell(Loss::Parts);
    }
    if let Interaction::Number(number) = &question.interaction {
        for known in &number.known {
            if !known.answer.unit.is_empty() {
                losses.tell(Loss::UnitOfNumber(known.answer.unit.clone()));
            }
        }
    }
    let typed: Vec<&String> = match &question.interaction {
        Interaction::Short(short) => short.known.iter().flat_map(|known| &known.answer).collect(),
        Interaction::Gap(gap) => {
            let ways = gap.blanks.iter().filter_map(|blank| match &blank.kind {
                GapKind::Typed { accepted } => Some(accepted),
                GapKind::Chosen { .. } => None,
            });
            ways.flatten().collect()
        }
        _ => Vec::new(),
    };
    if typed.iter().any(|way| fold_text(way) != way.to_lowercase()) {
        losses.tell(Loss::Comparison);
    }
}
