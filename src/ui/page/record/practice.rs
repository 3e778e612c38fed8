//! Practice in My record: every attempt and every walk, in the words that were seen.

use leptos::prelude::*;

use crate::{
    overview::{Attempt, Choice, QuestionOverview, ScenarioOverview, UnitOverview, WalkOverview},
    since::Since,
    ui::{clock, part::folded::Folded},
    wording::{practice, record},
};

/// A unit's practice, folded away.
#[component]
pub(super) fn Practice(
    /// The unit.
    unit: UnitOverview,
) -> impl IntoView {
    let UnitOverview {
        questions,
        scenarios,
        ..
    } = unit;
    if questions.is_empty() && scenarios.is_empty() {
        return ().into_any();
    }
    let label = record::practice(questions.len(), scenarios.len());
    view! {
        <Folded summary=label open=false attr:data-record="practice">
            {results(&questions, &scenarios, false)}
        </Folded>
    }
    .into_any()
}

/// The same by itself; on paper with everything open, since paper cannot be pressed.
pub(super) fn results(
    questions: &[QuestionOverview],
    scenarios: &[ScenarioOverview],
    open: bool,
) -> impl IntoView + use<> {
    let scenarios = scenarios.iter().map(|done| scenario(done, open));
    let questions = questions.iter().map(|done| question(done, open));
    view! { {scenarios.collect_view()}<ul class="history">{questions.collect_view()}</ul> }
}

fn question(question: &QuestionOverview, open: bool) -> impl IntoView + use<> {
    let latest = question.attempts.last().map(said);
    let since = match question.since {
        Since::Same | Since::Reworded => None,
        Since::Changed => Some(record::QUESTION_CHANGED),
        Since::Gone => Some(record::QUESTION_GONE),
    };
    let attempts = question.attempts.clone();
    let earlier = (attempts.len() > 1).then(move || {
        view! {
            <Folded summary=record::EARLIER open=open>
                <ul>{attempts.iter().rev().skip(1).map(|attempt| view! { <li>{said(attempt)}</li> }).collect_view()}</ul>
            </Folded>
        }
    });
    view! {
        <li data-question-result=question.id.to_string()>
            <p><strong>{question.asks.clone()}</strong></p>
            <p>{latest}</p>
            <p class="meta">{record::attempts(question.attempts.len())}</p>
            {since.map(|since| view! { <p class="hint">{since}</p> })}
            {earlier}
        </li>
    }
}

/// A response with what it earned.
fn said(attempt: &Attempt) -> String {
    let score = attempt
        .score
        .map(|score| record::points(score.earned, score.maximum));
    record::said(&attempt.said, score.as_deref(), &clock::local(attempt.at))
}

fn scenario(scenario: &ScenarioOverview, open: bool) -> impl IntoView + use<> {
    let title = scenario
        .title
        .clone()
        .unwrap_or_else(|| record::gone_scenario(scenario.id.as_str()));
    let walks = scenario
        .walks
        .iter()
        .map(|done| walk(done, open))
        .collect_view();
    view! {
        <h3>{title}</h3>
        <ol class="history" data-scenario-result=scenario.id.to_string()>{walks}</ol>
    }
}

fn walk(walk: &WalkOverview, open: bool) -> impl IntoView + use<> {
    let when = walk.begun.map(clock::local).unwrap_or_default();
    let places = [
        (walk.is.first, record::FIRST),
        (walk.is.best, record::BEST),
        (walk.is.latest, record::LATEST),
    ];
    let places: Vec<&str> = places
        .into_iter()
        .filter_map(|(is, word)| is.then_some(word))
        .collect();
    let (state, outcome) = match walk.ended {
        Some(end) => (
            end.outcome.key(),
            record::outcome(
                practice::outcome(end.outcome),
                &record::points(end.score.earned, end.score.maximum),
            ),
        ),
        None => ("draft", record::HALF_WAY.to_owned()),
    };
    let choices = walk.choices.clone();
    view! {
        <li data-outcome=state>
            <p><span class="chip" data-state=state>{outcome}</span>" "<span class="meta">{record::walked(&when, &places)}</span></p>
            <Folded summary=record::CHOICES open=open>
                <ol>{choices.iter().map(choice).collect_view()}</ol>
            </Folded>
        </li>
    }
}

fn choice(choice: &Choice) -> impl IntoView + use<> {
    view! {
        <li>
            <p class="meta">{choice.asks.clone()}</p>
            <p>{said(&choice.said)}</p>
            {choice.is_unsafe.then(|| view! { <p><span class="chip" data-state="unsafe">{practice::verdict(None, true)}</span></p> })}
        </li>
    }
}
