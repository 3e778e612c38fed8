//! A learner practises: every question that stands by itself in the units, by mouse and by
//! keyboard, and again.

use std::collections::BTreeSet;

use serde_json::json;
use thirtyfour::{TypingData, prelude::*};

use crate::{
    browser::{Browser, Seen, Window},
    journey,
};

/// Between them these units ask questions of every kind.
const UNITS: [&str; 3] = [
    "carer-partnerships",
    "customer-relationships",
    "person-centred-practice",
];

const KINDS: [&str; 9] = [
    "single", "multiple", "order", "match", "gap", "number", "short", "rate", "reflect",
];

/// The questions of a unit that are in no scenario.
const LOOSE: &str = "form[data-question]:not([data-scenario] form)";

impl Browser {
    /// Opens a page and waits until the program has taken it over.
    pub async fn open_live(&self, path: &str) -> Seen {
        self.open(path).await?;
        self.until(
            "the program",
            "document.documentElement.dataset.program === 'ready'",
        )
        .await
    }

    /// Opens a unit and waits until the program has taken its questions over.
    pub async fn open_unit(&self, unit: &str) -> Seen {
        self.open_live(&format!("units/{unit}/")).await?;
        self.until(
            format_args!("live questions in {unit}"),
            &format!(
                "document.querySelector('{LOOSE}') && \
                 document.querySelectorAll('form[data-question]:not([data-live])').length === 0"
            ),
        )
        .await
    }

    /// The ids and kinds of the loose questions in the page.
    async fn loose_questions(&self) -> Seen<Vec<(String, String)>> {
        let pairs = self
            .tell(&format!(
                "[...document.querySelectorAll('{LOOSE}')]\
                    .filter((form) => form.checkVisibility())\
                    .map((form) => [form.dataset.question, form.dataset.kind])"
            ))
            .await?;
        Ok(serde_json::from_value(pairs)?)
    }

    /// Fills a question by mouse: the first option or the first partner, something typed.
    async fn fill_by_mouse(&self, question: &str, kind: &str) -> Seen {
        let form = form(question);
        match kind {
            "single" | "multiple" | "rate" => self.click(&format!("{form} li.option label")).await,
            "order" => {
                self.click(&format!("{form} li + li [data-move=up]"))
                    .await?;
                self.see_text(&format!("{form} [role=status]"), "Now line 1 of ")
                    .await?;
                Ok(())
            }
            _ => {
                for control in self
                    .all(&format!("{form} :is(select, input, textarea)"))
                    .await?
                {
                    match control.tag_name().await?.as_str() {
                        "select" => {
                            let option = control.find(By::Css("option:not([value=''])")).await?;
                            option.click().await?;
                        }
                        _ => control.send_keys("12").await?,
                    }
                }
                Ok(())
            }
        }
    }

    /// Waits for what is said to a response, where a screen reader hears it.
    async fn is_answered(&self, question: &str) -> Seen {
        let said = format!("{} [role=status] [data-outcome]", form(question));
        self.see(&said).await?;
        let words = self
            .tell(&format!(
                "document.querySelector({}).innerText.trim()",
                json!(said)
            ))
            .await?;
        match words.as_str() {
            Some(words) if !words.is_empty() => Ok(()),
            _ => Err(format!("nothing is said to {question}").into()),
        }
    }
}

fn form(question: &str) -> String {
    format!("form[data-question=\"{question}\"]")
}

#[tokio::test]
async fn every_kind_of_question_by_mouse() -> Seen {
    journey("by-mouse", async |browser| {
        let mut kinds = BTreeSet::new();
        for unit in UNITS {
            browser.open_unit(unit).await?;
            for (question, kind) in browser.loose_questions().await? {
                browser.fill_by_mouse(&question, &kind).await?;
                browser
                    .click(&format!("{} [data-action=check]", form(&question)))
                    .await?;
                browser.is_answered(&question).await?;
                kinds.insert(kind);
            }
        }
        assert_eq!(kinds, KINDS.map(str::to_owned).into());
        Ok(())
    })
    .await
}

/// Goes down the page with Tab alone and does what the focus offers.
#[tokio::test]
async fn every_kind_of_question_by_keyboard_alone() -> Seen {
    journey("by-keyboard", async |browser| {
        let mut kinds = BTreeSet::new();
        for unit in UNITS {
            browser.open_unit(unit).await?;
            let questions = browser.loose_questions().await?;
            let mut left: BTreeSet<String> = questions.iter().map(|(id, _)| id.clone()).collect();
            for _ in 0..1_000 {
                if left.is_empty() {
                    break;
                }
                browser.press(Key::Tab).await?;
                let (question, role) = browser.focused().await?;
                if !left.contains(&question) {
                    continue;
                }
                let keys: TypingData = match role.as_str() {
                    "radio" | "checkbox" => Key::Space.into(),
                    "select" => Key::Down.into(),
                    "text" => "12".into(),
                    "check" => Key::Enter.into(),
                    _ => continue,
                };
                browser.press(keys).await?;
                if role == "check" {
                    browser.is_answered(&question).await?;
                    // The button that was pressed is gone.
                    let next = format!("{} [data-place=result] button", form(&question));
                    browser.focus_is_on(&next).await?;
                    left.remove(&question);
                }
            }
            assert!(left.is_empty(), "Tab never led to the end of {left:?}");
            kinds.extend(questions.into_iter().map(|(_, kind)| kind));
        }
        assert_eq!(kinds, KINDS.map(str::to_owned).into());
        Ok(())
    })
    .await
}

