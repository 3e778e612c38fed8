//! How a desk feels in Chromium, on the site that `./dev build` made: the time to open 40, 400 and
//! 2,000 learners' files of 200 events each, to list and search them, and to show the matrix; the
//! longest that the page keeps anybody waiting meanwhile; and the browser's memory. It prints, and
//! asserts nothing.
//!
//! `./dev bench` runs it last; alone: `cargo bench --features journey --bench desk_browser`. A number
//! behind it (`-- 400`) is the only size tried.

#[allow(dead_code, reason = "the journeys use the rest of it")]
#[path = "../tests/journey/browser/mod.rs"]
mod browser;
#[path = "../tests/cohort/mod.rs"]
mod cohort;
#[allow(dead_code, reason = "the journeys use it")]
#[path = "../tests/journey/gate.rs"]
mod gate;
#[path = "first_page/memory.rs"]
mod memory;
#[path = "../tests/journey/service.rs"]
mod service;

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::{Value, json};
use underpin::record::event::PersonId;

use browser::{Browser, Seen};
use cohort::{Cohort, Member, assessors};
use service::Service;

const LEARNERS: [usize; 3] = [40, 400, 2000];

/// How many events each learner's record holds at least.
const EVENTS: usize = 200;

/// Watches, from before a page begins: how long anything holds it up, and when what a selector
/// names is there for the first time.
const WATCH: &str = r#"
    window.watched = { longest: 0, seen: {} };
    let last = performance.now();
    setInterval(() => {
        const now = performance.now();
        watched.longest = Math.max(watched.longest, now - last - 10);
        last = now;
    }, 10);
    new MutationObserver(() => {
        for (const what of ['[data-rows=learners] .rows__row', '.matrix tbody tr']) {
            if (!(what in watched.seen) && document.querySelector(what)) {
                watched.seen[what] = performance.now();
            }
        }
    }).observe(document, { childList: true, subtree: true });
"#;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Seen {
    let only: Option<usize> = std::env::args().find_map(|argument| argument.parse().ok());
    println!(
        "{:>8}  {:>9}  {:>9}  {:>9}  {:>9}  {:>9}  {:>9}  {:>9}  {:>8}",
        "learners", "open", "held up", "list", "held up", "search", "matrix", "held up", "memory"
    );
    for learners in LEARNERS {
        if only.is_none_or(|only| only == learners) {
            measure(learners).await?;
        }
    }
    Ok(())
}

async fn measure(learners: usize) -> Seen {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("desk-browser-{learners}"));
    let site = Path::new(env!("CARGO_MANIFEST_DIR")).join("dist");
    let mut serve = Command::new(env!("CARGO_BIN_EXE_underpin"));
    let site = Service::start(serve.args(["serve", "--port", "0", "--dir"]).arg(site))?;
    let browser = Browser::new(site, folder).await?;
    let measured = walk(&browser, learners).await;
    let ended = browser.end().await;
    measured.and(ended)
}

async fn walk(browser: &Browser, learners: usize) -> Seen {
    let files = write(learners, &browser.folder().join("hand-ins"))?;
    let [me, _] = assessors();
    let people = json!([{ "id": me.person, "name": me.name, "role": me.role }]);
    browser.open("privacy/").await?;
    let script =
        format!("localStorage.setItem('underpin/people', JSON.stringify({people})); done(true);");
    browser.ask(&script).await?;
    browser
        .cdp(
            "Page.addScriptToEvaluateOnNewDocument",
            json!({ "source": WATCH }),
        )
        .await?;

    browser.open("assess/").await?;
    browser.see("#desk_open").await?;
    begin(browser).await?;
    let field = browser.all("#desk_files").await?;
    let field = field.first().ok_or("no field for files")?;
    let paths: Vec<_> = files.iter().map(|path| path.to_string_lossy()).collect();
    field.send_keys(paths.join("\n")).await?;
    let done = format!(
        "document.querySelector('[data-said=open]')?.textContent.includes('{learners} files opened')"
    );
    wait(browser, &done).await?;
    let opened = number(browser, "performance.now() - watched.since").await?;
    let held_up = longest(browser).await?;

    // The page anew: everything is read from the device.
    browser.open("assess/").await?;
    wait(browser, "watched.seen['[data-rows=learners] .rows__row']").await?;
    let listed = number(browser, "watched.seen['[data-rows=learners] .rows__row']").await?;
    let held_up_listing = longest(browser).await?;
    let search = "const field = document.querySelector('#desk_search'); const since = performance.now(); \
         field.value = 'bron'; field.dispatchEvent(new Event('input', { bubbles: true })); \
         requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - since)));";
    let searched = browser.ask(search).await?.as_f64().unwrap_or_default();

    browser.open("assess/cohort/").await?;
    wait(browser, "watched.seen['.matrix tbody tr']").await?;
    let matrix = number(browser, "watched.seen['.matrix tbody tr']").await?;
    let held_up_matrix = longest(browser).await?;
    println!(
        "{learners:>8}  {:>9}  {:>9}  {:>9}  {:>9}  {:>9}  {:>9}  {:>9}  {:>8}",
        ms(opened),
        ms(held_up),
        ms(listed),
        ms(held_up_listing),
        ms(searched),
        ms(matrix),
        ms(held_up_matrix),
        memory(),
    );
    Ok(())
}

/// Writes the files of so many learners; more than a few hundred are the same under other ids,
/// because making them would take longer than opening them.
fn write(learners: usize, folder: &Path) -> Seen<Vec<PathBuf>> {
    fs::create_dir_all(folder)?;
    let cohort = Cohort::of_length(1, learners.min(40), EVENTS);
    let members = cohort.learners.iter().cycle().take(learners).enumerate();
    members
        .map(|(at, member)| {
            let path = folder.join(format!("hand-in-{at}.underpin.json"));
            fs::write(&path, other(member, at).hand_in().to_text())?;
            Ok(path)
        })
        .collect()
}

fn other(member: &Member, at: usize) -> Member {
    let mut other = member.clone();
    let mut bytes = [7; 16];
    for (byte, digit) in bytes.iter_mut().zip(at.to_be_bytes()) {
        *byte = digit;
    }
    other.learner.id = PersonId::from_random(bytes);
    other
}

async fn begin(browser: &Browser) -> Seen {
    let script = "watched.longest = 0; watched.since = performance.now(); done(true);";
    browser.ask(script).await?;
    Ok(())
}

/// Waits as long as it takes.
async fn wait(browser: &Browser, expression: &str) -> Seen {
    for _ in 0..60 {
        if browser.until("the page", expression).await.is_ok() {
            return Ok(());
        }
    }
    Err(format!("waited in vain: {expression}").into())
}

async fn number(browser: &Browser, expression: &str) -> Seen<f64> {
    Ok(browser.tell(expression).await?.as_f64().unwrap_or_default())
}

async fn longest(browser: &Browser) -> Seen<f64> {
    // What holds the page up just now is only told afterwards.
    let settled = "setTimeout(() => setTimeout(() => done(watched.longest), 50), 50);";
    let longest: Value = browser.ask(settled).await?;
    Ok(longest.as_f64().unwrap_or_default())
}

fn ms(milliseconds: f64) -> String {
    format!("{milliseconds:.0} ms")
}

/// What the browser's page processes hold together.
fn memory() -> String {
    let pages = memory::of_pages();
    match pages.is_empty() {
        true => "?".to_owned(),
        false => format!("{} MB", pages.iter().sum::<u64>() / 1_000_000),
    }
}
