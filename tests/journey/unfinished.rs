//! What is being written at the desk and not recorded is there again after the page was left: a
//! judgement, a piece of evidence, a plan, a check, an answer to one, a note on closing it, an
//! exercise and judgements of it.

use std::fs;

use serde_json::{Value, json};

use crate::{
    browser::{Browser, Seen},
    cohort::{self, Cohort},
    journey,
    judge::waiting,
    quality::{met, sampler_and_assessor, to_check},
};

impl Browser {
    /// Waits until what is being written is on the device, and leaves the page as somebody does
    /// who is called away.
    async fn leave_with(&mut self, words: &str) -> Seen {
        self.until(
            format_args!("“{words}” to be on the device"),
            &format!(
                "Object.entries(localStorage).some(([key, value]) => \
                 key.startsWith('underpin/desk-draft/') && value.includes({}))",
                json!(words)
            ),
        )
        .await?;
        self.open_live("assess/").await?;
        self.restart().await
    }

    /// Waits until nothing unfinished is on the device.
    async fn nothing_is_left(&self) -> Seen {
        self.until(
            "nothing to be kept",
            "!Object.keys(localStorage).some((key) => key.startsWith('underpin/desk-draft/'))",
        )
        .await
    }

    /// Waits until a field holds these words.
    pub async fn holds(&self, field: &str, words: &str) -> Seen {
        self.until(
            format_args!("{field} to hold “{words}”"),
            &format!(
                "document.querySelector({})?.value === {}",
                json!(field),
                json!(words)
            ),
        )
        .await
    }

    /// What a field holds just now.
    async fn value(&self, field: &str) -> Seen<Value> {
        self.tell(&format!("document.querySelector({})?.value", json!(field)))
            .await
    }
}

