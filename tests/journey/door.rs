//! People whose provider has a store behind the site: a learner sets her password by a link, signs in,
//! and finds her work on another device and at her assessor's desk; the store goes away, a session
//! ends, a tablet is shared.
//!
//! All of it goes through the real door (`underpin serve --lrs`) to a store that stands in for a real
//! one and can be told to misbehave.

use std::{
    fs,
    io::Write,
    path::PathBuf,
    process::{Command, Stdio},
    time::Duration,
};

use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::{
    browser::{Browser, Seen},
    dist,
    door_kit::{
        self as kit, PASSWORD, SITE,
        server::Server,
        stand_in::{self, Kept, Mood, StandIn},
    },
    profile, walked,
};

const UNIT: &str = "carer-partnerships";
const ANSWERED: &str = "form[data-question=cost-of-silence] [data-outcome=right]";
const ANSWER: &str = "units/carer-partnerships/ac-3-2/";
const EDITOR: &str = "#answer_text";
const WRITTEN: &str = "I asked her daughter what she had noticed, and wrote it down.";

/// How long the store is looked at before something counts as never having come.
const PATIENCE: Duration = Duration::from_secs(20);

/// A site with a door, and the store behind it.
struct Provider {
    store: StandIn,
    server: Server,
    folder: PathBuf,
}

impl Provider {
    /// Opens the door for people, each an account, a name, a role and a cohort.
    fn open(name: &str, people: &[[&str; 4]]) -> Seen<Self> {
        if !dist().join("index.html").exists() {
            return Err("there is no site in dist/: './dev build' makes it".into());
        }
        let folder = profile(name).with_extension("provider");
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(&folder)?;
        std::os::unix::fs::symlink(dist(), folder.join("site"))?;
        for [account, name, role, cohort] in people {
            let who = ["--name", name, "--role", role, "--cohort", cohort];
            let add = [&["add", account, "--site", SITE], &who[..]].concat();
            run_people(&folder, &add, "")?;
        }
        let store = StandIn::start();
        let user = (stand_in::USER, stand_in::PASSWORD);
        let server = kit::serve(&folder, &store.url(), user, Stdio::null(), &[]);
        Ok(Self {
            store,
            server,
            folder,
        })
    }

    /// What a manager types: `underpin people …`, and what it prints.
    fn people(&self, arguments: &[&str], typed: &str) -> Seen<String> {
        run_people(&self.folder, arguments, typed)
    }

    /// Everybody has the usual password.
    fn give_passwords(&self, accounts: &[&str]) -> Seen {
        for account in accounts {
            self.people(&["password", account], PASSWORD)?;
        }
        Ok(())
    }

    /// The link that somebody is given, as it is on this machine.
    fn link(&self, account: &str) -> Seen<String> {
        let link = self.people(&["invite", account], "")?;
        let link = link.trim().strip_prefix(SITE);
        Ok(format!("{}{}", self.address(), link.ok_or("no link")?))
    }

    fn address(&self) -> String {
        format!("http://{}/", self.server.host)
    }

    /// A device that has never been anywhere.
    async fn device(&self, name: &str) -> Seen<Browser> {
        Browser::at(self.address(), profile(name)).await
    }

    /// Waits until the store is as it is wanted.
    async fn until(&self, what: &str, is_so: impl Fn(&Kept) -> bool) -> Seen {
        let mut looks = tokio::time::interval(Duration::from_millis(25));
        let looking = async {
            while !is_so(&self.store.kept()) {
                looks.tick().await;
            }
        };
        let in_vain = |_| format!("waited in vain for the store: {what}");
        Ok(tokio::time::timeout(PATIENCE, looking)
            .await
            .map_err(in_vain)?)
    }
}

