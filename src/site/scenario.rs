//! A scenario with all its steps one after another, as it can be read and tried without the
//! program. With it, one step is shown at a time.

use maud::{Markup, html};

use super::{
    question::{self, Stands, ids},
    view::View,
};
use crate::{
    id::SectionId,
    question::{Feedback, Question},
    route::Route,
    scenario::{Scenario, Step},
    unit::Unit,
    wording::{page, practice, together},
};

/// The scenario without its heading.
pub(super) fn scenario(view: View<'_>, unit: &Unit, scenario: &Scenario) -> Markup {
    html! {
        div .scenario data-scenario=(scenario.id) data-pass=(scenario.pass_mark_percent) data-criteria=[ids(&scenario.criteria)] {
            p .meta { (practice_for(unit, scenario)) (page::pass_mark(scenario.pass_mark_percent)) }
            p .toolbar {
                a href={ (view.to(&Route::Together(unit.id.clone()))) "#" (scenario.id) } { (together::USE_TOGETHER) }
            }
            div .scenario__opening { (view.prose(&scenario.opening)) }
            // Where she is at first: the program will say it there.
            div data-place="player" { p .meta { (practice::step_number(1)) } }
            @for (at, step) in scenario.steps.iter().enumerate() {
                (drawn(view, scenario, at, step))
            }
            div data-place="summary" {}
        }
    }
}

/// The criteria it is practice for, each with a link to it.
fn practice_for(unit: &Unit, scenario: &Scenario) -> Markup {
    let known = scenario.criteria.iter().filter_map(|id| unit.criterion(id));
    let known: Vec<_> = known.collect();
    html! {
        @if !known.is_empty() {
            (page::PRACTICE_FOR)
            @for (at, criterion) in known.iter().enumerate() {
                @if at > 0 { ", " }
                a href={ "#" (criterion.id) } { (criterion.reference) }
            }
            " · "
        }
    }
}

fn drawn(view: View<'_>, scenario: &Scenario, at: usize, step: &Step) -> Markup {
    let kind = if step.question.is_some() {
        "question"
    } else {
        "ending"
    };
    html! {
        section .step id=(step.id) data-step=(step.id) data-kind=(kind) {
            @if let Some(question) = &step.question {
                (asked(view, scenario, at, question))
            } @else {
                p .kicker { (page::ENDING) }
                h3 { (view.words(&step.title)) }
                (view.prose(&step.prose))
                @if let Some(first) = scenario.steps.first().filter(|_| at > 0) {
                    p { a .onward.onward--back href={ "#" (first.id) } { (page::BACK_TO_FIRST_STEP) } }
                }
            }
        }
    }
}

/// Feedback without a link leads to the next step in the file. Where feedback to options and
/// feedback to all are shown together the first link decides, so only a piece with a link of its
/// own, or an option's where nothing else has one, is given one here.
fn asked(view: View<'_>, scenario: &Scenario, at: usize, question: &Question) -> Markup {
    let next = scenario.steps.get(at + 1).map(|step| step.id.to_string());
    let said = &question.discussion;
    let shared = [&said.always, &said.right, &said.otherwise];
    let shared_leads = shared
        .iter()
        .any(|said| said.as_ref().is_some_and(|said| said.leads_to.is_some()));
    let is_shared = |one: &Feedback| shared.iter().any(|said| said.as_ref() == Some(one));
    let onward = |one: &Feedback| {
        let own = one
            .leads_to
            .as_ref()
            .map(|step| SectionId::from(step.clone()).to_string());
        own.or_else(|| next.clone().filter(|_| !shared_leads && !is_shared(one)))
    };
    question::form(view, question, Stands::AsStep(&onward))
}
