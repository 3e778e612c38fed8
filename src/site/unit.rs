//! A unit's page: contents, sections in the order of the file, its criteria together, notes.

use maud::{Markup, html};

use super::{
    above::above,
    criterion,
    question::{self, Stands},
    scenario,
    view::{View, nations},
};
use crate::{
    nation::Nation,
    progress::Progress,
    route::Route,
    unit::{Content, Law, Part, Reading, Section, Unit},
    wording::{date, page, record, workbook},
};

/// The main part of a unit's page.
pub(super) fn main(view: View<'_>, unit: &Unit, source: &str) -> Markup {
    let body = body(view, unit);
    html! {
        main #page_main .unit data-unit=(unit.id) data-source=(source) {
            div .unit__notices { (above()) }
            div .unit__head {
                p .meta { (meta(unit)) }
                h1 { (unit.title) }
            }
            (contents(view, unit))
            (this_unit(view, unit))
            div .unit__body {
                (body)
                (notes(view, unit, &body.0))
            }
        }
    }
}

/// The words of a unit's page with nothing around them.
pub(super) fn preview(view: View<'_>, unit: &Unit) -> Markup {
    let body = body(view, unit);
    html! {
        p .meta { (meta(unit)) }
        h2 { (unit.title) }
        div .unit__body {
            (body)
            (notes(view, unit, &body.0))
        }
    }
}

fn meta(unit: &Unit) -> String {
    let level_and_time = page::level_and_time(unit.level, unit.minutes);
    match unit.reviewed {
        Some(reviewed) => page::with_reviewed(&level_and_time, &date::month(reviewed)),
        None => level_and_time,
    }
}

/// The list of sections. `style/look.js` opens it where there is room beside the text.
fn contents(view: View<'_>, unit: &Unit) -> Markup {
    html! {
        nav .contents aria-label=(page::IN_THIS_UNIT) {
            details data-open="wide" {
                summary { (page::IN_THIS_UNIT) }
                ul {
                    @for part in Shown::all(unit) {
                        @match part {
                            Shown::Section(section) => li data-nations=[nations(section.nations)] {
                                a href={ "#" (section.id) } {
                                    @if matches!(section.content, Content::Scenario(_)) { (page::SCENARIO) ": " }
                                    (view.text(&section.title))
                                }
                            },
                            Shown::Criteria => li {
                                a href="#page_criteria" { (page::CRITERIA) " (" (unit.criteria().count()) ")" }
                            },
                        }
                    }
                }
            }
        }
    }
}

/// The card that the program puts the learner's progress into.
fn this_unit(view: View<'_>, unit: &Unit) -> Markup {
    html! {
        div .unit__card {
            section .card {
                h2 .card__title { (page::THIS_UNIT) }
                div data-place="unit-progress" { (amounts(view, unit)) (bars(view, unit)) }
                ul .links {
                    li { a href=(view.to(&Route::Workbook(unit.id.clone()))) { (workbook::PRINT_A_WORKBOOK) } }
                    li { a href=(view.to(&Route::Enter(unit.id.clone()))) { (workbook::TYPE_IN) } }
                }
            }
        }
    }
}

/// The bars of somebody who has done nothing, drawn as the program will draw them, so that nothing
/// moves when it does. Style shows them in place of the amounts while it is on its way.
fn bars(view: View<'_>, unit: &Unit) -> Markup {
    let progress = Progress::of(unit, None, view.settings.nation);
    let counts = [
        (record::SECTIONS_READ, progress.sections),
        (record::PRACTICE_DONE, progress.practice),
        (record::CRITERIA_HANDED_IN, progress.criteria),
    ];
    html! {
        ul .progress-list {
            @for (label, count) in counts {
                li .progress {
                    span .progress__words { (record::count(label, count)) }
                    progress .bar max=(count.all) value=(count.done) aria-label=(label) {}
                }
            }
        }
    }
}

/// How much there is to do in the pack's nation, as long as nothing is known of anybody's progress.
pub(super) fn amounts(view: View<'_>, unit: &Unit) -> Markup {
    let nation = view.settings.nation;
    let here = |section: &&Section| section.holds(nation);
    let sections = unit.sections.iter().filter(here);
    let questions = unit
        .loose_questions()
        .filter(|question| question.nations.holds(nation));
    let counts = [
        (
            sections.filter(|section| section.is_reading()).count(),
            page::SECTIONS_TO_READ,
        ),
        (
            unit.scenarios()
                .filter(|scenario| scenario.nations.holds(nation))
                .count(),
            page::SCENARIOS,
        ),
        (questions.count(), page::QUESTIONS),
        (
            unit.criteria()
                .filter(|criterion| criterion.nations.holds(nation))
                .count(),
            page::CRITERIA_TO_ANSWER,
        ),
    ];
    html! {
        ul .amounts {
            @for (number, (one, more)) in counts {
                @if number > 0 { li { (page::how_many(number, one, more)) } }
            }
        }
    }
}

