//! Changes to the file of people: what is not changed stays as somebody wrote it, with comments.

use std::collections::BTreeSet;

use toml_edit::{Array, ArrayOfTables, DocumentMut, Item, Table, value};

use super::{
    password::Hash,
    people::{BadPeople, People},
    role::Role,
};
use crate::{
    exchange::xapi::StatementId,
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
    /// The account was somebody's who was taken out, and nobody says that it is she.
    #[error(
        "{0} was the account of somebody who was taken out, and whoever has it finds her record. Give anybody else \
         another account; for the same person, say --same-person (with a table, --same-person {0})"
    )]
    Gone(AccountName),
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
            Self::Gone(_) => "the account was somebody's who was taken out".to_owned(),
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
    /// Whether she is an assessor in training.
    pub in_training: bool,
    /// Her cohorts.
    pub cohorts: Vec<CohortName>,
    /// Whether somebody says that she is who had the account before, where its person was taken out.
    pub returns: bool,
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
/// Where the file cannot be read, one of them is there already, or has the account of somebody who was taken
/// out.
pub fn add(text: &str, all: &[New]) -> Result<String, NotEdited> {
    let people = People::read(text)?;
    let mut file = open(text)?;
    for (at, new) in all.iter().enumerate() {
        let is_taken = people.get(new.account.as_str()).is_some()
            || all[..at].iter().any(|other| other.account == new.account);
        if is_taken {
            return Err(NotEdited::Taken(new.account.clone()));
        }
        if people.is_gone(&new.account) && !new.returns {
            return Err(NotEdited::Gone(new.account.clone()));
        }
        let mut line = Table::new();
        line["account"] = value(new.account.as_str());
        line["name"] = value(&new.name);
        line["role"] = value(new.role.key());
        if new.in_training {
            line["in-training"] = value(true);
        }
        let cohorts: Array = new.cohorts.iter().map(CohortName::as_str).collect();
        line["cohorts"] = value(cohorts);
        // The ids that she signed with are hers again.
        if let Some(mut gone) = take(lines(&mut file, GONE), &new.account)
            && let Some(ids) = gone.remove(IDS)
        {
            line[IDS] = ids;
        }
        lines(&mut file, HERE).push(line);
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
    let mut all = lines(&mut file, HERE).iter_mut();
    let line = all
        .find(|line| is_of(line, account))
        .ok_or_else(|| NotEdited::NotThere(account.clone()))?;
    line["password"] = value(hash.as_str());
    drop(all);
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
        (other != account).then(|| other.clone())
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
        .ids_of(account)
        .ok_or_else(|| NotEdited::NotThere(account.clone()))?;
    if ids.is_empty() || !ids.is_subset(own) {
        return Err(NotEdited::NoSuchId(account.clone()));
    }
    let without = with_ids(text, account, &own.difference(ids).collect())?;
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
    let ids: Array = ids.iter().map(ToString::to_string).collect();
    for place in [HERE, GONE] {
        let mut all = lines(&mut file, place).iter_mut();
        if let Some(line) = all.find(|line| is_of(line, account)) {
            match ids.is_empty() {
                true => drop(line.remove(IDS)),
                false => line[IDS] = value(ids.clone()),
            }
        }
    }
    checked(file.to_string())
}

/// Takes somebody out. Her record stays in the store, so the file remembers that the account was hers, and
/// with which ids she signed.
///
/// # Errors
/// Where the file cannot be read, or she is not there.
pub fn remove(text: &str, account: &AccountName) -> Result<String, NotEdited> {
    People::read(text)?;
    let mut file = open(text)?;
    let mut before = take(lines(&mut file, HERE), account)
        .ok_or_else(|| NotEdited::NotThere(account.clone()))?;
    let mut gone = Table::new();
    gone["account"] = value(account.as_str());
    if let Some(ids) = before.remove(IDS) {
        gone[IDS] = ids;
    }
    lines(&mut file, GONE).push(gone);
    checked(file.to_string())
}

/// Writes down that statements are erased.
///
/// # Errors
/// Where the file cannot be read.
pub fn erase(text: &str, ids: &BTreeSet<StatementId>) -> Result<String, NotEdited> {
    let people = People::read(text)?;
    let mut file = open(text)?;
    let erased = file.entry("erased").or_insert(value(Array::new()));
    if let Some(erased) = erased.as_array_mut() {
        let new = ids.iter().filter(|id| !people.is_erased(id));
        erased.extend(new.map(ToString::to_string));
    }
    checked(file.to_string())
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

/// Where people stand who may sign in.
const HERE: &str = "person";

/// Where those stand who were taken out.
const GONE: &str = "gone";

/// Where the ids stand that somebody signs with.
const IDS: &str = "signs-as";

/// The people in a place of it, made into tables of their own where somebody wrote them otherwise.
fn lines<'f>(file: &'f mut DocumentMut, place: &str) -> &'f mut ArrayOfTables {
    let item = file.entry(place).or_insert(Item::None);
    if !item.is_array_of_tables() {
        let all = std::mem::take(item).into_array_of_tables();
        *item = Item::ArrayOfTables(all.unwrap_or_default());
    }
    match item {
        Item::ArrayOfTables(all) => all,
        _ => unreachable!("it was made one above"),
    }
}

/// Takes somebody out of a place.
fn take(lines: &mut ArrayOfTables, account: &AccountName) -> Option<Table> {
    let at = lines.iter().position(|line| is_of(line, account))?;
    let line = lines.get(at).cloned();
    lines.remove(at);
    line
}

fn is_of(line: &Table, account: &AccountName) -> bool {
    line.get("account").and_then(Item::as_str) == Some(account.as_str())
}

/// Nothing is handed out that could not be read again.
fn checked(text: String) -> Result<String, NotEdited> {
    People::read(&text)?;
    Ok(text)
}
