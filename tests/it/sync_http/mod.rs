//! Synchronising through real HTTP, with a proxy between that refuses, cuts off, swallows, halves and
//! doubles what passes through it: at the end everybody has everything, once.
//!
//! Most courses go to a store in a few lines ([`stub`]), and some through the real door to the store that stands in
//! for a real one. What goes wrong is [`proxy`]'s.

mod proxy;
mod stub;

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    process::Stdio,
    time::Duration,
};

use jiff::{Timestamp, ToSpan};
use tokio::task::LocalSet;
use underpin::{
    door::wire::{HEADER, Page, STATEMENTS},
    exchange::xapi::{Account, StatementId, Whose, write::unnamed},
    record::{
        Record,
        event::{PersonId, Role},
        memory::Memory,
        store::StoreError,
    },
    sync::{Door, DoorError, Ended, Exchange, Keep, Mine, Sent},
};

use self::proxy::{FAULTS, Fault};
use crate::{
    cohort::Cohort,
    door_kit::{self as kit, Browser, server::Server, stand_in::StandIn},
};

/// After how long the client gives up where the proxy swallows answers.
const SHORT: Duration = Duration::from_millis(200);

/// After how long it gives up where everything goes well, however slow the machine.
const LONG: Duration = Duration::from_secs(60);

/// What stands behind the proxy.
enum Behind {
    Stub(String, stub::Shared),
    /// The real door, with what everybody's browser says that she is signed in.
    Door(Server, StandIn, BTreeMap<String, String>),
}

impl Behind {
    async fn stub() -> Self {
        let (address, shared) = stub::open().await;
        Self::Stub(address, shared)
    }

    /// The real door, open for the learner and everybody who has done something in her record.
    fn door(name: &str, people: &BTreeMap<PersonId, Role>) -> Self {
        let folder = crate::program::folder(name);
        let accounts = people.iter().map(|(person, role)| {
            let role = match role {
                Role::InternalQualityAssurer => "quality-assurer",
                Role::ExternalQualityAssurer => "external-quality-assurer",
                _ => "assessor",
            };
            (account_of(*person), role)
        });
        let mut accounts: Vec<_> = accounts.collect();
        accounts.push(("ada".to_owned(), "learner"));
        let spring: &[&str] = &["spring"];
        let all = accounts.iter();
        let file = kit::people(all.map(|(account, role)| (&**account, *role, spring)));
        kit::prepare(&folder, &file);
        let store = StandIn::start();
        let user = (kit::stand_in::USER, kit::stand_in::PASSWORD);
        let server = kit::serve(&folder, &store.url(), user, Stdio::null(), &[]);
        let cookie = |account: &str| {
            let cookie = Browser::of(&server, account).cookie;
            cookie.trim_start_matches("Cookie: ").to_owned()
        };
        let cookies = accounts
            .iter()
            .map(|(account, _)| (account.clone(), cookie(account)));
        let cookies = cookies.collect();
        Self::Door(server, store, cookies)
    }

    fn address(&self) -> &str {
        match self {
            Self::Stub(address, _) => address,
            Self::Door(server, ..) => &server.host,
        }
    }

    fn cookie(&self, account: &Account) -> Option<String> {
        match self {
            Self::Stub(..) => None,
            Self::Door(_, _, cookies) => Some(cookies[&*account.name].clone()),
        }
    }

    /// The ids of all statements that the store has.
    fn ids(&self) -> Vec<StatementId> {
        match self {
            Self::Stub(_, shared) => shared.lock().unwrap().iter().map(|(id, _)| *id).collect(),
            Self::Door(_, store, _) => {
                let kept = store.kept();
                let ids = kept
                    .statements
                    .iter()
                    .map(|one| one["id"].as_str().unwrap());
                ids.map(|id| id.parse().unwrap()).collect()
            }
        }
    }
}

/// What the account of somebody who works in the record is called.
fn account_of(person: PersonId) -> String {
    person.to_string().to_lowercase()
}

/// The door, through the proxy.
#[derive(Clone)]
struct Http {
    client: reqwest::Client,
    site: String,
    cookie: Option<String>,
}

