//! An author changes a file on the server; somebody else puts there what should not be.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use serde_json::json;

use crate::{
    browser::{Browser, Seen},
    dist, journey_on,
};

const UNIT: &str = "carer-partnerships";

/// A copy of the built site, to be changed.
pub struct Copy(pub PathBuf);

impl Copy {
    pub fn new(name: &str) -> io::Result<Self> {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
            .join("copies")
            .join(name);
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        copy(&dist(), &folder)?;
        Ok(Self(folder))
    }

    /// Puts a file in the place of another.
    pub fn put(&self, file: &str, text: &str) -> Seen {
        Ok(fs::write(self.0.join(file), text)?)
    }

    /// Puts something else in the place of a text that is in a file.
    fn change(&self, file: &str, from: &str, to: &str) -> Seen {
        let file = self.0.join(file);
        let text = fs::read_to_string(&file)?;
        if !text.contains(from) {
            return Err(format!("{} does not say “{from}”", file.display()).into());
        }
        Ok(fs::write(file, text.replacen(from, to, 1))?)
    }
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let (entry, to) = (entry?, to);
        let to = to.join(entry.file_name());
        match entry.file_type()?.is_dir() {
            true => copy(&entry.path(), &to)?,
            false => fs::copy(entry.path(), to).map(drop)?,
        }
    }
    Ok(())
}

impl Browser {
    /// Loads the unit until it says something. A server that answers late is not waited for where
    /// the text is on the device: what it has to say is there the time after.
    pub async fn see_after_loading_again(&self, words: &str) -> Seen {
        let says = format!("document.querySelector('main').textContent.includes('{words}')");
        for _ in 0..20 {
            self.open_unit(UNIT).await?;
            if self.tell(&says).await? == true {
                return Ok(());
            }
        }
        Err(format!("the unit never said “{words}”").into())
    }
}

fn source() -> String {
    format!("content/{UNIT}.md")
}

#[tokio::test]
async fn a_changed_file_is_seen_after_loading_again() -> Seen {
    let site = Copy::new("changed")?;
    journey_on(&site.0, "changed", async |browser| {
        browser.open_unit(UNIT).await?;
        site.change(&source(), "## Who is a carer?", "## Who cares for nothing?")?;
        browser
            .see_after_loading_again("Who cares for nothing?")
            .await?;
        browser.answer_one().await
    })
    .await
}

#[tokio::test]
async fn what_can_be_read_is_shown_beside_the_mistakes() -> Seen {
    let site = Copy::new("mistaken")?;
    site.change(&source(), "{#who-is-who .match", "{#who-is-who .mtach")?;
    journey_on(&site.0, "mistaken", async |browser| {
        browser.open_unit(UNIT).await?;
        browser
            .see_text("[data-notice=mistakes]", "What can be read is shown.")
            .await?;
        browser
            .see_text("[data-notice=mistakes] li", "carer-partnerships.md, line")
            .await?;
        browser.see_text("h2", "Who is a carer?").await?;
        browser.answer_one().await
    })
    .await
}

/// Whether a script of a stranger's has run, in whatever way it got into the page.
async fn has_run(browser: &Browser) -> Seen<bool> {
    Ok(browser
        .tell("typeof window.stranger !== 'undefined'")
        .await?
        == true)
}

/// Chromium's own clock cannot be set; the page's can.
const LONG_AGO: &str = "{ const Now = Date; const back = 7 * 365 * 86_400_000; \
    Date = class extends Now { constructor(...at) { at.length ? super(...at) : super(Now.now() - back); } \
    static now() { return Now.now() - back; } }; }";

#[tokio::test]
async fn a_device_whose_clock_is_years_behind_is_told_of() -> Seen {
    crate::journey("clock", async |browser| {
        browser.open_unit(UNIT).await?;
        assert!(browser.all("[data-notice=clock]").await?.is_empty());
        browser
            .cdp(
                "Page.addScriptToEvaluateOnNewDocument",
                json!({ "source": LONG_AGO }),
            )
            .await?;
        for page in [format!("units/{UNIT}/"), format!("units/{UNIT}/ac-3-2/")] {
            browser.open_live(&page).await?;
            browser
                .see_text("[data-notice=clock]", "That cannot be right")
                .await?;
        }
        browser.looks_right("clock").await?;
        // It is said, and nothing is held up.
        browser.open_unit(UNIT).await?;
        browser.answer_one().await
    })
    .await
}

#[tokio::test]
async fn no_script_of_the_contents_runs() -> Seen {
    let site = Copy::new("hostile")?;
    let script = "<script>window.stranger = 1</script>";
    let markdown = format!(
        "{script}\n\n<img src=x onerror=\"window.stranger = 1\">\n\n\
         [Press me](javascript:window.stranger=1)\n\n## Who is a carer?"
    );
    journey_on(&site.0, "hostile", async |browser| {
        // Into the Markdown: neither written nor drawn.
        site.change(&source(), "## Who is a carer?", &markdown)?;
        browser.open_unit(UNIT).await?;
        browser.see_text("h2", "Who is a carer?").await?;
        assert!(!has_run(browser).await?);
        assert_eq!(
            browser
                .tell("document.querySelectorAll('main script, main [onerror], main [href^=\"javascript:\" i]').length")
                .await?,
            0
        );
        // Into a page itself: there, and the policy does not let it run.
        let page = "index.html";
        site.change(page, "<body", &format!("{script}<body"))?;
        // Who has been here has kept the page as it was.
        browser.begin_anew().await?;
        browser.open_live("").await?;
        assert_eq!(
            browser
                .tell("document.documentElement.innerHTML.includes('window.stranger = 1')")
                .await?,
            true
        );
        assert!(!has_run(browser).await?);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn an_unknown_address_says_so_and_leads_on() -> Seen {
    crate::journey("unknown", async |browser| {
        browser.open("units/nobody-wrote-this/").await?;
        browser.see_text("h1", "There is no such page").await?;
        browser.see("main a[href]").await?;
        Ok(())
    })
    .await
}
