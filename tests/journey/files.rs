//! A learner takes her work to another device as a file, and somebody alters the file on the way.

use std::fs;

use crate::{
    browser::{Browser, Seen},
    journey,
};

const UNIT: &str = "carer-partnerships";
const QUESTION: &str = "form[data-question=cost-of-silence]";
const RESULT: &str = "[data-question-result=cost-of-silence]";

impl Browser {
    /// Saves a file of the kind whose choice has this id, and gives what is in it.
    async fn save_file(&self, kind: &str) -> Seen<String> {
        self.open_live("record/").await?;
        self.click(&format!("label[for={kind}]")).await?;
        self.click("#record_save [data-action=save]").await?;
        self.see_text("[data-said=save]", "Saved as").await?;
        self.downloaded(".underpin.json").await
    }

    /// Chooses a file on the page My record.
    async fn open_file(&self, text: &str) -> Seen {
        let file = self.folder().join("brought.underpin.json");
        fs::write(&file, text)?;
        self.open_live("record/").await?;
        self.see("#record_open").await?;
        let field = self.all("#record_file").await?;
        let field = field.first().ok_or("no field for a file")?;
        Ok(field.send_keys(file.to_string_lossy()).await?)
    }

    /// Sees the result of one question, folded away under its unit.
    async fn sees_result(&self, words: &str) -> Seen {
        self.open_live("record/").await?;
        self.click("details[data-record=practice] > summary")
            .await?;
        self.see_text(RESULT, words).await?;
        Ok(())
    }

    /// Answers one question wrongly and then rightly.
    async fn answer_twice(&self) -> Seen {
        self.open_unit(UNIT).await?;
        self.click(&format!("{QUESTION} li:has([data-verdict=wrong]) label"))
            .await?;
        self.click(&format!("{QUESTION} [data-action=check]"))
            .await?;
        self.click(&format!("{QUESTION} [data-action=try-again]"))
            .await?;
        self.answer_one().await
    }
}

#[tokio::test]
async fn a_back_up_brings_everything_to_an_empty_device() -> Seen {
    journey("back-up", async |browser| {
        browser.answer_twice().await?;
        browser.sees_result("Answered 2 times").await?;
        let saved = browser.save_file("save_back_up").await?;

        browser.begin_anew().await?;
        browser.open_live("record/").await?;
        assert!(browser.all(RESULT).await?.is_empty());
        browser.open_file(&saved).await?;
        browser
            .see_text(
                "[data-record=opened]",
                "Every entry in this file is as it was sealed",
            )
            .await?;
        browser
            .click("[data-record=opened] [data-action=add]")
            .await?;
        browser
            .see_text("[data-said=open]", "Added: 2 new practice results")
            .await?;
        browser.sees_result("Answered 2 times").await?;
        browser.open_unit(UNIT).await?;
        browser
            .see(&format!("{QUESTION} [data-outcome=right]"))
            .await?;

        // The same file again has nothing new in it.
        browser.open_file(&saved).await?;
        browser
            .see_text(
                "[data-said=news]",
                "Everything in this file is here already.",
            )
            .await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn an_altered_file_is_named() -> Seen {
    journey("altered", async |browser| {
        browser.answer_twice().await?;
        let saved = browser.save_file("save_hand_in").await?;
        let altered = saved.replacen("\"attempt\":1", "\"attempt\":7", 1);
        assert_ne!(altered, saved);

        browser.begin_anew().await?;
        browser.open_file(&altered).await?;
        browser
            .see_text(
                "[data-record=opened][data-kind=warning]",
                "was changed after it was sealed",
            )
            .await?;
        browser
            .click("[data-record=opened] [data-action=add]")
            .await?;
        browser
            .see_text("[data-said=open]", "Added: 1 new practice result")
            .await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_is_no_record_is_refused_in_plain_words() -> Seen {
    journey("no-record", async |browser| {
        for (text, words) in [
            ("", "This file is empty."),
            ("{\"rubbish\":1}", "This is not an Underpin record."),
            ("GIF89a", "This is not an Underpin record."),
        ] {
            browser.open_file(text).await?;
            browser.see_text("[data-record=refused]", words).await?;
            browser
                .see_text(
                    "[data-record=refused]",
                    "Nothing on this device has changed",
                )
                .await?;
        }
        Ok(())
    })
    .await
}
