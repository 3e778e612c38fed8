//! The form with which somebody who is signed in changes her password, for learners and at the desk.

use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};

use super::{
    door::{NotChanged, Site},
    sign_in,
};
use crate::{
    door::wire::Session,
    sync::DoorError,
    ui::dom,
    wording::{door, provider as words},
};

/// Asks for the password that there is and for a new one.
#[component]
pub fn OwnPassword(
    /// Who is signed in.
    session: Session,
    /// Whether something else is asked of the door: this waits for it.
    busy: RwSignal<bool>,
    /// Whether the password is being changed. Nothing else is asked meanwhile: the session is another then.
    changing: RwSignal<bool>,
    /// What to do where nobody is signed in any more.
    #[prop(into)]
    over: Callback<()>,
) -> impl IntoView {
    let [old, new] = [(); 2].map(|()| RwSignal::new(String::new()));
    let shows = RwSignal::new(false);
    let (wrong, done) = (RwSignal::new(None::<Wrong>), RwSignal::new(false));
    let change = move |event: SubmitEvent| {
        event.prevent_default();
        done.set(false);
        let (before, after) = (old.get_untracked(), new.get_untracked());
        if before.is_empty() || after.is_empty() {
            let place = if before.is_empty() { OLD } else { NEW };
            return wrong.set(Some(Wrong::at(
                place,
                words::TYPE_BOTH_PASSWORDS.to_owned(),
            )));
        }
        wrong.set(None);
        changing.set(true);
        spawn_local(async move {
            let answer = Site.change_password(&before, &after).await;
            let _ = changing.try_set(false);
            let place = match answer {
                Ok(()) => {
                    for field in [old, new] {
                        let _ = field.try_set(String::new());
                    }
                    let _ = done.try_set(true);
                    BUTTON
                }
                Err(NotChanged::Door(DoorError::SignedOut)) => {
                    let _ = over.try_run(());
                    return;
                }
                Err(why) => {
                    let why = Wrong::of(why);
                    let place = why.place;
                    let _ = wrong.try_set(Some(why));
                    place
                }
            };
            // The button that was pressed could not keep the keyboard while it was at work.
            dom::focus_soon(place);
        });
    };
    let kind = move || if shows.get() { "text" } else { "password" };
    let is_wrong = move |place: &'static str| {
        let here = wrong.with(|wrong| wrong.as_ref().is_some_and(|wrong| wrong.place == place));
        here.then_some("true")
    };
    view! {
        <details data-provider="own-password">
            <summary>{words::CHANGE_PASSWORD}</summary>
            <form class="fields stack" on:submit=change novalidate data-form="own-password">
                // Programs that keep passwords look for whose it is.
                <input type="text" autocomplete="username" value=session.account.to_string() hidden readonly/>
                <div class="field">
                    <label for="own_password_old">{words::OLD_PASSWORD}</label>
                    <input id="own_password_old" type=kind autocomplete="current-password" autocapitalize="none" spellcheck="false"
                        aria-describedby="own_password_wrong" aria-invalid=move || is_wrong(OLD)
                        prop:value=old on:input:target=move |event| old.set(event.target().value())/>
                </div>
                <div class="field">
                    <label for="own_password_new">{words::NEW_PASSWORD}</label>
                    <p class="hint" id="own_password_help">{door::PASSWORD_HELP}</p>
                    <input id="own_password_new" type=kind autocomplete="new-password" autocapitalize="none" spellcheck="false"
                        aria-describedby="own_password_help own_password_wrong" aria-invalid=move || is_wrong(NEW)
                        prop:value=new on:input:target=move |event| new.set(event.target().value())/>
                </div>
                <div class="choice">
                    <input id="own_password_show" type="checkbox" prop:checked=shows
                        on:change:target=move |event| shows.set(event.target().checked())/>
                    <label for="own_password_show">{words::SHOW_PASSWORDS}</label>
                </div>
                <p id="own_password_wrong" class="field__error" role="alert">
                    {move || wrong.with(|wrong| wrong.as_ref().map(|wrong| wrong.said.clone()))}
                </p>
                <p><button type="submit" class="button" data-action="change-password"
                    disabled=move || busy.get() || changing.get()>{words::CHANGE_THE_PASSWORD}</button></p>
                <p role="status" data-said="own-password">{move || match (changing.get(), done.get()) {
                    (true, _) => Some(door::SAVING),
                    (false, true) => Some(words::PASSWORD_CHANGED),
                    (false, false) => None,
                }}</p>
            </form>
        </details>
    }
}

const OLD: &str = "#own_password_old";
const NEW: &str = "#own_password_new";
const BUTTON: &str = "[data-action=change-password]";

/// Why it was not done, and where the keyboard goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Wrong {
    place: &'static str,
    said: String,
}

impl Wrong {
    fn at(place: &'static str, said: String) -> Self {
        Self { place, said }
    }

    fn of(why: NotChanged) -> Self {
        match why {
            NotChanged::OtherOld(said) => Self::at(OLD, said),
            NotChanged::NotGood(said) => Self::at(NEW, said),
            NotChanged::NotKept(said) => Self::at(BUTTON, said),
            NotChanged::Door(why) => Self::at(BUTTON, sign_in::told(&why)),
        }
    }
}
