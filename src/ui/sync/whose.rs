//! Whose record goes to the account that has just been signed in to: the one that is open, another on this
//! device, or one that is only in the store.

use leptos::prelude::*;

use super::{
    door::Site,
    known,
    learner::{Provider, Stage},
};
use crate::{
    door::wire,
    exchange::xapi::{Account, whose},
    record::{Record, event::PersonId, store::StoreError},
    sync::{
        DoorError,
        fetched::fetch_all,
        tie::{Tie, tie},
    },
    ui::{dom, nav},
    wording::provider as words,
};

/// Why a record did not come.
enum NotFetched {
    /// Another record is open by now.
    OtherRecord,
    /// The door did not give it.
    Door(DoorError),
}

impl Provider {
    /// Somebody has signed in, or says that she is who is signed in. Where `is_hers`, she has also said
    /// that what was done on this device is hers.
    pub(super) async fn tie(self, session: wire::Session, is_hers: bool) {
        self.said.set(None);
        self.acted.set_value(true);
        if !session.is_learner() {
            self.stage.set(Stage::Somebody(session));
            return;
        }
        let open = self.open();
        let people = self.session.people.get_untracked();
        let people: Vec<PersonId> = people.into_iter().map(|person| person.id).collect();
        match tie(open, &people, known::last_account_of, &session.account()) {
            Tie::Ask if !is_hers => self.stage.set(Stage::Whose(session)),
            Tie::Ask | Tie::Open => {
                if let Some(person) = self.person() {
                    self.go_to_account(person, session);
                }
            }
            Tie::Other(person) => self.open_other(person, &session.account()).await,
            Tie::Here => self.fetch_here(session).await,
            Tie::Beside => {
                let back = Stage::Somebody(session.clone());
                self.fetch_beside(session, back).await;
            }
        }
    }

    fn go_to_account(self, person: PersonId, session: wire::Session) {
        self.keep_account(person, &session.account());
        self.name_who_has_none(&session.name);
        self.enter(session);
    }

    fn keep_account(self, person: PersonId, account: &Account) {
        if known::keep(person, account).is_err() {
            self.session.tell(&StoreError::Refused);
        }
    }

    /// Opens somebody who is on this device. What stands in the page is another's, so it is loaded
    /// anew.
    async fn open_other(self, person: PersonId, account: &Account) {
        self.keep_account(person, account);
        self.session.choose(Some(person)).await;
        load_anew();
    }

    /// All of an account's record. Where it does not come, that is said; and where by then somebody else is
    /// open, or has begun, nobody has said whose account that is.
    async fn fetched(self, session: &wire::Session) -> Result<Record, NotFetched> {
        let before = self.open();
        self.busy.set(true);
        let fetched = fetch_all(&Site, &session.account()).await;
        self.busy.set(false);
        if self.open() != before {
            self.stage.set(Stage::Somebody(session.clone()));
            return Err(NotFetched::OtherRecord);
        }
        fetched.map_err(|why| {
            self.said.set(Some(words::UNREACHED.to_owned()));
            NotFetched::Door(why)
        })
    }

    /// Whether nobody has done anything on this device.
    fn is_nothing_here(self) -> bool {
        let open = self.open();
        let people = self.session.people.get_untracked();
        let mut people = people.iter().map(|person| Some(person.id));
        people.all(|person| open.is_some_and(|open| open.is_empty && Some(open.person) == person))
    }

    /// Whoever on this device the record belongs to that an account has, but who is not open.
    fn elsewhere_on_device(self, learner: PersonId) -> Option<String> {
        let people = self.session.people.get_untracked();
        let mut others = people.iter().filter(|_| self.person() != Some(learner));
        let found = others.find(|person| person.id == learner);
        found.map(|person| person.shown_name().to_owned())
    }

    /// The record begins where nothing is yet.
    async fn fetch_here(self, session: wire::Session) {
        let account = session.account();
        let record = match self.fetched(&session).await {
            Ok(record) => record,
            Err(NotFetched::OtherRecord) => return,
            // What she does until it comes is hers, and joins it then: nobody else has been here.
            Err(NotFetched::Door(DoorError::NotReached | DoorError::Busy { .. }))
                if self.is_nothing_here() =>
            {
                self.said.set(None);
                Record::default()
            }
            Err(NotFetched::Door(_)) => return self.stage.set(Stage::Somebody(session)),
        };
        let learner = whose::learner(&account, &record);
        if let Some(name) = self.elsewhere_on_device(learner.id) {
            return self.found_elsewhere(learner.id, &name, &account).await;
        }
        let Some(person) = self.begin(record, &session).await else {
            return;
        };
        self.keep_account(person, &account);
        match self.person() == Some(person) {
            true => self.enter(session),
            false => self.stage.set(Stage::Somebody(session)),
        }
    }

    /// The record gets a place of its own beside those that are on this device.
    pub(super) async fn fetch_beside(self, session: wire::Session, back: Stage) {
        self.acted.set_value(true);
        let account = session.account();
        let record = match self.fetched(&session).await {
            Ok(record) => record,
            Err(NotFetched::OtherRecord) => return,
            Err(NotFetched::Door(_)) => return self.stage.set(back),
        };
        let learner = whose::learner(&account, &record);
        if let Some(name) = self.elsewhere_on_device(learner.id) {
            return self.found_elsewhere(learner.id, &name, &account).await;
        }
        self.session.choose(None).await;
        if let Some(person) = self.begin(record, &session).await {
            self.keep_account(person, &account);
        }
        load_anew();
    }

    fn name_who_has_none(self, name: &str) {
        let person = self.session.person_untracked();
        if person.is_some_and(|person| person.name.is_empty()) {
            self.session.rename(name);
        }
    }

    async fn found_elsewhere(self, learner: PersonId, name: &str, account: &Account) {
        match known::last_account_of(learner) {
            Some(other) if other != *account => {
                Site.sign_out().await;
                self.said.set(Some(words::already_here(name)));
                self.stage.set(Stage::SignedOut);
            }
            _ => self.open_other(learner, account).await,
        }
    }

    /// Begins with a record out of the store, and says whose it is on this device.
    async fn begin(self, record: Record, session: &wire::Session) -> Option<PersonId> {
        let learner = whose::learner(&session.account(), &record);
        let own = self.person();
        let name = match learner.name.is_empty() {
            true => &session.name,
            false => &learner.name,
        };
        match (record.is_empty(), own) {
            (true, None) => drop(self.session.begin(name)),
            (true, Some(_)) => self.name_who_has_none(name),
            (false, own) if own == Some(learner.id) => {}
            // Somebody has begun as her in another tab meanwhile.
            (false, _) if !self.session.take_over(learner.id, name) => return None,
            (false, _) => {}
        }
        // While it is kept, somebody else may be chosen.
        let person = self.person();
        if let Err(error) = self.session.keep_all(record).await {
            self.session.tell(&error);
        }
        person
    }
}

/// Loads the page anew, with this part of it before whoever has just signed in.
fn load_anew() {
    let _ = dom::window().location().set_hash("provider");
    nav::reload();
}
