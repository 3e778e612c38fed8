//! `underpin export scorm12|scorm2004|cmi5`: what is in a package, and what is refused.

use std::{collections::BTreeSet, fs, path::PathBuf};

use base64::{Engine, engine::general_purpose::STANDARD};
use underpin::{
    exchange::{
        pack_file,
        unzip::{Files, Limits, unzip},
    },
    read::read_pack,
    route::Route,
    site,
};

use crate::{
    files::content,
    program::{Run, folder, underpin},
};

const UNIT: &str = "+++\nid = \"good\"\ntitle = \"Tea & <sympathy>\"\nlevel = 2\nminutes = 5\n+++\n\n\
    ## Words {#words}\n\nSome words. ![A hoist](pictures/hoist.png)\n\n\
    ## Which? {#which .single}\n\n- [x] This\n  > Yes.\n- [ ] That\n  > No.\n";
const OTHER: &str = "+++\nid = \"other\"\ntitle = \"Other\"\nlevel = 2\nminutes = 5\n+++\n\n\
    ## 1.1 Explain why {#ac-1 .criterion}\n\n- **Reason.** Why.\n";
const PACK: &str =
    "id = \"p\"\ntitle = \"A pack\"\nversion = \"1\"\nunits = [\"good\", \"other\"]\n";

/// A pack and a browser program, in a new folder.
fn pack(test: &str) -> PathBuf {
    let folder = folder(test);
    let texts = [("pack.toml", PACK), ("good.md", UNIT), ("other.md", OTHER)];
    content(&folder, &texts, &["hoist", "unused"]);
    let trunk = folder.join("trunk");
    fs::create_dir_all(&trunk).unwrap();
    let index = "<link rel=\"modulepreload\" href=\"./package-1.js\">\
        <link rel=\"preload\" href=\"./package-1_bg.wasm\" as=\"fetch\" crossorigin>\
        <script type=\"module\" src=\"./start-2.js\"></script>";
    fs::write(trunk.join("index.html"), index).unwrap();
    for name in ["package-1.js", "package-1_bg.wasm", "start-2.js"] {
        fs::write(trunk.join(name), name).unwrap();
    }
    folder
}

fn export(folder: &std::path::Path, standard: &str, unit: &str, more: &[&str]) -> Run {
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let (content, trunk, out) = (path("content"), path("trunk"), path("out.zip"));
    let mut arguments = vec!["export", standard, "--unit", unit, "--pack", &content];
    arguments.extend(["--trunk", &trunk, "--out", &out]);
    arguments.extend(more);
    underpin(arguments)
}

fn files(folder: &std::path::Path) -> Files {
    let bytes = fs::read(folder.join("out.zip")).unwrap();
    unzip(&bytes, &Limits::PACK).unwrap()
}

fn text(files: &Files, name: &str) -> String {
    String::from_utf8(files[name].clone()).unwrap()
}

/// A manifest in which the names of files do not change with every style sheet.
fn without_hashes(files: &Files, manifest: String) -> String {
    files.keys().fold(manifest, |manifest, name| {
        let hash = name
            .rsplit_once('-')
            .and_then(|(_, rest)| rest.split_once('.'));
        match hash {
            Some((hash, _)) if hash.len() == 16 => manifest.replace(hash, "HASH"),
            _ => manifest,
        }
    })
}

#[test]
fn a_package_holds_the_unit_and_all_that_its_page_loads() {
    for (standard, manifest) in [
        ("scorm12", "imsmanifest.xml"),
        ("scorm2004", "imsmanifest.xml"),
        ("cmi5", "cmi5.xml"),
    ] {
        let folder = pack(&format!("export-{standard}"));
        let run = export(&folder, standard, "good", &["--pass-mark", "80"]);
        assert_eq!(run.code, Some(0), "{run:?}");
        let files = files(&folder);
        let page = text(&files, "index.html");
        for wanted in [
            "Tea &amp; &lt;sympathy&gt;",
            "data-pass-mark=\"0.8\"",
            "href=\"assets/package-1_bg.wasm\"",
            "src=\"data:image/png;base64,",
        ] {
            assert!(page.contains(wanted), "{wanted}");
        }
        // Every address in it is relative, and leads to a file of the package.
        let addresses = page.split("=\"assets/").skip(1);
        let loaded: BTreeSet<String> = addresses
            .map(|rest| format!("assets/{}", rest.split('"').next().unwrap()))
            .collect();
        let assets: BTreeSet<String> = files
            .keys()
            .filter(|name| name.starts_with("assets/"))
            .cloned()
            .collect();
        assert_eq!(loaded, assets);
        assert!(!page.contains("=\"/") && !page.contains("../"));
        let others = page.contains("connect-src 'self' https: http:;");
        assert_eq!(
            others,
            standard == "cmi5",
            "only cmi5's record store is elsewhere"
        );

        let manifest = text(&files, manifest);
        if standard != "cmi5" {
            for name in files.keys().filter(|name| *name != "imsmanifest.xml") {
                assert!(
                    manifest.contains(&format!("<file href=\"{name}\"/>")),
                    "{name}"
                );
            }
        }
        insta::assert_snapshot!(standard, without_hashes(&files, manifest));
    }
}

