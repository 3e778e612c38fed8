//! What must hold of a zip file, whatever stands in it and whatever it says of itself.

use underpin::exchange::{
    bundle::Bundle,
    unzip::{BadZip, Files, Limits, unzip},
};

use super::files_in;

/// Small enough that a file of a fuzzer's can go beyond each.
const LIMITS: Limits = Limits {
    files: 8,
    file_bytes: 2_000,
    all_bytes: 6_000,
};

/// A zip file: it is refused in words, or what comes out is within its limits, has names that lead
/// nowhere else, and packed again is the same. What is no zip file is text with the files to pack
/// (see [`files_in`]), under names that nobody has looked at.
pub fn open_zip(input: &[u8]) {
    opened(unzip(input, &LIMITS));
    let Ok(text) = std::str::from_utf8(input) else {
        return;
    };
    let mut bundle = Bundle::default();
    for (name, text) in files_in(text) {
        if bundle.add(&name, &text).is_err() {
            return;
        }
    }
    if let Ok(bytes) = bundle.finish() {
        opened(unzip(&bytes, &LIMITS));
    }
}

fn opened(files: Result<Files, BadZip>) {
    let files = match files {
        Ok(files) => files,
        Err(refused) => {
            assert!(!refused.to_string().is_empty());
            return;
        }
    };
    assert!(files.len() <= LIMITS.files);
    let sizes = files.values().map(|content| content.len() as u64);
    assert!(sizes.clone().all(|size| size <= LIMITS.file_bytes));
    assert!(sizes.sum::<u64>() <= LIMITS.all_bytes);
    let mut bundle = Bundle::default();
    for (name, content) in &files {
        let mut parts = name.split('/');
        let leads_away = |part: &str| part.is_empty() || part.starts_with('.');
        assert!(!parts.any(leads_away), "{name:?}");
        assert!(!name.contains(['\\', '\0']), "{name:?}");
        assert!(bundle.add_bytes(name, content).is_ok(), "{name:?}");
    }
    if let Ok(bytes) = bundle.finish() {
        // Packed, small files are larger than unpacked.
        let room = Limits {
            all_bytes: u64::MAX,
            ..LIMITS
        };
        assert_eq!(unzip(&bytes, &room), Ok(files));
    }
}
