//! A learner's work goes where she goes, and to her assessor, and a decision comes back.

use serde_json::json;

use super::{ADA, ANN, ANSWER, ANSWERED, BEN, EDITOR, UNIT, WRITTEN, at_provider, of};
use crate::{
    browser::Seen,
    door_kit::{self as kit, PASSWORD, stand_in::Kept},
    walked,
};

#[tokio::test]
async fn a_password_by_a_link_and_work_that_is_on_every_device() -> Seen {
    at_provider("door-link", &[ADA], async |browser, provider| {
        let link = provider.link("ada")?;
        browser.go_to(&link).await?;
        browser.see_text("h1", "Choose your password").await?;
        let account = "document.querySelector('#setup_account').value === 'ada'";
        browser.until("her account’s name", account).await?;
        // The link is in nobody's history.
        assert_eq!(browser.tell("location.hash").await?, "");
        browser.looks_right("door-setup").await?;

        for (password, told) in [
            ("", "too short"),
            ("word", "too short"),
            ("password1234", "first things people try"),
        ] {
            browser.fill("#setup_password", password).await?;
            browser.click("#setup button").await?;
            browser.see_text("#setup_said", told).await?;
            browser.focus_is_on("#setup_password[aria-invalid]").await?;
        }
        browser.looks_right("door-setup-refused").await?;
        browser.fill("#setup_password", PASSWORD).await?;
        browser.click("#setup button").await?;
        browser.focus_is_on("#setup_done").await?;
        browser.see_text("h1", "Your password is saved").await?;
        browser.looks_right("door-setup-done").await?;

        // Once, whoever has it.
        browser.go_to(&link).await?;
        browser.focus_is_on("#setup_over").await?;
        browser
            .see_text("#setup_why", "This link has been used")
            .await?;
        browser.see_text("h1", "This link does not work").await?;
        let form = "document.querySelector('#setup').checkVisibility()";
        assert_eq!(browser.tell(form).await?, false);
        browser.looks_right("door-setup-over").await?;

        // She needs none: she signs in, and practises.
        browser
            .click_text("#setup_over a", "Sign in as a learner")
            .await?;
        browser.focus_is_on("#provider").await?;
        browser.send_sign_in("ada", "three small birds").await?;
        browser
            .see_text("#provider_wrong", "do not go together")
            .await?;
        let typed = "document.querySelector('#provider_name').value === 'ada' \
                     && document.querySelector('#provider_password').value === 'three small birds'";
        browser.until("what she typed to stay", typed).await?;
        browser.looks_right("door-wrong").await?;
        browser.fill("#provider_password", PASSWORD).await?;
        browser.click("[data-action=sign-in]").await?;
        browser.is_in("Ada Okafor").await?;
        browser.focus_is_on("#provider").await?;
        browser.open_unit(UNIT).await?;
        browser.answer_one().await?;
        let answered = |kept: &Kept| of(kept, "ada", "cost-of-silence") == 1;
        provider.until("her answer", answered).await?;

        // No page says any more that nothing is sent, or that only she sees it.
        let reflect = "form[data-question=looking-back-reflect]";
        browser
            .fill(&format!("{reflect} textarea"), "I was in a hurry.")
            .await?;
        browser
            .click(&format!("{reflect} [data-action=check]"))
            .await?;
        browser
            .see_text(&format!("{reflect} .result"), "your assessor can read it")
            .await?;
        browser.open_live("").await?;
        browser
            .see_text("[data-stays=home]", "and with your provider")
            .await?;
        browser.open_live("privacy/").await?;
        browser
            .see_text("[data-stays=privacy]", "sent to your provider")
            .await?;
        browser
            .see_text("[data-stays=account]", "one cookie")
            .await?;
        browser
            .see_text("[data-stays=seen]", "your assessor")
            .await?;

        // The link finds the door's own page also where the site is kept on the device.
        browser.go_to(&link).await?;
        browser.see_text("h1", "This link does not work").await?;

        // Another device.
        browser.begin_anew().await?;
        browser.sign_in("ada", "Ada Okafor").await?;
        browser.open_unit(UNIT).await?;
        browser.see(ANSWERED).await?;
        browser.open_live("record/").await?;
        browser.is_in("Ada Okafor").await?;
        browser.looks_right("door-record").await
    })
    .await
}

