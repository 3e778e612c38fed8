//! `underpin build`: writes the site. Every page, what pages load, and the content itself, which
//! the browser program reads.
//!
//! What a page says is [`crate::site`]'s. The same input writes the same bytes.

pub(super) mod assets;
mod written;

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Args;

use self::written::Written;
use super::{CannotRun, folder};
use crate::{
    pack::Pack,
    read::{PackFiles, read_pack},
    route::Route,
    site::{self, Loads},
};

/// Write a pack as a site: a folder for any web server.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The pack's folder.
    #[arg(long, value_name = "DIR", default_value = "content")]
    content: PathBuf,

    /// What Trunk made of the learner's browser program. Without it the site can be read and
    /// tried, but keeps nothing.
    #[arg(long, value_name = "DIR")]
    trunk: Option<PathBuf>,

    /// What Trunk made of the desk's browser program.
    #[arg(long, value_name = "DIR")]
    trunk_desk: Option<PathBuf>,

    /// Where to write: a new folder, an empty one, or a site that was written before.
    #[arg(long, value_name = "DIR", default_value = "dist")]
    out: PathBuf,

    /// Where the site will stand on its host. Only the page for addresses that do not exist needs
    /// to know: a server shows it at any depth.
    #[arg(long, value_name = "PATH", default_value = "/", value_parser = base)]
    base: String,
}

/// The files of a site: paths from its root, with `/`, and what is in them.
type Files = BTreeMap<String, Vec<u8>>;

/// Writes the site.
pub(super) fn run(arguments: &Arguments) -> Result<ExitCode, CannotRun> {
    let mut files = Files::new();
    let loads = assets::gather(
        arguments.trunk.as_deref(),
        arguments.trunk_desk.as_deref(),
        &mut files,
    )?;
    if arguments.trunk.is_some() && arguments.trunk_desk.is_none() {
        anstream::eprintln!(
            "The desk gets no program: `trunk build desk.html --html-output index.html --dist DIR` \
             makes it, --trunk-desk DIR takes it"
        );
    }
    let before = Written::in_folder(&arguments.out)?;
    let now = Written {
        base: arguments.base.clone(),
        loads,
        assets: files.keys().cloned().collect(),
        pages: Vec::new(),
    };
    let pages = write(&arguments.content, &arguments.out, files, now, &before)?;
    anstream::println!("{pages} pages in {}", arguments.out.display());
    Ok(ExitCode::SUCCESS)
}

/// Writes the pages of a site again that was built before, with the program it has.
pub(super) fn rebuild(content: &Path, out: &Path) -> Result<usize, CannotRun> {
    let before = Written::in_folder(out)?;
    let now = Written {
        pages: Vec::new(),
        ..before.clone()
    };
    write(content, out, Files::new(), now, &before)
}

fn write(
    content: &Path,
    out: &Path,
    mut files: Files,
    mut now: Written,
    before: &Written,
) -> Result<usize, CannotRun> {
    let assets: Vec<String> = files.keys().cloned().collect();
    let read = folder::read_folder(content)?;
    let pack = read_pack(&read);
    if pack.has_errors() {
        anstream::eprintln!(
            "The content has mistakes: `underpin check {}` tells them.",
            content.display()
        );
    }
    copy_content(content, content, &mut files)?;
    let pages = draw(&pack.value, &read, &now.loads, &now.base, &mut files);
    now.pages = files
        .keys()
        .filter(|path| !assets.contains(path))
        .cloned()
        .collect();
    written::write(out, &files, &now, before)?;
    Ok(pages)
}

/// Draws every page.
fn draw(pack: &Pack, files: &PackFiles, loads: &Loads, base: &str, into: &mut Files) -> usize {
    let settings = files.settings.as_deref().unwrap_or_default();
    let routes = site::routes(pack);
    for route in &routes {
        let source = match route {
            Route::Unit(unit) | Route::Answer(unit, _) => {
                let name = format!("{unit}.md");
                let text = files.units.iter().find(|(file, _)| *file == name);
                site::source::fingerprint(settings, text.map_or("", |(_, text)| text.as_str()))
            }
            Route::Home
            | Route::Record
            | Route::Settings
            | Route::People
            | Route::Privacy
            | Route::Desk
            | Route::Judge
            | Route::Portfolio
            | Route::Cohort
            | Route::Quality
            | Route::Help
            | Route::NotFound => String::new(),
        };
        let root = route.root(base);
        if let Some(page) = site::page(pack, route, &source, &root) {
            let html = site::document(&pack.settings, &page, loads, &root);
            into.insert(route.file(), html.into_bytes());
        }
    }
    routes.len()
}

/// Copies the pack as it is: the browser program reads units and settings, and pages show images.
fn copy_content(root: &Path, folder: &Path, into: &mut Files) -> Result<(), CannotRun> {
    let cannot = |why: &std::io::Error| CannotRun::with("read", folder, folder::plain(why));
    for entry in fs::read_dir(folder).map_err(|why| cannot(&why))? {
        let path = entry.map_err(|why| cannot(&why))?.path();
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or_default();
        // The README is for authors, and what begins with a full stop is some other program's.
        if name.is_empty() || name.starts_with('.') || name.eq_ignore_ascii_case("readme.md") {
            continue;
        }
        if path.is_dir() {
            copy_content(root, &path, into)?;
        } else if let Ok(inside) = path.strip_prefix(root) {
            let bytes = fs::read(&path)
                .map_err(|why| CannotRun::with("read", &path, folder::plain(&why)))?;
            let parts: Vec<_> = inside.iter().map(|part| part.to_string_lossy()).collect();
            into.insert(format!("content/{}", parts.join("/")), bytes);
        }
    }
    Ok(())
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
