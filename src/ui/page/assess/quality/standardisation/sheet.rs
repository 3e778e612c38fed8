//! Judging an exercise, with nobody else's judgements in sight.

use leptos::{ev::SubmitEvent, prelude::*};

use super::Standard;
use crate::{
    exchange::standardisation::{Case, Exercise, Judged, Sheet, StandardisationFile},
    record::decision::Judgement,
    ui::part::download::download,
    wording::{
        assess::{quality, standardisation as words},
        file,
    },
};

/// What is being judged of one case.
#[derive(Clone, Copy)]
struct Writing {
    judgement: RwSignal<Option<Judgement>>,
    note: RwSignal<String>,
}

/// The form.
#[component]
pub(super) fn JudgeBlind(standard: Standard, exercise: Exercise) -> impl IntoView {
    let written: Vec<Writing> = exercise
        .cases
        .iter()
        .map(|_| Writing {
            judgement: RwSignal::new(None),
            note: RwSignal::new(String::new()),
        })
        .collect();
    let wrong = RwSignal::new(None);
    let said = RwSignal::new(None);
    let title = exercise.title.to_string();
    let cases = exercise.cases.iter().zip(&written).enumerate();
    let cases: Vec<_> = cases
        .map(|(at, (case, written))| one(at, case, *written))
        .collect();
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let sheet = sheet(standard, &exercise, &written);
        wrong.set(sheet.is_none().then_some(words::JUDGE_ALL));
        if sheet.is_none() {
            return;
        }
        let made = StandardisationFile {
            exercise: exercise.clone(),
            sheet,
        };
        let name = made.file_name();
        said.set(Some(match download(&name, &made.to_text()) {
            true => file::saved(&name),
            false => file::NOT_SAVED.to_owned(),
        }));
    };
    view! {
        <form class="fields stack" on:submit=save novalidate data-form="sheet">
            <h3>{title}</h3>
            {cases}
            <p class="field__error" role="alert">{move || wrong.get()}</p>
            <p><button type="submit" class="button" data-action="save-sheet">{words::SAVE_SHEET}</button></p>
            <p class="hint" role="status" data-said="sheet">{move || said.get()}</p>
        </form>
    }
}

/// Everything that was judged; none where a case is not, or nobody is at the desk.
fn sheet(standard: Standard, exercise: &Exercise, written: &[Writing]) -> Option<Sheet> {
    let me = standard.quality.desk.me_untracked()?;
    let cases = exercise.cases.iter().zip(written);
    let judged = cases.map(|(case, written)| {
        let judged = Judged {
            judgement: written.judgement.get_untracked()?,
            note: written.note.get_untracked().trim().into(),
        };
        Some((case.id(), judged))
    });
    Some(Sheet {
        by: me.person,
        name: me.name,
        judged: judged.collect::<Option<_>>()?,
    })
}

fn one(at: usize, case: &Case, written: Writing) -> impl IntoView + use<> {
    let radio = |judgement: Judgement, key: &str| {
        let id = format!("standard_{key}_{at}");
        view! {
            <div class="choice">
                <input type="radio" name=format!("standard_{at}") id=id.clone() on:change=move |_| written.judgement.set(Some(judgement))/>
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
                <textarea id=note_id rows="2" prop:value=written.note on:input:target=move |event| written.note.set(event.target().value())></textarea>
            </div>
        </article>
    }
}
