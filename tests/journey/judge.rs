//! An assessor judges what waits, one after another, and the learner reads what she is told.

use std::{fs, path::PathBuf};

use serde_json::json;
use thirtyfour::prelude::Key;
use underpin::{
    desk::place::DeskPlace,
    quality::Place,
    record::{
        Record,
        event::{Event, EventId, Via},
        seal::Seal,
        sealed::Sealed,
        state::CriterionState,
    },
};

use crate::{
    browser::{Browser, Seen},
    cohort::{Cohort, Member},
    journey,
};

/// Where the first answer of a cohort is that waits to be judged.
pub fn waiting(cohort: &Cohort) -> Option<(&Member, DeskPlace)> {
    cohort.learners.iter().find_map(|member| {
        let state = member.record.state();
        state.units().find_map(|(pack, unit, did)| {
            let mut criteria = did.criteria.iter();
            let (criterion, _) = criteria.find(|(_, did)| !did.waiting().is_empty())?;
            let place = Place {
                pack: pack.clone(),
                unit: unit.clone(),
                criterion: criterion.clone(),
            };
            Some((member, DeskPlace::criterion(member.learner.id, place)))
        })
    })
}

/// What a record comes to at a place.
pub fn at(record: &Record, place: &DeskPlace) -> CriterionState {
    let state = record.state();
    let found = place.as_criterion().and_then(|place| {
        let unit = state.unit(&place.pack, &place.unit)?;
        unit.criteria.get(&place.criterion).cloned()
    });
    found.unwrap_or_default()
}

/// The first words of the answer that stands.
fn first_words(state: &CriterionState, count: usize) -> Option<String> {
    let submission = state.current_submissions().last().copied()?;
    let version = state.version_of(submission)?;
    let words: Vec<_> = version.said.text.split(' ').take(count).collect();
    Some(words.join(" "))
}

/// The page where the learner writes the answer of a place.
fn page_of(place: &DeskPlace) -> Option<String> {
    let Place {
        unit, criterion, ..
    } = place.as_criterion()?;
    Some(format!("units/{unit}/{criterion}/"))
}

impl Browser {
    /// Waits until a case is open, other than the one given, and gives where it is.
    pub async fn case_after(&self, before: Option<&DeskPlace>) -> Seen<DeskPlace> {
        let before = before.map(DeskPlace::to_string).unwrap_or_default();
        let case = "document.querySelector('[data-case]')?.dataset.case";
        let other = format!("({case} ?? '') !== '' && {case} !== {}", json!(before));
        self.until("another case", &other).await?;
        self.focus_is_on("#judge_whose").await?;
        let place = self.tell(case).await?;
        Ok(place.as_str().ok_or("no case")?.parse()?)
    }

    /// Selects the answer's first words by keyboard, and gives them as the form to comment on
    /// them says them.
    pub async fn begin_comment(&self) -> Seen<String> {
        self.focus_on("[data-answer]").await?;
        self.press(Key::Right).await?;
        for _ in 0..3 {
            self.chord(Key::Shift, Key::Right).await?;
        }
        self.click("[data-action=comment]:not(:disabled)").await?;
        self.see("#judge_comment:focus").await?;
        let quote = "[data-part=comment-form] blockquote";
        self.act(quote, async |element| element.text().await).await
    }

    /// Puts a file where it can be opened from.
    pub fn bring(&self, text: &str) -> Seen<PathBuf> {
        let path = self.folder().join("brought.underpin.json");
        fs::write(&path, text)?;
        Ok(path)
    }
}

#[tokio::test]
async fn an_answer_is_commented_on_decided_and_handed_back() -> Seen {
    journey("judge", async |browser| {
        let cohort = Cohort::new(1, 4);
        let (member, place) = waiting(&cohort).ok_or("no answer waits")?;
        browser.sit_down("Maureen Tully", 0).await?;
        browser.open_cohort(&cohort).await?;
        browser.click("[data-desk=filters] > summary").await?;
        browser.fill("#desk_learner", &member.learner.name).await?;
        browser
            .click(&format!("[data-rows=queue] a[href$='#{place}']"))
            .await?;
        assert_eq!(browser.case_after(None).await?, place);
        browser
            .see_text("#judge_whose", &member.learner.name)
            .await?;

        let quote = browser.begin_comment().await?;
        let first = first_words(&at(&member.record, &place), 4).ok_or("the answer has no text")?;
        assert_eq!(quote, first);
        browser
            .type_into("#judge_comment", "Say where this was.")
            .await?;
        browser.click("[data-action=keep-comment]").await?;
        browser
            .see_text("[data-answer] mark[data-comments='1']", &quote)
            .await?;
        browser
            .see_text("[data-comment]", "Say where this was.")
            .await?;

        // No rule is judged, then all but one.
        browser.click("label:has(#judge_met)").await?;
        browser.click("[data-action=record-and-next]").await?;
        browser
            .see_text("[data-part=missing]", "“Valid” is not judged")
            .await?;
        browser.looks_right("judge").await?;
        browser.click("[data-action=all-hold]").await?;
        browser
            .click("label:has(#judge_sufficient_not-judged)")
            .await?;
        browser
            .see_text(
                "[data-rule=sufficient] .field__error",
                "“Sufficient” is not judged. Met needs all five rules to hold.",
            )
            .await?;
        browser.click("[data-action=record-and-next]").await?;
        browser.focus_is_on("#judge_missing").await?;
        assert_eq!(browser.all("[data-part=missing] li").await?.len(), 1);

        browser.click("label:has(#judge_sufficient_yes)").await?;
        browser
            .fill("#judge_strengths", "You say how you begin.")
            .await?;
        browser.click("[data-action=record-and-next]").await?;
        let next = browser.case_after(Some(&place)).await?;
        browser
            .see_text(
                ".judge__last",
                &format!("Recorded: met, {}", member.learner.name),
            )
            .await?;
        let learners = &mut cohort.learners.iter();
        let other = learners.find(|other| other.learner.id == next.learner);
        let other = other.ok_or("the next answer is nobody’s")?;
        browser
            .see_text("#judge_whose", &other.learner.name)
            .await?;
        assert!(browser.all("#judge_met:checked").await?.is_empty());

        let text = browser.handed_back(member.learner.id).await?;
        browser.begin_anew().await?;
        browser.take_in(&text).await?;
        let page = page_of(&place).ok_or("the answer has no page")?;
        browser.open_live(&page).await?;
        let decision = "[data-part=decisions] [data-judgement=met]";
        for words in ["Maureen Tully", "You say how you begin."] {
            browser.see_text(decision, words).await?;
        }
        browser
            .see_text("[data-part=fixed-text] mark", &quote)
            .await?;
        browser
            .see_text("[data-part=comments]", "Say where this was.")
            .await?;
        Ok(())
    })
    .await
}

