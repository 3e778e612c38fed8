//! The browser's database: when it does not keep what it was given, and when there is much of it.

use std::collections::BTreeMap;

use futures::future::join;
use idb::{Factory, KeyRange, Query, TransactionMode};
use js_sys::JSON;
use underpin::{
    desk::{cabinet::Cabinet, store::Note},
    exchange::record_file::Learner,
    record::{
        event::{PersonId, Role},
        locked::Unlocked,
        seal::TextHash,
        store::{Place, Store, StoreError},
    },
    ui::{
        clock,
        database::{Database, kept_file::KeptFile},
    },
};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{
    page::{settings, unit},
    script::while_so,
    work::{UNIT, Work, actor},
};

/// Every transaction takes what it is given and comes to nothing at its end, without any request having
/// failed: as Chromium says that a device is full. Gives the way to take that back.
const FULL_AT_THE_END: &str = "
    const { put } = IDBObjectStore.prototype, { commit } = IDBTransaction.prototype;
    const error = Object.getOwnPropertyDescriptor(IDBTransaction.prototype, 'error');
    IDBTransaction.prototype.commit = () => {};
    IDBObjectStore.prototype.put = function (...given) {
        const request = put.apply(this, given);
        request.addEventListener('success', () => this.transaction.abort());
        return request;
    };
    Object.defineProperty(IDBTransaction.prototype, 'error', {
        configurable: true,
        get: () => new DOMException('no room', 'QuotaExceededError'),
    });
    return () => {
        Object.assign(IDBObjectStore.prototype, { put });
        Object.assign(IDBTransaction.prototype, { commit });
        Object.defineProperty(IDBTransaction.prototype, 'error', error);
    };";

/// Every request to put something where something is already fails, and its transaction after it: as
/// Firefox and Safari say that a device is full, for another reason.
const PUT_FAILS: &str = "
    const { put, add } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = add;
    return () => Object.assign(IDBObjectStore.prototype, { put });";

fn somebody(number: u8) -> PersonId {
    // Running already is as good.
    let _ = any_spawner::Executor::init_wasm_bindgen();
    PersonId::from_random([number; 16])
}

fn value() -> Vec<(Place, String)> {
    let words = "What she wrote.";
    vec![(Place::Text(TextHash::of(words)), words.to_owned())]
}

async fn kept(learner: PersonId) -> usize {
    let mut kept = 0;
    let count = async |values: Vec<_>| kept += values.len();
    Database::default().each(learner, count).await.unwrap();
    kept
}

#[wasm_bindgen_test]
async fn what_comes_to_nothing_at_the_end_is_not_kept_and_told_as_full() {
    let (database, learner) = (Database::default(), somebody(41));
    let put = while_so(FULL_AT_THE_END, database.put(learner, value())).await;
    assert_eq!(put, Err(StoreError::Full));
    let left = while_so(FULL_AT_THE_END, database.leave(&"a key".into())).await;
    assert_eq!(left, Err(StoreError::Full));
    assert_eq!(kept(learner).await, 0);
    assert_eq!(database.put(learner, value()).await, Ok(()));
    assert_eq!(kept(learner).await, 1);
}

#[wasm_bindgen_test]
async fn a_request_that_fails_is_told_by_its_own_name() {
    let (database, learner) = (Database::default(), somebody(42));
    assert_eq!(database.put(learner, value()).await, Ok(()));
    let again = while_so(PUT_FAILS, database.put(learner, value())).await;
    let Err(StoreError::Failed(why)) = again else {
        panic!("{again:?}");
    };
    assert!(why.contains("ConstraintError"), "{why}");
}

/// So many values of a record, each of so many letters.
fn many(count: usize, of: char) -> BTreeMap<Place, String> {
    let named = (0..count).map(|number| {
        let place = Place::Text(TextHash::of(number.to_string()));
        (place, format!("{number} {}", of.to_string().repeat(700)))
    });
    named.collect()
}

/// What a record's values are, and how many came.
async fn read(learner: PersonId) -> (BTreeMap<Place, String>, usize) {
    let (mut read, mut came) = (BTreeMap::new(), 0);
    let take = async |values: Vec<_>| {
        came += values.len();
        read.extend(values);
    };
    Database::default().each(learner, take).await.unwrap();
    (read, came)
}

/// What stands in the browser's own database under the keys of somebody.
async fn stands(learner: PersonId) -> Vec<String> {
    let request = Factory::new().unwrap().open("underpin", Some(1)).unwrap();
    let connection = request.await.unwrap();
    let transaction = connection.transaction(&["values"], TransactionMode::ReadOnly);
    let store = transaction.unwrap().object_store("values").unwrap();
    let (first, end) = (format!("{learner}/"), format!("{learner}0"));
    let range = KeyRange::bound(&first.into(), &end.into(), None, Some(true)).unwrap();
    let all = store.get_all(Some(Query::KeyRange(range)), None).unwrap();
    let all = all.await.unwrap();
    connection.close();
    let written = |value: &JsValue| JSON::stringify(value).unwrap().into();
    all.iter().map(written).collect()
}

