//! What axe-core finds on a page, in every window and every look.
//!
//! axe sees about half of what shuts people out. What a keyboard and a screen reader meet is the
//! journeys' own matter.

use std::{env, fs};

use serde_json::Value;
use thirtyfour::Key;

use crate::{
    browser::{Browser, Look, Seen, Window},
    journey,
};

impl Browser {
    /// Looks at the page as it stands in each window and look: nothing for axe to find, nothing
    /// wider than the window; and, where `PICTURES` is set, a picture of each for people to look at.
    ///
    /// # Errors
    /// Everything that was found, with the elements it was found on.
    pub async fn looks_right(&mut self, name: &str) -> Seen {
        let mut found = Vec::new();
        for (window, look) in self.screens() {
            self.show_as(window, look).await?;
            let screen = format!("{name}-{}-{look:?}", window.size().0).to_lowercase();
            if env::var_os("PICTURES").is_some() {
                self.picture(&screen).await?;
            }
            found.extend(
                self.barriers()
                    .await?
                    .iter()
                    .map(|one| format!("{screen}: {one}")),
            );
            if self.tell("document.querySelectorAll('h1').length").await? != 1 {
                found.push(format!("{screen}: there is not one h1"));
            }
            // A phone makes its window as wide as the page: that is not what it shows.
            let is_wider = format!("document.documentElement.scrollWidth > {}", window.size().0);
            if self.tell(&is_wider).await? == true {
                found.push(format!("{screen}: the page is wider than its window"));
            }
        }
        if found.is_empty() {
            Ok(())
        } else {
            Err(found.join("\n").into())
        }
    }

    /// What axe finds on the page as it is shown now, one line each.
    pub async fn barriers(&self) -> Seen<Vec<String>> {
        let path = env::var("AXE_CORE").map_err(|_| "AXE_CORE must say where axe.min.js is")?;
        if self.tell("typeof axe").await? == "undefined" {
            let axe = fs::read_to_string(path)?;
            self.tell(&format!("(() => {{ {axe} }})()")).await?;
        }
        let found = self
            .ask(
                "axe.run().then((found) => done(found.violations), (error) => done(String(error)))",
            )
            .await?;
        let rules = found
            .as_array()
            .ok_or_else(|| format!("axe did not run: {found}"))?;
        Ok(rules.iter().flat_map(describe).collect())
    }
}

fn describe(rule: &Value) -> impl Iterator<Item = String> {
    let nodes = rule["nodes"].as_array().into_iter().flatten();
    nodes.map(|node| format!("{}: {} in {}", rule["id"], rule["help"], node["html"]))
}

#[tokio::test]
async fn handing_in_looks_right_with_everything_to_mend() -> Seen {
    journey("hand-in", async |browser| {
        browser
            .open_live("units/carer-partnerships/ac-3-2/")
            .await?;
        browser
            .type_into("#answer_text", "Mrs Joan Bates told me.")
            .await?;
        browser.see("[data-part=identifying]").await?;
        browser.click("[data-action=hand-in]").await?;
        browser.see("[data-part=identifying-again] mark").await?;
        browser.click("#help_used").await?;
        browser.click("[data-action=hand-in-now]").await?;
        browser.see_text("#own_work_error", "Tick the box").await?;
        browser.looks_right("hand-in").await?;

        // And once it is handed in, with a lock asked for.
        browser.sign_and_hand_in("Asha").await?;
        browser.click("label[for=save_lock]").await?;
        browser.see("#save_passphrase").await?;
        browser.looks_right("handed-in").await
    })
    .await
}

#[tokio::test]
async fn the_end_of_a_scenario_looks_right() -> Seen {
    journey("scenario-end", async |browser| {
        browser.open_unit("carer-partnerships").await?;
        browser.choose("unsafe").await?;
        browser.go_on().await?;
        browser.walk_rightly_to_the_end().await?;
        browser.see(".summary[data-outcome=unsafe]").await?;
        browser.looks_right("summary").await
    })
    .await
}

