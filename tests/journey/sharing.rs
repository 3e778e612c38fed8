//! Two learners share a device, and one keeps her work under a passphrase.

use crate::{
    browser::{Browser, Seen},
    journey,
};

const UNIT: &str = "carer-partnerships";
const REFLECTION: &str = "form[data-question=looking-back-reflect]";
/// A word that nobody else would write.
const SECRET: &str = "Zebrafinch";

/// Everything in this browser's storage, as one text.
const STORED: &str = "(async () => {
    const database = await new Promise((done) => {
        const opening = indexedDB.open('underpin');
        opening.onsuccess = () => done(opening.result);
    });
    const all = await new Promise((done) => {
        const asking = database.transaction('values').objectStore('values').getAll();
        asking.onsuccess = () => done(asking.result);
    });
    database.close();
    return JSON.stringify([all, { ...localStorage }, { ...sessionStorage }]);
})().then(done, (error) => done(String(error)))";

impl Browser {
    /// Erases who is learning now, from the people page.
    async fn erase_myself(&self) -> Seen {
        self.open_live("people/").await?;
        self.click("[data-action=finish]").await?;
        self.click("label[for=people_sure]").await?;
        self.click("dialog:has(#people_erase) [data-action=erase]")
            .await?;
        Ok(())
    }

    async fn begin_as(&self, name: &str) -> Seen {
        self.open_live("people/").await?;
        self.fill("#people_name", name).await?;
        self.click("[data-form=somebody-new] [type=submit]").await?;
        self.see_text("[data-place=who]", name).await?;
        Ok(())
    }

    /// Answers who is learning, above a page, and opens her lock where she has one.
    async fn say_who(&self, name: &str, passphrase: Option<&str>) -> Seen {
        self.click_text("[data-notice=who] [data-person]", name)
            .await?;
        if let Some(passphrase) = passphrase {
            self.unlock(passphrase).await?;
        }
        self.see_text("[data-place=who]", name).await?;
        Ok(())
    }

    async fn stored(&self) -> Seen<String> {
        Ok(self
            .ask(STORED)
            .await?
            .as_str()
            .unwrap_or_default()
            .to_owned())
    }

    async fn reflect(&self, words: &str) -> Seen {
        self.open_unit(UNIT).await?;
        self.fill(&format!("{REFLECTION} textarea"), words).await?;
        self.click(&format!("{REFLECTION} [data-action=check]"))
            .await?;
        self.see(&format!("{REFLECTION} [data-outcome]")).await?;
        Ok(())
    }

    pub async fn set_passphrase(&self, passphrase: &str) -> Seen {
        self.open_live("settings/").await?;
        self.fill("#passphrase_new", passphrase).await?;
        self.fill("#passphrase_again", passphrase).await?;
        self.click("label[for=passphrase_understood]").await?;
        self.click("[data-form=set-passphrase] [type=submit]")
            .await?;
        self.see_text(
            "[data-said=passphrase]",
            "locked with the passphrase from now on",
        )
        .await?;
        Ok(())
    }

    async fn unlock(&self, passphrase: &str) -> Seen {
        self.fill("#unlock_passphrase", passphrase).await?;
        self.click("[data-notice=locked] [type=submit]").await
    }
}

