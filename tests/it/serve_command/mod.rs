//! `underpin serve`: what it answers, and that it answers this machine only unless told otherwise.

mod changed;
mod listening;

use std::{
    fs,
    path::PathBuf,
    process::Stdio,
    time::{Duration, Instant},
};

use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::Digest;

use crate::{
    door_kit::server::Server,
    program::{folder, underpin},
};

const UNIT: &str = "+++\nid = \"good\"\ntitle = \"Good\"\nlevel = 2\nminutes = 5\n+++\n\n## Words {#words}\n\nSome words.\n";
const PACK: &str = "id = \"p\"\ntitle = \"A pack\"\nversion = \"1\"\nunits = [\"good\"]\n";

/// A built site and the content it was built from.
fn site(test: &str) -> (PathBuf, PathBuf) {
    let folder = folder(test);
    let (content, out) = (folder.join("content"), folder.join("out"));
    fs::create_dir_all(&content).unwrap();
    fs::write(content.join("pack.toml"), PACK).unwrap();
    fs::write(content.join("good.md"), UNIT).unwrap();
    let run = underpin([
        "build".as_ref(),
        "--content".as_ref(),
        content.as_os_str(),
        "--out".as_ref(),
        out.as_os_str(),
    ]);
    assert_eq!(run.code, Some(0), "{run:?}");
    fs::write(out.join("assets/app.wasm"), b"\0asm").unwrap();
    (content, out)
}

/// A server of a site.
struct Served(Server);

/// A server that keeps its log to itself.
fn start(arguments: &[&str]) -> Served {
    Served(Server::start(arguments, Stdio::null()))
}

impl Served {
    /// The head, with names in lower case, and the body of an answer.
    fn get(&self, path: &str) -> (String, String) {
        let (head, body) = self.ask("GET", path, &[]);
        (head, String::from_utf8_lossy(&body).into_owned())
    }

    fn ask(&self, method: &str, path: &str, headers: &[&str]) -> (String, Vec<u8>) {
        let answer = self.0.ask(method, path, headers, b"");
        // Names are in lower case already; of values only what is looked for so.
        let head = format!("http/1.1 {}\n{}", answer.status, answer.head);
        (
            head.replace("Accept-Encoding", "accept-encoding"),
            answer.body,
        )
    }
}

#[test]
fn pages_come_with_the_policy_and_their_types() {
    let (_, out) = site("serve-types");
    let server = start(&["--dir", out.to_str().unwrap()]);
    for (path, status, kind) in [
        ("/", "200", "text/html"),
        ("/units/good/", "200", "text/html"),
        ("/assets/app.wasm", "200", "application/wasm"),
        ("/content/good.md", "200", "text/markdown"),
        ("/no/such/page", "404", "text/html"),
        ("/assets/none.js", "404", "text/html"),
        ("/units/%67ood/", "200", "text/html"),
        ("/../Cargo.toml", "404", "text/html"),
    ] {
        let (head, body) = server.get(path);
        assert!(
            head.starts_with(&format!("http/1.1 {status}")),
            "{path}: {head}"
        );
        assert!(
            head.contains(&format!("content-type: {kind}")),
            "{path}: {head}"
        );
        let policy = value(&head, "content-security-policy");
        assert!(
            policy.starts_with("default-src 'none'; script-src 'self'"),
            "{path}: {head}"
        );
        if kind == "text/html" {
            assert_policy_allows_what_stands_in_it(path, policy, &body);
        } else {
            assert!(!policy.contains("sha256-"), "{path}: {head}");
        }
        assert!(
            head.contains("x-content-type-options: nosniff"),
            "{path}: {head}"
        );
        let kept = head.contains("immutable");
        assert_eq!(
            kept,
            path.starts_with("/assets/") && status == "200",
            "{path}: {head}"
        );
        if status == "404" {
            assert!(body.contains("There is no such page"), "{path}");
        }
    }
    let (head, _) = server.get("/units/good?x=1");
    assert!(head.starts_with("http/1.1 307"), "{head}");
    // From there, also where a proxy shows the site in a folder.
    assert_eq!(value(&head, "location"), "./good/?x=1");
}

/// The digests of the styles and scripts that stand in a page itself.
fn digests(page: &str) -> Vec<String> {
    let within = |begin: &'static str, end: &'static str| {
        let parts = page.split(begin).skip(1);
        parts.map(move |rest| rest.split_once(end).unwrap().0)
    };
    let all = within("<style>", "</style>").chain(within("<script>", "</script>"));
    let digest = |text: &str| {
        let digest = STANDARD.encode(sha2::Sha256::digest(text));
        format!("'sha256-{digest}'")
    };
    all.map(digest).collect()
}

/// A browser keeps to what the header says and to what the page says: where one of them does not name
/// what stands in the page, the page is without its style.
fn assert_policy_allows_what_stands_in_it(path: &str, policy: &str, page: &str) {
    let own = underpin::site::policy_in(page).unwrap();
    assert_eq!(policy, format!("{own}; frame-ancestors 'none'"), "{path}");
    for digest in digests(page) {
        assert!(policy.contains(&digest), "{path}: {policy}");
    }
}

