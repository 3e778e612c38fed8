//! What was recorded, and the way to what waits next.

use leptos::prelude::*;

use super::super::case::Case;
use crate::{
    desk::task::Task,
    record::decision::Judgement,
    route::Route,
    ui::{dom, page::address},
    wording::{assess::judge, record},
};

/// The way to a task's answer, which is on this page.
pub(super) fn fragment_of(task: &Task) -> String {
    format!("#{}", task.place())
}

/// What was recorded.
#[component]
pub(super) fn Recorded(case: Case, judgement: Judgement) -> impl IntoView {
    let help = match case.desk.goes_to_provider() {
        true => judge::RECORDED_SENT,
        false => judge::RECORDED_HELP,
    };
    let words = judge::recorded(judgement, &case.name());
    let next = case.next().map(|task| {
        let number = task
            .criterion
            .as_ref()
            .map(|criterion| case.number_of(&task.unit, criterion))
            .unwrap_or_default();
        let name = case.called(task.learner, &task.name);
        (fragment_of(&task), judge::next(&name, &number))
    });
    let again = move |_| {
        case.draft.begin_anew();
        dom::focus_soon("#judge_decide");
    };
    view! {
        <div class="stack" data-part="recorded">
            <h3 id="judge_decide" tabindex="-1">
                <span class="chip" data-state=record::judgement_key(judgement)>
                    <span aria-hidden="true">{record::judgement_sign(judgement)}" "</span>{words}
                </span>
            </h3>
            <p>{help}</p>
            {match next {
                Some((to, words)) => view! { <p><a class="button" data-action="next" href=to>{words}</a></p> }.into_any(),
                None => view! {
                    <p>{judge::NOTHING_MORE}</p>
                    <p><a class="button" href=address(&Route::Desk)>{judge::TO_DESK}</a></p>
                }.into_any(),
            }}
            <p><button type="button" class="button button--plain" data-action="decide-again" on:click=again>{judge::DECIDE_AGAIN}</button></p>
        </div>
    }
}