/// What is shown, in order: all criteria stand together, where the first of them stands.
enum Shown<'a> {
    Section(&'a Section),
    Criteria,
}

impl<'a> Shown<'a> {
    fn all(unit: &'a Unit) -> impl Iterator<Item = Self> {
        let mut shown = false;
        unit.sections
            .iter()
            .filter_map(move |section| match section.content {
                Content::Criterion(_) if shown => None,
                Content::Criterion(_) => {
                    shown = true;
                    Some(Self::Criteria)
                }
                Content::Reading(_) | Content::Scenario(_) | Content::Question(_) => {
                    Some(Self::Section(section))
                }
            })
    }
}

fn body(view: View<'_>, unit: &Unit) -> Markup {
    html! {
        div .unit__opening { (view.prose(&unit.opening)) }
        @for part in Shown::all(unit) {
            @match part {
                Shown::Criteria => (criterion::cards(view, unit)),
                Shown::Section(section) => {
                    (law_by_nation(unit, section))
                    (drawn(view, unit, section))
                }
            }
        }
    }
}

/// Before the first of several sections that hold in some nations only: ways to each nation's.
/// Following one shows its section, whatever nation the reader has chosen.
fn law_by_nation(unit: &Unit, section: &Section) -> Markup {
    let at = unit
        .sections
        .iter()
        .position(|other| other.id == section.id)
        .unwrap_or_default();
    let (before, from_here) = unit.sections.split_at(at);
    let differs = |section: &&Section| !section.nations.is_all();
    if !differs(&section) || before.last().as_ref().is_some_and(differs) {
        return Markup::default();
    }
    let run: Vec<&Section> = from_here.iter().take_while(differs).collect();
    let ways = Nation::ALL.map(|nation| (nation, run.iter().find(|section| section.holds(nation))));
    html! {
        nav .nations aria-label=(page::LAW_BY_NATION) {
            p { (page::LAW_DIFFERS) }
            ul .nations__list {
                @for (nation, section) in ways {
                    @if let Some(section) = section {
                        li { a href={ "#" (section.id) } data-choose-nation=(nation.key()) { (nation) } }
                    }
                }
            }
        }
    }
}

fn drawn(view: View<'_>, unit: &Unit, section: &Section) -> Markup {
    let kind = match &section.content {
        Content::Reading(Reading { law: Some(_), .. }) => "law",
        Content::Reading(_) => "reading",
        Content::Scenario(_) => "scenario",
        Content::Question(_) => "question",
        Content::Criterion(_) => "criterion",
    };
    html! {
        section .section id=(section.id) data-section=(section.id) data-kind=(kind) data-nations=[nations(section.nations)] {
            @match &section.content {
                Content::Reading(reading) => {
                    @if reading.law.is_some() { p .kicker { (page::law_in(section.nations)) } }
                    h2 { (view.words(&section.title)) }
                    @if let Some(law) = reading.law { (dates(law)) }
                    @for part in &reading.parts {
                        @match part {
                            Part::Prose(prose) => (view.prose(prose)),
                            Part::Question(question) => (question::form(view, question, Stands::InReading)),
                        }
                    }
                    span .section__end data-end=(section.id) {}
                }
                Content::Scenario(told) => {
                    p .kicker { (page::SCENARIO) }
                    h2 { (view.words(&section.title)) }
                    (scenario::scenario(view, unit, told))
                }
                Content::Question(asked) => (question::form(view, asked, Stands::AsSection)),
                // They stand together, elsewhere.
                Content::Criterion(_) => {}
            }
        }
    }
}

/// When a law section was checked.
pub(super) fn dates(law: Law) -> Markup {
    html! {
        @if law.checked.is_some() || law.review_by.is_some() {
            p .meta.section__dates {
                @if let Some(checked) = law.checked { (page::checked(&date::day(checked))) " " }
                @if let Some(review_by) = law.review_by { (page::check_again(&date::day(review_by))) }
            }
        }
    }
}

pub(super) fn notes(view: View<'_>, unit: &Unit, body: &str) -> Markup {
    html! {
        @if !unit.notes.is_empty() {
            section .section.notes {
                h2 #page_notes { (page::NOTES) }
                ol {
                    @for note in &unit.notes {
                        li id={ "note_" (note.number) } value=(note.number) {
                            (view.prose(&note.prose))
                            // A note that nothing refers to has nowhere to lead back to.
                            @if body.contains(&format!(" id=\"note_mark_{}\"", note.number)) {
                                a .note-back href={ "#note_mark_" (note.number) } aria-label=(page::note_back(note.number)) { (page::BACK_TO_TEXT) }
                            }
                        }
                    }
                }
            }
        }
    }
}
