//! How practice questions work: records are read one by one, with the browser let in between, and
//! what comes of them is shown unit by unit.

use leptos::{prelude::*, task::spawn_local};

use super::{
    super::turns::{Progress, Records},
    Cohort,
};
use crate::{
    id::{PackId, QuestionId, ScenarioId, UnitId},
    prose::Prose,
    quality::items::{
        Ends, Items, QuestionFigures, ScenarioFigures, StepFigures, Told, UnitItems, wrong_picks,
    },
    unit::Unit,
    wording::assess::cohort as words,
};

type Units = Vec<((PackId, UnitId), UnitItems)>;

/// How far the reading has come.
#[derive(Clone)]
enum Stage {
    Idle,
    Reading,
    Done(Units),
}

/// Item analysis.
#[component]
pub(super) fn ItemAnalysis(cohort: Cohort) -> impl IntoView {
    let stage = RwSignal::new(Stage::Idle);
    let far = RwSignal::new((0, 0));
    let begin = move |_| spawn_local(read(cohort, stage, far));
    view! {
        <section class="card" aria-labelledby="cohort_items" data-part="items">
            <h2 id="cohort_items">{words::ITEMS}</h2>
            <p>{words::ITEMS_HELP}</p>
            {move || match stage.get() {
                Stage::Idle => view! { <p><button type="button" class="button button--quiet" data-action="items" on:click=begin>{words::ITEMS_BEGIN}</button></p> }.into_any(),
                Stage::Reading => view! { <Progress far=far.into() words=words::read label=words::ITEMS_PROGRESS/> }.into_any(),
                Stage::Done(units) if units.is_empty() => view! { <p role="status">{words::NO_PRACTICE}</p> }.into_any(),
                Stage::Done(units) => view! {
                    <p><button type="button" class="button button--quiet" data-action="items" on:click=begin>{words::ITEMS_AGAIN}</button></p>
                    <p class="hint">{words::DISCRIMINATION_HELP}</p>
                    {units.iter().map(|((pack, unit), items)| one_unit(cohort, pack, unit, items)).collect_view()}
                }.into_any(),
            }}
        </section>
    }
}

async fn read(cohort: Cohort, stage: RwSignal<Stage>, far: RwSignal<(usize, usize)>) {
    let learners = cohort
        .desk
        .summaries
        .with_untracked(|summaries| summaries.keys().copied().collect());
    let (mut items, mut records) = (Items::default(), Records::of(cohort.desk, learners));
    far.set(records.progress());
    stage.set(Stage::Reading);
    while let Some(read) = records.next().await {
        match read {
            Ok(Some(portfolio)) => {
                items.add(portfolio.learner.id, &portfolio.record.state());
            }
            Ok(None) => {}
            Err(error) => {
                cohort.desk.session.tell(&error);
                let _ = stage.try_set(Stage::Idle);
                return;
            }
        }
        // The page may have gone meanwhile.
        if far.try_set(records.progress()).is_some() {
            return;
        }
    }
    let _ = stage.try_set(Stage::Done(items.units().into_iter().collect()));
}

fn one_unit(cohort: Cohort, pack: &PackId, unit: &UnitId, items: &UnitItems) -> AnyView {
    let title = cohort
        .names
        .with_value(|names| names.unit(pack, unit).to_owned());
    cohort.content.with_value(|(settings, units)| {
        let known = units.iter().find(|known| known.id == *unit);
        let known = known.filter(|_| settings.id == *pack).map(|unit| &**unit);
        let fillings = &settings.fillings;
        let questions = items.questions.iter().map(|(id, told)| {
            let question = known.and_then(|unit| unit.question(id));
            let asks = question.map_or(id.to_string(), |question| question.title.text(fillings));
            let wrong = match (question, told.figures()) {
                (Some(question), Some(figures)) => wrong_picks(question, figures, fillings),
                _ => Vec::new(),
            };
            question_line(id, asks, told, wrong)
        });
        let questions: Vec<_> = questions.collect();
        let scenarios = items.scenarios.iter();
        let scenarios: Vec<_> = scenarios
            .map(|(id, told)| scenario(known, id, told, |prose| prose.text(fillings)))
            .collect();
        view! {
            <details class="items" data-unit=unit.to_string()>
                <summary>{title}</summary>
                {(!questions.is_empty()).then(|| view! {
                    <div class="figures" tabindex="0" role="group" aria-label=words::QUESTIONS>
                        <table>
                            <thead><tr>
                                <th scope="col">{words::QUESTION}</th><th scope="col">{words::LEARNERS}</th>
                                <th scope="col">{words::FACILITY}</th><th scope="col">{words::DISCRIMINATION}</th>
                                <th scope="col">{words::WRONG_OPTIONS}</th>
                            </tr></thead>
                            <tbody>{questions}</tbody>
                        </table>
                    </div>
                })}
                {(!scenarios.is_empty()).then(|| view! { <h3>{words::SCENARIOS}</h3>{scenarios} })}
            </details>
        }
        .into_any()
    })
}

