//! A learner fails a unit in a learning system, comes back, and passes.

use serde_json::json;

use crate::{
    browser::{Browser, Look, Seen, Window},
    cmi5::said,
    journey,
    learning_system::{LearningSystem, PANEL, QUESTION},
    scorm::{hears, nothing_refused},
};

/// What a standard calls things.
struct Standard {
    version: &'static str,
    learner: &'static str,
    pass_mark: (&'static str, &'static str),
    /// What says that everything was done and is not enough, and that it is.
    failed: &'static [(&'static str, &'static str)],
    passed: &'static [(&'static str, &'static str)],
}

const STANDARDS: [Standard; 2] = [
    Standard {
        version: "scorm12",
        learner: "cmi.core.student_id",
        pass_mark: ("cmi.student_data.mastery_score", "60"),
        failed: &[
            ("cmi.core.lesson_status", "failed"),
            ("cmi.core.score.raw", "50"),
        ],
        passed: &[
            ("cmi.core.lesson_status", "passed"),
            ("cmi.core.score.raw", "75"),
        ],
    },
    Standard {
        version: "scorm2004",
        learner: "cmi.learner_id",
        pass_mark: ("cmi.scaled_passing_score", "0.6"),
        failed: &[
            ("cmi.completion_status", "completed"),
            ("cmi.success_status", "failed"),
            ("cmi.score.scaled", "0.5"),
        ],
        passed: &[
            ("cmi.completion_status", "completed"),
            ("cmi.success_status", "passed"),
            ("cmi.score.scaled", "0.75"),
        ],
    },
];

impl Standard {
    async fn system(&self) -> Seen<LearningSystem> {
        let system = LearningSystem::with(self.version, &["--pass-mark", "60"]).await?;
        system.set(self.learner, "17")?;
        system.set(self.pass_mark.0, self.pass_mark.1)?;
        Ok(system)
    }
}

async fn hears_all(system: &LearningSystem, wanted: &[(&str, &str)]) -> Seen {
    for (name, value) in wanted {
        hears(system, name, value).await?;
    }
    Ok(())
}

impl Browser {
    /// Does everything, half of it well.
    async fn fail_in_package(&self) -> Seen {
        self.answer_in_package("first-thing", "always").await?;
        self.choose_in_package("half").await?;
        self.choose_in_package("time").await?;
        self.do_the_rest().await?;
        self.see_text(PANEL, "60 is needed to pass").await?;
        Ok(())
    }

    /// Answers the question anew, and rightly.
    async fn do_better_in_package(&self) -> Seen {
        self.click(&format!("{QUESTION} [data-action=try-again]"))
            .await?;
        self.answer_in_package("first-thing", "ask").await
    }

    async fn play(&self, host: &str) -> Seen {
        self.go_to(host).await?;
        self.enter_frame("iframe").await?;
        self.package_is_live().await?;
        self.see(PANEL).await?;
        Ok(())
    }
}

#[tokio::test]
async fn who_has_failed_comes_back_and_passes() -> Seen {
    journey("in-scorm-failed", async |browser| {
        for standard in &STANDARDS {
            let system = standard.system().await?;
            let host = system.host(standard.version);
            browser.play(&host).await?;
            browser.fail_in_package().await?;
            hears_all(&system, standard.failed).await?;
            browser.leave(&system).await?;
            nothing_refused(&system.session()?);
            hears_all(&system, standard.failed).await?;

            // On another device.
            browser.begin_anew().await?;
            browser.play(&host).await?;
            browser.see_text(PANEL, "60 is needed to pass").await?;
            browser.do_better_in_package().await?;
            browser
                .see_text(PANEL, "You have done everything and passed")
                .await?;
            browser.leave(&system).await?;
            nothing_refused(&system.session()?);
            hears_all(&system, standard.passed).await?;
            browser.begin_anew().await?;
        }
        Ok(())
    })
    .await
}

