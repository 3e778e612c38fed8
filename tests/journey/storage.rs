//! A device that keeps nothing, is full, or holds rubbish: the page says so, and goes on.

use serde_json::json;

use crate::{
    browser::{Browser, Seen},
    journey,
};

const UNIT: &str = "carer-partnerships";

/// A device that is full, in bytes: Chromium takes 0 for no limit.
const LITTLE: u64 = 1_000;

/// What somebody reads while she answers: all down to the question.
const READ: &str = ".top, main h1, form[data-question=cost-of-silence] legend";

impl Browser {
    /// Answers one question, whatever storage does.
    pub async fn answer_one(&self) -> Seen {
        let form = "form[data-question=cost-of-silence]";
        self.click(&format!("{form} li:has([data-verdict=right]) label"))
            .await?;
        self.click(&format!("{form} [data-action=check]")).await?;
        self.see(&format!("{form} [data-outcome=right]")).await?;
        Ok(())
    }

    /// Has every page that is opened from now on find its storage switched off.
    pub async fn refuse_storage(&self) -> Seen {
        let refuse = "const refuse = () => { throw new DOMException('no', 'SecurityError'); };\
            for (const name of ['localStorage', 'sessionStorage', 'indexedDB'])\
                Object.defineProperty(window, name, { get: refuse });";
        self.cdp(
            "Page.addScriptToEvaluateOnNewDocument",
            json!({ "source": refuse }),
        )
        .await
    }

    /// Leaves no room in local storage.
    async fn fill_local_storage(&self) -> Seen {
        self.tell(
            "(() => { let size = 4_000_000; let at = 0; \
              while (size > 0) { \
                try { localStorage.setItem('else/' + at++, 'x'.repeat(size)); } \
                catch { size = Math.floor(size / 2); } } })()",
        )
        .await
        .map(drop)
    }

    /// Gives the site so many bytes beside local storage; as many as usual where no number is given.
    async fn give_room(&self, bytes: Option<u64>) -> Seen {
        let origin = self.tell("location.origin").await?;
        let mut room = json!({ "origin": origin });
        if let Some(bytes) = bytes {
            room["quotaSize"] = json!(bytes);
        }
        self.cdp("Storage.overrideQuotaForOrigin", room).await
    }
}

#[tokio::test]
async fn storage_that_is_switched_off() -> Seen {
    journey("refused", async |browser| {
        browser.refuse_storage().await?;
        browser.open_unit(UNIT).await?;
        browser.answer_one().await?;
        browser
            .see_text(
                "[data-place=notice] .notice",
                "does not let Underpin save your work",
            )
            .await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn storage_that_is_full() -> Seen {
    journey("full", async |browser| {
        browser.open("").await?;
        browser.fill_local_storage().await?;
        browser.give_room(Some(LITTLE)).await?;
        browser.open_unit(UNIT).await?;
        browser
            .keeps_still(READ, "[data-notice=storage]", async |browser| {
                browser.answer_one().await
            })
            .await?;
        browser
            .see_text(
                "[data-place=notice] .notice",
                "no room left to save your work",
            )
            .await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn nothing_is_locked_where_the_lock_has_no_room() -> Seen {
    journey("full-lock", async |browser| {
        browser.open_unit(UNIT).await?;
        browser.answer_one().await?;
        browser.open_live("settings/").await?;
        browser.fill_local_storage().await?;
        for field in ["#passphrase_new", "#passphrase_again"] {
            browser.fill(field, "seven green bottles").await?;
        }
        browser.click("label[for=passphrase_understood]").await?;
        browser
            .click("[data-form=set-passphrase] [type=submit]")
            .await?;
        browser
            .see_text("[data-form=set-passphrase]", "Nothing has changed")
            .await?;
        browser.open_unit(UNIT).await?;
        browser
            .see("form[data-question=cost-of-silence] [data-outcome=right]")
            .await
            .map(drop)
    })
    .await
}

#[tokio::test]
async fn what_a_full_database_does_not_take_waits_until_there_is_room() -> Seen {
    journey("full-database", async |browser| {
        // Before anything is in the database: what Chromium has found to be free it hands out for a while.
        browser.open("content/pack.toml").await?;
        browser.give_room(Some(LITTLE)).await?;
        browser.open_unit(UNIT).await?;
        browser.answer_one().await?;
        browser
            .see_text(
                "[data-place=notice] .notice",
                "no room left to save your work",
            )
            .await?;
        // With room again, what waited goes where it belongs, and is found there from then on.
        browser.give_room(None).await?;
        for _ in 0..2 {
            browser.open_unit(UNIT).await?;
            browser
                .see("form[data-question=cost-of-silence] [data-outcome=right]")
                .await?;
            browser
                .until(
                    "nothing to wait any more",
                    "!Object.keys(localStorage).some((key) => key.startsWith('underpin/pending/'))",
                )
                .await?;
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn storage_that_holds_rubbish() -> Seen {
    journey("rubbish", async |browser| {
        browser.open_unit(UNIT).await?;
        browser.answer_one().await?;
        browser
            .until(
                "everything to be in the database",
                "!Object.keys(localStorage).some((key) => key.startsWith('underpin/pending/'))",
            )
            .await?;
        browser
            .tell(
                "(() => { const person = JSON.parse(localStorage['underpin/people'])[0].id; \
                  for (const key of Object.keys(localStorage)) \
                    if (key !== 'underpin/people') localStorage.setItem(key, '{rubbish'); \
                  localStorage.setItem('underpin/look', '[[['); \
                  localStorage.setItem(`underpin/pending/${person}/x`, 'rubbish'); \
                  localStorage.setItem(`underpin/draft/${person}/x`, 'rubbish'); })()",
            )
            .await?;
        browser.open_unit(UNIT).await?;
        browser
            .see("form[data-question=cost-of-silence] [data-outcome=right]")
            .await?;
        browser
            .see_text("[data-place=notice] .notice", "cannot be read")
            .await?;
        browser
            .tell("localStorage.setItem('underpin/people', 'rubbish')")
            .await?;
        browser.open_unit(UNIT).await?;
        browser.answer_one().await
    })
    .await
}
