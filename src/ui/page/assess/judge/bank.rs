//! The comment bank beside the feedback: snippets that fit, put in as copies; and the whole bank
//! as text, as a file, from a file.

use leptos::{prelude::*, task::spawn_local};
use web_sys::File;

use super::case::Case;
use crate::{
    desk::{
        bank::{Bank, Snippet, Tags, Trouble, TroubleKind, Wanted},
        store::Note,
    },
    id::SectionId,
    pack::Place,
    pinned,
    ui::part::{download::download, file},
    verb::Verb,
    wording::assess::{bank as bank_words, judge},
};

/// The most snippets that are listed at once.
const MOST: usize = 12;

/// The bank of the person at the desk. It is a handle: copies are the same bank.
#[derive(Clone, Copy)]
pub(super) struct OpenBank {
    bank: RwSignal<Bank>,
    said: RwSignal<String>,
    troubles: RwSignal<Vec<Trouble>>,
    case: Case,
}

impl OpenBank {
    /// Reads the bank, which is there a moment later.
    pub fn new(case: Case) -> Self {
        let open = Self {
            bank: RwSignal::new(Bank::default()),
            said: RwSignal::new(String::new()),
            troubles: RwSignal::new(Vec::new()),
            case,
        };
        spawn_local(async move {
            match case.desk.note(Note::CommentBank).await {
                Ok(text) => {
                    let read = Bank::read(&text.unwrap_or_default());
                    open.bank.try_set(read.bank);
                    open.troubles.try_set(read.troubles);
                }
                Err(error) => case.desk.session.tell(&error),
            }
        });
        open
    }

    /// What is being judged, as snippets are tied to it.
    fn wanted(self) -> Wanted {
        let case = self.case;
        let shown = case.wording().shown.unwrap_or_default();
        let first = pinned::asks(&shown).and_then(|asks| asks.split_whitespace().next());
        let place = case.place();
        Wanted {
            criterion: Place {
                unit: place.unit,
                id: SectionId::from(place.criterion),
            },
            verb: first.and_then(Verb::of_word),
            level: pinned::level(&shown),
        }
    }

    /// Keeps a part of the feedback as a snippet for this criterion.
    pub fn keep(self, text: &str) {
        let (tags, text) = (Tags::of(&untrack(move || self.wanted())), text.to_owned());
        spawn_local(self.change(move |bank| {
            let said = match bank.add(tags.clone(), &text) {
                true => bank_words::SNIPPET_KEPT,
                false => bank_words::SNIPPET_THERE,
            };
            said.to_owned()
        }));
    }

    /// Changes the bank as it is kept now, and says what came of it once that is stored.
    async fn change(self, mut change: impl FnMut(&mut Bank) -> String) {
        let desk = self.case.desk;
        let read = |text: &str| Some(Bank::read(text).bank);
        let kept = desk.change_note(Note::CommentBank, read, |found| {
            let mut bank = found.unwrap_or_default();
            let said = change(&mut bank);
            (Some(bank.write()), (bank, said))
        });
        match kept.await {
            Ok((bank, said)) => {
                self.troubles.try_set(Bank::read(&bank.write()).troubles);
                self.bank.try_set(bank);
                self.said.try_set(said);
            }
            Err(error) => {
                desk.session.tell(&error);
                self.said.try_set(judge::NOT_KEPT.to_owned());
            }
        }
    }

    async fn take_file(self, chosen: File) {
        match file::read(&chosen).await {
            Ok(bytes) => {
                let read = Bank::read(&String::from_utf8_lossy(&bytes)).bank;
                let add = |bank: &mut Bank| bank_words::added(bank.merge(read.clone()));
                self.change(add).await;
            }
            Err(words) => {
                self.said.try_set(words);
            }
        }
    }
}

