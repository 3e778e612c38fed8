//! One round: fetch what is new, then send what waits.
//!
//! The order of things is what keeps the promise. What came in is known to be in the store only after
//! this device has kept it, and what went out only after the store has said so. So wherever a round
//! is cut off, the next one does a little more than it had to, and never less.

use std::{
    collections::{BTreeMap, BTreeSet},
    future::Future,
    mem,
    time::Duration,
};

use jiff::{SignedDuration, Timestamp};

use super::{
    door::{Door, DoorError},
    fetched::taken_out,
    mine::Mine,
    sent::{Mark, Sent},
};
use crate::{
    door::wire::{MOST_BYTES, MOST_STATEMENTS, first_page},
    exchange::xapi::{Account, StatementId, Whose, write::unnamed},
    record::{
        Record,
        sealed::Sealed,
        store::{Slots, StoreError},
    },
};

/// How long it is enough to fetch what is new before everything is fetched once more: a store may
/// show something late, or its clock may have been put right.
const WHOLE_EVERY: SignedDuration = SignedDuration::from_hours(24);

/// Where a record on this device is kept.
pub trait Keep {
    /// Keeps what came in. When this is done without an error, it outlives the program.
    ///
    /// # Errors
    /// Where something may not have been kept.
    fn keep(&self, incoming: Record) -> impl Future<Output = Result<(), StoreError>>;
}

/// One learner's record on this device, and its place in the store.
#[derive(Debug)]
pub struct Exchange<L> {
    whose: Whose,
    mine: Mine,
    sent: Sent<L>,
    set_aside: BTreeMap<StatementId, SetAside>,
    cut_off: Option<CutOff>,
    /// How many bytes are sent at once.
    at_once: usize,
    too_large: usize,
}

/// Why something is not sent again before the program is next started.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SetAside {
    /// The store has something else in its place.
    Conflict,
    /// The door says that it is not this person's to send.
    NotYours,
    /// The door says that it will never be taken.
    Refused,
    /// It is larger than the door takes.
    TooLarge,
}

/// How much is fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// What was stored since the last time.
    News,
    /// Everything.
    Whole,
}

/// What came of a round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Round {
    /// How many events came in that were not here.
    pub received: usize,
    /// How many statements the store has said to have.
    pub sent: usize,
    /// How many statements in the store hold something damaged, or nothing of ours.
    pub odd: usize,
    /// How it ended.
    pub ended: Ended,
}

/// How a round ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ended {
    /// Everything is where it should be, but for what was set aside.
    Done,
    /// The door could not be relied on: later.
    Later {
        /// How much later, where the door said so.
        after: Option<Duration>,
    },
    /// Nobody is signed in any more.
    SignedOut,
    /// This site has no door.
    NoDoor,
    /// The record is not this person's to read.
    NotYours,
    /// What came in could not be kept here.
    NotKept(StoreError),
}

/// Where fetching was cut off.
#[derive(Debug)]
struct CutOff {
    how: How,
    /// What was to be fetched.
    address: String,
    /// What was there before, and what has been sent since.
    there: BTreeSet<StatementId>,
    /// What was erased, as far as that was told before.
    erased: BTreeSet<StatementId>,
    /// The latest time of storing that was seen before.
    latest: Option<String>,
    /// How many were too large before.
    too_large: usize,
}

/// Something that waits to be sent.
struct Waiting {
    id: StatementId,
    text: String,
}

impl<L: Slots> Exchange<L> {
    /// A record's exchange with what is known to be in the store.
    pub fn new(whose: Whose, mine: Mine, sent: Sent<L>) -> Self {
        Self {
            whose,
            mine,
            sent,
            set_aside: BTreeMap::new(),
            cut_off: None,
            at_once: MOST_BYTES,
            too_large: 0,
        }
    }

    /// Whose record it is, to the store.
    pub fn learner(&self) -> &Account {
        &self.whose.learner
    }

