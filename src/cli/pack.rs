//! `underpin pack`: a pack as one file, to hand over, to open on any site and to build a site from.

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Args;

use super::{
    CannotRun, content, folder,
    output::{Kind, Output},
};
use crate::{exchange::pack_file, read::PackFiles};

/// Make one file (.underpin-pack.zip) of a pack: to hand over, to open on any site, to build from.
///
/// The same pack makes the same bytes. A pack with mistakes is made too, and that is said.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The pack's folder.
    #[arg(value_name = "DIR")]
    folder: PathBuf,

    /// The file to write. Without it: the pack's name and version, in this folder.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// Makes the file.
pub(super) fn run(arguments: &Arguments) -> Result<ExitCode, CannotRun> {
    let (files, pack) = content::read(&arguments.folder)?;
    has_settings(&files, &arguments.folder)?;
    let cannot = |why: String| CannotRun::with("pack", &arguments.folder, why);
    let bytes = pack_file::write(&files).map_err(|why| cannot(why.to_string()))?;
    // What no page would open is better not handed to anybody.
    pack_file::read(&bytes).map_err(|why| cannot(why.to_string()))?;
    let named = pack_file::file_name(&pack.settings);
    let out = arguments.out.clone().unwrap_or_else(|| named.into());
    let kind = Kind::Zip(folder::SETTINGS);
    Output::at(&out, kind, &[&arguments.folder])?.write(&bytes)?;
    anstream::println!("Units: {}. Written to {}", pack.units.len(), out.display());
    Ok(ExitCode::SUCCESS)
}

fn has_settings(files: &PackFiles, folder: &Path) -> Result<(), CannotRun> {
    match files.settings {
        Some(_) => Ok(()),
        None => Err(CannotRun(format!(
            "{} holds no {}: it has the pack's id, title, version and the order of its units",
            folder.display(),
            folder::SETTINGS
        ))),
    }
}
