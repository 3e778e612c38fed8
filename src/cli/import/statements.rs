//! `underpin import xapi`: records out of the statements that a learning record store gives back.

use std::{collections::BTreeMap, fs, path::PathBuf, process::ExitCode};

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
/// Reads one statement a line, lists, and a store's answers; several files are put together.
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
    for (account, record) in collected.records {
        if asked(&account) {
            let learner = whose::learner(&account, &record);
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
        2.. if !into_folder => return Err(several(records.keys())),
        _ => {}
    }
    for (learner, record) in records.into_values() {
        let path = match into_folder {
            true => arguments
                .out
                .join(format!("record-{}{}", learner.id, files::ENDING)),
            false => arguments.out.clone(),
        };
        let (id, events) = (learner.id, record.events().len());
        folder::write_text(&path, &file(learner, &record).to_text())?;
        anstream::println!("{id}: {events} events. Written to {}", path.display());
    }
    Ok(ExitCode::from(u8::from(!sound)))
}

fn several<'i>(ids: impl Iterator<Item = &'i PersonId>) -> CannotRun {
    let ids: Vec<String> = ids.map(|id| format!("  {id}")).collect();
    CannotRun(format!(
        "these statements are of several learners. Name a folder that exists with --out, or one \
         learner's account with --learner:\n{}",
        ids.join("\n")
    ))
}

/// A record as a file. Where something is missing that others follow, as in a hand-in, and nothing
/// is there but what hand-ins hold, it is one.
fn file(learner: Learner, record: &Record) -> RecordFile {
    let written_by = Actor {
        person: learner.id,
        name: learner.name.clone(),
        role: Role::Learner,
    };
    let is_hand_in = !record.missing().is_empty() && hand_in::of(record) == *record;
    let header = Header {
        kind: match is_hand_in {
            true => Kind::HandIn,
            false => Kind::BackUp,
        },
        learner,
        written_by,
    };
    RecordFile::new(header, record)
}
