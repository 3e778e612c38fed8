//! A learner on a slow line: she answers before the program has arrived.

use crate::{
    browser::{Browser, Seen},
    journey,
};

const UNIT: &str = "units/carer-partnerships/";
const FORM: &str = "form[data-question=cost-of-silence]";

impl Browser {
    /// Chooses in a page that the program has not taken over, and sees the page do what it can.
    async fn choose_early(&self) -> Seen {
        self.click(&format!("{FORM} li:has([data-verdict=wrong]) label"))
            .await?;
        assert_eq!(
            self.tell(&format!(
                "document.querySelector('{FORM}').hasAttribute('data-live')"
            ))
            .await?,
            false
        );
        self.see(&format!(
            "{FORM} li:has(input:checked) .feedback[data-verdict=wrong]"
        ))
        .await?;
        Ok(())
    }

    /// The program takes over what was chosen: it is her answer, and stands in her record.
    async fn see_what_was_chosen_answered(&self) -> Seen {
        self.see(&format!(
            "{FORM}[data-live][data-answered] [data-outcome=wrong]"
        ))
        .await?;
        assert_eq!(
            self.tell(&format!(
                "document.querySelector('{FORM} li:has([data-verdict=wrong]) input').checked"
            ))
            .await?,
            true,
            "what was chosen early stays chosen"
        );
        // The next page has it from storage.
        self.open_live(UNIT).await?;
        self.see(&format!("{FORM}[data-answered] [data-outcome=wrong]"))
            .await?;
        Ok(())
    }

    /// What has moved on the page so far without anybody's doing, never less than Chromium's cumulative
    /// layout shift; and in words, what.
    pub async fn moved(&self) -> Seen<(f64, String)> {
        let moved = self
            .ask(
                "const name = ({ node }) => node?.outerHTML?.slice(0, 120) ?? node?.textContent;
                 const told = ({ value, sources }) => `${value}: ${sources.map(name).join(' | ')}`;
                 const say = (shifts) => {
                    const own = shifts.filter((shift) => !shift.hadRecentInput);
                    done([own.reduce((sum, shift) => sum + shift.value, 0), own.map(told).join('; ')]);
                 };
                 new PerformanceObserver((list) => say(list.getEntries()))
                    .observe({ type: 'layout-shift', buffered: true });
                 requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => say([]))));",
            )
            .await?;
        let sum = moved[0].as_f64().ok_or("no number")?;
        Ok((sum, moved[1].as_str().unwrap_or_default().to_owned()))
    }
}

#[tokio::test]
async fn chosen_before_the_program_arrives() -> Seen {
    journey("program-late", async |browser| {
        let gate = browser.go_through_gate(".wasm")?;
        browser.open(UNIT).await?;
        browser.choose_early().await?;
        gate.open()?;
        browser
            .see(&format!("{FORM}[data-live][data-answered]"))
            .await?;
        browser.looks_right("chosen-early").await?;
        browser.see_what_was_chosen_answered().await
    })
    .await
}

#[tokio::test]
async fn chosen_between_the_program_and_the_newest_text() -> Seen {
    journey("text-late", async |browser| {
        let gate = browser.go_through_gate(".md")?;
        browser.open_live(UNIT).await?;
        browser.choose_early().await?;
        gate.open()?;
        browser.see_what_was_chosen_answered().await
    })
    .await
}

