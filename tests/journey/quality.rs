//! A quality assurer draws a sample, checks a decision blind and disagrees; the assessor answers
//! and she closes it, each in a browser of their own, with files between them.

use std::{collections::BTreeSet, fs};

use serde_json::{Value, json};
use thirtyfour::Key;
use underpin::{
    desk::place::DeskPlace,
    exchange::record_file,
    quality::Place,
    record::{
        Record,
        decision::{Decision, Judgement},
        event::{Actor, PersonId, Role},
        seal::Seal,
        state::{Kept, SampleStanding},
    },
};

use crate::{
    browser::{Browser, Seen},
    cohort::{self, Cohort, Member},
    journey,
};

/// A decision on a written answer, with whose answer it is and where that is judged.
pub struct Decided<'c> {
    pub member: &'c Member,
    pub place: String,
    pub decision: Kept<Decision>,
}

/// A line of the sample, as the page shows it.
pub struct Drawn {
    pub decision: String,
    assessor: String,
    reasons: String,
    pub state: String,
}

impl Browser {
    /// Makes this the device of somebody who is known at the desk.
    pub async fn seat(&self, me: &Actor) -> Seen {
        self.open("privacy/").await?;
        let people = json!([{ "id": me.person, "name": me.name, "role": me.role }]);
        let script = format!(
            "localStorage.setItem('underpin/people', JSON.stringify({people})); done(true);"
        );
        self.ask(&script).await?;
        self.open_live("assess/").await?;
        self.see_text("[data-desk=me]", &me.name).await?;
        Ok(())
    }

    /// Takes everything on the desk away as a zip, and gives the file of one learner.
    pub async fn handed_back(&self, learner: PersonId) -> Seen<String> {
        self.open_live("assess/").await?;
        self.click("[data-action=as-zip]").await?;
        for (_, text) in self.downloaded_zip().await? {
            let opened = record_file::open(text.as_bytes())?;
            if opened.file.header.learner.id == learner {
                assert_eq!(opened.findings, []);
                return Ok(text);
            }
        }
        Err("the learner’s file is not in the zip".into())
    }

    /// Sits down on another device, with one file.
    pub async fn go_on_with(&mut self, me: &Actor, text: &str) -> Seen {
        self.begin_anew().await?;
        self.seat(me).await?;
        let file = self.folder().join("handed-on.underpin.json");
        fs::write(&file, text)?;
        self.open_at_desk(&[file]).await
    }

    /// Draws the sample that belongs to a number.
    pub async fn draw(&self, seed: &str) -> Seen<Vec<Drawn>> {
        self.fill("#quality_seed", seed).await?;
        self.type_into("#quality_seed", &Key::Enter.value().to_string())
            .await?;
        let rows = self
            .tell(
                "[...document.querySelectorAll('[data-part=sample] tbody tr')].map((row) => \
                 [row.dataset.decision, ...[...row.children].map((cell) => cell.textContent)])",
            )
            .await?;
        let rows: Vec<Vec<String>> = serde_json::from_value(rows)?;
        let rows = rows.into_iter().map(|row| match row.as_slice() {
            [decision, _, _, assessor, reasons, state, _] => Ok(Drawn {
                decision: decision.clone(),
                assessor: assessor.clone(),
                reasons: reasons.clone(),
                state: state.clone(),
            }),
            _ => Err("a line of the sample is not as it should be".into()),
        });
        rows.collect()
    }
}

/// The assessor's decisions of a cohort that say “met” of a written answer.
pub fn met(cohort: &Cohort, assessor: PersonId) -> Vec<Decided<'_>> {
    let mut found = Vec::new();
    for member in &cohort.learners {
        for (pack, unit, did) in member.record.state().units() {
            for (criterion, state) in &did.criteria {
                let decisions = state.decisions.iter().filter(|decision| {
                    decision.event.by.person == assessor
                        && decision.said.judgement == Judgement::Met
                        && state.submission_of(decision).is_some()
                });
                found.extend(decisions.map(|decision| {
                    let place = Place {
                        pack: pack.clone(),
                        unit: unit.clone(),
                        criterion: criterion.clone(),
                    };
                    Decided {
                        member,
                        place: DeskPlace::criterion(member.learner.id, place).to_string(),
                        decision: decision.clone(),
                    }
                }));
            }
        }
    }
    found
}

/// Somebody who samples and has decided as an assessor too, and the assessor of the rest.
pub fn sampler_and_assessor() -> [Actor; 2] {
    let [her, assessor] = cohort::assessors();
    let her = Actor {
        role: Role::InternalQualityAssurer,
        ..her
    };
    [her, assessor]
}