#[tokio::test]
async fn what_is_locked_is_read_by_nobody_else() -> Seen {
    journey("shared", async |browser| {
        browser.open_live("settings/").await?;
        browser.fill("#settings_name_field", "Anna").await?;
        browser
            .click("form:has(#settings_name_field) [type=submit]")
            .await?;
        browser.reflect(SECRET).await?;
        browser
            .until(
                "the reflection to be in the database",
                "!Object.keys(localStorage).some((key) => key.startsWith('underpin/pending/'))",
            )
            .await?;
        assert!(
            browser.stored().await?.contains(SECRET),
            "it is looked for where it would be"
        );

        browser.set_passphrase("seven green bottles").await?;
        assert!(!browser.stored().await?.contains(SECRET));

        // Somebody else, with a record of his own.
        browser.open_live("people/").await?;
        browser.fill("#people_name", "Ben").await?;
        browser
            .click("[data-form=somebody-new] [type=submit]")
            .await?;
        browser.see_text("[data-place=who]", "Ben").await?;
        browser.open_unit(UNIT).await?;
        assert_eq!(
            browser
                .tell(&format!(
                    "document.querySelector('{REFLECTION} textarea').value"
                ))
                .await?,
            ""
        );

        // Anna again: locked, until her own passphrase is typed.
        browser.restart().await?;
        browser.open_live(&format!("units/{UNIT}/")).await?;
        browser
            .click_text("[data-notice=who] [data-person]", "Anna")
            .await?;
        browser.unlock("seven green battles").await?;
        browser
            .see_text(
                "#unlock_wrong",
                "That is not the passphrase. Nothing is lost.",
            )
            .await?;
        browser.unlock("seven green bottles").await?;
        browser.see(&format!("{REFLECTION} [data-outcome]")).await?;
        assert_eq!(
            browser
                .tell(&format!(
                    "document.querySelector('{REFLECTION} textarea').value"
                ))
                .await?,
            SECRET
        );
        // What she writes while it is open is locked as well.
        browser
            .click(&format!("{REFLECTION} [data-action=try-again]"))
            .await?;
        browser
            .fill(&format!("{REFLECTION} textarea"), "Quagga")
            .await?;
        browser
            .click(&format!("{REFLECTION} [data-action=check]"))
            .await?;
        browser.see(&format!("{REFLECTION} [data-outcome]")).await?;
        let stored = browser.stored().await?;
        assert!(!stored.contains("Quagga") && !stored.contains(SECRET));

        // Loading the page again locks it.
        browser.open_live(&format!("units/{UNIT}/")).await?;
        browser.see("[data-notice=locked]").await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_is_done_before_anybody_is_chosen_is_hers_who_is() -> Seen {
    const CHOICE: &str = "form[data-question=next-of-kin]";
    journey("before", async |browser| {
        for name in ["Anna", "Ben"] {
            browser.open_live("people/").await?;
            browser.fill("#people_name", name).await?;
            browser
                .click("[data-form=somebody-new] [type=submit]")
                .await?;
            browser.see_text("[data-place=who]", name).await?;
        }
        browser.open_live("people/").await?;
        browser.click("main [data-action=choose]").await?;
        browser.see_text("[data-place=who]", "Anna").await?;
        browser.set_passphrase("seven green bottles").await?;
        browser.restart().await?;

        for (name, passphrase) in [("Ben", None), ("Anna", Some("seven green bottles"))] {
            browser.open_unit(UNIT).await?;
            browser
                .click(&format!("{CHOICE} li:first-child label"))
                .await?;
            browser
                .click(&format!("{CHOICE} [data-action=check]"))
                .await?;
            browser.see(&format!("{CHOICE} [data-outcome]")).await?;
            browser.say_who(name, passphrase).await?;
            browser.see(&format!("{CHOICE} [data-outcome]")).await?;
            browser.open_live("record/").await?;
            if let Some(passphrase) = passphrase {
                browser.unlock(passphrase).await?;
            }
            browser.see_text("main", "Practice done: 1 of").await?;
            browser.restart().await?;
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_is_begun_before_anybody_is_chosen_is_hers_who_is() -> Seen {
    const WORDS: &str = "She stopped ringing in the evenings.";
    let field = format!("{REFLECTION} textarea");
    journey("begun-before", async |browser| {
        browser.begin_as("Anna").await?;
        browser.begin_as("Ben").await?;
        browser.open_live("people/").await?;
        browser
            .click_text(
                "main [data-person]:first-child [data-action=choose]",
                "Anna",
            )
            .await?;
        browser.see_text("[data-place=who]", "Anna").await?;
        browser.set_passphrase("seven green bottles").await?;
        browser.restart().await?;

        // The list stands once where it is what the page is about.
        browser.open_live("people/").await?;
        browser.see(":root[data-asks=who]").await?;
        browser
            .until(
                "the list not to be asked twice",
                "!document.querySelector('[data-notice=who]').checkVisibility()",
            )
            .await?;

        for (name, passphrase) in [("Ben", None), ("Anna", Some("seven green bottles"))] {
            browser.open_unit(UNIT).await?;
            let words = format!("{WORDS} {name}.");
            browser.fill(&field, &words).await?;
            // By links, to another page and back.
            browser.click(".brand").await?;
            browser.see(":root[data-page=home]").await?;
            browser.click(&format!("main a[href$='{UNIT}/']")).await?;
            browser.holds(&field, &words).await?;

            browser.say_who(name, passphrase).await?;
            browser.holds(&field, &words).await?;
            browser.restart().await?;
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn finishing_on_a_borrowed_device_leaves_nothing_behind() -> Seen {
    journey("borrowed", async |browser| {
        browser.reflect(SECRET).await?;
        browser.open_live("people/").await?;
        browser.click("[data-action=finish]").await?;
        browser
            .see("dialog:has(#people_erase) [data-action=save-copy]")
            .await?;
        browser
            .click("dialog:has(#people_erase) [data-action=erase]")
            .await?;
        browser.see("#people_erase_wrong").await?;
        browser.click("label[for=people_sure]").await?;
        browser
            .click("dialog:has(#people_erase) [data-action=erase]")
            .await?;
        browser
            .until(
                "nobody to be listed",
                "!document.querySelector('main [data-person]')",
            )
            .await?;
        assert!(!browser.stored().await?.contains(SECRET));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn who_has_erased_herself_does_not_go_on_as_the_one_who_is_left() -> Seen {
    journey("left-over", async |browser| {
        browser.begin_as("Anna").await?;
        browser.begin_as("Ben").await?;
        browser.erase_myself().await?;
        let only_anna =
            "document.querySelectorAll('[data-place=people] [data-person]').length === 1";
        browser.until("Anna alone to be listed", only_anna).await?;

        browser.open_live(&format!("units/{UNIT}/")).await?;
        browser
            .click_text("[data-notice=who] [data-person]", "Anna")
            .await?;
        browser.see_text("[data-place=who]", "Anna").await?;

        // In a tab that has said nothing, the only one there is is meant.
        browser.restart().await?;
        browser.open_live(&format!("units/{UNIT}/")).await?;
        browser.see_text("[data-place=who]", "Anna").await?;
        browser.see(":root:not([data-asks])").await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_is_unlocked_stays_so_from_page_to_page_but_not_when_loaded_anew() -> Seen {
    journey("handed-over", async |browser| {
        browser.reflect(SECRET).await?;
        browser.set_passphrase("seven green bottles").await?;
        browser.open_live(&format!("units/{UNIT}/")).await?;
        browser.unlock("seven green bottles").await?;
        browser.see(&format!("{REFLECTION} [data-outcome]")).await?;

        // Another program attaches to the page of her record, and goes on with it open.
        browser.click(".top__nav a[href$='record/']").await?;
        browser
            .see("[data-record=next], [data-record=completed]")
            .await?;
        browser.see(":root:not([data-asks])").await?;

        // What was handed over is gone: whoever loads a page anew is asked.
        browser.open_live(&format!("units/{UNIT}/")).await?;
        browser.see("[data-notice=locked]").await?;
        Ok(())
    })
    .await
}
