//! An archive (`.zip`) that came from outside, as the files in it. Anybody can have made it, so
//! nothing that it says of itself is believed: sizes are measured while unpacking, and paths
//! never lead anywhere but into the archive's own folder.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{Cursor, Read},
};

use zip::{ZipArchive, read::ZipFile, result::ZipError};

/// Files by their paths in an archive, parted by `/`.
pub type Files = BTreeMap<String, Vec<u8>>;

/// How much an archive may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// How many files.
    pub files: usize,
    /// How many bytes one file may have, unpacked.
    pub file_bytes: u64,
    /// How many bytes all files may have together, unpacked; nor may the archive be larger.
    pub all_bytes: u64,
}

impl Limits {
    /// What is enough for a pack with pictures, and small enough for an old phone.
    pub const PACK: Self = Self {
        files: 2_000,
        file_bytes: 16 * MEGABYTE,
        all_bytes: 64 * MEGABYTE,
    };

    /// What is enough for the records of a whole centre, and for a desk to hold in memory.
    pub const RECORDS: Self = Self {
        files: 5_000,
        file_bytes: 64 * MEGABYTE,
        all_bytes: 512 * MEGABYTE,
    };
}

const MEGABYTE: u64 = 1024 * 1024;

/// Why an archive is not opened. It is opened whole or not at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadZip {
    /// It is something else, or cut short.
    #[error(
        "This is not a zip file, or only a part of one. Nothing was changed. Get the file again, \
         and check that you chose the right one."
    )]
    NotAZip,
    /// It needs a password.
    #[error(
        "This zip file is locked with a password. Nothing was changed. Ask for one without a \
         password."
    )]
    Locked,
    /// It is packed in a way that is not understood.
    #[error(
        "“{0}” is packed in a way that Underpin cannot read. Nothing was changed. Make the zip \
         file again with the usual settings of your computer."
    )]
    OtherPacking(String),
    /// A file in it does not come out as it went in.
    #[error(
        "“{0}” in this zip file is damaged. Nothing was changed. Get the zip file again from \
         where you had it."
    )]
    Damaged(String),
    /// A path leads out of the archive's folder.
    #[error(
        "This zip file wants to write outside its own folder (“{0}”). Nothing was changed. Do \
         not use it, and tell whoever gave it to you."
    )]
    LeadsOut(String),
    /// It holds a link where a file should be.
    #[error(
        "“{0}” in this zip file is a link and not a file. Nothing was changed. Put the file itself \
         in, then make the zip file again."
    )]
    Link(String),
    /// A name is not text.
    #[error(
        "This zip file holds a file whose name cannot be read (“{0}”). Nothing was changed. Give \
         the file a plain name, then make the zip file again."
    )]
    BadName(String),
    /// Two files have one name.
    #[error(
        "This zip file holds two files of the same name. Nothing was changed. Take one of them \
         away, then make the zip file again."
    )]
    SameName,
    /// Two files have names that only some computers tell apart.
    #[error(
        "This zip file holds “{0}” twice, once with other capital letters. Nothing was changed. \
         Take one of the two away, then make the zip file again."
    )]
    Twice(String),
    /// There are too many files.
    #[error(
        "This zip file holds {found} files; {limit} are the most that are opened. Nothing was \
         changed. Check that you chose the right file."
    )]
    TooMany {
        /// How many it says there are.
        found: usize,
        /// How many there may be.
        limit: usize,
    },
    /// A file is too large.
    #[error(
        "“{name}” in this zip file is larger than {} megabytes. Nothing was changed. Make the \
         file smaller, then make the zip file again.",
        limit / MEGABYTE
    )]
    FileTooLarge {
        /// The file.
        name: String,
        /// How many bytes it may have.
        limit: u64,
    },
    /// All files together are too large.
    #[error(
        "This zip file unpacks to more than {} megabytes. Nothing was changed. Check that you \
         chose the right file.",
        .0 / MEGABYTE
    )]
    TooLarge(u64),
}

