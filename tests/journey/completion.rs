//! A learner completes a unit, gives her employer a statement without a word of hers in it, and
//! prints a certificate and a CPD entry; her employer sees who has done what.

use std::{fs, path::PathBuf};

use jiff::ToSpan;
use underpin::{
    completion::statement::{self, Days, StatedRole, Statement},
    record::event::PersonId,
};

use crate::{
    browser::{Browser, Seen},
    content::Copy,
    journey_on,
};

const UNIT: &str = "carer-partnerships";

/// A unit that is soon completed.
const SMALL: &str = "\
+++
id = \"carer-partnerships\"
title = \"Listening to carers\"
level = 3
minutes = 20
reviewed = 2026-11-21
review_by = 2036-11-21
+++

What carers know.

## What they see {#see criteria=ac-3-2}

They see every night.

### How many nights are there in a week? {#nights .number}

- [x] 7
  > Each of them.
- [ ] 5
  > And at the weekend?

## The sleepy lunch {#sleepy-lunch .scenario pass=70 criteria=ac-3-2}

He says that she sleeps all day.

### What do you do? {#first .single}

- [x] Write it down, and tell the senior.
  > Now it can be acted on.
- [ ] Give the tablets later.
  > [!CAUTION]
  > That is a prescriber’s decision.

## 3.2 Explain why carers are listened to {#ac-3-2 .criterion}

A sufficient answer covers:

- **Knowledge.** What they know.
";

