//! An employer makes the training its own, hands it to its staff, and takes a new original without
//! losing a word.

use std::{fs, path::Path};

use ::underpin::{
    adapt::Adaptation,
    exchange::pack_file,
    id::{PackId, UnitId},
    read::{PackFiles, read_pack},
};

use crate::{
    browser::{Browser, Seen},
    dist, journey,
};

const UNIT: &str = "carer-partnerships";

/// The training of the built site.
fn site() -> Seen<PackFiles> {
    let folder = dist().join("content");
    let mut files = PackFiles {
        settings: Some(fs::read_to_string(folder.join("pack.toml"))?),
        ..PackFiles::default()
    };
    for entry in fs::read_dir(&folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.ends_with(".md") {
            files.units.push((name, fs::read_to_string(entry.path())?));
        }
    }
    files.units.sort();
    Ok(files)
}

impl Browser {
    async fn choose_file(&self, css: &str, file: &Path) -> Seen {
        self.see(css).await?;
        let field = self.all(css).await?;
        let field = field.first().ok_or("no field for a file")?;
        Ok(field.send_keys(file.to_string_lossy()).await?)
    }

    /// Waits until what was changed is on the device.
    async fn is_kept(&self) -> Seen {
        self.see_text("[data-adapt=kept]", "Saved on this device")
            .await?;
        Ok(())
    }

    /// Goes to a part of the page.
    async fn go_to_part(&self, words: &str) -> Seen {
        self.click_text(".tabs a", words).await
    }

    /// Writes something in place of something else in the editor, as if typed.
    async fn rewrite(&self, from: &str, to: &str) -> Seen {
        self.see(".writer__area").await?;
        self.tell(&format!(
            "(() => {{ const area = document.querySelector('.writer__area'); \
             const at = area.value.indexOf({from:?}); if (at < 0) return false; \
             area.focus(); area.setSelectionRange(at, at + {from:?}.length); \
             document.execCommand('insertText', false, {to:?}); return true; }})()"
        ))
        .await?
        .as_bool()
        .filter(|done| *done)
        .map(drop)
        .ok_or_else(|| format!("the editor does not say “{from}”").into())
    }
}

