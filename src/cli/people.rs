//! `underpin people`: who may sign in on a site that has a door to a store.
//!
//! The file it writes can be read and changed by hand as well.

use std::{
    collections::BTreeSet,
    io::{self, BufRead, IsTerminal, Write, stdin},
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::{Args, Subcommand};
use jiff::SignedDuration;

use super::{
    CannotRun,
    door::people_file::{self, Failed, USUAL},
    folder, now,
};
use crate::{
    door::{
        edit::{self, New, NotEdited},
        invitation,
        password::{self, Hash, Memory, Weak},
        people::{People, Person, is_site},
        role::Role,
        signed::{self, Key},
        table,
        wire::SETUP,
    },
    exchange::xapi::StatementId,
    id::{AccountName, CohortName},
    record::event::PersonId,
    wording::door as words,
};

/// Say who may sign in on a site that is served with a learning record store.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,

    /// The file of people.
    #[arg(long, value_name = "FILE", default_value = USUAL, global = true)]
    people: PathBuf,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Add somebody. Without a file yet, it is begun, and --site says for which site.
    Add(Add),
    /// Add many, out of a table: account, name, role (also `assessor in training`), cohorts (with spaces or commas
    /// between them).
    Import {
        /// The table (CSV, with these headings, and commas, semicolons or tabs).
        table: PathBuf,
        /// As with `add`.
        #[arg(long, value_name = "URL", value_parser = site)]
        site: Option<String>,
        /// Somebody in the table who was taken out before and comes back, with her record; as often as there
        /// are some.
        #[arg(long = "same-person", value_name = "ACCOUNT")]
        same_people: Vec<AccountName>,
    },
    /// Set somebody's password. It is asked for, or read from the standard input.
    Password {
        /// Whose.
        account: AccountName,
    },
    /// Write links with which people set their own passwords.
    Invite(Invite),
    /// Show who there is: the account, the tag by which the log names her, what she is, whether she has a
    /// password, her name and cohorts; and below that the ids that she signs with. At the end stands who was
    /// taken out.
    List,
    /// Take from an account the ids that it signs with at the desk: somebody else's, say, which it used
    /// first. What was sent with them stays in the store, which knows who sent it.
    Release(Release),
    /// Erase entries of records: the door neither takes them nor gives them out any more. Delete them in
    /// the store as well; without this, the devices that have them would put them there again.
    Erase {
        /// The ids that the statements have in the store.
        #[arg(required = true, value_name = "STATEMENT", value_parser = statement)]
        statements: Vec<StatementId>,
    },
    /// Take somebody out. She is signed out at once; her record stays in the store, and nobody else gets her
    /// account.
    Remove {
        /// Whom.
        account: AccountName,
    },
}

#[derive(Debug, Args)]
struct Add {
    /// What she signs in with: lowercase letters, digits and hyphens. It stands in statements, so it
    /// can be a number that only you can tell to whom it belongs.
    account: AccountName,

    /// What people call her.
    #[arg(long)]
    name: String,

    /// What she is here: learner, assessor, quality-assurer (internal) or external-quality-assurer.
    #[arg(long)]
    role: Role,

    /// She is an assessor in training, whose decisions wait for another's signature.
    #[arg(long)]
    in_training: bool,

    /// A cohort that she is in, or whose work she sees; as often as there are some.
    #[arg(long = "cohort", value_name = "COHORT")]
    cohorts: Vec<CohortName>,

    /// Where people open the site, as in https://training.example.org/. Asked for once, when the
    /// file is begun.
    #[arg(long, value_name = "URL", value_parser = site)]
    site: Option<String>,

    /// She was taken out before and comes back: the account is hers again, and her record with it.
    #[arg(long)]
    same_person: bool,
}

#[derive(Debug, Args)]
struct Invite {
    /// For whom.
    #[arg(required_unless_present = "cohort")]
    accounts: Vec<AccountName>,

    /// For everybody in a cohort who has no password yet.
    #[arg(long, conflicts_with = "accounts")]
    cohort: Option<CohortName>,

    /// For how many days a link holds.
    #[arg(long, default_value_t = 7, value_parser = clap::value_parser!(u16).range(1..=90))]
    days: u16,
}

#[derive(Debug, Args)]
struct Release {
    /// From whom.
    account: AccountName,

    /// Which id; as often as there are some. Without any, all.
    #[arg(long = "id", value_name = "ID")]
    ids: Vec<PersonId>,

    /// Whose they are. Without it, they are whose that signs with them next.
    #[arg(long, value_name = "ACCOUNT")]
    to: Option<AccountName>,
}