#[test]
fn with_watch_a_change_to_the_content_changes_the_page() {
    let (content, out) = site("serve-watch");
    let server = start(&[
        "--dir",
        out.to_str().unwrap(),
        "--watch",
        content.to_str().unwrap(),
    ]);
    assert!(server.get("/units/good/").1.contains("Some words."));
    // Nobody who edits is shown what a browser kept before.
    let (head, worker) = server.get("/worker.js");
    assert!(head.contains("content-type: text/javascript"), "{head}");
    assert!(worker.contains("registration.unregister()"));
    fs::write(
        content.join("good.md"),
        UNIT.replace("Some words.", "Other words."),
    )
    .unwrap();
    let limit = Instant::now() + Duration::from_secs(30);
    while !server.get("/units/good/").1.contains("Other words.") {
        assert!(Instant::now() < limit, "the page did not follow its source");
        std::thread::yield_now();
    }
    assert!(server.get("/content/good.md").1.contains("Other words."));
    assert!(
        out.join("assets/app.wasm").is_file(),
        "what pages load stays"
    );
}

#[test]
fn a_pack_is_served_without_a_site_and_followed() {
    let (content, out) = site("serve-pack");
    let file = out.with_file_name("mine.zip");
    let pack = || {
        let run = underpin([
            "pack".as_ref(),
            content.as_os_str(),
            "--out".as_ref(),
            file.as_os_str(),
        ]);
        assert_eq!(run.code, Some(0), "{run:?}");
    };
    pack();
    let from_file = start(&["--pack", file.to_str().unwrap()]);
    let from_folder = start(&["--pack", content.to_str().unwrap()]);
    for server in [&from_file, &from_folder] {
        assert!(server.get("/units/good/").1.contains("Some words."));
        assert!(server.get("/").1.contains("A pack"));
    }
    let other = UNIT.replace("Some words.", "Other words.");
    fs::write(content.join("good.md"), other).unwrap();
    pack();
    let limit = Instant::now() + Duration::from_secs(30);
    for server in [&from_file, &from_folder] {
        while !server.get("/units/good/").1.contains("Other words.") {
            assert!(Instant::now() < limit, "the page did not follow its source");
            std::thread::yield_now();
        }
    }
}

#[test]
fn it_says_why_it_cannot() {
    let run = underpin(["serve", "--dir", "no-such-folder"]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(
        run.errors.contains("there is no site in no-such-folder"),
        "{run:?}"
    );
}

fn value<'a>(head: &'a str, name: &str) -> &'a str {
    let line = head
        .lines()
        .find(|line| line.starts_with(&format!("{name}: ")));
    line.map_or("", |line| &line[name.len() + 2..])
}

#[test]
fn every_answer_says_what_its_page_may_do() {
    let (_, out) = site("serve-headers");
    let server = start(&["--dir", out.to_str().unwrap()]);
    for (method, path) in [
        ("GET", "/"),
        ("GET", "/assets/app.wasm"),
        ("GET", "/no/such/page"),
        ("GET", "/.underpin-site.json"),
        ("GET", "/healthz"),
        ("POST", "/"),
        ("BREW", "/units/good/"),
    ] {
        let (head, _) = server.ask(method, path, &[]);
        let policy = value(&head, "content-security-policy");
        assert!(policy.starts_with("default-src 'none';"), "{path}: {head}");
        assert!(policy.contains("frame-ancestors 'none'"), "{path}: {head}");
        assert!(!policy.contains("unsafe-inline"), "{path}: {head}");
        // There is no door.
        assert!(!head.contains("server-timing"), "{path}: {head}");
        assert!(
            value(&head, "permissions-policy").contains("camera=()"),
            "{path}: {head}"
        );
        for (name, said) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            assert_eq!(value(&head, name), said, "{path}: {head}");
        }
    }
}

#[test]
fn a_browser_asks_whether_its_copy_holds_and_for_parts() {
    let (_, out) = site("serve-parts");
    let server = start(&["--dir", out.to_str().unwrap()]);
    let (head, body) = server.ask("GET", "/units/good/", &[]);
    assert_eq!(value(&head, "cache-control"), "no-cache");
    let length = value(&head, "content-length");
    assert_eq!(length, body.len().to_string());
    let holds = format!("If-None-Match: {}", value(&head, "etag"));
    let (again, none) = server.ask("GET", "/units/good/", &[&holds]);
    assert!(
        again.starts_with("http/1.1 304") && none.is_empty(),
        "{again}"
    );
    let (only_head, none) = server.ask("HEAD", "/units/good/", &[]);
    assert!(
        only_head.starts_with("http/1.1 200") && none.is_empty(),
        "{only_head}"
    );
    assert_eq!(value(&only_head, "content-length"), length);
    let (part, four) = server.ask("GET", "/assets/app.wasm", &["Range: bytes=1-3"]);
    assert!(part.starts_with("http/1.1 206"), "{part}");
    assert_eq!(four, b"asm");

    // The page is another one: so is its tag, even within the second.
    let page = out.join("units/good/index.html");
    let text = fs::read_to_string(&page)
        .unwrap()
        .replace("Some words.", "Same words.");
    fs::write(&page, text).unwrap();
    let (head, _) = server.ask("GET", "/units/good/", &[&holds]);
    assert!(head.starts_with("http/1.1 200"), "{head}");
}