/// Somebody whose answer was written again, on paper, and typed in from there.
fn on_paper(member: &Member, place: &DeskPlace) -> Option<Member> {
    let state = at(&member.record, place);
    let submission = state.current_submissions().last().copied()?;
    let version = state.version_of(submission)?;
    let mut record = member.record.clone();
    let mut again = |event: &Event, after: Vec<Seal>| {
        let sealed = Sealed::new(&Event {
            id: EventId::new(event.at, [9; 10]),
            via: Some(Via::Workbook),
            after,
            ..event.clone()
        });
        let seal = sealed.seal();
        record.add(sealed);
        seal
    };
    let typed = again(&version.event, vec![version.seal]);
    again(&submission.event, vec![typed]);
    Some(Member {
        record,
        ..member.clone()
    })
}

#[tokio::test]
async fn an_answer_that_was_typed_from_paper_says_so() -> Seen {
    journey("from-paper", async |browser| {
        let cohort = Cohort::new(1, 4);
        let (member, place) = waiting(&cohort).ok_or("no answer waits")?;
        let page = format!("assess/answer/#{place}");
        browser.sit_down("Maureen Tully", 0).await?;
        let written = browser.bring(&member.hand_in().to_text())?;
        browser.open_at_desk(&[written]).await?;
        browser.open_live(&page).await?;
        browser.see("[data-answer]").await?;
        assert!(browser.all("[data-part=from-paper]").await?.is_empty());

        let typed = on_paper(member, &place).ok_or("the answer has no text")?;
        let typed = browser.bring(&typed.hand_in().to_text())?;
        browser.open_live("assess/").await?;
        browser.open_at_desk(&[typed]).await?;
        browser.open_live(&page).await?;
        browser
            .see_text("[data-part=from-paper]", "in a printed workbook")
            .await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_comment_bank_goes_from_one_device_to_another() -> Seen {
    journey("bank", async |browser| {
        let cohort = Cohort::new(1, 4);
        let (_, place) = waiting(&cohort).ok_or("no answer waits")?;
        let page = format!("assess/answer/#{place}");
        browser.sit_down("Maureen Tully", 0).await?;
        browser.open_cohort(&cohort).await?;
        browser.open_live(&page).await?;
        assert_eq!(browser.case_after(None).await?, place);
        browser
            .fill("#judge_action", "Name the policy, and say who keeps it.")
            .await?;
        browser.click("[data-action=keep-snippet]").await?;
        browser
            .see_text("[data-part=bank-said]", "Kept in your comment bank.")
            .await?;
        browser.click("[data-part=bank] > summary").await?;
        browser
            .see_text("[data-part=bank] .history", "Name the policy")
            .await?;
        browser.looks_right("bank").await?;
        browser.click("[data-part=bank] details > summary").await?;
        browser.click("[data-action=save-bank]").await?;
        let text = browser.downloaded(".txt").await?;
        assert!(
            text.contains("Name the policy, and say who keeps it."),
            "{text}"
        );

        // On another device it is added, once.
        browser.begin_anew().await?;
        let brought = browser.folder().join("comment-bank.txt");
        fs::write(&brought, &text)?;
        browser.sit_down("Idris Kane", 0).await?;
        browser.open_cohort(&cohort).await?;
        browser.open_live(&page).await?;
        assert_eq!(browser.case_after(None).await?, place);
        browser.click("[data-part=bank] > summary").await?;
        browser.click("[data-part=bank] details > summary").await?;
        for said in [
            "1 snippet added.",
            "Every snippet of this file is here already.",
        ] {
            let field = browser.all("#judge_bank_file").await?;
            let field = field.first().ok_or("no field for a bank")?;
            field.send_keys(brought.to_string_lossy()).await?;
            browser.see_text("[data-part=bank-said]", said).await?;
        }
        browser
            .click("[data-part=bank] [data-action=put-in]:last-of-type")
            .await?;
        assert_eq!(
            browser
                .tell("document.querySelector('#judge_action').value")
                .await?,
            "Name the policy, and say who keeps it."
        );
        Ok(())
    })
    .await
}
