//! Many at once: learners who send what they did through the door to a store and ask for news, and
//! readers of a site. Says how long it takes and what memory the server holds, before and after: it has to stay
//! flat. The store is one that stands in, in memory, so that what is measured is the server; where
//! `RALPH` names Ralph, it says what that takes as well.
#![expect(clippy::unwrap_used, reason = "a bench that cannot go on ends")]

#[path = "../tests/door/mod.rs"]
mod door_kit;
#[path = "../tests/outside/store.rs"]
mod store;

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::Stdio,
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use door_kit::{self as kit, server::Server, stand_in::StandIn};
use reqwest::{Client, StatusCode};
use tokio::{sync::Semaphore, task::JoinSet};

const LEARNERS: usize = 1_000;
const EACH: u32 = 50;
/// How often they come: whatever memory grows with being used shows in the second time and the third.
const TIMES: u32 = 3;
const AT_ONCE: u32 = 10;
const BROWSERS: usize = 64;
const TRAFFIC_BYTES: usize = 200 << 20;
/// How many ask for news, again and again, and how much each has by then.
const POLLING: usize = 300;
const HAVE: u32 = 300;
/// As long as a page of a site: a unit's words.
const WORDS: &str = include_str!("../content/carer-partnerships.md");

fn main() {
    // `cargo test` builds and runs benches as tests: then there is nothing to measure.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    // The client chooses none by itself.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        static_traffic().await;
        through_the_door().await;
    });
}

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// What the server holds in memory, in MB; none where the system does not say.
fn memory(server: &Server) -> String {
    let status = fs::read_to_string(format!("/proc/{}/status", server.id()));
    let resident = status.ok().and_then(|status| {
        let line = status
            .lines()
            .find(|line| line.starts_with("VmRSS:"))?
            .to_owned();
        line.split_whitespace().nth(1)?.parse::<f64>().ok()
    });
    resident.map_or_else(
        || "unknown".to_owned(),
        |kib| format!("{:.1} MB", kib / 1024.0),
    )
}

fn told(what: &str, times: &[Duration], took: Duration) {
    let mut times = times.to_vec();
    times.sort();
    let at = |part: usize| times[(times.len() - 1) * part / 100].as_secs_f64() * 1_000.0;
    let count = u32::try_from(times.len()).unwrap();
    println!(
        "{what}: {count} in {:.1} s, {:.0} a second; half within {:.1} ms, 95 of 100 within {:.1} ms, all within {:.1} ms",
        took.as_secs_f64(),
        f64::from(count) / took.as_secs_f64(),
        at(50),
        at(95),
        at(100)
    );
}

/// Pages of a site and its program, as 64 browsers ask for them.
async fn static_traffic() {
    let folder = folder("bench-static");
    let site = kit::prepare(&folder, "");
    fs::create_dir_all(site.join("assets")).unwrap();
    // Four values, so that it gets about as small as a program does.
    let mut chance = 7_u32;
    let program = (0..1_200_000).map(|_| {
        chance = chance.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (chance >> 30) as u8
    });
    let program: Vec<u8> = program.collect();
    for (path, bytes) in [
        ("index.html", WORDS.as_bytes()),
        ("assets/app-1_bg.wasm", &program),
    ] {
        let packed = brotli(bytes);
        println!("{path}: {} bytes, {} compressed", bytes.len(), packed.len());
        fs::write(site.join(path), bytes).unwrap();
        fs::write(site.join(format!("{path}.br")), packed).unwrap();
    }
    let server = Server::start(
        ["--dir", site.to_str().unwrap(), "--log", "off"],
        Stdio::null(),
    );
    let client = Client::builder()
        .pool_max_idle_per_host(BROWSERS)
        .build()
        .unwrap();
    let before = memory(&server);
    let sent = Arc::new(Mutex::new(0_usize));
    let times = Arc::new(Mutex::new(Vec::new()));
    let began = Instant::now();
    let mut browsers = JoinSet::new();
    for _ in 0..BROWSERS {
        let (client, sent, times) = (client.clone(), Arc::clone(&sent), Arc::clone(&times));
        let at = format!("http://{}/", server.host);
        browsers.spawn(async move {
            while *sent.lock().unwrap() < TRAFFIC_BYTES {
                for path in ["", "", "", "assets/app-1_bg.wasm"] {
                    let asked = Instant::now();
                    let answer = client
                        .get(format!("{at}{path}"))
                        .header("Accept-Encoding", "br");
                    let answer = answer.send().await.unwrap();
                    assert_eq!(answer.status(), StatusCode::OK);
                    assert_eq!(answer.headers()["content-encoding"], "br");
                    let length = answer.bytes().await.unwrap().len();
                    times.lock().unwrap().push(asked.elapsed());
                    *sent.lock().unwrap() += length;
                }
            }
        });
    }
    browsers.join_all().await;
    let took = began.elapsed();
    let bytes = u32::try_from(*sent.lock().unwrap() >> 20).unwrap();
    println!("\nA site, {BROWSERS} browsers\n");
    told("Files", &times.lock().unwrap(), took);
    println!(
        "{bytes} MB, {:.0} MB a second",
        f64::from(bytes) / took.as_secs_f64()
    );
    println!("Memory: {before} before, {} after\n", memory(&server));
}

