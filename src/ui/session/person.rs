//! What is settled about the session's person as a whole: their part at the desk, their
//! passphrase, and taking everything of theirs off the device.

use std::rc::Rc;

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
        cipher::{Key, Locking, NotUnlocked},
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
                let lock = Key::change(lock, old.unwrap_or_default(), new).await?;
                self.set_lock(person.id, Some(lock))?;
            }
            (None, _) => {
                let (lock, key) = Key::lock(new).await.map_err(|_| NotUnlocked::Unavailable)?;
                // The lock is kept first: a value locked without it would be lost.
                self.set_lock(person.id, Some(lock))?;
                self.relock(person.id, Locking::Locked(key)).await;
            }
        }
        Ok(())
    }

    /// Takes the passphrase away.
    ///
    /// # Errors
    /// The passphrase is another, the browser offers no cryptography here, or it does not keep that there is none.
    pub async fn remove_passphrase(self, passphrase: &str) -> Result<(), NotUnlocked> {
        let Some(Person {
            id,
            lock: Some(lock),
            ..
        }) = self.person_untracked()
        else {
            return Ok(());
        };
        Key::unlock(&lock, passphrase).await?;
        if self.relock(id, Locking::Open).await {
            self.set_lock(id, None)?;
        }
        Ok(())
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
                lock: None,
                role: None,
            });
        });
        self.keep_people();
        self.switch(Some(id), Locking::Open);
        self.phase.set(Phase::Open);
        true
    }

    /// Keeps a lock, or that there is none. Where that fails, all is as it was.
    fn set_lock(self, id: PersonId, lock: Option<Lock>) -> Result<(), NotUnlocked> {
        let before = self.people.get_untracked();
        let mut after = before.clone();
        for person in after.iter_mut().filter(|person| person.id == id) {
            person.lock.clone_from(&lock);
        }
        if let Err(trouble) = people::keep(&after) {
            // Memory has the new list otherwise.
            let _ = people::keep(&before);
            self.tell(&trouble.into());
            return Err(NotUnlocked::Unavailable);
        }
        self.people.set(after);
        Ok(())
    }

    /// Writes everything of the person's anew, and goes on with that; unless somebody else is chosen meanwhile.
    async fn relock(self, id: PersonId, locking: Locking) -> bool {
        if !self.is(id) {
            return false;
        }
        let old = self.locking.get_value().unwrap_or(Locking::Open);
        let shelf: LocalShelf = Shelf::new(id, self.database.get_value(), LocalSlots, old.clone());
        let drawer = Drawer::new(id, LocalSlots, old.clone());
        let cabinet = Cabinet::new(id, self.database.get_value(), old);
        let desk = cabinet.lock_with(locking.clone()).await.map(drop);
        let drawer = drawer.lock_with(locking.clone()).await.map(drop);
        match shelf
            .lock_with(locking.clone())
            .await
            .and_then(|anew| desk.and(drawer).map(|()| anew))
        {
            Ok(anew) => {
                if self.is(id) {
                    self.locking.set_value(Some(locking));
                    self.shelf.set_value(Some(Rc::new(anew)));
                }
                true
            }
            Err(error) => {
                self.tell(&error);
                false
            }
        }
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
        let shelf = Shelf::new(id, self.database.get_value(), LocalSlots, Locking::Open);
        shelf.erase().await?;
        let cabinet = Cabinet::new(id, self.database.get_value(), Locking::Open);
        cabinet.erase().await?;
        Drawer::new(id, LocalSlots, Locking::Open).erase()?;
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
