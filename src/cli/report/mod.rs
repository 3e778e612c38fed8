//! `underpin report`: assessment records and tables out of a folder of learners' files.
//!
//! What a report holds is [`crate::site::report`]'s, what a table holds [`crate::exchange::table`]'s.
//! Files are read twice, first to find out which belong together, so that no more records are in
//! memory than processors work on.

pub(super) mod files;
mod written;

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::{Args, ValueEnum};
use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;

use self::files::Looked;
use super::{CannotRun, folder};
use crate::{
    desk::summary::Summary,
    overview::named::Content,
    pack::Pack,
    read::{PackFiles, read_pack},
    unit::Unit,
};

/// Write assessment records, or tables of decisions and standings, out of learners' files.
///
/// Ends with 0 where every file was sound, with 1 where one was not (it is named, and the others
/// are done), and with 2 where nothing could be done.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The folder with the learners' files (their names end in .underpin.json), and folders in it.
    folder: PathBuf,

    /// What to write.
    #[arg(long, value_enum, default_value_t)]
    format: Format,

    /// Where to write it.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,

    /// The pack, a folder or one file: units' titles, criteria's wording, the centre. Without it:
    /// content, where there is such a folder, and else what the files remember.
    #[arg(long, alias = "content", value_name = "PATH")]
    pack: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A page a learner, ready to print.
    #[default]
    Html,
    /// decisions.csv and matrix.csv, over all learners.
    Csv,
    /// A summary a learner, for programs.
    Json,
}

/// Where a pack's folder is looked for.
const CONTENT: &str = "content";

/// Writes what the arguments ask for.
pub(super) fn run(arguments: &Arguments) -> Result<ExitCode, CannotRun> {
    let pack = pack(arguments)?;
    let units: Vec<&Unit> = pack.units.iter().collect();
    let content = Content {
        settings: &pack.settings,
        units: &units,
        nation: pack.settings.nation,
    };
    let paths = files::find(&arguments.folder)?;
    if paths.is_empty() {
        return Err(CannotRun(format!(
            "{} holds no file whose name ends in {}",
            arguments.folder.display(),
            files::ENDING
        )));
    }
    std::fs::create_dir_all(&arguments.out)
        .map_err(|why| CannotRun::with("make", &arguments.out, folder::plain(&why)))?;

    let bar = bar(paths.len());
    let looked: Vec<Looked> = paths
        .par_iter()
        .map(|path| {
            let looked = files::look(path);
            bar.inc(1);
            looked
        })
        .collect();
    let bad = looked
        .iter()
        .filter(|file| !file.troubles.is_empty())
        .count();
    bar.suspend(|| name_troubles(&looked));

    let (owners, read) = files::by_owner(looked);
    bar.reset();
    bar.set_length(length(owners.len()));
    let made: Result<Vec<Summary>, CannotRun> = owners
        .into_par_iter()
        .map(|owner| {
            let made = written::one(owner, content, arguments);
            bar.inc(1);
            made
        })
        .collect();
    bar.finish_and_clear();
    let made = made?;
    if arguments.format == Format::Csv {
        written::tables(&made, content, &arguments.out)?;
    }
    let (learners, out) = (made.len(), arguments.out.display());
    anstream::println!("Learners: {learners}. Files: {read}. Written to {out}");
    if bad > 0 {
        anstream::eprintln!("Files that are not as they should be, named above: {bad}");
    }
    Ok(ExitCode::from(u8::from(bad > 0)))
}

/// The pack that was asked for, or the one that is there, or none.
fn pack(arguments: &Arguments) -> Result<Pack, CannotRun> {
    let files = match &arguments.pack {
        Some(named) => folder::read_path(named)?,
        None if Path::new(CONTENT).join(folder::SETTINGS).is_file() => {
            folder::read_path(Path::new(CONTENT))?
        }
        None => PackFiles::default(),
    };
    Ok(read_pack(&files).value)
}

fn name_troubles(looked: &[Looked]) {
    for file in looked {
        for trouble in &file.troubles {
            anstream::eprintln!("{}: {trouble}", file.path.display());
        }
    }
}

/// Shows how far it is, where standard error is a terminal.
fn bar(files: usize) -> ProgressBar {
    let bar = ProgressBar::new(length(files));
    match ProgressStyle::with_template("{wide_bar} {pos} of {len}, {eta} left") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

fn length(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}