/// Whether something begins as an archive with files in it does.
pub fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// Unpacks an archive. Folders are not kept, and neither is what systems put in beside people's
/// own files: names that begin with a full stop, and `__MACOSX`.
///
/// # Errors
/// The archive cannot be unpacked whole, or holds what none of ours could hold.
pub fn unzip(bytes: &[u8], limits: &Limits) -> Result<Files, BadZip> {
    if bytes.len() as u64 > limits.all_bytes {
        return Err(BadZip::TooLarge(limits.all_bytes));
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|why| match why {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => BadZip::Locked,
        _ => BadZip::NotAZip,
    })?;
    if archive.len() > limits.files {
        return Err(BadZip::TooMany {
            found: archive.len(),
            limit: limits.files,
        });
    }
    // The library keeps the last of them, and does not say which name it was.
    if archive.has_duplicate_names() {
        return Err(BadZip::SameName);
    }
    let mut files = Files::new();
    // Folders of most computers take `A.md` and `a.md` for one file.
    let mut seen = BTreeSet::new();
    let mut left = limits.all_bytes;
    for at in 0..archive.len() {
        let entry = archive.by_index_data(at).map_err(|_| BadZip::NotAZip)?;
        let name = path(entry.name_raw())?;
        let (is_folder, is_link) = (entry.is_dir(), entry.is_symlink());
        if is_folder || name.split('/').any(is_systems) {
            continue;
        }
        if is_link {
            return Err(BadZip::Link(name));
        }
        if !seen.insert(name.to_lowercase()) {
            return Err(BadZip::Twice(name));
        }
        let file = archive.by_index(at).map_err(|why| closed(why, &name))?;
        let content = unpack(file, &name, limits, left)?;
        left -= content.len() as u64;
        files.insert(name, content);
    }
    Ok(files)
}

/// Takes away the folder that everything is in, if there is one: who zips a folder and who zips
/// what is in it mean the same.
pub fn without_outer_folder(files: Files) -> Files {
    let folder = files.keys().next().and_then(|name| name.split_once('/'));
    let Some(folder) = folder.map(|(folder, _)| format!("{folder}/")) else {
        return files;
    };
    if !files.keys().all(|name| name.starts_with(&folder)) {
        return files;
    }
    let inside = files.into_iter();
    inside
        .map(|(name, content)| (name[folder.len()..].to_owned(), content))
        .collect()
}

/// A path in an archive, if it leads to a file within it.
fn path(raw: &[u8]) -> Result<String, BadZip> {
    let shown = || String::from_utf8_lossy(raw).into_owned();
    let name = str::from_utf8(raw).map_err(|_| BadZip::BadName(shown()))?;
    // Some programs for Windows part folders so, against the format.
    let name = name.replace('\\', "/");
    let has_drive = |name: &str| {
        name.split('/')
            .next()
            .is_some_and(|part| part.contains(':'))
    };
    if name.starts_with('/') || has_drive(&name) || name.split('/').any(|part| part == "..") {
        return Err(BadZip::LeadsOut(shown()));
    }
    let name = name.strip_suffix('/').unwrap_or(&name);
    let is_plain = |part: &str| !part.is_empty() && part != "." && !part.contains(char::is_control);
    match name.split('/').all(is_plain) {
        true => Ok(name.to_owned()),
        false => Err(BadZip::BadName(shown())),
    }
}

/// What a computer's own system puts in, and nobody wrote.
fn is_systems(part: &str) -> bool {
    part.starts_with('.') || part == "__MACOSX" || part.eq_ignore_ascii_case("thumbs.db")
}

/// Unpacks one file, and no more of it than may be.
fn unpack(
    file: ZipFile<'_, Cursor<&[u8]>>,
    name: &str,
    limits: &Limits,
    left: u64,
) -> Result<Vec<u8>, BadZip> {
    let most = limits.file_bytes.min(left);
    let mut content = Vec::new();
    // One byte more than may be, so that too much is seen as such.
    file.take(most + 1)
        .read_to_end(&mut content)
        .map_err(|_| BadZip::Damaged(name.to_owned()))?;
    if content.len() as u64 <= most {
        return Ok(content);
    }
    Err(match limits.file_bytes <= left {
        true => BadZip::FileTooLarge {
            name: name.to_owned(),
            limit: limits.file_bytes,
        },
        false => BadZip::TooLarge(limits.all_bytes),
    })
}

