//! What is settled about the session's person as a whole: their part at the desk, their
//! passphrase, and taking everything of theirs off the device.

use leptos::prelude::*;

use super::{LocalShelf, Phase, Session};
use crate::{
    desk::{cabinet::Cabinet, unfinished::Drawer},
    record::{
        Record,
        event::{PersonId, Role},
        locked::Lock,
        shelf::Shelf,
        state::State,
        store::StoreError,
    },
    ui::{
        cipher::{EndedKey, Key, Locking, NotUnlocked},
        database::Database,
        idle, package,
        people::{self, Person},
        place,
        slots::LocalSlots,
        sync,
    },
};

impl Session {
    /// Says what the person is at the desk, and by what name.
    pub fn take_role(self, name: &str, role: Role) {
        let name = name.trim();
        let is_new = self
            .person_untracked()
            .is_none_or(|person| person.name != name);
        if is_new {
            self.rename(name);
        }
        let who = self.who.get_untracked();
        self.people.update(|people| {
            for person in people.iter_mut().filter(|person| Some(person.id) == who) {
                person.role = Some(role);
            }
        });
        self.keep_people();
    }

    /// Where the person's desk is kept; none while nobody is chosen or the lock is closed.
    pub fn cabinet(self) -> Option<Cabinet<Database, Locking>> {
        let (who, locking) = (self.who.get_untracked()?, self.locking.get_value()?);
        Some(Cabinet::new(who, self.database.get_value(), locking))
    }

    /// Where what the person writes at the desk is kept until it is recorded; none as before.
    pub fn drawer(self) -> Option<Drawer<LocalSlots, Locking>> {
        let (who, locking) = (self.who.get_untracked()?, self.locking.get_value()?);
        Some(Drawer::new(who, LocalSlots, locking))
    }

    /// Locks what is kept for the learner with a passphrase, or with a new one.
    ///
    /// # Errors
    /// The old passphrase is another, the browser offers no cryptography here, or it does not keep the lock.
    pub async fn set_passphrase(self, old: Option<&str>, new: &str) -> Result<(), NotUnlocked> {
        if self.who.get_untracked().is_none() && self.phase.get_untracked() == Phase::Open {
            self.begin("");
        }
        let Some(person) = self.person_untracked() else {
            return Ok(());
        };
        match (&person.lock, old) {
            (Some(lock), old) => {
                let changed = Key::change(lock, old.unwrap_or_default(), new).await?;
                let ended = person.ended.clone();
                self.set_lock(&person, Some(changed), ended)
            }
            (None, _) => {
                let (lock, key) = Key::lock(new).await.map_err(|_| NotUnlocked::Unavailable)?;
                let locking = Locking::new(Some(key), &[]).await;
                self.relock(&person, Some(lock), &person.ended, locking)
                    .await
            }
        }
    }

    /// Takes the passphrase away.
    ///
    /// # Errors
    /// The passphrase is another, the browser offers no cryptography here, or it does not keep that there is none.
    pub async fn remove_passphrase(self, passphrase: &str) -> Result<(), NotUnlocked> {
        let Some(person) = self.person_untracked() else {
            return Ok(());
        };
        let Some(lock) = &person.lock else {
            return Ok(());
        };
        let mut ended = person.ended.clone();
        ended.push(Key::end(lock, passphrase).await?);
        self.relock(&person, None, &ended, Locking::default()).await
    }

    /// Opens an empty record under an id that came out of a file: in place of a person who has
    /// done nothing yet, or beside one who has. Says whether it did: where somebody on the device has that id
    /// already, maybe since a moment ago in another tab, she keeps it with her lock.
    #[must_use]
    pub fn take_over(self, id: PersonId, name: &str) -> bool {
        let empty = self
            .record
            .with_value(Record::is_empty)
            .then(|| self.who.get_untracked())
            .flatten();
        let is_here = |people: &Vec<Person>| people.iter().any(|person| person.id == id);
        if self.people.with_untracked(is_here) {
            return false;
        }
        self.record.set_value(Record::default());
        self.state.set(State::default());
        self.people.update(|people| {
            people.retain(|person| Some(person.id) != empty);
            people.push(Person {
                id,
                name: name.to_owned(),
                ..Person::new()
            });
        });
        self.keep_people();
        self.switch(id, Locking::default());
        self.phase.set(Phase::Open);
        true
    }

