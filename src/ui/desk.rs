//! The desk of this tab: the records before an assessor or a quality assurer, and what she does
//! with them.
//!
//! The person at the desk is the person of the [`Session`]: her name, her passphrase. Summaries
//! of all records are at hand; a record itself is read when it is wanted.

use std::{collections::BTreeMap, rc::Rc};

use futures::channel::oneshot;
use leptos::{prelude::*, task::spawn_local};
use serde::de::DeserializeOwned;

use super::{
    cipher::Locking,
    clock,
    database::Database,
    people,
    session::{Phase, Session},
    slots::LocalSlots,
    sync::{
        desk::{waits, what_was_done},
        known,
    },
};
use crate::{
    desk::{
        cabinet::{Cabinet, Taken},
        called::Called,
        portfolio::Portfolio,
        store::Note,
        summary::Summary,
        unfinished::{Drawer, SheetWriting, Unfinished, Work},
    },
    record::{
        Record,
        event::{About, Actor, Event, EventId, PersonId, Role, TabId},
        pending::Texts,
        seal::Seal,
        sealed::Sealed,
        store::StoreError,
        stored::Learner,
        what::What,
    },
};

type LocalCabinet = Cabinet<Database, Locking>;
type LocalDrawer = Drawer<LocalSlots, Locking>;

/// How long after something was done it is sent, in milliseconds.
const SEND_AFTER: i32 = 3_000;

/// The desk. It is a handle: copies are the same desk.
#[derive(Clone, Copy)]
pub struct Desk {
    /// The session of the person at the desk.
    pub session: Session,
    /// Every record on the desk, in short.
    pub summaries: RwSignal<BTreeMap<PersonId, Summary>>,
    /// What learners are called where several are shown.
    pub called: Memo<Called>,
    /// Whether the summaries have been read.
    pub open: RwSignal<bool>,
    /// Records of which nothing can be read.
    pub unreadable: RwSignal<Vec<PersonId>>,
    owner: StoredValue<Option<PersonId>>,
    cabinet: StoredValue<Option<Rc<LocalCabinet>>, LocalStorage>,
    drawer: StoredValue<Option<Rc<LocalDrawer>>, LocalStorage>,
    /// The end of the last change of a note that was begun.
    noting: StoredValue<Option<oneshot::Receiver<()>>, LocalStorage>,
    /// What was done that is soon sent, where she is signed in with a provider.
    sending: StoredValue<Option<clock::Timer>, LocalStorage>,
}

/// What somebody at the desk does to a learner's record, before it is sealed.
pub struct Act {
    /// What is done.
    pub what: What,
    /// What it is about.
    pub about: Vec<About>,
    /// What it follows.
    pub after: Vec<Seal>,
}

impl Desk {
    /// The desk of a session, with nothing read yet.
    pub fn new(session: Session) -> Self {
        let summaries = RwSignal::new(BTreeMap::<_, Summary>::new());
        Self {
            session,
            summaries,
            called: Memo::new(move |_| summaries.with(|all| Called::among(all.values()))),
            open: RwSignal::new(false),
            unreadable: RwSignal::new(Vec::new()),
            owner: StoredValue::new(None),
            cabinet: StoredValue::new_local(None),
            drawer: StoredValue::new_local(None),
            noting: StoredValue::new_local(None),
            sending: StoredValue::new_local(None),
        }
    }

    /// Makes this the desk of whoever the session is now, and reads it if that is not done.
    pub fn settle(self) {
        let who = self.session.person_untracked().map(|person| person.id);
        if who != self.owner.get_value() {
            self.owner.set_value(who);
            self.cabinet.set_value(None);
            self.drawer.set_value(None);
            self.summaries.set(BTreeMap::new());
            self.open.set(false);
        }
        if !self.open.get_untracked() {
            spawn_local(self.read());
        }
    }

