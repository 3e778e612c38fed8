//! What somebody at the desk is writing and has not recorded: a decision on one criterion of one
//! learner's, and the comment beside it.
//!
//! Each criterion has one place for each tab, so that two tabs never write over each other. It is
//! written within half a second of typing, stays on the device, and is given back when the
//! criterion is opened again. Once the decision is recorded it is taken away.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::place::DeskPlace;
use crate::record::{
    decision::{Evidence, Judgement, Passage, Shown},
    event::{PersonId, TabId},
    locked::Cipher,
    seal::Seal,
    store::{Slots, StoreError},
    turns::Turns,
};

/// What is being written in one tab.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unfinished {
    /// The tab.
    pub tab: TabId,
    /// Whose criterion.
    pub place: DeskPlace,
    /// When it was last written, by the device's clock.
    pub at: Timestamp,
    /// What has been written so far.
    pub writing: Writing,
}

/// What has been written so far. Texts are as their fields hold them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Writing {
    /// What the decision is on.
    pub on: BTreeSet<Seal>,
    /// Whether the criterion is met, once that is chosen.
    pub judgement: Option<Judgement>,
    /// The rules of evidence.
    pub evidence: Evidence,
    /// The points that are shown.
    pub points: BTreeMap<Arc<str>, Shown>,
    /// What is good.
    pub strengths: String,
    /// What is missing.
    pub gap: String,
    /// What to do.
    pub action: String,
    /// By when.
    pub by_when: String,
    /// The comment that is being written.
    pub comment: Option<UnfinishedComment>,
}

/// A comment that is being written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnfinishedComment {
    /// On which submission.
    pub submission: Seal,
    /// On which passage; none for the whole answer.
    pub passage: Option<Passage>,
    /// Its text so far.
    pub text: String,
}

impl Writing {
    /// Whether there is nothing in it that anybody has written. What a decision is on is there
    /// before anything is.
    pub fn is_empty(&self) -> bool {
        let nothing = Self {
            on: self.on.clone(),
            ..Self::default()
        };
        *self == nothing
    }
}

/// Where unfinished work is kept.
#[derive(Debug)]
pub struct Drawer<L, C> {
    owner: PersonId,
    slots: L,
    cipher: C,
    turns: Turns,
}

impl<L: Slots, C: Cipher> Drawer<L, C> {
    /// The drawer of the person at the desk.
    pub fn new(owner: PersonId, slots: L, cipher: C) -> Self {
        Self {
            owner,
            slots,
            cipher,
            turns: Turns::default(),
        }
    }

    /// Writes down what is being written.
    ///
    /// # Errors
    /// Where it was not written.
    pub async fn keep(&self, unfinished: &Unfinished) -> Result<(), StoreError> {
        let key = self.key(&unfinished.place, unfinished.tab);
        let turn = self.turns.begin();
        let text = serde_json::to_string(unfinished)
            .unwrap_or_else(|bug| panic!("what is unfinished can always be written: {bug}"));
        let closed = self.cipher.close(&text).await?;
        if self.turns.may_write(&key, turn) {
            self.slots.set(&key, &closed)?;
        }
        Ok(())
    }

    /// Takes away what one tab has written: it is recorded, or was thrown away.
    ///
    /// # Errors
    /// Where it may still be there.
    pub fn take_away(&self, place: &DeskPlace, tab: TabId) -> Result<(), StoreError> {
        let key = self.key(place, tab);
        self.turns.may_write(&key, self.turns.begin());
        self.slots.remove(&key)
    }

    /// What was last written at a place, in whichever tab. What cannot be read stays where it is.
    ///
    /// # Errors
    /// Where the storage cannot be read.
    pub async fn find(&self, place: &DeskPlace) -> Result<Option<Unfinished>, StoreError> {
        let prefix = format!("{}{place}/", prefix(self.owner));
        let mut found: Vec<Unfinished> = Vec::new();
        for (_, closed) in self.slots.under(&prefix)? {
            let text = self.cipher.open(&closed).await.unwrap_or_default();
            found.extend(serde_json::from_str::<Unfinished>(&text));
        }
        Ok(found.into_iter().max_by_key(|one| (one.at, one.tab)))
    }

    /// Writes everything anew through another cipher: a passphrase was set or taken away.
    ///
    /// # Errors
    /// Where something may still stand there as it was.
    pub async fn lock_with<D: Cipher>(self, cipher: D) -> Result<Drawer<L, D>, StoreError> {
        for (key, closed) in self.slots.under(&prefix(self.owner))? {
            // What cannot be opened stays as it is.
            if let Ok(text) = self.cipher.open(&closed).await {
                self.slots.set(&key, &cipher.close(&text).await?)?;
            }
        }
        Ok(Drawer::new(self.owner, self.slots, cipher))
    }

