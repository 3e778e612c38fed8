//! A learner walks through a scenario: to its summary, through an unsafe choice, and on from
//! where she left when the browser was closed.

use serde_json::json;

use crate::{
    browser::{Browser, Seen, Window},
    content::Copy,
    journey, journey_on,
};

const UNIT: &str = "carer-partnerships";
const SCENARIO: &str = "[data-scenario=sleepy-lunch]";
const STEP: &str = "[data-scenario=sleepy-lunch] [data-step]:not([hidden])";

impl Browser {
    /// Makes a choice at the step that is shown: every option with this verdict.
    pub async fn choose(&self, verdict: &str) -> Seen {
        let options = format!("{STEP} li.option:has([data-verdict={verdict}])");
        self.see(&options).await?;
        let kind = self
            .tell(&format!(
                "document.querySelector('{STEP} form').dataset.kind"
            ))
            .await?;
        let all = self.all(&format!("{options} label")).await?;
        let wanted = if kind == "multiple" { all.len() } else { 1 };
        for option in all.iter().take(wanted) {
            option.click().await?;
        }
        self.click(&format!("{STEP} [data-action=check]")).await?;
        self.see(&format!("{STEP} [role=status] [data-outcome]"))
            .await?;
        Ok(())
    }

    async fn step(&self) -> Seen<String> {
        let step = format!("document.querySelector({}).dataset.step", json!(STEP));
        Ok(self
            .tell(&step)
            .await?
            .as_str()
            .unwrap_or_default()
            .to_owned())
    }

    pub async fn go_on(&self) -> Seen {
        self.click(&format!("{STEP} [data-action=go-on]")).await
    }

    /// Goes on with the right choice at every step until the summary is there.
    pub async fn walk_rightly_to_the_end(&self) -> Seen {
        let ended = format!("document.querySelector('{SCENARIO} [data-place=summary] h3')");
        for _ in 0..12 {
            if self.tell(&format!("Boolean({ended})")).await? == true {
                return Ok(());
            }
            self.choose("right").await?;
            self.go_on().await?;
        }
        Err("a dozen right choices do not end the scenario".into())
    }
}

#[tokio::test]
async fn right_choices_lead_to_a_summary() -> Seen {
    journey("summary", async |browser| {
        browser.open_unit(UNIT).await?;
        let place = format!("{SCENARIO} [data-place=player]");
        browser.choose("right").await?;
        browser.see_text(&place, "Step 1").await?;
        browser.go_on().await?;
        browser.see_text(&place, "Step 2").await?;
        browser.walk_rightly_to_the_end().await?;
        browser
            .focus_is_on(&format!("{SCENARIO} [data-place=summary] h3"))
            .await?;
        browser
            .see_text(&format!("{SCENARIO} [data-place=summary]"), "Passed")
            .await?;
        browser
            .see_text(&format!("{SCENARIO} [data-place=summary]"), "You earned")
            .await?;
        browser
            .see(&format!("{SCENARIO} [data-outcome=passed]"))
            .await?;
        browser
            .see(&format!("{SCENARIO} [data-place=summary] a[href*='#ac-']"))
            .await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn an_unsafe_choice_stays_unsafe_and_the_walk_can_begin_anew() -> Seen {
    journey("unsafe", async |browser| {
        browser
            .show_as(Window::Phone, crate::browser::Look::Light)
            .await?;
        browser.open_unit(UNIT).await?;
        browser.choose("unsafe").await?;
        browser
            .see_text(&format!("{STEP} [role=status]"), "Not safe.")
            .await?;
        browser.go_on().await?;
        browser.walk_rightly_to_the_end().await?;
        browser
            .see(&format!("{SCENARIO} [data-outcome=unsafe]"))
            .await?;
        browser
            .see_text(&format!("{SCENARIO} [data-place=summary]"), "Not safe")
            .await?;

        browser
            .click(&format!(
                "{SCENARIO} [data-place=summary] [data-action=start-again]"
            ))
            .await?;
        browser.see(STEP).await?;
        assert_eq!(browser.step().await?, "first");
        browser.walk_rightly_to_the_end().await?;
        browser
            .see_text(&format!("{SCENARIO} [data-place=summary]"), "Earlier walks")
            .await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_walk_goes_on_where_it_was_left() -> Seen {
    journey("resume", async |browser| {
        browser.open_unit(UNIT).await?;
        browser.choose("right").await?;
        browser.go_on().await?;
        browser.see(&format!("{STEP} [data-action=check]")).await?;
        let left_at = browser.step().await?;
        assert_ne!(left_at, "first");

        browser.restart().await?;
        browser.open_unit(UNIT).await?;
        browser.see(STEP).await?;
        assert_eq!(browser.step().await?, left_at);
        browser
            .see_text(&format!("{SCENARIO} .path summary"), "Your path")
            .await?;
        browser.walk_rightly_to_the_end().await?;
        browser
            .see(&format!("{SCENARIO} [data-outcome=passed]"))
            .await?;
        Ok(())
    })
    .await
}

/// A story that asks once more after the first choice.
const ASKS_TWICE: &str = "\
+++
id = \"carer-partnerships\"
title = \"A short story\"
level = 3
minutes = 5
+++

## How many meals are there in a day? {#meals .number}

- [x] 3
  > And something between them.
- [ ] 1
  > Nobody keeps well on that.

## The sleepy lunch {#sleepy-lunch .scenario}

He nods over his plate.

### What do you do? {#what .single}

- [x] Sit beside him.
  > He wakes and eats.
- [ ] Take the plate away.
  > He has had no lunch.

### And then? {#then .single}

- [x] Tell the senior.
  > She looks at his medicines.
- [ ] Tell nobody.
  > It happens again.
";

#[tokio::test]
async fn a_walk_that_new_content_ends_has_its_summary() -> Seen {
    let site = Copy::new("scenario-ends")?;
    let file = format!("content/{UNIT}.md");
    site.put(&file, ASKS_TWICE)?;
    journey_on(&site.0, "scenario-ends", async |browser| {
        browser.open_unit(UNIT).await?;
        browser.see_text("h1", "A short story").await?;
        browser.choose("right").await?;

        let (begin, _) = ASKS_TWICE
            .split_once("### And then?")
            .ok_or("no second step")?;
        let ended = format!("{begin}### How it ends {{#then}}\n\nThe senior has seen it.\n");
        site.put(&file, &ended)?;
        browser
            .see_after_loading_again("The senior has seen it.")
            .await?;
        let summary = format!("{SCENARIO} [data-place=summary]");
        browser.see_text(&summary, "Passed").await?;

        // It is in the record, once.
        browser.open_unit(UNIT).await?;
        browser.choose("right").await?;
        browser.go_on().await?;
        browser.see_text(&summary, "Passed").await.map(drop)
    })
    .await
}
