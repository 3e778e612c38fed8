//! Standardisation: making an exercise, judging one without seeing others' judgements, and laying
//! everybody's beside each other.

mod make;
mod meeting;
mod sheet;

use leptos::{prelude::*, task::spawn_local};
use web_sys::File;

use self::{make::Make, meeting::Together, sheet::JudgeBlind};
use super::Quality;
use crate::{
    desk::{
        meetings::Meetings,
        store::Note,
        unfinished::{SheetWriting, Unfinished, Work},
    },
    exchange::standardisation::{Exercise, Meeting, StandardisationFile, open},
    record::seal::Seal,
    ui::part::file,
    wording::{assess::standardisation as words, date},
};

/// What is on the table.
#[derive(Clone, PartialEq)]
enum Table {
    Empty,
    /// An exercise to judge, with nobody's judgements in sight, and what was written of it when it
    /// was last left.
    Judging(Exercise, Option<Unfinished<SheetWriting>>),
    /// Everybody's judgements.
    Together(Meeting),
}

/// What the parts share.
#[derive(Clone, Copy)]
struct Standard {
    quality: Quality,
    table: RwSignal<Table>,
    /// Every meeting there was.
    kept: RwSignal<Meetings>,
    /// Exercises of which judging was begun.
    begun: RwSignal<Vec<Unfinished<SheetWriting>>>,
    wrong: RwSignal<Vec<String>>,
}

/// The section.
#[component]
pub(super) fn Standardisation(quality: Quality) -> impl IntoView {
    let standard = Standard {
        quality,
        table: RwSignal::new(Table::Empty),
        kept: RwSignal::new(Meetings::default()),
        begun: RwSignal::new(Vec::new()),
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
                        let files = event.target().files();
                        let chosen = |at| files.as_ref()?.get(at);
                        let chosen = (0..).map_while(chosen).collect();
                        // So that the same files can be chosen again.
                        event.target().set_value("");
                        spawn_local(standard.open(chosen));
                    }/>
            </div>
            <div role="alert">{wrong}</div>
            {may_make}
            <Begun standard=standard/>
            <Kept standard=standard/>
            {move || match standard.table.get() {
                Table::Empty => ().into_any(),
                Table::Judging(exercise, found) => view! { <JudgeBlind standard=standard exercise=exercise found=found/> }.into_any(),
                Table::Together(meeting) => view! { <Together standard=standard meeting=meeting/> }.into_any(),
            }}
        </section>
    }
}

impl Standard {
    /// Reads the meetings that were kept, and what was begun.
    async fn read(self) {
        let _ = self.begun.try_set(self.quality.desk.sheets().await);
        self.read_kept().await;
    }

    async fn read_kept(self) {
        let desk = self.quality.desk;
        match desk.note_as(Note::Standardisation, Meetings::read).await {
            Ok(kept) => {
                let _ = self.kept.try_set(kept.unwrap_or_default());
            }
            Err(error) => desk.session.tell(&error),
        }
    }

    /// Puts a meeting on the table as it is kept now: another tab may have changed it.
    async fn open_again(self, exercise: Seal) {
        self.read_kept().await;
        let about = |kept: &Meetings| kept.about(exercise).cloned();
        if let Some(meeting) = self.kept.try_with_untracked(about).flatten() {
            let _ = self.table.try_set(Table::Together(meeting));
        }
    }

    /// Opens what was chosen: judgements are laid together, an exercise alone is to be judged.
    async fn open(self, chosen: Vec<File>) {
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
            Some(_) if judged => wrong.extend(self.lay_together(opened).await),
            Some((_, first)) => {
                let work = Work::Sheet(first.exercise.id());
                let found = self.quality.desk.unfinished(&work).await;
                let judging = Table::Judging(first.exercise.clone(), found);
                let _ = self.table.try_set(judging);
            }
            None => {}
        }
        let _ = self.wrong.try_set(wrong);
    }

    /// Lays judgements beside those of the same exercise that there are already; gives what does
    /// not belong there.
    async fn lay_together(self, files: Vec<(String, StandardisationFile)>) -> Vec<String> {
        let Some((_, first)) = files.iter().find(|(_, file)| file.sheet.is_some()) else {
            return Vec::new();
        };
        let mut opened = Meeting::new(first.exercise.clone());
        let mut wrong = Vec::new();
        for (name, file) in files {
            if let Err(why) = opened.add(file) {
                wrong.push(words::not_opened(&name, &why.to_string()));
            }
        }
        let add = |kept: &mut Meeting| kept.sheets.extend(opened.sheets.clone());
        let kept = self.change(&opened.exercise, add).await;
        if kept.is_none() {
            wrong.push(words::NOT_KEPT.to_owned());
        }
        let _ = self.table.try_set(Table::Together(kept.unwrap_or(opened)));
        wrong
    }

    /// Changes the meeting about an exercise as it is kept now, and gives it as it is kept then. Where it
    /// could not be kept, that is told.
    async fn change(
        self,
        exercise: &Exercise,
        mut change: impl FnMut(&mut Meeting),
    ) -> Option<Meeting> {
        let desk = self.quality.desk;
        let kept = desk.change_note(Note::Standardisation, Meetings::read, |found| {
            let mut meetings = found.unwrap_or_default();
            meetings.change(exercise, &mut change);
            (Some(meetings.to_text()), meetings)
        });
        match kept.await {
            Ok(meetings) => {
                let meeting = meetings.about(exercise.id()).cloned();
                let _ = self.kept.try_set(meetings);
                meeting
            }
            Err(error) => {
                desk.session.tell(&error);
                None
            }
        }
    }

    /// Takes what is on the table off it. A meeting stays among those that were kept.
    fn put_away(self) {
        self.table.set(Table::Empty);
    }
}

/// Exercises of which judging was begun, while nothing is on the table.
#[component]
fn Begun(standard: Standard) -> impl IntoView {
    move || {
        let empty = standard.table.with(|table| *table == Table::Empty);
        let lines: Vec<_> = standard
            .begun
            .get()
            .into_iter()
            .rev()
            .map(|found| {
                let exercise = found.writing.exercise.clone();
                let title = format!("{}, {}", exercise.title, date::day(exercise.date));
                let open = move |_| {
                    let judging = Table::Judging(exercise.clone(), Some(found.clone()));
                    standard.table.set(judging);
                };
                view! { <li><button type="button" class="button button--plain" data-action="go-on" on:click=open>{title}</button></li> }
            })
            .collect();
        (empty && !lines.is_empty()).then(|| {
            view! { <div data-part="begun"><h3>{words::BEGUN}</h3><ul class="links">{lines}</ul></div> }
        })
    }
}

/// The meetings there were, while none is on the table.
#[component]
fn Kept(standard: Standard) -> impl IntoView {
    move || {
        let kept = standard.kept.get();
        let empty = standard.table.with(|table| *table == Table::Empty);
        let lines: Vec<_> = kept
            .all()
            .rev()
            .map(|meeting| {
                let title = format!(
                    "{}, {}",
                    meeting.exercise.title,
                    date::day(meeting.exercise.date)
                );
                let exercise = meeting.exercise.id();
                let open = move |_| spawn_local(standard.open_again(exercise));
                view! { <li><button type="button" class="button button--plain" data-action="open-meeting" on:click=open>{title}</button></li> }
            })
            .collect();
        (empty && !lines.is_empty()).then(|| {
            view! { <div data-part="meetings"><h3>{words::MEETINGS}</h3><ul class="links">{lines}</ul></div> }
        })
    }
}
