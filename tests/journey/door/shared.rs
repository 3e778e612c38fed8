//! One tablet for several people: nobody's record becomes another's.

use serde_json::json;

use super::{ADA, ANSWERED, BEN, UNIT, at_provider, of};
use crate::{
    browser::Seen,
    door_kit::{PASSWORD, stand_in::Kept},
};

#[tokio::test]
async fn nobody_on_a_shared_tablet_gets_anothers_record_by_signing_in() -> Seen {
    at_provider("door-shared", &[ADA, BEN], async |browser, provider| {
        provider.give_passwords(&["ada", "ben"])?;
        browser.sign_in("ada", "Ada Okafor").await?;
        browser.open_unit(UNIT).await?;
        browser.answer_one().await?;
        let answered = |kept: &Kept| of(kept, "ada", "cost-of-silence") == 1;
        provider.until("her answer", answered).await?;
        browser.open_live("settings/").await?;
        browser.click("[data-action=sign-out]").await?;
        browser
            .see_text("[data-said=provider]", "You are signed out.")
            .await?;
        browser.focus_is_on("#provider").await?;
        browser.looks_right("door-signed-out").await?;

        // Ben comes, while her record is open.
        browser.sign_in("ben", "Ben Price").await?;
        browser.see_text("[data-place=who]", "Ben Price").await?;
        browser.open_unit(UNIT).await?;
        browser.is_nowhere(ANSWERED).await?;
        browser.open_live("settings/").await?;
        browser.is_in("Ben Price").await?;
        assert_eq!(of(&provider.store.kept(), "ben", "cost-of-silence"), 0);
        assert_eq!(of(&provider.store.kept(), "ben", "Ada Okafor"), 0);

        // And she comes again: her own record is opened.
        browser.click("[data-action=sign-out]").await?;
        browser.sign_in("ada", "Ada Okafor").await?;
        browser.open_unit(UNIT).await?;
        browser.see(ANSWERED).await?;
        assert_eq!(of(&provider.store.kept(), "ada", "Ben Price"), 0);

        // Somebody has practised here without signing in.
        browser.begin_anew().await?;
        browser.open_unit(UNIT).await?;
        browser.answer_one().await?;
        browser.open_live("settings/").await?;
        browser.send_sign_in("ben", PASSWORD).await?;
        browser.see_text("#provider", "Is it yours?").await?;
        browser.looks_right("door-whose").await?;
        browser.click("[data-action=not-mine]").await?;
        browser.is_in("Ben Price").await?;
        browser.open_unit(UNIT).await?;
        browser.is_nowhere(ANSWERED).await?;
        assert_eq!(of(&provider.store.kept(), "ben", "cost-of-silence"), 0);
        browser.open_live("people/").await?;
        let people = "document.querySelectorAll('main [data-person]').length === 2";
        browser.until("both to be on the device", people).await
    })
    .await
}

#[tokio::test]
async fn a_record_under_a_passphrase_stays_so_whoever_signs_in() -> Seen {
    let name = "door-locked";
    at_provider(name, &[ADA, BEN], async |browser, provider| {
        provider.give_passwords(&["ada", "ben"])?;
        browser.sign_in("ada", "Ada Okafor").await?;
        browser.open_unit(UNIT).await?;
        browser.answer_one().await?;
        browser.set_passphrase("seven green bottles").await?;
        browser.click("[data-action=sign-out]").await?;
        browser.send_sign_in("ben", PASSWORD).await?;
        browser.is_in("Ben Price").await?;
        browser.click("[data-action=sign-out]").await?;
        browser.send_sign_in("ada", PASSWORD).await?;
        browser.see("[data-notice=locked]").await?;
        // The page is loaded anew. It is asked before the program is there, which then takes away what is not
        // hers to see.
        let is_hers = "document.documentElement.dataset.program === 'ready' && \
                       !document.querySelector('#provider')";
        browser.until("nothing but the question", is_hers).await?;
        browser
            .fill("#unlock_passphrase", "seven green bottles")
            .await?;
        browser.click("[data-notice=locked] [type=submit]").await?;
        browser.is_in("Ada Okafor").await?;
        browser.open_live("people/").await?;
        let lock = "main [data-person]:has([data-lock])";
        browser.see_text(lock, "Ada Okafor").await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn who_takes_her_work_off_a_device_is_signed_out_there_also_without_a_network() -> Seen {
    at_provider("door-borrowed", &[ADA], async |browser, provider| {
        provider.give_passwords(&["ada"])?;
        browser.sign_in("ada", "Ada Okafor").await?;
        browser.open_live("people/").await?;
        let line = |is_off: bool| {
            let rates = -1;
            json!({ "offline": is_off, "latency": 0, "downloadThroughput": rates, "uploadThroughput": rates })
        };
        browser
            .cdp("Network.emulateNetworkConditions", line(true))
            .await?;
        browser.click("[data-action=finish]").await?;
        browser.click("label[for=people_sure]").await?;
        browser
            .click("dialog:has(#people_erase) [data-action=erase]")
            .await?;
        let nobody = "document.documentElement.dataset.program === 'ready' \
                      && !document.querySelector('main [data-person]')";
        browser.until("nobody to be listed", nobody).await?;
        browser
            .cdp("Network.emulateNetworkConditions", line(false))
            .await?;
        browser.open_live("settings/").await?;
        browser.see("#provider_name").await?;
        let status = "fetch('../lrs/session').then((answer) => done(answer.status))";
        assert_eq!(browser.ask(status).await?, 401);
        Ok(())
    })
    .await
}
