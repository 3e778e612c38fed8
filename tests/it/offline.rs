//! What `underpin build` writes so that a device keeps the site: the list of its files, the worker,
//! the manifest.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::{
    files,
    program::{folder, underpin},
};

const PACK: &str = "id = \"p\"\ntitle = \"Night care\"\nversion = \"1\"\nunits = [\"good\"]\n\n[theme]\nhue = 300\n";
const UNIT: &str = "+++\nid = \"good\"\ntitle = \"Good\"\nlevel = 2\nminutes = 5\n+++\n\n## Words {#words}\n\nSome words.\n";

/// A pack's folder, and where its site will be.
fn pack(test: &str) -> (PathBuf, PathBuf) {
    let folder = folder(test);
    let texts = [("pack.toml", PACK), ("good.md", UNIT)];
    let content = files::content(&folder, &texts, &[]);
    (content, folder.join("out"))
}

fn build(content: &Path, out: &Path, more: &[&str]) {
    let mut arguments = vec!["build", "--pack", content.to_str().unwrap()];
    arguments.extend(["--out", out.to_str().unwrap()]);
    arguments.extend(more);
    let run = underpin(arguments);
    assert_eq!(run.code, Some(0), "{run:?}");
}

fn hash(bytes: &[u8]) -> String {
    STANDARD.encode(Sha256::digest(bytes))
}

/// What the list says: addresses and hashes.
fn listed(out: &Path) -> BTreeMap<String, String> {
    let list: Value = serde_json::from_slice(&fs::read(out.join("files.json")).unwrap()).unwrap();
    let shelves = list.as_array().unwrap().iter();
    let files = shelves.flat_map(|shelf| shelf["files"].as_array().unwrap());
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    files.map(|file| (text(&file[0]), text(&file[1]))).collect()
}

/// Everything in the site's folder, by its address.
fn there(out: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![out.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.strip_prefix(out).unwrap().to_str().unwrap().to_owned();
            let address = match name.strip_suffix("index.html") {
                Some(folder) => folder.to_owned(),
                None => name,
            };
            found.insert(address, fs::read(path).unwrap());
        }
    }
    found
}

/// Neither names itself, and the last is the builder's own.
const NOT_LISTED: [&str; 3] = ["worker.js", "files.json", ".underpin-site.json"];

#[test]
fn the_list_holds_every_file_with_its_hash() {
    let (content, out) = pack("offline-list");
    build(&content, &out, &[]);
    let (listed, there) = (listed(&out), there(&out));
    let wanted: BTreeSet<&String> = there
        .keys()
        .filter(|name| !NOT_LISTED.contains(&name.as_str()))
        .collect();
    assert_eq!(listed.keys().collect::<BTreeSet<_>>(), wanted);
    for (address, hashed) in &listed {
        assert_eq!(*hashed, hash(&there[address]), "{address}");
    }
    // The worker names the list by its hash.
    let worker = fs::read_to_string(out.join("worker.js")).unwrap();
    let version = hash(&there["files.json"]);
    assert!(worker.starts_with(&format!("const VERSION = \"{version}\";")));
}

#[test]
fn pages_that_are_written_again_are_another_version_with_the_program_they_had() {
    let (content, out) = pack("offline-again");
    build(&content, &out, &[]);
    let (worker, before) = (there(&out)["worker.js"].clone(), listed(&out));
    fs::write(content.join("good.md"), UNIT.replace("Some", "Other")).unwrap();
    build(&content, &out, &[]);
    let after = listed(&out);
    assert_ne!(there(&out)["worker.js"], worker);
    let changed: Vec<&String> = after
        .iter()
        .filter(|(address, hash)| before.get(*address) != Some(hash))
        .map(|(address, _)| address)
        .collect();
    // Only what differs has to be fetched.
    assert_eq!(
        changed,
        [
            "content/good.md",
            "ready/good.bin",
            "units/good/",
            "units/good/enter/",
            "units/good/together/",
            "units/good/workbook/"
        ]
    );
}

#[test]
fn a_site_that_is_not_to_be_kept_clears_away_what_was() {
    let (content, out) = pack("offline-not");
    build(&content, &out, &[]);
    assert!(out.join("files.json").is_file());
    build(&content, &out, &["--no-offline"]);
    assert!(!out.join("files.json").exists());
    let worker = fs::read_to_string(out.join("worker.js")).unwrap();
    assert!(worker.contains("registration.unregister()"));
    let home = fs::read_to_string(out.join("index.html")).unwrap();
    assert!(!home.contains("assets/offline-"));
}

#[test]
fn the_manifest_is_the_packs_own_and_its_icons_are_there() {
    let (content, out) = pack("offline-manifest");
    build(&content, &out, &[]);
    let manifest = fs::read(out.join("app.webmanifest")).unwrap();
    let manifest: Value = serde_json::from_slice(&manifest).unwrap();
    assert_eq!(manifest["name"], "Night care");
    for icon in manifest["icons"].as_array().unwrap() {
        let file = out.join(icon["src"].as_str().unwrap());
        let png = fs::read(&file).unwrap();
        assert!(png.starts_with(b"\x89PNG"), "{}", file.display());
        // Width and height stand in the head of the file.
        let side = u32::from_be_bytes(png[16..20].try_into().unwrap());
        assert_eq!(icon["sizes"], format!("{side}x{side}"));
    }
    let icon = fs::read(out.join("app/icon-192.png")).unwrap();
    let plain = PACK.replace("hue = 300\n", "");
    fs::write(content.join("pack.toml"), plain).unwrap();
    build(&content, &out, &[]);
    assert_ne!(icon, fs::read(out.join("app/icon-192.png")).unwrap());
    let unit = fs::read_to_string(out.join("units/good/index.html")).unwrap();
    assert!(unit.contains("<link rel=\"manifest\" href=\"../../app.webmanifest\">"));
    // A server shows that page in any folder, also in one of another site's.
    let missing = fs::read_to_string(out.join("404.html")).unwrap();
    assert!(!missing.contains("assets/offline-"));
}
