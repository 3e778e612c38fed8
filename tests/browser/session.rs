//! Whose record a session holds, whoever is chosen while it is opened.

use futures::future::join;
use leptos::prelude::{GetUntracked, Owner};
use underpin::{
    record::{
        Record,
        event::{PersonId, Role},
        store::Store,
    },
    ui::{
        cipher::NotUnlocked,
        database::Database,
        session::{Phase, Session},
    },
};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{
    page::{session_with, settings, unit},
    work::{Work, actor},
};

const UNIT: &str = "\
+++
id = \"carers\"
title = \"Carers\"
level = 3
+++

## 1.1 Define a carer {#ac-1-1 .criterion}

- **Meaning.** What the word means.
";

#[wasm_bindgen_test]
async fn who_is_chosen_while_anothers_record_opens_gets_nothing_of_it() {
    let mut work = Work::of(actor(21, "Ada", Role::Learner), &settings(""), &unit(UNIT));
    for words in ["Hers.", "Hers too.", "And this."] {
        work.write("ac-1-1", words, &[]);
    }
    let session = session_with("Ada", work.record).await;
    let ada = session.person_untracked().unwrap().id;
    session.choose(None).await;
    let ben = session.begin("Ben");
    session.take_in(Record::default()).await;
    let his = session.record();

    join(session.choose(Some(ada)), session.choose(Some(ben))).await;
    assert_eq!(session.person_untracked().unwrap().id, ben);
    assert_eq!(session.record(), his);

    // And nothing of hers has gone into what is kept for him.
    session.choose(Some(ben)).await;
    assert_eq!(session.record(), his);
    session.choose(Some(ada)).await;
    assert!(session.record().events().len() > 3);
}

/// Another tab, which begins with whoever is chosen.
async fn another_tab() -> Session {
    let owner = Owner::new();
    let session = owner.with(Session::new);
    session.open().await;
    // It lives as long as the page.
    std::mem::forget(owner);
    session
}

/// What somebody has written on one criterion.
fn written(words: &str) -> Record {
    let mut work = Work::of(actor(22, "Cas", Role::Learner), &settings(""), &unit(UNIT));
    work.write("ac-1-1", words, &[]);
    work.record
}

async fn locked_values(learner: PersonId) -> usize {
    let mut locked = 0;
    let count = async |values: Vec<(_, String)>| {
        let values = values.iter();
        locked += values
            .filter(|(_, value)| value.starts_with("{\"locked\""))
            .count();
    };
    Database::default().each(learner, count).await.unwrap();
    locked
}

#[wasm_bindgen_test]
async fn what_another_tab_writes_while_a_passphrase_is_taken_away_can_be_read_ever_after() {
    let session = session_with("Cas", written("Before.")).await;
    let id = session.person_untracked().unwrap().id;
    session
        .set_passphrase(None, "four odd words")
        .await
        .unwrap();
    let other = another_tab().await;
    assert_eq!(other.phase.get_untracked(), Phase::Locked);
    other.unlock("four odd words").await.unwrap();
    session.remove_passphrase("four odd words").await.unwrap();
    assert_eq!(locked_values(id).await, 0);

    // The other tab has not heard of it.
    other.keep_all(written("Meanwhile.")).await.unwrap();
    assert!(locked_values(id).await > 0);
    let next = another_tab().await;
    assert_eq!(next.phase.get_untracked(), Phase::Open);
    assert_eq!(next.record(), other.record());
    assert!(next.troubles.get_untracked().is_empty());
    assert_eq!(locked_values(id).await, 0);

    // And not when there is another passphrase either.
    next.set_passphrase(None, "five other odd words")
        .await
        .unwrap();
    other.keep_all(written("Long after.")).await.unwrap();
    let last = another_tab().await;
    last.unlock("five other odd words").await.unwrap();
    assert_eq!(last.record(), other.record());
    assert!(last.troubles.get_untracked().is_empty());

    last.remove_passphrase("five other odd words")
        .await
        .unwrap();
    assert_eq!(another_tab().await.record(), other.record());
    assert_eq!(locked_values(id).await, 0);
}

#[wasm_bindgen_test]
async fn a_passphrase_that_is_set_stands_whatever_another_tab_keeps() {
    let session = session_with("Dee", written("Before.")).await;
    let other = another_tab().await;
    session
        .set_passphrase(None, "four odd words")
        .await
        .unwrap();

    // The other tab has not heard of it.
    let refused = other.set_passphrase(None, "five other odd words").await;
    assert_eq!(refused, Err(NotUnlocked::Unavailable));
    other.rename("Dee Dee");
    other.keep_all(written("Meanwhile.")).await.unwrap();
    let next = another_tab().await;
    assert_eq!(next.phase.get_untracked(), Phase::Locked);
    next.unlock("four odd words").await.unwrap();
    assert_eq!(next.record(), other.record());
    assert!(next.troubles.get_untracked().is_empty());
}
