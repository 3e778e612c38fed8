//! Learning systems with habits of their own: what is done in them arrives all the same, or the page says so.

use serde_json::json;

use crate::{
    browser::{Browser, Look, Seen, Window},
    cmi5::said,
    journey,
    learning_system::{LearningSystem, PANEL, QUESTION},
    scorm::{hears, nothing_refused},
};

const DONE: &str = "You have done everything";

impl Browser {
    async fn do_everything_in_package(&self) -> Seen {
        self.answer_in_package("first-thing", "ask").await?;
        self.choose_in_package("half").await?;
        self.choose_in_package("time").await?;
        self.do_the_rest().await
    }
}

async fn system(standard: &str) -> Seen<LearningSystem> {
    let system = LearningSystem::with(standard, &[]).await?;
    system.set("cmi.core.student_id", "17")?;
    system.set("cmi.learner_id", "17")?;
    Ok(system)
}

/// Late functions, frames between with things of the same name in them, a folder with a space in its name,
/// files of no kind, something in the address that means nothing here.
#[tokio::test]
async fn a_learning_system_is_found_wherever_it_is() -> Seen {
    journey("in-odd-places", async |browser| {
        for (version, status) in [
            ("scorm12", "cmi.core.lesson_status"),
            ("scorm2004", "cmi.completion_status"),
        ] {
            let system = system(version).await?;
            let at = "/plugin%2520file.php/12/mod/1/index.html%3Ftoken%3Da%23from-course";
            let host = format!("{}&is=late&is=nested&at={at}", system.host(version));
            browser.go_to(&host).await?;
            browser.enter_frame("iframe").await?;
            browser.enter_frame("#unit").await?;
            browser.package_is_live().await?;
            browser.see(PANEL).await?;
            browser.do_everything_in_package().await?;
            hears(&system, status, "completed").await?;
            browser.see_text(PANEL, DONE).await?;
            browser.leave(&system).await?;
            nothing_refused(&system.session()?);
            browser.begin_anew().await?;
        }
        Ok(())
    })
    .await
}

/// A window of its own, whose learning system is closed in the middle.
#[tokio::test]
async fn a_learning_system_that_was_closed_is_not_said_to_know() -> Seen {
    journey("in-popup", async |browser| {
        browser.opens_unasked()?;
        let system = system("scorm12").await?;
        let host = format!("{}&is=popup", system.host("scorm12"));
        browser.go_to(&host).await?;
        let host = browser.go_to_new_tab().await?;
        browser.package_is_live().await?;
        browser.answer_in_package("first-thing", "ask").await?;
        browser.see_text(PANEL, "has been reported").await?;
        browser.picture("package-popup").await?;
        let unit = browser.go_back_to(&host).await?;
        browser.close_for(&unit).await?;
        browser.choose_in_package("half").await?;
        browser
            .see_text(PANEL, "did not take in your latest work")
            .await?;
        Ok(())
    })
    .await
}

/// Whoever has done everything has no next answer: what was not stored is told again by itself.
#[tokio::test]
async fn what_was_not_stored_is_told_again() -> Seen {
    journey("in-deaf", async |browser| {
        let system = system("scorm12").await?;
        browser
            .go_to(&format!("{}&is=deaf", system.host("scorm12")))
            .await?;
        browser.enter_frame("iframe").await?;
        browser.package_is_live().await?;
        browser
            .see_text(PANEL, "did not take in your latest work")
            .await?;
        browser.see_text(PANEL, "has been reported").await?;
        hears(&system, "cmi.core.lesson_status", "incomplete").await
    })
    .await
}

/// Most of SCORM 1.2 need not be there. On the same device the attempt goes on all the same, and what the
/// learning system begins anew is new.
#[tokio::test]
async fn a_learning_system_need_not_keep_an_attempt() -> Seen {
    journey("in-lacking", async |browser| {
        let system = system("scorm12").await?;
        let lacking = [
            "suspend_data",
            "score.min",
            "score.max",
            "lesson_location",
            "objectives",
            "interactions",
        ];
        let lacks = lacking.map(|name| format!("&lacks={name}")).concat();
        let host = format!("{}{lacks}", system.host("scorm12"));
        let open = async |browser: &Browser| {
            browser.go_to(&host).await?;
            browser.enter_frame("iframe").await?;
            browser.package_is_live().await?;
            Seen::Ok(())
        };
        browser.show_as(Window::Phone, Look::Dark).await?;
        open(browser).await?;
        browser.answer_in_package("first-thing", "ask").await?;
        browser.see_text(PANEL, "use this device again").await?;
        assert_eq!(browser.barriers().await?, Vec::<String>::new());
        browser.picture("package-not-kept").await?;
        browser.leave(&system).await?;

        open(browser).await?;
        browser.choose_in_package("half").await?;
        browser.choose_in_package("time").await?;
        browser.do_the_rest().await?;
        browser.see_text(PANEL, DONE).await?;
        browser.leave(&system).await?;
        assert_eq!(system.value("cmi.core.lesson_status")?, "completed");
        assert_eq!(system.value("cmi.core.score.raw")?, "75");

        // Next year's.
        system.set("cmi.core.lesson_status", "not attempted")?;
        system.set("cmi.core.score.raw", "")?;
        open(browser).await?;
        browser.see_text(PANEL, "You are not done yet").await?;
        browser.leave(&system).await?;
        assert_eq!(system.value("cmi.core.lesson_status")?, "incomplete");
        Ok(())
    })
    .await
}