fn run_people(folder: &std::path::Path, arguments: &[&str], typed: &str) -> Seen<String> {
    let mut program = Command::new(env!("CARGO_BIN_EXE_underpin"))
        .arg("people")
        .args(arguments)
        .arg("--people")
        .arg(folder.join("people.toml"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    if let Some(mut input) = program.stdin.take() {
        writeln!(input, "{typed}")?;
    }
    let ended = program.wait_with_output()?;
    match ended.status.success() {
        true => Ok(String::from_utf8(ended.stdout)?),
        false => Err(format!("{arguments:?}: {}", String::from_utf8_lossy(&ended.stderr)).into()),
    }
}

/// How many statements the store has of somebody's with these words in them.
fn of(kept: &Kept, account: &str, words: &str) -> usize {
    let all = kept.statements.iter();
    let hers = all.filter(|one| one["actor"]["account"]["name"] == account);
    hers.filter(|one| one.to_string().contains(words)).count()
}

/// One browser at a provider's site; what goes wrong is pictured.
async fn at_provider(
    name: &str,
    people: &[[&str; 4]],
    steps: impl AsyncFnOnce(&mut Browser, &Provider) -> Seen,
) -> Seen {
    let provider = Provider::open(name, people)?;
    let browser = provider.device(name).await?;
    walked(browser, name, async |browser| {
        steps(browser, &provider).await
    })
    .await
}

impl Browser {
    /// Fills the form to sign in and sends it.
    async fn send_sign_in(&self, account: &str, password: &str) -> Seen {
        self.fill("#provider_name", account).await?;
        self.fill("#provider_password", password).await?;
        self.click("[data-action=sign-in]:not(:disabled)").await
    }

    /// Signs a learner in on the page of settings.
    async fn sign_in(&self, account: &str, name: &str) -> Seen {
        self.open_live("settings/").await?;
        self.send_sign_in(account, PASSWORD).await?;
        self.is_in(name).await
    }

    /// Waits until somebody is signed in and everything of hers is in its place.
    async fn is_in(&self, name: &str) -> Seen {
        self.see_text("#provider", &format!("Signed in as {name}."))
            .await?;
        self.see_text("[data-provider=stands]", "Everything is with your provider")
            .await?;
        Ok(())
    }

    /// Whether there is nothing in an element, or no such element.
    async fn is_nowhere(&self, css: &str) -> Seen {
        match self.all(css).await?.is_empty() {
            true => Ok(()),
            false => Err(format!("{css} is there").into()),
        }
    }
}

const ADA: [&str; 4] = ["ada", "Ada Okafor", "learner", "spring"];
const BEN: [&str; 4] = ["ben", "Ben Price", "learner", "autumn"];
const ANN: [&str; 4] = ["ann", "Ann Lloyd", "assessor", "spring"];

#[tokio::test]
async fn a_password_by_a_link_and_work_that_is_on_every_device() -> Seen {
    at_provider("door-link", &[ADA], async |browser, provider| {
        let link = provider.link("ada")?;
        browser.go_to(&link).await?;
        browser.see_text("h1", "Choose your password").await?;
        let account = "document.querySelector('#setup_account').value === 'ada'";
        browser.until("her account’s name", account).await?;
        // The link is in nobody's history.
        assert_eq!(browser.tell("location.hash").await?, "");
        browser.looks_right("door-setup").await?;

        for (password, told) in [
            ("", "too short"),
            ("word", "too short"),
            ("password1234", "first things people try"),
        ] {
            browser.fill("#setup_password", password).await?;
            browser.click("#setup button").await?;
            browser.see_text("#setup_said", told).await?;
            browser.focus_is_on("#setup_password[aria-invalid]").await?;
        }
        browser.looks_right("door-setup-refused").await?;
        browser.fill("#setup_password", PASSWORD).await?;
        browser.click("#setup button").await?;
        browser.focus_is_on("#setup_done").await?;
        browser
            .see_text("#setup_done", "Your password is saved")
            .await?;
        browser.looks_right("door-setup-done").await?;

        // Once, whoever has it.
        browser.go_to(&link).await?;
        browser.see("#setup_password").await?;
        browser.fill("#setup_password", "quite another one").await?;
        browser.click("#setup button").await?;
        browser
            .see_text("#setup_said", "This link has been used")
            .await?;

        // She signs in, and practises.
        browser.open_live("settings/#provider").await?;
        browser.focus_is_on("#provider").await?;
        browser.send_sign_in("ada", "three small birds").await?;
        browser
            .see_text("#provider_wrong", "do not go together")
            .await?;
        let typed = "document.querySelector('#provider_name').value === 'ada' \
                     && document.querySelector('#provider_password').value === 'three small birds'";
        browser.until("what she typed to stay", typed).await?;
        browser.looks_right("door-wrong").await?;
        browser.fill("#provider_password", PASSWORD).await?;
        browser.click("[data-action=sign-in]").await?;
        browser.is_in("Ada Okafor").await?;
        browser.focus_is_on("#provider").await?;
        browser.open_unit(UNIT).await?;
        browser.answer_one().await?;
        let answered = |kept: &Kept| of(kept, "ada", "cost-of-silence") == 1;
        provider.until("her answer", answered).await?;

        // No page says any more that nothing is sent.
        browser.open_live("").await?;
        browser
            .see_text("[data-stays=home]", "and with your provider")
            .await?;
        browser.open_live("privacy/").await?;
        browser
            .see_text("[data-stays=privacy]", "sent to your provider")
            .await?;
        browser
            .see_text("[data-stays=account]", "one cookie")
            .await?;

        // The link finds the door's own page also where the site is kept on the device.
        browser.go_to(&link).await?;
        browser.see_text("h1", "Choose your password").await?;

        // Another device.
        browser.begin_anew().await?;
        browser.sign_in("ada", "Ada Okafor").await?;
        browser.open_unit(UNIT).await?;
        browser.see(ANSWERED).await?;
        browser.open_live("record/").await?;
        browser.is_in("Ada Okafor").await?;
        browser.looks_right("door-record").await
    })
    .await
}

#[tokio::test]
async fn an_answer_goes_to_the_desk_and_its_decision_comes_back() -> Seen {
    at_provider("door-desk", &[ADA, BEN, ANN], async |browser, provider| {
        provider.give_passwords(&["ada", "ben"])?;
        provider.store.kept().put(kit::own(1, "ben"));
        browser.sign_in("ada", "Ada Okafor").await?;
        browser.open_live(ANSWER).await?;
        browser.type_into(EDITOR, WRITTEN).await?;
        browser.click("[data-action=hand-in]").await?;
        browser.click("#own_work").await?;
        browser.click("#help_none").await?;
        browser.fill("#signed", "Ada").await?;
        browser.click("[data-action=hand-in-now]").await?;
        let place = "[data-place=criterion-state]";
        browser.see_text(place, "Handed in").await?;
        let next = "[data-part=handed-in]";
        browser
            .see_text(next, "It goes to your provider by itself")
            .await?;
        let came = |kept: &Kept| of(kept, "ada", WRITTEN) > 0;
        provider.until("her answer", came).await?;

        let desk = provider.device("door-desk-ann").await?;
        walked(desk, "door-desk-ann", async |desk| {
            desk.go_to(&provider.link("ann")?).await?;
            desk.fill("#setup_password", PASSWORD).await?;
            desk.click("#setup button").await?;
            desk.focus_is_on("#setup_done").await?;
            desk.click_text("#setup_done a", "at the desk").await?;
            desk.sit_down("Ann Lloyd", 0).await?;
            desk.see("#provider #provider_name").await?;
            desk.looks_right("door-desk-signed-out").await?;
            desk.send_sign_in("ann", PASSWORD).await?;
            desk.see_text("[data-said=provider]", "Learners: 1.")
                .await?;
            desk.focus_is_on("#provider").await?;
            desk.see_text("[data-stays=desk]", "sent to the provider")
                .await?;
            desk.see_text("[data-rows=queue]", "Ada Okafor").await?;
            // Ben is in another cohort.
            let page = desk
                .tell("document.body.textContent.includes('ben')")
                .await?;
            assert_eq!(page, false);
            desk.looks_right("door-desk").await?;
            desk.click("[data-rows=queue] a").await?;
            desk.see_text("#judge_whose", "Ada Okafor").await?;
            desk.click("label:has(#judge_met)").await?;
            desk.click("[data-action=all-hold]").await?;
            desk.fill("#judge_strengths", "You asked, and listened.")
                .await?;
            desk.click("[data-action=record-and-next]").await?;
            desk.open_live("assess/").await?;
            desk.see_text("[data-said=provider]", "Learners: 1.")
                .await?;

            // A colleague sits down at the same computer: he is asked first.
            desk.open_live("people/").await?;
            desk.fill("#people_name", "Rob").await?;
            let add = "[data-form=somebody-new] [type=submit]";
            desk.click(add).await?;
            desk.see_text("[data-place=who]", "Rob").await?;
            desk.sit_down("Rob", 0).await?;
            let asks = "Ann Lloyd is signed in with the provider";
            desk.see_text("#provider", asks).await?;
            desk.is_nowhere("[data-rows=queue] a").await?;
            desk.click("#provider [data-action=sign-out]").await?;
            desk.see("#provider_name").await?;
            Ok(())
        })
        .await?;
        let decided = |kept: &Kept| of(kept, "ada", "You asked, and listened.") == 1;
        provider.until("the decision", decided).await?;

        browser.open_live(ANSWER).await?;
        let decision = "[data-part=decisions] [data-judgement=met]";
        browser
            .see_text(decision, "You asked, and listened.")
            .await?;
        browser.see_text(decision, "Ann Lloyd").await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn work_waits_while_the_store_is_down_and_is_sent_once() -> Seen {
    at_provider("door-down", &[ADA], async |browser, provider| {
        provider.give_passwords(&["ada"])?;
        browser.sign_in("ada", "Ada Okafor").await?;
        browser.open_unit(UNIT).await?;
        provider.store.set(Mood::Down);
        browser.answer_one().await?;
        let before = provider.store.kept().asked.len();
        let asked = |kept: &Kept| kept.asked.len() > before;
        provider.until("a try to send it", asked).await?;
        // Practising goes on as if nothing were the matter.
        browser.is_nowhere("[data-place=notice] .notice").await?;

        browser.open_live("record/").await?;
        browser
            .see_text("[data-provider=stands]", "1 entry waits to be sent.")
            .await?;
        browser
            .see_text("#provider", "cannot be reached just now. Nothing is lost")
            .await?;
        browser.looks_right("door-down").await?;
        browser.restart().await?;
        browser.open_unit(UNIT).await?;
        browser.see(ANSWERED).await?;
        browser.open_live("settings/").await?;
        browser
            .see_text("#provider", "cannot be reached just now. Nothing is lost")
            .await?;

        provider.store.set(Mood::Fine);
        browser.click("[data-action=sync]:not(:disabled)").await?;
        browser.is_in("Ada Okafor").await?;
        let kept = provider.store.kept();
        assert_eq!(of(&kept, "ada", "cost-of-silence"), 1);
        let mut ids: Vec<Value> = kept
            .statements
            .iter()
            .map(|one| one["id"].clone())
            .collect();
        let all = ids.len();
        ids.sort_by_key(Value::to_string);
        ids.dedup();
        assert_eq!(ids.len(), all);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn nobody_on_a_shared_tablet_gets_anothers_record_by_signing_in() -> Seen {
    at_provider("door-shared", &[ADA, BEN], async |browser, provider| {
        provider.give_passwords(&["ada", "ben"])?;
        browser.sign_in("ada", "Ada Okafor").await?;
        browser.open_unit(UNIT).await?;
        browser.answer_one().await?;
        let answered = |kept: &Kept| of(kept, "ada", "cost-of-silence") == 1;
        provider.until("her answer", answered).await?;
        browser.open_live("settings/").await?;
        browser.click("[data-action=sign-out]").await?;
        browser
            .see_text("[data-said=provider]", "You are signed out.")
            .await?;
        browser.focus_is_on("#provider").await?;
        browser.looks_right("door-signed-out").await?;

        // Ben comes, while her record is open.
        browser.sign_in("ben", "Ben Price").await?;
        browser.see_text("[data-place=who]", "Ben Price").await?;
        browser.open_unit(UNIT).await?;
        browser.is_nowhere(ANSWERED).await?;
        browser.open_live("settings/").await?;
        browser.is_in("Ben Price").await?;
        assert_eq!(of(&provider.store.kept(), "ben", "cost-of-silence"), 0);
        assert_eq!(of(&provider.store.kept(), "ben", "Ada Okafor"), 0);

        // And she comes again: her own record is opened.
        browser.click("[data-action=sign-out]").await?;
        browser.sign_in("ada", "Ada Okafor").await?;
        browser.open_unit(UNIT).await?;
        browser.see(ANSWERED).await?;
        assert_eq!(of(&provider.store.kept(), "ada", "Ben Price"), 0);

        // Somebody has practised here without signing in.
        browser.begin_anew().await?;
        browser.open_unit(UNIT).await?;
        browser.answer_one().await?;
        browser.open_live("settings/").await?;
        browser.send_sign_in("ben", PASSWORD).await?;
        browser.see_text("#provider", "Is it yours?").await?;
        browser.looks_right("door-whose").await?;
        browser.click("[data-action=not-mine]").await?;
        browser.is_in("Ben Price").await?;
        browser.open_unit(UNIT).await?;
        browser.is_nowhere(ANSWERED).await?;
        assert_eq!(of(&provider.store.kept(), "ben", "cost-of-silence"), 0);
        browser.open_live("people/").await?;
        let people = "document.querySelectorAll('main [data-person]').length === 2";
        browser.until("both to be on the device", people).await
    })
    .await
}

#[tokio::test]
async fn a_record_under_a_passphrase_stays_so_whoever_signs_in() -> Seen {
    let name = "door-locked";
    at_provider(name, &[ADA, BEN], async |browser, provider| {
        provider.give_passwords(&["ada", "ben"])?;
        browser.sign_in("ada", "Ada Okafor").await?;
        browser.open_unit(UNIT).await?;
        browser.answer_one().await?;
        browser.set_passphrase("seven green bottles").await?;
        browser.click("[data-action=sign-out]").await?;
        browser.send_sign_in("ben", PASSWORD).await?;
        browser.is_in("Ben Price").await?;
        browser.click("[data-action=sign-out]").await?;
        browser.send_sign_in("ada", PASSWORD).await?;
        browser.see("[data-notice=locked]").await?;
        browser.is_nowhere("#provider").await?;
        browser
            .fill("#unlock_passphrase", "seven green bottles")
            .await?;
        browser.click("[data-notice=locked] [type=submit]").await?;
        browser.is_in("Ada Okafor").await?;
        browser.open_live("people/").await?;
        let lock = "main [data-person]:has([data-lock])";
        browser.see_text(lock, "Ada Okafor").await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn who_takes_her_work_off_a_device_is_signed_out_there_also_without_a_network() -> Seen {
    at_provider("door-borrowed", &[ADA], async |browser, provider| {
        provider.give_passwords(&["ada"])?;
        browser.sign_in("ada", "Ada Okafor").await?;
        browser.open_live("people/").await?;
        let line = |is_off: bool| {
            let rates = -1;
            json!({ "offline": is_off, "latency": 0, "downloadThroughput": rates, "uploadThroughput": rates })
        };
        browser
            .cdp("Network.emulateNetworkConditions", line(true))
            .await?;
        browser.click("[data-action=finish]").await?;
        browser.click("label[for=people_sure]").await?;
        browser
            .click("dialog:has(#people_erase) [data-action=erase]")
            .await?;
        let nobody = "document.documentElement.dataset.program === 'ready' \
                      && !document.querySelector('main [data-person]')";
        browser.until("nobody to be listed", nobody).await?;
        browser
            .cdp("Network.emulateNetworkConditions", line(false))
            .await?;
        browser.open_live("settings/").await?;
        browser.see("#provider_name").await?;
        let status = "fetch('../lrs/session').then((answer) => done(answer.status))";
        assert_eq!(browser.ask(status).await?, 401);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_session_that_ends_while_she_writes_takes_nothing_away() -> Seen {
    at_provider("door-over", &[ADA], async |browser, provider| {
        provider.give_passwords(&["ada"])?;
        browser.sign_in("ada", "Ada Okafor").await?;
        browser.open_live(ANSWER).await?;
        browser.type_into(EDITOR, WRITTEN).await?;
        // Whatever changes for her ends her session.
        provider.give_passwords(&["ada"])?;
        browser.click("[data-action=keep-version]").await?;
        let notice = "[data-notice=provider]";
        browser
            .see_text(notice, "needs you to sign in again")
            .await?;
        browser.type_into(EDITOR, " And more.").await?;
        browser.looks_right("door-over").await?;
        browser.click(&format!("{notice} a")).await?;
        browser.focus_is_on("#provider").await?;
        browser
            .see_text("#provider", "needs you to sign in again")
            .await?;
        browser.send_sign_in("ada", PASSWORD).await?;
        browser.is_in("Ada Okafor").await?;
        let came = |kept: &Kept| of(kept, "ada", WRITTEN) > 0;
        provider.until("what she wrote", came).await?;
        browser.open_live(ANSWER).await?;
        let holds = format!(
            "document.querySelector('{EDITOR}')?.value === {}",
            json!(format!("{WRITTEN} And more."))
        );
        browser.until("all that she typed", &holds).await?;
        browser.is_nowhere(notice).await
    })
    .await
}

#[tokio::test]
async fn too_many_tries_are_told_and_what_was_typed_stays() -> Seen {
    at_provider("door-tries", &[ADA], async |browser, _| {
        browser.open_live("settings/").await?;
        for _ in 0..10 {
            browser.send_sign_in("eve", "guess after guess").await?;
            browser
                .see_text("#provider_wrong", "do not go together")
                .await?;
        }
        browser.send_sign_in("eve", "guess after guess").await?;
        browser
            .see_text("#provider_wrong", "Too many tries. Wait a minute")
            .await?;
        let typed = "document.querySelector('#provider_name').value === 'eve'";
        browser.until("what was typed to stay", typed).await
    })
    .await
}

#[tokio::test]
async fn all_of_it_by_keyboard_alone() -> Seen {
    at_provider("door-keys", &[ADA, ANN], async |browser, provider| {
        provider.give_passwords(&["ann"])?;
        browser.go_to(&provider.link("ada")?).await?;
        browser.see("#setup_password").await?;
        browser.focus_on("#setup_account").await?;
        browser.press(Key::Tab).await?;
        browser.focus_is_on("#setup_password").await?;
        browser.press(PASSWORD).await?;
        browser.press(Key::Tab).await?;
        browser.press(" ").await?;
        browser
            .until(
                "the password to be shown",
                "document.querySelector('#setup_password').type === 'text'",
            )
            .await?;
        browser.press(Key::Tab).await?;
        browser.press(Key::Enter).await?;
        browser.focus_is_on("#setup_done").await?;
        browser.press(Key::Tab).await?;
        browser.press(Key::Enter).await?;
        browser.focus_is_on("#provider").await?;
        browser.sign_in_by_keyboard("ada").await?;
        browser.is_in("Ada Okafor").await?;
        browser.focus_is_on("#provider").await?;
        browser.press(Key::Tab).await?;
        browser.focus_is_on("[data-action=sync]").await?;
        browser.press(Key::Tab).await?;
        browser.focus_is_on("[data-action=sign-out]").await?;
        browser.press(Key::Enter).await?;
        browser.focus_is_on("#provider").await?;

        // And at the desk.
        browser.begin_anew().await?;
        browser.sit_down("Ann Lloyd", 0).await?;
        browser.see("#provider_name").await?;
        browser.focus_on("#provider").await?;
        browser.sign_in_by_keyboard("ann").await?;
        browser
            .see_text("[data-said=provider]", "Learners: 1.")
            .await?;
        browser.focus_is_on("#provider").await?;
        browser.press(Key::Tab).await?;
        browser.focus_is_on("[data-action=sync]").await?;
        browser.press(Key::Tab).await?;
        browser.press(Key::Enter).await?;
        browser
            .see_text("[data-said=provider]", "You are signed out.")
            .await?;
        browser.focus_is_on("#provider").await
    })
    .await
}

impl Browser {
    async fn sign_in_by_keyboard(&self, account: &str) -> Seen {
        self.press(Key::Tab).await?;
        self.focus_is_on("#provider_name").await?;
        self.press(account).await?;
        self.press(Key::Tab).await?;
        self.focus_is_on("#provider_password").await?;
        self.press(PASSWORD).await?;
        self.press(Key::Enter).await
    }
}
