//! Long work in turns, so that the page answers all the while: parts of a page that appear one after
//! another, and records that are gone through one by one.

use std::vec;

use leptos::{prelude::*, task::spawn_local};

use crate::{
    desk::portfolio::Portfolio,
    record::{event::PersonId, store::StoreError},
    ui::{clock, desk::Desk},
};

/// How many parts of a page there may be at the most.
const PARTS: usize = 8;

/// Says which parts of a page are to be drawn: none before the page is ready, and from then on one
/// more each turn.
pub(super) fn parts(
    is_ready: impl Fn() -> bool + 'static,
) -> impl Fn(usize) -> bool + Copy + Send + Sync {
    let drawn = RwSignal::new(0);
    Effect::new(move |_| {
        if is_ready() {
            spawn_local(async move {
                for part in 1..=PARTS {
                    clock::breathe().await;
                    if drawn.try_set(part).is_some() {
                        return;
                    }
                }
            });
        }
    });
    move |part| drawn.get() >= part
}

/// Records of the desk, one after another.
pub(super) struct Records {
    desk: Desk,
    left: vec::IntoIter<PersonId>,
    all: usize,
    pace: clock::Pace,
}

impl Records {
    /// Those of these learners.
    pub fn of(desk: Desk, learners: Vec<PersonId>) -> Self {
        Self {
            desk,
            all: learners.len(),
            left: learners.into_iter(),
            pace: clock::Pace::new(),
        }
    }

    /// How many were read, of how many.
    pub fn progress(&self) -> (usize, usize) {
        (self.all - self.left.len(), self.all)
    }

    /// The next record, once the browser has had its turn; none after the last. A learner whose
    /// record went from the desk meanwhile has none.
    pub async fn next(&mut self) -> Option<Result<Option<Portfolio>, StoreError>> {
        let learner = self.left.next()?;
        self.pace.keep().await;
        Some(self.desk.portfolio(learner).await)
    }
}

/// How far it is.
#[component]
pub(super) fn Progress(
    /// How much is done, of how much.
    far: Signal<(usize, usize)>,
    /// That in words.
    words: fn(usize, usize) -> String,
    /// What is being done.
    label: &'static str,
) -> impl IntoView {
    view! {
        <div class="progress">
            <span class="progress__words">{move || { let (done, all) = far.get(); words(done, all) }}</span>
            <progress class="bar" aria-label=label max=move || far.get().1 value=move || far.get().0></progress>
        </div>
    }
}
