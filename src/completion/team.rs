//! The employer's table: people by unit, out of the statements they gave.
//!
//! It holds statements and nothing else. Of one learner's statements the latest on each training is
//! shown; earlier ones are kept. What is compulsory for whom and what is due again come from the
//! employer's own settings, not from the statement.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

use super::{
    due::{self, Due},
    statement::{self, StatedUnit, Statement},
};
use crate::{
    id::{PackId, UnitId},
    pack::{JobRole, Settings},
    record::{event::PersonId, namesakes::told_apart, seal::FileDigest},
    wording::team as words,
};

/// The statements that an employer has opened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Statements {
    all: BTreeMap<PersonId, BTreeMap<FileDigest, Statement>>,
    /// Those that were dated ahead when they came: their device's clock was wrong.
    ahead: BTreeSet<FileDigest>,
    /// Texts that were kept and cannot be read: a later version of this program may.
    unread: Vec<String>,
}

/// What a statement was when it came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Added {
    /// The first of somebody.
    NewPerson,
    /// Later than all that were there: it is shown from now on.
    Later,
    /// Earlier than one that was there: it is kept.
    Earlier,
    /// Dated ahead of today: it is kept, and shown where there is no other.
    Ahead,
    /// It was there already.
    Again,
}

/// What is kept: the text of each file.
#[derive(Serialize, Deserialize)]
struct Kept {
    statements: Vec<String>,
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    ahead: BTreeSet<FileDigest>,
}

impl Statements {
    /// Takes a statement in, today.
    pub fn add(&mut self, statement: Statement, today: Date) -> Added {
        let digest = statement.digest();
        let of_person = self.all.entry(statement.learner.id).or_default();
        if of_person.contains_key(&digest) {
            return Added::Again;
        }
        let is_ahead = is_ahead(&statement, today);
        if is_ahead {
            self.ahead.insert(digest);
        }
        let place = |one| place(&self.ahead, one);
        let before = of_person.iter().map(place).max();
        let added = match before {
            _ if is_ahead => Added::Ahead,
            None => Added::NewPerson,
            Some(before) if before < place((&digest, &statement)) => Added::Later,
            Some(_) => Added::Earlier,
        };
        of_person.insert(digest, statement);
        added
    }

    /// The latest statement of somebody.
    pub fn latest(&self, person: PersonId) -> Option<&Statement> {
        self.latest_file(person).map(|(_, statement)| statement)
    }

    fn latest_file(&self, person: PersonId) -> Option<(&FileDigest, &Statement)> {
        let all = self.all.get(&person)?.iter();
        all.max_by_key(|one| place(&self.ahead, *one))
    }

    /// Whether the latest statement of somebody was dated ahead of the day on which it came.
    fn is_ahead(&self, person: PersonId) -> bool {
        let latest = self.latest_file(person);
        latest.is_some_and(|(digest, _)| self.ahead.contains(digest))
    }

    /// The latest statement of somebody on each training: what one says of its units, one on
    /// another does not take back.
    fn latest_on_each(&self, person: PersonId) -> impl Iterator<Item = &Statement> {
        let mut all: Vec<_> = self.all.get(&person).into_iter().flatten().collect();
        all.sort_by_key(|one| place(&self.ahead, *one));
        let on_each: BTreeMap<&PackId, &Statement> = all
            .into_iter()
            .map(|(_, statement)| (&statement.pack.id, statement))
            .collect();
        on_each.into_values()
    }

    /// Every statement there is, earlier ones included.
    pub fn every(&self) -> impl Iterator<Item = &Statement> {
        self.all.values().flat_map(BTreeMap::values)
    }

    /// The latest statement of everybody, by name.
    pub fn everybody(&self) -> impl Iterator<Item = &Statement> {
        let people = self.all.keys();
        let mut latest: Vec<&Statement> =
            people.filter_map(|person| self.latest(*person)).collect();
        latest.sort_by_cached_key(|one| (one.learner.name.to_lowercase(), one.learner.id));
        latest.into_iter()
    }

    /// What each of [`everybody`](Self::everybody) is called: by the name of the latest statement.
    /// Namesakes are told apart by what stands in the names of their files.
    pub fn names(&self) -> Vec<(PersonId, Arc<str>)> {
        let everybody: Vec<_> = self.everybody().map(|latest| &latest.learner).collect();
        let ids = everybody.iter().map(|learner| learner.id);
        ids.zip(told_apart(&everybody)).collect()
    }

    /// How many people there are.
    pub fn people(&self) -> usize {
        self.all.len()
    }

    /// How many statements there are, earlier ones included.
    pub fn len(&self) -> usize {
        self.all.values().map(BTreeMap::len).sum()
    }

    /// Whether there is none that can be read.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// How many were kept and cannot be read any more. They stay as they are.
    pub fn unread(&self) -> usize {
        self.unread.len()
    }

    /// Takes everything of somebody's out.
    pub fn forget(&mut self, person: PersonId) {
        for digest in self.all.remove(&person).into_iter().flatten() {
            self.ahead.remove(&digest.0);
        }
    }

