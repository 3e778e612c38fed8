//! A learner is given other training than the site's own: as a link, and as a file.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use ::underpin::{
    adapt::Adaptation,
    exchange::{bundle::Bundle, pack_file},
};
use base64::{Engine, prelude::BASE64_STANDARD};

use crate::{
    browser::{Browser, Seen},
    content::Copy,
    journey, journey_on,
};

const UNIT: &str = "night-work";
const QUESTION: &str = "form[data-question=bell]";

const PACK: &str = "id = \"larch-house\"\ntitle = \"Nights at Larch House\"\nversion = \"3\"\nnation = \"wales\"\nunits = [\"night-work\"]\n";

const TEXT: &str = "+++
id = \"night-work\"
title = \"Working at night\"
level = 2
minutes = 5
+++

What is different when most people sleep.

## Quiet checks {#checks}

![A lamp beside an open door](pictures/lamp.png)

Look in as each person’s plan says.

### A bell rings twice. What do you do first? {#bell .single}

- [x] Go and see.
  > Somebody may need you. [What is agreed](#checks)
- [ ] Wait for a third ring.
  > Two rings are a call.

## 1.1 Explain how to check on somebody who sleeps {#ac-1-1 .criterion}

A sufficient answer covers:

- **Plan.** What the person’s plan says.
";

/// A picture of one point.
const LAMP: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";

/// Writes the pack's folder into another, and gives the pack as one file beside it.
pub fn pack(within: &Path) -> Seen<PathBuf> {
    let folder = within.join("larch-house");
    fs::create_dir_all(folder.join("pictures"))?;
    fs::write(folder.join("pack.toml"), PACK)?;
    fs::write(folder.join("night-work.md"), TEXT)?;
    fs::write(
        folder.join("pictures/lamp.png"),
        BASE64_STANDARD.decode(LAMP)?,
    )?;
    let file = within.join("larch-house.underpin-pack.zip");
    let made = underpin()
        .args(["pack".as_ref(), folder.as_os_str()])
        .args(["--out".as_ref(), file.as_os_str()])
        .status()?;
    match made.success() {
        true => Ok(file),
        false => Err("no pack was made".into()),
    }
}

/// The program with what it needs to put the browser program into what it writes.
fn underpin() -> Command {
    Command::new(env!("CARGO_BIN_EXE_underpin"))
}

/// Where Trunk's work is found by a program that does not carry it.
fn trunk() -> Vec<String> {
    match cfg!(feature = "site") {
        true => Vec::new(),
        false => [
            "--trunk",
            "target/trunk-dist",
            "--trunk-study",
            "target/trunk-dist-study",
            "--trunk-desk",
            "target/trunk-dist-desk",
        ]
        .map(str::to_owned)
        .to_vec(),
    }
}

/// Builds something of a pack's file.
pub fn build(pack: &Path, out: &Path, more: &[&str]) -> Seen {
    let built = underpin()
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["build".as_ref(), "--pack".as_ref(), pack.as_os_str()])
        .args(["--out".as_ref(), out.as_os_str()])
        .args(more)
        .args(trunk())
        .status()?;
    match built.success() {
        true => Ok(()),
        false => Err("nothing was built".into()),
    }
}

impl Browser {
    async fn is_ready(&self) -> Seen {
        self.until(
            "the program",
            "document.documentElement.dataset.program === 'ready'",
        )
        .await
    }

    async fn choose_training(&self, file: &Path) -> Seen {
        self.see("#training_file").await?;
        let field = self.all("#training_file").await?;
        let field = field.first().ok_or("no field for a file")?;
        Ok(field.send_keys(file.to_string_lossy()).await?)
    }

    async fn sees_training(&self) -> Seen {
        self.see_text(
            "[data-training-open=larch-house]",
            "You are using “Nights at Larch House”, version 3.",
        )
        .await?;
        self.see_text("h1", "Nights at Larch House").await?;
        Ok(())
    }

    async fn picture_is_shown(&self) -> Seen {
        self.act("img[alt^='A lamp']", async |picture| {
            picture.scroll_into_view().await
        })
        .await?;
        self.until(
            "the picture",
            "document.querySelector(\"img[alt^='A lamp']\").naturalWidth > 0",
        )
        .await
    }
}

