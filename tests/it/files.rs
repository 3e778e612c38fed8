//! Files that tests find and make.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// How every PNG begins.
const PICTURE: [u8; 4] = [0x89, b'P', b'N', b'G'];

/// Everything in a folder of the repository, in order.
pub fn all_in(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let entries = fs::read_dir(folder).unwrap();
    let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

/// A pack in a folder of a test's own: its texts by their files, and pictures by name.
pub fn content(folder: &Path, texts: &[(&str, &str)], pictures: &[&str]) -> PathBuf {
    let content = folder.join("content");
    fs::create_dir_all(&content).unwrap();
    for (file, text) in texts {
        fs::write(content.join(file), text).unwrap();
    }
    if !pictures.is_empty() {
        fs::create_dir_all(content.join("pictures")).unwrap();
    }
    for picture in pictures {
        let file = format!("pictures/{picture}.png");
        fs::write(content.join(file), PICTURE).unwrap();
    }
    content
}
