//! New versions of the site, which come to a device whole or not at all and are taken when somebody
//! chooses.
//!
//! `docs/offline.md` says what is promised, and names these tests.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::json;

use crate::{
    browser::{Browser, Seen},
    content::Copy,
    journey_on,
    offline::{ANSWER, EDITOR, OTHER, UNIT},
    service::Service,
    training::{self, build},
};

/// What a version says, and the next, and the one after.
pub const OLD: &str = "An unpaid carer gives";
pub const NEW: &str = "A carer whom nobody pays gives";
const NEWEST: &str = "A carer without pay gives";

/// A site with the content it was made from, so that it can be made anew.
pub struct Published {
    pub content: PathBuf,
    pub site: Copy,
}

impl Published {
    pub fn new(name: &str) -> Seen<Self> {
        let site = Copy::new(name)?;
        let content = site.0.with_file_name(format!("{name}-content"));
        if content.exists() {
            fs::remove_dir_all(&content)?;
        }
        fs::create_dir_all(&content)?;
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
        for entry in fs::read_dir(source)? {
            let file = entry?.path();
            if let Some(name) = file.file_name().filter(|_| file.is_file()) {
                fs::copy(&file, content.join(name))?;
            }
        }
        Ok(Self { content, site })
    }

    /// Makes a new version of the site, in its place.
    pub fn update(&self, from: &str, to: &str) -> Seen {
        let unit = self.content.join(format!("{UNIT}.md"));
        let text = fs::read_to_string(&unit)?;
        if !text.contains(from) {
            return Err(format!("the unit does not say “{from}”").into());
        }
        fs::write(unit, text.replacen(from, to, 1))?;
        build(&self.content, &self.site.0, &[])
    }
}

impl Browser {
    /// Whether the open page says something.
    pub async fn says(&self, words: &str) -> Seen<bool> {
        let expression = format!("document.querySelector('main').textContent.includes('{words}')");
        Ok(self.tell(&expression).await? == true)
    }

    /// Has the browser look whether there is a new version, as it does at every visit, and waits
    /// until what it found has come or gone.
    pub async fn look_for_update(&self) -> Seen {
        let found = self
            .ask(
                "navigator.serviceWorker.getRegistration().then(async (registration) => {
                     await registration.update();
                     const coming = registration.installing;
                     while (coming?.state === 'installing') {
                         await new Promise((next) => coming.addEventListener('statechange', next, { once: true }));
                     }
                     done(true);
                 }).catch((why) => done(String(why)))",
            )
            .await?;
        match found == true {
            true => Ok(()),
            false => Err(format!("no update could be looked for: {found}").into()),
        }
    }

    /// How many bytes the site uses; how many a version that is half there is missing, for all who are
    /// no assessors, and how many it has then. On a page two folders below the root.
    async fn half_way(&self) -> Seen<(u64, u64, u64)> {
        let look = "(async () => {
            const at = (path) => new URL(`../../${path}`, location.href).href;
            let found = [0, 0];
            for (const name of await caches.keys()) {
                const cache = await caches.open(name);
                const there = new Set((await cache.keys()).map(({ url }) => url));
                const shelves = await (await cache.match(at('files.json'))).json();
                const files = shelves.filter(({ shelf }) => shelf !== 'desk').flatMap(({ files }) => files);
                const sum = (files) => files.reduce((sum, [, , bytes]) => sum + bytes, 0);
                const missing = files.filter(([path]) => !there.has(at(path)));
                if (sum(missing) >= found[0]) found = [sum(missing), sum(files)];
            }
            done([(await navigator.storage.estimate()).usage, ...found]);
        })()";
        let [used, missing, all] = serde_json::from_value(self.ask(look).await?)?;
        Ok((used, missing, all))
    }

    /// Waits until the page says that there is a new version.
    pub async fn is_told_of_update(&self) -> Seen {
        self.see("[data-notice=update] [data-action=take-update]")
            .await?;
        Ok(())
    }
}