#[tokio::test]
async fn a_file_is_opened_learned_from_and_found_again() -> Seen {
    journey("training-file", async |browser| {
        let file = pack(browser.folder())?;
        browser.open_live("").await?;
        let own = browser
            .tell("document.querySelector('h1').innerText")
            .await?;
        browser.choose_training(&file).await?;
        browser.sees_training().await?;
        assert_eq!(
            browser
                .tell("document.documentElement.dataset.nation")
                .await?,
            "wales"
        );

        browser
            .click_text(".unit-card a", "Working at night")
            .await?;
        browser.see_text("h1", "Working at night").await?;
        browser.picture_is_shown().await?;
        browser
            .click(&format!("{QUESTION} li:first-child label"))
            .await?;
        browser
            .click(&format!("{QUESTION} [data-action=check]"))
            .await?;
        browser.see(&format!("{QUESTION} [data-outcome]")).await?;

        // The server has no such page: the one for what is not there is drawn over.
        browser.restart().await?;
        browser.open_unit(UNIT).await?;
        browser.see(&format!("{QUESTION} [data-outcome]")).await?;
        browser.picture_is_shown().await?;
        browser.open_live(&format!("units/{UNIT}/ac-1-1/")).await?;
        browser.see_text("h1", "check on somebody").await?;
        browser.see("[data-place=answer] textarea").await?;
        browser.click(".top__nav a[href$='record/']").await?;
        browser.see_text("main", "Working at night").await?;

        // While the program comes, the page that it will draw over is not shown.
        assert_eq!(
            browser
                .tell(
                    "['coming', 'failed', 'ready'].map((program) => {\
                        document.documentElement.dataset.program = program;\
                        return getComputedStyle(document.querySelector('main')).visibility;\
                    }).join()"
                )
                .await?,
            "hidden,visible,visible"
        );

        // A page of the site's own units is not one of this training's.
        browser.open_live("units/carer-partnerships/").await?;
        browser.see_text("h1", "There is no such page").await?;
        browser.click_text("main a", "Go to all units").await?;
        browser.sees_training().await?;
        browser.click("[data-action=own-training]").await?;
        browser
            .see_text("h1", own.as_str().unwrap_or_default())
            .await?;
        browser.open_unit("carer-partnerships").await?;
        browser.see_text("h1", "carers").await?;

        // An adaptation is laid over its original here.
        let original = pack_file::read(&fs::read(&file)?)?;
        let adaptation =
            Adaptation::new(original, &"birch".parse()?, "Nights at Birch House", None);
        let adapted = browser.folder().join("birch.underpin-adaptation.zip");
        fs::write(&adapted, adaptation.write()?)?;
        browser.open_live("").await?;
        browser.choose_training(&adapted).await?;
        browser.see_text("h1", "Nights at Birch House").await?;
        browser.click("[data-action=own-training]").await?;
        browser
            .see_text("h1", own.as_str().unwrap_or_default())
            .await?;

        // What was done is there again with the training.
        browser.open_live("settings/").await?;
        browser.choose_training(&file).await?;
        browser.sees_training().await?;
        browser
            .click_text(".unit-card a", "Working at night")
            .await?;
        browser.see(&format!("{QUESTION} [data-outcome]")).await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_file_that_is_no_training_changes_nothing() -> Seen {
    journey("training-bad", async |browser| {
        browser.open_live("").await?;
        let own = browser
            .tell("document.querySelector('h1').innerText")
            .await?;
        let file = browser.folder().join("bad.zip");
        let mut nameless = Bundle::default();
        nameless.add("pack.toml", "title = \"Nights\"\nid = \"Not An Id\"\n")?;
        let nameless = nameless.finish()?;
        for (bytes, words) in [
            (&b"%PDF-1.7"[..], "This is not a zip file"),
            (&nameless, "(pack.toml) have a mistake on line"),
            (
                b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0",
                "there is no pack.toml in it",
            ),
        ] {
            fs::write(&file, bytes)?;
            browser.choose_training(&file).await?;
            browser.see_text("[data-training-refused]", words).await?;
            browser
                .see_text("[data-training-refused]", "Nothing was changed.")
                .await?;
        }
        browser
            .see_text("h1", own.as_str().unwrap_or_default())
            .await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_link_opens_training_of_its_own_site_only() -> Seen {
    let copy = Copy::new("training-link")?;
    fs::create_dir_all(copy.0.join("packs"))?;
    let file = pack(&copy.0.join("packs"))?;
    journey_on(&copy.0, "training-link", async |browser| {
        for (asked, words) in [
            (
                "https://example.org/a.zip",
                "The link asks for training from another website.",
            ),
            ("packs/none.zip", "could not be opened: there is no"),
            ("content/pack.toml", "This is not a zip file"),
        ] {
            browser.open_live(&format!("?pack={asked}")).await?;
            browser.see_text("[data-place=notice]", words).await?;
            browser
                .see_text("[data-place=notice]", "Nothing was changed.")
                .await?;
        }
        browser
            .open_live("?pack=packs/larch-house.underpin-pack.zip")
            .await?;
        browser.sees_training().await?;
        browser
            .see_text("[data-training]", "on this website")
            .await?;
        browser
            .until("an address without the question", "location.search === ''")
            .await?;

        // It is kept, and outlives its own address.
        fs::remove_file(&file)?;
        browser.restart().await?;
        browser.open_unit(UNIT).await?;
        browser.see_text("h1", "Working at night").await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_site_is_built_from_a_file() -> Seen {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("training-built");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let site = folder.join("site");
    build(&pack(&folder)?, &site, &[])?;
    journey_on(&site, "training-built", async |browser| {
        browser.open_live("").await?;
        browser.see_text("h1", "Nights at Larch House").await?;
        browser
            .click_text(".unit-card a", "Working at night")
            .await?;
        browser.picture_is_shown().await?;
        browser
            .click(&format!("{QUESTION} li:first-child label"))
            .await?;
        browser
            .click(&format!("{QUESTION} [data-action=check]"))
            .await?;
        browser.see(&format!("{QUESTION} [data-outcome]")).await?;
        browser.open_live("assess/").await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn one_file_is_opened_from_a_disk_learned_from_and_found_again() -> Seen {
    journey("training-one-file", async |browser| {
        let file = browser.folder().join("nights.html");
        build(&pack(browser.folder())?, &file, &["--single-file"])?;
        browser.open_from_disk(&file).await?;
        browser.is_ready().await?;
        browser.see_text("h1", "Nights at Larch House").await?;
        browser
            .see_text("[data-one-file-note]", "your work is not in it")
            .await?;
        browser.click_text(".unit-card a", "Working at night").await?;
        browser.see_text("h1", "Working at night").await?;
        browser.picture_is_shown().await?;
        browser.click(&format!("{QUESTION} li:first-child label")).await?;
        browser
            .click(&format!("{QUESTION} [data-action=check]"))
            .await?;
        browser.see(&format!("{QUESTION} [data-outcome]")).await?;

        // A place on the page, and the way back from it.
        browser
            .click_text(&format!("{QUESTION} a"), "What is agreed")
            .await?;
        browser
            .until(
                "a place on the page",
                "location.hash === '#/units/night-work/#checks' && document.querySelector('#checks:target')",
            )
            .await?;
        browser.tell("history.back()").await?;
        browser
            .until("the page", "location.hash === '#/units/night-work/'")
            .await?;
        browser.see(&format!("{QUESTION} [data-outcome]")).await?;

        browser
            .click("#ac-1-1 a[href='#/units/night-work/ac-1-1/']")
            .await?;
        browser
            .fill("[data-place=answer] textarea", "Her plan says hourly.")
            .await?;
        browser
            .until(
                "the draft",
                "Object.values(localStorage).some((value) => value.includes('Her plan says hourly.'))",
            )
            .await?;
        browser.tell("location.reload()").await?;
        browser.is_ready().await?;
        browser.see_text("h1", "check on somebody").await?;

        // Closed, opened again: everything is there.
        browser.restart().await?;
        browser.open_from_disk(&file).await?;
        browser.is_ready().await?;
        browser.see("[data-continue]").await?;
        browser.click_text(".unit-card a", "Working at night").await?;
        browser.see(&format!("{QUESTION} [data-outcome]")).await?;
        browser
            .click("#ac-1-1 a[href='#/units/night-work/ac-1-1/']")
            .await?;
        browser
            .until(
                "the answer",
                "document.querySelector('[data-place=answer] textarea')?.value === 'Her plan says hourly.'",
            )
            .await?;

        browser.click(".top__nav a[href='#/record/']").await?;
        browser.click("label[for=save_back_up]").await?;
        browser.click("#record_save [data-action=save]").await?;
        browser.see_text("[data-said=save]", "Saved as").await?;
        let saved = browser.downloaded(".underpin.json").await?;
        assert!(saved.contains("Her plan says hourly."), "{saved}");
        assert!(saved.contains("larch-house"), "{saved}");

        browser.click(".top__nav a[href='#/settings/']").await?;
        browser.see("#settings_name_field").await?;
        browser.click(".bottom__links a[href='#/assess/']").await?;
        browser
            .see_text("main", "The pages for assessors are not in it.")
            .await?;
        Ok(())
    })
    .await
}
