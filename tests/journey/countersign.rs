//! An assessor in training records an observation and decides on it, and a qualified one
//! countersigns.

use underpin::{
    criterion::CriterionKind,
    desk::place::DeskPlace,
    exchange::record_file,
    quality::Place,
    record::state::{CriterionState, Standing},
};

use crate::{
    browser::Seen,
    cohort::{self, Cohort, Member},
    journey,
    judge::at,
};

/// A skill of the shipped pack for which nothing is recorded about a learner.
fn unseen_skill(member: &Member) -> Option<DeskPlace> {
    let pack = cohort::pack();
    let mut places = pack.units.iter().flat_map(|unit| {
        let criteria = unit.criteria();
        let skills = criteria.filter(|criterion| criterion.kind == CriterionKind::Skill);
        skills.map(|criterion| {
            let place = Place {
                pack: pack.settings.id.clone(),
                unit: unit.id.clone(),
                criterion: criterion.id.clone(),
            };
            DeskPlace::criterion(member.learner.id, place)
        })
    });
    places.find(|place| at(&member.record, place) == CriterionState::default())
}

#[tokio::test]
async fn an_observation_is_judged_in_training_and_countersigned() -> Seen {
    journey("countersign", async |browser| {
        let cohort = Cohort::new(1, 2);
        let member = cohort.learners.first().ok_or("nobody")?;
        let place = unseen_skill(member).ok_or("every skill was seen")?;
        browser.sit_down("Poppy Lark", 1).await?;
        browser.open_cohort(&cohort).await?;
        browser
            .open_live(&format!("assess/answer/#{place}"))
            .await?;
        assert_eq!(browser.case_after(None).await?, place);
        browser
            .see_text("[data-part=decide]", "There is nothing to judge yet")
            .await?;

        browser.click("[data-action=record-evidence]").await?;
        browser.focus_is_on("#judge_evidence_form").await?;
        browser.click("[data-action=keep-evidence]").await?;
        browser
            .see_text("#evidence_title_wrong", "Give it a title.")
            .await?;
        browser
            .see_text("#evidence_words_wrong", "Write down what happened.")
            .await?;
        browser.looks_right("judge-evidence").await?;
        browser
            .fill("#evidence_title", "Observation at breakfast")
            .await?;
        browser
            .fill("#evidence_words", "He knocked, and waited to be asked in.")
            .await?;
        browser.click("[data-action=keep-evidence]").await?;
        browser
            .see_text("[data-evidence]", "He knocked, and waited to be asked in.")
            .await?;

        // A slip of the pen is put right by a later piece; both stay.
        browser.click("[data-action=correct-evidence]").await?;
        browser.focus_is_on("#judge_evidence_form").await?;
        assert_eq!(
            browser
                .tell("document.querySelector('#evidence_title').value")
                .await?,
            "Observation at breakfast"
        );
        browser
            .fill("#evidence_words", "She knocked, and waited to be asked in.")
            .await?;
        browser.click("[data-action=keep-evidence]").await?;
        browser
            .see_text("[data-evidence]", "She knocked, and waited to be asked in.")
            .await?;
        browser.click("[data-part=corrected] > summary").await?;
        browser
            .see_text(
                "[data-part=corrected]",
                "He knocked, and waited to be asked in.",
            )
            .await?;

        browser.click("[data-action=all-hold]").await?;
        browser.click("label:has(#judge_met)").await?;
        browser.click("[data-action=record]").await?;
        browser
            .see_text(
                "[data-part=recorded]",
                &format!("Recorded: met, {}", member.learner.name),
            )
            .await?;
        browser
            .see_text("[data-part=decisions]", "Waits to be countersigned")
            .await?;
        assert!(browser.all("[data-action=countersign]").await?.is_empty());
        let text = browser.handed_back(member.learner.id).await?;
        let record = record_file::open(text.as_bytes())?.file.record;
        let judged = at(&record, &place);
        assert_eq!(judged.to_countersign().len(), 1);
        assert_eq!(
            (
                judged.evidence.iter().count(),
                judged.evidence.heads().len()
            ),
            (2, 1)
        );
        let on: Vec<_> = judged.basis_of(judged.to_countersign()[0]).collect();
        assert_eq!(on, [judged.evidence.heads()[0].seal]);
        assert_ne!(judged.standing(), Standing::Met);

        browser.begin_anew().await?;
        browser.sit_down("Maureen Tully", 0).await?;
        let brought = browser.bring(&text)?;
        browser.open_at_desk(&[brought]).await?;
        browser
            .click(&format!(
                "[data-rows=queue] .rows__row:has([data-task=countersign]) a[href$='#{place}']"
            ))
            .await?;
        assert_eq!(browser.case_after(None).await?, place);
        browser
            .see_text("[data-evidence]", "Observation at breakfast")
            .await?;
        browser
            .fill("#judge_countersign_note", "I would have said the same.")
            .await?;
        browser.click("[data-action=countersign]").await?;
        browser
            .see_text("[data-countersigned]", "Maureen Tully, assessor")
            .await?;
        browser.see_text("[data-part=decisions]", "Stands").await?;
        browser
            .see_text("[data-part=decisions]", "I would have said the same.")
            .await?;

        let text = browser.handed_back(member.learner.id).await?;
        let record = record_file::open(text.as_bytes())?.file.record;
        assert_eq!(at(&record, &place).standing(), Standing::Met);
        Ok(())
    })
    .await
}
