//! A new original: what becomes of each change, looked at and decided, and nothing changed before
//! that.

use std::rc::Rc;

use leptos::{prelude::*, task::spawn_local};
use send_wrapper::SendWrapper;

use super::{Part, begin::site_files, workshop::Workshop};
use crate::{
    adapt::{Action, Adaptation, Choice, Fate, Name, News, PackHash, Row, may_be_original, update},
    exchange::pack_file,
    read::{PackFiles, read_pack},
    ui::{
        dom,
        part::{changes::changes_near, file},
    },
    wording::adapt::{self as words, update as of_update},
};

#[derive(Clone)]
enum Stage {
    Waiting,
    Looking,
    Refused(String),
    Found(SendWrapper<Rc<PackFiles>>),
}

/// What was chosen and typed for a change.
#[derive(Clone, Default)]
struct Decided {
    choice: Option<Choice>,
    typed: Option<String>,
}

/// A new original that is being looked at, with what was decided so far. It stays while other parts of the
/// page are shown.
#[derive(Clone, Copy)]
pub(super) struct Deciding {
    stage: RwSignal<Stage>,
    about: StoredValue<Option<PackHash>>,
    decided: StoredValue<Vec<((String, Action), Decided)>>,
}

impl Deciding {
    /// Nothing is looked at yet.
    pub fn new() -> Self {
        Self {
            stage: RwSignal::new(Stage::Waiting),
            about: StoredValue::new(None),
            decided: StoredValue::new(Vec::new()),
        }
    }

    /// Whether anything was decided that is not accepted yet.
    pub fn is_begun(self) -> bool {
        self.decided.with_value(|decided| !decided.is_empty())
    }

    fn look(self, adaptation: &Adaptation, files: PackFiles) {
        if let Err(why) = may_be_original(adaptation, &files) {
            self.stage.set(Stage::Refused(why.to_string()));
            return;
        }
        let about = Some(PackHash::of(&files));
        if self.about.get_value() != about {
            self.decided.set_value(Vec::new());
            self.about.set_value(about);
        }
        self.stage
            .set(Stage::Found(SendWrapper::new(Rc::new(files))));
    }

    /// What was decided for a change.
    fn of(self, row: &Row) -> Decided {
        self.decided.with_value(|all| {
            let mut all = all.iter();
            let found = all.find(|((file, action), _)| is_of(row, file, action));
            found
                .map(|(_, decided)| decided.clone())
                .unwrap_or_default()
        })
    }

    fn put(self, row: &Row, decided: Decided) {
        self.decided.update_value(|all| {
            all.retain(|((file, action), _)| !is_of(row, file, action));
            all.push(((row.file.clone(), row.change.action.clone()), decided));
        });
    }

    fn clear(self) {
        self.decided.set_value(Vec::new());
        self.stage.set(Stage::Waiting);
    }
}

/// Where a change has become another meanwhile, what was decided was about something else.
fn is_of(row: &Row, file: &str, action: &Action) -> bool {
    row.file == file && row.change.action == *action
}

