//! Pages that follow their source: a pack is watched, and the site written again when it changes.

use std::{
    ffi::OsStr,
    path::{Path, PathBuf},
    sync::mpsc,
    time::Duration,
};

use axum::{Router, http::header, routing::get};
use notify::{RecursiveMode, Watcher};

use crate::{
    cli::{CannotRun, build},
    site::offline::{self, OpenPages},
};

/// Whoever edits sees what is there now: what a browser has kept of this address, of this site or of
/// another that stood here, is cleared away.
pub(super) fn routes() -> Router {
    let script = [(header::CONTENT_TYPE, "text/javascript")];
    let retire = get(move || async move { (script, offline::retire(OpenPages::LoadAgain)) });
    Router::new().route(&format!("/{}", offline::WORKER), retire)
}

/// Writes the pages again whenever the content changes, for as long as what is returned lives.
pub(super) fn follow(content: &Path, dir: &Path) -> Result<impl Watcher + use<>, CannotRun> {
    let cannot = |why: notify::Error| CannotRun::with("watch", content, why);
    let (sender, changes) = mpsc::channel();
    // A file that is saved anew is another file: what is watched is the folder it stands in.
    let file = content.is_file().then(|| content.file_name()).flatten();
    let file = file.map(OsStr::to_owned);
    let folder = match (&file, content.parent()) {
        (Some(_), Some(parent)) if parent.as_os_str().is_empty() => Path::new("."),
        (Some(_), Some(parent)) => parent,
        _ => content,
    };
    let depth = match file {
        Some(_) => RecursiveMode::NonRecursive,
        None => RecursiveMode::Recursive,
    };
    let changed = move |event: notify::Result<notify::Event>| {
        let is_it = |path: &PathBuf| file.is_none() || path.file_name() == file.as_deref();
        if event.is_ok_and(|event| !event.kind.is_access() && event.paths.iter().any(is_it)) {
            let _ = sender.send(());
        }
    };
    let mut watcher = notify::recommended_watcher(changed).map_err(cannot)?;
    watcher.watch(folder, depth).map_err(cannot)?;
    let (content, dir) = (content.to_owned(), dir.to_owned());
    std::thread::spawn(move || {
        while changes.recv().is_ok() {
            // Editors write a file in several steps: wait until they have been quiet for a moment.
            while changes.recv_timeout(Duration::from_millis(100)).is_ok() {}
            match build::rebuild(&content, &dir) {
                Ok(pages) => anstream::eprintln!(
                    "{} changed: {pages} pages written again",
                    content.display()
                ),
                Err(CannotRun(why)) => anstream::eprintln!("The pages stay as they are: {why}"),
            }
        }
    });
    Ok(watcher)
}
