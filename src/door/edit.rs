//! Changes to the file of people: what is not changed stays as somebody wrote it, with comments.

use std::collections::BTreeSet;

use toml_edit::{Array, ArrayOfTables, DocumentMut, Item, Table, value};

use super::{
    password::Hash,
    people::{BadPeople, People, Role},
};
use crate::{
    id::{AccountName, CohortName},
    record::event::PersonId,
};

/// Why the file was not changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotEdited {
    /// It cannot be read as it is.
    #[error("{0}")]
    Unreadable(#[from] BadPeople),
    /// The account is there already.
    #[error("the account {0} is there already")]
    Taken(AccountName),
    /// Another account signs with an id.
    #[error("{0} signs with this id already")]
    OthersId(AccountName),
    /// It signs with more ids than anybody has desks.
    #[error("{0} signs with too many ids: take those out of the file that are no longer used")]
    TooManyIds(AccountName),
    /// It does not sign with an id.
    #[error("{0} signs with no such id; `underpin people list` shows those that there are")]
    NoSuchId(AccountName),
    /// The account is not there.
    #[error("there is no account {0}; `underpin people list` shows those that there are")]
    NotThere(AccountName),
}

impl NotEdited {
    /// Why, for the log, which names nobody.
    pub fn unnamed(&self) -> String {
        match self {
            Self::Unreadable(BadPeople { at, .. }) => format!(
                "line {}, column {}: `underpin people list` says what is wrong there",
                at.line, at.column
            ),
            Self::Taken(_) => "the account is there already".to_owned(),
            Self::OthersId(_) => "another account signs with this id already".to_owned(),
            Self::TooManyIds(_) => {
                "an account signs with too many ids: take those out of the file \
                                    that are no longer used"
                    .to_owned()
            }
            Self::NoSuchId(_) => "the account signs with no such id".to_owned(),
            Self::NotThere(_) => "the account is not there".to_owned(),
        }
    }
}

/// The most ids that one account signs with.
const MOST_IDS: usize = 100;

/// Somebody new.
#[derive(Clone, Debug)]
pub struct New {
    /// What she signs in with.
    pub account: AccountName,
    /// What people call her.
    pub name: String,
    /// What she is here.
    pub role: Role,
    /// Her cohorts.
    pub cohorts: Vec<CohortName>,
}

/// A new file, for a site.
pub fn new_file(site: &str) -> String {
    let mut file = DocumentMut::new();
    file["site"] = value(site);
    let words = "# Who may sign in on this site, written by `underpin people` or by hand.\n\
                 # `site` is part of what every account is called in the store: it never changes.\n\n";
    format!("{words}{file}")
}

/// Adds people.
///
/// # Errors
/// Where the file cannot be read, or one of them is there already.
pub fn add(text: &str, all: &[New]) -> Result<String, NotEdited> {
    let people = People::read(text)?;
    let mut file = open(text)?;
    let lines = lines(&mut file);
    for (at, new) in all.iter().enumerate() {
        let is_taken = people.get(new.account.as_str()).is_some()
            || all[..at].iter().any(|other| other.account == new.account);
        if is_taken {
            return Err(NotEdited::Taken(new.account.clone()));
        }
        let mut line = Table::new();
        line["account"] = value(new.account.as_str());
        line["name"] = value(&new.name);
        line["role"] = value(new.role.key());
        let cohorts: Array = new.cohorts.iter().map(CohortName::as_str).collect();
        line["cohorts"] = value(cohorts);
        lines.push(line);
    }
    checked(file.to_string())
}

/// Gives somebody a new password.
///
/// # Errors
/// Where the file cannot be read, or she is not there.
pub fn set_password(text: &str, account: &AccountName, hash: &Hash) -> Result<String, NotEdited> {
    People::read(text)?;
    let mut file = open(text)?;
    let all = lines(&mut file);
    let mut found = all.iter_mut().filter(|line| is_of(line, account));
    let line = found
        .next()
        .ok_or_else(|| NotEdited::NotThere(account.clone()))?;
    line["password"] = value(hash.as_str());
    drop(found);
    checked(file.to_string())
}

