//! Synchronising through real HTTP, with a proxy between that refuses, cuts off, swallows, halves and
//! doubles what passes through it: at the end everybody has everything, once.

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::{
    Router,
    extract::{RawQuery, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
    routing::get,
};
use jiff::{Timestamp, ToSpan};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    task::LocalSet,
};
use underpin::{
    exchange::xapi::{Account, StatementId, Whose, write::unnamed},
    record::{
        Record,
        event::{PersonId, Role},
        memory::Memory,
        store::StoreError,
    },
    sync::{
        Ended, Exchange, Keep, Mine, Sent,
        door::{Door, DoorError, HEADER, Page, STATEMENTS},
    },
};

use crate::cohort::{Cohort, chance::Chance};

/// How many statements the store puts on a page.
const PAGE: usize = 40;

/// After how long the client gives up where the proxy swallows answers.
const SHORT: Duration = Duration::from_millis(200);

/// After how long it gives up where everything goes well, however slow the machine.
const LONG: Duration = Duration::from_secs(60);

type Shared = Arc<Mutex<Vec<(StatementId, Value)>>>;

/// A store behind a door, in a few lines: what it answers is what `docs/synchronising.md` says.
async fn store() -> (String, Shared) {
    let shared = Shared::default();
    let app = Router::new()
        .route(&format!("/{STATEMENTS}"), get(listed).post(taken))
        .with_state(Arc::clone(&shared));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    tokio::spawn(async move { axum::serve(listener, app).await });
    (address, shared)
}

async fn taken(State(shared): State<Shared>, headers: HeaderMap, body: String) -> Response {
    assert_eq!(headers[HEADER.0], HEADER.1);
    let list: Vec<Value> = serde_json::from_str(&body).unwrap();
    let mut has = shared.lock().unwrap();
    let mut ids = Vec::new();
    for statement in list {
        let id: StatementId = statement["id"].as_str().unwrap().parse().unwrap();
        if !has.iter().any(|(there, _)| *there == id) {
            let mut statement = statement;
            let stored = Timestamp::UNIX_EPOCH + i64::try_from(has.len()).unwrap().seconds();
            statement["stored"] = json!(stored.to_string());
            has.push((id, statement));
        }
        ids.push(id);
    }
    serde_json::to_string(&ids).unwrap().into_response()
}