#[test]
fn nothing_is_listed_changed_or_shown_that_is_not_the_sites() {
    let (_, out) = site("serve-hidden");
    let server = start(&["--dir", out.to_str().unwrap()]);
    fs::write(out.with_file_name("secret.txt"), "secret").unwrap();
    fs::write(out.join("assets/.secret"), "secret").unwrap();
    fs::create_dir(out.join("content/.git")).unwrap();
    fs::write(out.join("content/.git/config"), "secret").unwrap();
    for path in [
        "/assets/",
        "/content/",
        "/units/",
        "/.underpin-site.json",
        "/%2eunderpin-site.json",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/assets/..%2f..%2fsecret.txt",
        "/assets/.secret",
        "/assets/%2esecret",
        "/assets%2f.secret",
        "/assets%2F%2Esecret",
        "/assets/%2f.secret",
        "/assets/.%73ecret",
        "/%61ssets%2f%2e%73ecret",
        "/assets%5c.secret",
        "/%2funderpin%2f..%2f.underpin-site.json",
        "/content/.git/config",
        "/content%2f.git%2fconfig",
        "/content/.git%2fconfig",
        "/content%2f%2egit/config",
        "/..\\secret.txt",
        "//secret.txt",
        "/lrs/session",
        "/lrs/statements",
    ] {
        let (head, body) = server.get(path);
        assert!(head.starts_with("http/1.1 404"), "{path}: {head}");
        assert!(!body.contains("secret"), "{path}: {body}");
    }
    for method in ["POST", "PUT", "DELETE", "PATCH"] {
        let (head, _) = server.ask(method, "/units/good/", &[]);
        assert!(head.starts_with("http/1.1 405"), "{method}: {head}");
    }
    let (head, body) = server.get("/healthz");
    assert!(head.starts_with("http/1.1 200"), "{head}");
    assert!(body.contains("\"status\":\"ok\""), "{body}");
}

#[test]
fn the_log_says_what_was_answered_and_not_to_whom() {
    let (_, out) = site("serve-log");
    let file = out.with_file_name("log");
    let log = Stdio::from(fs::File::create(&file).unwrap());
    let mut server = Served(Server::start(["--dir", out.to_str().unwrap()], log));
    server.ask(
        "GET",
        "/units/good/?learner=ada-okafor",
        &[
            "User-Agent: Adas telephone",
            "Referer: http://ada.example.org/",
            "Cookie: ada=1",
        ],
    );
    server.get("/no/such/page");
    assert_eq!(server.0.stop(), Some(0), "it stops by itself");
    let log = fs::read_to_string(&file).unwrap();
    let lines: Vec<serde_json::Value> = log
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let answered: Vec<_> = lines
        .iter()
        .filter(|line| line["message"] == "answered")
        .collect();
    assert_eq!(answered.len(), 2, "{log}");
    assert_eq!(answered[0]["path"], "/units/good/");
    assert_eq!(answered[0]["status"], 200);
    assert_eq!(answered[1]["status"], 404);
    for personal in ["ada", "Ada", "127.0.0.1", "telephone"] {
        assert!(!log.contains(personal), "{personal}: {log}");
    }
}

#[test]
fn where_it_is_asked_for_the_log_says_from_where_also_behind_a_proxy() {
    let (_, out) = site("serve-log-addresses");
    let file = out.with_file_name("log");
    let forwarded = "X-Forwarded-For: 203.0.113.9, 198.51.100.7";
    for (more, address) in [
        (&["--log-addresses"][..], Some("127.0.0.1")),
        (&["--log-addresses", "--behind-proxy"], Some("198.51.100.7")),
        (&["--behind-proxy"], None),
    ] {
        let log = Stdio::from(fs::File::create(&file).unwrap());
        let arguments = [&["--dir", out.to_str().unwrap()], more].concat();
        let mut server = Served(Server::start(arguments, log));
        server.ask("GET", "/", &[forwarded]);
        assert_eq!(server.0.stop(), Some(0));
        let log = fs::read_to_string(&file).unwrap();
        let line = log.lines().find(|line| line.contains("answered")).unwrap();
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        assert_eq!(line["address"].as_str(), address, "{more:?}: {log}");
        assert!(!log.contains("203.0.113.9"), "{more:?}: {log}");
    }
}
