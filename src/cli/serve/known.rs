//! What has to be known of a file before it is sent: whether what stands compressed beside it is made of
//! it, and what its page says that it may do. Both are looked at when the file has changed, so that a
//! site may be edited or replaced while it is served, in whatever order its files arrive.

use std::{
    collections::HashMap,
    fs::{self, File},
    io::{self, Read},
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
};

use axum::http::HeaderValue;

use super::headers;
use crate::{cli::stamp::Stamp, site};

/// How far into a page its policy is looked for: it is the second thing there.
const HEAD_BYTES: u64 = 8 << 10;

/// What is known, by file. There is no more of it than there are files.
#[derive(Debug, Default)]
pub(super) struct Known(Mutex<HashMap<PathBuf, (Stamps, Facts)>>);

/// Of a file, and of what is compressed beside it.
type Stamps = [Option<Stamp>; 3];

/// What is known of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Facts {
    /// Whether something else is compressed beside it: it was edited since, or only one of both has
    /// arrived.
    pub is_edited: bool,
    /// What its page may do, where it says so.
    pub policy: Option<HeaderValue>,
}

impl Known {
    /// What is known of the file at a path; nothing where there is none. It waits for the disk.
    pub fn of(&self, file: &Path) -> Option<Facts> {
        let [br, gz] = ["br", "gz"].map(|ending| beside(file, ending));
        // Looked at before the files are read: what changes meanwhile is read again the next time.
        let stamps = [file, &br, &gz].map(Stamp::of);
        if stamps[0].is_none() {
            self.known().remove(file);
            return None;
        }
        if let Some((known, facts)) = self.known().get(file)
            && *known == stamps
        {
            return Some(facts.clone());
        }
        let is_packed = stamps[1..].iter().any(Option::is_some);
        let Ok(facts) = facts(file, is_packed.then_some([br.as_path(), gz.as_path()])) else {
            // What the disk does not give now it may give the next time, though nothing changes.
            return Some(Facts {
                is_edited: true,
                policy: None,
            });
        };
        let known = (stamps, facts.clone());
        self.known().insert(file.to_owned(), known);
        Some(facts)
    }

    fn known(&self) -> MutexGuard<'_, HashMap<PathBuf, (Stamps, Facts)>> {
        // Each change to it is whole.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    PathBuf::from(name)
}

/// What a file says, and what is compressed beside it, if anything is.
fn facts(file: &Path, packed: Option<[&Path; 2]>) -> io::Result<Facts> {
    let is_made_of = packed.map_or(Ok(true), |[br, gz]| is_made_of(file, br, gz))?;
    Ok(Facts {
        is_edited: !is_made_of,
        policy: policy(file)?,
    })
}

/// Whether what is compressed, as far as it is there, is this file. Times would not tell: copying sets
/// them, in any order, and an author may mend a unit a second after the site was built.
fn is_made_of(file: &Path, br: &Path, gz: &Path) -> io::Result<bool> {
    let bytes = fs::read(file)?;
    let is_br = |packed: Vec<u8>| is_same(brotli::Decompressor::new(&*packed, 4096), &bytes);
    let is_gz = |packed: Vec<u8>| is_same(flate2::read::GzDecoder::new(&*packed), &bytes);
    Ok(there(br)?.is_none_or(is_br) && there(gz)?.is_none_or(is_gz))
}

/// The bytes of a file, where there is one.
fn there(file: &Path) -> io::Result<Option<Vec<u8>>> {
    match fs::read(file) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(why) if why.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(why) => Err(why),
    }
}

fn is_same(unpacked: impl Read, bytes: &[u8]) -> bool {
    // One byte more shows that there is more.
    let limit = u64::try_from(bytes.len()).map_or(u64::MAX, |length| length.saturating_add(1));
    let mut text = Vec::with_capacity(bytes.len());
    unpacked.take(limit).read_to_end(&mut text).is_ok() && text == bytes
}

/// The policy that stands in a page, as a header. What stands in the page itself is named there by its
/// digest, so another page's policy would take its look away.
fn policy(file: &Path) -> io::Result<Option<HeaderValue>> {
    if file.extension().is_none_or(|ending| ending != "html") {
        return Ok(None);
    }
    let mut head = Vec::new();
    let page = File::open(file)?;
    page.take(HEAD_BYTES).read_to_end(&mut head)?;
    let head = String::from_utf8_lossy(&head);
    Ok(site::policy_in(&head).map(headers::policy))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str =
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'\">";

    #[test]
    fn it_follows_a_file_and_what_is_beside_it_whichever_comes_first() {
        let folder = tempfile::tempdir().unwrap();
        let page = folder.path().join("index.html");
        let known = Known::default();
        assert_eq!(known.of(&page), None);
        assert_eq!(known.of(folder.path()), None);
        let packed = |text: &str| -> Vec<u8> {
            use std::io::Write;
            let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
            out.write_all(text.as_bytes()).unwrap();
            out.finish().unwrap()
        };
        let br = |text: &str| -> Vec<u8> {
            use std::io::Write;
            let mut out = brotli::CompressorWriter::new(Vec::new(), 4096, 1, 20);
            out.write_all(text.as_bytes()).unwrap();
            out.into_inner()
        };
        let put = |ending: &str, bytes: &[u8]| fs::write(beside(&page, ending), bytes).unwrap();
        let said = || {
            let facts = known.of(&page).unwrap();
            let policy = facts
                .policy
                .map(|policy| policy.to_str().unwrap().to_owned());
            (facts.is_edited, policy.unwrap_or_default())
        };
        fs::write(&page, PAGE).unwrap();
        let strict = "default-src 'none'; frame-ancestors 'none'".to_owned();
        assert_eq!(said(), (false, strict.clone()));
        put("gz", &packed(PAGE));
        put("br", &br(PAGE));
        assert_eq!(said(), (false, strict.clone()));
        assert_eq!(
            said(),
            (false, strict.clone()),
            "the second time it is remembered"
        );

        // A new version arrives, each file by itself.
        let new = PAGE.replace("'none'", "'self'");
        let new_policy = "default-src 'self'; frame-ancestors 'none'".to_owned();
        put("br", &br(&new));
        assert_eq!(said(), (true, strict.clone()), "its .br alone");
        fs::write(&page, &new).unwrap();
        assert_eq!(said(), (true, new_policy.clone()), "its .gz not yet");
        put("gz", &packed(&new)[..20]);
        assert_eq!(said(), (true, new_policy.clone()), "its .gz half");
        put("gz", &packed(&new));
        assert_eq!(said(), (false, new_policy.clone()));
        for longer in [format!("{new} "), new[1..].to_owned()] {
            put("br", &br(&longer));
            assert!(said().0, "{longer}");
        }
        fs::remove_file(beside(&page, "br")).unwrap();
        assert!(!said().0);

        // What was not given for a moment is asked for again, though nothing has changed.
        let longer = format!("{new} ");
        fs::create_dir(beside(&page, "br")).unwrap();
        fs::write(&page, &longer).unwrap();
        put("gz", &packed(&longer));
        assert!(said().0);
        fs::remove_dir(beside(&page, "br")).unwrap();
        assert!(!said().0);

        // A page that says nothing, and one that cannot be said in a header.
        fs::write(&page, "<p>Written by hand.").unwrap();
        assert_eq!(known.of(&page).unwrap().policy, None);
        fs::write(&page, PAGE.replace("'none'", "\u{7f}")).unwrap();
        assert_eq!(said().1, "default-src 'none'");
        fs::remove_file(&page).unwrap();
        assert_eq!(known.of(&page), None);
        assert!(known.known().is_empty());
    }
}
