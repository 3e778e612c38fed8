//! The file of people: who may sign in, in what role, in which cohorts; and who was taken out, so that
//! nobody else gets her account and her record with it.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use serde::Deserialize;
use sha2::{Digest, Sha256};
use toml::Spanned;

use super::{
    password::{BadHash, Hash},
    role::{BadRole, Role},
};
use crate::{
    exchange::xapi::{Account, StatementId},
    id::{AccountName, BadId, CohortName},
    record::event::PersonId,
    source::Position,
};

/// Everybody who may sign in.
#[derive(Clone, Debug)]
pub struct People {
    site: Arc<str>,
    erased: BTreeSet<StatementId>,
    people: BTreeMap<AccountName, Person>,
    gone: BTreeMap<AccountName, BTreeSet<PersonId>>,
}

/// Somebody who may sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// What she signs in with, and what statements call her.
    pub account: AccountName,
    /// What people call her.
    pub name: Arc<str>,
    /// What she is here.
    pub role: Role,
    /// Whom she learns with, or whose work she sees.
    pub cohorts: BTreeSet<CohortName>,
    /// Whether she is an assessor in training, whose decisions wait for another's signature.
    pub in_training: bool,
    /// The ids under which she has signed what she did: one for each desk that she has.
    pub signs_as: BTreeSet<PersonId>,
    /// Her password, hashed; none until she has set one.
    pub password: Option<Hash>,
}

/// A fingerprint of everything that the file says about a person. When it changes, she signs in
/// again, and links that were made for her end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark([u8; 32]);

impl Mark {
    /// Enough of it to stand in a link.
    pub fn short(&self) -> String {
        self.0[..12]
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }
}

