//! The person at the desk and her provider: who is signed in, what is asked of the door, and what came of it.

use leptos::{prelude::*, task::spawn_local};
use web_sys::Event;

use super::{
    rounds::{self, Stopped, Sum},
    waits,
};
use crate::{
    door::wire::Session,
    record::{
        event::{Actor, PersonId, Role},
        store::StoreError,
    },
    sync::DoorError,
    ui::{
        clock,
        desk::Desk,
        dom,
        sync::{
            door::{Site, next_try},
            known,
        },
    },
    wording::provider as words,
};

/// How far it has come.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Stage {
    /// Nothing has answered yet, or this site has no door: nothing is shown.
    Hidden,
    /// There is a door, and it cannot be reached.
    Unreached,
    /// Somebody may sign in.
    SignedOut,
    /// Somebody is signed in who has not said that she is who this desk belongs to.
    Somebody(Session),
    /// The person at the desk is signed in.
    In(Session),
}

/// The desk's side of it, for as long as its part of the page stands. It is a handle: copies are the same.
#[derive(Clone, Copy)]
pub(super) struct Provider {
    pub stage: RwSignal<Stage>,
    /// Whether records are being fetched and sent.
    pub busy: RwSignal<bool>,
    /// Whether her password is being changed: with it the session becomes another.
    pub changing: RwSignal<bool>,
    /// Whether the door is being asked who is signed in.
    pub asking: RwSignal<bool>,
    /// How many learners are done, and how many there are.
    pub progress: RwSignal<(usize, usize)>,
    /// In how many records here something waits to be sent.
    pub waiting: RwSignal<usize>,
    /// What those are called in whose records something waits and who are no longer among hers.
    pub not_hers: RwSignal<Vec<String>>,
    pub said: RwSignal<Option<String>>,
    /// In what role she sits at this desk.
    pub role: Role,
    name: StoredValue<String>,
    person: PersonId,
    desk: Desk,
    /// Whether she had said which account is hers when the page was shown.
    was_tied: bool,
    /// Whether what changes next follows from what somebody has pressed: the keyboard goes there.
    acted: StoredValue<bool>,
    /// How often the door has been asked again.
    asked: RwSignal<u32>,
    again: StoredValue<Option<clock::Timer>, LocalStorage>,
    /// What the page says of where things stay where nothing is sent.
    stays: StoredValue<Option<String>>,
}

impl Provider {
    /// Nothing asked yet.
    pub fn new(desk: Desk, me: Actor) -> Self {
        Self {
            stage: RwSignal::new(Stage::Hidden),
            busy: RwSignal::new(false),
            changing: RwSignal::new(false),
            asking: RwSignal::new(false),
            progress: RwSignal::new((0, 0)),
            waiting: RwSignal::new(count(desk, me.person)),
            not_hers: RwSignal::new(Vec::new()),
            said: RwSignal::new(None),
            role: me.role,
            name: StoredValue::new(me.name.to_string()),
            person: me.person,
            desk,
            was_tied: known::desk_account_of(me.person).is_some(),
            acted: StoredValue::new(false),
            asked: RwSignal::new(0),
            again: StoredValue::new_local(None),
            stays: StoredValue::new(where_it_stays().and_then(|said| said.text_content())),
        }
    }

    /// What she is called at this desk.
    pub fn name(self) -> String {
        self.name.get_value()
    }

    /// Who is signed in, whether or not she is who this desk belongs to.
    pub fn session(self) -> Option<Session> {
        self.stage.with(|stage| match stage {
            Stage::Somebody(session) | Stage::In(session) => Some(session.clone()),
            Stage::Hidden | Stage::Unreached | Stage::SignedOut => None,
        })
    }

    /// Asks the door who is signed in, and again until it is reached.
    pub fn look(self) {
        Effect::new(move |_| {
            let failures = self.asked.get() + 1;
            self.asking.set(true);
            spawn_local(self.ask(failures));
        });
        dom::listen(&dom::window(), "online", move |_: Event| {
            if self.stage.try_get_untracked() == Some(Stage::Unreached) {
                self.ask_again();
            }
        });
    }

    /// Takes the keyboard to where the answer stands: what was pressed is gone with its stage.
    pub fn follow_with_keyboard(self) {
        Effect::new(move |_| {
            self.stage.track();
            if self.acted.get_value() {
                self.acted.set_value(false);
                dom::focus_soon("#provider");
            }
        });
    }

    /// Asks now, because somebody has pressed for it.
    pub fn try_now(self) {
        self.acted.set_value(true);
        self.ask_again();
    }

    fn ask_again(self) {
        let _ = self.asked.try_update(|asked| *asked += 1);
    }

    async fn ask(self, failures: u32) {
        let found = Site.session().await;
        // Some once the page has gone on.
        if self.asking.try_set(false).is_some() {
            return;
        }
        if self.was_tied && !matches!(found, Ok(_) | Err(DoorError::NoDoor)) {
            say_that_it_goes();
        }
        match found {
            Ok(session) if known::desk_account_of(self.person) == Some(session.account()) => {
                self.enter(session);
            }
            Ok(session) => self.stage.set(Stage::Somebody(session)),
            Err(DoorError::SignedOut) => {
                let over = self.was_tied.then(|| words::DESK_SESSION_OVER.to_owned());
                self.said.set(over);
                self.stage.set(Stage::SignedOut);
            }
            Err(DoorError::NoDoor) => self.stage.set(Stage::Hidden),
            Err(_) if known::has_door() => {
                self.stage.set(Stage::Unreached);
                let timer = clock::after(next_try(failures, None), move || self.ask_again());
                self.again.set_value(Some(timer));
            }
            Err(_) => {}
        }
    }

