//! Keeps what a form holds, within half a second, until it is recorded, and gives it back when the
//! same work is opened again.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    sync::Arc,
};

use leptos::{prelude::*, task::spawn_local};
use send_wrapper::SendWrapper;
use serde::{Serialize, de::DeserializeOwned};

use crate::{
    desk::unfinished::{Unfinished, Work},
    record::event::TabId,
    ui::{
        clock::{self, Timer},
        desk::Desk,
        dom,
        part::for_good::ForGood,
    },
    wording::{assess::unfinished as words, for_good},
};

/// What is on its way to the device.
pub(in crate::ui::page) struct Keeper<W> {
    desk: Desk,
    work: Work,
    tab: TabId,
    /// Whether somebody has written anything.
    is_nothing: Box<dyn Fn(&W) -> bool>,
    /// What is to be written next.
    waiting: RefCell<Option<W>>,
    timer: RefCell<Option<Timer>>,
    /// The tab whose work was gone on with, until it is in this one's.
    taken_from: Cell<Option<TabId>>,
    /// What is told of it.
    pub state: Keeping,
}

/// What is told of what is kept.
#[derive(Clone, Copy)]
pub(in crate::ui::page) struct Keeping {
    /// Whether something is on the device.
    kept: RwSignal<bool>,
    /// How something was given back.
    given_back: RwSignal<Option<GivenBackAs>>,
}

#[derive(Clone, PartialEq)]
struct GivenBackAs {
    when: String,
    since: Option<&'static str>,
}