const PACK: &str = "\
id = \"underpin\"
title = \"Relationships in care\"
version = \"7.1\"
units = [\"carer-partnerships\"]

[roles.care-worker]
title = \"Care worker\"
units = [\"carer-partnerships\"]

[roles.cook]
title = \"Cook\"
units = []

[refresh]
carer-partnerships = 12
";

/// A word that nobody else would write.
const SECRET: &str = "Zebrafinch";

fn site(name: &str) -> Seen<Copy> {
    let site = Copy::new(name)?;
    site.put(&format!("content/{UNIT}.md"), SMALL)?;
    site.put("content/pack.toml", PACK)?;
    Ok(site)
}

impl Browser {
    /// Does everything in the small unit; its scenario first with an unsafe choice.
    async fn complete(&self) -> Seen {
        self.open_unit(UNIT).await?;
        self.see_text("h1", "Listening to carers").await?;
        self.tell("document.querySelector('[data-end=see]').scrollIntoView()")
            .await?;
        let question = "form[data-question=nights]";
        self.fill(&format!("{question} input"), "7").await?;
        self.click(&format!("{question} [data-action=check]"))
            .await?;
        self.see(&format!("{question} [data-outcome=right]"))
            .await?;
        self.choose("unsafe").await?;
        self.go_on().await?;
        self.see(".summary[data-outcome=unsafe]").await?;
        Ok(())
    }

    async fn go_to_completed(&self) -> Seen {
        self.open_live("record/").await?;
        self.see("#record_completed").await?;
        Ok(())
    }
}

#[tokio::test]
async fn a_unit_is_completed_and_told_of_without_a_word_of_hers() -> Seen {
    let site = site("completed")?;
    journey_on(&site.0, "completed", async |browser| {
        browser.complete().await?;
        browser
            .open_live(&format!("units/{UNIT}/ac-3-2/"))
            .await?;
        browser.type_into("#answer_text", SECRET).await?;
        browser
            .see_text("[data-place=answer]", "Saved on this device")
            .await?;

        // Left unsafe, it is not complete, and there is no certificate.
        browser.go_to_completed().await?;
        let row = format!("[data-completed={UNIT}]");
        browser.see_text(&row, "A scenario ended unsafely").await?;
        assert!(browser.all("[data-action=certificate]").await?.is_empty());
        browser.open_unit(UNIT).await?;
        browser.choose("right").await?;
        browser.go_on().await?;
        browser.see(".summary[data-outcome=passed]").await?;
        browser.go_to_completed().await?;
        browser.see_text(&row, "Complete, ").await?;

        // The statement: seen first, then saved.
        browser.click("[data-action=look]").await?;
        browser
            .see_text("#completion_name_wrong", "Type the name")
            .await?;
        browser.focus_is_on("#completion_name").await?;
        browser.type_into("#completion_name", "Asha Rao").await?;
        browser
            .click("#completion_role option[value=care-worker]")
            .await?;
        browser.click("[data-action=look]").await?;
        browser.focus_is_on("h4").await?;
        browser
            .see_text("[data-statement]", "The sleepy lunch: Passed")
            .await?;
        browser.looks_right("completed").await?;
        browser.click("[data-action=save-statement]").await?;
        browser
            .see_text("[data-said=statement]", "Saved as completion-")
            .await?;
        let text = browser.downloaded(".underpin.json").await?;
        let made = statement::open(text.as_bytes())?;
        let [unit] = &made.units[..] else {
            return Err(format!("not one unit: {text}").into());
        };
        assert_eq!(&*made.learner.name, "Asha Rao");
        assert_eq!(made.role.as_ref().map(|role| &*role.title), Some("Care worker"));
        assert!(unit.complete.is_some(), "{text}");
        assert!(!text.contains(SECRET), "{text}");
        let shown = browser
            .tell("document.querySelector('[data-record=statement-preview] pre').textContent")
            .await?;
        assert_eq!(shown.as_str(), Some(&*text));

        browser.click("[data-action=print-statement]").await?;
        browser.focus_is_on("[data-sheet=title]").await?;
        let paper = browser.print("statement").await?;
        paper.says(&["Completion statement", "Asha Rao", "Care worker", "version 7.1", "not a regulated qualification"])?;
        paper.says_not(&[SECRET, "My record"])?;
        browser.click("[data-action=back]").await?;
        browser.focus_is_on("#record_completed").await?;

        browser.click("[data-action=certificate]").await?;
        browser.fill("#certificate_employer", "Beech House").await?;
        browser.see_text("[data-certificate]", "Beech House").await?;
        browser.looks_right("certificate").await?;
        let code = browser
            .tell("document.querySelector('.paper__code code').textContent")
            .await?;
        let code = code.as_str().ok_or("the certificate has no code")?.to_lowercase();
        let paper = browser.print("certificate").await?;
        paper.says(&[
            "Certificate of completion",
            "Asha Rao",
            "Listening to carers",
            "This is not a regulated qualification; assessment decisions are made by an approved centre.",
            "Beech House",
            "To be done again by",
            "about 20 minutes",
            "It does not show who made the certificate",
        ])?;
        paper.says_not(&["Where you work", "Certificate in"])?;
        browser.click("[data-action=back]").await?;

        // The CPD entry is kept as it is typed, and printed.
        browser.click("[data-action=cpd]").await?;
        browser
            .type_into("#cpd_learned", "Ask first, and write it down.")
            .await?;
        browser.see_text("[data-said=cpd]", "Kept on this device").await?;
        browser.looks_right("cpd").await?;
        let paper = browser.print("cpd").await?;
        paper.says(&["CPD entry", "Ask first, and write it down.", "0.5", "My manager’s comment"])?;
        browser.restart().await?;
        browser.go_to_completed().await?;
        browser.click("[data-action=cpd]").await?;
        browser
            .see_text("[data-cpd]", "Ask first, and write it down.")
            .await?;

        // Her employer has the statement and sees the certificate.
        browser.begin_anew().await?;
        let file = browser.folder().join("completion-asha.underpin.json");
        fs::write(&file, &text)?;
        browser.open_live("team/").await?;
        browser.fill("#team_name", "Maureen Tully").await?;
        browser.click("[data-action=begin-team]").await?;
        browser.see("[data-team=empty]").await?;
        let field = browser.all("#team_files").await?;
        let field = field.first().ok_or("no field for files")?;
        field.send_keys(file.to_string_lossy()).await?;
        browser
            .see_text("[data-person='Asha Rao'] td[data-mark]", "Completed")
            .await?;
        // A certificate is checked with what stands on it, and with a word that does not.
        browser.fill("#team_code", "3F2A").await?;
        browser.click("[data-action=check-code]").await?;
        browser.focus_is_on("#team_code[aria-invalid=true]").await?;
        browser.fill("#team_code", &code).await?;
        browser.fill("#team_code_employer", "Beech House").await?;
        browser.click("[data-action=check-code]").await?;
        browser
            .see_text("[data-code=fits]", "Asha Rao, “Listening to carers”")
            .await?;
        browser.fill("#team_code_employer", "Birch House").await?;
        browser.click("[data-action=check-code]").await?;
        browser
            .see_text("[data-code=nothing]", "No statement here gives this code")
            .await?;
        browser.looks_right("team-code").await?;
        Ok(())
    })
    .await
}

/// Statements of three people made from one, and one of a fourth that was altered since.
fn four(text: &str, folder: &PathBuf) -> Seen<Vec<PathBuf>> {
    let first = statement::open(text.as_bytes())?;
    let somebody = |n: u8, name: &str, role: &str| {
        let mut made = first.clone();
        made.learner.id = PersonId::from_random([n; 16]);
        made.learner.name = name.into();
        made.role = Some(StatedRole {
            id: None,
            title: role.into(),
        });
        made
    };
    let two_years_ago = first.made.date().checked_sub(2.years())?;
    let mut overdue = somebody(2, "Ben Okoro", "Care worker");
    overdue.units[0].complete = Some(Days {
        first: two_years_ago,
        latest: two_years_ago,
    });
    let mut cook = somebody(3, "Cal Price", "Cook");
    cook.units.clear();
    let altered = somebody(4, "Dee Moss", "Cook");
    let altered = altered.to_text().replace("Dee Moss", "Dee Miss");
    let texts = [
        text.to_owned(),
        Statement::to_text(&overdue),
        cook.to_text(),
        altered,
    ];
    fs::create_dir_all(folder)?;
    let names = ["asha", "ben", "cal", "dee-altered"];
    names
        .into_iter()
        .zip(texts)
        .map(|(name, text)| {
            let path = folder.join(format!("completion-{name}.underpin.json"));
            fs::write(&path, text)?;
            Ok(path)
        })
        .collect()
}

#[tokio::test]
async fn an_employer_sees_who_has_done_what_and_which_file_was_altered() -> Seen {
    let site = site("team")?;
    journey_on(&site.0, "team", async |browser| {
        browser.complete().await?;
        browser.go_to_completed().await?;
        browser.type_into("#completion_name", "Asha Rao").await?;
        browser
            .click("#completion_role option[value=care-worker]")
            .await?;
        browser.click("[data-action=look]").await?;
        browser.click("[data-action=save-statement]").await?;
        let text = browser.downloaded(".underpin.json").await?;

        // Her employer, in a browser that has never been anywhere.
        browser.begin_anew().await?;
        browser.open_live("").await?;
        browser
            .click_text(".bottom__links a", "who has done what")
            .await?;
        browser.fill("#team_name", "Maureen Tully").await?;
        browser.click("[data-action=begin-team]").await?;
        browser
            .see_text("[data-team=empty]", "no statements yet")
            .await?;
        browser.looks_right("team-empty").await?;
        let files = four(&text, &browser.folder().join("statements"))?;
        let paths: Vec<_> = files.iter().map(|file| file.to_string_lossy()).collect();
        let field = browser.all("#team_files").await?;
        let field = field.first().ok_or("no field for files")?;
        field.send_keys(paths.join("\n")).await?;
        browser
            .see_text(
                "[data-said=team]",
                "3 statements opened. 3 new people. 1 file not taken in.",
            )
            .await?;
        browser
            .see_text("[data-team=bad]", "completion-dee-altered.underpin.json")
            .await?;
        browser
            .see_text("[data-team=bad]", "changed after it was made")
            .await?;

        for (person, wanted) in [
            ("Ben Okoro", "Overdue"),
            ("Asha Rao", "Begun"),
            ("Cal Price", "Not asked for"),
        ] {
            browser
                .see_text(&format!("[data-person='{person}'] td[data-mark]"), wanted)
                .await?;
        }
        let first = "document.querySelector('.team__table tbody tr').dataset.person";
        assert_eq!(browser.tell(first).await?, "Ben Okoro");
        browser.looks_right("team").await?;

        browser.click("#team_role option[value=Cook]").await?;
        browser
            .see_text("[data-team=count]", "1 of 3 people.")
            .await?;
        browser.click("#team_role option[value='']").await?;
        browser.click("#team_sort option[value='1']").await?;
        browser
            .until("Asha first", &format!("{first} === 'Asha Rao'"))
            .await?;
        browser.click("[data-action=save-team]").await?;
        let table = browser.downloaded(".csv").await?;
        assert!(table.contains("Ben Okoro,Care worker,"), "{table}");
        assert!(table.contains(",Overdue,"), "{table}");
        let paper = browser.print("team").await?;
        paper.says(&[
            "Who has done what",
            "Ben Okoro",
            "Overdue",
            "was due",
            "no qualification",
        ])?;
        paper.says_not(&["Clear all"])?;

        // It is there when the browser is opened again, and gone when it is cleared.
        browser.restart().await?;
        browser.open_live("team/").await?;
        browser.see_text("[data-team=count]", "3 people.").await?;
        browser.click("[data-action=clear-team]").await?;
        browser
            .click("dialog[open] [data-action=clear-team-now]")
            .await?;
        browser.see_text("[data-said=team]", "cleared").await?;
        browser.restart().await?;
        browser.open_live("team/").await?;
        browser.see("[data-team=empty]").await?;
        Ok(())
    })
    .await
}
