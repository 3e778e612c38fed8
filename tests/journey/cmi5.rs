//! A learner takes a unit inside a learning system that speaks cmi5.

use serde_json::json;

use crate::{
    browser::{Browser, Look, Seen, Window},
    journey,
    learning_system::{LearningSystem, PANEL, QUESTION},
    scorm::{LOOKS, looks},
};

impl Browser {
    async fn launch(&self, system: &LearningSystem, session: &str) -> Seen {
        self.go_to(&system.launch(session, json!({}))?).await?;
        self.package_is_live().await?;
        self.see(PANEL).await?;
        Ok(())
    }

    /// Leaves by the button, and is where the learning system wants her.
    async fn go_back(&self) -> Seen {
        self.click(&format!("{PANEL} [data-action=go-back]"))
            .await?;
        self.see_text("h1", "Back in the course").await?;
        Ok(())
    }
}

/// Waits until these are all the statements there are.
pub async fn said(system: &LearningSystem, wanted: &[&str]) -> Seen {
    let mut looks = looks();
    for _ in 0..LOOKS {
        if system.verbs()? == wanted {
            return Ok(());
        }
        looks.tick().await;
    }
    Err(format!("said is {:?} and not {wanted:?}", system.verbs()?).into())
}

#[tokio::test]
async fn a_unit_is_taken_in_cmi5() -> Seen {
    journey("in-cmi5", async |browser| {
        let system = LearningSystem::with("cmi5", &["--pass-mark", "60"]).await?;
        browser.show_as(Window::Phone, Look::Light).await?;
        browser.launch(&system, "one").await?;
        said(&system, &["initialized"]).await?;
        browser.see_text(".top__who", "Ada Okafor").await?;
        browser.answer_in_package("first-thing", "ask").await?;
        browser.choose_in_package("half").await?;
        browser.see_text(PANEL, "Practice done").await?;
        assert_eq!(browser.barriers().await?, Vec::<String>::new());
        browser.picture("package-cmi5").await?;
        browser.go_back().await?;
        said(&system, &["initialized", "terminated"]).await?;

        // On another device, and the record store is deaf for a while.
        browser.begin_anew().await?;
        browser.launch(&system, "two").await?;
        browser
            .see(&format!("{QUESTION} [data-outcome=right]"))
            .await?;
        browser.choose_in_package("time").await?;
        system.be_deaf(1)?;
        browser.do_the_rest().await?;
        browser
            .see_text(PANEL, "did not take in your latest work")
            .await?;
        browser
            .click(&format!("{QUESTION} [data-action=try-again]"))
            .await?;
        browser.answer_in_package("first-thing", "always").await?;
        browser
            .see_text(PANEL, "You have done everything and passed")
            .await?;
        let first = ["initialized", "terminated"];
        let second = ["initialized", "completed", "passed"];
        said(&system, &[&first[..], &second[..]].concat()).await?;
        browser.go_back().await?;
        said(
            &system,
            &[&first[..], &second[..], &["terminated"]].concat(),
        )
        .await?;

        // She looks something up: nothing is said twice.
        browser.launch(&system, "three").await?;
        browser
            .see_text(PANEL, "You have done everything and passed")
            .await?;
        browser.go_back().await?;
        said(
            &system,
            &[&first[..], &second[..], &["terminated"], &first[..]].concat(),
        )
        .await?;
        assert_eq!(system.wrong()?, Vec::<String>::new());
        let statements = system.statements()?;
        let passed = statements.iter().find(|s| s["result"]["success"] == true);
        assert_eq!(
            passed.map(|passed| &passed["result"]["score"]["scaled"]),
            Some(&json!(0.75))
        );
        assert!(!json!(statements).to_string().contains("Achebe"));
        Ok(())
    })
    .await
}

