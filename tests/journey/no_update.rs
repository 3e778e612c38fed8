//! A new version that cannot be put on the device: somebody is told why, and what can be done.
//!
//! `docs/offline.md` says what is promised, and names these tests.

use std::fs;

use serde_json::json;

use crate::{
    browser::{Browser, Seen},
    journey_on,
    new_version::{NEW, OLD, Published},
    offline::UNIT,
};

/// What settings say of the site on this device.
const HERE: &str = "[data-site-here]";

/// What they say of a version that did not get there.
const NOT_NEW: &str = "[data-site-here] [data-newer]";

impl Browser {
    /// Gives the site as much room as it takes now, and so many bytes more.
    async fn leave_room_of(&self, bytes: u64) -> Seen {
        let used = self
            .ask("navigator.storage.estimate().then(({ usage }) => done(usage))")
            .await?;
        let used = used.as_u64().ok_or("no size of what is kept")?;
        let quota = json!({
            "origin": self.tell("location.origin").await?,
            "quotaSize": used + bytes,
        });
        self.cdp("Storage.overrideQuotaForOrigin", quota).await
    }
}

#[tokio::test]
async fn an_update_without_room_says_so_and_room_is_made_for_it() -> Seen {
    let published = Published::new("offline-no-room")?;
    journey_on(&published.site.0, "offline-no-room", async |browser| {
        browser.open_unit(UNIT).await?;
        browser.is_on_device().await?;
        browser.open_unit(UNIT).await?;
        browser.answer_one().await?;
        published.update(OLD, NEW)?;
        browser.leave_room_of(1_000_000).await?;
        browser.look_for_update().await?;
        let kept = browser.versions().await?;
        assert_eq!(kept.len(), 1, "half a version takes no room: {kept:?}");

        // Not while somebody may be writing elsewhere.
        let reading = browser.new_tab().await?;
        browser.open_live("settings/").await?;
        browser.see_text(NOT_NEW, "There is no room for it").await?;
        browser
            .see_text(HERE, "The whole site is on your device.")
            .await?;
        browser.looks_right("settings-no-room").await?;
        browser.click("[data-action=make-room]").await?;
        browser.see_text(NOT_NEW, "open in another tab").await?;
        browser.close_for(&reading).await?;
        browser.open_unit(UNIT).await?;
        assert!(browser.says(OLD).await?);

        browser.open_live("settings/").await?;
        browser.see_text(NOT_NEW, "There is no room for it").await?;
        browser.click("[data-action=make-room]").await?;
        browser
            .until(
                "the new version to be there whole, and nothing to be said of trouble",
                "document.documentElement.dataset.offline === 'whole' && \
                 !document.querySelector('[data-newer], [data-notice=update]')",
            )
            .await?;
        // The old one goes when the new one comes into force, a moment after it is there.
        for _ in 0..2000 {
            if browser.versions().await.is_ok_and(|kept| kept.len() == 1) {
                break;
            }
        }
        assert_eq!(browser.versions().await?.len(), 1, "the old one is gone");
        browser.end_site();
        browser.open_unit(UNIT).await?;
        assert!(browser.says(NEW).await?);
        browser
            .see("form[data-question=cost-of-silence] [data-outcome=right]")
            .await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn an_update_with_files_that_do_not_fit_says_which_and_leaves_the_old_version() -> Seen {
    let published = Published::new("offline-misfit")?;
    let list = published.site.0.join("files.json");
    let page = published.site.0.join(format!("units/{UNIT}/index.html"));
    journey_on(&published.site.0, "offline-misfit", async |browser| {
        browser.open_unit(UNIT).await?;
        browser.is_on_device().await?;
        browser.open_unit(UNIT).await?;
        assert!(browser.says(OLD).await?);

        // The list still is the one from before.
        let before = fs::read(&list)?;
        published.update(OLD, NEW)?;
        let after = fs::read(&list)?;
        fs::write(&list, before)?;
        browser.open_live("settings/").await?;
        browser
            .see_text(NOT_NEW, "beginning with files.json")
            .await?;

        // A page is another than the list says.
        fs::write(&list, after)?;
        let whole = fs::read(&page)?;
        fs::write(&page, [&whole[..], b"<!-- counted -->"].concat())?;
        browser.open_live("settings/").await?;
        browser
            .see_text(NOT_NEW, &format!("beginning with units/{UNIT}/"))
            .await?;
        browser.looks_right("settings-misfit").await?;
        browser.open_unit(UNIT).await?;
        assert!(browser.says(OLD).await? && !browser.says(NEW).await?);
        assert!(browser.all("[data-notice=update]").await?.is_empty());

        // It is mended, and what was said is no longer so.
        browser.open_live("settings/").await?;
        browser.see(NOT_NEW).await?;
        fs::write(&page, whole)?;
        browser.look_for_update().await?;
        browser.is_told_of_update().await?;
        assert!(browser.all(NOT_NEW).await?.is_empty());
        browser.click("[data-action=take-update]").await?;
        browser
            .until(
                "the new version",
                "document.documentElement.dataset.offline === 'whole' && \
                 !document.querySelector('[data-notice=update]')",
            )
            .await?;
        browser.open_unit(UNIT).await?;
        assert!(browser.says(NEW).await?);
        Ok(())
    })
    .await
}