/// The first of these decisions that is in a sample and not checked yet.
pub fn to_check<'d, 'c>(rows: &[Drawn], decided: &'d [Decided<'c>]) -> Seen<&'d Decided<'c>> {
    let mut to_check = rows.iter().filter(|row| row.state.contains("To check"));
    let found = to_check.find_map(|row| {
        let mut decided = decided.iter();
        decided.find(|one| one.decision.seal.to_string() == row.decision)
    });
    Ok(found.ok_or("no written answer that he found met is in the sample")?)
}

/// How far the quality assurer's sample of a decision has come, in what a file holds.
fn standing(record: &Record, decision: Seal, sampler: PersonId) -> Option<SampleStanding> {
    let state = record.state();
    state
        .units()
        .flat_map(|(_, _, did)| did.criteria.values())
        .flat_map(|criterion| criterion.samples_that_count())
        .find(|open| open.decision.seal == decision && open.sample.event.by.person == sampler)
        .map(|open| open.standing)
}

#[tokio::test]
async fn a_decision_is_sampled_blind_answered_and_closed_through_files() -> Seen {
    journey("quality", async |browser| {
        let cohort = Cohort::new(1, 12);
        // She has decided as an assessor too, so that she has decisions of her own to leave out.
        let [her, assessor] = sampler_and_assessor();
        browser.seat(&her).await?;
        browser.open_cohort(&cohort).await?;

        browser.open_live("assess/quality/").await?;
        browser.see("[data-part=sample] tbody tr").await?;
        let first = browser.draw("7").await?;
        let other = browser.draw("8").await?;
        let again = browser.draw("7").await?;
        let seals = |rows: &[Drawn]| -> Vec<String> {
            rows.iter().map(|row| row.decision.clone()).collect()
        };
        assert_ne!(seals(&first), seals(&other));
        assert_eq!(seals(&first), seals(&again));
        for row in first.iter().chain(&other) {
            assert!(!row.reasons.is_empty(), "{} has no reason", row.decision);
            assert_ne!(row.assessor, &*her.name, "{} is her own", row.decision);
        }
        browser
            .see_text("[data-part=sample]", "Left out because you made or countersigned them:")
            .await?;
        let reasons: BTreeSet<&str> = first
            .iter()
            .flat_map(|row| row.reasons.split(", "))
            .collect();
        assert!(reasons.contains("assessor’s rate"), "{reasons:?}");
        assert!(reasons.contains("second or later try"), "{reasons:?}");

        let decided = met(&cohort, assessor.person);
        let decided = to_check(&first, &decided)?;
        let learner = decided.member.learner.id;
        let seal = decided.decision.seal;

        // What others found is not told before she has judged, wherever she looks.
        browser
            .see_text("[data-part=made] tr[data-hidden]", "Until you have checked it")
            .await?;
        let told = "[...document.querySelectorAll('[data-part=made] tr[data-hidden]')]\
             .some((row) => /gree|onfirm|losed|nswered/.test(row.textContent))";
        assert_eq!(browser.tell(told).await?, Value::Bool(false));
        let strengths = &*decided.decision.said.feedback.strengths;
        assert!(!strengths.is_empty());
        let judged = format!("assess/answer/#{}", decided.place);
        browser.open_live(&judged).await?;
        browser.see_text("[data-part=hidden]", "There is a decision").await?;
        let tells = format!(
            "['[data-part=decisions]', '[data-comment]', '.judge__head .chip'].some((part) => document.querySelector(part)) \
             || document.body.textContent.includes({})",
            json!(strengths),
        );
        assert_eq!(browser.tell(&tells).await?, Value::Bool(false));
        browser.looks_right("judge-hidden").await?;
        browser.open_live("assess/quality/").await?;
        browser
            .click(&format!("[data-decision='{seal}'] [data-action=check]"))
            .await?;

        // Nothing of the decision is in the page until she has judged.
        browser.see("[data-form=blind]").await?;
        let tells = format!(
            "['[data-part=decision]', '[data-form=check]'].some((part) => document.querySelector(part)) \
             || [{}, {}].some((words) => document.body.textContent.includes(words))",
            json!(strengths),
            json!(assessor.name),
        );
        assert_eq!(browser.tell(&tells).await?, Value::Bool(false));
        browser.click("[data-action=reveal]").await?;
        browser
            .see_text("[data-form=blind]", "Choose “met” or “not yet met” first.")
            .await?;
        assert_eq!(browser.tell(&tells).await?, Value::Bool(false));
        browser.click("label[for=check_own_not_yet]").await?;
        browser.click("[data-action=reveal]").await?;
        browser
            .see_text("[data-part=decision]", strengths)
            .await?;
        assert_eq!(browser.tell(&tells).await?, Value::Bool(true));

        // A disagreement wants a reason.
        browser.click("label[for=check_disagree]").await?;
        browser.click("[data-action=record]").await?;
        browser
            .see_text("[data-form=check]", "Say in the comment why you disagree.")
            .await?;
        browser
            .fill("#check_comment", "The second point is not in the answer.")
            .await?;
        browser
            .fill("#check_action", "Ask the learner about the second point.")
            .await?;
        browser.click("[data-action=record]").await?;
        browser.see_text("[data-said=quality]", "Recorded.").await?;
        browser
            .see_text("[data-part=made]", "≠ Disagrees")
            .await?;
        // What is checked stands behind what is still to be.
        browser
            .click_text("[data-part=sample] button", "Show more")
            .await?;
        browser
            .see_text(&format!("[data-decision='{seal}']"), "✓ Checked")
            .await?;
        browser.looks_right("quality").await?;
        let sampled = browser.handed_back(learner).await?;

        // The assessor, in a browser that has never been anywhere.
        browser.go_on_with(&assessor, &sampled).await?;
        let task = format!(
            "[data-rows=queue] .rows__row:has([data-task=answer-sample]) a[href$='#{}']",
            decided.place
        );
        browser.click(&task).await?;
        let sample = "[data-sample]:has([data-part=answer-sample])";
        browser
            .see_text(sample, "Ask the learner about the second point.")
            .await?;
        browser.click("button[data-action=answer-sample]").await?;
        browser
            .fill("#judge_sample_answer", "I have asked her, and noted it.")
            .await?;
        browser.click("button[data-action=answer-sample]").await?;
        browser
            .see_text("[data-sample]", "○ Waits for the quality assurer")
            .await?;
        let answered = browser.handed_back(learner).await?;

        // And the quality assurer again, with nothing but his file.
        browser.go_on_with(&her, &answered).await?;
        browser.see("[data-task=close-sample]").await?;
        browser.open_live("assess/quality/").await?;
        browser.click("[data-part=made] [data-action=close]").await?;
        browser
            .see_text("dialog[open]", "I have asked her, and noted it.")
            .await?;
        browser
            .fill("#quality_note", "Settled between us.")
            .await?;
        browser.click("dialog[open] [data-action=close-it]").await?;
        browser.see_text("[data-part=made]", "✓ Closed").await?;

        let closed = browser.handed_back(learner).await?;
        let came = [sampled, answered, closed].map(|text| {
            let opened = record_file::open(text.as_bytes()).ok()?;
            standing(&opened.file.record, seal, her.person)
        });
        assert_eq!(
            came,
            [
                Some(SampleStanding::WithAssessor),
                Some(SampleStanding::WithSampler),
                Some(SampleStanding::Closed)
            ]
        );
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_decision_is_added_to_the_sample_by_hand_and_taken_out_again() -> Seen {
    journey("by-hand", async |browser| {
        let cohort = Cohort::new(1, 12);
        let [_, assessor] = cohort::assessors();
        browser.seat(&cohort::sampler()).await?;
        browser.open_cohort(&cohort).await?;
        browser.open_live("assess/quality/").await?;
        for id in ["training", "new", "experienced"] {
            let field = format!("#quality_{id}");
            browser.fill(&field, "0").await?;
            browser
                .type_into(&field, &Key::Enter.value().to_string())
                .await?;
        }
        for id in ["again", "first", "everybody"] {
            let ticked = format!("document.querySelector('#quality_{id}').checked");
            if browser.tell(&ticked).await? == true {
                browser.click(&format!("label[for=quality_{id}]")).await?;
            }
        }
        browser
            .see_text("[data-part=sample]", "This plan takes no decision.")
            .await?;
        let met = met(&cohort, assessor.person);
        let state = |one: &&Decided| {
            let place: DeskPlace = one.place.parse().ok()?;
            let place = place.as_criterion()?;
            let state = one.member.record.state();
            let unit = state.unit(&place.pack, &place.unit)?;
            unit.criteria.get(&place.criterion).cloned()
        };
        let standing = met.iter().find(|one| {
            let state = state(one).unwrap_or_default();
            let mut standing = state.standing_decisions().into_iter();
            standing.any(|decision| decision.seal == one.decision.seal)
        });
        let chosen = standing.ok_or("none of his decisions stands")?;
        let (learner, seal) = (chosen.member.learner.id, chosen.decision.seal);
        browser
            .click_text("[data-part=sample] summary", "Add")
            .await?;
        browser
            .click(&format!("#quality_add_learner option[value='{learner}']"))
            .await?;
        browser
            .click(&format!("#quality_add_decision option[value='{seal}']"))
            .await?;
        browser.click("[data-action=add-by-hand]").await?;
        let row = format!("[data-part=sample] [data-decision='{seal}']");
        browser.see_text(&row, "added by you").await?;
        browser.looks_right("by-hand").await?;

        // It is there the next time, until she takes it out.
        browser.open_live("assess/quality/").await?;
        browser.see_text(&row, "added by you").await?;
        browser.click_text(&format!("{row} button"), "Take").await?;
        browser
            .see_text("[data-part=sample]", "This plan takes no decision.")
            .await?;
        Ok(())
    })
    .await
}
