//! A completion statement from every version of the format: all must open for ever, say the same,
//! and be written again byte for byte.

use std::fs;

use underpin::completion::statement;

use crate::files;

#[test]
fn every_statement_opens_and_says_the_same() {
    let files = files::all_in("tests/statements");
    assert!(!files.is_empty());
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let opened = statement::open(text.as_bytes()).unwrap();
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        insta::assert_debug_snapshot!(&*name, opened);
        if name.starts_with(&format!("v{}", statement::VERSION)) {
            assert_eq!(opened.to_text(), text);
        }
    }
}
