//! What goes wrong is told in words, and takes nothing away: a store that is down, a session that ends,
//! too many tries, a site without https.

use serde_json::{Value, json};

use super::{ADA, ANN, ANSWER, ANSWERED, EDITOR, UNIT, WRITTEN, at_provider, of};
use crate::{
    browser::Seen,
    door_kit::{
        PASSWORD, own,
        stand_in::{Kept, Mood},
    },
};

#[tokio::test]
async fn work_waits_while_the_store_is_down_and_is_sent_once() -> Seen {
    at_provider("door-down", &[ADA], async |browser, provider| {
        provider.give_passwords(&["ada"])?;
        browser.sign_in("ada", "Ada Okafor").await?;
        browser.open_unit(UNIT).await?;
        provider.store.set(Mood::Down);
        browser.answer_one().await?;
        let before = provider.store.kept().asked.len();
        let asked = |kept: &Kept| kept.asked.len() > before;
        provider.until("a try to send it", asked).await?;
        // Practising goes on as if nothing were the matter.
        browser.is_nowhere("[data-place=notice] .notice").await?;

        browser.open_live("record/").await?;
        browser
            .see_text("[data-provider=stands]", "1 entry waits to be sent.")
            .await?;
        browser
            .see_text("#provider", "cannot be reached just now. Nothing is lost")
            .await?;
        browser.looks_right("door-down").await?;
        browser.restart().await?;
        browser.open_unit(UNIT).await?;
        browser.see(ANSWERED).await?;
        browser.open_live("settings/").await?;
        browser
            .see_text("#provider", "cannot be reached just now. Nothing is lost")
            .await?;

        provider.store.set(Mood::Fine);
        browser.click("[data-action=sync]:not(:disabled)").await?;
        browser.is_in("Ada Okafor").await?;
        let kept = provider.store.kept();
        assert_eq!(of(&kept, "ada", "cost-of-silence"), 1);
        let mut ids: Vec<Value> = kept
            .statements
            .iter()
            .map(|one| one["id"].clone())
            .collect();
        let all = ids.len();
        ids.sort_by_key(Value::to_string);
        ids.dedup();
        assert_eq!(ids.len(), all);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn an_entry_that_is_too_large_is_told_and_all_others_come() -> Seen {
    at_provider("door-large", &[ADA, ANN], async |browser, provider| {
        provider.give_passwords(&["ada", "ann"])?;
        let mut large = own(0, "ada");
        large["result"] = json!({"response": "x".repeat(33 << 20)});
        provider.store.kept().put(large);
        for n in 1..4 {
            provider.store.kept().put(own(n, "ada"));
        }
        browser.sign_in("ada", "Ada Okafor").await?;
        browser
            .see_text(
                "[data-provider=too-large]",
                "1 entry in your provider’s store",
            )
            .await?;
        browser.looks_right("door-large").await?;
        browser.click("[data-action=sign-out]").await?;
        browser.begin_anew().await?;
        browser.sit_down("Ann Lloyd", 0).await?;
        browser.send_sign_in("ann", PASSWORD).await?;
        browser
            .see_text("[data-said=provider]", "1 entry could not be read")
            .await?;
        browser
            .see_text("[data-said=provider]", "New entries in their records: 3.")
            .await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_the_provider_erases_is_told_and_stays_on_her_device() -> Seen {
    at_provider("door-erased", &[ADA], async |browser, provider| {
        provider.give_passwords(&["ada"])?;
        browser.sign_in("ada", "Ada Okafor").await?;
        browser.open_unit(UNIT).await?;
        browser.answer_one().await?;
        let is_answer = |one: &&Value| one.to_string().contains("cost-of-silence");
        let sent = |kept: &Kept| kept.statements.iter().any(|one| is_answer(&one));
        provider.until("what she answered", sent).await?;
        let id = {
            let kept = provider.store.kept();
            let answer = kept.statements.iter().find(is_answer);
            answer.and_then(|one| one["id"].as_str()).map(str::to_owned)
        };
        provider.people(&["erase", &id.ok_or("no id")?], "")?;
        browser.open_live("settings/").await?;
        browser
            .see_text(
                "[data-provider=erased]",
                "has erased 1 entry of your record",
            )
            .await?;
        browser.is_in("Ada Okafor").await?;
        browser.looks_right("door-erased").await?;
        browser.open_unit(UNIT).await?;
        browser.see(ANSWERED).await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_session_that_ends_while_she_writes_takes_nothing_away() -> Seen {
    at_provider("door-over", &[ADA], async |browser, provider| {
        provider.give_passwords(&["ada"])?;
        browser.sign_in("ada", "Ada Okafor").await?;
        browser.open_live(ANSWER).await?;
        browser.type_into(EDITOR, WRITTEN).await?;
        // Whatever changes for her ends her session.
        provider.give_passwords(&["ada"])?;
        let notice = "[data-notice=provider]";
        let read = format!(".top, main h1, {EDITOR}");
        browser
            .keeps_still(&read, notice, async |browser| {
                browser.click("[data-action=keep-version]").await
            })
            .await?;
        browser
            .see_text(notice, "needs you to sign in again")
            .await?;
        browser.type_into(EDITOR, " And more.").await?;
        browser.looks_right("door-over").await?;
        browser.click(&format!("{notice} a")).await?;
        browser.focus_is_on("#provider").await?;
        browser
            .see_text("#provider", "needs you to sign in again")
            .await?;
        browser.send_sign_in("ada", PASSWORD).await?;
        browser.is_in("Ada Okafor").await?;
        let came = |kept: &Kept| of(kept, "ada", WRITTEN) > 0;
        provider.until("what she wrote", came).await?;
        browser.open_live(ANSWER).await?;
        let holds = format!(
            "document.querySelector('{EDITOR}')?.value === {}",
            json!(format!("{WRITTEN} And more."))
        );
        browser.until("all that she typed", &holds).await?;
        // She went away from it half way, and has not asked for it to be kept.
        assert_eq!(of(&provider.store.kept(), "ada", "And more."), 0);
        browser.click("[data-action=keep-version]").await?;
        let came = |kept: &Kept| of(kept, "ada", "And more.") == 1;
        provider.until("what she then kept", came).await?;
        browser.is_nowhere(notice).await
    })
    .await
}

#[tokio::test]
async fn too_many_tries_are_told_and_what_was_typed_stays() -> Seen {
    at_provider("door-tries", &[ADA], async |browser, _| {
        browser.open_live("settings/").await?;
        browser.send_sign_in("eve", "guess after guess").await?;
        browser
            .see_text("#provider_wrong", "do not go together")
            .await?;
        // What was typed is the matter, and there the keyboard goes on.
        browser
            .focus_is_on("#provider_password[aria-invalid=true]")
            .await?;
        browser.looks_right("door-wrong").await?;
        // All other tries at the same moment: with every minute there is one more.
        let tries = "const guess = { name: 'eve', password: 'guess after guess' }; \
                     const send = () => fetch('../lrs/session', { method: 'POST', body: JSON.stringify(guess), \
                     headers: { 'content-type': 'application/json', 'x-underpin': '1' } }); \
                     Promise.all(Array.from({ length: 10 }, send)) \
                     .then((all) => done(all.filter(({ status }) => status === 429).length))";
        assert_eq!(browser.ask(tries).await?, 1);
        browser.send_sign_in("eve", "guess after guess").await?;
        browser
            .see_text("#provider_wrong", "Too many tries. Wait a minute")
            .await?;
        browser
            .see("#provider_password:not([aria-invalid])")
            .await?;
        browser.focus_is_on("[data-action=sign-in]").await?;
        let typed = "document.querySelector('#provider_name').value === 'eve'";
        browser.until("what was typed to stay", typed).await
    })
    .await
}

#[tokio::test]
async fn without_https_signing_in_says_so_in_place_of_the_form() -> Seen {
    at_provider("door-http", &[ADA, ANN], async |browser, provider| {
        browser.asks_what_is_unsafe()?;
        // To a browser this is no name of its own machine, so that it is as any other without https.
        let elsewhere = |address: &str| address.replace("127.0.0.1", "0.0.0.0");
        let site = elsewhere(&provider.address());
        browser.go_to(&format!("{site}settings/")).await?;
        let told = "[data-provider=needs-https]";
        browser.see_text(told, "not on a secure address").await?;
        browser.is_nowhere("#provider_name").await?;
        browser.looks_right("door-http").await?;
        browser.go_to(&elsewhere(&provider.link("ada")?)).await?;
        browser.see_text("#setup_why", "begins with https").await?;
        let hidden = "document.querySelector('#setup').hidden";
        browser.until("no form for a password", hidden).await?;
        browser.looks_right("door-http-link").await
    })
    .await
}
