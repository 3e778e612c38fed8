//! A cohort is looked over as a matrix: by keyboard, narrowed, saved as tables, printed.

use std::fs;

use jiff::civil::date;
use serde_json::json;
use thirtyfour::Key;
use underpin::{
    desk::{
        matrix::{Filter, Matrix, Order},
        summary::Summary,
    },
    exchange::table,
};

use crate::{
    browser::{Browser, Seen},
    cohort::{self, Cohort},
    journey,
};

impl Browser {
    /// The text of the one download, which is then put away for the next.
    async fn downloaded_csv(&self) -> Seen<String> {
        let text = self.downloaded(".csv").await?;
        for entry in fs::read_dir(self.folder().join("downloads"))? {
            fs::remove_file(entry?.path())?;
        }
        Ok(text)
    }
}

#[tokio::test]
async fn a_cohort_is_walked_by_keyboard_narrowed_and_saved_as_tables() -> Seen {
    journey("cohort", async |browser| {
        // What is late hangs on the day, so the journey has one of its own.
        let today = date(2026, 11, 25);
        let clock = format!(
            "window.Date = class extends Date {{ \
               constructor(...given) {{ given.length ? super(...given) : super('{today}T12:00:00'); }} \
               static now() {{ return new Date().getTime(); }} }};"
        );
        browser
            .cdp(
                "Page.addScriptToEvaluateOnNewDocument",
                json!({ "source": clock }),
            )
            .await?;
        let cohort = Cohort::new(1, 12);
        let mut summaries: Vec<Summary> = cohort
            .learners
            .iter()
            .map(|one| Summary::of(&one.learner, &one.record, &one.record.state()))
            .collect();
        summaries.sort_by_key(|summary| summary.learner.id);
        let only_late = Filter {
            late: true,
            ..Filter::default()
        };
        let late = Matrix::of(&summaries, &[], &only_late, Order::default(), today);
        let late: Vec<&str> = late.rows.iter().map(|row| &*row.name).collect();
        assert!((1..12).contains(&late.len()), "{late:?}");

        let [assessor, _] = cohort::assessors();
        browser.seat(&assessor).await?;
        browser.open_cohort(&cohort).await?;
        browser.open_live("assess/cohort/").await?;
        browser
            .see_text("[data-part=count]", "Showing 12 of 12 learners.")
            .await?;
        browser.looks_right("cohort").await?;

        browser
            .focus_on("[data-row='0'][data-column='0']")
            .await?;
        browser.press(Key::Down).await?;
        browser.focus_is_on("[data-row='1'][data-column='0']").await?;
        for column in 1..=3 {
            browser.press(Key::Right).await?;
            browser
                .focus_is_on(&format!("[data-row='1'][data-column='{column}']"))
                .await?;
        }
        let leads = browser.tell("document.activeElement.hash").await?;
        browser.press(Key::Enter).await?;
        browser
            .until(
                "the page where that answer is judged",
                &format!(
                    "document.documentElement.dataset.page === 'judge' \
                     && location.hash === {leads} && location.hash.length > 30"
                ),
            )
            .await?;

        browser.open_live("assess/cohort/").await?;
        browser
            .click_text("#cohort_centre option", "Birch Lane")
            .await?;
        browser
            .see_text("[data-part=count]", "Showing 4 of 12 learners.")
            .await?;
        browser
            .click_text("#cohort_centre option", "Not in the record")
            .await?;
        let unsaid = summaries.iter().filter(|one| one.centre.is_none()).count();
        browser
            .see_text("[data-part=count]", &format!("Showing {unsaid} of 12 learners."))
            .await?;
        browser
            .click_text("#cohort_centre option", "All centres")
            .await?;
        browser.click("label[for=cohort_late]").await?;
        browser
            .see_text(
                "[data-part=count]",
                &format!("Showing {} of 12 learners.", late.len()),
            )
            .await?;
        browser
            .until(
                "a late criterion in every row",
                "[...document.querySelectorAll('.matrix tbody tr')]\
                 .every((row) => row.querySelector('td[data-late]'))",
            )
            .await?;

        browser.click("[data-action=save-matrix]").await?;
        let matrix = browser.downloaded_csv().await?;
        let mut lines = matrix.lines();
        let head = lines.next().ok_or("the table is empty")?;
        assert!(
            head.starts_with("\u{feff}Learner,Learner’s id,Waiting for an assessor,Met,"),
            "{head}"
        );
        let lines: Vec<&str> = lines.collect();
        assert_eq!(lines.len(), late.len());
        for (line, name) in lines.iter().zip(late) {
            assert!(line.starts_with(&format!("{name},")), "{line}");
            assert!(line.contains("\"Not yet met, late\""), "{line}");
        }

        browser.click("[data-action=save-decisions]").await?;
        let decisions = browser.downloaded_csv().await?;
        assert_eq!(decisions, table::decisions(&summaries));
        assert!(decisions.contains(",Idris Kane,"));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_cohort_is_printed_whole() -> Seen {
    journey("cohort-paper", async |browser| {
        let cohort = Cohort::new(1, 40);
        let [assessor, _] = cohort::assessors();
        browser.seat(&assessor).await?;
        browser.open_cohort(&cohort).await?;
        browser.open_live("assess/cohort/").await?;
        browser
            .see_text("[data-part=count]", "Showing 40 of 40 learners.")
            .await?;
        browser.see("#cohort_export").await?;
        let paper = browser.print("cohort").await?;
        let names = cohort.learners.iter().map(|one| &*one.learner.name);
        paper.says(&names.collect::<Vec<_>>())?;
        // Every unit's columns are on the sheet.
        let pack = cohort::pack();
        let titles = pack.units.iter().map(|unit| &*unit.title);
        paper.says(&titles.collect::<Vec<_>>())
    })
    .await
}
