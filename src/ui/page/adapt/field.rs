//! A field of the settings' form, and the groups that fields stand in. What is typed is taken a moment later,
//! or when she leaves the field.

use std::rc::Rc;

use leptos::prelude::*;

use super::workshop::Workshop;
use crate::{
    adapt::setting::{NotPut, Setting},
    ui::part::day::DayField,
    wording::adapt as words,
};

/// What a field is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A few words.
    Line,
    /// A sentence or more.
    Lines,
    /// A whole number.
    Number,
    /// A day.
    Date,
}

/// The form whose fields write into the settings of one adaptation.
#[derive(Clone, Copy)]
pub(super) struct Form {
    /// The adaptation.
    pub workshop: Workshop,
}

impl Form {
    /// Fields under a heading, to be folded.
    pub fn group(
        self,
        title: &'static str,
        open: bool,
        fields: impl IntoView + 'static,
    ) -> AnyView {
        view! {
            <details class="adapt__group card" open=open>
                <summary><h3>{title}</h3></summary>
                <div class="fields stack">{fields}</div>
            </details>
        }
        .into_any()
    }

    /// A field for one setting, with what the original says under it.
    pub fn field(self, setting: Setting, label: String, kind: Kind, hint: String) -> AnyView {
        let id = format!("adapt_{}", setting.name());
        let put = {
            let setting = setting.clone();
            move |text: &str, typed: &str| setting.put(text, typed)
        };
        self.typed(id, label, kind, hint, move |text| setting.of(text), put)
    }

    /// A field for whatever the settings say, found in their text and put there.
    pub fn typed(
        self,
        id: String,
        label: String,
        kind: Kind,
        hint: String,
        of: impl Fn(&str) -> Option<String> + Send + Sync + 'static,
        into: impl Fn(&str, &str) -> Result<String, NotPut> + 'static,
    ) -> AnyView {
        let workshop = self.workshop;
        let (hint_id, wrong_id) = (format!("{id}_hint"), format!("{id}_wrong"));
        let wrong = RwSignal::new(None::<String>);
        let said = Memo::new(move |_| {
            workshop
                .current
                .with(|current| of(&current.as_ref()?.settings))
                .unwrap_or_default()
        });
        let typed = RwSignal::new(said.get_untracked());
        // Undoing a step shows in the field; a blank at the end of what is being typed stays.
        Effect::new(move |_| {
            let said = said.get();
            if typed.with_untracked(|typed| typed.trim() != said) {
                typed.set(said);
            }
        });
        let take = Rc::new(move || {
            let adaptation = workshop.get_untracked();
            match into(&adaptation.settings, &typed.get_untracked()) {
                Ok(text) => {
                    wrong.set(None);
                    workshop.change(|adaptation| adaptation.settings = text);
                }
                Err(why) => wrong.set(Some(why.to_string())),
            }
        });
        let field = id.clone();
        let put = move |now: String| {
            typed.set(now);
            workshop.typed(&field, take.clone());
        };
        let day = {
            let put = put.clone();
            StoredValue::new_local(move |now: String| {
                put(now);
                workshop.take_typed();
            })
        };
        let taken = move |_: web_sys::Event| workshop.take_typed();
        let described = format!("{hint_id} {wrong_id}");
        let field = match kind {
            Kind::Lines => view! {
                <textarea id=id.clone() rows="3" aria-describedby=described prop:value=typed
                    on:input:target=move |event| put(event.target().value()) on:change=taken></textarea>
            }
            .into_any(),
            // A day is no day while somebody types it.
            Kind::Date => view! {
                <DayField id=id.clone() described_by=described is_wrong=Signal::derive(move || wrong.with(Option::is_some))
                    value=typed once_left=true put=move |typed| day.with_value(|day| day(typed))/>
            }
            .into_any(),
            Kind::Line | Kind::Number => view! {
                <input id=id.clone() type="text" autocomplete="off" aria-describedby=described prop:value=typed
                    inputmode=(kind == Kind::Number).then_some("numeric")
                    on:input:target=move |event| put(event.target().value()) on:change=taken/>
            }
            .into_any(),
        };
        view! {
            <div class="field">
                <label for=id>{label}</label>
                {field}
                <p class="hint" id=hint_id>{hint}</p>
                <p class="field__error" role="alert" id=wrong_id>{move || wrong.get()}</p>
            </div>
        }
        .into_any()
    }
}

/// What stands under a word that units ask for.
pub(super) fn asked_for(words: Option<&str>) -> String {
    match words {
        Some(words) => words::original(words),
        None => words::MISSING.to_owned(),
    }
}

/// What stands under a setting that may be left out: nothing where the original leaves it out.
pub(super) fn said_before(words: Option<&str>) -> String {
    let words = words.filter(|words| !words.is_empty());
    words.map_or_else(String::new, words::original)
}