    /// What the store is known to have.
    pub fn sent(&self) -> &Sent<L> {
        &self.sent
    }

    /// What is not sent again for now, and why; what the provider has erased is not among it.
    pub fn set_aside(&self) -> &BTreeMap<StatementId, SetAside> {
        &self.set_aside
    }

    /// How many statements the store had at the last look that are too large to be fetched.
    pub fn too_large(&self) -> usize {
        self.too_large
    }

    /// How many entries of a record wait to be sent.
    pub fn waiting(&self, record: &Record) -> usize {
        self.own(record).filter(|id| self.waits(id)).count()
    }

    /// How many entries of a record the provider has erased.
    pub fn erased(&self, record: &Record) -> usize {
        let erased = self.sent.erased();
        self.own(record).filter(|id| erased.contains(id)).count()
    }

    /// All that is this device's to send of a record.
    fn own(&self, record: &Record) -> impl Iterator<Item = StatementId> {
        let learner = &self.whose.learner;
        let events = record.events().filter(|event| self.mine.sends(event));
        let events = events.map(|event| StatementId::of_event(learner, event.seal()));
        let texts = self.texts(record).into_iter().map(|(id, _)| id);
        events.chain(texts)
    }

    /// How much the next round has to fetch.
    pub fn how(&self, now: Timestamp) -> How {
        let mark = self.sent.mark();
        let recently = |at: Timestamp| {
            let since = now.duration_since(at);
            !since.is_negative() && since < WHOLE_EVERY
        };
        // After a time that has not come yet nothing would ever be new.
        let has_come = |since: &String| moment(since).is_some_and(|since| since <= now);
        match (mark.whole, &mark.since) {
            (Some(at), Some(since)) if recently(at) && has_come(since) => How::News,
            _ => How::Whole,
        }
    }

    /// Fetches what is new and sends what waits.
    pub async fn round(
        &mut self,
        door: &impl Door,
        record: &Record,
        keep: &impl Keep,
        how: How,
        now: Timestamp,
    ) -> Round {
        let mut round = Round {
            received: 0,
            sent: 0,
            odd: 0,
            ended: Ended::Done,
        };
        let received = self.receive(door, record, keep, how, now, &mut round).await;
        let sent = match received {
            // What was done here leaves also where not everything comes in: on a slow line, or a full device.
            Ended::Done | Ended::Later { after: None } | Ended::NotKept(_) => {
                self.send(door, record, &mut round).await
            }
            _ => Ended::Done,
        };
        round.ended = match sent {
            Ended::Done => received,
            ended => ended,
        };
        if round.ended == Ended::Done {
            let mark = Mark {
                done: Some(now),
                ..self.sent.mark().clone()
            };
            self.sent.set_mark(mark);
        }
        round
    }

