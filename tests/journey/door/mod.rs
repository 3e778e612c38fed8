//! People whose provider has a store behind the site: a learner sets her password by a link, signs in,
//! and finds her work on another device and at her assessor's desk; the store goes away, a session
//! ends, a tablet is shared.
//!
//! All of it goes through the real door (`underpin serve --lrs`) to a store that stands in for a real
//! one and can be told to misbehave: from a link for a password to a decision on another device
//! (`travelling`), one tablet for several people (`shared`), in what role (`role`), a password of one's own (`password`), in a
//! folder of a host that speaks HTTPS (`folder`), what goes wrong (`trouble`), and all of it without a mouse (`keyboard`).

mod folder;
mod keyboard;
mod password;
mod role;
mod shared;
mod travelling;
mod trouble;

use std::{
    fs,
    io::Write,
    path::PathBuf,
    process::{Command, Stdio},
    time::Duration,
};

use crate::{
    browser::{Browser, Seen},
    dist,
    door_kit::{
        self as kit, PASSWORD, SITE,
        server::Server,
        stand_in::{self, Kept, StandIn},
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
        Self::open_at(SITE, name, people, &[])
    }

    /// The same, where the site is to be found at an address of its own.
    fn open_at(site: &str, name: &str, people: &[[&str; 4]], more: &[&str]) -> Seen<Self> {
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
            let add = [&["add", account, "--site", site], &who[..]].concat();
            run_people(&folder, &add, "")?;
        }
        let store = StandIn::start();
        let user = (stand_in::USER, stand_in::PASSWORD);
        let server = kit::serve(&folder, &store.url(), user, Stdio::null(), more);
        // It has looked whether the store is there.
        store.kept().asked.clear();
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
    let browser = provider.device(name).await;
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