    async fn read(self) {
        if self.session.phase.get_untracked() != Phase::Open {
            return;
        }
        let Some(cabinet) = self.cabinet() else {
            self.open.set(true);
            return;
        };
        let pace = clock::Pace::new();
        let found = cabinet.open(async || pace.keep().await).await;
        if let Some(error) = &found.trouble {
            self.session.tell(error);
        }
        self.unreadable.set(found.unreadable);
        self.summaries.set(found.summaries);
        self.open.set(true);
    }

    fn cabinet(self) -> Option<Rc<LocalCabinet>> {
        // The page may have been left meanwhile.
        if let Some(cabinet) = self.cabinet.try_get_value()? {
            return Some(cabinet);
        }
        let cabinet = Rc::new(self.session.cabinet()?);
        self.cabinet.try_set_value(Some(Rc::clone(&cabinet)));
        Some(cabinet)
    }

    fn drawer(self) -> Option<Rc<LocalDrawer>> {
        if let Some(drawer) = self.drawer.try_get_value()? {
            return Some(drawer);
        }
        let drawer = Rc::new(self.session.drawer()?);
        self.drawer.try_set_value(Some(Rc::clone(&drawer)));
        Some(drawer)
    }

    /// Who is at the desk, in what role; none until she has said so.
    pub fn me(self) -> Option<Actor> {
        let person = self.session.person()?;
        Some(Actor {
            person: person.id,
            name: person.name.into(),
            role: person.role?,
        })
    }

    /// The same, without following changes.
    pub fn me_untracked(self) -> Option<Actor> {
        untrack(|| self.me())
    }

    /// Whether what is done here goes to a provider.
    pub fn goes_to_provider(self) -> bool {
        let me = self.session.person_untracked();
        me.is_some_and(|me| known::desk_account_of(me.id).is_some())
    }

    /// Says who is at the desk.
    pub fn sit_down(self, name: &str, role: Role) {
        self.session.take_role(name, role);
        self.settle();
    }

    /// A learner's record; none where there is none on the desk.
    ///
    /// # Errors
    /// Where the storage cannot be read.
    pub async fn portfolio(self, learner: PersonId) -> Result<Option<Portfolio>, StoreError> {
        match self.cabinet() {
            Some(cabinet) => cabinet.portfolio(learner).await,
            None => Ok(None),
        }
    }

    /// Puts a record on the desk, together with what is there of the same learner's.
    ///
    /// # Errors
    /// Where it was not stored.
    pub async fn take_in(self, learner: &Learner, record: Record) -> Result<Taken, StoreError> {
        let cabinet = self.cabinet().ok_or(StoreError::Refused)?;
        let taken = cabinet.take_in(learner, record).await?;
        self.summaries.update(|summaries| {
            for other in &taken.joined {
                summaries.remove(&other.id);
            }
            summaries.insert(taken.summary.learner.id, taken.summary.clone());
        });
        Ok(taken)
    }

    /// Lists a record as another tab has changed it.
    pub fn follow(self, portfolio: &Portfolio) {
        let summary = portfolio.summary();
        self.summaries.update(|summaries| {
            summaries.insert(summary.learner.id, summary);
        });
    }

    /// Takes learners' records off the desk, with what was being written about them.
    ///
    /// # Errors
    /// Where something may be left.
    pub async fn take_off(self, learners: &[PersonId]) -> Result<(), StoreError> {
        let cabinet = self.cabinet().ok_or(StoreError::Refused)?;
        cabinet.take_off(learners).await?;
        self.summaries
            .update(|summaries| summaries.retain(|id, _| !learners.contains(id)));
        match self.drawer() {
            Some(drawer) => drawer.forget(learners),
            None => Ok(()),
        }
    }

