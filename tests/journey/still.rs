//! A learner who comes back: what is filled in for her has its room from the first paint, so nothing
//! moves on a slow line when it comes.

use serde_json::json;

use crate::{
    browser::{Browser, Look, Seen, Window},
    gate::Gate,
    journey,
};

const UNIT: &str = "carer-partnerships";
const NAMES: [&str; 3] = [
    "Oluwaseun Adeyemi-Bartholomew of the night team",
    "Ben",
    "Cerys Llewellyn",
];

/// What says that the program did not come.
const FAILED: &str = "[data-notice=program]";

/// Pages that the program draws, each with something of the last that it draws there.
const OWN: [(&str, &str); 5] = [
    ("record/", "[data-record=next]"),
    ("settings/", "[data-site-here]"),
    ("people/", "[data-form=somebody-new]"),
    ("privacy/", "[data-place=storage] *"),
    ("units/carer-partnerships/ac-3-2/", "#answer_text"),
];

impl Browser {
    /// Closes the browser and opens a page again, and sees that nothing moves when the program comes
    /// and what it draws is there; in both windows.
    async fn comes_back(&mut self, gate: &Gate, path: &str, drawn: &[&str]) -> Seen {
        for window in Window::ALL {
            self.restart().await?;
            self.show_as(window, Look::Light).await?;
            // What the device keeps would come past the gate.
            self.cdp("Network.enable", json!({})).await?;
            self.cdp("Network.setBypassServiceWorker", json!({ "bypass": true }))
                .await?;
            gate.hold(".wasm")?;
            self.open(path).await?;
            self.see("h1").await?;
            self.ask("requestAnimationFrame(() => requestAnimationFrame(() => done(null)))")
                .await?;
            gate.open()?;
            self.see(":root[data-program=ready]").await?;
            for css in drawn {
                self.see(css).await?;
            }
            let (moved, what) = self.moved().await?;
            assert_eq!(moved, 0.0, "{path:?}, {window:?}: {what}");
        }
        Ok(())
    }

    /// What is missing is said at the foot of the window, and nothing else has moved.
    async fn tells_at_the_foot(&self, path: &str, window: Window) -> Seen {
        self.see(FAILED).await?;
        let (moved, what) = self.moved().await?;
        assert_eq!(moved, 0.0, "{path:?}, {window:?}: {what}");
        let is_at_foot = "(({ top, bottom }) => bottom > innerHeight - 1 && bottom < innerHeight + 1 && top > innerHeight / 2)\
            (document.querySelector('[data-place=notice]').getBoundingClientRect())";
        self.until("it to be at the foot of the window", is_at_foot)
            .await?;
        let is_in_words = "document.querySelector('.no-program').checkVisibility()";
        assert_eq!(self.tell(is_in_words).await?, false, "{path:?}: said twice");
        Ok(())
    }

    /// Whether a screen reader finds something by its role and name.
    async fn is_found(&self, role: &str, name: &str) -> Seen {
        let tree = self
            .ask_cdp("Accessibility.getFullAXTree", json!({}))
            .await?;
        let nodes = tree["nodes"].as_array().ok_or("no tree")?;
        let is_it = |node: &&serde_json::Value| {
            node["ignored"] != true
                && node["role"]["value"] == role
                && node["name"]["value"] == name
        };
        match nodes.iter().find(is_it) {
            Some(_) => Ok(()),
            None => Err(format!("there is no {role} “{name}”").into()),
        }
    }

    /// Somebody begins a record on this device.
    async fn begins(&self, name: &str) -> Seen {
        self.open_live("people/").await?;
        self.fill("#people_name", name).await?;
        self.click("[data-form=somebody-new] [type=submit]").await?;
        self.see_text("[data-place=who]", name).await?;
        Ok(())
    }
}