fn question_line(
    id: &QuestionId,
    asks: String,
    told: &Told<QuestionFigures>,
    wrong: Vec<(String, usize)>,
) -> AnyView {
    let id = id.to_string();
    let Some(figures) = told.figures() else {
        let few = words::too_few(told.learners());
        return view! { <tr data-question=id><th scope="row">{asks}</th><td colspan="4">{few}</td></tr> }.into_any();
    };
    let learners = told.learners();
    let facility = figures.facility.map_or(words::NONE.to_owned(), |facility| {
        words::percent(facility.mean)
    });
    let discrimination = figures
        .discrimination
        .map_or(words::NONE.to_owned(), |found| {
            words::correlation(found.correlation)
        });
    let wrong = match wrong.is_empty() {
        true => view! { <span class="hint">{words::NO_WRONG}</span> }.into_any(),
        false => {
            let picks = wrong.iter().map(
                |(option, count)| view! { <li>{words::picked(option, *count, learners)}</li> },
            );
            view! { <ul>{picks.collect_view()}</ul> }.into_any()
        }
    };
    let changed = (figures.structures > 1).then_some(words::CHANGED);
    view! {
        <tr data-question=id>
            <th scope="row">{asks}<span class="hint">{changed}</span></th>
            <td>{learners}</td><td>{facility}</td><td>{discrimination}</td><td>{wrong}</td>
        </tr>
    }
    .into_any()
}

fn scenario(
    unit: Option<&Unit>,
    id: &ScenarioId,
    told: &Told<ScenarioFigures>,
    text: impl Fn(&Prose) -> String,
) -> AnyView {
    let known = unit.and_then(|unit| unit.scenario(id));
    let title = known.map_or(id.to_string(), |known| text(&known.title));
    let label = title.clone();
    let id = id.to_string();
    let Some(figures) = told.figures() else {
        let few = words::too_few(told.learners());
        return view! { <div data-scenario=id><h4>{title}</h4><p>{few}</p></div> }.into_any();
    };
    let mut steps: Vec<_> = figures.steps.iter().collect();
    steps.sort_by_key(|(id, _)| known.and_then(|known| known.step(id)).map(|(at, _)| at));
    let lines = steps.into_iter().map(|(id, told)| {
        let name = known.and_then(|known| known.step(id));
        let name = name.map_or(id.to_string(), |(_, step)| text(&step.title));
        step_line(name, told)
    });
    let lines = lines.collect_view();
    view! {
        <div data-scenario=id>
            <h4>{title}</h4>
            <p>{words::walks(figures.walks, told.learners())}" "{ends(&figures.ended)}</p>
            <div class="figures" tabindex="0" role="group" aria-label=label>
                <table>
                    <thead><tr>
                        <th scope="col">{words::STEP}</th><th scope="col">{words::ANSWERED}</th>
                        <th scope="col">{words::UNSAFE}</th><th scope="col">{words::ENDED_HERE}</th>
                    </tr></thead>
                    <tbody>{lines}</tbody>
                </table>
            </div>
        </div>
    }
    .into_any()
}

fn step_line(name: String, told: &Told<StepFigures>) -> AnyView {
    match told.figures() {
        Some(step) => view! {
            <tr><th scope="row">{name}</th><td>{step.walks}</td><td>{step.unsafe_walks}</td><td>{ends(&step.ended)}</td></tr>
        }
        .into_any(),
        None => {
            let few = words::too_few(told.learners());
            view! { <tr><th scope="row">{name}</th><td colspan="3">{few}</td></tr> }.into_any()
        }
    }
}

fn ends(ended: &Ends) -> String {
    let ends = ended
        .iter()
        .map(|(outcome, count)| words::ended(*outcome, *count));
    ends.collect::<Vec<_>>().join(", ")
}