#[tokio::test]
async fn an_open_dialogue_looks_right() -> Seen {
    journey("dialogue", async |browser| {
        browser.open_unit("carer-partnerships").await?;
        browser.answer_one().await?;
        browser.open_live("people/").await?;
        browser.click("[data-action=finish]").await?;
        browser
            .click("dialog[open] form [data-action=erase]")
            .await?;
        browser.see("#people_erase_wrong").await?;
        browser.looks_right("dialogue").await
    })
    .await
}

#[tokio::test]
async fn a_locked_page_looks_right() -> Seen {
    journey("locked", async |browser| {
        browser.open_unit("carer-partnerships").await?;
        browser.answer_one().await?;
        browser.set_passphrase("seven green bottles").await?;
        browser.open_live("record/").await?;
        browser.see("[data-notice=locked]").await?;
        browser.looks_right("locked").await
    })
    .await
}

/// Everything in the head of a page is come to by Tab, the way to help above all.
#[tokio::test]
async fn the_head_of_a_page_is_gone_along_by_keyboard() -> Seen {
    journey("head", async |browser| {
        for window in Window::ALL {
            browser.show_as(window, Look::Light).await?;
            browser.open_live("settings/").await?;
            browser.focus_on(".brand").await?;
            let nav = (1..=3).map(|nth| format!(".top__nav li:nth-child({nth}) a"));
            for next in nav.chain(["#page_help summary", ".top__who"].map(str::to_owned)) {
                browser.press(Key::Tab).await?;
                browser.focus_is_on(&next).await?;
            }
            browser.focus_on("#page_help summary").await?;
            browser.press(Key::Enter).await?;
            browser.see("#page_help[open]").await?;
        }
        Ok(())
    })
    .await
}

/// A keyboard that is nowhere begins again at the top, and who hears the page hears nothing.
#[tokio::test]
async fn the_keyboard_is_always_somewhere() -> Seen {
    journey("keyboard", async |browser| {
        let enter = Key::Enter;
        browser.open_unit("carer-partnerships").await?;
        browser.answer_one().await?;

        // A form that is refused, twice with the same words.
        browser.open_live("people/").await?;
        browser.focus_on("[data-form=somebody-new] button").await?;
        for _ in 0..2 {
            browser.press(enter.clone()).await?;
            browser.focus_is_on("#people_name").await?;
            browser.see("#people_name_wrong").await?;
        }

        // A page that another takes the place of, and back.
        browser.open_live("record/").await?;
        browser.focus_on("[data-action=print]").await?;
        browser.press(enter.clone()).await?;
        browser
            .focus_is_on("[data-record=paper] [data-action=print]")
            .await?;
        browser
            .focus_on("[data-record=paper] [data-action=back]")
            .await?;
        browser.press(enter.clone()).await?;
        browser
            .focus_is_on(":not([data-record=paper]) > .toolbar > [data-action=print]")
            .await?;

        // A form that goes away as it is sent from its field.
        browser.open_live("settings/").await?;
        browser
            .fill("#passphrase_new", "seven green bottles")
            .await?;
        browser
            .fill("#passphrase_again", "seven green bottles")
            .await?;
        browser.click("label[for=passphrase_understood]").await?;
        browser.focus_on("#passphrase_again").await?;
        browser.press(enter.clone()).await?;
        browser
            .see_text("[data-said=passphrase]", "locked with the passphrase")
            .await?;
        browser
            .until("the keyboard to be somewhere", IS_SOMEWHERE)
            .await?;

        // The way to help does not lie over what the keyboard is on.
        browser.focus_on("#page_help > summary").await?;
        browser.press(enter.clone()).await?;
        browser.see("#page_help[open]").await?;
        browser.press(Key::Escape).await?;
        browser.see("#page_help:not([open])").await?;
        browser.press(enter).await?;
        browser.see("#page_help[open]").await?;
        browser.focus_on(".brand").await?;
        browser.see("#page_help:not([open])").await?;
        Ok(())
    })
    .await
}

const IS_SOMEWHERE: &str = "document.activeElement && document.activeElement !== document.body";
