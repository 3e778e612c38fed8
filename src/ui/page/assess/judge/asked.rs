//! The criterion as the learner saw it, and what has changed in it since.

use leptos::prelude::*;

use super::case::{Case, Wording};
use crate::{
    pinned,
    since::Since,
    ui::part::changes::changes,
    verb::Verb,
    wording::{answer, assess::judge},
};

/// The criterion.
#[component]
pub(super) fn Asked(case: Case) -> impl IntoView {
    let wording = Memo::new(move |_| case.wording());
    view! {
        <section class="card judge__asks" aria-labelledby="judge_asks" data-part="criterion">
            {move || {
                let wording = wording.get();
                let title = if wording.pinned { judge::CRITERION } else { judge::CRITERION_NOW };
                view! {
                    <h3 id="judge_asks" class="card__title">{title}</h3>
                    {match &wording.shown {
                        Some(shown) => asked(shown).into_any(),
                        None => view! { <p>{judge::NO_WORDING}</p> }.into_any(),
                    }}
                    {reworded(&wording)}
                }
            }}
        </section>
    }
}

fn asked(shown: &str) -> impl IntoView + use<> {
    let asks = pinned::asks(shown).unwrap_or_default().to_owned();
    let (official, level) = (pinned::official(shown), pinned::level(shown));
    let number = judge::numbered(
        pinned::number(shown).unwrap_or_default(),
        level.map(|level| level.number()),
    );
    let verb = asks.split_whitespace().next().and_then(Verb::of_word);
    let guide = verb.zip(level).map(|(verb, level)| verb.guide(level));
    let guidance = pinned::guidance(shown);
    let unsaid = guidance.is_empty();
    let points: Vec<_> = pinned::points(shown)
        .into_iter()
        .map(|(lead, text)| {
            let lead = format!("{lead}.");
            view! { <li><strong>{lead}</strong>" "{text}</li> }
        })
        .collect();
    let (title, ours) = match official {
        Some(official) => (official, Some(asks)),
        None => (asks, None),
    };
    view! {
        <p class="meta">{number}</p>
        <p class="judge__criterion"><strong>{title}</strong></p>
        {ours.map(|ours| view! { <p class="criterion__plain"><strong>{judge::OUR_WORDS}</strong>" "{ours}</p> })}
        {(!unsaid).then(|| view! { <p class="answer__text">{guidance}</p> })}
        {(unsaid && !points.is_empty()).then(|| view! { <h4>{judge::POINTS}</h4> })}
        {(!points.is_empty()).then(|| view! { <ul class="judge__points">{points}</ul> })}
        {guide.map(|guide| view! {
            <details>
                <summary>{judge::VERB_ASKS}</summary>
                <p>{guide.looks_for}</p>
                {guide.depth.map(|depth| view! { <p>{depth}</p> })}
                <p><strong>{answer::OFTEN_MISSING}</strong>" "{guide.shortfall}</p>
            </details>
        })}
    }
}

fn reworded(wording: &Wording) -> impl IntoView + use<> {
    let gone = wording.since == Since::Gone && wording.shown.is_some();
    let old = wording.shown.as_deref().map(pinned::words);
    let new = wording.now.as_deref().map(pinned::words);
    let both = old.zip(new).filter(|(old, new)| old != new);
    let words = match wording.since {
        Since::Changed => judge::ASKS_OTHERWISE,
        Since::Reworded | Since::Same | Since::Gone => judge::ONLY_WORDS,
    };
    view! {
        {gone.then(|| view! { <div class="notice" data-kind="info"><p>{judge::GONE}</p></div> })}
        {both.map(|(old, new)| view! {
            <div class="notice" data-kind="warning" data-part="reworded">
                <h4>{judge::REWORDED}</h4>
                <p>{words}</p>
                <p class="answer__text">{changes(&old, &new)}</p>
                <details>
                    <summary>{answer::BOTH_WORDINGS}</summary>
                    <h5>{answer::WORDING_THEN}</h5>
                    <p class="answer__text">{old}</p>
                    <h5>{answer::WORDING_NOW}</h5>
                    <p class="answer__text">{new}</p>
                </details>
            </div>
        })}
    }
}