    /// Takes everything away for good: the act of the person at the desk.
    ///
    /// # Errors
    /// Where something may be left.
    pub fn erase(&self) -> Result<(), StoreError> {
        for (key, _) in self.slots.under(&prefix(self.owner))? {
            self.slots.remove(&key)?;
        }
        Ok(())
    }

    fn key(&self, place: &DeskPlace, tab: TabId) -> String {
        format!("{}{place}/{tab}", prefix(self.owner))
    }
}

fn prefix(owner: PersonId) -> String {
    format!("desk-draft/{owner}/")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{
        locked::Unlocked,
        memory::{Fault, Memory},
        shelf::tests::{Reversed, now},
    };

    fn place(criterion: &str) -> DeskPlace {
        DeskPlace::criterion(
            PersonId::from_random([1; 16]),
            "underpin".parse().unwrap(),
            "carer-partnerships".parse().unwrap(),
            criterion.parse().unwrap(),
        )
    }

    fn tab(number: u8) -> TabId {
        TabId::from_random([number; 16])
    }

    fn unfinished(tab_number: u8, second: i64, action: &str) -> Unfinished {
        Unfinished {
            tab: tab(tab_number),
            place: place("ac-3-2"),
            at: Timestamp::from_second(second).unwrap(),
            writing: Writing {
                action: action.to_owned(),
                ..Writing::default()
            },
        }
    }

    fn drawer(memory: &Memory) -> Drawer<Memory, Reversed> {
        Drawer::new(PersonId::from_random([2; 16]), memory.clone(), Reversed)
    }

    #[test]
    fn what_was_written_last_at_a_place_is_given_back_until_it_is_taken_away() {
        let memory = Memory::default();
        let drawer = drawer(&memory);
        let (older, later) = (unfinished(1, 10, "Ask"), unfinished(2, 20, "Ask her"));
        for one in [&later, &older] {
            now(drawer.keep(one)).unwrap();
        }
        let find = |criterion| now(drawer.find(&place(criterion))).unwrap();
        assert_eq!(find("ac-3-2"), Some(later));
        // Another criterion, even one whose id begins alike, is another place.
        assert_eq!((find("ac-3"), find("ac-1-1")), (None, None));
        drawer.take_away(&place("ac-3-2"), tab(2)).unwrap();
        assert_eq!(find("ac-3-2"), Some(older));
        let other = Drawer::new(PersonId::from_random([3; 16]), memory, Reversed);
        assert_eq!(now(other.find(&place("ac-3-2"))), Ok(None));
    }

    #[test]
    fn it_follows_the_passphrase_and_goes_with_its_owner() {
        let memory = Memory::default();
        let one = unfinished(1, 10, "Ask her");
        now(drawer(&memory).keep(&one)).unwrap();
        let plain = |memory: &Memory| {
            let values = memory.under("desk-draft/").unwrap();
            values.iter().any(|(_, value)| value.contains("Ask her"))
        };
        assert!(!plain(&memory));
        let open = now(drawer(&memory).lock_with(Unlocked)).unwrap();
        assert!(plain(&memory));
        assert_eq!(now(open.find(&one.place)), Ok(Some(one)));
        open.erase().unwrap();
        assert_eq!(memory.keys(), Ok(Vec::new()));
    }

    #[test]
    fn what_is_not_written_is_told_and_what_is_damaged_is_left() {
        let memory = Memory::default();
        let drawer = drawer(&memory);
        let one = unfinished(1, 10, "Ask her");
        memory.set_fault(Fault::Full);
        assert_eq!(now(drawer.keep(&one)), Err(StoreError::Full));
        memory.set_fault(Fault::None);
        let key = drawer.key(&one.place, one.tab);
        memory.set(&key, "rubbish").unwrap();
        assert_eq!(now(drawer.find(&one.place)), Ok(None));
        assert_eq!(memory.get(&key), Ok(Some("rubbish".to_owned())));
    }

    #[test]
    fn only_what_somebody_wrote_counts() {
        let on = BTreeSet::from([Seal::of("handed in")]);
        let chosen = Writing {
            on,
            ..Writing::default()
        };
        assert!(chosen.is_empty());
        let judged = Writing {
            judgement: Some(Judgement::Met),
            ..chosen
        };
        assert!(!judged.is_empty());
    }
}