impl<W: Clone + PartialEq + Serialize + 'static> Keeper<W> {
    /// Keeps what is written from now on, for as long as the form stands. Where there is nothing
    /// in it, nothing is kept.
    pub fn follow(
        desk: Desk,
        work: Work,
        writing: impl Fn() -> W + 'static,
        is_nothing: impl Fn(&W) -> bool + 'static,
    ) -> Rc<Self> {
        let keeper = Rc::new(Self {
            desk,
            work,
            tab: desk.session.tab(),
            is_nothing: Box::new(is_nothing),
            waiting: RefCell::new(None),
            timer: RefCell::new(None),
            taken_from: Cell::new(None),
            state: Keeping {
                kept: RwSignal::new(false),
                given_back: RwSignal::new(None),
            },
        });
        let leaving = SendWrapper::new(Rc::clone(&keeper));
        let closing = Rc::clone(&keeper);
        dom::listen(&dom::window(), "pagehide", move |_: web_sys::Event| {
            closing.flush();
        });
        let changing = Rc::clone(&keeper);
        Effect::new(move |before: Option<W>| {
            let now = writing();
            if before.is_some_and(|before| before != now) {
                changing.change(now.clone());
            }
            now
        });
        on_cleanup(move || leaving.take().flush());
        keeper
    }

    /// Finds what was kept, and fills the form in with it unless somebody has written before it is
    /// found.
    pub fn find(
        self: &Rc<Self>,
        now: impl Fn() -> Option<W> + 'static,
        fill_in: impl Fn(W) + 'static,
    ) where
        W: DeserializeOwned,
    {
        let keeper = Rc::clone(self);
        spawn_local(async move {
            let found: Option<Unfinished<W>> = keeper.desk.unfinished(&keeper.work).await;
            let untouched = now().is_some_and(|now| (keeper.is_nothing)(&now));
            if let Some(found) = found.filter(|_| untouched) {
                fill_in(found.writing.clone());
                keeper.gave_back(&found, None);
            }
        });
    }

    /// Says that the form was filled in with what was kept; `since` where what it is about has
    /// changed meanwhile.
    pub fn gave_back(&self, found: &Unfinished<W>, since: Option<&'static str>) {
        self.taken_from
            .set(Some(found.tab).filter(|tab| *tab != self.tab));
        self.state.kept.set(true);
        self.state.given_back.set(Some(GivenBackAs {
            when: clock::local(found.at),
            since,
        }));
    }

    fn change(self: &Rc<Self>, now: W) {
        self.waiting.replace(Some(now));
        let mut timer = self.timer.borrow_mut();
        if timer.is_none() {
            let keeper = Rc::clone(self);
            *timer = Some(clock::after(clock::WRITE_AFTER, move || keeper.flush()));
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
    pub fn settle(self: &Rc<Self>, rest: W) {
        self.waiting.take();
        self.write(rest);
    }

    /// What was written is recorded, or thrown away.
    pub fn forget(&self) {
        self.waiting.take();
        for tab in std::iter::once(self.tab).chain(self.taken_from.take()) {
            self.desk.take_away_unfinished(&self.work, tab);
        }
        self.state.kept.try_set(false);
        self.state.given_back.try_set(None);
    }

    fn write(self: &Rc<Self>, writing: W) {
        if (self.is_nothing)(&writing) {
            self.forget();
            return;
        }
        let keeper = Rc::clone(self);
        // Before anything is waited for: the form may be going.
        let drawer = self.desk.unfinished_work();
        spawn_local(async move {
            let unfinished = Unfinished {
                tab: keeper.tab,
                at: clock::now(),
                writing,
            };
            let kept = match &drawer {
                Ok(drawer) => drawer.keep(&keeper.work, &unfinished).await,
                Err(error) => Err(error.clone()),
            };
            keeper.state.kept.try_set(kept.is_ok());
            let taken_from = kept.is_ok().then(|| keeper.taken_from.take()).flatten();
            let done = match (drawer, taken_from) {
                (Ok(drawer), Some(tab)) => drawer.take_away(&keeper.work, tab),
                _ => kept,
            };
            if let Err(error) = done {
                keeper.desk.session.tell(&error);
            }
        });
    }
}

/// A text by itself that is kept while it is typed, and given back.
#[derive(Clone)]
pub(in crate::ui::page) struct KeptText {
    /// The text as its field holds it.
    pub typed: RwSignal<String>,
    keeper: Rc<Keeper<String>>,
}

impl KeptText {
    /// Goes on from what was kept, unless somebody has typed before it is found, and keeps what is
    /// written.
    pub fn follow(desk: Desk, work: Work) -> Self {
        let typed = RwSignal::new(String::new());
        let is_nothing = |text: &String| text.trim().is_empty();
        let keeper = Keeper::follow(desk, work, move || typed.get(), is_nothing);
        keeper.find(
            move || typed.try_get_untracked(),
            move |text| typed.set(text),
        );
        Self { typed, keeper }
    }

    /// The text as it is recorded; it may be empty.
    pub fn said(&self) -> Arc<str> {
        self.typed.with_untracked(|text| text.trim().into())
    }

    /// What is told of it.
    pub fn state(&self) -> Keeping {
        self.keeper.state
    }

    /// It is recorded.
    pub fn forget(&self) {
        self.keeper.forget();
    }
}

impl Keeping {
    /// It need not be said any longer that something was given back.
    pub fn begun_anew(self) {
        self.given_back.set(None);
    }
}

/// That what was written before is here again, and the way to begin anew.
#[component]
pub(in crate::ui::page) fn GivenBack(
    state: Keeping,
    /// Empties the form.
    start_again: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let press = move || {
        start_again();
        state.begun_anew();
    };
    move || {
        state.given_back.get().map(|given| {
            view! {
                <div class="notice" data-kind="info" data-part="given-back">
                    <p>{words::given_back(&given.when)}</p>
                    {given.since.map(|since| view! { <p><strong>{since}</strong></p> })}
                    <p class="cluster"><ForGood action="start-again" label=words::START_AGAIN asks=for_good::WORDS then=press/></p>
                </div>
            }
        })
    }
}

/// That what is written is on the device.
#[component]
pub(in crate::ui::page) fn KeptSoFar(state: Keeping) -> impl IntoView {
    move || {
        state
            .kept
            .get()
            .then(|| view! { <p class="hint" data-part="kept-so-far">{words::KEPT_SO_FAR}</p> })
    }
}
