//! An answer, from the first word to the file for the assessor: nothing typed is lost, what might
//! tell who somebody is is pointed out, and what is handed in is fixed.

use crate::{
    browser::{Browser, Seen},
    journey,
};

const PAGE: &str = "units/carer-partnerships/ac-3-2/";
const EDITOR: &str = "[data-place=answer] textarea";
const ANSWER: &str = "Her notes said that she refused care. Her daughter Joan Bates told me why.";

impl Browser {
    async fn open_answer(&self) -> Seen {
        self.open_live(PAGE).await?;
        self.see(EDITOR).await?;
        Ok(())
    }

    async fn write(&self, words: &str) -> Seen {
        self.type_into(EDITOR, words).await?;
        self.see_text("[data-place=answer]", "Saved on this device")
            .await?;
        Ok(())
    }

    async fn until_written(&self, words: &str) -> Seen {
        let holds = format!("document.querySelector('{EDITOR}')?.value.includes('{words}')");
        self.until(format!("the editor to hold “{words}”"), &holds)
            .await
    }

    /// Signs the declaration, hands in, and sees that it is.
    pub async fn sign_and_hand_in(&self, name: &str) -> Seen {
        self.click("#own_work").await?;
        self.click("#help_none").await?;
        self.fill("#signed", name).await?;
        self.click("[data-action=hand-in-now]").await?;
        self.see_text("[data-place=criterion-state]", "Handed in")
            .await?;
        Ok(())
    }
}

#[tokio::test]
async fn what_was_typed_outlives_a_tab_that_dies() -> Seen {
    journey("answer-crash", async |browser| {
        browser.open_answer().await?;
        browser.write(ANSWER).await?;
        browser.crash_tab().await?;
        browser.open_answer().await?;
        browser.until_written("Joan Bates told me why.").await?;
        browser.restart().await?;
        browser.open_answer().await?;
        browser.until_written("Joan Bates told me why.").await
    })
    .await
}

#[tokio::test]
async fn what_is_filled_in_to_hand_in_outlives_the_form() -> Seen {
    const SIGNED: &str = "#signed";
    journey("answer-hand-in-twice", async |browser| {
        browser.open_answer().await?;
        browser.write(ANSWER).await?;
        browser.click("[data-action=hand-in]").await?;
        browser.click("#own_work").await?;
        browser.fill(SIGNED, "Asha Begum").await?;
        browser.click("[data-action=hand-in]").await?;
        browser.focus_is_on("#hand_in_title").await?;
        browser.holds(SIGNED, "Asha Begum").await?;
        browser.see("#own_work:checked").await?;

        // The form goes in the same moment, before that was written.
        browser
            .tell(&format!(
                "(() => {{
                     const field = document.querySelector('{SIGNED}');
                     field.value = 'Asha B. Begum';
                     field.dispatchEvent(new Event('input', {{ bubbles: true }}));
                     document.querySelector('[data-action=not-now]').click();
                 }})()"
            ))
            .await?;
        browser
            .see("[data-action=hand-in][aria-expanded=false]")
            .await?;
        browser.click("[data-action=hand-in]").await?;
        browser.holds(SIGNED, "Asha B. Begum").await?;
        browser
            .until(
                "no trouble to be told",
                "!document.querySelector('[data-notice=storage]')",
            )
            .await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn an_answer_is_written_checked_and_handed_in() -> Seen {
    journey("answer", async |browser| {
        browser.open_answer().await?;
        browser.write(ANSWER).await?;
        browser
            .see_text("[data-place=answer]", "Could this show who somebody is?")
            .await?;
        browser.click("[data-action=hand-in]").await?;
        browser.sign_and_hand_in("Asha").await?;
        browser
            .see_text("main", "This version is fixed now")
            .await?;
        browser.restart().await?;
        browser.open_live("record/").await?;
        browser
            .see_text("[data-place=record]", "Handed in: 1")
            .await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn two_tabs_on_one_answer_lose_nothing() -> Seen {
    journey("answer-tabs", async |browser| {
        browser.open_answer().await?;
        browser.write("Written in the first tab.").await?;
        let second = browser.new_tab().await?;
        browser.open_answer().await?;
        browser.until_written("first tab").await?;
        browser.write(" And more in the second.").await?;
        browser.click("[data-action=keep-version]").await?;
        browser.crash_tab().await?;
        drop(second);
        browser.open_answer().await?;
        browser.until_written("first tab").await?;
        browser.until_written("second").await
    })
    .await
}
