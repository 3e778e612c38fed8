//! A device that keeps nothing, is full, or holds rubbish: the page says so, and goes on.

use serde_json::json;

use crate::{
    browser::{Browser, Seen},
    journey,
};

const UNIT: &str = "carer-partnerships";

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
        browser
            .tell(
                "(() => { let size = 4_000_000; let at = 0; \
                  while (size > 0) { \
                    try { localStorage.setItem('else/' + at++, 'x'.repeat(size)); } \
                    catch { size = Math.floor(size / 2); } } })()",
            )
            .await?;
        let origin = browser.tell("location.origin").await?;
        browser
            .cdp(
                "Storage.overrideQuotaForOrigin",
                json!({ "origin": origin, "quotaSize": 0 }),
            )
            .await?;
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