    /// The statements in a text that was kept, read today.
    pub fn read(text: &str, today: Date) -> Self {
        let mut found = Self::default();
        if text.trim().is_empty() {
            return found;
        }
        let Ok(kept) = serde_json::from_str::<Kept>(text) else {
            found.unread.push(text.to_owned());
            return found;
        };
        for text in kept.statements {
            match statement::open(text.as_bytes()) {
                Ok(statement) => drop(found.add(statement, today)),
                Err(_) => found.unread.push(text),
            }
        }
        // What was ahead stays so when its day has come.
        found.ahead.extend(kept.ahead);
        found
    }

    /// The text to keep.
    pub fn to_text(&self) -> String {
        let all = self.all.values().flat_map(BTreeMap::values);
        let kept = Kept {
            statements: all
                .map(Statement::to_text)
                .chain(self.unread.iter().cloned())
                .collect(),
            ahead: self.ahead.clone(),
        };
        serde_json::to_string(&kept)
            .unwrap_or_else(|bug| panic!("statements can always be written: {bug}"))
    }
}

/// Whether a statement is dated ahead by more than clocks of different places differ.
fn is_ahead(statement: &Statement, today: Date) -> bool {
    today
        .tomorrow()
        .is_ok_and(|tomorrow| statement.made.date() > tomorrow)
}

/// Where a statement stands among others of one person: by its day, then by its digest, so that
/// everybody who opens the same files sees the same one. One that was dated ahead stands before all
/// others: nobody knows when it was made, and it would hide every newer one until its day.
fn place<'s>(
    ahead: &BTreeSet<FileDigest>,
    (digest, statement): (&'s FileDigest, &'s Statement),
) -> (bool, DateTime, &'s FileDigest) {
    (!ahead.contains(digest), statement.made, digest)
}

/// The table as it is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Team {
    /// The units, in the training's order, then those that only statements know.
    pub columns: Vec<Column>,
    /// The people, in the order asked for.
    pub rows: Vec<Row>,
    /// How many people there are, shown or not.
    pub people: usize,
    /// Every role that somebody has given, for choosing.
    pub roles: BTreeSet<Arc<str>>,
}

/// A unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The training that it is a unit of.
    pub training: PackId,
    /// Its id.
    pub id: UnitId,
    /// Its title.
    pub title: Arc<str>,
    /// After how many months it is to be done again.
    pub months: Option<u32>,
    /// How many of the people shown have to complete it.
    pub wanted: usize,
    /// How many of those, or of all people shown where nobody has to, have completed it and are not
    /// overdue.
    pub up_to_date: usize,
}

/// A person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Who.
    pub person: PersonId,
    /// What she is called: her name as she gave it, and more where she has a namesake.
    pub name: Arc<str>,
    /// Her role as she gave it; empty where she did not.
    pub role: Arc<str>,
    /// The day of her latest statement.
    pub stated: Date,
    /// Whether that was dated ahead of the day on which it came.
    pub is_ahead: bool,
    /// One cell for each column.
    pub cells: Vec<Cell>,
    /// The day on which something is due next: today for what she has yet to complete.
    pub next: Option<Date>,
}

/// What somebody has done of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Where it stands.
    pub mark: Mark,
    /// Whether her role asks for it.
    pub wanted: bool,
    /// The day on which it was completed, the last time.
    pub done: Option<Date>,
    /// The day by which it is to be done again.
    pub due: Option<Date>,
}

/// Where a unit stands with somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mark {
    /// Completed, and to be done again by a day that has passed.
    Overdue,
    /// Her role asks for it, and nothing was done.
    Missing,
    /// Begun, not complete.
    Begun,
    /// Completed, and to be done again soon.
    DueSoon,
    /// Completed.
    Done,
    /// Nothing was done, and her role does not ask for it.
    NotAsked,
}

/// In what order people stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// Whoever is due next first.
    #[default]
    Next,
    /// By name.
    Name,
    /// By role, then by who is due next.
    Role,
}

impl Team {
    /// The table. `titles` are the training's units in its order; `role` is the title of the one
    /// role to show.
    pub fn of(
        statements: &Statements,
        settings: &Settings,
        titles: &[(UnitId, String)],
        role: Option<&str>,
        order: Order,
        today: Date,
    ) -> Self {
        let latest: Vec<&Statement> = statements.everybody().collect();
        let mut columns = columns(statements, settings, titles);
        let roles = latest
            .iter()
            .filter_map(|statement| title_of(statement, settings));
        let roles = roles.collect();
        let mut rows: Vec<Row> = latest
            .iter()
            .zip(statements.names())
            .map(|(latest, (_, name))| Row {
                name,
                ..row(latest, statements, settings, &columns, today)
            })
            .filter(|row| role.is_none_or(|role| *row.role == *role))
            .collect();
        let next = |row: &Row| (row.next.is_none(), row.next);
        match order {
            Order::Name => {}
            Order::Next => rows.sort_by_key(next),
            Order::Role => {
                rows.sort_by_key(|row| (row.role.is_empty(), row.role.to_lowercase(), next(row)));
            }
        }
        for (at, column) in columns.iter_mut().enumerate() {
            let cells = || rows.iter().filter_map(|row| row.cells.get(at));
            column.wanted = cells().filter(|cell| cell.wanted).count();
            let counts = |cell: &&Cell| cell.wanted || column.wanted == 0;
            let counted = cells().filter(counts);
            column.up_to_date = counted.filter(|cell| cell.mark.is_up_to_date()).count();
        }
        Self {
            columns,
            rows,
            people: latest.len(),
            roles,
        }
    }
}

