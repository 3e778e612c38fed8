//! A learner's work goes where she goes, and to her assessor, and a decision comes back.

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
        browser
            .see_text("#setup_done", "Your password is saved")
            .await?;
        browser.looks_right("door-setup-done").await?;

        // Once, whoever has it.
        browser.go_to(&link).await?;
        browser.see("#setup_password").await?;
        browser.fill("#setup_password", "quite another one").await?;
        browser.click("#setup button").await?;
        browser
            .see_text("#setup_said", "This link has been used")
            .await?;

        // She signs in, and practises.
        browser.open_live("settings/#provider").await?;
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

        // No page says any more that nothing is sent.
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

        // The link finds the door's own page also where the site is kept on the device.
        browser.go_to(&link).await?;
        browser.see_text("h1", "Choose your password").await?;

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

        let desk = provider.device("door-desk-ann").await?;
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
        let decided = |kept: &Kept| of(kept, "ada", "You asked, and listened.") == 1;
        provider.until("the decision", decided).await?;

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
