//! A unit as a workbook for print: its text, its questions with room to write, and at the end the
//! trainer's pages.
//!
//! It is a page like every other: it can be read on a screen and printed without the program.

mod enter;
mod item;
mod trainer;
mod ways;

use maud::{Markup, html};

pub(super) use self::enter::main as enter_main;
use super::{
    above::above,
    unit as unit_page,
    view::{View, nations},
};
use crate::{
    id::SectionId,
    nation::Nation,
    route::Route,
    scenario::Step,
    unit::{Content, Part, Reading, Section, Unit},
    wording::{page, workbook as words},
    workbook::Workbook,
};

/// What the parts of a workbook share.
#[derive(Clone, Copy)]
pub(super) struct Book<'a> {
    view: View<'a>,
    unit: &'a Unit,
    codes: &'a Workbook<'a>,
}

impl Book<'_> {
    /// An item's code, in the box that stands beside its heading.
    fn code(self, id: &str) -> Markup {
        html! {
            p .workbook__code {
                span .unseen { (words::CODE) " " }
                strong { (self.codes.code(id)) }
            }
        }
    }
}

/// The main part of a workbook's page.
pub(super) fn main(view: View<'_>, unit: &Unit, source: &str) -> Markup {
    let codes = Workbook::new(unit);
    let book = Book {
        view,
        unit,
        codes: &codes,
    };
    let body = body(book);
    html! {
        main #page_main .page data-unit=(unit.id) data-source=(source) {
            (above())
            (which(view, unit))
            div .workbook {
                div .workbook__learner {
                    (front(book))
                    (body)
                    (unit_page::notes(view, unit, &body.0))
                }
                (trainer::pages(book))
            }
        }
    }
}

/// What stands on the screen only: which pages to print, and the ways on.
fn which(view: View<'_>, unit: &Unit) -> Markup {
    let pages = [
        ("all", words::ALL_PAGES),
        ("learner", words::LEARNER_PAGES),
        ("trainer", words::TRAINER_PAGES),
    ];
    html! {
        div .workbook__which.card {
            fieldset {
                legend { (words::WHICH_PAGES) }
                div .cluster {
                    @for (at, (value, label)) in pages.iter().enumerate() {
                        label .workbook__choice {
                            input .option__control type="radio" name="workbook_pages" value=(value) checked[at == 0];
                            (label)
                        }
                    }
                }
            }
            div data-place="workbook" { p .hint { (words::HOW_TO_PRINT) } }
            p .cluster {
                a href=(view.to(&Route::Unit(unit.id.clone()))) { (words::BACK_TO_UNIT) }
                a href=(view.to(&Route::Enter(unit.id.clone()))) { (words::TYPE_IN) }
            }
        }
    }
}

/// The first page.
fn front(book: Book<'_>) -> Markup {
    let Book { view, unit, codes } = book;
    let settings = view.settings;
    html! {
        header .workbook__front {
            p .kicker { (words::WORKBOOK) }
            h1 { (unit.title) }
            dl .workbook__rows {
                @for name in [words::NAME, words::DATE] {
                    div .workbook__row { dt { (name) } dd .workbook__line {} }
                }
                div .workbook__row { dt { (words::PACK) } dd { (words::pack(settings)) } }
                div .workbook__row { dt { (words::LEVEL) } dd { (unit.level) } }
                div .workbook__row {
                    dt { (words::NATION) }
                    // The style shows the reader's own, as it does of the law.
                    dd { @for nation in Nation::ALL { span data-nations=(nation.key()) { (nation) } } }
                }
                div .workbook__row { dt { (words::EDITION) } dd { (codes.edition()) } }
            }
            h2 { (words::HOW_TO_USE) }
            ul { @for advice in words::ADVICE { li { (advice) } } }
        }
    }
}

fn body(book: Book<'_>) -> Markup {
    let mut with_criteria = false;
    html! {
        div .workbook__opening { (book.view.prose(&book.unit.opening)) }
        @for section in &book.unit.sections {
            @match &section.content {
                Content::Criterion(_) => @if !std::mem::replace(&mut with_criteria, true) { (criteria(book)) },
                Content::Reading(_) | Content::Scenario(_) | Content::Question(_) => (drawn(book, section)),
            }
        }
    }
}

fn criteria(book: Book<'_>) -> Markup {
    html! {
        section .workbook__section #page_criteria {
            h2 { (page::CRITERIA) }
            p { (page::CRITERIA_HELP) }
            @for criterion in book.unit.criteria() { (item::criterion(book, criterion)) }
        }
    }
}

fn drawn(book: Book<'_>, section: &Section) -> Markup {
    let view = book.view;
    html! {
        section .workbook__section id=(section.id) data-nations=[nations(section.nations)] {
            @match &section.content {
                Content::Reading(reading) => (read(book, section, reading)),
                Content::Scenario(scenario) => {
                    p .kicker { (page::SCENARIO) }
                    h2 { (view.words(&section.title)) }
                    (view.prose(&scenario.opening))
                    @for (at, step) in scenario.steps.iter().enumerate() {
                        (item::step(book, scenario, at, step))
                    }
                }
                Content::Question(question) => (item::question(book, question, item::Stands::AsSection)),
                // They stand together, elsewhere.
                Content::Criterion(_) => {}
            }
        }
    }
}

fn read(book: Book<'_>, section: &Section, reading: &Reading) -> Markup {
    let view = book.view;
    html! {
        @if reading.law.is_some() { p .kicker { (page::law_in(section.nations)) } }
        h2 { (view.words(&section.title)) }
        @if let Some(law) = reading.law { (unit_page::dates(law)) }
        @for part in &reading.parts {
            @match part {
                Part::Prose(prose) => (view.prose(prose)),
                Part::Question(question) => (item::question(book, question, item::Stands::InReading)),
            }
        }
    }
}

/// A link to a step, by its code.
fn to_step(book: Book<'_>, step: &Step) -> Markup {
    let id = SectionId::from(step.id.clone());
    html! {
        (words::GO_TO) " "
        a .workbook__to href={ "#" (id) } { strong { (book.codes.code(step.id.as_str())) } }
    }
}
