//! A site with a door, the people who use it, and what they do: shared by the tests with a stand-in
//! store, those with a real one, and the bench.
#![allow(dead_code, reason = "each of them uses a part")]

pub mod server;
pub mod stand_in;

use std::{
    fs,
    io::Write,
    net::TcpStream,
    path::{Path, PathBuf},
    process::Stdio,
};

use serde_json::{Value, json};
use underpin::{
    door::password::{Hash, Memory},
    exchange::xapi::{Account, Whose},
    record::{Record, event::*, sealed::Sealed, what::What},
};

use server::{Answer, Server};

/// Everybody's password.
pub const PASSWORD: &str = "three small words";

pub const SITE: &str = "https://training.example.org/";

/// Who there is: account, role, cohorts.
pub const PEOPLE: [(&str, &str, &[&str]); 7] = [
    ("ada", "learner", &["spring"]),
    ("ben", "learner", &["autumn"]),
    ("ann", "assessor", &["spring"]),
    ("bob", "assessor", &["spring", "autumn"]),
    ("una", "assessor", &[]),
    ("quinn", "quality-assurer", &["spring"]),
    ("edie", "external-quality-assurer", &["spring"]),
];

/// The file of people, in which everybody has the same password.
pub fn people<'a>(all: impl IntoIterator<Item = (&'a str, &'a str, &'a [&'a str])>) -> String {
    let hash = Hash::of(PASSWORD, &[9; 16], &mut Memory::default());
    let mut file = format!("# Our people.\nsite = \"{SITE}\"\n");
    for (account, role, cohorts) in all {
        file.push_str(&format!(
            "\n[[person]]\naccount = \"{account}\"\nname = \"Name of {account}\"\nrole = \"{role}\"\n\
             cohorts = {cohorts:?}\npassword = \"{}\"\n",
            hash.as_str()
        ));
    }
    file
}

/// A folder with the least that can be served and a file of people.
pub fn prepare(folder: &Path, people: &str) -> PathBuf {
    let site = folder.join("site");
    fs::create_dir_all(&site).unwrap();
    fs::write(
        site.join("index.html"),
        "<!doctype html><title>A site</title>",
    )
    .unwrap();
    fs::write(
        site.join("404.html"),
        "<!doctype html><title>Not here</title>",
    )
    .unwrap();
    fs::write(folder.join("people.toml"), people).unwrap();
    site
}

/// A server with a door to a store.
pub fn serve(folder: &Path, store: &str, user: (&str, &str), log: Stdio, more: &[&str]) -> Server {
    let people = folder.join("people.toml");
    let site = folder.join("site");
    let mut arguments = vec!["--dir", site.to_str().unwrap(), "--lrs", store];
    arguments.extend(["--people", people.to_str().unwrap()]);
    arguments.extend(more);
    let environment = [
        ("UNDERPIN_LRS_USER", user.0),
        ("UNDERPIN_LRS_PASSWORD", user.1),
    ];
    Server::start_with(arguments, log, &environment)
}

/// What every change has to carry.
pub const OWN: &str = "X-Underpin: 1";
pub const JSON: &str = "Content-Type: application/json";

/// Somebody's browser: it keeps her cookie.
pub struct Browser<'s> {
    pub server: &'s Server,
    pub cookie: String,
}

impl<'s> Browser<'s> {
    /// Signs somebody in.
    pub fn of(server: &'s Server, account: &str) -> Self {
        let answer = sign_in(server, account, PASSWORD);
        assert_eq!(answer.status, 200, "{account}: {}", answer.text());
        let cookie = answer.header("set-cookie");
        let cookie = cookie.split(';').next().unwrap();
        Self {
            server,
            cookie: format!("Cookie: {cookie}"),
        }
    }

    pub fn get(&self, path: &str) -> Answer {
        self.server.ask("GET", path, &[&self.cookie], b"")
    }

    pub fn post(&self, statements: &Value) -> Answer {
        let headers = [self.cookie.as_str(), OWN, JSON];
        let body = statements.to_string();
        let path = "/lrs/statements";
        self.server.ask("POST", path, &headers, body.as_bytes())
    }

    /// Begins to send statements, and says nothing more.
    pub fn begin(&self) -> TcpStream {
        let mut stream = TcpStream::connect(&self.server.host).unwrap();
        let (host, cookie) = (&self.server.host, &self.cookie);
        let head = format!(
            "POST /lrs/statements HTTP/1.1\r\nHost: {host}\r\n{cookie}\r\n{OWN}\r\n{JSON}\r\nContent-Length: 9\r\n\r\n["
        );
        stream.write_all(head.as_bytes()).unwrap();
        stream
    }

    pub fn sign_out(&self) -> Answer {
        let headers = [self.cookie.as_str(), OWN];
        self.server.ask("DELETE", "/lrs/session", &headers, b"")
    }

    /// Every statement of somebody, part after part.
    pub fn all_of(&self, asked: &str) -> Vec<Value> {
        let mut path = format!("/lrs/statements{asked}");
        let mut all = Vec::new();
        loop {
            let answer = self.get(&path);
            assert_eq!(answer.status, 200, "{path}: {}", answer.text());
            let part = answer.json();
            all.extend(part["statements"].as_array().unwrap().iter().cloned());
            match part["more"].as_str().unwrap() {
                "" => return all,
                more => path = format!("/lrs/{more}"),
            }
        }
    }
}

pub fn sign_in(server: &Server, account: &str, password: &str) -> Answer {
    let body = json!({ "name": account, "password": password }).to_string();
    let headers = [OWN, JSON];
    server.ask("POST", "/lrs/session", &headers, body.as_bytes())
}

pub fn account(name: &str) -> Account {
    Account {
        home_page: SITE.into(),
        name: name.into(),
    }
}

/// The statement of the nth event that somebody did in a role in a learner's record.
pub fn statement(n: u32, by: Role, learner: &str, sender: Option<&str>) -> Value {
    signed_as(sender.unwrap_or(learner), n, by, learner, sender)
}

/// The same, with the id that somebody signs with, who may be somebody else.
pub fn signed_as(signer: &str, n: u32, by: Role, learner: &str, sender: Option<&str>) -> Value {
    let mut id = [7; 16];
    let first = id.iter_mut().zip(signer.bytes());
    first.for_each(|(byte, letter)| *byte = letter);
    let at: jiff::Timestamp = "2026-11-21T09:30:00.000Z".parse().unwrap();
    let number = n.to_be_bytes();
    let mut random = [0; 10];
    random[..4].copy_from_slice(&number);
    // Events of different people are different, also where they are the same by number.
    random[4..]
        .copy_from_slice(&format!("{learner:6}{:6}", sender.unwrap_or_default()).as_bytes()[..6]);
    let event = Sealed::new(&Event {
        id: EventId::new(at, random),
        at,
        by: Actor {
            person: PersonId::from_random(id),
            name: "Somebody".into(),
            role: by,
        },
        device: DeviceId::from_random([3; 16]),
        about: vec![About {
            pack: "underpin".parse().unwrap(),
            pack_version: "1".into(),
            adaptation: None,
            unit: "carer-partnerships".parse().unwrap(),
            item: Item::Section("rights".parse().unwrap()),
            shown: None,
            structure: None,
        }],
        after: vec![],
        what: What::SectionRead,
        via: None,
    });
    let mut whose = Whose::of(account(learner));
    whose.sender = sender.map(account);
    serde_json::from_str(&whose.event(&event, &Record::default()).to_text()).unwrap()
}

/// A statement of a learner's own.
pub fn own(n: u32, learner: &str) -> Value {
    statement(n, Role::Learner, learner, None)
}
