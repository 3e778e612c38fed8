//! A unit comes to its end: planned, declared by the learner, signed off by the assessor, printed;
//! and feedback is read, answered and acted on in the learner's own browser.

use std::fs;

use serde_json::json;
use underpin::record::{
    event::{Actor, PersonId},
    state::{SignOff, Standing},
};

use crate::{
    browser::{Browser, Seen},
    cohort::{self, Cohort, Member},
    journey,
    paper::Paper,
};

/// A cohort in which the tenth learner has declared a unit complete.
fn cohort() -> Cohort {
    Cohort::new(1, 10)
}

/// Somebody with a unit that waits for the assessor's signature.
fn declared(cohort: &Cohort) -> Option<&Member> {
    let waits = |member: &&Member| {
        let state = member.record.state();
        let mut units = cohort::pack().units.iter();
        units.any(|unit| {
            let asked: Vec<_> = unit
                .criteria()
                .map(|criterion| criterion.id.clone())
                .collect();
            let did = state.unit(&cohort::pack().settings.id, &unit.id);
            did.is_some_and(|did| matches!(did.sign_off(&asked), SignOff::WithAssessor(_)))
        })
    };
    cohort.learners.iter().find(waits)
}

/// Somebody with a criterion that is not yet met, and where its answer is written.
fn not_yet_met(cohort: &Cohort) -> Option<(&Member, String)> {
    cohort.learners.iter().find_map(|member| {
        let state = member.record.state();
        state.units().find_map(|(_, unit, did)| {
            let mut criteria = did.criteria.iter();
            let (criterion, _) = criteria.find(|(_, criterion)| {
                criterion.standing() == Standing::NotYetMet && !criterion.submissions.is_empty()
            })?;
            Some((member, format!("units/{unit}/{criterion}/")))
        })
    })
}

impl Browser {
    /// Makes this the device of somebody with a learner's record on the desk. (Files are opened
    /// at the desk in a journey of its own.)
    async fn put_on_desk(&self, me: &Actor, member: &Member) -> Seen {
        let people = json!([{ "id": me.person, "name": me.name, "role": me.role }]);
        let key = format!("desk/{}/portfolio/{}", me.person, member.learner.id);
        let text = member.hand_in().to_text();
        self.open("privacy/").await?;
        let script = format!(
            "localStorage.setItem('underpin/people', JSON.stringify({people}));
            const opening = indexedDB.open('underpin', 1);
            opening.onupgradeneeded = () => opening.result.createObjectStore('values');
            opening.onsuccess = () => {{
                const writing = opening.result.transaction('values', 'readwrite');
                writing.objectStore('values').put({}, {});
                writing.oncomplete = () => {{ opening.result.close(); done(true); }};
            }};",
            json!(text),
            json!(key),
        );
        self.ask(&script).await?;
        Ok(())
    }

    /// Opens a learner's record on the desk.
    async fn open_portfolio(&self, learner: PersonId) -> Seen {
        self.open_live(&format!("assess/learner/#{learner}"))
            .await?;
        self.see(&format!("[data-portfolio='{learner}']")).await?;
        Ok(())
    }

    /// Agrees to the statement of the one form that signs, and signs.
    async fn sign(&self, name: &str) -> Seen {
        self.click("[data-form=sign] [type=checkbox]").await?;
        self.fill("[data-form=sign] [type=text]", name).await?;
        self.click("[data-form=sign] [type=submit]").await
    }

    /// Takes a file in on the page My record.
    pub async fn take_in(&self, text: &str) -> Seen {
        let file = self.folder().join("handed-back.underpin.json");
        fs::write(&file, text)?;
        self.open_live("record/").await?;
        self.see("#record_open").await?;
        let field = self.all("#record_file").await?;
        let field = field.first().ok_or("no field for a file")?;
        field.send_keys(file.to_string_lossy()).await?;
        self.click("[data-record=opened] [data-action=add]").await?;
        self.see_text("[data-said=open]", "Added").await?;
        Ok(())
    }
}

/// Every page of a paper has its number, and none ends in a heading whose text stands on the next.
fn numbered_and_headed(pages: &[String], headings: &[String]) -> Seen {
    // Letters stand apart on paper where a font draws them so.
    let close = |text: &str| text.split_whitespace().collect::<String>();
    let headings: Vec<String> = headings.iter().map(|heading| close(heading)).collect();
    if headings.len() < 10 {
        return Err(format!("the paper has few headings: {headings:?}").into());
    }
    for (at, page) in pages.iter().enumerate() {
        let words = close(page);
        let number = format!("{}/{}", at + 1, pages.len());
        // What stands in the margins and over the page is not in the text's order.
        let Some(text) = words.strip_prefix(&number) else {
            return Err(format!("page {} is not numbered: {page}", at + 1).into());
        };
        let text = text.strip_suffix("Underpin").unwrap_or(text);
        if let Some(last) = headings
            .iter()
            .find(|heading| text.ends_with(heading.as_str()))
        {
            return Err(format!("page {number} ends in the heading “{last}”: {page}").into());
        }
    }
    Ok(())
}

