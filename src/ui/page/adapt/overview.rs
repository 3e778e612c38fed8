//! The whole adaptation at a glance: its units, what is to mend, and the ways out.

use leptos::prelude::*;

use super::{Part, units::Units, workshop::Workshop};
use crate::{
    adapt::{Adaptation, Entry, Slip, folder, settings::SETTINGS},
    diagnostic::{Code, Diagnostic, Severity},
    exchange::pack_file,
    pack::Pack,
    read::read_pack,
    route::Route,
    source::Position,
    ui::{
        database::Database,
        page::address,
        part::{dialog::Dialog, download::download_bytes},
        training,
    },
    wording::adapt::{self as words, slip},
};

/// The overview.
#[component]
pub(super) fn Overview(workshop: Workshop) -> impl IntoView {
    let title = move || {
        let applied = workshop.applied.get();
        read_pack(&applied.files).value.settings.title
    };
    view! {
        <h2 tabindex="-1">{title}</h2>
        <Units workshop=workshop/>
        <Problems workshop=workshop/>
        <Out workshop=workshop/>
    }
}

/// A problem as it is told here.
struct Told {
    message: String,
    help: Option<String>,
    /// Where it is, as somebody sees it here.
    at: String,
    /// The part of the page where it can be mended.
    part: Option<Part>,
    /// The entry of the settings that it lies in, with its field's name: of what it is about there may be no
    /// field any more.
    entry: Option<(Entry, String)>,
}

impl Told {
    fn of(adaptation: &Adaptation, pack: &Pack, wrong: &Diagnostic) -> Self {
        let (at, part) = match adaptation.wanted_text(&wrong.file) {
            Some(text) => {
                let line = Position::of(&text, wrong.span.start).line;
                let part = Part::Unit(wrong.file.clone());
                (words::problem_at(&wrong.file, line), Some(part))
            }
            None if wrong.file == SETTINGS => (words::SETTINGS.to_owned(), Some(Part::Settings)),
            None => (words::IN_ORIGINAL.to_owned(), None),
        };
        let told = Self {
            message: wrong.message.clone(),
            help: wrong.help.clone(),
            at,
            part,
            entry: None,
        };
        let entry = (wrong.file == SETTINGS)
            .then(|| Entry::at(&adaptation.settings, wrong.span.start))
            .flatten();
        match entry {
            Some(entry) => told.in_form(entry, pack, wrong.code),
            None => told,
        }
    }

    /// The same as the form has it: who fills that in sees no file, and no keys.
    fn in_form(self, entry: Entry, pack: &Pack, code: Code) -> Self {
        let kind = entry.kind();
        let field = slip::field(kind, &entry.called(pack));
        let told = Self {
            at: field.clone(),
            entry: Some((entry, field)),
            ..self
        };
        match Slip::of(code, kind) {
            Some(wrong) => {
                let (message, help) = slip::told(wrong, kind);
                Self {
                    message: message.to_owned(),
                    help: Some(help.to_owned()),
                    ..told
                }
            }
            None => told,
        }
    }
}

#[component]
fn Problems(workshop: Workshop) -> impl IntoView {
    let rows = move || {
        let adaptation = workshop.get();
        let problems = workshop.problems.get();
        let pack = workshop
            .applied
            .with(|applied| read_pack(&applied.files).value);
        let count = |severity| {
            let found = problems.iter();
            found.filter(|wrong| wrong.severity() == severity).count()
        };
        let told = words::problems(count(Severity::Error), count(Severity::Warning));
        let rows: Vec<_> = problems
            .iter()
            .map(|wrong| {
                let told = Told::of(&adaptation, &pack, wrong);
                let kind = match wrong.severity() {
                    Severity::Error => "unsafe",
                    Severity::Warning => "warning",
                };
                let take_out = told.entry.map(|(entry, field)| {
                    let label = words::take_out_of_settings(&field);
                    let take = move |_| workshop.change(|adaptation| adaptation.settings = entry.taken_out(&adaptation.settings));
                    view! { <button type="button" class="button button--plain" data-action="take-out" on:click=take>{label}</button> }
                });
                let at = told.at;
                let place = match told.part {
                    Some(part) => view! { <a href=part.hash()>{at}</a> }.into_any(),
                    None => view! { <span>{at}</span> }.into_any(),
                };
                view! {
                    <li class="notice" data-kind=kind data-code=wrong.code.as_str()>
                        <p><strong>{told.message}</strong></p>
                        {told.help.map(|help| view! { <p>{help}</p> })}
                        <p class="meta cluster">{place}{take_out}</p>
                    </li>
                }
            })
            .collect();
        match rows.is_empty() {
            true => view! { <p class="notice" data-kind="met">{words::NO_PROBLEMS}</p> }.into_any(),
            false => view! {
                <p class="meta">{told}</p>
                <ul class="plain stack" data-adapt="problems">{rows}</ul>
            }
            .into_any(),
        }
    };
    view! {
        <section class="stack" aria-labelledby="adapt_problems">
            <h3 id="adapt_problems">{words::PROBLEMS}</h3>
            {rows}
        </section>
    }
}

