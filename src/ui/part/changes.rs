//! What changed between two texts, marked for eyes and ears.

use leptos::prelude::*;

use crate::{
    difference::{ChangeKind, Difference},
    wording::answer,
};

/// How much that is the same is shown beside a change, in characters.
const AROUND: usize = 160;

/// What changed between two texts, marked for eyes and ears.
pub fn changes(old: &str, new: &str) -> AnyView {
    marked(old, new, str::to_owned)
}

/// The same with a little of what did not change on either side, for long texts.
pub fn changes_near(old: &str, new: &str) -> AnyView {
    marked(old, new, shortened)
}

/// A long text without its middle, cut between words.
fn shortened(text: &str) -> String {
    let count = text.chars().count();
    if count <= 2 * AROUND + 40 {
        return text.to_owned();
    }
    let is_gap = |c: char| c.is_whitespace();
    let start: String = text.chars().take(AROUND).collect();
    let end: String = text.chars().skip(count - AROUND).collect();
    let start = start
        .rfind(is_gap)
        .and_then(|at| start.get(..at))
        .unwrap_or(&start);
    let end = end
        .find(is_gap)
        .and_then(|at| end.get(at..))
        .unwrap_or(&end);
    format!("{start} …{end}")
}

fn marked(old: &str, new: &str, same: impl Fn(&str) -> String) -> AnyView {
    Difference::between(old, new)
        .changes
        .into_iter()
        .map(|change| {
            let text = match change.kind {
                ChangeKind::Same => same(change.text),
                ChangeKind::Added | ChangeKind::Removed => change.text.to_owned(),
            };
            match change.kind {
                ChangeKind::Same => view! { <span>{text}</span> }.into_any(),
                ChangeKind::Added => {
                    view! { <ins><span class="unseen">{answer::ADDED}" "</span>{text}</ins> }
                        .into_any()
                }
                ChangeKind::Removed => {
                    view! { <del><span class="unseen">{answer::TAKEN_OUT}" "</span>{text}</del> }
                        .into_any()
                }
            }
        })
        .collect_view()
        .into_any()
}
