//! Where a step's answers lead, in words: on the learner's pages as far as letters decide, on the
//! trainer's in full.

use maud::{Markup, html};

use super::{Book, to_step};
use crate::{
    scenario::Scenario,
    wording::workbook as words,
    workbook::{Onward, Rest, Ways, ways as ways_of},
};

/// Whose pages they are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum For {
    Learner,
    Trainer,
}

/// The ways on from the step at this place.
pub(super) fn ways(book: Book<'_>, scenario: &Scenario, at: usize, whose: For) -> Markup {
    let lines = match ways_of(scenario, at) {
        None => Vec::new(),
        Some(Ways::One(to)) => vec![line(book, words::THEN, to)],
        Some(Ways::ByChoice(ways)) => ways
            .into_iter()
            .map(|(labels, to)| {
                let labels: Vec<String> = labels.iter().map(ToString::to_string).collect();
                line(book, &words::if_ticked(&labels), to)
            })
            .collect(),
        Some(Ways::ByTicks(ways, others)) => {
            let ticked = !ways.is_empty();
            let by_tick = ways.into_iter().enumerate().map(|(at, (label, to))| {
                line(book, &words::if_among(&label.to_string(), at == 0), to)
            });
            let by_tick: Vec<Markup> = by_tick.collect();
            by_tick
                .into_iter()
                .chain(rest(book, others, ticked, whose))
                .collect()
        }
        Some(Ways::ByAnswer(others, known)) => match whose {
            For::Learner => vec![html! { (words::ASK_TRAINER) }],
            For::Trainer => {
                let known = known.iter();
                let known = known.map(|(answer, to)| line(book, &words::if_answer(answer), *to));
                known.chain(rest(book, others, false, whose)).collect()
            }
        },
    };
    html! {
        @if !lines.is_empty() {
            ul .workbook__ways { @for line in lines { li { (line) } } }
        }
    }
}

fn rest(book: Book<'_>, rest: Rest<'_>, after_ticks: bool, whose: For) -> Vec<Markup> {
    let alone = if after_ticks {
        words::IF_NONE
    } else {
        words::THEN
    };
    match (rest.is_one(), whose) {
        (true, _) => vec![line(book, alone, rest.right)],
        (false, For::Learner) => vec![html! { (words::ASK_TRAINER) }],
        (false, For::Trainer) => vec![
            line(book, words::IF_RIGHT, rest.right),
            line(book, words::OTHERWISE, rest.otherwise),
        ],
    }
}

fn line(book: Book<'_>, when: &str, to: Onward<'_>) -> Markup {
    html! {
        @match to {
            Onward::To(step) => { (when) " " (to_step(book, step)) ". " },
            Onward::Over => { (when) " " (words::IT_IS_OVER) },
        }
    }
}