    async fn receive(
        &mut self,
        door: &impl Door,
        record: &Record,
        keep: &impl Keep,
        how: How,
        now: Timestamp,
        round: &mut Round,
    ) -> Ended {
        let since = match how {
            How::News => self.sent.mark().since.clone(),
            How::Whole => None,
        };
        let cut_off = self.cut_off.take().filter(|cut_off| cut_off.how == how);
        let beginning = first_page(&self.whose.learner, since.as_deref());
        let first = || CutOff {
            how,
            address: beginning.clone(),
            there: BTreeSet::new(),
            erased: BTreeSet::new(),
            latest: None,
            too_large: 0,
        };
        let mut next = cut_off.unwrap_or_else(first);
        let mut seen = BTreeSet::new();
        loop {
            let page = match door.fetch(&next.address).await {
                Ok(page) => page,
                // The door no longer knows the address, if it was one to go on from.
                Err(DoorError::Refused { .. }) => return Ended::Later { after: None },
                Err(error) => {
                    self.cut_off = Some(next).filter(|next| next.address != beginning);
                    return ended(&error);
                }
            };
            let (incoming, ids, odd) = taken_out(&self.whose.learner, &page.statements);
            round.odd += odd;
            let new = incoming
                .events()
                .filter(|e| record.event(&e.seal()).is_none());
            let new = new.count();
            let is_new = |hash| record.text(&hash).is_none();
            if new > 0 || incoming.texts().any(|(hash, _)| is_new(hash)) {
                if let Err(error) = keep.keep(incoming).await {
                    self.cut_off = Some(next).filter(|next| next.address != beginning);
                    return Ended::NotKept(error);
                }
                round.received += new;
            }
            for id in &ids {
                self.set_aside.remove(id);
            }
            next.there.extend(ids.iter().copied());
            self.sent.add(ids);
            next.latest = later(next.latest.take(), page.latest(now));
            next.erased.extend(page.erased.iter().copied());
            next.too_large += page.too_large;
            match page.more() {
                Some(more) if seen.insert(more.clone()) => next.address = more,
                // It says that there is more where it has sent us before, or anywhere else.
                Some(_) => return Ended::Later { after: None },
                None if page.is_cut_off() => return Ended::Later { after: None },
                None => break,
            }
        }
        self.too_large = next.too_large;
        next.erased.retain(|id| !next.there.contains(id));
        if !next.erased.is_empty() {
            let own = self.own(record).filter(|id| next.erased.contains(id));
            self.sent.erase(own.collect::<Vec<_>>());
        }
        let old = self.sent.mark().clone();
        let (since, whole) = match how {
            How::Whole => {
                // A store that was set back to an earlier day gets again what it has lost.
                self.sent.forget_all_but(&next.there);
                (next.latest, Some(now))
            }
            How::News => (later(old.since, next.latest.as_deref()), old.whole),
        };
        self.sent.set_mark(Mark {
            since,
            whole,
            done: old.done,
        });
        Ended::Done
    }

    async fn send(&mut self, door: &impl Door, record: &Record, round: &mut Round) -> Ended {
        let mut batches = self.batches(record);
        while let Some(batch) = batches.pop() {
            let texts: Vec<&str> = batch.iter().map(|waiting| &*waiting.text).collect();
            let (at, why) = match door.send(&format!("[{}]", texts.join(","))).await {
                Ok(ids) => {
                    // What was not asked for is not believed; what is not named waits on.
                    let ids: BTreeSet<StatementId> = ids.into_iter().collect();
                    let named = batch.iter().map(|waiting| waiting.id);
                    let named: Vec<_> = named.filter(|id| ids.contains(id)).collect();
                    round.sent += named.len();
                    if let Some(cut_off) = &mut self.cut_off {
                        cut_off.there.extend(named.iter().copied());
                    }
                    self.sent.add(named);
                    self.at_once = MOST_BYTES.min(self.at_once * 2);
                    continue;
                }
                Err(DoorError::Conflict { at }) => (at, Some(SetAside::Conflict)),
                Err(DoorError::NotYours { at }) => (at, Some(SetAside::NotYours)),
                Err(DoorError::Refused { at }) => (at, Some(SetAside::Refused)),
                Err(DoorError::Erased { at }) => (at, None),
                Err(DoorError::TooLarge) => (None, Some(SetAside::TooLarge)),
                Err(error) => {
                    if error == DoorError::NotReached && batch.len() > 1 {
                        // It may have been too much for the line.
                        self.at_once = texts.iter().map(|text| text.len()).sum::<usize>() / 2;
                    }
                    return ended(&error);
                }
            };
            match (<[Waiting; 1]>::try_from(batch), why) {
                (Ok([alone]), Some(why)) => {
                    if why == SetAside::Conflict {
                        // Should the store have it after all, fetching everything will show that.
                        let mark = self.sent.mark().clone();
                        self.sent.set_mark(Mark {
                            whole: None,
                            ..mark
                        });
                    }
                    self.set_aside.insert(alone.id, why);
                }
                (Ok([alone]), None) => self.sent.erase([alone.id]),
                (Err(several), _) => batches.extend(parted(several, at)),
            }
        }
        match self.waiting(record) {
            0 => Ended::Done,
            // The store has not named everything that it was sent.
            _ => Ended::Later { after: None },
        }
    }