async fn listed(State(shared): State<Shared>, RawQuery(query): RawQuery) -> Response {
    let query = query.unwrap_or_default();
    let plain = |text: &str| {
        let plain = percent_encoding::percent_decode_str(text);
        plain.decode_utf8().unwrap().into_owned()
    };
    let asked: BTreeMap<&str, String> = query
        .split('&')
        .filter_map(|field| field.split_once('='))
        .map(|(name, value)| (name, plain(value)))
        .collect();
    if asked.get("learner").map(String::as_str) != Some("ada") {
        return StatusCode::FORBIDDEN.into_response();
    }
    let since: Option<Timestamp> = asked.get("since").map(|since| since.parse().unwrap());
    let from: usize = asked.get("from").map_or(0, |from| from.parse().unwrap());
    let has = shared.lock().unwrap();
    let news: Vec<Value> = has
        .iter()
        .map(|(_, statement)| statement.clone())
        .filter(|statement| {
            let stored: Timestamp = statement["stored"].as_str().unwrap().parse().unwrap();
            since.is_none_or(|since| stored > since)
        })
        .collect();
    let more = match news.len() > from + PAGE {
        true => {
            let since = asked.get("since").map(|since| format!("&since={since}"));
            format!(
                "statements?learner=ada&from={}{}",
                from + PAGE,
                since.unwrap_or_default()
            )
        }
        false => String::new(),
    };
    let page: Vec<&Value> = news.iter().skip(from).take(PAGE).collect();
    json!({ "statements": page, "more": more })
        .to_string()
        .into_response()
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fault {
    /// The connection is closed before anything is said.
    Refuse,
    /// The store never sees the end of the request.
    CutRequest,
    /// The client never sees the end of the answer.
    CutAnswer,
    /// The client never sees any of the answer.
    Swallow,
    /// The store gets the request twice.
    Twice,
    /// The store gets half of the statements, and the client gets nothing.
    Half,
    /// The proxy says that it is busy.
    Busy,
}

const FAULTS: [Fault; 7] = [
    Fault::Refuse,
    Fault::CutRequest,
    Fault::CutAnswer,
    Fault::Swallow,
    Fault::Twice,
    Fault::Half,
    Fault::Busy,
];

/// A proxy with faults, one a request, until they are switched off.
struct Proxy {
    address: String,
    faults: Arc<Mutex<Option<Chance>>>,
    had: Arc<Mutex<BTreeSet<Fault>>>,
}

async fn proxy(to: String, seed: u64) -> Proxy {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let proxy = Proxy {
        address: listener.local_addr().unwrap().to_string(),
        faults: Arc::new(Mutex::new(Some(Chance::new(seed, 0)))),
        had: Arc::default(),
    };
    let (faults, had) = (Arc::clone(&proxy.faults), Arc::clone(&proxy.had));
    tokio::spawn(async move {
        while let Ok((client, _)) = listener.accept().await {
            let fault = faults.lock().unwrap().as_mut().and_then(|chance| {
                // Every second request or so goes well.
                let which = chance.below(2 * FAULTS.len());
                FAULTS.get(which).copied()
            });
            had.lock().unwrap().extend(fault);
            tokio::spawn(pass(client, to.clone(), fault));
        }
    });
    proxy
}

/// Where a request's head ends and its body begins.
fn body_at(request: &[u8]) -> Option<usize> {
    let end = request.windows(4).position(|four| four == b"\r\n\r\n")?;
    Some(end + 4)
}

async fn request(client: &mut TcpStream) -> std::io::Result<Vec<u8>> {
    let mut request = Vec::new();
    loop {
        if let Some(at) = body_at(&request) {
            let head = String::from_utf8_lossy(&request[..at]).to_lowercase();
            let length = head.split("content-length:").nth(1);
            let length = length.and_then(|rest| rest.lines().next()?.trim().parse().ok());
            if request.len() >= at + length.unwrap_or(0) {
                return Ok(request);
            }
        }
        let mut more = [0; 16 * 1024];
        match client.read(&mut more).await? {
            0 => return Err(std::io::ErrorKind::UnexpectedEof.into()),
            read => request.extend(&more[..read]),
        }
    }
}

async fn answer(to: &str, request: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut store = TcpStream::connect(to).await?;
    store.write_all(request).await?;
    let mut answer = Vec::new();
    store.read_to_end(&mut answer).await?;
    Ok(answer)
}

/// A request to send with half of its statements.
fn halved(request: &[u8]) -> Option<Vec<u8>> {
    let at = body_at(request)?;
    let mut list: Vec<Value> = serde_json::from_slice(&request[at..]).ok()?;
    list.truncate(list.len() / 2);
    let body = serde_json::to_vec(&list).ok()?;
    let head = String::from_utf8_lossy(&request[..at]).into_owned();
    let kept = head
        .lines()
        .filter(|line| !line.to_lowercase().starts_with("content-length") && !line.is_empty());
    let head: String = kept.map(|line| format!("{line}\r\n")).collect();
    let mut all = format!("{head}content-length: {}\r\n\r\n", body.len()).into_bytes();
    all.extend(body);
    Some(all)
}

async fn pass(mut client: TcpStream, to: String, fault: Option<Fault>) -> std::io::Result<()> {
    if fault == Some(Fault::Refuse) {
        return Ok(());
    }
    let request = request(&mut client).await?;
    match fault {
        Some(Fault::CutRequest) => {
            let mut store = TcpStream::connect(to).await?;
            store.write_all(&request[..request.len() - 1]).await?;
            return Ok(());
        }
        Some(Fault::Busy) => {
            let busy = b"HTTP/1.1 503 Busy\r\nRetry-After: 1\r\nContent-Length: 0\r\n\
                         Connection: close\r\n\r\n";
            return client.write_all(busy).await;
        }
        Some(Fault::Half) => {
            if let Some(half) = halved(&request) {
                answer(&to, &half).await?;
            }
            return Ok(());
        }
        Some(Fault::Twice) => drop(answer(&to, &request).await?),
        _ => {}
    }
    let answer = answer(&to, &request).await?;
    match fault {
        Some(Fault::CutAnswer) => client.write_all(&answer[..answer.len() - 2]).await,
        Some(Fault::Swallow) => {
            // Until the client has lost its patience.
            let mut rest = Vec::new();
            client.read_to_end(&mut rest).await.map(drop)
        }
        _ => client.write_all(&answer).await,
    }
}

/// The door, through the proxy.
struct Http {
    client: reqwest::Client,
    site: String,
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
        }
    }

    async fn ask(&self, request: reqwest::RequestBuilder) -> Result<String, DoorError> {
        let not_reached = |_| DoorError::NotReached;
        let request = request.header("Connection", "close");
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
    memory: Memory,
    record: RefCell<Record>,
    exchange: Exchange<Memory>,
}