#[test]
fn without_a_pass_mark_none_is_asked_for() {
    let folder = pack("export-no-mark");
    for (standard, manifest, asks) in [
        ("scorm12", "imsmanifest.xml", "masteryscore"),
        ("scorm2004", "imsmanifest.xml", "satisfiedByMeasure"),
        ("cmi5", "cmi5.xml", "asteryScore"),
    ] {
        assert_eq!(export(&folder, standard, "good", &[]).code, Some(0));
        let files = files(&folder);
        assert!(!text(&files, manifest).contains(asks));
        assert!(!text(&files, "index.html").contains("data-pass-mark"));
        fs::remove_file(folder.join("out.zip")).unwrap();
    }
}

#[test]
fn the_same_unit_makes_the_same_bytes_and_nothing_of_others() {
    let folder = pack("export-same");
    export(&folder, "scorm12", "good", &[]);
    let first = fs::read(folder.join("out.zip")).unwrap();
    let content = folder.join("content");
    fs::write(content.join("other.md"), OTHER.replace("Why.", "Because.")).unwrap();
    fs::remove_file(content.join("pictures/unused.png")).unwrap();
    export(&folder, "scorm12", "good", &[]);
    assert!(first == fs::read(folder.join("out.zip")).unwrap());
}

#[test]
fn several_units_are_several_packages() {
    let folder = pack("export-several");
    let third = UNIT.replace("\"good\"", "\"third\"");
    fs::write(folder.join("content/third.md"), third).unwrap();
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let (content, trunk) = (path("content"), path("trunk"));
    let run = |more: &[&str], out: &str| {
        let mut arguments = vec!["export", "scorm12", "--pack", &content, "--trunk", &trunk];
        arguments.extend(["--out", out]);
        arguments.extend(more);
        underpin(arguments)
    };
    let made = |folder: &str| {
        let made = fs::read_dir(folder).unwrap();
        let mut made: Vec<String> = made
            .map(|file| file.unwrap().file_name().into_string().unwrap())
            .collect();
        made.sort();
        made
    };

    let two = path("new/two");
    let told = run(
        &["--unit", "good", "--unit", "third", "--unit", "good"],
        &two,
    );
    assert_eq!(told.code, Some(0), "{told:?}");
    assert_eq!(made(&two), ["good-scorm12.zip", "third-scorm12.zip"]);
    export(&folder, "scorm12", "third", &[]);
    let alone = fs::read(folder.join("out.zip")).unwrap();
    assert!(alone == fs::read(format!("{two}/third-scorm12.zip")).unwrap());

    // One that cannot be made is named, and keeps no other from being made.
    let all = path("all");
    let told = run(&["--all"], &all);
    assert_eq!(told.code, Some(1), "{told:?}");
    assert!(
        told.errors.contains("other has nothing to read"),
        "{told:?}"
    );
    assert!(told.out.contains("Packages: 2. Not made: 1"), "{told:?}");
    assert_eq!(made(&all), ["good-scorm12.zip", "third-scorm12.zip"]);

    // A file holds one package; a unit that is not there is a slip, and nothing is written.
    let none = path("none");
    for (more, out, wanted) in [
        (&["--all"][..], path("all.zip"), "names a file"),
        (&["--all"], path("out.zip"), "name a folder"),
        (
            &["--unit", "good", "--unit", "bad"],
            none.clone(),
            "has no unit bad",
        ),
        (
            &["--unit", "good", "--all"],
            none.clone(),
            "cannot be used with",
        ),
        (&[], none.clone(), "--unit <ID>"),
    ] {
        let told = run(more, &out);
        assert_eq!(told.code, Some(2), "{told:?}");
        assert!(told.errors.contains(wanted), "{told:?}");
    }
    assert!(!folder.join("none").exists() && !folder.join("all.zip").exists());
}