/// What is wrong with the file, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {}, column {}: {what}", at.line, at.column)]
pub struct BadPeople {
    /// Where.
    pub at: Position,
    /// What.
    pub what: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    site: Spanned<String>,
    #[serde(default)]
    erased: Vec<Spanned<String>>,
    #[serde(default)]
    person: Vec<Line>,
    #[serde(default)]
    gone: Vec<Gone>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Line {
    account: Spanned<String>,
    name: Spanned<String>,
    role: Spanned<String>,
    #[serde(default)]
    cohorts: Vec<Spanned<String>>,
    in_training: Option<Spanned<bool>>,
    #[serde(default)]
    signs_as: Vec<Spanned<String>>,
    password: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Gone {
    account: Spanned<String>,
    #[serde(default)]
    signs_as: Vec<Spanned<String>>,
}

/// Where in the text something is wrong, and what.
type Wrong = (usize, String);

impl People {
    /// Reads the file.
    ///
    /// # Errors
    /// The first thing that is wrong with it. Nobody is let in by half a file.
    pub fn read(text: &str) -> Result<Self, BadPeople> {
        let bad = |offset: usize, what: String| BadPeople {
            at: Position::of(text, offset),
            what,
        };
        let file: File = toml::from_str(text).map_err(|why| {
            let at = why.span().map_or(0, |span| span.start);
            bad(at, why.message().to_owned())
        })?;
        let site = file.site.get_ref();
        if !is_site(site) {
            let what = "`site` is the whole address at which people open the site, with its last \
                        slash, as in \"https://training.example.org/\"";
            return Err(bad(file.site.span().start, what.to_owned()));
        }
        let mut erased = BTreeSet::new();
        for id in &file.erased {
            let what = "`erased` names statements by the ids that they have in the store, as in \
                        \"0190f5d3-8c1e-5b6a-9d5e-2f1a3c4b5d6e\"";
            let read = id.get_ref().parse();
            erased.insert(read.map_err(|_| bad(id.span().start, what.to_owned()))?);
        }
        let mut people = BTreeMap::new();
        let mut signers = BTreeMap::new();
        let mut sign = |ids: &[Spanned<String>], account: &Spanned<String>| {
            for id in ids {
                let account = account.get_ref().clone();
                if let Some(other) = signers.insert(id.get_ref().to_lowercase(), account) {
                    let what = format!("{other} signs with this id already");
                    return Err(bad(id.span().start, what));
                }
            }
            Ok(())
        };
        for line in file.person {
            let at = line.account.span().start;
            sign(&line.signs_as, &line.account)?;
            let person = person(line).map_err(|(at, what)| bad(at, what))?;
            if let Some(first) = people.insert(person.account.clone(), person) {
                let what = format!("the account {} stands here twice", first.account);
                return Err(bad(at, what));
            }
        }
        let mut gone = BTreeMap::new();
        for Gone { account, signs_as } in file.gone {
            let at = account.span().start;
            sign(&signs_as, &account)?;
            let name = account_in(&account).map_err(|(at, what)| bad(at, what))?;
            let ids = ids_in(&signs_as).map_err(|(at, what)| bad(at, what))?;
            if people.contains_key(&name) {
                let what = format!(
                    "{name} stands under [[person]] too: take this entry out if it is the same person, and give \
                     anybody else another name, or they get her record"
                );
                return Err(bad(at, what));
            }
            if gone.insert(name, ids).is_some() {
                let what = format!("the account {} stands here twice", account.get_ref());
                return Err(bad(at, what));
            }
        }
        Ok(Self {
            site: site.as_str().into(),
            erased,
            people,
            gone,
        })
    }

    /// Where people open the site. It is also what makes an account's name one of its kind in the
    /// world, so it never changes, even where the site moves.
    pub fn site(&self) -> &str {
        &self.site
    }

    /// Whether a statement is erased: it is neither taken into the store nor given out any more.
    pub fn is_erased(&self, id: &StatementId) -> bool {
        self.erased.contains(id)
    }

    /// Somebody by her account.
    pub fn get(&self, account: &str) -> Option<&Person> {
        self.people.get(account)
    }

    /// Whose account signs with an id, also where she was taken out; none with one that nobody has signed with.
    pub fn signer(&self, id: PersonId) -> Option<&AccountName> {
        let here = self
            .iter()
            .map(|person| (&person.account, &person.signs_as));
        let mut all = here.chain(&self.gone);
        all.find_map(|(account, ids)| ids.contains(&id).then_some(account))
    }

    /// The ids that an account signs with, also where its person was taken out.
    pub fn ids_of(&self, account: &AccountName) -> Option<&BTreeSet<PersonId>> {
        let here = self.people.get(account).map(|person| &person.signs_as);
        here.or_else(|| self.gone.get(account))
    }

    /// Accounts of those who were taken out, with the ids that they signed with. The store has their records
    /// still.
    pub fn gone(&self) -> impl Iterator<Item = (&AccountName, &BTreeSet<PersonId>)> {
        self.gone.iter()
    }

    /// Whether an account was somebody's who was taken out.
    pub fn is_gone(&self, account: &AccountName) -> bool {
        self.gone.contains_key(account)
    }

    /// Whoever was there before under another account, which nobody else has now: she has her password still.
    pub fn is_somebody_renamed(&self, before: &Self) -> bool {
        let mut missing = self.missing(before).filter_map(|old| old.password.as_ref());
        missing.any(|password| {
            let mut now = self.iter();
            now.any(|person| person.password.as_ref() == Some(password))
        })
    }

    /// Those of before whom nothing here tells of any more, so that somebody else may get their accounts.
    pub fn missing<'p>(&'p self, before: &'p Self) -> impl Iterator<Item = &'p Person> {
        let before = before.iter();
        before.filter(|old| self.ids_of(&old.account).is_none())
    }

    /// Everybody, by account.
    pub fn iter(&self) -> impl Iterator<Item = &Person> {
        self.people.values()
    }

    /// The account as statements write it.
    pub fn account(&self, of: &Person) -> Account {
        Account {
            home_page: Arc::clone(&self.site),
            name: of.account.as_str().into(),
        }
    }

    /// The person whom statements write so.
    pub fn find(&self, account: &Account) -> Option<&Person> {
        (account.home_page == self.site)
            .then(|| self.get(&account.name))
            .flatten()
    }
}

impl Person {
    /// The fingerprint of what the file says about her, but for the ids that the door itself has put there.
    pub fn mark(&self) -> Mark {
        let mut hash = Sha256::new();
        let cohorts = self.cohorts.iter().map(CohortName::as_str);
        let parts = [
            self.account.as_str(),
            &self.name,
            self.role.key(),
            if self.in_training { "in-training" } else { "" },
            self.password.as_ref().map_or("", Hash::as_str),
        ];
        for part in parts.into_iter().chain(cohorts) {
            hash.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
            hash.update(part);
        }
        Mark(hash.finalize().into())
    }

    /// Whether both are in one cohort.
    pub fn shares_a_cohort_with(&self, other: &Self) -> bool {
        !self.cohorts.is_disjoint(&other.cohorts)
    }
}

fn said(text: &Spanned<String>, why: BadId) -> Wrong {
    (text.span().start, format!("{:?}: {why}", text.get_ref()))
}

fn account_in(account: &Spanned<String>) -> Result<AccountName, Wrong> {
    let name = account.get_ref().parse();
    name.map_err(|why| said(account, why))
}

fn ids_in(all: &[Spanned<String>]) -> Result<BTreeSet<PersonId>, Wrong> {
    let ids = all.iter().map(|id| {
        id.get_ref().parse().map_err(|_| {
            let what = "the door writes these ids: take out the one that cannot be read".to_owned();
            (id.span().start, what)
        })
    });
    ids.collect()
}

fn person(line: Line) -> Result<Person, Wrong> {
    let name = line.name.get_ref().trim();
    if name.is_empty() || name.chars().count() > 200 {
        return Err((
            line.name.span().start,
            "a name has between 1 and 200 characters".to_owned(),
        ));
    }
    let role = line.role.get_ref().parse();
    let role: Role = role.map_err(|why: BadRole| (line.role.span().start, why.to_string()))?;
    let mut cohorts = BTreeSet::new();
    for cohort in &line.cohorts {
        let name = cohort.get_ref().parse().map_err(|why| said(cohort, why))?;
        cohorts.insert(name);
    }
    if let Some(training) = &line.in_training
        && role != Role::Assessor
    {
        let what = "only an assessor is in training".to_owned();
        return Err((training.span().start, what));
    }
    let signs_as = ids_in(&line.signs_as)?;
    let password = match &line.password {
        Some(text) => Some(text.get_ref().parse().map_err(|why: BadHash| {
            let help = "`underpin people password` writes one that can be read";
            (text.span().start, format!("{why}; {help}"))
        })?),
        None => None,
    };
    Ok(Person {
        account: account_in(&line.account)?,
        name: name.into(),
        role,
        cohorts,
        in_training: line.in_training.is_some_and(|training| *training.get_ref()),
        signs_as,
        password,
    })
}

/// Whether a text is the address of a site: http or https, a host, a path that ends with a slash.
pub fn is_site(text: &str) -> bool {
    let rest = ["https://", "http://"]
        .iter()
        .find_map(|scheme| text.strip_prefix(scheme));
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._~:/[]".contains(c);
    rest.is_some_and(|rest| {
        !rest.starts_with('/') && rest.ends_with('/') && rest.chars().all(plain)
    })
}
