//! The desk: who is at it, the files that are opened, what waits, the learners, handing back.

pub(in crate::ui::page) mod folder;
mod hand_back;
mod intake;
mod labels;
mod learners;
mod open;
mod queue;
mod rows;
pub(in crate::ui::page) mod sources;
mod who;

use std::rc::Rc;

use leptos::{prelude::*, task::spawn_local};

use self::{
    hand_back::HandBack,
    intake::{Intake, Part},
    labels::Labels,
    learners::Learners,
    open::OpenFiles,
    queue::Queue,
    who::Who,
};
use super::turns;
use crate::{
    door::wire::Session,
    record::event::Role,
    ui::{
        desk::Desk,
        dom,
        page::with_everything,
        sync::{desk::FromProvider, door::Site},
    },
    wording::{assess::desk as words, page::COMING},
};

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Here {
    desk: Desk,
    intake: Intake,
    labels: StoredValue<Rc<Labels>, LocalStorage>,
    /// Who is signed in with the provider, where that is known.
    account: RwSignal<Option<Session>>,
}

/// Fills the page's place.
pub(super) fn attach(desk: Desk) {
    with_everything(move |settings, units| {
        if let Some(place) = dom::place("desk") {
            let labels = Rc::new(Labels::new(&settings, &units));
            dom::fill(place, move || {
                let here = Here {
                    desk,
                    intake: Intake::new(desk),
                    labels: StoredValue::new_local(labels),
                    account: RwSignal::new(None),
                };
                view! { <Page here=here/> }
            });
        }
    });
}

#[component]
fn Page(here: Here) -> impl IntoView {
    let desk = here.desk;
    // Somebody may be chosen or unlocked while the page stands.
    Effect::new(move |_| {
        desk.session.phase.track();
        desk.session.person();
        desk.settle();
    });
    let me = Memo::new(move |_| desk.me());
    let account = here.account;
    if me.get_untracked().is_none() {
        // Whom the provider knows is offered only what she is there.
        spawn_local(async move {
            if let Ok(session) = Site.session().await {
                let _ = account.try_set(Some(session));
            }
        });
    }
    let is_empty = Memo::new(move |_| here.intake.summaries(Part::Queue, |all| all.is_empty()));
    view! {
        <div class="stack desk">
            <Who desk=desk me=me account=account/>
            {move || match (me.get(), desk.open.get()) {
                (None, _) => ().into_any(),
                (Some(_), false) => view! { <p class="coming">{COMING}</p> }.into_any(),
                (Some(me), true) => view! { <AtDesk here=here writes=me.role != Role::ExternalQualityAssurer me=me is_empty=is_empty/> }.into_any(),
            }}
        </div>
    }
}

/// What stands before somebody who has said who she is.
#[component]
fn AtDesk(
    here: Here,
    me: crate::record::event::Actor,
    writes: bool,
    is_empty: Memo<bool>,
) -> impl IntoView {
    let unreadable = move || {
        let unreadable = here.desk.unreadable.with(|ids| !ids.is_empty());
        unreadable.then(|| {
            view! { <p class="notice" data-kind="warning">{words::UNREADABLE}</p> }
        })
    };
    let me = StoredValue::new(me);
    let is_due = turns::parts(move || !is_empty.get());
    view! {
        {unreadable}
        <div class="desk__columns" data-empty=move || is_empty.get().then_some("")>
            <Show when=move || !is_empty.get()>
                <div class="stack desk__main">
                    <Show when=move || writes>
                        <Queue here=here me=me.get_value()/>
                    </Show>
                    <Show when=move || is_due(1)><Learners here=here me=me.get_value()/></Show>
                </div>
            </Show>
            <div class="stack desk__side">
                <OpenFiles here=here is_empty=is_empty/>
                <FromProvider desk=here.desk me=me.get_value() account=here.account/>
                <Show when=move || writes && !is_empty.get() && is_due(2)>
                    <HandBack here=here me=me.get_value()/>
                </Show>
            </div>
        </div>
    }
}