#[tokio::test]
async fn a_half_made_judgement_is_given_back_until_it_is_recorded() -> Seen {
    journey("unfinished-judgement", async |browser| {
        let cohort = Cohort::new(1, 4);
        let (_, place) = waiting(&cohort).ok_or("no answer waits")?;
        browser.sit_down("Maureen Tully", 0).await?;
        browser.open_cohort(&cohort).await?;
        let page = format!("assess/answer/#{place}");
        browser.open_live(&page).await?;
        assert_eq!(browser.case_after(None).await?, place);
        let quote = browser.begin_comment().await?;
        browser.type_into("#judge_comment", "Say where").await?;
        browser.click("label:has(#judge_not_yet)").await?;
        browser.click("label:has(#judge_current_no)").await?;
        browser.fill("#judge_gap", "Who was told.").await?;
        browser.fill("#judge_action", "Say who was to").await?;
        browser.see("[data-part=kept-so-far]").await?;
        browser
            .until(
                "all of it to be on the device",
                "Object.entries(localStorage).some(([key, value]) => \
                 key.startsWith('underpin/desk-draft/') && value.includes('Say who was to'))",
            )
            .await?;

        // The page is left for another, and the browser is closed.
        browser.open_live("assess/").await?;
        browser.restart().await?;
        browser.open_live(&page).await?;
        assert_eq!(browser.case_after(None).await?, place);
        browser.see_text("[data-part=given-back]", "did not record").await?;
        let typed = "['#judge_gap', '#judge_action', '#judge_comment'].map((id) => document.querySelector(id).value)";
        assert_eq!(
            browser.tell(typed).await?,
            json!(["Who was told.", "Say who was to", "Say where"])
        );
        browser.see("label:has(#judge_not_yet:checked)").await?;
        browser.see("label:has(#judge_current_no:checked)").await?;
        browser
            .see_text("[data-part=comment-form] blockquote", &quote)
            .await?;
        browser.looks_right("judge-given-back").await?;

        // It is gone on with, and recorded. The comment is not, and stays.
        browser.type_into("#judge_action", "ld.").await?;
        browser.click("[data-action=record]").await?;
        browser.see_text("[data-part=recorded]", "not yet met").await?;
        browser.open_live("assess/").await?;
        browser.open_live(&page).await?;
        assert_eq!(browser.case_after(None).await?, place);
        browser
            .see_text("[data-part=decisions]", "Say who was told.")
            .await?;
        assert_eq!(browser.tell(typed).await?, json!(["", "", "Say where"]));
        browser.click("[data-action=start-again]").await?;
        browser.click("[data-action=start-again-now]").await?;
        browser
            .until(
                "nothing to be kept",
                "!Object.keys(localStorage).some((key) => key.startsWith('underpin/desk-draft/'))",
            )
            .await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn half_written_evidence_and_a_plan_are_given_back() -> Seen {
    journey("unfinished-evidence", async |browser| {
        let cohort = Cohort::new(1, 4);
        let (member, place) = waiting(&cohort).ok_or("no answer waits")?;
        browser.sit_down("Maureen Tully", 0).await?;
        browser.open_cohort(&cohort).await?;
        let page = format!("assess/answer/#{place}");
        browser.open_live(&page).await?;
        browser.click("[data-action=record-evidence]").await?;
        browser.focus_is_on("#judge_evidence_form").await?;
        browser
            .click("[name=evidence_kind][value=discussion]")
            .await?;
        browser
            .fill("#evidence_title", "A talk about consent")
            .await?;
        browser.fill("#evidence_minutes", "25").await?;
        browser
            .fill("#evidence_words", "She told me how she asks before")
            .await?;
        browser.leave_with("asks before").await?;

        browser.open_live(&page).await?;
        let form = "[data-part=evidence-form]";
        browser
            .see_text(&format!("{form} [data-part=given-back]"), "did not record")
            .await?;
        browser
            .see("[name=evidence_kind][value=discussion]:checked")
            .await?;
        browser
            .holds("#evidence_title", "A talk about consent")
            .await?;
        browser.holds("#evidence_minutes", "25").await?;
        browser.looks_right("judge-evidence-given-back").await?;
        // It is gone on with. Once it is recorded nothing is left of it.
        browser
            .type_into("#evidence_words", " she helps somebody wash.")
            .await?;
        browser.click("[data-action=keep-evidence]").await?;
        browser
            .see_text(
                "[data-evidence]",
                "She told me how she asks before she helps somebody wash.",
            )
            .await?;
        browser.nothing_is_left().await?;

        // What is begun and thrown away is gone.
        browser.click("[data-action=record-evidence]").await?;
        browser.fill("#evidence_title", "A slip").await?;
        browser
            .see(&format!("{form} [data-part=kept-so-far]"))
            .await?;
        browser.click("[data-action=cancel-evidence]").await?;
        browser.focus_is_on("[data-action=record-evidence]").await?;
        browser.nothing_is_left().await?;

        // A plan that replaces none.
        let record = format!("assess/learner/#{}", member.learner.id);
        browser.open_live(&record).await?;
        browser
            .click("details[open] [data-action=make-plan]")
            .await?;
        browser
            .click("[data-form=plan] fieldset:nth-of-type(1) .choice")
            .await?;
        browser
            .type_into("[data-form=plan] textarea", "Watch a lunch")
            .await?;
        browser.leave_with("Watch a lunch").await?;
        browser.open_live(&record).await?;
        browser
            .see_text("[data-form=plan] [data-part=given-back]", "did not record")
            .await?;
        browser
            .see("[data-form=plan] fieldset:nth-of-type(1) .choice:has(:checked)")
            .await?;
        browser
            .holds("[data-form=plan] textarea", "Watch a lunch")
            .await?;
        browser.looks_right("plan-given-back").await?;
        // Put off, it is still there when the form is opened again.
        browser.click("[data-action=not-now]").await?;
        browser
            .click("details[open] [data-action=make-plan]")
            .await?;
        browser
            .holds("[data-form=plan] textarea", "Watch a lunch")
            .await?;
        browser.click("[data-action=start-again]").await?;
        browser.click("[data-action=start-again-now]").await?;
        browser.holds("[data-form=plan] textarea", "").await?;
        browser.nothing_is_left().await?;

        // With the record goes what was being written about it.
        browser
            .type_into("[data-form=plan] textarea", "Watch a walk")
            .await?;
        browser.leave_with("Watch a walk").await?;
        browser.open_live("assess/").await?;
        browser.fill("#desk_search", &member.learner.name).await?;
        browser
            .click("[data-rows=learners] [data-action=take-off]")
            .await?;
        browser
            .click("dialog[open] [data-action=take-off-now]")
            .await?;
        browser.nothing_is_left().await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_half_written_check_and_its_answer_are_given_back() -> Seen {
    journey("unfinished-check", async |browser| {
        let cohort = Cohort::new(1, 12);
        let [her, assessor] = sampler_and_assessor();
        let decided = met(&cohort, assessor.person);
        browser.seat(&her).await?;
        browser.open_cohort(&cohort).await?;
        browser.open_live("assess/quality/").await?;
        browser.see("[data-part=sample] tbody tr").await?;
        let rows = browser.draw("7").await?;
        let decided = to_check(&rows, &decided)?;
        let check = format!(
            "[data-decision='{}'] [data-action=check]",
            decided.decision.seal
        );
        browser.click(&check).await?;
        browser.click("label[for=check_own_not_yet]").await?;
        browser.click("[data-action=reveal]").await?;
        browser.click("#check_rule_4 option:nth-of-type(3)").await?;
        browser.click("label[for=check_disagree]").await?;
        browser
            .fill("#check_comment", "The second point is")
            .await?;
        browser.leave_with("The second point is").await?;

        // She has seen what he decided: it is not hidden from her again.
        browser.open_live("assess/quality/").await?;
        browser.click(&check).await?;
        browser
            .see_text("[data-part=given-back]", "did not record")
            .await?;
        browser.see("[data-part=decision]").await?;
        assert!(browser.all("[data-form=blind]").await?.is_empty());
        browser
            .holds("#check_comment", "The second point is")
            .await?;
        browser.see(".choice:has(#check_disagree:checked)").await?;
        assert_eq!(browser.value("#check_rule_4").await?, json!("No"));
        browser.looks_right("quality-given-back").await?;
        browser.type_into("#check_comment", " missing.").await?;
        browser.click("[data-action=record]").await?;
        browser.see_text("[data-said=quality]", "Recorded.").await?;
        browser.nothing_is_left().await?;

        let sampled = browser.handed_back(decided.member.learner.id).await?;
        browser.go_on_with(&assessor, &sampled).await?;
        let page = format!("assess/answer/#{}", decided.place);
        browser.open_live(&page).await?;
        browser
            .see_text("[data-sample]", "The second point is missing.")
            .await?;
        browser.fill("#judge_sample_answer", "I have asked").await?;
        browser.leave_with("I have asked").await?;
        browser.open_live(&page).await?;
        browser
            .holds("#judge_sample_answer", "I have asked")
            .await?;
        browser.type_into("#judge_sample_answer", " her.").await?;
        browser.click("button[data-action=answer-sample]").await?;
        browser
            .see_text("[data-sample]", "○ Waits for the quality assurer")
            .await?;
        browser.nothing_is_left().await?;

        // She closes it, and is called away from the note.
        let answered = browser.handed_back(decided.member.learner.id).await?;
        browser.go_on_with(&her, &answered).await?;
        browser.open_live("assess/quality/").await?;
        let close = "[data-part=made] [data-action=close]";
        browser.click(close).await?;
        browser.fill("#quality_note", "Settled between").await?;
        browser.leave_with("Settled between").await?;
        browser.open_live("assess/quality/").await?;
        browser.click(close).await?;
        browser
            .see_text("dialog[open] [data-part=given-back]", "did not record")
            .await?;
        browser.holds("#quality_note", "Settled between").await?;
        browser.looks_right("close-given-back").await?;
        browser.click("dialog[open] [data-action=not-now]").await?;
        // It is the same note where the answer is judged.
        browser.open_live(&page).await?;
        browser
            .holds("#judge_close_note", "Settled between")
            .await?;
        browser.type_into("#judge_close_note", " us.").await?;
        browser.click("button[data-action=close-sample]").await?;
        browser
            .see_text("[data-sample]", "Settled between us.")
            .await?;
        browser.nothing_is_left().await
    })
    .await
}

#[tokio::test]
async fn a_half_made_exercise_and_half_a_sheet_are_given_back() -> Seen {
    journey("unfinished-exercise", async |browser| {
        let cohort = Cohort::new(1, 4);
        let [one, _] = cohort::assessors();
        let decided = met(&cohort, one.person);
        let decided = decided.first().ok_or("nothing was met")?;
        browser.seat(&cohort::sampler()).await?;
        browser.open_cohort(&cohort).await?;
        browser.open_live("assess/quality/").await?;
        browser.click("[data-part=make] > summary").await?;
        let learner = decided.member.learner.id;
        browser
            .click(&format!("#standard_learner option[value='{learner}']"))
            .await?;
        let answers = "#standard_answer option:not([value=''])";
        browser.see(answers).await?;
        // Some criteria have no written answer.
        for number in 0..browser.all(answers).await?.len() {
            browser
                .click(&format!("#standard_answer option[value='{number}']"))
                .await?;
            browser.click("[data-action=take]").await?;
            browser
                .until(
                    "an answer, or that there is none",
                    "document.querySelector('[data-part=make] [data-part=case], [data-part=make] [role=alert]:not(:empty)')",
                )
                .await?;
            if !browser.all("[data-part=make] [data-part=case]").await?.is_empty() {
                break;
            }
        }
        browser
            .fill("#standard_case_0", "Somebody asked first, because it is her home.")
            .await?;
        browser.fill("#standard_title", "What counts").await?;
        browser.leave_with("What counts").await?;

        browser.open_live("assess/quality/").await?;
        browser
            .see_text("[data-part=make] [data-part=given-back]", "did not record")
            .await?;
        browser.holds("#standard_title", "What counts").await?;
        browser
            .holds("#standard_case_0", "Somebody asked first, because it is her home.")
            .await?;
        browser.click("[data-action=save-exercise]").await?;
        browser.nothing_is_left().await?;
        let exercise = browser.downloaded(".json").await?;
        assert!(exercise.contains("because it is her home"), "{exercise}");

        // Another exercise would be opened from a file; this one need not be.
        let file = browser.folder().join("exercise.json");
        fs::write(&file, exercise)?;
        let field = browser.all("#standard_open").await?;
        let field = field.first().ok_or("no field for an exercise")?;
        field.send_keys(file.to_string_lossy()).await?;
        browser.see("[data-form=sheet]").await?;
        browser.click("[data-form=sheet] label[for=standard_met_0]").await?;
        browser.fill("#standard_note_0", "It says why").await?;
        browser.leave_with("It says why").await?;
        browser.open_live("assess/quality/").await?;
        browser.click("[data-part=begun] [data-action=go-on]").await?;
        browser.holds("#standard_note_0", "It says why").await?;
        browser.see("[data-form=sheet] .choice:has(#standard_met_0:checked)").await?;
        browser.looks_right("standardisation-given-back").await?;
        browser.click("[data-action=save-sheet]").await?;
        browser.nothing_is_left().await
    })
    .await
}