async fn until_together(learner: PersonId, most: usize) {
    while stands(learner).await.len() > most {
        clock::wait(5).await;
    }
}

#[wasm_bindgen_test]
async fn many_values_are_put_together_and_are_all_there() {
    let (database, learner, other) = (Database::default(), somebody(43), somebody(44));
    let values = many(1_000, 'a');
    for learner in [learner, other] {
        let put = database.put(learner, values.clone().into_iter().collect());
        assert_eq!(put.await, Ok(()));
    }
    assert_eq!(read(learner).await, (values.clone(), 1_000));
    until_together(learner, 40).await;
    assert_eq!(read(learner).await, (values.clone(), 1_000));
    assert_eq!(stands(other).await.len(), 1_000);

    // What is put in once more comes twice until there is much of it again, and then once.
    let again = many(200, 'a');
    let put = database.put(learner, again.into_iter().collect());
    assert_eq!(put.await, Ok(()));
    assert_eq!(read(learner).await, (values.clone(), 1_200));
    until_together(learner, 40).await;
    let all = many(1_010, 'a');
    let mut new = all.clone();
    new.retain(|place, _| !values.contains_key(place));
    let put = database.put(learner, new.into_iter().collect());
    assert_eq!(put.await, Ok(()));
    assert_eq!(read(learner).await, (all, 1_010));

    assert_eq!(database.erase(learner).await, Ok(()));
    assert_eq!(stands(learner).await.len(), 0);
    assert_eq!(database.erase(other).await, Ok(()));
}

#[wasm_bindgen_test]
async fn of_values_that_stood_together_nothing_is_left_in_their_form_before() {
    let (database, learner) = (Database::default(), somebody(45));
    let put = database.put(learner, many(300, 'a').into_iter().collect());
    assert_eq!(put.await, Ok(()));
    read(learner).await;
    until_together(learner, 12).await;
    let anew = many(290, 'b');
    let put = database.put_anew(learner, anew.clone().into_iter().collect());
    assert_eq!(put.await, Ok(()));
    let (mut there, came) = read(learner).await;
    assert_eq!(came, 300);
    let old = stands(learner).await;
    let old = old.iter().filter(|value| value.contains("aaaa")).count();
    assert!((1..=10).contains(&old), "{old}");
    there.retain(|_, value| !value.contains('a'));
    assert_eq!(there, anew);
}

#[wasm_bindgen_test]
async fn a_file_is_put_over_what_this_tab_knows_and_over_nothing_else() {
    // Running already is as good.
    let _ = any_spawner::Executor::init_wasm_bindgen();
    let (here, there) = (Database::default(), Database::default());
    let text = |words: &str| Some(words.to_owned());
    let which = KeptFile::Adaptation;
    here.keep_file(which, None).await.unwrap();
    let first = here.keep_file_over(which, &[None], text("first")).await;
    assert_eq!(first, Ok(true));
    let late = there.keep_file_over(which, &[None], text("late")).await;
    assert_eq!(late, Ok(false));
    assert_eq!(here.kept_file(which).await, Ok(text("first")));
    let known = [None, text("first")];
    let second = there.keep_file_over(which, &known, text("second")).await;
    assert_eq!(second, Ok(true));
    assert_eq!(here.keep_file_over(which, &known, None).await, Ok(false));
    assert_eq!(here.kept_file(which).await, Ok(text("second")));
}

#[wasm_bindgen_test]
async fn what_two_tabs_take_in_and_note_at_once_is_all_on_the_desk() {
    let owner = somebody(51);
    let tab = || Cabinet::new(owner, Database::default(), Unlocked);
    let (here, there) = (tab(), tab());
    let ada = actor(52, "Ada", Role::Learner);
    let wrote = |words: &str| {
        let mut work = Work::of(ada.clone(), &settings(""), &unit(UNIT));
        work.write("ac-3-2", words, &[]);
        work.record
    };
    let learner = Learner {
        id: ada.person,
        name: ada.name.clone(),
    };
    let (one, other) = (wrote("One"), wrote("Other"));
    let taken = join(here.take_in(&learner, one), there.take_in(&learner, other));
    assert!(matches!(taken.await, (Ok(_), Ok(_))));
    let portfolio = here.portfolio(learner.id).await.unwrap().unwrap();
    assert_eq!(portfolio.record.events().len(), 2);
    let found = there.open(async || {}).await;
    assert_eq!(found.summaries[&learner.id].events, 2);

    let text = |text: &str| Some(text.to_owned());
    let add = |more: &'static str| {
        move |note: Option<String>| (Some(note.unwrap_or_default() + more), ())
    };
    let noted = join(
        here.change_note(Note::CommentBank, text, add("a")),
        there.change_note(Note::CommentBank, text, add("b")),
    );
    assert_eq!(noted.await, (Ok(()), Ok(())));
    let note = here.note(Note::CommentBank).await.unwrap().unwrap();
    assert!(note == "ab" || note == "ba", "{note}");
}
