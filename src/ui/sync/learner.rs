//! The learner's side: whose account goes with the record that is open, and rounds by themselves
//! while somebody is signed in.
//!
//! Several people may share the device, and the browser has one session. So a record goes only to
//! the account that its learner has said is hers.

use leptos::{prelude::*, task::spawn_local};
use web_sys::Event;

use super::{
    door::{Site, next_try},
    known,
};
use crate::{
    door::wire,
    exchange::xapi::{Account, Whose},
    record::{
        Record,
        event::{PersonId, Role},
        pending::Texts,
        store::StoreError,
        what::{SamePerson, What},
    },
    sync::{Ended, Exchange, Keep, Mine, Sent, door::DoorError, tie::Open},
    ui::{
        clock, dom,
        session::{Phase, Session},
        slots::LocalSlots,
    },
    wording::provider as words,
};

/// How long after something was done it is sent, in milliseconds: more may follow at once.
const SOON: i32 = 3_000;

/// How long until it is looked whether somebody else has added something.
const NOW_AND_THEN: i32 = 5 * 60 * 1_000;

/// How far it has come.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Stage {
    /// Nobody has asked, or nothing has answered: nothing is shown.
    Unknown,
    /// This site has no door.
    NoDoor,
    /// Somebody may sign in.
    SignedOut,
    /// Somebody is signed in who has not said that the open record is theirs.
    Somebody(wire::Session),
    /// Somebody has signed in on a device where work is that nobody has said is theirs.
    Whose(wire::Session),
    /// The record goes to this account.
    In(wire::Session),
}

/// What is told of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Told {
    pub waiting: usize,
    pub set_aside: usize,
    pub too_large: usize,
    pub erased: usize,
    pub done: Option<jiff::Timestamp>,
    pub unreached: bool,
}

/// The learner's record and its place with her provider. It is a handle: copies are the same.
#[derive(Clone, Copy)]
pub struct Provider {
    pub(super) session: Session,
    pub(super) stage: RwSignal<Stage>,
    pub(super) told: RwSignal<Told>,
    pub(super) busy: RwSignal<bool>,
    /// Whether her password is being changed: with it the session becomes another.
    pub(super) changing: RwSignal<bool>,
    pub(super) said: RwSignal<Option<String>>,
    /// Whether what changes next follows from what somebody has pressed: the keyboard goes there.
    pub(super) acted: StoredValue<bool>,
    asking: StoredValue<bool>,
    failures: StoredValue<u32>,
    exchange: StoredValue<Option<(PersonId, Exchange<LocalSlots>)>, LocalStorage>,
    timer: StoredValue<Option<clock::Timer>, LocalStorage>,
}

/// Keeps what comes in for the person who was there when it was asked for, and for nobody else.
struct Keeper {
    session: Session,
    person: PersonId,
}

impl Keep for Keeper {
    async fn keep(&self, incoming: Record) -> Result<(), StoreError> {
        let who = self.session.person_untracked().map(|person| person.id);
        if who != Some(self.person) || self.session.phase.get_untracked() != Phase::Open {
            return Err(StoreError::Failed(words::SESSION_OVER.to_owned()));
        }
        self.session.keep_all(incoming).await
    }
}

impl Provider {
    /// Nothing asked yet. Where the person who is open keeps her record with a provider, it goes on
    /// by itself, whatever page is shown.
    pub fn new(session: Session) -> Self {
        let provider = Self {
            session,
            stage: RwSignal::new(Stage::Unknown),
            told: RwSignal::new(Told::default()),
            busy: RwSignal::new(false),
            changing: RwSignal::new(false),
            said: RwSignal::new(None),
            acted: StoredValue::new(false),
            asking: StoredValue::new(false),
            failures: StoredValue::new(0),
            exchange: StoredValue::new_local(None),
            timer: StoredValue::new_local(None),
        };
        let who = Memo::new(move |_| {
            let person = session.person().map(|person| person.id);
            person.filter(|_| session.phase.get() == Phase::Open)
        });
        Effect::new(move |_| {
            provider.stop();
            if who
                .get()
                .is_some_and(|person| known::account_of(person).is_some())
            {
                spawn_local(provider.ask());
            }
        });
        Effect::new(move |before: Option<()>| {
            session.state.track();
            if before.is_some() {
                provider.count();
                if matches!(provider.stage.get_untracked(), Stage::In(_)) {
                    provider.again_in(SOON);
                }
            }
        });
        dom::listen(&dom::window(), "online", move |_: Event| {
            let is_in = matches!(provider.stage.get_untracked(), Stage::In(_));
            if is_in || provider.told.with_untracked(|told| told.unreached) {
                provider.again_in(0);
            }
        });
        provider
    }

