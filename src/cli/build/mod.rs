//! `underpin build`: writes the site. Every page, what pages load, and the content itself, which
//! the browser program reads.
//!
//! What a page says is [`crate::site`]'s. The same input writes the same bytes.

pub(super) mod assets;
mod compressed;
mod installed;
mod one_file;
pub(super) mod program;
mod written;

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Args;

use self::{program::Programs, written::Written};
use super::{CannotRun, content, folder};
use crate::{
    pack::Pack,
    read::PackFiles,
    ready::Ready,
    route::Route,
    site::{
        self, Loads,
        offline::{self, OpenPages},
    },
};

/// Write a pack as a site: a folder for any web server.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The pack: its folder, or one file (.zip).
    #[arg(
        long,
        alias = "content",
        value_name = "PATH",
        default_value = "content"
    )]
    pack: PathBuf,

    #[command(flatten)]
    program: program::From,

    /// Write one HTML file with everything in it, which opens from a shared drive or a USB stick.
    #[arg(long, conflicts_with = "base")]
    single_file: bool,

    /// Where to write: a new folder, an empty one, or a site that was written before (without it:
    /// dist); with --single-file a file (without it: the pack's name and version).
    #[arg(long, value_name = "PATH")]
    out: Option<PathBuf>,

    /// Where the site will stand on its host. Only the page for addresses that do not exist needs
    /// to know: a server shows it at any depth.
    #[arg(long, value_name = "PATH", default_value = "/", value_parser = base)]
    base: String,

    /// Put a .br and a .gz beside every file that gets smaller, for servers that send what has been
    /// compressed ahead: `underpin serve`, nginx, Caddy, Apache.
    #[arg(long, conflicts_with = "single_file")]
    compress: bool,

    /// Do not have devices keep the site, so that it opens only with a network; what they kept before
    /// is cleared away.
    #[arg(long, conflicts_with = "single_file")]
    no_offline: bool,
}

/// How a site is written.
#[derive(Clone, Copy, Debug)]
pub(super) struct How<'a> {
    /// Where it will stand on its host.
    base: &'a str,
    /// Whether it is compressed ahead.
    compress: bool,
    /// Whether devices keep it, so that it opens without a network.
    is_kept: bool,
}

impl<'a> How<'a> {
    /// As it is, to be looked at while it is made.
    pub fn new(base: &'a str) -> Self {
        Self {
            base,
            compress: false,
            is_kept: false,
        }
    }
}

/// The files of a site: paths from its root, with `/`, and what is in them.
pub(super) type Files = BTreeMap<String, Vec<u8>>;

/// Writes the site.
pub(super) fn run(arguments: &Arguments) -> Result<ExitCode, CannotRun> {
    let programs = arguments.program.take()?;
    let out = arguments.out.as_deref();
    if arguments.single_file {
        let name = one_file::write(&arguments.pack, out, &programs)?;
        anstream::println!("Written to {name}");
        return Ok(ExitCode::SUCCESS);
    }
    let out = out.unwrap_or(Path::new("dist"));
    let how = How {
        compress: arguments.compress,
        is_kept: !arguments.no_offline,
        ..How::new(&arguments.base)
    };
    let pages = build(&arguments.pack, out, &programs, how)?;
    anstream::println!("{pages} pages in {}", out.display());
    Ok(ExitCode::SUCCESS)
}

/// Writes a pack as a site into a folder, and gives the number of its pages.
pub(super) fn build(
    pack: &Path,
    out: &Path,
    programs: &Programs,
    how: How<'_>,
) -> Result<usize, CannotRun> {
    programs.tell_missing();
    let mut files = Files::new();
    let loads = assets::gather(programs, how.is_kept, &mut files);
    let before = Written::in_folder(out)?;
    let now = Written {
        base: how.base.to_owned(),
        loads,
        assets: files.keys().cloned().collect(),
        compress: how.compress,
        ..Written::default()
    };
    write(pack, out, files, now, &before)
}

/// The file that changes when another site is built, or copied, into a folder.
pub(super) fn memory(site: &Path) -> PathBuf {
    site.join(written::MEMORY)
}