impl Side {
    fn new(mine: Mine, record: Record) -> Self {
        let memory = Memory::default();
        Self {
            exchange: Self::exchange(mine, &memory),
            mine,
            memory,
            record: RefCell::new(record),
        }
    }

    fn exchange(mine: Mine, memory: &Memory) -> Exchange<Memory> {
        let whose = Whose {
            sender: match mine {
                Mine::Learner => None,
                Mine::Others(person) => Some(Account {
                    name: person.to_string().into(),
                    ..account()
                }),
            },
            ..Whose::of(account())
        };
        let sent = Sent::open(memory.clone(), PersonId::from_random([1; 16]), &account());
        Exchange::new(whose, mine, sent)
    }

    async fn round(&mut self, door: &Http, now: Timestamp) -> Ended {
        let record = self.record.borrow().clone();
        let how = self.exchange.how(now);
        let kept = Kept(&self.record);
        let round = self.exchange.round(door, &record, &kept, how, now).await;
        assert!(self.exchange.set_aside().is_empty(), "{round:?}");
        round.ended
    }
}

/// How many courses are gone through. Which fault meets which request is drawn from a course's seed, so
/// all of them are the same each time, but where a machine is so slow that it adds faults of its own.
const COURSES: u64 = 24;

/// The seed of the first course: that of all tests with chance in them, so that one word looks further.
fn first_seed() -> u64 {
    let seed = std::env::var("PROPTEST_RNG_SEED").ok();
    let seed = seed.map_or(1, |seed| seed.parse().unwrap());
    COURSES.wrapping_mul(seed)
}

#[tokio::test]
async fn everybody_has_everything_once_whatever_passes_through() {
    let cohort = Cohort::of_length(5, 1, 130);
    let mut whole = cohort.learners[0].record.clone();
    whole.add_text("A wording that no event names.");
    // They mostly wait, so they go on beside each other.
    let courses = LocalSet::new();
    let begun: Vec<_> = (0..COURSES)
        .map(|n| courses.spawn_local(course(first_seed().wrapping_add(n), whole.clone())))
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
async fn course(seed: u64, whole: Record) -> BTreeSet<Fault> {
    let people: BTreeSet<PersonId> = whole
        .events()
        .filter_map(|event| event.by())
        .filter(|by| by.role != Role::Learner)
        .map(|by| by.person)
        .collect();
    assert!(people.len() > 1, "{people:?}");

    let (to, shared) = store().await;
    let proxy = proxy(to, seed).await;
    let door = Http::new(&proxy.address, SHORT);
    let mut sides: Vec<Side> = people
        .into_iter()
        .map(|person| Side::new(Mine::Others(person), whole.clone()))
        .collect();
    sides.push(Side::new(Mine::Learner, whole.clone()));
    sides.push(Side::new(Mine::Learner, Record::default()));

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
    let there = shared.lock().unwrap();
    let ids: BTreeSet<StatementId> = there.iter().map(|(id, _)| *id).collect();
    assert_eq!(ids.len(), there.len(), "seed {seed}");
    let all = whole.events().len() + unnamed(&whole).len();
    assert_eq!(ids.len(), all, "seed {seed}");
    let had = proxy.had.lock().unwrap();
    had.clone()
}