#[tokio::test]
async fn a_link_that_does_not_hold_says_so_before_anything_is_typed() -> Seen {
    at_provider("door-link-over", &[ADA], async |browser, provider| {
        let link = provider.link("ada")?;
        // Half of it was copied, and nothing at all.
        let half = link.get(..link.len() - 9).ok_or("no link")?;
        let page = link.split('#').next().ok_or("no page")?;
        for (broken, told) in [(half, "not whole"), (page, "the whole link")] {
            browser.go_to("about:blank").await?;
            browser.go_to(broken).await?;
            browser.see_text("#setup_why", told).await?;
        }
        // Where the door does not say in time, the form is there, and sending tells.
        browser.go_to("about:blank").await?;
        browser.cdp("Network.enable", json!({})).await?;
        let blocked = |urls: &[&str]| json!({ "urls": urls });
        browser
            .cdp("Network.setBlockedURLs", blocked(&["*/lrs/link"]))
            .await?;
        browser.go_to(&link).await?;
        browser.see("#setup_password").await?;
        // Meanwhile somebody uses it.
        provider.give_passwords(&["ada"])?;
        browser.fill("#setup_password", "quite another one").await?;
        browser.click("#setup button").await?;
        browser
            .see_text("#setup_why", "This link has been used")
            .await?;
        browser.focus_is_on("#setup_over").await
    })
    .await
}

