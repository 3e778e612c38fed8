//! Setting a password, signing in and out, and the desk's part, by keyboard alone.

use thirtyfour::prelude::*;

use super::{ADA, ANN, at_provider};
use crate::{
    browser::{Browser, Seen},
    door_kit::PASSWORD,
};

#[tokio::test]
async fn all_of_it_by_keyboard_alone() -> Seen {
    at_provider("door-keys", &[ADA, ANN], async |browser, provider| {
        provider.give_passwords(&["ann"])?;
        browser.go_to(&provider.link("ada")?).await?;
        browser.see("#setup_password").await?;
        browser.focus_on("#setup_account").await?;
        browser.press(Key::Tab).await?;
        browser.focus_is_on("#setup_password").await?;
        browser.press(PASSWORD).await?;
        browser.press(Key::Tab).await?;
        browser.press(" ").await?;
        browser
            .until(
                "the password to be shown",
                "document.querySelector('#setup_password').type === 'text'",
            )
            .await?;
        browser.press(Key::Tab).await?;
        browser.press(Key::Enter).await?;
        browser.focus_is_on("#setup_done").await?;
        browser.press(Key::Tab).await?;
        browser.press(Key::Enter).await?;
        browser.focus_is_on("#provider").await?;
        browser.sign_in_by_keyboard("ada").await?;
        browser.is_in("Ada Okafor").await?;
        browser.focus_is_on("#provider").await?;
        browser.press(Key::Tab).await?;
        browser.focus_is_on("[data-action=sync]").await?;
        browser.press(Key::Tab).await?;
        browser.focus_is_on("[data-action=sign-out]").await?;
        browser.press(Key::Enter).await?;
        browser.focus_is_on("#provider").await?;

        // And at the desk.
        browser.begin_anew().await?;
        browser.sit_down("Ann Lloyd", 0).await?;
        browser.see("#provider_name").await?;
        browser.focus_on("#provider").await?;
        browser.sign_in_by_keyboard("ann").await?;
        browser
            .see_text("[data-said=provider]", "Learners: 1.")
            .await?;
        browser.focus_is_on("#provider").await?;
        browser.press(Key::Tab).await?;
        browser.focus_is_on("[data-action=sync]").await?;
        browser.press(Key::Tab).await?;
        browser.press(Key::Enter).await?;
        browser
            .see_text("[data-said=provider]", "You are signed out.")
            .await?;
        browser.focus_is_on("#provider").await
    })
    .await
}

impl Browser {
    async fn sign_in_by_keyboard(&self, account: &str) -> Seen {
        self.press(Key::Tab).await?;
        self.focus_is_on("#provider_name").await?;
        self.press(account).await?;
        self.press(Key::Tab).await?;
        self.focus_is_on("#provider_password").await?;
        self.press(PASSWORD).await?;
        self.press(Key::Enter).await
    }
}
