//! The bridge: from the learner's record to the learning system, with every change.

mod deliver;
mod notes;
mod open;

use std::{collections::VecDeque, pin::pin, rc::Rc, time::Duration};

use futures::future::select;
use leptos::{prelude::*, task::spawn_local};
use web_sys::{Event, PageTransitionEvent, VisibilityState};

pub use self::notes::notes_of;
use self::open::Open;
use super::{
    link::{Found, Learner, Link, forget_session},
    requests::{ask, leave},
    restore::restore,
    shown::{Line, Shown},
    unit,
};
use crate::{
    exchange::{
        attempt::{
            Attempt,
            milestones::Milestones,
            report::Report,
            resume,
            scaled::Scaled,
            since::{Held, Since},
            spent::Stopwatch,
        },
        cmi5::Request,
        scorm::session::Took,
    },
    progress::Progress,
    ui::{
        clock, content, dom, here::Here, nav, page::root, people, place, session::Session, storage,
    },
};

/// After how long a learning system is told again what it did not store; twice as long each time,
/// so many times.
const FIRST_PAUSE: Duration = Duration::from_secs(5);
const MOST_DOUBLINGS: u32 = 4;

/// How many milliseconds somebody waits at most who goes back.
const LONGEST_GOODBYE: i32 = 8_000;

/// The bridge. It is a handle: copies are the same bridge.
#[derive(Clone, Copy)]
pub struct Bridge {
    session: Session,
    own: StoredValue<Own, LocalStorage>,
    shown: RwSignal<Shown>,
}

struct Own {
    link: Link,
    learner: Option<Learner>,
    kept: String,
    /// As what the learning system knew the attempt when it opened the page.
    told: Milestones,
    pass_mark: Option<Scaled>,
    watch: Stopwatch,
    /// The attempt as the learning system kept it, with what it was told.
    carried: Attempt,
    open: Option<Open>,
    /// What was done of the attempt before the learning system only showed the page; none where it
    /// does more, or where there is no attempt.
    looked_from: Option<Held>,
    /// Whether the learning system says that it knows nothing at all of the attempt.
    is_new: bool,
    /// How often in a row it has not stored what it was told.
    misses: u32,
    /// Whether it will be told again in a while.
    waits: bool,
    /// What is said to it last, and is not under way yet.
    goodbye: VecDeque<Request>,
    /// Whether the learning system has ever stored anything of the attempt.
    is_known: bool,
    /// Whether a request is under way.
    is_sending: bool,
}

impl Bridge {
    /// The bridge over a line that was found.
    pub fn new(found: Found, session: Session) -> Self {
        let line = match (&found.link, found.counts) {
            (Link::None, _) => Line::ByHand,
            (Link::Broken(why), _) => Line::Broken(why.clone()),
            (Link::Scorm(_) | Link::Cmi5(_), false) => Line::Looking(found.came_out),
            (Link::Scorm(_) | Link::Cmi5(_), true) => Line::Open,
        };
        let pass_mark_unread = match &found.link {
            Link::Cmi5(session) => session.data().pass_mark_unread(),
            Link::None | Link::Broken(_) | Link::Scorm(_) => None,
        };
        let shown = Shown {
            line: line.clone(),
            report: None,
            pass_mark: found.pass_mark,
            pass_mark_unread,
            score: found.score,
            shows_earlier: false,
            back: found.back,
        };
        let is_known = !found.kept.is_empty();
        let own = Own {
            link: found.link,
            learner: found
                .learner
                .filter(|_| !matches!(line, Line::ByHand | Line::Broken(_))),
            kept: found.kept,
            told: found.told,
            pass_mark: found.pass_mark,
            watch: Stopwatch::default(),
            carried: Attempt::default(),
            open: None,
            looked_from: None,
            is_new: found.is_new,
            misses: 0,
            waits: false,
            goodbye: VecDeque::new(),
            is_known,
            is_sending: false,
        };
        Self {
            session,
            own: StoredValue::new_local(own),
            shown: RwSignal::new(shown),
        }
    }

    /// What the page shows.
    pub fn shown(self) -> Signal<Shown> {
        self.shown.into()
    }

    /// The session of this tab.
    pub fn session(self) -> Session {
        self.session
    }

    /// Follows the record, and the page as it comes and goes.
    pub fn watch(self) {
        if !self.is_heard() {
            return;
        }
        self.look();
        self.deliver();
        Effect::new(move |_| {
            self.session.state.track();
            self.session.phase.track();
            let _ = self.session.person();
            self.tell();
        });
        dom::listen(&dom::document(), "visibilitychange", move |_: Event| {
            self.look();
            self.tell();
        });
        dom::listen(&dom::window(), "online", move |_: Event| self.tell());
        dom::listen(&dom::window(), "pagehide", move |_: Event| self.end());
        dom::listen(
            &dom::window(),
            "pageshow",
            move |event: PageTransitionEvent| {
                // The browser has brought back a page that has said goodbye.
                if event.persisted() {
                    nav::reload();
                }
            },
        );
    }