impl Http {
    fn new(address: &str, patience: Duration) -> Self {
        // It asks for a provider of TLS even where there is none to be used; any will do.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::builder()
            .timeout(patience)
            .pool_max_idle_per_host(0)
            .build()
            .unwrap();
        Self {
            client,
            site: format!("http://{address}/"),
            cookie: None,
        }
    }

    async fn ask(&self, request: reqwest::RequestBuilder) -> Result<String, DoorError> {
        let not_reached = |_| DoorError::NotReached;
        let mut request = request.header("Connection", "close");
        if let Some(cookie) = &self.cookie {
            request = request.header("Cookie", cookie);
        }
        let answer = request.send().await.map_err(not_reached)?;
        let status = answer.status().as_u16();
        let retry = answer.headers().get("Retry-After").cloned();
        let body = answer.text().await.map_err(not_reached)?;
        match status {
            200 => Ok(body),
            _ => {
                let retry = retry.as_ref().and_then(|value| value.to_str().ok());
                Err(DoorError::of(status, &body, retry))
            }
        }
    }
}

impl Door for Http {
    async fn send(&self, list: &str) -> Result<Vec<StatementId>, DoorError> {
        let request = self.client.post(format!("{}{STATEMENTS}", self.site));
        let request = request
            .header(HEADER.0, HEADER.1)
            .header("Content-Type", "application/json")
            .body(list.to_owned());
        let body = self.ask(request).await?;
        serde_json::from_str(&body).map_err(|_| DoorError::NotReached)
    }

    async fn fetch(&self, address: &str) -> Result<Page, DoorError> {
        let request = self.client.get(format!("{}{address}", self.site));
        let body = self.ask(request).await?;
        serde_json::from_str(&body).map_err(|_| DoorError::NotReached)
    }
}

struct Kept<'r>(&'r RefCell<Record>);

impl Keep for Kept<'_> {
    async fn keep(&self, incoming: Record) -> Result<(), StoreError> {
        self.0.borrow_mut().merge(incoming);
        Ok(())
    }
}

fn account() -> Account {
    Account {
        home_page: "https://training.example.org/".into(),
        name: "ada".into(),
    }
}

/// Somebody with a record and what she knows to be in the store.
struct Side {
    mine: Mine,
    cookie: Option<String>,
    memory: Memory,
    record: RefCell<Record>,
    exchange: Exchange<Memory>,
}

impl Side {
    fn new(mine: Mine, record: Record, behind: &Behind) -> Self {
        let memory = Memory::default();
        Self {
            cookie: behind.cookie(&Self::sender(mine).unwrap_or_else(account)),
            exchange: Self::exchange(mine, &memory),
            mine,
            memory,
            record: RefCell::new(record),
        }
    }

    /// Who sends; nobody but the learner herself where it is hers.
    fn sender(mine: Mine) -> Option<Account> {
        match mine {
            Mine::Learner => None,
            Mine::Others(person) => Some(Account {
                name: account_of(person).into(),
                ..account()
            }),
        }
    }

    fn exchange(mine: Mine, memory: &Memory) -> Exchange<Memory> {
        let whose = Whose {
            sender: Self::sender(mine),
            ..Whose::of(account())
        };
        let sent = Sent::open(memory.clone(), PersonId::from_random([1; 16]), &account());
        Exchange::new(whose, mine, sent)
    }

    async fn round(&mut self, door: &Http, now: Timestamp) -> Ended {
        let record = self.record.borrow().clone();
        let how = self.exchange.how(now);
        let kept = Kept(&self.record);
        let door = Http {
            cookie: self.cookie.clone(),
            ..door.clone()
        };
        let round = self.exchange.round(&door, &record, &kept, how, now).await;
        assert!(self.exchange.set_aside().is_empty(), "{round:?}");
        round.ended
    }
}

/// How many courses go to the stub. Which fault meets which request is drawn from a course's seed, so
/// all of them are the same each time, but where a machine is so slow that it adds faults of its own.
const COURSES: u64 = 24;

/// How many go through the real door beside them.
const THROUGH_THE_DOOR: u64 = 4;