/// Does it.
pub(super) fn run(arguments: &Arguments) -> Result<ExitCode, CannotRun> {
    let path = &arguments.people;
    match &arguments.command {
        Command::Add(add) => {
            let new = New {
                account: add.account.clone(),
                name: add.name.clone(),
                role: add.role,
                in_training: add.in_training,
                cohorts: add.cohorts.clone(),
                returns: add.same_person,
            };
            add_all(path, add.site.as_deref(), &[new])?;
            anstream::println!(
                "{} is in {}. `underpin people invite {}` makes a link with which she sets a password",
                add.account,
                path.display(),
                add.account
            );
        }
        Command::Import {
            table,
            site,
            same_people,
        } => {
            let count = import(path, site.as_deref(), table, same_people)?;
            let people = if count == 1 { "person" } else { "people" };
            anstream::println!("{count} {people} added to {}", path.display());
        }
        Command::Password { account } => set_password(path, account)?,
        Command::Invite(asked) => invite(path, asked)?,
        Command::List => list(&people_file::read(path)?, &people_file::key(path)?)?,
        Command::Release(asked) => release(path, asked)?,
        Command::Erase { statements } => {
            let ids: BTreeSet<_> = statements.iter().copied().collect();
            people_file::edit(path, |text| edit::erase(text, &ids))?;
            for id in ids {
                anstream::println!(
                    "{id} is neither taken nor given out any more. Delete it in the store as well"
                );
            }
        }
        Command::Remove { account } => {
            people_file::edit(path, |text| edit::remove(text, account))?;
            anstream::println!(
                "{account} is taken out. Her record stays in the store, and the account stays hers: `underpin \
                 people add {account} --same-person …` brings her back"
            );
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn add_all(path: &Path, site: Option<&str>, all: &[New]) -> Result<(), Failed> {
    match (path.is_file(), site) {
        (true, None) => {}
        (true, Some(site)) => {
            let people = people_file::read(path)?;
            if people.site() != site {
                return Err(Failed::Disk(CannotRun(format!(
                    "{} is for {} and stays so: the store knows its people by that. Nothing was changed",
                    path.display(),
                    people.site()
                ))));
            }
        }
        (false, Some(site)) => {
            let new = edit::new_file(site);
            // What is wrong with them would leave a file behind, and its site could not be changed.
            edit::add(&new, all).map_err(|why| Failed::Text(path.to_owned(), why))?;
            people_file::write(path, &new)?;
        }
        (false, None) => {
            return Err(Failed::Disk(CannotRun(format!(
                "there is no {} yet: say with --site where people open the site, as in --site \
                 https://training.example.org/",
                path.display()
            ))));
        }
    }
    people_file::edit(path, |text| edit::add(text, all))
}

/// Adds whoever is in a table, and gives how many that is.
fn import(
    path: &Path,
    site: Option<&str>,
    table: &Path,
    same_people: &[AccountName],
) -> Result<usize, CannotRun> {
    let bad = |why: &dyn std::fmt::Display| {
        CannotRun(format!("{}, {why}. Nothing was changed", table.display()))
    };
    let rows = table::read(&folder::read_text(table)?, same_people).map_err(|why| bad(&why))?;
    let all: Vec<New> = rows.iter().map(|row| row.new.clone()).collect();
    add_all(path, site, &all).map_err(|failed| match &failed {
        Failed::Text(_, why @ (NotEdited::Taken(account) | NotEdited::Gone(account))) => {
            let mut rows = rows.iter();
            let line = rows.find(|row| row.new.account == *account);
            let line = line.map_or(1, |row| row.line);
            bad(&format!("line {line}: {why}"))
        }
        _ => failed.into(),
    })?;
    Ok(all.len())
}

fn set_password(path: &Path, account: &AccountName) -> Result<(), CannotRun> {
    let people = people_file::read(path)?;
    let person = there(&people, account)?;
    let password = ask(account)?;
    password::check(&password, account.as_str(), &person.name).map_err(|why| {
        CannotRun(
            match why {
                Weak::Short => words::PASSWORD_SHORT,
                Weak::Long => words::PASSWORD_LONG,
                Weak::Guessed => words::PASSWORD_GUESSED,
            }
            .to_owned(),
        )
    })?;
    let hash = Hash::of(&password, &people_file::random()?, &mut Memory::default());
    people_file::edit(path, |text| edit::set_password(text, account, &hash))?;
    anstream::println!("{account} has a new password, and is signed out everywhere");
    Ok(())
}

/// Asks for a password, twice where somebody types it unseen.
fn ask(account: &AccountName) -> Result<String, CannotRun> {
    let cannot = |why: io::Error| CannotRun(format!("cannot read the password: {why}"));
    if !stdin().is_terminal() {
        let mut line = String::new();
        stdin().lock().read_line(&mut line).map_err(cannot)?;
        let line = line.trim_end_matches(['\r', '\n']);
        return Ok(line.to_owned());
    }
    let first = rpassword::prompt_password(format!("New password for {account}: "));
    let first = first.map_err(cannot)?;
    let again = rpassword::prompt_password("The same again: ").map_err(cannot)?;
    match first == again {
        true => Ok(first),
        false => Err(CannotRun(
            "the two are not the same: nothing was changed".to_owned(),
        )),
    }
}

fn invite(path: &Path, asked: &Invite) -> Result<(), CannotRun> {
    let people = people_file::read(path)?;
    let key = people_file::key(path)?;
    let mut whom: Vec<&Person> = Vec::new();
    for account in &asked.accounts {
        whom.push(there(&people, account)?);
    }
    if let Some(cohort) = &asked.cohort {
        let without = |person: &&Person| person.password.is_none();
        let in_cohort = |person: &&Person| person.cohorts.contains(cohort);
        whom.extend(people.iter().filter(in_cohort).filter(without));
        if whom.is_empty() {
            let path = path.display();
            return Err(CannotRun(format!(
                "nobody in {cohort} is without a password: `underpin people list` shows who is in {path}"
            )));
        }
    }
    let days = SignedDuration::from_hours(24 * i64::from(asked.days));
    let until = now().saturating_add(days).unwrap_or(jiff::Timestamp::MAX);
    let mut links = csv::Writer::from_writer(io::stdout());
    let written = whom.iter().try_for_each(|person| {
        let link = format!(
            "{}{SETUP}#{}",
            people.site(),
            invitation::write(&key, person, until)
        );
        match whom.len() {
            1 => writeln!(io::stdout(), "{link}").map_err(csv::Error::from),
            _ => links.write_record([person.account.as_str(), &person.name, &link]),
        }
    });
    written
        .and_then(|()| links.flush().map_err(csv::Error::from))
        .map_err(|why| CannotRun(format!("cannot write: {why}")))?;
    anstream::eprintln!(
        "Whoever has such a link can set the password, once, until {}. Give each to its person alone",
        until.to_zoned(jiff::tz::TimeZone::UTC).date()
    );
    Ok(())
}

fn there<'p>(people: &'p People, account: &AccountName) -> Result<&'p Person, CannotRun> {
    let person = people.get(account.as_str());
    person.ok_or_else(|| CannotRun(edit::NotEdited::NotThere(account.clone()).to_string()))
}

fn release(path: &Path, asked: &Release) -> Result<(), CannotRun> {
    let Release { account, ids, to } = asked;
    let mut released = BTreeSet::new();
    people_file::edit(path, |text| {
        let people = People::read(text)?;
        let own = people.ids_of(account);
        released = match ids.is_empty() {
            true => own.cloned().unwrap_or_default(),
            false => ids.iter().copied().collect(),
        };
        edit::release(text, account, &released, to.as_ref())
    })?;
    let now = match to {
        Some(to) => format!("it is {to}'s"),
        None => "whoever signs with it next keeps it".to_owned(),
    };
    for id in released {
        anstream::println!("{id} is no longer {account}'s: {now}");
    }
    Ok(())
}

fn list(people: &People, key: &Key) -> Result<(), CannotRun> {
    let mut out = io::stdout().lock();
    let signs = |ids: &BTreeSet<PersonId>, out: &mut dyn Write| {
        let mut ids = ids.iter();
        ids.try_for_each(|id| writeln!(out, "    signs as {id}"))
    };
    let here = people.iter().try_for_each(|person| {
        let cohorts: Vec<&str> = person.cohorts.iter().map(CohortName::as_str).collect();
        let password = match person.password {
            Some(_) => "has a password",
            None => "no password yet",
        };
        let role = match person.in_training {
            true => "assessor in training",
            false => person.role.key(),
        };
        writeln!(
            out,
            "{:<24} {}  {:<24} {:<15}  {}  {}",
            person.account.as_str(),
            signed::tag(key, &person.account),
            role,
            password,
            person.name,
            cohorts.join(" ")
        )?;
        signs(&person.signs_as, &mut out)
    });
    let written = here.and_then(|()| {
        people.gone().try_for_each(|(account, ids)| {
            let tag = signed::tag(key, account);
            writeln!(out, "{:<24} {tag}  taken out", account.as_str())?;
            signs(ids, &mut out)
        })
    });
    match written {
        Ok(()) => Ok(()),
        // Somebody looked at the first lines only.
        Err(why) if why.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        Err(why) => Err(CannotRun(format!("cannot write: {why}"))),
    }
}

fn statement(text: &str) -> Result<StatementId, String> {
    text.parse().map_err(|_| {
        "an entry is named by the id that its statement has in the store, as in \
         6d1d0c1e-9c1e-4b4e-8d55-6a2d9e0d1f11"
            .to_owned()
    })
}

fn site(text: &str) -> Result<String, String> {
    let text = match text.ends_with('/') {
        true => text.to_owned(),
        false => format!("{text}/"),
    };
    match is_site(&text) {
        true => Ok(text),
        false => Err("write the whole address, as in https://training.example.org/".to_owned()),
    }
}
