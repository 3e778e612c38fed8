//! `underpin build`: what it writes, and what it leaves alone.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::Digest;

use crate::{
    files,
    program::{Run, folder, underpin},
};

const UNIT: &str = "+++\nid = \"good\"\ntitle = \"Good\"\nlevel = 2\nminutes = 5\n+++\n\n## Words {#words}\n\nSome words.\n\n## 1.1 Explain why {#ac-1 .criterion}\n\n- **Reason.** Why.\n";
const PACK: &str = "id = \"p\"\ntitle = \"A pack\"\nversion = \"1\"\nunits = [\"good\"]\n";

/// A pack in a new folder, with a picture and a file that is for authors.
fn pack(test: &str) -> (PathBuf, PathBuf) {
    let folder = folder(test);
    let texts = [
        ("pack.toml", PACK),
        ("good.md", UNIT),
        ("README.md", "For authors."),
    ];
    let content = files::content(&folder, &texts, &["hoist"]);
    (content, folder.join("out"))
}

fn build(content: &Path, out: &Path, more: &[&str]) -> Run {
    let mut arguments = vec![
        "build",
        "--content",
        content.to_str().unwrap(),
        "--out",
        out.to_str().unwrap(),
    ];
    arguments.extend(more);
    underpin(arguments)
}

/// Every file under a folder, by its path.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path
                    .strip_prefix(folder)
                    .unwrap()
                    .to_str()
                    .unwrap()
                    .to_owned();
                found.insert(name, fs::read(path).unwrap());
            }
        }
    }
    found
}