#[tokio::test]
async fn an_employer_adapts_the_training_and_its_staff_learn_from_it() -> Seen {
    journey("adapt", async |browser| {
        browser.open_live("").await?;
        browser.click_text(".bottom__links a", "adapt this training").await?;
        browser.see_text("h1", "Adapt").await?;
        browser.looks_right("adapt-begin").await?;

        // Without a title nothing is begun.
        browser.click("[data-action=begin]").await?;
        browser.see_text("#adapt_title_wrong", "Type a title.").await?;
        browser.fill("#adapt_title", "Care at Larch House").await?;
        browser
            .tell("(() => { const nation = document.querySelector('#adapt_nation'); nation.value = 'wales'; nation.dispatchEvent(new Event('change', { bubbles: true })); return true; })()")
            .await?;
        browser.click("[data-action=begin]").await?;
        browser.see_text("h2", "Care at Larch House").await?;
        browser.see_text("[data-adapt=units]", "As in the original").await?;
        browser.looks_right("adapt-overview").await?;

        // Its own words, with a sample that follows.
        browser.go_to_part("Words and settings").await?;
        browser.fill("#adapt_terms_individual", "resident").await?;
        browser.press(thirtyfour::Key::Tab).await?;
        browser.see_text(".adapt__sample", "resident").await?;
        browser.looks_right("adapt-settings").await?;
        browser.is_kept().await?;

        // One unit, in the editor: what learners see follows, and so does what is wrong.
        browser.open_live("adapt/#overview").await?;
        browser
            .click(&format!("[data-unit-row={UNIT}] a"))
            .await?;
        browser
            .rewrite("Much of the care in this country", "Much of the care at Larch House")
            .await?;
        browser
            .see_text("[data-adapt=changes]", "The opening")
            .await?;
        browser.looks_right("adapt-unit").await?;
        // What keeps people safe cannot be taken out.
        browser.rewrite("{#worried}", "{#worry}").await?;
        browser
            .see_text("[data-adapt=changes]", "“worried” is not shown")
            .await?;
        browser.is_kept().await?;
        browser.open_live("adapt/").await?;
        browser
            .see_text("[data-code=locked-weakened]", "keeps people safe")
            .await?;
        browser.click(&format!("[data-unit-row={UNIT}] a")).await?;
        browser
            .act("[data-change=worried] [data-action=take-back]", async |undo| {
                undo.scroll_into_view().await?;
                undo.click().await
            })
            .await?;
        browser
            .until(
                "no such change",
                "!document.querySelector('[data-change=worried]')",
            )
            .await?;
        browser.is_kept().await?;

        // Everything is there again after the browser was closed.
        browser.restart().await?;
        browser.open_live("adapt/").await?;
        browser.see_text("h2", "Care at Larch House").await?;
        // Tried in a tab of its own, with a record that goes with it.
        browser.click("[data-action=try]").await?;
        let here = browser.go_to_new_tab().await?;
        browser.see_text("[data-training-open]", "You are trying it").await?;
        browser.open_unit(UNIT).await?;
        browser
            .see_text(".unit__opening", "Much of the care at Larch House")
            .await?;
        browser.answer_one().await?;
        browser.close_for(&here).await?;
        browser.open_live("record/").await?;
        browser
            .until(
                "nothing of the trial",
                "Object.keys(localStorage).every(key => !key.includes('people'))",
            )
            .await?;
        browser.open_live("adapt/").await?;
        browser.click("[data-action=save-adaptation]").await?;
        let own = browser
            .downloaded_bytes(".underpin-adaptation.zip")
            .await?;
        let own = Adaptation::read(&own)?;
        assert!(own.settings.contains("individual = \"resident\""));
        browser.click("[data-action=save-pack]").await?;
        let pack = browser.downloaded_bytes(".underpin-pack.zip").await?;
        let opened = pack_file::read(&pack)?;
        assert!(opened.settings.unwrap_or_default().contains("wales"));

        // A member of staff, on another device.
        browser.begin_anew().await?;
        let file = browser.folder().join("care.underpin-pack.zip");
        fs::write(&file, pack)?;
        browser.open_live("").await?;
        browser.choose_file("#training_file", &file).await?;
        browser.see_text("h1", "Care at Larch House").await?;
        browser.open_unit(UNIT).await?;
        browser
            .see_text(".unit__opening", "Much of the care at Larch House")
            .await?;
        browser.see_text(".unit__opening", "resident").await?;
        browser.answer_one().await
    })
    .await
}

