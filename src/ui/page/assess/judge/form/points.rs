//! The criterion's points, each ticked where the evidence shows it, with the passage that does.

use std::sync::Arc;

use leptos::prelude::*;

use super::super::case::Case;
use crate::{pinned, record::decision::Shown, wording::assess::judge};

/// The points as the learner saw them.
#[component]
pub(super) fn Points(case: Case) -> impl IntoView {
    let leads = Memo::new(move |_| {
        let shown = case.wording().shown.unwrap_or_default();
        let points = pinned::points(&shown).into_iter();
        points
            .map(|(lead, _)| Arc::from(lead))
            .collect::<Vec<Arc<str>>>()
    });
    move || {
        let leads = leads.get();
        (!leads.is_empty()).then(|| {
            let lines = leads
                .into_iter()
                .map(|lead| view! { <Point case=case lead=lead/> });
            view! {
                <fieldset class="judge__shown" data-part="points">
                    <legend class="field__label">{judge::POINTS_SHOWN}</legend>
                    <p class="hint">{judge::POINTS_HELP}</p>
                    {lines.collect_view()}
                </fieldset>
            }
        })
    }
}

#[component]
fn Point(case: Case, lead: Arc<str>) -> impl IntoView {
    let points = case.draft.points;
    let put = {
        let lead = Arc::clone(&lead);
        move |shown: Option<Shown>| {
            points.update(|points| match shown {
                Some(shown) => {
                    points.insert(Arc::clone(&lead), shown);
                }
                None => {
                    points.remove(&lead);
                }
            });
        }
    };
    let shown = {
        let lead = Arc::clone(&lead);
        Memo::new(move |_| points.with(|points| points.get(&lead).cloned()))
    };
    let tick = {
        let put = put.clone();
        move |checked: bool| put(checked.then_some(Shown::AsAWhole))
    };
    let use_passage = {
        let put = put.clone();
        move || {
            if let Some(selected) = case.selected.get_untracked() {
                put(Some(Shown::In(selected.passage)));
            }
        }
    };
    let use_whole = move || put(Some(Shown::AsAWhole));
    let passage_name = StoredValue::new(judge::use_passage_for(&lead));
    let whole_name = StoredValue::new(judge::use_whole_for(&lead));
    let (use_passage, use_whole) = (StoredValue::new(use_passage), StoredValue::new(use_whole));
    view! {
        <div class="judge__point" data-point=lead.to_string()>
            <label class="choice">
                <input type="checkbox" prop:checked=move || shown.with(Option::is_some)
                    on:change:target=move |event| tick(event.target().checked())/>
                <span>{lead.to_string()}</span>
            </label>
            <p class="cluster">
                {move || case.selected.with(Option::is_some).then(|| view! {
                    <button type="button" class="button button--plain" aria-label=passage_name.get_value() data-action="use-passage"
                        on:click=move |_| use_passage.with_value(|put| put())>{judge::USE_PASSAGE}</button>
                })}
                {move || matches!(shown.get(), Some(Shown::In(_))).then(|| view! {
                    <button type="button" class="button button--plain" aria-label=whole_name.get_value() data-action="use-whole"
                        on:click=move |_| use_whole.with_value(|put| put())>{judge::USE_WHOLE}</button>
                })}
            </p>
            {move || shown.get().map(|shown| match shown {
                Shown::In(passage) => view! { <blockquote class="judge__quote">{passage.quote.to_string()}</blockquote> }.into_any(),
                Shown::AsAWhole => view! { <p class="hint">{judge::SHOWN_BY_ALL}</p> }.into_any(),
            })}
        </div>
    }
}
