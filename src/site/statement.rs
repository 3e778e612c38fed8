//! A completion statement as it is looked at before it leaves, and as it is printed: everything
//! that is in the file, and nothing else.

use maud::{Markup, html};

use crate::{
    completion::statement::{StatedUnit, Statement},
    wording::completion as words,
};

/// The statement as part of a page: headings from level 3 on.
pub fn body(statement: &Statement) -> String {
    let role = statement.role.as_ref().map(|role| role.title.to_string());
    let rows = [
        (
            words::NAME,
            words::called(&statement.learner.name).to_owned(),
        ),
        (words::ROLE, role.unwrap_or_default()),
        (words::MADE, words::made(statement.made)),
        (words::TRAINING, words::training(&statement.pack)),
        (words::NATION, statement.nation.to_string()),
        (words::ID, statement.learner.id.to_string()),
    ];
    html! {
        article .paper data-statement {
            (lines(rows))
            @if statement.units.is_empty() { p { (words::NOTHING) } }
            @for unit in &statement.units { (of_unit(unit)) }
            p { strong { (words::STATEMENT_NOTE) } }
            p .paper__code { (words::DIGEST) ": " code { (statement.digest()) } }
            p .meta { (words::DIGEST_HELP) }
        }
    }
    .into_string()
}

fn of_unit(unit: &StatedUnit) -> Markup {
    let scenarios: Vec<String> = unit.scenarios.iter().map(words::scenario).collect();
    let criteria: Vec<String> = unit
        .criteria
        .iter()
        .map(|told| words::criterion(&told.number, told.standing, told.since))
        .collect();
    let result = match unit.complete {
        Some(days) => words::complete_on(days),
        None => words::NOT_COMPLETE.to_owned(),
    };
    let level = words::level_and_time(unit.level.number(), unit.minutes);
    html! {
        section .paper__unit data-stated-unit=(unit.id) {
            h3 { (unit.title) }
            p .meta { (level) }
            (lines([
                (words::RESULT, result),
                (words::READ, words::part(unit.sections)),
                (words::QUESTIONS, words::part(unit.questions)),
                (words::SCENARIOS, scenarios.join("\n")),
                (words::CRITERIA, criteria.join("\n")),
                (words::VERSIONS, words::all_worked_in(&unit.worked_in)),
            ]))
        }
    }
}

/// Names with what they say, those left out that say nothing.
pub(super) fn lines<const N: usize>(rows: [(&str, String); N]) -> Markup {
    html! {
        dl .paper__rows {
            @for (label, said) in rows.iter().filter(|(_, said)| !said.is_empty()) {
                div {
                    dt { (label) }
                    dd { @for (at, line) in said.lines().enumerate() { @if at > 0 { br; } (line) } }
                }
            }
        }
    }
}