/// What the pages of a site load that was built into a folder.
pub(super) fn loads(site: &Path) -> Option<Loads> {
    Some(Written::in_folder(site).ok()?.loads)
}

/// Writes the pages of a site again that was built before, with the program it has.
pub(super) fn rebuild(pack: &Path, out: &Path) -> Result<usize, CannotRun> {
    let before = Written::in_folder(out)?;
    let now = Written {
        pages: Vec::new(),
        ..before.clone()
    };
    write(pack, out, Files::new(), now, &before)
}

fn write(
    pack: &Path,
    out: &Path,
    mut files: Files,
    mut now: Written,
    before: &Written,
) -> Result<usize, CannotRun> {
    let (read, pack) = content::read(pack)?;
    // What pages load stays as it is where only the pages are written again.
    for asset in &now.assets {
        if !files.contains_key(asset)
            && let Ok(bytes) = folder::read_bytes(&out.join(asset))
        {
            files.insert(asset.clone(), bytes);
        }
    }
    put_content(&read, &mut files);
    put_ready(&read, &pack, &mut files);
    installed::put(&pack.settings, &mut files)?;
    let pages = draw(&pack, &read, &now.loads, &now.base, &mut files);
    put_worker(&pack, &read, &now.loads, &mut files)?;
    now.pages = files
        .keys()
        .filter(|path| !now.assets.contains(path))
        .cloned()
        .collect();
    written::write(out, &files, now, before)?;
    Ok(pages)
}

/// Puts in what keeps the site on devices, with the list of all that is among the files by now; or,
/// where it is not to be kept, what clears it away there.
fn put_worker(
    pack: &Pack,
    read: &PackFiles,
    loads: &Loads,
    files: &mut Files,
) -> Result<(), CannotRun> {
    if loads.offline.is_empty() {
        let retire = offline::retire(OpenPages::Stay);
        files.insert(offline::WORKER.to_owned(), retire.into_bytes());
        return Ok(());
    }
    let shelves = offline::shelves(pack, read, loads, files);
    let list = offline::list(&shelves)
        .map_err(|why| CannotRun(format!("cannot list the files of the site: {why}")))?;
    files.insert(
        offline::WORKER.to_owned(),
        offline::worker(&list).into_bytes(),
    );
    files.insert(offline::LIST.to_owned(), list.into_bytes());
    Ok(())
}

/// Draws every page.
fn draw(pack: &Pack, files: &PackFiles, loads: &Loads, base: &str, into: &mut Files) -> usize {
    let routes = site::routes(pack);
    for route in &routes {
        let source = site::source::of_page(files, route);
        let root = route.root(base);
        if let Some(page) = site::page(pack, route, &source, &root) {
            let html = site::document(&pack.settings, &page, loads, &root);
            into.insert(route.file(), html.into_bytes());
        }
    }
    routes.len()
}

/// Puts the pack in as it is: the browser program reads units and settings, and pages show images.
fn put_content(pack: &PackFiles, into: &mut Files) {
    let settings = pack.settings.iter().map(|text| (folder::SETTINGS, text));
    let units = pack.units.iter().map(|(name, text)| (name.as_str(), text));
    for (name, text) in settings.chain(units) {
        into.insert(format!("content/{name}"), text.clone().into_bytes());
    }
    for (path, bytes) in &pack.images {
        into.insert(format!("content/{path}"), bytes.clone());
    }
}

/// Puts in what the small program needs of each unit, read already.
fn put_ready(files: &PackFiles, pack: &Pack, into: &mut Files) {
    for unit in &pack.units {
        let source = site::source::of_page(files, &Route::Unit(unit.id.clone()));
        let ready = Ready::new(&source, &pack.settings, unit);
        into.insert(format!("ready/{}.bin", unit.id), ready.to_bytes());
    }
}

fn base(text: &str) -> Result<String, String> {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._~/".contains(c);
    if text.starts_with('/')
        && text.ends_with('/')
        && text.chars().all(plain)
        && !text.contains("//")
    {
        Ok(text.to_owned())
    } else {
        Err("it begins and ends with a slash, as in /training/".to_owned())
    }
}
