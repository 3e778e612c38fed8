//! Keeps what is being written about the case, within half a second, until it is recorded, and
//! gives it back when the case is opened again.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use leptos::{prelude::*, task::spawn_local};
use send_wrapper::SendWrapper;

use super::{
    case::{Case, focus_soon},
    comments::Commenting,
};
use crate::{
    desk::{
        place::DeskPlace,
        unfinished::{Unfinished, UnfinishedComment, Writing},
    },
    record::event::TabId,
    ui::{
        clock::{self, Timer},
        desk::Desk,
        dom,
    },
    wording::assess::judge,
};

/// How soon what was typed is written, in milliseconds: well within
/// [`WRITE_WITHIN`](crate::record::draft::WRITE_WITHIN), since encrypting takes time as well.
const WRITE_AFTER: i32 = 250;

/// What is on its way to the device.
pub(super) struct Keeper {
    desk: Desk,
    place: DeskPlace,
    tab: TabId,
    /// What is to be written next.
    waiting: RefCell<Option<Writing>>,
    timer: RefCell<Option<Timer>>,
    /// The tab whose work was gone on with, until it is in this one's.
    taken_from: Cell<Option<TabId>>,
    /// Whether something is on the device.
    kept: RwSignal<bool>,
    /// When what was given back was written, and whether it is on something that has changed.
    given_back: RwSignal<Option<GivenBackAs>>,
}

/// How something was given back.
#[derive(Clone, PartialEq)]
struct GivenBackAs {
    when: String,
    changed: bool,
}

/// Gives back what was being written, and keeps what is written from now on.
pub(super) fn watch(case: Case, unfinished: Option<&Unfinished>) {
    if !case.may_decide() {
        return;
    }
    let keeper = Rc::new(Keeper {
        desk: case.desk,
        place: case.place().desk_place(),
        tab: case.desk.session.tab(),
        waiting: RefCell::new(None),
        timer: RefCell::new(None),
        taken_from: Cell::new(None),
        kept: RwSignal::new(false),
        given_back: RwSignal::new(None),
    });
    case.keeper.set_value(Some(Rc::clone(&keeper)));
    if let Some(unfinished) = unfinished {
        keeper.give_back(case, unfinished);
    }
    let leaving = SendWrapper::new(Rc::clone(&keeper));
    let closing = Rc::clone(&keeper);
    dom::listen(&dom::window(), "pagehide", move |_: web_sys::Event| {
        closing.flush();
    });
    Effect::new(move |before: Option<Writing>| {
        let now = writing(case);
        if before.is_some_and(|before| before != now) {
            keeper.change(now.clone());
        }
        now
    });
    on_cleanup(move || leaving.take().flush());
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

impl Keeper {
    fn give_back(&self, case: Case, unfinished: &Unfinished) {
        let writing = &unfinished.writing;
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
        self.taken_from
            .set(Some(unfinished.tab).filter(|tab| *tab != self.tab));
        self.kept.set(true);
        self.given_back.set(Some(GivenBackAs {
            when: clock::local(unfinished.at),
            changed: !whole,
        }));
    }

    fn change(self: &Rc<Self>, now: Writing) {
        self.waiting.replace(Some(now));
        let mut timer = self.timer.borrow_mut();
        if timer.is_none() {
            let keeper = Rc::clone(self);
            *timer = Some(clock::after(WRITE_AFTER, move || keeper.flush()));
        }
    }

    /// Writes at once what waits to be written.
    fn flush(self: &Rc<Self>) {
        if let Some(writing) = self.waiting.take() {
            self.write(writing);
        }
        // The timer may be what calls.
        let timer = self.timer.take();
        spawn_local(async move { drop(timer) });
    }

    /// What was written is recorded; this is what is left.
    pub(super) fn settle(self: &Rc<Self>, rest: Writing) {
        self.waiting.take();
        self.write(rest);
    }

    fn write(self: &Rc<Self>, writing: Writing) {
        if writing.is_empty() {
            for tab in std::iter::once(self.tab).chain(self.taken_from.take()) {
                self.desk.take_away_unfinished(&self.place, tab);
            }
            self.kept.try_set(false);
            self.given_back.try_set(None);
            return;
        }
        let keeper = Rc::clone(self);
        spawn_local(async move {
            let unfinished = Unfinished {
                tab: keeper.tab,
                place: keeper.place.clone(),
                at: clock::now(),
                writing,
            };
            match keeper.desk.keep_unfinished(&unfinished).await {
                Ok(()) => {
                    keeper.kept.try_set(true);
                    if let Some(tab) = keeper.taken_from.take() {
                        keeper.desk.take_away_unfinished(&keeper.place, tab);
                    }
                }
                Err(error) => {
                    keeper.kept.try_set(false);
                    keeper.desk.session.tell(&error);
                }
            }
        });
    }
}

/// That what was written before is here again, and the way to begin anew.
#[component]
pub(super) fn GivenBack(case: Case) -> impl IntoView {
    let given_back = case.keeper.get_value().map(|keeper| keeper.given_back);
    let start_again = move |_| {
        case.draft.begin_anew();
        case.commenting.set(None);
        case.comment.set(String::new());
        if let Some(given_back) = given_back {
            given_back.set(None);
        }
        focus_soon("#judge_decide");
    };
    move || {
        given_back?.get().map(|given| {
            view! {
                <div class="notice" data-kind="info" data-part="given-back">
                    <p>{judge::given_back(&given.when)}</p>
                    {given.changed.then(|| view! { <p><strong>{judge::SINCE_THEN}</strong></p> })}
                    <p><button type="button" class="button button--plain" data-action="start-again" on:click=start_again>{judge::START_AGAIN}</button></p>
                </div>
            }
        })
    }
}

/// That what is written is on the device.
#[component]
pub(super) fn KeptSoFar(case: Case) -> impl IntoView {
    let kept = case.keeper.get_value().map(|keeper| keeper.kept);
    move || {
        kept.is_some_and(|kept| kept.get())
            .then(|| view! { <p class="hint" data-part="kept-so-far">{judge::KEPT_SO_FAR}</p> })
    }
}
