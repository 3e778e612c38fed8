//! The settings page: the learner's name, how pages look, where she works, her passphrase, and
//! what is stored here.

mod passphrase;

use leptos::{ev::SubmitEvent, prelude::*};

use self::passphrase::Passphrase;
use crate::{
    ui::{
        address, dom,
        look::{self, Part},
        part::{
            here_now::HereNow,
            offline::SiteHere,
            read_aloud::Reader,
            training::{InOneFile, OpenTraining},
        },
        session::{Phase, Session},
        sync::card::ProviderCard,
    },
    wording::{aloud, offline, settings},
};

/// Takes over the settings page, once it is known whether a record is open: the page is drawn once, and
/// nothing on it moves after.
pub(super) fn attach(session: Session) {
    let is_known = Memo::new(move |_| session.phase.get() != Phase::Opening);
    Effect::new(move |_| {
        if let Some(place) = dom::place("settings").filter(|_| is_known.get()) {
            dom::fill(place, move || view! { <Settings session=session/> });
        }
    });
}

#[component]
fn Settings(session: Session) -> impl IntoView {
    let is_open = Memo::new(move |_| session.phase.get() == Phase::Open);
    let not_kept = RwSignal::new(false);
    let reader = Reader::new();
    view! {
        <div class="stack">
            <section class="card" aria-labelledby="settings_name">
                <h2 id="settings_name">{settings::NAME_TITLE}</h2>
                {move || if is_open.get() {
                    view! { <Name session=session/> }.into_any()
                } else {
                    view! { <p>{settings::OPEN_FIRST}</p> }.into_any()
                }}
            </section>
            <section class="card" aria-labelledby="settings_reading">
                <h2 id="settings_reading">{settings::READING_TITLE}</h2>
                <p class="hint">{settings::READING_HELP}</p>
                {Part::READING.into_iter().map(|part| view! { <Choices part=part not_kept=not_kept/> }).collect_view()}
                {move || (!reader.can_read()).then(|| view! { <p class="hint">{aloud::NO_VOICE}</p> })}
            </section>
            <section class="card" aria-labelledby="settings_nation">
                <h2 id="settings_nation">{settings::NATION_TITLE}</h2>
                <p class="hint" id="settings_nation_help">{settings::NATION_HELP}</p>
                <Choices part=Part::Nation not_kept=not_kept/>
                <p class="field__error" role="status">{move || not_kept.get().then_some(settings::NOT_KEPT)}</p>
            </section>
            {match address::is_one_file() {
                true => view! { <InOneFile/> }.into_any(),
                false => view! { <OpenTraining/> }.into_any(),
            }}
            <section class="card" aria-labelledby="settings_lock">
                <h2 id="settings_lock">{settings::LOCK_TITLE}</h2>
                {move || if is_open.get() {
                    view! { <Passphrase session=session/> }.into_any()
                } else {
                    view! { <p>{settings::OPEN_FIRST}</p> }.into_any()
                }}
            </section>
            {(!address::is_one_file()).then(|| view! {
                <section class="card" aria-labelledby="settings_offline">
                    <h2 id="settings_offline">{offline::TITLE}</h2>
                    <SiteHere session=session/>
                </section>
            })}
            <ProviderCard/>
            <section class="card" aria-labelledby="settings_storage">
                <h2 id="settings_storage">{settings::STORAGE_TITLE}</h2>
                <HereNow session=session/>
            </section>
        </div>
    }
}

#[component]
fn Name(session: Session) -> impl IntoView {
    // A name can also come from elsewhere while this stands: from an account that she signs in to below.
    let kept = Memo::new(move |_| session.person().map(|person| person.name));
    let typed = RwSignal::new(None);
    let name = move || typed.get().or_else(|| kept.get()).unwrap_or_default();
    let said = RwSignal::new(None);
    let empty = RwSignal::new(false);
    let keep = move |event: SubmitEvent| {
        event.prevent_default();
        let name = untrack(name);
        empty.set(name.trim().is_empty());
        if name.trim().is_empty() {
            said.set(None);
        } else {
            session.rename(&name);
            said.set(Some(settings::NAME_KEPT));
        }
    };
    view! {
        <form class="field" on:submit=keep novalidate>
            <label for="settings_name_field">{settings::NAME}</label>
            <p class="hint" id="settings_name_help">{settings::NAME_HELP}</p>
            <input id="settings_name_field" type="text" autocomplete="name" maxlength="120"
                aria-describedby="settings_name_help settings_name_wrong"
                aria-invalid=move || empty.get().then_some("true")
                prop:value=name on:input:target=move |event| typed.set(Some(event.target().value()))/>
            <p id="settings_name_wrong" class="field__error" role="alert">{move || empty.get().then_some(settings::TYPE_NAME)}</p>
            <p><button type="submit" class="button">{settings::KEEP_NAME}</button></p>
            <p class="hint" role="status">{move || said.get()}</p>
        </form>
    }
}

/// One part of the look, as a row of choices.
#[component]
fn Choices(part: Part, not_kept: RwSignal<bool>) -> impl IntoView {
    let chosen = match part {
        // The nation has no "as the device has it": the pack's stands until another is chosen.
        Part::Nation => dom::html_attribute("data-nation"),
        Part::Theme | Part::Size | Part::Spacing | Part::Font | Part::Motion | Part::Aloud => {
            look::chosen(part)
        }
    };
    let usual = (part != Part::Nation).then_some("");
    let values = usual.into_iter().chain(part.values().iter().copied());
    let choices = values.map(|value| {
        let id = format!(
            "look_{}_{}",
            part.key(),
            if value.is_empty() { "usual" } else { value }
        );
        let choose = move |_| not_kept.set(look::choose(part, value).is_err());
        view! {
            <div class="choice">
                <input type="radio" id=id.clone() name=format!("look_{}", part.key()) value=value
                    checked=value == chosen on:change=choose/>
                <label for=id>{settings::value(part.key(), value)}</label>
            </div>
        }
    });
    view! {
        <fieldset class="fields" data-look=part.key()>
            <legend class="field__label">{settings::part(part.key())}</legend>
            {choices.collect_view()}
        </fieldset>
    }
}
