//! What the store is known to have, by statement; it outlives the program.
//!
//! What waits is worked out: it is everything in the record that is not here. So an event that came
//! in by whatever way, a file, another tab, a program that died, is never forgotten. Should what stands
//! here be lost, it is sent once more, which the store notices and which changes nothing.

use std::collections::BTreeSet;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    exchange::xapi::{Account, StatementId},
    record::{event::PersonId, keys, seal::TextHash, store::Slots},
};

/// How many slots there may be before they are put together when the program starts.
const MOST_SLOTS: usize = 16;

/// Which statements of one learner's record are in one account's store.
#[derive(Debug)]
pub struct Sent<L> {
    slots: L,
    prefix: String,
    ids: BTreeSet<StatementId>,
    erased: BTreeSet<StatementId>,
    next: u64,
    mark: Mark,
}

/// How far fetching has come.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// The latest time of storing that was seen, in the store's own words.
    #[serde(default)]
    pub since: Option<String>,
    /// When everything was last fetched.
    #[serde(default)]
    pub whole: Option<Timestamp>,
    /// When a round last came to its end with nothing left waiting.
    #[serde(default)]
    pub done: Option<Timestamp>,
}

impl<L: Slots> Sent<L> {
    /// Reads what is known. What cannot be read counts as not known.
    pub fn open(slots: L, learner: PersonId, account: &Account) -> Self {
        // The account is a name in all but name, and storage is for anybody on the device to see.
        let place = TextHash::of(format!("{}\n{}", account.home_page, account.name)).to_string();
        let short = place.get(..16).unwrap_or_default();
        let mut sent = Self {
            slots,
            prefix: format!("{}{short}/", keys::sent(learner)),
            ids: BTreeSet::new(),
            erased: BTreeSet::new(),
            next: 0,
            mark: Mark::default(),
        };
        let found = sent.slots.under(&sent.ids_prefix()).unwrap_or_default();
        for (key, value) in &found {
            let number = key.rsplit('/').next().and_then(|text| text.parse().ok());
            sent.next = sent
                .next
                .max(number.map_or(0, |number: u64| number.saturating_add(1)));
            sent.ids.extend(from_text(value));
        }
        if found.len() > MOST_SLOTS && sent.write(sent.ids.iter().copied().collect()) {
            for (key, _) in found {
                // Should it stay, its ids are only known twice.
                let _ = sent.slots.remove(&key);
            }
        }
        let erased = sent.slots.get(&sent.erased_key()).ok().flatten();
        sent.erased.extend(from_text(&erased.unwrap_or_default()));
        sent.ids.retain(|id| !sent.erased.contains(id));
        let mark = sent.slots.get(&sent.mark_key()).ok().flatten();
        sent.mark = mark
            .and_then(|text| serde_json::from_str(&text).ok())
            .unwrap_or_default();
        sent
    }

    /// Whether the store has a statement.
    pub fn has(&self, id: &StatementId) -> bool {
        self.ids.contains(id)
    }

    /// All that the store is known to have.
    pub fn ids(&self) -> &BTreeSet<StatementId> {
        &self.ids
    }

    /// What the provider has erased.
    pub fn erased(&self) -> &BTreeSet<StatementId> {
        &self.erased
    }

    /// How far fetching has come.
    pub fn mark(&self) -> &Mark {
        &self.mark
    }

    /// The store has these now.
    pub fn add(&mut self, ids: impl IntoIterator<Item = StatementId>) {
        let new: Vec<StatementId> = ids.into_iter().filter(|id| self.ids.insert(*id)).collect();
        let before = self.erased.len();
        self.erased.retain(|id| !self.ids.contains(id));
        if self.erased.len() < before {
            self.write_erased();
        }
        if !new.is_empty() {
            // Where that fails, they are sent once more after the next start.
            self.write(new);
        }
    }

    /// The provider has erased these.
    pub fn erase(&mut self, ids: impl IntoIterator<Item = StatementId>) {
        let before = self.erased.len();
        self.erased.extend(ids);
        if self.erased.len() > before {
            self.ids.retain(|id| !self.erased.contains(id));
            self.write_erased();
        }
    }

    /// The store has nothing else any more.
    pub fn forget_all_but(&mut self, there: &BTreeSet<StatementId>) {
        if self.ids.is_subset(there) {
            return;
        }
        self.ids.retain(|id| there.contains(id));
        let old = self.slots.under(&self.ids_prefix()).unwrap_or_default();
        for (key, _) in old {
            // Should one stay, what it names is not sent again before everything is next fetched.
            let _ = self.slots.remove(&key);
        }
        self.write(self.ids.iter().copied().collect());
    }