fn brotli(bytes: &[u8]) -> Vec<u8> {
    let mut writer = brotli::CompressorWriter::new(Vec::new(), 64 << 10, 5, 22);
    writer.write_all(bytes).unwrap();
    writer.into_inner()
}

struct Learner {
    name: String,
    cookie: String,
}

/// A thousand learners sign in, send fifty statements each and read them back.
async fn through_the_door() {
    let folder = folder("bench-door");
    let names: Vec<String> = (0..LEARNERS).map(|n| format!("l-{n:04}")).collect();
    let people = names
        .iter()
        .map(|name| (name.as_str(), "learner", &["spring"][..]));
    kit::prepare(&folder, &kit::people(people));
    let store = StandIn::start();
    store.kept().listens = false;
    let user = (kit::stand_in::USER, kit::stand_in::PASSWORD);
    let more = ["--behind-proxy", "--log", "off"];
    let server = kit::serve(&folder, &store.url(), user, Stdio::null(), &more);
    println!("The door, {LEARNERS} learners with {EACH} statements each, {BROWSERS} at once\n");
    for time in 0..TIMES {
        all_send(&server, names.clone(), time * EACH).await;
    }
    let kept = store.kept().statements.len();
    assert_eq!(kept, LEARNERS * usize::try_from(TIMES * EACH).unwrap());
    println!("{kept} statements are in the store, each once\n");
    let polling = &names[..POLLING];
    for name in polling {
        for n in TIMES * EACH..HAVE {
            let own = kit::own(n, name);
            store.kept().put(own);
        }
    }
    let now = kit::stand_in::stored(store.kept().statements.len() + 1);
    println!("{POLLING} learners with {HAVE} statements each ask for news\n");
    all_poll(&server, polling.to_vec(), &now).await;

    if std::env::var_os("RALPH").is_some() {
        let ralph = store::Ralph::start(&folder);
        let more = ["--behind-proxy", "--log", "off"];
        let server = kit::serve(&folder, &ralph.url, store::USER, Stdio::null(), &more);
        println!("The same with Ralph on one file behind it, 20 learners\n");
        let names = (0..20).map(|n| format!("l-{n:04}")).collect();
        all_send(&server, names, 0).await;
    }
}

async fn all_sign_in(server: &Server, client: &Client, names: Vec<String>) -> Vec<Learner> {
    let (learners, times, took) = at_once(names.into_iter().enumerate(), {
        let (client, at) = (
            client.clone(),
            format!("http://{}/lrs/session", server.host),
        );
        move |(n, name)| {
            let body = format!("{{\"name\":\"{name}\",\"password\":\"{}\"}}", kit::PASSWORD);
            let asked = client
                .post(&at)
                .header("X-Underpin", "1")
                .header("Content-Type", "application/json")
                .header("X-Forwarded-For", format!("10.0.{}.{}", n / 250, n % 250))
                .body(body);
            async move {
                let answer = asked.send().await.unwrap();
                assert_eq!(answer.status(), StatusCode::OK);
                let cookie = answer.headers()["set-cookie"].to_str().unwrap();
                let cookie = cookie.split(';').next().unwrap().to_owned();
                Learner { name, cookie }
            }
        }
    })
    .await;
    told("Signing in", &times, took);
    learners
}

