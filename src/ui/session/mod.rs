//! The one session of a tab: who is learning, her record, and where it is kept.
//!
//! Everything that changes the record goes through [`Session::write`]: the event is in the state
//! that the screens show at once, and on its way into storage in the same moment.

mod before;
mod handover;
mod person;
mod writing;

use std::{rc::Rc, sync::Arc};

use leptos::{prelude::*, task::spawn_local};

use super::{
    cipher::{Key, Locking, NotUnlocked},
    clock,
    database::Database,
    people::{self, Person},
    slots::LocalSlots,
};
use crate::{
    record::{
        Record,
        draft::Draft,
        event::{About, Actor, DeviceId, Event, EventId, PersonId, Role, TabId, Via},
        pending::{Pending, Texts},
        seal::Seal,
        sealed::Sealed,
        shelf::{Kept, Shelf},
        state::State,
        store::StoreError,
        what::{Profile, What},
    },
    wording::trouble,
};

/// Where this tab's learner is kept.
pub type LocalShelf = Shelf<Database, LocalSlots, Locking>;

/// How far the session has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Storage is being read.
    Opening,
    /// Several people use the device and none was chosen in this tab. What is done now is kept
    /// with whoever is chosen first.
    Nobody,
    /// Somebody is chosen whose passphrase is wanted.
    Locked,
    /// Somebody's record is open.
    Open,
}

/// The session. It is a handle: copies are the same session.
#[derive(Clone, Copy)]
pub struct Session {
    /// Everybody on this device.
    pub people: RwSignal<Vec<Person>>,
    /// How far it has come.
    pub phase: RwSignal<Phase>,
    /// What the open record comes to.
    pub state: RwSignal<State>,
    /// Whether `state` holds what the record comes to. It does a moment before the record is open, while
    /// seals are looked at: should one not hold, its event is taken out again, and that is told.
    pub shown: RwSignal<bool>,
    /// What went wrong with storage, in words for the learner.
    pub troubles: RwSignal<Vec<String>>,
    who: RwSignal<Option<PersonId>>,
    record: StoredValue<Record>,
    shelf: StoredValue<Option<Rc<LocalShelf>>, LocalStorage>,
    locking: StoredValue<Option<Locking>, LocalStorage>,
    database: StoredValue<Database, LocalStorage>,
    device: StoredValue<DeviceId>,
    tab: StoredValue<TabId>,
    /// What was begun of questions and not answered, in whichever tab.
    begun: StoredValue<Vec<Draft>>,
    /// Makes a version of what is being written on this page.
    writing: StoredValue<Option<Rc<dyn Fn()>>, LocalStorage>,
}

impl Session {
    /// The session of this tab, with nothing read yet.
    pub fn new() -> Self {
        let everybody = people::list();
        let who = people::current(&everybody);
        Self {
            people: RwSignal::new(everybody),
            phase: RwSignal::new(Phase::Opening),
            state: RwSignal::new(State::default()),
            shown: RwSignal::new(false),
            troubles: RwSignal::new(Vec::new()),
            who: RwSignal::new(who),
            record: StoredValue::new(Record::default()),
            shelf: StoredValue::new_local(None),
            locking: StoredValue::new_local(None),
            database: StoredValue::new_local(Database::default()),
            device: StoredValue::new(people::device()),
            tab: StoredValue::new(people::tab()),
            begun: StoredValue::new(Vec::new()),
            writing: StoredValue::new_local(None),
        }
    }

    /// Opens whoever is current, as far as that goes without a passphrase.
    pub async fn open(self) {
        match self.person_untracked() {
            Some(Person {
                lock: Some(_),
                id,
                ended,
                ..
            }) => match self.take_over_key(id).await {
                Some(key) => {
                    self.open_with(id, Locking::new(Some(key), &ended).await)
                        .await
                }
                None if self.is(id) => self.phase.set(Phase::Locked),
                None => {}
            },
            Some(Person { id, ended, .. }) => {
                self.open_with(id, Locking::new(None, &ended).await).await;
            }
            None if self.people.with_untracked(Vec::is_empty) => self.phase.set(Phase::Open),
            None => self.phase.set(Phase::Nobody),
        }
    }

    /// Opens the current person's lock.
    ///
    /// # Errors
    /// The passphrase is another, or the browser offers no cryptography here.
    pub async fn unlock(self, passphrase: &str) -> Result<(), NotUnlocked> {
        let Some(Person {
            id,
            lock: Some(lock),
            ended,
            ..
        }) = self.person_untracked()
        else {
            return Ok(());
        };
        let key = Key::unlock(&lock, passphrase).await?;
        self.open_with(id, Locking::new(Some(key), &ended).await)
            .await;
        Ok(())
    }

