//! What a browser keeps of a site so that it opens without a network: the list of its files with
//! their hashes, and the service worker that keeps them (`worker.js`, where it is told how).
//!
//! Files stand on shelves: what every page needs, each unit, the desk. A shelf is kept whole, so
//! that a unit that opens without a network has its answers and its pictures too, and a large pack
//! need not be on a phone before its first page is.

use std::collections::{BTreeMap, BTreeSet};

use base64::{Engine, engine::general_purpose::STANDARD};
use serde::{Serialize, Serializer};
use sha2::{Digest, Sha256};

use super::Loads;
use crate::{id::UnitId, pack::Pack, read::PackFiles, route::Route};

/// The service worker's file. It stands at the root of the site: what is above it, it may not keep.
pub const WORKER: &str = "worker.js";

/// The list's file, beside it.
pub const LIST: &str = "files.json";

/// What becomes of pages that an earlier worker answered, when a site is no longer kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenPages {
    /// They stay, and what was kept is there until they are closed: somebody may be writing.
    Stay,
    /// They are loaded again at once: whoever edits the site wants to see it.
    LoadAgain,
}

/// Where the pack's own files are on a site.
const CONTENT: &str = "content/";

/// Files that are kept together or not at all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Shelf {
    /// What it is for.
    pub shelf: For,
    /// How many bytes its files have together.
    pub bytes: usize,
    /// The files: their addresses from the root of the site, with the hash of each and its bytes.
    pub files: Vec<(String, Hash, usize)>,
}

/// What a shelf is for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum For {
    /// Every page: the learner's program, styles, the home page, the record.
    Base,
    /// One unit: its pages, its text and its pictures.
    Unit(UnitId),
    /// Pictures that no unit shows.
    Rest,
    /// Assessors and employers: their pages and their program.
    Desk,
}

impl Serialize for For {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Base => serializer.serialize_str("base"),
            Self::Unit(unit) => serializer.collect_str(&format_args!("unit {unit}")),
            Self::Rest => serializer.serialize_str("rest"),
            Self::Desk => serializer.serialize_str("desk"),
        }
    }
}

/// The SHA-256 of a file, as browsers write it to compare: in Base64.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Hash(String);

impl Hash {
    /// The hash of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(STANDARD.encode(Sha256::digest(bytes)))
    }
}

/// Everything that a site has, by its path from the root, on its shelves: what every page needs
/// first, then the units in the order of the pack.
pub fn shelves(
    pack: &Pack,
    sources: &PackFiles,
    loads: &Loads,
    site: &BTreeMap<String, Vec<u8>>,
) -> Vec<Shelf> {
    let mut shelves: BTreeMap<For, Vec<&String>> = BTreeMap::new();
    for path in site.keys() {
        for shelf in shelves_of(path, pack, sources, loads) {
            shelves.entry(shelf).or_default().push(path);
        }
    }
    let place = |shelf: &For| match shelf {
        For::Unit(unit) => pack.settings.order.iter().position(|named| named == unit),
        For::Base | For::Rest | For::Desk => None,
    };
    let mut shelves: Vec<_> = shelves.into_iter().collect();
    shelves.sort_by_key(|(shelf, _)| {
        let rank = match shelf {
            For::Base => 0,
            For::Unit(_) => 1,
            For::Rest => 2,
            For::Desk => 3,
        };
        (rank, place(shelf).unwrap_or(usize::MAX))
    });
    let bytes_of = |path: &String| site.get(path).map_or(&[][..], Vec::as_slice);
    let shelf = |(shelf, paths): (For, Vec<&String>)| Shelf {
        shelf,
        bytes: paths.iter().map(|path| bytes_of(path).len()).sum(),
        files: paths
            .into_iter()
            .map(|path| {
                let bytes = bytes_of(path);
                (address(path), Hash::of(bytes), bytes.len())
            })
            .collect(),
    };
    shelves.into_iter().map(shelf).collect()
}