/// In cmi5 *failed* comes at the end of a session, as somebody may pass until then.
#[tokio::test]
async fn who_has_failed_in_cmi5_comes_back_and_passes() -> Seen {
    journey("in-cmi5-failed", async |browser| {
        let system = LearningSystem::with("cmi5", &["--pass-mark", "60"]).await?;
        let open = async |browser: &Browser, session: &str| {
            let address = system.launch(session, json!({}))?;
            browser.go_to(&address).await?;
            browser.package_is_live().await?;
            browser.see(PANEL).await?;
            Seen::Ok(())
        };
        let leave = format!("{PANEL} [data-action=go-back]");
        open(browser, "one").await?;
        browser.fail_in_package().await?;
        said(&system, &["initialized", "completed"]).await?;
        browser.click(&leave).await?;
        browser.see_text("h1", "Back in the course").await?;
        let first = ["initialized", "completed", "failed", "terminated"];
        said(&system, &first).await?;

        // On another device; at first she only looks at it, and has not failed once more.
        browser.begin_anew().await?;
        open(browser, "two").await?;
        browser.see_text(PANEL, "60 is needed to pass").await?;
        browser.click(&leave).await?;
        browser.see_text("h1", "Back in the course").await?;
        let second = ["initialized", "terminated"];
        said(&system, &[&first[..], &second[..]].concat()).await?;

        open(browser, "three").await?;
        browser.do_better_in_package().await?;
        browser
            .see_text(PANEL, "You have done everything and passed")
            .await?;
        browser.click(&leave).await?;
        browser.see_text("h1", "Back in the course").await?;
        let third = ["initialized", "passed", "terminated"];
        said(&system, &[&first[..], &second[..], &third[..]].concat()).await?;
        assert_eq!(system.wrong()?, Vec::<String>::new());
        let scores: Vec<_> = system
            .statements()?
            .iter()
            .filter(|statement| statement["result"]["success"].is_boolean())
            .map(|statement| {
                let result = &statement["result"];
                json!([result["success"], result["score"]["scaled"]])
            })
            .collect();
        assert_eq!(json!(scores), json!([[false, 0.5], [true, 0.75]]));
        Ok(())
    })
    .await
}

/// Moodle only shows what has failed, until the learner begins a new attempt.
#[tokio::test]
async fn who_has_failed_and_looks_back_is_told_how_to_go_on() -> Seen {
    journey("in-review-failed", async |browser| {
        browser.show_as(Window::Phone, Look::Light).await?;
        for standard in &STANDARDS {
            let system = standard.system().await?;
            let host = format!("{}&is=moodle", system.host(standard.version));
            browser.play(&host).await?;
            browser.fail_in_package().await?;
            hears_all(&system, standard.failed).await?;
            browser.leave(&system).await?;

            browser.play(&host).await?;
            browser
                .see_text(PANEL, "has it as failed, with 50 out of 100")
                .await?;
            browser.see_text(PANEL, "start a new attempt").await?;
            assert_eq!(browser.barriers().await?, Vec::<String>::new());
            browser
                .picture(&format!("package-failed-{}", standard.version))
                .await?;
            browser.do_better_in_package().await?;
            browser.leave(&system).await?;
            assert_eq!(system.session()?["set"], json!({}));

            // What she has read counts in the new attempt, and what she has practised does not.
            system.begin_anew()?;
            browser.play(&host).await?;
            browser.see_text(PANEL, "Sections read: 1 of 1").await?;
            browser.see_text(PANEL, "Practice done: 0 of 3").await?;
            browser.do_better_in_package().await?;
            browser.see_text(PANEL, "Practice done: 1 of 3").await?;
            browser.choose_in_package("half").await?;
            browser.choose_in_package("time").await?;
            browser
                .click("form[data-question=her-word] [data-action=try-again]")
                .await?;
            browser.do_the_rest().await?;
            hears_all(&system, standard.passed).await?;
            browser.leave(&system).await?;
            nothing_refused(&system.session()?);
            browser.begin_anew().await?;
        }
        Ok(())
    })
    .await
}
