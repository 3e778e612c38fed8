//! What to say where the criterion's wording has changed since the answer was written: both
//! wordings, marked. Nothing that was written is touched.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::Desk;
use crate::{
    fingerprint::Shown, pinned::words, since::Since, ui::part::changes::changes, wording::answer,
};

/// The change of wording, if there was one.
#[component]
pub(super) fn Reworded(desk: Desk) -> impl IntoView {
    let base = desk.base;
    let changed = Memo::new(move |_| {
        let base = base.get();
        let state = desk.state();
        let version = state.versions.get(base.first()?)?;
        let then = version.event.about.first()?;
        let (here, criterion) = (desk.here(), desk.criterion());
        let (settings, unit) = (&here.settings, &here.unit);
        let official = settings.official(&unit.id, &criterion.id);
        match Since::criterion(then, Some(&criterion), official, &settings.fillings) {
            Since::Same | Since::Gone => None,
            since @ (Since::Reworded | Since::Changed) => {
                let hash = then.shown?;
                let record = here.session.record();
                let old = words(record.text(&hash)?);
                let now = Shown::criterion(&criterion, official, &settings.fillings);
                let new = words(&now.text);
                let class = settings.edit_class(&unit.id, &criterion.id.clone().into(), &old, &new);
                (old != new).then_some((since == Since::Changed, class, old, new))
            }
        }
    });
    view! {
        {move || changed.get().map(|(changed, class, old, new)| view! {
            <section class="notice" data-kind="warning" data-part="reworded">
                <h2>{answer::REWORDED}</h2>
                <p>{if changed { answer::ASKS_OTHERWISE } else { answer::ONLY_WORDS }}</p>
                <p data-edit=class.key()><strong>{answer::MATTERS}</strong>" "{answer::edit_matters(class)}</p>
                <p class="answer__text">{changes(&without(&old, &new), &without(&new, &old))}</p>
                <details>
                    <summary>{answer::BOTH_WORDINGS}</summary>
                    <h3>{answer::WORDING_THEN}</h3>
                    <p class="answer__text">{old}</p>
                    <h3>{answer::WORDING_NOW}</h3>
                    <p class="answer__text">{new}</p>
                </details>
            </section>
        })}
    }
}

/// The lines of a text that do not stand in another.
fn without(text: &str, other: &str) -> String {
    let others: BTreeSet<&str> = other.lines().collect();
    let own = text.lines().filter(|line| !others.contains(line));
    own.collect::<Vec<_>>().join("\n")
}
