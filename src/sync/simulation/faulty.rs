//! The store, and a door at which everything goes wrong that can.

use std::{
    cell::{Cell, RefCell},
    collections::{BTreeMap, VecDeque},
    rc::Rc,
    time::Duration,
};

use jiff::{Timestamp, ToSpan};
use serde_json::{Value, json};

use crate::{
    door::wire::{MOST_STATEMENTS, Page, STATEMENTS},
    exchange::xapi::{StatementId, write::extension},
    sync::{Door, DoorError},
};

/// How many statements the store puts on a page.
const PAGE: usize = 3;

const BUSY_FOR: DoorError = DoorError::Busy {
    after: Some(Duration::from_secs(30)),
};

/// What goes wrong at one request.
#[derive(Clone, Copy, Debug)]
pub(super) enum Fault {
    /// Nothing is reached.
    Down,
    /// It is done, and the answer comes too late or never.
    Slow,
    /// Half of what is sent is stored, and then there is an error.
    Half,
    /// All of it is stored, and the answer names half.
    NamesHalf,
    /// The request is done twice, and the answer names everything twice.
    Twice,
    /// The answer is in another order.
    Reordered,
    /// What is sent is stored, and shown only after some more requests.
    Late,
    /// The address of the rest is no longer known.
    Forgotten,
    /// It asks to come later.
    Busy,
    /// It says how much later.
    BusyFor,
    /// The session is over.
    SignedOut,
}

/// How devices hear that something was erased.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Heard {
    /// It is refused where it is sent.
    Sending,
    /// What is fetched says so. Where it is sent, it seems to be taken.
    Fetching,
}

/// The store: what it has by id, in the order in which it came.
#[derive(Default)]
pub(super) struct Store {
    pub has: BTreeMap<StatementId, Value>,
    pub order: Vec<(StatementId, usize)>,
    pub erased: BTreeMap<StatementId, Heard>,
    pub requests: usize,
    /// Whether its clock is years ahead.
    pub is_ahead: bool,
    /// How many of them sent something.
    pub sendings: usize,
}

/// After how many requests something is shown that never is.
pub(super) const NEVER: usize = usize::MAX / 2;

impl Store {
    pub fn same(one: &Value, other: &Value) -> bool {
        let event = |value: &Value| value["context"]["extensions"][extension::event()].clone();
        let text = |value: &Value| value["context"]["extensions"][extension::text()].clone();
        event(one) == event(other) && text(one) == text(other)
    }

    pub fn put(&mut self, statements: &[(StatementId, Value)], shown_after: usize) -> bool {
        let fits = |(id, new): &(StatementId, Value)| {
            self.has.get(id).is_none_or(|old| Self::same(old, new))
        };
        if !statements.iter().all(fits) {
            return false;
        }
        for (id, statement) in statements {
            if !self.has.contains_key(id) && !self.erased.contains_key(id) {
                let ahead = if self.is_ahead { 1_000_000_000 } else { 0 };
                let stored = Timestamp::UNIX_EPOCH + (ahead + self.requests as i64).seconds();
                let mut statement = statement.clone();
                statement["stored"] = json!(stored.to_string());
                self.has.insert(*id, statement);
                self.order.push((*id, self.requests + shown_after));
            }
        }
        true
    }

    pub fn erase(&mut self, id: StatementId, heard: Heard) {
        self.has.remove(&id);
        self.order.retain(|(other, _)| *other != id);
        self.erased.insert(id, heard);
    }
}

/// The door, with what goes wrong at it.
pub(super) struct Faulty {
    pub store: Rc<RefCell<Store>>,
    pub faults: RefCell<VecDeque<Option<Fault>>>,
    /// The most statements that come through at once.
    pub most: usize,
    /// Whether a record was fetched from its beginning.
    pub began: Cell<bool>,
}

impl Faulty {
    fn next(&self) -> Option<Fault> {
        self.store.borrow_mut().requests += 1;
        self.faults.borrow_mut().pop_front().flatten()
    }
}