    /// What waits, in requests, the oldest in the last one: the first to be sent.
    fn batches(&self, record: &Record) -> Vec<Vec<Waiting>> {
        let learner = &self.whose.learner;
        let mut events: Vec<&Sealed> = record
            .events()
            .filter(|event| self.mine.sends(event))
            .filter(|event| self.waits(&StatementId::of_event(learner, event.seal())))
            .collect();
        events.sort_by_key(|event| (event.event().map(|event| event.at), event.seal()));
        let events = events
            .into_iter()
            .map(|event| self.whose.event(event, record));
        let texts = self.texts(record).into_iter();
        let texts = texts.filter(|(id, _)| self.waits(id));
        let texts = texts.map(|(_, (hash, text))| self.whose.text(hash, text));

        let (mut batches, mut batch, mut bytes) = (Vec::new(), Vec::new(), 0);
        for statement in events.chain(texts) {
            let text = statement.to_text();
            let is_full = batch.len() == MOST_STATEMENTS || bytes + text.len() > self.at_once;
            if is_full && !batch.is_empty() {
                batches.push(mem::take(&mut batch));
                bytes = 0;
            }
            bytes += text.len();
            let id = statement.id;
            batch.push(Waiting { id, text });
        }
        if !batch.is_empty() {
            batches.push(batch);
        }
        batches.reverse();
        batches
    }

    fn waits(&self, id: &StatementId) -> bool {
        let is_erased = self.sent.erased().contains(id);
        !self.sent.has(id) && !is_erased && !self.set_aside.contains_key(id)
    }

    /// Texts that no event names are the learner's to send.
    fn texts<'r>(
        &self,
        record: &'r Record,
    ) -> Vec<(StatementId, (crate::record::seal::TextHash, &'r str))> {
        if self.mine != Mine::Learner {
            return Vec::new();
        }
        let named = unnamed(record).into_iter();
        let learner = &self.whose.learner;
        named
            .map(|(hash, text)| (StatementId::of_text(learner, hash), (hash, text)))
            .collect()
    }
}

/// A request that was refused, as smaller ones: the one that was named apart from the others, or
/// halves.
fn parted(mut several: Vec<Waiting>, at: Option<usize>) -> Vec<Vec<Waiting>> {
    let at = at.filter(|at| *at < several.len());
    let middle = at.unwrap_or(several.len() / 2);
    let mut rest = several.split_off(middle);
    let after = match at {
        Some(_) => rest.split_off(1),
        None => Vec::new(),
    };
    // The last one is sent next.
    let parts = [after, rest, several].into_iter();
    parts.filter(|part| !part.is_empty()).collect()
}

fn ended(error: &DoorError) -> Ended {
    match error {
        DoorError::Busy { after } => Ended::Later { after: *after },
        DoorError::SignedOut => Ended::SignedOut,
        DoorError::NoDoor => Ended::NoDoor,
        DoorError::NotYours { .. } => Ended::NotYours,
        DoorError::NotReached
        | DoorError::Conflict { .. }
        | DoorError::Erased { .. }
        | DoorError::Refused { .. }
        | DoorError::TooLarge => Ended::Later { after: None },
    }
}

/// The later of two times in a store's words.
fn later(one: Option<String>, other: Option<&str>) -> Option<String> {
    match (one, other) {
        (Some(one), Some(other)) if moment(other) <= moment(&one) => Some(one),
        (_, Some(other)) => Some(other.to_owned()),
        (one, None) => one,
    }
}

fn moment(text: &str) -> Option<Timestamp> {
    text.parse().ok()
}
