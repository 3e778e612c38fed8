//! What local storage can lose. Browsers write it to the disk some seconds, and up to a minute, after it was set;
//! the browser that is ended by force, or a flat battery, takes all of that along. Moodle, in whose own site
//! a package is opened, empties it whenever somebody signs in. The database is written at once, and stays. So
//! what is set is noted there too, with a number that counts up; who starts with a local storage that has not
//! come as far takes the rest from there.

use std::cell::OnceCell;

use gloo_storage::{LocalStorage, Storage};
use wasm_bindgen_futures::spawn_local;

use super::{available, is_trial, keys};
use crate::ui::{clock, database::Database};

/// The key of how far local storage has come.
const NUMBER: &str = "underpin/number";

/// What begins with these is noted elsewhere already, or costs nobody anything.
const NOT_NOTED: [&str; 5] = [
    "underpin/pending/",
    "underpin/left/",
    "underpin/tally/",
    "underpin/sent/",
    "underpin/probe",
];

/// How long it is noted that something was taken away, in milliseconds: by far longer than any browser waits with
/// writing.
const KEPT: f64 = 3_600_000.0;

/// What was set, or taken away: how far local storage had come with it, and when.
type Note = (u64, f64, Option<String>);

thread_local! {
    static DATABASE: OnceCell<Database> = const { OnceCell::new() };
}

fn database() -> Database {
    DATABASE.with(|database| database.get_or_init(Database::default).clone())
}

/// How far local storage has come: 0 where it has never begun or has lost all; none where what stands there is no
/// number.
fn number() -> Option<u64> {
    let number = LocalStorage::raw().get_item(NUMBER).ok().flatten();
    number.map_or(Some(0), |number| number.parse().ok())
}

fn set_number(number: u64) {
    // Where it is not kept, nothing else is.
    let _ = LocalStorage::raw().set_item(NUMBER, &number.to_string());
}

fn is_noted(key: &str) -> bool {
    key != NUMBER && !NOT_NOTED.iter().any(|begins| key.starts_with(begins))
}

/// Notes what local storage has under a key since just now.
pub(super) fn note(key: &str, value: Option<&str>) {
    if is_trial() || !is_noted(key) {
        return;
    }
    let number = number().unwrap_or(0).saturating_add(1);
    set_number(number);
    let note: Note = (number, js_sys::Date::now(), value.map(str::to_owned));
    let (key, note) = (key.to_owned(), serde_json::to_string(&note));
    spawn_local(async move {
        if let Ok(note) = note {
            // Where the database takes nothing, local storage is all there is.
            let _ = database().keep_note(&key, note).await;
        }
    });
}

/// Takes into local storage what it lost. Says whether that was anything.
pub async fn catch_up() -> bool {
    if is_trial() || !available() {
        return false;
    }
    let Ok(found) = database().notes().await else {
        return false;
    };
    let notes = found.into_iter();
    let read =
        notes.filter_map(|(key, note)| Some((serde_json::from_str::<Note>(&note).ok()?, key)));
    let mut notes: Vec<(Note, String)> = read.collect();
    notes.sort_by_key(|((number, ..), _)| *number);
    // What was set while the notes were read is in both.
    let Some(reached) = number() else {
        // Nothing tells which of the two is newer, so what is here stays.
        set_number(notes.last().map_or(0, |((number, ..), _)| *number));
        return false;
    };
    let (mut caught_up, mut old) = (false, Vec::new());
    let mut unnoted = keys("underpin/");
    for ((number, at, value), key) in notes {
        unnoted.retain(|one| *one != key);
        if number <= reached {
            if value.is_none() && clock::now().as_millisecond() as f64 - at > KEPT {
                old.push(key);
            }
            continue;
        }
        let _ = match value {
            Some(value) => LocalStorage::raw().set_item(&key, &value),
            None => LocalStorage::raw().remove_item(&key),
        };
        set_number(number);
        // Where there is no room, nothing is gained by trying again.
        caught_up = self::number() == Some(number);
    }
    // An earlier version of this program noted nothing, or not for long.
    for key in unnoted.into_iter().filter(|key| is_noted(key)) {
        if let Ok(Some(value)) = LocalStorage::raw().get_item(&key) {
            note(&key, Some(&value));
        }
    }
    // What is left of them is taken away the next time.
    let _ = database().drop_notes(old).await;
    caught_up
}
