//! What somebody is writing and has not recorded: at the desk a decision, evidence, a plan, a
//! check, an answer to a check, a note on closing one or on countersigning, a standardisation
//! sheet; in one's own record a declaration, a reply to a decision, an answer to a plan.
//!
//! Each piece of work has one place for each tab, so that two tabs never write over each other. It
//! is written within half a second of typing, stays on the device, and is given back when the work
//! is opened again. Once it is recorded it is taken away.

mod check;
mod decision;
mod declaration;
mod evidence;
mod exercise;
mod plan;
#[cfg(test)]
mod tests;

use std::fmt;

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

pub use self::{
    check::{CheckMissing, CheckWriting},
    decision::{UnfinishedComment, Writing},
    declaration::DeclarationWriting,
    evidence::{EvidenceMissing, EvidenceWriting},
    exercise::{CaseWriting, ExerciseWriting, SheetWriting},
    plan::{PlanMissing, PlanWriting},
};
use super::place::DeskPlace;
use crate::{
    quality::Place,
    record::{
        event::{PersonId, TabId},
        locked::Cipher,
        seal::Seal,
        store::{Slots, StoreError},
        turns::Turns,
    },
    typed,
};

/// What is being written, and about what.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Work {
    /// A decision on one criterion of one learner's, and the comment beside it.
    Decision(DeskPlace),
    /// Evidence for one criterion of one learner's.
    Evidence(DeskPlace),
    /// A plan for a unit of one learner's.
    Plan(DeskPlace),
    /// A check of a decision on a learner's work.
    Check(PersonId, Seal),
    /// An answer to a check of a decision on a learner's work.
    Reply(PersonId, Seal),
    /// A note on closing a check of a decision on a learner's work.
    Closing(PersonId, Seal),
    /// A note on countersigning a decision on a learner's work.
    Countersigning(PersonId, Seal),
    /// The declaration with which the learner hands in an answer.
    HandIn(Place),
    /// What the learner replies to a decision.
    LearnersReply(Seal),
    /// What the learner answers to a plan.
    PlanAnswer(Seal),
    /// Judgements of a standardisation exercise.
    Sheet(Seal),
    /// A standardisation exercise that is being put together.
    Exercise,
}

impl fmt::Display for Work {
    /// What the work is kept under. Decisions were first, and stand as they always have: no
    /// person's id is one of the other words.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Decision(place) => write!(f, "{place}"),
            Self::Evidence(place) => write!(f, "evidence/{place}"),
            Self::Plan(place) => write!(f, "plan/{place}"),
            Self::Check(learner, decision) => write!(f, "check/{learner}/{decision}"),
            Self::Reply(learner, sample) => write!(f, "reply/{learner}/{sample}"),
            Self::Closing(learner, sample) => write!(f, "closing/{learner}/{sample}"),
            Self::Countersigning(learner, decision) => {
                write!(f, "countersigning/{learner}/{decision}")
            }
            Self::HandIn(place) => {
                let Place {
                    pack,
                    unit,
                    criterion,
                } = place;
                write!(f, "hand-in/{pack}/{unit}/{criterion}")
            }
            Self::LearnersReply(decision) => write!(f, "learners-reply/{decision}"),
            Self::PlanAnswer(plan) => write!(f, "plan-answer/{plan}"),
            Self::Sheet(exercise) => write!(f, "{SHEETS}/{exercise}"),
            Self::Exercise => f.write_str("exercise"),
        }
    }
}

/// What every standardisation sheet is kept under.
const SHEETS: &str = "sheet";

/// What is being written in one tab.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unfinished<W> {
    /// The tab.
    pub tab: TabId,
    /// When it was last written, by the device's clock.
    pub at: Timestamp,
    /// What has been written so far.
    pub writing: W,
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
    /// The drawer of whoever writes.
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
    pub async fn keep<W: Serialize>(
        &self,
        work: &Work,
        unfinished: &Unfinished<W>,
    ) -> Result<(), StoreError> {
        let key = self.key(work, unfinished.tab);
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
    pub fn take_away(&self, work: &Work, tab: TabId) -> Result<(), StoreError> {
        let key = self.key(work, tab);
        self.turns.may_write(&key, self.turns.begin());
        self.slots.remove(&key)
    }

    /// What was last written of a piece of work, in whichever tab. What cannot be read stays
    /// where it is.
    ///
    /// # Errors
    /// Where the storage cannot be read.
    pub async fn find<W: DeserializeOwned>(
        &self,
        work: &Work,
    ) -> Result<Option<Unfinished<W>>, StoreError> {
        let found = self.under(&work.to_string()).await?;
        Ok(found.into_iter().max_by_key(|one| (one.at, one.tab)))
    }

    /// Every standardisation sheet that was begun, the latest of each exercise.
    ///
    /// # Errors
    /// Where the storage cannot be read.
    pub async fn sheets(&self) -> Result<Vec<Unfinished<SheetWriting>>, StoreError> {
        let mut found: Vec<Unfinished<SheetWriting>> = self.under(SHEETS).await?;
        found.sort_by_key(|one| (one.writing.exercise.id(), one.at, one.tab));
        // The first of those that are alike stays.
        found.reverse();
        found.dedup_by_key(|one| one.writing.exercise.id());
        found.sort_by_key(|one| one.at);
        Ok(found)
    }

    async fn under<W: DeserializeOwned>(
        &self,
        what: &str,
    ) -> Result<Vec<Unfinished<W>>, StoreError> {
        let mut found = Vec::new();
        for (_, closed) in self
            .slots
            .under(&format!("{}{what}/", prefix(self.owner)))?
        {
            let text = self.cipher.open(&closed).await.unwrap_or_default();
            found.extend(serde_json::from_str::<Unfinished<W>>(&text));
        }
        Ok(found)
    }

    /// Takes away everything that is about these learners: their records go from the device.
    ///
    /// # Errors
    /// Where something may be left.
    pub fn forget(&self, learners: &[PersonId]) -> Result<(), StoreError> {
        let learners: Vec<String> = learners.iter().map(ToString::to_string).collect();
        let prefix = prefix(self.owner);
        for (key, _) in self.slots.under(&prefix)? {
            // What is last is the tab.
            let work = key
                .strip_prefix(&prefix)
                .and_then(|key| key.rsplit_once('/'));
            let mut parts = work.map_or("", |(work, _)| work).split('/');
            if parts.any(|part| learners.iter().any(|learner| learner == part)) {
                self.turns.may_write(&key, self.turns.begin());
                self.slots.remove(&key)?;
            }
        }
        Ok(())
    }

    /// Writes everything anew through another cipher: a passphrase was set or taken away.
    ///
    /// # Errors
    /// Where something may still stand there as it was.
    pub async fn lock_with<D: Cipher>(self, cipher: D) -> Result<Drawer<L, D>, StoreError> {
        for (key, closed) in self.slots.under(&prefix(self.owner))? {
            // What cannot be opened stays as it is.
            if let Ok(text) = self.cipher.open(&closed).await {
                let anew = cipher.close(&text).await?;
                // What was written meanwhile is newer.
                if self.slots.get(&key)? == Some(closed) {
                    self.slots.set(&key, &anew)?;
                }
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

    fn key(&self, work: &Work, tab: TabId) -> String {
        format!("{}{work}/{tab}", prefix(self.owner))
    }
}

/// Whether what a field for a day holds is a day that is over: nothing can be done by then.
fn is_over(day: &str, today: Date) -> bool {
    typed::day(day).is_ok_and(|day| day.is_some_and(|day| day < today))
}

fn prefix(owner: PersonId) -> String {
    format!("desk-draft/{owner}/")
}
