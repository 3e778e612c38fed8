//! The door to a store, as browsers and as those who try to get through it find it: against a
//! store that stands in for a real one and can be told to misbehave. Who may do what is a table;
//! the rules behind it have one of their own (`src/door/tests.rs`).

mod client;
mod crossing;
mod keys;
mod misbehaving;
mod own_password;
mod people;
mod refusals;

use std::{fs, path::PathBuf, process::Stdio};

use underpin::door::signed::{self, Key};

use crate::door_kit::{self as kit, server::Server, stand_in::StandIn};

/// A server with a door to a stand-in store, and its log.
struct Door {
    store: StandIn,
    server: Server,
    folder: PathBuf,
}

impl Door {
    fn open(test: &str) -> Self {
        Self::open_with(test, &[])
    }

    fn open_with(test: &str, more: &[&str]) -> Self {
        Self::open_to(test, "", more)
    }

    /// The same, where what is said of the store's address goes on so.
    fn open_to(test: &str, beyond: &str, more: &[&str]) -> Self {
        let folder = crate::program::folder(test);
        kit::prepare(&folder, &kit::people(kit::PEOPLE));
        let store = StandIn::start();
        let log = fs::File::create(folder.join("log")).unwrap();
        let user = (kit::stand_in::USER, kit::stand_in::PASSWORD);
        let at = store.url() + beyond;
        let server = kit::serve(&folder, &at, user, Stdio::from(log), more);
        // It has looked whether the store is there.
        store.kept().asked.clear();
        Self {
            store,
            server,
            folder,
        }
    }

    /// What the log calls somebody.
    fn tag(&self, account: &str) -> String {
        let key = fs::read_to_string(self.folder.join("people.key")).unwrap();
        signed::tag(&Key::from_text(&key).unwrap(), &account.parse().unwrap())
    }

    fn log(&self) -> Vec<serde_json::Value> {
        let log = fs::read_to_string(self.folder.join("log")).unwrap();
        let lines = log.lines().map(serde_json::from_str);
        lines.collect::<Result<_, _>>().unwrap()
    }
}
