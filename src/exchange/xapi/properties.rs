//! What must hold for every record: nothing is lost on the way through statements, nothing that was
//! altered comes back, and a statement follows from its event alone.

use proptest::prelude::*;
use serde_json::{Value, json, value::RawValue};

use super::{
    Account, NotCarried, StatementId, Whose,
    file::{Collected, Layout, write},
    read, statements,
    tests::{account, shown_texts},
    whose,
    write::{extension, unnamed},
};
use crate::record::{
    Record,
    event::Event,
    seal::TextHash,
    sealed::{Reading, Sealed},
    story::{Story, turns},
};

/// Records of every kind of event, also of kinds and with fields that this program does not know;
/// some events are pinned to texts, some texts are named by nothing that can be read.
pub fn records() -> impl Strategy<Value = Record> {
    let texts = prop::collection::vec(".{0,20}", 0..3);
    let pins = prop::collection::vec(any::<u8>(), 30);
    (turns(30), pins, texts).prop_map(|(turns, pins, loose)| {
        let shown = shown_texts();
        let mut record = Record::default();
        for (event, pin) in Story::default().tell(&turns).into_iter().zip(pins) {
            let text = shown.get(usize::from(pin) % (shown.len() + 3));
            let hash = text.map(|text| record.add_text(text));
            record.add(dressed(&event, hash, pin));
        }
        for text in loose {
            record.add_text(&text);
        }
        record
    })
}

/// The event pinned to a text, about several things, or with a field of a later program.
fn dressed(event: &Sealed, hash: Option<TextHash>, pin: u8) -> Sealed {
    let Reading::Known(known) = event.reading() else {
        return event.clone();
    };
    let mut known = Event::clone(known);
    if let Some(about) = known.about.first_mut() {
        about.shown = hash;
    }
    match pin % 7 {
        0 => known.about.clear(),
        1 => known.about.extend(known.about.clone()),
        _ => {}
    }
    let sealed = Sealed::new(&known);
    if !pin.is_multiple_of(5) {
        return sealed;
    }
    let later = sealed
        .raw()
        .replacen('{', r#"{"mood":{"b":1.50e3,"a":"\u00e9"},"#, 1);
    Sealed::from_raw(RawValue::from_string(later).unwrap())
}

/// What a store makes of a statement: other order, other spacing, its own additions.
fn stored(statement: &str) -> Value {
    let mut value: Value = serde_json::from_str(statement).unwrap();
    value["stored"] = json!("2026-11-27T10:00:00.000000+00:00");
    value["version"] = json!("1.0.3");
    value["authority"] = json!({"mbox": "mailto:store@example.org"});
    value
}

fn collected(text: &str) -> Collected {
    let mut collected = Collected::default();
    collected.take_in(text);
    collected
}

proptest! {
    #[test]
    fn nothing_is_lost_on_the_way_there_and_back(record in records(), list: bool) {
        let whose = Whose::of(account());
        let layout = if list { Layout::List } else { Layout::Lines };
        let made: Vec<_> = statements(&record, &whose).collect();
        prop_assert_eq!(made.len(), record.events().len() + unnamed(&record).len());
        let ids: std::collections::BTreeSet<_> = made.iter().map(|made| made.id).collect();
        prop_assert_eq!(ids.len(), made.len());

        let text = write(made.iter().cloned(), layout);
        let back = collected(&text);
        prop_assert_eq!(&back.refused, &[]);
        prop_assert_eq!(back.records.get(&account()).cloned().unwrap_or_default(), record.clone());

        let answers: Vec<Value> = made.iter().map(|made| stored(&made.to_text())).collect();
        let answer = json!({"statements": answers, "more": ""});
        let back = collected(&serde_json::to_string_pretty(&answer).unwrap());
        prop_assert_eq!(&back.refused, &[]);
        prop_assert_eq!(back.records.get(&account()).cloned().unwrap_or_default(), record);
    }

    #[test]
    fn a_statement_follows_from_its_event_and_its_texts(record in records()) {
        let whose = Whose::of(account());
        for event in record.events() {
            let alone = record.only(&[event.seal()].into());
            prop_assert_eq!(whose.event(event, &record), whose.event(event, &alone));
        }
    }

    #[test]
    fn nothing_that_was_altered_comes_back(record in records(), at: prop::sample::Index) {
        let whose = Whose::of(account());
        for statement in statements(&record, &whose) {
            let mut value = stored(&statement.to_text());
            let extensions = &mut value["context"]["extensions"];
            let Some(event) = extensions.get(extension::event()).and_then(Value::as_str) else {
                continue;
            };
            let mut altered: Vec<char> = event.chars().collect();
            let at = at.index(altered.len());
            altered[at] = if altered[at] == 'x' { 'y' } else { 'x' };
            extensions[extension::event()] = altered.into_iter().collect::<String>().into();
            prop_assert_eq!(read(&value), Err(NotCarried::Altered));
            // Nor where the seal was made to fit: the id gives it away.
            value["context"]["extensions"].as_object_mut().unwrap().remove(&extension::seal());
            let told = read(&value);
            prop_assert!(
                matches!(told, Err(NotCarried::Altered | NotCarried::OtherId)),
                "{:?}", told
            );
        }
    }

    #[test]
    fn nobody_elses_record_has_the_same_ids(record in records(), name in "[a-z]{1,8}") {
        let other = Account { name: format!("{name}-other").into(), ..account() };
        for event in record.events() {
            let seal = event.seal();
            prop_assert_ne!(
                StatementId::of_event(&account(), seal),
                StatementId::of_event(&other, seal)
            );
        }
    }

    #[test]
    fn whatever_text_there_is_it_is_read_without_a_panic(
        text in prop_oneof![
            ".{0,200}",
            r#"[\[\]{},:" \n]{0,60}"#,
            records().prop_flat_map(|record| {
                let text = write(statements(&record, &Whose::of(account())), Layout::List);
                (0..=text.len()).prop_map(move |end| {
                    String::from_utf8_lossy(&text.as_bytes()[..end]).into_owned()
                })
            }),
        ],
    ) {
        let collected = collected(&text);
        for (account, record) in &collected.records {
            whose::learner(account, record);
        }
        for refused in &collected.refused {
            prop_assert!(refused.line >= 1 && refused.line <= text.lines().count());
        }
    }

    #[test]
    fn a_list_that_is_cut_off_gives_every_statement_that_is_whole(
        record in records(),
        cut: prop::sample::Index,
    ) {
        let made = statements(&record, &Whose::of(account())).collect::<Vec<_>>();
        let text = write(made.iter().cloned(), Layout::List);
        let end = cut.index(text.len());
        let text = String::from_utf8_lossy(&text.as_bytes()[..end]);
        let whole = text.matches("},\n").count();
        let back = collected(&text);
        let events = back.records.get(&account()).map_or(0, |r| r.events().len());
        let texts = back.records.get(&account()).map_or(0, |r| unnamed(r).len());
        prop_assert!(events + texts >= whole, "{} + {} of {}", events, texts, whole);
    }
}
