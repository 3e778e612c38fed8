//! Local storage that has lost what it had not written to the disk when the browser was ended.

use gloo_storage::{LocalStorage, Storage};
use underpin::ui::{
    clock,
    database::Database,
    storage::{self, late},
};
use wasm_bindgen_test::wasm_bindgen_test;

const NUMBER: &str = "underpin/number";

fn here(key: &str) -> Option<String> {
    LocalStorage::raw().get_item(key).unwrap()
}

/// Waits until the database has taken so many notes that begin with this.
async fn until_noted(begins: &str, count: usize) {
    loop {
        let notes = Database::default().notes().await.unwrap();
        let noted = notes.iter().filter(|(key, note)| {
            key.starts_with(begins) && (note.contains("new") || note.contains("null"))
        });
        if noted.count() == count {
            return;
        }
        clock::wait(5).await;
    }
}

#[wasm_bindgen_test]
async fn what_it_lost_is_taken_from_the_database() {
    let raw = LocalStorage::raw();
    assert_eq!(storage::set("underpin/late-a", "old"), Ok(()));
    assert_eq!(storage::set("underpin/late-b", "old"), Ok(()));
    let number = here(NUMBER).unwrap();
    assert_eq!(storage::set("underpin/late-a", "new"), Ok(()));
    assert_eq!(storage::set("underpin/late-c", "new"), Ok(()));
    assert_eq!(storage::set("underpin/left/late", "new"), Ok(()));
    storage::remove("underpin/late-b");
    let after = here(NUMBER).unwrap();
    until_noted("underpin/late-", 3).await;
    until_noted("underpin/left/late", 0).await;
    assert!(!late::catch_up().await);

    // The browser is ended, and has what it had written by then.
    raw.set_item(NUMBER, &number).unwrap();
    raw.set_item("underpin/late-a", "old").unwrap();
    raw.set_item("underpin/late-b", "old").unwrap();
    raw.remove_item("underpin/late-c").unwrap();
    assert!(late::catch_up().await);
    assert_eq!(here("underpin/late-a").as_deref(), Some("new"));
    assert_eq!(here("underpin/late-b"), None);
    assert_eq!(here("underpin/late-c").as_deref(), Some("new"));
    assert_eq!(here(NUMBER).as_deref(), Some(after.as_str()));
    assert!(!late::catch_up().await);

    // Where nothing tells how far it had come, what it has stays.
    raw.set_item(NUMBER, "{rubbish").unwrap();
    raw.set_item("underpin/late-a", "own").unwrap();
    assert!(!late::catch_up().await);
    assert_eq!(here("underpin/late-a").as_deref(), Some("own"));
    assert_eq!(here(NUMBER).as_deref(), Some(after.as_str()));

    // What local storage has and the database has not is newer.
    assert_eq!(storage::set("underpin/late-a", "newer"), Ok(()));
    assert!(!late::catch_up().await);
    assert_eq!(here("underpin/late-a").as_deref(), Some("newer"));
}

#[wasm_bindgen_test]
async fn what_another_program_throws_away_is_taken_back_however_old_it_is() {
    let raw = LocalStorage::raw();
    // Two days ago, and by a program that noted nothing.
    let day = clock::now().as_millisecond() - 2 * 86_400_000;
    let number = here(NUMBER).map_or(0, |number| number.parse().unwrap_or(0)) + 1;
    raw.set_item(NUMBER, &number.to_string()).unwrap();
    for key in ["underpin/thrown-a", "underpin/thrown-b"] {
        raw.set_item(key, "new").unwrap();
    }
    let old = format!("[{number},{day},\"new\"]");
    let database = Database::default();
    let noted = database.keep_note("underpin/thrown-a", old).await;
    assert_eq!(noted, Ok(()));
    assert!(!late::catch_up().await);
    until_noted("underpin/thrown-", 2).await;

    raw.clear().unwrap();
    assert!(late::catch_up().await);
    for key in ["underpin/thrown-a", "underpin/thrown-b"] {
        assert_eq!(here(key).as_deref(), Some("new"));
    }
    for key in ["underpin/thrown-a", "underpin/thrown-b"] {
        storage::remove(key);
    }
    assert!(!late::catch_up().await);
    assert_eq!(here("underpin/thrown-a"), None);
}