/// Somebody reads on while the program is on its way, and has got to a question or a story.
#[tokio::test]
async fn nothing_moves_beside_a_question_when_the_program_comes() -> Seen {
    journey("still-read-on", async |browser| {
        let gate = browser.go_through_gate(".wasm")?;
        for window in Window::ALL {
            browser.show_as(window, Look::Light).await?;
            for place in [
                "form[data-kind=single]",
                "form[data-kind=short]",
                "form[data-kind=multiple]",
                "form[data-kind=order]",
                "form[data-kind=gap]",
                ".scenario",
                "#page_criteria",
            ] {
                gate.hold(".wasm")?;
                browser.open("").await?;
                browser.open(&format!("units/{UNIT}/")).await?;
                let is_whole = "!('first' in document.documentElement.dataset)";
                browser.until("the whole page", is_whole).await?;
                let read_on = format!(
                    "document.querySelector('{place}').scrollIntoView();
                     requestAnimationFrame(() => requestAnimationFrame(() => done(null)))"
                );
                browser.ask(&read_on).await?;
                gate.open()?;
                browser.see(":root[data-program=ready]").await?;
                let are_live = "!document.querySelector('.question:not([data-live])')";
                browser.until("live questions", are_live).await?;
                let (moved, what) = browser.moved().await?;
                assert_eq!(moved, 0.0, "{place}, {window:?}: {what}");
            }
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn nothing_moves_where_the_program_does_not_come() -> Seen {
    journey("still-failed", async |browser| {
        let gate = browser.go_through_gate(".wasm")?;
        let learners = [&[][..], &NAMES[..]];
        for learners in learners {
            gate.open()?;
            for name in learners {
                browser.begins(name).await?;
            }
            for window in Window::ALL {
                // Nobody is chosen in a browser that has just begun.
                browser.restart().await?;
                browser.show_as(window, Look::Light).await?;
                browser.cdp("Network.enable", json!({})).await?;
                let no_cache = json!({ "cacheDisabled": true });
                browser.cdp("Network.setCacheDisabled", no_cache).await?;
                browser
                    .cdp("Network.setBypassServiceWorker", json!({ "bypass": true }))
                    .await?;
                for (path, is_missing) in [
                    ("", true),
                    ("units/carer-partnerships/", false),
                    ("units/carer-partnerships/#sleepy-lunch", true),
                    ("units/carer-partnerships/ac-3-2/", true),
                    ("record/", false),
                    ("help/", true),
                ] {
                    gate.hold(".wasm")?;
                    browser.open(path).await?;
                    browser.see("h1").await?;
                    let asks = browser.tell("document.documentElement.dataset.asks ?? null");
                    let is_asked = !learners.is_empty();
                    assert_eq!(asks.await?, json!(is_asked.then_some("who")));
                    browser
                        .ask("requestAnimationFrame(() => requestAnimationFrame(() => done(null)))")
                        .await?;
                    match is_missing {
                        true => gate.miss(".wasm")?,
                        false => gate.cut(".wasm")?,
                    }
                    browser.tells_at_the_foot(path, window).await?;
                }
            }
            browser
                .looks_right(match learners.is_empty() {
                    true => "failed-help",
                    false => "failed-help-asked",
                })
                .await?;
        }
        // It can be closed, and is not said anew.
        browser.click("[data-action=close-notice]").await?;
        let is_closed = "!document.querySelector('[data-notice=program]')";
        browser.until("it to be closed", is_closed).await
    })
    .await
}

#[tokio::test]
async fn nothing_moves_where_a_script_of_the_program_does_not_come() -> Seen {
    journey("still-no-script", async |browser| {
        browser.cdp("Network.enable", json!({})).await?;
        for blocked in [["*/start-*.js"], ["*/study-*.js"]] {
            browser
                .cdp("Network.setBlockedURLs", json!({ "urls": blocked }))
                .await?;
            for window in Window::ALL {
                browser.show_as(window, Look::Light).await?;
                for path in ["", "units/carer-partnerships/"] {
                    browser.open(path).await?;
                    browser.tells_at_the_foot(path, window).await?;
                }
            }
            browser.looks_right("failed-unit").await?;
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn without_scripts_what_is_missing_is_a_note_among_the_words() -> Seen {
    journey("still-no-scripts", async |browser| {
        browser
            .cdp(
                "Emulation.setScriptExecutionDisabled",
                json!({ "value": true }),
            )
            .await?;
        browser.open("units/carer-partnerships/").await?;
        browser
            .see_text(".no-program", "Your browser has not started")
            .await?;
        browser
            .is_found("alert", "")
            .await
            .err()
            .ok_or("said twice")?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn nothing_moves_on_the_home_page_of_who_comes_back() -> Seen {
    journey("still-home", async |browser| {
        let gate = browser.go_through_gate(".wasm")?;
        gate.open()?;
        browser.begins(NAMES[0]).await?;
        browser.open_unit(UNIT).await?;
        browser.answer_one().await?;
        browser
            .until(
                "her place to be kept",
                "Object.keys(localStorage).some((key) => key.startsWith('underpin/left/'))",
            )
            .await?;
        let drawn = [
            "[data-continue]",
            ".unit-card .progress-list",
            "[data-training]",
        ];
        browser.comes_back(&gate, "", &drawn).await?;
        browser.looks_right("home-again").await?;

        // The words of a criterion are longer than any heading of a section.
        browser
            .open_live("units/carer-partnerships/ac-3-2/")
            .await?;
        browser
            .type_into("#answer_text", "I asked her daughter.")
            .await?;
        browser.click("[data-action=keep-version]").await?;
        browser
            .see("[data-part=versions], [data-place=versions] *")
            .await?;
        browser.comes_back(&gate, "", &drawn).await?;
        browser
            .see_text("[data-continue]", "Your answer to")
            .await?;
        browser.looks_right("home-writing").await
    })
    .await
}

#[tokio::test]
async fn nothing_moves_where_it_is_asked_who_is_learning() -> Seen {
    journey("still-who", async |browser| {
        let gate = browser.go_through_gate(".wasm")?;
        gate.open()?;
        for name in NAMES {
            browser.begins(name).await?;
        }
        let drawn = ["[data-notice=who] li:nth-child(3) [data-person]"];
        for path in ["", "units/carer-partnerships/", "help/"] {
            browser.comes_back(&gate, path, &drawn).await?;
        }
        browser.open_live("").await?;
        for role in ["region", "heading"] {
            browser.is_found(role, "Who is learning?").await?;
        }
        browser.looks_right("who").await?;
        browser
            .click_text("[data-notice=who] [data-person]", "Ben")
            .await?;
        browser.see_text("[data-place=who]", "Ben").await?;
        browser.see(":root:not([data-asks])").await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn nothing_moves_where_a_passphrase_is_asked() -> Seen {
    journey("still-locked", async |browser| {
        let gate = browser.go_through_gate(".wasm")?;
        gate.open()?;
        browser.begins(NAMES[0]).await?;
        browser.set_passphrase("seven green bottles").await?;
        let drawn = ["[data-notice=locked] [type=submit]:enabled"];
        for path in ["", "units/carer-partnerships/"] {
            browser.comes_back(&gate, path, &drawn).await?;
        }
        for role in ["region", "heading"] {
            browser.is_found(role, "Your work is locked").await?;
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn nothing_moves_on_pages_of_her_own() -> Seen {
    journey("still-own", async |browser| {
        let gate = browser.go_through_gate(".wasm")?;
        gate.open()?;
        browser.begins(NAMES[0]).await?;
        for (path, drawn) in OWN {
            browser.comes_back(&gate, path, &[drawn]).await?;
        }
        browser.open_unit(UNIT).await?;
        browser.answer_one().await?;
        for (path, drawn) in OWN {
            browser.comes_back(&gate, path, &[drawn]).await?;
            browser.see(".bottom a").await?;
        }
        Ok(())
    })
    .await
}