/// A part of the feedback that snippets can be put into.
pub(super) type Part = (&'static str, RwSignal<String>);

/// The bank, folded away.
#[component]
pub(super) fn BankPanel(bank: OpenBank, parts: [Part; 3]) -> impl IntoView {
    let words = RwSignal::new(String::new());
    let found = move || {
        let wanted = bank.wanted();
        bank.bank.with(|bank| {
            let found = bank.search(&words.get(), &wanted).into_iter();
            found.take(MOST).cloned().collect::<Vec<_>>()
        })
    };
    view! {
        <details class="judge__bank" data-part="bank">
            <summary>{bank_words::BANK}</summary>
            <p class="hint">{bank_words::BANK_HELP}</p>
            <div class="field">
                <label for="judge_bank_search">{bank_words::BANK_SEARCH}</label>
                <input id="judge_bank_search" type="search" autocomplete="off" prop:value=words on:input:target=move |event| words.set(event.target().value())/>
            </div>
            {move || {
                let found = found();
                if found.is_empty() {
                    view! { <p>{bank_words::BANK_NONE}</p> }.into_any()
                } else {
                    let lines = found.into_iter().map(|snippet| one(bank, snippet, parts));
                    view! { <ul class="history">{lines.collect_view()}</ul> }.into_any()
                }
            }}
            <Whole bank=bank/>
        </details>
        <p class="hint" role="status" data-part="bank-said">{bank.said}</p>
    }
}

fn one(bank: OpenBank, snippet: Snippet, parts: [Part; 3]) -> impl IntoView {
    let text = snippet.text.to_string();
    let buttons = parts.map(|(name, part)| {
        let label = bank_words::put_into(name, &text);
        let text = text.clone();
        let put = move |_| {
            part.update(|part| {
                if !part.trim().is_empty() {
                    part.push('\n');
                }
                part.push_str(&text);
            });
            bank.said.set(bank_words::put_in(name));
        };
        view! { <button type="button" class="button button--plain" aria-label=label data-action="put-in" on:click=put>{name}</button> }
    });
    let tags = snippet.tags.to_string();
    view! {
        <li>
            <p class="answer__text">{snippet.text.to_string()}</p>
            {(!tags.is_empty()).then(|| view! { <p class="meta">{tags}</p> })}
            <p class="cluster"><span class="meta">{bank_words::PUT_INTO}</span>{buttons.collect_view()}</p>
        </li>
    }
}

/// All snippets as text: to be edited, saved as a file, added to from one.
#[component]
fn Whole(bank: OpenBank) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    // What she edits from.
    let known = StoredValue::new(Bank::default());
    Effect::new(move |_| {
        let now = bank.bank.get();
        let is_edited = typed.with_untracked(|typed| *typed != known.with_value(Bank::write));
        if !is_edited {
            typed.set(now.write());
            known.set_value(now);
        }
    });
    let keep = move |_| {
        let edited = Bank::read(&typed.get_untracked()).bank;
        let from = known.get_value();
        // What is kept then takes the place of what is typed.
        known.set_value(edited.clone());
        typed.set(edited.write());
        spawn_local(bank.change(move |bank| {
            bank.edit(&from, edited.clone());
            bank_words::BANK_KEPT.to_owned()
        }));
    };
    let save = move |_| {
        let text = bank.bank.with_untracked(Bank::write);
        download(bank_words::BANK_FILE, &text);
    };
    let troubles = move || {
        let troubles = bank.troubles.get();
        let lines = troubles
            .iter()
            .map(|trouble| view! { <li>{words_of(trouble)}</li> });
        let lines = lines.collect_view();
        (!troubles.is_empty()).then(|| {
            view! { <div class="notice" data-kind="warning" data-part="bank-troubles"><p>{bank_words::BANK_TROUBLES}</p><ul>{lines}</ul></div> }
        })
    };
    view! {
        <details>
            <summary>{bank_words::BANK_EDIT}</summary>
            <p class="hint" id="judge_bank_format">{bank_words::BANK_FORMAT}</p>
            {troubles}
            <div class="field">
                <label for="judge_bank_text">{bank_words::BANK_TEXT}</label>
                <textarea id="judge_bank_text" rows="10" spellcheck="true" aria-describedby="judge_bank_format" prop:value=typed
                    on:input:target=move |event| typed.set(event.target().value())></textarea>
            </div>
            <p class="cluster">
                <button type="button" class="button button--quiet" data-action="keep-bank" on:click=keep>{bank_words::BANK_KEEP}</button>
                <button type="button" class="button button--plain" data-action="save-bank" on:click=save>{bank_words::BANK_EXPORT}</button>
            </p>
            <div class="field">
                <label for="judge_bank_file">{bank_words::BANK_IMPORT}</label>
                <input id="judge_bank_file" type="file" accept=".txt,text/plain"
                    on:change:target=move |event| {
                        let chosen = event.target().files().and_then(|files| files.get(0));
                        // So that the same file can be chosen again.
                        event.target().set_value("");
                        if let Some(chosen) = chosen {
                            spawn_local(bank.take_file(chosen));
                        }
                    }/>
            </div>
        </details>
    }
}

fn words_of(trouble: &Trouble) -> String {
    match &trouble.kind {
        TroubleKind::Stray => bank_words::stray(trouble.line),
        TroubleKind::UnknownTag(tag) => bank_words::unknown_tag(trouble.line, tag),
        TroubleKind::NoWords => bank_words::no_words(trouble.line),
    }
}
