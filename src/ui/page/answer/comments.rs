//! An answer that was handed in, with the assessor's comments in their places.

use leptos::prelude::*;

use crate::{
    desk::marks::{self, Run},
    record::{
        seal::Seal,
        state::{CriterionState, Kept},
        what::Comment,
    },
    wording::reply as words,
};

/// The answer with each passage marked that a comment is on, and the comments under it.
pub(super) fn commented(
    state: &CriterionState,
    submission: Seal,
    text: &str,
) -> impl IntoView + use<> {
    let mut comments: Vec<Kept<Comment>> = state.comments.in_order().into_iter().cloned().collect();
    comments.retain(|comment| comment.event.after.contains(&submission));
    let places: Vec<_> = comments
        .iter()
        .zip(1..)
        .filter_map(|(comment, number)| Some((comment.said.passage()?.find(text)?, number)))
        .collect();
    let runs: Vec<_> = marks::runs(text, &places).into_iter().map(run).collect();
    let listed: Vec<_> = comments.iter().zip(1..).map(one).collect();
    view! {
        <div class="card answer__text" data-part="fixed-text">{runs}</div>
        {(!listed.is_empty()).then(|| view! {
            <section class="stack" data-part="comments">
                <h3>{words::IN_PLACE}</h3>
                <ol class="comments">{listed}</ol>
            </section>
        })}
    }
}

fn run(run: Run<'_, usize>) -> impl IntoView + use<> {
    let text = run.text.to_owned();
    let ends = run.ends.into_iter().map(|number| {
        let to = format!("#comment_{number}");
        view! { <a class="comments__number" href=to aria-label=words::comment(number)>{number}</a> }
    });
    let ends: Vec<_> = ends.collect();
    if run.marks.is_empty() {
        text.into_any()
    } else {
        view! { <mark>{text}</mark>{ends} }.into_any()
    }
}

fn one((comment, number): (&Kept<Comment>, usize)) -> impl IntoView + use<> {
    let quote = comment.said.quote.to_string();
    view! {
        <li id=format!("comment_{number}")>
            {if quote.is_empty() {
                view! { <p class="meta">{words::ON_ALL}</p> }.into_any()
            } else {
                view! { <p class="meta">"“"{quote}"”"</p> }.into_any()
            }}
            <p>{comment.said.text.to_string()}</p>
        </li>
    }
}
