//! How practice questions work is told where enough learners have answered them, and of fewer
//! nothing is.

use std::path::PathBuf;

use crate::{
    browser::Seen,
    cohort::{self, Cohort},
    journey,
};

#[tokio::test]
async fn practice_is_told_from_five_learners_on() -> Seen {
    journey("items", async |browser| {
        let [assessor, _] = cohort::assessors();
        browser.seat(&assessor).await?;
        // Everybody begins with one of two units, so that of few learners nothing may be told.
        let few = Cohort::new(1, 4);
        let files: Vec<PathBuf> = few.write(&browser.folder().join("few"));
        browser.open_at_desk(&files).await?;
        browser.open_live("assess/cohort/").await?;
        browser.click("[data-action=items]").await?;
        browser.see("[data-part=items] details.items").await?;
        let figures = "[...document.querySelectorAll('[data-part=items] [data-question], [data-part=items] [data-scenario]')]\
             .filter((one) => /%/.test(one.textContent) || one.querySelector('table')).length";
        assert_eq!(browser.tell(figures).await?, 0);
        browser
            .until(
                "too few to be said of every question",
                "[...document.querySelectorAll('[data-part=items] [data-question]')]\
                 .every((line) => line.textContent.includes('Figures are shown from 5'))",
            )
            .await?;

        let many = Cohort::new(1, 24);
        let files: Vec<PathBuf> = many.write(&browser.folder().join("many"));
        browser.open_live("assess/").await?;
        browser.open_at_desk(&files).await?;
        browser.open_live("assess/cohort/").await?;
        browser.click("[data-action=items]").await?;
        browser.see("[data-part=items] details.items").await?;
        browser.click("[data-part=items] details.items > summary").await?;
        browser
            .until(
                "figures with their counts",
                "[...document.querySelectorAll('[data-part=items] [data-question]')].some((line) => \
                 Number(line.children[1].textContent) >= 5 && /%/.test(line.children[2].textContent))",
            )
            .await?;
        browser.looks_right("items").await?;
        Ok(())
    })
    .await
}