    fn stop(self) {
        self.rest();
        if self.stage.get_untracked() != Stage::NoDoor {
            self.stage.set(Stage::Unknown);
        }
    }

    fn rest(self) {
        self.timer.set_value(None);
        self.exchange.set_value(None);
        self.told.set(Told::default());
    }

    pub(super) fn again_in(self, milliseconds: i32) {
        let timer = clock::after(milliseconds, move || spawn_local(self.go_on()));
        self.timer.set_value(Some(timer));
    }

    async fn go_on(self) {
        match self.stage.get_untracked() {
            Stage::In(_) => self.round().await,
            Stage::Unknown => self.ask().await,
            Stage::NoDoor | Stage::SignedOut | Stage::Somebody(_) | Stage::Whose(_) => {}
        }
    }

    /// Somebody does not wait until it tries again by itself.
    pub(super) fn try_now(self) {
        spawn_local(async move {
            self.busy.set(true);
            self.acted.set_value(true);
            self.ask().await;
            self.busy.set(false);
            // What she pressed is still there where nothing was reached.
            if self.stage.get_untracked() == Stage::Unknown {
                self.acted.set_value(false);
            }
        });
    }

    /// The record that is open.
    pub(super) fn open(self) -> Option<Open> {
        let open = |person| Open {
            person,
            is_empty: self.session.record().is_empty(),
        };
        self.person().map(open)
    }

    pub(super) fn person(self) -> Option<PersonId> {
        let open = self.session.phase.get_untracked() == Phase::Open;
        let person = self.session.person_untracked()?;
        open.then_some(person.id)
    }

    /// Asks who is signed in.
    pub(super) async fn ask(self) {
        if self.asking.get_value() {
            return;
        }
        self.asking.set_value(true);
        let before = self.stage.get_untracked();
        let answer = Site.session().await;
        self.asking.set_value(false);
        // She may have signed out meanwhile.
        if self.stage.get_untracked() != before {
            return;
        }
        match answer {
            Ok(_) | Err(DoorError::SignedOut) => known::keep_door(true),
            Err(DoorError::NoDoor) => known::keep_door(false),
            Err(_) => {}
        }
        let own = self.person().and_then(known::account_of);
        if let (Some(person), Some(account)) = (self.person(), &own) {
            // What waits is known without any door.
            let exchange = self.exchange_of(person, account);
            self.exchange.set_value(Some((person, exchange)));
            self.count();
        }
        // Where a door has never been heard of, there may be none.
        let unreached = !matches!(
            answer,
            Ok(_) | Err(DoorError::SignedOut | DoorError::NoDoor)
        ) && known::has_door();
        self.told.update(|told| told.unreached = unreached);
        match answer {
            Ok(session) if session.is_learner() && own == Some(session.account()) => {
                self.enter(session);
            }
            Ok(session) => self.stage.set(Stage::Somebody(session)),
            Err(DoorError::NoDoor) => self.stage.set(Stage::NoDoor),
            Err(DoorError::SignedOut) => self.stage.set(Stage::SignedOut),
            Err(_) if unreached => self.again_in(self.wait(None)),
            Err(_) => {}
        }
    }

    fn wait(self, asked: Option<std::time::Duration>) -> i32 {
        self.failures
            .update_value(|failures| *failures = failures.saturating_add(1));
        next_try(self.failures.get_value(), asked)
    }

    pub(super) fn enter(self, session: wire::Session) {
        self.failures.set_value(0);
        self.told.update(|told| told.unreached = false);
        self.stage.set(Stage::In(session));
        self.again_in(0);
    }

