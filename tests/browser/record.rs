//! The page My record.

use jiff::civil::date;
use js_sys::Array;
use leptos::prelude::*;
use underpin::{
    record::{Record, event::Role},
    ui::{dom, session::Session},
};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{DataTransfer, Event, File, HtmlInputElement};

use crate::{
    page::{click, see, see_text, session_with, settings, show_record, text, texts, unit},
    work::{Work, actor, assessor, not_yet_met},
};

const UNIT: &str = "\
+++
id = \"carers\"
title = \"Carers\"
level = 3
+++

## 1.1 Define a carer {#ac-1-1 .criterion}

- **Meaning.** What the word means.

## 1.2 Describe what carers do {#ac-1-2 .criterion}

- **Range.** Several kinds of help.

## 1.3 Explain why carers matter {#ac-1-3 .criterion}

- **Knowledge.** What carers know that records do not.
";

fn work_of(number: u8, name: &str) -> Work {
    Work::of(
        actor(number, name, Role::Learner),
        &settings(""),
        &unit(UNIT),
    )
}

/// Chooses a file on the page.
async fn choose(text: &str) {
    let input: HtmlInputElement = see("#record_file").await.unchecked_into();
    let parts = Array::of1(&text.into());
    let file = File::new_with_str_sequence(&parts, "brought.underpin.json").unwrap();
    let chosen = DataTransfer::new().unwrap();
    chosen.items().add_with_file(&file).unwrap();
    input.set_files(chosen.files().as_ref());
    input
        .dispatch_event(&Event::new("change").unwrap())
        .unwrap();
}

fn events(session: Session) -> usize {
    session.record().events().len()
}

#[wasm_bindgen_test]
async fn what_comes_next_is_what_is_wanted_soonest() {
    let mut work = work_of(1, "Ada");
    let grace = assessor(2, "Grace");
    for (criterion, by_when) in [
        ("ac-1-2", Some(date(2999, 1, 2))),
        ("ac-1-3", Some(date(2020, 1, 2))),
    ] {
        let version = work.write(criterion, "Words.", &[]);
        let submission = work.hand_in(criterion, &[version]);
        let mut decision = not_yet_met(1);
        decision.feedback.by_when = by_when;
        work.decide(&grace, criterion, &[submission], decision);
    }
    work.write("ac-1-1", "Half a", &[]);
    let session = session_with("Ada", work.record).await;
    show_record(session, settings(""), unit(UNIT));

    see("[data-record=next] li").await;
    let lines = texts("[data-record=next] li");
    let [late, open, draft] = lines.as_slice() else {
        panic!("there are not three things to do: {lines:?}")
    };
    for (line, words) in [
        (late, "1.3, Carers"),
        (late, "Add what could have happened to Mrs B."),
        (late, "By 2 January 2020"),
        (late, "This day has passed"),
        (open, "1.2, Carers"),
        (open, "By 2 January 2999"),
        (draft, "your draft for 1.1"),
    ] {
        assert!(line.contains(words), "“{words}” is not in “{line}”");
    }
    assert!(!open.contains("passed") && !draft.contains("By "));
    see_text(
        "[data-criterion=ac-1-2] [data-judgement=not-yet]",
        "decided by Grace",
    )
    .await;
}

#[wasm_bindgen_test]
async fn another_persons_file_is_taken_in_only_when_that_is_said() {
    let mut work = work_of(1, "Ada");
    work.write("ac-1-1", "Ada’s own words.", &[]);
    let mut brought = work_of(9, "Bronwen");
    brought.write("ac-1-1", "Words from another tablet.", &[]);

    let session = session_with("Ada", work.record).await;
    let before = events(session);
    show_record(session, settings(""), unit(UNIT));
    choose(&brought.to_file()).await;
    see_text("[data-record=opened]", "Is that the same person?").await;
    assert!(text("[data-record=opened]").contains("Bronwen"));
    assert_eq!(events(session), before);

    click("[data-action=leave]").await;
    see_text("[data-said=open]", "was not added").await;
    assert_eq!(events(session), before);

    choose(&brought.to_file()).await;
    click("[data-action=same-person]").await;
    see_text("[data-said=open]", "Added: 1 new version").await;
    let own = session.person_untracked().unwrap().id;
    assert!(
        session
            .state
            .with_untracked(|state| state.same_person(own, brought.learner.person))
    );
    // What was brought, and that it is hers.
    assert_eq!(events(session), before + 2);
}

#[wasm_bindgen_test]
async fn somebody_elses_file_is_opened_beside_ones_own() {
    let mut work = work_of(1, "Ada");
    work.write("ac-1-1", "Ada’s own words.", &[]);
    let mut brought = work_of(8, "Carys");
    brought.write("ac-1-2", "Words of her own.", &[]);

    let session = session_with("Ada", work.record).await;
    show_record(session, settings(""), unit(UNIT));
    choose(&brought.to_file()).await;
    click("[data-action=somebody-else]").await;
    see_text("[data-said=open]", "Added: 1 new version").await;
    assert_eq!(
        session.person_untracked().unwrap().id,
        brought.learner.person
    );
    assert_eq!(session.record(), brought.record);
}

#[wasm_bindgen_test]
async fn a_file_that_is_no_record_changes_nothing() {
    let session = session_with("Ada", Record::default()).await;
    let before = events(session);
    show_record(session, settings(""), unit(UNIT));
    choose("{\"rubbish\":1}").await;
    see_text("[data-record=refused]", "This is not an Underpin record.").await;
    assert_eq!(events(session), before);
}

#[wasm_bindgen_test]
async fn a_certificate_without_a_name_is_asked_for_one_and_not_printed() {
    let reading =
        "+++\nid = \"carers\"\ntitle = \"Carers\"\nlevel = 3\n+++\n\n## Carers {#who}\n\nWords.\n";
    let ada = actor(1, "Ada", Role::Learner);
    let mut work = Work::of(ada, &settings(""), &unit(reading));
    work.read("who");
    let session = session_with("Ada", work.record).await;
    show_record(session, settings(""), unit(reading));
    click("[data-action=certificate]").await;
    see_text("[data-certificate] .certificate__name", "Ada").await;
    let name: HtmlInputElement = see("#certificate_name").await.unchecked_into();
    name.set_value(" ");
    name.dispatch_event(&Event::new("input").unwrap()).unwrap();
    see_text("[data-part=no-name]", "Type the name").await;
    assert!(dom::anywhere("[data-certificate]").is_none());
    assert_eq!(text("#certificate_name_wrong"), "");
    click("[data-action=print]").await;
    see_text("#certificate_name_wrong", "Type the name").await;
    see("#certificate_name:focus").await;
    name.set_value("Ada Okafor");
    name.dispatch_event(&Event::new("input").unwrap()).unwrap();
    see_text("[data-certificate] .certificate__name", "Ada Okafor").await;
    assert_eq!(text("#certificate_name_wrong"), "");
}