/// A browser that keeps nothing for a page within another's.
#[tokio::test]
async fn a_browser_that_keeps_nothing_is_enough() -> Seen {
    journey("in-no-storage", async |browser| {
        let system = system("scorm12").await?;
        let refuse = "for (const name of ['localStorage', 'sessionStorage', 'indexedDB']) \
            Object.defineProperty(window, name, { get() { throw new DOMException('no', 'SecurityError'); } });";
        browser
            .cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": refuse }))
            .await?;
        browser.open_in(&system, "scorm12").await?;
        for name in ["localStorage", "sessionStorage", "indexedDB"] {
            let refused = format!("(() => {{ try {{ window.{name}; return false; }} catch {{ return true; }} }})()");
            assert_eq!(browser.tell(&refused).await?, json!(true), "{name}");
        }
        browser.answer_in_package("first-thing", "ask").await?;
        browser
            .see_text("[data-notice=storage]", "does not let Underpin save your work")
            .await?;
        browser.choose_in_package("half").await?;
        browser.picture("package-no-storage").await?;
        browser.leave(&system).await?;
        browser.open_in(&system, "scorm12").await?;
        browser
            .see(&format!("{QUESTION} [data-outcome=right]"))
            .await?;
        browser.choose_in_package("time").await?;
        browser.do_the_rest().await?;
        hears(&system, "cmi.core.lesson_status", "completed").await?;
        browser.leave(&system).await?;
        nothing_refused(&system.session()?);
        Ok(())
    })
    .await
}

/// Where nothing counts, nothing is recorded.
#[tokio::test]
async fn nothing_is_recorded_of_a_look_back() -> Seen {
    journey("in-review", async |browser| {
        for (version, mode) in [
            ("scorm12", "cmi.core.lesson_mode"),
            ("scorm2004", "cmi.mode"),
        ] {
            let system = system(version).await?;
            system.set(mode, "review")?;
            browser.go_to(&system.host(version)).await?;
            browser.enter_frame("iframe").await?;
            browser.package_is_live().await?;
            browser.see_text(".notice", "to look at").await?;
            browser.do_everything_in_package().await?;
            browser.leave(&system).await?;
            assert_eq!(system.session()?["set"], json!({}));
            browser.begin_anew().await?;
        }
        Ok(())
    })
    .await
}

/// Nor does it count when she goes on.
#[tokio::test]
async fn what_is_done_in_a_look_does_not_count_afterwards() -> Seen {
    journey("in-cmi5-look", async |browser| {
        let system = LearningSystem::with("cmi5", &[]).await?;
        let open = async |browser: &Browser, session: &str, mode: &str| {
            let address = system.launch(session, json!({ "launchMode": mode }))?;
            browser.go_to(&address).await?;
            browser.package_is_live().await
        };
        open(browser, "one", "Normal").await?;
        browser.answer_in_package("first-thing", "ask").await?;
        browser.see_text(PANEL, "Practice done: 1 of 3").await?;
        browser.go_to("about:blank").await?;

        open(browser, "two", "Browse").await?;
        browser.see_text(".notice", "to look at").await?;
        browser.choose_in_package("half").await?;
        browser.choose_in_package("time").await?;
        browser.do_the_rest().await?;
        browser.go_to("about:blank").await?;

        open(browser, "three", "Normal").await?;
        browser.see_text(PANEL, "Practice done: 1 of 3").await?;
        browser.choose_in_package("half").await?;
        browser.choose_in_package("time").await?;
        browser.see_text(PANEL, "Practice done: 2 of 3").await?;
        Ok(())
    })
    .await
}

