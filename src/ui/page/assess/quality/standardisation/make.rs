//! Making an exercise: answers are taken from the desk, with what the check finds replaced, and
//! read once more before they are saved.

use std::rc::Rc;

use leptos::{prelude::*, task::spawn_local};

use super::{
    super::super::keeper::{GivenBack, Keeper, KeptSoFar},
    Quality, Standard,
};
use crate::{
    desk::unfinished::{ExerciseWriting, Unfinished, Work},
    exchange::standardisation::{Case, StandardisationFile},
    quality::Place,
    record::event::PersonId,
    ui::{clock, part::download::download},
    wording::{assess::standardisation as words, file},
};

/// The form.
#[component]
pub(super) fn Make(standard: Standard) -> impl IntoView {
    let quality = standard.quality;
    let form = RwSignal::new(ExerciseWriting::default());
    let (title, set_title) = slice!(form.title);
    let desk = quality.desk;
    let is_nothing = |writing: &ExerciseWriting| *writing == ExerciseWriting::default();
    let keeper = Keeper::follow(desk, Work::Exercise, move || form.get(), is_nothing);
    let (state, opened) = (keeper.state, RwSignal::new(false));
    let finding = Rc::clone(&keeper);
    spawn_local(async move {
        let found: Option<Unfinished<ExerciseWriting>> = desk.unfinished(&Work::Exercise).await;
        // What was begun meanwhile stays.
        let untouched = form.try_with_untracked(is_nothing) == Some(true);
        if let Some(found) = found.filter(|_| untouched) {
            form.set(found.writing.clone());
            finding.gave_back(&found, None);
            opened.set(true);
        }
    });
    // Cases are drawn anew when one comes or goes, not with every letter in one.
    let count = Memo::new(move |_| form.with(|form| form.cases.len()));
    let learner = RwSignal::new(None::<PersonId>);
    let place = RwSignal::new(None::<Place>);
    let wrong = RwSignal::new(None);
    let said = RwSignal::new(None);
    let places = Memo::new(move |_| {
        let summaries = quality.desk.summaries.read();
        let summary = learner.get().and_then(|learner| summaries.get(&learner));
        let criteria = summary.into_iter().flat_map(|summary| summary.criteria());
        criteria
            .map(|(pack, unit, criterion)| Place {
                pack: pack.clone(),
                unit: unit.clone(),
                criterion: criterion.id.clone(),
            })
            .collect::<Vec<_>>()
    });
    let learners = move || quality.learner_options();
    let answers = move || {
        let places = places.get().into_iter().enumerate();
        let options = places.map(
            |(at, place)| view! { <option value=at.to_string()>{quality.called(&place)}</option> },
        );
        options.collect_view()
    };
    let choose = move |text: String| {
        let at = text.parse::<usize>().ok();
        place.set(at.and_then(|at| places.get_untracked().get(at).cloned()));
    };
    let take = move |_| {
        let Some((learner, place)) = learner.get_untracked().zip(place.get_untracked()) else {
            wrong.set(Some(words::CHOOSE_FIRST));
            return;
        };
        spawn_local(async move {
            let found = answer(quality, learner, &place).await;
            let _ = wrong.try_set(found.is_none().then_some(words::NO_ANSWER));
            if let Some(case) = found {
                let _ = form.try_update(|form| form.cases.push(case));
            }
        });
    };
    let save = move |_| {
        let exercise = form.with_untracked(|form| form.exercise(clock::today()));
        wrong.set(exercise.is_none().then_some(words::INCOMPLETE));
        let Some(exercise) = exercise else {
            return;
        };
        let made = StandardisationFile {
            exercise,
            sheet: None,
        };
        let name = made.file_name();
        said.set(Some(match download(&name, &made.to_text()) {
            true => {
                keeper.forget();
                file::saved(&name)
            }
            false => file::NOT_SAVED.to_owned(),
        }));
    };
    let start_again = move || form.set(ExerciseWriting::default());
    view! {
        <details data-part="make" open=opened>
            <summary>{words::MAKE}</summary>
            <div class="fields stack">
                <p class="hint">{words::MAKE_HELP}</p>
                <GivenBack state=state start_again=start_again/>
                <div class="field">
                    <label for="standard_title">{words::NAME}</label>
                    <input id="standard_title" type="text" maxlength="120" prop:value=title on:input:target=move |event| set_title.set(event.target().value())/>
                </div>
                <div class="matrix__filters">
                    <div class="field">
                        <label for="standard_learner">{words::LEARNER}</label>
                        <select id="standard_learner" on:change:target=move |event| { place.set(None); learner.set(event.target().value().parse().ok()); }>
                            <option value="">{words::CHOOSE}</option>{learners}
                        </select>
                    </div>
                    <div class="field">
                        <label for="standard_answer">{words::ANSWER}</label>
                        <select id="standard_answer" on:change:target=move |event| choose(event.target().value())>
                            <option value="">{words::CHOOSE}</option>{answers}
                        </select>
                    </div>
                    <button type="button" class="button button--quiet" data-action="take" on:click=take>{words::TAKE}</button>
                </div>
                {move || {
                    let _ = count.get();
                    let cases = form.with_untracked(|form| form.cases.clone()).into_iter().enumerate();
                    cases.map(|(at, case)| one(form, at, &case)).collect_view()
                }}
                <p class="field__error" role="alert">{move || wrong.get()}</p>
                <p><button type="button" class="button" data-action="save-exercise" on:click=save>{words::SAVE_EXERCISE}</button></p>
                <p class="hint" role="status" data-said="exercise">{move || said.get()}</p>
                <KeptSoFar state=state/>
            </div>
        </details>
    }
}

/// An answer that was taken, to be read once more.
fn one(form: RwSignal<ExerciseWriting>, at: usize, case: &Case) -> impl IntoView + use<> {
    let id = format!("standard_case_{at}");
    let leave_out = move |_| {
        form.update(|form| {
            if at < form.cases.len() {
                form.cases.remove(at);
            }
        });
    };
    let change = move |text: String| {
        form.update(|form| {
            if let Some(case) = form.cases.get_mut(at) {
                case.text = text.into();
            }
        });
    };
    view! {
        <div class="field" data-part="case">
            <label for=id.clone()>{words::case(at + 1, &case.number)}</label>
            <p class="hint">{case.asks.to_string()}</p>
            <textarea id=id rows="6" prop:value=case.text.to_string() on:input:target=move |event| change(event.target().value())></textarea>
            <p><button type="button" class="button button--plain" on:click=leave_out>{words::LEAVE_OUT}</button></p>
        </div>
    }
}

/// The latest answer that a learner handed in, without what names anybody.
async fn answer(quality: Quality, learner: PersonId, place: &Place) -> Option<Case> {
    let portfolio = match quality.desk.portfolio(learner).await {
        Ok(portfolio) => portfolio?,
        Err(error) => {
            quality.desk.session.tell(&error);
            return None;
        }
    };
    let state = portfolio.record.state();
    let unit = state.unit(&place.pack, &place.unit)?;
    let criterion = unit.criteria.get(&place.criterion)?;
    let submission = criterion.current_submissions().pop()?;
    let text = &criterion.version_of(submission)?.said.text;
    Some(
        quality
            .names
            .with_value(|names| Case::anonymous(names.number(place), names.asks(place), text)),
    )
}