impl Door for Faulty {
    async fn send(&self, list: &str) -> Result<Vec<StatementId>, DoorError> {
        let fault = self.next();
        let values: Vec<Value> = serde_json::from_str(list).unwrap();
        assert!(!values.is_empty() && values.len() <= MOST_STATEMENTS);
        if values.len() > self.most {
            return Err(DoorError::NotReached);
        }
        let statements: Vec<(StatementId, Value)> = values
            .into_iter()
            .map(|value| (value["id"].as_str().unwrap().parse().unwrap(), value))
            .collect();
        let mut store = self.store.borrow_mut();
        store.sendings += 1;
        let half = statements.len() / 2;
        let mut ids: Vec<StatementId> = statements.iter().map(|(id, _)| *id).collect();
        match fault {
            Some(Fault::Down | Fault::Forgotten) => return Err(DoorError::NotReached),
            Some(Fault::Busy) => return Err(DoorError::Busy { after: None }),
            Some(Fault::BusyFor) => return Err(BUSY_FOR),
            Some(Fault::SignedOut) => return Err(DoorError::SignedOut),
            Some(Fault::Half) => {
                store.put(&statements[..half], 0);
                return Err(DoorError::NotReached);
            }
            _ => {}
        }
        let shown_after = if matches!(fault, Some(Fault::Late)) {
            4
        } else {
            0
        };
        // Not every store says which.
        let said = |at: usize| Some(at).filter(|at| at % 2 == 0);
        let mut all = statements.iter();
        if let Some(at) = all.position(|(id, _)| store.erased.get(id) == Some(&Heard::Sending)) {
            return Err(DoorError::Erased { at: said(at) });
        }
        if !store.put(&statements, shown_after) {
            let conflict = statements
                .iter()
                .position(|(id, new)| store.has.get(id).is_some_and(|old| !Store::same(old, new)));
            let at = conflict.and_then(said);
            return Err(DoorError::Conflict { at });
        }
        match fault {
            Some(Fault::Slow) => return Err(DoorError::NotReached),
            Some(Fault::NamesHalf) => ids.truncate(half),
            Some(Fault::Twice) => {
                assert!(store.put(&statements, 0));
                ids.extend(ids.clone());
            }
            Some(Fault::Reordered) => ids.reverse(),
            _ => {}
        }
        Ok(ids)
    }

    async fn fetch(&self, address: &str) -> Result<Page, DoorError> {
        let fault = self.next();
        let store = self.store.borrow();
        match fault {
            Some(Fault::Down | Fault::Slow | Fault::Half) => return Err(DoorError::NotReached),
            Some(Fault::Busy) => return Err(DoorError::Busy { after: None }),
            Some(Fault::BusyFor) => return Err(BUSY_FOR),
            Some(Fault::SignedOut) => return Err(DoorError::SignedOut),
            Some(Fault::Forgotten) => return Err(DoorError::Refused { at: None }),
            _ => {}
        }
        let query = address.strip_prefix(STATEMENTS).unwrap();
        let query = query.strip_prefix('?').unwrap();
        let fields: BTreeMap<&str, &str> = query
            .split('&')
            .filter_map(|field| field.split_once('='))
            .collect();
        assert_eq!(fields["learner"], "ada");
        let since = fields.get("since").map(|since| {
            let since = since.replace("%2D", "-").replace("%3A", ":");
            // The door itself goes a little further back.
            since.parse::<Timestamp>().unwrap() - 5.seconds()
        });
        let from: usize = fields.get("from").map_or(0, |from| from.parse().unwrap());
        self.began.set(self.began.get() || from == 0);
        let shown = store
            .order
            .iter()
            .filter(|(_, shown)| *shown <= store.requests);
        let shown = shown.map(|(id, _)| &store.has[id]).filter(|statement| {
            let stored: Timestamp = statement["stored"].as_str().unwrap().parse().unwrap();
            since.is_none_or(|since| stored > since)
        });
        let mut all: Vec<Value> = shown.cloned().collect();
        let rest = all.split_off(from.min(all.len()));
        let mut page: Vec<Value> = rest.iter().take(PAGE).cloned().collect();
        match fault {
            Some(Fault::Reordered) => page.reverse(),
            Some(Fault::Twice) => page.extend(page.clone()),
            _ => {}
        }
        let more = match rest.len() > PAGE {
            true => {
                let since = fields.get("since").map(|since| format!("&since={since}"));
                let since = since.unwrap_or_default();
                format!("statements?learner=ada{since}&from={}", from + PAGE)
            }
            false => String::new(),
        };
        let erased = store.erased.iter();
        let erased = erased.filter(|(_, heard)| **heard == Heard::Fetching);
        let mut page = Page::new(page, more);
        page.erased = erased.map(|(id, _)| *id).collect();
        Ok(page)
    }
}