#[tokio::test]
async fn what_is_under_way_when_the_program_arrives_is_hers() -> Seen {
    journey("under-way", async |browser| {
        let gate = browser.go_through_gate(".wasm")?;
        gate.open()?;
        let (word, boxes) = ("[data-question=under-eighteen]", "[data-question=equal-partner]");
        let check = "[data-action=check]";
        browser.open_live(UNIT).await?;
        browser.fill(&format!("{word} input"), "carer").await?;
        browser.click(&format!("{word} {check}")).await?;
        browser.see(&format!("{word}[data-answered]")).await?;
        browser.click(&format!("{boxes} li:first-child label")).await?;
        browser.click(&format!("{boxes} {check}")).await?;
        browser.see(&format!("{boxes}[data-answered]")).await?;

        // She comes back, and is at both again before the program is.
        for (command, parameters) in [
            ("Network.enable", serde_json::json!({})),
            ("Network.setCacheDisabled", serde_json::json!({ "cacheDisabled": true })),
            ("Network.setBypassServiceWorker", serde_json::json!({ "bypass": true })),
        ] {
            browser.cdp(command, parameters).await?;
        }
        gate.hold(".wasm")?;
        browser.open(UNIT).await?;
        browser.click(&format!("{boxes} li:nth-child(2) label")).await?;
        browser.fill(&format!("{word} input"), "young").await?;
        let standing = format!(
            "[document.activeElement.name, document.querySelector('{word} input').value, scrollY,
              [...document.querySelectorAll('{boxes} input')].map((box) => box.checked).join()].join(' ')"
        );
        let before = browser.tell(&standing).await?;
        gate.open()?;
        browser.see(&format!("{word}[data-live]:not([data-answered])")).await?;
        browser.see(&format!("{boxes}[data-live]:not([data-answered])")).await?;
        browser.until("all is attached", "document.documentElement.dataset.program === 'ready'").await?;
        assert_eq!(browser.tell(&standing).await?, before, "words, boxes, place and focus");

        // She goes on where she was.
        browser.type_into(&format!("{word} input"), " carer").await?;
        browser.click(&format!("{word} {check}")).await?;
        browser.see(&format!("{word}[data-answered] [data-outcome=right]")).await?;
        browser.click(&format!("{boxes} {check}")).await?;
        browser.see(&format!("{boxes}[data-answered] li:nth-child(2) input:checked")).await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn without_the_program_the_page_can_be_read_and_answered() -> Seen {
    journey("no-program", async |browser| {
        browser.cdp("Network.enable", serde_json::json!({})).await?;
        let blocked = serde_json::json!({ "urls": ["*.wasm"] });
        browser.cdp("Network.setBlockedURLs", blocked).await?;
        browser.open(UNIT).await?;
        browser.see("[data-notice=program]").await?;
        browser.choose_early().await
    })
    .await
}

#[tokio::test]
async fn chosen_before_the_program_in_a_scenario() -> Seen {
    journey("story-early", async |browser| {
        let gate = browser.go_through_gate(".wasm")?;
        browser.open(UNIT).await?;
        let first = ".scenario .step:has(.onward)";
        browser
            .click(&format!("{first} li:has(.onward) label"))
            .await?;
        browser
            .click(&format!("{first} li:has(input:checked) .onward"))
            .await?;
        let at = browser.tell("location.hash.slice(1)").await?;
        let at = at.as_str().ok_or("no step")?.to_owned();
        gate.open()?;
        // She has gone on, and her choice is on her way through the story.
        browser
            .see(&format!(
                ".scenario[data-live] [data-step=\"{at}\"]:not([hidden])"
            ))
            .await?;
        browser.see(".scenario[data-live] .path > summary").await?;
        // After a new start it is where her walk goes on.
        browser.open_live(UNIT).await?;
        browser
            .see(&format!(
                ".scenario[data-live] [data-step=\"{at}\"]:not([hidden])"
            ))
            .await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn nothing_moves_when_the_program_takes_over() -> Seen {
    journey("nothing-moves", async |browser| {
        for page in ["", UNIT] {
            let gate = browser.go_through_gate(".wasm")?;
            browser.open(page).await?;
            browser.see("main h1, main h2").await?;
            gate.open()?;
            browser.see(":root[data-program=ready]").await?;
            if page == UNIT {
                browser.see(&format!("{FORM}[data-live]")).await?;
                browser
                    .see("[data-place=unit-progress] .progress-list")
                    .await?;
            }
            let (moved, what) = browser.moved().await?;
            assert!(moved < 0.01, "{page}: {what}");
        }
        Ok(())
    })
    .await
}

/// What is further down comes after the first frame, and never keeps a page from opening further down.
#[tokio::test]
async fn a_unit_is_drawn_whole_after_its_first_frame() -> Seen {
    journey("first-frame", async |browser| {
        let note = "window.began = 'whole';
            new MutationObserver(() => window.began = 'with a part')
                .observe(document, { subtree: true, attributeFilter: ['data-first'] })";
        let note = serde_json::json!({ "source": note });
        let cdp = "Page.addScriptToEvaluateOnNewDocument";
        browser.cdp(cdp, note).await?;
        let is_whole = "!('first' in document.documentElement.dataset) &&
            document.querySelector('#page_criteria').checkVisibility()";

        browser.open(UNIT).await?;
        browser.until("all of it", is_whole).await?;
        assert_eq!(browser.tell("window.began").await?, "with a part");

        browser.open("").await?;
        browser.open(&format!("{UNIT}#page_criteria")).await?;
        browser.until("all of it", is_whole).await?;
        assert_eq!(browser.tell("window.began").await?, "whole");

        browser.open("").await?;
        browser.open_live(UNIT).await?;
        browser
            .ask("window.isOld = true; scrollTo(0, 3000); done(location.reload())")
            .await?;
        browser
            .until(
                "where she was",
                "!window.isOld && Math.abs(scrollY - 3000) < 2",
            )
            .await?;
        assert_eq!(browser.tell("window.began").await?, "whole");
        Ok(())
    })
    .await
}

/// What is said to a choice is shown before the choice is kept. Here no frame comes between.
#[tokio::test]
async fn a_choice_is_kept_although_the_page_is_left_at_once() -> Seen {
    journey("slow-left", async |browser| {
        browser.open_live(UNIT).await?;
        browser
            .click(&format!("{FORM} li:has([data-verdict=wrong]) label"))
            .await?;
        browser
            .ask(&format!(
                "window.requestAnimationFrame = window.setTimeout = () => 0;
                 document.querySelector('{FORM} [data-action=check]').click();
                 done(location.assign('../../record/'))"
            ))
            .await?;
        browser
            .until("the record", "location.pathname.endsWith('/record/')")
            .await?;
        browser.open_live(UNIT).await?;
        browser
            .see(&format!("{FORM}[data-answered] [data-outcome=wrong]"))
            .await?;
        Ok(())
    })
    .await
}
