//! An answer that has been handed in: the version as it is fixed, what to do next, and the ways
//! on from there.

use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};

use super::{Desk, comments};
use crate::{
    exchange::record_file::Kind,
    record::{
        pending::Texts,
        state::{CriterionState, Kept},
        what::{HandedIn, Help, Version, What},
    },
    route::Route,
    ui::{
        clock, dom,
        part::{
            file,
            file_lock::{FileLock, LockChoice},
            identifying::{self, FoundList},
        },
        sync::{known, learner::Provider},
    },
    wording::{answer, date, file as file_words, provider},
};

/// A submission with its version.
#[derive(Clone, PartialEq)]
pub(super) struct FixedVersion {
    pub version: Kept<Version>,
    submission: Kept<HandedIn>,
    waits: bool,
    /// What was handed in on another device and waits too.
    others: Vec<Kept<Version>>,
}

/// The submission that stands now, if there is one.
pub(super) fn fixed(state: &CriterionState) -> Option<FixedVersion> {
    let submission = state.shown_submission()?;
    let version = state.version_of(submission)?;
    let waiting = state.waiting();
    let waits = waiting.iter().any(|w| w.seal == submission.seal);
    let others = waiting.iter().filter(|w| w.seal != submission.seal);
    let others = others.filter_map(|other| state.version_of(other).cloned());
    Some(FixedVersion {
        version: version.clone(),
        submission: submission.clone(),
        waits,
        others: others.collect(),
    })
}

/// How often the answer may still be handed in; none for no limit. What counts is what an
/// assessor judged and what waits to be: taking back, or handing in anew before anybody has
/// judged, uses nothing up.
pub(super) fn left(desk: Desk, state: &CriterionState) -> Option<u32> {
    let limit = desk.here().settings.max_submissions?;
    let used = u32::try_from(state.attempts()).unwrap_or(u32::MAX);
    Some(limit.saturating_sub(used))
}

#[component]
pub(super) fn Fixed(desk: Desk, fixed: FixedVersion, writing_on: RwSignal<bool>) -> impl IntoView {
    let declared = &fixed.submission.said;
    let record = {
        let here = desk.here();
        format!("{}{}", here.root, Route::Record.path())
    };
    let left = left(desk, &desk.state_untracked());
    let may_again = left != Some(0);
    let seal = fixed.submission.seal;
    desk.in_place.set(Some(seal));
    on_cleanup(move || {
        desk.in_place.try_set(None);
    });
    let help = match &declared.help {
        Help::None => answer::NO_HELP.to_owned(),
        Help::Used(how) => answer::help_used(how),
    };
    let sources = declared.sources.to_string();
    let is_sent = known::goes_to_provider(desk.here().session);
    let over = use_context::<Provider>();
    let what_next = move || match over.is_some_and(Provider::is_over) {
        _ if !is_sent => answer::WHAT_NEXT,
        true => provider::HANDED_IN_WAITS,
        false => provider::HANDED_IN_SENT,
    };
    view! {
        <section class="stack" data-part="handed-in">
            <div class=fixed.waits.then_some("notice") data-kind="info">
                <h2>{answer::handed_in_on(&clock::local(fixed.submission.event.at))}</h2>
                {fixed.waits.then(|| view! {
                    <p>{what_next}</p>
                    <SaveHandIn desk=desk/>
                    <p><a href=record>{answer::TO_RECORD}</a></p>
                })}
                {left.map(|left| view! { <p>{answer::left(left.saturating_sub(u32::from(fixed.waits)))}</p> })}
            </div>
            {fixed.others.iter().map(|other| view! {
                <details data-part="also-handed-in">
                    <summary>{answer::also_handed_in(&clock::local(other.event.at))}</summary>
                    <p class="answer__text">{other.said.text.to_string()}</p>
                </details>
            }).collect_view()}
            {comments::commented(&desk.state_untracked(), seal, &fixed.version.said.text)}
            <details>
                <summary>{answer::DECLARED}</summary>
                <p>{declared.statement.to_string()}</p>
                {(!sources.is_empty()).then(|| view! { <p>{answer::sources_were(&sources)}</p> })}
                <p>{help}</p>
                <p>{answer::signed(&declared.signed, &date::day(declared.date))}</p>
            </details>
            <p class="cluster">
                {may_again.then(|| view! {
                    <button type="button" class="button button--quiet" data-action="write-on" on:click=move |_| writing_on.set(true)>{answer::WRITE_ON}</button>
                })}
                {fixed.waits.then(|| view! {
                    <button type="button" class="button button--plain" data-action="withdraw" on:click=move |_| withdraw(desk)>{answer::WITHDRAW}</button>
                })}
            </p>
            {fixed.waits.then(|| view! { <p class="hint">{answer::WITHDRAW_HELP}</p> })}
        </section>
    }
}

/// Saves the hand-in file here and now, after a look at everything that would leave with it.
#[component]
fn SaveHandIn(desk: Desk) -> impl IntoView {
    let session = desk.here().session;
    let root = desk.here().root.to_string();
    let found = file::of(session, Kind::HandIn)
        .map(|file| identifying::find(&file.record))
        .unwrap_or_default();
    let said = RwSignal::new(None);
    let lock = FileLock::new();
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        said.set(None);
        if lock.is_wrong() {
            return;
        }
        match file::of(session, Kind::HandIn) {
            Some(file) => spawn_local(async move { said.set(Some(lock.save(file).await)) }),
            None => said.set(Some(file_words::NOTHING_YET.to_owned())),
        }
    };
    view! {
        {(!found.is_empty()).then(|| view! {
            <details data-part="identifying-file">
                <summary>{answer::in_the_file(found.len())}</summary>
                <FoundList found=found root=root/>
            </details>
        })}
        <form class="fields" novalidate on:submit=save data-form="save-hand-in">
            <LockChoice lock=lock/>
            <p><button type="submit" class="button" data-action="save-hand-in">{answer::SAVE_HAND_IN}</button></p>
            <p class="hint" role="status" data-said="save">{move || said.get()}</p>
        </form>
    }
}

/// Takes back all that waits, also what another device handed in beside it.
fn withdraw(desk: Desk) {
    let (about, texts): (_, Texts) = desk.about();
    let state = desk.state_untracked();
    let waiting = state.waiting().iter().map(|waiting| waiting.seal).collect();
    desk.here()
        .session
        .write(What::Withdrawn, vec![about], waiting, texts);
    desk.said.set(answer::WITHDRAWN.to_owned());
    dom::focus_soon("#answer_text");
}