    /// Goes on with who has just signed in. Two people may use one computer: nobody's learners come onto
    /// another's desk unasked.
    pub fn signed_in(self, session: Session) {
        match known::desk_account_of(self.person).filter(|known| *known != session.account()) {
            Some(_) => {
                self.acted.set_value(true);
                self.said.set(None);
                self.stage.set(Stage::Somebody(session));
            }
            None => self.is_hers(session),
        }
    }

    /// Goes on with an account that she has said is hers.
    pub fn is_hers(self, session: Session) {
        self.acted.set_value(true);
        let is_for_the_desk = !session.is_learner();
        if is_for_the_desk && known::keep_at_desk(self.person, &session.account()).is_err() {
            self.desk.session.tell(&StoreError::Refused);
        }
        self.enter(session);
    }

    fn enter(self, session: Session) {
        let _ = self.stage.try_set(Stage::In(session.clone()));
        if session.roles().contains(&self.role) {
            say_that_it_goes();
        }
        self.exchange(session);
    }

    /// Fetches and sends for all her learners, unless something is at work already.
    pub fn exchange(self, session: Session) {
        // None once the page has gone on.
        let is_idle = |at_work: RwSignal<bool>| at_work.try_get_untracked() == Some(false);
        let is_free = is_idle(self.busy) && is_idle(self.changing);
        // What is done in another role the door would not take.
        if !is_free || !session.roles().contains(&self.role) {
            return;
        }
        self.busy.set(true);
        self.said.set(None);
        spawn_local(async move {
            let came = rounds::all(self.desk, self.person, &session, self.progress).await;
            let _ = self.busy.try_set(false);
            let _ = self.waiting.try_set(count(self.desk, self.person));
            let _ = self.said.try_set(Some(match came {
                Ok(sum) => {
                    let _ = self.not_hers.try_set(names(self.desk, &sum.not_hers));
                    told(&sum)
                }
                Err(Stopped::NotReached) => words::DESK_UNREACHED.to_owned(),
                Err(Stopped::SignedOut) => {
                    let _ = self.stage.try_set(Stage::SignedOut);
                    words::DESK_SESSION_OVER.to_owned()
                }
            }));
        });
    }

    /// Sits down in one of the roles that she has with the provider. The page is drawn anew for it.
    pub fn take_role(self, role: Role) {
        self.desk.sit_down(&self.name(), role);
        dom::focus_soon("#provider, [data-desk=me]");
    }

    pub fn sign_out(self) {
        self.said.set(Some(words::DESK_SIGNED_OUT.to_owned()));
        if let Some(said) = where_it_stays() {
            said.set_text_content(self.stays.get_value().as_deref());
        }
        self.acted.set_value(true);
        spawn_local(async move {
            Site.sign_out().await;
            let _ = self.stage.try_set(Stage::SignedOut);
        });
    }

    /// Goes on where the door says that nobody is signed in any more.
    pub fn is_over(self) {
        self.acted.set_value(true);
        let _ = self.said.try_set(Some(words::DESK_SESSION_OVER.to_owned()));
        let _ = self.stage.try_set(Stage::SignedOut);
    }
}

/// In how many records on the desk something waits to be sent.
fn count(desk: Desk, person: PersonId) -> usize {
    let noted = waits::learners(person);
    let here = desk.summaries.try_with_untracked(|all| {
        let is_here = |learner: &&PersonId| all.contains_key(*learner);
        noted.iter().filter(is_here).count()
    });
    here.unwrap_or_default()
}

/// What those of these learners are called who are on the desk; nobody once the page has gone on.
fn names(desk: Desk, learners: &[PersonId]) -> Vec<String> {
    let names = desk.summaries.try_with_untracked(|all| {
        let here = learners.iter().filter_map(|learner| all.get(learner));
        here.map(|summary| summary.learner.name.to_string())
            .collect()
    });
    names.unwrap_or_default()
}

/// Where the page says where things stay.
fn where_it_stays() -> Option<web_sys::HtmlElement> {
    dom::anywhere("[data-stays=desk]")
}

fn say_that_it_goes() {
    if let Some(said) = where_it_stays() {
        said.set_text_content(Some(words::DESK_SENT));
    }
}

fn told(sum: &Sum) -> String {
    let done = words::desk_done(sum.learners, sum.received, sum.sent);
    let not_begun = words::desk_not_begun(sum.learners, &sum.not_begun);
    let failed = (sum.failed > 0).then(|| words::desk_some_failed(sum.failed));
    let too_large = (sum.too_large > 0).then(|| words::desk_too_large(sum.too_large));
    let set_aside = (sum.set_aside > 0).then(|| words::desk_set_aside(sum.set_aside));
    let erased = (sum.erased > 0).then(|| words::desk_erased(sum.erased));
    let all = [Some(done), not_begun, failed, too_large, set_aside, erased];
    let all = all.into_iter().flatten();
    all.collect::<Vec<_>>().join(" ")
}
