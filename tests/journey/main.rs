//! Journeys: what a person does on the built site, from the first page to the last, in Chromium, or in
//! another browser that `JOURNEYS_IN` names.
//!
//! `./dev test` builds the site and runs them; to run one alone, after `./dev build`:
//! `cargo test --features journey --test journey -- home`. One file for each person's errand.
//! When a journey fails, `target/screens/failed-NAME.png` shows the page it failed on. With `PICTURES=1` before
//! either command, there is a picture of every screen in every look.

mod accessibility;
mod adapt;
mod answer;
mod attempts;
mod browser;
mod cmi5;
#[path = "../cohort/mod.rs"]
mod cohort;
mod completion;
mod content;
mod countersign;
mod desk;
mod door;
#[expect(
    clippy::unwrap_used,
    reason = "what a test cannot go on without fails it"
)]
#[path = "../door/mod.rs"]
mod door_kit;
mod files;
mod foot;
mod gate;
mod home;
mod https;
mod instruments;
mod items;
mod judge;
mod learning_system;
mod matrix;
mod new_version;
mod no_update;
mod odd_systems;
mod offline;
mod own_origin;
mod paper;
mod portfolio;
mod practice;
mod quality;
mod room;
mod scenario;
mod scorm;
mod screens;
mod service;
mod sharing;
mod slow;
mod standardisation;
mod still;
mod storage;
mod training;
mod trap;
mod unfinished;

use std::{
    future::poll_fn,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    path::{Path, PathBuf},
    pin::pin,
    process::Command,
    task::Poll,
};

use browser::{Browser, Seen, Trouble};
use service::Service;

/// Walks through `steps` in a new browser on the built site, which is closed however they end.
async fn journey(name: &str, steps: impl AsyncFnOnce(&mut Browser) -> Seen) -> Seen {
    journey_on(&dist(), name, steps).await
}

/// The same, on a site in another folder.
async fn journey_on(
    site: &Path,
    name: &str,
    steps: impl AsyncFnOnce(&mut Browser) -> Seen,
) -> Seen {
    walked(new_browser(site, name).await, name, steps).await
}

/// Walks through `steps` in a browser, if it could be had as it is wanted; it is closed however they end.
async fn walked(
    browser: Seen<Browser>,
    name: &str,
    steps: impl AsyncFnOnce(&mut Browser) -> Seen,
) -> Seen {
    let mut browser = match browser {
        Err(Trouble::Beyond(what)) => {
            eprintln!("{name} was not begun: {what}");
            return Ok(());
        }
        browser => browser?,
    };
    let outcome = {
        let mut steps = pin!(steps(&mut browser));
        poll_fn(
            |context| match catch_unwind(AssertUnwindSafe(|| steps.as_mut().poll(context))) {
                Ok(progress) => progress.map(Ok),
                Err(panic) => Poll::Ready(Err(panic)),
            },
        )
        .await
    };
    let outcome = match outcome {
        Ok(Err(Trouble::Beyond(what))) => {
            eprintln!("{name} was not taken to its end: {what}");
            Ok(Ok(()))
        }
        outcome => outcome,
    };
    if !matches!(outcome, Ok(Ok(()))) {
        browser.picture(&format!("failed-{name}")).await.ok();
        // What the page says of itself: whether the program is there, how far the site is kept.
        let says = "location.href + ' ' + JSON.stringify(document.documentElement.dataset)";
        eprintln!("{name} ended at {:?}", browser.tell(says).await);
    }
    let end = browser.end().await;
    match outcome {
        Ok(seen) => seen.and(end),
        Err(panic) => resume_unwind(panic),
    }
}

/// The site that `./dev build` made.
fn dist() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("dist")
}

/// A browser that has never been anywhere; `name` is for its folder.
async fn new_browser(site: &Path, name: &str) -> Seen<Browser> {
    if !site.join("index.html").exists() {
        return Err("there is no site in dist/: './dev build' makes it".into());
    }
    let mut serve = Command::new(env!("CARGO_BIN_EXE_underpin"));
    let site = Service::start(
        serve
            .arg("serve")
            .arg("--dir")
            .arg(site)
            .args(["--port", "0", "--log", "off"]),
    )?;
    Browser::new(site, profile(name)).await
}

/// Where a browser of this name keeps what it keeps.
fn profile(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("journey")
        .join(name)
}
