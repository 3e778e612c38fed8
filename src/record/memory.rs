//! Storage in memory: for tests, and for a browser that refuses any other.
//!
//! A clone is another tab on the same device: it sees the same values. Faults can be put in, to
//! see that nothing is lost when storage is full, refused, damaged, or the program is killed
//! between any two writes.

use std::{cell::RefCell, collections::BTreeMap, rc::Rc};

use super::{
    event::PersonId,
    store::{Place, Slots, Store, StoreError},
};

/// How many values are given at once: few, so that tests see a record come in parts.
const AT_ONCE: usize = 3;

/// Storage in memory.
#[derive(Clone, Debug, Default)]
pub struct Memory(Rc<RefCell<Inside>>);

#[derive(Debug, Default)]
struct Inside {
    values: BTreeMap<(PersonId, Place), String>,
    slots: BTreeMap<String, String>,
    fault: Fault,
}

/// What is wrong with the storage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fault {
    /// Nothing.
    #[default]
    None,
    /// Nothing more can be written.
    Full,
    /// Nothing can be read or written.
    Refused,
    /// The program dies after so many more writes; a value is one write, even within one put.
    KilledAfter(usize),
}

impl Memory {
    /// Puts a fault in, in the place of any other.
    pub fn set_fault(&self, fault: Fault) {
        self.0.borrow_mut().fault = fault;
    }

    /// Whether the program has died.
    pub fn is_killed(&self) -> bool {
        self.0.borrow().fault == Fault::KilledAfter(0)
    }

    /// Everything that is kept for a learner, by place.
    ///
    /// # Errors
    /// A fault keeps it from being read.
    pub fn all(&self, learner: PersonId) -> Result<Vec<(Place, String)>, StoreError> {
        let inside = self.0.borrow();
        inside.check_read()?;
        let values = inside.values.iter();
        Ok(values
            .filter(|((whose, _), _)| *whose == learner)
            .map(|((_, place), value)| (*place, value.clone()))
            .collect())
    }

    /// Damages what is stored in a place: the last character is lost.
    pub fn damage(&self, learner: PersonId, place: Place) {
        if let Some(value) = self.0.borrow_mut().values.get_mut(&(learner, place)) {
            value.pop();
        }
    }
}

impl Inside {
    fn check_read(&self) -> Result<(), StoreError> {
        match self.fault {
            Fault::None | Fault::Full | Fault::KilledAfter(1..) => Ok(()),
            Fault::Refused => Err(StoreError::Refused),
            Fault::KilledAfter(0) => Err(StoreError::Failed("killed".to_owned())),
        }
    }

    fn check_write(&mut self) -> Result<(), StoreError> {
        self.check_read()?;
        match &mut self.fault {
            Fault::Full => return Err(StoreError::Full),
            Fault::KilledAfter(writes) => *writes -= 1,
            Fault::None | Fault::Refused => {}
        }
        Ok(())
    }
}

impl Store for Memory {
    async fn each(
        &self,
        learner: PersonId,
        mut take: impl AsyncFnMut(Vec<(Place, String)>),
    ) -> Result<(), StoreError> {
        let values = self.all(learner)?;
        for some in values.chunks(AT_ONCE) {
            take(some.to_vec()).await;
        }
        Ok(())
    }

    async fn put(&self, learner: PersonId, values: Vec<(Place, String)>) -> Result<(), StoreError> {
        let mut inside = self.0.borrow_mut();
        for (place, value) in values {
            inside.check_write()?;
            inside.values.insert((learner, place), value);
        }
        Ok(())
    }

    async fn put_anew(
        &self,
        learner: PersonId,
        values: Vec<(Place, String)>,
    ) -> Result<(), StoreError> {
        self.put(learner, values).await
    }

    async fn erase(&self, learner: PersonId) -> Result<(), StoreError> {
        let mut inside = self.0.borrow_mut();
        inside.check_read()?;
        inside.values.retain(|(whose, _), _| *whose != learner);
        Ok(())
    }
}

impl Slots for Memory {
    fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        let inside = self.0.borrow();
        inside.check_read()?;
        Ok(inside.slots.get(key).cloned())
    }

    fn set(&self, key: &str, value: &str) -> Result<(), StoreError> {
        let mut inside = self.0.borrow_mut();
        inside.check_write()?;
        inside.slots.insert(key.to_owned(), value.to_owned());
        Ok(())
    }

    /// Room can be made even where there is none.
    fn remove(&self, key: &str) -> Result<(), StoreError> {
        let mut inside = self.0.borrow_mut();
        if inside.fault != Fault::Full {
            inside.check_write()?;
        }
        inside.slots.remove(key);
        Ok(())
    }

    fn keys(&self) -> Result<Vec<String>, StoreError> {
        let inside = self.0.borrow();
        inside.check_read()?;
        Ok(inside.slots.keys().cloned().collect())
    }
}
