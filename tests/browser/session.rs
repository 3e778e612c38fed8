//! Whose record a session holds, whoever is chosen while it is opened.

use futures::future::join;
use underpin::record::{Record, event::Role};
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
