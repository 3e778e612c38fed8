//! `underpin serve`: what it answers, and that it answers this machine only.

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    path::PathBuf,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use crate::program::{folder, underpin};

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

/// A running server, and the address it printed.
struct Server(Child, String);

impl Server {
    fn start(arguments: &[&str]) -> Self {
        let mut server = Command::new(env!("CARGO_BIN_EXE_underpin"))
            .args(["serve", "--port", "0"])
            .args(arguments)
            .env("TMPDIR", env!("CARGO_TARGET_TMPDIR"))
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(server.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let address = line
            .trim()
            .strip_prefix("http://")
            .unwrap()
            .trim_end_matches('/')
            .to_owned();
        assert!(address.starts_with("127.0.0.1:"), "{line}");
        Self(server, address)
    }

    /// The head and the body of an answer.
    fn get(&self, path: &str) -> (String, String) {
        let mut stream = TcpStream::connect(&self.1).unwrap();
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n",
            self.1
        )
        .unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        (head.to_lowercase(), body.to_owned())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

#[test]
fn pages_come_with_the_policy_and_their_types() {
    let (_, out) = site("serve-types");
    let server = Server::start(&["--dir", out.to_str().unwrap()]);
    for (path, status, kind) in [
        ("/", "200", "text/html"),
        ("/units/good/", "200", "text/html"),
        ("/assets/app.wasm", "200", "application/wasm"),
        ("/content/good.md", "200", "text/markdown"),
        ("/no/such/page", "404", "text/html"),
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
        assert!(
            head.contains(
                "content-security-policy: default-src 'none'; script-src 'self' 'wasm-unsafe-eval'"
            ),
            "{path}: {head}"
        );
        assert!(
            head.contains("x-content-type-options: nosniff"),
            "{path}: {head}"
        );
        let kept = head.contains("immutable");
        assert_eq!(kept, path.starts_with("/assets/"), "{path}: {head}");
        if status == "404" {
            assert!(body.contains("There is no such page"), "{path}");
        }
    }
    assert!(
        server.get("/units/good").0.starts_with("http/1.1 307"),
        "leads to the page with its slash"
    );
}

#[test]
fn with_watch_a_change_to_the_content_changes_the_page() {
    let (content, out) = site("serve-watch");
    let server = Server::start(&[
        "--dir",
        out.to_str().unwrap(),
        "--watch",
        content.to_str().unwrap(),
    ]);
    assert!(server.get("/units/good/").1.contains("Some words."));
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
    let from_file = Server::start(&["--pack", file.to_str().unwrap()]);
    let from_folder = Server::start(&["--pack", content.to_str().unwrap()]);
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
    let (_, out) = site("serve-cannot");
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let run = underpin(["serve", "--port", &port, "--dir", out.to_str().unwrap()]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(
        run.errors.contains(&format!("port {port} is taken")),
        "{run:?}"
    );
    let run = underpin(["serve", "--dir", "no-such-folder"]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(
        run.errors.contains("there is no site in no-such-folder"),
        "{run:?}"
    );
}