/// A record store that does not say what it keeps has not forgotten it.
#[tokio::test]
async fn silence_is_no_new_attempt() -> Seen {
    const SESSION: [&str; 2] = ["initialized", "terminated"];
    journey("in-cmi5-silent", async |browser| {
        let system = LearningSystem::with("cmi5", &[]).await?;
        browser.go_to(&system.launch("one", json!({}))?).await?;
        browser.package_is_live().await?;
        browser.answer_in_package("first-thing", "ask").await?;
        browser.see_text(PANEL, "has been reported").await?;
        browser.go_to("about:blank").await?;
        // What is said on leaving is lost with a browser that is ended at once.
        said(&system, &SESSION).await?;
        let before = system.document("underpin-attempt")?;

        // On another device, a moment's trouble is waited out.
        browser.begin_anew().await?;
        system.be_forgetful(2)?;
        browser.go_to(&system.launch("two", json!({}))?).await?;
        browser.package_is_live().await?;
        browser
            .see(&format!("{QUESTION} [data-outcome=right]"))
            .await?;
        browser.go_to("about:blank").await?;
        said(&system, &[SESSION, SESSION].concat()).await?;

        browser.begin_anew().await?;
        system.be_forgetful(99)?;
        browser.go_to(&system.launch("three", json!({}))?).await?;
        browser
            .see_text("[role=alert]", "did not say what you have done so far")
            .await?;
        browser.see_text(".top__who", "Ada Okafor").await?;
        browser.package_is_live().await?;
        browser.answer_in_package("first-thing", "always").await?;
        browser.picture("package-silent").await?;
        // Out of it there are the file and the way back, though not a word can be said.
        browser
            .click(&format!("{PANEL} [data-action=save-copy]"))
            .await?;
        browser.downloaded(".json").await?;
        browser
            .click(&format!("{PANEL} [data-action=go-back]"))
            .await?;
        browser.see_text("h1", "Back in the course").await?;
        // What comes after it is heard, and changes nothing.
        system.be_forgetful(0)?;
        let look = json!({ "launchMode": "Browse" });
        browser.go_to(&system.launch("four", look)?).await?;
        said(&system, &[&SESSION[..], &SESSION, &SESSION[..1]].concat()).await?;
        assert_eq!(system.document("underpin-attempt")?, before);
        Ok(())
    })
    .await
}

/// A statement that is refused holds up no other, and is told again by itself.
#[tokio::test]
async fn a_refused_statement_holds_up_no_other() -> Seen {
    journey("in-cmi5-refused", async |browser| {
        let system = LearningSystem::with("cmi5", &["--pass-mark", "60"]).await?;
        system.refuse(Some("completed"))?;
        browser.go_to(&system.launch("one", json!({}))?).await?;
        browser.package_is_live().await?;
        browser.do_everything_in_package().await?;
        browser
            .see_text(PANEL, "did not take in your latest work")
            .await?;
        assert_eq!(system.verbs()?, ["initialized", "passed"]);
        system.refuse(None)?;
        browser
            .until(
                "the warning gone",
                &format!(
                    "!document.querySelector('{PANEL}').textContent.includes('did not take in')"
                ),
            )
            .await?;
        assert_eq!(system.verbs()?, ["initialized", "passed", "completed"]);
        assert_eq!(system.wrong()?, Vec::<String>::new());
        Ok(())
    })
    .await
}

/// As Moodle does it whenever somebody signs in: who she is, her lock and her answers are there all the same, and
/// the package begins once, also where it is locked after a time without use.
#[tokio::test]
async fn a_learning_system_that_empties_local_storage_and_lets_nobody_in_twice() -> Seen {
    journey("in-login", async |browser| {
        let system = system("scorm12").await?;
        let host = format!("{}&is=login", system.host("scorm12"));
        browser.go_to(&host).await?;
        browser.enter_frame("iframe").await?;
        browser.package_is_live().await?;
        browser.answer_in_package("first-thing", "ask").await?;
        browser.see_text(PANEL, "has been reported").await?;
        browser.click("a[href$='settings/']").await?;
        browser.fill("#passphrase_new", PASSPHRASE).await?;
        browser.fill("#passphrase_again", PASSPHRASE).await?;
        browser.click("label[for=passphrase_understood]").await?;
        browser
            .click("[data-form=set-passphrase] [type=submit]")
            .await?;
        browser
            .see_text("[data-said=passphrase]", "locked with the passphrase")
            .await?;
        browser.leave(&system).await?;

        browser.go_to(&host).await?;
        browser.enter_frame("iframe").await?;
        browser.unlock_package().await?;
        browser.package_is_live().await?;
        browser.see(&format!("{QUESTION} [data-outcome]")).await?;
        browser.choose_in_package("half").await?;
        browser.see_text(PANEL, "has been reported").await?;

        // An hour passes, as far as the page can tell.
        browser
            .tell("(() => { const now = Date.now; Date.now = () => now() + 3_600_000; })()")
            .await?;
        browser.press("a").await?;
        browser.unlock_package().await?;
        browser.package_is_live().await?;
        browser.choose_in_package("time").await?;
        browser.do_the_rest().await?;
        hears(&system, "cmi.core.lesson_status", "completed").await?;
        browser.see_text(PANEL, DONE).await?;
        browser.leave(&system).await?;
        nothing_refused(&system.session()?);
        Ok(())
    })
    .await
}

const PASSPHRASE: &str = "seven green bottles";

impl Browser {
    async fn unlock_package(&self) -> Seen {
        self.fill("#unlock_passphrase", PASSPHRASE).await?;
        self.click("[data-notice=locked] [type=submit]").await
    }
}