    /// Time counts while the page is looked at.
    fn look(self) {
        let now = clock::now();
        let is_seen = dom::document().visibility_state() == VisibilityState::Visible;
        self.own.update_value(|own| match is_seen {
            true => own.watch.run(now),
            false => own.watch.pause(now),
        });
    }

    /// Takes up the attempt as it was kept, then goes on. The record is open.
    pub fn ready(self, then: impl FnOnce() + 'static) {
        let is_done = self
            .own
            .with_value(|own| own.open.is_some() || own.learner.is_none());
        let (Some(unit), false) = (unit(), is_done) else {
            then();
            return;
        };
        spawn_local(async move {
            let root = root();
            if let Ok((settings, unit)) = content::settings_and_unit(&root, &unit).await {
                self.take_up(Here {
                    session: self.session,
                    settings: settings.value,
                    unit: unit.value,
                    root: root.into(),
                });
            }
            then();
            self.tell();
        });
    }

    fn take_up(self, here: Here) {
        if !self.is_learner() {
            return;
        }
        let (kept, told, name) = self.own.with_value(|own| {
            let name = own.learner.as_ref().map(|learner| learner.name.clone());
            (own.kept.clone(), own.told, name.unwrap_or_default())
        });
        let is_named = self
            .session
            .state
            .with_untracked(|state| state.name().is_some());
        if !is_named && !name.is_empty() {
            self.session.rename(&name);
        }
        let never_stored = self.never_stored();
        let is_looking = self
            .shown
            .with_untracked(|shown| matches!(shown.line, Line::Looking(_)));
        // Whoever looks around before there is an attempt begins none.
        let is_attempt = !is_looking || never_stored.is_some() || !kept.is_empty();
        let before = self.key_before().and_then(|key| storage::get(&key));
        let lost = before.as_deref().and_then(|noted| self.lost(noted));
        let new = || Attempt::new(never_stored.or(lost).unwrap_or_else(clock::now));
        let mut carried = resume::read(&here.unit, &kept).unwrap_or_else(new);
        carried.told |= told;
        let since = here.with_unit(|did| {
            Since::opened(carried.began, did, people::device(), before.as_deref())
        });
        if let Some(key) = self.key_before().filter(|_| is_attempt) {
            // Where it is not kept, the device counts as another one the next time.
            let _ = storage::set(&key, &since.note(carried.told.completed));
        }
        let open = Open {
            here,
            since: Rc::new(since),
        };
        let done = open.done();
        let elsewhere = open.here.with_unit(|did| carried.elsewhere(&done, did));
        for done in elsewhere {
            restore(&open.here, done);
        }
        let looked_from =
            (is_looking && is_attempt).then(|| open.here.with_unit(|did| open.since.held(did)));
        self.own.update_value(|own| {
            own.carried = carried;
            own.open = Some(open);
            own.looked_from = looked_from;
        });
    }

    /// Notes that what is done while the learning system only shows the page does not count.
    fn note_look(self, open: &Open) {
        let (held, is_complete) = self
            .own
            .with_value(|own| (own.looked_from.clone(), own.carried.told.completed));
        if let (Some(held), Some(key), true) = (held, self.key_before(), self.is_learner()) {
            let since = open
                .here
                .with_unit(|did| open.since.without_looks(&held, did));
            let _ = storage::set(&key, &since.note(is_complete));
        }
    }

    /// Whether the record that is open is hers whom the learning system has let in.
    fn is_learner(self) -> bool {
        let open = self.session.person_untracked().map(|person| person.id);
        self.own.with_value(|own| {
            own.learner
                .as_ref()
                .is_some_and(|learner| Some(learner.id) == open)
        })
    }

