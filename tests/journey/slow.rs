//! A learner on a slow line: she answers before the program has arrived.

use crate::{
    browser::{Browser, Seen},
    journey,
};

const UNIT: &str = "units/carer-partnerships/";
const FORM: &str = "form[data-question=cost-of-silence]";

impl Browser {
    /// Chooses in a page that the program has not taken over, and sees the page do what it can.
    async fn choose_early(&self) -> Seen {
        self.click(&format!("{FORM} li:has([data-verdict=wrong]) label"))
            .await?;
        assert_eq!(
            self.tell(&format!(
                "document.querySelector('{FORM}').hasAttribute('data-live')"
            ))
            .await?,
            false
        );
        self.see(&format!(
            "{FORM} li:has(input:checked) .feedback[data-verdict=wrong]"
        ))
        .await?;
        Ok(())
    }

    /// The program takes over what was chosen, and it can be checked.
    async fn check_what_was_chosen(&self) -> Seen {
        self.see(&format!("{FORM}[data-live]")).await?;
        assert_eq!(
            self.tell(&format!(
                "document.querySelector('{FORM} li:has([data-verdict=wrong]) input').checked"
            ))
            .await?,
            true,
            "what was chosen early stays chosen"
        );
        self.click(&format!("{FORM} [data-action=check]")).await?;
        self.see(&format!("{FORM} [data-outcome=wrong]")).await?;
        Ok(())
    }
}

#[tokio::test]
async fn chosen_before_the_program_arrives() -> Seen {
    journey("program-late", async |browser| {
        let gate = browser.go_through_gate(".wasm")?;
        browser.open(UNIT).await?;
        browser.choose_early().await?;
        gate.open()?;
        browser.check_what_was_chosen().await
    })
    .await
}

#[tokio::test]
async fn chosen_between_the_program_and_the_newest_text() -> Seen {
    journey("text-late", async |browser| {
        let gate = browser.go_through_gate(".md")?;
        browser.open_live(UNIT).await?;
        browser.choose_early().await?;
        gate.open()?;
        browser.check_what_was_chosen().await
    })
    .await
}

#[tokio::test]
async fn without_the_program_the_page_can_be_read_and_answered() -> Seen {
    journey("no-program", async |browser| {
        browser.cdp("Network.enable", serde_json::json!({})).await?;
        let blocked = serde_json::json!({ "urls": ["*.wasm"] });
        browser.cdp("Network.setBlockedURLs", blocked).await?;
        browser.open(UNIT).await?;
        browser.see(".no-program").await?;
        browser.choose_early().await
    })
    .await
}