/// Who completes what, when it is done again, and where learners are assessed, without a line of a file.
#[tokio::test]
async fn an_employer_says_who_completes_what() -> Seen {
    journey("adapt-roles", async |browser| {
        browser.open_live("adapt/").await?;
        browser.fill("#adapt_title", "Care at Larch House").await?;
        browser.click("[data-action=begin]").await?;
        browser.go_to_part("Words and settings").await?;

        browser
            .click_text(".adapt__group summary", "Who completes which units")
            .await?;
        let add = "[data-form=new-role] button";
        browser.click(add).await?;
        browser
            .see_text("#adapt_new_role_wrong", "Write what people call it.")
            .await?;
        for role in ["Night staff", "Cook"] {
            browser.fill("#adapt_new_role", role).await?;
            browser.click(add).await?;
            browser.see_text("[data-role] legend", role).await?;
        }
        browser
            .focus_is_on("[data-role=cook] input[type=checkbox]")
            .await?;
        browser.fill("#adapt_new_role", "Cook").await?;
        browser.click(add).await?;
        browser
            .see_text(
                "#adapt_new_role_wrong",
                "You have a role of that name already.",
            )
            .await?;
        browser.fill("#adapt_new_role", "").await?;

        let of_nights = |unit| format!("[data-role=night-staff] label[for$='_{unit}']");
        browser.click(&of_nights("professional-boundaries")).await?;
        browser.click(&of_nights(UNIT)).await?;
        browser
            .fill("#adapt_role_night-staff", "Waking nights")
            .await?;
        browser.press(thirtyfour::Key::Tab).await?;
        browser
            .see_text("[data-role=night-staff] legend", "Waking nights")
            .await?;
        browser.looks_right("adapt-roles").await?;
        browser
            .click_text("[data-role=cook] button", "Take “Cook” out")
            .await?;
        browser.focus_is_on("#adapt_new_role").await?;
        browser
            .until("no cook", "!document.querySelector('[data-role=cook]')")
            .await?;

        browser
            .click_text(".adapt__group summary", "When units are done again")
            .await?;
        let months = format!("#adapt_refresh_{UNIT}");
        browser.fill(&months, "0").await?;
        browser.press(thirtyfour::Key::Tab).await?;
        browser
            .see_text(
                &format!("{months}_wrong"),
                "a whole number of months from 1 to 120",
            )
            .await?;
        browser.fill(&months, "12").await?;
        browser.press(thirtyfour::Key::Tab).await?;
        browser
            .click_text(".adapt__group summary", "Your centre")
            .await?;
        browser
            .fill("#adapt_centre_awarding_body", "A body of awards")
            .await?;
        browser.press(thirtyfour::Key::Tab).await?;
        browser.looks_right("adapt-centre").await?;
        browser.is_kept().await?;

        browser.go_to_part("Overview").await?;
        browser.see_text(".adapt", "Nothing to mend.").await?;
        browser.click("[data-action=save-pack]").await?;
        let pack = browser.downloaded_bytes(".underpin-pack.zip").await?;
        let settings = read_pack(&pack_file::read(&pack)?).value.settings;
        let [nights] = &settings.roles[..] else {
            return Err(format!("not one role: {:?}", settings.roles).into());
        };
        assert_eq!(nights.title, "Waking nights");
        // In the order of the training.
        let units = [UNIT, "professional-boundaries"];
        assert_eq!(
            nights.units.iter().map(UnitId::as_str).collect::<Vec<_>>(),
            units
        );
        assert_eq!(settings.refresh.get(&UNIT.parse::<UnitId>()?), Some(&12));
        assert_eq!(settings.centre.awarding_body, "A body of awards");
        Ok(())
    })
    .await
}

/// An adaptation with three changes, and a new original in which one is clean, one is in the way
/// and one has no place any more.
fn moved(within: &Path) -> Seen<(std::path::PathBuf, std::path::PathBuf)> {
    let original = site()?;
    let id: PackId = "larch-house".parse()?;
    let mut own = Adaptation::new(original.clone(), &id, "Care at Larch House", None);
    let file = format!("{UNIT}.md");
    let text = own.original_text(&file).unwrap_or_default().to_owned();
    let edited = text
        .replace(
            "Much of the care in this country",
            "Much of the care at Larch House",
        )
        .replace(
            "The washing and lifting are easy to see.",
            "Here, the washing and lifting are easy to see.",
        )
        .replace(
            "Equal does not mean the same.",
            "At Larch House, equal does not mean the same.",
        );
    own.take(&file, &edited);
    let mut new = original;
    if let Some((_, text)) = new.units.iter_mut().find(|(name, _)| *name == file) {
        *text = text
            // The same line of the opening, and another place of the next section.
            .replace(
                "Much of the care in this country",
                "Most of the care in this country",
            )
            .replace(
                "It does not stop at the door of a care home either.",
                "It does not end at the door of a care home either.",
            )
            .replace("{#day-to-day ", "{#everyday ");
    }
    let (ours, theirs) = (
        within.join("ours.underpin-adaptation.zip"),
        within.join("new.underpin-pack.zip"),
    );
    fs::write(&ours, own.write()?)?;
    fs::write(&theirs, pack_file::write(&new)?)?;
    Ok((ours, theirs))
}

