//! Practice for the criterion: attempts at questions, walks through scenarios, unsafe choices.
//! It proposes no decision.

use leptos::prelude::*;

use super::case::Case;
use crate::{
    nation::Nation,
    overview::{self, QuestionOverview, ScenarioOverview, WalkOverview},
    ui::{clock, dom},
    wording::{assess::judge, practice, record},
};

/// The questions and scenarios that name the criterion, as far as the learner worked on them.
#[component]
pub(super) fn Practice(case: Case) -> impl IntoView {
    let (questions, scenarios) = done(case).unwrap_or_default();
    let nothing = questions.is_empty() && scenarios.is_empty();
    let count = questions.len() + scenarios.len();
    view! {
        <details data-part="practice">
            <summary>{judge::PRACTICE}" ("{count}")"</summary>
            <p class="hint">{if nothing { judge::NO_PRACTICE } else { judge::PRACTICE_HELP }}</p>
            {scenarios.iter().map(scenario).collect_view()}
            <ul class="history">{questions.iter().map(question).collect_view()}</ul>
        </details>
    }
}

type Done = (Vec<QuestionOverview>, Vec<ScenarioOverview>);

fn done(case: Case) -> Option<Done> {
    let (content, place, unit) = (case.content(), case.place(), case.unit()?);
    let nation: Nation = dom::html_attribute("data-nation")
        .parse()
        .unwrap_or(content.settings.nation);
    let portfolio = case.portfolio.get_untracked();
    let state = portfolio.record.state();
    let units = [&*unit];
    let all = overview::of(&portfolio.record, &state, &content.settings, &units, nation);
    let done = all.into_iter().find(|done| done.id == unit.id)?;
    let questions = done.questions.iter().filter(|done| {
        let question = unit.question(&done.id);
        question.is_some_and(|question| question.criteria.contains(&place.criterion))
    });
    let scenarios = done.scenarios.iter().filter(|done| {
        let scenario = unit.scenario(&done.id);
        scenario.is_some_and(|scenario| scenario.criteria.contains(&place.criterion))
    });
    Some((questions.cloned().collect(), scenarios.cloned().collect()))
}

fn question(question: &QuestionOverview) -> impl IntoView + use<> {
    let latest = question.attempts.last().map(|attempt| {
        let score = attempt.score;
        let score = score.map(|score| record::points(score.earned, score.maximum));
        record::said(&attempt.said, score.as_deref(), &clock::local(attempt.at))
    });
    view! {
        <li>
            <p><strong>{question.asks.clone()}</strong></p>
            <p>{latest}</p>
            <p class="meta">{judge::attempts(question.attempts.len())}</p>
        </li>
    }
}

fn scenario(scenario: &ScenarioOverview) -> impl IntoView + use<> {
    let title = scenario
        .title
        .clone()
        .unwrap_or_else(|| scenario.id.to_string());
    view! {
        <h4>{title}</h4>
        <ol class="history">{scenario.walks.iter().map(walk).collect_view()}</ol>
    }
}

fn walk(walk: &WalkOverview) -> impl IntoView + use<> {
    let when = walk.begun.map(clock::local_day).unwrap_or_default();
    let said = match walk.ended {
        Some(end) => practice::earlier_walk(
            practice::outcome(end.outcome),
            end.score.earned,
            end.score.maximum,
            &when,
            false,
        ),
        None => format!("{}, {when}", judge::HALF_WAY),
    };
    let unsafe_choices: Vec<_> = walk
        .choices
        .iter()
        .filter(|choice| choice.is_unsafe)
        .map(|choice| {
            let (asks, said) = (choice.asks.clone(), choice.said.said.clone());
            view! { <li><span class="chip" data-state="unsafe">"! "{judge::UNSAFE}</span>" "{asks}" "<strong>{said}</strong></li> }
        })
        .collect();
    view! {
        <li><p>{said}</p>{(!unsafe_choices.is_empty()).then(|| view! { <ul class="judge__unsafe">{unsafe_choices}</ul> })}</li>
    }
}
