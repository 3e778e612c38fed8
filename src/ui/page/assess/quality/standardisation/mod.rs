//! Standardisation: making an exercise, judging one without seeing others' judgements, and laying
//! everybody's beside each other.

mod make;
mod meeting;
mod sheet;

use leptos::{prelude::*, task::spawn_local};
use web_sys::FileList;

use self::{make::Make, meeting::Together, sheet::JudgeBlind};
use super::Quality;
use crate::{
    desk::store::Note,
    exchange::standardisation::{Exercise, Meeting, StandardisationFile, open},
    ui::part::file,
    wording::assess::standardisation as words,
};

/// What is on the table.
#[derive(Clone, PartialEq)]
enum Table {
    Empty,
    /// An exercise to judge, with nobody's judgements in sight.
    Judging(Exercise),
    /// Everybody's judgements.
    Together(Meeting),
}

/// What the parts share.
#[derive(Clone, Copy)]
struct Standard {
    quality: Quality,
    table: RwSignal<Table>,
    wrong: RwSignal<Vec<String>>,
}

/// The section.
#[component]
pub(super) fn Standardisation(quality: Quality) -> impl IntoView {
    let standard = Standard {
        quality,
        table: RwSignal::new(Table::Empty),
        wrong: RwSignal::new(Vec::new()),
    };
    spawn_local(standard.read());
    let may_make = move || {
        quality
            .may_write()
            .then(|| view! { <Make standard=standard/> })
    };
    let wrong = move || {
        let lines = standard.wrong.get().into_iter();
        lines
            .map(|line| view! { <p class="field__error">{line}</p> })
            .collect_view()
    };
    view! {
        <section class="card" aria-labelledby="quality_standard" data-part="standardisation">
            <h2 id="quality_standard">{words::TITLE}</h2>
            <p>{words::HELP}</p>
            <div class="field">
                <label for="standard_open">{words::OPEN}</label>
                <p class="hint" id="standard_open_help">{words::OPEN_HELP}</p>
                <input id="standard_open" type="file" multiple accept=".json,application/json" aria-describedby="standard_open_help"
                    on:change:target=move |event| {
                        if let Some(files) = event.target().files() {
                            spawn_local(standard.open(files));
                        }
                    }/>
            </div>
            <div role="alert">{wrong}</div>
            {may_make}
            {move || match standard.table.get() {
                Table::Empty => ().into_any(),
                Table::Judging(exercise) => view! { <JudgeBlind standard=standard exercise=exercise/> }.into_any(),
                Table::Together(meeting) => view! { <Together standard=standard meeting=meeting/> }.into_any(),
            }}
        </section>
    }
}

impl Standard {
    /// Puts the meeting on the table that was kept.
    async fn read(self) {
        match self.quality.desk.note(Note::Standardisation).await {
            Ok(text) => {
                if let Some(meeting) = text.and_then(|text| Meeting::read(&text)) {
                    let _ = self.table.try_set(Table::Together(meeting));
                }
            }
            Err(error) => self.quality.desk.session.tell(&error),
        }
    }

    /// Opens what was chosen: judgements are laid together, an exercise alone is to be judged.
    async fn open(self, files: FileList) {
        let chosen = (0..files.length()).filter_map(|at| files.get(at));
        let mut wrong = Vec::new();
        let mut opened: Vec<(String, StandardisationFile)> = Vec::new();
        for one in chosen {
            let name = one.name();
            let bytes = file::read(&one).await;
            match bytes.and_then(|bytes| open(&bytes).map_err(|why| why.to_string())) {
                Ok(found) => opened.push((name, found)),
                Err(why) => wrong.push(words::not_opened(&name, &why)),
            }
        }
        let judged = opened.iter().any(|(_, file)| file.sheet.is_some());
        match opened.first() {
            Some(_) if judged => wrong.extend(self.lay_together(opened)),
            Some((_, first)) => {
                let _ = self.table.try_set(Table::Judging(first.exercise.clone()));
            }
            None => {}
        }
        let _ = self.wrong.try_set(wrong);
    }

    /// Lays judgements beside those that are on the table already, where they are of the same
    /// exercise; gives what does not belong there.
    fn lay_together(self, files: Vec<(String, StandardisationFile)>) -> Vec<String> {
        let mut meeting = match self.table.get_untracked() {
            Table::Together(meeting)
                if files
                    .iter()
                    .any(|(_, f)| f.exercise.id() == meeting.exercise.id()) =>
            {
                meeting
            }
            _ => match files.first() {
                Some((_, first)) => Meeting::new(first.exercise.clone()),
                None => return Vec::new(),
            },
        };
        let mut wrong = Vec::new();
        for (name, file) in files {
            if let Err(why) = meeting.add(file) {
                wrong.push(words::not_opened(&name, &why.to_string()));
            }
        }
        self.keep(&meeting);
        let _ = self.table.try_set(Table::Together(meeting));
        wrong
    }

    /// Keeps the meeting.
    fn keep(self, meeting: &Meeting) {
        self.keep_text(meeting.to_text());
    }

    fn keep_text(self, text: String) {
        spawn_local(async move {
            if let Err(error) = self
                .quality
                .desk
                .keep_note(Note::Standardisation, &text)
                .await
            {
                self.quality.desk.session.tell(&error);
                let _ = self.wrong.try_set(vec![words::NOT_KEPT.to_owned()]);
            }
        });
    }

    /// Takes the meeting off the table.
    fn put_away(self) {
        self.keep_text(String::new());
        self.table.set(Table::Empty);
    }
}
