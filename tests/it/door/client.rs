//! A learner's device, the real door and a store that keeps or names only a part of what it is sent: what
//! is not in the store is sent again, and nothing is said to be kept that is not.

use std::cell::RefCell;

use jiff::{Timestamp, ToSpan};
use serde_json::Value;
use underpin::{
    exchange::xapi::{StatementId, Whose, write::unnamed},
    record::{
        Record,
        event::{PersonId, Role},
        memory::Memory,
        store::StoreError,
    },
    sync::{
        Ended, Exchange, Keep, Mine, Sent,
        door::{DoorError, Page},
    },
};

use super::Door;
use crate::{
    cohort::Cohort,
    door_kit::{Browser, account, own, server::Answer, stand_in::Mood},
};

/// The door as the program on her device asks it.
struct Client<'s>(Browser<'s>);

fn read<T: serde::de::DeserializeOwned>(answer: &Answer) -> Result<T, DoorError> {
    match answer.status {
        200 => serde_json::from_slice(&answer.body).map_err(|_| DoorError::NotReached),
        status => {
            let retry = Some(answer.header("retry-after")).filter(|wait| !wait.is_empty());
            Err(DoorError::of(status, &answer.text(), retry))
        }
    }
}

impl underpin::sync::door::Door for Client<'_> {
    async fn send(&self, list: &str) -> Result<Vec<StatementId>, DoorError> {
        let list: Value = serde_json::from_str(list).unwrap();
        read(&self.0.post(&list))
    }

    async fn fetch(&self, address: &str) -> Result<Page, DoorError> {
        read(&self.0.get(&format!("/{address}")))
    }
}

struct Kept<'r>(&'r RefCell<Record>);

impl Keep for Kept<'_> {
    async fn keep(&self, incoming: Record) -> Result<(), StoreError> {
        self.0.borrow_mut().merge(incoming);
        Ok(())
    }
}

#[tokio::test]
async fn what_a_store_does_not_name_is_looked_for_and_sent_again_where_it_is_not() {
    let cohort = Cohort::of_length(5, 1, 260);
    let record = RefCell::new(cohort.learners[0].record.clone());
    let all = {
        let record = record.borrow();
        let own = record.events();
        let own = own.filter(|event| event.by().is_none_or(|by| by.role == Role::Learner));
        own.count() + unnamed(&record).len()
    };
    assert!(all > 100, "one batch is too few: {all}");

    let door = Door::open("door-client");
    let client = Client(Browser::of(&door.server, "ada"));
    let ada = account("ada");
    let sent = Sent::open(Memory::default(), PersonId::from_random([1; 16]), &ada);
    let mut exchange = Exchange::new(Whose::of(ada), Mine::Learner, sent);
    let mut now = Timestamp::UNIX_EPOCH;
    for (mood, all_is_kept) in [
        (Mood::Nothing, false),
        (Mood::Half, false),
        (Mood::Nothing, false),
        (Mood::Half, false),
        (Mood::Silent, true),
        (Mood::Nothing, true),
        (Mood::Fine, true),
    ] {
        door.store.set(mood);
        // Everything is fetched and compared each time, as on another day.
        now += 48.hours();
        let before = exchange.waiting(&record.borrow());
        let here = record.borrow().clone();
        let kept = Kept(&record);
        let how = exchange.how(now);
        let round = exchange.round(&client, &here, &kept, how, now).await;
        let in_store = door.store.kept().statements.len();
        let waiting = exchange.waiting(&record.borrow());
        assert_eq!(all - waiting, in_store, "{mood:?}: {round:?}");
        assert!(exchange.set_aside().is_empty(), "{mood:?}: {round:?}");
        assert_eq!(waiting == 0, all_is_kept, "{mood:?}: {round:?}");
        assert_eq!(round.ended == Ended::Done, all_is_kept, "{mood:?}");
        if mood == Mood::Half {
            assert!(waiting < before, "{mood:?}: {before}, {waiting}");
        }
    }
    // A device that knows nothing of what it has sent sends all of it, and nothing is there twice.
    let new = Sent::open(
        Memory::default(),
        PersonId::from_random([1; 16]),
        &account("ada"),
    );
    let mut forgetful = Exchange::new(Whose::of(account("ada")), Mine::Learner, new);
    let here = record.borrow().clone();
    let (kept, how) = (Kept(&record), forgetful.how(now));
    let round = forgetful.round(&client, &here, &kept, how, now).await;
    assert_eq!(round.ended, Ended::Done);
    assert_eq!(door.store.kept().statements.len(), all);
}

#[tokio::test]
async fn one_statement_that_is_too_large_keeps_no_other_from_her_device() {
    let door = Door::open("door-client-large");
    let mut long = own(0, "ada");
    long["result"] = serde_json::json!({"response": "x".repeat(33 << 20)});
    door.store.kept().put(long);
    for n in 1..20 {
        door.store.kept().put(own(n, "ada"));
    }
    let client = Client(Browser::of(&door.server, "ada"));
    let ada = account("ada");
    let sent = Sent::open(Memory::default(), PersonId::from_random([1; 16]), &ada);
    let mut exchange = Exchange::new(Whose::of(ada), Mine::Learner, sent);
    let record = RefCell::new(Record::default());
    let mut now = Timestamp::UNIX_EPOCH;
    // Also where she fetches only what is new.
    for received in [19, 0] {
        now += 1.minute();
        let here = record.borrow().clone();
        let (kept, how) = (Kept(&record), exchange.how(now));
        let round = exchange.round(&client, &here, &kept, how, now).await;
        assert_eq!((round.received, &round.ended), (received, &Ended::Done));
    }
    assert_eq!(record.borrow().events().count(), 19);
}