/// The address of a file: a page is asked for by its folder.
fn address(path: &str) -> String {
    match path.strip_suffix("index.html") {
        Some(folder) if folder.is_empty() || folder.ends_with('/') => folder.to_owned(),
        _ => path.to_owned(),
    }
}

/// Where a file stands. A picture stands with every unit that shows it.
fn shelves_of(path: &str, pack: &Pack, sources: &PackFiles, loads: &Loads) -> BTreeSet<For> {
    let one = |shelf| BTreeSet::from([shelf]);
    if let Some(name) = path.strip_prefix(CONTENT) {
        return shelves_of_content(name, pack, sources);
    }
    if let Some(unit) = path.strip_prefix("ready/") {
        let unit = unit.strip_suffix(".bin").and_then(|unit| unit.parse().ok());
        return one(unit.map_or(For::Base, For::Unit));
    }
    if let Some(name) = path.strip_prefix("assets/") {
        let is_desks = loads.desk_program.contains(name) || loads.desk_style == name;
        // What both programs load is there for the learner already.
        return match is_desks && !loads.program.contains(name) {
            true => one(For::Desk),
            false => one(For::Base),
        };
    }
    match Route::at(path) {
        Some(route) if route.is_desk() => one(For::Desk),
        Some(
            Route::Unit(unit)
            | Route::Answer(unit, _)
            | Route::Workbook(unit)
            | Route::Enter(unit)
            | Route::Together(unit),
        ) => one(For::Unit(unit)),
        _ => one(For::Base),
    }
}

fn shelves_of_content(name: &str, pack: &Pack, sources: &PackFiles) -> BTreeSet<For> {
    if sources.images.contains_key(name) {
        let showing = sources.units.iter().filter(|(_, text)| text.contains(name));
        let mut shelves: BTreeSet<For> = showing
            .filter_map(|(file, _)| Some(For::Unit(UnitId::of_file(file)?)))
            .collect();
        if pack.settings.theme.logo.as_deref() == Some(name) {
            shelves.insert(For::Base);
        }
        if shelves.is_empty() {
            shelves.insert(For::Rest);
        }
        return shelves;
    }
    BTreeSet::from([UnitId::of_file(name).map_or(For::Base, For::Unit)])
}

/// The list as the worker reads it.
///
/// # Errors
/// None is known: every part of it is text.
pub fn list(shelves: &[Shelf]) -> serde_json::Result<String> {
    serde_json::to_string(shelves)
}

/// The worker for the site with this list. Any difference in a file of the site makes it another.
pub fn worker(list: &str) -> String {
    let version = Hash::of(list.as_bytes()).0;
    format!(
        "const VERSION = \"{version}\";\n{}",
        code(include_str!("worker.js"))
    )
}

/// Stands in the worker's file where a site is not to be kept: it clears away what an earlier worker
/// has kept, and takes itself off.
pub fn retire(open: OpenPages) -> String {
    let again = open == OpenPages::LoadAgain;
    format!(
        "const LOAD_AGAIN = {again};\n{}",
        code(include_str!("retire.js"))
    )
}

/// What pages load to have themselves kept.
pub fn page_script() -> String {
    code(include_str!("page.js"))
}