#[tokio::test]
async fn the_way_to_sign_in_is_on_the_home_page() -> Seen {
    at_provider("door-home", &[ADA, BEN], async |browser, provider| {
        provider.give_passwords(&["ada"])?;
        let door = ".home__door";
        let is_shown =
            |shown: bool| format!("document.querySelector('{door}').checkVisibility() === {shown}");
        browser.open_live("").await?;
        browser.see_text(door, "Sign in").await?;
        browser.see("[data-training]").await?;
        let (moved, what) = browser.moved().await?;
        assert_eq!(moved, 0.0, "{what}");
        browser.looks_right("door-home").await?;
        browser.click(door).await?;
        browser.focus_is_on("#provider").await?;
        browser.send_sign_in("ada", PASSWORD).await?;
        browser.is_in("Ada Okafor").await?;

        // Who has signed in is not asked to, on a page that is put in place nor on one that is loaded.
        browser.click(".brand").await?;
        browser.see("h1").await?;
        browser.until("no way to sign in", &is_shown(false)).await?;
        browser.open_live("").await?;
        browser.until("no way to sign in", &is_shown(false)).await?;
        browser.open_live("settings/").await?;
        browser.click("[data-action=sign-out]").await?;
        browser.see("#provider_name").await?;
        browser.click(".brand").await?;
        browser.see(door).await?;

        // Nor is it lost where the page is kept on the device.
        let kept = "['visited', 'whole'].includes(document.documentElement.dataset.offline)";
        browser.until("the site to be kept", kept).await?;
        browser.open_live("").await?;
        let is_kept = "navigator.serviceWorker.controller";
        browser.until("a page that was kept", is_kept).await?;
        browser.see(door).await?;

        // A page that was kept before there was a door has it as soon as the door has answered.
        browser
            .tell("localStorage.removeItem('underpin/door')")
            .await?;
        browser.open_live("").await?;
        browser.until("no way to sign in", &is_shown(false)).await?;
        browser.open_live("settings/").await?;
        browser.see("#provider_name").await?;
        browser.open_live("").await?;
        browser.see(door).await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn an_answer_goes_to_the_desk_and_its_decision_comes_back() -> Seen {
    at_provider("door-desk", &[ADA, BEN, ANN], async |browser, provider| {
        provider.give_passwords(&["ada", "ben"])?;
        provider.store.kept().put(kit::own(1, "ben"));
        browser.sign_in("ada", "Ada Okafor").await?;
        browser.open_live(ANSWER).await?;
        browser.type_into(EDITOR, WRITTEN).await?;
        browser.click("[data-action=hand-in]").await?;
        browser.click("#own_work").await?;
        browser.click("#help_none").await?;
        browser.fill("#signed", "Ada").await?;
        browser.click("[data-action=hand-in-now]").await?;
        let place = "[data-place=criterion-state]";
        browser.see_text(place, "Handed in").await?;
        let next = "[data-part=handed-in]";
        browser
            .see_text(next, "It goes to your provider by itself")
            .await?;
        let came = |kept: &Kept| of(kept, "ada", WRITTEN) > 0;
        provider.until("her answer", came).await?;

        let desk = provider.device("door-desk-ann").await;
        walked(desk, "door-desk-ann", async |desk| {
            desk.go_to(&provider.link("ann")?).await?;
            desk.fill("#setup_password", PASSWORD).await?;
            desk.click("#setup button").await?;
            desk.focus_is_on("#setup_done").await?;
            desk.click_text("#setup_done a", "at the desk").await?;
            desk.sit_down("Ann Lloyd", 0).await?;
            desk.see("#provider #provider_name").await?;
            desk.looks_right("door-desk-signed-out").await?;
            desk.send_sign_in("ann", PASSWORD).await?;
            desk.see_text("[data-said=provider]", "Learners: 1.")
                .await?;
            desk.focus_is_on("#provider").await?;
            desk.see_text("[data-stays=desk]", "sent to the provider")
                .await?;
            desk.see_text("[data-rows=queue]", "Ada Okafor").await?;
            // Ben is in another cohort.
            let page = desk
                .tell("document.body.textContent.includes('ben')")
                .await?;
            assert_eq!(page, false);
            desk.looks_right("door-desk").await?;
            desk.click("[data-rows=queue] a").await?;
            desk.see_text("#judge_whose", "Ada Okafor").await?;
            desk.click("label:has(#judge_met)").await?;
            desk.click("[data-action=all-hold]").await?;
            desk.fill("#judge_strengths", "You asked, and listened.")
                .await?;
            desk.click("[data-action=record-and-next]").await?;
            desk.see_text(".judge__last", "Recorded: met, Ada Okafor")
                .await?;
            // It goes from this page.
            let decided = |kept: &Kept| of(kept, "ada", "You asked, and listened.") == 1;
            provider.until("the decision", decided).await?;
            desk.open_live("assess/").await?;
            desk.see_text("[data-said=provider]", "Learners: 1.")
                .await?;

            // A colleague sits down at the same computer: he is asked first.
            desk.open_live("people/").await?;
            desk.fill("#people_name", "Rob").await?;
            let add = "[data-form=somebody-new] [type=submit]";
            desk.click(add).await?;
            desk.see_text("[data-place=who]", "Rob").await?;
            desk.sit_down("Rob", 0).await?;
            let asks = "Ann Lloyd is signed in with the provider";
            desk.see_text("#provider", asks).await?;
            desk.is_nowhere("[data-rows=queue] a").await?;
            desk.click("#provider [data-action=sign-out]").await?;
            desk.see("#provider_name").await?;
            Ok(())
        })
        .await?;

        browser.open_live(ANSWER).await?;
        let decision = "[data-part=decisions] [data-judgement=met]";
        browser
            .see_text(decision, "You asked, and listened.")
            .await?;
        browser.see_text(decision, "Ann Lloyd").await?;
        Ok(())
    })
    .await
}