    /// Does something to a learner's record, and keeps it. Gives the seals of what was done.
    ///
    /// # Errors
    /// Where it was not stored; nothing is done then.
    pub async fn act(
        self,
        learner: &Learner,
        acts: Vec<Act>,
        texts: Texts,
    ) -> Result<Vec<Seal>, StoreError> {
        let by = self.me_untracked().ok_or(StoreError::Refused)?;
        let sealed: Vec<Sealed> = acts.into_iter().map(|act| seal(act, &by)).collect();
        let seals = sealed.iter().map(Sealed::seal).collect();
        let mut record: Record = sealed.into_iter().collect();
        for text in texts.values() {
            record.add_text(text);
        }
        self.take_in(learner, record).await?;
        waits::note(by.person, learner.id);
        // More may follow at once.
        let send = clock::after(SEND_AFTER, move || spawn_local(what_was_done(self, by)));
        self.sending.set_value(Some(send));
        Ok(seals)
    }

    /// What was being written of a piece of work when it was last left. Where the storage cannot
    /// be read, that is told.
    pub async fn unfinished<W: DeserializeOwned>(self, work: &Work) -> Option<Unfinished<W>> {
        let found = self.drawer()?.find(work).await;
        self.or_tell(found).flatten()
    }

    /// Every standardisation sheet that was begun.
    pub async fn sheets(self) -> Vec<Unfinished<SheetWriting>> {
        match self.drawer() {
            Some(drawer) => self.or_tell(drawer.sheets().await).unwrap_or_default(),
            None => Vec::new(),
        }
    }

    fn or_tell<T>(self, found: Result<T, StoreError>) -> Option<T> {
        found.inspect_err(|error| self.session.tell(error)).ok()
    }

    /// Where what is being written is kept. Who asks while its page stands can write there when that is gone.
    ///
    /// # Errors
    /// Nobody's record is open.
    pub fn unfinished_work(self) -> Result<Rc<LocalDrawer>, StoreError> {
        self.session.somebody();
        self.drawer().ok_or(StoreError::Refused)
    }

    /// Takes away what a tab has written: it is recorded, or was thrown away.
    pub fn take_away_unfinished(self, work: &Work, tab: TabId) {
        if let Some(drawer) = self.drawer() {
            self.or_tell(drawer.take_away(work, tab));
        }
    }

    /// What the person at the desk keeps there besides records.
    ///
    /// # Errors
    /// Where the storage cannot be read.
    pub async fn note(self, note: Note) -> Result<Option<String>, StoreError> {
        self.note_as(note, |text| Some(text.to_owned())).await
    }

    /// The same, as it is read from its text.
    ///
    /// # Errors
    /// Where the storage cannot be read.
    pub async fn note_as<T>(
        self,
        note: Note,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Result<Option<T>, StoreError> {
        match self.cabinet() {
            Some(cabinet) => cabinet.note_as(note, read).await,
            None => Ok(None),
        }
    }

    /// Changes a note, from what is kept now, as [`Cabinet::change_note`] does. Of changes that are begun
    /// one after another, each is made after the one before.
    ///
    /// # Errors
    /// Where it was not stored. Nothing is changed then.
    pub async fn change_note<T, R>(
        self,
        note: Note,
        read: impl Fn(&str) -> Option<T>,
        change: impl FnMut(Option<T>) -> (Option<String>, R),
    ) -> Result<R, StoreError> {
        let cabinet = self.cabinet().ok_or(StoreError::Refused)?;
        // Whoever waits behind goes on when this is dropped.
        let (_done, behind) = oneshot::channel();
        let before = self.noting.try_update_value(|last| last.replace(behind));
        if let Some(before) = before.flatten() {
            let _ = before.await;
        }
        cabinet.change_note(note, read, change).await
    }
}

fn seal(act: Act, by: &Actor) -> Sealed {
    let at = clock::now();
    Sealed::new(&Event {
        id: EventId::new(at, clock::random()),
        at,
        by: by.clone(),
        device: people::device(),
        about: act.about,
        after: act.after,
        what: act.what,
        via: None,
    })
}
