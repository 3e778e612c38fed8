//! A learner's device, the real door and a store that keeps or names only a part of what it is sent: what
//! is not in the store is sent again, and nothing is said to be kept that is not.

use std::cell::RefCell;

use jiff::{Timestamp, ToSpan};
use serde_json::Value;
use underpin::{
    door::wire::Page,
    exchange::xapi::{self, Load, StatementId, Whose, write::unnamed},
    record::{
        Record,
        event::{PersonId, Role},
        memory::Memory,
        store::StoreError,
    },
    sync::{DoorError, Ended, Exchange, Keep, Mine, Sent, fetched::fetch_all},
};

use super::{Door, people::underpin_people};
use crate::{
    cohort::Cohort,
    door_kit::{
        Browser, account, own,
        server::Answer,
        stand_in::{Hidden, Mood},
    },
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

impl underpin::sync::Door for Client<'_> {
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

/// Ways in which an entry leaves a store, or seems to.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Way {
    /// It is voided, in a store of this kind.
    Voided(Mood),
    /// It is erased at the door and deleted in the store.
    Erased,
    /// The store shows it to nobody.
    Hidden,
}

#[tokio::test]
async fn what_is_taken_out_of_the_store_comes_not_back_and_keeps_nothing_else_on_the_device() {
    let door = Door::open("door-client-erased");
    let client = Client(Browser::of(&door.server, "ada"));
    let ada = account("ada");
    let memory = Memory::default();
    let exchange = || {
        let sent = Sent::open(memory.clone(), PersonId::from_random([1; 16]), &ada);
        Exchange::new(Whose::of(ada.clone()), Mine::Learner, sent)
    };
    let record = RefCell::new(Record::default());
    let does = |n: u32| {
        let statement = own(n, "ada");
        if let Load::Event { event, .. } = xapi::read(&statement).unwrap().load {
            record.borrow_mut().add(event);
        }
        statement["id"].as_str().unwrap().to_owned()
    };
    let ids: Vec<String> = (0..10).map(does).collect();
    let mut now = Timestamp::UNIX_EPOCH;
    let (mut erased, mut hidden) = (0, 0);
    for (at, way) in [
        Way::Voided(Mood::Fine),
        Way::Voided(Mood::Silent),
        Way::Voided(Mood::Strict),
        Way::Voided(Mood::NamesAll),
        Way::Erased,
        Way::Hidden,
    ]
    .into_iter()
    .enumerate()
    {
        // As after a night: everything is fetched, and nothing is known but what was kept.
        let mut exchange = exchange();
        let mut next = async |exchange: &mut Exchange<Memory>| {
            now += 48.hours();
            let here = record.borrow().clone();
            let (kept, how) = (Kept(&record), exchange.how(now));
            exchange.round(&client, &here, &kept, how, now).await.ended
        };
        assert_eq!(next(&mut exchange).await, Ended::Done, "{way:?}");
        match way {
            Way::Voided(mood) => {
                door.store.set(mood);
                door.store.kept().void(&ids[at]);
            }
            Way::Erased => {
                underpin_people(&door, &["erase", &ids[at]]);
                door.store.kept().delete(&ids[at]);
            }
            Way::Hidden => door.store.kept().hide(&ids[at], Hidden::Others),
        }
        match way {
            Way::Hidden => hidden += 1,
            Way::Voided(_) | Way::Erased => erased += 1,
        }
        let new = does(100 + u32::try_from(at).unwrap());
        assert_eq!(next(&mut exchange).await, Ended::Done, "{way:?}");
        let here = record.borrow().clone();
        let there = fetch_all(&client, &ada).await.unwrap();
        assert_eq!(
            there.events().count(),
            here.events().count() - erased - hidden
        );
        assert!(
            door.store
                .kept()
                .statements
                .iter()
                .any(|one| one["id"] == *new)
        );
        assert_eq!(exchange.waiting(&here), 0, "{way:?}");
        assert_eq!(exchange.erased(&here), erased, "{way:?}");
        assert_eq!(exchange.set_aside().len(), hidden, "{way:?}");
        // And from then on it is not even tried.
        door.store.kept().asked.clear();
        assert_eq!(next(&mut exchange).await, Ended::Done, "{way:?}");
        let sent = door.store.kept().asked.iter().any(|asked| asked == "POST");
        assert!(!sent, "{way:?}");
    }
}
