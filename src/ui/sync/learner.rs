//! The learner's side: whose account goes with the record that is open, and rounds by themselves
//! while somebody is signed in.
//!
//! Several people may share the device, and the browser has one session. So a record goes only to
//! the account that its learner has said is hers.

use leptos::{prelude::*, task::spawn_local};
use web_sys::Event;

use super::{door::Site, sign_in::SignIn};
use crate::{
    exchange::xapi::{Account, Whose, whose},
    record::{
        Record,
        event::{PersonId, Role},
        pending::Texts,
        store::StoreError,
        what::{SamePerson, What},
    },
    sync::{
        Ended, Exchange, Keep, Mine, Sent,
        door::{self, DoorError, Part},
        round::fetch_all,
        wait,
    },
    ui::{
        clock, dom,
        session::{Phase, Session},
        slots::{LocalSlots, PREFIX},
        storage,
    },
    wording::provider as words,
};

/// How long after something was done it is sent, in milliseconds: more may follow at once.
const SOON: i32 = 3_000;

/// How long until it is looked whether somebody else has added something.
const NOW_AND_THEN: i32 = 5 * 60 * 1_000;

/// How far it has come.
#[derive(Clone, Debug, PartialEq)]
enum Stage {
    /// Nobody has asked, or nothing has answered: nothing is shown.
    Unknown,
    /// This site has no door.
    NoDoor,
    /// Somebody may sign in.
    SignedOut,
    /// Somebody is signed in who has not said that the open record is theirs.
    Somebody(door::Session),
    /// The record goes to this account.
    In(door::Session),
}

/// What is told of it.
#[derive(Clone, Debug, Default, PartialEq)]
struct Told {
    waiting: usize,
    set_aside: usize,
    done: Option<jiff::Timestamp>,
    unreached: bool,
}

