//! What the learner says back to a decision: a reply, and whether she disagrees.

use leptos::{ev::SubmitEvent, prelude::*};

use super::{
    super::assess::keeper::{GivenBack, Keeper, KeptSoFar},
    Desk,
};
use crate::{
    desk::unfinished::Work,
    record::{
        decision::Decision,
        event::Role,
        seal::Seal,
        state::{CriterionState, Kept},
        what::{Reply, What},
    },
    ui::{clock, desk::Desk as AssessorsDesk, dom},
    wording::reply as words,
};

/// What the learner has replied to a decision.
pub(super) fn said(state: &CriterionState, decision: &Kept<Decision>) -> impl IntoView + use<> {
    let said = mine(state, decision.seal).into_iter().map(|reply| {
        let day = clock::local_day(reply.event.at);
        view! {
            <p class="meta">{words::replied(reply.said.disagree, &day)}</p>
            <blockquote class="answer__text">{reply.said.text.to_string()}</blockquote>
        }
    });
    said.collect::<Vec<_>>()
}

fn mine(state: &CriterionState, decision: Seal) -> Vec<&Kept<Reply>> {
    let mut replies = state.replies.in_order();
    replies.retain(|reply| {
        reply.event.by.role == Role::Learner && reply.event.after.contains(&decision)
    });
    replies
}

/// The way to reply to a decision that stands.
pub(super) fn way(
    desk: Desk,
    state: &CriterionState,
    decision: &Kept<Decision>,
) -> impl IntoView + use<> {
    let replies = mine(state, decision.seal);
    let disagrees = replies.last().is_some_and(|reply| reply.said.disagree);
    let seal = decision.seal;
    let mut after = vec![seal];
    after.extend(replies.iter().map(|reply| reply.seal));
    let open = RwSignal::new(false);
    view! {
        <div class="stack" data-part="replies">
            {move || if open.get() {
                view! { <ReplyForm desk=desk seal=seal after=after.clone() disagrees=disagrees open=open/> }.into_any()
            } else {
                view! { <p><button type="button" class="button button--quiet" data-action="reply" on:click=move |_| open.set(true)>{words::REPLY}</button></p> }.into_any()
            }}
        </div>
    }
}

#[component]
fn ReplyForm(
    desk: Desk,
    seal: Seal,
    after: Vec<Seal>,
    disagrees: bool,
    open: RwSignal<bool>,
) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let disagree = RwSignal::new(disagrees);
    let keeper = Keeper::follow(
        AssessorsDesk::new(desk.here().session),
        Work::LearnersReply(seal),
        move || (typed.get(), disagree.get()),
        move |(text, disagree)| text.trim().is_empty() && *disagree == disagrees,
    );
    keeper.find(
        move || Some((typed.try_get_untracked()?, disagree.try_get_untracked()?)),
        move |(text, disagrees)| {
            typed.set(text);
            disagree.set(disagrees);
        },
    );
    let state = keeper.state;
    let start_again = move || {
        typed.set(String::new());
        disagree.set(disagrees);
    };
    let missing = RwSignal::new(false);
    let id = format!("reply_{seal}");
    let (tick, error, help) = (
        format!("{id}_disagree"),
        format!("{id}_error"),
        format!("{id}_help"),
    );
    let reply = move |event: SubmitEvent| {
        event.prevent_default();
        let text = typed.with_untracked(|text| text.trim().to_owned());
        missing.set(text.is_empty());
        if text.is_empty() {
            return;
        }
        let said = Reply {
            text: text.into(),
            disagree: disagree.get_untracked(),
        };
        let (about, texts) = desk.about();
        let session = desk.here().session;
        session.write(What::Reply(said.into()), vec![about], after.clone(), texts);
        keeper.forget();
        desk.said.set(words::KEPT.to_owned());
        open.set(false);
        dom::focus_soon("[data-action=reply]");
    };
    view! {
        <form class="fields" novalidate on:submit=reply data-form="reply">
            <h3>{words::TITLE}</h3>
            <p class="hint">{words::HELP}</p>
            <GivenBack state=state start_again=start_again/>
            <div class="field">
                <label for=id.clone()>{words::WORDS}</label>
                <textarea id=id.clone() rows="4" aria-describedby=error.clone() aria-invalid=move || missing.get().then_some("true")
                    prop:value=typed on:input:target=move |event| typed.set(event.target().value())></textarea>
                <p id=error.clone() class="field__error" role="alert">{move || missing.get().then_some(words::WRITE_FIRST)}</p>
            </div>
            <div class="field">
                <label class="choice">
                    <input id=tick type="checkbox" aria-describedby=help.clone() prop:checked=disagree
                        on:change:target=move |event| disagree.set(event.target().checked())/>
                    <span>{words::DISAGREE}</span>
                </label>
                <p id=help.clone() class="hint">{if disagrees { words::NO_LONGER } else { words::DISAGREE_HELP }}</p>
            </div>
            <p class="cluster">
                <button type="submit" class="button" data-action="keep-reply">{words::KEEP}</button>
                <button type="button" class="button button--quiet" on:click=move |_| open.set(false)>{words::NOT_NOW}</button>
            </p>
            <KeptSoFar state=state/>
        </form>
    }
}