#[test]
fn it_writes_every_page_the_content_and_what_pages_load() {
    let (content, out) = pack("build-all");
    let run = build(&content, &out, &[]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let files = files(&out);
    for name in [
        "index.html",
        "404.html",
        "record/index.html",
        "settings/index.html",
        "people/index.html",
        "privacy/index.html",
        "help/index.html",
        "no-signal/index.html",
        "worker.js",
        "files.json",
        "app.webmanifest",
        "app/icon-192.png",
        "units/good/index.html",
        "units/good/ac-1/index.html",
        "units/good/workbook/index.html",
        "units/good/enter/index.html",
        "units/good/together/index.html",
        "content/pack.toml",
        "content/good.md",
        "content/pictures/hoist.png",
    ] {
        assert!(
            files.contains_key(name),
            "{name} is not among {:?}",
            files.keys()
        );
    }
    assert!(!files.contains_key("content/README.md"));
    let text = |name: &str| String::from_utf8(files[name].clone()).unwrap();
    let (home, desk) = (text("index.html"), text("assess/index.html"));
    let book = text("units/good/workbook/index.html");
    for asset in files.keys().filter(|name| name.starts_with("assets/")) {
        let is_rooms = asset.starts_with("assets/room-");
        // Where the whole style is, its later part is not.
        let is_later = asset.starts_with("assets/later-");
        assert_eq!(
            book.contains(&format!("\"../../../{asset}\"")),
            !asset.starts_with("assets/desk-") && !is_later,
            "{asset}"
        );
        assert_eq!(
            desk.contains(&format!("\"../{asset}\"")),
            !is_rooms && !is_later,
            "{asset}"
        );
        // A learner does not wait for what only assessors see, or what is for paper; and look and
        // the first part of the style stand in the page itself.
        let is_desks = asset.starts_with("assets/desk-");
        let stands_there = ["assets/style-", "assets/look-"];
        let stands_there = stands_there.iter().any(|name| asset.starts_with(name));
        assert_eq!(
            home.contains(&format!("\"./{asset}\"")),
            !is_desks && !is_rooms && !stands_there,
            "{asset}"
        );
    }
    let between = |start: &str, end: &str| {
        let (_, rest) = home.split_once(start).unwrap();
        rest.split_once(end).unwrap().0.to_owned()
    };
    let asset = |start: &str| text(files.keys().find(|name| name.starts_with(start)).unwrap());
    let first = between("<style>", "</style>");
    assert_eq!(first + &asset("assets/later-"), asset("assets/style-"));
    let look = asset("assets/look-");
    let mut lines = look.lines().map(str::trim);
    for line in between("<script>", "</script>").lines() {
        assert!(lines.any(|other| other == line), "{line}");
    }
    assert_eq!(
        files
            .keys()
            .filter(|name| name.starts_with("assets/"))
            .count(),
        7
    );
}

#[test]
fn the_same_input_writes_the_same_bytes() {
    let (content, out) = pack("build-same");
    build(&content, &out, &[]);
    let first = files(&out);
    let other = out.with_file_name("other");
    build(&content, &other, &[]);
    assert!(first == files(&other));
}

#[test]
fn what_is_no_longer_wanted_goes_and_what_others_put_there_stays() {
    let (content, out) = pack("build-stale");
    build(&content, &out, &[]);
    fs::write(out.join("CNAME"), "training.example.org").unwrap();
    fs::write(content.join("pack.toml"), PACK.replace("good", "better")).unwrap();
    fs::rename(content.join("good.md"), content.join("better.md")).unwrap();
    fs::write(content.join("better.md"), UNIT.replace("good", "better")).unwrap();
    let run = build(&content, &out, &[]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(out.join("CNAME").is_file());
    assert!(out.join("units/better/index.html").is_file());
    assert!(!out.join("units/good").exists(), "with its folder");
    assert!(!out.join("content/good.md").exists());
}

#[test]
fn a_folder_of_somebody_elses_is_left_alone() {
    let (content, out) = pack("build-foreign");
    fs::create_dir_all(&out).unwrap();
    fs::write(out.join("index.html"), "mine").unwrap();
    let run = build(&content, &out, &[]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(
        run.errors
            .contains("holds files that are not a site of this program"),
        "{run:?}"
    );
    assert_eq!(fs::read_to_string(out.join("index.html")).unwrap(), "mine");
}

#[test]
fn the_program_goes_into_every_page() {
    let (content, out) = pack("build-program");
    let trunk = out.with_file_name("trunk");
    fs::create_dir_all(&trunk).unwrap();
    fs::write(
        trunk.join("index.html"),
        "<!doctype html><html><head><link rel=\"modulepreload\" href=\"./app-1.js\">\
         <link rel=\"preload\" href=\"./app-1_bg.wasm\" as=\"fetch\" type=\"application/wasm\" crossorigin>\
         <script type=\"module\" src=\"./start-2.js\"></script></head><body></body></html>",
    )
    .unwrap();
    for name in ["app-1.js", "app-1_bg.wasm", "start-2.js"] {
        fs::write(trunk.join(name), name).unwrap();
    }
    let trunk_desk = out.with_file_name("trunk-desk");
    fs::create_dir_all(&trunk_desk).unwrap();
    fs::write(
        trunk_desk.join("index.html"),
        "<link rel=\"modulepreload\" href=\"./desk-3.js\">",
    )
    .unwrap();
    fs::write(trunk_desk.join("desk-3.js"), "desk-3.js").unwrap();
    let (app, desk) = (trunk.to_str().unwrap(), trunk_desk.to_str().unwrap());
    let run = build(&content, &out, &["--trunk", app, "--trunk-desk", desk]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let files = files(&out);
    assert_eq!(files["assets/app-1_bg.wasm"], b"app-1_bg.wasm");
    let unit = String::from_utf8(files["units/good/index.html"].clone()).unwrap();
    assert!(unit.contains("<script type=\"module\" src=\"../../assets/start-2.js\"></script>"));
    assert!(unit.contains("href=\"../../assets/app-1_bg.wasm\""));
    assert!(!unit.contains("assets/desk-"));
    let judge = String::from_utf8(files["assess/answer/index.html"].clone()).unwrap();
    assert!(judge.contains("href=\"../../assets/desk-3.js\""));
    assert!(!judge.contains("assets/app-1"));

    // The small program has its own pages, and knows the whole one.
    let trunk_study = out.with_file_name("trunk-study");
    fs::create_dir_all(&trunk_study).unwrap();
    fs::write(
        trunk_study.join("index.html"),
        "<link rel=\"modulepreload\" href=\"./study-4.js\">",
    )
    .unwrap();
    fs::write(trunk_study.join("study-4.js"), "study-4.js").unwrap();
    let study = trunk_study.to_str().unwrap();
    let run = build(&content, &out, &["--trunk", app, "--trunk-study", study]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let read = |page: &str| fs::read_to_string(out.join(page)).unwrap();
    let unit = read("units/good/index.html");
    assert!(unit.contains("href=\"../../assets/study-4.js\""));
    assert!(unit.contains("data-whole=\"app-1.js app-1_bg.wasm\""));
    assert!(!unit.contains("assets/app-1"));
    let record = read("record/index.html");
    assert!(record.contains("href=\"../assets/app-1.js\""));
    assert!(!record.contains("data-whole"));
    let ready =
        underpin::ready::Ready::from_bytes(&fs::read(out.join("ready/good.bin")).unwrap()).unwrap();
    assert!(unit.contains(&format!("data-source=\"{}\"", ready.source)));

    let run = build(&content, &out, &["--trunk-study", study]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(run.errors.contains("--trunk DIR"), "{run:?}");

    let run = build(&content, &out, &["--trunk", content.to_str().unwrap()]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(run.errors.contains("index.html"), "{run:?}");
}

#[test]
fn a_site_in_a_folder_of_its_host_finds_its_way_from_anywhere() {
    let (content, out) = pack("build-base");
    let run = build(&content, &out, &["--base", "/training/"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let missing = fs::read_to_string(out.join("404.html")).unwrap();
    assert!(missing.contains("data-root=\"/training/\""));
    assert!(missing.contains("href=\"/training/assets/icon-"));
    assert_eq!(build(&content, &out, &["--base", "training"]).code, Some(2));
}

/// What Trunk would have made.
fn trunk(beside: &Path) -> PathBuf {
    let trunk = beside.with_file_name("trunk");
    fs::create_dir_all(&trunk).unwrap();
    for (name, text) in [
        (
            "index.html",
            "<link rel=\"modulepreload\" href=\"./app-1.js\">",
        ),
        (
            "app-1.js",
            "const end = '</script>';\nexport { initSync, __wbg_init as default };\n",
        ),
        ("app-1_bg.wasm", "\0asm"),
    ] {
        fs::write(trunk.join(name), text).unwrap();
    }
    trunk
}

#[test]
fn one_file_has_everything_in_it() {
    let (content, out) = pack("build-one-file");
    let (trunk, file) = (trunk(&out), out.with_extension("html"));
    let more = ["--single-file", "--trunk", trunk.to_str().unwrap()];
    let run = build(&content, &file, &more);
    assert_eq!(run.code, Some(0), "{run:?}");
    let html = fs::read_to_string(&file).unwrap();
    let run = build(&content, &file, &more);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(html == fs::read_to_string(&file).unwrap(), "the same bytes");

    let page = scraper::Html::parse_document(&html);
    let all = |css: &str| {
        let selector = scraper::Selector::parse(css).unwrap();
        page.select(&selector).collect::<Vec<_>>()
    };
    assert!(page.errors.is_empty(), "{:?}", page.errors);
    assert_eq!(all("script").len(), 4);
    assert!(all("script[src], link[rel=stylesheet], link[href^='.']").is_empty());
    for link in all("a[href]") {
        let href = link.attr("href").unwrap();
        assert!(href.starts_with('#') || href.contains(':'), "{href}");
    }
    // What runs is named in the policy, and nothing else is.
    let policy = all("meta[http-equiv=Content-Security-Policy]")[0]
        .attr("content")
        .unwrap();
    let runs = all("script:not([type='text/plain']), style");
    assert_eq!(runs.len(), 3);
    for text in runs {
        let hash = sha2::Sha256::digest(text.text().collect::<String>());
        let hash = format!("'sha256-{}'", STANDARD.encode(hash));
        assert!(policy.contains(&hash), "{hash}: {policy}");
    }
    assert_eq!(policy.matches("sha256-").count(), 3);
    assert!(!policy.contains("unsafe-inline"));
    let held = |id: &str| {
        let text: String = all(id)[0].text().collect();
        STANDARD.decode(text).unwrap()
    };
    assert_eq!(held("#page_program"), b"\0asm");
    let read = ::underpin::exchange::pack_file::read(&held("#page_pack")).unwrap();
    assert_eq!(read.settings.as_deref(), Some(PACK));
    assert!(read.images.contains_key("pictures/hoist.png"));
}

#[test]
fn one_file_says_why_it_cannot_be() {
    let (content, out) = pack("build-no-file");
    let file = out.with_extension("html");
    let run = build(&content, &file, &["--single-file"]);
    if !cfg!(feature = "site") {
        assert_eq!(run.code, Some(2), "{run:?}");
        assert!(run.errors.contains("--trunk DIR"), "{run:?}");
        assert!(!file.exists());
    }
    let trunk = trunk(&out);
    let more = ["--single-file", "--trunk", trunk.to_str().unwrap()];
    fs::create_dir_all(&out).unwrap();
    let run = build(&content, &out, &more);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(run.errors.contains("is a folder"), "{run:?}");
    fs::write(trunk.join("app-1.js"), "export {};").unwrap();
    let run = build(&content, &file, &more);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(!file.exists());
}