#[test]
fn a_link_to_another_unit_is_words_and_told() {
    let folder = pack("export-links");
    let more = "Read [about *others*](other.md#ac-1), [these words](#words), [this](good.md#words)\n\
        and [the law](https://example.org/law).\n\nSome words.";
    fs::write(
        folder.join("content/good.md"),
        UNIT.replace("Some words.", more),
    )
    .unwrap();
    let run = export(&folder, "scorm12", "good", &[]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let place = UNIT
        .lines()
        .position(|line| line.starts_with("Some words."));
    let line = place.unwrap() + 1;
    let told = format!("good.md:{line}: the link to other.md#ac-1 leads out of the package");
    assert!(run.errors.contains(&told), "{run:?}");
    assert_eq!(run.errors.matches("the link to").count(), 1, "{run:?}");
    let page = text(&files(&folder), "index.html");
    assert!(
        page.contains("Read about <em>others</em>, <a href=\"#words\">these words</a>, <a href=")
    );
    assert!(page.contains("/good/#words\">this</a>"));
    assert!(page.contains("<a href=\"https://example.org/law\""));
    assert!(!page.contains("/other/"));
}

/// The other pages are drawn by the program, from the pack that stands in the first.
#[test]
fn no_page_of_a_package_says_that_nothing_is_sent() {
    let folder = pack("export-stays");
    assert_eq!(export(&folder, "cmi5", "good", &[]).code, Some(0));
    let first = text(&files(&folder), "index.html");
    let (_, carried) = first
        .split_once("id=\"page_pack\" type=\"text/plain\">")
        .unwrap();
    let carried = STANDARD.decode(carried.split('<').next().unwrap()).unwrap();
    let pack = read_pack(&pack_file::read(&carried).unwrap()).value;
    let mut pages: Vec<(Route, String)> = site::routes(&pack)
        .into_iter()
        .filter(|route| !route.is_desk())
        .map(|route| {
            let page = site::page_in_package(&pack, &route, "").unwrap();
            (route, page.main)
        })
        .collect();
    pages.push((Route::NotFound, first));
    for (route, page) in &pages {
        assert!(
            !page.to_lowercase().contains("nothing is sent"),
            "{route:?}"
        );
    }
    for route in [Route::Home, Route::Privacy] {
        let (_, page) = pages.iter().find(|(other, _)| *other == route).unwrap();
        assert!(page.contains("is told how"), "{route:?}");
        assert!(page.contains("what you chose"), "{route:?}");
    }
}

#[test]
fn what_cannot_be_made_is_said() {
    let folder = pack("export-refused");
    let long: String = (0..300)
        .map(|n| format!("## Which {n}? {{#which-{n} .single}}\n\n- [x] This\n  > Yes.\n- [ ] That\n  > No.\n\n"))
        .collect();
    let head = UNIT.split("## Words").next().unwrap();
    fs::write(
        folder.join("content/long.md"),
        format!("{}{long}", head.replace("good", "long")),
    )
    .unwrap();
    for (standard, unit, more, wanted) in [
        (
            "scorm12",
            "missing",
            &[][..],
            "has no unit missing; it has good, other",
        ),
        (
            "cmi5",
            "other",
            &[],
            "nothing to read and nothing to practise in England",
        ),
        ("scorm12", "long", &[], "more parts than scorm12 can keep"),
        (
            "scorm12",
            "good",
            &["--pass-mark", "101"],
            "write a number from 0 to 100",
        ),
    ] {
        let run = export(&folder, standard, unit, more);
        assert_eq!(run.code, Some(2), "{run:?}");
        assert!(run.errors.contains(wanted), "{run:?}");
    }
    assert!(!folder.join("out.zip").exists());
    let wrong = "\n## Which? {#which .single}\n\n- [ ] This\n  > No.\n- [ ] That\n  > No.\n";
    fs::write(
        folder.join("content/wrong.md"),
        format!(
            "{}## Words {{#words}}\n\nWords.\n{wrong}",
            head.replace("good", "wrong")
        ),
    )
    .unwrap();
    let run = export(&folder, "scorm12", "wrong", &[]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.errors.contains("The content has mistakes"), "{run:?}");
    fs::remove_file(folder.join("out.zip")).unwrap();
    let run = export(&folder, "scorm12", "good", &["--pass-mark=-1"]);
    assert!(
        run.errors.contains("write a number from 0 to 100"),
        "{run:?}"
    );
    fs::create_dir(folder.join("out.zip")).unwrap();
    let run = export(&folder, "scorm12", "good", &[]);
    assert_eq!(run.code, Some(2), "{run:?}");
    let wanted = "out.zip is a folder: name a file, such as ";
    assert!(run.errors.contains(wanted), "{run:?}");
    assert!(!folder.join("out.zip.new").exists());
    fs::remove_dir(folder.join("out.zip")).unwrap();
    assert_eq!(export(&folder, "scorm2004", "long", &[]).code, Some(0));
}
