//! The browser programs, as Trunk made them: out of folders, or out of this program, which carries
//! them within itself where it was built with the feature `site`.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use clap::Args;

use crate::cli::{CannotRun, folder};

/// Where the browser programs are taken from.
#[derive(Clone, Debug, Default, Args)]
pub(in crate::cli) struct From {
    /// What Trunk made of the learner's browser program, where this program does not carry it
    /// already. Without either the site can be read and tried, but keeps nothing.
    #[arg(long, value_name = "DIR")]
    trunk: Option<PathBuf>,

    /// What Trunk made of the small browser program, of the pages where people read and practise.
    /// Without it the learner's is on those pages too.
    #[arg(long, value_name = "DIR")]
    trunk_study: Option<PathBuf>,

    /// What Trunk made of the desk's browser program, likewise.
    #[arg(long, value_name = "DIR")]
    trunk_desk: Option<PathBuf>,
}

/// Trunk's files, by their names.
pub(in crate::cli) type Trunk = BTreeMap<String, Vec<u8>>;

/// The programs, as far as they are there.
#[derive(Clone, Debug, Default)]
pub(in crate::cli) struct Programs {
    /// The learner's.
    pub app: Option<Trunk>,
    /// That of the pages where people read and practise.
    pub study: Option<Trunk>,
    /// The desk's.
    pub desk: Option<Trunk>,
}

impl From {
    /// Takes them, as far as they are there.
    pub fn take(&self) -> Result<Programs, CannotRun> {
        let taken = |from: &Option<PathBuf>| from.as_deref().map(in_folder).transpose();
        let programs = Programs {
            app: taken(&self.trunk)?,
            study: taken(&self.trunk_study)?,
            desk: taken(&self.trunk_desk)?,
        };
        match programs {
            // It takes the whole one's place where that would not do.
            Programs { app: None, study: Some(_), .. } => Err(CannotRun(
                "--trunk-study needs --trunk DIR beside it: the small program starts the learner's \
                 whole one where it will not do itself".to_owned(),
            )),
            Programs { app: None, desk: None, .. } => Ok(carried()),
            programs => Ok(programs),
        }
    }
}

impl Programs {
    /// Says what a site does not get.
    pub fn tell_missing(&self) {
        match (&self.app, &self.desk) {
            (None, None) => anstream::eprintln!(
                "The site gets no browser program: it can be read and tried, but keeps nothing. \
                 `./dev build` makes dist-program/underpin, which carries the programs within it; \
                 or name what Trunk made with --trunk DIR and --trunk-desk DIR"
            ),
            (Some(_), None) => anstream::eprintln!(
                "The desk gets no program: `trunk build desk.html --html-output index.html --dist \
                 DIR` makes it, --trunk-desk DIR takes it"
            ),
            (_, Some(_)) => {}
        }
    }
}

/// What Trunk has put into a folder.
pub(in crate::cli) fn in_folder(folder: &Path) -> Result<Trunk, CannotRun> {
    let cannot = |why: &std::io::Error| CannotRun::with("open", folder, folder::plain(why));
    let mut files = Trunk::new();
    for entry in fs::read_dir(folder).map_err(|why| cannot(&why))? {
        let path = entry.map_err(|why| cannot(&why))?.path();
        let name = path.file_name().and_then(|name| name.to_str());
        if let Some(name) = name.filter(|_| path.is_file()) {
            files.insert(name.to_owned(), folder::read_bytes(&path)?);
        }
    }
    match loads(&files).is_empty() {
        false => Ok(files),
        true => Err(CannotRun(format!(
            "{} names no script: is {} what Trunk made of the browser program?",
            folder.join(INDEX).display(),
            folder.display()
        ))),
    }
}

/// The list of what a page loads.
pub(in crate::cli) const INDEX: &str = "index.html";

/// The `<link>` and `<script>` elements of Trunk's page whose addresses begin with `./`: see the
/// contract in `Trunk.toml`.
pub(in crate::cli) fn loads(files: &Trunk) -> String {
    let index = files.get(INDEX).map(Vec::as_slice).unwrap_or_default();
    loads_of(&String::from_utf8_lossy(index))
}

fn loads_of(index: &str) -> String {
    let mut loads = String::new();
    let mut rest = index;
    while let Some(at) = rest.find(['<']) {
        rest = &rest[at..];
        let end = rest.find('>').map_or(rest.len(), |end| end + 1);
        let (tag, after) = rest.split_at(end);
        let named = |name: &str| {
            tag.strip_prefix(name)
                .is_some_and(|rest| rest.starts_with(char::is_whitespace))
        };
        if tag.contains("=\"./") && (named("<link") || named("<script")) {
            loads.push_str(tag);
            if named("<script") {
                loads.push_str("</script>");
            }
        }
        rest = after;
    }
    loads
}

/// The names of the two files that make a program: its script, and its WebAssembly.
pub(super) fn files(trunk: &Trunk) -> Option<(String, String)> {
    let loads = loads(trunk);
    let named = |rel: &str| {
        let tag = loads
            .split('<')
            .find(|tag| tag.contains(&format!("rel=\"{rel}\"")))?;
        let (_, address) = tag.split_once("href=\"./")?;
        Some(address.split_once('"')?.0.to_owned())
    };
    Some((named("modulepreload")?, named("preload")?))
}

#[cfg(not(feature = "site"))]
fn carried() -> Programs {
    Programs::default()
}

#[cfg(feature = "site")]
fn carried() -> Programs {
    /// `./dev build` puts the release there.
    #[derive(rust_embed::Embed)]
    #[folder = "target/program/app/"]
    struct App;

    /// The small one, likewise.
    #[derive(rust_embed::Embed)]
    #[folder = "target/program/study/"]
    struct Study;

    /// The desk's, likewise.
    #[derive(rust_embed::Embed)]
    #[folder = "target/program/desk/"]
    struct Desk;

    fn all<E: rust_embed::Embed>() -> Option<Trunk> {
        let files = E::iter();
        let files = files.filter_map(|name| Some((name.to_string(), E::get(&name)?.data.into())));
        Some(files.collect())
    }
    Programs {
        app: all::<App>(),
        study: all::<Study>(),
        desk: all::<Desk>(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_program_is_what_trunk_links_to() {
        let index = "<!doctype html><html><head><meta charset=\"utf-8\"><title>x</title>\n\
            <link rel=\"modulepreload\" href=\"./app-1.js\">\n\
            <link rel=\"preload\" href=\"./app-1_bg.wasm\" as=\"fetch\" crossorigin>\n\
            <script type=\"module\" src=\"./start-2.js\"></script>\n\
            <link rel=\"author\" href=\"https://example.org\"><script>inline()</script></head></html>";
        assert_eq!(
            loads_of(index),
            "<link rel=\"modulepreload\" href=\"./app-1.js\">\
             <link rel=\"preload\" href=\"./app-1_bg.wasm\" as=\"fetch\" crossorigin>\
             <script type=\"module\" src=\"./start-2.js\"></script>"
        );
        let trunk = Trunk::from([(INDEX.to_owned(), index.into())]);
        let named = ("app-1.js".to_owned(), "app-1_bg.wasm".to_owned());
        assert_eq!(files(&trunk), Some(named));
        assert_eq!(files(&Trunk::new()), None);
    }
}
