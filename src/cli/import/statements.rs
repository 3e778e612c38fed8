//! `underpin import xapi`: records out of the statements that a learning record store gives back.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::PathBuf,
    process::ExitCode,
};

use clap::Args;

use crate::{
    cli::{CannotRun, folder, report::files},
    exchange::{
        hand_in,
        record_file::{Header, Kind, Learner, RecordFile},
        xapi::{Account, file::Collected, whose},
    },
    record::{
        Record,
        event::{Actor, PersonId, Role},
    },
};

/// Make learners' records of xAPI statements that Underpin has made.
///
/// Reads one statement a line, lists, and a store's answers; several files are put together. What a
/// record holds that is there already stays in it, and what is new is added.
/// Ends with 1 where a statement could not be taken in: it is named, and the others are.
#[derive(Debug, Args)]
pub(in crate::cli) struct Arguments {
    /// The files with the statements.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,

    /// The record to write; a folder, where the statements are of several learners.
    #[arg(long, value_name = "PATH")]
    out: PathBuf,

    /// Only the learner with this account.
    #[arg(long, value_name = "ACCOUNT")]
    learner: Option<String>,
}

/// Writes the records.
pub(super) fn run(arguments: &Arguments) -> Result<ExitCode, CannotRun> {
    let mut collected = Collected::default();
    let mut sound = true;
    for path in &arguments.files {
        let text = fs::read_to_string(path)
            .map_err(|why| CannotRun::with("open", path, folder::plain(&why)))?;
        collected.take_in(&text);
        for refused in collected.refused.drain(..) {
            sound = false;
            anstream::eprintln!("{}: {refused}", path.display());
        }
    }
    if collected.others > 0 {
        anstream::eprintln!(
            "Statements that other programs made, and that hold no record: {}",
            collected.others
        );
    }
    let asked = |account: &Account| match &arguments.learner {
        Some(name) => *account.name == **name,
        None => true,
    };
    let mut records = BTreeMap::<PersonId, (Learner, Record)>::new();
    let mut accounts = BTreeSet::new();
    for (account, record) in collected.records {
        if asked(&account) {
            let learner = whose::learner(&account, &record);
            accounts.insert(account.name.to_string());
            let (_, all) = records
                .entry(learner.id)
                .or_insert_with(|| (learner, Record::default()));
            all.merge(record);
        }
    }
    let into_folder = arguments.out.is_dir();
    match records.len() {
        0 => {
            let none = "these statements hold no record that was asked for";
            return Err(CannotRun(none.to_owned()));
        }
        2.. if !into_folder => return Err(several(&accounts)),
        _ => {}
    }
    let placed = records.into_values().map(|(learner, record)| {
        let path = match into_folder {
            true => arguments
                .out
                .join(format!("record-{}{}", learner.id, files::ENDING)),
            false => arguments.out.clone(),
        };
        Placed::of(path, learner, record)
    });
    // Nothing is written before it is known that everything may be.
    for placed in placed.collect::<Result<Vec<_>, _>>()? {
        placed.write()?;
    }
    Ok(ExitCode::from(u8::from(!sound)))
}

/// A record with its place.
struct Placed {
    path: PathBuf,
    file: RecordFile,
    /// What stands there already; none where nothing does.
    before: Option<Record>,
}

impl Placed {
    /// A record for a place. A record is a set of events, so what stands there already stays in it: what
    /// cannot be put together with it is refused.
    fn of(path: PathBuf, learner: Learner, record: Record) -> Result<Self, CannotRun> {
        if !path.exists() {
            let file = file(learner, &record);
            return Ok(Self {
                path,
                file,
                before: None,
            });
        }
        let stays = |why: String| {
            CannotRun(format!(
                "{} is there already, and stays as it is. Name another file with --out. {why}",
                path.display()
            ))
        };
        let there = files::open(&path).map_err(stays)?;
        if let Some(damage) = there.findings.iter().find(|found| found.is_damage()) {
            let why = format!("It is damaged, and written anew it would lose that. {damage}");
            return Err(stays(why));
        }
        let RecordFile {
            mut header,
            record: before,
        } = there.file;
        let mut all = before.clone();
        all.merge(record);
        let state = all.state();
        let of = header.learner.id;
        if !state.same_person(of, learner.id) {
            let why = format!(
                "It is the record of another learner: hers has the id {of}, and these statements are of {}.",
                learner.id
            );
            return Err(stays(why));
        }
        if header.kind == Kind::HandIn {
            header.kind = kind(&all);
        }
        if let Some(name) = state.name() {
            header.learner.name = name.into();
        }
        Ok(Self {
            path,
            file: RecordFile {
                header,
                record: all,
            },
            before: Some(before),
        })
    }

    fn write(&self) -> Result<(), CannotRun> {
        let Self { path, file, before } = self;
        let (id, events) = (file.header.learner.id, file.record.events().len());
        let path_shown = path.display();
        let news = match before {
            Some(before) if *before == file.record => {
                anstream::println!("{id}: nothing new. {path_shown} stays as it is");
                return Ok(());
            }
            Some(before) => format!(", {} of them new", events - before.events().len()),
            None => String::new(),
        };
        folder::write_record(path, file)?;
        anstream::println!("{id}: {events} events{news}. Written to {path_shown}");
        Ok(())
    }
}

fn several(accounts: &BTreeSet<String>) -> CannotRun {
    let accounts: Vec<String> = accounts.iter().map(|name| format!("  {name}")).collect();
    CannotRun(format!(
        "these statements are of several learners. Name a folder that exists with --out, or one \
         learner's account with --learner:\n{}",
        accounts.join("\n")
    ))
}

/// A record as a file.
fn file(learner: Learner, record: &Record) -> RecordFile {
    let written_by = Actor {
        person: learner.id,
        name: learner.name.clone(),
        role: Role::Learner,
    };
    let header = Header {
        kind: kind(record),
        learner,
        written_by,
    };
    RecordFile::new(header, record)
}

/// Where something is missing that others follow, as in a hand-in, and nothing is there but what
/// hand-ins hold, it is one.
fn kind(record: &Record) -> Kind {
    match !record.missing().is_empty() && hand_in::of(record) == *record {
        true => Kind::HandIn,
        false => Kind::BackUp,
    }
}
