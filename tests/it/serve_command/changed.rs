//! A site that changes while it is served: what is sent is what stands there now, and fits together.

use std::{
    fs,
    io::{Read, Write},
    time::{Duration, SystemTime},
};

use super::{UNIT, assert_policy_allows_what_stands_in_it, digests, site, start, value};
use crate::program::underpin;

#[test]
fn another_version_may_be_copied_over_while_it_is_served() {
    let (content, out) = site("serve-replaced");
    let new = out.with_file_name("new");
    let long = UNIT.to_owned() + &"Write down her words.\n\n".repeat(100);
    fs::write(content.join("good.md"), &long).unwrap();
    for to in [&out, &new] {
        let arguments = ["build", "--compress", "--pack", content.to_str().unwrap()];
        let run = underpin(arguments.iter().chain(&["--out", to.to_str().unwrap()]));
        assert_eq!(run.code, Some(0), "{run:?}");
    }
    // The new version has another style, as if by another version of the program.
    let pages = ["index.html", "units/good/index.html", "404.html"];
    for page in pages {
        let at = new.join(page);
        let text = fs::read_to_string(&at).unwrap();
        let before = digests(&text);
        let text = text.replacen("<style>", "<style>p{margin:0}", 1);
        let after = digests(&text);
        let changed = before.iter().zip(&after);
        let text = changed.fold(text.clone(), |text, (before, after)| {
            text.replace(before, after)
        });
        fs::write(&at, &text).unwrap();
        let packed = |ending: &str| new.join(format!("{page}.{ending}"));
        fs::write(packed("gz"), gzip(&text)).unwrap();
        fs::remove_file(packed("br")).unwrap();
    }
    let server = start(&["--dir", out.to_str().unwrap()]);
    let all_are_whole = |expects: &[(&str, bool)]| {
        for (path, is_new) in expects {
            for accepts in ["identity", "gzip", "gzip, br"] {
                let accepts = format!("Accept-Encoding: {accepts}");
                let (head, body) = server.ask("GET", path, &[&accepts]);
                let body = unpacked(value(&head, "content-encoding"), body);
                let policy = value(&head, "content-security-policy");
                assert_policy_allows_what_stands_in_it(path, policy, &body);
                assert_eq!(body.contains("p{margin:0}"), *is_new, "{path} {accepts}");
                // What a browser has is asked about by its tag, and keeps its own policy.
                let tag = format!("If-None-Match: {}", value(&head, "etag"));
                let (again, _) = server.ask("GET", path, &[&accepts, &tag]);
                if *path != "/no/such/page" {
                    assert!(again.starts_with("http/1.1 304"), "{path}: {again}");
                    assert_eq!(value(&again, "content-security-policy"), policy);
                }
            }
        }
    };
    let [home, unit, none] = ["/", "/units/good/", "/no/such/page"];
    all_are_whole(&[(home, false), (unit, false), (none, false)]);
    // One file after the other arrives, in an order that nobody chose.
    let copy = |file: &str| fs::copy(new.join(file), out.join(file)).unwrap();
    copy("units/good/index.html.gz");
    all_are_whole(&[(home, false), (unit, false), (none, false)]);
    copy("index.html");
    all_are_whole(&[(home, true), (unit, false), (none, false)]);
    copy("units/good/index.html");
    all_are_whole(&[(home, true), (unit, true), (none, false)]);
    for page in pages {
        copy(page);
        copy(&format!("{page}.gz"));
        fs::remove_file(out.join(format!("{page}.br"))).unwrap();
    }
    all_are_whole(&[(home, true), (unit, true), (none, true)]);
    let accepts = "Accept-Encoding: gzip, br";
    let (head, _) = server.ask("GET", unit, &[accepts]);
    assert_eq!(value(&head, "content-encoding"), "gzip", "{head}");
}

fn gzip(text: &str) -> Vec<u8> {
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    out.write_all(text.as_bytes()).unwrap();
    out.finish().unwrap()
}

fn unpacked(encoding: &str, body: Vec<u8>) -> String {
    let mut text = String::new();
    match encoding {
        "br" => brotli::Decompressor::new(&body[..], 4096).read_to_string(&mut text),
        "gzip" => flate2::read::GzDecoder::new(&body[..]).read_to_string(&mut text),
        _ => (&body[..]).read_to_string(&mut text),
    }
    .unwrap();
    text
}

#[test]
fn what_was_compressed_ahead_is_sent_until_somebody_edits_its_file() {
    let (content, out) = site("serve-compressed");
    let long = UNIT.to_owned() + &"Write down her words.\n\n".repeat(100);
    fs::write(content.join("good.md"), &long).unwrap();
    let build = |more: &[&str]| {
        let mut arguments = vec!["build", "--pack", content.to_str().unwrap()];
        arguments.extend(["--out", out.to_str().unwrap()]);
        arguments.extend(more);
        let run = underpin(arguments);
        assert_eq!(run.code, Some(0), "{run:?}");
    };
    build(&["--compress"]);
    let server = start(&["--dir", out.to_str().unwrap()]);
    let plain = server.ask("GET", "/content/good.md", &[]).1;
    assert_eq!(plain, long.as_bytes());
    for (accepts, encoding) in [("gzip, br", "br"), ("gzip", "gzip"), ("identity", "")] {
        let accepts = format!("Accept-Encoding: {accepts}");
        for path in ["/content/good.md", "/units/good/"] {
            let (head, body) = server.ask("GET", path, &[&accepts]);
            assert_eq!(value(&head, "content-encoding"), encoding, "{path}: {head}");
            assert_eq!(value(&head, "vary"), "accept-encoding", "{path}: {head}");
            let whole = server.ask("GET", path, &[]).1;
            assert_eq!(body.len() < whole.len(), !encoding.is_empty(), "{path}");
        }
    }

    // Somebody mends the unit where the site stands: at once, or with a time from before the build.
    let unit = out.join("content/good.md");
    for (words, earlier) in [("his words", None), ("our words", Some(86_400))] {
        fs::write(&unit, long.replace("her words", words)).unwrap();
        if let Some(earlier) = earlier {
            let then = SystemTime::now() - Duration::from_secs(earlier);
            let file = fs::File::options().write(true).open(&unit).unwrap();
            file.set_modified(then).unwrap();
        }
        let (head, body) = server.ask("GET", "/content/good.md", &["Accept-Encoding: br"]);
        assert_eq!(value(&head, "content-encoding"), "", "{head}");
        assert!(String::from_utf8(body).unwrap().contains(words));
    }
    // And takes it back: what is compressed is it again, whatever the times say.
    fs::write(&unit, &long).unwrap();
    let (head, _) = server.ask("GET", "/content/good.md", &["Accept-Encoding: br"]);
    assert_eq!(value(&head, "content-encoding"), "br", "{head}");

    build(&[]);
    assert!(!out.join("content/good.md.br").exists());
    assert!(!out.join("units/good/index.html.gz").exists());
    assert!(out.join("content/good.md").is_file());
}