    /// Fetching has come this far.
    pub fn set_mark(&mut self, mark: Mark) {
        if mark != self.mark {
            self.mark = mark;
            let text = serde_json::to_string(&self.mark).unwrap_or_default();
            // Where that fails, more is fetched after the next start than had to be.
            let _ = self.slots.set(&self.mark_key(), &text);
        }
    }

    fn write(&mut self, ids: Vec<StatementId>) -> bool {
        let key = format!("{}{}", self.ids_prefix(), self.next);
        self.next = self.next.saturating_add(1);
        self.slots.set(&key, &to_text(&ids)).is_ok()
    }

    fn write_erased(&self) {
        let all: Vec<StatementId> = self.erased.iter().copied().collect();
        // Where that fails, they are sent once more after the next start, and refused.
        let _ = self.slots.set(&self.erased_key(), &to_text(&all));
    }

    fn ids_prefix(&self) -> String {
        format!("{}ids/", self.prefix)
    }

    fn erased_key(&self) -> String {
        format!("{}erased", self.prefix)
    }

    fn mark_key(&self) -> String {
        format!("{}mark", self.prefix)
    }
}

fn to_text(ids: &[StatementId]) -> String {
    let bytes: Vec<u8> = ids.iter().flat_map(|id| *id.as_bytes()).collect();
    URL_SAFE_NO_PAD.encode(bytes)
}

fn from_text(text: &str) -> Vec<StatementId> {
    let bytes = URL_SAFE_NO_PAD.decode(text).unwrap_or_default();
    let (whole, _) = bytes.as_chunks::<16>();
    whole
        .iter()
        .map(|id| StatementId::from_bytes(*id))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{
        memory::{Fault, Memory},
        seal::Seal,
    };

    fn account() -> Account {
        Account {
            home_page: "https://training.example.org/".into(),
            name: "ada".into(),
        }
    }

    fn learner() -> PersonId {
        PersonId::from_random([1; 16])
    }

    fn id(n: u8) -> StatementId {
        StatementId::of_event(&account(), Seal::of([n]))
    }

    #[test]
    fn it_outlives_the_program_and_is_put_together() {
        let memory = Memory::default();
        let open = || Sent::open(memory.clone(), learner(), &account());
        let mut sent = open();
        for n in 0..40 {
            sent.add([id(n), id(n)]);
        }
        let mark = Mark {
            since: Some("2026-11-27T10:00:00Z".into()),
            ..Mark::default()
        };
        sent.set_mark(mark.clone());
        let again = open();
        assert_eq!((again.ids(), again.mark()), (sent.ids(), &mark));
        let keys = memory.keys().unwrap();
        assert_eq!(keys.len(), 2, "{keys:?}");
        assert!(
            keys.iter()
                .all(|key| key.starts_with(&keys::sent(learner())))
        );
        assert!(keys.iter().all(|key| !key.contains("ada")), "{keys:?}");
        assert_eq!(open().ids(), sent.ids());
    }

    #[test]
    fn what_is_erased_stays_so_until_it_is_there_again() {
        let memory = Memory::default();
        let open = || Sent::open(memory.clone(), learner(), &account());
        let mut sent = open();
        sent.add([id(1), id(2)]);
        sent.erase([id(1), id(3)]);
        for sent in [&sent, &open()] {
            assert_eq!(*sent.ids(), [id(2)].into());
            assert_eq!(*sent.erased(), [id(1), id(3)].into());
        }
        // Who has erased it may have thought better of it.
        sent.add([id(1)]);
        for sent in [&sent, &open()] {
            assert_eq!(*sent.ids(), [id(1), id(2)].into());
            assert_eq!(*sent.erased(), [id(3)].into());
        }
    }

    #[test]
    fn another_account_or_learner_knows_nothing_of_it() {
        let memory = Memory::default();
        Sent::open(memory.clone(), learner(), &account()).add([id(1)]);
        let other = Account {
            name: "bea".into(),
            ..account()
        };
        assert!(!Sent::open(memory.clone(), learner(), &other).has(&id(1)));
        let someone = PersonId::from_random([2; 16]);
        assert!(!Sent::open(memory, someone, &account()).has(&id(1)));
    }

    #[test]
    fn what_cannot_be_kept_or_read_is_not_known_next_time() {
        let memory = Memory::default();
        let open = || Sent::open(memory.clone(), learner(), &account());
        let mut sent = open();
        sent.add([id(1)]);
        memory.set_fault(Fault::Full);
        sent.add([id(2)]);
        assert!(sent.has(&id(2)));
        memory.set_fault(Fault::None);
        assert!(open().has(&id(1)) && !open().has(&id(2)));
        for key in memory.keys().unwrap() {
            memory.set(&key, "¿?").unwrap();
        }
        assert!(open().ids().is_empty());
    }
}