/// All ask for what was stored since a time, as devices do now and then, and there is nothing.
async fn all_poll(server: &Server, names: Vec<String>, since: &str) {
    let client = Client::builder()
        .pool_max_idle_per_host(BROWSERS)
        .build()
        .unwrap();
    let learners = all_sign_in(server, &client, names).await;
    let before = memory(server);
    let at = format!("http://{}/lrs/", server.host);
    let (parts, times, took) = at_once(learners, move |learner| {
        let (client, at) = (client.clone(), at.clone());
        let mut path = format!("statements?since={since}");
        async move {
            let mut parts = 0_usize;
            while !path.is_empty() {
                let asked = client.get(format!("{at}{path}"));
                let answer = asked
                    .header("Cookie", &learner.cookie)
                    .send()
                    .await
                    .unwrap();
                assert_eq!(answer.status(), StatusCode::OK);
                let answer = answer.text().await.unwrap();
                let answer: serde_json::Value = serde_json::from_str(&answer).unwrap();
                assert_eq!(answer["statements"], serde_json::json!([]));
                answer["more"].as_str().unwrap().clone_into(&mut path);
                parts += 1;
            }
            parts
        }
    })
    .await;
    told("Asking for news", &times, took);
    let bytes = kit::own(0, "l-0000").to_string().len() * usize::try_from(HAVE).unwrap();
    println!(
        "Each time all of a record is read from the store: {} kB in {} parts. Memory: {before} before, {} after\n",
        bytes >> 10,
        parts[0],
        memory(server)
    );
}

/// All sign in, send as many statements as they have done since the last time, and read all back.
async fn all_send(server: &Server, names: Vec<String>, done: u32) {
    let client = Client::builder()
        .pool_max_idle_per_host(BROWSERS)
        .build()
        .unwrap();
    let before = memory(server);
    let learners = all_sign_in(server, &client, names).await;
    let signed_in = memory(server);
    let batches = learners.iter().flat_map(|learner| {
        let own = |n| kit::own(n, &learner.name);
        let batch = move |first| (first..first + AT_ONCE).map(own).collect::<Vec<_>>();
        let firsts = (done..done + EACH).step_by(usize::try_from(AT_ONCE).unwrap());
        firsts.map(move |first| {
            (
                learner.cookie.clone(),
                serde_json::to_string(&batch(first)).unwrap(),
            )
        })
    });
    let batches: Vec<(String, String)> = batches.collect();
    let at = format!("http://{}/lrs/statements", server.host);
    let (_, times, took) = at_once(batches, {
        let (client, at) = (client.clone(), at.clone());
        move |(cookie, body)| {
            let asked = client
                .post(&at)
                .header("X-Underpin", "1")
                .header("Content-Type", "application/json")
                .header("Cookie", cookie)
                .body(body);
            async move { assert_eq!(asked.send().await.unwrap().status(), StatusCode::OK) }
        }
    })
    .await;
    told(&format!("Sending {AT_ONCE} statements"), &times, took);
    let sent = memory(server);
    let (_, times, took) = at_once(learners, move |learner| {
        let asked = client.get(&at).header("Cookie", learner.cookie);
        async move {
            let answer = asked.send().await.unwrap().text().await.unwrap();
            let answer: serde_json::Value = serde_json::from_str(&answer).unwrap();
            let found = answer["statements"].as_array().unwrap().len();
            // One answer gives no more; what is left is asked for next.
            let first = (done + EACH).min(100);
            assert_eq!(found, usize::try_from(first).unwrap());
        }
    })
    .await;
    told("Reading one’s own back", &times, took);
    println!(
        "Memory: {before} before, {signed_in} with everybody signed in, {sent} after sending, {} after reading\n",
        memory(server)
    );
}

/// Does all of it, so many at a time; and says how long each took, and all.
async fn at_once<T: Send + 'static, R: Send + 'static, F: Future<Output = R> + Send + 'static>(
    all: impl IntoIterator<Item = T>,
    work: impl Fn(T) -> F,
) -> (Vec<R>, Vec<Duration>, Duration) {
    let places = Arc::new(Semaphore::new(BROWSERS));
    let began = Instant::now();
    let mut tasks = JoinSet::new();
    for one in all {
        let (places, work) = (Arc::clone(&places), work(one));
        tasks.spawn(async move {
            let _place = places.acquire().await;
            let asked = Instant::now();
            (work.await, asked.elapsed())
        });
    }
    let done = tasks.join_all().await;
    let took = began.elapsed();
    let (results, times) = done.into_iter().unzip();
    (results, times, took)
}
