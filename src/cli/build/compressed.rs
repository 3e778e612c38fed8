//! Files that are compressed ahead, beside those they are made of: `page.html.br` and
//! `page.html.gz`. Compressing once, and as well as it gets, is what no server does for every
//! reader.

use std::io::{self, Write};

use flate2::{Compression, GzBuilder};

/// What is put behind a file's name, in the order of what browsers like best.
pub(super) const ENDINGS: [&str; 2] = [".br", ".gz"];

/// What gets smaller. Pictures have been compressed by who made them.
const TEXTS: [&str; 12] = [
    "css",
    "csv",
    "html",
    "js",
    "json",
    "md",
    "svg",
    "toml",
    "txt",
    "wasm",
    "webmanifest",
    "xml",
];

/// Below this an answer goes into one packet either way.
const LEAST_BYTES: usize = 1024;

/// Whether a file is worth it.
pub(super) fn is_worth_it(path: &str, bytes: &[u8]) -> bool {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    bytes.len() >= LEAST_BYTES && TEXTS.contains(&ending)
}

/// The same bytes as both, as small as they get; equal input gives equal output.
pub(super) fn both(bytes: &[u8]) -> io::Result<[(&'static str, Vec<u8>); 2]> {
    let [br, gz] = ENDINGS;
    Ok([(br, brotli(bytes)?), (gz, gzip(bytes)?)])
}

fn brotli(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut out = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut out, 64 << 10, 11, 22);
    writer.write_all(bytes)?;
    drop(writer);
    Ok(out)
}

fn gzip(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut writer = GzBuilder::new()
        .mtime(0)
        .write(Vec::new(), Compression::best());
    writer.write_all(bytes)?;
    writer.finish()
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn both_unpack_to_what_they_were_made_of() {
        let text = "Write down her words. ".repeat(500).into_bytes();
        for (ending, bytes) in both(&text).unwrap() {
            assert!(bytes.len() < text.len() / 10, "{ending}");
            let mut back = Vec::new();
            match ending {
                ".br" => brotli::Decompressor::new(&bytes[..], 4096)
                    .read_to_end(&mut back)
                    .unwrap(),
                _ => flate2::read::GzDecoder::new(&bytes[..])
                    .read_to_end(&mut back)
                    .unwrap(),
            };
            assert!(back == text, "{ending}");
        }
    }

    #[test]
    fn only_what_gets_smaller_is_worth_it() {
        let long = [b'a'; LEAST_BYTES];
        assert!(is_worth_it("units/good/index.html", &long));
        assert!(is_worth_it("assets/app-1_bg.wasm", &long));
        assert!(!is_worth_it("units/good/index.html", &long[1..]));
        assert!(!is_worth_it("content/pictures/hoist.png", &long));
        assert!(!is_worth_it("content/LICENSE", &long));
    }
}
