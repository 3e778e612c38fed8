//! The form to sign in with a provider, for learners and at the desk; or word that it needs https.

use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};

use super::door::Site;
use crate::{door::wire::Session, sync::DoorError, ui::dom, wording::provider as words};

/// Asks for a name and a password, and says who it was.
#[component]
pub fn SignIn(
    /// What to do then.
    #[prop(into)]
    then: Callback<Session>,
) -> impl IntoView {
    // There a browser throws away at once what says that somebody is signed in.
    if !dom::window().is_secure_context() {
        let words = words::NEEDS_HTTPS;
        return view! { <p class="notice" data-kind="warning" data-provider="needs-https">{words}</p> }.into_any();
    }
    let (name, password) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (busy, wrong) = (RwSignal::new(false), RwSignal::new(None));
    let misfit = RwSignal::new(false);
    let sign_in = move |event: SubmitEvent| {
        event.prevent_default();
        let (who, secret) = (name.get_untracked(), password.get_untracked());
        if who.trim().is_empty() || secret.is_empty() {
            wrong.set(Some(words::TYPE_BOTH.to_owned()));
            misfit.set(true);
            return;
        }
        busy.set(true);
        wrong.set(None);
        spawn_local(async move {
            let answer = Site.sign_in(who.trim(), &secret).await;
            let _ = busy.try_set(false);
            match answer {
                Ok(session) => {
                    let _ = password.try_set(String::new());
                    // The page may have gone on meanwhile.
                    let _ = then.try_run(session);
                }
                Err(why) => {
                    let is_misfit = is_misfit(&why);
                    let _ = wrong.try_set(Some(told(&why)));
                    let _ = misfit.try_set(is_misfit);
                    // The button that was pressed could not keep the keyboard while it was at work.
                    let next = match is_misfit {
                        true => "#provider_password",
                        false => "[data-action=sign-in]",
                    };
                    dom::focus_soon(next);
                }
            }
        });
    };
    let is_wrong = move || (misfit.get() && wrong.with(Option::is_some)).then_some("true");
    view! {
        <form class="fields stack" on:submit=sign_in novalidate data-form="sign-in">
            <div class="field">
                <label for="provider_name">{words::NAME}</label>
                <input id="provider_name" type="text" autocomplete="username" autocapitalize="none" spellcheck="false"
                    aria-describedby="provider_wrong" aria-invalid=is_wrong
                    prop:value=name on:input:target=move |event| name.set(event.target().value())/>
            </div>
            <div class="field">
                <label for="provider_password">{words::PASSWORD}</label>
                <input id="provider_password" type="password" autocomplete="current-password"
                    aria-describedby="provider_wrong" aria-invalid=is_wrong
                    prop:value=password on:input:target=move |event| password.set(event.target().value())/>
            </div>
            <p id="provider_wrong" class="field__error" role="alert">{move || wrong.get()}</p>
            <p><button type="submit" class="button" disabled=busy data-action="sign-in">{words::SIGN_IN}</button></p>
        </form>
    }
    .into_any()
}

/// Whether what was typed is the matter, and not the door.
fn is_misfit(why: &DoorError) -> bool {
    matches!(why, DoorError::SignedOut | DoorError::Refused { .. })
}

/// Why it did not work, in words.
pub(super) fn told(why: &DoorError) -> String {
    match why {
        DoorError::SignedOut | DoorError::Refused { .. } => words::WRONG.to_owned(),
        DoorError::Busy { after } => words::too_often(after.map(|after| after.as_secs())),
        DoorError::NotReached
        | DoorError::NoDoor
        | DoorError::NotYours { .. }
        | DoorError::Conflict { .. }
        | DoorError::Erased { .. }
        | DoorError::TooLarge => words::NOT_NOW.to_owned(),
    }
}