/// Offers a new original.
#[component]
pub(super) fn NewOriginal(workshop: Workshop, deciding: Deciding) -> impl IntoView {
    let stage = deciding.stage;
    let standing = move || {
        let base = read_pack(&workshop.get().original).value.settings;
        of_update::stands_on(&base.title, &base.version)
    };
    let from_site = move |_| {
        stage.set(Stage::Looking);
        spawn_local(async move {
            match site_files().await {
                Ok(files) => deciding.look(&workshop.get_untracked(), files),
                Err(why) => stage.set(Stage::Refused(words::not_fetched(&why.to_string()))),
            }
        });
    };
    let from_file = move |chosen: Option<web_sys::File>| {
        let Some(chosen) = chosen else { return };
        stage.set(Stage::Looking);
        spawn_local(async move {
            let read = match file::read(&chosen).await {
                Ok(bytes) => pack_file::read(&bytes).map_err(|why| why.to_string()),
                Err(why) => Err(why),
            };
            match read {
                Ok(files) => deciding.look(&workshop.get_untracked(), files),
                Err(why) => stage.set(Stage::Refused(why)),
            }
        });
    };
    view! {
        <h2 tabindex="-1">{words::UPDATE}</h2>
        <p>{of_update::UPDATE_HELP}</p>
        <p>{standing}</p>
        {move || match stage.get() {
            // What was changed meanwhile is looked at as it is now.
            Stage::Found(files) => view! {
                {move || view! { <Decide workshop=workshop deciding=deciding adaptation=workshop.get() files=files.clone()/> }}
            }.into_any(),
            Stage::Waiting | Stage::Looking | Stage::Refused(_) => view! {
                <section class="card stack">
                    <p><button type="button" class="button" data-action="update-site" on:click=from_site>{of_update::UPDATE_SITE}</button></p>
                    <div class="field">
                        <label for="adapt_update_file">{of_update::UPDATE_FILE}</label>
                        <input id="adapt_update_file" type="file" accept=".zip,application/zip" aria-describedby="adapt_update_hint"
                            on:change:target=move |event| {
                                from_file(event.target().files().and_then(|files| files.get(0)));
                                event.target().set_value("");
                            }/>
                        <p class="hint" id="adapt_update_hint">{of_update::UPDATE_FILE_HINT}</p>
                    </div>
                </section>
            }.into_any(),
        }}
        <div role="status">{move || matches!(stage.get(), Stage::Looking).then_some(of_update::LOOKING)}</div>
        {move || match stage.get() {
            Stage::Refused(why) => Some(view! { <p class="notice" data-kind="unsafe" role="alert" data-adapt="refused">{why}</p> }),
            _ => None,
        }}
    }
}

#[component]
fn Decide(
    workshop: Workshop,
    deciding: Deciding,
    adaptation: Rc<Adaptation>,
    files: SendWrapper<Rc<PackFiles>>,
) -> impl IntoView {
    let update = update(&adaptation, &files);
    let settings = read_pack(&files).value.settings;
    let rows = &update.rows;
    let open = rows.iter().filter(|row| row.fate.needs_a_look()).count();
    let told = of_update::to_look_at(rows.len(), open);
    let heading = of_update::new_original(&settings.title, &settings.version);
    let is_same = update.news.contains(&News::SameOriginal);
    let news: Vec<_> = update
        .news
        .iter()
        .map(|news| view! { <li>{of_update::news(news)}</li> })
        .collect();
    let mut sorted: Vec<(usize, Row)> = rows.iter().cloned().enumerate().collect();
    // What wants a look comes first.
    sorted.sort_by_key(|(at, row)| (!row.fate.needs_a_look(), *at));
    let list: Vec<_> = sorted
        .into_iter()
        .map(|(at, row)| {
            let candidates = update.can_be_about(&row);
            view! { <OneChange at=at row=row candidates=candidates deciding=deciding/> }
        })
        .collect();
    let accept = move |_| {
        let rows = update.rows.iter().enumerate();
        let choices = rows.filter_map(|(at, row)| Some((at, deciding.of(row).choice?)));
        let accepted = update.accept(&adaptation, &choices.collect());
        deciding.clear();
        workshop.set(Some(accepted));
        let _ = dom::window().location().set_hash(&Part::Overview.hash());
    };
    view! {
        <section class="stack" data-adapt="update">
            <h3 tabindex="-1">{heading}</h3>
            <p role="status">{told}</p>
            {(!news.is_empty()).then(|| view! { <ul class="notice" data-kind="info">{news}</ul> })}
            <ol class="plain stack">{list}</ol>
            <p class="cluster">
                {(!is_same).then(|| view! { <button type="button" class="button" data-action="accept" on:click=accept>{of_update::ACCEPT}</button> })}
                <button type="button" class="button button--quiet" on:click=move |_| deciding.stage.set(Stage::Waiting)>{of_update::NOT_NOW}</button>
            </p>
        </section>
    }
}