/// She goes back so soon after her answer that no frame was painted in between, as on a slow phone.
#[tokio::test]
async fn an_answer_counts_although_she_goes_back_at_once() -> Seen {
    journey("in-cmi5-at-once", async |browser| {
        let system = LearningSystem::with("cmi5", &[]).await?;
        browser.launch(&system, "one").await?;
        browser
            .click(&format!("{QUESTION} li[data-option=ask] label"))
            .await?;
        let at_once = ["check", "go-back"]
            .map(|action| format!("document.querySelector('[data-action={action}]').click()"));
        browser.tell(&format!("({})", at_once.join(", "))).await?;
        browser.see_text("h1", "Back in the course").await?;
        said(&system, &["initialized", "terminated"]).await?;
        browser.begin_anew().await?;
        browser.launch(&system, "two").await?;
        browser
            .see(&format!("{QUESTION} [data-outcome=right]"))
            .await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_token_that_was_used_is_told() -> Seen {
    journey("in-cmi5-used", async |browser| {
        let system = LearningSystem::with("cmi5", &[]).await?;
        browser.launch(&system, "one").await?;
        let address = browser.tell("location.href").await?;
        // The browser opens the same address again: a token is given once.
        browser.go_to("about:blank").await?;
        browser.go_to(address.as_str().unwrap_or_default()).await?;
        browser.package_is_live().await?;
        browser
            .see_text("[role=alert]", "The token was given already.")
            .await?;
        browser.picture("package-used").await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn somebody_who_looks_around_is_told_nothing_of() -> Seen {
    journey("in-cmi5-browse", async |browser| {
        let system = LearningSystem::with("cmi5", &[]).await?;
        let address = system.launch("one", json!({ "launchMode": "Browse" }))?;
        browser.go_to(&address).await?;
        browser.package_is_live().await?;
        browser.see_text(".notice", "to look at").await?;
        browser.answer_in_package("first-thing", "ask").await?;
        browser.choose_in_package("half").await?;
        browser.choose_in_package("time").await?;
        browser.do_the_rest().await?;
        assert_eq!(browser.barriers().await?, Vec::<String>::new());
        browser.picture("package-look").await?;
        // What she did here she can take with her, and she is not left standing.
        browser
            .click(&format!("{PANEL} [data-action=save-copy]"))
            .await?;
        let copy = browser.downloaded(".json").await?;
        assert!(copy.contains("a brew, says Mrs Achebe"), "{copy}");
        browser.go_back().await?;
        said(&system, &["initialized", "terminated"]).await
    })
    .await
}

/// A tab that the browser has thrown away to have its memory says no goodbye, and a token is given once.
#[tokio::test]
async fn a_tab_that_was_thrown_away_goes_on() -> Seen {
    journey("in-cmi5-thrown-away", async |browser| {
        let system = LearningSystem::with("cmi5", &["--pass-mark", "60"]).await?;
        let silent =
            "addEventListener('pagehide', (event) => event.stopImmediatePropagation(), true)";
        browser
            .cdp(
                "Page.addScriptToEvaluateOnNewDocument",
                json!({ "source": silent }),
            )
            .await?;
        browser.launch(&system, "one").await?;
        browser.answer_in_package("first-thing", "ask").await?;
        browser.see_text(PANEL, "has been reported").await?;
        said(&system, &["initialized"]).await?;

        let address = browser.tell("location.href").await?;
        let address = address.as_str().unwrap_or_default();
        browser.go_to("about:blank").await?;
        browser.go_to(address).await?;
        browser.package_is_live().await?;
        browser.see_text(PANEL, "Practice done: 1 of 3").await?;
        browser.choose_in_package("half").await?;
        browser.choose_in_package("time").await?;
        browser.do_the_rest().await?;
        browser
            .see_text(PANEL, "You have done everything and passed")
            .await?;
        let whole = ["initialized", "completed", "passed"];
        said(&system, &whole).await?;
        browser.go_back().await?;
        said(&system, &[&whole[..], &["terminated"]].concat()).await?;

        // What is over is over.
        browser.go_to(address).await?;
        browser
            .see_text("[role=alert]", "The token was given already.")
            .await?;
        assert_eq!(system.wrong()?, Vec::<String>::new());
        Ok(())
    })
    .await
}
