//! Judging an exercise, with nobody else's judgements in sight.

use leptos::{ev::SubmitEvent, prelude::*};

use super::{
    super::super::keeper::{GivenBack, Keeper, KeptSoFar},
    Standard,
};
use crate::{
    desk::unfinished::{CaseWriting, SheetWriting, Unfinished, Work},
    exchange::standardisation::{Case, Exercise, StandardisationFile},
    record::decision::Judgement,
    ui::part::download::download,
    wording::{
        assess::{quality, standardisation as words},
        file,
    },
};

/// The form.
#[component]
pub(super) fn JudgeBlind(
    standard: Standard,
    exercise: Exercise,
    /// What was written of it when it was last left.
    found: Option<Unfinished<SheetWriting>>,
) -> impl IntoView {
    let desk = standard.quality.desk;
    let begun = SheetWriting::new(exercise);
    let form = RwSignal::new(begun.clone());
    let keeper = {
        let work = Work::Sheet(begun.exercise.id());
        let begun = begun.clone();
        let is_nothing = move |writing: &SheetWriting| *writing == begun;
        Keeper::follow(desk, work, move || form.get(), is_nothing)
    };
    // What was kept of an exercise is of as many cases: the exercise is what it is kept by.
    if let Some(found) = found.filter(|found| found.writing.judged.len() == begun.judged.len()) {
        form.set(found.writing.clone());
        keeper.gave_back(&found, None);
    }
    let state = keeper.state;
    let wrong = RwSignal::new(None);
    let said = RwSignal::new(None);
    let title = begun.exercise.title.to_string();
    let cases = begun.exercise.cases.iter().enumerate();
    let cases: Vec<_> = cases.map(|(at, case)| one(at, case, form)).collect();
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let sheet = desk
            .me_untracked()
            .and_then(|me| form.with_untracked(|form| form.sheet(&me)));
        wrong.set(sheet.is_none().then_some(words::JUDGE_ALL));
        if sheet.is_none() {
            return;
        }
        let made = StandardisationFile {
            exercise: form.with_untracked(|form| form.exercise.clone()),
            sheet,
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
    let begun = StoredValue::new(begun);
    let start_again = move || form.set(begun.get_value());
    view! {
        <form class="fields stack" on:submit=save novalidate data-form="sheet">
            <h3>{title}</h3>
            <GivenBack state=state start_again=start_again/>
            {cases}
            <p class="field__error" role="alert">{move || wrong.get()}</p>
            <p><button type="submit" class="button" data-action="save-sheet">{words::SAVE_SHEET}</button></p>
            <p class="hint" role="status" data-said="sheet">{move || said.get()}</p>
            <KeptSoFar state=state/>
        </form>
    }
}

fn one(at: usize, case: &Case, form: RwSignal<SheetWriting>) -> impl IntoView + use<> {
    let (written, set_written) = create_slice(
        form,
        move |form| form.judged.get(at).cloned().unwrap_or_default(),
        move |form, written| {
            if let Some(case) = form.judged.get_mut(at) {
                *case = written;
            }
        },
    );
    let change = move |change: &dyn Fn(&mut CaseWriting)| {
        let mut now = written.get_untracked();
        change(&mut now);
        set_written.set(now);
    };
    let radio = move |judgement: Judgement, key: &str| {
        let id = format!("standard_{key}_{at}");
        view! {
            <div class="choice">
                <input type="radio" name=format!("standard_{at}") id=id.clone() prop:checked=move || written.with(|one| one.judgement == Some(judgement))
                    on:change=move |_| change(&|one| one.judgement = Some(judgement))/>
                <label for=id>{quality::judgement(judgement)}</label>
            </div>
        }
    };
    let note_id = format!("standard_note_{at}");
    view! {
        <article class="stack" data-part="case">
            <h4>{words::case(at + 1, &case.number)}</h4>
            <p><strong>{case.asks.to_string()}</strong></p>
            <div class="answer__text">{case.text.to_string()}</div>
            <fieldset>
                <legend class="field__label">{words::YOUR_JUDGEMENT}</legend>
                {radio(Judgement::Met, "met")}
                {radio(Judgement::NotYetMet, "not_yet")}
            </fieldset>
            <div class="field">
                <label for=note_id.clone()>{words::WHY}</label>
                <textarea id=note_id rows="2" prop:value=move || written.with(|one| one.note.clone())
                    on:input:target=move |event| change(&|one| one.note = event.target().value())></textarea>
            </div>
        </article>
    }
}
