//! Which browser: Chromium, or the one that `JOURNEYS_IN` names.
//!
//! Journeys are written for Chromium, whose own protocol can do much that WebDriver cannot: small
//! windows, dark pages, a line that goes away. Elsewhere a journey is taken as far as WebDriver goes.

use std::{env, fs, io, net::TcpListener, path::Path, process::Command};

use serde_json::{Value, json};
use thirtyfour::{Capabilities, CapabilitiesHelper, PageLoadStrategy};

use super::{Seen, Way};
use crate::service::Service;

/// A browser that can be driven.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Chromium,
    Firefox,
    /// The engine of Safari, in a small browser of its own.
    WebKit,
}

impl Kind {
    /// The one that is asked for.
    ///
    /// # Errors
    /// There is none of that name.
    pub fn chosen() -> Seen<Self> {
        match env::var("JOURNEYS_IN").as_deref() {
            Err(_) | Ok("" | "chromium") => Ok(Self::Chromium),
            Ok("firefox") => Ok(Self::Firefox),
            Ok("webkit") => Ok(Self::WebKit),
            Ok(other) => Err(format!("no journeys in {other}: chromium, firefox, webkit").into()),
        }
    }

    /// Starts the program that drives it.
    pub(super) fn driver(self) -> io::Result<Service> {
        match self {
            Self::Chromium => Service::start(Command::new("chromedriver").arg("--port=0")),
            Self::Firefox => Service::start(Command::new("geckodriver").args(["--port", "0"])),
            Self::WebKit => {
                // It takes no port of its own choice.
                let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
                let mut driver = Command::new("WebKitWebDriver");
                Service::silent(driver.arg(format!("--port={port}")), port)
            }
        }
    }

    /// How it is started for tests, with its profile in this folder.
    pub(super) fn capabilities(self, profile: &Path, way: &Way) -> Seen<Capabilities> {
        let mut capabilities = Capabilities::new();
        capabilities.set_page_load_strategy(self.waits_for())?;
        if self != Self::Chromium && *way != Way::Straight {
            return Err(self.cannot("be told which way to go"));
        }
        match self {
            Self::Chromium => {
                capabilities.set("browserName", "chrome")?;
                capabilities.set("goog:chromeOptions", chrome_options(profile, way)?)?;
            }
            Self::Firefox => {
                fs::create_dir_all(profile)?;
                capabilities.set("browserName", "firefox")?;
                capabilities.set("moz:firefoxOptions", firefox_options(profile))?;
            }
            Self::WebKit => {}
        }
        Ok(capabilities)
    }

    /// What is waited for by going to a page. A page is there when its text is; what comes later is waited
    /// for by what it does.
    fn waits_for(self) -> PageLoadStrategy {
        match self {
            Self::Chromium | Self::Firefox => PageLoadStrategy::Eager,
            // Its driver waits for the text once more before each command while pictures and styles are on their
            // way, and the text comes once only.
            Self::WebKit => PageLoadStrategy::Normal,
        }
    }

    /// Says that a journey cannot go on in this browser.
    pub(super) fn cannot(self, what: &str) -> super::Trouble {
        super::Trouble::Beyond(format!("{self:?} cannot {what}"))
    }
}

fn chrome_options(profile: &Path, way: &Way) -> Seen<Value> {
    // One place says how Chromium is started for tests: webdriver.json, read by the component
    // tests' runner as well.
    let json = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/webdriver.json"))?;
    let settings: Value = serde_json::from_str(&json)?;
    let arguments = settings.pointer("/goog:chromeOptions/args");
    let mut arguments: Vec<Value> = arguments
        .and_then(Value::as_array)
        .cloned()
        .unwrap_or_default();
    arguments.push(format!("--user-data-dir={}", profile.display()).into());
    arguments.extend(way.arguments().into_iter().map(Value::from));
    let downloads = profile.join("downloads");
    Ok(json!({ "args": arguments, "prefs": { "download.default_directory": downloads } }))
}

fn firefox_options(profile: &Path) -> Value {
    json!({
        "args": ["-headless", "-profile", profile],
        "prefs": {
            "browser.download.dir": profile.join("downloads"),
            "browser.download.folderList": 2,
            // `0.0.0.0` is a machine that does not speak HTTPS, and one that it would not ask otherwise.
            "network.socket.ip_addr_any.disabled": false,
            "ui.prefersReducedMotion": 1,
        },
    })
}
