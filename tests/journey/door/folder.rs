//! As providers serve it: over HTTPS, behind a proxy, in a folder of a host.

use serde_json::json;

use super::{ADA, ANSWERED, Provider, UNIT, of};
use crate::{
    browser::{Browser, Seen},
    door_kit::{PASSWORD, stand_in::Kept},
    https::Https,
    profile, walked,
};

#[tokio::test]
async fn all_of_it_in_a_folder_over_https() -> Seen {
    let name = "door-folder";
    let https = Https::new()?;
    let site = https.address();
    let provider = Provider::open_at(&site, name, &[ADA], &["--behind-proxy"])?;
    https.stand_before(&provider.server.host)?;
    let browser = Browser::by(https.way(), site.clone(), profile(name)).await;
    walked(browser, name, async |browser| {
        // An address as somebody types it.
        browser.open(&format!("units/{UNIT}")).await?;
        browser.see_text("h1", "carers").await?;
        let here = "location.pathname === '/training/units/carer-partnerships/'";
        browser.until("the page’s own address", here).await?;

        let link = provider.people(&["invite", "ada"], "")?;
        browser.go_to(link.trim()).await?;
        browser.fill("#setup_password", PASSWORD).await?;
        browser.click("#setup button").await?;
        browser.focus_is_on("#setup_done").await?;
        browser.click("#setup_done a").await?;
        browser.focus_is_on("#provider").await?;
        browser.send_sign_in("ada", PASSWORD).await?;
        browser.is_in("Ada Okafor").await?;
        let cookies = browser.ask_cdp("Network.getCookies", json!({})).await?;
        let cookies = cookies["cookies"].as_array().ok_or("no list of cookies")?;
        assert_eq!(cookies.len(), 1, "{cookies:?}");
        for (what, is) in [
            ("name", json!("__Host-underpin-session")),
            ("secure", json!(true)),
            ("httpOnly", json!(true)),
            ("sameSite", json!("Strict")),
        ] {
            assert_eq!(cookies[0][what], is, "{cookies:?}");
        }

        browser.open_unit(UNIT).await?;
        browser.answer_one().await?;
        let answered = |kept: &Kept| of(kept, "ada", "cost-of-silence") == 1;
        provider.until("her answer", answered).await?;
        // And where nothing answers, from her device.
        browser.is_on_device().await?;
        https.go();
        browser.restart().await?;
        browser.open_unit(UNIT).await?;
        browser.see(ANSWERED).await?;
        browser.open_live("record/").await?;
        browser
            .see_text("#provider", "cannot be reached just now")
            .await?;
        browser.see("#provider [data-action=sync]").await?;
        browser.see("#provider [data-action=sign-out]").await?;
        https.come_back();

        browser.open_live("settings/").await?;
        browser.is_in("Ada Okafor").await?;
        browser.click("[data-action=sign-out]").await?;
        browser
            .see_text("[data-said=provider]", "You are signed out.")
            .await?;
        let status = "fetch('../lrs/session').then((answer) => done(answer.status))";
        assert_eq!(browser.ask(status).await?, 401);
        assert_eq!(https.strayed()?, Vec::<String>::new());
        Ok(())
    })
    .await
}
