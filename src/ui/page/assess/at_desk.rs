//! What a page of the desk shows before there is anything on it: who has to sit down first, and
//! where files are opened.

use leptos::prelude::*;

use crate::{
    route::Route,
    ui::{desk::Desk, page::address},
    wording::assess::cohort as words,
};

/// How far the desk is from being worked at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ready {
    Reading,
    Nobody,
    NoLearners,
    Yes,
}

/// What is shown once somebody is at the desk and there are records on it.
#[component]
pub(super) fn AtDesk(
    /// The desk.
    desk: Desk,
    /// What is shown then.
    children: ChildrenFn,
) -> impl IntoView {
    let ready = Memo::new(move |_| match desk.me() {
        _ if !desk.open.get() => Ready::Reading,
        None => Ready::Nobody,
        Some(_) if desk.summaries.with(|summaries| summaries.is_empty()) => Ready::NoLearners,
        Some(_) => Ready::Yes,
    });
    move || match ready.get() {
        Ready::Reading => view! { <p role="status">{words::READING}</p> }.into_any(),
        Ready::Nobody => to_desk(words::NOBODY).into_any(),
        Ready::NoLearners => to_desk(words::NO_LEARNERS).into_any(),
        Ready::Yes => children().into_any(),
    }
}

fn to_desk(why: &'static str) -> impl IntoView {
    view! {
        <div class="card" data-part="not-ready">
            <p>{why}</p>
            <p><a class="button" href=address(&Route::Desk)>{words::TO_DESK}</a></p>
        </div>
    }
}
