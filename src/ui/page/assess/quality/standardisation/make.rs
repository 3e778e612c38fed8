//! Making an exercise: answers are taken from the desk, with what the check finds replaced, and
//! read once more before they are saved.

use leptos::{prelude::*, task::spawn_local};

use super::{Quality, Standard};
use crate::{
    exchange::standardisation::{Case, Exercise, StandardisationFile},
    quality::Place,
    record::event::PersonId,
    ui::{clock, part::download::download},
    wording::{assess::standardisation as words, file},
};

/// The form.
#[component]
pub(super) fn Make(standard: Standard) -> impl IntoView {
    let quality = standard.quality;
    let title = RwSignal::new(String::new());
    let cases = RwSignal::new(Vec::<(Case, RwSignal<String>)>::new());
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
    let learners = move || {
        let summaries = quality.desk.summaries.read();
        let mut learners: Vec<_> = summaries
            .values()
            .map(|s| (s.learner.name.to_string(), s.learner.id))
            .collect();
        learners.sort();
        let options = learners
            .into_iter()
            .map(|(name, id)| view! { <option value=id.to_string()>{name}</option> });
        options.collect_view()
    };
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
            return;
        };
        spawn_local(async move {
            let found = answer(quality, learner, &place).await;
            let _ = wrong.try_set(found.is_none().then_some(words::NO_ANSWER));
            if let Some(case) = found {
                let text = RwSignal::new(case.text.to_string());
                let _ = cases.try_update(|cases| cases.push((case, text)));
            }
        });
    };
    let save = move |_| {
        let taken = cases.get_untracked();
        let name = title.get_untracked();
        let missing = taken.is_empty() || name.trim().is_empty();
        wrong.set(missing.then_some(words::INCOMPLETE));
        if missing {
            return;
        }
        let cases = taken.into_iter().map(|(case, text)| Case {
            text: text.get_untracked().into(),
            ..case
        });
        let made = StandardisationFile {
            exercise: Exercise {
                title: name.trim().into(),
                date: clock::today(),
                cases: cases.collect(),
            },
            sheet: None,
        };
        let name = made.file_name();
        said.set(Some(match download(&name, &made.to_text()) {
            true => file::saved(&name),
            false => file::NOT_SAVED.to_owned(),
        }));
    };
    view! {
        <details data-part="make">
            <summary>{words::MAKE}</summary>
            <div class="fields stack">
                <p class="hint">{words::MAKE_HELP}</p>
                <div class="field">
                    <label for="standard_title">{words::NAME}</label>
                    <input id="standard_title" type="text" maxlength="120" prop:value=title on:input:target=move |event| title.set(event.target().value())/>
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
                {move || cases.get().into_iter().enumerate().map(|(at, (case, text))| {
                    let id = format!("standard_case_{at}");
                    let leave_out = move |_| cases.update(|cases| { if at < cases.len() { cases.remove(at); } });
                    view! {
                        <div class="field" data-part="case">
                            <label for=id.clone()>{words::case(at + 1, &case.number)}</label>
                            <p class="hint">{case.asks.to_string()}</p>
                            <textarea id=id rows="6" prop:value=text on:input:target=move |event| text.set(event.target().value())></textarea>
                            <p><button type="button" class="button button--plain" on:click=leave_out>{words::LEAVE_OUT}</button></p>
                        </div>
                    }
                }).collect_view()}
                <p class="field__error" role="alert">{move || wrong.get()}</p>
                <p><button type="button" class="button" data-action="save-exercise" on:click=save>{words::SAVE_EXERCISE}</button></p>
                <p class="hint" role="status" data-said="exercise">{move || said.get()}</p>
            </div>
        </details>
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