    /// Opens somebody's record, unless somebody else is chosen meanwhile: then nothing of it is shown, or
    /// taken for the other's.
    async fn open_with(self, id: PersonId, locking: Locking) {
        if !self.is(id) {
            return;
        }
        let shelf = Rc::new(Shelf::new(
            id,
            self.database.get_value(),
            LocalSlots,
            locking.clone(),
        ));
        self.locking.set_value(Some(locking));
        self.shelf.set_value(Some(Rc::clone(&shelf)));
        let show = |state| {
            if self.is_open(&shelf) {
                self.show_state(state);
                self.shown.set(true);
            }
        };
        let found = shelf.open_showing(show, clock::breathe).await;
        if !self.is_open(&shelf) {
            return;
        }
        let mut said = Vec::new();
        said.extend(found.trouble.as_ref().map(trouble::storage));
        if found.lost > 0 {
            said.push(trouble::cleared(found.lost));
        }
        if !found.unreadable.is_empty() {
            said.push(trouble::unreadable(found.unreadable.len()));
        }
        self.troubles.update(|troubles| troubles.extend(said));
        if let Some(state) = found.state {
            self.show_state(state);
        }
        // What was done before the record was open stays in it.
        self.record
            .update_value(|record| record.merge(found.record));
        let (begun, drafts) = found.drafts.into_iter().partition(Draft::is_of_question);
        let drafts: Vec<Draft> = drafts;
        self.begun.set_value(begun);
        self.phase.set(Phase::Open);
        if let Some(done) = before::take(id) {
            self.keep_as_hers(done);
        }
        for draft in drafts {
            if !self.is_open(&shelf) {
                return;
            }
            self.settle(&shelf, &draft).await;
        }
    }

    /// Whether this is who is chosen.
    fn is(self, id: PersonId) -> bool {
        self.who.get_untracked() == Some(id)
    }

    /// Whether this is still the shelf that is written to.
    fn is_open(self, shelf: &Rc<LocalShelf>) -> bool {
        self.shelf
            .with_value(|open| open.as_ref().is_some_and(|open| Rc::ptr_eq(open, shelf)))
    }

    /// Shows what a stored record comes to, and what was done before it was open.
    fn show_state(self, mut state: State) {
        self.record.with_value(|record| {
            for event in record.events() {
                state.apply(event);
            }
        });
        self.state.set(state);
    }

    /// Who is learning.
    pub fn person(self) -> Option<Person> {
        let who = self.who.get()?;
        self.people
            .with(|people| people.iter().find(|person| person.id == who).cloned())
    }

    /// The same, without following changes.
    pub fn person_untracked(self) -> Option<Person> {
        let who = self.who.get_untracked()?;
        self.people
            .with_untracked(|people| people.iter().find(|person| person.id == who).cloned())
    }

    /// The learner as events name her.
    pub fn actor(self) -> Option<Actor> {
        let person = self.person_untracked()?;
        Some(Actor {
            person: person.id,
            name: person.name.into(),
            role: Role::Learner,
        })
    }

    /// Puts somebody new on the list and opens an empty record for them.
    pub fn begin(self, name: &str) -> PersonId {
        let done = self.done_by_nobody();
        let person = Person {
            name: name.trim().to_owned(),
            ..Person::new()
        };
        let id = person.id;
        self.people.update(|people| people.push(person));
        self.keep_people();
        self.switch(id, Locking::default());
        self.phase.set(Phase::Open);
        if let Some(done) = done {
            self.record.set_value(Record::default());
            self.state.set(State::default());
            self.keep_as_hers(done);
        }
        if !name.trim().is_empty() {
            self.write(
                What::Profile(Arc::new(Profile {
                    name: name.trim().into(),
                })),
                Vec::new(),
                Vec::new(),
                Texts::new(),
            );
        }
        id
    }

    /// Opens somebody else of this device, or nobody.
    pub async fn choose(self, id: Option<PersonId>) {
        match (self.done_by_nobody(), id) {
            (Some(done), Some(id)) => before::leave(id, done),
            // It is still to be known whose it is.
            (Some(_), None) => return,
            (None, _) => {}
        }
        people::choose(id);
        self.who.set(id);
        self.shelf.set_value(None);
        self.locking.set_value(None);
        self.begun.set_value(Vec::new());
        self.record.set_value(Record::default());
        self.state.set(State::default());
        self.shown.set(false);
        self.phase.set(Phase::Opening);
        self.open().await;
    }

    fn switch(self, id: PersonId, locking: Locking) {
        people::choose(Some(id));
        self.who.set(Some(id));
        self.begun.set_value(Vec::new());
        self.go_on_with(id, locking);
    }

    /// Keeps what is written from now on so.
    fn go_on_with(self, id: PersonId, locking: Locking) {
        let shelf = Shelf::new(id, self.database.get_value(), LocalSlots, locking.clone());
        self.locking.set_value(Some(locking));
        self.shelf.set_value(Some(Rc::new(shelf)));
    }

