//! The passphrase: set, change, take away, and after how long a record is locked again.

use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};

use crate::{
    ui::{
        cipher::{self, NotUnlocked},
        idle,
        part::passphrase::{NewPassphrase, Typed, TypedTwice},
        session::Session,
    },
    wording::settings,
};

/// The ids of the fields in which a new one is typed.
const NEW: [&str; 2] = ["passphrase_new", "passphrase_again"];

/// The learner's passphrase.
#[component]
pub(super) fn Passphrase(session: Session) -> impl IntoView {
    let has_lock = Memo::new(move |_| session.person().is_some_and(|person| person.lock.is_some()));
    let said = RwSignal::new(None);
    if !cipher::is_available() {
        return view! { <p>{settings::NO_LOCK}</p> }.into_any();
    }
    view! {
        <p>{settings::LOCK_HELP}</p>
        {move || if has_lock.get() {
            view! {
                <LockAfter session=session/>
                <Change session=session said=said/>
                <Remove session=session said=said/>
            }.into_any()
        } else {
            view! { <Set session=session said=said/> }.into_any()
        }}
        <p class="hint" role="status" data-said="passphrase">{move || said.get()}</p>
    }
    .into_any()
}

/// What the parts of a form share: what was typed wrong, and whether the browser is at work.
#[derive(Clone, Copy)]
struct Attempt {
    wrong: RwSignal<Option<&'static str>>,
    busy: RwSignal<bool>,
    said: RwSignal<Option<&'static str>>,
}

impl Attempt {
    fn new(said: RwSignal<Option<&'static str>>) -> Self {
        Self {
            wrong: RwSignal::new(None),
            busy: RwSignal::new(false),
            said,
        }
    }

    fn begin(self) {
        self.wrong.set(None);
        self.busy.set(true);
        self.said.set(Some(settings::WORKING));
    }

    fn end(self, done: Result<(), NotUnlocked>, words: &'static str) {
        self.busy.set(false);
        self.said.set(done.is_ok().then_some(words));
        self.wrong.set(done.err().map(|why| match why {
            NotUnlocked::Wrong => settings::WRONG,
            NotUnlocked::Unavailable => settings::FAILED,
        }));
    }
}

#[component]
fn Set(session: Session, said: RwSignal<Option<&'static str>>) -> impl IntoView {
    let new = NewPassphrase::new();
    let understood = RwSignal::new(false);
    let attempt = Attempt::new(said);
    let set = move |event: SubmitEvent| {
        event.prevent_default();
        let wrong = new
            .wrong()
            .or((!understood.get_untracked()).then_some(settings::TICK_FIRST));
        if wrong.is_some() {
            attempt.wrong.set(wrong);
            return;
        }
        let passphrase = new.typed();
        attempt.begin();
        spawn_local(async move {
            let done = session.set_passphrase(None, &passphrase).await;
            attempt.end(done, settings::IS_SET);
        });
    };
    view! {
        <form class="fields" on:submit=set novalidate data-form="set-passphrase">
            <p class="notice" data-kind="warning">{settings::FORGETTING}</p>
            <TypedTwice new=new ids=NEW label=settings::NEW wrong=attempt.wrong/>
            <div class="choice">
                <input id="passphrase_understood" type="checkbox" prop:checked=understood
                    on:change:target=move |event| understood.set(event.target().checked())/>
                <label for="passphrase_understood">{settings::I_UNDERSTAND}</label>
            </div>
            <Wrong attempt=attempt/>
            <p><button type="submit" class="button" disabled=attempt.busy>{settings::SET}</button></p>
        </form>
    }
}

#[component]
fn Change(session: Session, said: RwSignal<Option<&'static str>>) -> impl IntoView {
    let (old, new) = (RwSignal::new(String::new()), NewPassphrase::new());
    let attempt = Attempt::new(said);
    let change = move |event: SubmitEvent| {
        event.prevent_default();
        let (before, after) = (old.get_untracked(), new.typed());
        if let Some(wrong) = new.wrong() {
            attempt.wrong.set(Some(wrong));
            return;
        }
        attempt.begin();
        spawn_local(async move {
            let done = session.set_passphrase(Some(&before), &after).await;
            if done.is_ok() {
                old.set(String::new());
                new.clear();
            }
            attempt.end(done, settings::IS_CHANGED);
        });
    };
    view! {
        <details>
            <summary>{settings::CHANGE}</summary>
            <form class="fields" on:submit=change novalidate data-form="change-passphrase">
                <p class="notice" data-kind="warning">{settings::FORGETTING}</p>
                <Typed id="passphrase_old" label=settings::OLD value=old autocomplete="current-password" wrong=attempt.wrong/>
                <TypedTwice new=new ids=NEW label=settings::NEW wrong=attempt.wrong/>
                <Wrong attempt=attempt/>
                <p><button type="submit" class="button" disabled=attempt.busy>{settings::CHANGE}</button></p>
            </form>
        </details>
    }
}

#[component]
fn Remove(session: Session, said: RwSignal<Option<&'static str>>) -> impl IntoView {
    let old = RwSignal::new(String::new());
    let attempt = Attempt::new(said);
    let remove = move |event: SubmitEvent| {
        event.prevent_default();
        let passphrase = old.get_untracked();
        attempt.begin();
        spawn_local(async move {
            let done = session.remove_passphrase(&passphrase).await;
            attempt.end(done, settings::IS_REMOVED);
        });
    };
    view! {
        <details>
            <summary>{settings::REMOVE}</summary>
            <form class="fields" on:submit=remove novalidate data-form="remove-passphrase">
                <Typed id="passphrase_remove" label=settings::OLD value=old autocomplete="current-password" wrong=attempt.wrong/>
                <Wrong attempt=attempt/>
                <p><button type="submit" class="button button--danger" disabled=attempt.busy>{settings::REMOVE}</button></p>
            </form>
        </details>
    }
}

#[component]
fn Wrong(attempt: Attempt) -> impl IntoView {
    view! { <p class="field__error" role="alert">{move || attempt.wrong.get()}</p> }
}

#[component]
fn LockAfter(session: Session) -> impl IntoView {
    let Some(person) = session.person_untracked() else {
        return ().into_any();
    };
    let now = idle::minutes(person.id);
    let not_kept = RwSignal::new(false);
    let choices = idle::CHOICES.map(|minutes| {
        view! { <option value=minutes.to_string() selected=minutes == now>{settings::minutes(minutes)}</option> }
    });
    view! {
        <div class="field">
            <label for="lock_after">{settings::LOCK_AFTER}</label>
            <select id="lock_after" aria-describedby="lock_after_help"
                on:change:target=move |event| {
                    if let Ok(minutes) = event.target().value().parse() {
                        not_kept.set(idle::set_minutes(person.id, minutes).is_err());
                    }
                }>
                {choices.into_iter().collect_view()}
            </select>
            <p class="hint" id="lock_after_help">{settings::LOCK_AFTER_HELP}</p>
            <p class="field__error" role="status">{move || not_kept.get().then_some(settings::NOT_KEPT)}</p>
        </div>
    }
    .into_any()
}