    /// Tells how the attempt stands.
    fn tell(self) {
        let Some(open) = self.open() else {
            return;
        };
        match self.shown.with_untracked(|shown| shown.line.clone()) {
            Line::Over => return,
            Line::Looking(_) => return self.note_look(&open),
            _ => {}
        }
        if !self.is_learner() {
            self.show(Line::SomebodyElse, None);
            return;
        }
        let (report, attempt) = self.report(&open);
        let here = open.here;
        let all = here.with_unit(|did| Progress::of(&here.unit, did, here.nation()).practice.done);
        self.shown
            .update(|shown| shown.shows_earlier = all > report.practice.done);
        let now = clock::now();
        let stored = self.own.try_update_value(|own| {
            let spent = own.watch.spent(now);
            match &mut own.link {
                Link::Scorm(session) => {
                    report.note(&mut own.carried);
                    let attempt = attempt.clone().with(&own.carried);
                    let location =
                        place::latest(self.session).filter(|left| left.unit == here.unit.id);
                    let location = location.map_or(String::new(), |left| left.section.to_string());
                    let mut room = session.room();
                    loop {
                        let kept = resume::write(&here.unit, &attempt, room);
                        let took = session.tell(&report, &kept, &location, spent);
                        if session.room() >= room {
                            break Some(took);
                        }
                        // There is less room than there should be.
                        room = session.room();
                    }
                }
                Link::Cmi5(session) => {
                    session.tell(&report, &own.carried, now, spent);
                    None
                }
                Link::None | Link::Broken(_) => None,
            }
        });
        match stored.flatten() {
            Some(stored) => self.heard(stored, Some(report)),
            None => {
                self.shown.update(|shown| shown.report = Some(report));
                self.deliver();
            }
        }
    }

    /// Says goodbye. Nothing waits for an answer any more.
    pub fn end(self) {
        self.prepare_goodbye();
        while let Some(request) = self.next_of_goodbye() {
            leave(&request);
        }
    }

    fn next_of_goodbye(self) -> Option<Request> {
        let next = self.own.try_update_value(|own| own.goodbye.pop_front());
        next.flatten()
    }

    fn prepare_goodbye(self) {
        if !self.is_heard() {
            return;
        }
        dom::paint_no_more();
        self.tell();
        let now = clock::now();
        self.own.update_value(|own| {
            if let Link::Cmi5(session) = &own.link {
                own.carried.unheard |= session.unheard();
            }
        });
        let kept = self.to_keep().filter(|_| self.is_learner());
        self.own.update_value(|own| {
            let spent = own.watch.spent(now);
            match &mut own.link {
                Link::Scorm(session) => session.end(spent),
                Link::Cmi5(session) if !session.is_over() => {
                    own.goodbye
                        .extend(kept.and_then(|kept| session.keep(&kept)));
                    own.goodbye.extend(session.end(now, spent));
                    forget_session();
                }
                Link::Cmi5(_) | Link::None | Link::Broken(_) => {}
            }
        });
        self.shown.update(|shown| shown.line = Line::Over);
    }

    /// Says goodbye, and goes where the learning system wants the learner to go. Here is time to wait
    /// until each word has arrived, but not for ever.
    pub fn go_back(self) {
        let back = self.shown.with_untracked(|shown| shown.back.clone());
        self.prepare_goodbye();
        spawn_local(async move {
            let said = async {
                while let Some(request) = self.next_of_goodbye() {
                    ask(&request).await;
                }
            };
            select(pin!(said), pin!(clock::wait(LONGEST_GOODBYE))).await;
            if let Some(back) = back {
                let _ = dom::window().location().set_href(&back);
            }
        });
    }

    fn heard(self, took: Took, report: Option<Report>) {
        // Somebody else may have been chosen while the answer was under way.
        if !self.is_learner() {
            return;
        }
        self.note_stored(took);
        let line = match took {
            Took::All => Line::Open,
            Took::ButTheAttempt => Line::NotKept,
            Took::NotAll => Line::NotStored,
        };
        self.show(line, report);
        match took {
            Took::All | Took::ButTheAttempt => self.own.update_value(|own| own.misses = 0),
            Took::NotAll => self.tell_again(),
        }
    }

    /// Tells it again in a while: who has done everything has no next answer to send it with.
    fn tell_again(self) {
        let pause = self.own.try_update_value(|own| {
            let pause = (!own.waits && !self.is_over())
                .then(|| FIRST_PAUSE * 2_u32.pow(own.misses.min(MOST_DOUBLINGS)));
            own.waits |= pause.is_some();
            own.misses += u32::from(pause.is_some());
            pause
        });
        let Some(pause) = pause.flatten() else { return };
        set_timeout(
            move || {
                self.own.update_value(|own| own.waits = false);
                if self
                    .shown
                    .with_untracked(|shown| shown.line == Line::NotStored)
                {
                    self.tell();
                }
            },
            pause,
        );
    }

    /// Whether there is a learning system that listens.
    fn is_heard(self) -> bool {
        self.own.with_value(|own| match own.link {
            Link::Scorm(_) | Link::Cmi5(_) => true,
            Link::None | Link::Broken(_) => false,
        })
    }

    fn is_over(self) -> bool {
        self.shown.with_untracked(|shown| shown.line == Line::Over)
    }

    fn show(self, line: Line, report: Option<Report>) {
        if self.is_over() {
            return;
        }
        let before = self.shown.get_untracked();
        let now = Shown {
            line,
            report: report.or_else(|| before.report.clone()),
            ..before.clone()
        };
        if now != before {
            self.shown.set(now);
        }
    }
}