/// A script without its comments, which are for people who read the sources.
fn code(script: &str) -> String {
    let code = script.lines().filter(|line| {
        let line = line.trim_start();
        !line.is_empty() && !line.starts_with("//")
    });
    code.map(|line| format!("{line}\n")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::read_pack;

    const SETTINGS: &str = "id = \"p\"\ntitle = \"P\"\nversion = \"1\"\nunits = [\"nights\", \"days\"]\n\n[theme]\nlogo = \"logo.png\"\n";

    fn unit(id: &str, words: &str) -> (String, String) {
        let text = format!(
            "+++\nid = \"{id}\"\ntitle = \"{id}\"\nlevel = 2\nminutes = 5\n+++\n\n## Words {{#words}}\n\n{words}\n\n\
             ## 1.1 Explain why {{#ac-1 .criterion}}\n\n- **Reason.** Why.\n"
        );
        (format!("{id}.md"), text)
    }

    fn sources() -> PackFiles {
        let images = ["pictures/lamp.png", "pictures/old.png", "logo.png"];
        PackFiles {
            settings: Some(SETTINGS.to_owned()),
            units: vec![
                unit("days", "![A lamp](pictures/lamp.png)"),
                unit("nights", "![A lamp](pictures/lamp.png)"),
            ],
            images: images
                .map(|name| (name.to_owned(), vec![1, 2, 3]))
                .into_iter()
                .collect(),
        }
    }

    fn loads() -> Loads {
        Loads {
            program: "<script src=\"./start-1.js\"></script><link href=\"./app-1.js\">".to_owned(),
            desk_program: "<script src=\"./start-1.js\"></script><link href=\"./desk-1.js\">"
                .to_owned(),
            desk_style: "desk-2.css".to_owned(),
            ..Loads::default()
        }
    }

    fn site() -> BTreeMap<String, Vec<u8>> {
        let paths = [
            "404.html",
            "app.webmanifest",
            "assess/index.html",
            "assets/app-1.js",
            "assets/desk-1.js",
            "assets/desk-2.css",
            "assets/start-1.js",
            "content/days.md",
            "content/logo.png",
            "content/nights.md",
            "content/pack.toml",
            "content/pictures/lamp.png",
            "content/pictures/old.png",
            "index.html",
            "record/index.html",
            "units/days/ac-1/index.html",
            "units/days/index.html",
            "units/nights/index.html",
            "units/nights/workbook/index.html",
        ];
        paths
            .map(|path| (path.to_owned(), path.as_bytes().to_vec()))
            .into_iter()
            .collect()
    }

    fn shelved() -> Vec<Shelf> {
        let sources = sources();
        shelves(&read_pack(&sources).value, &sources, &loads(), &site())
    }

    #[test]
    fn every_file_stands_where_it_is_needed() {
        let told: Vec<(String, Vec<String>)> = shelved()
            .into_iter()
            .map(|shelf| {
                let name = serde_json::to_value(&shelf.shelf).unwrap();
                let files = shelf.files.into_iter().map(|(path, ..)| path).collect();
                (name.as_str().unwrap().to_owned(), files)
            })
            .collect();
        insta::assert_json_snapshot!(told);
    }

    #[test]
    fn nothing_is_left_out_and_each_hash_is_of_its_file() {
        let site = site();
        let shelved = shelved();
        for (path, bytes) in &site {
            let found = shelved
                .iter()
                .flat_map(|shelf| &shelf.files)
                .filter(|(at, ..)| *at == address(path));
            let hashes: Vec<&Hash> = found.map(|(_, hash, _)| hash).collect();
            assert!(!hashes.is_empty(), "{path}");
            assert!(
                hashes.iter().all(|hash| **hash == Hash::of(bytes)),
                "{path}"
            );
        }
        // The example of RFC 6234, as `openssl dgst -sha256 -binary | base64` writes it.
        assert_eq!(
            Hash::of(b"abc").0,
            "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="
        );
    }

    #[test]
    fn any_other_byte_is_another_worker() {
        let list_of = |site: &BTreeMap<String, Vec<u8>>| {
            let sources = sources();
            let shelves = shelves(&read_pack(&sources).value, &sources, &loads(), site);
            list(&shelves).unwrap()
        };
        let mut changed = site();
        assert_eq!(worker(&list_of(&site())), worker(&list_of(&changed)));
        for path in site().keys() {
            changed.get_mut(path).unwrap()[0] ^= 1;
            assert_ne!(
                worker(&list_of(&site())),
                worker(&list_of(&changed)),
                "{path}"
            );
            changed = site();
        }
    }

    #[test]
    fn what_pages_load_has_no_comments_and_all_its_code() {
        let script = page_script();
        assert!(!script.contains("//") && !worker("[]").contains("//"));
        assert!(script.starts_with("(() => {\n") && script.ends_with("})();\n"));
    }
}