/// Writes down that somebody signs with ids, which nobody else does from now on.
///
/// # Errors
/// Where the file cannot be read, she is not there, or somebody else signs with one of them.
pub fn signs_as(
    text: &str,
    account: &AccountName,
    ids: &BTreeSet<PersonId>,
) -> Result<String, NotEdited> {
    let people = People::read(text)?;
    let taken = ids.iter().find_map(|id| {
        let other = people.signer(*id)?;
        (other.account != *account).then(|| other.account.clone())
    });
    if let Some(other) = taken {
        return Err(NotEdited::OthersId(other));
    }
    let own = people
        .get(account.as_str())
        .ok_or_else(|| NotEdited::NotThere(account.clone()))?;
    let all: BTreeSet<_> = own.signs_as.union(ids).collect();
    if all.len() > MOST_IDS {
        return Err(NotEdited::TooManyIds(account.clone()));
    }
    with_ids(text, account, &all)
}

/// Takes ids from an account, so that somebody else can sign with them: another account at once, or
/// whichever signs with them next.
///
/// # Errors
/// Where the file cannot be read, one of the two is not there, or the account has no such ids.
pub fn release(
    text: &str,
    account: &AccountName,
    ids: &BTreeSet<PersonId>,
    to: Option<&AccountName>,
) -> Result<String, NotEdited> {
    let people = People::read(text)?;
    let own = people
        .get(account.as_str())
        .ok_or_else(|| NotEdited::NotThere(account.clone()))?;
    if ids.is_empty() || !ids.is_subset(&own.signs_as) {
        return Err(NotEdited::NoSuchId(account.clone()));
    }
    let without = with_ids(text, account, &own.signs_as.difference(ids).collect())?;
    match to {
        Some(to) => signs_as(&without, to, ids),
        None => Ok(without),
    }
}

fn with_ids(
    text: &str,
    account: &AccountName,
    ids: &BTreeSet<&PersonId>,
) -> Result<String, NotEdited> {
    let mut file = open(text)?;
    let mut all = lines(&mut file).iter_mut();
    if let Some(line) = all.find(|line| is_of(line, account)) {
        let ids: Array = ids.iter().map(ToString::to_string).collect();
        match ids.is_empty() {
            true => drop(line.remove("signs-as")),
            false => line["signs-as"] = value(ids),
        }
    }
    drop(all);
    checked(file.to_string())
}

/// Takes somebody out. Her record stays in the store.
///
/// # Errors
/// Where the file cannot be read, or she is not there.
pub fn remove(text: &str, account: &AccountName) -> Result<String, NotEdited> {
    People::read(text)?;
    let mut file = open(text)?;
    let lines = lines(&mut file);
    let before = lines.len();
    lines.retain(|line| !is_of(line, account));
    match lines.len() < before {
        true => checked(file.to_string()),
        false => Err(NotEdited::NotThere(account.clone())),
    }
}

fn open(text: &str) -> Result<DocumentMut, NotEdited> {
    text.parse().map_err(|why: toml_edit::TomlError| {
        let at = why.span().map_or(0, |span| span.start);
        NotEdited::Unreadable(BadPeople {
            at: crate::source::Position::of(text, at),
            what: why.message().to_owned(),
        })
    })
}

/// The people in it, made into tables of their own where somebody wrote them otherwise.
fn lines(file: &mut DocumentMut) -> &mut ArrayOfTables {
    let item = file.entry("person").or_insert(Item::None);
    if !item.is_array_of_tables() {
        let all = std::mem::take(item).into_array_of_tables();
        *item = Item::ArrayOfTables(all.unwrap_or_default());
    }
    match item {
        Item::ArrayOfTables(all) => all,
        _ => unreachable!("it was made one above"),
    }
}

fn is_of(line: &Table, account: &AccountName) -> bool {
    line.get("account").and_then(Item::as_str) == Some(account.as_str())
}

/// Nothing is handed out that could not be read again.
fn checked(text: String) -> Result<String, NotEdited> {
    People::read(&text)?;
    Ok(text)
}