    /// Says that storage did not do as it was asked, once for each kind of trouble.
    pub fn tell(self, error: &StoreError) {
        let words = trouble::storage(error);
        if self
            .troubles
            .with_untracked(|troubles| !troubles.contains(&words))
        {
            self.troubles.update(|troubles| troubles.push(words));
        }
    }

    /// Writes down that something was done. The learner is put on the list at the first thing she
    /// does.
    pub fn write(self, what: What, about: Vec<About>, after: Vec<Seal>, texts: Texts) -> Seal {
        self.write_via(None, what, about, after, texts)
    }

    /// The same for something that was not done on a screen.
    pub fn write_via(
        self,
        via: Option<Via>,
        what: What,
        about: Vec<About>,
        after: Vec<Seal>,
        texts: Texts,
    ) -> Seal {
        self.somebody();
        let nobody = Person::new();
        let by = self.actor().unwrap_or(Actor {
            person: nobody.id,
            name: "".into(),
            role: Role::Learner,
        });
        let at = clock::now();
        let id = EventId::new(at, clock::random());
        let event = Event {
            id,
            at,
            by,
            device: self.device.get_value(),
            about,
            after,
            what,
            via,
        };
        self.keep(event, texts)
    }

    fn keep(self, event: Event, texts: Texts) -> Seal {
        self.keep_sealed(Sealed::new(&event), texts)
    }

    fn keep_sealed(self, sealed: Sealed, texts: Texts) -> Seal {
        let seal = sealed.seal();
        self.show(&sealed, &texts);
        if let Some(shelf) = self.shelf.get_value() {
            spawn_local(async move {
                self.tell_unless_stored(shelf.keep(&[sealed], &texts).await);
            });
        }
        seal
    }

    fn show(self, sealed: &Sealed, texts: &Texts) {
        self.record.update_value(|record| {
            record.add(sealed.clone());
            for text in texts.values() {
                record.add_text(text);
            }
        });
        self.state.update(|state| state.apply(sealed));
    }

    fn tell_unless_stored(self, kept: Kept) {
        match kept {
            Kept::Stored => {}
            Kept::Waiting(error) | Kept::OnlyHere(error) => self.tell(&error),
        }
    }

    /// Puts the learner on the list, at the first thing that somebody does on a new device.
    pub fn somebody(self) {
        if self.who.get_untracked().is_none() && self.phase.get_untracked() != Phase::Nobody {
            self.begin("");
        }
    }

    /// Takes in a whole record out of a file. Resolves when it is stored.
    pub async fn take_in(self, record: Record) {
        if let Err(error) = self.keep_all(record).await {
            self.tell(&error);
        }
    }

    /// Takes in a record and says whether it is stored.
    ///
    /// # Errors
    /// It is in this tab, and maybe nowhere else.
    pub async fn keep_all(self, record: Record) -> Result<(), StoreError> {
        let shelf = self.shelf.get_value().ok_or(StoreError::Refused)?;
        self.record.update_value(|own| own.merge(record.clone()));
        self.state.set(self.record.with_value(Record::state));
        shelf.take_in(&record).await
    }

    /// What another tab wrote down.
    pub async fn hear(self, key: &str, value: &str) {
        let Some(id) = self.who.get_untracked() else {
            return;
        };
        let Some(locking) = self.locking.get_value() else {
            return;
        };
        if !key.starts_with(&crate::record::keys::pending(id)) {
            return;
        }
        use crate::record::locked::Cipher;
        let Ok(plain) = locking.open(value).await else {
            return;
        };
        let Some(pending) = Pending::from_text(&plain).filter(|_| self.is(id)) else {
            return;
        };
        let new = self.record.try_update_value(|record| {
            for text in pending.texts.values() {
                record.add_text(text);
            }
            record.add(pending.event.clone())
        });
        if new == Some(true) {
            self.state.update(|state| state.apply(&pending.event));
        }
    }

    /// Gives the learner a name, on the list and in her record.
    pub fn rename(self, name: &str) {
        let name = name.trim();
        let Some(id) = self.who.get_untracked() else {
            self.begin(name);
            return;
        };
        self.people.update(|people| {
            for person in people.iter_mut().filter(|person| person.id == id) {
                name.clone_into(&mut person.name);
            }
        });
        self.keep_people();
        let heads = self.state.with_untracked(|state| {
            state
                .profiles()
                .heads()
                .iter()
                .map(|head| head.seal)
                .collect()
        });
        self.write(
            What::Profile(Arc::new(Profile { name: name.into() })),
            Vec::new(),
            heads,
            Texts::new(),
        );
    }

    /// The open record.
    pub fn record(self) -> Record {
        self.record.get_value()
    }

    /// This tab.
    pub fn tab(self) -> TabId {
        self.tab.get_value()
    }
}

impl Default for Session {
    fn default() -> Self {
        Self::new()
    }
}
