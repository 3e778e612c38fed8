//! One item on the learner's pages: what is asked, its code, and room for what is answered.

use maud::{Markup, PreEscaped, html};

use super::{
    Book,
    ways::{For, ways},
};
use crate::{
    criterion::{Criterion, CriterionKind},
    id::OptionId,
    question::{Gap, Interaction, Match, Question},
    scenario::{Scenario, Step},
    site::{criterion::Worded, view::nations},
    wording::workbook as words,
    workbook::{gap_choices, lettered},
};

/// Where a question stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Stands {
    /// It is a section by itself, which has its id and nations.
    AsSection,
    /// Among the paragraphs of a section.
    InReading,
}

/// Lines to write on, for a reason, for a reflection, and for an answer.
const FOR_A_REASON: usize = 2;
const FOR_A_REFLECTION: usize = 6;
const FOR_AN_ANSWER: usize = 13;

/// A question outside a scenario.
pub(super) fn question(book: Book<'_>, question: &Question, stands: Stands) -> Markup {
    let own = stands == Stands::InReading;
    html! {
        div .workbook__item
            id=[own.then_some(&question.id)]
            data-code=(book.codes.code(question.id.as_str()))
            data-nations=[own.then(|| nations(question.nations)).flatten()]
        {
            div .workbook__head {
                @match stands {
                    Stands::AsSection => h2 { (book.view.words(&question.title)) },
                    Stands::InReading => h3 { (book.view.words(&question.title)) },
                }
                (book.code(question.id.as_str()))
            }
            (asked(book, question))
        }
    }
}

/// A step of a scenario.
pub(super) fn step(book: Book<'_>, scenario: &Scenario, at: usize, step: &Step) -> Markup {
    html! {
        div .workbook__item id=(step.id) data-code=(book.codes.code(step.id.as_str())) {
            div .workbook__head {
                h3 { (book.view.words(&step.title)) }
                (book.code(step.id.as_str()))
            }
            @match &step.question {
                Some(question) => {
                    (asked(book, question))
                    (ways(book, scenario, at, For::Learner))
                    p .workbook__label { (words::WHY) }
                    (lines(FOR_A_REASON))
                },
                None => {
                    (book.view.prose(&step.prose))
                    p .workbook__label { (words::IT_ENDS) }
                },
            }
        }
    }
}

/// A criterion, its points to tick, and room for the answer.
pub(super) fn criterion(book: Book<'_>, criterion: &Criterion) -> Markup {
    let view = book.view;
    let worded = Worded::new(view, book.unit, criterion);
    let label = match criterion.kind {
        CriterionKind::Knowledge => words::YOUR_ANSWER,
        CriterionKind::Skill => words::YOUR_ACCOUNT,
    };
    html! {
        div .workbook__item.workbook__criterion id=(criterion.id)
            data-code=(book.codes.code(criterion.id.as_str())) data-nations=[nations(criterion.nations)]
        {
            div .workbook__head {
                h3 { (worded.reference) " " (worded.title) }
                (book.code(criterion.id.as_str()))
            }
            (worded.plain())
            (view.prose(&criterion.guidance))
            p .workbook__label { (words::COVERS) }
            ul .workbook__options {
                @for point in &criterion.points {
                    li .workbook__option {
                        (tick())
                        span { strong { (point.lead) "." } " " (view.words(&point.text)) }
                    }
                }
            }
            p .workbook__label { (label) }
            (lines(FOR_AN_ANSWER))
            p .hint { (words::MORE_PAPER) }
        }
    }
}

fn asked(book: Book<'_>, question: &Question) -> Markup {
    html! {
        @if !matches!(question.interaction, Interaction::Gap(_)) { (book.view.prose(&question.stem)) }
        p .workbook__label { (words::instruction(question.kind())) }
        @match &question.interaction {
            Interaction::Single(_) | Interaction::Multiple(_) | Interaction::Rate(_) => (options(book, question, true)),
            Interaction::Order(order) => {
                (options(book, question, false))
                p .workbook__boxes {
                    (words::IN_ORDER)
                    @for _ in &order.items { " " (square()) }
                }
            },
            Interaction::Match(matching) => (pairs(book, question, matching)),
            Interaction::Gap(gap) => (gaps(book, question, gap)),
            Interaction::Number(_) | Interaction::Short(_) => (lines(1)),
            Interaction::Reflect => (lines(FOR_A_REFLECTION)),
        }
    }
}

fn options(book: Book<'_>, question: &Question, ticked: bool) -> Markup {
    html! {
        ul .workbook__options {
            @for option in lettered(question) {
                li .workbook__option {
                    @if ticked { (tick()) }
                    span .workbook__letter { (option.label) }
                    span { (book.view.words(option.text)) }
                }
            }
        }
    }
}

fn pairs(book: Book<'_>, question: &Question, matching: &Match) -> Markup {
    html! {
        ul .workbook__options {
            @for pair in &matching.pairs {
                li .workbook__option { (square()) span { (book.view.words(&pair.left_text)) } }
            }
        }
        (options(book, question, false))
    }
}

fn gaps(book: Book<'_>, question: &Question, gap: &Gap) -> Markup {
    let place = |id: &OptionId| gap.blanks.iter().position(|blank| blank.id == *id);
    let blank = |id: &OptionId| {
        let number = place(id).map_or(0, |place| place + 1);
        html! { span .workbook__gap { sup { (number) } } }.into_string()
    };
    let text = question.stem.html_with(book.view.setting(), blank);
    html! {
        div .workbook__gaps { (PreEscaped(text)) }
        @for (place, blank) in gap.blanks.iter().enumerate() {
            @let choices = gap_choices(question, place, blank);
            @if !choices.is_empty() {
                @let choices: Vec<String> = choices.iter().map(|(label, words)| format!("{label} {words}")).collect();
                p { (words::gap_choices(place + 1, &choices)) }
            }
        }
    }
}

/// A box to tick.
fn tick() -> Markup {
    html! { span .workbook__tick aria-hidden="true" {} }
}

/// A box for a letter.
fn square() -> Markup {
    html! { span .workbook__square aria-hidden="true" {} }
}

/// Lines to write on.
fn lines(count: usize) -> Markup {
    html! {
        div .workbook__lines aria-hidden="true" { @for _ in 0..count { span {} } }
    }
}