impl Mark {
    /// All marks, what matters most first.
    pub const ALL: [Self; 6] = [
        Self::Overdue,
        Self::Missing,
        Self::Begun,
        Self::DueSoon,
        Self::Done,
        Self::NotAsked,
    ];

    /// Whether a unit is completed and not overdue.
    fn is_up_to_date(self) -> bool {
        matches!(self, Self::Done | Self::DueSoon)
    }
}

fn columns(
    statements: &Statements,
    settings: &Settings,
    titles: &[(UnitId, String)],
) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    let own = titles
        .iter()
        .map(|(id, title)| (&settings.id, id, Arc::from(title.as_str())));
    let stated = statements.everybody().flat_map(|latest| {
        let on_each = statements.latest_on_each(latest.learner.id);
        on_each.flat_map(|statement| {
            let units = statement.units.iter();
            units.map(|unit| {
                let title = match statement.pack.id == settings.id {
                    true => Arc::clone(&unit.title),
                    false => words::of_training(&unit.title, &statement.pack.title).into(),
                };
                (&statement.pack.id, &unit.id, title)
            })
        })
    });
    for (training, id, title) in own.chain(stated) {
        if !columns.iter().any(|column| column.is_of(training, id)) {
            let months = settings.refresh.get(id).copied();
            columns.push(Column {
                training: training.clone(),
                id: id.clone(),
                title,
                months: months.filter(|_| *training == settings.id),
                wanted: 0,
                up_to_date: 0,
            });
        }
    }
    columns
}

impl Column {
    fn is_of(&self, training: &PackId, unit: &UnitId) -> bool {
        (&self.training, &self.id) == (training, unit)
    }
}

/// The role of the settings that a statement names: by its id, or by its title as typed.
fn role_of<'s>(statement: &Statement, settings: &'s Settings) -> Option<&'s JobRole> {
    let stated = statement.role.as_ref()?;
    let by_id = |role: &&JobRole| stated.id.as_ref() == Some(&role.id);
    let by_title =
        |role: &&JobRole| role.title.trim().to_lowercase() == stated.title.trim().to_lowercase();
    let mut roles = settings.roles.iter();
    let found = roles.find(by_id);
    found.or_else(|| settings.roles.iter().find(by_title))
}

fn title_of(statement: &Statement, settings: &Settings) -> Option<Arc<str>> {
    let stated = statement.role.as_ref()?;
    let title = match role_of(statement, settings) {
        Some(role) => role.title.as_str(),
        None => stated.title.trim(),
    };
    (!title.is_empty()).then(|| title.into())
}

fn row(
    latest: &Statement,
    statements: &Statements,
    settings: &Settings,
    columns: &[Column],
    today: Date,
) -> Row {
    let role = role_of(latest, settings);
    let on_each: Vec<&Statement> = statements.latest_on_each(latest.learner.id).collect();
    let cells: Vec<Cell> = columns
        .iter()
        .map(|column| {
            let wanted = column.training == settings.id
                && role.is_some_and(|role| role.units.contains(&column.id));
            let mut on_it = on_each.iter().filter(|one| one.pack.id == column.training);
            let did = on_it.find_map(|one| one.units.iter().find(|unit| unit.id == column.id));
            cell(did, wanted, column.months, today)
        })
        .collect();
    let next = cells.iter().filter_map(|cell| match cell.mark {
        Mark::Missing => Some(today),
        Mark::Begun => cell.wanted.then_some(today),
        Mark::Overdue | Mark::DueSoon | Mark::Done => cell.due,
        Mark::NotAsked => None,
    });
    Row {
        person: latest.learner.id,
        name: Arc::clone(&latest.learner.name),
        role: title_of(latest, settings).unwrap_or_else(|| "".into()),
        stated: latest.made.date(),
        is_ahead: statements.is_ahead(latest.learner.id),
        next: next.min(),
        cells,
    }
}

fn cell(did: Option<&StatedUnit>, wanted: bool, months: Option<u32>, today: Date) -> Cell {
    let done = did.and_then(|did| did.complete).map(|days| days.latest);
    let due = done.and_then(|done| due::after_months(done, months?));
    let mark = match (done, due.map(|due| due::on(due, today))) {
        (Some(_), Some(Due::Over)) => Mark::Overdue,
        (Some(_), Some(Due::Soon)) => Mark::DueSoon,
        (Some(_), Some(Due::Later) | None) => Mark::Done,
        (None, _) if did.is_some() => Mark::Begun,
        (None, _) if wanted => Mark::Missing,
        (None, _) => Mark::NotAsked,
    };
    Cell {
        mark,
        wanted,
        done,
        due,
    }
}