/// Why a file cannot be opened.
fn closed(why: ZipError, name: &str) -> BadZip {
    match why {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => {
            BadZip::Locked
        }
        ZipError::UnsupportedArchive(_) | ZipError::CompressionMethodNotSupported(_) => {
            BadZip::OtherPacking(name.to_owned())
        }
        _ => BadZip::Damaged(name.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use proptest::prelude::*;
    use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

    use super::*;

    const SMALL: Limits = Limits {
        files: 5,
        file_bytes: 1_000,
        all_bytes: 3_000,
    };

    fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in files {
            let options =
                SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
            archive.start_file(*name, options).unwrap();
            archive.write_all(content).unwrap();
        }
        archive.finish().unwrap().into_inner()
    }

    /// Puts other bytes wherever some bytes stand.
    fn with(mut bytes: Vec<u8>, old: &[u8], new: &[u8]) -> Vec<u8> {
        assert_eq!(old.len(), new.len());
        let mut found = 0;
        for at in 0..=bytes.len() - old.len() {
            if bytes[at..].starts_with(old) {
                bytes[at..at + new.len()].copy_from_slice(new);
                found += 1;
            }
        }
        assert!(found > 0);
        bytes
    }

    #[test]
    fn what_is_ours_comes_out() {
        let bytes = zipped(&[
            ("a/pack.toml", b"id"),
            ("a/pictures\\b.png", b"\x89"),
            ("a/.DS_Store", b"x"),
            ("__MACOSX/a/._pack.toml", b"x"),
        ]);
        let files = unzip(&bytes, &SMALL).unwrap();
        let names: Vec<_> = files.keys().map(String::as_str).collect();
        assert_eq!(names, ["a/pack.toml", "a/pictures/b.png"]);
        let names: Vec<_> = without_outer_folder(files).into_keys().collect();
        assert_eq!(names, ["pack.toml", "pictures/b.png"]);
    }

    #[test]
    fn only_a_folder_around_everything_is_taken_away() {
        for (given, wanted) in [
            (vec!["a/b", "c"], vec!["a/b", "c"]),
            (vec!["a/b", "a/c/d"], vec!["b", "c/d"]),
            (vec!["a/b", "ab/c"], vec!["a/b", "ab/c"]),
            (vec![], vec![]),
        ] {
            let files = given.iter().map(|name| ((*name).to_owned(), Vec::new()));
            let names: Vec<_> = without_outer_folder(files.collect()).into_keys().collect();
            assert_eq!(names, wanted, "{given:?}");
        }
    }

    #[test]
    fn paths_stay_in_the_archive() {
        for name in [
            "../out.md",
            "a/../../out.md",
            "a/..",
            "/etc/passwd",
            "\\\\server\\share",
            "C:/out.md",
            "c:out.md",
            "..\\out.md",
        ] {
            let found = unzip(&zipped(&[(name, b"")]), &SMALL);
            assert_eq!(found, Err(BadZip::LeadsOut(name.to_owned())));
        }
        for name in ["a//b", "a/./b", "a\nb", "\0"] {
            assert_eq!(
                path(name.as_bytes()),
                Err(BadZip::BadName(name.to_owned())),
                "{name:?}"
            );
        }
        let bytes = with(zipped(&[("aaaa.md", b"")]), b"aaaa", b"a\xff\xfea");
        assert!(matches!(unzip(&bytes, &SMALL), Err(BadZip::BadName(_))));
    }

    #[test]
    fn links_are_not_followed() {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        archive
            .add_symlink("a.md", "/etc/passwd", SimpleFileOptions::default())
            .unwrap();
        let bytes = archive.finish().unwrap().into_inner();
        assert_eq!(unzip(&bytes, &SMALL), Err(BadZip::Link("a.md".to_owned())));
    }

    #[test]
    fn what_is_no_archive_is_said_to_be_none() {
        let whole = zipped(&[("pack.toml", b"id")]);
        for bytes in [
            &b""[..],
            b"PK",
            b"id = \"underpin\"",
            &whole[..whole.len() / 2],
        ] {
            assert_eq!(unzip(bytes, &SMALL), Err(BadZip::NotAZip));
        }
    }

    #[test]
    fn a_bomb_is_seen_while_it_goes_off() {
        let large = vec![b' '; 1_001];
        let wanted = BadZip::FileTooLarge {
            name: "a".to_owned(),
            limit: 1_000,
        };
        assert_eq!(
            unzip(&zipped(&[("a", &large)]), &SMALL),
            Err(wanted.clone())
        );
        // One that says that it is small.
        let size = 1_001_u32.to_le_bytes();
        let lying = with(zipped(&[("a", &large)]), &size, &1_u32.to_le_bytes());
        assert!(unzip(&lying, &SMALL).is_err());
        let many: Vec<(&str, &[u8])> = ["a", "b", "c", "d"]
            .map(|name| (name, &large[1..]))
            .to_vec();
        assert_eq!(unzip(&zipped(&many), &SMALL), Err(BadZip::TooLarge(3_000)));
        assert_eq!(unzip(&zipped(&many[..3]), &SMALL).unwrap().len(), 3);
    }

    #[test]
    fn files_are_counted() {
        let names: Vec<String> = (0..10_000).map(|at| format!("{at}.md")).collect();
        let files: Vec<(&str, &[u8])> = names.iter().map(|name| (&**name, &b""[..])).collect();
        let found = unzip(&zipped(&files), &Limits::PACK);
        let wanted = BadZip::TooMany {
            found: 10_000,
            limit: 2_000,
        };
        assert_eq!(found, Err(wanted));
    }

    #[test]
    fn one_name_is_one_file() {
        let bytes = with(zipped(&[("a.md", b"1"), ("b.md", b"2")]), b"b.md", b"a.md");
        assert_eq!(unzip(&bytes, &SMALL), Err(BadZip::SameName));
        let bytes = zipped(&[("a.md", b"1"), ("A.md", b"2")]);
        assert_eq!(unzip(&bytes, &SMALL), Err(BadZip::Twice("A.md".to_owned())));
    }

    #[test]
    fn what_is_damaged_is_named() {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        archive.start_file("a.md", options).unwrap();
        archive.write_all(b"written").unwrap();
        let bytes = archive.finish().unwrap().into_inner();
        let bytes = with(bytes, b"written", b"altered");
        assert_eq!(
            unzip(&bytes, &SMALL),
            Err(BadZip::Damaged("a.md".to_owned()))
        );
    }

    #[test]
    fn every_message_says_that_nothing_was_changed() {
        let name = || "a.md".to_owned();
        for error in [
            BadZip::NotAZip,
            BadZip::Locked,
            BadZip::OtherPacking(name()),
            BadZip::Damaged(name()),
            BadZip::LeadsOut(name()),
            BadZip::Link(name()),
            BadZip::BadName(name()),
            BadZip::SameName,
            BadZip::Twice(name()),
            BadZip::TooMany { found: 9, limit: 5 },
            BadZip::FileTooLarge {
                name: name(),
                limit: MEGABYTE,
            },
            BadZip::TooLarge(MEGABYTE),
        ] {
            assert!(
                error.to_string().contains("Nothing was changed."),
                "{error}"
            );
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_an_archive_or_not(
            changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..12),
            cut in any::<prop::sample::Index>(),
        ) {
            let mut bytes = zipped(&[("pack.toml", b"id = 1"), ("a/b.png", &[7; 300]), ("c.md", b"")]);
            for (at, byte) in changes {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            let _ = unzip(&bytes, &SMALL);
            let _ = unzip(&bytes[..cut.index(bytes.len())], &SMALL);
        }
    }
}
