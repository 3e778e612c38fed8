//! A learner takes a unit inside a learning management system: she leaves half way, goes on on
//! another device, and finishes; the learning system hears of all of it.

use serde_json::Value;

use crate::{
    browser::{Browser, Look, Seen, Window},
    journey,
    learning_system::{LearningSystem, PANEL, QUESTION},
};

const SCENARIO: &str = "[data-scenario=hot-cup]";

impl Browser {
    /// Waits until the program has taken the package's page over.
    pub async fn package_is_live(&self) -> Seen {
        self.until(
            "live questions in the package",
            "document.querySelector('form[data-question]') && \
             !document.querySelector('form[data-question]:not([data-live])')",
        )
        .await
    }

    /// Answers a question outside scenarios.
    pub async fn answer_in_package(&self, question: &str, option: &str) -> Seen {
        let form = format!("form[data-question={question}]");
        self.click(&format!("{form} li[data-option={option}] label"))
            .await?;
        self.click(&format!("{form} [data-action=check]")).await?;
        self.see(&format!("{form} [data-outcome]")).await?;
        Ok(())
    }

    /// Makes a choice in the scenario and goes on.
    pub async fn choose_in_package(&self, option: &str) -> Seen {
        let step = format!("{SCENARIO} [data-step]:not([hidden])");
        self.click(&format!("{step} li[data-option={option}] label"))
            .await?;
        self.click(&format!("{step} [data-action=check]")).await?;
        self.click(&format!("{step} [data-action=go-on]")).await
    }

    /// Types the word, and reads to the end.
    pub async fn do_the_rest(&self) -> Seen {
        let form = "form[data-question=her-word]";
        self.fill(&format!("{form} input"), "a brew, says Mrs Achebe")
            .await?;
        self.click(&format!("{form} [data-action=check]")).await?;
        self.see(&format!("{form} [data-outcome]")).await?;
        self.tell("document.querySelector('[data-end=how]').scrollIntoView()")
            .await?;
        Ok(())
    }

    pub async fn open_in(&self, system: &LearningSystem, version: &str) -> Seen {
        self.go_to(&system.host(version)).await?;
        self.enter_frame("iframe").await?;
        self.package_is_live().await?;
        self.see(PANEL).await?;
        Ok(())
    }

    /// Leaves, as somebody does who closes the unit in the learning system.
    pub async fn leave(&self, system: &LearningSystem) -> Seen {
        self.leave_frame().await?;
        self.tell("document.querySelector('iframe').remove()")
            .await?;
        self.goodbye_was_said(system).await
    }

    /// Waits until the package has said its last word.
    async fn goodbye_was_said(&self, system: &LearningSystem) -> Seen {
        let goodbye = serde_json::json!(["Terminate", ""]);
        let mut looks = looks();
        for _ in 0..LOOKS {
            let session = system.session()?;
            let last = session["calls"].as_array().and_then(|calls| calls.last());
            if last == Some(&goodbye) {
                return Ok(());
            }
            looks.tick().await;
        }
        Err("the package did not say goodbye".into())
    }
}

/// How often a learning system is looked at for what it is to hear.
pub const LOOKS: usize = 800;

/// The time between two looks.
pub fn looks() -> tokio::time::Interval {
    tokio::time::interval(std::time::Duration::from_millis(25))
}

/// Waits until the learning system has heard something.
pub async fn hears(system: &LearningSystem, name: &str, wanted: &str) -> Seen {
    let mut looks = looks();
    for _ in 0..LOOKS {
        if system.value(name)? == wanted {
            return Ok(());
        }
        looks.tick().await;
    }
    Err(format!("{name} is {:?} and not {wanted:?}", system.value(name)?).into())
}

pub fn nothing_refused(session: &Value) {
    assert_eq!(session["refused"], serde_json::json!([]));
}

