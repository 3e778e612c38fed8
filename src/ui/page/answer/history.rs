//! Every version that was kept, what changed in each, and the way back to an old one.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::Desk;
use crate::{
    difference::Difference,
    record::{
        event::Via,
        seal::Seal,
        state::{CriterionState, Kept},
        what::Version,
    },
    ui::{clock, dom, part::changes::changes},
    wording::answer,
};

/// The versions of the answer, the latest first.
#[component]
pub(super) fn History(desk: Desk) -> impl IntoView {
    let state = Memo::new(move |_| desk.state());
    // It stays as it is while versions are added.
    let open = RwSignal::new(false);
    view! {
        {move || {
            let state = state.get();
            let mut versions: Vec<Kept<Version>> =
                state.versions.in_order().into_iter().cloned().collect();
            versions.retain(|version| !is_kept_again(&state, version));
            versions.reverse();
            if versions.is_empty() {
                return ().into_any();
            }
            let count = versions.len();
            let lines: Vec<_> = versions
                .into_iter()
                .map(|version| one(desk, &state, version))
                .collect();
            view! {
                <details class="answer__history" data-part="history" prop:open=open
                    on:toggle:target=move |event| open.set(event.target().open())>
                    <summary>{answer::versions(count)}</summary>
                    <ol class="history" reversed>{lines}</ol>
                </details>
            }
            .into_any()
        }}
    }
}

fn one(desk: Desk, state: &CriterionState, version: Kept<Version>) -> impl IntoView {
    let before = before(state, &version);
    let summary = {
        let old = before.as_ref().map_or("", |before| &before.said.text);
        let said = Difference::between(old, &version.said.text).summary();
        let ticks = |version: Option<&Kept<Version>>| {
            version.map_or(BTreeSet::new(), |version| version.said.covered.clone())
        };
        let ticked = ticks(before.as_ref()) != version.said.covered;
        answer::changed(&said, ticked)
    };
    let words = version.said.text.split_whitespace().count();
    let when = clock::local(version.event.at);
    let handed_in = handed_in(state, version.seal);
    let shown = RwSignal::new(false);
    let (restored, new) = (version.clone(), version.said.text.to_string());
    let old = before.map_or(String::new(), |before| before.said.text.to_string());
    let restore = {
        let when = when.clone();
        move |_| {
            desk.put(&restored.said.text, &restored.said.covered);
            desk.said.set(answer::restored(&when));
            dom::focus_soon("#answer_text");
        }
    };
    let (show_name, restore_name) = (answer::show_changes_of(&when), answer::restore_of(&when));
    view! {
        <li class="stack" data-version=version.seal.to_string()>
            <p><strong>{when}</strong>" · "{answer::word_count(words)}
                {handed_in.then(|| view! { " · "<span class="chip" data-state="handed-in">{answer::HANDED_IN}</span> })}
                {(version.event.via == Some(Via::Workbook)).then(|| view! { " · "{answer::FROM_WORKBOOK} })}
                {version.said.unasked.then(|| view! { " · "{answer::KEPT_BY_ITSELF} })}</p>
            <p class="hint">{summary}</p>
            <p class="cluster">
                <button type="button" class="button button--plain" data-action="changes" aria-label=show_name aria-expanded=move || shown.get().to_string()
                    on:click=move |_| shown.update(|shown| *shown = !*shown)>{answer::SHOW_CHANGES}</button>
                <button type="button" class="button button--plain" data-action="restore" aria-label=restore_name on:click=restore>{answer::RESTORE}</button>
            </p>
            {move || shown.get().then(|| view! { <p class="answer__text">{changes(&old, &new)}</p> })}
        </li>
    }
}

/// The version that another was begun from, or came in place of; the latest of several.
fn before(state: &CriterionState, version: &Kept<Version>) -> Option<Kept<Version>> {
    let mut before: Vec<_> = state.versions.iter().collect();
    before.retain(|earlier| {
        version.event.after.contains(&earlier.seal)
            || state.handed_in_after(&earlier.seal, &version.seal)
    });
    before.retain(|earlier| !(earlier.said.unasked && is_the_same(earlier, version)));
    before.sort_by_key(|version| version.by_time());
    before.last().map(|&version| version.clone())
}

/// Whether somebody has then asked to keep what nobody had asked for: it is one line of the list.
fn is_kept_again(state: &CriterionState, version: &Kept<Version>) -> bool {
    let mut all = state.versions.iter();
    version.said.unasked
        && all.any(|later| later.event.after.contains(&version.seal) && is_the_same(version, later))
}

fn is_the_same(one: &Kept<Version>, other: &Kept<Version>) -> bool {
    one.said.text == other.said.text && one.said.covered == other.said.covered
}

fn handed_in(state: &CriterionState, version: Seal) -> bool {
    let taken_back = state.taken_back();
    let mut submissions = state.submissions.iter();
    submissions.any(|submission| {
        submission.event.after.contains(&version) && !taken_back.contains(&submission.seal)
    })
}
