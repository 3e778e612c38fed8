//! One visit to one page, as Chromium and the server tell of it.
//!
//! Each first visit is made by a browser with a new profile at a new address, so that nothing is
//! kept from before. Nobody looks at the page while it loads: what happens is written down in it by
//! `probe.js` and asked for once, when it has come to rest.

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    browser::{Browser, Look, Seen, Window},
    memory,
    server::{Server, Site},
};

const PROBE: &str = include_str!("probe.js");

/// Has the probe try the first question from the first paint on.
const TRY: &str = "window.firstPageTries = true;";

/// What Chromium does when it starts would be in what is measured.
const AFTER_START: Duration = Duration::from_millis(500);

/// How long nothing must be fetched before everything has been.
const SILENCE: Duration = Duration::from_secs(3);

/// How often a page that has not come to rest in ten seconds is waited for again.
const WAITS: usize = 12;

/// The machine and the network that a page is visited with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// This machine, as it is.
    Plain,
    /// A processor slowed four times, on 1.6 Mbit/s with a round trip of 150 ms.
    Phone,
}

impl Line {
    pub const ALL: [Self; 2] = [Self::Plain, Self::Phone];

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Plain => "this machine, unthrottled",
            Self::Phone => "processor slowed 4 times, 1.6 Mbit/s, 150 ms",
        }
    }

    async fn take(self, browser: &Browser) -> Seen {
        if self == Self::Plain {
            return Ok(());
        }
        let bytes_a_second = 1_600_000 / 8;
        let network = json!({
            "offline": false,
            "latency": 150,
            "downloadThroughput": bytes_a_second,
            "uploadThroughput": bytes_a_second,
        });
        browser.cdp("Network.enable", json!({})).await?;
        browser
            .cdp("Network.emulateNetworkConditions", network)
            .await?;
        browser
            .cdp("Emulation.setCPUThrottlingRate", json!({ "rate": 4 }))
            .await
    }
}

/// What was seen in one visit. Times are in milliseconds since it began.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Figures {
    /// When the first words were painted.
    pub paint: Option<f64>,
    /// When the largest part was painted.
    pub largest: Option<f64>,
    /// How much moved that had been painted.
    pub shift: f64,
    /// What that was, in words.
    pub moved: Vec<String>,
    /// What tasks of more than 50 ms held the page up beyond that.
    pub blocked: f64,
    /// The longest of them.
    pub longest: f64,
    /// When the program said that it is there.
    pub ready: Option<f64>,
    /// When it had taken the first question over.
    pub live: Option<f64>,
    /// When what is said to the first question's first option was painted, which was chosen as
    /// early as it can be.
    pub answered: Option<f64>,
    /// When what is [waited for](Tab::wait_for) was there.
    pub shown: Option<f64>,
    /// When anything was put into the page last.
    pub changed: f64,
    /// Whether the program could not start.
    failed: bool,
    /// What was loaded.
    pub files: Vec<Loaded>,
    /// The bytes that the server sent by the time the page had come to rest, with every header: also
    /// what is fetched beside the page, to be kept for when there is no network.
    pub sent: f64,
    /// How many of them an answer's headers have.
    headers: f64,
    /// How long after a press what is said to it was painted, once the program had taken over.
    pub reaction: Option<f64>,
    /// What the page's scripts and the program hold, in bytes.
    pub heap: f64,
    /// What the largest page's process holds, in bytes, where the system tells it.
    pub process: Option<f64>,
}

/// A file that a page loaded.
#[derive(Clone, Debug, Deserialize)]
pub struct Loaded {
    /// Its path.
    pub name: String,
    /// Its bytes as they came, without headers.
    pub bytes: f64,
    /// When it was there.
    pub at: f64,
}

impl Figures {
    /// When the page is all that it will be: the program has taken over, or it has none.
    pub fn whole(&self) -> Option<f64> {
        self.live.or(self.ready)
    }

    /// The bytes that had come over the line for the page when it was whole.
    pub fn until_whole(&self) -> f64 {
        self.loaded(|file| self.whole().is_none_or(|whole| file.at <= whole))
    }

    /// The bytes that came over the line for the page in all.
    pub fn in_all(&self) -> f64 {
        self.loaded(|_| true)
    }

    fn loaded(&self, which: impl Fn(&Loaded) -> bool) -> f64 {
        let files = self.files.iter().filter(|file| which(file));
        files.map(|file| file.bytes + self.headers).sum()
    }
}

/// A browser that has never been anywhere, and the server that it is about to visit.
pub struct Tab {
    browser: Browser,
    /// What it visits.
    pub server: Server,
}

impl Tab {
    /// Starts both.
    ///
    /// # Errors
    /// Chromium does not start, or takes no orders.
    pub async fn new(site: &Arc<Site>, line: Line) -> Seen<Self> {
        // A profile that is still being closed is never taken again.
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let profile = format!("first-page-{}-{number}", std::process::id());
        let profile = Path::new(env!("CARGO_TARGET_TMPDIR")).join(profile);
        let server = Server::start(Arc::clone(site)).await?;
        let mut browser = Browser::at(server.address().to_owned(), profile).await?;
        browser.show_as(Window::Phone, Look::Light).await?;
        let tab = Self { browser, server };
        tab.in_every_page(PROBE).await?;
        line.take(&tab.browser).await?;
        tokio::time::sleep(AFTER_START).await;
        Ok(tab)
    }