async fn a_unit_is_taken(version: &'static str, names: Names) -> Seen {
    journey(&format!("in-{version}"), async |browser| {
        let system = LearningSystem::with(version, &["--pass-mark", "60"]).await?;
        for (name, value) in names.learner {
            system.set(name, value)?;
        }
        system.set(names.pass_mark.0, names.pass_mark.1)?;

        browser.open_in(&system, version).await?;
        hears(&system, names.status, "incomplete").await?;
        browser.see_text(".top__who", "Ada Okafor").await?;
        browser.answer_in_package("first-thing", "ask").await?;
        browser.choose_in_package("half").await?;
        browser.see_text(PANEL, "Practice done").await?;
        browser.leave(&system).await?;
        let session = system.session()?;
        nothing_refused(&session);
        assert_eq!(
            session["status"], "incomplete",
            "and not failed: most was not attempted"
        );
        assert_eq!(
            system.value(names.score)?,
            "",
            "no score of half the practice"
        );
        assert_eq!(system.value(names.exit)?, "suspend");

        // On another device.
        browser.begin_anew().await?;
        browser.open_in(&system, version).await?;
        browser
            .see(&format!("{QUESTION} [data-outcome=right]"))
            .await?;
        browser
            .see(&format!("{SCENARIO} [data-step=spill]:not([hidden])"))
            .await?;
        browser.choose_in_package("time").await?;
        browser.do_the_rest().await?;
        hears(&system, names.status, names.done).await?;
        browser
            .see_text(PANEL, "You have done everything and passed")
            .await?;
        browser.leave(&system).await?;
        let session = system.session()?;
        nothing_refused(&session);
        assert_eq!(session["status"], names.done);
        assert!(
            session["set"].get(names.time).is_some(),
            "how long it took: {}",
            session["set"]
        );
        // The scenario is worth two points and each question one; one of those is wrong.
        for (name, value) in names.verdict {
            assert_eq!(system.value(name)?, *value, "{name}");
        }
        let said = session.to_string();
        assert!(
            !said.contains("Achebe"),
            "what was typed stays on the device"
        );

        // She looks something up, months later.
        browser.open_in(&system, version).await?;
        browser
            .see_text(PANEL, "You have done everything and passed")
            .await?;
        // All of it is hers as a file, also what the learning system is not told.
        browser.click(&format!("{PANEL} summary")).await?;
        browser
            .click(&format!("{PANEL} [data-action=save-copy]"))
            .await?;
        let copy = browser.downloaded(".json").await?;
        assert!(copy.contains("a brew, says Mrs Achebe"), "{copy}");
        browser.leave(&system).await?;
        nothing_refused(&system.session()?);
        assert_eq!(system.session()?["status"], names.done);
        Ok(())
    })
    .await
}

/// What the standards call things.
struct Names {
    learner: [(&'static str, &'static str); 2],
    status: &'static str,
    done: &'static str,
    score: &'static str,
    time: &'static str,
    exit: &'static str,
    /// What it is told in the end of score and success.
    verdict: &'static [(&'static str, &'static str)],
    pass_mark: (&'static str, &'static str),
}

#[tokio::test]
async fn a_unit_is_taken_in_scorm_12() -> Seen {
    let names = Names {
        learner: [
            ("cmi.core.student_id", "17"),
            ("cmi.core.student_name", "Okafor, Ada"),
        ],
        status: "cmi.core.lesson_status",
        done: "passed",
        score: "cmi.core.score.raw",
        time: "cmi.core.session_time",
        exit: "cmi.core.exit",
        verdict: &[("cmi.core.score.raw", "75")],
        pass_mark: ("cmi.student_data.mastery_score", "60"),
    };
    a_unit_is_taken("scorm12", names).await
}