    async fn round(self) {
        let (Stage::In(session), Some(person)) = (self.stage.get_untracked(), self.person()) else {
            return;
        };
        if self.busy.get_untracked() || self.changing.get_untracked() {
            self.again_in(SOON);
            return;
        }
        self.busy.set(true);
        let mut exchange = self.exchange_of(person, &session.account());
        let (now, record) = (clock::now(), self.session.record());
        let keeper = Keeper {
            session: self.session,
            person,
        };
        let how = exchange.how(now);
        let round = exchange.round(&Site, &record, &keeper, how, now).await;
        self.busy.set(false);
        if self.person() != Some(person) {
            return;
        }
        self.exchange.set_value(Some((person, exchange)));
        self.join(person);
        self.count();
        let unreached = matches!(round.ended, Ended::Later { .. } | Ended::NoDoor);
        self.told.update(|told| told.unreached = unreached);
        match round.ended {
            Ended::Done => {
                self.failures.set_value(0);
                self.again_in(NOW_AND_THEN);
            }
            Ended::Later { after } => self.again_in(self.wait(after)),
            // There was one a moment ago: something else has answered.
            Ended::NoDoor => self.again_in(self.wait(None)),
            Ended::SignedOut | Ended::NotYours => self.stage.set(Stage::SignedOut),
            Ended::NotKept(error) => {
                self.session.tell(&error);
                self.again_in(self.wait(None));
            }
        }
    }

    fn exchange_of(self, person: PersonId, account: &Account) -> Exchange<LocalSlots> {
        let kept = self.exchange.try_update_value(Option::take).flatten();
        match kept {
            Some((whose, exchange)) if whose == person && exchange.learner() == account => exchange,
            _ => {
                let sent = Sent::open(LocalSlots, person, account);
                Exchange::new(Whose::of(account.clone()), Mine::Learner, sent)
            }
        }
    }

    /// What came under another id of hers is hers: she has signed in to the same account there.
    fn join(self, own: PersonId) {
        let record = self.session.record();
        let events = record.events().filter_map(|sealed| sealed.event());
        let by_learner = events.filter(|event| event.by.role == Role::Learner);
        let ids: std::collections::BTreeSet<PersonId> =
            by_learner.map(|event| event.by.person).collect();
        for other in ids {
            let state = self.session.state;
            let known = state.with_untracked(|state| state.same_person(own, other));
            if other != own && !known {
                let same = SamePerson { this: own, other };
                let what = What::SamePerson(same.into());
                self.session
                    .write(what, Vec::new(), Vec::new(), Texts::new());
            }
        }
    }

    fn count(self) {
        let counted = self.exchange.try_with_value(|exchange| {
            let (_, exchange) = exchange.as_ref()?;
            let record = self.session.record();
            Some(Told {
                waiting: exchange.waiting(&record),
                set_aside: exchange.set_aside().len(),
                too_large: exchange.too_large(),
                erased: exchange.erased(&record),
                done: exchange.sent().mark().done,
                unreached: false,
            })
        });
        if let Some(counted) = counted.flatten() {
            self.told.update(|told| {
                *told = Told {
                    unreached: told.unreached,
                    ..counted
                };
            });
        }
    }

    /// How many entries of the record that is open its provider does not have; none where it has never gone to
    /// one.
    pub fn unsent(self) -> Option<usize> {
        self.told.track();
        let person = self.person()?;
        let account = known::last_account_of(person)?;
        let sent = Sent::open(LocalSlots, person, &account);
        let exchange = Exchange::new(Whose::of(account), Mine::Learner, sent);
        Some(exchange.waiting(&self.session.record()))
    }

    pub(super) fn sign_out(self) {
        if let Some(person) = self.person() {
            known::rest(person);
        }
        let waiting = self.told.with_untracked(|told| told.waiting);
        self.rest();
        // Nobody is asked who is signed in before this has an answer.
        self.busy.set(true);
        spawn_local(async move {
            Site.sign_out().await;
            self.busy.set(false);
            self.acted.set_value(true);
            self.said.set(Some(words::signed_out(waiting)));
            self.stage.set(Stage::SignedOut);
        });
    }
}