    /// The browser itself, for what is no measuring.
    pub fn browser(&self) -> &Browser {
        &self.browser
    }

    /// From now on the first question of every page is tried at once.
    ///
    /// # Errors
    /// Chromium takes no orders.
    pub async fn try_at_once(&self) -> Seen {
        self.in_every_page(TRY).await
    }

    /// From now on no page has come to rest before this selector names something in it.
    ///
    /// # Errors
    /// Chromium takes no orders.
    pub async fn wait_for(&self, css: &str) -> Seen {
        let script = format!("window.firstPageAwaits = {};", json!(css));
        self.in_every_page(&script).await
    }

    async fn in_every_page(&self, script: &str) -> Seen {
        let script = json!({ "source": script });
        let command = "Page.addScriptToEvaluateOnNewDocument";
        self.browser.cdp(command, script).await
    }

    /// Goes to a page and waits until it has come to rest.
    ///
    /// # Errors
    /// It does not, or its program does not start.
    pub async fn visit(&self, path: &str) -> Seen<Figures> {
        let sent = self.server.sent();
        let address = format!("{}{path}", self.server.address());
        let go = json!({ "url": address });
        self.browser.cdp("Page.navigate", go).await?;
        for _ in 0..WAITS {
            let ask = "firstPage.settled(10000).then(done);";
            let answer = self.browser.ask(ask).await?;
            if answer.is_null() {
                continue;
            }
            let mut figures: Figures = serde_json::from_value(answer)?;
            if figures.failed {
                return Err(format!("the program did not start on /{path}").into());
            }
            figures.sent = (self.server.sent() - sent) as f64;
            figures.headers = self.server.headers();
            return Ok(figures);
        }
        Err(format!("/{path} does not come to rest").into())
    }

    /// Leaves the page, so that the next visit is one.
    ///
    /// # Errors
    /// Chromium takes no orders.
    pub async fn leave(&self) -> Seen {
        let nowhere = json!({ "url": "about:blank" });
        self.browser.cdp("Page.navigate", nowhere).await?;
        tokio::time::sleep(AFTER_START).await;
        Ok(())
    }

    /// Waits until nothing more is fetched, also by what runs beside the page: that is done in idle
    /// moments, which may be far apart.
    pub async fn wait_for_silence(&self) {
        let mut before = None;
        while before != Some(self.server.sent()) {
            before = Some(self.server.sent());
            tokio::time::sleep(SILENCE).await;
        }
    }

    /// Chooses the first question's first option with the mouse, and gives how long after the last
    /// press what is said to it was painted.
    ///
    /// # Errors
    /// The question does not answer.
    pub async fn react(&self) -> Seen<f64> {
        let live = "document.querySelector('form.question[data-live]') !== null";
        let live = self.browser.tell(live).await?.as_bool() == Some(true);
        if live {
            // Choosing is one thing, asking for what is said to it another.
            self.press("option").await?;
            self.browser.tell("firstPage.listen()").await?;
            self.press("check").await?;
        } else {
            self.browser.tell("firstPage.listen()").await?;
            self.press("option").await?;
        }
        let answer = self.browser.ask("firstPage.reaction.then(done);").await?;
        Ok(answer
            .as_f64()
            .ok_or("the first question does not answer")?)
    }

    async fn press(&self, what: &str) -> Seen {
        let ask = format!("firstPage.place('{what}').then(done);");
        let place = self.browser.ask(&ask).await?;
        if place.is_null() {
            return Err(format!("the first question has no {what}").into());
        }
        for event in ["mouseMoved", "mousePressed", "mouseReleased"] {
            let is_press = event != "mouseMoved";
            let press = json!({
                "type": event,
                "x": place.get("x"),
                "y": place.get("y"),
                "button": if is_press { "left" } else { "none" },
                "clickCount": u8::from(is_press),
            });
            self.browser.cdp("Input.dispatchMouseEvent", press).await?;
        }
        Ok(())
    }

    /// Adds what the page holds in memory, once what it no longer needs has been given back.
    ///
    /// # Errors
    /// Chromium does not tell.
    pub async fn weigh(&self, figures: &mut Figures) -> Seen {
        let collect = "HeapProfiler.collectGarbage";
        self.browser.cdp(collect, json!({})).await?;
        let heap = self.browser.ask_cdp("Runtime.getHeapUsage", json!({}));
        let heap = heap.await?;
        let heap = heap.get("usedSize").and_then(Value::as_f64);
        let program = self.browser.tell("firstPage.memory()").await?;
        figures.heap = heap.ok_or("Chromium does not tell what its heap holds")?
            + program.as_f64().unwrap_or_default();
        let pages = memory::of_pages();
        figures.process = pages.into_iter().max().map(|bytes| bytes as f64);
        Ok(())
    }

    /// Closes the browser.
    ///
    /// # Errors
    /// It does not close.
    pub async fn end(self) -> Seen {
        self.browser.end().await
    }
}