impl Browser {
    /// The question that has the focus, and what in it: empty where it is somewhere else.
    async fn focused(&self) -> Seen<(String, String)> {
        let told = self
            .tell(
                "(() => { const at = document.activeElement; \
                   const form = at.closest('form[data-question]'); \
                   const role = at.dataset.action === 'check' ? 'check' \
                     : at.tagName === 'SELECT' ? 'select' \
                     : ['radio', 'checkbox'].includes(at.type) ? at.type \
                     : at.matches('input, textarea') ? 'text' : ''; \
                   return [form?.dataset.question ?? '', role]; })()",
            )
            .await?;
        Ok(serde_json::from_value(told)?)
    }
}

#[tokio::test]
async fn why_not_the_others_and_another_try() -> Seen {
    journey("try-again", async |browser| {
        browser
            .show_as(Window::Phone, crate::browser::Look::Light)
            .await?;
        browser.open_unit("carer-partnerships").await?;
        let form = form("cost-of-silence");
        let shown = format!("document.querySelectorAll('{form} li[data-shown] .feedback').length");

        browser
            .click(&format!("{form} [data-action=check]"))
            .await?;
        browser
            .see_text(&format!("{form} [role=status]"), "Choose one first.")
            .await?;
        browser.focus_is_on(&format!("{form} input")).await?;

        let wrong = format!("{form} li:has([data-verdict=wrong])");
        browser.click(&format!("{wrong} label")).await?;
        let silent = format!("document.querySelector('{form} .question__hint') === null");
        browser.until("nothing to be missing", &silent).await?;
        browser
            .click(&format!("{form} [data-action=check]"))
            .await?;
        browser.see(&format!("{form} [data-outcome=wrong]")).await?;
        assert_eq!(
            browser.tell(&shown).await?,
            0,
            "said where it is announced, and only there"
        );

        browser
            .see(&format!("{form} [data-action=why-not]"))
            .await?;
        browser
            .focus_on(&format!("{form} [data-action=why-not]"))
            .await?;
        browser.press(Key::Enter).await?;
        browser
            .see(&format!("{form} li[data-shown] [data-verdict=right]"))
            .await?;

        browser
            .click(&format!("{form} [data-action=try-again]"))
            .await?;
        browser
            .focus_is_on(&format!("{form} :is(input, button)"))
            .await?;
        assert_eq!(browser.tell(&shown).await?, 0);
        let right = format!("{form} li:has([data-verdict=right])");
        browser.click(&format!("{right} label")).await?;
        browser
            .click(&format!("{form} [data-action=check]"))
            .await?;
        browser.see(&format!("{form} [data-outcome=right]")).await?;

        browser.restart().await?;
        browser.open_unit("carer-partnerships").await?;
        browser.see(&format!("{form} [data-outcome=right]")).await?;
        assert_eq!(
            browser
                .tell(&format!("document.querySelector('{right} input').checked"))
                .await?,
            true
        );
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_is_begun_of_a_question_is_there_again() -> Seen {
    journey("begun-question", async |browser| {
        let reflection = form("looking-back-reflect");
        let words = format!("{reflection} textarea");
        let pair = format!("{} select", form("who-is-who"));
        let chosen = format!("document.querySelector('{pair}').selectedIndex");
        let typed = format!("document.querySelector('{words}').value");
        browser.open_unit("carer-partnerships").await?;
        browser.fill(&words, "She knew what calms him").await?;
        // One pair of several is no answer yet.
        browser
            .tell(&format!(
                "(() => {{ const select = document.querySelector('{pair}'); select.selectedIndex = 1; \
                 select.dispatchEvent(new Event('input', {{ bubbles: true }})); }})()"
            ))
            .await?;
        browser.open_unit("carer-partnerships").await?;
        browser.until("what was typed", &format!("{typed} === 'She knew what calms him'")).await?;
        browser.until("what was chosen", &format!("{chosen} === 1")).await?;

        // Answered, and gone on with.
        browser.click(&format!("{reflection} [data-action=check]")).await?;
        browser.see(&format!("{reflection} [data-outcome=kept]")).await?;
        browser.click(&format!("{reflection} [data-action=try-again]")).await?;
        browser.type_into(&words, ", and when").await?;
        browser.open_unit("carer-partnerships").await?;
        browser.until("all of it", &format!("{typed} === 'She knew what calms him, and when'")).await?;
        browser.click(&format!("{reflection} [data-action=check]")).await?;
        browser.see(&format!("{reflection} [data-outcome=kept]")).await?;
        // Nothing of it is begun any more.
        browser.open_unit("carer-partnerships").await?;
        browser.see(&format!("{reflection} [data-outcome=kept]")).await?;
        Ok(())
    })
    .await
}
