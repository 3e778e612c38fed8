//! What holds for every record and every file: nothing that anybody typed is in a statement, no
//! alteration goes unnoticed, no order matters.

use jiff::civil::date;
use proptest::prelude::*;
use serde_json::Value;

use super::{
    statement::{self, Statement},
    team::Statements,
    tests::{everything, learner, stated},
};
use crate::{
    record::{
        decision::Judgement,
        event::Event,
        sealed::Sealed,
        story::{ASSESSOR, Story, turns},
    },
    site,
};

/// The event with every text in it that somebody could have typed put into other words. Ids,
/// dates and kinds do not let themselves be replaced by them, so what is left is what was typed.
fn typed_anew(event: &Sealed, marker: &str) -> (Sealed, usize) {
    let mut value: Value = serde_json::from_str(event.raw()).unwrap();
    let mut paths = Vec::new();
    places(&value, String::new(), &mut paths);
    let mut replaced = 0;
    for path in paths {
        let before = value.pointer(&path).cloned();
        if let Some(place) = value.pointer_mut(&path) {
            *place = Value::String(marker.to_owned());
        }
        let is_version = path.ends_with("/pack_version");
        if is_version || serde_json::from_value::<Event>(value.clone()).is_err() {
            if let (Some(place), Some(before)) = (value.pointer_mut(&path), before) {
                *place = before;
            }
        } else {
            replaced += 1;
        }
    }
    match serde_json::from_value::<Event>(value) {
        Ok(event) => (Sealed::new(&event), replaced),
        // A kind that this program does not know.
        Err(_) => (event.clone(), 0),
    }
}

/// Where texts stand in a value.
fn places(value: &Value, at: String, found: &mut Vec<String>) {
    match value {
        Value::String(_) => found.push(at),
        Value::Array(items) => {
            let items = items.iter().enumerate();
            items.for_each(|(n, item)| places(item, format!("{at}/{n}"), found));
        }
        Value::Object(fields) => fields.iter().for_each(|(key, item)| {
            places(item, format!("{at}/{key}"), found);
        }),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[test]
fn what_was_typed_is_found_by_the_property() {
    let story = Story::default();
    let version = story.version("They notice.", &[]);
    let handed_in = story.hand_in(&[version.seal()]);
    for event in [
        &version,
        &handed_in,
        &story.decide(ASSESSOR, Judgement::Met, &[]),
        &story.evidence(&[]),
        &story.plan(&[]),
    ] {
        let (anew, replaced) = typed_anew(event, "Typed words!");
        assert!(replaced > 1 && anew.raw().contains("Typed words!"));
    }
}

proptest! {
    #[test]
    fn no_word_that_anybody_typed_is_in_a_statement(
        turns in turns(40),
        marker in "[A-Z][a-z]{5,12} [a-z]{5,12}!",
    ) {
        let story = Story::default();
        let told = story.tell(&turns).into_iter().chain(everything(&story));
        let events: Vec<Sealed> = told.map(|event| typed_anew(&event, &marker).0).collect();
        let made = stated(&events, learner(1, "Asha"), None, date(2026, 11, 27));
        prop_assert!(!made.units.is_empty());
        prop_assert!(!made.to_text().contains(&marker));
        prop_assert!(!site::statement::body(&made).contains(&marker));
        prop_assert_eq!(statement::open(made.to_text().as_bytes()), Ok(made));
    }

    #[test]
    fn the_table_does_not_depend_on_the_order_in_which_files_came(
        came in prop::collection::vec((1_u8..5, 1_i8..28, any::<bool>()), 1..12),
        order in prop::collection::vec(any::<u64>(), 12),
    ) {
        let story = Story::default();
        let events = everything(&story);
        let mut all: Vec<(u64, Statement)> = came
            .iter()
            .zip(order)
            .map(|((who, on, done), place)| {
                let events = if *done { &events[..] } else { &events[..1] };
                let made = date(2026, 11, *on);
                let who = learner(*who, &format!("Person {who}"));
                (place, stated(events, who, Some("Cook"), made))
            })
            .collect();
        let collect = |all: &[(u64, Statement)]| {
            let mut statements = Statements::default();
            for (_, statement) in all {
                statements.add(statement.clone(), date(2026, 11, 14));
            }
            statements
        };
        let one = collect(&all);
        all.sort_by_key(|(place, _)| *place);
        prop_assert_eq!(&collect(&all), &one);
        prop_assert_eq!(Statements::read(&one.to_text(), date(2026, 11, 14)), one);
    }

    #[test]
    fn any_bytes_are_opened_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = statement::open(&bytes);
    }

    #[test]
    fn any_changed_byte_is_noticed(place in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let story = Story::default();
        let made = stated(&everything(&story), learner(1, "Asha"), None, date(2026, 11, 27));
        let mut bytes = made.to_text().into_bytes();
        let at = place.index(bytes.len());
        bytes[at] = byte;
        // Either it is refused, or it says the same.
        match statement::open(&bytes) {
            Ok(opened) => prop_assert_eq!(opened, made),
            Err(_) => prop_assert_ne!(bytes, made.to_text().into_bytes()),
        }
    }
}