/// The seed of the first course: that of all tests with chance in them, so that one word looks further.
fn first_seed() -> u64 {
    let seed = std::env::var("PROPTEST_RNG_SEED").ok();
    let seed = seed.map_or(1, |seed| seed.parse().unwrap());
    COURSES.wrapping_mul(seed)
}

#[tokio::test]
async fn everybody_has_everything_once_whatever_passes_through() {
    let whole = whole();
    let mut behind = Vec::new();
    for _ in 0..COURSES {
        behind.push(Behind::stub().await);
    }
    go_through(behind, &whole).await;
}

#[tokio::test]
async fn everybody_has_everything_once_whatever_passes_through_the_real_door() {
    let whole = whole();
    let people = people_in(&whole);
    let doors = (0..THROUGH_THE_DOOR).map(|n| Behind::door(&format!("sync-door-{n}"), &people));
    go_through(doors.collect(), &whole).await;
}

fn whole() -> Record {
    let cohort = Cohort::of_length(5, 1, 130);
    let mut whole = cohort.learners[0].record.clone();
    whole.add_text("A wording that no event names.");
    whole
}

/// Who has done something in a learner's record beside her, and as what.
fn people_in(whole: &Record) -> BTreeMap<PersonId, Role> {
    let by = whole.events().filter_map(|event| event.by());
    let others = by.filter(|by| by.role != Role::Learner);
    let people: BTreeMap<_, _> = others.map(|by| (by.person, by.role)).collect();
    assert!(people.len() > 1, "{people:?}");
    people
}

/// A course to each of what is behind the proxies. Between them everything that can go wrong has to.
async fn go_through(behind: Vec<Behind>, whole: &Record) {
    // They mostly wait, so they go on beside each other.
    let courses = LocalSet::new();
    let seeds = (0..).map(|n| first_seed().wrapping_add(n));
    let begun: Vec<_> = seeds
        .zip(behind)
        .map(|(seed, behind)| courses.spawn_local(course(seed, whole.clone(), behind)))
        .collect();
    courses.await;
    let mut had = BTreeSet::new();
    for course in begun {
        had.extend(course.await.unwrap());
    }
    assert_eq!(had, FAULTS.into(), "each of them has happened");
}

/// Everybody goes round after round while things go wrong as they are drawn from a seed, and then while
/// nothing does. Gives what has gone wrong.
async fn course(seed: u64, whole: Record, behind: Behind) -> BTreeSet<Fault> {
    let proxy = proxy::open(behind.address().to_owned(), seed).await;
    let door = Http::new(&proxy.address, SHORT);
    let side = |mine, record| Side::new(mine, record, &behind);
    let mut sides: Vec<Side> = people_in(&whole)
        .into_keys()
        .map(|person| side(Mine::Others(person), whole.clone()))
        .collect();
    sides.push(side(Mine::Learner, whole.clone()));
    sides.push(side(Mine::Learner, Record::default()));

    let mut now = Timestamp::UNIX_EPOCH;
    for turn in 0..12 {
        for side in &mut sides {
            now += 1.hours();
            side.round(&door, now).await;
            if turn % 3 == 2 {
                side.exchange = Side::exchange(side.mine, &side.memory);
            }
        }
    }

    proxy.faults.lock().unwrap().take();
    let door = Http::new(&proxy.address, LONG);
    for _ in 0..2 {
        for side in &mut sides {
            now += 48.hours();
            assert_eq!(side.round(&door, now).await, Ended::Done, "seed {seed}");
        }
    }
    for side in &sides {
        let waits = side.exchange.waiting(&side.record.borrow());
        assert_eq!(waits, 0, "seed {seed}");
        assert!(*side.record.borrow() == whole, "seed {seed}");
    }
    let there = behind.ids();
    let ids: BTreeSet<&StatementId> = there.iter().collect();
    assert_eq!(ids.len(), there.len(), "seed {seed}");
    let all = whole.events().len() + unnamed(&whole).len();
    assert_eq!(ids.len(), all, "seed {seed}");
    let had = proxy.had.lock().unwrap();
    had.clone()
}
