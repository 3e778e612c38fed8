//! A quality assurer makes an exercise of a learner's answer, two assessors judge it apart, and what
//! they judged is looked at together, with minutes that stay and are printed.

use std::fs;

use underpin::{
    desk::{place::DeskPlace, summary::Summary},
    record::event::Actor,
};

use crate::{
    browser::{Browser, Seen},
    cohort::{self, Cohort},
    journey,
    quality::met,
};

impl Browser {
    /// Opens files for standardisation, each written for it.
    async fn open_exercise(&self, files: &[(&str, &str)]) -> Seen {
        let mut paths = Vec::new();
        for (name, text) in files {
            let path = self.folder().join(name);
            fs::write(&path, text)?;
            paths.push(path.to_string_lossy().into_owned());
        }
        let field = self.all("#standard_open").await?;
        let field = field.first().ok_or("no field for an exercise")?;
        Ok(field.send_keys(paths.join("\n")).await?)
    }

    /// Judges the one answer of an exercise, and gives the file that comes of it.
    async fn judge_exercise(
        &mut self,
        me: &Actor,
        exercise: &str,
        choice: usize,
        note: &str,
    ) -> Seen<String> {
        self.begin_anew().await?;
        self.seat(me).await?;
        // There is nothing on this desk.
        self.open_live("assess/quality/").await?;
        self.see("#standard_open").await?;
        self.open_exercise(&[("exercise.json", exercise)]).await?;
        self.see("[data-form=sheet]").await?;
        assert!(self.all("[data-part=meeting]").await?.is_empty());
        let radios = self.all("[data-form=sheet] input[type=radio]").await?;
        let radio = radios.get(choice).ok_or("no such choice")?;
        radio.click().await?;
        self.fill("[data-form=sheet] textarea", note).await?;
        self.click("[data-action=save-sheet]").await?;
        self.downloaded(".json").await
    }
}

#[tokio::test]
async fn the_same_answer_is_judged_by_two_and_looked_at_together() -> Seen {
    journey("standardisation", async |browser| {
        let cohort = Cohort::new(1, 4);
        let [one, other] = cohort::assessors();
        let decided = met(&cohort, one.person);
        let decided = decided.first().ok_or("nothing was met")?;
        let (learner, name) = (decided.member.learner.id, &decided.member.learner.name);
        let place: DeskPlace = decided.place.parse()?;
        let place = place.as_criterion().ok_or("it is no criterion")?;
        browser.seat(&cohort::sampler()).await?;
        browser.open_cohort(&cohort).await?;
        browser.open_live("assess/quality/").await?;
        browser.click("[data-part=make] > summary").await?;
        browser
            .fill("#standard_title", "What counts as “explain”")
            .await?;
        browser
            .click(&format!("#standard_learner option[value='{learner}']"))
            .await?;
        let summary = Summary::of(
            &decided.member.learner,
            &decided.member.record,
            &decided.member.record.state(),
        );
        let at = summary
            .criteria()
            .position(|(_, unit, criterion)| {
                (unit, &criterion.id) == (&place.unit, &place.criterion)
            })
            .ok_or("it is not in the summary")?;
        browser
            .click(&format!("#standard_answer option[value='{at}']"))
            .await?;
        browser.click("[data-action=take]").await?;
        browser.see("[data-part=case] textarea").await?;
        browser.looks_right("standardisation-make").await?;
        browser.click("[data-action=save-exercise]").await?;
        let exercise = browser.downloaded(".json").await?;
        for tells in [&**name, &learner.to_string()] {
            assert!(!exercise.contains(tells), "the exercise tells {tells}");
        }

        let first = browser
            .judge_exercise(&one, &exercise, 0, "It says why.")
            .await?;
        let second = browser
            .judge_exercise(&other, &exercise, 1, "It lists, and gives no reason.")
            .await?;

        browser.begin_anew().await?;
        browser.seat(&cohort::sampler()).await?;
        browser.open_cohort(&cohort).await?;
        browser.open_live("assess/quality/").await?;
        browser.see("#standard_open").await?;
        browser
            .open_exercise(&[("one.json", &first), ("other.json", &second)])
            .await?;
        browser
            .see_text("[data-part=spread]", "Met: 1. Not yet met: 1.")
            .await?;
        for said in [
            "Maureen Tully: Met",
            "It says why.",
            "Idris Kane: Not yet met",
            "It lists, and gives no reason.",
        ] {
            browser.see_text("[data-part=spread]", said).await?;
        }
        browser
            .click("#standard_agreed_0 option:nth-of-type(3)")
            .await?;
        browser
            .fill(
                "#standard_minutes",
                "A list is not an explanation. We ask for the reason.",
            )
            .await?;
        browser.looks_right("standardisation").await?;
        browser.click("[data-action=put-away]").await?;

        // The minutes stay, and are printed with what was agreed and nothing else of the page.
        browser.open_live("assess/quality/").await?;
        browser.click("[data-action=open-meeting]").await?;
        browser.see("[data-part=meeting]").await?;
        let paper = browser.print("standardisation").await?;
        paper.says(&[
            "What counts as “explain”",
            "Maureen Tully: Met",
            "Idris Kane: Not yet met",
            "A list is not an explanation. We ask for the reason.",
        ])?;
        paper.says_not(&["Draw another sample"])?;
        Ok(())
    })
    .await
}