    /// Keeps the list of people, with their locks as they stand there: one that another tab has just set would
    /// be lost otherwise.
    pub(super) fn keep_people(self) {
        let stored = people::list();
        self.people.update(|people| {
            for person in people {
                if let Some(stored) = stored.iter().find(|stored| stored.id == person.id) {
                    person.lock.clone_from(&stored.lock);
                    person.ended.clone_from(&stored.ended);
                }
            }
        });
        let kept = self.people.with_untracked(|people| people::keep(people));
        if let Err(trouble) = kept {
            self.tell(&trouble.into());
        }
    }

    /// Keeps a lock, or that there is none, in place of hers. Where that fails, or another tab has changed her
    /// lock meanwhile, all is as it was.
    fn set_lock(
        self,
        hers: &Person,
        lock: Option<Lock>,
        ended: Vec<EndedKey>,
    ) -> Result<(), NotUnlocked> {
        let before = people::list();
        let mut after = before.clone();
        let person = after.iter_mut().find(|person| person.id == hers.id);
        let Some(person) = person.filter(|person| person.lock == hers.lock) else {
            return Err(NotUnlocked::Unavailable);
        };
        (person.lock, person.ended) = (lock, ended);
        if let Err(trouble) = people::keep(&after) {
            // Memory has the new list otherwise.
            let _ = people::keep(&before);
            self.tell(&trouble.into());
            return Err(NotUnlocked::Unavailable);
        }
        self.people.set(after);
        Ok(())
    }

    /// Changes a person's lock, and writes everything of hers anew, as it is kept with that. Cut short at any
    /// point, all of it can be read: the lock is changed first, and no key is thrown away.
    ///
    /// # Errors
    /// The lock is as it was.
    async fn relock(
        self,
        hers: &Person,
        lock: Option<Lock>,
        ended: &[EndedKey],
        anew: Locking,
    ) -> Result<(), NotUnlocked> {
        let (id, database) = (hers.id, self.database.get_value());
        let old = self.locking.get_value().unwrap_or_default();
        let ended = old.pass_on(ended, &anew).await;
        let ended = ended.map_err(|_| NotUnlocked::Unavailable)?;
        let locking = Locking::new(anew.key().cloned(), &ended).await;
        if !self.is(id) {
            return Err(NotUnlocked::Unavailable);
        }
        self.set_lock(hers, lock, ended)?;
        self.go_on_with(id, locking.clone());
        let drawer = Drawer::new(id, LocalSlots, old.clone());
        let cabinet = Cabinet::new(id, database.clone(), old.clone());
        let shelf: LocalShelf = Shelf::new(id, database, LocalSlots, old);
        let anew = [
            cabinet.lock_with(locking.clone()).await.map(drop),
            drawer.lock_with(locking.clone()).await.map(drop),
            shelf.lock_with(locking).await.map(drop),
        ];
        for error in anew.into_iter().filter_map(Result::err) {
            self.tell(&error);
        }
        Ok(())
    }

    /// Takes the learner and all that is kept for her off this device: her own act. It needs no
    /// passphrase, so that one that is forgotten does not leave her work here for ever.
    ///
    /// # Errors
    /// Something may be left.
    pub async fn erase(self) -> Result<(), StoreError> {
        let Some(id) = self.who.get_untracked() else {
            return Ok(());
        };
        let shelf = Shelf::new(
            id,
            self.database.get_value(),
            LocalSlots,
            Locking::default(),
        );
        shelf.erase().await?;
        let cabinet = Cabinet::new(id, self.database.get_value(), Locking::default());
        cabinet.erase().await?;
        Drawer::new(id, LocalSlots, Locking::default()).erase()?;
        place::forget(id);
        package::forget(id);
        idle::forget(id);
        if sync::known::account_of(id).is_some() {
            sync::door::Site.sign_out().await;
        }
        sync::known::forget(id);
        self.people
            .update(|people| people.retain(|person| person.id != id));
        self.keep_people();
        self.choose(None).await;
        Ok(())
    }
}
