//! Whoever is signed in changes her own password, and goes on.

use super::{ADA, ANN, at_provider};
use crate::{
    browser::{Browser, Seen},
    door_kit::{self as kit, PASSWORD},
};

const NEW: &str = "my own long words";
const SAID: &str = "[data-said=own-password]";
const WRONG: &str = "#own_password_wrong";

#[tokio::test]
async fn she_changes_her_own_password_and_stays_signed_in() -> Seen {
    at_provider("door-own", &[ADA, ANN], async |browser, provider| {
        provider.give_passwords(&["ada", "ann"])?;
        browser.sign_in("ada", "Ada Okafor").await?;
        let is_hers = "document.querySelector('#settings_name_field').value === 'Ada Okafor'";
        browser.until("her name in its field", is_hers).await?;
        browser
            .click("[data-provider=own-password] summary")
            .await?;
        browser.change_password("", NEW).await?;
        browser
            .see_text(WRONG, "Type the password that you have")
            .await?;
        browser.change_password("not hers at all", NEW).await?;
        browser
            .see_text(WRONG, "not the password that you have now")
            .await?;
        browser
            .focus_is_on("#own_password_old[aria-invalid=true]")
            .await?;
        browser.looks_right("door-own-password").await?;
        browser.change_password(PASSWORD, "short").await?;
        browser.see_text(WRONG, "too short").await?;
        browser
            .focus_is_on("#own_password_new[aria-invalid=true]")
            .await?;
        browser.change_password(PASSWORD, NEW).await?;
        browser.see_text(SAID, "Your password is changed.").await?;
        browser.focus_is_on("[data-action=change-password]").await?;
        browser.click("[data-action=sync]:not(:disabled)").await?;
        browser.is_in("Ada Okafor").await?;
        browser.restart().await?;
        browser.open_live("settings/").await?;
        browser.is_in("Ada Okafor").await?;
        for (password, status) in [(PASSWORD, 401), (NEW, 200)] {
            assert_eq!(
                kit::sign_in(&provider.server, "ada", password).status,
                status
            );
        }

        // And at the desk.
        browser.begin_anew().await?;
        browser.sit_down("Ann Lloyd", 0).await?;
        browser.send_sign_in("ann", PASSWORD).await?;
        browser
            .see_text("[data-said=provider]", "Learners: 1.")
            .await?;
        browser
            .click("[data-provider=own-password] summary")
            .await?;
        browser.looks_right("desk-own-password").await?;
        browser.change_password(PASSWORD, NEW).await?;
        browser.see_text(SAID, "Your password is changed.").await?;
        browser.click("[data-action=sync]:not(:disabled)").await?;
        browser
            .see_text("[data-said=provider]", "Learners: 1.")
            .await?;
        Ok(())
    })
    .await
}

impl Browser {
    async fn change_password(&self, old: &str, new: &str) -> Seen {
        self.fill("#own_password_old", old).await?;
        self.fill("#own_password_new", new).await?;
        self.click("[data-action=change-password]:not(:disabled)")
            .await
    }
}