#[tokio::test]
async fn a_new_original_is_taken_and_no_word_is_lost() -> Seen {
    journey("adapt-update", async |browser| {
        let (ours, theirs) = moved(browser.folder())?;
        browser.open_live("adapt/").await?;
        let wrong = browser.folder().join("wrong.zip");
        fs::write(&wrong, "no zip at all")?;
        browser.choose_file("#adapt_file", &wrong).await?;
        browser
            .see_text("[data-adapt=refused]", "Nothing was changed")
            .await?;
        browser.choose_file("#adapt_file", &ours).await?;
        browser.see_text("[data-adapt=units]", "changes").await?;

        browser.go_to_part("New original").await?;
        browser.choose_file("#adapt_update_file", &theirs).await?;
        browser
            .see_text("[data-adapt=update]", "want a look")
            .await?;
        browser
            .see_text(
                "[data-adapt=update]",
                "The original changed in the same place",
            )
            .await?;
        browser
            .see_text(
                "[data-adapt=update]",
                "The original changed too, in other lines",
            )
            .await?;
        browser
            .see_text(
                "[data-adapt=update]",
                "No longer in the original. Is it “everyday”",
            )
            .await?;
        browser.looks_right("adapt-update").await?;
        // In the way: the employer's words stay.
        browser
            .click_text("[data-fate=warning] label", "Keep my words")
            .await?;
        // What is gone is pointed at what is there in its place, and at nothing of another kind.
        assert_eq!(
            browser
                .tell("[...document.querySelectorAll('[data-adapt=update] label')].filter((label) => label.textContent.startsWith('Yes, it is')).length")
                .await?,
            1
        );
        browser
            .click_text("[data-fate=warning] label", "Yes, it is “everyday” now")
            .await?;
        browser
            .act("[data-action=accept]", async |accept| {
                accept.scroll_into_view().await?;
                accept.click().await
            })
            .await?;
        browser.see_text("h2", "Care at Larch House").await?;
        browser.is_kept().await?;
        browser.click("[data-action=save-adaptation]").await?;
        let after = browser.downloaded_bytes(".underpin-adaptation.zip").await?;
        let after = Adaptation::read(&after)?;
        let applied = ::underpin::adapt::apply(&after);
        assert_eq!(applied.diagnostics, []);
        let file = format!("{UNIT}.md");
        let shown = applied.files.units.iter().find(|(name, _)| *name == file);
        let shown = shown.map(|(_, text)| text.as_str()).unwrap_or_default();
        assert!(shown.contains("Much of the care at Larch House"), "kept");
        assert!(
            shown.contains("Here, the washing") && shown.contains("does not end"),
            "merged"
        );
        assert!(
            shown.contains("{#everyday") && shown.contains("At Larch House, equal does not mean"),
            "made about the other part: {shown}"
        );

        // The old one is a step away.
        browser.click("[data-action=undo]").await?;
        browser.is_kept().await?;
        browser.go_to_part("New original").await?;
        browser.choose_file("#adapt_update_file", &theirs).await?;
        browser
            .see_text("[data-adapt=update]", "want a look")
            .await?;
        Ok(())
    })
    .await
}

/// From nothing to a changed word without a pointer.
#[tokio::test]
async fn it_is_adapted_by_keyboard_alone() -> Seen {
    journey("adapt-keys", async |browser| {
        use thirtyfour::Key;
        browser.open_live("adapt/").await?;
        browser.see("#adapt_title").await?;
        browser.focus_on("#adapt_title").await?;
        browser.press("Care by keyboard").await?;
        browser.press(Key::Enter).await?;
        browser.see_text("h2", "Care by keyboard").await?;
        browser.focus_on(".tabs a[href='#settings']").await?;
        browser.press(Key::Enter).await?;
        browser.see("#adapt_terms_individual").await?;
        browser.focus_is_on("main h2").await?;
        browser.focus_on("#adapt_terms_individual").await?;
        browser.press("resident").await?;
        browser.press(Key::Tab).await?;
        browser.see_text(".adapt__sample", "resident").await?;
        browser.focus_on(".tabs a[href='#overview']").await?;
        browser.press(Key::Enter).await?;
        browser.focus_is_on("main h2").await?;
        browser
            .focus_on(&format!("[data-unit-row={UNIT}] a"))
            .await?;
        browser.press(Key::Enter).await?;
        browser.focus_is_on("main h2").await?;
        browser.focus_on(".writer__area").await?;
        browser.chord(Key::Control, Key::End).await?;
        browser.press("One more sentence.").await?;
        browser.see("[data-adapt=changes]").await?;
        browser.is_kept().await?;
        browser.focus_on("[data-action=undo]").await?;
        browser.press(Key::Enter).await?;
        browser
            .see_text(".adapt", "Nothing is changed in this unit.")
            .await?;
        Ok(())
    })
    .await
}