#[tokio::test]
async fn a_unit_is_planned_signed_off_by_both_and_printed() -> Seen {
    journey("portfolio", async |browser| {
        let cohort = cohort();
        let member = declared(&cohort).ok_or("nobody has declared a unit")?;
        let [assessor, _] = cohort::assessors();
        browser.put_on_desk(&assessor, member).await?;
        browser.open_portfolio(member.learner.id).await?;

        // A plan wants criteria, a way, and what will be done.
        browser.click("[data-action=make-plan]").await?;
        browser.click("[data-action=keep-plan]").await?;
        browser
            .see_text("[data-form=plan]", "Choose at least one criterion.")
            .await?;
        browser
            .click("[data-form=plan] fieldset:nth-of-type(1) .choice")
            .await?;
        browser
            .click("[data-form=plan] fieldset:nth-of-type(2) .choice")
            .await?;
        browser
            .type_into(
                "[data-form=plan] textarea",
                "Watch a lunch and talk about it.",
            )
            .await?;
        browser.click("[data-action=keep-plan]").await?;
        browser
            .see_text("[data-plan]", "Watch a lunch and talk about it.")
            .await?;

        browser
            .see_text("[data-part=sign-off]", "It waits for your sign-off.")
            .await?;
        browser.sign("Maureen Tully").await?;
        browser
            .see_text("[data-part=sign-off]", "Signed off by both.")
            .await?;

        browser.looks_right("portfolio").await?;
        browser.click("[data-action=hand-back]").await?;
        let handed_back = browser.downloaded(".underpin.json").await?;

        browser.click("[data-action=paper]").await?;
        browser.see("[data-report]").await?;
        let pdf = browser.pdf().await?;
        let headings = browser
            .tell("[...document.querySelectorAll('.report :is(h2, h3, h4, h5)')].map((heading) => heading.textContent)")
            .await?;
        let headings: Vec<String> = serde_json::from_value(headings)?;
        let pages = pdf_extract::extract_text_from_mem_by_pages(&pdf)?;
        numbered_and_headed(&pages, &headings)?;
        Paper::of(&pages.concat()).says(&[
            &*member.learner.name,
            "They do not show authorship",
            "Watch a lunch and talk about it.",
            "Signed: Maureen Tully",
            "Rules of evidence",
            "Audit log",
            "1 / ",
        ])?;

        // The learner, in a browser that has never been anywhere.
        browser.begin_anew().await?;
        browser.take_in(&handed_back).await?;
        browser
            .see_text("[data-planned]", "signed off by you and your assessor")
            .await?;
        browser.click("[data-planned] [data-action=agree]").await?;
        browser.see_text("[data-plan]", "Agreed").await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn feedback_is_read_answered_and_acted_on() -> Seen {
    journey("feedback", async |browser| {
        let cohort = cohort();
        let (member, page) = not_yet_met(&cohort).ok_or("nothing is not yet met")?;
        browser.take_in(&member.hand_in().to_text()).await?;
        browser
            .see_text("[data-record=next]", "Not yet met: write again for")
            .await?;

        browser.open_live(&page).await?;
        browser
            .see_text("[data-part=decisions]", "Not yet met")
            .await?;
        browser.click("[data-action=reply]").await?;
        browser.click("[data-action=keep-reply]").await?;
        browser
            .see_text("[data-form=reply]", "Write your reply.")
            .await?;
        browser
            .type_into("[data-form=reply] textarea", "I did say why, further down.")
            .await?;
        browser.click("[data-form=reply] [type=checkbox]").await?;
        browser.click("[data-action=keep-reply]").await?;
        browser
            .see_text("[data-part=decisions]", "I did say why, further down.")
            .await?;
        browser
            .see_text("[data-part=decisions]", "You disagreed")
            .await?;

        browser.click("[data-action=write-on]").await?;
        browser
            .type_into(
                "[data-place=answer] textarea",
                " And this is why it matters.",
            )
            .await?;
        browser.click("[data-action=hand-in]").await?;
        browser.sign_and_hand_in(&member.learner.name).await
    })
    .await
}
