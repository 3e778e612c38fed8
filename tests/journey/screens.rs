//! Everybody, on a phone and at a desk, in every look: each screen as it is found, and with work
//! on it.

use crate::{
    browser::{Browser, Seen},
    journey,
};

impl Browser {
    /// Looks at pages as the program has made them.
    async fn all_look_right(&mut self, pages: &[(&str, &str)]) -> Seen {
        let mut found = Vec::new();
        for (name, path) in pages {
            self.open_live(path).await?;
            self.see("h1").await?;
            let is_there =
                "![...document.querySelectorAll('.coming')].some((one) => one.checkVisibility())";
            self.until("what the program draws", is_there).await?;
            if let Err(trouble) = self.looks_right(name).await {
                found.push(format!("{trouble:?}"));
            }
        }
        match found.is_empty() {
            true => Ok(()),
            false => Err(found.join("\n").into()),
        }
    }
}

#[tokio::test]
async fn pages_that_tell_look_right() -> Seen {
    let pages = [
        ("home", ""),
        ("help", "help/"),
        ("not-found", "404.html"),
        ("no-signal", "no-signal/"),
        ("privacy", "privacy/"),
        ("team-nobody", "team/"),
    ];
    journey("telling", async |browser| {
        browser.all_look_right(&pages).await
    })
    .await
}

#[tokio::test]
async fn pages_of_ones_own_look_right() -> Seen {
    let pages = [
        ("record", "record/"),
        ("settings", "settings/"),
        ("people", "people/"),
    ];
    journey("own", async |browser| {
        browser.open_unit("carer-partnerships").await?;
        browser.answer_one().await?;
        browser.all_look_right(&pages).await?;
        // And with everything unfolded.
        browser.open_live("record/").await?;
        browser
            .see("[data-record=next], [data-record=completed]")
            .await?;
        let unfold =
            "document.querySelectorAll('main details').forEach((one) => { one.open = true })";
        browser.tell(unfold).await?;
        browser.looks_right("record-unfolded").await
    })
    .await
}

#[tokio::test]
async fn a_unit_and_an_answer_look_right() -> Seen {
    journey("unit", async |browser| {
        browser.open_unit("carer-partnerships").await?;
        browser.answer_one().await?;
        let pages = [
            ("unit", "units/carer-partnerships/"),
            ("answer", "units/carer-partnerships/ac-3-2/"),
        ];
        browser.all_look_right(&pages).await
    })
    .await
}
