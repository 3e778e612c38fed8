//! A device: its record, what it has promised to keep, and what it knows to be sent.

use std::{cell::RefCell, slice};

use jiff::Timestamp;

use super::{account, faulty::Faulty};
use crate::{
    exchange::xapi::{Account, Whose},
    record::{
        Record,
        memory::{Fault as Storage, Memory},
        sealed::Sealed,
        shelf::{
            Kept,
            tests::{TestShelf, learner, now, shelf},
        },
        store::StoreError,
    },
    sync::{Exchange, How, Keep, Mine, Round, Sent},
};

/// A device on which a record is, a learner's own or an assessor's.
pub(super) struct Device {
    pub memory: Memory,
    pub shelf: TestShelf,
    pub record: Record,
    pub exchange: Exchange<Memory>,
    pub mine: Mine,
    /// What the shelf has promised to keep.
    pub promised: Record,
}

impl Keep for (&TestShelf, &RefCell<Record>) {
    async fn keep(&self, incoming: Record) -> Result<(), StoreError> {
        self.0.take_in(&incoming).await?;
        self.1.borrow_mut().merge(incoming);
        Ok(())
    }
}

impl Device {
    pub fn new(mine: Mine) -> Self {
        let memory = Memory::default();
        Self {
            shelf: shelf(&memory),
            exchange: exchange(&memory, mine),
            record: Record::default(),
            promised: Record::default(),
            memory,
            mine,
        }
    }

    pub fn restart(&mut self) {
        self.memory.set_fault(Storage::None);
        self.shelf = shelf(&self.memory);
        self.record = now(self.shelf.open()).record;
        self.exchange = exchange(&self.memory, self.mine);
    }

    pub fn keep(&mut self, event: Sealed, text: Option<&str>) {
        let mut own = Record::from_iter([event.clone()]);
        let texts = text.map(|text| (own.add_text(text), text.into()));
        let texts = texts.into_iter().collect();
        let kept = now(self.shelf.keep(slice::from_ref(&event), &texts));
        assert!(matches!(kept, Kept::Stored), "{kept:?}");
        self.promised.merge(own.clone());
        self.record.merge(own);
    }

    pub fn round(&mut self, door: &Faulty, how: How, at: Timestamp) -> Round {
        let record = RefCell::new(self.record.clone());
        let keep = (&self.shelf, &record);
        let round = now(self.exchange.round(door, &self.record, &keep, how, at));
        self.record = record.into_inner();
        round
    }
}

pub(super) fn exchange(memory: &Memory, mine: Mine) -> Exchange<Memory> {
    let sent = Sent::open(memory.clone(), learner(), &account());
    let sender = matches!(mine, Mine::Others(_)).then(|| Account {
        name: "bea".into(),
        ..account()
    });
    let whose = Whose {
        sender,
        ..Whose::of(account())
    };
    Exchange::new(whose, mine, sent)
}
