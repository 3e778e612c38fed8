//! The browser's database when it does not keep what it was given.

use underpin::{
    record::{
        event::PersonId,
        seal::TextHash,
        store::{Place, Store, StoreError},
    },
    ui::database::Database,
};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::script::while_so;

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