const ZIP: &str = "application/zip";

#[component]
fn Out(workshop: Workshop) -> impl IntoView {
    let said = RwSignal::new(String::new());
    let asks = RwSignal::new(false);
    let settings = move || {
        read_pack(&workshop.applied.get_untracked().files)
            .value
            .settings
    };
    let save_own = move |_| {
        let adaptation = workshop.get_untracked();
        let settings = settings();
        let id = settings
            .adaptation
            .map_or(settings.id, |adaptation| adaptation.id);
        let name = format!("{id}{}", folder::ENDING);
        said.set(match adaptation.write() {
            Ok(bytes) if download_bytes(&name, &bytes, ZIP) => words::saved_as(&name),
            Ok(_) | Err(_) => words::TOO_LARGE.to_owned(),
        });
    };
    let save_pack = move |_| {
        let name = pack_file::file_name(&settings());
        let written = pack_file::write(&workshop.applied.get_untracked().files);
        let problems = workshop.problems.get_untracked();
        let mistakes = problems.iter();
        let mistakes = mistakes.filter(|wrong| wrong.severity() == Severity::Error);
        said.set(match written {
            Ok(bytes) if download_bytes(&name, &bytes, ZIP) => {
                words::pack_saved_as(&name, mistakes.count())
            }
            Ok(_) | Err(_) => words::TOO_LARGE.to_owned(),
        });
    };
    let try_it = move |_| {
        leptos::task::spawn_local(Database::clear_trials());
        let written = pack_file::write(&workshop.applied.get_untracked().files);
        let opened =
            written.is_ok_and(|bytes| training::try_in_new_tab(&bytes, &address(&Route::Home)));
        said.set(if opened {
            String::new()
        } else {
            words::NOT_TRIED.to_owned()
        });
    };
    view! {
        <section class="card stack" aria-labelledby="adapt_out">
            <h3 id="adapt_out">{words::TAKE_OUT}</h3>
            <p class="cluster">
                <button type="button" class="button" data-action="save-adaptation" aria-describedby="adapt_own_help" on:click=save_own>{words::SAVE_FILE}</button>
                <span class="hint" id="adapt_own_help">{words::SAVE_FILE_HELP}</span>
            </p>
            <p class="cluster">
                <button type="button" class="button button--quiet" data-action="save-pack" aria-describedby="adapt_pack_help" on:click=save_pack>{words::SAVE_PACK}</button>
                <span class="hint" id="adapt_pack_help">{words::SAVE_PACK_HELP}</span>
            </p>
            <p class="cluster">
                <button type="button" class="button button--quiet" data-action="try" aria-describedby="adapt_try_help" on:click=try_it>{words::TRY}</button>
                <span class="hint" id="adapt_try_help">{words::TRY_HELP}</span>
            </p>
            <p role="status" data-adapt="said">{said}</p>
            <p><button type="button" class="button button--plain" data-action="start-over" on:click=move |_| asks.set(true)>{words::START_OVER}</button></p>
        </section>
        <Dialog open=asks title=words::START_OVER id="adapt_start_over">
            <p>{words::START_OVER_ASK}</p>
            <p class="cluster">
                <button type="button" class="button" data-action="start-over-yes" on:click=move |_| {
                    asks.set(false);
                    workshop.set(None);
                }>{words::START_OVER_YES}</button>
                <button type="button" class="button button--quiet" on:click=move |_| asks.set(false)>{words::KEEP}</button>
            </p>
        </Dialog>
    }
}