#[tokio::test]
async fn a_unit_is_taken_in_scorm_2004() -> Seen {
    let names = Names {
        learner: [
            ("cmi.learner_id", "17"),
            ("cmi.learner_name", "Okafor, Ada"),
        ],
        status: "cmi.completion_status",
        done: "completed",
        score: "cmi.score.raw",
        time: "cmi.session_time",
        exit: "cmi.exit",
        verdict: &[
            ("cmi.score.raw", "75"),
            ("cmi.score.scaled", "0.75"),
            ("cmi.success_status", "passed"),
        ],
        pass_mark: ("cmi.scaled_passing_score", "0.6"),
    };
    a_unit_is_taken("scorm2004", names).await
}

#[tokio::test]
async fn two_learners_on_one_tablet_are_told_apart() -> Seen {
    journey("in-scorm12-two", async |browser| {
        let system = LearningSystem::with("scorm12", &[]).await?;
        system.set("cmi.core.student_id", "17")?;
        browser.open_in(&system, "scorm12").await?;
        browser.answer_in_package("first-thing", "ask").await?;
        browser.leave(&system).await?;

        let other = LearningSystem::with("scorm12", &[]).await?;
        other.set("cmi.core.student_id", "18")?;
        browser.open_in(&other, "scorm12").await?;
        browser.leave(&other).await?;

        // The same tablet and the same learning system, for which nothing has been done yet.
        system.set("cmi.core.student_id", "18")?;
        system.set("cmi.suspend_data", "")?;
        browser.open_in(&system, "scorm12").await?;
        assert!(
            browser
                .all(&format!("{QUESTION} [data-outcome]"))
                .await?
                .is_empty()
        );
        browser.leave(&system).await?;
        let kept = system.value("cmi.suspend_data")?;
        assert!(!kept.contains(";q"), "{kept}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn answers_in_values_of_javascript_are_understood() -> Seen {
    journey("in-scorm12-own-answers", async |browser| {
        let system = LearningSystem::with("scorm12", &["--pass-mark", "60"]).await?;
        // A number too.
        system.set("cmi.core.student_id", "17")?;
        system.set("cmi.student_data.mastery_score", "60")?;
        for turn in 0..2 {
            let host = format!("{}&answers=own", system.host("scorm12"));
            browser.go_to(&host).await?;
            browser.enter_frame("iframe").await?;
            browser.package_is_live().await?;
            browser.see(PANEL).await?;
            if turn == 0 {
                browser.answer_in_package("first-thing", "ask").await?;
            } else {
                browser
                    .see(&format!("{QUESTION} [data-outcome=right]"))
                    .await?;
                browser.choose_in_package("half").await?;
                browser.choose_in_package("time").await?;
                browser.do_the_rest().await?;
                browser
                    .see_text(PANEL, "You have done everything and passed")
                    .await?;
            }
            browser.leave(&system).await?;
            nothing_refused(&system.session()?);
            // On another device.
            browser.begin_anew().await?;
        }
        assert_eq!(system.value("cmi.core.lesson_status")?, "passed");
        assert_eq!(system.value("cmi.core.score.raw")?, "75");
        Ok(())
    })
    .await
}

/// She closes the unit so soon after her answer that no frame was painted in between, as on a slow phone.
#[tokio::test]
async fn an_answer_counts_although_the_unit_is_left_at_once() -> Seen {
    journey("in-scorm12-at-once", async |browser| {
        let system = LearningSystem::with("scorm12", &[]).await?;
        system.set("cmi.core.student_id", "17")?;
        browser.open_in(&system, "scorm12").await?;
        browser
            .click(&format!("{QUESTION} li[data-option=ask] label"))
            .await?;
        browser.leave_frame().await?;
        let at_once = format!(
            "(() => {{ const frame = document.querySelector('iframe'); \
             frame.contentDocument.querySelector('{QUESTION} [data-action=check]').click(); \
             frame.remove(); }})()"
        );
        browser.tell(&at_once).await?;
        browser.goodbye_was_said(&system).await?;
        browser.begin_anew().await?;
        browser.open_in(&system, "scorm12").await?;
        browser
            .see(&format!("{QUESTION} [data-outcome=right]"))
            .await?;
        Ok(())
    })
    .await
}

/// A telephone thinks that it is another year when she begins, and is put right.
#[tokio::test]
async fn what_is_done_counts_when_the_clock_is_put_back() -> Seen {
    journey("in-scorm12-clock", async |browser| {
        let system = LearningSystem::with("scorm12", &[]).await?;
        system.set("cmi.core.student_id", "17")?;
        // 2030, in the form that the attempt is kept in.
        let ahead = "1.3.vd5s00.";
        system.set("cmi.suspend_data", ahead)?;
        browser.open_in(&system, "scorm12").await?;
        browser.answer_in_package("first-thing", "ask").await?;
        browser.choose_in_package("half").await?;
        browser.leave(&system).await?;
        browser.open_in(&system, "scorm12").await?;
        browser.choose_in_package("time").await?;
        browser.do_the_rest().await?;
        hears(&system, "cmi.core.lesson_status", "completed").await?;
        browser.leave(&system).await?;
        nothing_refused(&system.session()?);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn an_unsafe_end_is_not_complete() -> Seen {
    journey("in-scorm12-unsafe", async |browser| {
        let system = LearningSystem::with("scorm12", &["--pass-mark", "10"]).await?;
        system.set("cmi.core.student_id", "17")?;
        system.set("cmi.student_data.mastery_score", "10")?;
        browser.show_as(Window::Phone, Look::Dark).await?;
        browser.open_in(&system, "scorm12").await?;
        browser.answer_in_package("first-thing", "ask").await?;
        browser.choose_in_package("hold").await?;
        browser.choose_in_package("time").await?;
        browser.do_the_rest().await?;
        browser
            .see_text(PANEL, "ended with a choice that was not safe")
            .await?;
        assert_eq!(browser.barriers().await?, Vec::<String>::new());
        browser.picture("package-unsafe").await?;
        browser.leave(&system).await?;
        assert_eq!(system.session()?["status"], "incomplete");
        assert_eq!(system.value("cmi.core.score.raw")?, "");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn opened_by_hand_it_works_and_says_so() -> Seen {
    journey("package-by-hand", async |browser| {
        for standard in ["scorm12", "scorm2004", "cmi5"] {
            let system = LearningSystem::with(standard, &[]).await?;
            browser.go_to(&system.page()).await?;
            browser.package_is_live().await?;
            browser
                .see_text(".notice", "No learning system has opened this page")
                .await?;
            browser.answer_in_package("first-thing", "ask").await?;
            assert_eq!(browser.barriers().await?, Vec::<String>::new());
            browser
                .picture(&format!("package-by-hand-{standard}"))
                .await?;
            // Its other pages are in the same file.
            browser.click(".top__nav a[href='#/record/']").await?;
            browser.see("#record_save").await?;
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn pages_say_what_the_learning_system_is_told() -> Seen {
    journey("in-scorm12-told", async |browser| {
        let system = LearningSystem::with("scorm12", &[]).await?;
        system.set("cmi.core.student_id", "17")?;
        browser.show_as(Window::Phone, Look::Light).await?;
        browser.open_in(&system, "scorm12").await?;
        browser.click(".bottom a[href='#/privacy/']").await?;
        browser
            .see_text(
                "[data-stays=privacy]",
                "is told how much of the unit you have read",
            )
            .await?;
        let page = browser
            .tell("document.querySelector('main').textContent")
            .await?;
        assert!(!page.to_string().contains("Nothing is sent"), "{page}");
        assert_eq!(browser.barriers().await?, Vec::<String>::new());
        browser.picture("package-privacy").await?;
        browser.click(".brand").await?;
        browser
            .see_text("[data-stays=home]", "is told how far you are")
            .await?;
        Ok(())
    })
    .await
}
