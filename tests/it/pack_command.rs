//! `underpin pack`: one file of a pack, and what the other commands make of one that is good, that
//! is damaged, or that means harm.

use std::{
    fs,
    io::{Cursor, Write},
    path::{Path, PathBuf},
};

use zip::{ZipWriter, write::SimpleFileOptions};

use crate::{
    files,
    program::{folder, underpin},
};

const UNIT: &str = "+++\nid = \"good\"\ntitle = \"Good\"\nlevel = 2\nminutes = 5\n+++\n\n## Words {#words}\n\nSome words.\n\n![A hoist](pictures/hoist.png)\n";
const PACK: &str = "id = \"p\"\ntitle = \"A pack\"\nversion = \"1.2\"\nunits = [\"good\"]\n";

fn pack(test: &str) -> (PathBuf, PathBuf) {
    let folder = folder(test);
    let texts = [
        ("pack.toml", PACK),
        ("good.md", UNIT),
        ("README.md", "For authors."),
    ];
    let content = files::content(&folder, &texts, &["hoist"]);
    (content, folder.join("mine.underpin-pack.zip"))
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn a_site_built_from_the_file_is_the_site_built_from_the_folder() {
    let (content, file) = pack("pack-same");
    let run = underpin(["pack", text(&content), "--out", text(&file)]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let first = fs::read(&file).unwrap();
    underpin(["pack", text(&content), "--out", text(&file)]);
    assert!(first == fs::read(&file).unwrap(), "the same bytes again");

    let (from_folder, from_file) = (file.with_file_name("a"), file.with_file_name("b"));
    for (from, to) in [(&content, &from_folder), (&file, &from_file)] {
        let run = underpin(["build", "--pack", text(from), "--out", text(to)]);
        assert_eq!(run.code, Some(0), "{run:?}");
    }
    for name in [
        "index.html",
        "units/good/index.html",
        "content/pack.toml",
        "content/good.md",
        "content/pictures/hoist.png",
    ] {
        let read = |site: &Path| fs::read(site.join(name)).unwrap();
        assert!(read(&from_folder) == read(&from_file), "{name}");
    }
}

#[test]
fn the_file_is_checked_as_its_folder_is() {
    let (content, file) = pack("pack-check");
    fs::write(content.join("good.md"), UNIT.replace("A hoist", "")).unwrap();
    let run = underpin(["pack", text(&content), "--out", text(&file)]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.errors.contains("The content has mistakes"), "{run:?}");
    let run = underpin(["check", "--format", "json", text(&file)]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.out.contains("image-without-text"), "{run:?}");
    assert!(run.out.contains("mine.underpin-pack.zip"), "{run:?}");
    let before = fs::read(&file).unwrap();
    let run = underpin(["check", "--fix", text(&file)]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(run.errors.contains("unpack it"), "{run:?}");
    assert!(before == fs::read(&file).unwrap());
}

#[test]
fn a_pack_needs_its_settings() {
    let (content, file) = pack("pack-settings");
    fs::remove_file(content.join("pack.toml")).unwrap();
    let run = underpin(["pack", text(&content), "--out", text(&file)]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(run.errors.contains("holds no pack.toml"), "{run:?}");
    assert!(!file.exists());
    let run = underpin(["pack", "no-such-folder", "--out", text(&file)]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(run.errors.contains("nothing of that name"), "{run:?}");
}

fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        archive
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        archive.write_all(content).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn a_bad_file_is_named_and_nothing_is_written() {
    let folder = folder("pack-bad");
    let settings = ("pack.toml", PACK.as_bytes());
    let large = vec![b' '; 20 * 1024 * 1024];
    let names: Vec<String> = (0..10_000).map(|at| format!("{at}.md")).collect();
    let many: Vec<(&str, &[u8])> = names.iter().map(|name| (&**name, &b""[..])).collect();
    for (name, bytes, said) in [
        ("text.zip", PACK.as_bytes().to_vec(), "not a zip file"),
        ("empty.zip", Vec::new(), "not a zip file"),
        (
            "climbs.zip",
            zipped(&[settings, ("../../out.md", b"")]),
            "write outside its own folder (“../../out.md”)",
        ),
        (
            "absolute.zip",
            zipped(&[settings, ("/etc/out.md", b"")]),
            "write outside its own folder",
        ),
        (
            "bomb.zip",
            zipped(&[settings, ("a.png", &large)]),
            "“a.png” in this zip file is larger than 16 megabytes",
        ),
        ("many.zip", zipped(&many), "10000 files; 2000 are the most"),
        (
            "twice.zip",
            zipped(&[settings, ("Pack.toml", b"")]),
            "twice, once with other capital letters",
        ),
        (
            "latin.zip",
            zipped(&[settings, ("good.md", b"a\nna\xefve")]),
            "“good.md” in this training pack is not UTF-8 text: line 2",
        ),
        (
            "holiday.zip",
            zipped(&[("beach.jpg", b"")]),
            "there is no pack.toml in it",
        ),
    ] {
        let file = folder.join(name);
        fs::write(&file, bytes).unwrap();
        let out = folder.join("out");
        for arguments in [
            &["build", "--pack", text(&file), "--out", text(&out)][..],
            &["check", text(&file)],
            &["serve", "--port", "0", "--pack", text(&file)],
        ] {
            let run = underpin(arguments);
            assert_eq!(run.code, Some(2), "{arguments:?}: {run:?}");
            for wanted in [name, said, "Nothing was changed."] {
                assert!(run.errors.contains(wanted), "{wanted}: {run:?}");
            }
            assert!(!out.exists(), "{arguments:?}");
        }
        assert!(!folder.join("out.md").exists());
    }
}