#[tokio::test]
async fn an_update_that_stops_half_way_leaves_the_old_version_whole() -> Seen {
    let published = Published::new("offline-half")?;
    journey_on(&published.site.0, "offline-half", async |browser| {
        let gate = browser.go_through_gate("")?;
        gate.open()?;
        browser.open_unit(UNIT).await?;
        browser.is_on_device().await?;

        // The server goes in the middle of it, each time at another place.
        published.update(OLD, NEW)?;
        for missing in ["files.json", "workbook/", "workbook/"] {
            gate.cut(missing)?;
            let before = gate.was_cut();
            browser.look_for_update().await?;
            assert!(gate.was_cut() > before, "{missing} was asked for");
            // And then with all the rest.
            gate.cut_all()?;
            for path in [format!("units/{UNIT}/"), ANSWER.to_owned()] {
                browser.open_live(&path).await?;
            }
            browser.open_unit(UNIT).await?;
            assert!(browser.says(OLD).await? && !browser.says(NEW).await?);
            browser.open_unit(OTHER).await?;
            browser.open_unit(UNIT).await?;
            assert!(browser.all("[data-notice=update]").await?.is_empty());
        }

        browser.answer_one().await?;

        // It goes on where it was, with room for what is missing and not for all of it once more, and
        // is taken when somebody chooses.
        let (used, missing, all) = browser.half_way().await?;
        let room = missing + 500_000;
        assert!(room < all, "{missing} of {all} bytes are missing");
        let quota = json!({
            "origin": browser.tell("location.origin").await?,
            "quotaSize": used + room,
        });
        browser.cdp("Storage.overrideQuotaForOrigin", quota).await?;
        gate.open()?;
        browser.look_for_update().await?;
        browser.is_told_of_update().await?;
        assert!(browser.says(OLD).await?);
        browser.click("[data-action=take-update]").await?;
        browser.see_text("main", NEW).await?;
        browser.is_on_device().await?;
        assert_eq!(browser.versions().await?.len(), 1, "the old one is gone");
        gate.cut_all()?;
        browser.open_unit(UNIT).await?;
        assert!(browser.says(NEW).await? && !browser.says(OLD).await?);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn two_updates_in_a_row_are_both_whole() -> Seen {
    let published = Published::new("offline-row")?;
    journey_on(&published.site.0, "offline-row", async |browser| {
        let gate = browser.go_through_gate("")?;
        gate.open()?;
        browser.open_unit(UNIT).await?;
        browser.is_on_device().await?;
        browser.open_unit(UNIT).await?;
        published.update(OLD, NEW)?;
        browser.look_for_update().await?;
        browser.is_told_of_update().await?;

        // The first is taken while the second is on its way.
        published.update(NEW, NEWEST)?;
        gate.hold("workbook/")?;
        let coming = browser
            .ask(
                "navigator.serviceWorker.getRegistration().then(async (registration) => {
                     registration.update();
                     while (!registration.installing || (await caches.keys()).length < 3) {
                         await new Promise((next) => requestAnimationFrame(next));
                     }
                     done(true);
                 }).catch((why) => done(String(why)))",
            )
            .await?;
        assert_eq!(coming, true, "the second is coming");
        browser.click("[data-action=take-update]").await?;
        browser.see_text("main", NEW).await?;
        // The first has put away the one before it, should the second never come, and nothing of that.
        assert_eq!(browser.versions().await?.len(), 2);
        gate.open()?;
        browser.is_told_of_update().await?;
        browser.click("[data-action=take-update]").await?;
        browser.see_text("main", NEWEST).await?;
        assert_eq!(browser.versions().await?.len(), 1, "both before are gone");

        gate.cut_all()?;
        browser.open_unit(OTHER).await?;
        browser.open_unit(UNIT).await?;
        assert!(browser.says(NEWEST).await?);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn an_update_waits_for_whoever_is_writing() -> Seen {
    let published = Published::new("offline-writing")?;
    journey_on(&published.site.0, "offline-writing", async |browser| {
        browser.open_live(ANSWER).await?;
        browser.is_on_device().await?;
        browser.open_live(ANSWER).await?;
        browser.type_into(EDITOR, "Half a sen").await?;
        published.update(OLD, NEW)?;

        // Another tab finds the new version, and still shows the old.
        let writing = browser.new_tab().await?;
        browser.open_unit(UNIT).await?;
        browser.look_for_update().await?;
        browser.is_told_of_update().await?;
        assert!(browser.says(OLD).await?);
        // Not while somebody writes elsewhere.
        browser.click("[data-action=take-update]").await?;
        browser
            .see_text("[data-notice=update]", "open in another tab")
            .await?;
        assert!(browser.says(OLD).await?);

        // Where she writes she is told, and goes on.
        browser.close_for(&writing).await?;
        browser.is_told_of_update().await?;
        browser.type_into(EDITOR, "tence.").await?;
        let holds = format!("document.querySelector('{EDITOR}')?.value === 'Half a sentence.'");
        browser.until("what was typed", &holds).await?;
        browser.looks_right("update").await?;
        browser.click("[data-action=take-update]").await?;
        browser
            .until(
                "the new version",
                &format!("!document.querySelector('[data-notice=update]') && {holds}"),
            )
            .await?;
        browser.open_unit(UNIT).await?;
        assert!(browser.says(NEW).await?);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn an_update_is_there_at_the_next_start() -> Seen {
    let published = Published::new("offline-start")?;
    journey_on(&published.site.0, "offline-start", async |browser| {
        browser.open_unit(UNIT).await?;
        browser.is_on_device().await?;
        browser.open_unit(UNIT).await?;
        published.update(OLD, NEW)?;
        browser.look_for_update().await?;
        browser.is_told_of_update().await?;
        let (moved, what) = browser.moved().await?;
        assert_eq!(moved, 0.0, "{what}");
        browser.restart().await?;
        browser.open_unit(UNIT).await?;
        assert!(browser.says(NEW).await?);
        browser.end_site();
        browser.open_unit(OTHER).await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn two_sites_of_one_host_do_not_touch_each_other() -> Seen {
    let outer = Published::new("offline-outer")?;
    let inner = training::pack(&outer.content)?;
    journey_on(&outer.site.0, "offline-two", async |browser| {
        browser.open_unit(UNIT).await?;
        browser.is_on_device().await?;
        build(&inner, &outer.site.0.join("nights"), &[])?;
        browser.open_live("nights/").await?;
        browser.see_text("h1", "Nights at Larch House").await?;
        browser.is_on_device().await?;
        let kept = browser.versions().await?;
        assert_eq!(kept.len(), 2, "{kept:?}");

        outer.update(OLD, NEW)?;
        browser.open_unit(UNIT).await?;
        browser.look_for_update().await?;
        browser.is_told_of_update().await?;
        browser.click("[data-action=take-update]").await?;
        browser.see_text("main", NEW).await?;
        let now = browser.versions().await?;
        let same: Vec<_> = kept.iter().filter(|name| now.contains(name)).collect();
        assert_eq!((now.len(), same.len()), (2, 1), "{kept:?} {now:?}");

        browser.end_site();
        browser.open_live("nights/units/night-work/").await?;
        browser.see_text("h1", "Working at night").await?;
        browser.open_unit(UNIT).await?;
        assert!(browser.says(NEW).await?);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn who_edits_the_content_is_shown_nothing_old() -> Seen {
    let published = Published::new("offline-watched")?;
    journey_on(&published.site.0, "offline-watched", async |browser| {
        let gate = browser.go_through_gate("")?;
        gate.open()?;
        browser.open_unit(UNIT).await?;
        browser.is_on_device().await?;

        // The same address, a server for authors by now.
        published.update(OLD, NEW)?;
        let site = published.site.0.as_os_str();
        let watched = Service::start(
            Command::new(env!("CARGO_BIN_EXE_underpin"))
                .args(["serve".as_ref(), "--dir".as_ref(), site])
                .args(["--watch".as_ref(), published.content.as_os_str()])
                .args(["--port", "0", "--log", "off"]),
        )?;
        gate.lead_to(&watched.address())?;
        // As the browser does by itself a moment after a page has been loaded. More than once, because it may be
        // doing so already, at the server that was there before.
        let update = "navigator.serviceWorker.getRegistration().then((found) => found?.update()).then(done, done)";
        for _ in 0..2000 {
            // The worker may load the page again while it is asked.
            let asked = browser.ask(update).await;
            if asked.is_ok() && browser.versions().await.is_ok_and(|kept| kept.is_empty()) {
                break;
            }
        }
        browser.see_after_loading_again(NEW).await?;
        published.update(NEW, NEWEST)?;
        browser.see_after_loading_again(NEWEST).await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_site_that_is_no_longer_kept_leaves_devices() -> Seen {
    let published = Published::new("offline-off")?;
    journey_on(&published.site.0, "offline-off", async |browser| {
        browser.open_live(ANSWER).await?;
        browser.is_on_device().await?;
        browser.open_live(ANSWER).await?;
        browser.type_into(EDITOR, "Half a sentence.").await?;
        build(&published.content, &published.site.0, &["--no-offline"])?;
        browser.look_for_update().await?;
        // Not under her hands.
        browser.is_told_of_update().await?;
        let holds = format!("document.querySelector('{EDITOR}')?.value === 'Half a sentence.'");
        browser.until("what was typed", &holds).await?;
        browser.click("[data-action=take-update]").await?;
        browser
            .until(
                "the site as it comes from the server",
                &format!("!document.querySelector('script[src*=\"assets/offline-\"]') && {holds}"),
            )
            .await?;
        assert!(browser.versions().await?.is_empty());
        browser.open_live("settings/").await?;
        browser
            .see_text("[data-site-here]", "You need a network to open the pages")
            .await?;
        Ok(())
    })
    .await
}
