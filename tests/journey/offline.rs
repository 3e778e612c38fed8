//! People without a network: on the bus, in a cellar, on a server that goes away in the middle of
//! something.
//!
//! `docs/offline.md` says what is promised, and names these tests.

use std::fs;

use serde_json::json;

use crate::{
    browser::{Browser, Seen},
    content::Copy,
    journey, journey_on,
    new_version::Published,
    training::{self, build},
};

pub const UNIT: &str = "carer-partnerships";
pub const OTHER: &str = "professional-boundaries";
pub const ANSWER: &str = "units/carer-partnerships/ac-3-2/";
pub const EDITOR: &str = "#answer_text";
impl Browser {
    /// Waits until everything of the site is on the device.
    pub async fn is_on_device(&self) -> Seen {
        let whole = "document.documentElement.dataset.offline === 'whole'";
        self.until("the whole site to be kept", whole).await
    }

    /// The names of all that is kept for sites of this host.
    pub async fn versions(&self) -> Seen<Vec<String>> {
        let names = self.ask("caches.keys().then(done)").await?;
        let names = names.as_array().ok_or("no list of what is kept")?;
        Ok(names
            .iter()
            .filter_map(|name| name.as_str().map(str::to_owned))
            .collect())
    }
}

#[tokio::test]
async fn the_first_reload_works_with_the_server_gone() -> Seen {
    journey("offline-reload", async |browser| {
        browser.open_unit(UNIT).await?;
        browser.is_on_device().await?;
        browser.end_site();

        browser.open_unit(UNIT).await?;
        browser.answer_one().await?;
        // By links, and at the other pages' own addresses.
        browser.click(".brand").await?;
        browser.see_text("h1", "Relationships").await?;
        browser.open_unit(OTHER).await?;
        browser.open_live("record/").await?;
        // And after the device was switched off.
        browser.restart().await?;
        browser.open_unit(UNIT).await?;
        browser
            .see("form[data-question=cost-of-silence] [data-outcome=right]")
            .await?;
        browser.open_live("settings/").await?;
        browser
            .see_text("[data-site-here]", "It opens without a network too.")
            .await?;
        browser.see_text("[data-site-here]", "MB").await?;
        browser.looks_right("settings-offline").await?;

        // The desk's program was never asked for here.
        browser.open("assess/").await?;
        browser.see_text("h1", "not on your device yet").await?;
        browser.see_text("main a", "Try again").await?;
        browser.click_text("main a", "Go to all units").await?;
        browser.see_text("h1", "Relationships").await?;
        browser.open(&format!("units/{UNIT}")).await?;
        browser.see_text("h1", "carers").await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_is_kept_comes_without_waiting_for_the_worker() -> Seen {
    journey("offline-routes", async |browser| {
        browser.open_unit(UNIT).await?;
        browser.is_on_device().await?;
        browser.end_site();
        browser.cdp("ServiceWorker.enable", json!({})).await?;
        browser.cdp("ServiceWorker.stopAllWorkers", json!({})).await?;
        browser.open_unit(UNIT).await?;
        let others = "performance.getEntries()\
             .filter(({ entryType, name }) => entryType === 'navigation' || name.includes('/assets/'))\
             .filter(({ workerFinalSourceType }) => workerFinalSourceType !== 'cache')\
             .map(({ name }) => name).join(' ')";
        let others = browser.tell(others).await?;
        assert_eq!(others.as_str(), Some(""));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_desk_that_was_used_opens_without_a_network() -> Seen {
    journey("offline-desk", async |browser| {
        browser.sit_down("Maureen Tully", 0).await?;
        browser.is_on_device().await?;
        browser.end_site();
        browser.restart().await?;
        browser.open_live("assess/").await?;
        browser.see_text("[data-desk=me]", "Maureen Tully").await?;
        browser.open_live("assess/cohort/").await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn handing_in_needs_no_network() -> Seen {
    journey("offline-hand-in", async |browser| {
        browser.open_live(ANSWER).await?;
        browser.is_on_device().await?;
        browser
            .type_into(EDITOR, "I ask the person and her carer what matters to them, and I write down what we agree.")
            .await?;
        browser.click("[data-action=hand-in]").await?;
        // Now the server goes.
        browser.end_site();
        browser.sign_and_hand_in("Asha").await?;
        browser.restart().await?;
        browser.open_live(ANSWER).await?;
        browser
            .see_text("main", "This version is fixed now")
            .await?;
        browser.see_text("main", "what matters to them").await?;
        browser.open_live("record/").await?;
        browser
            .see_text("[data-place=record]", "Handed in: 1")
            .await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn without_room_the_site_goes_on() -> Seen {
    journey("offline-full", async |browser| {
        // A page of the same origin, so that the room can be taken before the site is opened.
        browser.open("content/pack.toml").await?;
        let origin = browser.tell("location.origin").await?;
        let quota = json!({ "origin": origin, "quotaSize": 300_000 });
        browser.cdp("Storage.overrideQuotaForOrigin", quota).await?;
        browser.open_unit(UNIT).await?;
        browser
            .until(
                "the end of the attempt",
                "document.documentElement.dataset.offline === 'not-yet'",
            )
            .await?;
        let kept = browser.versions().await?;
        assert!(kept.is_empty(), "the room is given back: {kept:?}");
        browser.answer_one().await?;
        browser.open_live("settings/").await?;
        browser
            .see_text("[data-site-here]", "could not be put on your device")
            .await?;
        Ok(())
    })
    .await
}

/// A worker that is ended while it is asked something never answers.
#[tokio::test]
async fn a_question_that_the_worker_loses_is_asked_again() -> Seen {
    journey("offline-lost-question", async |browser| {
        let losing = "const put = ServiceWorker.prototype.postMessage; let lost = 0; \
                      ServiceWorker.prototype.postMessage = function (...all) { \
                      if (lost++) put.apply(this, all); };";
        browser
            .cdp(
                "Page.addScriptToEvaluateOnNewDocument",
                json!({ "source": losing }),
            )
            .await?;
        browser.open_unit(UNIT).await?;
        browser.is_on_device().await
    })
    .await
}

#[tokio::test]
async fn where_data_is_saved_only_what_is_looked_at_is_on_device() -> Seen {
    journey("offline-saving", async |browser| {
        let saving =
            "Object.defineProperty(navigator, 'connection', { value: { saveData: true } });";
        browser
            .cdp(
                "Page.addScriptToEvaluateOnNewDocument",
                json!({ "source": saving }),
            )
            .await?;
        let some = |units: u32| {
            format!("document.documentElement.dataset.offlineUnits?.startsWith('{units}/')")
        };
        browser.open_unit(UNIT).await?;
        browser.until("one unit to be kept", &some(1)).await?;
        // By a link, as most go on.
        browser.click(".brand").await?;
        browser
            .click(&format!("main a[href$='units/{OTHER}/']"))
            .await?;
        browser.until("two units to be kept", &some(2)).await?;
        browser.open_live("settings/").await?;
        browser
            .see_text("[data-site-here]", "2 of 5 units are on your device")
            .await?;
        browser.end_site();
        browser.open_unit(UNIT).await?;
        browser.open_unit(OTHER).await?;
        browser.open("units/customer-relationships/").await?;
        browser.see_text("h1", "not on your device yet").await?;
        browser.looks_right("no-signal").await
    })
    .await
}

#[tokio::test]
async fn much_is_put_on_the_device_when_somebody_asks() -> Seen {
    let published = Published::new("offline-much")?;
    let pictures = published.content.join("pictures");
    fs::create_dir_all(&pictures)?;
    for (unit, byte) in [(UNIT, 1), (OTHER, 2)] {
        // Nobody looks at it: what counts is its size.
        fs::write(pictures.join(format!("{unit}.png")), vec![byte; 16_000_000])?;
        let file = published.content.join(format!("{unit}.md"));
        let text = fs::read_to_string(&file)?;
        let picture = format!("![A picture](pictures/{unit}.png)\n\n## ");
        fs::write(file, text.replacen("## ", &picture, 1))?;
    }
    build(&published.content, &published.site.0, &[])?;
    journey_on(&published.site.0, "offline-much", async |browser| {
        browser.open_unit("customer-relationships").await?;
        browser
            .until(
                "one unit to be kept",
                "document.documentElement.dataset.offline === 'visited' && \
                 document.documentElement.dataset.offlineUnits === '1/5'",
            )
            .await?;
        browser.open_live("settings/").await?;
        browser
            .see_text("[data-site-here]", "1 of 5 units are on your device")
            .await?;
        browser.looks_right("settings-some").await?;
        browser.click("[data-action=keep-all]").await?;
        // It is much: what is waited for is that it goes on.
        for units in 2..=5 {
            let kept =
                format!("parseInt(document.documentElement.dataset.offlineUnits) >= {units}");
            browser.until("the next unit to be kept", &kept).await?;
        }
        browser.is_on_device().await?;
        browser
            .see_text("[data-site-here]", "The whole site is on your device.")
            .await?;
        browser.end_site();
        browser.open_unit(OTHER).await
    })
    .await
}

#[tokio::test]
async fn a_server_that_never_answers_is_not_waited_for() -> Seen {
    journey("offline-hanging", async |browser| {
        let gate = browser.go_through_gate("")?;
        gate.open()?;
        browser.open_unit(UNIT).await?;
        browser.is_on_device().await?;
        gate.hold_all()?;
        browser.open_unit(UNIT).await?;
        browser.answer_one().await?;
        browser.open_live("record/").await?;
        browser.open_live("settings/").await?;
        browser
            .see_text("[data-site-here]", "The whole site is on your device.")
            .await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn training_from_an_address_opens_without_a_network() -> Seen {
    let site = Copy::new("offline-training")?;
    let pack = training::pack(&site.0)?;
    let name = pack.file_name().unwrap_or_default().to_string_lossy();
    let address = format!("?pack={name}");
    journey_on(&site.0, "offline-training", async |browser| {
        browser.open_live(&address).await?;
        browser.see_text("h1", "Nights at Larch House").await?;
        browser.is_on_device().await?;
        browser.end_site();
        browser.open_live(&address).await?;
        browser.see_text("h1", "Nights at Larch House").await?;
        assert!(browser.all("[data-place=notice] .notice").await?.is_empty());
        browser.restart().await?;
        browser.open_live("").await?;
        browser.see_text("h1", "Nights at Larch House").await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn storage_is_asked_to_last_once_there_is_work() -> Seen {
    journey("offline-persist", async |browser| {
        let count = "StorageManager.prototype.persist = async () => { \
                     sessionStorage.asked = Number(sessionStorage.asked ?? 0) + 1; return true; };";
        browser
            .cdp(
                "Page.addScriptToEvaluateOnNewDocument",
                json!({ "source": count }),
            )
            .await?;
        browser.open_unit(UNIT).await?;
        browser.is_on_device().await?;
        assert_eq!(
            browser.tell("sessionStorage.asked ?? null").await?,
            json!(null)
        );
        browser.answer_one().await?;
        for _ in 0..2 {
            browser.open_unit(UNIT).await?;
            browser.is_on_device().await?;
        }
        assert_eq!(browser.tell("sessionStorage.asked").await?, "1");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_site_can_be_installed() -> Seen {
    journey("offline-install", async |browser| {
        browser.open_unit(UNIT).await?;
        browser.is_on_device().await?;
        let problems = browser
            .ask_cdp("Page.getInstallabilityErrors", json!({}))
            .await?;
        assert_eq!(problems["installabilityErrors"], json!([]), "{problems}");
        let manifest = browser.ask_cdp("Page.getAppManifest", json!({})).await?;
        assert_eq!(manifest["errors"], json!([]), "{manifest}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_home_screen_has_storage_of_its_own_and_both_sides_say_so() -> Seen {
    journey("offline-home-screen", async |browser| {
        let runs_there = |there: bool| {
            let told =
                format!("Object.defineProperty(navigator, 'standalone', {{ value: {there} }});");
            json!({ "source": told })
        };
        let install = "[data-site-here] .hint";
        browser.open_live("settings/").await?;
        browser.is_on_device().await?;
        browser.see_text(install, "browser’s menu").await?;

        // In the browser of such a phone, and on its Home Screen.
        let told = browser
            .ask_cdp("Page.addScriptToEvaluateOnNewDocument", runs_there(false))
            .await?;
        browser.open_live("settings/").await?;
        browser.see_text(install, "choose the Share button").await?;
        browser.looks_right("settings-apple").await?;
        browser.open_live("").await?;
        assert!(browser.all("[data-notice=begun]").await?.is_empty());
        browser
            .cdp("Page.removeScriptToEvaluateOnNewDocument", told)
            .await?;
        browser
            .cdp("Page.addScriptToEvaluateOnNewDocument", runs_there(true))
            .await?;
        browser.open_live("settings/").await?;
        browser
            .see_text("[data-site-here]", "The whole site")
            .await?;
        assert!(browser.all(install).await?.is_empty());
        browser.open_live("").await?;
        browser
            .see_text("[data-notice=begun]", "This app keeps its own work")
            .await?;
        browser.looks_right("home-begun").await?;
        browser.click("[data-notice=begun] a").await?;
        browser.see("#record_open").await?;

        // Whoever has something there is not asked.
        browser.open_unit(UNIT).await?;
        browser.answer_one().await?;
        browser.open_live("").await?;
        browser.see("[data-unit] .progress-list").await?;
        assert!(browser.all("[data-notice=begun]").await?.is_empty());
        Ok(())
    })
    .await
}
