//! What is being written about the case: a decision, and the comment beside it.

use leptos::prelude::*;

use super::{
    super::keeper::{self, Keeper},
    case::Case,
    comments::Commenting,
};
use crate::{
    desk::unfinished::{Unfinished, UnfinishedComment, Work, Writing},
    ui::dom,
    wording::assess::judge,
};

/// Gives back what was being written, and keeps what is written from now on.
pub(super) fn watch(case: Case, found: Option<&Unfinished<Writing>>) {
    if !case.may_decide() {
        return;
    }
    let work = Work::Decision(case.desk_place());
    let keeper = Keeper::follow(case.desk, work, move || writing(case), Writing::is_empty);
    if let Some(found) = found {
        let whole = give_back(case, &found.writing);
        keeper.gave_back(found, (!whole).then_some(judge::SINCE_THEN));
    }
    case.keeper.set_value(Some(keeper));
}

/// All that is being written. What is recorded is no longer part of it.
fn writing(case: Case) -> Writing {
    let decision = match case.draft.recorded.get() {
        None => case.draft.writing(),
        Some(_) => Writing::default(),
    };
    Writing {
        comment: comment(case).comment,
        ..decision
    }
}

/// The comment alone.
pub(super) fn comment(case: Case) -> Writing {
    let text = case.comment.get();
    let comment = case.commenting.get().map(|commenting| UnfinishedComment {
        submission: commenting.submission,
        passage: commenting.passage,
        text: text.clone(),
    });
    Writing {
        comment: comment.filter(|_| !text.trim().is_empty()),
        ..Writing::default()
    }
}

/// Fills in what was written. Says whether all that it was on can still be judged.
fn give_back(case: Case, writing: &Writing) -> bool {
    let whole = case
        .state
        .with_untracked(|state| case.draft.go_on_from(writing, state));
    if let Some(comment) = &writing.comment
        && case.text(&comment.submission).is_some()
    {
        case.comment.set(comment.text.clone());
        case.commenting.set(Some(Commenting {
            submission: comment.submission,
            passage: comment.passage.clone(),
        }));
    }
    whole
}

/// That what was written before is here again, and the way to begin anew.
#[component]
pub(super) fn GivenBack(case: Case) -> impl IntoView {
    let start_again = move || {
        case.draft.begin_anew();
        case.commenting.set(None);
        case.comment.set(String::new());
        dom::focus_soon("#judge_decide");
    };
    let state = case
        .keeper
        .with_value(|keeper| Some(keeper.as_ref()?.state));
    state.map(|state| view! { <keeper::GivenBack state=state start_again=start_again/> })
}

/// That what is written is on the device.
#[component]
pub(super) fn KeptSoFar(case: Case) -> impl IntoView {
    let state = case
        .keeper
        .with_value(|keeper| Some(keeper.as_ref()?.state));
    state.map(|state| view! { <keeper::KeptSoFar state=state/> })
}
