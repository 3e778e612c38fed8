//! Comments on an answer: on a passage of it, or on the whole.

use leptos::{ev::SubmitEvent, prelude::*};

use super::case::Case;
use crate::{
    record::{
        decision::Passage,
        seal::Seal,
        state::Kept,
        what::{Comment, What},
    },
    ui::{clock, dom},
    wording::assess::judge,
};

/// A comment that is being written.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Commenting {
    pub submission: Seal,
    /// The passage; none for the whole answer.
    pub passage: Option<Passage>,
}

/// The comments on a submission, in the order they were made.
pub(super) fn on(case: Case, submission: Seal) -> Vec<Kept<Comment>> {
    if case.hides.get() {
        return Vec::new();
    }
    case.state.with(|state| {
        let mut comments: Vec<_> = state
            .comments
            .iter()
            .filter(|comment| comment.event.after.contains(&submission))
            .cloned()
            .collect();
        comments.sort_by_key(Kept::by_time);
        comments
    })
}

/// Opens the form for the selected passage.
pub(super) fn begin(case: Case, submission: Seal) {
    let selected = case.selected.get_untracked();
    if let Some(selected) = selected.filter(|selected| selected.submission == submission) {
        open(case, submission, Some(selected.passage));
    }
}

/// The same for whatever answer has the selected passage.
pub(super) fn begin_anywhere(case: Case) {
    if let Some(selected) = case.selected.get_untracked() {
        open(case, selected.submission, Some(selected.passage));
    }
}

/// Opens the form for the whole answer.
pub(super) fn begin_on_all(case: Case, submission: Seal) {
    open(case, submission, None);
}

fn open(case: Case, submission: Seal, passage: Option<Passage>) {
    let commenting = Some(Commenting {
        submission,
        passage,
    });
    if case.commenting.get_untracked() != commenting {
        case.comment.set(String::new());
        case.commenting.set(commenting);
    }
    dom::focus_soon("#judge_comment");
}

/// The form, while a comment on this submission is being written.
#[component]
pub(super) fn CommentForm(case: Case, submission: Seal) -> impl IntoView {
    let mine = Memo::new(move |_| {
        let commenting = case.commenting.get();
        commenting.filter(|commenting| commenting.submission == submission)
    });
    move || {
        mine.get()
            .map(|commenting| view! { <Form case=case commenting=commenting/> })
    }
}

#[component]
fn Form(case: Case, commenting: Commenting) -> impl IntoView {
    let typed = case.comment;
    let empty = RwSignal::new(false);
    let quote = commenting
        .passage
        .as_ref()
        .map(|passage| passage.quote.to_string());
    let submission = commenting.submission;
    let close = move || {
        case.commenting.try_set(None);
        case.comment.try_set(String::new());
        dom::focus_soon("[data-answer]");
    };
    let keep = move |event: SubmitEvent| {
        event.prevent_default();
        let text = typed.get_untracked();
        empty.set(text.trim().is_empty());
        if text.trim().is_empty() {
            dom::focus_soon("#judge_comment");
            return;
        }
        let passage = commenting.passage.clone();
        let comment = Comment {
            quote: passage
                .as_ref()
                .map(|passage| passage.quote.clone())
                .unwrap_or_default(),
            from: passage.as_ref().map_or(0, |passage| passage.from),
            to: passage.as_ref().map_or(0, |passage| passage.to),
            text: text.trim().into(),
        };
        case.act(What::Comment(comment.into()), vec![submission], move || {
            case.said.try_set(judge::COMMENT_KEPT.to_owned());
            close();
        });
    };
    view! {
        <form class="card fields stack" data-part="comment-form" novalidate on:submit=keep>
            {match quote {
                Some(quote) => view! { <blockquote class="judge__quote">{quote}</blockquote> }.into_any(),
                None => view! { <p class="meta">{judge::ON_ALL}</p> }.into_any(),
            }}
            <div class="field">
                <label for="judge_comment">{judge::COMMENT}</label>
                <textarea id="judge_comment" rows="3" aria-describedby="judge_comment_wrong" aria-invalid=move || empty.get().then_some("true")
                    prop:value=typed on:input:target=move |event| typed.set(event.target().value())></textarea>
                <p id="judge_comment_wrong" class="field__error">{move || empty.get().then_some(judge::WRITE_COMMENT)}</p>
            </div>
            <p class="cluster">
                <button type="submit" class="button" data-action="keep-comment" disabled=case.busy>{judge::KEEP_COMMENT}</button>
                <button type="button" class="button button--quiet" data-action="cancel-comment" on:click=move |_| close()>{judge::CANCEL}</button>
            </p>
        </form>
    }
}

/// The comments under the text, by the numbers that stand in it.
#[component]
pub(super) fn CommentList(case: Case, submission: Seal) -> impl IntoView {
    let comments = Memo::new(move |_| on(case, submission));
    move || {
        let comments = comments.get();
        (!comments.is_empty()).then(|| {
            let lines = comments.into_iter().map(|comment| {
                let quote = comment.said.passage().map(|passage| passage.quote.to_string());
                let by = &comment.event.by;
                let by = judge::by(&by.name, by.role, &clock::local_day(comment.event.at));
                view! {
                    <li data-comment=comment.seal.to_string()>
                        {match quote {
                            Some(quote) => view! { <blockquote class="judge__quote">{quote}</blockquote> }.into_any(),
                            None => view! { <p class="meta">{judge::ON_ALL}</p> }.into_any(),
                        }}
                        <p class="answer__text">{comment.said.text.to_string()}</p>
                        <p class="meta">{by}</p>
                        {replies(case, comment.seal)}
                    </li>
                }
            });
            view! { <h4>{judge::COMMENTS}</h4><ol class="judge__comments">{lines.collect_view()}</ol> }
        })
    }
}

/// What the learner replied to a decision or a comment.
pub(super) fn replies(case: Case, to: Seal) -> impl IntoView {
    let replies = Memo::new(move |_| {
        case.state.with(|state| {
            let replies = state.replies.iter();
            let to_this = replies.filter(|reply| reply.event.after.contains(&to));
            let mut replies: Vec<_> = to_this.cloned().collect();
            replies.sort_by_key(Kept::by_time);
            replies
        })
    });
    move || {
        let replies = replies.get();
        (!replies.is_empty()).then(|| {
            let lines = replies.into_iter().map(|reply| {
                let by = &reply.event.by;
                let by = judge::by(&by.name, by.role, &clock::local_day(reply.event.at));
                view! {
                    <li data-reply="">
                        {reply.said.disagree.then(|| view! { <p><span class="chip" data-state="not-yet">"≠ "{judge::DISAGREES}</span></p> })}
                        <p class="answer__text">{reply.said.text.to_string()}</p>
                        <p class="meta">{by}</p>
                    </li>
                }
            });
            view! { <h5>{judge::REPLIES}</h5><ul class="judge__replies">{lines.collect_view()}</ul> }
        })
    }
}