#[component]
fn OneChange(
    at: usize,
    row: Row,
    /// Parts of the new original that it can be about now, with what they say.
    candidates: Vec<(Name, String)>,
    deciding: Deciding,
) -> impl IntoView {
    let title = format!("{}: {}", row.file, words::change(&row.change));
    let fate = of_update::fate(&row.fate);
    let kind = match &row.fate {
        Fate::Fits | Fate::SameAsOriginal => "met",
        Fate::Moved {
            merged: Some(_), ..
        } => "info",
        _ => "warning",
    };
    let ours = row.change.action.text().map(str::to_owned);
    let sides = match (&row.fate, &ours) {
        (
            Fate::Moved {
                was, now, class, ..
            },
            ours,
        ) => {
            let (was, now) = (was.clone(), now.clone());
            let mine = ours.clone().unwrap_or_default();
            let class = *class;
            view! {
                <p data-edit=class.key()>{of_update::edit(class)}</p>
                <div class="adapt__sides">
                    <div><h4>{of_update::ORIGINAL_MOVED}</h4><div class="adapt__change">{changes_near(&was, &now)}</div></div>
                    <div><h4>{of_update::YOURS}</h4><div class="adapt__change">{changes_near(&was, &mine)}</div></div>
                </div>
            }
            .into_any()
        }
        (Fate::Gone { .. } | Fate::Locked(_) | Fate::Aside, Some(ours)) => view! {
            <h4>{of_update::YOUR_TEXT}</h4><div class="adapt__change">{ours.clone()}</div>
        }
        .into_any(),
        _ => ().into_any(),
    };
    let says: Vec<_> = candidates
        .iter()
        .map(|(name, text)| {
            view! { <details><summary>{of_update::says_now(&name.to_string())}</summary><div class="adapt__change">{text.clone()}</div></details> }
        })
        .collect();
    let asks = row.fate.needs_a_look().then(|| {
        let proposal = row.fate.proposal();
        let decided = deciding.of(&row);
        let chosen = decided.choice.unwrap_or_else(|| proposal.clone());
        let typed = RwSignal::new(match (decided.typed, &proposal) {
            (Some(typed), _) => typed,
            (None, Choice::Text(text)) => text.clone(),
            (None, _) => ours.clone().unwrap_or_default(),
        });
        let may_mine = matches!(row.fate, Fate::Moved { .. });
        let elsewhere = candidates.into_iter().map(|(name, _)| Choice::About(name));
        let offered: Vec<Choice> = [
            (may_mine && ours.is_some()).then(|| Choice::Text(String::new())),
            may_mine.then_some(Choice::Mine),
        ]
        .into_iter()
        .flatten()
        .chain(elsewhere)
        .chain([Choice::Original, Choice::Aside])
        .collect();
        let uses_text = RwSignal::new(matches!(chosen, Choice::Text(_)));
        let row = StoredValue::new(row);
        let set = move |choice: Choice| {
            let is_text = matches!(choice, Choice::Text(_));
            uses_text.set(is_text);
            let choice = match is_text {
                true => Choice::Text(typed.get_untracked()),
                false => choice,
            };
            let typed = Some(typed.get_untracked());
            let choice = Some(choice);
            row.with_value(|row| deciding.put(row, Decided { choice, typed }));
        };
        let radios: Vec<_> = offered
            .into_iter()
            .enumerate()
            .map(|(number, choice)| {
                let id = format!("adapt_choice_{at}_{number}");
                let is_chosen = match (&choice, &chosen) {
                    (Choice::Text(_), Choice::Text(_)) => true,
                    (choice, chosen) => choice == chosen,
                };
                let words = row.with_value(|row| of_update::choice(&choice, &row.change.action));
                view! {
                    <div class="choice">
                        <input type="radio" id=id.clone() name=format!("adapt_choice_{at}") checked=is_chosen
                            on:change=move |_| set(choice.clone())/>
                        <label for=id>{words}</label>
                    </div>
                }
            })
            .collect();
        let text_id = format!("adapt_text_{at}");
        view! {
            <fieldset class="stack">
                <legend class="field__label">{of_update::CHOOSE}</legend>
                {radios}
            </fieldset>
            {may_mine.then(|| {
                let id = text_id.clone();
                view! {
                    <div class="field" hidden=move || !uses_text.get()>
                        <label for=id.clone()>{of_update::TOGETHER}</label>
                        <textarea id=id rows="8" class="adapt__together" prop:value=typed.get_untracked()
                            on:input:target=move |event| {
                                typed.set(event.target().value());
                                set(Choice::Text(String::new()));
                            }></textarea>
                    </div>
                }
            })}
        }
    });
    view! {
        <li class="card stack" data-fate=kind>
            <p><strong>{title}</strong></p>
            <p class="notice" data-kind=kind>{fate}</p>
            {sides}
            {says}
            {asks}
        </li>
    }
}