/// The learner's record and its place with her provider. It is a handle: copies are the same.
#[derive(Clone, Copy)]
pub struct Provider {
    session: Session,
    stage: RwSignal<Stage>,
    told: RwSignal<Told>,
    busy: RwSignal<bool>,
    said: RwSignal<Option<String>>,
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

fn key(person: PersonId) -> String {
    format!("{PREFIX}provider/{person}")
}

/// The account that somebody on this device has said is theirs.
fn account_of(person: PersonId) -> Option<Account> {
    serde_json::from_str(&storage::get(&key(person))?).ok()
}

/// Forgets which account is somebody's.
pub fn forget(person: PersonId) {
    storage::remove(&key(person));
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
            said: RwSignal::new(None),
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
            if who.get().is_some_and(|person| account_of(person).is_some()) {
                spawn_local(provider.ask());
            }
        });
        Effect::new(move |before: Option<()>| {
            session.state.track();
            if before.is_some() && matches!(provider.stage.get_untracked(), Stage::In(_)) {
                provider.count();
                provider.again_in(SOON);
            }
        });
        dom::listen(&dom::window(), "online", move |_: Event| {
            if matches!(provider.stage.get_untracked(), Stage::In(_)) {
                provider.again_in(0);
            }
        });
        provider
    }

    fn stop(self) {
        self.timer.set_value(None);
        self.exchange.set_value(None);
        self.told.set(Told::default());
        if self.stage.get_untracked() != Stage::NoDoor {
            self.stage.set(Stage::Unknown);
        }
    }

    fn again_in(self, milliseconds: i32) {
        let timer = clock::after(milliseconds, move || spawn_local(self.round()));
        self.timer.set_value(Some(timer));
    }

    fn person(self) -> Option<PersonId> {
        let open = self.session.phase.get_untracked() == Phase::Open;
        let person = self.session.person_untracked()?;
        open.then_some(person.id)
    }

    /// Asks who is signed in.
    async fn ask(self) {
        if self.asking.get_value() {
            return;
        }
        self.asking.set_value(true);
        let answer = Site.session().await;
        self.asking.set_value(false);
        let own = self.person().and_then(account_of);
        match answer {
            Ok(session) if session.role == Part::Learner && own == Some(session.account()) => {
                self.enter(session);
            }
            Ok(session) => self.stage.set(Stage::Somebody(session)),
            Err(DoorError::NoDoor) => self.stage.set(Stage::NoDoor),
            Err(DoorError::SignedOut) => self.stage.set(Stage::SignedOut),
            Err(_) if own.is_some() => {
                self.told.update(|told| told.unreached = true);
                let timer = clock::after(self.wait(None), move || spawn_local(self.ask()));
                self.timer.set_value(Some(timer));
            }
            Err(_) => {}
        }
    }

    fn wait(self, asked: Option<std::time::Duration>) -> i32 {
        self.failures
            .update_value(|failures| *failures = failures.saturating_add(1));
        let chance = u32::from_be_bytes(clock::random());
        let wait = wait::after(self.failures.get_value(), chance, asked);
        i32::try_from(wait.as_millis()).unwrap_or(i32::MAX)
    }

    fn enter(self, session: door::Session) {
        self.failures.set_value(0);
        self.told.update(|told| told.unreached = false);
        self.stage.set(Stage::In(session));
        self.again_in(0);
    }

    /// The account is the learner's who is here; where nobody is here yet, or has done nothing,
    /// whoever the record there belongs to.
    async fn tie(self, session: door::Session) {
        self.said.set(None);
        if session.role != Part::Learner {
            self.stage.set(Stage::Somebody(session));
            return;
        }
        self.busy.set(true);
        let taken = self.take_over(&session).await;
        self.busy.set(false);
        let Some(person) = taken.and_then(|()| self.person()) else {
            return;
        };
        let account = serde_json::to_string(&session.account()).unwrap_or_default();
        if storage::set(&key(person), &account).is_err() {
            self.session.tell(&StoreError::Refused);
        }
        self.enter(session);
    }

    async fn take_over(self, session: &door::Session) -> Option<()> {
        let is_new = self.person().is_none() || self.session.record().is_empty();
        if !is_new {
            return Some(());
        }
        let record = match fetch_all(&Site, &session.account()).await {
            Ok(record) => record,
            Err(_) => {
                self.said.set(Some(words::UNREACHED.to_owned()));
                self.stage.set(Stage::SignedOut);
                return None;
            }
        };
        let learner = whose::learner(&session.account(), &record);
        let own = self.person() == Some(learner.id);
        let here = self.session.people.with_untracked(|people| {
            let here = people.iter().find(|person| person.id == learner.id);
            here.map(|person| person.shown_name().to_owned())
        });
        match here {
            Some(name) if !own => {
                self.said.set(Some(words::already_here(&name)));
                Site.sign_out().await;
                self.stage.set(Stage::SignedOut);
                return None;
            }
            _ if record.is_empty() && self.person().is_none() => {
                self.session.begin(&session.name);
            }
            None if !record.is_empty() => self.session.take_over(learner.id, &learner.name),
            _ => {}
        }
        if let Err(error) = self.session.keep_all(record).await {
            self.session.tell(&error);
        }
        Some(())
    }

    async fn round(self) {
        let (Stage::In(session), Some(person)) = (self.stage.get_untracked(), self.person()) else {
            return;
        };
        if self.busy.get_untracked() {
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
        let unreached = matches!(round.ended, Ended::Later { .. });
        self.told.update(|told| told.unreached = unreached);
        match round.ended {
            Ended::Done => {
                self.failures.set_value(0);
                self.again_in(NOW_AND_THEN);
            }
            Ended::Later { after } => self.again_in(self.wait(after)),
            Ended::SignedOut | Ended::NotYours => {
                self.said.set(Some(words::SESSION_OVER.to_owned()));
                self.stage.set(Stage::SignedOut);
            }
            Ended::NoDoor => self.stage.set(Stage::NoDoor),
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
        let record = self.session.record();
        let counted = self.exchange.try_with_value(|exchange| {
            let (_, exchange) = exchange.as_ref()?;
            let done = exchange.sent().mark().done;
            Some((exchange.waiting(&record), exchange.set_aside().len(), done))
        });
        if let Some((waiting, set_aside, done)) = counted.flatten() {
            self.told.update(|told| {
                told.waiting = waiting;
                told.set_aside = set_aside;
                told.done = done;
            });
        }
    }

    fn sign_out(self) {
        if let Some(person) = self.person() {
            forget(person);
        }
        self.stop();
        self.said.set(Some(words::SIGNED_OUT.to_owned()));
        spawn_local(async move {
            Site.sign_out().await;
            self.stage.set(Stage::SignedOut);
        });
    }
}

/// What the learner sees of it; nothing where this site has no door.
#[component]
pub fn ProviderCard() -> impl IntoView {
    let provider = use_context::<Provider>();
    provider.map(|provider| {
        // Not before it is plain whose record is open, and again when that changes.
        Effect::new(move |_| {
            let is_open = provider.session.phase.get() == Phase::Open;
            if is_open && provider.stage.get() == Stage::Unknown {
                spawn_local(provider.ask());
            }
        });
        let is_shown = Memo::new(move |_| {
            !matches!(provider.stage.get(), Stage::Unknown | Stage::NoDoor)
                || provider.told.with(|told| told.unreached)
        });
        view! { <Show when=move || is_shown.get()><Card provider=provider/></Show> }
    })
}

#[component]
fn Card(provider: Provider) -> impl IntoView {
    let tie = Callback::new(move |session| spawn_local(provider.tie(session)));
    let out = Callback::new(move |()| provider.sign_out());
    view! {
        <section class="card" id="provider" aria-labelledby="provider_title" tabindex="-1">
            <h2 id="provider_title">{words::TITLE}</h2>
            {move || match provider.stage.get() {
                Stage::Unknown | Stage::NoDoor => view! { <p>{words::UNREACHED}</p> }.into_any(),
                Stage::SignedOut => view! {
                    <p>{words::HELP}</p>
                    <p class="hint">{words::WHAT_GOES}</p>
                    <SignIn then=tie/>
                }.into_any(),
                Stage::Somebody(session) if session.role != Part::Learner => view! {
                    <p>{words::at_the_desk(&session.name)}</p>
                    <p><Quiet words=words::SIGN_OUT action="sign-out" then=out/></p>
                }.into_any(),
                Stage::Somebody(session) => {
                    let name = words::is_it_you(&session.name);
                    view! {
                        <p>{name}</p>
                        <p class="hint">{words::WHAT_GOES}</p>
                        <p class="cluster">
                            <button type="button" class="button" data-action="it-is-me" disabled=provider.busy
                                on:click=move |_| tie.run(session.clone())>{words::IT_IS_ME}</button>
                            <Quiet words=words::NOT_ME action="sign-out" then=out/>
                        </p>
                    }.into_any()
                }
                Stage::In(session) => view! {
                    <p>{words::signed_in(&session.name)}</p>
                    <Standing provider=provider/>
                    <p class="cluster">
                        <button type="button" class="button" data-action="sync" disabled=provider.busy
                            on:click=move |_| provider.again_in(0)>{words::NOW}</button>
                        <Quiet words=words::SIGN_OUT action="sign-out" then=out/>
                    </p>
                }.into_any(),
            }}
            <p role="status" data-said="provider">{move || match provider.busy.get() {
                true => Some(words::BUSY.to_owned()),
                false => provider.said.get(),
            }}</p>
        </section>
    }
}

#[component]
fn Quiet(words: &'static str, action: &'static str, then: Callback<()>) -> impl IntoView {
    view! { <button type="button" class="button button--quiet" data-action=action on:click=move |_| then.run(())>{words}</button> }
}

/// What is there, what waits, and what does not go.
#[component]
fn Standing(provider: Provider) -> impl IntoView {
    let told = provider.told;
    let stands = move || {
        told.with(|told| match (told.waiting, told.done) {
            (0, Some(done)) => Some(words::all_there(&clock::local(done))),
            (0, None) => None,
            (waiting, _) => Some(words::waiting(waiting)),
        })
    };
    let aside =
        move || told.with(|told| (told.set_aside > 0).then(|| words::set_aside(told.set_aside)));
    view! {
        <p data-provider="stands">{stands}</p>
        {move || told.with(|told| told.unreached).then(|| view! { <p class="hint">{words::UNREACHED}</p> })}
        {move || aside().map(|words| view! { <p class="notice" data-kind="warning">{words}</p> })}
    }
}
