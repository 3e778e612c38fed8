//! What in the text could tell a stranger whom it is about: a list that works with a keyboard
//! and a screen reader, each entry marked in its sentence. It never blocks.

use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlTextAreaElement;

use super::Desk;
use crate::{
    identify::{self, Certainty, Finding},
    ui::dom,
    wording::answer,
};

/// How much of the text stands around a finding, in characters.
const AROUND: usize = 32;

/// What could identify somebody, beside the editor.
#[component]
pub(super) fn Found(desk: Desk) -> impl IntoView {
    let findings = Memo::new(move |_| desk.paused.with(|text| identify::scan(text)));
    let heading = NodeRef::<html::H2>::new();
    let replaced = move |finding: Finding| {
        replace(desk, &finding);
        desk.said.set(answer::replaced(&finding.suggestion));
        // The button that had the keyboard is gone, and after the last of them so is the list.
        match heading.get_untracked() {
            Some(heading) if !findings.with_untracked(Vec::is_empty) => dom::focus(&heading),
            _ => select(desk, finding.range.start, finding.range.start),
        }
    };
    view! {
        <p class="unseen" role="status">{move || answer::found(findings.read().len())}</p>
        {move || {
            let all = findings.get();
            (!all.is_empty()).then(|| view! {
                <section class="notice" data-kind="warning" data-part="identifying">
                    <h2 node_ref=heading tabindex="-1">{answer::LOOK_AT_THESE}</h2>
                    <p>{answer::LOOK_HELP}</p>
                    <ul class="history">
                        {all.into_iter().map(|finding| one(desk, finding, replaced)).collect_view()}
                    </ul>
                </section>
            })
        }}
    }
}

fn one(desk: Desk, finding: Finding, replaced: impl Fn(Finding) + Copy + 'static) -> impl IntoView {
    let text = desk.paused.get_untracked();
    let (before, quote, after) = around(&text, &finding);
    let range = finding.range.clone();
    let certainty = match finding.certainty {
        Certainty::Likely => finding.kind.noun().to_owned(),
        Certainty::Possible => answer::perhaps(finding.kind.noun()),
    };
    let (key, name) = (quote.clone(), answer::show_named(&quote));
    let words = answer::replace_with(&finding.suggestion);
    let replace_name = answer::replace_named(&quote, &finding.suggestion);
    let why = finding.why;
    view! {
        <li class="stack" data-finding=key>
            <p>{before}<mark>{quote}</mark>{after}</p>
            <p class="hint"><strong>{answer::looks_like(&certainty)}</strong>" "{why}</p>
            <p class="cluster">
                <button type="button" class="button button--quiet" data-action="replace" aria-label=replace_name on:click=move |_| replaced(finding.clone())>{words}</button>
                <button type="button" class="button button--plain" data-action="show" aria-label=name on:click=move |_| select(desk, range.start, range.end)>{answer::SHOW}</button>
            </p>
        </li>
    }
}

/// A finding with the words around it.
pub(super) fn around(text: &str, finding: &Finding) -> (String, String, String) {
    let part = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
    let before = part(0, finding.range.start);
    let skip = before.chars().count().saturating_sub(AROUND);
    let lead: String = before.chars().skip(skip).collect();
    let after = part(finding.range.end, text.len());
    let tail: String = after.chars().take(AROUND).collect();
    let lead = if skip > 0 { format!("…{lead}") } else { lead };
    let tail = if tail.len() < after.len() {
        format!("{tail}…")
    } else {
        tail
    };
    (
        lead,
        part(finding.range.start, finding.range.end).to_owned(),
        tail,
    )
}

/// Puts the suggestion in the place of what was found, unless the text has changed there since.
fn replace(desk: Desk, finding: &Finding) {
    let found = desk
        .paused
        .with_untracked(|paused| paused.get(finding.range.clone()).map(str::to_owned));
    let mut text = desk.text.get_untracked();
    if found.is_some() && text.get(finding.range.clone()) == found.as_deref() {
        text.replace_range(finding.range.clone(), &finding.suggestion);
        desk.type_text(text);
    }
    desk.look();
}

/// Selects a part of the text in the editor, given in bytes.
fn select(desk: Desk, from: usize, to: usize) {
    let area =
        dom::anywhere("#answer_text").and_then(|area| area.dyn_into::<HtmlTextAreaElement>().ok());
    let Some(area) = area else { return };
    let units = |at: usize| {
        desk.text.with_untracked(|text| {
            let before = text.get(..at).unwrap_or_default();
            u32::try_from(before.encode_utf16().count()).unwrap_or(u32::MAX)
        })
    };
    let _ = area.focus();
    let _ = area.set_selection_range(units(from), units(to));
}
